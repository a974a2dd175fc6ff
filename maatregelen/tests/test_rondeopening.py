"""Planned rounds open by themselves on their day."""

from datetime import date, timedelta
from typing import Any

import pytest

from jeugdhulp import kalender
from maatregelen.domain.ronde.rondeopening import open_op_tijd
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.models import Plan, Ronde
from maatregelen.tests.factories import PlanFactory

DAG = date(2027, 5, 3)


@pytest.fixture(autouse=True)
def _klok(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kalender, "nu", lambda: kalender.begin_van(DAG) + timedelta(hours=9))


def gepland(plan: Plan, dag: date = DAG, **anders: Any) -> Ronde:
    ronde = Ronde(plan=plan, **({"peildatum": dag, "opent_op": dag} | anders))
    ronde.save_base(raw=True, force_insert=True)
    return ronde


def toestanden() -> list[str]:
    return list(Ronde.objects.order_by("pk").values_list("toestand", flat=True))


def test_a_planned_round_opens_on_its_day_and_once(plan: Plan) -> None:
    ronde = gepland(plan)

    zinnen = [open_op_tijd(), open_op_tijd()]

    stap = ronde.stappen.get()
    assert zinnen == ["1 geopend, 0 kan nog niet", "0 geopend, 0 kan nog niet"]
    assert (toestanden(), stap.soort, stap.door) == (["open"], "geopend", None)


@pytest.mark.parametrize(
    "anders",
    [{"dag": DAG + timedelta(days=1)}, {"opent_op": None}, {"toestand": "vervallen"}],
    ids=["tomorrow", "no day", "lapsed"],
)
def test_what_is_not_due_stays(plan: Plan, anders: dict[str, Any]) -> None:
    voor = gepland(plan, **anders).toestand

    assert (open_op_tijd(), toestanden()) == ("0 geopend, 0 kan nog niet", [voor])


def test_one_that_cannot_open_yet_keeps_no_other_waiting(plan: Plan) -> None:
    open_ronde(plan, DAG - timedelta(days=30), door=None)
    gepland(plan)
    gepland(PlanFactory())

    zin = open_op_tijd()

    assert (zin, toestanden()) == ("1 geopend, 1 kan nog niet", ["open", "gepland", "open"])
