"""Dump and load on PostgreSQL: its own pg_dump and pg_restore."""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from jeugdhulp.domain.reservekopie.manifest import (
    MIGRATIES,
    VLUCHTIG,
    Inventaris,
    ReservekopieFout,
    eigen_tabellen,
)

# How long the tables of a running application are waited for before we say: stop it first.
WACHT_OP_TABELLEN = "10s"

_NAAM = rb'"?(\w+)"?'
_COPY = re.compile(rb"COPY " + _NAAM + rb"\." + _NAAM + rb' \(([\w", ]+)\) FROM stdin;\n')
_EINDE = b"\\.\n"
_TELLER = re.compile(
    rb"SELECT pg_catalog\.setval\('" + _NAAM + rb"\." + _NAAM + rb"', (\d+), (true|false)\);\n"
)


class PostgreSQL:
    """The database in `connection`, by way of the machine's programs of PostgreSQL."""

    def programma(self) -> str:
        """ "pg_dump (PostgreSQL) 15.18"."""
        return _versie(_zoek("pg_dump"))

    def dump(self, uit: IO[bytes], naast: Path) -> Inventaris:
        """Write a dump in pg_dump's custom format, and say what is in it. Both read one snapshot,
        so that they agree while others go on writing."""
        programma = _zoek("pg_dump")
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot(), current_schema()")
            momentopname, schema = cursor.fetchone()
            inventaris = Inventaris.van(cursor)
            opdracht = [
                programma,
                "--format=custom",
                "--no-password",
                "--no-owner",
                "--no-privileges",
                f"--snapshot={momentopname}",
                f'--schema="{schema}"',
                *(f'--exclude-table-data="{schema}"."{tabel}"' for tabel in sorted(VLUCHTIG)),
            ]
            with _draai(opdracht, _omgeving()) as proces:
                shutil.copyfileobj(_pijp(proces.stdout), uit)
        return inventaris

    @contextmanager
    def vervang(self, naast: Path) -> Iterator[None]:
        """Within it the database has no tables of ours; all of it is one transaction, so what
        others see is the old database whole, or the new one."""
        connection.set_autocommit(False)
        try:
            _gooi_tabellen_weg()
            yield
            connection.commit()
        except BaseException:
            with suppress(DatabaseError):
                connection.rollback()
            raise
        finally:
            # The next one starts without what was set in this one.
            connection.close()

    def laad(self, dump: Iterable[bytes], tabellen: Collection[str]) -> set[str]:
        """Fill these tables, and set their counters, with the rows of a dump; returns the names of
        tables it skipped. From the dump come rows only: what else is in it is not carried out."""
        with connection.cursor() as cursor:
            # With those that stay empty: what refers to a table is emptied along with it.
            bestaand = set(connection.introspection.table_names(cursor))
            leeg = {*tabellen, *(VLUCHTIG & bestaand)}
            cursor.execute(f"TRUNCATE {', '.join(sorted(leeg))}")
            # Tables come in no order that minds their references.
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            opdracht = [_zoek("pg_restore"), "--data-only", "--no-owner", "--file=-"]
            with _draai(opdracht, _kale_omgeving(), stdin=subprocess.PIPE) as proces:
                voeder = threading.Thread(target=_voed, args=(dump, _pijp(proces.stdin)))
                voeder.start()
                try:
                    overgeslagen = _lees(_pijp(proces.stdout), set(tabellen))
                finally:
                    _pijp(proces.stdout).close()
                    voeder.join()
            # Every reference is looked at now, and a migration after this finds nothing waiting.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return overgeslagen


def _lees(script: IO[bytes], tabellen: set[str]) -> set[str]:
    overgeslagen = set()
    for regel in script:
        if gevonden := _COPY.fullmatch(regel):
            tabel, kolommen = gevonden[2].decode(), gevonden[3].decode()
            rijen = iter(script.readline, _EINDE)
            if tabel in tabellen:
                _kopieer(tabel, kolommen, rijen)
            else:
                overgeslagen.add(tabel)
                for _ in rijen:
                    pass
        elif gevonden := _TELLER.fullmatch(regel):
            _zet_teller(*(deel.decode() for deel in gevonden.groups()[1:]))
    return overgeslagen - VLUCHTIG


