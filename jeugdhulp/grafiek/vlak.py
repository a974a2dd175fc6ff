"""The plane that the marks of a chart stand on: where a value and a point come. Pure.

Standing and lying bars differ here alone: `langs` runs along the points, `op` along the values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jeugdhulp.grafiek.definitie import Grafiek
from jeugdhulp.grafiek.letters import breedte, regels
from jeugdhulp.grafiek.tekenen import Punt

BREED, SMAL = 720, 320
LETTER = 14.0
REGEL = 18.0


@dataclass(frozen=True)
class Vak:
    """The room of one point along its axis, and the lines of its label ([] is left out)."""

    begin: float
    ruimte: float
    label: Sequence[str]

    @property
    def midden(self) -> float:
        return self.begin + self.ruimte / 2


@dataclass(frozen=True)
class Vlak:
    """`laag` and `hoog` are the ends of the value axis, `van` and `tot` their coordinates."""

    stappen: Sequence[Decimal]
    van: float
    tot: float
    vakken: Sequence[Vak]
    liggend: bool

    def op(self, waarde: Decimal | int) -> float:
        """The coordinate of a value."""
        laag, hoog = self.stappen[0], self.stappen[-1]
        deel = float((Decimal(waarde) - laag) / (hoog - laag))
        return self.van + deel * (self.tot - self.van)

    @property
    def nul(self) -> float:
        """The coordinate that bars start from."""
        return self.op(min(max(Decimal(0), self.stappen[0]), self.stappen[-1]))

    def punt(self, langs: float, op: float) -> Punt:
        """x and y."""
        return (op, langs) if self.liggend else (langs, op)

    def balk(self, langs: float, dikte: float, van: float, tot: float) -> tuple[Punt, Punt]:
        """Corner and size of a bar of this thickness around `langs`."""
        laag, lengte = min(van, tot), abs(tot - van)
        maat = (lengte, dikte) if self.liggend else (dikte, lengte)
        return self.punt(langs - dikte / 2, laag), maat


def kies_labels(
    labels: Sequence[str], ruimte: float, links: float, rechts: float
) -> list[list[str]]:
    """The lines of each label below standing points; [] for the ones left out.

    All of them in at most three lines when no word need be broken; else every second, third, …
    from the first, each on one line; when not even that fits, the first alone, which then runs
    from its left. The table names them all. `links` and `rechts` is what is
    free beside the first and the last point.
    """
    elk = [regels(label, ruimte - 8, LETTER) for label in labels]
    if all(
        len(lijnen) <= 3 and " ".join(lijnen) == label and max(_breedten(lijnen)) <= ruimte - 8
        for label, lijnen in zip(labels, elk, strict=True)
    ):
        return elk
    lengten = _breedten(labels)
    for keer in range(2, len(labels)):
        gekozen = range(0, len(labels), keer)
        past = lengten[0] <= ruimte + 2 * links
        if past and all(lengten[nummer] <= ruimte * keer - 8 for nummer in gekozen):
            return [
                [label]
                if nummer in gekozen
                and lengten[nummer] / 2 <= ruimte * (len(labels) - nummer - 0.5) + rechts
                else []
                for nummer, label in enumerate(labels)
            ]
    return [regels(labels[0], ruimte * len(labels), LETTER), *([[]] * (len(labels) - 1))]


def _breedten(teksten: Sequence[str]) -> list[float]:
    return [breedte(tekst, LETTER) for tekst in teksten]


def toon_stappen(grafiek: Grafiek, stappen: Sequence[Decimal], lengte: float) -> list[Decimal]:
    """The steps of a lying axis whose texts fit beside each other."""
    breedst = max((breedte(grafiek.tekst(stap), LETTER) for stap in stappen), default=0) + 12
    keer = 1
    while len(stappen) > 1 and keer < len(stappen) and breedst > lengte / (len(stappen) - 1) * keer:
        keer += 1
    nul = stappen.index(Decimal(0)) if Decimal(0) in stappen else 0
    getoond = [stap for nummer, stap in enumerate(stappen) if (nummer - nul) % keer == 0]
    # One number is no scale.
    return getoond if len(getoond) > 1 else [stappen[0], stappen[-1]]
