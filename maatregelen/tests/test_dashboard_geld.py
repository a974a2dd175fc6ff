"""Money on the dashboard: per year, as a chart and as a table."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jeugdhulp.grafiek.definitie import Cijferstatus, Grafiek
from jeugdhulp.tests.factories import GemeenteFactory
from jeugdhulp.tests.test_grafiek_schrijvers import controleer_plotly, controleer_svg
from maatregelen.domain.dashboard.geld import Geldbeeld, per_jaar, samenvatting
from maatregelen.domain.uitwisselen.laden import laad_plan
from maatregelen.models import Blad, Plan
from maatregelen.tests.dashboards import kijk
from maatregelen.tests.factories import BladFactory, MaatregelFactory
from maatregelen.tests.fixtures_lezen import lees as lees_bestand
from maatregelen.tests.geldfactories import (
    BestedingFactory,
    DekkingFactory,
    InvesteringFactory,
    zonder_bedrag,
)

DAG = date(2020, 7, 1)


@pytest.fixture
def blad(plan: Plan) -> Blad:
    return BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a"))


def geld(plan: Plan, dag: date = DAG, codes: str = "") -> Geldbeeld:
    return per_jaar(kijk(plan, dag, codes=codes))


def grafiek(gevonden: Geldbeeld) -> Grafiek:
    assert gevonden.grafiek is not None
    return gevonden.grafiek


def reeksen(gevonden: Geldbeeld) -> dict[str, tuple[str, ...]]:
    """Per series what the table of the chart says."""
    getekend = grafiek(gevonden)
    return {
        reeks.naam: tuple(getekend.cel(reeks, punt) for punt in range(len(getekend.labels)))
        for reeks in getekend.reeksen
    }


def test_investering_stands_beside_dekking_by_status(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, bedrag=5000)
    DekkingFactory(blad=blad, bedrag=1500)
    DekkingFactory(blad=blad, bedrag=2000, status="aangevraagd")
    DekkingFactory(blad=blad, bedrag=900, status="afgewezen")

    gevonden = geld(plan)

    assert reeksen(gevonden) == {
        "Investering": ("€\u00a05.000",),
        "Dekking, besloten": ("€\u00a01.500",),
        "Dekking, aangevraagd": ("€\u00a02.000",),
    }
    assert grafiek(gevonden).samenvatting == (
        "Met alle dekking die niet is afgewezen, ook die nog niet is besloten,"
        " is er een tekort in 2020 (€\u00a01.500)."
    )


def test_unknown_amount_is_never_nought(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, bedrag=5000)
    InvesteringFactory(blad=blad, **zonder_bedrag("p.m."))
    DekkingFactory(blad=blad, **zonder_bedrag("n.t.b."))

    gevonden = geld(plan)

    assert reeksen(gevonden) == {
        "Investering": ("€\u00a05.000 (onvolledig)",),
        "Dekking, besloten": ("niet beschikbaar",),
    }
    assert grafiek(gevonden).samenvatting == (
        "Met alle dekking die niet is afgewezen, ook die nog niet is besloten,"
        " zien wij in geen enkel jaar een tekort;"
        " niet te zeggen in 2020."
    )


def test_amount_on_an_assumption_is_marked(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, per="onbekend", aanname="jaar")

    assert grafiek(geld(plan)).reeksen[0].statussen == (Cijferstatus.INDICATIEF,)


def test_existing_means_are_no_new_money(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, staat="binnen bestaand", bedrag=700)
    InvesteringFactory(blad=blad, bedrag=300)

    gevonden = geld(plan)

    assert reeksen(gevonden) == {"Investering": ("€\u00a0300",)}
    assert gevonden.tabel.jaren[0].bestaand.bedrag == 700


def test_year_that_cannot_be_filled_has_no_shortfall(plan: Plan, blad: Blad) -> None:
    """A surplus while a cost is unknown says nothing about a shortfall."""
    InvesteringFactory(blad=blad, **zonder_bedrag("p.m."))
    DekkingFactory(blad=blad)

    assert grafiek(geld(plan)).samenvatting.endswith("; niet te zeggen in 2020.")


def test_shortfall_that_goes_on_after_the_last_year_is_said(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, aard="structureel", tot_en_met=None)
    DekkingFactory(blad=blad)

    assert grafiek(geld(plan)).samenvatting == (
        "Met alle dekking die niet is afgewezen, ook die nog niet is besloten,"
        " is er een tekort in elk jaar na 2020"
        " (€\u00a01.000)."
    )


def test_money_is_that_of_the_whole_plan_when_filtered(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=BladFactory(maatregel=MaatregelFactory(plan=plan, code="9z")))

    assert reeksen(geld(plan, codes="1a")) == {"Investering": ("€\u00a01.000",)}


def test_what_has_no_year_is_said_beside_the_years(plan: Plan, blad: Blad) -> None:
    zonder: dict[str, Any] = {"van": None, "tot_en_met": None}
    InvesteringFactory(blad=blad)
    DekkingFactory(blad=blad)
    InvesteringFactory(blad=blad, bedrag=5000, **zonder)
    InvesteringFactory(blad=blad, **zonder, **zonder_bedrag("p.m."))
    InvesteringFactory(blad=blad, **zonder, **zonder_bedrag("n.t.b."))
    DekkingFactory(blad=blad, **zonder, **zonder_bedrag("p.m."))

    assert grafiek(geld(plan)).samenvatting == (
        "Met alle dekking die niet is afgewezen, ook die nog niet is besloten,"
        " zien wij in geen enkel jaar een tekort."
        " Zonder jaar, en dus niet meegeteld: €\u00a05.000 investering, 2 investeringen zonder"
        " bedrag en 1 dekking zonder bedrag."
    )


def test_what_was_rejected_is_not_missed_for_want_of_a_year(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad)
    DekkingFactory(blad=blad, status="afgewezen", van=None, tot_en_met=None)

    assert "Zonder jaar" not in grafiek(geld(plan)).samenvatting


def test_where_nothing_has_a_year_nothing_is_said_of_years(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, van=None, tot_en_met=None)

    assert samenvatting(geld(plan).tabel) == (
        "Zonder jaar, en dus niet meegeteld: €\u00a01.000 investering."
    )


def test_without_years_there_is_no_chart(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, van=None, tot_en_met=None)

    gevonden = geld(plan)

    assert gevonden.grafiek is None
    assert gevonden.tabel.zonder_jaar is not None
    assert gevonden.tabel.zonder_jaar.investering.bedrag == 1000


def test_plan_of_many_years_shows_twelve(plan: Plan, blad: Blad) -> None:
    InvesteringFactory(blad=blad, van=date(2015, 1, 1), tot_en_met=date(2044, 12, 31))

    gevonden = geld(plan)

    assert grafiek(gevonden).periode == "2018 tot en met 2029"
    assert gevonden.ingekort


def test_besteding_of_the_running_year(plan: Plan, blad: Blad) -> None:
    BestedingFactory(blad=blad)
    BestedingFactory(blad=blad, peildatum=date(2020, 12, 31), uitgegeven=900)

    besteed = geld(plan).besteed

    assert (besteed.bladen, besteed.begroot.waarde, besteed.uitgegeven.waarde) == (1, 1000, 500)
    assert besteed.verwacht.waarde is None


@pytest.mark.parametrize(
    ("slug", "dag", "cellen"),
    [
        (
            "het-hogeland",
            date(2019, 12, 31),
            {2019: Decimal(190000), 2020: Decimal(370000), 2022: Decimal(370000)},
        ),
        ("stadskanaal", date(2019, 12, 31), {2019: Decimal(217500)}),
    ],
)
def test_three_writers_agree_on_the_money_of_a_real_plan(
    db: None, slug: str, dag: date, cellen: dict[int, Decimal]
) -> None:
    bestand = lees_bestand(slug)
    gemeente = GemeenteFactory(slug=bestand["gemeente"]["slug"])
    gemaakt = grafiek(geld(laad_plan(bestand, gemeente, door=None), dag))

    controleer_plotly(gemaakt)
    controleer_svg(gemaakt, smal=False)
    controleer_svg(gemaakt, smal=True)
    per_label = dict(zip(gemaakt.labels, gemaakt.reeksen[0].waarden, strict=True))
    assert {jaar: per_label[str(jaar)] for jaar in cellen} == cellen
