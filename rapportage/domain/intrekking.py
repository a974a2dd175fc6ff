"""That a report was withdrawn: when, by whom and why, for the pages that say so."""

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
    return _lees(rapportage, binnen=True)


def openbare_intrekking(rapportage: Rapportage) -> Intrekking | None:
    """The same for everybody: by the gemeente, whoever did it. The form that withdraws a report
    which is public says that its reason is read by all."""
    return _lees(rapportage, binnen=False)


def _lees(rapportage: Rapportage, *, binnen: bool) -> Intrekking | None:
    if not rapportage.ingetrokken:
        return None
    historie: Any = Rapportage.historie
    versies = historie.filter(id=rapportage.pk, ingetrokken=True).select_related("history_user")
    # Nothing changes of a withdrawn report but words that are shielded later.
    eerste = versies.order_by("history_date", "history_id")[0]
    wie = str(eerste.history_user or "het systeem")
    return Intrekking(
        op=kalender.dag_van(eerste.history_date),
        door=wie if binnen else f"de gemeente {rapportage.gemeente.naam}",
        reden=eerste.history_change_reason or "",
    )
