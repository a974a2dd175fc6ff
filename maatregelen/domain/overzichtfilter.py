"""Which measures of an overview to show and in which order. On rows that were read already.

So it works the same for now and for `zoals bekend op`, and costs no query.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from maatregelen.choices import TEKSTVELDEN_VAN_BLAD, Fase, Schaalniveau
from maatregelen.domain.overzicht import Rij, eerst_wat_aandacht_vraagt
from maatregelen.models.stand import TEKSTVELDEN
from maatregelen.zoekwoorden import lees

# For what a measure does not have: no trekker, no cluster, no schaalniveau.
GEEN = "geen"
_ZONDER_TREKKER = {GEEN: "nog geen trekker"}
_ZONDER_CLUSTER = {GEEN: "geen"}
_ZONDER_NIVEAU = {GEEN: "niet ingevuld"}
AANDACHT = "aandacht"
PLANVOLGORDE = "plan"


@dataclass(frozen=True)
class Overzichtfilter:
    """What was chosen; empty is all. `trekker` is a key of `trekkers_van`, `tekst` what was
    typed, the others the code or value of what they name."""

    cluster: str = ""
    thema: str = ""
    trekker: str = ""
    licht: str = ""
    fase: str = ""
    schaalniveau: str = ""
    tekst: str = ""

    @property
    def gekozen(self) -> dict[str, str]:
        """Name and value of what is not empty."""
        alle = ((veld.name, getattr(self, veld.name)) for veld in fields(self))
        return {naam: waarde for naam, waarde in alle if waarde}

    def pas_toe(self, rijen: Sequence[Rij]) -> list[Rij]:
        """The rows that fit all that was chosen, in the same order."""
        eisen = self.gekozen
        if not eisen:
            return list(rijen)
        vraag = lees(eisen.pop("tekst", ""))
        return [
            rij
            for rij in rijen
            if all(waarde in kenmerk(naam, rij) for naam, waarde in eisen.items())
            and vraag.past(teksten(rij))
        ]


def kenmerk(naam: str, rij: Rij) -> Mapping[str, str]:
    """What `rij` has for the field `naam` of a filter: value → how it is called."""
    return _KENMERKEN[naam](rij)


def trekkers_van(rij: Rij) -> Mapping[str, str]:
    """Her trekkers on the day of the row: a key that names nobody in an address → name."""
    return rij.wie or _ZONDER_TREKKER


def fase_van(rij: Rij) -> str:
    """The phase on the day of the row."""
    return rij.stand.fase if rij.stand else Fase.GEPLAND


def teksten(rij: Rij) -> list[str]:
    """All the words of a measure that an overview has at hand: the sheet, the planning and the
    stand of the day."""
    maatregel = rij.maatregel
    velden = ("code", "titel", "ondertitel", *TEKSTVELDEN_VAN_BLAD, "twijfel")
    bladen = maatregel.bladen.all()
    planning = [
        regel.tekst
        for blad in bladen
        for lijn in blad.mijlpalen.all()
        for regel in (lijn, *lijn.stappen.all())
    ]
    stand = [getattr(rij.stand, veld) for veld in TEKSTVELDEN] if rij.stand else []
    return [*(getattr(maatregel, veld) for veld in velden), *planning, *stand]


def _clusters(rij: Rij) -> Mapping[str, str]:
    return rij.clusters or _ZONDER_CLUSTER


def _thema(rij: Rij) -> Mapping[str, str]:
    thema = rij.maatregel.thema
    return {thema.code: str(thema)} if thema else {GEEN: "geen"}


def _schaalniveau(rij: Rij) -> Mapping[str, str]:
    niveau = rij.maatregel.schaalniveau
    return {niveau: Schaalniveau(niveau).label} if niveau else _ZONDER_NIVEAU


_KENMERKEN: dict[str, Callable[[Rij], Mapping[str, str]]] = {
    "cluster": _clusters,
    "thema": _thema,
    "trekker": trekkers_van,
    "licht": lambda rij: {rij.lichten.totaal: rij.lichten.totaal},
    "fase": lambda rij: {fase_van(rij): fase_van(rij)},
    "schaalniveau": _schaalniveau,
}


def _op_trekker(rij: Rij) -> Any:
    return (not rij.trekkers, [naam.casefold() for naam in rij.trekkers])


def _op_stap(rij: Rij) -> Any:
    periode = rij.volgende.periode if rij.volgende else None
    return (periode.tot_en_met or periode.van or date.max) if periode else date.max


def _op_stand(rij: Rij) -> Any:
    return rij.stand.peildatum if rij.stand else date.min


# Value → (how it is called, what it says above the list, how it sorts; rows come in plan order).
VOLGORDEN: dict[str, tuple[str, str, Callable[[Iterable[Rij]], list[Rij]]]] = {
    AANDACHT: ("Wat aandacht vraagt", "bovenaan wat aandacht vraagt", eerst_wat_aandacht_vraagt),
    PLANVOLGORDE: ("Zoals in het plan", "in de volgorde van het plan", list),
    "trekker": (
        "Naam van de trekker",
        "op naam van de trekker",
        lambda rijen: sorted(rijen, key=_op_trekker),
    ),
    "stap": (
        "Volgende stap",
        "bovenaan de stap die het eerst komt",
        lambda rijen: sorted(rijen, key=_op_stap),
    ),
    "stand": (
        "Dag van de stand",
        "bovenaan de oudste stand",
        lambda rijen: sorted(rijen, key=_op_stand),
    ),
}


def sorteer(rijen: Iterable[Rij], volgorde: str) -> list[Rij]:
    """The rows, which come in plan order, in one of VOLGORDEN."""
    return VOLGORDEN[volgorde][2](rijen)
