"""Freezing a report, the page of a version, its steps and its files."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from jeugdhulp import kalender, logboek
from jeugdhulp.tests.factories import WACHTWOORD, geef_wachtwoord
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.tests.factories import maak_voorzitter
from rapportage.choices import OpmaakToestand, Stap, Vorm
from rapportage.models import Opmaak, Rapportversie
from rapportage.tests.bevroren import maak_rapportage, schrijf, zet_in_de_plaats
from rapportage.tests.factories import (
    BESTANDEN,
    PublicatieFactory,
    RapportageFactory,
    RapportversieFactory,
    VersiestapFactory,
    bestandsnaam_van,
    maak_erratum,
    maak_gereed,
    maak_openbaar,
)

pytestmark = pytest.mark.django_db
RAPPORT = "/waterstad/rapporten/7/"


@pytest.fixture
def rapportage(plan: Any) -> Any:
    return RapportageFactory(plan=plan, nummer=7)


@pytest.fixture
def versie(rapportage: Any) -> Rapportversie:
    """Version 1, ter besluitvorming."""
    return RapportversieFactory(rapportage=rapportage, gereed=True)


@pytest.fixture
def schrijver(client: Any, beleidsadviseur: Any) -> Any:
    client.force_login(beleidsadviseur)
    return client


def zet(versie: Rapportversie, **velden: Any) -> None:
    Opmaak.objects.filter(versie=versie).update(**velden)


# Freezing


@pytest.fixture
def concept(plan: Any, maatregel: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A report that can be frozen, quickly."""
    zet_in_de_plaats(monkeypatch)
    rapportage = maak_rapportage(plan, nummer=7)
    schrijf(rapportage, "inleiding", "Dit rapport gaat over hulp.")
    return rapportage


def test_the_page_says_what_freezing_means_and_asks_no_reason_the_first_time(
    schrijver: Any, concept: Any
) -> None:
    antwoord = schrijver.get(f"{RAPPORT}bevriezen/")

    assert vind(antwoord, "h1") == ["Bevriezen als versie 1"]
    assert "U kunt het bevriezen niet terugdraaien." in antwoord.content.decode()
    assert (vind(antwoord, "main label"), vind(antwoord, "main button")) == (
        [],
        ["Bevriezen als versie 1"],
    )


def test_freezing_leads_to_the_version_whose_files_are_being_made(
    schrijver: Any, concept: Any, beleidsadviseur: Any
) -> None:
    antwoord = schrijver.post(f"{RAPPORT}bevriezen/", {"versie": "1"})

    [versie] = Rapportversie.objects.all()
    assert (antwoord.status_code, antwoord["Location"]) == (303, f"{RAPPORT}1/")
    assert (versie.nummer, versie.door, versie.opmaak.toestand) == (1, beleidsadviseur, "wacht")
    assert '"opgesteld_door":"beleidsadviseur"' in versie.momentopname.tekst


def test_a_second_version_asks_why_and_tells_it(schrijver: Any, concept: Any) -> None:
    schrijver.post(f"{RAPPORT}bevriezen/", {"versie": "1"})
    maak_gereed(Rapportversie.objects.get())

    zonder = schrijver.post(f"{RAPPORT}bevriezen/", {"versie": "2", "reden": " "})
    met = schrijver.post(f"{RAPPORT}bevriezen/", {"versie": "2", "reden": "Een fout bedrag."})

    assert (zonder.status_code, met.status_code) == (422, 303)
    assert [rij.reden for rij in Rapportversie.objects.all()] == ["", "Een fout bedrag."]


def test_pressing_twice_freezes_once(schrijver: Any, concept: Any) -> None:
    schrijver.post(f"{RAPPORT}bevriezen/", {"versie": "1"})

    opnieuw = schrijver.post(f"{RAPPORT}bevriezen/", {"versie": "1", "reden": "Nog eens."})

    assert opnieuw.status_code == 422
    assert "Intussen is versie 1 bevroren" in vind(opnieuw, ".foutoverzicht")[0]
    # The page now speaks of the version it offers, whatever was sent.
    assert vind(opnieuw, "h1") == ["Nieuwe versie maken: versie 2"]
    assert Rapportversie.objects.count() == 1


