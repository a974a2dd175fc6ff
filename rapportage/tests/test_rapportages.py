"""Beginning a report, changing it, writing its texts, withdrawing it: what is asked and told."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp import kalender
from jeugdhulp.clientnummer import WEIGERING
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.models import Plan
from maatregelen.tests.bewerken import regels
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, ThemaFactory, maak_stand
from rapportage.choices import BlokSoort, Stap
from rapportage.domain.rapportages import (
    begin_van,
    schrijf_blok,
    trek_in,
    vorige_teksten,
    vorige_versies,
    wijzig_rapportage,
)
from rapportage.models import Rapportage, Rapportblok
from rapportage.tests.rapporten import APRIL, OKTOBER, bevroren, maak_rapport, schrijf

BSN = "111222333"
INLEIDING = BlokSoort.INLEIDING


def weigering(fout: Any) -> dict[str, list[str]]:
    return dict(fout.value.message_dict)


def met_maanden(gemeente: Any, maanden: list[int], **anders: Any) -> Plan:
    plan: Plan = PlanFactory(gemeente=gemeente, rapportmaanden=maanden, **anders)
    return plan


def test_a_report_gets_the_next_number_of_its_gemeente(plan: Plan) -> None:
    ander = PlanFactory(gemeente=plan.gemeente)
    elders = PlanFactory()

    gemaakt = [maak_rapport(plan), maak_rapport(ander), maak_rapport(plan, peildatum=OKTOBER)]

    assert [rij.nummer for rij in gemaakt] == [1, 2, 3]
    assert maak_rapport(elders).nummer == 1


def test_a_new_report_has_no_texts_and_tells_in_one_line_what_it_is(plan: Plan) -> None:
    rapport = maak_rapport(plan)

    assert rapport.blokken.count() == 0
    assert regels() == [
        {
            "soort": "rapport begonnen",
            "onderwerp": "Voortgangsrapportage april 2026",
            "voor": {},
            "na": {
                "rapport": 1,
                "titel": "Voortgangsrapportage april 2026",
                "peildatum": "2026-04-01",
            },
            "reden": "",
        }
    ]


@pytest.mark.parametrize(
    ("dag", "zin"),
    [
        (
            kalender.vandaag() + timedelta(days=1),
            "Deze dag moet nog komen; kies vandaag of eerder.",
        ),
        (date(2018, 12, 31), "Deze dag valt voor het begin van het plan (1 januari 2019)."),
    ],
)
def test_a_report_is_about_a_day_of_the_plan_that_has_been(
    gemeente: Any, dag: date, zin: str
) -> None:
    plan = PlanFactory(gemeente=gemeente, van=date(2019, 1, 1))

    with pytest.raises(ValidationError) as fout:
        maak_rapport(plan, peildatum=dag)

    assert weigering(fout) == {"peildatum": [zin]}


def test_one_day_has_one_report_until_that_is_withdrawn(plan: Plan) -> None:
    eerste = maak_rapport(plan)

    with pytest.raises(ValidationError) as fout:
        maak_rapport(plan, titel="Nog een")
    assert weigering(fout) == {
        "peildatum": [
            "Over deze dag gaat al ‘Voortgangsrapportage april 2026’ (rapport 1). Werk daaraan."
        ]
    }

    trek_in(eerste, door=None, reden="Verkeerd begonnen.")
    assert maak_rapport(plan, titel="Nog een").nummer == 2


def test_a_report_compares_with_an_earlier_one_of_its_plan(plan: Plan) -> None:
    vorige = bevroren(maak_rapport(plan), Stap.TER_BESLUITVORMING)

    assert maak_rapport(plan, peildatum=OKTOBER, vorige=vorige).vorige == vorige


@pytest.mark.parametrize("soort", ["later", "ander plan", "nog niet naar het college"])
def test_a_report_compares_with_nothing_else(plan: Plan, soort: str) -> None:
    van = PlanFactory(gemeente=plan.gemeente) if soort == "ander plan" else plan
    stappen = [] if soort.startswith("nog niet") else [Stap.TER_BESLUITVORMING]
    dag = OKTOBER if soort == "later" else date(2026, 3, 1)
    ander = bevroren(maak_rapport(van, peildatum=dag), *stappen)

    with pytest.raises(ValidationError) as fout:
        maak_rapport(plan, vorige=ander)

    assert list(weigering(fout)) == ["vorige"]


@pytest.mark.parametrize(
    ("maanden", "dag", "titel"),
    [
        ([4, 10], date(2026, 3, 20), "Voortgangsrapportage april 2026"),
        ([4, 10], date(2026, 6, 30), "Voortgangsrapportage april 2026"),
        ([4, 10], date(2026, 8, 1), "Voortgangsrapportage oktober 2026"),
        # As far from both: a report looks back.
        ([4, 10], date(2026, 7, 1), "Voortgangsrapportage april 2026"),
        ([10, 4], date(2026, 7, 1), "Voortgangsrapportage april 2026"),
        ([12], date(2026, 1, 15), "Voortgangsrapportage december 2025"),
        ([1], date(2026, 12, 15), "Voortgangsrapportage januari 2027"),
        ([], date(2026, 11, 22), "Voortgangsrapportage november 2026"),
    ],
)
def test_the_title_names_the_nearest_month_of_reporting(
    gemeente: Any, maanden: list[int], dag: date, titel: str
) -> None:
    plan = met_maanden(gemeente, maanden, tot_en_met=date(2030, 12, 31))

    assert begin_van(plan, dag).titel == titel


def test_a_report_of_a_plan_that_is_over_begins_at_its_last_confirmed_stand(gemeente: Any) -> None:
    plan = met_maanden(gemeente, [4, 10], tot_en_met=date(2021, 12, 31))
    maak_stand(MaatregelFactory(plan=plan), peildatum=date(2021, 11, 1), bron="Nota")

    begin = begin_van(plan, date(2026, 11, 22))

    assert (begin.peildatum, begin.titel) == (
        date(2021, 11, 1),
        "Voortgangsrapportage oktober 2021",
    )


def test_a_report_begins_with_the_newest_version_that_went_to_the_college(plan: Plan) -> None:
    april = maak_rapport(plan)
    bevroren(april, Stap.TER_BESLUITVORMING, Stap.VASTGESTELD)
    tweede = bevroren(april, Stap.TER_BESLUITVORMING, nummer=2)
    bevroren(april, nummer=3)

    assert begin_van(plan, OKTOBER).vorige == tweede
    assert begin_van(plan, APRIL).vorige is None
    assert [rij.nummer for rij in vorige_versies(plan)] == [2, 1]


@pytest.mark.parametrize("met_namen", [True, False])
def test_a_report_begins_with_names_where_the_previous_had_them(
    plan: Plan, met_namen: bool
) -> None:
    assert begin_van(plan, OKTOBER).met_namen is False
    bevroren(maak_rapport(plan, met_namen=met_namen), Stap.TER_BESLUITVORMING)

    assert begin_van(plan, OKTOBER).met_namen is met_namen


@pytest.mark.parametrize("anders", [{"titel": "Anders"}, {"peildatum": OKTOBER}])
def test_a_frozen_report_keeps_its_title_and_its_day(plan: Plan, anders: Any) -> None:
    """Lists and the public page call its versions by them; a concept is nobody else's business."""
    rapport = maak_rapport(plan)
    bevroren(rapport, Stap.TER_BESLUITVORMING)

    with pytest.raises(ValidationError, match="titel en peildatum liggen vast"):
        wijzig_rapportage(rapport, anders, door=None)
    wijzig_rapportage(rapport, {"titel": rapport.titel, "met_namen": True}, door=None)


