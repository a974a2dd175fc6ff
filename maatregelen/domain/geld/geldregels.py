"""Changing money of a plan: what it costs, what pays for it, what was spent, what it saves."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from jeugdhulp import logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker
from maatregelen.domain import wijzigen
from maatregelen.domain.grond import Grond, in_regel
from maatregelen.domain.maatregel import bladrij
from maatregelen.domain.regeltekst import euro
from maatregelen.models import (
    Besparing,
    Besteding,
    Blad,
    Dekking,
    Investering,
    Maatregel,
    Plan,
    Thema,
)

R = TypeVar("R", Investering, Dekking)
_WAARDEN = (
    "omschrijving aard van tot_en_met staat bedrag per aanname alternatief_bedrag uren_per_week"
    " fte letterlijk twijfel"
).split()
VELDEN: dict[type, tuple[str, ...]] = {
    Investering: tuple(_WAARDEN),
    Dekking: ("bron", "status", "voorwaarde", *_WAARDEN),
}
BESTEDING = ("begroot", "verplicht", "uitgegeven", "verwacht")
BESPARING = ("verwacht", "ingeboekt", "gerealiseerd", "toerekenbaar")
BESPARING_VELDEN = (*BESPARING, "methode", "zekerheid", "toelichting")


def voeg_investering_toe(
    plan: Plan,
    *,
    door: Gebruiker | None,
    reden: str,
    op_grond_van: Grond = "",
    blad: Blad | None = None,
    thema: Thema | None = None,
    **waarden: Any,
) -> Investering:
    """A new investering of `blad`, `thema`, or else the plan as a whole; `waarden` by column.

    ValidationError without a reason, and in a plan that was vastgesteld without its ground.
    """
    rij = Investering(plan=plan, blad=blad, thema=thema)
    return _voeg_toe(rij, waarden, door=door, reden=reden, grond=op_grond_van)


def voeg_dekking_toe(
    plan: Plan,
    *,
    door: Gebruiker | None,
    reden: str,
    op_grond_van: Grond = "",
    blad: Blad | None = None,
    thema: Thema | None = None,
    **waarden: Any,
) -> Dekking:
    """A new dekking; as `voeg_investering_toe`."""
    rij = Dekking(plan=plan, blad=blad, thema=thema)
    return _voeg_toe(rij, waarden, door=door, reden=reden, grond=op_grond_van)


def wijzig_investering(
    investering: Investering,
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
    op_grond_van: Grond = "",
    **waarden: Any,
) -> Investering:
    """Change columns of an investering; `gezien` is what the writer saw in them when she began.

    IntussenAndersError when one of those is not so any more. ValidationError without a reason, in a
    plan that was vastgesteld without its ground, or when nothing changes.
    """
    return _wijzig(investering, waarden, gezien, door=door, reden=reden, grond=op_grond_van)


def wijzig_dekking(
    dekking: Dekking,
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
    op_grond_van: Grond = "",
    **waarden: Any,
) -> Dekking:
    """Change columns of a dekking, such as `status="besloten"`; as `wijzig_investering`."""
    return _wijzig(dekking, waarden, gezien, door=door, reden=reden, grond=op_grond_van)


def leg_besteding_vast(
    blad: Blad,
    jaar: int,
    peildatum: date,
    *,
    begroot: Decimal | None = None,
    verplicht: Decimal | None = None,
    uitgegeven: Decimal | None = None,
    verwacht: Decimal | None = None,
    toelichting: str = "",
    door: Gebruiker | None,
) -> Besteding:
    """How the money of `blad` stands in `jaar`; None is unknown. A later peildatum is a new row.

    ValidationError without any amount, on a peildatum that has yet to come, or on one that has its
    row already.
    """
    bedragen = dict(zip(BESTEDING, (begroot, verplicht, uitgegeven, verwacht), strict=True))
    with logboek.handeling(door=door):
        wijzigen.eis_geweest("peildatum", peildatum)
        bladrij.zorg_voor_blad(blad)
        rij = Besteding(
            blad=blad, jaar=jaar, peildatum=peildatum, toelichting=toelichting, **bedragen
        )
        _eis_een_bedrag(rij, BESTEDING)
        wijzigen.bewaar(rij)
        wijzigen.schrijf(
            "besteding vastgelegd",
            blad.maatregel,
            over=_waar(f"besteding {jaar}", blad),
            na=_gevuld(rij, (*BESTEDING, "toelichting")),
            peildatum=peildatum,
        )
    return rij


def verbeter_besteding(
    besteding: Besteding,
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
    **waarden: Any,
) -> Besteding:
    """Correct the amounts or the toelichting of a peildatum that was wrong.

    IntussenAndersError when what the writer saw (`gezien`) is not so any more; ValidationError
    without a reason, when nothing changes, or when no amount is left.
    """
    _eis_velden(waarden, (*BESTEDING, "toelichting"))
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "een bedrag")
        rij = wijzigen.vergrendel(besteding, "blad__maatregel__plan", "blad__cluster")
        wijzigen.eis_ongewijzigd(rij, gezien or {})
        voor, na = _zet(rij, waarden)
        if na.keys() & set(BESTEDING):
            _eis_een_bedrag(rij, BESTEDING)
        wijzigen.schrijf(
            "besteding verbeterd",
            rij.blad.maatregel,
            over=_waar(f"besteding {rij.jaar}", rij.blad),
            voor=voor,
            na=na,
            peildatum=rij.peildatum,
        )
    return rij


def leg_besparing_vast(
    maatregel: Maatregel,
    jaar: int | None,
    *,
    gezien: Mapping[str, Any] | None = None,
    alleen_nieuw: bool = False,
    door: Gebruiker | None,
    reden: str = "",
    **waarden: Any,
) -> Besparing:
    """The saving of a measure in `jaar`: its columns in `waarden`, four amounts never added up.

    What is there already changes, with a reason; IntussenAndersError when what the writer saw
    (`gezien`) is not so any more, or when she saw no row at all (`alleen_nieuw`). ValidationError
    when nothing changes, or when no amount is left.
    """
    _eis_velden(waarden, BESPARING_VELDEN)
    with logboek.handeling(door=door, reden=reden) as handeling:
        maatregel = wijzigen.vergrendel(maatregel, "plan")
        rij = Besparing.objects.filter(maatregel=maatregel, jaar=jaar).first()
        over = f"besparing {jaar or ''}".strip()
        if rij is None:
            rij = Besparing(maatregel=maatregel, jaar=jaar, **waarden)
            _eis_een_bedrag(rij, BESPARING)
            wijzigen.bewaar(rij)
            na = _gevuld(rij, BESPARING_VELDEN)
            wijzigen.schrijf("besparing vastgelegd", maatregel, over=over, na=na)
        elif alleen_nieuw:
            raise wijzigen.IntussenAndersError
        else:
            wijzigen.eis_reden(handeling.reden, "een bedrag")
            wijzigen.eis_ongewijzigd(rij, gezien or {})
            voor, na = _zet(rij, waarden)
            if na.keys() & set(BESPARING):
                _eis_een_bedrag(rij, BESPARING)
            wijzigen.schrijf("besparing gewijzigd", maatregel, over=over, voor=voor, na=na)
    return rij


def _voeg_toe(
    rij: R, waarden: Mapping[str, Any], *, door: Gebruiker | None, reden: str, grond: Grond
) -> R:
    _eis_velden(waarden, VELDEN[type(rij)])
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "het geld van het plan")
        rij.plan = wijzigen.vergrendel(rij.plan)
        op_grond_van = in_regel(grond, rij.plan)
        if rij.blad is not None:
            bladrij.zorg_voor_blad(rij.blad)
            rij.blad_id = rij.blad.pk
        rij.volgorde = _volgende(rij)
        for veld, waarde in waarden.items():
            setattr(rij, veld, waarde)
        wijzigen.bewaar(rij)
        na = _gevuld(rij, VELDEN[type(rij)]) | op_grond_van
        _schrijf(f"{_naam(rij)} toegevoegd", rij, {}, na)
    return rij


def _wijzig(
    rij: R,
    waarden: Mapping[str, Any],
    gezien: Mapping[str, Any] | None,
    *,
    door: Gebruiker | None,
    reden: str,
    grond: Grond,
) -> R:
    _eis_velden(waarden, VELDEN[type(rij)])
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "het geld van het plan")
        rij = wijzigen.vergrendel(rij, "plan", "thema", "blad__maatregel__plan", "blad__cluster")
        wijzigen.eis_ongewijzigd(rij, gezien or {})
        op_grond_van = in_regel(grond, rij.plan)
        voor, na = _zet(rij, waarden)
        _schrijf(f"{_naam(rij)} gewijzigd", rij, voor, na | op_grond_van)
    return rij


def _zet(rij: Any, waarden: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Store what differs; before and after of those columns, as text."""
    anders = [veld for veld, waarde in waarden.items() if getattr(rij, veld) != waarde]
    if not anders:
        raise ValidationError("Er is niets veranderd.")
    voor = {veld: _als_tekst(rij, veld) for veld in anders}
    for veld in anders:
        setattr(rij, veld, waarden[veld])
    wijzigen.bewaar(rij, *anders)
    return voor, {veld: _als_tekst(rij, veld) for veld in anders}


