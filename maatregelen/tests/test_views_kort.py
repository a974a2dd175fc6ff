"""A plan in short: what it says to who decides, and what it leaves out when there is too much."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from jeugdhulp import kalender
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import DekkingFactory, InvesteringFactory, zonder_bedrag

PLAN = "/waterstad/plan-jeugd/"
ADRES = f"{PLAN}kort/"
AANDACHT = "section[aria-labelledby=aandacht-kop]"
BESLUITEN = "section[aria-labelledby=besluiten-kop]"
SINDS = "section[aria-labelledby=sinds-kop]"
GELD = "section[aria-labelledby=geld-kop]"


@pytest.fixture
def lezer(client, bestuurder):
    """A client of the bestuurder."""
    client.force_login(bestuurder)
    return client


def maak(plan, code: str, **anders: Any) -> Any:
    maatregel = MaatregelFactory(plan=plan, code=code, titel=f"Hulp {code}")
    if anders:
        maak_stand(maatregel, **anders)
    return maatregel


def feiten(antwoord: Any, deel: str) -> dict[str, str]:
    return dict(
        zip(vind(antwoord, f"{deel} dl > dt"), vind(antwoord, f"{deel} dl > dd"), strict=True)
    )


def test_rood_comes_before_oranje_each_with_its_cause_and_groen_stays_out(lezer, plan):
    maak(plan, "1a", tijd="groen")
    maak(plan, "1b", tijd="oranje", oorzaak="De offerte kwam later.")
    maak(plan, "1c", tijd="rood", oorzaak="Er is niemand.")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{AANDACHT} li p:first-child a") == ["1c Hulp 1c", "1b Hulp 1b"]
    assert vind(antwoord, f"{AANDACHT} li p:last-child") == [
        "Er is niemand.",
        "De offerte kwam later.",
    ]


def test_it_says_where_the_rules_are_worse(lezer, plan):
    for code, licht in (("1a", "oranje"), ("1b", "groen")):
        maatregel = maak(plan, code, tijd=licht)
        MijlpaalFactory(blad=BladFactory(maatregel=maatregel))

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{AANDACHT} li .label") == ["voorstel", "de regels zeggen rood"]
    assert vind(antwoord, f"{AANDACHT} .kort__meer a b") == ["1b"]


def test_nothing_that_asks_attention_is_said(lezer, plan):
    maak(plan, "1a", tijd="groen")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{AANDACHT} > p") == ["Geen enkele maatregel staat op rood of oranje."]
    assert vind(antwoord, f"{BESLUITEN} > p") == ["Er wordt nu geen besluit gevraagd."]


def test_what_does_not_fit_is_counted_with_the_way_to_it(lezer, plan):
    for nummer in range(40):
        maak(plan, f"m{nummer}", tijd="oranje", oorzaak="Een lange oorzaak. " * 30)

    antwoord = lezer.get(ADRES)

    getoond = len(vind(antwoord, f"{AANDACHT} li"))
    assert 5 <= getoond <= 10
    [zin, *_] = vind(antwoord, f"{AANDACHT} .kort__meer")
    assert zin == f"En nog {40 - getoond} maatregelen: zie het stoplicht."
    assert kenmerken(antwoord, f"{AANDACHT} .kort__meer a", "href")[0] == PLAN


def test_decisions_that_are_late_come_first_then_rood_then_what_comes(lezer, plan):
    vandaag = kalender.vandaag()
    maatregel = maak(plan, "1a", tijd="rood", bijsturing="Kies uit drie voorstellen.")
    BesluitmomentFactory(plan=plan, onderwerp="Te laat")
    for onderwerp, dagen in (("Binnenkort", 30), ("Veel later", 200)):
        dag = vandaag + timedelta(days=dagen)
        BesluitmomentFactory(
            plan=plan, onderwerp=onderwerp, periode_soort="dag", van=dag, tot_en_met=dag
        )
    BesluitmomentFactory(plan=plan, onderwerp="Alleen advies", soort="advies")
    BesluitmomentFactory(
        plan=plan, onderwerp="Al klaar", genomen_op=date(2019, 5, 1), uitkomst="Akkoord."
    )

    rijen = vind(lezer.get(ADRES), f"{BESLUITEN} li")

    assert rijen[0] == "te laat Q2 2019: Gemeenteraad, Te laat"
    assert rijen[1] == f"rood {maatregel.code} Hulp 1a: Kies uit drie voorstellen."
    assert rijen[2].endswith("Gemeenteraad, Binnenkort")
    assert len(rijen) == 3


def test_decision_says_so_where_nobody_is_named_to_take_it(lezer, plan):
    """A line of the planning names no body, and some sources say "niet genoemd"."""
    blad = BladFactory(maatregel=maak(plan, "1a"))
    MijlpaalFactory(blad=blad, soort="besluit", tekst="Afspraken")
    BesluitmomentFactory(plan=plan, onderwerp="Systeem", orgaan="niet genoemd")

    assert vind(lezer.get(ADRES), f"{BESLUITEN} li") == [
        "te laat Q2 2019: Systeem (er staat niet bij wie besluit)",
        "te laat Q2 2019: Afspraken (er staat niet bij wie besluit) · 1a Hulp 1a",
    ]


def test_what_changed_since_the_last_closed_round(lezer, gemeente, beleidsadviseur):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd")
        ronde = open_ronde(plan, date(2026, 3, 1), door=beleidsadviseur)
        lopend = [
            maak(plan, code, tijd=licht, fase=fase, ronde=ronde)
            for code, licht, fase in (
                ("1a", "groen", "in uitvoering"),
                ("1b", "rood", "in uitvoering"),
                ("1c", "groen", "gepland"),
                ("1d", "groen", "in uitvoering"),
            )
        ]
        sluit_ronde(ronde, door=beleidsadviseur, overige="overgenomen")
    with time_machine.travel(datetime(2026, 4, 1, 12, tzinfo=UTC), tick=False):
        maak_stand(lopend[0], tijd="oranje")
        maak_stand(lopend[1], tijd="oranje")
        maak_stand(lopend[2], fase="in uitvoering")
        maak_stand(lopend[3], fase="afgerond", tijd="", geld="", resultaat="")
        antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{SINDS} .kaart__bij") == ["sinds de ronde per 1 maart 2026"]
    gevonden = feiten(antwoord, SINDS)
    assert gevonden["Slechter"] == "1a Hulp 1a (was groen, nu oranje, een voorstel)"
    assert gevonden["Beter"] == "1b Hulp 1b (was rood, nu oranje, een voorstel)"
    assert gevonden["Begonnen"] == "1c Hulp 1c"
    assert gevonden["Beëindigd"] == "1d Hulp 1d"


def test_without_a_closed_round_nothing_is_compared(lezer, plan):
    maak(plan, "1a")

    assert vind(lezer.get(ADRES), f"{SINDS} > p") == [
        "Er is nog geen ronde gesloten om mee te vergelijken."
    ]


def test_money_stands_in_three_lines(lezer, plan):
    jaar = {"van": date(kalender.vandaag().year, 1, 1), "tot_en_met": None}
    blad = BladFactory(maatregel=maak(plan, "1a"))
    InvesteringFactory(blad=blad, bedrag=Decimal(5000), **jaar)
    DekkingFactory(blad=blad, bedrag=Decimal(2000), **jaar)
    DekkingFactory(blad=blad, bedrag=Decimal(1000), status="aangevraagd", **jaar)

    nu = kalender.vandaag().year
    assert feiten(lezer.get(ADRES), GELD) == {
        f"Investering {nu}": "€ 5.000",
        f"Dekking {nu}": "€ 2.000 besloten, € 1.000 nog niet besloten",
        "Tekort": "€ 2.000",
    }


def test_money_without_a_year_and_unknown_money_are_no_nought(lezer, plan):
    blad = BladFactory(maatregel=maak(plan, "1a"))
    InvesteringFactory(blad=blad, van=None, tot_en_met=None, **zonder_bedrag("p.m."))

    assert feiten(lezer.get(ADRES), GELD) == {
        f"In {kalender.vandaag().year}": "geen nieuw geld in het plan",
        "Zonder jaar": "1 bedrag nog onbekend",
    }


def test_an_empty_plan_says_so(lezer, plan):
    assert vind(lezer.get(ADRES), ".leeg__kop") == ["Dit plan is nog leeg."]


def test_for_a_bestuurder_it_is_the_first_thing_on_the_page_of_a_plan(lezer, plan):
    assert vind(lezer.get(PLAN), ".paginakop .knop--hoofd") == ["In het kort"]
    assert kenmerken(lezer.get(PLAN), ".paginakop .knop--hoofd", "href") == [ADRES]


def test_the_past_is_as_it_was_known(lezer, gemeente):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd")
        maatregel = maak(plan, "1a", tijd="oranje", oorzaak="Toen.")
    maak_stand(maatregel, tijd="rood", oorzaak="Nu.")

    antwoord = lezer.get(ADRES, {"bekend_op": "2026-03-02"})

    assert vind(antwoord, f"{AANDACHT} li p:last-child") == ["Toen."]


@pytest.mark.parametrize("aantal", [1, 3])
def test_page_costs_as_much_for_more_measures(
    lezer, plan, beleidsadviseur, aantal, django_assert_num_queries
):
    # One moment: what was known when the round closed holds the closing itself.
    with time_machine.travel(kalender.nu(), tick=False):
        ronde = open_ronde(plan, kalender.vandaag(), door=beleidsadviseur)
        for nummer in range(aantal):
            maatregel = maak(plan, f"m{nummer}", tijd="oranje", ronde=ronde)
            blad = BladFactory(maatregel=maatregel)
            stap = MijlpaalFactory(blad=blad, soort="besluit")
            BesluitmomentFactory(plan=plan, maatregel=maatregel, mijlpaal=stap)
            InvesteringFactory(blad=blad)
        sluit_ronde(ronde, door=beleidsadviseur, overige="overgenomen")

    with django_assert_num_queries(49):
        antwoord = lezer.get(ADRES)

    assert len(vind(antwoord, f"{AANDACHT} li")) == aantal


def test_het_verwijst_naar_het_a4_van_de_laatste_ronde(
    client: Any, bestuurder: Any, plan: Any
) -> None:
    client.force_login(bestuurder)
    adres = "/waterstad/plan-jeugd/kort/"
    zonder = kenmerken(client.get(adres), ".paginakop a", "href")
    ronde = open_ronde(plan, date(2024, 3, 1), door=None)

    links = kenmerken(client.get(adres), ".paginakop a", "href")

    pad = f"/waterstad/plan-jeugd/rondes/{ronde.pk}/"
    assert (zonder, links) == ([], [pad, f"{pad}wethouder.pdf"])
