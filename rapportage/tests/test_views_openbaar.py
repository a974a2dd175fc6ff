"""What everybody may read without signing in, and that it is nothing more than that."""

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver

from jeugdhulp import kalender
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gemeente
from jeugdhulp.tests.factories import GemeenteFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.tests.factories import PlanFactory
from rapportage.choices import Stap, Vorm
from rapportage.domain.rapportages import trek_in
from rapportage.models import Rapportage
from rapportage.tests.factories import (
    BESTANDEN,
    MOMENT,
    RapportageFactory,
    RapportversieFactory,
    VersiestapFactory,
    bestandsnaam_van,
    maak_erratum,
    maak_openbaar,
)

pytestmark = pytest.mark.django_db
ALLEN = "/openbaar/waterstad/"
ADRES = f"{ALLEN}april-2024/"


@pytest.fixture
def rapportage(plan: Any) -> Rapportage:
    rij: Rapportage = RapportageFactory(plan=plan, nummer=7, adres="april-2024")
    return rij


def test_everybody_reads_the_frozen_page_with_its_files(client: Any, rapportage: Any) -> None:
    versie = maak_openbaar(rapportage)

    antwoord = client.get(ADRES)

    assert (antwoord.status_code, BESTANDEN[Vorm.WEB] in antwoord.content) == (200, True)
    assert vind(antwoord, "h1") == ["Voortgangsrapportage april 2024"]
    assert vind(antwoord, ".kop__gemeente") == ["Waterstad"]
    assert vind(antwoord, ".stapregels li") == [
        "Vastgesteld op 1 mei 2024 door het college van B en W",
        "Aangeboden aan de raad op 1 mei 2024 door het college van B en W",
        "Openbaar op 1 mei 2024 door het college van B en W",
    ]
    links = kenmerken(antwoord, ".versiekaart li a", "href")
    assert links == [
        f"{ADRES}bestand/{bestandsnaam_van(versie, einde)}" for einde in ("pdf", "ods", "csv")
    ]
    gehaald = [client.get(link) for link in links]
    assert [deel.content for deel in gehaald] == [
        BESTANDEN[vorm] for vorm in (Vorm.PDF, Vorm.ODS, Vorm.CSV)
    ]


@pytest.mark.parametrize("wie", ["anoniem", "beleidsadviseur"])
def test_the_frame_is_the_same_for_who_is_signed_in(
    client: Any, rapportage: Any, beleidsadviseur: Any, wie: str
) -> None:
    """No navigation, no form, no script, no link into the house, nothing of who reads it."""
    maak_openbaar(rapportage)
    if wie != "anoniem":
        client.force_login(beleidsadviseur)

    antwoord = client.get(ADRES)

    for niet in ("nav", "form", "script", ".kop__gebruiker", "[data-gebruiker]"):
        assert (niet, vind(antwoord, niet)) == (niet, [])
    vreemd = [
        link
        for link in kenmerken(antwoord, "a", "href")
        if not link.startswith(("#", f"{ADRES}bestand/")) and link != ALLEN
    ]
    assert vreemd == []
    assert "beleidsadviseur" not in antwoord.content.decode()


def test_it_looks_at_no_session_and_may_be_kept_for_a_short_time(
    client: Any, rapportage: Any
) -> None:
    versie = maak_openbaar(rapportage)
    adressen = (ADRES, f"{ADRES}bestand/{bestandsnaam_van(versie, 'pdf')}")

    antwoorden = [client.get(adres) for adres in adressen]

    for antwoord in antwoorden:
        assert antwoord["Cache-Control"] == "public, max-age=300"
        assert ("Vary" in antwoord, dict(antwoord.cookies)) == (False, {})


def test_for_who_is_signed_in_it_is_never_kept(
    client: Any, rapportage: Any, beleidsadviseur: Any
) -> None:
    maak_openbaar(rapportage)
    client.force_login(beleidsadviseur)

    kop = client.get(ADRES)["Cache-Control"]

    assert ("no-store" in kop, "public" in kop) == (True, False)


