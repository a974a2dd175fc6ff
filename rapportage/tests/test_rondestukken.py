"""The papers of a round: what they say, as whom they may be read, and that those of a closed round
do not move."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Gemeente
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde import rondebeeld
from maatregelen.domain.ronde.actiepunten import meld_actiepunt_gereed, spreek_af
from maatregelen.domain.ronde.agenda import leg_vast
from maatregelen.domain.ronde.besluiten import doe_besluit_af, leg_besluit_vast
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Plan, Ronde, Rondestap
from maatregelen.tests.factories import MaatregelFactory, in_handeling, maak_stand
from rapportage.domain import rondestukken
from rapportage.domain.rondestukken import BESLUITENLIJST, STUKKEN, WETHOUDER, als_pdf, lees_stuk
from rapportage.pdf import PdfFout, controleer_pdf

DAG, MEI = date(2024, 3, 1), date(2024, 5, 1)
RONDES = "/waterstad/plan-jeugd/rondes/"


def tekst_van(pdf: bytes) -> str:
    bladen = pypdf.PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(blad.extract_text() for blad in bladen).replace("\xa0", " ").split())


def papieren(ronde: Ronde) -> dict[str, bytes]:
    """Every paper of a round, read anew."""
    stuk = lees_stuk(Ronde.objects.select_related("plan__gemeente").get(pk=ronde.pk))
    assert stuk is not None
    return {soort: als_pdf(stuk, soort) for soort in (BESLUITENLIJST, STUKKEN, WETHOUDER)} | {
        "docx": rondestukken.als_docx(stuk),
        "web": rondestukken.als_web(stuk).encode(),
    }


@pytest.fixture
def ronde(plan: Plan) -> Ronde:
    """A round with a measure that is red, one that nobody updated, decisions and actiepunten of
    before and of now."""
    rood = MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij huis", compleet=True)
    MaatregelFactory(plan=plan, code="1b", titel="Meer praktijkondersteuners", compleet=True)
    ankie = PersoonFactory(gemeente=plan.gemeente, naam="Ankie Vos")
    leg_besluit_vast(plan, "Wij gaan eerst meten.", date(2024, 1, 5), [rood], door=None)
    spreek_af(plan, "De nulmeting afmaken.", ankie, date(2024, 2, 1), door=None)
    open_ = open_ronde(plan, DAG, door=None)
    maak_stand(
        rood, peildatum=DAG, ronde=open_, tijd="rood", oorzaak="De aannemer stopte.", tekst="Stil."
    )
    leg_vast(open_, door=None)
    leg_besluit_vast(plan, "Wij vragen extra geld.", DAG, [rood], ronde=open_, door=None)
    spreek_af(plan, "De offerte opvragen.", ankie, MEI, maatregel=rood, ronde=open_, door=None)
    return open_


def test_van_een_ronde_die_loopt_is_alles_een_concept(ronde: Ronde) -> None:
    stuk = lees_stuk(ronde)

    assert stuk is not None
    assert stuk.merken == ["CONCEPT"]
    tekst = tekst_van(als_pdf(stuk, BESLUITENLIJST))
    for deel in (
        "Besluitenlijst, ronde per 1 maart 2024",
        "De ronde loopt nog.",
        "Wij vragen extra geld.",
        "De offerte opvragen.",
        "Wij gaan eerst meten.",
        "De nulmeting afmaken.",
        "Ankie Vos",
        "voorstel",
    ):
        assert deel in tekst


@pytest.mark.parametrize("soort", [BESLUITENLIJST, STUKKEN, WETHOUDER])
@pytest.mark.parametrize("gesloten", [False, True])
def test_een_stuk_is_toegankelijk_en_te_bewaren(ronde: Ronde, soort: str, gesloten: bool) -> None:
    stuk = lees_stuk(sluit_ronde(ronde, door=None, overige="overgenomen") if gesloten else ronde)

    assert stuk is not None
    assert controleer_pdf(als_pdf(stuk, soort)) == []


def test_de_stukken_geven_per_agendapunt_wat_het_overleg_nodig_heeft(ronde: Ronde) -> None:
    tekst = tekst_van(papieren(ronde)[STUKKEN])

    for deel in (
        "Het licht is rood",
        "De aannemer stopte.",
        "Wat de regels berekenen",
        "Planning van 1a",
        "De offerte opvragen.",
        "Actiepunten die open staan",
    ):
        assert deel in tekst


def test_voor_de_wethouder_staat_er_niets_berekends_op_en_past_het_op_een_a4(ronde: Ronde) -> None:
    pdf = papieren(ronde)[WETHOUDER]

    tekst = tekst_van(pdf)
    assert len(pypdf.PdfReader(BytesIO(pdf)).pages) == 1
    assert "ronde per 1 maart 2024" in tekst
    assert "De aannemer stopte." in tekst
    assert "Besluit 2" in tekst
    assert "regels" not in tekst


def test_de_besluitenlijst_als_docx_zegt_hetzelfde(ronde: Ronde) -> None:
    document = docx.Document(BytesIO(papieren(ronde)["docx"]))

    regels = [alinea.text for alinea in document.paragraphs]
    assert regels[0] == "Besluitenlijst, ronde per 1 maart 2024"
    assert "Besluit 2: Wij vragen extra geld." in regels
    assert "Actiepunt 2: De offerte opvragen." in regels
    assert "Ankie Vos, klaar voor 1 februari 2024, te laat; over het hele plan" in regels
    assert document.sections[0].header.paragraphs[0].text == "CONCEPT"


def test_de_stukken_van_een_gesloten_ronde_veranderen_niet_meer(ronde: Ronde) -> None:
    """Rule 7: whatever is renamed, changed or done after it closed."""
    sluit_ronde(ronde, door=None, overige="overgenomen")
    eerst = papieren(ronde)
    plan = ronde.plan
    with in_handeling():
        for rij in [
            plan,
            *plan.maatregelen.all(),
            *(punt.wie for punt in plan.actiepunten.select_related("wie")),
        ]:
            for veld in ("titel", "naam", "naam_overleg", "naam_maatregel"):
                if hasattr(rij, veld):
                    setattr(rij, veld, "Anders")
            rij.save()

        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam="x")
    for besluit in plan.besluiten.lopend():
        doe_besluit_af(besluit, MEI, door=None)
    for punt in plan.actiepunten.open():
        meld_actiepunt_gereed(punt, MEI, door=None)
    volgende = open_ronde(plan, MEI, door=None)
    maak_stand(plan.maatregelen.get(code="1a"), peildatum=MEI, ronde=volgende)

    assert papieren(ronde) == eerst


@pytest.mark.parametrize("voorbeeld", [True, False])
def test_of_een_gesloten_ronde_een_voorbeeld_is_staat_vast(ronde: Ronde, voorbeeld: bool) -> None:
    """Rule 7: also when the gemeente is marked otherwise afterwards."""
    gemeenten = Gemeente.objects.filter(pk=ronde.plan.gemeente_id)
    gemeenten.update(voorbeeld=voorbeeld)
    sluit_ronde(ronde, door=None, overige="overgenomen")
    eerst = papieren(ronde)
    assert ("VOORBEELD" in tekst_van(eerst[BESLUITENLIJST])) == voorbeeld

    gemeenten.update(voorbeeld=not voorbeeld)

    assert papieren(ronde) == eerst


def test_van_wat_eerder_is_bewaard_zegt_de_gemeente_of_het_een_voorbeeld_is(
    ronde: Ronde, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first snapshots did not tell; the mark of an invented gemeente may never fall off."""
    lees_plan = rondebeeld._plan
    zonder = {"voorbeeld"}
    monkeypatch.setattr(
        rondebeeld,
        "_plan",
        lambda plan: {naam: deel for naam, deel in lees_plan(plan).items() if naam not in zonder},
    )
    sluit_ronde(ronde, door=None, overige="overgenomen")
    merken = []
    for voorbeeld in (True, False):
        Gemeente.objects.filter(pk=ronde.plan.gemeente_id).update(voorbeeld=voorbeeld)
        stuk = lees_stuk(Ronde.objects.select_related("plan__gemeente").get(pk=ronde.pk))
        assert stuk is not None
        merken.append(stuk.merken)

    assert merken == [["VOORBEELD"], []]


