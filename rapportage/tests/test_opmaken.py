"""Making the files of a version: whole or not at all, once, whatever stops it."""

import io
import json
import threading
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from jeugdhulp import taken
from jeugdhulp.controle import controleer_gemeente
from jeugdhulp.models import Gebeurtenis
from rapportage.choices import OpmaakToestand, Stap
from rapportage.domain import opmaken, samenstellen, versies
from rapportage.domain.publicaties import sha256
from rapportage.domain.rapportages import trek_in
from rapportage.models import Opmaak, Publicatie, Rapportage, Versiestap
from rapportage.pdf import controle
from rapportage.pdf.fouten import PdfFout
from rapportage.tests.bevroren import (
    MAKERS,
    Klok,
    bevries,
    maak_rapportage,
    waar,
    zet_in_de_plaats,
)

pytestmark = pytest.mark.django_db
# Before anything takes its place.
CONTROLEER_PDF = controle.controleer_pdf
BASIS = "voortgangsrapportage-waterstad-per-2024-04-01-versie-1"


class GedoodError(BaseException):
    """As if somebody pulled the plug: nothing catches it."""


@pytest.fixture(autouse=True)
def _makers(monkeypatch: pytest.MonkeyPatch) -> None:
    zet_in_de_plaats(monkeypatch)


@pytest.fixture
def rapportage(maatregel: Any, plan: Any) -> Rapportage:
    return maak_rapportage(plan)


def stand() -> tuple[int, int, int]:
    """How many files, steps, and lines about files there are."""
    regels = Gebeurtenis.objects.filter(soort="bestanden van rapport gemaakt")
    return Publicatie.objects.count(), Versiestap.objects.count(), regels.count()


def test_one_act_stores_all_files_and_the_first_step(rapportage: Rapportage, gemeente: Any) -> None:
    versie = bevries(rapportage)

    zin = opmaken.maak_op()

    opmaak = Opmaak.objects.get()
    assert (zin, opmaak.toestand, opmaak.klaar, opmaak.bezig_met, opmaak.bezig_tot) == (
        "1 gemaakt",
        OpmaakToestand.GEREED,
        100,
        "",
        None,
    )
    bestanden = {rij.naam: bytes(rij.inhoud) for rij in versie.publicaties.all()}
    assert list(bestanden) == [
        f"{BASIS}.pdf",
        f"{BASIS}.html",
        f"{BASIS}.ods",
        f"{BASIS}-geld-per-jaar.csv",
    ]
    assert bestanden[f"{BASIS}.pdf"].endswith(f"['{BASIS}-geld-per-jaar.csv']".encode())
    assert [(rij.sha256, rij.grootte) for rij in versie.publicaties.all()] == [
        (sha256(inhoud), len(inhoud)) for inhoud in bestanden.values()
    ]
    assert [(stap.stap, stap.door) for stap in versie.stappen.all()] == [
        (Stap.TER_BESLUITVORMING, None)
    ]
    regels = Gebeurtenis.objects.order_by("-volgnummer")[:2]
    assert len({regel.handeling for regel in regels}) == 1
    assert regels[1].gegevens["na"]["bestanden"] == [
        f"{naam}: {sha256(inhoud)}" for naam, inhoud in bestanden.items()
    ]
    assert (regels[1].door, regels[1].gegevens["kanaal"]) == (None, "opmaken")
    assert controleer_gemeente(gemeente).fout == ""


def test_a_spreadsheet_computes_nothing_of_the_tables(rapportage: Rapportage) -> None:
    versie = bevries(rapportage)
    opmaken.maak_op()

    csv = bytes(versie.publicaties.get(vorm="csv").inhoud).decode("utf-8-sig")
    ods = bytes(versie.publicaties.get(vorm="ods").inhoud)
    assert csv.splitlines() == ['"code";"licht";"aantal"', '"1a";"\'=groen";"3"', '"1b";"";"0"']
    with zipfile.ZipFile(io.BytesIO(ods)) as archief:
        inhoud = archief.read("content.xml").decode()
    assert ("<text:p>=groen</text:p>" in inhoud, "table:formula" in inhoud) == (True, False)


