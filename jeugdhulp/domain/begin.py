"""The first rows of an installation: a gemeente, and who manages it from then on."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from jeugdhulp import kalender, logboek, toegang
from jeugdhulp.choices import GemeenteSoort, RolSoort, ToegangSoort
from jeugdhulp.models import Gebruiker, Gemeente, Lidmaatschap, Rol


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
) -> Gemeente:
    """A new gemeente, and the first line of its logboek. ValidationError on what it cannot be."""
    gemeente = Gemeente(slug=slug, naam=naam, cbs_code=cbs_code, soort=soort)
    gemeente.full_clean()
    with logboek.handeling(door=door, reden="", kanaal=kanaal):
        gemeente.save()
        logboek.schrijf(
            "gemeente gemaakt",
            gemeente,
            gemeente_id=gemeente.pk,
            naam=naam,
            na={"adres": slug, "naam": naam, "CBS-code": cbs_code, "soort": str(soort)},
        )
    return gemeente


def maak_beheerder(
    gemeente: Gemeente, *, naam: str, voornaam: str, achternaam: str, mail: str, wachtwoord: str
) -> Gebruiker:
    """The first beheerder of `gemeente`, noted in the register of access.

    Raises AlBegonnenError when one holds that role today, and ValidationError on a user name that
    is taken, a mail address that is none, or a password that is too weak.
    """
    vandaag = kalender.vandaag()
    geldig = Lidmaatschap.objects.geldig(vandaag).filter(gemeente=gemeente)
    if geldig.filter(rollen__soort=RolSoort.BEHEERDER, gebruiker__is_active=True).exists():
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
