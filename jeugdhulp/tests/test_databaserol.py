"""Two roles in PostgreSQL: what the application may do, what it may not, and who tells."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, connections
from psycopg import sql

from jeugdhulp import checks, databaserol, kalender, slot, toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.controle import controleer_gemeente, controleer_sloten
from jeugdhulp.models import Rol
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory
from jeugdhulp.tests.test_settings import draai
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Maatregel, Stand
from maatregelen.models.stand import AFSCHERMBAAR
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, maak_stand

alleen_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL has roles"
)


@dataclass
class Rollen:
    """A database of its own with its owner, and the role of the application."""

    database: str
    eigenaar: str
    app: str
    wachtwoord: str

    def adres(self, rol: str) -> str:
        zet = connection.settings_dict
        return f"postgres://{rol}:{self.wachtwoord}@{zet['HOST']}:{zet['PORT']}/{self.database}"


@contextmanager
def als_beheerder(database: str = "postgres") -> Iterator[psycopg.Connection]:
    """As who runs the cluster, whoever Django works as meanwhile."""
    zet = connections.settings["default"]
    with psycopg.connect(
        host=zet["HOST"],
        port=zet["PORT"],
        user=zet["USER"],
        password=zet["PASSWORD"],
        dbname=database,
        autocommit=True,
    ) as verbinding:
        yield verbinding


def doe(verbinding: psycopg.Connection, opdracht: str, *namen: str) -> None:
    verbinding.execute(sql.SQL(opdracht).format(*map(sql.Identifier, namen)))  # type: ignore[arg-type]


@contextmanager
def werkend_als(rollen: Rollen, rol: str) -> Iterator[None]:
    """All of Django works on that database as that role."""
    gewoon = connections["default"]
    anders = {"NAME": rollen.database, "USER": rol, "PASSWORD": rollen.wachtwoord}
    connections["default"] = type(gewoon)(gewoon.settings_dict | anders, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = gewoon


@pytest.fixture(scope="module")
def rollen(django_db_setup: None, django_db_blocker: Any) -> Iterator[Rollen]:
    """Both roles made, the database migrated by its owner, and the rights given.

    Roles belong to the cluster, which other test processes share: hence names of their own.
    """
    merk = secrets.token_hex(6)
    gemaakt = Rollen(f"rollen_{merk}", f"eigenaar_{merk}", f"app_{merk}", secrets.token_hex(16))
    with django_db_blocker.unblock(), als_beheerder() as beheer:
        for rol in (gemaakt.eigenaar, gemaakt.app):
            doe(beheer, f"CREATE ROLE {{}} LOGIN PASSWORD '{gemaakt.wachtwoord}'", rol)
        doe(beheer, "CREATE DATABASE {} OWNER {}", gemaakt.database, gemaakt.eigenaar)
        try:
            with werkend_als(gemaakt, gemaakt.eigenaar):
                call_command("migrate", verbosity=0)
                call_command("geef_rechten", rol=gemaakt.app, stdout=StringIO())
            yield gemaakt
        finally:
            doe(beheer, "DROP DATABASE {} WITH (FORCE)", gemaakt.database)
            doe(beheer, "DROP ROLE {}", gemaakt.app)
            doe(beheer, "DROP ROLE {}", gemaakt.eigenaar)


@pytest.fixture
def als_app(rollen: Rollen, django_db_blocker: Any) -> Iterator[Rollen]:
    with django_db_blocker.unblock(), werkend_als(rollen, rollen.app):
        yield rollen


@pytest.fixture
def als_eigenaar(rollen: Rollen, django_db_blocker: Any) -> Iterator[Rollen]:
    with django_db_blocker.unblock(), werkend_als(rollen, rollen.eigenaar):
        yield rollen


@pytest.fixture
def losse_rol(rollen: Rollen) -> Iterator[str]:
    """A role that has nothing yet, and whatever the test gives it."""
    naam = f"los_{secrets.token_hex(6)}"
    with als_beheerder(rollen.database) as beheer:
        doe(beheer, f"CREATE ROLE {{}} LOGIN PASSWORD '{rollen.wachtwoord}'", naam)
        yield naam
        doe(beheer, "DROP OWNED BY {}", naam)
        doe(beheer, "DROP ROLE {}", naam)


def een_maatregel() -> Maatregel:
    gemeente = GemeenteFactory(
        slug=f"g{secrets.token_hex(6).translate(str.maketrans('0123456789', 'ghijklmnop'))}"
    )
    return MaatregelFactory(plan=PlanFactory(gemeente=gemeente), compleet=True)


def ids_van(alias: str = "default") -> list[str]:
    return sorted({melding.id for melding in checks.rol_in_database(None, databases=[alias])})


# What it may


@alleen_postgresql
def test_application_does_its_work_as_its_own_role(als_app: Rollen) -> None:
    """From plan to closed round, with the logboek whole and every lock in place."""
    maatregel = een_maatregel()
    door = GebruikerFactory(username=f"u{maatregel.pk}", lid_van=maatregel.plan.gemeente)
    ronde = open_ronde(maatregel.plan, kalender.vandaag(), door=door)

    stand = maak_stand(maatregel, door=door, ronde=ronde, tijd="rood", totaal="rood")
    sluit_ronde(ronde, door=door, overige="overgenomen")

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == (als_app.app, als_app.app)
    assert Maatregel.objects.get(pk=maatregel.pk).standen.latest("pk") == stand
    assert (controleer_gemeente(maatregel.plan.gemeente).fout, controleer_sloten()) == ("", [])


@alleen_postgresql
def test_application_keeps_its_register_and_lets_go_of_sessions_and_roles(als_app: Rollen) -> None:
    toegang.noteer(ToegangSoort(ToegangSoort.values[0]))
    Session.objects.create(
        session_key=secrets.token_hex(16), session_data="x", expire_date=kalender.nu()
    )
    maatregel = een_maatregel()
    GebruikerFactory(
        username=f"r{maatregel.pk}", lid_van=maatregel.plan.gemeente, rollen=["beheerder"]
    )

    assert toegang.ruim_op().startswith("0 regels")
    assert Session.objects.all().delete()[0] >= 1
    assert Rol.objects.all().delete()[0] >= 1


@alleen_postgresql
def test_application_may_empty_texts_and_nothing_else_on_a_line_and_a_stand(
    als_app: Rollen,
) -> None:
    """The one allowed update of each guarded table, and texts in history (afschermen)."""
    stand = een_maatregel().standen.get()
    teksten = ", ".join(f"{veld} = '[afgeschermd]'" for veld in AFSCHERMBAAR)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE maatregelen_stand SET {teksten}, afgeschermd_op = now() WHERE id = %s",  # noqa: S608
            [stand.pk],
        )
        cursor.execute(
            "UPDATE jeugdhulp_gebeurtenis SET inhoud = NULL, zout = NULL WHERE id ="
            " (SELECT max(id) FROM jeugdhulp_gebeurtenis)"
        )
        cursor.execute(
            "UPDATE maatregelen_historicalmijlpaal SET tekst = '', history_change_reason = ''"
        )

    assert Stand.objects.get(pk=stand.pk).tekst == "[afgeschermd]"


# What it may not

WEIGERINGEN = [
    "UPDATE jeugdhulp_gebeurtenis SET soort = 'x'",
    "UPDATE jeugdhulp_gebeurtenis SET hash = hash",
    "UPDATE maatregelen_stand SET totaal = 'groen'",
    "UPDATE jeugdhulp_momentopname SET sha256 = ''",
    "UPDATE jeugdhulp_toegangsregel SET soort = 'x'",
    "DELETE FROM jeugdhulp_gebeurtenis",
    "DELETE FROM maatregelen_stand",
    "DELETE FROM jeugdhulp_momentopname",
    "DELETE FROM maatregelen_historicalplan",
    "DELETE FROM maatregelen_plan",
    "DELETE FROM jeugdhulp_ketenkop",
    "DELETE FROM jeugdhulp_gebruiker",
    "DELETE FROM jeugdhulp_afscherming",
    "TRUNCATE jeugdhulp_gebeurtenis",
    "TRUNCATE django_session",
    "ALTER TABLE jeugdhulp_gebeurtenis DISABLE TRIGGER ALL",
    "ALTER TABLE maatregelen_stand DISABLE TRIGGER slot_maatregelen_stand_wijzigen",
    "DROP TRIGGER slot_maatregelen_stand_wijzigen ON maatregelen_stand",
    "CREATE TRIGGER x BEFORE INSERT ON jeugdhulp_gebeurtenis"
    " EXECUTE FUNCTION slot_maatregelen_stand()",
    "CREATE OR REPLACE FUNCTION slot_maatregelen_stand() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NEW; END'",
    "CREATE RULE x AS ON INSERT TO jeugdhulp_gebeurtenis DO INSTEAD NOTHING",
    "DROP TABLE jeugdhulp_gebeurtenis",
    "ALTER TABLE jeugdhulp_gebeurtenis ADD COLUMN x int",
    "CREATE TABLE x (id int)",
    "CREATE SCHEMA x",
    "SET session_replication_role = replica",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'x', now())",
    "UPDATE auth_permission SET name = 'x'",
    "COPY jeugdhulp_gemeente TO PROGRAM 'cat'",
    "COPY jeugdhulp_gemeente TO '/tmp/x'",
]


@alleen_postgresql
@pytest.mark.parametrize("opdracht", WEIGERINGEN)
def test_application_is_refused(rollen: Rollen, opdracht: str) -> None:
    with (
        psycopg.connect(rollen.adres(rollen.app)) as verbinding,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        verbinding.execute(opdracht)  # type: ignore[call-overload]


@alleen_postgresql
@pytest.mark.parametrize("opdracht", ["SET ROLE {}", "GRANT {} TO CURRENT_USER"])
def test_application_cannot_become_the_owner(rollen: Rollen, opdracht: str) -> None:
    with (
        psycopg.connect(rollen.adres(rollen.app)) as verbinding,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        doe(verbinding, opdracht, rollen.eigenaar)


@alleen_postgresql
def test_application_cannot_give_itself_rights(rollen: Rollen) -> None:
    """PostgreSQL only warns; what counts is that nothing is given."""
    with psycopg.connect(rollen.adres(rollen.app), autocommit=True) as verbinding:
        doe(verbinding, "GRANT ALL ON jeugdhulp_gemeente TO {}", rollen.app)

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            verbinding.execute("TRUNCATE jeugdhulp_gemeente")


# Who tells


@alleen_postgresql
def test_check_is_silent_for_the_role_of_the_application(als_app: Rollen) -> None:
    assert databaserol.afwijkingen(connection) == databaserol.Afwijkingen()
    assert set(ids_van()) <= {"jeugdhulp.W002"}


@alleen_postgresql
def test_check_speaks_up_when_the_application_works_as_the_owner(als_eigenaar: Rollen) -> None:
    assert "jeugdhulp.E004" in ids_van()
    assert {
        "is eigenaar van jeugdhulp_gebeurtenis",
        "is eigenaar van functie slot_maatregelen_stand",
        "is eigenaar van de database",
        "mag iets maken in het schema",
        "DELETE op maatregelen_stand",
        "UPDATE op jeugdhulp_gebeurtenis",
        "TRIGGER op jeugdhulp_momentopname",
        "TRUNCATE op jeugdhulp_gebeurtenis",
    } <= set(databaserol.afwijkingen(connection).te_veel)


@alleen_postgresql
@pytest.mark.django_db
def test_check_speaks_up_for_a_superuser() -> None:
    assert databaserol.afwijkingen(connection).te_veel[0] == "is superuser"
    assert "jeugdhulp.E004" in ids_van()


def te_veel_na(rollen: Rollen, rol: str, *opdrachten: str) -> list[str]:
    """What is too much for `rol` when it got the good rights and then this."""
    with werkend_als(rollen, rollen.eigenaar):
        databaserol.geef(connection, rol)
        with als_beheerder(rollen.database) as beheer:
            for opdracht in opdrachten:
                doe(beheer, opdracht.replace("EIGENAAR", rollen.eigenaar), rol)
        gevonden = databaserol.afwijkingen(connection, rol)
        assert gevonden.te_weinig == []
        return gevonden.te_veel


@alleen_postgresql
@pytest.mark.parametrize(
    ("opdracht", "verwacht"),
    [
        ("GRANT DELETE ON jeugdhulp_gebeurtenis TO {}", ["DELETE op jeugdhulp_gebeurtenis"]),
        ("GRANT UPDATE ON maatregelen_stand TO {}", ["UPDATE op maatregelen_stand"]),
        (
            "GRANT UPDATE (totaal) ON maatregelen_stand TO {}",
            ["UPDATE (totaal) op maatregelen_stand"],
        ),
        ("GRANT TRUNCATE ON django_session TO {}", ["TRUNCATE op django_session"]),
        ("GRANT TRIGGER ON maatregelen_plan TO {}", ["TRIGGER op maatregelen_plan"]),
        (
            "GRANT DELETE ON maatregelen_historicalplan TO {}",
            ["DELETE op maatregelen_historicalplan"],
        ),
        ("GRANT INSERT ON django_migrations TO {}", ["INSERT op django_migrations"]),
        ("GRANT CREATE ON SCHEMA public TO {}", ["mag iets maken in het schema"]),
        ("ALTER ROLE {} CREATEROLE", ["mag rollen maken"]),
        ("ALTER ROLE {} CREATEDB", ["mag databases maken"]),
        ("ALTER ROLE {} REPLICATION", ["mag repliceren"]),
        ("ALTER ROLE {} BYPASSRLS", ["mag om rijbeveiliging heen"]),
        ("ALTER TABLE maatregelen_thema OWNER TO {}", None),
        ("ALTER ROLE {} SUPERUSER", None),
        (
            "GRANT pg_write_server_files TO {}",
            ["mag programma's of bestanden van de server gebruiken"],
        ),
    ],
)
def test_check_names_each_thing_that_is_too_much(
    rollen: Rollen,
    losse_rol: str,
    django_db_blocker: Any,
    opdracht: str,
    verwacht: list[str] | None,
) -> None:
    with django_db_blocker.unblock():
        gevonden = te_veel_na(rollen, losse_rol, opdracht)

    if "OWNER" in opdracht:
        assert gevonden[0] == "is eigenaar van maatregelen_thema"
        with als_beheerder(rollen.database) as beheer:
            doe(beheer, "ALTER TABLE maatregelen_thema OWNER TO {}", rollen.eigenaar)
    elif "SUPERUSER" in opdracht:
        assert gevonden[0] == "is superuser"
    else:
        assert gevonden == verwacht


@alleen_postgresql
def test_role_that_can_become_the_owner_is_as_dangerous_as_the_owner(
    rollen: Rollen, losse_rol: str, django_db_blocker: Any
) -> None:
    """Also when it inherits nothing by itself."""
    with django_db_blocker.unblock():
        gevonden = te_veel_na(
            rollen, losse_rol, "ALTER ROLE {} NOINHERIT", 'GRANT "EIGENAAR" TO {}'
        )

    assert "is eigenaar van jeugdhulp_gebeurtenis" in gevonden
    assert "DELETE op jeugdhulp_gebeurtenis" in gevonden


@alleen_postgresql
def test_right_to_skip_triggers_is_too_much(
    rollen: Rollen, losse_rol: str, django_db_blocker: Any
) -> None:
    with als_beheerder() as beheer:
        if beheer.info.server_version < 150000:
            pytest.skip("before PostgreSQL 15 nobody could be given this")
    with django_db_blocker.unblock():
        gevonden = te_veel_na(
            rollen, losse_rol, "GRANT SET ON PARAMETER session_replication_role TO {}"
        )

    assert gevonden == ["mag session_replication_role zetten"]


@alleen_postgresql
def test_check_says_what_is_missing_and_how_to_give_it(
    rollen: Rollen, losse_rol: str, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), werkend_als(rollen, losse_rol):
        meldingen = checks.rol_in_database(None, databases=["default"])

    fout = next(melding for melding in meldingen if melding.id == "jeugdhulp.E005")
    assert "geef_rechten" in fout.hint
    assert fout.msg.startswith("De toepassing mist rechten in de database: ")


@alleen_postgresql
def test_table_of_a_new_version_is_missed_until_the_rights_are_given(
    rollen: Rollen, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), werkend_als(rollen, rollen.eigenaar):
        with als_beheerder(rollen.database) as beheer:
            doe(beheer, "REVOKE ALL ON maatregelen_ronde FROM {}", rollen.app)

        erna = databaserol.afwijkingen(connection, rollen.app).te_weinig
        call_command("geef_rechten", rol=rollen.app, stdout=StringIO())

        assert erna == [f"{actie} op maatregelen_ronde" for actie in ("INSERT", "SELECT", "UPDATE")]
        assert databaserol.afwijkingen(connection, rollen.app) == databaserol.Afwijkingen()


@alleen_postgresql
def test_giving_rights_takes_back_what_is_too_much(
    rollen: Rollen, losse_rol: str, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), werkend_als(rollen, rollen.eigenaar):
        for opdracht in (
            "GRANT ALL ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT UPDATE (hash) ON jeugdhulp_gebeurtenis TO {}",
            "GRANT DELETE ON jeugdhulp_gebeurtenis TO PUBLIC",
            "GRANT CREATE ON SCHEMA public TO PUBLIC",
        ):
            with als_beheerder(rollen.database) as beheer:
                doe(beheer, "SET ROLE {}", rollen.eigenaar)
                doe(beheer, opdracht, losse_rol)
        uit = StringIO()

        call_command("geef_rechten", rol=losse_rol, stdout=uit)

        assert uit.getvalue() == f"{losse_rol} mag wat de toepassing nodig heeft, en niet meer.\n"


@alleen_postgresql
def test_giving_rights_refuses_who_is_too_powerful_for_it(
    rollen: Rollen, losse_rol: str, django_db_blocker: Any
) -> None:
    with als_beheerder() as beheer:
        doe(beheer, "ALTER ROLE {} CREATEROLE", losse_rol)

    with (
        django_db_blocker.unblock(),
        werkend_als(rollen, rollen.eigenaar),
        pytest.raises(CommandError, match="te veel: mag rollen maken"),
    ):
        call_command("geef_rechten", rol=losse_rol)


@alleen_postgresql
def test_giving_rights_asks_for_the_owner_and_for_another_role(
    rollen: Rollen, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        with (
            werkend_als(rollen, rollen.eigenaar),
            pytest.raises(CommandError, match="is de eigenaar zelf"),
        ):
            call_command("geef_rechten", rol=rollen.eigenaar)
        with (
            werkend_als(rollen, rollen.eigenaar),
            pytest.raises(CommandError, match="Er is geen rol “bestaat_niet”"),
        ):
            call_command("geef_rechten", rol="bestaat_niet")
        with (
            werkend_als(rollen, rollen.app),
            pytest.raises(CommandError, match="JEUGDHULP_DATABASE_EIGENAAR"),
        ):
            call_command("geef_rechten", rol=rollen.eigenaar)


@alleen_postgresql
def test_check_warns_when_the_server_logs_what_people_type(
    rollen: Rollen, losse_rol: str, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        with werkend_als(rollen, losse_rol):
            eerst = databaserol.schrijft_inhoud_in_log(connection)
        with als_beheerder() as beheer:
            for opdracht in databaserol.ZWIJG:
                doe(beheer, opdracht.replace("…", "{}"), losse_rol)
        with werkend_als(rollen, losse_rol):
            daarna = databaserol.schrijft_inhoud_in_log(connection)

    assert (eerst, daarna) == (
        ["log_error_verbosity = default", "log_min_error_statement = error"],
        [],
    )


@alleen_postgresql
@pytest.mark.parametrize(("wie", "start"), [("app", True), ("eigenaar", False)])
def test_server_starts_as_the_application_and_refuses_to_as_the_owner(
    rollen: Rollen, wie: str, start: bool
) -> None:
    uit = draai(
        ["-c", "import jeugdhulp.wsgi"],
        JEUGDHULP_SECRET_KEY=secrets.token_urlsafe(50),
        DATABASE_URL=rollen.adres(getattr(rollen, wie)),
    )

    assert (uit.returncode == 0, "jeugdhulp.E004" in uit.stderr) == (start, not start), uit.stderr


# Without PostgreSQL


def test_every_table_of_ours_has_rights_that_follow_from_what_it_is() -> None:
    rechten = databaserol.bedoeld()

    def van(tabel: str) -> tuple[str, str]:
        return (
            "".join(sorted(actie[0] for actie in rechten[tabel].acties)),
            " ".join(sorted(rechten[tabel].kolommen)),
        )

    assert {
        tabel: van(tabel)
        for tabel in (
            "jeugdhulp_gebeurtenis",
            "maatregelen_stand",
            "jeugdhulp_momentopname",
            "jeugdhulp_toegangsregel",
            "maatregelen_plan",
            "maatregelen_historicalplan",
            "maatregelen_doelkoppeling",
            "maatregelen_historicaldoelkoppeling",
            "maatregelen_blad",
            "jeugdhulp_ketenkop",
            "jeugdhulp_rol",
            "django_session",
            "django_migrations",
            "auth_permission",
        )
    } == {
        "jeugdhulp_gebeurtenis": ("IS", "inhoud zout"),
        "maatregelen_stand": ("IS", " ".join(sorted((*AFSCHERMBAAR, "afgeschermd_op")))),
        "jeugdhulp_momentopname": ("IS", "afgeschermd_op tekst"),
        "jeugdhulp_toegangsregel": ("DIS", ""),
        "maatregelen_plan": ("ISU", ""),
        "maatregelen_historicalplan": ("ISU", ""),
        "maatregelen_doelkoppeling": ("DISU", ""),
        "maatregelen_historicaldoelkoppeling": ("ISU", ""),
        "maatregelen_blad": ("DISU", ""),
        "jeugdhulp_ketenkop": ("ISU", ""),
        "jeugdhulp_rol": ("DISU", ""),
        "django_session": ("DISU", ""),
        "django_migrations": ("S", ""),
        "auth_permission": ("S", ""),
    }


def test_no_table_under_lock_may_be_changed_as_a_whole() -> None:
    rechten = databaserol.bedoeld()

    assert {tabel for tabel in rechten if slot.bewaakt_van(tabel)} >= {
        "jeugdhulp_gebeurtenis",
        "jeugdhulp_momentopname",
        "jeugdhulp_toegangsregel",
        "maatregelen_stand",
    }
    assert [
        tabel
        for tabel, recht in rechten.items()
        if slot.bewaakt_van(tabel) and "UPDATE" in recht.acties
    ] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has roles")
@pytest.mark.django_db
def test_without_roles_there_is_nothing_to_check_or_give() -> None:
    assert ids_van() == []
    with pytest.raises(CommandError, match="Alleen PostgreSQL"):
        call_command("geef_rechten", rol="x")


def test_check_asks_nothing_when_no_database_is_named() -> None:
    """A test without the fixture may not touch the database."""
    assert checks.rol_in_database(None) == []


def test_database_that_is_down_is_a_warning_so_that_the_server_can_start(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db.utils import OperationalError

    def kapot(*args: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(connections["default"], "vendor", "postgresql")
    monkeypatch.setattr(databaserol, "afwijkingen", kapot)

    assert ids_van() == ["jeugdhulp.W003"]
    settings.ALS_EIGENAAR = True
    assert ids_van() == []


def test_address_of_the_owner_takes_the_place_of_that_of_the_application(tmp_path: Any) -> None:
    (tmp_path / "eigenaar").write_text("postgres://eigenaar:geheim@127.0.0.1/jeugdhulp")
    vraag = "from django.conf import settings as s; print(s.DATABASES['default']['USER'])"
    gewoon = {
        "JEUGDHULP_SECRET_KEY": "voor deze test",
        "DATABASE_URL": "postgres://app:x@127.0.0.1/jeugdhulp",
    }

    namen = [
        draai(["-c", vraag], **gewoon, **extra).stdout.strip()
        for extra in ({}, {"JEUGDHULP_DATABASE_EIGENAAR_FILE": str(tmp_path / "eigenaar")})
    ]

    assert namen == ["app", "eigenaar"]


def test_server_refuses_to_know_the_address_of_the_owner(tmp_path: Any) -> None:
    uit = draai(
        ["-c", "import jeugdhulp.wsgi"],
        JEUGDHULP_SECRET_KEY="voor deze test",
        JEUGDHULP_DATABASE_EIGENAAR=f"sqlite:///{tmp_path / 'db.sqlite3'}",
    )

    assert (uit.returncode, "JEUGDHULP_DATABASE_EIGENAAR" in uit.stderr) == (1, True)
