"""The grid of dekking: every row that pays for something, also of a thema or the whole plan."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.geld.geldregels import wijzig_dekking
from maatregelen.models import Blad, Dekking
from maatregelen.tests.bewerken import regels, stel_vast
from maatregelen.tests.factories import BladFactory, MaatregelFactory, ThemaFactory
from maatregelen.tests.geldfactories import DekkingFactory, zonder_bedrag
from maatregelen.tests.rasters import RASTER, WAAROM, kijk_na, leg_vast, velden, wijzig

URL = f"{RASTER}?wat=dekking"


@pytest.fixture
def blad(plan: Any) -> Blad:
    return BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a"))


@pytest.fixture
def rij(blad: Blad) -> Dekking:
    """€ 1.000 per jaar tot en met 2020, uit de algemene reserve, besloten."""
    return DekkingFactory(blad=blad)


@pytest.fixture
def schrijver(client: Any, controller: Any, rij: Dekking) -> Any:
    client.force_login(controller)
    return client


def cellen(rij: Dekking, **waarden: str) -> dict[str, str]:
    return {f"rij{rij.pk}-{kolom}": waarde for kolom, waarde in waarden.items()}


def fouten(antwoord: Any) -> list[str]:
    return vind(antwoord, "[role=alert] li")


def test_controller_has_this_table_and_no_other(schrijver):
    antwoord = schrijver.get(RASTER)

    assert vind(antwoord, "h1") == ["Dekking van alle maatregelen"]
    assert vind(antwoord, "nav.geldkeuze a") == ["Dekking"]
    assert schrijver.get(f"{RASTER}?wat=planning").status_code == 403
    assert schrijver.get(f"{RASTER}?wat=anders").status_code == 404


def test_money_of_a_thema_and_of_the_plan_stands_below(schrijver, rij, plan):
    DekkingFactory(blad=None, plan=plan)
    DekkingFactory(blad=None, plan=plan, thema=ThemaFactory(plan=plan, code="A"))

    assert sorted(vind(schrijver.get(URL), "tbody th b")) == ["1a", "Hele plan", "Thema A"]


def test_amount_source_status_and_end_are_stored_as_typed(schrijver, rij):
    antwoord = wijzig(
        schrijver,
        URL,
        **cellen(
            rij, bron="Reserve jeugd", bedrag="1,2 mln", status="aangevraagd", tot_en_met="Q3 2022"
        ),
    )

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.bron, rij.bedrag, rij.status, rij.tot_en_met) == (
        303,
        "Reserve jeugd",
        Decimal(1200000),
        "aangevraagd",
        date(2022, 9, 30),
    )
    assert [(regel["soort"], regel["reden"]) for regel in regels()] == [
        ("dekking gewijzigd", WAAROM)
    ]


def test_word_instead_of_an_amount_takes_away_what_it_was_for(schrijver, rij):
    wijzig(schrijver, URL, **cellen(rij, bedrag="n.t.b."))

    rij.refresh_from_db()
    assert (rij.staat, rij.bedrag, rij.per) == ("n.t.b.", None, "")


def test_amount_where_there_was_none_asks_what_it_is_for(schrijver, blad):
    leeg = DekkingFactory(blad=blad, **zonder_bedrag("leeg"))

    antwoord = kijk_na(schrijver, URL, **cellen(leeg, bedrag="500"))
    assert fouten(antwoord) == [
        "Bedrag, 1a: Kies bij ‘Het bedrag is’ of dit bedrag per jaar of in totaal is."
    ]
    wijzig(schrijver, URL, **cellen(leeg, bedrag="500", per="totaal"))

    leeg.refresh_from_db()
    assert (leeg.staat, leeg.bedrag, leeg.per) == ("bedrag", Decimal(500), "totaal")


def test_hours_stay_hours_when_the_amount_goes(schrijver, rij):
    wijzig_dekking(rij, uren_per_week=Decimal(8), door=None, reden="Ook uren.")

    wijzig(schrijver, URL, **cellen(rij, bedrag=""))

    rij.refresh_from_db()
    assert (rij.staat, rij.bedrag) == ("uren", None)


def test_plan_that_was_vastgesteld_asks_the_ground_where_it_is_checked(schrijver, rij, plan):
    stel_vast(plan)
    nagekeken = kijk_na(schrijver, URL, **cellen(rij, bedrag="2.000"))
    assert nagekeken.status_code == 200

    zonder = leg_vast(schrijver, URL, nagekeken)
    assert (zonder.status_code, fouten(zonder)[0].partition(":")[0]) == (422, "Op grond van")
    leg_vast(schrijver, URL, zonder, op_grond_van="binnen mandaat")

    assert regels()[0]["na"] == {"bedrag": "€ 2.000,00", "op grond van": "binnen mandaat"}


def test_what_is_wrong_leads_to_the_form_of_the_row(schrijver, rij):
    antwoord = kijk_na(schrijver, URL, **cellen(rij, bedrag="50.00", bron=""))

    assert antwoord.status_code == 422
    assert fouten(antwoord) == [
        "Waaruit betaald, 1a: Dit veld is verplicht.",
        "Bedrag, 1a: “50.00” kan € 50,00 of € 5.000 zijn. Typ 50,00 of 5.000.",
    ]
    assert (
        kenmerken(antwoord, ".cel .veld__melding a", "href")
        == [f"/waterstad/plan-jeugd/maatregelen/1a/geld/dekking/{rij.pk}/"] * 2
    )


def test_same_amount_changed_by_two_is_a_conflict_and_another_column_is_not(schrijver, rij):
    geopend = velden(schrijver.get(URL))
    wijzig_dekking(rij, bedrag=Decimal(3000), door=None, reden="Hogere cao.")

    assert schrijver.post(URL, geopend | cellen(rij, status="afgewezen")).status_code == 200
    antwoord = schrijver.post(URL, geopend | cellen(rij, bedrag="2.000"))

    assert (antwoord.status_code, vind(antwoord, ".intussen__tekst")) == (409, ["3.000"])


def test_link_stands_at_the_money_of_the_plan_for_who_may_change_it(schrijver, client, bestuurder):
    geld, begroting = "/waterstad/plan-jeugd/geld/", "/waterstad/begroting/"
    assert kenmerken(schrijver.get(geld), ".paginakop__rechts a", "href") == [begroting, URL]

    client.force_login(bestuurder)
    assert kenmerken(client.get(geld), ".paginakop__rechts a", "href") == [begroting]