def test_what_the_domain_refuses_is_told_on_the_page(schrijver: Any, concept: Any) -> None:
    schrijver.post(f"{RAPPORT}bevriezen/", {"versie": "1"})

    antwoord = schrijver.post(f"{RAPPORT}bevriezen/", {"versie": "2", "reden": "Anders."})

    assert antwoord.status_code == 422
    assert "De bestanden van versie 1 worden nog gemaakt" in vind(antwoord, ".foutoverzicht")[0]


def test_who_chairs_freezes_as_voorzitter(client: Any, concept: Any) -> None:
    client.force_login(maak_voorzitter(concept.plan, "zit-voor"))

    client.post(f"{RAPPORT}bevriezen/", {"versie": "1"})

    assert '"opgesteld_door":"voorzitter"' in Rapportversie.objects.get().momentopname.tekst


def test_what_is_not_ready_keeps_it_from_being_frozen(schrijver: Any, concept: Any) -> None:
    schrijf(concept, "inleiding", "")

    pagina = schrijver.get(f"{RAPPORT}bevriezen/")
    gedaan = schrijver.post(f"{RAPPORT}bevriezen/", {"versie": "1"})

    assert vind(pagina, ".gemist li")[0].startswith("eerst nog ‘Inleiding’ heeft nog geen tekst.")
    assert vind(pagina, "main button") == []
    assert "Los eerst op" in vind(gedaan, ".foutoverzicht")[0]
    assert (gedaan.status_code, Rapportversie.objects.count()) == (422, 0)


# While the files are made


def test_page_tells_how_far_it_is_and_asks_again_by_itself(schrijver: Any, rapportage: Any) -> None:
    versie = RapportversieFactory(rapportage=rapportage)
    zet(versie, toestand=OpmaakToestand.BEZIG, bezig_met="pdf maken", klaar=40)

    antwoord = schrijver.get(f"{RAPPORT}1/")

    assert vind(antwoord, "h1") == ["Voortgangsrapportage april 2024, versie 1"]
    assert "Nu bezig met: pdf maken." in vind(antwoord, "#opmaak")[0]
    assert kenmerken(antwoord, "#opmaak progress", "value") == ["40"]
    assert kenmerken(antwoord, "#opmaak", "hx-get") == [f"{RAPPORT}1/"]
    assert kenmerken(antwoord, "#opmaak", "hx-trigger") == ["every 2s"]
    assert kenmerken(antwoord, "#opmaak a", "href") == [f"{RAPPORT}1/"]
    assert "HX-Refresh" not in antwoord


@pytest.mark.parametrize(
    ("toestand", "ververst"),
    [("wacht", False), ("bezig", False), ("gereed", True), ("mislukt", True)],
)
def test_once_it_is_over_the_whole_page_is_opened_anew(
    schrijver: Any, rapportage: Any, toestand: str, ververst: bool
) -> None:
    zet(RapportversieFactory(rapportage=rapportage), toestand=toestand)

    antwoord = schrijver.get(f"{RAPPORT}1/", headers={"HX-Request": "true"})

    assert ("HX-Refresh" in antwoord) is ververst


def test_what_went_wrong_is_told_and_can_be_tried_again(schrijver: Any, rapportage: Any) -> None:
    versie = RapportversieFactory(rapportage=rapportage)
    zet(versie, toestand=OpmaakToestand.MISLUKT, fouten=["Een tabel heeft geen kop."])

    pagina = schrijver.get(f"{RAPPORT}1/")
    gedaan = schrijver.post(f"{RAPPORT}1/opmaak/")

    assert vind(pagina, ".opmaak__fouten li") == ["Een tabel heeft geen kop."]
    assert vind(pagina, "main form button") == ["Opnieuw proberen"]
    assert (gedaan.status_code, gedaan["Location"]) == (303, f"{RAPPORT}1/")
    assert Opmaak.objects.get().toestand == "wacht"


def test_what_did_not_fail_is_not_tried_again(schrijver: Any, versie: Any) -> None:
    antwoord = schrijver.post(f"{RAPPORT}1/opmaak/", follow=True)

    assert "Het maken van deze versie is niet mislukt." in vind(antwoord, ".meldingen")[0]
    assert Opmaak.objects.get().toestand == "gereed"


def test_an_old_version_whose_words_were_taken_away_offers_no_new_try(
    schrijver: Any, versie: Any
) -> None:
    zet(versie, toestand=OpmaakToestand.MISLUKT, fouten=["Er is een erratum."])
    maak_erratum(versie)

    antwoord = schrijver.get(f"{RAPPORT}1/")

    assert vind(antwoord, "main form") == []