def test_een_gesloten_ronde_noemt_de_vingerafdruk_van_wat_is_bewaard(ronde: Ronde) -> None:
    sluit_ronde(ronde, door=None, overige="overgenomen")
    stuk = lees_stuk(Ronde.objects.select_related("plan__gemeente").get(pk=ronde.pk))

    assert stuk is not None
    momentopname = Rondestap.objects.get(ronde=ronde, soort="gesloten").momentopname
    assert momentopname is not None
    assert (stuk.merken, stuk.vingerafdruk) == ([], momentopname.sha256)
    assert "bevestigd" in tekst_van(als_pdf(stuk, BESLUITENLIJST))


def test_zonder_agenda_geven_de_stukken_elke_lopende_maatregel(plan: Plan) -> None:
    MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij huis")

    tekst = tekst_van(papieren(open_ronde(plan, DAG, door=None))[STUKKEN])

    assert "De agenda is nog niet opgemaakt." in tekst
    assert "Er is nog geen stand vastgelegd." in tekst


def test_de_pagina_en_de_bestanden(client: Any, bestuurder: Any, ronde: Ronde) -> None:
    client.force_login(bestuurder)
    adres = f"{RONDES}{ronde.pk}/"

    pagina = client.get(f"{adres}besluitenlijst/")

    assert vind(pagina, "h1") == ["Besluitenlijst, ronde per 1 maart 2024"]
    links = kenmerken(pagina, ".rondestukken a", "href")
    assert links == [
        f"{adres}{naam}"
        for naam in (
            "besluitenlijst/",
            "besluitenlijst.pdf",
            "besluitenlijst.docx",
            "stukken.pdf",
            "wethouder.pdf",
        )
    ]
    bestand = client.get(links[1])
    assert bestand["Content-Disposition"] == (
        'attachment; filename="besluitenlijst-waterstad-plan-jeugd-2024-03-01-concept.pdf"'
    )
    assert bestand.content.startswith(b"%PDF")


