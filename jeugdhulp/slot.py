"""The locks on what may never change: triggers, on both databases, idempotent.

An app puts its tables under lock in `AppConfig.ready` with `bewaak`. A `post_migrate` receiver
installs the triggers anew after every migrate, because SQLite drops them silently when a migration
rebuilds a table.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from jeugdhulp.wissen import AFGESCHERMD


@dataclass(frozen=True)
class Bewaakt:
    """An insert-only table. `vrij` are the columns that the one allowed update may change, and
    `mits` is the SQL condition on that update (with NEW and OLD). With `bewaardagen` a row may be
    deleted once its column `moment` lies that many days back."""

    tabel: str
    kolommen: tuple[str, ...]
    vrij: tuple[str, ...] = ()
    mits: str = "1 = 0"
    bewaardagen: int | None = None
    uniek: tuple[tuple[str, ...], ...] = (("id",),)
    melding: str = "wordt alleen aangevuld"


def kolommen(model: type[models.Model]) -> tuple[str, ...]:
    """All columns of a model, for `Bewaakt`."""
    return tuple(str(veld.column) for veld in model._meta.local_fields)


def met_merk(model: type[models.Model], afschermbaar: tuple[str, ...]) -> Bewaakt:
    """Insert-only, but that a text of `afschermbaar` may become the mark, with its moment."""
    gelijk_of_gemerkt = " AND ".join(
        f"(NEW.{veld} = OLD.{veld} OR NEW.{veld} = '{AFGESCHERMD}')" for veld in afschermbaar
    )
    nieuw_gemerkt = " OR ".join(
        f"(NEW.{veld} = '{AFGESCHERMD}' AND OLD.{veld} <> NEW.{veld})" for veld in afschermbaar
    )
    later = "OLD.afgeschermd_op IS NULL OR NEW.afgeschermd_op > OLD.afgeschermd_op"
    return Bewaakt(
        tabel=model._meta.db_table,
        kolommen=kolommen(model),
        vrij=(*afschermbaar, "afgeschermd_op"),
        mits=f"NEW.afgeschermd_op IS NOT NULL AND ({later})"
        f" AND {gelijk_of_gemerkt} AND ({nieuw_gemerkt})",
    )


_bewaakt: dict[str, Bewaakt] = {}


def bewaak(bewaakt: Bewaakt) -> None:
    """Put a table under lock, from the next migrate on."""
    _bewaakt[bewaakt.tabel] = bewaakt


def bewaakt_van(tabel: str) -> Bewaakt | None:
    """How a table is under lock; None when it is not."""
    return _bewaakt.get(tabel)


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
    gevonden = _gevonden(connection)
    with connection.cursor() as cursor:
        for naam, (tabel, *_) in gevonden.items():
            op = f" ON {tabel}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {naam}{op}")


def afwijkingen(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the locks that are missing, weakened or moved, and of triggers and rules on a
    guarded table that are not ours; [] is good. One or two queries."""
    vormen, gevonden = bedoeld(connection.vendor), _gevonden(connection)
    namen = vormen.keys() | gevonden.keys()
    return sorted(naam for naam in namen if vormen.get(naam) != gevonden.get(naam))


def bedoeld(vendor: str) -> dict[str, tuple[object, ...]]:
    """Every trigger that should exist: its name, and its table and form as the database tells."""
    maak = _postgresql_vorm if vendor == "postgresql" else _sqlite_vorm
    return {naam: vorm for rij in _bewaakt.values() for naam, vorm in maak(rij).items()}


def _gevonden(connection: BaseDatabaseWrapper) -> dict[str, tuple[object, ...]]:
    vragen = _POSTGRESQL_VRAGEN if connection.vendor == "postgresql" else (_SQLITE_VRAAG,)
    gevonden = {}
    with connection.cursor() as cursor:
        for vraag in vragen:
            cursor.execute(vraag)
            for naam, tabel, *vorm in cursor.fetchall():
                if tabel in _bewaakt or naam.startswith("slot_"):
                    gevonden[naam] = (tabel, *vorm)
    return gevonden


_SQLITE_VRAAG = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL_VRAGEN = (
    "SELECT tgname, relname, tgenabled::text, tgtype::int, tgqual IS NULL, prosrc FROM pg_trigger"
    " JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid"
    " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace",
    "SELECT rulename, relname, 'rule' FROM pg_rewrite"
    " JOIN pg_class ON pg_class.oid = ev_class"
    " WHERE rulename <> '_RETURN' AND relnamespace = current_schema()::regnamespace",
)
# pg_trigger.tgtype: row 1, before 2, delete 8, update 16, truncate 32.
_RIJ_WIJZIGEN, _TABEL_LEEGMAKEN = 1 + 2 + 8 + 16, 2 + 32


