"""Writing a text of a report: with the previous one at hand, and two people at once."""

from typing import Any

import pytest
from django.contrib.messages import get_messages

from jeugdhulp.clientnummer import WEIGERING
from jeugdhulp.models import Gebeurtenis, Gebruiker
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.models import Plan
from maatregelen.tests.bewerken import ingevuld, regels
from maatregelen.tests.factories import MaatregelFactory, ThemaFactory
from rapportage.choices import BlokSoort, Stap
from rapportage.domain.rapportages import schrijf_blok, trek_in
from rapportage.models import Rapportage
from rapportage.tests.rapporten import OKTOBER, bevroren, maak_rapport, schrijf

RAPPORT = "/waterstad/rapporten/1/"
INLEIDING = f"{RAPPORT}tekst/inleiding/"
BEGRIPPEN = f"{RAPPORT}tekst/begrippen/"


@pytest.fixture
def rapport(plan: Plan) -> Rapportage:
    return maak_rapport(plan)


@pytest.fixture
def schrijver(
    client: Paginaclient, beleidsadviseur: Gebruiker, rapport: Rapportage
) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def tekst_van(rapport: Rapportage, soort: str = "inleiding") -> str:
    return str(rapport.blokken.get(soort=soort).tekst)


def test_form_begins_with_what_stands_there(schrijver: Paginaclient, rapport: Rapportage) -> None:
    schrijf(rapport, "inleiding", "Zo is het.")

    antwoord = schrijver.get(INLEIDING)

    assert ingevuld(antwoord)["tekst"] == "Zo is het."
    assert ingevuld(antwoord)["was_tekst"] == "Zo is het."
    assert vind(antwoord, "main h1, .deelform h2") == ["Rapport wijzigen", "Tekst bij Inleiding"]
    assert kenmerken(antwoord, ".deelform form", "data-concept") == [INLEIDING]