# The version itself


def test_the_frozen_page_is_printed_as_it_is(schrijver: Any, versie: Any) -> None:
    antwoord = schrijver.get(f"{RAPPORT}1/")

    assert BESTANDEN[Vorm.WEB] in antwoord.content
    assert vind(antwoord, "h1") == ["Voortgangsrapportage april 2024"]
    assert kenmerken(antwoord, "main article h2", "id") == ["samenvatting"]


def test_above_it_stands_which_version_how_far_it_came_and_its_files(
    schrijver: Any, versie: Any, beleidsadviseur: Any
) -> None:
    VersiestapFactory(versie=versie, dag=date(2024, 5, 14), nummer="Z-24-1")
    pdf = versie.publicaties.get(vorm="pdf")

    antwoord = schrijver.get(f"{RAPPORT}1/")

    naam = ".versiekaart__naam"
    assert vind(antwoord, f"{naam} > p") == ["Versie 1, bevroren op 1 mei 2024, 12:00."]
    assert vind(antwoord, f"{naam} li") == [
        "Ter besluitvorming 1 mei 2024",
        "Vastgesteld 14 mei 2024",
    ]
    assert vind(antwoord, ".stapregels li") == [
        "Ter besluitvorming sinds 1 mei 2024",
        "Vastgesteld op 14 mei 2024 door het college van B en W, nummer Z-24-1",
    ]
    assert vind(antwoord, "[aria-label=Downloaden] li") == [
        "Pdf 20 bytes",
        "Werkblad (ods) 15 bytes",
        "Raadsinformatiebrief docx, om af te maken",
        "Collegevoorstel docx, om af te maken",
    ]
    assert vind(antwoord, ".vingerafdrukken code")[0] == pdf.sha256


def test_of_each_table_stands_its_own_name(schrijver: Any, versie: Any) -> None:
    PublicatieFactory(
        versie=versie, vorm=Vorm.CSV, naam="voortgangsrapportage-versie-1-geld-per-jaar.csv"
    )

    antwoord = schrijver.get(f"{RAPPORT}1/")

    assert vind(antwoord, "[aria-label='Tabellen als csv'] a") == [
        bestandsnaam_van(versie, "csv"),
        "Geld per jaar",
    ]


def test_a_raadslid_reads_no_name_of_who_froze_it_and_gets_no_way_to_the_plan(
    client: Any, rapportage: Any, raadslid: Any, beleidsadviseur: Any
) -> None:
    beleidsadviseur.first_name, beleidsadviseur.last_name = "Anna", "Bakker"
    beleidsadviseur.save()
    stappen = (Stap.VASTGESTELD, Stap.AANGEBODEN)
    RapportversieFactory(rapportage=rapportage, door=beleidsadviseur, stappen=stappen)
    client.force_login(raadslid)

    antwoord = client.get(f"{RAPPORT}1/")

    assert "Bakker" not in antwoord.content.decode()
    assert "/waterstad/plan-jeugd/" not in kenmerken(antwoord, "a", "href")
    assert vind(antwoord, "main .knop") == []
    assert "docx" not in vind(antwoord, "main")[0]


def test_an_older_version_says_that_there_is_a_newer_one(schrijver: Any, versie: Any) -> None:
    RapportversieFactory(rapportage=versie.rapportage, gereed=True)

    oud, nieuw = (schrijver.get(f"{RAPPORT}{nummer}/") for nummer in (1, 2))

    assert vind(oud, ".versiekaart .melding") == [
        "Let op. Er is een nieuwere versie. Lees versie 2."
    ]
    assert vind(nieuw, ".versiekaart .melding") == []
    assert "Andere versies: versie 1 van 1 mei 2024." in vind(nieuw, ".versiekaart > p")


def test_a_raadslid_hears_nothing_of_a_newer_version_that_is_not_hers_yet(
    client: Any, rapportage: Any, raadslid: Any
) -> None:
    maak_openbaar(rapportage)
    RapportversieFactory(rapportage=rapportage, gereed=True)
    client.force_login(raadslid)

    antwoord = client.get(f"{RAPPORT}1/")

    assert vind(antwoord, ".versiekaart .melding") == []
    assert client.get(f"{RAPPORT}2/").status_code == 404