def _postgresql_vorm(bewaakt: Bewaakt) -> dict[str, tuple[object, ...]]:
    tabel, lichaam = bewaakt.tabel, _lichaam(bewaakt)
    return {
        f"slot_{tabel}_wijzigen": (tabel, "A", _RIJ_WIJZIGEN, True, lichaam),
        f"slot_{tabel}_leegmaken": (tabel, "A", _TABEL_LEEGMAKEN, True, lichaam),
    }


def _sqlite_vorm(bewaakt: Bewaakt) -> dict[str, tuple[object, ...]]:
    return {naam: (bewaakt.tabel, sql) for naam, sql in _sqlite_triggers(bewaakt).items()}


def _opdrachten(bewaakt: Bewaakt, vendor: str) -> list[str]:
    if vendor == "postgresql":
        return _postgresql(bewaakt)
    triggers = _sqlite_triggers(bewaakt)
    return [
        deel for naam, sql in triggers.items() for deel in (f"DROP TRIGGER IF EXISTS {naam}", sql)
    ]


def _toegestaan(bewaakt: Bewaakt, gelijk: str) -> str:
    vast = [kolom for kolom in bewaakt.kolommen if kolom not in bewaakt.vrij]
    return " AND ".join([f"NEW.{kolom} {gelijk} OLD.{kolom}" for kolom in vast] + [bewaakt.mits])


def _lichaam(bewaakt: Bewaakt) -> str:
    verlopen = ""
    if bewaakt.bewaardagen is not None:
        verlopen = f"""
            IF TG_OP = 'DELETE' THEN
                IF OLD.moment < now() - interval '{bewaakt.bewaardagen} days' THEN
                    RETURN OLD;
                END IF;
            END IF;"""
    return f"""
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF {_toegestaan(bewaakt, "IS NOT DISTINCT FROM")} THEN RETURN NEW; END IF;
            END IF;{verlopen}
            RAISE EXCEPTION '{bewaakt.tabel} {bewaakt.melding}'
                USING ERRCODE = 'integrity_constraint_violation';
        END """


def _postgresql(bewaakt: Bewaakt) -> list[str]:
    tabel = bewaakt.tabel
    return [
        f"CREATE OR REPLACE FUNCTION slot_{tabel}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $${_lichaam(bewaakt)}$$",
        f"DROP TRIGGER IF EXISTS slot_{tabel}_wijzigen ON {tabel}",
        f"CREATE TRIGGER slot_{tabel}_wijzigen BEFORE UPDATE OR DELETE ON {tabel}"
        f" FOR EACH ROW EXECUTE FUNCTION slot_{tabel}()",
        f"ALTER TABLE {tabel} ENABLE ALWAYS TRIGGER slot_{tabel}_wijzigen",
        f"DROP TRIGGER IF EXISTS slot_{tabel}_leegmaken ON {tabel}",
        f"CREATE TRIGGER slot_{tabel}_leegmaken BEFORE TRUNCATE ON {tabel}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION slot_{tabel}()",
        f"ALTER TABLE {tabel} ENABLE ALWAYS TRIGGER slot_{tabel}_leegmaken",
    ]


def _sqlite_triggers(bewaakt: Bewaakt) -> dict[str, str]:
    tabel = bewaakt.tabel
    weiger = f"SELECT RAISE(ABORT, '{tabel} {bewaakt.melding}')"
    # INSERT OR REPLACE deletes without a delete trigger: refuse what would replace a row.
    bestaat = " OR ".join(
        "(" + " AND ".join(f"{kolom} = NEW.{kolom}" for kolom in kolommen) + ")"
        for kolommen in bewaakt.uniek
    )
    nog_niet_verlopen = ""
    if bewaakt.bewaardagen is not None:
        grens = f"datetime('now', '-{bewaakt.bewaardagen} days')"
        nog_niet_verlopen = f" WHEN NOT (OLD.moment < {grens})"
    wanneer = {
        "wijzigen": f"BEFORE UPDATE ON {tabel} WHEN NOT ({_toegestaan(bewaakt, 'IS')})",
        "verwijderen": f"BEFORE DELETE ON {tabel}{nog_niet_verlopen}",
        "vervangen": (
            f"BEFORE INSERT ON {tabel} WHEN EXISTS (SELECT 1 FROM {tabel} WHERE {bestaat})"  # noqa: S608 (no input: names of the models)
        ),
    }
    return {
        f"slot_{tabel}_{soort}": f"CREATE TRIGGER slot_{tabel}_{soort} {deel} BEGIN {weiger}; END"
        for soort, deel in wanneer.items()
    }


def na_migratie(using: str, **kwargs: Any) -> None:
    """Receiver of `post_migrate`, the one signal this house uses."""
    installeer(connections[using])
