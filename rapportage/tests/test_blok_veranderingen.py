"""The block "veranderingen": what it keeps, what it compares with, and which decisions it tells."""

import json
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import TestCase

from jeugdhulp import kalender, logboek
from jeugdhulp.tests.factories import PersoonFactory
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BetrokkenheidFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    VaststellingFactory,
    in_handeling,
    maak_stand,
)
from maatregelen.tests.geldfactories import DekkingFactory, InvesteringFactory
from rapportage.blokken.basis import Bron
from rapportage.blokken.veranderingen import Veranderingen
from rapportage.domain.samenstellen import Kop, verzamel

pytestmark = pytest.mark.django_db
APRIL, OKTOBER = date(2019, 4, 1), date(2019, 10, 1)


def rapport(
    plan: Plan, dag: date = OKTOBER, vorige: dict[str, Any] | None = None, **bron: Any
) -> dict[str, Any]:
    """As it is stored: JSON and nothing else."""
    plan = Plan.objects.select_related("gemeente").get(pk=plan.pk)
    kop = Kop("Voortgangsrapportage", kalender.nu(), "procesregisseur", versie=1)
    return json.loads(json.dumps(verzamel(Bron(plan, dag, dag, vorige=vorige, **bron), kop)))


def feiten_van(gegevens: dict[str, Any]) -> dict[str, Any]:
    (blok,) = (blok for blok in gegevens["blokken"] if blok["soort"] == "veranderingen")
    return blok["feiten"]


def bladzijde(gegevens: dict[str, Any]) -> str:
    (blok,) = (blok for blok in gegevens["blokken"] if blok["soort"] == "veranderingen")
    html = render_to_string(
        "rapportage/blok/veranderingen.html", {"blok": blok, "rapport": gegevens, "scherm": True}
    )
    return " ".join(html.split())


@pytest.fixture
def een(plan: Plan) -> Maatregel:
    """Measure 1a: groen in April, with a step, money and somebody who pulls it."""
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij huis")
    blad = BladFactory(maatregel=maatregel)
    MijlpaalFactory(
        blad=blad, tekst="Starten", van=date(2019, 10, 1), tot_en_met=date(2019, 12, 31)
    )
    InvesteringFactory(blad=blad)
    BetrokkenheidFactory(
        maatregel=maatregel, persoon=PersoonFactory(gemeente=plan.gemeente, naam="A. Bos")
    )
    maak_stand(maatregel, peildatum=date(2019, 3, 31), bron="Nota")
    return maatregel


def wijzig(plan: Plan, rij: Any, **waarden: Any) -> None:
    """Change columns by hand, with a line of its own."""
    for veld, waarde in waarden.items():
        setattr(rij, veld, waarde)
    with in_handeling():
        rij.save(update_fields=list(waarden))
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))


def test_compares_with_what_the_older_report_told(een: Maatregel) -> None:
    """The plan moved on in between; the older report did not."""
    oud = rapport(een.plan, APRIL)
    blad = een.bladen.get()
    wijzig(een.plan, een, code="2b", titel="Hulp aan huis")
    wijzig(een.plan, blad.mijlpalen.get(), van=date(2020, 1, 1), tot_en_met=date(2020, 3, 31))
    wijzig(een.plan, blad.investeringen.get(), bedrag=2500)
    DekkingFactory(plan=een.plan, blad=None, status="aangevraagd")
    nieuw = MaatregelFactory(plan=een.plan, code="3c", thema=een.thema)
    maak_stand(
        een, peildatum=date(2019, 9, 30), bron="Nota 2", tijd="oranje", oorzaak="Geen mensen."
    )

    gegevens = rapport(een.plan, vorige=oud)

    feiten = feiten_van(gegevens)
    verschil = feiten["verschil"]
    assert feiten["vorige"] == {
        "titel": "Voortgangsrapportage",
        "peildatum": "2019-04-01",
        "versie": 1,
    }
    [licht] = verschil["lichten"]
    assert (licht["richting"], licht["reden"]) == ("slechter", "Geen mensen.")
    assert [(rij["van"], rij["naar"]) for rij in verschil["namen"]] == [
        ("1a Hulp dichtbij huis", "2b Hulp aan huis")
    ]
    assert [(rij["van"], rij["naar"], rij["hoe_ver"]) for rij in verschil["planning"]] == [
        ("Q4 2019", "Q1 2020", "1 kwartaal later")
    ]
    assert [(rij["code"], rij["waar"], rij["van"], rij["naar"]) for rij in verschil["geld"]] == [
        (
            "2b",
            "",
            "€\u00a01.000, per jaar, incidenteel, 2020",
            "€\u00a02.500, per jaar, incidenteel, 2020",
        ),
        ("", "Het hele plan", None, "€\u00a01.000, per jaar, incidenteel, 2020, aangevraagd"),
    ]
    assert [rij["code"] for rij in verschil["nieuw"]] == [nieuw.code]
    tekst = bladzijde(gegevens)
    assert "Geen mensen." in tekst
    assert '<a href="#maatregel-2b">Hulp aan huis</a>' in tekst


def test_with_itself_nothing_changed(een: Maatregel) -> None:
    gegevens = rapport(een.plan, vorige=rapport(een.plan))

    feiten = feiten_van(gegevens)
    assert (feiten["is_leeg"], feiten["besluiten"]) == (True, [])
    assert "Er is sindsdien niets veranderd." in bladzijde(gegevens)