def test_another_title_is_told_with_what_it_was(plan: Plan) -> None:
    rapport = maak_rapport(plan)

    wijzig_rapportage(
        rapport,
        {"titel": "Voorjaarsrapportage", "met_namen": True},
        door=None,
        reden="Besluit van het college.",
    )

    assert regels() == [
        {
            "soort": "rapport gewijzigd",
            "onderwerp": "Voorjaarsrapportage",
            "voor": {
                "titel": "Voortgangsrapportage april 2026",
                "namen van medewerkers": "nee",
            },
            "na": {"titel": "Voorjaarsrapportage", "namen van medewerkers": "ja"},
            "reden": "Besluit van het college.",
        }
    ]


def test_two_people_who_change_one_title_do_not_lose_it(plan: Plan) -> None:
    rapport = maak_rapport(plan)
    wijzig_rapportage(rapport, {"titel": "Van de een"}, door=None)

    with pytest.raises(IntussenAndersError):
        wijzig_rapportage(
            rapport,
            {"titel": "Van de ander"},
            gezien={"titel": "Voortgangsrapportage april 2026"},
            door=None,
        )

    assert Rapportage.objects.get().titel == "Van de een"


def test_nothing_changed_is_no_act(plan: Plan) -> None:
    rapport = maak_rapport(plan)

    with pytest.raises(ValidationError, match="Er is niets veranderd"):
        wijzig_rapportage(rapport, {"titel": rapport.titel}, door=None)
    with pytest.raises(ValidationError, match="Er is niets veranderd"):
        schrijf_blok(rapport, INLEIDING, None, {"tekst": ""}, door=None)

    assert rapport.blokken.count() == 0


def test_the_first_text_makes_its_block_and_the_next_changes_it(plan: Plan) -> None:
    rapport = maak_rapport(plan)

    eerste = schrijf(rapport, "inleiding", "Wat wij deden.")
    tweede = schrijf(rapport, "inleiding", "Wat wij samen deden.")

    assert eerste.pk == tweede.pk
    assert [rij.tekst for rij in rapport.blokken.all()] == ["Wat wij samen deden."]
    assert [rij.tekst for rij in Rapportblok.historie.order_by("history_id")] == [
        "Wat wij deden.",
        "Wat wij samen deden.",
    ]


