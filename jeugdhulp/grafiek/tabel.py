"""The table that says the same as the chart. Pure."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from jeugdhulp.grafiek.definitie import Grafiek
from jeugdhulp.grafiek.svg import sleutel


@dataclass(frozen=True)
class Kolom:
    """The head of a series: its name, and its key as in the chart (SVG, decoration only)."""

    naam: str
    sleutel: SafeString


@dataclass(frozen=True)
class Rij:
    """One point: its name, and the text of each series in the order of the columns."""

    naam: str
    cellen: tuple[str, ...]


@dataclass(frozen=True)
class Tabel:
    """What components/grafiek_tabel.html shows. `hoek` is the head of the first column."""

    bijschrift: str
    hoek: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[Rij, ...]


def maak(grafiek: Grafiek) -> Tabel:
    """Every point a row, every series a column."""
    return Tabel(
        bijschrift=f"{grafiek.titel}: {grafiek.ondertitel}",
        hoek=grafiek.indeling,
        kolommen=tuple(
            Kolom(grafiek.naam(nummer), mark_safe(sleutel(grafiek, nummer)))  # noqa: S308
            for nummer in range(len(grafiek.reeksen))
        ),
        rijen=tuple(
            Rij(label, tuple(grafiek.cel(reeks, nummer) for reeks in grafiek.reeksen))
            for nummer, label in enumerate(grafiek.labels)
        ),
    )