def test_form_of_a_page_of_its_own_shows_the_facts_too(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    maatregel = MaatregelFactory(plan=rapport.plan, code="1a", titel="Hulp dichtbij")
    thema = f"{RAPPORT}tekst/maatregelen/{maatregel.thema_id}/"

    assert vind(schrijver.get(thema), ".blokfeiten .themafeiten b") == ["1a"]
    assert vind(schrijver.get(f"{RAPPORT}tekst/stoplicht/"), ".blokfeiten table") != []
    in_plaats = schrijver.get(thema, headers={"HX-Request": "true"})
    assert vind(in_plaats, ".blokfeiten") == []


def test_storing_leads_back_to_the_place_and_leaves_one_line(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    antwoord = schrijver.post(INLEIDING, {"tekst": "Drie woorden hier.", "was_tekst": ""})

    assert (antwoord.status_code, antwoord.url) == (303, f"{RAPPORT}#deel-inleiding")
    assert [str(rij) for rij in get_messages(antwoord.wsgi_request)] == [
        "‘Inleiding’ is vastgelegd."
    ]
    assert [(regel["soort"], regel["na"]) for regel in regels()] == [
        ("rapporttekst gewijzigd", {"woorden": 3})
    ]


def test_a_thema_has_a_text_of_its_own(schrijver: Paginaclient, rapport: Rapportage) -> None:
    thema = ThemaFactory(plan=rapport.plan)

    antwoord = schrijver.post(
        f"{RAPPORT}tekst/maatregelen/{thema.pk}/", {"tekst": "Over dit.", "was_tekst": ""}
    )

    assert antwoord.url == f"{RAPPORT}#deel-maatregelen-{thema.pk}"
    assert rapport.blokken.get().thema == thema


@pytest.mark.parametrize("blok", ["bestaat-niet", "lichten", "verantwoording", "inleiding/1"])
def test_what_nobody_writes_has_no_form(schrijver: Paginaclient, blok: str) -> None:
    assert schrijver.get(f"{RAPPORT}tekst/{blok}/").status_code == 404


def test_thema_of_another_plan_has_no_form_here(schrijver: Paginaclient) -> None:
    assert schrijver.get(f"{RAPPORT}tekst/maatregelen/{ThemaFactory().pk}/").status_code == 404


def test_a_block_of_facts_is_only_left_out(schrijver: Paginaclient, rapport: Rapportage) -> None:
    velden = ingevuld(schrijver.get(BEGRIPPEN))

    antwoord = schrijver.post(BEGRIPPEN, velden | {"opgenomen": "False"})

    assert sorted(velden) == ["csrfmiddlewaretoken", "opgenomen", "was_opgenomen"]
    assert antwoord.status_code == 303
    assert rapport.blokken.get().opgenomen is False


def test_refused_text_stays_in_the_form(schrijver: Paginaclient, rapport: Rapportage) -> None:
    antwoord = schrijver.post(INLEIDING, {"tekst": "Over 111222333.", "was_tekst": ""})

    assert antwoord.status_code == 422
    assert vind(antwoord, "#id_tekst_error") == [f"Fout: {WEIGERING}"]
    assert ingevuld(antwoord)["tekst"] == "Over 111222333."
    assert rapport.blokken.count() == 0


def test_nothing_changed_and_withdrawn_are_said_and_store_nothing(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    niets = schrijver.post(INLEIDING, {"tekst": " ", "was_tekst": ""})
    trek_in(rapport, door=None, reden="Verkeerd.")
    voor = Gebeurtenis.objects.count()
    weg = schrijver.post(INLEIDING, {"tekst": "Nieuw.", "was_tekst": ""})

    assert [vind(rij, ".foutoverzicht li") for rij in (niets, weg)] == [
        ["Er is niets veranderd."],
        ["Dit rapport is ingetrokken; er verandert niets meer aan."],
    ]
    assert (niets.status_code, weg.status_code, Gebeurtenis.objects.count()) == (422, 422, voor)


def test_two_people_who_write_one_text_see_both_and_choose(
    schrijver: Paginaclient, rapport: Rapportage, voorzitter: Gebruiker
) -> None:
    velden = ingevuld(schrijver.get(INLEIDING))
    for tekst in ("Eerst.", "Van de voorzitter."):
        schrijf_blok(rapport, BlokSoort.INLEIDING, None, {"tekst": tekst}, door=voorzitter)

    botsing = schrijver.post(INLEIDING, velden | {"tekst": "Van mij."})

    assert botsing.status_code == 409
    assert vind(botsing, ".intussen__tekst") == ["Van de voorzitter."]
    assert vind(botsing, ".intussen__kop")[0].startswith("Van voorzitter")
    assert tekst_van(rapport) == "Van de voorzitter."
    nog_eens = schrijver.post(INLEIDING, ingevuld(botsing))
    assert (nog_eens.status_code, tekst_van(rapport)) == (303, "Van mij.")


def test_leaving_out_does_not_collide_with_writing(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    adres = f"{RAPPORT}tekst/besluitpunten/"
    velden = ingevuld(schrijver.get(adres))
    schrijf(rapport, "besluitpunten", "Kennisnemen.")

    antwoord = schrijver.post(adres, velden | {"opgenomen": "False"})

    blok = rapport.blokken.get()
    assert (antwoord.status_code, blok.tekst, blok.opgenomen) == (303, "Kennisnemen.", False)


@pytest.fixture
def opvolger(plan: Plan, rapport: Rapportage) -> str:
    """The address of a text in a report after one that said "Zo was het."."""
    vorige = bevroren(rapport, Stap.TER_BESLUITVORMING, inleiding="Zo was het.")
    maak_rapport(plan, peildatum=OKTOBER, vorige=vorige)
    return "/waterstad/rapporten/2/tekst/inleiding/"


def test_the_previous_text_is_taken_over_without_storing_it(
    schrijver: Paginaclient, opvolger: str
) -> None:
    velden = ingevuld(schrijver.get(opvolger))

    antwoord = schrijver.post(opvolger, velden | {"overnemen": "ja"})

    assert antwoord.status_code == 200
    assert ingevuld(antwoord)["tekst"] == "Zo was het."
    assert kenmerken(antwoord, "[data-getypt]", "role") == ["status"]
    rapport = Rapportage.objects.get(nummer=2)
    assert rapport.blokken.count() == 0
    assert schrijver.post(opvolger, ingevuld(antwoord)).status_code == 303
    assert tekst_van(rapport) == "Zo was het."


def test_what_was_typed_stays_above_the_previous_text(
    schrijver: Paginaclient, opvolger: str
) -> None:
    gegeven = {"tekst": "Mijn zin.", "was_tekst": "", "overnemen": "ja"}

    eerste = ingevuld(schrijver.post(opvolger, gegeven))
    tweede = ingevuld(schrijver.post(opvolger, eerste | {"overnemen": "ja"}))

    assert eerste["tekst"] == tweede["tekst"].replace("\r\n", "\n") == "Mijn zin.\n\nZo was het."


def test_the_page_says_what_taking_over_did(schrijver: Paginaclient, opvolger: str) -> None:
    """Also where a browser sends other line ends than are stored."""
    over = {"was_tekst": "", "overnemen": "ja"}
    leeg, erbij, al = (
        schrijver.post(opvolger, over | {"tekst": tekst})
        for tekst in ("", "Mijn zin.", "Zo was het.\r\n")
    )

    assert [
        vind(antwoord, "[data-getypt]")[0].split(". ")[0] for antwoord in (leeg, erbij, al)
    ] == [
        "De tekst van het vorige rapport staat nu in het vak",
        "De tekst van het vorige rapport staat nu in het vak, onder wat u schreef",
        "De tekst van het vorige rapport stond al in het vak",
    ]


def test_a_previous_text_of_more_paragraphs_is_taken_over_once(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    tekst = "Zo was het.\n\nEn zo ging het verder."
    vorige = bevroren(rapport, Stap.TER_BESLUITVORMING, inleiding=tekst)
    maak_rapport(rapport.plan, peildatum=OKTOBER, vorige=vorige)
    getypt = {"tekst": tekst.replace("\n", "\r\n"), "was_tekst": "", "overnemen": "ja"}

    antwoord = schrijver.post("/waterstad/rapporten/2/tekst/inleiding/", getypt)

    assert ingevuld(antwoord)["tekst"] == tekst


def test_besluitpunten_are_asked_one_a_line(schrijver: Paginaclient, rapport: Rapportage) -> None:
    antwoord = schrijver.get(f"{RAPPORT}tekst/besluitpunten/")

    assert vind(antwoord, "main label")[0] == "Besluitpunten (mag leeg blijven)"
    assert vind(antwoord, "#id_tekst_helptext") == ["Zet elk besluit op een eigen regel."]


def test_taking_over_forgets_not_what_the_writer_began_with(
    schrijver: Paginaclient, opvolger: str
) -> None:
    velden = ingevuld(schrijver.get(opvolger))
    schrijf(Rapportage.objects.get(nummer=2), "inleiding", "Van een ander.")

    gevuld = ingevuld(schrijver.post(opvolger, velden | {"overnemen": "ja"}))

    assert schrijver.post(opvolger, gevuld).status_code == 409


def test_without_a_previous_text_there_is_nothing_to_take_over(schrijver: Paginaclient) -> None:
    assert vind(schrijver.get(INLEIDING), ".vorigetekst, [name=overnemen]") == []


@pytest.mark.parametrize("aantal", [1, 3])
def test_form_in_place_takes_the_same_queries(
    schrijver: Paginaclient, rapport: Rapportage, aantal: int, django_assert_num_queries: Any
) -> None:
    for _ in range(aantal):
        schrijf(rapport, "maatregelen", "Tekst.", ThemaFactory(plan=rapport.plan))

    with django_assert_num_queries(7):
        schrijver.get(INLEIDING, headers={"HX-Request": "true"})
