"""Which risks run, and in which order."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from jeugdhulp.tests.factories import PersoonFactory
from maatregelen.domain.dashboard.risicos import risicos
from maatregelen.domain.maatregel.risicos import beeindig_risico
from maatregelen.tests.dashboards import kijk, op
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, RisicoFactory, maak_stand

pytestmark = pytest.mark.django_db
DAG = date(2019, 5, 15)
EINDE = {"einde_reden": "Het is gelukt."}


def namen(plan: Any, dag: date = DAG, *rest: Any, **filter_: Any) -> list[str]:
    return [rij.rij.gebeurtenis for rij in risicos(kijk(plan, dag, *rest, **filter_))]


def test_risks_of_the_plan_come_first_then_by_the_light_of_their_measure(plan: Any) -> None:
    for code, licht in (("1a", "groen"), ("1b", "rood"), ("1c", "groen")):
        maatregel = MaatregelFactory(plan=plan, code=code, volgorde=ord(code[1]))
        maak_stand(maatregel, tijd=licht, peildatum=DAG)
        RisicoFactory(maatregel=maatregel, gebeurtenis=code)
    RisicoFactory(plan=plan, gebeurtenis="plan")
    RisicoFactory(gebeurtenis="ander plan")

    assert namen(plan) == ["plan", "1b", "1a", "1c"]
    assert namen(plan, codes="1c") == ["plan", "1c"]


def test_what_ended_runs_no_risk(plan: Any) -> None:
    klaar = MaatregelFactory(plan=plan)
    maak_stand(klaar, fase="afgerond", peildatum=DAG)
    RisicoFactory(maatregel=klaar, gebeurtenis="van wat klaar is")
    RisicoFactory(plan=plan, gebeurtenis="voorbij", beeindigd_op=DAG, **EINDE)
    RisicoFactory(plan=plan, gebeurtenis="tot morgen", beeindigd_op=date(2019, 5, 16), **EINDE)

    assert namen(plan) == ["tot morgen"]


def test_a_risk_has_its_owner_or_nobody(plan: Any) -> None:
    wie = PersoonFactory(gemeente=plan.gemeente, naam="Karim")
    RisicoFactory(plan=plan, eigenaar=wie)
    RisicoFactory(plan=plan)

    eigenaren = [rij.rij.eigenaar for rij in risicos(kijk(plan, DAG))]

    assert eigenaren == [wie, None]


def test_risks_are_told_as_they_were_known() -> None:
    with op(3):
        plan = PlanFactory()
        risico = RisicoFactory(maatregel=MaatregelFactory(plan=plan))
    with op(5):
        beeindig_risico(risico, date(2019, 5, 1), door=None, reden="Het is gelukt.")

    assert namen(plan, DAG, datetime(2026, 3, 31, 12, tzinfo=UTC)) == ["Er komt niemand"]
    assert namen(plan) == []