def test_a_search_engine_finds_what_is_public_and_nothing_invented(
    client: Any, rapportage: Any
) -> None:
    versie = maak_openbaar(rapportage)
    echt = client.get(ADRES)
    Gemeente.objects.filter(slug="waterstad").update(voorbeeld=True)

    verzonnen = client.get(ADRES)
    bestand = client.get(f"{ADRES}bestand/{bestandsnaam_van(versie, 'pdf')}")

    assert kenmerken(echt, "meta[name=robots]", "content") == []
    assert kenmerken(verzonnen, "meta[name=robots]", "content") == ["noindex"]
    assert ("X-Robots-Tag" in echt, verzonnen["X-Robots-Tag"]) == (False, "noindex")
    assert bestand["X-Robots-Tag"] == "noindex"
    assert vind(verzonnen, ".voorbeeld") != []
    # Every other page of the house.
    assert kenmerken(client.get("/aanmelden/"), "meta[name=robots]", "content") == ["noindex"]


@pytest.mark.parametrize(
    "stappen",
    [(), (Stap.VASTGESTELD,), (Stap.VASTGESTELD, Stap.AANGEBODEN)],
    ids=["ter besluitvorming", "vastgesteld", "aangeboden"],
)
def test_before_it_is_public_it_is_not_there(
    client: Any, rapportage: Any, stappen: tuple[Stap, ...]
) -> None:
    versie = RapportversieFactory(rapportage=rapportage, gereed=True, stappen=stappen)

    pdf = f"{ADRES}bestand/{bestandsnaam_van(versie, 'pdf')}"
    assert [client.get(adres).status_code for adres in (ADRES, pdf)] == [404, 404]


def test_public_without_an_address_is_nowhere(client: Any, plan: Any) -> None:
    maak_openbaar(RapportageFactory(plan=plan, nummer=7))

    assert client.get("/openbaar/waterstad//").status_code == 404


@pytest.mark.parametrize(
    "adres",
    [
        "/openbaar/landstad/april-2024/",
        "/openbaar/bestaat-niet/april-2024/",
        "/openbaar/waterstad/mei-2024/",
        "/openbaar/waterstad/7/",
    ],
)
def test_another_gemeente_or_address_is_not_there(client: Any, rapportage: Any, adres: str) -> None:
    GemeenteFactory(slug="landstad")
    maak_openbaar(rapportage)

    assert client.get(adres).status_code == 404


def test_the_same_address_in_two_gemeenten_gives_each_its_own(client: Any, rapportage: Any) -> None:
    elders = PlanFactory(gemeente=GemeenteFactory(slug="landstad"))
    maak_openbaar(rapportage)
    maak_openbaar(RapportageFactory(plan=elders, adres="april-2024"))

    namen = [
        vind(client.get(f"/openbaar/{slug}/april-2024/"), ".kop__gemeente")
        for slug in ("waterstad", "landstad")
    ]

    assert namen == [["Waterstad"], ["Landstad"]]


def test_the_newest_public_version_is_shown_and_the_older_can_be_read_too(
    client: Any, rapportage: Any
) -> None:
    oud, nieuw = maak_openbaar(rapportage), maak_openbaar(rapportage)
    niet = RapportversieFactory(rapportage=rapportage, gereed=True)

    antwoord = client.get(ADRES)

    assert vind(antwoord, ".versiekaart__naam > p") == ["Versie 2"]
    assert vind(antwoord, "[aria-label='Versies die openbaar zijn of waren'] li") == [
        "Versie 2: openbaar sinds 1 mei 2024 (deze)",
        "Versie 1: openbaar sinds 1 mei 2024",
    ]
    statussen = [
        client.get(f"{ADRES}bestand/{bestandsnaam_van(versie, 'pdf')}").status_code
        for versie in (oud, nieuw, niet)
    ]
    assert statussen == [200, 200, 404]
    eerder = client.get(f"{ADRES}1/")
    assert vind(eerder, ".versiekaart__naam > p") == ["Versie 1"]
    assert vind(eerder, ".versiekaart .melding") == [
        "Let op. Er is een nieuwere versie. Lees versie 2."
    ]
    # Who searches finds the one that counts.
    assert kenmerken(eerder, "meta[name=robots]", "content") == ["noindex"]
    assert [client.get(f"{ADRES}{nummer}/").status_code for nummer in (2, 3, 4)] == [200, 404, 404]


def test_a_version_whose_words_were_taken_away_leads_to_its_erratum(
    client: Any, rapportage: Any
) -> None:
    maak_erratum(maak_openbaar(rapportage))

    antwoord = client.get(f"{ADRES}1/")

    assert (antwoord.status_code, vind(antwoord, "article")) == (200, [])
    assert "er zijn woorden uit weggehaald. Lees versie 2." in vind(antwoord, "main")[0]
    assert ADRES in kenmerken(antwoord, "main a", "href")


