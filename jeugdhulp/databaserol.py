"""What the role in PostgreSQL that the application works as may do; the owner of the tables
migrates.

Two roles, because who owns a table can take off its lock. One source: the guarded tables of
`slot.py` and the models. `geef` grants exactly this, `afwijkingen` compares what a role can do in
fact (by itself, by PUBLIC, and by every role it can become) with this, table by table.

- guarded: read and add, the one allowed update by column, and delete where a term may pass;
- history: read, add and change (afschermen empties texts there), never delete;
- tracked, and what apps name with `blijft`: no delete, it is ended and not erased;
- tracked ties that apps name with `eindigt_in_historie`: also delete, that is how such a row ends;
- what migrate itself fills (migrations, content types, permissions): read;
- all else (sessions, counters): read, add, change and delete.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from jeugdhulp import slot

LEZEN, TOEVOEGEN, WIJZIGEN, WISSEN = "SELECT", "INSERT", "UPDATE", "DELETE"
_VAN_MIGRATE = frozenset({"auth.Permission", "contenttypes.ContentType"})
_blijvend: set[str] = set()
_eindigend: set[str] = set()


@dataclass(frozen=True)
class Recht:
    """What may be done with one table; `kolommen` are those that may be changed when the table as
    a whole may not."""

    acties: frozenset[str] = frozenset()
    kolommen: frozenset[str] = frozenset()


@dataclass
class Afwijkingen:
    """What a role can do and should not, and the other way round; in Dutch, for an admin."""

    te_veel: list[str] = field(default_factory=list)
    te_weinig: list[str] = field(default_factory=list)


def blijft(*modellen: type[models.Model]) -> None:
    """Rows of these tables are never deleted by the application; for `AppConfig.ready`."""
    _blijvend.update(model._meta.db_table for model in modellen)


def eindigt_in_historie(*modellen: type[models.Model]) -> None:
    """Rows of these tracked tables only say that two things belong together. One that no longer
    holds goes; its history keeps when it held, who ended it and why. For `AppConfig.ready`."""
    _eindigend.update(model._meta.db_table for model in modellen)


def bedoeld() -> dict[str, Recht]:
    """Per table what the application needs and no more."""
    rechten = {
        model._meta.db_table: _recht_voor(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    rechten[MigrationRecorder.Migration._meta.db_table] = Recht(frozenset({LEZEN}))
    return rechten


def _recht_voor(model: type[models.Model]) -> Recht:
    if bewaakt := slot.bewaakt_van(model._meta.db_table):
        wissen = {WISSEN} if bewaakt.bewaardagen is not None else set()
        return Recht(frozenset({LEZEN, TOEVOEGEN, *wissen}), frozenset(bewaakt.vrij))
    if model._meta.label in _VAN_MIGRATE:
        return Recht(frozenset({LEZEN}))
    blijvend = (
        hasattr(model, "instance_type")
        or hasattr(model._meta, "simple_history_manager_attribute")
        or model._meta.db_table in _blijvend
    ) and model._meta.db_table not in _eindigend
    return Recht(frozenset({LEZEN, TOEVOEGEN, WIJZIGEN} | (set() if blijvend else {WISSEN})))


def opdrachten(rol: str, schema: str, tabellen: set[str]) -> Iterator[sql.Composed]:
    """The SQL that gives `rol` exactly what it needs on `tabellen`; the same again changes
    nothing."""
    alles = {"rol": sql.Identifier(rol), "schema": sql.Identifier(schema)}
    for soort in ("TABLES", "SEQUENCES"):
        vorm = f"REVOKE ALL ON ALL {soort} IN SCHEMA {{schema}} FROM PUBLIC, {{rol}}"
        yield sql.SQL(vorm).format(**alles)  # type: ignore[arg-type]
    yield sql.SQL("REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {rol}").format(**alles)
    yield sql.SQL("GRANT USAGE ON SCHEMA {schema} TO {rol}").format(**alles)
    for tabel, recht in sorted(bedoeld().items()):
        if tabel in tabellen:
            yield _geef(rol, schema, tabel, recht)


def _geef(rol: str, schema: str, tabel: str, recht: Recht) -> sql.Composed:
    acties: list[sql.Composable] = [sql.SQL(actie) for actie in sorted(recht.acties)]  # type: ignore[arg-type]
    if recht.kolommen:
        namen = sql.SQL(", ").join(map(sql.Identifier, sorted(recht.kolommen)))
        acties.append(sql.SQL("UPDATE ({})").format(namen))
    return sql.SQL("GRANT {} ON {} TO {}").format(
        sql.SQL(", ").join(acties), sql.Identifier(schema, tabel), sql.Identifier(rol)
    )


def geef(connection: BaseDatabaseWrapper, rol: str) -> None:
    """Give `rol` what it needs, in one transaction, so that a server that works goes on working;
    run by the owner. One query a table."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        [schema] = cursor.fetchone()
        tabellen = set(connection.introspection.table_names(cursor))
        for opdracht in opdrachten(rol, schema, tabellen):
            cursor.execute(opdracht.as_string(cursor.connection))


