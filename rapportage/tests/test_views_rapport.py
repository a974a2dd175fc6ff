"""The reports of a gemeente, and one in the making: what is shown to whom, asked and done."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jeugdhulp import kalender
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebeurtenis, Gebruiker, Lidmaatschap, Rol
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory
from jeugdhulp.tests.kanarie import MERK
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.bewerken import ingevuld, regels
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, ThemaFactory, maak_stand
from rapportage.choices import BlokSoort, Stap
from rapportage.domain.rapportages import Begin, schrijf_blok, trek_in, wijzig_rapportage
from rapportage.models import Rapportage
from rapportage.pdf import PdfFout
from rapportage.tests.factories import PublicatieFactory
from rapportage.tests.rapporten import APRIL, OKTOBER, bevroren, maak_rapport, schrijf, zet

LIJST = "/waterstad/rapporten/"
NIEUW = "/waterstad/plan-jeugd/rapporten/nieuw/"
RAPPORT = f"{LIJST}1/"
KENMERKEN = f"{RAPPORT}kenmerken/"
VOORBEELD = f"{RAPPORT}voorbeeld/"
VANDAAG = kalender.vandaag()
TITEL = "Voortgangsrapportage april 2026"
INVOER = {"titel": TITEL, "peildatum": "1-4-2026", "vorige": "", "met_namen": "False"}


@pytest.fixture
def schrijver(client: Paginaclient, beleidsadviseur: Gebruiker) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


@pytest.fixture
def rapport(plan: Plan) -> Rapportage:
    return maak_rapport(plan)


def als(client: Paginaclient, wie: Gebruiker) -> Paginaclient:
    client.force_login(wie)
    return client


# The list.


def test_list_shows_per_plan_how_far_each_report_is(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    ander = maak_rapport(rapport.plan, titel="Oktober", peildatum=OKTOBER)
    versie = bevroren(ander, Stap.TER_BESLUITVORMING)
    zet(versie, Stap.VASTGESTELD, dag=date(2026, 10, 20), orgaan="college")

    antwoord = schrijver.get(LIJST)

    assert vind(antwoord, "main h2") == ["Plan Jeugd"]
    assert [vind(antwoord, f"main tbody tr:nth-child({rij}) > *") for rij in (1, 2)] == [
        ["Oktober", "1 oktober 2026", "Versie 1, vastgesteld op 20 oktober 2026", "nog niet"],
        [TITEL, "1 april 2026", "Concept", "nog niet"],
    ]


@pytest.mark.parametrize(
    ("stappen", "toestand", "staat"),
    [
        ([], "wacht", "Versie 1, wordt gemaakt"),
        ([], "mislukt", "Versie 1, maken is mislukt"),
    ],
)
def test_list_says_how_the_making_of_a_version_goes(
    schrijver: Paginaclient, rapport: Rapportage, stappen: Any, toestand: str, staat: str
) -> None:
    versie = bevroren(rapport, *stappen)
    versie.opmaak.toestand = toestand
    versie.opmaak.save()

    assert vind(schrijver.get(LIJST), "main tbody td:nth-child(3)") == [staat]


def test_list_shows_one_plan_when_asked_and_leads_back_to_all(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    PlanFactory(gemeente=rapport.gemeente, slug="ander", titel="Ander plan", van=date(2031, 1, 1))

    alles, een = schrijver.get(LIJST), schrijver.get(LIJST, {"plan": "plan-jeugd"})
    onbekend = schrijver.get(LIJST, {"plan": "bestaat-niet"})

    assert vind(alles, "main h2") == ["Ander plan", "Plan Jeugd"]
    assert vind(een, "main h2") == ["Plan Jeugd"]
    assert vind(een, "main p.onder-kaart a") == ["Rapporten over alle plannen"]
    assert vind(onbekend, "main h2") == ["Ander plan", "Plan Jeugd"]


def test_list_of_a_writer_without_reports_offers_to_begin_one(
    schrijver: Paginaclient, plan: Plan
) -> None:
    antwoord = schrijver.get(LIJST)

    assert vind(antwoord, "main .leeg__kop") == ["Er is nog geen rapport over dit plan."]
    assert kenmerken(antwoord, "main .knoppen a", "href") == [
        "/waterstad/plan-jeugd/werkversie/",
        NIEUW,
    ]


@pytest.mark.parametrize(
    ("wie", "zin"),
    [
        ("bestuurder", "Er is nog geen rapport."),
        ("raadslid", "Er is nog geen rapport voor de raad."),
    ],
)
def test_a_concept_is_not_in_the_list_of_who_only_reads(
    client: Paginaclient, request: Any, rapport: Rapportage, wie: str, zin: str
) -> None:
    antwoord = als(client, request.getfixturevalue(wie)).get(LIJST)

    assert (vind(antwoord, "main .leeg__kop"), vind(antwoord, "main a.knop")) == ([zin], [])
    assert client.get(RAPPORT).status_code == 404


def test_the_raad_finds_a_report_from_the_moment_it_was_offered(
    client: Paginaclient, raadslid: Gebruiker, rapport: Rapportage
) -> None:
    versie = bevroren(rapport, Stap.TER_BESLUITVORMING, Stap.VASTGESTELD)
    voor = vind(als(client, raadslid).get(LIJST), "main h2")

    zet(versie, Stap.AANGEBODEN, dag=date(2026, 5, 1))

    na = client.get(LIJST)
    assert (voor, vind(na, "main h2")) == ([], [TITEL])
    assert vind(na, "main .nieuwste .zacht") == [
        "Stand per 1 april 2026 · aangeboden aan de raad op 1 mei 2026"
    ]
    # What she comes for, and not a page with one link; and no list of one.
    assert kenmerken(na, "main .nieuwste a", "href") == [f"{RAPPORT}1/"] * 2
    assert vind(na, "main table") == []


def test_a_raadslid_finds_what_she_got_last_on_top_and_its_pdf(
    client: Paginaclient, raadslid: Gebruiker, rapport: Rapportage
) -> None:
    later = maak_rapport(rapport.plan, titel="Oktober", peildatum=OKTOBER)
    for rij, dag in ((rapport, date(2026, 11, 3)), (later, date(2026, 11, 2))):
        versie = bevroren(rij, Stap.TER_BESLUITVORMING)
        zet(versie, Stap.AANGEBODEN, dag=dag)
        PublicatieFactory(versie=versie, vorm="pdf", naam="rapport.pdf")

    antwoord = als(client, raadslid).get(LIJST)

    assert vind(antwoord, "main h2") == [TITEL, "Plan Jeugd"]
    assert kenmerken(antwoord, "main .nieuwste .knoppen a", "href") == [
        f"{RAPPORT}1/",
        f"{RAPPORT}1/bestand/rapport.pdf",
    ]
    assert vind(antwoord, "main tbody th") == ["Oktober", TITEL]


def test_list_says_that_a_report_was_withdrawn_when_and_why(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    trek_in(rapport, door=None, reden="Verkeerd bedrag.")

    assert vind(schrijver.get(LIJST), "main tbody td:nth-child(3)") == [
        f"Ingetrokken op {datum_voluit(VANDAAG)}. Reden: Verkeerd bedrag."
    ]


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_takes_the_same_queries_for_more_reports(
    schrijver: Paginaclient, plan: Plan, aantal: int, django_assert_num_queries: Any
) -> None:
    for nummer in range(aantal):
        rapport = maak_rapport(plan, peildatum=APRIL + timedelta(days=nummer))
        for versie in range(aantal):
            bevroren(rapport, Stap.TER_BESLUITVORMING, nummer=versie + 1)

    with django_assert_num_queries(11):
        schrijver.get(LIJST)


@pytest.mark.parametrize("aantal", [1, 3])
def test_withdrawn_reports_take_one_query_more_together(
    schrijver: Paginaclient, plan: Plan, aantal: int, django_assert_num_queries: Any
) -> None:
    for nummer in range(aantal):
        rapport = maak_rapport(plan, peildatum=APRIL + timedelta(days=nummer))
        bevroren(rapport, Stap.TER_BESLUITVORMING)
        trek_in(rapport, door=None, reden="Verkeerd.")

    with django_assert_num_queries(12):
        schrijver.get(LIJST)


# The first page of a raadslid.


def test_a_raadslid_begins_at_the_reports(
    client: Paginaclient, raadslid: Gebruiker, rapport: Rapportage
) -> None:
    antwoord = als(client, raadslid).get("/")

    assert (antwoord.status_code, antwoord.url) == (302, LIJST)
    pagina = client.get(LIJST)
    assert vind(pagina, "header .kop__menu a") == ["Rapporten"]
    assert vind(pagina, "main .kruimels a") == []


def test_a_raadslid_of_two_gemeenten_chooses(client: Paginaclient, raadslid: Gebruiker) -> None:
    elders = GemeenteFactory(slug="landstad", naam="Landstad")
    lid = Lidmaatschap.objects.create(gebruiker=raadslid, gemeente=elders, van=VANDAAG)
    Rol.objects.create(lidmaatschap=lid, soort="raadslid")

    antwoord = als(client, raadslid).get("/")

    assert kenmerken(antwoord, "main h3 a", "href") == ["/landstad/rapporten/", LIJST]
    assert vind(antwoord, "main .plankaart p") == ["Nog geen rapport."] * 2


def test_a_raadslid_of_two_gemeenten_finds_the_newest_of_each(
    client: Paginaclient, raadslid: Gebruiker, rapport: Rapportage
) -> None:
    elders = GemeenteFactory(slug="landstad", naam="Landstad")
    lid = Lidmaatschap.objects.create(gebruiker=raadslid, gemeente=elders, van=VANDAAG)
    Rol.objects.create(lidmaatschap=lid, soort="raadslid")
    oktober = maak_rapport(rapport.plan, titel="Oktober", peildatum=OKTOBER)
    weg = maak_rapport(rapport.plan, titel="Weg", peildatum=OKTOBER + timedelta(days=1))
    for nummer, rij in enumerate((rapport, oktober, weg)):
        zet(bevroren(rij, Stap.TER_BESLUITVORMING), Stap.AANGEBODEN, dag=date(2026, 11, nummer + 1))
    trek_in(weg, door=None, reden="Verkeerd.")

    antwoord = als(client, raadslid).get("/")

    assert vind(antwoord, "main .plankaart p") == [
        "Nog geen rapport.",
        "Het nieuwste: Oktober, aangeboden op 2 november 2026",
    ]
    assert kenmerken(antwoord, "main .plankaart p a", "href") == [f"{LIJST}2/1/"]


def test_who_is_raadslid_here_and_works_elsewhere_finds_both(
    client: Paginaclient, raadslid: Gebruiker, rapport: Rapportage
) -> None:
    elders = GemeenteFactory(slug="landstad", naam="Landstad")
    Lidmaatschap.objects.create(gebruiker=raadslid, gemeente=elders, van=VANDAAG)
    PlanFactory(gemeente=elders, titel="Plan Landstad")

    antwoord = als(client, raadslid).get("/")

    assert vind(antwoord, "main h3 a") == ["Rapporten van Waterstad", "Plan Landstad"]


def test_a_raadslid_finds_only_the_versions_that_were_offered(
    client: Paginaclient, raadslid: Gebruiker, rapport: Rapportage
) -> None:
    eerste = bevroren(rapport, Stap.TER_BESLUITVORMING)
    zet(eerste, Stap.AANGEBODEN, dag=date(2026, 5, 1), orgaan="college", nummer="26-12")
    bevroren(rapport, Stap.TER_BESLUITVORMING, nummer=2)
    schrijf(rapport, "inleiding", "Nog in de maak.")

    antwoord = als(client, raadslid).get(RAPPORT)

    assert vind(antwoord, "main h2, main h3") == ["Versies", "Versie 1"]
    assert vind(antwoord, "main .stapregels li")[1:] == [
        "Aangeboden aan de raad op 1 mei 2026 door het college, nummer 26-12"
    ]
    assert "Nog in de maak." not in antwoord.content.decode()
    assert vind(antwoord, "main .paginakop__rechts a") == []


# Beginning one.


def test_a_new_report_is_proposed_as_far_as_the_plan_knows(
    schrijver: Paginaclient, plan: Plan
) -> None:
    vorige = bevroren(maak_rapport(plan, peildatum=date(2026, 3, 1)), Stap.TER_BESLUITVORMING)

    antwoord = schrijver.get(NIEUW)

    assert kenmerken(antwoord, "#id_titel, #id_peildatum", "value") == [
        f"Voortgangsrapportage {kalender.MAANDNAMEN[VANDAAG.month - 1]} {VANDAAG.year}",
        f"{VANDAAG:%d-%m-%Y}",
    ]
    assert kenmerken(antwoord, "#id_vorige option[selected]", "value") == [str(vorige.pk)]
    assert vind(antwoord, "#id_met_namen option[selected]") == ["Als functie, team of aantal"]


def test_beginning_leads_to_the_working_page_and_leaves_one_act(
    schrijver: Paginaclient, plan: Plan, beleidsadviseur: Gebruiker
) -> None:
    antwoord = schrijver.post(NIEUW, INVOER)

    assert (antwoord.status_code, antwoord.url) == (303, RAPPORT)
    assert [str(rij) for rij in get_messages(antwoord.wsgi_request)] == [
        f"‘{TITEL}’ is begonnen, als concept."
    ]
    assert [regel["soort"] for regel in regels()] == ["rapport begonnen"]
    assert Gebeurtenis.objects.latest("pk").door == beleidsadviseur


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"titel": ""}, "titel"),
        ({"titel": "Over 111222333"}, "titel"),
        ({"peildatum": "31-2-2026"}, "peildatum"),
        ({"peildatum": f"{VANDAAG + timedelta(days=1):%d-%m-%Y}"}, "peildatum"),
        ({"vorige": "999"}, "vorige"),
        ({"met_namen": "soms"}, "met_namen"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(
    schrijver: Paginaclient, plan: Plan, anders: dict[str, str], veld: str
) -> None:
    antwoord = schrijver.post(NIEUW, INVOER | anders)

    assert antwoord.status_code == 422
    assert kenmerken(antwoord, "[role=alert] a", "href") == [f"#id_{veld}"]
    assert kenmerken(antwoord, "#id_titel", "value") == [(INVOER | anders)["titel"] or None]
    assert Rapportage.objects.count() == 0


def test_a_second_report_over_one_day_is_refused_with_words(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    antwoord = schrijver.post(NIEUW, INVOER)

    assert antwoord.status_code == 422
    assert vind(antwoord, "#id_peildatum_error") == [
        f"Fout: Over deze dag gaat al ‘{TITEL}’ (rapport 1). Werk daaraan."
    ]


@pytest.mark.parametrize(
    ("eerder", "voorstel"),
    [
        ([], "Voortgangsrapportage oktober 2026"),
        (["Voortgangsrapportage oktober 2026"], "Voortgangsrapportage september 2026"),
        (
            ["Voortgangsrapportage oktober 2026", "Voortgangsrapportage september 2026"],
            "Voortgangsrapportage september 2026 (2)",
        ),
    ],
)
def test_a_new_report_gets_a_title_that_no_other_has(
    schrijver: Paginaclient,
    plan: Plan,
    monkeypatch: pytest.MonkeyPatch,
    eerder: list[str],
    voorstel: str,
) -> None:
    begin = Begin("Voortgangsrapportage oktober 2026", date(2026, 9, 30), None, met_namen=False)
    monkeypatch.setattr("rapportage.views.rapport.begin_van", lambda *_: begin)
    for nummer, titel in enumerate(eerder):
        maak_rapport(plan, titel=titel, peildatum=APRIL + timedelta(days=nummer))

    assert kenmerken(schrijver.get(NIEUW), "#id_titel", "value") == [voorstel]


# The working page.


def test_working_page_shows_each_block_with_its_text_and_what_the_report_says_itself(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    rapport = maak_rapport(maatregel.plan)
    schrijf(rapport, "samenvatting", "Het gaat *goed*.")
    schrijf(rapport, "maatregelen", "Over dit thema.", maatregel.thema)

    antwoord = schrijver.get(RAPPORT)

    assert vind(antwoord, "main h2")[:4] == [
        "Is het rapport klaar?",
        "Titel en peildatum",
        "Inleiding",
        "Bestuurlijke samenvatting",
    ]
    assert vind(antwoord, "#deel-samenvatting .tekst") == ["Het gaat goed."]
    thema = f"#deel-maatregelen-{maatregel.thema_id}"
    assert vind(antwoord, f"{thema} .tekst") == ["Over dit thema."]
    assert kenmerken(antwoord, f"{thema} .bewerklink", "href") == [
        f"{RAPPORT}tekst/maatregelen/{maatregel.thema_id}/"
    ]
    assert vind(antwoord, ".themafeiten b") == ["1a"]
    assert vind(antwoord, "#deel-inleiding p") == ["Nog geen tekst. Die is nodig."]


def test_every_block_of_the_report_is_on_the_working_page(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    antwoord = schrijver.get(RAPPORT)

    namen = [naam for naam in BlokSoort.labels if naam in vind(antwoord, ".rapportblok h2")]
    assert namen == list(BlokSoort.labels)


def test_a_block_that_was_left_out_says_so_and_stands_not_in_the_report(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    schrijf_blok(rapport, BlokSoort.BEGRIPPEN, None, {"opgenomen": False}, door=None)

    antwoord = schrijver.get(RAPPORT)

    assert vind(antwoord, "#deel-begrippen p") == ["Dit deel is weggelaten."]
    assert kenmerken(schrijver.get(VOORBEELD), "h2#begrippen", "id") == []


def test_the_previous_text_is_at_hand(schrijver: Paginaclient, plan: Plan) -> None:
    vorige = bevroren(maak_rapport(plan), Stap.TER_BESLUITVORMING, inleiding="Zo was het.")
    maak_rapport(plan, peildatum=OKTOBER, vorige=vorige)

    antwoord = schrijver.get(f"{LIJST}2/")

    assert vind(antwoord, "#deel-inleiding .vorigetekst .tekst") == ["Zo was het."]
    assert kenmerken(antwoord, "#deel-inleiding .vorigetekst", "open") == [None]
    assert vind(antwoord, "#deel-samenvatting .vorigetekst") == []


def test_working_page_lists_versions_with_who_froze_them(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    versie = bevroren(rapport, Stap.TER_BESLUITVORMING)
    zet(versie, Stap.VASTGESTELD, dag=date(2026, 4, 20), orgaan="college", nummer="B12")

    antwoord = schrijver.get(RAPPORT)

    assert kenmerken(antwoord, "#versies h3 a", "href") == [f"{RAPPORT}1/"]
    assert vind(antwoord, "#versies .stapregels li")[1:] == [
        "Vastgesteld op 20 april 2026 door het college, nummer B12"
    ]


def test_working_page_leads_with_the_versions_and_the_next_step(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    """A new version is possible, and not the main thing to do."""
    versie = bevroren(rapport, Stap.TER_BESLUITVORMING)
    gezien = []
    for stap in (Stap.VASTGESTELD, Stap.AANGEBODEN, Stap.OPENBAAR):
        antwoord = schrijver.get(RAPPORT)
        gezien.append((vind(antwoord, "main .knop--hoofd"), vind(antwoord, "#versies > p")))
        assert vind(antwoord, "main h2")[:2] == ["Versies", "Een nieuwe versie"]
        assert kenmerken(antwoord, "main .knop--hoofd", "href") == [f"{RAPPORT}1/stap/"]
        assert "Nieuwe versie maken" in vind(antwoord, "#gereed .knop")
        zet(versie, stap)

    klaar = schrijver.get(RAPPORT)

    assert gezien == [
        (
            ["Vaststelling vastleggen"],
            [
                "Versie 1 ligt bij het college. Stelde het college het rapport vast? Leg dat hier"
                " vast."
            ],
        ),
        (
            ["Aanbieding aan de raad vastleggen"],
            [
                "Versie 1 is vastgesteld. Is het rapport aan de raad aangeboden? Leg dat hier vast:"
                " daarna leest de raad het."
            ],
        ),
        (
            ["Openbaar maken"],
            ["Versie 1 is aangeboden: de raad leest het. Nu kunt u het openbaar maken."],
        ),
    ]
    assert vind(klaar, "main .knop--hoofd") == []
    assert vind(klaar, "#versies > p") == [
        "Versie 1 is openbaar, zonder eigen adres: alleen wie zich aanmeldt, leest die."
    ]


@pytest.mark.parametrize(
    ("toestand", "zin", "knop"),
    [
        ("wacht", "De bestanden van versie 1 worden gemaakt.", "Bekijk hoe ver het is"),
        (
            "mislukt",
            "De bestanden van versie 1 konden niet worden gemaakt.",
            "Bekijk wat er misging",
        ),
    ],
)
def test_working_page_leads_to_a_version_whose_files_are_not_there(
    schrijver: Paginaclient, rapport: Rapportage, toestand: str, zin: str, knop: str
) -> None:
    versie = bevroren(rapport)
    versie.opmaak.toestand = toestand
    versie.opmaak.save()

    antwoord = schrijver.get(RAPPORT)

    assert vind(antwoord, "#versies > p") == [zin]
    assert vind(antwoord, "main .knop--hoofd") == [knop]
    assert kenmerken(antwoord, "main .knop--hoofd", "href") == [f"{RAPPORT}1/"]


def test_a_withdrawn_report_is_read_only(schrijver: Paginaclient, rapport: Rapportage) -> None:
    trek_in(rapport, door=None, reden="Verkeerd.")

    antwoord = schrijver.get(RAPPORT)

    assert vind(antwoord, "main .bewerklink, main .knop") == []
    assert vind(antwoord, "main h2") == ["Versies"]
    assert vind(antwoord, "main .melding") == [
        f"Dit rapport is ingetrokken op {datum_voluit(VANDAAG)} door het systeem: de gemeente werkt"
        " er niet verder aan. Reden: Verkeerd."
    ]


def test_working_page_takes_the_same_queries_whatever_the_size(
    schrijver: Paginaclient, plan: Plan
) -> None:
    """How many the blocks take is held by their own tests."""
    rapport = maak_rapport(plan)
    geteld = []
    for nummer in range(3):
        thema = ThemaFactory(plan=plan)
        MaatregelFactory(plan=plan, thema=thema, code=f"1{nummer}", compleet=True)
        schrijf(rapport, "maatregelen", "Tekst.", thema)
        bevroren(rapport, Stap.TER_BESLUITVORMING, nummer=nummer + 1)
        with CaptureQueriesContext(connection) as vragen:
            schrijver.get(RAPPORT)
        geteld.append(len(vragen))

    assert geteld[0] == geteld[2]


# Title and day.


def test_title_and_day_are_changed_in_place_and_back_on_the_page(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    velden = ingevuld(schrijver.get(KENMERKEN))

    antwoord = schrijver.post(KENMERKEN, velden | {"titel": "Voorjaar", "reden": "Mooier."})

    assert (antwoord.status_code, antwoord.url) == (303, f"{RAPPORT}#deel-kenmerken")
    # They stand all over the page: that is opened anew, and no part of it replaced.
    in_plaats = schrijver.get(KENMERKEN, headers={"HX-Request": "true"})
    assert kenmerken(in_plaats, ".deelform form", "hx-post") == [None]
    assert [(regel["soort"], regel["na"], regel["reden"]) for regel in regels()] == [
        ("rapport gewijzigd", {"titel": "Voorjaar"}, "Mooier.")
    ]


def test_two_people_who_change_what_it_compares_with_see_each_other(
    schrijver: Paginaclient, plan: Plan
) -> None:
    eerder = [
        bevroren(maak_rapport(plan, titel=titel, peildatum=dag), Stap.TER_BESLUITVORMING)
        for titel, dag in (("Januari", date(2026, 1, 1)), ("Februari", date(2026, 2, 1)))
    ]
    rapport = maak_rapport(plan)
    adres = f"{LIJST}3/kenmerken/"
    velden = ingevuld(schrijver.get(adres))
    wijzig_rapportage(rapport, {"vorige": eerder[0]}, door=None)

    botsing = schrijver.post(adres, velden | {"vorige": str(eerder[1].pk)})

    assert botsing.status_code == 409
    assert vind(botsing, ".intussen__tekst") == ["Januari, versie 1, per 1 januari 2026"]
    nog_eens = schrijver.post(adres, ingevuld(botsing))
    assert nog_eens.status_code == 303
    rapport.refresh_from_db()
    assert rapport.vorige == eerder[1]


@pytest.mark.parametrize("aantal", [1, 3])
def test_form_of_title_and_day_takes_the_same_queries(
    schrijver: Paginaclient, plan: Plan, aantal: int, django_assert_num_queries: Any
) -> None:
    for nummer in range(aantal):
        bevroren(maak_rapport(plan, peildatum=date(2026, 1, 1 + nummer)), Stap.TER_BESLUITVORMING)

    with django_assert_num_queries(8):
        schrijver.get(KENMERKEN)


# Looking at the concept.


@pytest.fixture
def gevuld(plan: Plan) -> Maatregel:
    """Measure 1a: confirmed groen by a document, and since then a voorstel rood."""
    maatregel: Maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij huis")
    maak_stand(maatregel, peildatum=date(2026, 2, 1), bron="Nota", tekst="Bevestigde tekst.")
    maak_stand(maatregel, peildatum=date(2026, 3, 1), tijd="rood", tekst="Voorgestelde tekst.")
    return maatregel


def voorbeeld(client: Paginaclient) -> str:
    [tekst] = vind(client.get(VOORBEELD), "main")
    return tekst


def test_the_concept_as_page_says_it_is_one_and_holds_only_what_is_confirmed(
    schrijver: Paginaclient, gevuld: Maatregel
) -> None:
    schrijf(maak_rapport(gevuld.plan), "inleiding", "Wat wij schreven.")

    antwoord = schrijver.get(VOORBEELD)

    tekst = voorbeeld(schrijver)
    assert vind(antwoord, "main h1") == [TITEL]
    assert "CONCEPT" in vind(antwoord, ".rapport strong")
    woorden = ("Wat wij schreven.", "Bevestigde tekst.", "Voorgestelde tekst.")
    assert [woord in tekst for woord in woorden] == [True, True, False]


def test_the_concept_holds_what_a_closed_round_confirmed(
    schrijver: Paginaclient, gevuld: Maatregel
) -> None:
    ronde = open_ronde(gevuld.plan, date(2026, 3, 31), door=None)
    maak_stand(gevuld, peildatum=date(2026, 3, 31), ronde=ronde, tekst="In de ronde gezegd.")
    sluit_ronde(ronde, door=None, overige="overgenomen")
    maak_rapport(gevuld.plan)

    tekst = voorbeeld(schrijver)

    assert ("In de ronde gezegd." in tekst, "Voorgestelde tekst." in tekst) == (True, False)


@pytest.mark.parametrize("met_namen", [False, True])
def test_the_concept_names_people_only_where_the_gemeente_chose_so(
    schrijver: Paginaclient, maatregel: Maatregel, trekker: Gebruiker, met_namen: bool
) -> None:
    maak_stand(maatregel, door=trekker, namens="J. de Vries", bron="Nota", tekst="Het gaat goed.")
    maak_rapport(maatregel.plan, peildatum=VANDAAG, met_namen=met_namen)

    tekst = voorbeeld(schrijver)

    namen = [rij.naam for rij in maatregel.betrokkenheden.all()]
    assert "Het gaat goed." in tekst
    assert any(naam in tekst for naam in namen) is met_namen
    assert "J. de Vries" not in tekst


def test_the_concept_as_pdf_is_marked_and_has_a_good_name(
    schrijver: Paginaclient, gevuld: Maatregel
) -> None:
    maak_rapport(gevuld.plan)
    voor = Gebeurtenis.objects.count()

    antwoord = schrijver.get(f"{RAPPORT}concept/bestand/")

    naam = "voortgangsrapportage-waterstad-2026-04-01-concept.pdf"
    assert antwoord["Content-Disposition"] == f'attachment; filename="{naam}"'
    bladen = [rij.extract_text() for rij in pypdf.PdfReader(BytesIO(antwoord.content)).pages]
    assert len(bladen) > 1
    assert all("CONCEPT" in blad for blad in bladen)
    assert not any(MERK in blad for blad in bladen)
    assert Gebeurtenis.objects.count() == voor


def test_while_the_concept_is_made_a_page_says_so_and_asks_for_it(
    schrijver: Paginaclient, rapport: Rapportage
) -> None:
    """By what every browser does without a script."""
    antwoord = schrijver.get(f"{RAPPORT}concept/")

    assert vind(antwoord, "h1") == ["De pdf wordt gemaakt"]
    bestand = f"{RAPPORT}concept/bestand/"
    assert kenmerken(antwoord, "meta[http-equiv=refresh]", "content") == [f"0; url={bestand}"]
    assert bestand in kenmerken(antwoord, "main .knoppen a", "href")


def test_a_concept_that_cannot_be_made_leads_back_and_says_so(
    schrijver: Paginaclient, rapport: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mislukt(gegevens: Any) -> bytes:
        raise PdfFout("kapot")

    monkeypatch.setattr("rapportage.domain.samenstellen.als_pdf", mislukt)

    antwoord = schrijver.get(f"{RAPPORT}concept/bestand/")

    assert (antwoord.status_code, antwoord["Location"]) == (303, RAPPORT)


# Withdrawing.


def test_withdrawing_asks_why_and_is_told(schrijver: Paginaclient, rapport: Rapportage) -> None:
    adres = f"{RAPPORT}intrekken/"

    zonder = schrijver.post(adres, {"reden": " "})
    met = schrijver.post(adres, {"reden": "Het college wilde een ander."})

    assert (zonder.status_code, vind(zonder, "#id_reden_error")) == (
        422,
        ["Fout: Schrijf op waarom u hiermee stopt."],
    )
    assert (met.status_code, met.url) == (303, RAPPORT)
    assert [(regel["soort"], regel["reden"]) for regel in regels()] == [
        ("rapport ingetrokken", "Het college wilde een ander.")
    ]


def test_what_was_done_to_a_report_stands_in_the_trail_of_its_plan(
    schrijver: Paginaclient, rapport: Rapportage, plan: Plan
) -> None:
    schrijf(rapport, "inleiding", "Twee woorden.")
    elders = maak_rapport(PlanFactory(gemeente=plan.gemeente), titel="Van een ander plan")

    koppen = vind(schrijver.get("/waterstad/plan-jeugd/wijzigingen/"), "main .spoor h3")

    assert koppen[:2] == [
        f"Rapporttekst gewijzigd, {TITEL}, Inleiding",
        f"Rapport begonnen, {TITEL}",
    ]
    assert not any(elders.titel in kop for kop in koppen)


def test_a_reader_of_another_gemeente_finds_no_list(
    client: Paginaclient, rapport: Rapportage
) -> None:
    wie = GebruikerFactory(lid_van=GemeenteFactory(slug="landstad"), rollen=["raadslid"])

    assert als(client, wie).get(LIJST).status_code == 404
