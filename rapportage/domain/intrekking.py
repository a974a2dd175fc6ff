"""That a report was withdrawn: when, by whom and why, for the pages that say so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from jeugdhulp import kalender
from rapportage.models import Rapportage


@dataclass(frozen=True)
class Intrekking:
    """`door` is never a name for the public. Words of `reden` that were shielded are the mark."""

    op: date
    door: str
    reden: str


def intrekking_van(rapportage: Rapportage) -> Intrekking | None:
    """For who may see the report inside the gemeente. None while it goes on. One query, none for a
    report that was not withdrawn."""
    return intrekkingen_van([rapportage]).get(rapportage.pk)


def intrekkingen_van(rapportages: Iterable[Rapportage]) -> dict[int, Intrekking]:
    """The same of each that was withdrawn, by its pk. One query, none where none was."""
    return {
        pk: _lees(regel, str(regel.history_user or "het systeem"))
        for pk, regel in _regels(rapportages)
    }


def openbare_intrekkingen(rapportages: Iterable[Rapportage]) -> dict[int, Intrekking]:
    """The same for everybody: by the gemeente, whoever did it. The form that withdraws a report
    which is public says that its reason is read by all. They have their `gemeente` loaded."""
    rijen = {rapportage.pk: rapportage for rapportage in rapportages}
    return {
        pk: _lees(regel, f"de gemeente {rijen[pk].gemeente.naam}")
        for pk, regel in _regels(rijen.values())
    }


def openbare_intrekking(rapportage: Rapportage) -> Intrekking | None:
    """The same of one report."""
    return openbare_intrekkingen([rapportage]).get(rapportage.pk)


def _regels(rapportages: Iterable[Rapportage]) -> Iterator[tuple[int, Any]]:
    """Of each that was withdrawn the line of its history that did it."""
    weg = [rapportage.pk for rapportage in rapportages if rapportage.ingetrokken]
    if not weg:
        return
    historie: Any = Rapportage.historie
    versies = historie.filter(id__in=weg, ingetrokken=True).select_related("history_user")
    eerste: dict[int, Any] = {}
    # Nothing changes of a withdrawn report but words that are shielded later.
    for regel in versies.order_by("history_date", "history_id"):
        eerste.setdefault(regel.id, regel)
    yield from eerste.items()


def _lees(regel: Any, door: str) -> Intrekking:
    return Intrekking(
        op=kalender.dag_van(regel.history_date), door=door, reden=regel.history_change_reason or ""
    )