def afwijkingen(connection: BaseDatabaseWrapper, rol: str = "") -> Afwijkingen:
    """How far what `rol` (empty: of this connection) can do is from what it should. Four queries.

    Also what it could do as any role that it can become with SET ROLE.
    """
    gevonden = Afwijkingen()
    with connection.cursor() as cursor:
        rol = rol or _een(cursor, "SELECT current_user")
        gevonden.te_veel += _te_machtig(cursor, rol)
        tabellen = _feitelijk(cursor, rol)
    verwacht = bedoeld()
    for tabel in sorted(verwacht.keys() | tabellen.keys()):
        if tabel not in tabellen:
            gevonden.te_weinig.append(f"de tabel {tabel} bestaat niet")
            continue
        _vergelijk(tabel, verwacht.get(tabel, Recht()), tabellen[tabel], gevonden)
    return gevonden


# For a superuser: neither a failed command nor the row it was about goes to the log of the server.
ZWIJG = (
    "ALTER ROLE … SET log_min_error_statement = 'panic'",
    "ALTER ROLE … SET log_error_verbosity = 'terse'",
    "ALTER ROLE … SET log_statement = 'none'",
    "ALTER ROLE … SET log_min_duration_statement = -1",
)
_ZWIJGT = {
    "log_min_error_statement": ("log", "fatal", "panic"),
    "log_error_verbosity": ("terse",),
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
}


def schrijft_inhoud_in_log(connection: BaseDatabaseWrapper) -> list[str]:
    """Settings by which PostgreSQL writes what people typed to its own log. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name",
            [list(_ZWIJGT)],
        )
        return [f"{naam} = {stand}" for naam, stand in cursor if stand not in _ZWIJGT[naam]]


def _vergelijk(tabel: str, nodig: Recht, heeft: Recht, gevonden: Afwijkingen) -> None:
    gevonden.te_veel += [f"{actie} op {tabel}" for actie in sorted(heeft.acties - nodig.acties)]
    gevonden.te_weinig += [f"{actie} op {tabel}" for actie in sorted(nodig.acties - heeft.acties)]
    if WIJZIGEN in nodig.acties:
        return
    if WIJZIGEN not in heeft.acties:
        te_veel = sorted(heeft.kolommen - nodig.kolommen)
        gevonden.te_veel += [f"UPDATE ({kolom}) op {tabel}" for kolom in te_veel]
    te_weinig = sorted(nodig.kolommen - heeft.kolommen)
    gevonden.te_weinig += [f"UPDATE ({kolom}) op {tabel}" for kolom in te_weinig]


# Itself, and every role it can become.
_KAN_WORDEN = """
    WITH kan AS (
        SELECT * FROM pg_roles
        WHERE pg_has_role(%(rol)s, oid, 'MEMBER')
    )
