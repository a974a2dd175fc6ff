"""A row of a sheet that is stored as it was typed: a result, a tie, a risk; and the first sheet."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Organisatie, Persoon
from maatregelen.domain import wijzigen
from maatregelen.models import Blad, Maatregel


def zorg_voor_blad(blad: Blad) -> None:
    """Store `blad` when it is yet to be: the sheet of a measure that has none, inside the act that
    puts the first row on it. One that somebody else made meanwhile takes its place."""
    if blad.pk is not None:
        return
    wijzigen.vergrendel(blad.maatregel)
    eerder = Blad.objects.filter(maatregel=blad.maatregel).select_related("cluster").first()
    if eerder is None:
        wijzigen.bewaar(blad)
    else:
        blad.pk, blad.cluster, blad._state.adding = eerder.pk, eerder.cluster, False


def eis_kolommen(waarden: Mapping[str, Any], toegestaan: Iterable[str]) -> None:
    """TypeError for a column that this act does not write."""
    if onbekend := sorted(set(waarden) - set(toegestaan)):
        raise TypeError(f"Deze kolommen horen hier niet: {', '.join(onbekend)}")


def eis_gemeente(veld: str, wie: Persoon | Organisatie, maatregel: Maatregel) -> None:
    """ValidationError at `veld` for somebody of another gemeente than the plan."""
    if wie.gemeente_id != maatregel.plan.gemeente_id:
        raise ValidationError({veld: f"{wie.naam} hoort bij een andere gemeente."})


def eis_uitgezocht(rij: models.Model, waarden: Mapping[str, Any], reden: str) -> None:
    """ValidationError when a doubt of the locked row goes or changes and nobody says why: who
    looked into it tells what came of it."""
    was = getattr(rij, "twijfel", "")
    if was and waarden.get("twijfel", was) != was:
        wijzigen.eis_reden(reden, "wat nog na te gaan was")


def pas_aan(
    rij: models.Model, waarden: Mapping[str, Any], gezien: Mapping[str, Any] | None
) -> tuple[dict[str, str], dict[str, str]]:
    """Give a locked row other values and store what differs; what it was and is, in words.

    IntussenAndersError when a column is not what its writer saw (`gezien`); ValidationError when
    nothing changes.
    """
    wijzigen.eis_ongewijzigd(rij, gezien or {})
    anders = [kolom for kolom, waarde in waarden.items() if getattr(rij, kolom) != waarde]
    if not anders:
        raise ValidationError("Er is niets veranderd.")
    voor = verteld(rij, anders)
    for kolom in anders:
        setattr(rij, kolom, waarden[kolom])
    wijzigen.bewaar(rij, *anders)
    return voor, verteld(rij, anders)


def verteld(rij: models.Model, kolommen: Iterable[str]) -> dict[str, str]:
    """Columns as people read them, by their names on screen. A query for each relation."""
    velden: list[Any] = [rij._meta.get_field(kolom) for kolom in kolommen]
    return {str(veld.verbose_name): _woorden(rij, veld) for veld in velden}


def gevuld(rij: models.Model, kolommen: Iterable[str]) -> dict[str, str]:
    """Of a new row what it says; what is empty says nothing."""
    return {naam: tekst for naam, tekst in verteld(rij, kolommen).items() if tekst}


def _woorden(rij: models.Model, veld: Any) -> str:
    waarde = getattr(rij, veld.name)
    if isinstance(waarde, Maatregel):
        # Its title is not for everybody who reads this sheet.
        return waarde.code
    if isinstance(waarde, date):
        return datum_voluit(waarde)
    if veld.choices:
        return str(getattr(rij, f"get_{veld.name}_display")())
    return "" if waarde is None else str(waarde)