def test_steps_of_an_erratum_say_on_which_version_they_were_set(
    client: Any, rapportage: Any
) -> None:
    maak_erratum(maak_openbaar(rapportage))

    assert vind(client.get(ADRES), ".stapregels li")[0] == (
        "Vastgesteld op 1 mei 2024 door het college van B en W (overgenomen van versie 1)"
    )


# All of a gemeente


def test_everybody_finds_the_public_reports_of_a_gemeente_newest_first(
    client: Any, rapportage: Any, plan: Any
) -> None:
    maak_openbaar(rapportage), maak_openbaar(rapportage)
    later = RapportageFactory(
        plan=plan, nummer=8, adres="mei-2024", titel="Mei", peildatum=date(2024, 5, 6)
    )
    versie = maak_openbaar(later)
    maak_openbaar(RapportageFactory(plan=plan, nummer=9, peildatum=date(2024, 6, 1)))
    RapportversieFactory(
        rapportage=RapportageFactory(
            plan=plan, nummer=10, adres="intern", peildatum=date(2024, 7, 1)
        ),
        gereed=True,
    )

    antwoord = client.get(ALLEN)

    assert vind(antwoord, "h1") == ["Rapporten van Waterstad"]
    assert vind(antwoord, "main h2") == ["Mei", "Voortgangsrapportage april 2024"]
    assert kenmerken(antwoord, "main li a", "href") == [
        f"{ALLEN}mei-2024/",
        f"{ALLEN}mei-2024/bestand/{bestandsnaam_van(versie, 'pdf')}",
        ADRES,
        f"{ADRES}bestand/{bestandsnaam_van(rapportage.versies.last(), 'pdf')}",
        f"{ADRES}1/",
    ]
    assert antwoord["Cache-Control"] == "public, max-age=300"
    assert ("Vary" in antwoord, dict(antwoord.cookies)) == (False, {})
    assert (vind(antwoord, "nav"), vind(antwoord, "form"), vind(antwoord, "script")) == ([], [], [])


@pytest.mark.parametrize("adres", [ALLEN, f"{ALLEN}rapporten.atom"])
def test_a_gemeente_without_a_public_report_is_not_there(
    client: Any, rapportage: Any, adres: str
) -> None:
    """Whether it works with this is for the gemeente to tell."""
    RapportversieFactory(rapportage=rapportage, gereed=True)

    assert client.get(adres).status_code == 404
    assert client.get(adres.replace("waterstad", "bestaat-niet")).status_code == 404


def test_who_wants_to_be_told_follows_the_list(client: Any, rapportage: Any, settings: Any) -> None:
    settings.ADRES = "https://plan.example.org"
    maak_openbaar(rapportage), maak_openbaar(rapportage)

    antwoord = client.get(f"{ALLEN}rapporten.atom")

    atom = "{http://www.w3.org/2005/Atom}"
    wortel = ElementTree.fromstring(antwoord.content)  # noqa: S314
    assert antwoord["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [rij.text for rij in wortel.iter(f"{atom}title")] == [
        "Rapporten van Waterstad",
        "Voortgangsrapportage april 2024, versie 2",
    ]
    assert wortel.findtext(f"{atom}entry/{atom}id") == f"https://plan.example.org{ADRES}2/"
    assert wortel.findtext(f"{atom}entry/{atom}updated") == "2024-04-30T22:00:00+00:00"


def test_a_withdrawn_report_says_so_to_everybody_without_a_name(
    client: Any, rapportage: Any, beleidsadviseur: Any
) -> None:
    maak_openbaar(rapportage)
    trek_in(rapportage, door=beleidsadviseur, reden="Verkeerd bedrag.")

    op = datum_voluit(kalender.vandaag())
    zin = f"Dit rapport is ingetrokken op {op}: de gemeente werkt er niet verder aan."
    zin += " Reden: Verkeerd bedrag."
    for adres in (ALLEN, ADRES):
        assert vind(client.get(adres), "main .melding") == [zin]


