"""The bewijsstuk of a measure: every line in full, and what an accountant needs to check it."""

import hashlib
import json
from io import BytesIO, StringIO
from typing import Any

import pypdf
import pytest
from django.core.management import call_command
from django.db import connection

from jeugdhulp import kalender, slot
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain.afschermen import voer_uit, vraag_afschermen
from jeugdhulp.models import Gebeurtenis, Toegangsregel
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.models import Maatregel
from maatregelen.tests.factories import MaatregelFactory, maak_stand
from rapportage.domain.bewijsstuk import BIJLAGE, maak_bewijsstuk, verzamel
from rapportage.pdf import controleer_pdf

ADRES = "/waterstad/plan-jeugd/maatregelen/1a/bewijsstuk/"


def tekst_van(pdf: bytes) -> str:
    bladen = pypdf.PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(blad.extract_text() for blad in bladen).split())


def bijlage_van(pdf: bytes) -> Any:
    [inhoud] = pypdf.PdfReader(BytesIO(pdf)).attachments[BIJLAGE]
    return json.loads(inhoud)


@pytest.fixture
def verhaal(maatregel: Maatregel, trekker: Any) -> Maatregel:
    """1a with a second stand by its trekker; another measure has lines in between."""
    maak_stand(MaatregelFactory(plan=maatregel.plan, code="1b"), tekst="Dit gaat over 1b.")
    maak_stand(
        maatregel,
        tijd="rood",
        tekst="De start is uitgesteld tot het najaar.",
        reden="te weinig mensen",
        namens="de werkgroep, mail van 3 maart",
        door=trekker,
    )
    return maatregel


def test_a_line_is_checked_with_nothing_but_sha256(verhaal: Maatregel, trekker: Any) -> None:
    """As an accountant does: from the attachment alone, without a line of this application."""
    bijlage = bijlage_van(maak_bewijsstuk(verhaal, door=trekker).pdf)

    for regel in bijlage["regels"]:
        gelezen = json.loads(regel["regel"])
        assert hashlib.sha256(regel["regel"].encode()).hexdigest() == regel["hash"]
        inhoud = (regel["zout"] + regel["inhoud"]).encode()
        assert hashlib.sha256(inhoud).hexdigest() == gelezen["inhoud_hash"]
        assert gelezen["vorige"] == regel["vorige_hash"]
        assert gelezen["volgnummer"] == regel["volgnummer"]
    assert [json.loads(regel["inhoud"])["reden"] for regel in bijlage["regels"]] == [
        "gemaakt voor een test",
        "voor de test",
        "te weinig mensen",
    ]


def test_it_tells_who_when_what_and_why_in_full(verhaal: Maatregel, trekker: Any) -> None:
    tekst = tekst_van(maak_bewijsstuk(verhaal, door=trekker).pdf)

    regel = Gebeurtenis.objects.over(verhaal)[0]
    for deel in (
        f"Regel {regel.volgnummer}: Stand vastgelegd",
        "trekker, namens de werkgroep, mail van 3 maart",
        "te weinig mensen",
        "De start is uitgesteld tot het najaar.",
        "Het loopt zoals gepland.",
        regel.hash,
        regel.vorige_hash,
        regel.inhoud_hash,
    ):
        assert deel in tekst.replace("\xa0", " ")
    assert "Dit gaat over 1b." not in tekst


def test_it_is_accessible_and_archivable(verhaal: Maatregel, trekker: Any) -> None:
    assert controleer_pdf(maak_bewijsstuk(verhaal, door=trekker).pdf) == []


def test_the_printed_head_is_what_the_check_takes(verhaal: Maatregel, trekker: Any) -> None:
    gegevens = verzamel(verhaal)

    call_command("controleer_logboek", "--kop", gegevens["kop"], stdout=StringIO())

    assert gegevens["kop"] == str(verhaal.plan.gemeente.ketenkop)
    assert gegevens["keten"] == {"regels": Gebeurtenis.objects.count(), "fout": ""}


