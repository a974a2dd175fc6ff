"""The reading that all parts of the dashboard start from, as the page makes it."""

from datetime import UTC, date, datetime
from typing import Any

import time_machine

from maatregelen.domain.dashboard import beeld
from maatregelen.domain.dashboard.beeld import Beeld
from maatregelen.domain.overzicht import maak_rijen, peil
from maatregelen.domain.verleden import Toen, plan_op
from maatregelen.models import Maatregel, Plan


def op(maand: int, dag: int = 1) -> Any:
    """The clock stands still at noon (UTC) of this day in 2026."""
    return time_machine.travel(datetime(2026, maand, dag, 12, tzinfo=UTC), tick=False)


def kijk(plan: Plan, dag: date, bekend_op: datetime | None = None, codes: str = "") -> Beeld:
    """The plan on a day; with `codes` only those measures, as a filter leaves them."""
    zichtbaar: Any = Maatregel.objects.filter(plan=plan)
    toen = plan_op(plan, bekend_op) if bekend_op else plan
    bron = Toen(toen, bekend_op, zichtbaar) if bekend_op else zichtbaar
    rijen = maak_rijen(bron, peil(toen, dag, dag, bekend_op=bekend_op))
    if codes:
        rijen = [rij for rij in rijen if rij.maatregel.code in codes.split()]
    return beeld.lees(toen, rijen, dag, bekend_op, gezeefd=bool(codes))
