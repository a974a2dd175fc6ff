"""The block "begrippen": the words that this report uses, and no others."""

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import TestCase

from maatregelen.choices import Aard, DekkingStatus, Fase
from maatregelen.models import Plan
from maatregelen.tests.factories import (
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    PlanFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import BestedingFactory, DekkingFactory, InvesteringFactory
from rapportage.blokken.basis import Bron
from rapportage.blokken.begrippen import AARDEN, FASEN, STATUSSEN, Begrippen

pytestmark = pytest.mark.django_db
DAG = date(2020, 7, 1)


def groepen(plan: Plan, **bron: Any) -> dict[str, list[str]]:
    """Per group its words."""
    feiten = Begrippen().verzamel(Bron(plan, DAG, DAG, **bron))
    return {
        groep["kop"]: [rij["woord"] for rij in groep["begrippen"]] for groep in feiten["groepen"]
    }


def test_every_choice_that_can_occur_has_its_meaning() -> None:
    assert (set(FASEN), set(STATUSSEN), set(AARDEN)) == (set(Fase), set(DekkingStatus), set(Aard))


def test_the_words_of_the_plan_itself(gemeente: Any) -> None:
    plan = PlanFactory(
        gemeente=gemeente,
        naam_thema="Vraagstuk",
        naam_maatregel="Deelproject",
        naam_overleg="regiegroep",
        bladvelden=[
            {"veld": "planning", "naam": "Stappen"},
            {"veld": "stand", "naam": "Stand van zaken"},
        ],
    )
    MaatregelFactory(plan=plan)

    gevonden = groepen(plan)

    assert gevonden["Woorden over het plan"] == [
        "Deelproject",
        "Vraagstuk",
        "Regiegroep",
        "Trekker",
        "Planning, in het plan: stappen",
    ]
    assert "Stand van zaken" in gevonden["Woorden over hoe het gaat"]


def test_only_phases_that_occur(plan: Plan) -> None:
    maak_stand(MaatregelFactory(plan=plan, code="1a"), peildatum=DAG, bron="Nota")
    MaatregelFactory(plan=plan, code="1b")

    assert groepen(plan)["De fasen"] == ["Gepland", "In uitvoering"]


def test_cluster_only_where_there_is_one(plan: Plan) -> None:
    blad = BladFactory(maatregel=MaatregelFactory(plan=plan))
    assert "Cluster" not in groepen(plan)["Woorden over het plan"]

    BladFactory(maatregel=blad.maatregel, cluster=ClusterFactory(plan=plan))

    assert "Cluster" in groepen(plan)["Woorden over het plan"]


def test_money_only_where_there_is_any_and_by_what_occurs(plan: Plan) -> None:
    blad = BladFactory(maatregel=MaatregelFactory(plan=plan))
    assert "Woorden over geld" not in groepen(plan)

    InvesteringFactory(blad=blad)
    DekkingFactory(blad=blad, status="aangevraagd", aard="structureel")
    BestedingFactory(blad=blad)

    assert groepen(plan)["Woorden over geld"] == [
        "Investering",
        "Dekking",
        "Aangevraagd",
        "Incidenteel",
        "Structureel",
        "Besteding",
        "Aanname",
    ]


def test_voorstel_only_within_the_gemeente(plan: Plan) -> None:
    MaatregelFactory(plan=plan)

    buiten, binnen = groepen(plan), groepen(plan, werkversie=True)

    kop = "Woorden over hoe het gaat"
    assert [woord in buiten[kop] for woord in ("Bevestigd", "Voorstel")] == [True, False]
    assert [woord in binnen[kop] for woord in ("Bevestigd", "Voorstel")] == [False, True]


def test_each_group_is_one_table(plan: Plan) -> None:
    MaatregelFactory(plan=plan)
    feiten = Begrippen().verzamel(Bron(plan, DAG, DAG))

    html = render_to_string("rapportage/blok/begrippen.html", {"blok": {"feiten": feiten}})

    assert html.count("<caption>") == html.count("<table") == len(feiten["groepen"]) == 3


@pytest.mark.parametrize("aantal", [1, 3])
def test_no_query_of_its_own(plan: Plan, aantal: int) -> None:
    for nummer in range(aantal):
        InvesteringFactory(
            blad=BladFactory(maatregel=MaatregelFactory(plan=plan, code=f"1{nummer}"))
        )
    bron = Bron(plan, DAG, DAG)
    assert bron.rijen
    assert bron.geld.regels

    with TestCase().assertNumQueries(0):
        Begrippen().verzamel(bron)
