"""Two people who take a round further at once: one does, the other hears it."""

import threading
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from maatregelen.domain import wijzigen
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Bevestiging, Rondestap
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, maak_stand

MAART = date(2024, 3, 1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_who_closes_does_not_wait_for_who_changes_a_measure() -> None:
    """A stand locks its measure and then the round; closing writes rows that refer to the measure
    while it holds the round. Did these rows wait for the measure, each would wait for the other."""
    plan = PlanFactory()
    maatregel = MaatregelFactory(plan=plan)
    maak_stand(maatregel, peildatum=date(2024, 1, 1))
    ronde = open_ronde(plan, MAART, door=None)
    uitkomst: list[Any] = []

    def sluit() -> None:
        try:
            uitkomst.append(sluit_ronde(ronde, door=None, overige="overgenomen").toestand)
        finally:
            connection.close()

    draad = threading.Thread(target=sluit)
    with transaction.atomic():
        wijzigen.vergrendel(maatregel)
        draad.start()
        draad.join(20)
        gesloten_terwijl_vast = list(uitkomst)
    draad.join(60)

    assert gesloten_terwijl_vast == ["gesloten"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_two_at_once_close_a_round_once() -> None:
    plan = PlanFactory()
    maak_stand(MaatregelFactory(plan=plan), peildatum=date(2024, 1, 1))
    ronde = open_ronde(plan, MAART, door=None)
    samen = threading.Barrier(2)
    uitkomst: list[Any] = []

    def sluit() -> None:
        try:
            samen.wait(10)
            uitkomst.append(sluit_ronde(ronde, door=None, overige="overgenomen").toestand)
        except ValidationError as fout:
            uitkomst.append(fout.messages)
        finally:
            connection.close()

    draden = [threading.Thread(target=sluit) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(60)

    assert sorted(uitkomst, key=str) == [["Deze ronde is al gesloten."], "gesloten"]
    assert Bevestiging.objects.count() == 1
    assert Rondestap.objects.filter(soort="gesloten").count() == 1