def test_destroyed_content_is_told_with_its_ground(
    verhaal: Maatregel, beheerder: Any, beleidsadviseur: Any
) -> None:
    grond = "naam van een cliënt"
    verzoek = vraag_afschermen(verhaal.plan.gemeente, "najaar", grond=grond, door=beheerder)
    voer_uit(verzoek, door=beleidsadviseur)

    pdf = maak_bewijsstuk(verhaal, door=beheerder).pdf

    laatste = bijlage_van(pdf)["regels"][-1]
    assert (laatste["inhoud"], laatste["zout"]) == (None, None)
    assert hashlib.sha256(laatste["regel"].encode()).hexdigest() == laatste["hash"]
    assert f"Inhoud vernietigd. Grond: {grond}" in tekst_van(pdf)
    assert controleer_pdf(pdf) == []


def test_a_line_that_was_changed_is_told(verhaal: Maatregel, trekker: Any) -> None:
    """Whoever owns the database can take the lock off; the bewijsstuk says what it finds."""
    regel = Gebeurtenis.objects.over(verhaal)[0]
    slot.verwijder(connection)
    anders = (regel.inhoud or "").replace("najaar", "voorjaar")
    Gebeurtenis._base_manager.filter(pk=regel.pk).update(inhoud=anders)

    gegevens = verzamel(verhaal)

    assert gegevens["regels"][-1]["fout"] == "de inhoud is veranderd"
    assert gegevens["keten"]["fout"] == f"regel {regel.volgnummer}: de inhoud is veranderd"
    tekst = tekst_van(maak_bewijsstuk(verhaal, door=trekker).pdf)
    assert "De keten klopt niet." in tekst
    assert "Deze regel klopt niet: de inhoud is veranderd." in tekst


def test_what_people_typed_is_escaped(maatregel: Maatregel, trekker: Any) -> None:
    maak_stand(maatregel, tekst="<b>vet</b> & <script>x()</script>")

    assert "<b>vet</b> & <script>x()</script>" in tekst_van(
        maak_bewijsstuk(maatregel, door=trekker).pdf
    )


@pytest.mark.parametrize("aantal", [1, 3])
def test_it_takes_the_same_queries_for_more_lines(
    plan: Any, aantal: int, django_assert_num_queries: Any
) -> None:
    maatregel = MaatregelFactory(plan=plan)
    for _ in range(aantal):
        maak_stand(maatregel)

    with django_assert_num_queries(5):
        assert len(verzamel(maatregel)["regels"]) == aantal + 1


# From the browser.


def test_page_explains_and_asks(client: Any, maatregel: Maatregel, bestuurder: Any) -> None:
    client.force_login(bestuurder)

    antwoord = client.get(ADRES)

    assert vind(antwoord, "main button") == ["Bewijsstuk maken (pdf)"]
    assert not Toegangsregel.objects.filter(soort=ToegangSoort.BEWIJSSTUK_GEMAAKT).exists()


def test_trail_leads_to_it(client: Any, maatregel: Maatregel, bestuurder: Any) -> None:
    client.force_login(bestuurder)

    antwoord = client.get("/waterstad/plan-jeugd/maatregelen/1a/wijzigingen/")

    assert kenmerken(antwoord, "main a.knop", "href") == [ADRES]


def test_making_it_is_noted_in_the_register_and_not_in_the_chain(
    client: Any, maatregel: Maatregel, bestuurder: Any
) -> None:
    client.force_login(bestuurder)
    regels = Gebeurtenis.objects.count()

    antwoord = client.post(ADRES)

    dag = kalender.vandaag().isoformat()
    assert antwoord["Content-Disposition"] == (
        f'attachment; filename="bewijsstuk-waterstad-plan-jeugd-1a-{dag}.pdf"'
    )
    assert antwoord.content.startswith(b"%PDF-")
    regel = Toegangsregel.objects.get(soort=ToegangSoort.BEWIJSSTUK_GEMAAKT)
    assert (regel.gebruiker, regel.gemeente, regel.over) == (
        bestuurder,
        maatregel.plan.gemeente,
        "waterstad/plan-jeugd/1a",
    )
    assert Gebeurtenis.objects.count() == regels
