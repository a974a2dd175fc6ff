"""The block "beeindigd": what ended, what is still open, and where it went."""

import json
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import TestCase

from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.tests.factories import PersoonFactory
from maatregelen.domain.stand.standen import Open
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.factories import (
    MaatregelFactory,
    SamenhangFactory,
    VervallenActiviteitFactory,
    maak_stand,
)
from rapportage.blokken.basis import Bron
from rapportage.blokken.beeindigd import Beeindigd

pytestmark = pytest.mark.django_db
DAG = date(2019, 10, 1)
Q1 = Periode(PeriodeSoort.KWARTAAL, date(2020, 1, 1), date(2020, 3, 31))


def feiten_van(plan: Plan, **bron: Any) -> dict[str, Any]:
    return json.loads(json.dumps(Beeindigd().verzamel(Bron(plan, DAG, DAG, **bron))))


def bladzijde(feiten: dict[str, Any]) -> str:
    rapport = {"plan": {"naam_maatregel": "maatregel", "naam_thema": "Thema"}}
    html = render_to_string(
        "rapportage/blok/beeindigd.html",
        {"blok": {"feiten": feiten}, "rapport": rapport, "scherm": False},
    )
    return " ".join(html.split())


def beeindig(maatregel: Maatregel, fase: str = "gestopt", **anders: Any) -> None:
    velden = {
        "bron": "Nota",
        "tekst": "Er kwam niemand.",
        "tijd": "",
        "geld": "",
        "resultaat": "",
    } | anders
    maak_stand(maatregel, peildatum=date(2019, 9, 1), fase=fase, **velden)


@pytest.fixture
def een(plan: Plan) -> Maatregel:
    return MaatregelFactory(plan=plan, code="1a", titel="Hulp")


@pytest.mark.parametrize("fase", ["afgerond", "gestopt", "vervallen"])
def test_what_ended_with_its_text(een: Maatregel, fase: str) -> None:
    loopt = MaatregelFactory(plan=een.plan, thema=een.thema, code="1b")
    maak_stand(loopt, peildatum=DAG, bron="Nota")
    beeindig(een, fase)

    [rij] = feiten_van(een.plan)["maatregelen"]

    assert (rij["code"], rij["fase"], rij["peildatum"], rij["tekst"]) == (
        "1a",
        fase,
        "2019-09-01",
        "Er kwam niemand.",
    )


def test_proposal_to_end_is_not_told(een: Maatregel) -> None:
    """Not before a round or a document confirms it; within the gemeente it is."""
    beeindig(een, bron="")

    assert feiten_van(een.plan)["maatregelen"] == []
    assert len(feiten_van(een.plan, werkversie=True)["maatregelen"]) == 1


@pytest.mark.parametrize(
    ("soort", "functie", "met_namen", "wie"),
    [
        ("persoon", "", False, "een medewerker"),
        ("persoon", "coach", False, "coach"),
        ("persoon", "coach", True, "A. Bos"),
        ("functie", "", False, "A. Bos"),
    ],
)
def test_open_ends_name_people_only_where_the_report_does(
    een: Maatregel, soort: str, functie: str, met_namen: bool, wie: str
) -> None:
    bos = PersoonFactory(gemeente=een.plan.gemeente, naam="A. Bos", soort=soort, functie=functie)
    beeindig(een, open_einden=(Open("Nameten", bos, Q1), Open("Folder ophalen", None, Q1)))

    feiten = feiten_van(een.plan, met_namen=met_namen)

    assert feiten["maatregelen"][0]["open_einden"] == [
        {"tekst": "Nameten", "wie": wie, "wanneer": "Q1 2020"},
        {"tekst": "Folder ophalen", "wie": "", "wanneer": "Q1 2020"},
    ]
    assert "Folder ophalen (nog niemand, Q1 2020)" in bladzijde(feiten)


def test_merged_and_split_say_where_it_went(een: Maatregel) -> None:
    ander = MaatregelFactory(plan=een.plan, thema=een.thema, code="1b", titel="Zorg")
    nieuw = MaatregelFactory(plan=een.plan, thema=een.thema, code="1c", titel="Deel")
    beeindig(een, "vervallen")
    SamenhangFactory(maatregel=een, naar_maatregel=ander, soort="samengevoegd")
    SamenhangFactory(maatregel=nieuw, naar_maatregel=ander, soort="afgesplitst")
    SamenhangFactory(maatregel=ander, buiten="de wijkteams", soort="samengevoegd")
    SamenhangFactory(
        maatregel=nieuw,
        naar_maatregel=een,
        soort="samengevoegd",
        beeindigd_op=date(2019, 9, 1),
        einde_reden="Toch niet.",
    )

    feiten = feiten_van(een.plan)

    assert [rij["code"] for rij in feiten["maatregelen"][0]["verder_in"]] == ["1b"]
    assert [(rij["code"], rij["soort"], rij["ander"]["titel"]) for rij in feiten["verbanden"]] == [
        ("1c", "afgesplitst van", "Zorg"),
        ("1b", "samengevoegd", "de wijkteams"),
    ]
    tekst = bladzijde(feiten)
    assert '<a href="#maatregel-1b">Zorg</a>' in tekst
    assert "samengevoegd met de wijkteams" in tekst


def test_dropped_activities_with_reason_and_where_they_went(een: Maatregel) -> None:
    VervallenActiviteitFactory(plan=een.plan)
    VervallenActiviteitFactory(
        plan=een.plan, titel="Loket", bestemming="samengevoegd", maatregel=een, twijfel="GEHEIM"
    )
    VervallenActiviteitFactory(
        plan=een.plan, titel="Bus", bestemming="elders", elders="het vervoerbedrijf"
    )

    feiten = feiten_van(een.plan)

    assert [
        (rij["titel"], rij["bestemming"], rij["maatregel"] and rij["maatregel"]["code"])
        for rij in feiten["activiteiten"]
    ] == [
        ("Folder maken", "vervallen", None),
        ("Loket", "samengevoegd met een maatregel", "1a"),
        ("Bus", "elders ondergebracht", None),
    ]
    tekst = bladzijde(feiten)
    assert "Er is al een website." in tekst
    assert "Elders ondergebracht: het vervoerbedrijf" in tekst
    assert "GEHEIM" not in json.dumps(feiten)


def test_nothing_ended_is_said(een: Maatregel) -> None:
    assert "Geen maatregel is afgerond, gestopt of vervallen." in bladzijde(feiten_van(een.plan))


@pytest.mark.parametrize("aantal", [1, 3])
def test_three_queries_whatever_the_number(plan: Plan, aantal: int) -> None:
    for nummer in range(aantal):
        maatregel = MaatregelFactory(plan=plan, code=f"1{nummer}")
        wie = PersoonFactory(gemeente=plan.gemeente)
        beeindig(maatregel, open_einden=(Open("Nameten", wie, Q1),))
        SamenhangFactory(maatregel=maatregel, naar_thema=maatregel.thema, soort="samengevoegd")
        VervallenActiviteitFactory(plan=plan, bestemming="samengevoegd", maatregel=maatregel)
    bron = Bron(plan, DAG, DAG)
    assert len(bron.rijen) == aantal

    with TestCase().assertNumQueries(3):
        Beeindigd().verzamel(bron)
