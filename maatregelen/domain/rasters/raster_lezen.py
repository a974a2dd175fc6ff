"""Reading the grid of a plan: which rows there are, and on which day a stand would be made."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from maatregelen.domain import overzicht
from maatregelen.domain.overzicht import Rij
from maatregelen.domain.rasters import raster_dekking, raster_fase, raster_planning
from maatregelen.domain.rasters.raster import Daad, Rasterrij, Rijwijziging, Stap
from maatregelen.models import Maatregel, Plan, Ronde
from maatregelen.querysets import MaatregelQuerySet

FASE, PLANNING, DEKKING = "fase", "planning", "dekking"
STAPPEN: dict[str, Callable[[Iterable[Rijwijziging], Daad], Iterator[Stap]]] = {
    FASE: raster_fase.stappen,
    PLANNING: raster_planning.stappen,
    DEKKING: raster_dekking.stappen,
}


@dataclass(frozen=True)
class Dag:
    """Today, and the day and round a stand is made for."""

    vandaag: date
    peildatum: date
    ronde: Ronde | None


def lees_dag(plan: Plan, vandaag: date) -> Dag:
    """One query, two for a plan that is over."""
    ronde = plan.rondes.vragend().first()
    peildatum = ronde.peildatum if ronde else overzicht.peildatum_van(plan, vandaag)
    return Dag(vandaag, peildatum, ronde)


def lees_maatregelen(zichtbaar: MaatregelQuerySet[Maatregel], plan: Plan, dag: Dag) -> list[Rij]:
    """The measures in plan order, as an overview has them. Seven or eight queries."""
    peiling = overzicht.peil(plan, dag.peildatum, dag.vandaag)
    rijen = overzicht.maak_rijen(zichtbaar, peiling)
    for rij in rijen:
        rij.maatregel.plan = plan
    return rijen


def lees_rijen(wat: str, plan: Plan, rijen: Sequence[Rij], dag: Dag) -> list[Rasterrij]:
    """The rows of one view of the grid. At most one query."""
    maatregelen = [rij.maatregel for rij in rijen]
    if wat == FASE:
        return raster_fase.lees(rijen, dag.vandaag)
    if wat == PLANNING:
        return raster_planning.lees(maatregelen)
    return raster_dekking.lees(plan, maatregelen)
