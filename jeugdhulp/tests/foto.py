"""A photo of the database: rows made once by the code itself, and put back for who asks again; and
the end of a test that was no transaction: the rows it left go.

A gemeente with all its rows costs tens of milliseconds to make, and two to put back. A photo holds
what was made: each row of each table, with its id, its history and its place in the logboek.
"""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from jeugdhulp import slot

# In seconds: a session in a photo may not run out, nor its day be long past.
_HOUDBAAR = 5 * 60


class Foto:
    """What a function made where nothing stood, and the value it gave back."""

    def __init__(self) -> None:
        self._gemaakt = -float(_HOUDBAAR)
        self._rijen: list[Any] = []
        self._terug: Any = None

    def zet_neer(self, maak: Callable[[], Any]) -> Any:
        """What `maak` gives back, with its rows in the database of this test.

        They are put back when nothing stands there yet; else, or when the photo is old, `maak`
        makes them. What it gives back holds for later tests too, so it is no row of the ORM.
        """
        if not _is_leeg():
            return maak()
        if time.monotonic() - self._gemaakt < _HOUDBAAR:
            _leg_terug(self._rijen)
        else:
            self._terug = maak()
            self._rijen = _neem_op()
            self._gemaakt = time.monotonic()
        return self._terug


@cache
def _tabellen() -> dict[str, list[str]]:
    """Every table with rows of ours, and its columns; quoted."""
    kolommen = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and model not in (Permission, ContentType):
            namen = [connection.ops.quote_name(str(veld.column)) for veld in meta.local_fields]
            kolommen[connection.ops.quote_name(meta.db_table)] = namen
    return kolommen


def _is_leeg() -> bool:
    delen = [f"EXISTS (SELECT 1 FROM {tabel})" for tabel in _tabellen()]  # noqa: S608 (our own)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' OR '.join(delen)}")
        return not cursor.fetchone()[0]


def _neem_op() -> list[Any]:
    """Every row, as something that `_leg_terug` takes."""
    neem = _rijen_postgresql if connection.vendor == "postgresql" else _rijen_sqlite
    with connection.cursor() as cursor:
        return [
            opgenomen
            for tabel, kolommen in _tabellen().items()
            if (opgenomen := neem(cursor, tabel, kolommen)) is not None
        ]


def _rijen_postgresql(cursor: Any, tabel: str, kolommen: list[str]) -> str | None:
    # The database's own text of its rows: nothing is lost on the way.
    cursor.execute(f"SELECT quote_literal(array_agg(rij)::text) FROM {tabel} rij")  # noqa: S608
    [tekst] = cursor.fetchone()
    return tekst and f"INSERT INTO {tabel} SELECT * FROM unnest({tekst}::{tabel}[]);"  # noqa: S608


def _rijen_sqlite(cursor: Any, tabel: str, kolommen: list[str]) -> tuple[str, Any] | None:
    # The plus keeps the driver from making a date or a number of what stands there.
    kaal = ", ".join(f"+{kolom}" for kolom in kolommen)
    rijen = cursor.execute(f"SELECT {kaal} FROM {tabel}").fetchall()  # noqa: S608
    plekken = ", ".join(["%s"] * len(kolommen))
    opdracht = f"INSERT INTO {tabel} ({', '.join(kolommen)}) VALUES ({plekken})"  # noqa: S608
    return (opdracht, rijen) if rijen else None


def _leg_terug(opgenomen: list[Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("".join(opgenomen))
        else:
            for opdracht, rijen in opgenomen:
                cursor.executemany(opdracht, rijen)


def kan_wissen() -> bool:
    """Whether `wis` works here: on PostgreSQL, by who may leave its triggers out."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        return bool(cursor.fetchone()[0] == "on")


def wis() -> None:
    """Delete all rows of ours, and see to it that every lock is on.

    As a flush does, in a tenth of its time: that makes each table, index, permission and lock anew.
    """
    delen = [
        f"SELECT '{tabel}' WHERE EXISTS (SELECT 1 FROM {tabel})"  # noqa: S608 (our own)
        for tabel in _tabellen()
    ]
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(delen))
        gevuld = [tabel for (tabel,) in cursor.fetchall()]
        sloten = [
            f"ALTER TABLE {tabel} {{}} TRIGGER slot_{_kaal(tabel)}_wijzigen"
            for tabel in gevuld
            if slot.bewaakt_van(_kaal(tabel))
        ]
        opdrachten = ["SET LOCAL session_replication_role = replica"]
        opdrachten += [slot_.format("DISABLE") for slot_ in sloten]
        opdrachten += [f"DELETE FROM {tabel}" for tabel in gevuld]  # noqa: S608 (our own)
        opdrachten += [slot_.format("ENABLE ALWAYS") for slot_ in sloten]
        cursor.execute("; ".join(opdrachten))
    if slot.afwijkingen(connection):
        slot.installeer(connection)


def _kaal(tabel: str) -> str:
    return tabel.strip('"')