def test_a_table_without_rows_is_no_file(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tabellen = {"Leeg": [["code"]], "Vol": [["code"], ["1a"]]}
    monkeypatch.setattr(samenstellen, "tabellen", lambda gegevens: tabellen)
    versie = bevries(rapportage)
    opmaken.maak_op()

    assert list(versie.publicaties.filter(vorm="csv").values_list("naam", flat=True)) == [
        f"{BASIS}-vol.csv"
    ]


@pytest.mark.parametrize("bij", [*MAKERS, "bestanden", "stap", "gereed"])
def test_killed_anywhere_it_is_done_again_and_nothing_is_there_twice(
    rapportage: Rapportage, gemeente: Any, monkeypatch: pytest.MonkeyPatch, bij: str
) -> None:
    klok = Klok(monkeypatch)
    bevries(rapportage)
    with monkeypatch.context() as dood:
        _dood_bij(dood, bij)
        with pytest.raises(GedoodError):
            opmaken.maak_op()

    meteen = opmaken.maak_op(), stand(), Opmaak.objects.get().toestand
    klok.vooruit(opmaken.HUUR)
    later = opmaken.maak_op(), stand()
    nog_eens = opmaken.maak_op(), stand()

    # Its lease is not over: it might still be at it.
    assert meteen == ("0 gemaakt", (0, 0, 0), OpmaakToestand.BEZIG)
    assert later == ("1 gemaakt", (4, 1, 1))
    assert nog_eens == ("0 gemaakt", (4, 1, 1))
    assert controleer_gemeente(gemeente).fout == ""


def _dood_bij(monkeypatch: pytest.MonkeyPatch, bij: str) -> None:
    def sterf(*args: Any, **velden: Any) -> Any:
        raise GedoodError

    if bij in MAKERS:
        monkeypatch.setattr(waar(bij), bij, sterf)
    elif bij == "gereed":
        gewoon = opmaken._Werk._zet
        monkeypatch.setattr(
            opmaken._Werk,
            "_zet",
            lambda werk, **velden: (
                sterf()
                if velden.get("toestand") == OpmaakToestand.GEREED
                else gewoon(werk, **velden)
            ),
        )
    else:
        naam = {"bestanden": "_bewaar_bestanden", "stap": "bewaar_stap"}[bij]
        monkeypatch.setattr(opmaken, naam, sterf)


def test_who_was_overtaken_stores_nothing(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So slow that its lease passed: another has made the files when it comes with its own."""
    klok = Klok(monkeypatch)
    bevries(rapportage)
    gewoon = samenstellen.als_web
    intussen: list[str] = []

    def traag(gegevens: Any) -> str:
        monkeypatch.setattr(samenstellen, "als_web", gewoon)
        klok.vooruit(opmaken.HUUR)
        intussen.append(opmaken.maak_op())
        return "te laat"

    monkeypatch.setattr(samenstellen, "als_web", traag)
    zin = opmaken.maak_op()

    assert (intussen, zin, stand()) == (["1 gemaakt"], "0 gemaakt", (4, 1, 1))
    assert Opmaak.objects.get().toestand == OpmaakToestand.GEREED
    assert b"te laat" not in bytes(Publicatie.objects.get(vorm="web").inhoud)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_only_one_makes(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory is not shared between threads")
    bevries(rapportage)
    gewoon, keren = samenstellen.als_pdf, []

    def tel(*args: Any) -> bytes:
        keren.append(1)
        return gewoon(*args)

    monkeypatch.setattr(samenstellen, "als_pdf", tel)
    start, zinnen = threading.Barrier(2), []

    def werk() -> None:
        start.wait()
        zinnen.append(opmaken.maak_op())
        connection.close()

    draden = [threading.Thread(target=werk) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()

    assert (sorted(zinnen), len(keren), stand()) == (["0 gemaakt", "1 gemaakt"], 1, (4, 1, 1))


def test_a_finding_publishes_nothing_and_says_why(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    bevries(rapportage)
    monkeypatch.setattr(controle, "controleer_pdf", lambda pdf: ["Tabel 1: er is geen kopcel."])

    zin = opmaken.maak_op()

    opmaak = Opmaak.objects.get()
    assert (zin, opmaak.toestand, opmaak.fouten, stand()) == (
        "0 gemaakt, 1 mislukt",
        OpmaakToestand.MISLUKT,
        ["Tabel 1: er is geen kopcel."],
        (0, 0, 0),
    )


def test_a_check_that_cannot_run_keeps_it_from_going_out(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    bevries(rapportage)
    monkeypatch.setattr(controle, "controleer_structuur", lambda pdf: [])
    monkeypatch.setattr(controle, "controleer_normen", lambda pdf: None)
    monkeypatch.setattr(controle, "controleer_pdf", CONTROLEER_PDF)

    opmaken.maak_op()

    assert (Opmaak.objects.get().fouten, stand()) == (
        ["Niet gecontroleerd op PDF/UA-1 en PDF/A-3a: het hulpmiddel page-validation ontbreekt."],
        (0, 0, 0),
    )


@pytest.mark.parametrize(
    ("wat", "zin"),
    [
        (PdfFout("De letters staan er niet."), "De letters staan er niet."),
        (KeyError("geheim"), "Er ging iets mis bij “pdf maken” (KeyError)."),
    ],
)
def test_what_goes_wrong_is_told_on_the_page(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch, wat: Exception, zin: str
) -> None:
    def stuk(*args: Any) -> bytes:
        raise wat

    bevries(rapportage)
    monkeypatch.setattr(samenstellen, "als_pdf", stuk)

    opmaken.maak_op()

    assert Opmaak.objects.get().fouten == [zin]


def test_one_that_fails_does_not_keep_the_next_from_being_made(
    plan: Any, rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    bevries(rapportage)
    bevries(maak_rapportage(plan, peildatum=rapportage.peildatum + timedelta(days=1)))
    uitkomsten = iter([["Fout."], []])
    monkeypatch.setattr(controle, "controleer_pdf", lambda pdf: next(uitkomsten))

    assert opmaken.maak_op() == "1 gemaakt, 1 mislukt"


def test_progress_can_be_read_meanwhile(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    gezien = []

    def kijk(maker: str) -> Any:
        gewoon = getattr(waar(maker), maker)

        def doe(*args: Any) -> Any:
            gezien.append(tuple(Opmaak.objects.values_list("bezig_met", "klaar").get()))
            return gewoon(*args)

        return doe

    for maker in MAKERS:
        monkeypatch.setattr(waar(maker), maker, kijk(maker))
    bevries(rapportage)
    opmaken.maak_op()

    assert gezien == [
        ("gegevens lezen", 5),
        ("pdf maken", 10),
        ("pdf controleren", 60),
        ("webpagina maken", 80),
    ]


def test_the_timer_does_it(rapportage: Rapportage) -> None:
    bevries(rapportage)

    call_command("verwerk_taken", stdout=(uit := io.StringIO()))

    assert "rapporten opmaken: 1 gemaakt." in uit.getvalue().splitlines()
    assert taken._werken["rapporten opmaken"].elke == timedelta(0)


def test_the_files_are_made_of_the_stored_data_alone(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    gezien: list[Any] = []
    gewoon = samenstellen.als_pdf
    versie = bevries(rapportage)
    Rapportage._base_manager.filter(pk=rapportage.pk).update(titel="Anders")
    monkeypatch.setattr(
        samenstellen, "als_pdf", lambda *args: gezien.append(args[0]) or gewoon(*args)
    )

    opmaken.maak_op()

    assert gezien == [json.loads(versie.momentopname.tekst)]


def test_for_the_demo_a_lease_can_be_let_go(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    bevries(rapportage)
    with monkeypatch.context() as dood:
        _dood_bij(dood, "als_pdf")
        with pytest.raises(GedoodError):
            opmaken.maak_op()

    opmaken.geef_vrij()

    assert opmaken.maak_op() == "1 gemaakt"


def test_what_nobody_got_yet_nobody_gets_once_its_report_is_withdrawn(
    rapportage: Rapportage,
) -> None:
    bevries(rapportage)
    trek_in(rapportage, door=None, reden="Er komt een ander.")

    assert opmaken.maak_op() == "0 gemaakt, 1 mislukt"
    assert (stand(), Opmaak.objects.get().fouten) == ((0, 0, 0), ["Het rapport is ingetrokken."])


def test_a_maker_that_is_killed_again_and_again_gives_up(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else no new version of the report could ever be frozen."""
    klok = Klok(monkeypatch)
    versie = bevries(rapportage)
    with monkeypatch.context() as dood:
        _dood_bij(dood, "als_pdf")
        for _ in range(2):
            with pytest.raises(GedoodError):
                opmaken.maak_op()
            klok.vooruit(opmaken.HUUR)
        klok.vooruit(opmaken.LANGST)
        assert opmaken.maak_op() == "0 gemaakt"

    assert Opmaak.objects.get().fouten == [opmaken.OPGEGEVEN]
    versies.probeer_opnieuw(versie, door=None)
    assert opmaken.maak_op() == "1 gemaakt"