def _eis_een_bedrag(rij: Besteding | Besparing, bedragen: tuple[str, ...]) -> None:
    if all(getattr(rij, veld) is None for veld in bedragen):
        raise ValidationError("Geef minstens één bedrag.")


def _eis_velden(waarden: Mapping[str, Any], bekend: tuple[str, ...]) -> None:
    if onbekend := sorted(set(waarden) - set(bekend)):
        raise TypeError(f"Geen veld van deze regel: {', '.join(onbekend)}")


def _volgende(rij: Investering | Dekking) -> int:
    eerder = type(rij).objects.filter(plan=rij.plan, blad=rij.blad, thema=rij.thema)
    laatste = eerder.order_by("-volgorde").values_list("volgorde", flat=True).first()
    return 0 if laatste is None else laatste + 1


def _gevuld(rij: Any, velden: tuple[str, ...]) -> dict[str, str]:
    gevuld = {veld: _als_tekst(rij, veld) for veld in velden}
    return {veld: tekst for veld, tekst in gevuld.items() if tekst}


def _als_tekst(rij: Any, veld: str) -> str:
    """A value as people write it; "" for what is not known."""
    waarde = getattr(rij, veld)
    if waarde is None:
        return ""
    if isinstance(waarde, date):
        return datum_voluit(waarde)
    if isinstance(waarde, Decimal):
        return f"{waarde:.2f}".replace(".", ",") if veld in _GETALLEN else euro(waarde)
    if hasattr(rij, keuze := f"get_{veld}_display"):
        return str(getattr(rij, keuze)())
    return str(waarde)


_GETALLEN = ("uren_per_week", "fte")


def _naam(rij: Investering | Dekking) -> str:
    return str(rij._meta.verbose_name)


def _waar(wat: str, blad: Blad | None) -> str:
    return f"{wat} ({blad.cluster.titel})" if blad is not None and blad.cluster else wat


def _schrijf(
    soort: str, rij: Investering | Dekking, voor: dict[str, str], na: dict[str, str]
) -> None:
    onderwerp: Maatregel | Plan = rij.plan if rij.blad is None else rij.blad.maatregel
    over = _waar(f"{_naam(rij)} “{rij}”", rij.blad)
    if rij.thema is not None:
        over += f" ({rij.thema})"
    wijzigen.schrijf(soort, onderwerp, over=over, voor=voor, na=na)
