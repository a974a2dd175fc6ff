"""The value axis: where it begins and ends, and its round steps. Pure.

Both drawings take their axis from here, so that they can be laid one on the other.
"""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from jeugdhulp.grafiek.definitie import Grafiek, Soort, Waarde

_MANTISSEN = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
# Finer than this no number is written (opmaak.getal).
_FIJNST = Decimal("0.01")


def stappen(laag: Decimal, hoog: Decimal, *, geheel: bool, ongeveer: int = 5) -> list[Decimal]:
    """Round numbers, evenly spaced, from at or below `laag` to at or above `hoog`.

    Between two and `ongeveer` + 2 of them. With `geheel` no step is broken: half a jeugdige is
    no tick.
    """
    if laag == hoog:
        laag, hoog = min(laag, Decimal(0)), max(hoog, Decimal(0))
    if laag == hoog:
        return [Decimal(0), Decimal(1)]
    ruw = (hoog - laag) / ongeveer
    macht = max(Decimal(1).scaleb(ruw.adjusted()), _FIJNST)
    stap = next(
        macht * keer
        for keer in _MANTISSEN
        if macht * keer >= max(ruw, _FIJNST)
        and not (geheel and macht * keer != (macht * keer).to_integral_value())
    )
    eerste = int((laag / stap).to_integral_value(ROUND_FLOOR))
    laatste = int((hoog / stap).to_integral_value(ROUND_CEILING))
    return [stap * nummer for nummer in range(eerste, laatste + 1)]


def as_van(grafiek: Grafiek) -> list[Decimal]:
    """The steps of the value axis: all that is drawn lies between the first and the last.

    [] when there is not one value: then there is no axis to read.
    """
    waarden = list(_getekend(grafiek))
    if not waarden:
        return []
    waarden += [Decimal(drempel.waarde) for drempel in grafiek.drempels]
    if grafiek.vanaf_nul:
        waarden.append(Decimal(0))
    geheel = all(waarde == waarde.to_integral_value() for waarde in waarden)
    return stappen(min(waarden), max(waarden), geheel=geheel)


def _getekend(grafiek: Grafiek) -> Iterable[Decimal]:
    """The heights that marks reach: values, or for stacked bars the ends of each pile."""
    if grafiek.soort != Soort.GESTAPELD:
        for reeks in grafiek.reeksen:
            yield from (Decimal(waarde) for waarde in reeks.waarden if waarde is not None)
        return
    for nummer in range(len(grafiek.labels)):
        for _, van, tot in stapel([reeks.waarden[nummer] for reeks in grafiek.reeksen]):
            yield from (van, tot)


def stapel(waarden: Iterable[Waarde]) -> list[tuple[int, Decimal, Decimal]]:
    """Series number, begin and end of each piece of one pile.

    What is below nought is piled downwards; what has no value takes no place.
    """
    boven = onder = Decimal(0)
    stukken = []
    for nummer, waarde in enumerate(waarden):
        if waarde is None:
            continue
        if waarde >= 0:
            stukken.append((nummer, boven, boven + waarde))
            boven += waarde
        else:
            stukken.append((nummer, onder, onder + waarde))
            onder += waarde
    return stukken
