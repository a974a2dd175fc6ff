"""What else of a plan goes over when somebody leaves."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp import logboek
from jeugdhulp.models import Gebeurtenis, Gebruiker, Gemeente, Persoon
from jeugdhulp.overdracht import draag_over, werk_van
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory, PersoonFactory
from maatregelen.models import Actiepunt, Beleidsplan, Plan, Projectrol, Risico
from maatregelen.tests.factories import PlanFactory

pytestmark = pytest.mark.django_db
DAG = date(2026, 3, 1)


@pytest.fixture
def wie() -> Gebruiker:
    return GebruikerFactory(username="ans", lid_van=GemeenteFactory(slug="a"))


@pytest.fixture
def plan(wie: Gebruiker) -> Plan:
    return PlanFactory(gemeente=Gemeente.objects.get(slug="a"), titel="Plan A")


@pytest.fixture
def ans(wie: Gebruiker, plan: Plan) -> Persoon:
    return PersoonFactory(gemeente=plan.gemeente, naam="Ans", gebruiker=wie)


def bewaar(*rijen: Any) -> None:
    for rij in rijen:
        rij.save_base(raw=True)


def alles_van(plan: Plan, persoon: Persoon) -> list[Any]:
    return [
        Projectrol(plan=plan, persoon=persoon, rol="projectleider"),
        Risico(plan=plan, gebeurtenis="Te weinig geld", eigenaar=persoon),
        Actiepunt(plan=plan, nummer=1, tekst="Bel de school", wie=persoon, voor=DAG),
    ]


def test_all_she_owns_is_listed(wie: Gebruiker, plan: Plan, ans: Persoon) -> None:
    bewaar(*alles_van(plan, ans))

    gezien = [(werk.wat, werk.waar) for werk in werk_van(wie, plan.gemeente_id, DAG)]

    assert gezien == [
        ("projectleider", "Plan A"),
        ("eigenaar van een risico", "Te weinig geld"),
        ("actiepunt", "Bel de school"),
    ]


def test_what_is_done_or_of_another_gemeente_is_not_listed(
    wie: Gebruiker, plan: Plan, ans: Persoon
) -> None:
    bewaar(
        Actiepunt(
            plan=plan, nummer=1, tekst="x", wie=ans, voor=DAG, toestand="gereed", gereed_op=DAG
        ),
        *alles_van(PlanFactory(), PersoonFactory(naam="Bo", gebruiker=wie)),
    )

    assert werk_van(wie, plan.gemeente_id, DAG) == []


def test_it_goes_over_with_a_line_each(wie: Gebruiker, plan: Plan, ans: Persoon) -> None:
    rijen = alles_van(plan, ans)
    bewaar(*rijen)
    opvolger = PersoonFactory(gemeente=plan.gemeente, naam="Cor")
    eerder = Gebeurtenis.objects.count()
    werk = werk_van(wie, plan.gemeente_id, DAG)

    with logboek.handeling(door=None, reden="vertrek"):
        draag_over(wie, plan.gemeente_id, DAG, {deel.sleutel: opvolger for deel in werk})

    assert werk_van(wie, plan.gemeente_id, DAG) == []
    nieuw = Gebeurtenis.objects.order_by("pk")[eerder:]
    assert [(regel.soort, regel.gegevens["voor"], regel.gegevens["na"]) for regel in nieuw] == [
        ("overgedragen", {"wie": "Ans"}, {"wie": "Cor"})
    ] * 3


def test_the_owner_of_a_risk_of_a_beleidsplan_too(wie: Gebruiker, plan: Plan, ans: Persoon) -> None:
    beleid = Beleidsplan(gemeente=plan.gemeente, slug="b", titel="B", van=DAG, tot_en_met=DAG)
    bewaar(beleid)
    bewaar(Risico(beleidsplan=beleid, gebeurtenis="Krapte", eigenaar=ans))

    assert [deel.waar for deel in werk_van(wie, plan.gemeente_id, DAG)] == ["Krapte"]