@pytest.mark.parametrize("ingetrokken", [False, True])
@pytest.mark.parametrize("aantal", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three_reports(
    plan: Any, aantal: int, ingetrokken: bool
) -> None:
    for nummer in range(aantal):
        rapportage = RapportageFactory(
            plan=plan, nummer=nummer + 1, adres=f"r{nummer}", peildatum=date(2024, 5, nummer + 1)
        )
        maak_openbaar(rapportage)
        if ingetrokken:
            trek_in(rapportage, door=None, reden="Verkeerd.")
    client = Client()

    with CaptureQueriesContext(connection) as gevraagd:
        client.get(ALLEN)

    assert len(gevraagd) == 3 + ingetrokken


def test_an_erratum_takes_its_place_and_says_so(client: Any, rapportage: Any) -> None:
    maak_erratum(maak_openbaar(rapportage))

    antwoord = client.get(ADRES)

    assert antwoord.status_code == 200
    assert "Dit is een verbeterde versie (erratum)." in vind(antwoord, ".versiekaart")[0]
    assert vind(antwoord, "[aria-label='Versies die openbaar zijn of waren'] li") == [
        "Versie 2, erratum van versie 1: openbaar sinds 1 mei 2024 (deze)",
        "Versie 1: openbaar sinds 1 mei 2024",
    ]


def test_the_erratum_of_an_older_version_does_not_come_before_the_newest(
    client: Any, rapportage: Any
) -> None:
    oud = maak_openbaar(rapportage)
    maak_openbaar(rapportage)
    maak_erratum(oud)

    assert vind(client.get(ADRES), ".versiekaart__naam > p") == ["Versie 2"]


@pytest.mark.parametrize("stappen", [True, False], ids=["public already", "not yet"])
def test_while_an_erratum_is_made_nothing_older_comes_back(
    client: Any, rapportage: Any, stappen: bool
) -> None:
    """Neither the words that were taken away nor a version that was passed by."""
    maak_openbaar(rapportage)
    oud = maak_openbaar(rapportage)
    oud.publicaties.update(inhoud=b"", afgeschermd_op=MOMENT)
    nieuw = RapportversieFactory(rapportage=rapportage, soort="erratum", vervangt=oud)
    if stappen:
        VersiestapFactory(versie=nieuw, stap=Stap.OPENBAAR)

    antwoord = client.get(ADRES)

    assert (antwoord.status_code, antwoord["Retry-After"]) == (503, "600")
    assert vind(antwoord, "h1") == ["Dit rapport wordt verbeterd"]
    assert "De versie die hier stond, is daarom niet meer te lezen." in vind(antwoord, "main")[0]
    assert kenmerken(antwoord, "meta[name=robots]", "content") == ["noindex"]
    assert kenmerken(antwoord, "main a", "href") == [ALLEN]
    assert vind(antwoord, "article") == []
    assert "Cache-Control" not in antwoord


def test_a_version_that_was_never_here_is_being_made_and_not_mended(
    client: Any, rapportage: Any
) -> None:
    """Of an invented gemeente, whose story makes things public before their files."""
    versie = RapportversieFactory(rapportage=rapportage)
    VersiestapFactory(versie=versie, stap=Stap.OPENBAAR)

    antwoord = client.get(ADRES)

    assert (antwoord.status_code, vind(antwoord, "h1")) == (503, ["Dit rapport wordt gemaakt"])
    assert "woorden" not in vind(antwoord, "main")[0]


@pytest.mark.parametrize("aantal", [1, 3])
def test_it_costs_the_same_for_one_and_for_three_versions(rapportage: Any, aantal: int) -> None:
    for _ in range(aantal):
        maak_openbaar(rapportage)
    client = Client()

    with CaptureQueriesContext(connection) as gevraagd:
        client.get(ADRES)

    assert len(gevraagd) == 4


def test_only_these_addresses_of_all_are_open_to_everybody() -> None:
    """Each view that is open without signing in is named here; the table of `test_toegang` walks
    all addresses as somebody who is not signed in."""

    def open_in(resolver: Any) -> set[str]:
        namen: set[str] = set()
        for deel in resolver.url_patterns:
            if isinstance(deel, URLPattern):
                if not getattr(deel.callback, "login_required", True):
                    namen.add(str(deel.name))
            else:
                namen |= open_in(deel)
        return namen

    assert open_in(get_resolver()) == {
        "aanmelden",
        "aanmelden_code",
        "afmelden",
        "agendafeed",
        "beveiligingscontact",
        "bron_aanmelden",
        "bron_afgemeld",
        "bron_afmelden",
        "bron_terug",
        "gezond",
        "openbaar_detail",
        "openbaar_download",
        "openbaar_feed",
        "openbaar_list",
        "uitnodiging_aannemen",
        "wachtwoord_nieuw",
        "wachtwoord_vergeten",
    }
