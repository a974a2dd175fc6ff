"""How far a result is."""

from datetime import date

from django.core.exceptions import ValidationError

from jeugdhulp import logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker
from maatregelen.choices import ResultaatToestand
from maatregelen.domain import wijzigen
from maatregelen.models import Beleidsplan, Resultaat

_KOLOMMEN = ("toestand", "toestand_op", "bewijs")


def meld_resultaat(
    resultaat: Resultaat,
    toestand: str,
    op: date,
    bewijs: str,
    *,
    door: Gebruiker | None,
    reden: str = "",
) -> Resultaat:
    """Say how far a result was on the day `op`, and what shows it.

    ValidationError without evidence (but for "nog niet"), on a day to come, when an earlier day is
    told than the last one, or when what was reached is taken back without a reason.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(resultaat, "maatregel__plan", "doel__beleidsplan")
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
        wijzigen.bewaar(rij, *_KOLOMMEN)
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
        over=f"resultaat “{rij.tekst}”",
        voor={veld: voor[veld] for veld in anders if voor[veld]},
        na={veld: na[veld] for veld in anders},
    )


def _beleidsplan(rij: Resultaat) -> Beleidsplan:
    if rij.doel is None:
        raise ValueError("Dit resultaat is van een maatregel noch van een doel.")
    return rij.doel.beleidsplan
