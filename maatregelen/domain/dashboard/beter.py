"""Which lights somebody gave better than the rules make them, and what is said for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.stoplicht import Feit


@dataclass(frozen=True)
class Deel:
    """One light: given, computed, and the facts that decide what was computed."""

    naam: str
    gegeven: str
    berekend: str
    feiten: Sequence[Feit]


@dataclass(frozen=True)
class Beter:
    """A measure with such lights, and the argument; "" where nobody gave one."""

    kaart: Kaart
    delen: Sequence[Deel]
    argument: str


def beter_dan_berekend(beeld: Beeld) -> list[Beter]:
    """In plan order. The total is named only where no aspect says why. No query."""
    return [
        Beter(kaart, list(_delen(beeld, kaart)), _argument(kaart))
        for kaart in beeld.kaarten
        if kaart.beter
    ]


def _delen(beeld: Beeld, kaart: Kaart) -> Iterator[Deel]:
    namen = {str(rij["aspect"]): str(rij["naam"]) for rij in beeld.plan.aspecten}
    stand, berekend = kaart.rij.stand, kaart.berekend
    aspecten = [naam for naam in kaart.beter if naam in namen]
    if not aspecten:
        yield Deel("Totaal", getattr(stand, "totaal", ""), berekend.totaal, ())
    for naam in aspecten:
        oordeel = getattr(berekend, naam)
        yield Deel(namen[naam], getattr(stand, naam), oordeel.licht, oordeel.waarom)


def _argument(kaart: Kaart) -> str:
    """What it says of this; a reason for another total than the worst aspect argues too."""
    stand = kaart.rij.stand
    return (stand.argument or stand.afwijking_reden) if stand else ""
