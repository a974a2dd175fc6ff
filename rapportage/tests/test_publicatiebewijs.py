"""What is frozen of reports is held to the logboek: the check finds what locks cannot stop."""

from typing import Any

import pytest
from django.db import connection, models

from jeugdhulp.controle import controleer_gemeente, controleer_sloten
from jeugdhulp.models import Gebeurtenis
from maatregelen.tests.test_bewijs import zonder_slot
from rapportage.choices import Stap, Vorm
from rapportage.domain.publicaties import sha256
from rapportage.models import Publicatie, Rapportversie, Versiestap
from rapportage.tests.bevroren import maak_rapportage, publiceer, zet_in_de_plaats

pytestmark = pytest.mark.django_db


@pytest.fixture
def versie(maatregel: Any, plan: Any, monkeypatch: pytest.MonkeyPatch) -> Rapportversie:
    """The second version of a report, vastgesteld by the college."""
    zet_in_de_plaats(monkeypatch)
    rapportage = maak_rapportage(plan)
    publiceer(rapportage)
    return publiceer(rapportage, tot=Stap.VASTGESTELD, reden="Een bedrag klopte niet.")


def fout(gemeente: Any) -> str:
    assert controleer_sloten() == []
    return controleer_gemeente(gemeente).fout


def bewerk(model: type[models.Model], zet: str, pk: int) -> None:
    connection.check_constraints()
    zonder_slot(f"UPDATE {model._meta.db_table} SET {zet} WHERE id = {pk}")  # noqa: S608


@pytest.mark.parametrize(
    "anders",
    ["nummer = 7", "gemaakt_op = '2020-01-01'", "reden = 'Niets bijzonders.'", "reden = ''"],
)
def test_a_version_that_was_changed_is_found(
    gemeente: Any, versie: Rapportversie, anders: str
) -> None:
    bewerk(Rapportversie, anders, versie.pk)

    assert fout(gemeente) == f"versie van een rapport {versie.pk}: staat niet zo in het logboek"


@pytest.mark.parametrize(
    "anders",
    ["stap = 'openbaar'", "dag = '2024-04-02'", "orgaan = 'de raad'", "nummer = 'B-1'"],
)
def test_a_step_that_was_changed_is_found(
    gemeente: Any, versie: Rapportversie, anders: str
) -> None:
    stap = versie.stappen.get(stap=Stap.VASTGESTELD)
    bewerk(Versiestap, anders, stap.pk)

    assert fout(gemeente) == f"stap van een versie {stap.pk}: staat niet zo in het logboek"


def test_a_step_slipped_in_is_found(gemeente: Any, versie: Rapportversie) -> None:
    """The database lets an insert pass; the trail has no line of it."""
    stap = versie.stappen.get(stap=Stap.VASTGESTELD)
    stap.pk, stap.stap = None, Stap.AANGEBODEN
    stap.save(force_insert=True)

    assert fout(gemeente) == f"stap van een versie {stap.pk}: staat niet zo in het logboek"


@pytest.mark.parametrize(
    "anders",
    [
        {"inhoud": b"iets anders"},
        {"inhoud": b""},
        {"inhoud": b"", "afgeschermd_op": "2024-05-01T10:00:00Z"},
        {"inhoud": b"iets anders", "afgeschermd_op": "2024-05-01T10:00:00Z"},
    ],
)
def test_a_file_that_was_changed_or_emptied_is_found(
    gemeente: Any, versie: Rapportversie, anders: dict[str, Any]
) -> None:
    bestand = versie.publicaties.get(vorm=Vorm.PDF)
    if anders == {"inhoud": b"", "afgeschermd_op": "2024-05-01T10:00:00Z"}:
        # The lock lets this pass: only an erratum makes it right.
        Publicatie.objects.filter(pk=bestand.pk).update(**anders)
    else:
        waarde = f"inhoud = {_bytes(anders['inhoud'])}"
        if "afgeschermd_op" in anders:
            waarde += f", afgeschermd_op = '{anders['afgeschermd_op']}'"
        bewerk(Publicatie, waarde, bestand.pk)

    assert fout(gemeente) == f"bestand {bestand.pk} van een rapport: is niet zoals het is uitgegaan"


def _bytes(inhoud: bytes) -> str:
    return f"'\\x{inhoud.hex()}'" if connection.vendor == "postgresql" else f"x'{inhoud.hex()}'"


def test_a_file_with_another_fingerprint_to_match_is_found(
    gemeente: Any, versie: Rapportversie
) -> None:
    bestand, nieuw = versie.publicaties.get(vorm=Vorm.PDF), b"iets anders"
    zet = f"inhoud = {_bytes(nieuw)}, sha256 = '{sha256(nieuw)}', grootte = {len(nieuw)}"
    bewerk(Publicatie, zet, bestand.pk)

    assert (
        fout(gemeente) == f"bestanden van rapportversie {versie.pk}: staan niet zo in het logboek"
    )


@pytest.mark.parametrize("vorm", [Vorm.PDF, Vorm.CSV])
def test_a_file_that_was_taken_away_is_found(
    gemeente: Any, versie: Rapportversie, vorm: str
) -> None:
    bestand = versie.publicaties.get(vorm=vorm)
    zonder_slot(f"DELETE FROM rapportage_publicatie WHERE id = {bestand.pk}")  # noqa: S608

    assert (
        fout(gemeente) == f"bestanden van rapportversie {versie.pk}: staan niet zo in het logboek"
    )


def test_all_files_taken_away_are_missed(gemeente: Any, versie: Rapportversie) -> None:
    zonder_slot(f"DELETE FROM rapportage_publicatie WHERE versie_id = {versie.pk}")  # noqa: S608

    assert fout(gemeente) == kwijt("bestanden van rapport gemaakt")


def test_a_step_that_was_taken_away_is_missed(gemeente: Any, versie: Rapportversie) -> None:
    zonder_slot("DELETE FROM rapportage_versiestap WHERE stap = 'vastgesteld'")

    assert fout(gemeente) == kwijt("versie van rapport een stap verder")


def kwijt(soort: str) -> str:
    """What is said of the last line of this kind when its rows are gone."""
    nummer = Gebeurtenis.objects.filter(soort=soort).latest("volgnummer").volgnummer
    return f"regel {nummer}: wat toen van een rapport is bewaard, is er niet meer zo"