def _kopieer(tabel: str, kolommen: str, rijen: Iterable[bytes]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {tabel} ({kolommen}) FROM STDIN") as naar,
    ):
        for rij in rijen:
            naar.write(rij)


def _zet_teller(naam: str, stand: str, gebruikt: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [naam])
        if cursor.fetchone()[0]:
            cursor.execute("SELECT setval(%s, %s, %s)", [naam, int(stand), gebruikt == "true"])


def _voed(dump: Iterable[bytes], naar: IO[bytes]) -> None:
    # A program that stopped early has said why itself.
    with suppress(BrokenPipeError), naar:
        for blok in dump:
            naar.write(blok)


def _gooi_tabellen_weg() -> None:
    tabellen = _bestaande_tabellen()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{WACHT_OP_TABELLEN}'")
        if tabellen:
            try:
                cursor.execute(f"DROP TABLE {', '.join(tabellen)} CASCADE")
            except OperationalError:
                raise ReservekopieFout(
                    "De database is nog in gebruik. Stop eerst de toepassing en haar taken."
                ) from None


def _bestaande_tabellen() -> list[str]:
    """Ours, and those of apps that newer software left: they would be in the way of an upgrade."""
    with connection.cursor() as cursor:
        bestaand = set(connection.introspection.table_names(cursor))
        if MIGRATIES not in bestaand:
            return []
        cursor.execute(f"SELECT DISTINCT app FROM {MIGRATIES}")  # noqa: S608
        apps = tuple(f"{app}_" for (app,) in cursor.fetchall())
    eigen = {*eigen_tabellen(), *VLUCHTIG} & bestaand
    return sorted(eigen | {tabel for tabel in bestaand if tabel.startswith(apps)})


def _omgeving() -> dict[str, str]:
    """The connection for the programs. In their environment: a command line is for all to see."""
    instellingen = connection.settings_dict
    namen = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "NAME": "PGDATABASE"}
    adres = {naam: str(instellingen[van]) for van, naam in namen.items() if instellingen[van]}
    _, geheim = DatabaseClient.settings_to_cmd_args_env(instellingen, [])
    return _kale_omgeving() | adres | (geheim or {})


def _kale_omgeving() -> dict[str, str]:
    return {naam: os.environ[naam] for naam in ("PATH", "HOME") if naam in os.environ} | {
        "LC_ALL": "C.UTF-8"
    }


def _zoek(naam: str) -> str:
    """The program that fits the server: of its version, else of the first newer one."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10_000
    gevonden = [str(pad) for pad in Path("/usr/lib/postgresql").glob(f"*/bin/{naam}")]
    gevonden += filter(None, [shutil.which(naam)])
    passend = [(versie, pad) for pad in gevonden if (versie := _hoofdversie(pad)) >= server]
    if not passend:
        raise ReservekopieFout(
            f"Op deze machine staat geen {naam} voor PostgreSQL {server}. Op Debian:"
            f" apt-get install postgresql-client-{server}"
        )
    return min(passend)[1]


def _versie(programma: str) -> str:
    uitkomst = subprocess.run(  # noqa: S603 (found by _zoek)
        [programma, "--version"], capture_output=True, text=True, check=False, timeout=30
    )
    return uitkomst.stdout.strip()


def _hoofdversie(programma: str) -> int:
    gevonden = re.search(r"\(PostgreSQL\) (\d+)", _versie(programma))
    return int(gevonden[1]) if gevonden else 0


def _pijp(pijp: IO[bytes] | None) -> IO[bytes]:
    if pijp is None:
        raise RuntimeError("Het programma is gestart zonder pijp.")
    return pijp


@contextmanager
def _draai(
    opdracht: list[str], omgeving: dict[str, str], stdin: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program whose output the caller reads; ReservekopieFout with its own words when it
    failed. An error of the caller ends it and goes first."""
    with (
        tempfile.TemporaryFile() as klachten,
        subprocess.Popen(  # noqa: S603 (found by _zoek; no shell)
            opdracht, env=omgeving, stdin=stdin, stdout=subprocess.PIPE, stderr=klachten
        ) as proces,
    ):
        try:
            yield proces
        except BaseException:
            proces.kill()
            raise
        if proces.wait() != 0:
            klachten.seek(0)
            regels = klachten.read().decode(errors="replace").strip()
            raise ReservekopieFout(f"{Path(opdracht[0]).name} is niet gelukt: {regels}")
