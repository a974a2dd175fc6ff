"""The list of what measures lack: what it shows to whom, where each row leads, and the way back."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.models import Resultaat
from maatregelen.tests.factories import (
    BeleidsplanFactory,
    BesluitmomentFactory,
    BetrokkenheidFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    ResultaatFactory,
    ThemaFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import DekkingFactory, InvesteringFactory, zonder_bedrag

PLAN = "/waterstad/plan-jeugd/"
ADRES = f"{PLAN}onvolledig/"
BLAD = f"{PLAN}maatregelen/1a/"


@pytest.fixture
def lezer(client, beleidsadviseur):
    """A client of the beleidsadviseur."""
    client.force_login(beleidsadviseur)
    return client


@pytest.fixture
def kaal(plan):
    """Measure 1a, which has nothing at all."""
    thema = ThemaFactory(plan=plan, code="1")
    return MaatregelFactory(plan=plan, thema=thema, code="1a", titel="Hulp dichtbij", volgorde=1)


@pytest.fixture
def vol(kaal):
    """The same with a row for all that can be changed."""
    blad = BladFactory(maatregel=kaal)
    stap = MijlpaalFactory(blad=blad, soort="besluit", volgorde=1)
    MijlpaalFactory(blad=blad, volgorde=2)
    kaal.blad = blad
    kaal.besluit = BesluitmomentFactory(plan=kaal.plan, maatregel=kaal, mijlpaal=stap)
    kaal.kosten = InvesteringFactory(blad=blad, omschrijving="Inhuur", **zonder_bedrag("p.m."))
    kaal.dekking = DekkingFactory(blad=blad, omschrijving="Fonds", **zonder_bedrag("n.t.b."))
    return kaal


def links(antwoord: Any) -> dict[str, list[str]]:
    """Per kind where its rows lead."""
    return {
        naam: kenmerken(antwoord, f"section[id={naam}] .onvolledig__velden a", "href")
        for naam in kenmerken(antwoord, "section.onvolledig", "id")
    }


def test_each_kind_has_its_number_and_its_measures(lezer, kaal):
    MaatregelFactory(plan=kaal.plan, code="1b", titel="Later", volgorde=2, doel="Minder wachten.")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, "section.onvolledig h2") == [
        "Geen trekker (2)",
        "Geen stap met een datum (2)",
        "Geen doel (1)",
        "Geen meetbaar resultaat (2)",
        "Kosten onbekend (2)",
    ]
    assert vind(antwoord, "section[id=trekker] li > div a") == ["1a Hulp dichtbij", "1b Later"]
    assert vind(antwoord, "section[id=doel] li > div a") == ["1a Hulp dichtbij"]


def test_it_says_how_many_of_those_that_run_are_complete(lezer, kaal):
    blad = BladFactory(maatregel=MaatregelFactory(plan=kaal.plan, doel="Minder wachten."))
    MijlpaalFactory(blad=blad)
    BetrokkenheidFactory(maatregel=blad.maatregel)
    ResultaatFactory(maatregel=blad.maatregel)
    InvesteringFactory(blad=blad, **zonder_bedrag("nihil"))
    maak_stand(MaatregelFactory(plan=kaal.plan), fase="afgerond")

    assert "1 van 2 lopende maatregelen zijn volledig" in vind(lezer.get(ADRES), ".paginakop p")[0]


def test_each_row_without_anything_opens_the_form_that_makes_it(lezer, kaal):
    assert links(lezer.get(ADRES)) == {
        "trekker": [f"{BLAD}betrokkenen/nieuw/?rol=trekker&lijst=trekker"],
        "planning": [f"{BLAD}planning/0/?lijst=planning"],
        "doel": [f"{BLAD}tekst/doel/?lijst=doel"],
        "resultaat": [f"{BLAD}resultaten/nieuw/?lijst=resultaat"],
        "kosten": [f"{BLAD}blad/0/investering/?lijst=kosten"],
    }


def test_each_row_that_is_unknown_opens_the_form_that_changes_it(lezer, vol):
    gevonden = links(lezer.get(ADRES))

    assert gevonden["kosten"] == [f"{BLAD}geld/investering/{vol.kosten.pk}/?lijst=kosten"]
    assert gevonden["dekking"] == [f"{BLAD}geld/dekking/{vol.dekking.pk}/?lijst=dekking"]
    assert gevonden["besluit"] == [f"{BLAD}besluitmomenten/{vol.besluit.pk}/?lijst=besluit"]


def test_every_link_opens_a_form(lezer, vol):
    adressen = [adres for rijen in links(lezer.get(ADRES)).values() for adres in rijen]

    antwoorden = [lezer.get(adres) for adres in adressen]

    assert [rij.status_code for rij in antwoorden] == [200] * len(adressen)
    assert [kenmerken(rij, "form.formulier", "action") for rij in antwoorden] == [
        [adres] for adres in adressen
    ]


def test_a_goal_is_chosen_where_the_plan_has_a_beleidsplan(lezer, gemeente):
    beleid = BeleidsplanFactory(gemeente=gemeente)
    plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd", beleidsplan=beleid)
    MaatregelFactory(plan=plan, code="1a")

    assert links(lezer.get(ADRES))["doel"] == [f"{BLAD}doelen/?lijst=doel"]


def test_the_form_of_a_trekker_has_that_role_chosen(lezer, kaal):
    antwoord = lezer.get(f"{BLAD}betrokkenen/nieuw/?rol=trekker")

    assert kenmerken(antwoord, "select[name=rol] option[selected]", "value") == ["trekker"]


def test_a_role_that_does_not_exist_chooses_none(lezer, kaal):
    antwoord = lezer.get(f"{BLAD}betrokkenen/nieuw/?rol=keizer")

    assert kenmerken(antwoord, "select[name=rol] option[selected]", "value") in ([], [""])


def test_who_filled_it_in_comes_back_to_the_list_as_she_saw_it(lezer, kaal):
    [adres] = links(lezer.get(ADRES, {"thema": "1"}))["resultaat"]

    antwoord = lezer.post(adres, {"tekst": "Minder verwijzingen", "reden": "Afgesproken."})

    assert antwoord.status_code == 303
    assert antwoord["Location"] == f"{ADRES}?thema=1#resultaat"
    assert Resultaat.objects.filter(maatregel=kaal).count() == 1


def test_a_form_with_faults_still_knows_the_way_back(lezer, kaal):
    adres = f"{BLAD}resultaten/nieuw/?lijst=resultaat&thema=1"

    antwoord = lezer.post(adres, {})

    assert antwoord.status_code == 422
    assert kenmerken(antwoord, "form.formulier", "action") == [adres]
    assert kenmerken(antwoord, "a[data-annuleer]", "href") == [f"{ADRES}?thema=1#resultaat"]


@pytest.mark.parametrize("lijst", ["", "?lijst=", "?lijst=https://elders.nl/", "?lijst=//elders"])
def test_without_a_list_one_goes_back_to_the_sheet(lezer, kaal, lijst):
    gegeven = {"tekst": "Minder verwijzingen", "reden": "Afgesproken."}

    antwoord = lezer.post(f"{BLAD}resultaten/nieuw/{lijst}", gegeven)

    assert antwoord["Location"] == f"{BLAD}#deel-resultaten"


def test_who_may_not_change_it_goes_to_its_place_on_the_sheet(client, vol, projectgroep):
    client.force_login(projectgroep)

    antwoord = client.get(ADRES)

    blad = vol.blad.pk
    assert links(antwoord) == {
        "trekker": [f"{BLAD}#deel-betrokkenen"],
        "doel": [f"{BLAD}#deel-doel"],
        "resultaat": [f"{BLAD}#deel-resultaten"],
        "kosten": [f"{BLAD}#deel-investering-{blad}"],
        "dekking": [f"{BLAD}#deel-dekking-{blad}"],
        "besluit": [f"{BLAD}#deel-besluiten"],
    }
    assert vind(antwoord, "section[id=trekker] .onvolledig__velden a") == [
        "Bekijken: geen trekker bij 1a"
    ]


def test_controller_fills_in_money_and_reads_the_rest(client, vol, controller):
    client.force_login(controller)

    gevonden = links(client.get(ADRES))

    assert gevonden["kosten"] == [f"{BLAD}geld/investering/{vol.kosten.pk}/?lijst=kosten"]
    assert gevonden["trekker"] == [f"{BLAD}#deel-betrokkenen"]


def test_the_filter_leaves_its_measures_and_stays_in_the_links(lezer, kaal):
    MaatregelFactory(plan=kaal.plan, thema=ThemaFactory(plan=kaal.plan, code="2"), code="2a")

    antwoord = lezer.get(ADRES, {"thema": "1"})

    assert vind(antwoord, "section[id=trekker] li > div a") == ["1a Hulp dichtbij"]
    assert links(antwoord)["planning"] == [f"{BLAD}planning/0/?lijst=planning&thema=1"]


def test_a_filter_that_leaves_nothing_says_so(lezer, kaal):
    antwoord = lezer.get(ADRES, {"tekst": "komt niet voor"})

    assert vind(antwoord, ".leeg__kop") == ["Geen maatregel voldoet aan dit filter."]


def test_an_empty_plan_says_so(lezer, plan):
    assert vind(lezer.get(ADRES), ".leeg__kop") == ["Dit plan is nog leeg."]


def test_the_past_is_read_only(lezer, gemeente):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd")
        MaatregelFactory(plan=plan, code="1a")

    antwoord = lezer.get(ADRES, {"bekend_op": "2026-03-02"})

    assert links(antwoord)["trekker"] == [
        f"{BLAD}?peildatum=2026-03-02&bekend_op=2026-03-02#deel-betrokkenen"
    ]


def test_the_menu_of_the_plan_leads_here(lezer, kaal):
    assert ADRES in kenmerken(lezer.get(PLAN), ".planmenu a", "href")
    assert kenmerken(lezer.get(ADRES), ".planmenu [aria-current]", "href") == [ADRES]


@pytest.mark.parametrize("aantal", [1, 3])
def test_page_costs_as_much_for_more_measures(lezer, plan, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        blad = BladFactory(maatregel=MaatregelFactory(plan=plan, code=f"1{nummer}"))
        InvesteringFactory(blad=blad, **zonder_bedrag("p.m."))

    with django_assert_num_queries(22):
        antwoord = lezer.get(ADRES)

    assert len(vind(antwoord, "section[id=kosten] li > div a")) == aantal
