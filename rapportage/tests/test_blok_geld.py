"""The block "geld": the same sums as the dashboard, and what they leave open."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import TestCase

from jeugdhulp.tests.factories import GemeenteFactory
from maatregelen.domain.dashboard.geld import per_jaar
from maatregelen.domain.uitwisselen.laden import laad_plan
from maatregelen.geldtabel import jaarrijen, kolommen, rijen_van
from maatregelen.models import Blad, Plan
from maatregelen.tests.dashboards import kijk
from maatregelen.tests.factories import BladFactory, MaatregelFactory, VermeldingFactory
from maatregelen.tests.fixtures_lezen import lees
from maatregelen.tests.geldfactories import (
    BestedingFactory,
    DekkingFactory,
    InvesteringFactory,
    vol_blad,
    zonder_bedrag,
)
from rapportage.blokken.basis import Bron
from rapportage.blokken.geld import Geld

pytestmark = pytest.mark.django_db
DAG = date(2020, 7, 1)


def feiten_van(plan: Plan, dag: date = DAG) -> dict[str, Any]:
    return json.loads(json.dumps(Geld().verzamel(Bron(plan, dag, dag))))


def bladzijde(feiten: dict[str, Any]) -> str:
    rapport = {
        "peildatum": DAG.isoformat(),
        "plan": {"naam_maatregel": "maatregel", "naam_thema": "Thema"},
    }
    html = render_to_string(
        "rapportage/blok/geld.html",
        {"blok": {"feiten": feiten}, "rapport": rapport, "scherm": False},
    )
    return " ".join(html.split())


def rijen(tabel: dict[str, Any]) -> dict[str, list[str]]:
    """Per year what its cells say, as they are read."""
    return {
        rij["kop"]: [
            " ".join(filter(None, [cel["voor"], cel["tekst"], cel["bij"]])).replace("\u00a0", "")
            for cel in rij["cellen"]
        ]
        for rij in tabel["rijen"]
    }


@pytest.fixture
def blad(plan: Plan) -> Blad:
    return BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a", titel="Hulp"))


@pytest.mark.parametrize(
    ("slug", "dag"),
    [
        ("het-hogeland", date(2019, 6, 30)),
        ("stadskanaal", date(2019, 3, 31)),
        ("noordoostpolder", date(2019, 10, 1)),
    ],
)
def test_the_same_as_on_the_dashboard_of_that_day(slug: str, dag: date) -> None:
    """Year by year, to the cent and in the same words, also after the last and without a year."""
    bestand = lees(slug)
    gemeente = GemeenteFactory(slug=bestand["gemeente"]["slug"])
    plan = laad_plan(bestand, gemeente, door=None)
    beeld = per_jaar(kijk(plan, dag))
    nodig = ["Investering: Totaal", "Tekort of overschot: Met alle dekking"]
    nodig.append("Tekort of overschot: Alleen besloten dekking")
    op_dashboard = {f"{kolom.groep}: {kolom.kop}": kolom for kolom in kolommen(beeld.tabel)}
    gekozen = [op_dashboard[naam] for naam in nodig]
    verwacht = {
        rij.kop: [(cel.voor, cel.tekst, cel.bij) for cel in rij.cellen]
        for rij in jaarrijen(beeld.tabel, gekozen, ook_leeg=False)
    }

    feiten = feiten_van(plan, dag)

    plekken = [feiten["nieuw"]["koppen"].index(kop) for kop in _ZELFDE]
    assert {
        rij["kop"]: [
            (rij["cellen"][plek]["voor"], rij["cellen"][plek]["tekst"], rij["cellen"][plek]["bij"])
            for plek in plekken
        ]
        for rij in feiten["nieuw"]["rijen"]
    } == verwacht
    bedragen = [rij["cellen"][0]["bedrag"] for rij in feiten["nieuw"]["rijen"]]
    assert [None if bedrag is None else Decimal(bedrag) for bedrag in bedragen] == [
        None if rij.investering.is_leeg else rij.investering.waarde
        for rij in rijen_van(beeld.tabel)
        if not rij.is_leeg
    ]


_ZELFDE = ("Investering", "Verschil met alle dekking", "Verschil met alleen besloten dekking")


def test_dekking_by_how_sure_it_is(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, bedrag=5000)
    DekkingFactory(blad=blad, bedrag=1500)
    for status, bedrag in (("voorgenomen", 100), ("aangevraagd", 200), ("voorwaardelijk", 300)):
        DekkingFactory(blad=blad, bedrag=bedrag, status=status)
    DekkingFactory(blad=blad, bedrag=900, status="afgewezen")

    feiten = feiten_van(plan)

    assert feiten["nieuw"]["koppen"] == [
        "Investering",
        "Dekking, besloten",
        "Dekking, nog niet besloten",
        "Dekking, afgewezen: telt niet mee",
        "Verschil met alle dekking",
        "Verschil met alleen besloten dekking",
    ]
    assert rijen(feiten["nieuw"]) == {
        "2020": ["€5.000", "€1.500", "€600", "€900", "€2.900 tekort", "€3.500 tekort"]
    }
    assert [rij["status"] for rij in feiten["onbeslist"]] == [
        "voorgenomen",
        "aangevraagd",
        "voorwaardelijk",
        "afgewezen",
    ]


def test_undecided_dekking_with_an_amount_or_a_condition(plan: Plan, blad: Blad) -> None:
    """In the order of the plan; what has neither is counted, for it asks nothing of anybody."""
    eerst = BladFactory(maatregel=MaatregelFactory(plan=plan, code="0a", volgorde=0))
    open_ = {"status": "voorgenomen", "blad": blad}
    DekkingFactory(**open_, plan=plan, bron="bedrag")
    DekkingFactory(**open_ | {"blad": None}, plan=plan, bron="heel plan")
    DekkingFactory(**open_, plan=plan, **zonder_bedrag("p.m."), voorwaarde="Als het kan.")
    DekkingFactory(**open_, plan=plan, **zonder_bedrag("n.t.b."))
    DekkingFactory(**open_, plan=plan, staat="binnen bestaand", bedrag=5)
    DekkingFactory(**open_ | {"blad": eerst}, plan=plan, bron="eerste")
    with_volgorde = [rij["bron"] for rij in feiten_van(plan)["onbeslist"]]

    assert sorted(with_volgorde) == ["algemene reserve", "bedrag", "eerste", "heel plan"]
    assert with_volgorde[-1] == "heel plan"


def test_money_of_a_thema_and_of_the_plan_counts(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, bedrag=100)
    InvesteringFactory(plan=plan, blad=None, thema=blad.maatregel.thema, bedrag=20)
    InvesteringFactory(plan=plan, blad=None, bedrag=3)

    feiten = feiten_van(plan)

    assert rijen(feiten["nieuw"])["2020"][0] == "€123"
    assert [rij["cellen"][0]["bedrag"] for rij in feiten["per_thema"]] == ["120.00", "3.00"]


def test_what_another_sheet_mentions_and_alternatives_are_never_added(
    plan: Plan, blad: Blad
) -> None:
    rij = InvesteringFactory(blad=blad, bedrag=60000, alternatief_bedrag=120000)
    ander = BladFactory(maatregel=MaatregelFactory(plan=plan, code="1b"))
    VermeldingFactory(blad=ander, investering=rij)

    feiten = feiten_van(plan)

    assert rijen(feiten["nieuw"])["2020"][0] == "€60.000"
    assert {(rij["wat"], rij["waar"]) for rij in feiten["niet_zeker"]} == {
        ("Ook een ander bedrag genoemd, dat niet meetelt", "1a"),
        ("Niets over geld of uren bekend", "1b"),
    }


def test_existing_money_is_never_new(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, bedrag=100)
    InvesteringFactory(blad=blad, staat="binnen bestaand", bedrag=900)

    feiten = feiten_van(plan)

    assert rijen(feiten["nieuw"])["2020"][0] == "€100"
    assert rijen(feiten["bestaand"]) == {"2020": ["€900", "–"]}
    assert "Het telt nergens mee als nieuw geld." in bladzijde(feiten)


def test_unknown_is_counted_in_words_and_never_nought(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, bedrag=100)
    InvesteringFactory(blad=blad, **zonder_bedrag("p.m."))
    InvesteringFactory(plan=plan, blad=None, **zonder_bedrag("p.m."))
    InvesteringFactory(blad=blad, **zonder_bedrag("n.t.b."), van=None, tot_en_met=None)

    feiten = feiten_van(plan)

    gevonden = rijen(feiten["nieuw"])
    assert gevonden["2020"][0] == "ten minste €100"
    assert gevonden["Jaar onbekend"][0] == "onbekend 1 regel"
    assert [rij["cellen"][0]["bedrag"] for rij in feiten["nieuw"]["rijen"]] == ["100.00", None]
    assert [(rij["wat"], rij["aantal"], rij["waar"]) for rij in feiten["niet_zeker"]] == [
        ("Nog geen bedrag: p.m.", 2, "1a en het hele plan"),
        ("Nog geen bedrag: nader te bepalen", 1, "1a"),
    ]


def test_besteding_per_year_up_to_the_day(plan: Plan, blad: Blad) -> None:
    BestedingFactory(blad=blad, jaar=2019, peildatum=date(2020, 1, 31), uitgegeven=700)
    BestedingFactory(blad=blad, uitgegeven=400)
    BestedingFactory(blad=blad, peildatum=date(2020, 9, 30), uitgegeven=900)

    besteding = feiten_van(plan)["besteding"]

    assert [
        (rij["jaar"], [cel["bedrag"] for cel in rij["cellen"]], rij["laatste"]) for rij in besteding
    ] == [
        (2019, ["1000.00", None, "700.00", None], "2020-01-31"),
        (2020, ["1000.00", None, "400.00", None], "2020-06-30"),
    ]


def test_dekking_that_ends_before_what_it_pays_for(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, aard="structureel", tot_en_met=None)
    DekkingFactory(blad=blad)

    [rij] = feiten_van(plan)["loopt_af"]

    assert (rij["jaar"], rij["waar"], rij["bron"]) == (2020, "1a Hulp", "algemene reserve")


def test_plan_without_money_says_so(plan: Plan) -> None:
    MaatregelFactory(plan=plan)

    assert "Over dit plan zijn nog geen bedragen bekend." in bladzijde(feiten_van(plan))


def test_no_note_comes_along(plan: Plan, blad: Blad) -> None:
    DekkingFactory(blad=blad, status="aangevraagd", twijfel="GEHEIM")

    assert "GEHEIM" not in json.dumps(feiten_van(plan))


@pytest.mark.parametrize("aantal", [1, 3])
def test_one_query_besides_the_money_itself(plan: Plan, aantal: int) -> None:
    for nummer in range(aantal):
        vol_blad(BladFactory(maatregel=MaatregelFactory(plan=plan, code=f"1{nummer}")))
        InvesteringFactory(plan=plan, blad=None, thema=plan.themas.first())
    bron = Bron(plan, DAG, DAG)
    assert bron.geld.regels

    with TestCase().assertNumQueries(1):
        Geld().verzamel(bron)
