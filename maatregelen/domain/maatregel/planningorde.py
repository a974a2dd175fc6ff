"""In which order the lines of a planning are read."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from maatregelen.models import Mijlpaal


def op_tijd(lijnen: Iterable[Mijlpaal]) -> list[Mijlpaal]:
    """Lines of one blad, none of them a step of another, in the order of time, whatever was moved
    or added since; a line without a day stays behind the one it follows.

    A plan that itself has another order keeps it: then its lines, as they were first planned, are
    not in order of time.
    """
    eigen = _eigen_orde(lijnen)
    if _heeft_andere_orde(eigen):
        return eigen
    laatste = date.min
    plekken: dict[int, date] = {}
    for lijn in eigen:
        laatste = lijn.van or lijn.tot_en_met or laatste
        plekken[lijn.pk] = laatste
    return sorted(eigen, key=lambda lijn: plekken[lijn.pk])


def plaats_voor(lijnen: Sequence[Mijlpaal], van: date | None) -> int:
    """The `volgorde` of a line to be added: that of the line before it in time, which it then comes
    behind; below all others without a day, and where the plan has an order of its own."""
    eigen = _eigen_orde(lijnen)
    if not eigen:
        return 0
    if van is None or _heeft_andere_orde(eigen):
        return eigen[-1].volgorde + 1
    eerder = [lijn for lijn in op_tijd(eigen) if lijn.van is None or lijn.van <= van]
    if len(eerder) == len(eigen):
        return eigen[-1].volgorde + 1
    return eerder[-1].volgorde if eerder else eigen[0].volgorde


def _eigen_orde(lijnen: Iterable[Mijlpaal]) -> list[Mijlpaal]:
    """What was put between two lines has the place of the first of them."""
    return sorted(lijnen, key=lambda lijn: (lijn.volgorde, lijn.van or date.max, lijn.pk))


def _heeft_andere_orde(lijnen: Sequence[Mijlpaal]) -> bool:
    eerst = [dag for lijn in lijnen if (dag := lijn.basis_van or lijn.basis_tot)]
    return any(later < eerder for eerder, later in pairwise(eerst))
