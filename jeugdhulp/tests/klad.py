"""Scratch databases: real ones, outside any transaction of a test, to back up and to restore."""

import copy
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from jeugdhulp.domain.reservekopie.manifest import eigen_tabellen


class Klad:
    """Makes databases and makes one of them the default. `map_` is for files."""

    def __init__(self, map_: Path):
        self.map_ = map_
        self._gewoon = connections["default"]
        self._gemaakt: list[str] = []
        self._voorbeeld = ""

    def leeg(self) -> str:
        """The name of a new database without tables."""
        if self._gewoon.vendor == "sqlite":
            return str(self.map_ / f"{secrets.token_hex(4)}.sqlite3")
        return self._maak("")

    def gemigreerd(self) -> str:
        """The name of a new database with all tables and no rows of ours."""
        if not self._voorbeeld:
            self._voorbeeld = self.leeg()
            with self.gebruik(self._voorbeeld):
                call_command("migrate", verbosity=0)
        return self.afdruk(self._voorbeeld)

    def afdruk(self, naam: str) -> str:
        """The name of a new database that is a copy of this one, to be changed."""
        # PostgreSQL copies only what nobody is connected to.
        connections["default"].close()
        if self._gewoon.vendor == "sqlite":
            return str(shutil.copyfile(naam, self.leeg()))
        return self._maak(f"TEMPLATE {naam}")

    def _maak(self, hoe: str) -> str:
        naam = f"klad_{secrets.token_hex(6)}"
        with self._gewoon.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {naam} {hoe}")
        self._gemaakt.append(naam)
        return naam

    @contextmanager
    def gebruik(self, naam: str) -> Iterator[BaseDatabaseWrapper]:
        """Within it `naam` is the default database."""
        instellingen = copy.deepcopy(self._gewoon.settings_dict) | {"NAME": naam}
        nieuw = load_backend(instellingen["ENGINE"]).DatabaseWrapper(instellingen, "default")
        vorige = connections["default"]
        connections["default"] = nieuw
        ContentType.objects.clear_cache()
        try:
            yield nieuw
        finally:
            nieuw.close()
            connections["default"] = vorige
            ContentType.objects.clear_cache()

    def ruim_op(self) -> None:
        """Drop what was made."""
        with self._gewoon.cursor() as cursor:
            for naam in self._gemaakt:
                cursor.execute(f"DROP DATABASE {naam} WITH (FORCE)")

    def adres(self, naam: str) -> str:
        """DATABASE_URL of one, for a process of its own."""
        if self._gewoon.vendor == "sqlite":
            return f"sqlite:///{naam}"
        veld = self._gewoon.settings_dict
        return f"postgres://{veld['USER']}:{veld['PASSWORD']}@{veld['HOST']}:{veld['PORT']}/{naam}"


def alle_rijen() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the default database, by id."""
    rijen = {}
    with connection.cursor() as cursor:
        for tabel in eigen_tabellen():
            cursor.execute(f"SELECT * FROM {tabel} ORDER BY 1")  # noqa: S608 (our own tables)
            kolommen = [kolom[0] for kolom in cursor.description]
            rijen[tabel] = [dict(zip(kolommen, rij, strict=True)) for rij in cursor.fetchall()]
    return rijen
