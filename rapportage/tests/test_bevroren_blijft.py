"""A frozen report does not move, whatever becomes of the plan: with the real makers of files."""

import hashlib
import io
import json
import zipfile
from datetime import date
from typing import Any

import pikepdf
import pytest
from django.apps import apps

from jeugdhulp.controle import controleer_gemeente
from jeugdhulp.domain import plekken
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Agendapunt, Betrokkenheid, Maatregel, Mijlpaal, Plan
from maatregelen.tests.factories import MaatregelFactory, maak_stand
from rapportage.choices import OpmaakToestand, Stap, Vorm
from rapportage.domain import opmaken, samenstellen
from rapportage.models import Opmaak, Publicatie, Rapportversie
from rapportage.pdf import controleer_pdf
from rapportage.tests.bevroren import maak_rapportage, publiceer

pytestmark = pytest.mark.django_db
DAG = date(2024, 4, 1)


@pytest.fixture
def versie(plan: Plan, maatregel: Maatregel) -> Rapportversie:
    """Of a plan with two measures of which one is red; its files are the real ones."""
    ronde = open_ronde(plan, DAG, door=None)
    maak_stand(maatregel, peildatum=DAG, ronde=ronde, tekst="Het spreekuur is open.")
    ander = MaatregelFactory(plan=plan, code="2b", titel="Korter wachten", compleet=True)
    maak_stand(ander, peildatum=DAG, ronde=ronde, tijd="rood", tekst="De wachttijd groeit.")
    sluit_ronde(ronde, door=None, overige="overgenomen")
    return publiceer(maak_rapportage(plan), tot=Stap.OPENBAAR)


def verander_alles(plan: Plan) -> int:
    """Every free text of every tracked row becomes another, people go and the plan ends; how many
    rows that were."""
    aantal = 0
    for model in sorted(plekken.MODELLEN, key=lambda model: model._meta.label):
        velden = plekken.vrije_teksten(model)
        for rij in model._base_manager.all():
            anders = {
                veld: f"anders {rij.pk}" for veld in velden if isinstance(getattr(rij, veld), str)
            }
            if model is Agendapunt and rij.maatregel_id is not None:
                # Named after its measure, which gets another name itself.
                del anders["onderwerp"]
            aantal += model._base_manager.filter(pk=rij.pk).update(**anders)
    Maatregel._base_manager.update(fase="gestopt")
    Mijlpaal._base_manager.update(toestand="vervallen")
    Betrokkenheid._base_manager.update(tot_en_met=date(2024, 4, 30))
    Plan._base_manager.update(tot_en_met=date(2024, 5, 1), aspecten=[])
    apps.get_model("jeugdhulp", "Gemeente")._base_manager.update(naam="Anderstad")
    return aantal


def test_changing_renaming_and_ending_everything_changes_no_byte(
    versie: Rapportversie, plan: Plan
) -> None:
    voor = {rij.naam: bytes(rij.inhoud) for rij in versie.publicaties.all()}
    bijlagen = _bijlagen(voor)

    assert verander_alles(plan) > 10

    na = {rij.naam: bytes(rij.inhoud) for rij in Publicatie.objects.filter(versie=versie)}
    assert na == voor
    assert {rij.sha256 for rij in versie.publicaties.all()} == {
        hashlib.sha256(inhoud).hexdigest() for inhoud in voor.values()
    }
    # And made once more of the stored data it is the same file.
    versie.momentopname.refresh_from_db()
    gegevens = json.loads(versie.momentopname.tekst)
    assert samenstellen.als_pdf(gegevens, bijlagen) == voor[_naam(voor, ".pdf")]
    assert samenstellen.als_web(gegevens).encode() == voor[_naam(voor, ".html")]


def _naam(bestanden: dict[str, bytes], einde: str) -> str:
    [naam] = [naam for naam in bestanden if naam.endswith(einde)]
    return naam


def _bijlagen(bestanden: dict[str, bytes]) -> list[Any]:
    """What goes into the PDF, as it was made."""
    versie = Rapportversie.objects.select_related("momentopname").get()
    tabellen = samenstellen.tabellen(json.loads(versie.momentopname.tekst))
    csv = {naam: inhoud for naam, inhoud in bestanden.items() if naam.endswith(".csv")}
    return opmaken.bijlagen(csv, [kop for kop, rijen in tabellen.items() if len(rijen) > 1])


def test_the_real_files_are_what_they_should_be(versie: Rapportversie, gemeente: Any) -> None:
    bestanden = {rij.naam: bytes(rij.inhoud) for rij in versie.publicaties.all()}
    pdf = bestanden[_naam(bestanden, ".pdf")]

    assert Opmaak.objects.get().toestand == OpmaakToestand.GEREED
    assert controleer_pdf(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as gelezen:
        in_pdf = {
            naam: gelezen.attachments[naam].get_file().read_bytes() for naam in gelezen.attachments
        }
    csv = {naam: inhoud for naam, inhoud in bestanden.items() if naam.endswith(".csv")}
    # A newline may have come behind it (see `pdf.maken`).
    assert {naam: inhoud.rstrip(b"\n") for naam, inhoud in in_pdf.items()} == {
        naam: inhoud.rstrip(b"\n") for naam, inhoud in csv.items()
    }
    with zipfile.ZipFile(io.BytesIO(bestanden[_naam(bestanden, ".ods")])) as archief:
        assert archief.testzip() is None
    assert bestanden[_naam(bestanden, ".html")].startswith(b"<")
    assert set(versie.publicaties.values_list("vorm", flat=True)) == set(Vorm.values)
    assert controleer_gemeente(gemeente).fout == ""
