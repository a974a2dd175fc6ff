"""The rows and cells of the grid, as they stand on screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from maatregelen.domain.rasters.raster import Elders, Rasterrij
from maatregelen.forms.bewerken import Intussen
from maatregelen.forms.raster_velden import Kolom


@dataclass(frozen=True)
class Cel:
    """One cell on screen."""

    kolom: Kolom
    naam: str
    label: str
    waarde: str
    was: str
    vast: str = ""
    keuzes: Sequence[tuple[str, str]] = ()
    fouten: Sequence[str] = ()
    intussen: Intussen | None = None
    elders: Elders | None = None

    @property
    def id(self) -> str:
        """As Django names the control of a field, so that the overview of faults leads to it."""
        return f"id_{self.naam}"

    @property
    def gewijzigd(self) -> bool:
        return self.waarde != self.was and not self.vast

    @property
    def woorden(self) -> str:
        """What is typed or chosen, as people read it."""
        return self.vast or dict(self.keuzes).get(self.waarde, self.waarde)


@dataclass(frozen=True)
class Rij:
    """One row on screen."""

    rij: Rasterrij
    cellen: Sequence[Cel]