def test_of_a_version_with_an_erratum_nothing_is_left_but_the_way_to_it(
    schrijver: Any, versie: Any
) -> None:
    maak_erratum(versie)

    oud, nieuw = (schrijver.get(f"{RAPPORT}{nummer}/") for nummer in (1, 2))

    assert "Lees versie 2: dat is het erratum" in vind(oud, ".versiekaart .melding")[0]
    assert vind(oud, "[aria-label=Downloaden] li") == [
        "Pdf: weggehaald",
        "Werkblad (ods): weggehaald",
    ]
    assert (vind(oud, "article"), vind(oud, ".versiekaart li a")) == ([], [])
    assert "uit versie 1 zijn woorden weggehaald" in vind(nieuw, ".versiekaart")[0]
    assert "Andere versies: versie 1 van 1 mei 2024." in vind(nieuw, ".versiekaart > p")


def test_the_erratum_of_an_older_version_is_not_newer_than_the_newest(
    schrijver: Any, versie: Any
) -> None:
    RapportversieFactory(rapportage=versie.rapportage, gereed=True)
    maak_erratum(versie)

    antwoorden = [schrijver.get(f"{RAPPORT}{nummer}/") for nummer in (2, 3)]

    assert [vind(antwoord, ".versiekaart .melding") for antwoord in antwoorden] == [
        [],
        ["Let op. Er is een nieuwere versie. Lees versie 2."],
    ]


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three_versions(
    schrijver: Any, rapportage: Any, django_assert_num_queries: Any, aantal: int
) -> None:
    for _ in range(aantal):
        RapportversieFactory(rapportage=rapportage, gereed=True)

    with django_assert_num_queries(13):
        schrijver.get(f"{RAPPORT}{aantal}/")


# Files


@pytest.mark.parametrize(
    ("vorm", "soort"),
    [
        (Vorm.PDF, "application/pdf"),
        (Vorm.ODS, "application/vnd.oasis.opendocument.spreadsheet"),
        (Vorm.CSV, "text/csv; charset=utf-8"),
    ],
)
def test_a_file_is_given_out_exactly_under_its_own_name(
    schrijver: Any, versie: Any, vorm: Vorm, soort: str
) -> None:
    naam = bestandsnaam_van(versie, vorm.value)

    antwoord = schrijver.get(f"{RAPPORT}1/bestand/{naam}")

    assert (antwoord.status_code, antwoord.content) == (200, BESTANDEN[vorm])
    assert (antwoord["Content-Type"], antwoord["Content-Disposition"]) == (
        soort,
        f'attachment; filename="{naam}"',
    )
    assert "no-store" in antwoord["Cache-Control"]


def test_the_web_page_is_no_file_and_neither_is_what_is_not_there(
    schrijver: Any, versie: Any
) -> None:
    namen = (bestandsnaam_van(versie, "html"), "iets-anders.pdf")

    assert [schrijver.get(f"{RAPPORT}1/bestand/{naam}").status_code for naam in namen] == [404, 404]


def test_what_was_taken_away_is_no_longer_given_out(schrijver: Any, versie: Any) -> None:
    maak_erratum(versie)

    statussen = [
        schrijver.get(f"{RAPPORT}{nummer}/bestand/{bestandsnaam_van(rij, 'pdf')}").status_code
        for nummer, rij in enumerate(Rapportversie.objects.order_by("nummer"), 1)
    ]

    assert statussen == [404, 200]


def test_a_file_of_another_version_is_not_at_this_address(schrijver: Any, versie: Any) -> None:
    tweede = RapportversieFactory(rapportage=versie.rapportage, gereed=True)
    PublicatieFactory(versie=tweede, naam="alleen-van-twee.pdf")

    assert schrijver.get(f"{RAPPORT}1/bestand/alleen-van-twee.pdf").status_code == 404


@pytest.mark.parametrize("soort", ["raadsinformatiebrief", "collegevoorstel"])
def test_letters_are_there_once_the_files_are(schrijver: Any, rapportage: Any, soort: str) -> None:
    versie = RapportversieFactory(rapportage=rapportage)
    adres = f"{RAPPORT}1/brief/{soort}/"
    eerst = (
        schrijver.get(adres).status_code,
        vind(schrijver.get(f"{RAPPORT}1/"), ".versiekaart li"),
    )
    maak_gereed(versie)

    antwoord = schrijver.get(adres)

    assert eerst == (404, [])
    assert antwoord["Content-Type"].endswith("wordprocessingml.document")
    assert f'filename="{soort}-waterstad-' in antwoord["Content-Disposition"]
    links = kenmerken(schrijver.get(f"{RAPPORT}1/"), "[aria-label=Downloaden] a", "href")
    assert adres in links


