"""A photo puts back what was made, row for row, and only where nothing stood."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from jeugdhulp.models import Gemeente
from jeugdhulp.tests import foto as foto_module
from jeugdhulp.tests.factories import GemeenteFactory
from jeugdhulp.tests.foto import Foto
from jeugdhulp.tests.kanarie import MERK, vul
from jeugdhulp.tests.klad import alle_rijen

pytestmark = pytest.mark.django_db


class Maker:
    """Makes the canary, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.keren = 0

    def __call__(self) -> str:
        self.keren += 1
        vul()
        return f"keer {self.keren}"


def daarna_leeg(lees: Callable[[], Any]) -> Any:
    """What `lees` gives; the rows it left behind are taken back."""
    punt = transaction.savepoint()
    gelezen = lees()
    transaction.savepoint_rollback(punt)
    return gelezen


def test_what_is_put_back_is_what_was_made() -> None:
    foto, maker = Foto(), Maker()

    keren = [daarna_leeg(lambda: (foto.zet_neer(maker), alle_rijen())) for _ in range(3)]

    assert (maker.keren, keren[1:]) == (1, keren[:1] * 2)
    assert {rij["titel"] for rij in keren[0][1]["maatregelen_historicalmaatregel"]} == {MERK}


def test_the_chain_that_is_put_back_verifies_and_goes_on() -> None:
    foto, maker = Foto(), Maker()
    daarna_leeg(lambda: foto.zet_neer(maker))
    foto.zet_neer(maker)
    uit = StringIO()

    erbij = GemeenteFactory(slug="erbij")
    call_command("controleer_logboek", stdout=uit)

    assert Gemeente.objects.order_by("pk").last() == erbij
    assert MERK in uit.getvalue()


def test_where_something_stands_the_rows_are_made() -> None:
    foto, maker = Foto(), Maker()
    daarna_leeg(lambda: foto.zet_neer(maker))
    GemeenteFactory(slug="al-hier")

    assert (foto.zet_neer(maker), Gemeente.objects.count()) == ("keer 2", 2)


def test_an_old_photo_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    foto, maker = Foto(), Maker()
    daarna_leeg(lambda: foto.zet_neer(maker))
    monkeypatch.setattr(foto_module, "_HOUDBAAR", 0)

    assert foto.zet_neer(maker) == "keer 2"