"""
_MACHT = (
    _KAN_WORDEN  # noqa: S608 (no input)
    + """
    SELECT 'is superuser' FROM kan WHERE rolsuper
    UNION SELECT 'mag rollen maken' FROM kan WHERE rolcreaterole
    UNION SELECT 'mag databases maken' FROM kan WHERE rolcreatedb
    UNION SELECT 'mag repliceren' FROM kan WHERE rolreplication
    UNION SELECT 'mag om rijbeveiliging heen' FROM kan WHERE rolbypassrls
    UNION SELECT 'mag programma''s of bestanden van de server gebruiken' FROM kan
        WHERE rolname IN ('pg_execute_server_program', 'pg_write_server_files',
                          'pg_read_server_files')
    UNION SELECT 'is eigenaar van de database' FROM kan, pg_database
        WHERE datname = current_database() AND datdba = kan.oid
    UNION SELECT 'is eigenaar van het schema' FROM kan, pg_namespace
        WHERE nspname = current_schema() AND nspowner = kan.oid
    UNION SELECT 'is eigenaar van ' || relname FROM kan, pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relowner = kan.oid
        AND relkind IN ('r', 'p', 'v', 'm', 'f')
    UNION SELECT 'is eigenaar van functie ' || proname FROM kan, pg_proc
        WHERE pronamespace = current_schema()::regnamespace AND proowner = kan.oid
    UNION SELECT 'mag iets maken in het schema' FROM kan
        WHERE has_schema_privilege(kan.oid, current_schema(), 'CREATE')
    UNION SELECT 'mag schema''s maken' FROM kan
        WHERE has_database_privilege(kan.oid, current_database(), 'CREATE')
    ORDER BY 1
"""
)
# From PostgreSQL 15 on a superuser can hand this out; with it ordinary triggers are skipped.
_MAG_SLOTEN_OVERSLAAN = (
    _KAN_WORDEN  # noqa: S608
    + """
    SELECT 'mag session_replication_role zetten' FROM kan
    WHERE has_parameter_privilege(kan.oid, 'session_replication_role', 'SET') AND NOT rolsuper
    LIMIT 1
"""
)
_TABELLEN = (
    _KAN_WORDEN  # noqa: S608
    + """
    SELECT relname,
        array_agg(DISTINCT actie) FILTER (WHERE has_table_privilege(kan.oid, tabel.oid, actie)),
        (SELECT array_agg(DISTINCT attname) FROM pg_attribute, kan
         WHERE attrelid = tabel.oid AND attnum > 0 AND NOT attisdropped
         AND has_column_privilege(kan.oid, tabel.oid, attnum, 'UPDATE'))
    FROM kan, pg_class AS tabel, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',
        'REFERENCES', 'TRIGGER']) AS actie
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
    GROUP BY relname, tabel.oid
"""
)


def _te_machtig(cursor: Any, rol: str) -> list[str]:
    cursor.execute(_MACHT, {"rol": rol})
    macht = [naam for (naam,) in cursor.fetchall()]
    if "is superuser" in macht:
        # Who may do everything may do all that follows too.
        return ["is superuser"]
    if cursor.connection.info.server_version >= 150000:
        cursor.execute(_MAG_SLOTEN_OVERSLAAN, {"rol": rol})
        macht += [naam for (naam,) in cursor.fetchall()]
    return macht


def _feitelijk(cursor: Any, rol: str) -> dict[str, Recht]:
    cursor.execute(_TABELLEN, {"rol": rol})
    return {
        tabel: Recht(frozenset(acties or ()), frozenset(kolommen or ()))
        for tabel, acties, kolommen in cursor.fetchall()
    }


def _een(cursor: Any, vraag: str) -> str:
    cursor.execute(vraag)
    [waarde] = cursor.fetchone()
    return str(waarde)