def test_there_is_no_other_kind_of_letter(schrijver: Any, versie: Any) -> None:
    assert schrijver.get(f"{RAPPORT}1/brief/minnebrief/").status_code == 404


# Steps


def stap(versie: Rapportversie, **anders: str) -> dict[str, str]:
    """Good input for the next step after `ter besluitvorming`."""
    dag = kalender.dag_van(versie.gemaakt_op).strftime("%d-%m-%Y")
    return {
        "stap": "vastgesteld",
        "orgaan": "college van B en W",
        "dag": dag,
        "nummer": "Z-24-1",
    } | anders


def test_the_page_leads_to_the_next_step_and_that_form_asks_who_when_and_number(
    schrijver: Any, versie: Any
) -> None:
    link = kenmerken(schrijver.get(f"{RAPPORT}1/"), "main a.knop--hoofd", "href")
    antwoord = schrijver.get(f"{RAPPORT}1/stap/")

    assert link == [f"{RAPPORT}1/stap/"]
    assert vind(antwoord, "h1") == ["Vaststelling vastleggen"]
    assert vind(antwoord, "main label") == [
        "Wie stelde het rapport vast?",
        "Op welke dag?",
        "Nummer (mag leeg blijven)",
    ]


def test_a_step_is_stored_as_it_was_decided(
    schrijver: Any, versie: Any, beleidsadviseur: Any
) -> None:
    antwoord = schrijver.post(f"{RAPPORT}1/stap/", stap(versie))

    gezet = versie.stappen.last()
    assert (antwoord.status_code, antwoord["Location"]) == (303, f"{RAPPORT}1/")
    assert (gezet.stap, gezet.orgaan, gezet.nummer, gezet.door) == (
        "vastgesteld",
        "college van B en W",
        "Z-24-1",
        beleidsadviseur,
    )


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"orgaan": ""}, "Wie stelde het rapport vast? Schrijf op wie dit deed."),
        ({"dag": "31-12-2098"}, "Op welke dag? Deze dag moet nog komen."),
        ({"dag": "1-1-2020"}, "Op welke dag? Kies een dag vanaf 1 mei 2024"),
        ({"stap": "aangeboden"}, "Intussen is deze stap al vastgelegd."),
    ],
)
def test_a_wrong_step_is_told_and_keeps_what_was_typed(
    schrijver: Any, versie: Any, anders: dict[str, str], melding: str
) -> None:
    antwoord = schrijver.post(f"{RAPPORT}1/stap/", stap(versie) | anders)

    assert antwoord.status_code == 422
    assert melding in vind(antwoord, ".foutoverzicht")[0]
    assert kenmerken(antwoord, "[name=nummer]", "value") == ["Z-24-1"]
    assert versie.stappen.count() == 1


def test_pressing_twice_sets_one_step(schrijver: Any, versie: Any) -> None:
    schrijver.post(f"{RAPPORT}1/stap/", stap(versie))

    opnieuw = schrijver.post(f"{RAPPORT}1/stap/", stap(versie))

    assert (opnieuw.status_code, versie.stappen.count()) == (422, 2)


def test_there_is_no_step_while_the_files_are_made_nor_after_the_last(
    schrijver: Any, plan: Any
) -> None:
    RapportversieFactory(rapportage=RapportageFactory(plan=plan, nummer=7))
    maak_openbaar(RapportageFactory(plan=plan, nummer=8))

    antwoorden = [
        schrijver.get(f"/waterstad/rapporten/{nummer}/1/stap/", follow=True) for nummer in (7, 8)
    ]

    assert [vind(antwoord, ".meldingen") for antwoord in antwoorden] == [
        ["Deze versie heeft nu geen volgende stap."]
    ] * 2
    assert [vind(antwoord, "main a.knop--hoofd") for antwoord in antwoorden] == [[], []]


@pytest.fixture
def aangeboden(rapportage: Any) -> Rapportversie:
    return RapportversieFactory(rapportage=rapportage, stappen=(Stap.VASTGESTELD, Stap.AANGEBODEN))


