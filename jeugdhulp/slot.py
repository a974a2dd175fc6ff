"""The locks on what may never change: triggers, on both databases, idempotent.

An app puts its tables under lock in `AppConfig.ready` with `bewaak`. A `post_migrate` receiver
installs the triggers anew after every migrate, because SQLite drops them silently when a migration
rebuilds a table.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Bewaakt:
    """An insert-only table. `vrij` are the columns that the one allowed update may change, and
    `mits` is the SQL condition on that update (with NEW and OLD)."""

    tabel: str
    kolommen: tuple[str, ...]
    vrij: tuple[str, ...]
    mits: str
    uniek: tuple[tuple[str, ...], ...] = (("id",),)
    melding: str = "wordt alleen aangevuld"


def kolommen(model: type[models.Model]) -> tuple[str, ...]:
    """All columns of a model, for `Bewaakt`."""
    return tuple(str(veld.column) for veld in model._meta.local_fields)


_bewaakt: dict[str, Bewaakt] = {}


def bewaak(bewaakt: Bewaakt) -> None:
    """Put a table under lock, from the next migrate on."""
    _bewaakt[bewaakt.tabel] = bewaakt


def installeer(connection: BaseDatabaseWrapper) -> None:
    """Drop and make every trigger; needs the owner of the tables."""
    tabellen = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for bewaakt in _bewaakt.values():
            if bewaakt.tabel in tabellen:
                for opdracht in _opdrachten(bewaakt, connection.vendor):
                    cursor.execute(opdracht)


def verwijder(connection: BaseDatabaseWrapper) -> None:
    """Take the locks off. Only for the flush of a transactional test; migrate puts them back."""
    with connection.cursor() as cursor:
        for naam in aanwezig(connection):
            tabel = next(t for t in _bewaakt if naam.startswith(f"slot_{t}_"))
            op = f" ON {tabel}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {naam}{op}")


def verwacht(vendor: str) -> set[str]:
    """The names of the triggers that should exist."""
    soorten = ("wijzigen", "leegmaken") if vendor == "postgresql" else _SQLITE_SOORTEN
    return {f"slot_{tabel}_{soort}" for tabel in _bewaakt for soort in soorten}


def aanwezig(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers that exist and are switched on. One query."""
    vraag = (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND tgenabled IN ('A', 'O') AND tgname LIKE 'slot_%%'"
        " AND relnamespace = current_schema()::regnamespace"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'slot_%%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(vraag, [])
        return {naam for (naam,) in cursor.fetchall()}


def _opdrachten(bewaakt: Bewaakt, vendor: str) -> list[str]:
    return _postgresql(bewaakt) if vendor == "postgresql" else _sqlite(bewaakt)


def _toegestaan(bewaakt: Bewaakt, gelijk: str) -> str:
    vast = [kolom for kolom in bewaakt.kolommen if kolom not in bewaakt.vrij]
    return " AND ".join([f"NEW.{kolom} {gelijk} OLD.{kolom}" for kolom in vast] + [bewaakt.mits])


def _postgresql(bewaakt: Bewaakt) -> list[str]:
    tabel, toegestaan = bewaakt.tabel, _toegestaan(bewaakt, "IS NOT DISTINCT FROM")
    melding = f"{tabel} {bewaakt.melding}"
    return [
        f"""CREATE OR REPLACE FUNCTION slot_{tabel}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF {toegestaan} THEN RETURN NEW; END IF;
            END IF;
            RAISE EXCEPTION '{melding}' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        f"DROP TRIGGER IF EXISTS slot_{tabel}_wijzigen ON {tabel}",
        f"CREATE TRIGGER slot_{tabel}_wijzigen BEFORE UPDATE OR DELETE ON {tabel}"
        f" FOR EACH ROW EXECUTE FUNCTION slot_{tabel}()",
        f"ALTER TABLE {tabel} ENABLE ALWAYS TRIGGER slot_{tabel}_wijzigen",
        f"DROP TRIGGER IF EXISTS slot_{tabel}_leegmaken ON {tabel}",
        f"CREATE TRIGGER slot_{tabel}_leegmaken BEFORE TRUNCATE ON {tabel}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION slot_{tabel}()",
        f"ALTER TABLE {tabel} ENABLE ALWAYS TRIGGER slot_{tabel}_leegmaken",
    ]


_SQLITE_SOORTEN = ("wijzigen", "verwijderen", "vervangen")


def _sqlite(bewaakt: Bewaakt) -> list[str]:
    tabel = bewaakt.tabel
    weiger = f"SELECT RAISE(ABORT, '{tabel} {bewaakt.melding}')"
    # INSERT OR REPLACE deletes without a delete trigger: refuse what would replace a row.
    bestaat = " OR ".join(
        "(" + " AND ".join(f"{kolom} = NEW.{kolom}" for kolom in kolommen) + ")"
        for kolommen in bewaakt.uniek
    )
    lichamen: dict[str, str] = {
        "wijzigen": f"BEFORE UPDATE ON {tabel} WHEN NOT ({_toegestaan(bewaakt, 'IS')})",
        "verwijderen": f"BEFORE DELETE ON {tabel}",
        "vervangen": (
            f"BEFORE INSERT ON {tabel} WHEN EXISTS (SELECT 1 FROM {tabel} WHERE {bestaat})"  # noqa: S608 (no input: names of the models)
        ),
    }
    opdrachten = []
    for soort, wanneer in lichamen.items():
        naam = f"slot_{tabel}_{soort}"
        opdrachten += [
            f"DROP TRIGGER IF EXISTS {naam}",
            f"CREATE TRIGGER {naam} {wanneer} BEGIN {weiger}; END",
        ]
    return opdrachten


def na_migratie(using: str, **kwargs: Any) -> None:
    """Receiver of `post_migrate`, the one signal this house uses."""
    installeer(connections[using])
