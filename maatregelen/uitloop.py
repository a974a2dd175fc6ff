"""How often and how far a planning line moved since it was agreed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from jeugdhulp.kalender import Kwartaal
from maatregelen.kwartaallijn import tussen


@dataclass(frozen=True)
class Versie:
    """A planning line as it was at some moment: its end, and the end that was agreed."""

    basis: date | None
    einde: date | None


@dataclass(frozen=True)
class Uitloop:
    """A line that moved: the end that was agreed, that of now (None: it has none any more), and how
    many times its end became another."""

    tekst: str
    was: date
    wordt: date | None
    keren: int

    @property
    def hoe_ver(self) -> str:
        """In words, as `tussen` counts."""
        return tussen(self.was, self.wordt) if self.wordt else "geen einde meer"

    @property
    def zwaarte(self) -> tuple[int, int]:
        """What sorts: quarters, then days; what lost its end lies furthest, what came to lie
        earlier nearest."""
        if self.wordt is None:
            return (10_000, 0)
        van, naar = Kwartaal.van_dag(self.was), Kwartaal.van_dag(self.wordt)
        return (naar.jaar - van.jaar) * 4 + naar.nummer - van.nummer, (self.wordt - self.was).days


def uitloop(tekst: str, versies: Sequence[Versie]) -> Uitloop | None:
    """Of the versions of one line, oldest first: what happened since the end that holds now was
    agreed. None where nothing was agreed or nothing moved; a line that came in moved already,
    moved once. One that moved and moved back has moved twice, and lies where it lay.
    """
    if not versies or versies[-1].basis is None:
        return None
    basis, wordt = versies[-1].basis, versies[-1].einde
    geldend = [list(deel) for _, deel in groupby(versies, key=lambda versie: versie.basis)][-1]
    keren = sum(eerst.einde != dan.einde for eerst, dan in pairwise(geldend))
    if geldend[0].einde != basis:
        # It was not where it was agreed from the first version that knows the agreement.
        keren += 1
    return Uitloop(tekst, basis, wordt, keren) if keren else None


def verste(regels: Iterable[Uitloop]) -> Uitloop:
    """The one that moved furthest; raises ValueError where there is none."""
    return max(regels, key=lambda regel: regel.zwaarte)
