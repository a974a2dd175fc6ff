"""What a measure must lead to, and how far that is."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker
from maatregelen.choices import ResultaatToestand
from maatregelen.domain import wijzigen
from maatregelen.domain.grond import Grond, in_regel
from maatregelen.domain.maatregel import bladrij, einden
from maatregelen.models import Beleidsplan, Maatregel, Resultaat

KOLOMMEN = ("tekst", "soort", "richting", "norm", "nulmeting", "effect_vanaf", "twijfel")
_VAN_MELDING = ("toestand", "toestand_op", "bewijs")


def voeg_resultaat_toe(
    maatregel: Maatregel,
    waarden: Mapping[str, Any],
    *,
    door: Gebruiker | None,
    reden: str = "",
    op_grond_van: Grond = "",
) -> Resultaat:
    """Add a result to the sheet, with the columns of `KOLOMMEN`; its toestand is "nog niet".

    ValidationError without its text, or without a ground in a plan that was vastgesteld.
    """
    bladrij.eis_kolommen(waarden, KOLOMMEN)
    with logboek.handeling(door=door, reden=reden):
        maatregel = wijzigen.vergrendel(maatregel, "plan")
        grond = in_regel(op_grond_van, maatregel.plan)
        rij = Resultaat(maatregel=maatregel, volgorde=maatregel.resultaten.count(), **waarden)
        wijzigen.bewaar(rij)
        na = bladrij.gevuld(rij, KOLOMMEN) | grond
        wijzigen.schrijf("resultaat toegevoegd", maatregel, na=na)
    return rij


def wijzig_resultaat(
    resultaat: Resultaat,
    waarden: Mapping[str, Any],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str = "",
    op_grond_van: Grond = "",
) -> Resultaat:
    """Give columns of a result of a measure another value; what was reported of it stays.

    IntussenAndersError when somebody else changed one of `gezien`; ValidationError when nothing
    changes, when it has ended, when a doubt goes without a reason, or without a ground in a plan
    that was vastgesteld.
    """
    bladrij.eis_kolommen(waarden, KOLOMMEN)
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(resultaat, "maatregel__plan")
        maatregel, over = _maatregel(rij), _over(rij)
        einden.eis_geldend(rij)
        bladrij.eis_uitgezocht(rij, waarden, handeling.reden)
        voor, na = bladrij.pas_aan(rij, waarden, gezien)
        na |= in_regel(op_grond_van, maatregel.plan)
        wijzigen.schrijf("resultaat gewijzigd", maatregel, over=over, voor=voor, na=na)
    return rij


def beeindig_resultaat(
    resultaat: Resultaat,
    op: date,
    *,
    door: Gebruiker | None,
    reden: str,
    op_grond_van: Grond = "",
) -> Resultaat:
    """Say that a result of a measure no longer counts from `op` on; the row stays, and what was
    reported of it.

    ValidationError without a reason, on a day to come, when it has ended, or without a ground in a
    plan that was vastgesteld.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(resultaat, "maatregel__plan")
        maatregel = _maatregel(rij)
        na = einden.beeindig(rij, op, handeling.reden)
        na |= in_regel(op_grond_van, maatregel.plan)
        wijzigen.schrijf("resultaat beëindigd", maatregel, over=_over(rij), na=na)
    return rij


def meld_resultaat(
    resultaat: Resultaat,
    toestand: str,
    op: date,
    bewijs: str,
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str = "",
) -> Resultaat:
    """Say how far a result was on the day `op`, and what shows it.

    ValidationError without evidence (but for "nog niet"), on a day to come, when an earlier day is
    told than the last one, when it has ended, or when what was reached is taken back without a
    reason.
    IntussenAndersError when somebody else changed one of `gezien`.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(resultaat, "maatregel__plan", "doel__beleidsplan")
        einden.eis_geldend(rij)
        wijzigen.eis_ongewijzigd(rij, gezien or {})
        wijzigen.eis_geweest("toestand_op", op)
        if rij.toestand_op is not None and op < rij.toestand_op:
            raise ValidationError(
                {"toestand_op": f"De laatste melding is van {datum_voluit(rij.toestand_op)}."}
            )
        if toestand != ResultaatToestand.NOG_NIET:
            wijzigen.eis_tekst("bewijs", bewijs, "Schrijf op waaruit dit blijkt.")
        if rij.toestand == ResultaatToestand.BEREIKT != toestand:
            wijzigen.eis_reden(handeling.reden, "een resultaat dat bereikt was")
        voor = _verteld(rij)
        rij.toestand, rij.toestand_op, rij.bewijs = toestand, op, bewijs
        if _verteld(rij) == voor:
            raise ValidationError("Er is niets veranderd.")
        wijzigen.bewaar(rij, *_VAN_MELDING)
        _schrijf(rij, voor)
    return rij


def _verteld(rij: Resultaat) -> dict[str, str]:
    dag = datum_voluit(rij.toestand_op) if rij.toestand_op else ""
    return {"toestand": rij.toestand, "op": dag, "bewijs": rij.bewijs}


def _schrijf(rij: Resultaat, voor: dict[str, str]) -> None:
    na = _verteld(rij)
    anders = [veld for veld in na if voor[veld] != na[veld]]
    onderwerp = rij.maatregel if rij.maatregel is not None else _beleidsplan(rij)
    wijzigen.schrijf(
        "resultaat gemeld",
        onderwerp,
        over=_over(rij),
        voor={veld: voor[veld] for veld in anders if voor[veld]},
        na={veld: na[veld] for veld in anders},
    )


def _over(rij: Resultaat) -> str:
    return f"resultaat “{rij.tekst}”"


def _maatregel(rij: Resultaat) -> Maatregel:
    if rij.maatregel is None:
        raise ValueError("Dit resultaat is niet van een maatregel.")
    return rij.maatregel


def _beleidsplan(rij: Resultaat) -> Beleidsplan:
    if rij.doel is None:
        raise ValueError("Dit resultaat is van een maatregel noch van een doel.")
    return rij.doel.beleidsplan
