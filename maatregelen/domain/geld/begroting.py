"""When the raad decides about the begroting of a year, and when it did.

It holds for all plans of a gemeente: as long as the begroting of a running year was not decided,
its money cannot be judged.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from jeugdhulp import kalender, logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker, Gemeente
from maatregelen.choices import BesluitmomentSoort
from maatregelen.domain import wijzigen
from maatregelen.domain.regeltekst import besluitnummer
from maatregelen.models import Besluitmoment
from maatregelen.models.periode import periode_kolommen

# With `periode`, when the raad is expected to decide.
KOLOMMEN = ("genomen_op", "uitkomst", "nummer", "periode")


def begrotingen(gemeente: Gemeente) -> QuerySet[Besluitmoment]:
    """Of each year of which it is known, the last year first. One query."""
    rijen = Besluitmoment.objects.filter(gemeente=gemeente, begrotingsjaar__isnull=False)
    return rijen.order_by("-begrotingsjaar")


def voeg_begroting_toe(
    gemeente: Gemeente, jaar: int, waarden: Mapping[str, Any], *, door: Gebruiker | None
) -> Besluitmoment:
    """Register the begroting of a year with the columns of `KOLOMMEN`.

    ValidationError for a year that is there already, on a day to come, and for a decision without
    an outcome.
    """
    with logboek.handeling(door=door):
        # Two who register one year come one after the other.
        gemeente = wijzigen.vergrendel(gemeente)
        if begrotingen(gemeente).filter(begrotingsjaar=jaar).exists():
            raise ValidationError({"jaar": f"De begroting van {jaar} staat er al."})
        rij = Besluitmoment(
            gemeente=gemeente,
            begrotingsjaar=jaar,
            orgaan="raad",
            soort=BesluitmomentSoort.BESLUIT,
            onderwerp=f"begroting {jaar}",
            **_als_kolommen({"periode": None} | dict(waarden)),
        )
        _eis_besluit(rij)
        wijzigen.bewaar(rij)
        na = {deel: tekst for deel, tekst in _verteld(rij).items() if tekst}
        _schrijf("begroting toegevoegd", gemeente, rij, {}, na)
    return rij


def wijzig_begroting(
    gemeente: Gemeente,
    begroting: Besluitmoment,
    waarden: Mapping[str, Any],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
) -> Besluitmoment:
    """Give columns of `KOLOMMEN` of a begroting of `gemeente` another value: the raad decided, or
    what stood there was wrong.

    IntussenAndersError when one of `gezien` is not so any more; ValidationError without a reason,
    when nothing changes, on a day to come, for a decision without an outcome, or when a day that
    was registered goes.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(begroting)
        wijzigen.eis_reden(handeling.reden, "de begroting")
        wijzigen.eis_ongewijzigd(rij, _als_kolommen(gezien or {}))
        kolommen = _als_kolommen(waarden)
        anders = [veld for veld, waarde in kolommen.items() if getattr(rij, veld) != waarde]
        if not anders:
            raise ValidationError("Er is niets veranderd.")
        voor, was_genomen = _verteld(rij), rij.genomen_op is not None
        for veld in anders:
            setattr(rij, veld, kolommen[veld])
        if was_genomen and rij.genomen_op is None:
            raise ValidationError({"genomen_op": "Vul de dag in waarop de raad besloot."})
        _eis_besluit(rij)
        wijzigen.bewaar(rij, *anders)
        na = _verteld(rij)
        verschil = [deel for deel in na if na[deel] != voor[deel]]
        _schrijf(
            "begroting gewijzigd",
            gemeente,
            rij,
            {deel: voor[deel] for deel in verschil},
            {deel: na[deel] for deel in verschil},
        )
    return rij


def _als_kolommen(waarden: Mapping[str, Any]) -> dict[str, Any]:
    if onbekend := sorted(set(waarden) - set(KOLOMMEN)):
        raise TypeError(f"Geen veld van een begroting: {', '.join(onbekend)}")
    kolommen = {veld: waarde for veld, waarde in waarden.items() if veld != "periode"}
    if "periode" in waarden:
        kolommen |= periode_kolommen(waarden["periode"])
    return kolommen


def _eis_besluit(rij: Besluitmoment) -> None:
    """A day in the past with its outcome, or neither."""
    if rij.genomen_op is None:
        if rij.uitkomst.strip():
            raise ValidationError({"genomen_op": "Vul de dag in waarop de raad besloot."})
        return
    wijzigen.eis_geweest("genomen_op", rij.genomen_op)
    wijzigen.eis_tekst("uitkomst", rij.uitkomst, "Schrijf op wat er is besloten.")


def jaren_om_te_kiezen() -> range:
    """The years that may be registered: from ten years back to the year after next."""
    jaar = kalender.vandaag().year
    return range(jaar - 10, jaar + 3)


def _verteld(rij: Besluitmoment) -> dict[str, str]:
    return {
        "verwacht": rij.periode.voluit(),
        "genomen op": datum_voluit(rij.genomen_op) if rij.genomen_op else "",
        "uitkomst": rij.uitkomst,
        "nummer": besluitnummer(rij.nummer),
    }


def _schrijf(
    soort: str, gemeente: Gemeente, rij: Besluitmoment, voor: dict[str, str], na: dict[str, str]
) -> None:
    naam = f"begroting {rij.begrotingsjaar}"
    logboek.schrijf(soort, gemeente, gemeente_id=gemeente.pk, naam=naam, voor=voor, na=na)
