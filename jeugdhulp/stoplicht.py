"""The colours of a light, which of them is worst, and the thresholds that make one. Pure."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import TextChoices


class Licht(TextChoices):
    """One light. Grijs cannot be judged and has no rank; `GEEN` is a measure that has ended."""

    GROEN = "groen", "groen"
    ORANJE = "oranje", "oranje"
    ROOD = "rood", "rood"
    GRIJS = "grijs", "grijs"
    GEEN = "", "geen licht"


KEUZES = (Licht.GROEN, Licht.ORANJE, Licht.ROOD, Licht.GRIJS)
ERNST = (Licht.ROOD, Licht.ORANJE, Licht.GROEN)


def slechtste(lichten: Iterable[str]) -> Licht:
    """The worst of the judged aspects (rood < oranje < groen); all grijs is grijs.

    Raises ValueError without a single light: a measure without lights has none to compare.
    """
    gegeven = set(lichten)
    for licht in ERNST:
        if licht in gegeven:
            return licht
    if gegeven == {Licht.GRIJS}:
        return Licht.GRIJS
    raise ValueError(f"Geen licht om te vergelijken: {sorted(gegeven)}")


# How far above what was agreed still only asks attention.
OVERSCHRIJDING_PROCENT = 10


def beoordeel_overschrijding(
    verwacht: Decimal, afgesproken: Decimal, procent: int = OVERSCHRIJDING_PROCENT
) -> Licht:
    """Groen up to what was agreed, oranje up to `procent` above it, rood beyond; in euros.

    Of a yield (an amount below nought) less may come in: that too is above what was agreed.
    """
    if verwacht <= afgesproken:
        return Licht.GROEN
    grens = afgesproken + abs(afgesproken) * procent / 100
    return Licht.ORANJE if verwacht <= grens else Licht.ROOD


def beoordeel_reeks(
    waarden: Sequence[Decimal],
    *,
    nulmeting: Decimal | None,
    norm: Decimal | None,
    hoger_is_beter: bool,
) -> Licht:
    """The light of an indicator by its measured values, oldest first.

    Groen at or beyond the norm; rood when the last two are both worse than the nulmeting; else
    oranje. Grijs without a value, and without a norm as long as nothing is worse.
    """
    if not waarden:
        return Licht.GRIJS
    laatste = [waarde if hoger_is_beter else -waarde for waarde in waarden[-2:]]
    if norm is not None and laatste[-1] >= (norm if hoger_is_beter else -norm):
        return Licht.GROEN
    begin = None if nulmeting is None else nulmeting if hoger_is_beter else -nulmeting
    slechter = [begin is not None and waarde < begin for waarde in laatste]
    if len(slechter) == 2 and all(slechter):
        return Licht.ROOD
    return Licht.GRIJS if norm is None and not slechter[-1] else Licht.ORANJE


def is_beter(gegeven: str, berekend: str) -> bool:
    """Whether a light that somebody gave is better than what the rules say (both a Licht or "").

    Grijs has no rank, but where the rules say oranje or rood it says less than they do.
    """
    if gegeven == Licht.GRIJS:
        return berekend in (Licht.ORANJE, Licht.ROOD)
    if gegeven not in ERNST or berekend not in ERNST:
        return False
    return ERNST.index(Licht(gegeven)) > ERNST.index(Licht(berekend))


def is_slechter(gegeven: str, berekend: str) -> bool:
    """Whether a light that somebody gave is worse than what the rules say (both a Licht or "");
    beside a grijs none is."""
    beide = gegeven in ERNST and berekend in ERNST
    return beide and ERNST.index(Licht(gegeven)) < ERNST.index(Licht(berekend))
