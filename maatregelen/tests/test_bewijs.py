"""Every Stand is held to the line written with it: the check finds what locks cannot stop."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from jeugdhulp import slot
from jeugdhulp.controle import controleer_gemeente, controleer_sloten
from jeugdhulp.models import Gebeurtenis
from maatregelen.models import Maatregel, Stand
from maatregelen.tests.factories import maak_stand

pytestmark = pytest.mark.django_db


def zonder_slot(opdracht: str) -> None:
    """What the owner of the database could do: take the locks off, change, put them back."""
    # PostgreSQL alters no table while it still has foreign keys to check.
    connection.check_constraints()
    slot.verwijder(connection)
    with connection.cursor() as cursor:
        cursor.execute(opdracht)
    connection.check_constraints()
    slot.installeer(connection)


def fout(gemeente: Any) -> str:
    assert controleer_sloten() == []
    return controleer_gemeente(gemeente).fout


def test_standen_made_by_the_one_function_are_whole(gemeente: Any, maatregel: Any) -> None:
    maak_stand(maatregel, tijd="rood")

    assert fout(gemeente) == ""


@pytest.mark.parametrize(
    "anders",
    [
        "totaal = 'oranje', afwijking_reden = 'zomaar', argument = 'zomaar'",
        "berekend_tijd = 'groen'",
        "berekend_feiten = 'tijd: groen: Alles is klaar.'",
        "tekst = 'Het liep altijd al goed.'",
        "peildatum = '2020-01-01'",
        "namens = 'de wethouder'",
    ],
)
def test_a_stand_that_was_changed_is_found(gemeente: Any, maatregel: Any, anders: str) -> None:
    stand = maak_stand(maatregel, tijd="rood")
    zonder_slot(f"UPDATE maatregelen_stand SET {anders} WHERE id = {stand.pk}")  # noqa: S608

    assert fout(gemeente) == f"stand {stand.pk} van maatregel 1a: staat niet zo in het logboek"


def test_a_stand_made_round_the_domain_is_found(gemeente: Any, maatregel: Any) -> None:
    """The database lets an insert pass; the trail has no line of it."""
    stand = Stand.objects.get()
    stand.pk, stand.tekst = None, "stiekem"
    stand.save(force_insert=True)

    assert fout(gemeente) == f"stand {stand.pk} van maatregel 1a: staat niet zo in het logboek"


def test_a_stand_that_was_taken_away_is_found(gemeente: Any, maatregel: Any) -> None:
    stand = maak_stand(maatregel, peildatum=date(2020, 1, 1))
    regel = Gebeurtenis.objects.filter(gemeente=gemeente).latest("volgnummer").volgnummer
    zonder_slot(f"DELETE FROM maatregelen_stand WHERE id = {stand.pk}")  # noqa: S608

    assert fout(gemeente) == f"regel {regel}: de stand die toen is vastgelegd, is er niet meer zo"


def test_a_phase_changed_without_a_stand_is_found(gemeente: Any, maatregel: Any) -> None:
    Maatregel._base_manager.filter(pk=maatregel.pk).update(fase="afgerond")

    assert fout(gemeente) == (
        "maatregel 1a: de fase is afgerond, maar haar laatste stand zegt in uitvoering"
    )
