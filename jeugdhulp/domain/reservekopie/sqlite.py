"""Dump and load on SQLite: VACUUM INTO, and a new file that is copied in at a stroke."""

import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from django.db import connection

from jeugdhulp.domain.reservekopie.manifest import VLUCHTIG, Inventaris, ReservekopieFout

BLOK = 1 << 20
# A step that finds the database in use is tried again each quarter second.
POGINGEN = 40


class SQLite:
    """The database file in `connection`."""

    def programma(self) -> str:
        """ "SQLite 3.40.1"."""
        return f"SQLite {sqlite3.sqlite_version}"

    def dump(self, uit: IO[bytes], naast: Path) -> Inventaris:
        """Write a database file without sessions, and say what is in it. `VACUUM INTO` reads one
        moment of a database that others go on writing; a copied file would not."""
        with tempfile.TemporaryDirectory(prefix=".bewaar-", dir=naast.parent) as map_:
            pad = Path(map_) / "kopie.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(pad)])
            with closing(sqlite3.connect(pad)) as kopie:
                _verwijder_vluchtige(kopie)
                inventaris = Inventaris.van(kopie.cursor())
            with pad.open("rb") as bestand:
                while blok := bestand.read(BLOK):
                    uit.write(blok)
        return inventaris

    @contextmanager
    def vervang(self, naast: Path) -> Iterator[None]:
        """Within it the default connection is a new, empty file; when all went well its content
        takes the place of the old in one transaction of SQLite itself."""
        doel = connection.settings_dict["NAME"]
        with tempfile.TemporaryDirectory(prefix=".herstel-", dir=Path(doel).parent) as map_:
            nieuw = Path(map_) / "nieuw.sqlite3"
            connection.close()
            connection.settings_dict["NAME"] = str(nieuw)
            try:
                yield
            finally:
                connection.close()
                connection.settings_dict["NAME"] = doel
            _kopieer_database(nieuw, Path(doel))

    def laad(self, dump: Iterable[bytes], tabellen: Collection[str]) -> set[str]:
        """Fill these tables, and set their counters, with the rows of a dump; returns the names of
        tables it skipped. From the dump come rows only: its triggers and views are left out."""
        pad = Path(connection.settings_dict["NAME"]).with_name("kopie.sqlite3")
        with pad.open("xb") as bestand:
            for blok in dump:
                bestand.write(blok)
        with connection.cursor() as cursor:
            cursor.execute("ATTACH DATABASE %s AS kopie", [str(pad)])
            cursor.execute("SELECT name FROM kopie.sqlite_master WHERE type = 'table'")
            gevonden = {naam for (naam,) in cursor.fetchall() if not naam.startswith("sqlite_")}
            for opdracht in _opdrachten(sorted(gevonden & set(tabellen))):
                cursor.execute(opdracht)
            cursor.execute("DETACH DATABASE kopie")
        return gevonden - set(tabellen) - VLUCHTIG


def _opdrachten(tabellen: list[str]) -> Iterator[str]:
    yield "PRAGMA foreign_keys = OFF"
    for tabel in tabellen:
        kolommen = ", ".join(f'"{kolom}"' for kolom in _kolommen(tabel))
        yield f"DELETE FROM main.{tabel}"  # noqa: S608 (names of our own tables)
        yield f"INSERT INTO main.{tabel} ({kolommen}) SELECT {kolommen} FROM kopie.{tabel}"  # noqa: S608
    yield "DELETE FROM main.sqlite_sequence"
    namen = ", ".join(f"'{tabel}'" for tabel in tabellen)
    yield (
        "INSERT INTO main.sqlite_sequence (name, seq)"  # noqa: S608
        f" SELECT name, seq FROM kopie.sqlite_sequence WHERE name IN ({namen})"
    )
    yield "PRAGMA foreign_keys = ON"


def _kolommen(tabel: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM pragma_table_info('{tabel}', 'main')")  # noqa: S608
        return [naam for (naam,) in cursor.fetchall()]


def _verwijder_vluchtige(kopie: sqlite3.Connection) -> None:
    kopie.execute("PRAGMA secure_delete = ON")
    aanwezig = {naam for (naam,) in kopie.execute("SELECT name FROM sqlite_master")}
    for tabel in VLUCHTIG & aanwezig:
        kopie.execute(f"DELETE FROM {tabel}")  # noqa: S608
    kopie.commit()


def _kopieer_database(van: Path, naar: Path) -> None:
    geprobeerd = 0

    def let_op(uitkomst: int, resterend: int, totaal: int) -> None:
        nonlocal geprobeerd
        geprobeerd += uitkomst in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if geprobeerd > POGINGEN:
            raise ReservekopieFout(
                "De database is nog in gebruik. Stop eerst de toepassing en haar taken."
            )

    with closing(sqlite3.connect(van)) as bron, closing(sqlite3.connect(naar, timeout=0)) as doel:
        bron.backup(doel, progress=let_op)
