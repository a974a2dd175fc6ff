"""Measuring what must be quick (`make bench`): apps register, one table comes out.

An app has a module `metingen` that registers its measurements; `manage.py meet` finds it. Nothing
here is asserted: a slow machine makes no test red. Ratios are taken within one run, the two sides
by turns, so that what else the machine does falls on both.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Omvang:
    """How much to make: measures in a plan, and lines in a chain."""

    maatregelen: int
    regels: int

    @property
    def gewoon(self) -> int:
        """The measures of a plan of ordinary size."""
        return min(50, self.maatregelen)


@dataclass(frozen=True)
class Uitslag:
    """One row of the table. `merk` says what must be reached; None of `gehaald` is: no mark."""

    wat: str
    gemeten: str
    merk: str = ""
    gehaald: bool | None = None


Meting = Callable[[Omvang], Iterator[Uitslag]]
_metingen: dict[str, Meting] = {}


def meting(naam: str) -> Callable[[Meting], Meting]:
    """Register a measurement by the name that `manage.py meet --alleen` takes."""

    def registreer(functie: Meting) -> Meting:
        _metingen[naam] = functie
        return functie

    return registreer


def metingen() -> dict[str, Meting]:
    """All that is registered, in order of registration."""
    return dict(_metingen)


def duur(doe: Callable[[], object]) -> float:
    """Seconds that `doe` takes, once."""
    begin = time.perf_counter()
    doe()
    return time.perf_counter() - begin


def om_beurten(
    links: Callable[[], object], rechts: Callable[[], object], keer: int = 15
) -> tuple[float, float]:
    """The medians, in seconds, of `keer` runs of each by turns, after one of each to warm up."""
    links(), rechts()
    tijden = [(duur(links), duur(rechts)) for _ in range(keer)]
    return tuple(statistics.median(kant) for kant in zip(*tijden, strict=True))  # type: ignore[return-value]


def verhouding(wat: str, links: float, rechts: float, hoogstens: float) -> Uitslag:
    """A ratio of two times as a row of the table."""
    keer = links / rechts
    tijden = f"{links * 1000:.0f} ms op {rechts * 1000:.0f} ms"
    return Uitslag(wat, f"{keer:.2f} × ({tijden})", f"≤ {hoogstens:.1f} ×", keer <= hoogstens)


def hoogstens(wat: str, gemeten: float, merk: float, eenheid: str) -> Uitslag:
    """A figure with a ceiling as a row of the table."""
    return Uitslag(wat, f"{gemeten:.0f} {eenheid}", f"≤ {merk:.0f} {eenheid}", gemeten <= merk)