def test_the_line_about_a_text_counts_its_words_and_does_not_tell_them(plan: Plan) -> None:
    """Colleagues read the trail of the plan; the concept is only for who writes it."""
    rapport = maak_rapport(plan)
    thema = ThemaFactory(plan=plan, code="2", titel="Toegang")

    schrijf(rapport, "maatregelen", "Drie woorden hier.", thema)

    assert regels() == [
        {
            "soort": "rapporttekst gewijzigd",
            "onderwerp": ("Voortgangsrapportage april 2026, De maatregelen, 2 Toegang"),
            "voor": {"woorden": 0},
            "na": {"woorden": 3},
            "reden": "",
        }
    ]


def test_each_thema_has_a_text_of_its_own(plan: Plan) -> None:
    rapport = maak_rapport(plan)
    een, twee = ThemaFactory(plan=plan, code="1"), ThemaFactory(plan=plan, code="2")

    for thema, tekst in ((een, "Een."), (twee, "Twee."), (None, "Alles.")):
        schrijf(rapport, "maatregelen", tekst, thema)

    assert {(rij.thema, rij.tekst) for rij in rapport.blokken.all()} == {
        (een, "Een."),
        (twee, "Twee."),
        (None, "Alles."),
    }


def test_a_text_with_a_client_number_is_refused(plan: Plan) -> None:
    rapport = maak_rapport(plan)

    with pytest.raises(ValidationError) as fout:
        schrijf(rapport, "inleiding", f"Over {BSN}.")

    assert weigering(fout) == {"tekst": [WEIGERING]}
    assert rapport.blokken.count() == 0


def test_two_people_who_write_one_text_do_not_lose_it(plan: Plan) -> None:
    rapport = maak_rapport(plan)
    schrijf(rapport, "inleiding", "Van de een.")

    with pytest.raises(IntussenAndersError):
        schrijf_blok(
            rapport, INLEIDING, None, {"tekst": "Van mij."}, gezien={"tekst": ""}, door=None
        )

    assert rapport.blokken.get().tekst == "Van de een."


def test_a_block_that_may_be_absent_is_left_out_and_comes_back(plan: Plan) -> None:
    rapport = maak_rapport(plan)
    weg = BlokSoort.BESLUITPUNTEN

    schrijf_blok(rapport, weg, None, {"opgenomen": False}, door=None)
    [regel] = regels()
    assert (regel["voor"], regel["na"]) == (
        {"staat in het rapport": "ja"},
        {"staat in het rapport": "nee"},
    )

    schrijf_blok(rapport, weg, None, {"opgenomen": True}, door=None)
    assert rapport.blokken.get().opgenomen is True


def test_a_block_that_must_be_there_is_not_left_out(plan: Plan) -> None:
    rapport = maak_rapport(plan)

    with pytest.raises(ValidationError, match="Dit deel staat altijd in het rapport"):
        schrijf_blok(rapport, INLEIDING, None, {"opgenomen": False}, door=None)


def test_a_block_of_facts_takes_no_text_and_a_thema_is_of_the_plan(plan: Plan) -> None:
    rapport = maak_rapport(plan)

    with pytest.raises(ValidationError, match="hoort geen tekst"):
        schrijf(rapport, "lichten", "Iets.")
    with pytest.raises(ValidationError, match="van een ander plan"):
        schrijf(rapport, "maatregelen", "Iets.", ThemaFactory())


def test_a_withdrawn_report_asks_why_and_changes_no_more(plan: Plan) -> None:
    rapport = maak_rapport(plan)
    schrijf(rapport, "inleiding", "Blijft.")

    with pytest.raises(ValidationError) as fout:
        trek_in(rapport, door=None, reden=" ")
    assert weigering(fout) == {"reden": ["Schrijf op waarom u hiermee stopt."]}

    trek_in(rapport, door=None, reden="Verkeerde peildatum.")
    [regel] = regels()
    assert (regel["soort"], regel["reden"]) == ("rapport ingetrokken", "Verkeerde peildatum.")
    for doe in (
        lambda: schrijf(rapport, "inleiding", "Anders."),
        lambda: wijzig_rapportage(rapport, {"titel": "Anders"}, door=None),
        lambda: trek_in(rapport, door=None, reden="Nog eens."),
    ):
        with pytest.raises(ValidationError, match="Dit rapport is ingetrokken"):
            doe()
    assert rapport.blokken.get().tekst == "Blijft."


def test_the_previous_texts_are_those_of_the_version_compared_with(plan: Plan) -> None:
    vorige = bevroren(maak_rapport(plan), Stap.TER_BESLUITVORMING, inleiding="Toen.", geld="")
    rapport = maak_rapport(plan, peildatum=OKTOBER, vorige=vorige)

    assert vorige_teksten(rapport) == {("inleiding", ""): "Toen."}
    assert vorige_teksten(maak_rapport(plan, peildatum=date(2026, 9, 1))) == {}