def openbaar(versie: Rapportversie, **anders: str) -> dict[str, str]:
    vandaag = kalender.vandaag().strftime("%d-%m-%Y")
    return {"stap": "openbaar", "dag": vandaag, "adres": "April-2024"} | anders


def test_making_it_public_asks_an_address_and_says_where_that_is(
    schrijver: Any, aangeboden: Any, settings: Any
) -> None:
    settings.ADRES = "https://plan.example.org"

    antwoord = schrijver.get(f"{RAPPORT}1/stap/")

    assert vind(antwoord, "main label") == [
        "Op welke dag?",
        "Einde van het adres (mag leeg blijven)",
    ]
    voorstel = kenmerken(antwoord, "[name=adres]", "value")
    assert voorstel == ["voortgangsrapportage-april-2024"]
    assert vind(antwoord, "main form b") == [
        "https://plan.example.org/openbaar/waterstad/voortgangsrapportage-april-2024/"
    ]


def test_before_it_is_public_the_page_shows_what_everybody_will_read(
    schrijver: Any, aangeboden: Any
) -> None:
    antwoord = schrijver.get(f"{RAPPORT}1/stap/")

    deel = ".openbaarmaken"
    assert vind(antwoord, f"{deel} h2") == ["Dit leest iedereen"]
    assert vind(antwoord, f"{deel} > p a") == ["Voortgangsrapportage april 2024, versie 1"]
    assert vind(antwoord, f"{deel} li") == [
        "Pdf 20 bytes",
        "Werkblad (ods) 15 bytes",
        "en elke tabel als csv",
    ]
    assert vind(antwoord, "main button") == ["Openbaar maken"]


@pytest.mark.parametrize(
    ("titel", "voorstel"),
    [
        ("Voortgangsrapportage oktober 2024", "voortgangsrapportage-oktober-2024"),
        # What somebody wrote may have to go one day; an address stays.
        ("Anna doet het goed", "voortgangsrapportage-april-2024"),
    ],
)
def test_the_address_it_proposes_holds_no_words_of_the_title(
    schrijver: Any, plan: Any, titel: str, voorstel: str
) -> None:
    stappen = (Stap.VASTGESTELD, Stap.AANGEBODEN)
    RapportversieFactory(
        rapportage=RapportageFactory(plan=plan, nummer=7, titel=titel), stappen=stappen
    )

    assert kenmerken(schrijver.get(f"{RAPPORT}1/stap/"), "[name=adres]", "value") == [voorstel]


def test_the_address_it_proposes_is_free(schrijver: Any, aangeboden: Any, plan: Any) -> None:
    begin = "voortgangsrapportage-april-2024"
    for nummer, adres in ((8, begin), (9, f"{begin}-2")):
        RapportageFactory(plan=plan, nummer=nummer, adres=adres)

    antwoord = schrijver.get(f"{RAPPORT}1/stap/")

    assert kenmerken(antwoord, "[name=adres]", "value") == [f"{begin}-3"]


def test_made_public_it_says_where_everybody_reads_it(
    schrijver: Any, aangeboden: Any, settings: Any
) -> None:
    settings.ADRES = "https://plan.example.org"

    antwoord = schrijver.post(f"{RAPPORT}1/stap/", openbaar(aangeboden), follow=True)

    vol = "https://plan.example.org/openbaar/waterstad/april-2024/"
    assert vind(antwoord, ".meldingen") == [
        f"Gelukt. Versie 1 is openbaar. Iedereen leest het rapport op {vol}"
    ]
    assert kenmerken(antwoord, ".meldingen a", "href") == [vol]


def test_the_number_of_a_zaak_may_look_like_a_client(schrijver: Any, versie: Any) -> None:
    gedaan = schrijver.post(f"{RAPPORT}1/stap/", stap(versie) | {"nummer": "111222333"})

    assert (gedaan.status_code, versie.stappen.last().nummer) == (303, "111222333")