def test_ended_with_what_its_stand_says(een: Maatregel) -> None:
    oud = rapport(een.plan, APRIL)
    klaar = {"fase": "afgerond", "tijd": "", "geld": "", "resultaat": ""}
    maak_stand(een, peildatum=date(2019, 9, 30), bron="Nota 2", tekst="Alles is klaar.", **klaar)

    [rij] = feiten_van(rapport(een.plan, vorige=oud))["verschil"]["beeindigd"]

    assert (rij["code"], rij["fase"], rij["reden"]) == ("1a", "afgerond", "Alles is klaar.")


def test_report_of_an_older_shape_is_said_to_be_so(een: Maatregel) -> None:
    gegevens = rapport(een.plan, vorige={"titel": "Rapport 2018", "peildatum": "2018-10-01"})

    assert feiten_van(gegevens)["verschil"] is None
    assert "Dat rapport bewaart niet wat nodig is om te vergelijken." in bladzijde(gegevens)


def test_first_report_says_so(een: Maatregel) -> None:
    tekst = bladzijde(rapport(een.plan))

    assert "Er is geen eerder rapport over dit plan om mee te vergelijken." in tekst


def besluit(plan: Plan, dag: date | None, onderwerp: str, **anders: Any) -> Any:
    uitkomst = "Akkoord." if dag else ""
    return BesluitmomentFactory(
        plan=plan, genomen_op=dag, onderwerp=onderwerp, uitkomst=uitkomst, **anders
    )


def onderwerpen(gegevens: dict[str, Any]) -> list[tuple[str, bool]]:
    return [(rij["onderwerp"], rij["later"]) for rij in feiten_van(gegevens)["besluiten"]]


def test_decisions_that_the_older_report_did_not_tell(een: Maatregel) -> None:
    """Taken since; or taken before and known only later, so that none falls between two."""
    plan = een.plan
    besluit(plan, date(2019, 3, 5), "verteld")
    oud = rapport(plan, APRIL)
    besluit(plan, date(2019, 3, 20), "later vastgelegd")
    besluit(plan, date(2019, 5, 1), "genomen", maatregel=een, nummer="R-12")
    besluit(plan, date(2019, 10, 2), "na de peildatum")
    besluit(plan, None, "nog niet genomen")
    VaststellingFactory(plan=plan, vastgesteld_op=date(2019, 6, 1), versie=2)

    gegevens = rapport(plan, vorige=oud)

    assert onderwerpen(gegevens) == [
        ("later vastgelegd", True),
        ("genomen", False),
        ("Versie 2 van het plan", False),
    ]
    genomen = feiten_van(gegevens)["besluiten"][1]
    assert (genomen["wie"], genomen["nummer"], genomen["code"]) == ("Gemeenteraad", "R-12", "1a")


@pytest.mark.parametrize(
    ("maanden", "na", "verwacht"),
    [
        ([4, 10], "2019-04-01", ["in mei"]),
        ([], "2019-04-01", ["in mei"]),
        ([10], "2018-10-01", ["in december", "in mei"]),
    ],
)
def test_first_report_tells_the_decisions_of_one_period(
    plan: Plan, maanden: list[int], na: str, verwacht: list[str]
) -> None:
    """And every vaststelling: without it nobody knows what the plan is."""
    wijzig(plan, plan, rapportmaanden=maanden)
    besluit(plan, date(2018, 12, 1), "in december")
    besluit(plan, date(2019, 5, 1), "in mei")
    VaststellingFactory(plan=plan, vastgesteld_op=date(2018, 1, 1))

    gegevens = rapport(plan)

    assert feiten_van(gegevens)["besluiten_na"] == na
    assert [naam for naam, _ in onderwerpen(gegevens)] == ["Versie 1 van het plan", *verwacht]


def test_nothing_internal_is_kept(een: Maatregel) -> None:
    """Neither by what is told, nor by what the next report compares with."""
    blad = een.bladen.get()
    wijzig(een.plan, blad.mijlpalen.get(), twijfel="GEHEIM 1")
    InvesteringFactory(blad=blad, twijfel="GEHEIM 2")
    besluit(een.plan, date(2019, 9, 1), "iets", twijfel="GEHEIM 3")
    maak_stand(een, peildatum=date(2019, 9, 1), bron="Nota 2", twijfel="GEHEIM 4")

    tekst = json.dumps(feiten_van(rapport(een.plan)), ensure_ascii=False)

    assert "GEHEIM" not in tekst
    assert "berekend" not in tekst
    assert "A. Bos" not in tekst
    assert "A. Bos" in json.dumps(feiten_van(rapport(een.plan, met_namen=True)))


@pytest.mark.parametrize("aantal", [1, 3])
def test_four_queries_whatever_the_number(plan: Plan, aantal: int) -> None:
    for nummer in range(aantal):
        maatregel = MaatregelFactory(plan=plan, code=f"1{nummer}", compleet=True)
        InvesteringFactory(blad=maatregel.bladen.get())
        InvesteringFactory(plan=plan, blad=None, thema=maatregel.thema)
        besluit(plan, date(2019, 5, 1 + nummer), "iets", maatregel=maatregel)
    oud = rapport(plan)
    bron = Bron(Plan.objects.select_related("gemeente").get(), OKTOBER, OKTOBER, vorige=oud)
    assert len(bron.rijen) == aantal

    with TestCase().assertNumQueries(4):
        feiten = Veranderingen().verzamel(bron)

    assert len(feiten["opname"]["maatregelen"]) == aantal
