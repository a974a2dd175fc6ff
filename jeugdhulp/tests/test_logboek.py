"""The chain: its text, its hashes, its numbers, and that no act gets past it."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp import kalender, logboek
from jeugdhulp.checks import geen_verschoven_klok
from jeugdhulp.controle import controleer_keten
from jeugdhulp.handeling import GeenHandelingError
from jeugdhulp.historie import BulkGeweigerdError
from jeugdhulp.models import Gebeurtenis, Gemeente, Ketenkop, Organisatie, Persoon
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory, PersoonFactory
from maatregelen.models import Bevestiging, Maatregel, Mijlpaal, Plan, Ronde, Stand
from maatregelen.tests.factories import MaatregelFactory, maak_stand

NUL = "0" * 64


@pytest.fixture
def gemeente(db: None) -> Any:
    """A gemeente with an empty chain."""
    return GemeenteFactory(slug="waterstad", naam="Waterstad")


def schrijf(gemeente: Gemeente, soort: str = "proef", **rest: Any) -> None:
    logboek.schrijf(soort, gemeente, gemeente_id=gemeente.pk, naam=gemeente.naam, **rest)


def mislukt_halverwege(werk: Callable[[], Any]) -> None:
    """Work in a savepoint of its own that is taken back."""
    with suppress(ZeroDivisionError), transaction.atomic():
        werk()
        raise ZeroDivisionError


def bewaar(gemeente: Gemeente, naam: str = "Ada") -> Persoon:
    """A tracked row, saved as is: whether that may is what the tests ask."""
    persoon = Persoon(gemeente=gemeente, naam=naam)
    persoon.save()
    return persoon


def val_om(gemeente: Gemeente) -> None:
    """An act, or part of one, that changes a row, writes a line, and then fails."""
    with logboek.handeling(door=None):
        bewaar(gemeente, "Weg")
        schrijf(gemeente, "mislukt")
        raise ZeroDivisionError


def nummers(gemeente: Gemeente) -> list[int]:
    regels = Gebeurtenis.objects.filter(gemeente=gemeente).order_by("pk")
    return list(regels.values_list("volgnummer", flat=True))


def soorten(gemeente: Gemeente) -> list[str]:
    regels = Gebeurtenis.objects.filter(gemeente=gemeente).order_by("volgnummer")
    return list(regels.values_list("soort", flat=True))


def sha256(tekst: str) -> str:
    return hashlib.sha256(tekst.encode()).hexdigest()


def test_three_lines_hash_as_the_docs_say(gemeente: Gemeente) -> None:
    """Recomputed here from the columns alone, with hashlib and json."""
    door = GebruikerFactory()
    for reden in ("eerste", "tweede", "derde"):
        with logboek.handeling(door=door, reden=reden, kanaal="test"):
            schrijf(gemeente, na={"licht": "rood"})

    vorige = NUL
    for rij in Gebeurtenis.objects.order_by("volgnummer"):
        gegevens = {
            "gemeente": gemeente.pk,
            "volgnummer": rij.volgnummer,
            "moment": rij.moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
            "door": door.pk,
            "soort": "proef",
            "onderwerp_soort": "jeugdhulp.gemeente",
            "onderwerp_id": gemeente.pk,
            "handeling": str(rij.handeling),
            "inhoud_hash": sha256(rij.zout + rij.inhoud),
            "feiten_hash": "",
            "vorige": vorige,
        }
        tekst = json.dumps(gegevens, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert (rij.regel, rij.hash, rij.vorige_hash) == (tekst, sha256(tekst), vorige)
        vorige = rij.hash
    kop = Ketenkop.objects.get(gemeente=gemeente)
    assert (kop.volgnummer, kop.hash) == (3, vorige)


def test_content_says_what_changed_and_why(gemeente: Gemeente) -> None:
    with logboek.handeling(door=None, reden="omdat het moet", kanaal="test"):
        schrijf(gemeente, voor={"licht": "groen"}, na={"licht": "rood"}, bron="brief")

    assert Gebeurtenis.objects.get().gegevens == {
        "onderwerp": "Waterstad",
        "voor": {"licht": "groen"},
        "na": {"licht": "rood"},
        "reden": "omdat het moet",
        "kanaal": "test",
        "bron": "brief",
    }


def test_the_same_content_never_has_the_same_hash(gemeente: Gemeente) -> None:
    """The salt: who knows a short content cannot recognise it once it is destroyed."""
    with logboek.handeling(door=None):
        schrijf(gemeente)
        schrijf(gemeente)

    rijen = Gebeurtenis.objects.all()
    assert len({rij.inhoud for rij in rijen}) == 1
    assert len({rij.inhoud_hash for rij in rijen}) == 2
    assert {len(rij.zout) for rij in rijen} == {32}


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        ({"b": 1, "a": None, "c": True}, '{"a":null,"b":1,"c":true}'),
        ({"e": "e\u0301"}, '{"e":"é"}'),
        ({"bedrag": Decimal("1234.5")}, '{"bedrag":"1234.50"}'),
        ({"bedrag": Decimal(0)}, '{"bedrag":"0.00"}'),
        ({"dag": date(2019, 3, 31)}, '{"dag":"2019-03-31"}'),
        (
            {"moment": datetime(2026, 7, 1, 0, 30, 5, 123999, tzinfo=timezone(timedelta(hours=2)))},
            '{"moment":"2026-06-30T22:30:05.123Z"}',
        ),
        ({"rij": ("x", ["y", {"z": 1}])}, '{"rij":["x",["y",{"z":1}]]}'),
        ({1: "sleutel"}, '{"1":"sleutel"}'),
        ({"tekst": "a\x00b “c”\n"}, '{"tekst":"ab “c”\\n"}'),
    ],
)
def test_canonical_text(waarde: Any, tekst: str) -> None:
    assert logboek.canoniek(waarde) == tekst


@pytest.mark.parametrize("waarde", [1.5, float("nan"), {"a"}, b"a", object()])
def test_canonical_text_refuses_what_has_no_one_text(waarde: Any) -> None:
    with pytest.raises(TypeError, match="hoort niet in het logboek"):
        logboek.canoniek({"diep": [waarde]})


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers()))
def test_order_of_keys_makes_no_difference(waarde: dict[str, int]) -> None:
    omgekeerd = dict(reversed(waarde.items()))

    assert logboek.canoniek(omgekeerd) == logboek.canoniek(waarde)


def test_the_clock_gives_whole_milliseconds_in_utc() -> None:
    moment = kalender.nu()

    assert (moment.microsecond % 1000, moment.tzinfo) == (0, UTC)


def test_a_rollback_leaves_no_gap(gemeente: Gemeente) -> None:
    with logboek.handeling(door=None):
        schrijf(gemeente, "een")
    with pytest.raises(ZeroDivisionError):
        val_om(gemeente)
    with logboek.handeling(door=None):
        schrijf(gemeente, "twee")

    assert (nummers(gemeente), soorten(gemeente)) == ([1, 2], ["een", "twee"])


def test_a_failed_joined_act_takes_its_lines_and_rows_back(gemeente: Gemeente) -> None:
    with logboek.handeling(door=None):
        schrijf(gemeente, "voor")
        with pytest.raises(ZeroDivisionError):
            val_om(gemeente)
        schrijf(gemeente, "na")

    assert (nummers(gemeente), soorten(gemeente)) == ([1, 2], ["voor", "na"])
    assert (Persoon.objects.count(), Persoon.historie.count()) == (0, 0)


def test_a_caught_failure_in_a_joined_act_asks_no_line(gemeente: Gemeente) -> None:
    """What it changed is gone, so an outer act that changed nothing has nothing to write down."""
    with logboek.handeling(door=None), pytest.raises(ZeroDivisionError):
        val_om(gemeente)

    assert (Persoon.objects.count(), nummers(gemeente)) == (0, [])


def test_a_savepoint_that_fails_takes_its_lines_back_too(gemeente: Gemeente) -> None:
    """Whoever opens a plain atomic() inside an act cannot leave a line about what is gone."""
    with logboek.handeling(door=None):
        schrijf(gemeente)
        mislukt_halverwege(lambda: bewaar(gemeente) and schrijf(gemeente))

    assert (len(nummers(gemeente)), gemeente.personen.count()) == (1, 0)


def test_history_that_was_rolled_back_asks_no_line(gemeente: Gemeente) -> None:
    with logboek.handeling(door=None):
        mislukt_halverwege(lambda: bewaar(gemeente))

    assert (nummers(gemeente), gemeente.personen.count()) == ([], 0)


def test_a_joined_act_is_the_same_act(gemeente: Gemeente) -> None:
    door, ander = GebruikerFactory.create_batch(2)
    with logboek.handeling(door=door, reden="buiten") as buiten:
        with logboek.handeling(door=ander, reden="binnen") as binnen:
            schrijf(gemeente)
        schrijf(gemeente)

    rijen = Gebeurtenis.objects.all()
    assert binnen is buiten
    assert {(rij.handeling, rij.door, rij.gegevens["reden"]) for rij in rijen} == {
        (buiten.id, door, "buiten")
    }


def test_two_acts_have_two_ids(gemeente: Gemeente) -> None:
    for _ in range(2):
        with logboek.handeling(door=None):
            schrijf(gemeente)

    assert Gebeurtenis.objects.values("handeling").distinct().count() == 2


def test_an_act_is_over_after_an_error(gemeente: Gemeente) -> None:
    with pytest.raises(ZeroDivisionError), logboek.handeling(door=None):
        raise ZeroDivisionError

    with pytest.raises(GeenHandelingError):
        schrijf(gemeente)


def test_an_act_is_the_outermost_transaction(gemeente: Gemeente) -> None:
    """Else its lines would take the chain lock in the middle, and writers would deadlock."""
    with (
        transaction.atomic(),
        pytest.raises(RuntimeError, match="durable"),
        logboek.handeling(door=None),
    ):
        schrijf(gemeente)

    assert nummers(gemeente) == []


def test_changing_rows_without_a_line_is_refused(gemeente: Gemeente) -> None:
    with pytest.raises(logboek.ZonderRegelError), logboek.handeling(door=None):
        bewaar(gemeente)

    assert (Persoon.objects.count(), Persoon.historie.count()) == (0, 0)


@pytest.mark.parametrize("wijze", ["save", "delete"])
def test_a_tracked_row_cannot_be_changed_outside_an_act(gemeente: Gemeente, wijze: str) -> None:
    persoon = PersoonFactory(gemeente=gemeente, naam="Ada")
    persoon.naam = "Eva"

    with pytest.raises(GeenHandelingError), transaction.atomic():
        getattr(persoon, wijze)()

    assert list(Persoon.objects.values_list("naam", flat=True)) == ["Ada"]


def test_a_tracked_row_cannot_be_made_outside_an_act(gemeente: Gemeente) -> None:
    with pytest.raises(GeenHandelingError), transaction.atomic():
        bewaar(gemeente)

    assert Persoon.objects.count() == 0


GEVOLGD = (Persoon, Organisatie, Plan, Maatregel, Mijlpaal, Ronde, Bevestiging, Stand)
BULK: list[Callable[[Any], Any]] = [
    lambda rijen: rijen.update(pk=1),
    lambda rijen: rijen.delete(),
    lambda rijen: rijen.bulk_create([]),
    lambda rijen: rijen.bulk_update([], ["naam"]),
]


@pytest.mark.parametrize("model", GEVOLGD, ids=lambda model: model.__name__)
@pytest.mark.parametrize("poging", BULK, ids=["update", "delete", "bulk_create", "bulk_update"])
def test_bulk_writes_are_refused(db: None, model: Any, poging: Callable[[Any], Any]) -> None:
    with logboek.handeling(door=None), pytest.raises(BulkGeweigerdError):
        poging(model.objects.all())


def test_every_tracked_model_refuses_bulk_writes() -> None:

    kaal = {
        model.__name__
        for model in apps.get_models()
        if hasattr(model, "historie") and not hasattr(model.objects.none(), "_weiger")
    }

    assert kaal == set()


def test_history_carries_the_act(gemeente: Gemeente) -> None:
    door = GebruikerFactory()
    with logboek.handeling(door=door, reden="nieuw in dienst") as handeling:
        persoon = bewaar(gemeente)
        schrijf(gemeente)

    versie = persoon.historie.get()
    assert (versie.handeling, versie.history_user, versie.history_change_reason) == (
        handeling.id,
        door,
        "nieuw in dienst",
    )
    assert Gebeurtenis.objects.get().handeling == versie.handeling


def test_two_gemeenten_have_chains_of_their_own(gemeente: Gemeente) -> None:
    buur = GemeenteFactory()
    with logboek.handeling(door=None):
        schrijf(buur)
        schrijf(gemeente)
        schrijf(buur)
    with logboek.handeling(door=None):
        schrijf(gemeente)

    assert (nummers(gemeente), nummers(buur)) == ([1, 2], [1, 2])
    eersten = Gebeurtenis.objects.filter(volgnummer=1)
    assert set(eersten.values_list("vorige_hash", flat=True)) == {NUL}
    assert [controleer_keten(wie).fout for wie in (gemeente, buur)] == ["", ""]


@contextmanager
def echte_databank(map_: Path) -> Iterator[None]:
    """For threads: on SQLite a file like in production, since memory knows no waiting writers."""
    if connection.vendor != "sqlite":
        yield
        return
    bestand = map_ / "proef.sqlite3"
    with sqlite3.connect(bestand) as doel:
        connection.ensure_connection()
        connection.connection.backup(doel)
        # As a migrated one stands; threads that each turn to it at once do not wait for each other.
        doel.execute("PRAGMA journal_mode = WAL")
    doel.close()
    with pytest.MonkeyPatch.context() as plek:
        plek.setitem(connection.settings_dict, "NAME", str(bestand))
        yield


def in_draad(werk: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def doe(argument: Any) -> Any:
        try:
            return werk(argument)
        finally:
            connections.close_all()

    return doe


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once(tmp_path: Path) -> None:
    """Rows first and the chain head last: no deadlock, no gap, also where every fourth fails."""
    buur, gemeente = GemeenteFactory(), GemeenteFactory()
    maatregelen = [MaatregelFactory(plan__gemeente=waar) for waar in (gemeente, gemeente, buur)]
    begin = {waar.pk: len(nummers(waar)) for waar in (gemeente, buur)}

    def schrijver(nummer: int) -> None:
        for beurt in range(8):
            maatregel = maatregelen[(nummer + beurt) % 3]
            try:
                with logboek.handeling(door=None, reden="druk"):
                    maak_stand(maatregel, tijd=("groen", "rood")[beurt % 2])
                    schrijf(gemeente)
                    if beurt % 4 == 3:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                continue

    with echte_databank(tmp_path), ThreadPoolExecutor(8) as draden:
        list(draden.map(in_draad(schrijver), range(8)))
        gevonden = draden.submit(in_draad(lambda _: [*map(controleer_keten, (gemeente, buur))]), 0)
        uitkomsten = gevonden.result()
        standen = draden.submit(in_draad(lambda _: Stand.objects.count()), 0).result()

    # 8 writers × 6 acts that succeed, each one stand and one line about the gemeente more.
    assert [uitkomst.fout for uitkomst in uitkomsten] == ["", ""]
    assert sum(uitkomst.regels for uitkomst in uitkomsten) == sum(begin.values()) + 2 * 48
    assert standen == 48


TOEN = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)


def test_a_real_gemeente_writes_nothing_with_a_shifted_clock(gemeente: Gemeente) -> None:
    def doe() -> None:
        with logboek.handeling(door=None):
            bewaar(gemeente)
            schrijf(gemeente)

    with kalender.verschoven_naar(TOEN), pytest.raises(logboek.VerschovenKlokError):
        doe()

    assert (nummers(gemeente), gemeente.personen.count()) == ([], 0)


def test_lines_of_a_shifted_clock_say_so_inside_their_hash(gemeente: Gemeente) -> None:
    Gemeente.objects.update(voorbeeld=True)
    with kalender.verschoven_naar(TOEN), logboek.handeling(door=None):
        persoon = bewaar(gemeente)
        schrijf(gemeente)
    with logboek.handeling(door=None):
        schrijf(gemeente)

    toen, nu = Gebeurtenis.objects.order_by("volgnummer")
    assert (toen.moment, toen.voorbeeld, json.loads(toen.regel)["voorbeeld"]) == (TOEN, True, True)
    assert (nu.moment > TOEN, nu.voorbeeld, "voorbeeld" in json.loads(nu.regel)) == (
        True,
        False,
        False,
    )
    assert [versie.history_date for versie in persoon.historie.all()] == [TOEN]
    gemeente.refresh_from_db()
    assert controleer_keten(gemeente).fout == ""


def test_an_invented_gemeente_cannot_become_a_real_one_afterwards(gemeente: Gemeente) -> None:
    Gemeente.objects.update(voorbeeld=True)
    with kalender.verschoven_naar(TOEN), logboek.handeling(door=None):
        schrijf(gemeente)
    Gemeente.objects.update(voorbeeld=False)

    gemeente.refresh_from_db()
    assert controleer_keten(gemeente).fout == (
        "regel 1: is geschreven met een verschoven klok, en dit is geen verzonnen gemeente"
    )
    assert [fout.id for fout in geen_verschoven_klok(None, databases=["default"])] == [
        "jeugdhulp.E006"
    ]


def test_a_gemeente_without_such_lines_passes_the_check(gemeente: Gemeente) -> None:
    with logboek.handeling(door=None):
        schrijf(gemeente)

    assert geen_verschoven_klok(None, databases=["default"]) == []


def test_the_clock_goes_on_when_the_shift_is_over() -> None:
    with kalender.verschoven_naar(TOEN):
        toen = (kalender.nu(), kalender.vandaag(), kalender.is_verschoven())

    assert toen == (TOEN, date(2025, 3, 1), True)
    assert (kalender.nu() > TOEN, kalender.is_verschoven()) == (True, False)
