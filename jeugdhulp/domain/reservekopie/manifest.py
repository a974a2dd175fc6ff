"""What a backup says of itself; and the same questions asked of a database."""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple, Protocol, Self

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from jeugdhulp.models import Gemeente, Ketenkop, Verversing
from jeugdhulp.models.logboek import BEGIN

SOORT, VORM = "reservekopie jeugdhulp", 1
# Their rows stay behind: who holds an old backup, or an old cookie, gets no session from it, and no
# directory is asked anything in the name of who signed in elsewhere.
VLUCHTIG = frozenset({Session._meta.db_table, Verversing._meta.db_table})
MIGRATIES = str(MigrationRecorder.Migration._meta.db_table)


class ReservekopieFout(Exception):
    """A backup or restore that cannot be; the text says why, and what to do."""


class Kop(NamedTuple):
    """The head of a chain: of which gemeente, the number of its last line, and its hash."""

    slug: str
    volgnummer: int
    hash: str

    def __str__(self) -> str:
        return f"{self.slug}:{self.volgnummer}:{self.hash}"

    @classmethod
    def lees(cls, tekst: str) -> Self:
        """From SLUG:VOLGNUMMER:HASH; raises ValueError on anything else."""
        if not re.fullmatch(r"[-\w]+:\d{1,18}:[0-9a-f]{64}", tekst):
            raise ValueError(tekst)
        slug, volgnummer, hash_ = tekst.split(":")
        return cls(slug, int(volgnummer), hash_)


class Cursor(Protocol):
    """What both a cursor of Django and one of sqlite3 can do."""

    def execute(self, sql: str, /) -> Any: ...
    def fetchall(self) -> Sequence[Any]: ...


@dataclass(frozen=True)
class Inventaris:
    """What a database holds: migrations applied per app, chain heads, rows per table."""

    migraties: dict[str, list[str]]
    koppen: list[Kop]
    rijen: dict[str, int]

    @classmethod
    def van(cls, cursor: Cursor) -> Self:
        """Ask the database behind `cursor`; a query per table and two more."""
        tabellen = eigen_tabellen()
        return cls(_migraties(cursor), koppen_in(cursor), tel_rijen(cursor, tabellen))


@dataclass(frozen=True)
class Manifest:
    """`manifest.json`. `dump` has its sha256 and size; `moment` is the text of the logboek."""

    versie: str
    moment: str
    databank: str
    programma: str
    inventaris: Inventaris
    dump: dict[str, Any]

    def als_tekst(self) -> str:
        """JSON that a person can read too."""
        gegevens: dict[str, Any] = {"soort": SOORT, "vorm": VORM, **asdict(self)}
        gegevens |= gegevens.pop("inventaris")
        gegevens["koppen"] = [str(kop) for kop in self.inventaris.koppen]
        return json.dumps(gegevens, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    @classmethod
    def uit_tekst(cls, tekst: bytes) -> Self:
        """The reverse; raises ReservekopieFout on what is no manifest of ours."""
        try:
            gegevens = json.loads(tekst)
            if (gegevens["soort"], gegevens["vorm"]) != (SOORT, VORM):
                raise ValueError(gegevens["soort"])
            return cls(
                versie=str(gegevens["versie"]),
                moment=str(gegevens["moment"]),
                databank=str(gegevens["databank"]),
                programma=str(gegevens["programma"]),
                inventaris=Inventaris(
                    migraties={app: list(map(str, n)) for app, n in gegevens["migraties"].items()},
                    koppen=[Kop.lees(kop) for kop in gegevens["koppen"]],
                    rijen={str(tabel): int(n) for tabel, n in gegevens["rijen"].items()},
                ),
                dump={
                    "sha256": str(gegevens["dump"]["sha256"]),
                    "bytes": int(gegevens["dump"]["bytes"]),
                },
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise ReservekopieFout(
                "De beschrijving in dit bestand (manifest.json) is niet te lezen of is veranderd."
                " Neem een andere reservekopie."
            ) from None


def eigen_tabellen() -> list[str]:
    """Every table of this application that exists in the default database, sorted."""
    bestaand = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted({*bestaand, MIGRATIES} - VLUCHTIG)


def tel_rijen(cursor: Cursor, tabellen: Sequence[str]) -> dict[str, int]:
    """Rows per table."""
    rijen = {}
    for tabel in tabellen:
        cursor.execute(f"SELECT COUNT(*) FROM {tabel}")  # noqa: S608 (names of our models)
        rijen[tabel] = int(cursor.fetchall()[0][0])
    return rijen


def koppen_in(cursor: Cursor) -> list[Kop]:
    """The chain head of every gemeente, by slug; one without lines has number 0."""
    cursor.execute(
        f"SELECT slug, COALESCE(volgnummer, 0), COALESCE(hash, '')"  # noqa: S608
        f" FROM {Gemeente._meta.db_table} AS gemeente"
        f" LEFT JOIN {Ketenkop._meta.db_table} AS kop ON kop.gemeente_id = gemeente.id"
    )
    return sorted(Kop(slug, nummer, hash_ or BEGIN) for slug, nummer, hash_ in cursor.fetchall())


def _migraties(cursor: Cursor) -> dict[str, list[str]]:
    cursor.execute(f"SELECT app, name FROM {MIGRATIES}")  # noqa: S608
    per_app: dict[str, list[str]] = defaultdict(list)
    for app, naam in sorted(cursor.fetchall()):
        per_app[app].append(naam)
    return dict(per_app)
