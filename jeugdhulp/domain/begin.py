"""The first rows of an installation: a gemeente, and who manages it from then on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from jeugdhulp import kalender, logboek, toegang
from jeugdhulp.choices import GemeenteSoort, RolSoort, ToegangSoort
from jeugdhulp.domain.referentie import toets_cbs_code
from jeugdhulp.models import Deelname, Gebruiker, Gemeente, Lidmaatschap, Rol


class AlBegonnenError(Exception):
    """This gemeente has a beheerder: she gives out rights, not the command line."""


def maak_gemeente(
    slug: str,
    naam: str,
    *,
    door: Gebruiker | None,
    kanaal: str,
    cbs_code: str = "",
    soort: str = GemeenteSoort.GEMEENTE,
    voorbeeld: bool = False,
) -> Gemeente:
    """A new gemeente, and the first line of its logboek. ValidationError on what it cannot be."""
    gemeente = Gemeente(slug=slug, naam=naam, cbs_code=cbs_code, soort=soort, voorbeeld=voorbeeld)
    gemeente.full_clean()
    toets_cbs_code(cbs_code, naam)
    with logboek.handeling(door=door, reden="", kanaal=kanaal):
        gemeente.save()
        logboek.schrijf(
            "gemeente gemaakt",
            gemeente,
            gemeente_id=gemeente.pk,
            naam=naam,
            na={"adres": slug, "naam": naam, "CBS-code": cbs_code, "soort": str(soort)}
            | ({"voorbeeldgegevens": "ja"} if voorbeeld else {}),
        )
    return gemeente


def neem_gemeente_over(
    gegevens: Mapping[str, Any], *, door: Gebruiker | None, kanaal: str
) -> Gemeente:
    """The gemeente or samenwerking that the `gemeente` of an exchange file describes.

    Makes what is not there, and fills what is empty: days, opvolger, deelnemers. What is there
    stays as it is. Every change leaves its line; a second time changes nothing. ValidationError
    (Dutch) on what cannot be, such as an opvolger that is not there yet; then nothing is stored.
    """
    with logboek.handeling(door=door, reden="", kanaal=kanaal):
        gemeente = _haal_of_maak(gegevens, gegevens["soort"], door=door, kanaal=kanaal)
        for deelnemer in gegevens["deelnemers"]:
            _laat_meedoen(
                _haal_of_maak(deelnemer, GemeenteSoort.GEMEENTE, door=door, kanaal=kanaal),
                gemeente,
            )
    return gemeente


def _haal_of_maak(
    gegevens: Mapping[str, Any], soort: str, *, door: Gebruiker | None, kanaal: str
) -> Gemeente:
    gemeente = Gemeente.objects.filter(slug=gegevens["slug"]).first() or maak_gemeente(
        gegevens["slug"],
        gegevens["naam"],
        door=door,
        kanaal=kanaal,
        cbs_code=gegevens["cbs_code"],
        soort=soort,
    )
    nieuw: dict[str, Any] = {
        veld: date.fromisoformat(gegevens[veld])
        for veld in ("geldig_van", "geldig_tot_en_met")
        if gegevens[veld] and getattr(gemeente, veld) is None
    }
    if gegevens["opvolger"] and gemeente.opvolger_id is None:
        nieuw["opvolger"] = _opvolger(gegevens)
    if nieuw:
        _vul_aan(gemeente, nieuw)
    return gemeente


def _opvolger(gegevens: Mapping[str, Any]) -> Gemeente:
    if opvolger := Gemeente.objects.filter(slug=gegevens["opvolger"]).first():
        return opvolger
    raise ValidationError(
        f"{gegevens['naam']} is opgegaan in “{gegevens['opvolger']}”, en die gemeente is er nog"
        " niet. Maak of laad die eerst."
    )


def _vul_aan(gemeente: Gemeente, nieuw: Mapping[str, Any]) -> None:
    """Fill columns that are empty, with a line that says with what."""
    for veld, waarde in nieuw.items():
        setattr(gemeente, veld, waarde)
    gemeente.full_clean()
    gemeente.save(update_fields=list(nieuw))
    namen = {"geldig_van": "bestaat vanaf", "geldig_tot_en_met": "bestond tot en met"}
    logboek.schrijf(
        "gemeente aangevuld",
        gemeente,
        gemeente_id=gemeente.pk,
        naam=gemeente.naam,
        na={
            namen.get(veld, "opgegaan in"): waarde if isinstance(waarde, date) else waarde.naam
            for veld, waarde in nieuw.items()
        },
    )


def _laat_meedoen(gemeente: Gemeente, samenwerking: Gemeente) -> None:
    """Note once that `gemeente` takes part; the line is in the logboek of the samenwerking."""
    if Deelname.objects.filter(samenwerking=samenwerking, gemeente=gemeente).exists():
        return
    deelname = Deelname(samenwerking=samenwerking, gemeente=gemeente)
    deelname.full_clean()
    deelname.save()
    logboek.schrijf(
        "deelnemer toegevoegd",
        samenwerking,
        gemeente_id=samenwerking.pk,
        naam=samenwerking.naam,
        na={"deelnemer": gemeente.naam},
    )


def maak_beheerder(
    gemeente: Gemeente, *, naam: str, voornaam: str, achternaam: str, mail: str, wachtwoord: str
) -> Gebruiker:
    """The first beheerder of `gemeente`, noted in the register of access.

    Raises AlBegonnenError when somebody who may come in holds that role today, and ValidationError
    on a user name that is taken, a mail address that is none, or a password that is too weak.
    """
    vandaag = kalender.vandaag()
    binnen = Lidmaatschap.objects.met_toegang(vandaag).filter(gemeente=gemeente)
    if binnen.filter(rollen__soort=RolSoort.BEHEERDER).exists():
        raise AlBegonnenError
    gebruiker = Gebruiker(username=naam, first_name=voornaam, last_name=achternaam, email=mail)
    validate_password(wachtwoord, gebruiker)
    gebruiker.set_password(wachtwoord)
    gebruiker.full_clean()
    with transaction.atomic():
        gebruiker.save()
        lid = Lidmaatschap.objects.create(gebruiker=gebruiker, gemeente=gemeente, van=vandaag)
        Rol.objects.create(lidmaatschap=lid, soort=RolSoort.BEHEERDER)
        toegang.noteer(
            ToegangSoort.BEHEERDER_GEMAAKT,
            gebruiker=gebruiker,
            gemeente_id=gemeente.pk,
            over=logboek.opdrachtregel(),
        )
    return gebruiker