@pytest.mark.parametrize("naam", ["besluitenlijst", "stukken", "wethouder"])
def test_een_pdf_die_niet_lukt_brengt_terug_en_zegt_het(
    client: Any, bestuurder: Any, ronde: Ronde, monkeypatch: pytest.MonkeyPatch, naam: str
) -> None:
    def mislukt(*_: Any, **__: Any) -> bytes:
        raise PdfFout("kapot")

    monkeypatch.setattr("rapportage.domain.rondestukken.maak_pdf", mislukt)
    client.force_login(bestuurder)

    antwoord = client.get(f"{RONDES}{ronde.pk}/{naam}.pdf")

    assert (antwoord.status_code, antwoord["Location"]) == (302, f"{RONDES}{ronde.pk}/")
    pagina = client.get(antwoord["Location"])
    assert "De pdf maken lukte niet. Probeer het over een minuut opnieuw." in " ".join(
        vind(pagina, ".melding")
    )


def test_van_een_ronde_van_voor_het_bewaren_is_er_geen_stuk(
    client: Any, bestuurder: Any, plan: Plan
) -> None:
    client.force_login(bestuurder)
    with in_handeling():
        ronde = Ronde(
            plan=plan,
            peildatum=DAG,
            toestand="gesloten",
            geopend_op=kalender.nu(),
            gesloten_op=kalender.nu(),
        )
        ronde.save()
        logboek.schrijf("ronde gesloten", plan, gemeente_id=plan.gemeente_id, naam="x")

    pagina = client.get(f"{RONDES}{ronde.pk}/besluitenlijst/")

    assert vind(pagina, ".leeg__kop") == ["Van deze ronde is geen besluitenlijst bewaard."]
    assert client.get(f"{RONDES}{ronde.pk}/besluitenlijst.pdf").status_code == 404


def test_de_stukken_van_een_gesloten_ronde_kosten_weinig_vragen(
    client: Any, bestuurder: Any, ronde: Ronde, django_assert_num_queries: Any
) -> None:
    client.force_login(bestuurder)
    sluit_ronde(ronde, door=None, overige="overgenomen")

    with django_assert_num_queries(8):
        client.get(f"{RONDES}{ronde.pk}/besluitenlijst/")


def test_wie_het_hele_plan_niet_leest_krijgt_de_stukken_niet(
    client: Any, externe: Any, plan: Plan
) -> None:
    client.force_login(externe)
    ronde = open_ronde(plan, DAG, door=None)

    assert client.get(f"{RONDES}{ronde.pk}/stukken.pdf").status_code == 403
