"""Two people who take a round further at once: one does, the other hears it."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from jeugdhulp import kalender
from jeugdhulp.tests.factories import GebruikerFactory
from maatregelen.domain import wijzigen
from maatregelen.domain.ronde import agendafeed, rondes
from maatregelen.domain.ronde.actiepunten import wijzig_actiepunt
from maatregelen.domain.ronde.besluiten import wijzig_besluit
from maatregelen.domain.ronde.rondeplanning import verplaats_ronde
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Agendasleutel, Bevestiging, Ronde, Rondestap
from maatregelen.tests.factories import (
    ActiepuntFactory,
    BesluitFactory,
    MaatregelFactory,
    PlanFactory,
    RondeFactory,
    maak_stand,
)

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


def tegelijk(*daden: Callable[[], Any]) -> list[Any]:
    """What each gave, or said why not, when they began together."""
    uitkomst: list[Any] = []

    def doe(daad: Callable[[], Any]) -> None:
        try:
            daad()
            uitkomst.append("gedaan")
        except ValidationError as fout:
            uitkomst.append(fout.messages)
        except Exception as fout:
            uitkomst.append(type(fout).__name__)
        finally:
            connection.close()

    draden = [threading.Thread(target=doe, args=(daad,)) for daad in daden]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(60)
    return sorted(uitkomst, key=str)


def wacht_op_elkaar() -> Callable[[], None]:
    """Somebody who comes here waits for the other, unless that one is kept away by a lock."""
    samen = threading.Barrier(2)

    def wacht() -> None:
        with suppress(threading.BrokenBarrierError):
            samen.wait(1)

    return wacht


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("wat", ["besluit", "actiepunt"])
def test_what_a_round_agreed_is_not_rewritten_while_it_closes(
    wat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who changes it waits for who closes, and then hears that it stands."""
    plan = PlanFactory()
    ronde = open_ronde(plan, MAART, door=None)
    besluit = BesluitFactory(plan=plan, ronde=ronde, tekst="Zoals afgesproken")
    actiepunt = ActiepuntFactory(plan=plan, ronde=ronde, tekst="Zoals afgesproken")
    wijzig: Callable[[], Any] = {
        "besluit": lambda: wijzig_besluit(besluit, {"tekst": "Anders"}, door=None, reden="Fout."),
        "actiepunt": lambda: wijzig_actiepunt(actiepunt, {"tekst": "Anders"}, door=None),
    }[wat]
    vast, bevries = threading.Event(), rondes._bevries

    def bevries_langzaam(*args: Any) -> Any:
        gelezen = bevries(*args)
        vast.set()
        # Long enough to be overtaken by who does not wait.
        threading.Event().wait(1)
        return gelezen

    def wijzig_daarna() -> None:
        vast.wait(30)
        wijzig()

    monkeypatch.setattr(rondes, "_bevries", bevries_langzaam)
    gedaan, [geweigerd] = tegelijk(
        lambda: sluit_ronde(ronde, door=None, overige="overgenomen"), wijzig_daarna
    )[::-1]

    assert (gedaan, "de ronde per 1 maart 2024, en die is gesloten" in geweigerd) == (
        "gedaan",
        True,
    )
    besluit.refresh_from_db()
    actiepunt.refresh_from_db()
    assert (besluit.tekst, actiepunt.tekst) == ("Zoals afgesproken", "Zoals afgesproken")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_two_rounds_that_move_at_once_do_not_get_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, dag = PlanFactory(), kalender.vandaag() + timedelta(days=40)
    eerste, tweede = (
        RondeFactory(plan=plan, peildatum=op, opent_op=op)
        for op in (dag - timedelta(days=9), dag + timedelta(days=9))
    )
    wacht, bewaar = wacht_op_elkaar(), Ronde.save

    def save(rij: Ronde, **anders: Any) -> None:
        wacht()
        bewaar(rij, **anders)

    monkeypatch.setattr(Ronde, "save", save)

    def verplaats(ronde: Ronde) -> Callable[[], Any]:
        return lambda: verplaats_ronde(ronde, {"opent_op": dag}, door=None, reden="Reces.")

    assert tegelijk(verplaats(eerste), verplaats(tweede)) == [
        ["Er is al een ronde op deze peildatum."],
        "gedaan",
    ]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_two_addresses_asked_at_once_leave_one_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, gebruiker = PlanFactory(), GebruikerFactory()
    wacht, kenmerk = wacht_op_elkaar(), agendafeed._kenmerk

    def langzaam(geheim: str) -> str:
        wacht()
        return kenmerk(geheim)

    monkeypatch.setattr(agendafeed, "_kenmerk", langzaam)

    def maak() -> None:
        agendafeed.maak_sleutel(plan, door=gebruiker)

    assert tegelijk(maak, maak) == ["gedaan", "gedaan"]
    assert Agendasleutel.objects.count() == 1