@pytest.mark.parametrize(
    ("orgaan", "zin"),
    [
        ("college van B en W", "door het college van B en W"),
        ("raad van Waterstad", "door de raad van Waterstad"),
        ("Gedeputeerde Staten", "door Gedeputeerde Staten"),
        ("het college", "door het college"),
    ],
)
def test_who_did_it_stands_in_a_sentence(
    schrijver: Any, versie: Any, orgaan: str, zin: str
) -> None:
    VersiestapFactory(versie=versie, dag=date(2024, 5, 14), orgaan=orgaan)

    regel = vind(schrijver.get(f"{RAPPORT}1/"), ".stapregels li")[-1]

    assert regel == f"Vastgesteld op 14 mei 2024 {zin}"


def test_made_public_it_is_there_for_everybody(
    schrijver: Any, client: Any, aangeboden: Any
) -> None:
    schrijver.post(f"{RAPPORT}1/stap/", openbaar(aangeboden))
    client.logout()

    assert client.get("/openbaar/waterstad/april-2024/").status_code == 200


def test_without_an_address_it_is_public_and_nowhere(schrijver: Any, aangeboden: Any) -> None:
    schrijver.post(f"{RAPPORT}1/stap/", openbaar(aangeboden, adres=""))

    aangeboden.rapportage.refresh_from_db()
    assert (aangeboden.stappen.last().stap, aangeboden.rapportage.adres) == ("openbaar", "")


@pytest.mark.parametrize("adres", ["met spatie", "a/b", "ä", "x.y"])
def test_an_address_is_letters_digits_and_dashes(
    schrijver: Any, aangeboden: Any, adres: str
) -> None:
    antwoord = schrijver.post(f"{RAPPORT}1/stap/", openbaar(aangeboden, adres=adres))

    assert antwoord.status_code == 422
    assert "Gebruik alleen letters, cijfers en streepjes." in vind(antwoord, ".foutoverzicht")[0]


def test_an_address_of_another_report_is_refused(
    schrijver: Any, aangeboden: Any, plan: Any
) -> None:
    RapportageFactory(plan=plan, nummer=8, adres="april-2024")

    antwoord = schrijver.post(f"{RAPPORT}1/stap/", openbaar(aangeboden))

    assert antwoord.status_code == 422
    assert "Dit adres is al van een ander rapport." in vind(antwoord, ".foutoverzicht")[0]
    assert aangeboden.stappen.count() == 3


def test_an_address_that_was_given_stays(schrijver: Any, rapportage: Any) -> None:
    maak_openbaar(rapportage)
    tweede = RapportversieFactory(
        rapportage=rapportage, stappen=(Stap.VASTGESTELD, Stap.AANGEBODEN)
    )
    geef_adres(rapportage, "april-2024")

    pagina = schrijver.get(f"{RAPPORT}2/stap/")
    gedaan = schrijver.post(f"{RAPPORT}2/stap/", openbaar(tweede, adres="elders"))

    assert kenmerken(pagina, "[name=adres]", "name") == []
    rapportage.refresh_from_db()
    assert (gedaan.status_code, rapportage.adres) == (303, "april-2024")


def geef_adres(rapportage: Any, adres: str) -> None:
    with logboek.handeling(door=None):
        rapportage.adres = adres
        rapportage.save()
        logboek.schrijf("adres", rapportage, gemeente_id=rapportage.gemeente_id, naam="x")


def test_before_it_is_public_she_signs_in_once_more_and_nothing_typed_is_lost(
    client: Any, aangeboden: Any, beleidsadviseur: Any
) -> None:
    geef_wachtwoord(beleidsadviseur)
    client.force_login(beleidsadviseur)
    invoer = openbaar(aangeboden)
    with time_machine.travel(kalender.nu() + timedelta(minutes=11)):
        vraag = client.post(f"{RAPPORT}1/stap/", invoer)
        eerst = aangeboden.stappen.count()
        gedaan = client.post(
            f"{RAPPORT}1/stap/",
            invoer | {"opnieuw-wijze": "POST", "opnieuw-wachtwoord": WACHTWOORD},
        )

    assert "een rapport openbaar maken" in vind(vraag, "main")[0]
    assert (eerst, gedaan.status_code, aangeboden.stappen.count()) == (3, 303, 4)


def test_other_steps_ask_no_password(client: Any, versie: Any, beleidsadviseur: Any) -> None:
    client.force_login(beleidsadviseur)
    with time_machine.travel(kalender.nu() + timedelta(minutes=11)):
        antwoord = client.post(f"{RAPPORT}1/stap/", stap(versie))

    assert (antwoord.status_code, versie.stappen.count()) == (303, 2)
