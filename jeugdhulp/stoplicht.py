"""The colours of a light, what they mean, and which of them is worst. Pure."""

from collections.abc import Iterable

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
