"""The locks on the tables that are only added to, attacked with raw SQL and with the ORM."""
# ruff: noqa: S608 (names of tables and columns come from the models)

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from jeugdhulp import kalender, slot, toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.controle import controleer_sloten
from jeugdhulp.models import Gebeurtenis, Gemeente, Momentopname, Toegangsregel
from jeugdhulp.tests.factories import GebruikerFactory, PersoonFactory
from jeugdhulp.tests.foto import Foto, wis
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.domain.stand.standen import Open, Voortgang
from maatregelen.models import OpenEinde, Rondestap, Stand, Voortgangsregel
from maatregelen.models.stand import AFSCHERMBAAR
from maatregelen.tests.factories import maak_stand
from rapportage.models import Publicatie, Rapportversie, Versiestap
from rapportage.tests.bevroren import maak_rapportage

pytestmark = pytest.mark.django_db

DELEN = (Voortgangsregel, OpenEinde)
RAPPORT = (Rapportversie, Versiestap, Publicatie)
OP_SLOT = (Gebeurtenis, *DELEN, Stand, Rondestap, Momentopname, Toegangsregel, *RAPPORT)
# What refers to a table under lock, and so has to be emptied with it.
VERWIJZEN = (
    "maatregelen_bevestiging, maatregelen_vaststelling, maatregelen_voortgangsregel,"
    " maatregelen_openeinde, maatregelen_rondestap, rapportage_rapportage,"
    " rapportage_rapportblok, rapportage_opmaak, rapportage_rapportversie,"
    " rapportage_versiestap, rapportage_publicatie"
)
TABELLEN = [model._meta.db_table for model in OP_SLOT]
KOLOMMEN = [
    (model._meta.db_table, veld)
    for model in OP_SLOT
    for veld in model._meta.local_fields
    # Setting afgeschermd_op is half of the one allowed update; it has tests of its own.
    if veld.name != "afgeschermd_op"
]
GEHELE_TEKSTEN = ", ".join(f"{veld} = '{AFGESCHERMD}'" for veld in AFSCHERMBAAR)
alleen_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has this")
alleen_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL has this"
)


@pytest.fixture(scope="session")
def _foto_van_rijen() -> Foto:
    return Foto()


@pytest.fixture
def rijen(request: Any, db: None, _foto_van_rijen: Foto) -> None:
    """A momentopname, a stand with every column filled and its parts, the lines its making left,
    a line about access, and a frozen version of a report with a step and a file."""

    def maak() -> None:
        maak_rijen(request.getfixturevalue("maatregel"), request.getfixturevalue("gemeente"))

    if {"gemeente", "plan", "maatregel"} & set(request.fixturenames):
        maak()
    else:
        _foto_van_rijen.zet_neer(maak)


def maak_rijen(maatregel: Any, gemeente: Any) -> None:
    opname = Momentopname.objects.create(
        gemeente=gemeente, soort="proef", peildatum=date(2024, 3, 1), gemaakt_op=kalender.nu()
    )
    door = GebruikerFactory(lid_van=gemeente)
    versie = Rapportversie.objects.create(
        rapportage=maak_rapportage(maatregel.plan),
        nummer=1,
        momentopname=opname,
        reden="Een bedrag.",
        gemaakt_op=kalender.nu(),
        door=door,
    )
    Versiestap.objects.create(
        versie=versie,
        stap="vastgesteld",
        orgaan="college",
        dag=date(2024, 4, 1),
        nummer="C-1",
        gemaakt_op=kalender.nu(),
        door=door,
    )
    Publicatie.objects.create(
        versie=versie, vorm="pdf", naam="a.pdf", inhoud=b"%PDF", sha256="0" * 64, grootte=4
    )
    toegang.noteer(ToegangSoort.AANGEMELD, gebruiker=door, gemeente_id=gemeente.pk)
    ronde = open_ronde(maatregel.plan, date(2024, 3, 1), door=door)
    maak_stand(
        maatregel,
        door=door,
        ronde=ronde,
        tijd="rood",
        peildatum=date(2024, 3, 1),
        voortgangsregels=(Voortgang("De helft is klaar.", "in uitvoering"),),
        open_einden=(Open("Nog nameten.", PersoonFactory(gemeente=gemeente)),),
    )


def voer_uit(opdracht: str, *waarden: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht, waarden)


def weigert(opdracht: str, *waarden: Any) -> None:
    with pytest.raises(IntegrityError, match="wordt alleen aangevuld"):
        voer_uit(opdracht, *waarden)


def iets_anders(veld: models.Field) -> str:
    """SQL for a value that differs from what the column holds and fits in it."""
    if veld.get_internal_type() in ("DateField", "DateTimeField"):
        return "'2001-01-01'"
    if veld.get_internal_type() == "UUIDField":
        return "'0123456789abcdef0123456789abcdef'"
    if veld.get_internal_type() == "BooleanField":
        return f"NOT {veld.column}"
    if veld.get_internal_type() == "BinaryField":
        return "'\\x00'" if connection.vendor == "postgresql" else "x'00'"
    is_tekst = veld.get_internal_type() in ("CharField", "TextField")
    # PostgreSQL looks at the length before the lock does.
    return f"'{'anders'[: veld.max_length]}'" if is_tekst else f"{veld.column} + 1"


def namen_van(tabel: str) -> list[str]:
    model = next(model for model in OP_SLOT if model._meta.db_table == tabel)
    return [veld.column for veld in model._meta.local_fields]


@pytest.mark.parametrize(("tabel", "veld"), KOLOMMEN, ids=lambda deel: getattr(deel, "name", deel))
def test_update_of_a_column_is_refused(rijen: None, tabel: str, veld: models.Field) -> None:
    weigert(f"UPDATE {tabel} SET {veld.column} = {iets_anders(veld)}")


@pytest.mark.parametrize("tabel", TABELLEN)
def test_delete_is_refused(rijen: None, tabel: str) -> None:
    weigert(f"DELETE FROM {tabel}")


@alleen_postgresql
@pytest.mark.parametrize("rest", ["", " CASCADE"])
@pytest.mark.parametrize("tabel", TABELLEN)
def test_truncate_is_refused(rijen: None, tabel: str, rest: str) -> None:
    connection.check_constraints()

    with pytest.raises(IntegrityError, match="wordt alleen aangevuld"):
        # Without CASCADE a table is emptied only together with what refers to it.
        voer_uit(f"TRUNCATE {tabel}, {VERWIJZEN}{rest}")


@pytest.mark.parametrize("tabel", TABELLEN)
def test_upsert_on_the_same_id_is_refused(rijen: None, tabel: str) -> None:
    kolommen = ", ".join(namen_van(tabel))

    weigert(
        f"INSERT INTO {tabel} ({kolommen}) SELECT {kolommen} FROM {tabel} WHERE true"
        " ON CONFLICT (id) DO UPDATE SET id = excluded.id + 1"
    )


@alleen_sqlite
@pytest.mark.parametrize("werkwoord", ["INSERT OR REPLACE", "REPLACE"])
@pytest.mark.parametrize("tabel", TABELLEN)
def test_replace_with_the_same_id_is_refused(rijen: None, tabel: str, werkwoord: str) -> None:
    weigert(f"{werkwoord} INTO {tabel} SELECT * FROM {tabel}")


@alleen_sqlite
def test_replace_with_the_same_volgnummer_is_refused(rijen: None) -> None:
    kolommen = ", ".join(naam for naam in namen_van("jeugdhulp_gebeurtenis") if naam != "id")

    weigert(
        f"INSERT OR REPLACE INTO jeugdhulp_gebeurtenis (id, {kolommen})"
        f" SELECT id + 1000, {kolommen} FROM jeugdhulp_gebeurtenis"
    )


@alleen_sqlite
@pytest.mark.parametrize(
    "model", [Rapportversie, Versiestap, Publicatie], ids=lambda model: model.__name__
)
def test_replace_of_what_is_unique_without_its_id_is_refused(
    rijen: None, model: type[models.Model]
) -> None:
    tabel = model._meta.db_table
    kolommen = ", ".join(naam for naam in namen_van(tabel) if naam != "id")

    weigert(
        f"INSERT OR REPLACE INTO {tabel} (id, {kolommen}) SELECT id + 1000, {kolommen} FROM {tabel}"
    )


@alleen_postgresql
@pytest.mark.parametrize("opdracht", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
@pytest.mark.parametrize("tabel", TABELLEN)
def test_the_lock_holds_for_a_replica(rijen: None, tabel: str, opdracht: str) -> None:
    """ENABLE ALWAYS: an ordinary trigger would be skipped in this role."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")

        weigert(opdracht.format(tabel))

        transaction.set_rollback(True)


def test_the_orm_cannot_change_a_line(rijen: None) -> None:
    """Its own queryset refuses; past that (Django's own queryset, or the row) the lock does."""
    regel = Gebeurtenis.objects.latest("pk")
    regel.soort = "iets anders"
    kaal = models.QuerySet(Gebeurtenis)
    pogingen = (
        regel.save,
        regel.delete,
        kaal.all().delete,
        lambda: kaal.update(soort="iets anders"),
        lambda: kaal.bulk_update([regel], ["soort"]),
    )

    for poging in pogingen:
        with (
            pytest.raises((IntegrityError, RuntimeError), match="wordt alleen aangevuld"),
            transaction.atomic(),
        ):
            poging()
    with pytest.raises(RuntimeError, match="wordt alleen aangevuld"):
        Gebeurtenis.objects.update(soort="iets anders")


def test_the_orm_cannot_change_a_stand(rijen: None) -> None:
    """Not even with a queryset of Django's own, which does not refuse bulk writes."""
    # The first one has no parts, which would protect it before the lock does.
    stand = Stand.objects.earliest("pk")
    stand.totaal = "groen"
    kaal = models.QuerySet(Stand).filter(pk=stand.pk)
    pogingen = (
        stand.save,
        stand.delete,
        kaal.all().delete,
        lambda: kaal.update(totaal="groen"),
        lambda: kaal.bulk_update([stand], ["totaal"]),
    )

    for poging in pogingen:
        with pytest.raises(IntegrityError, match="wordt alleen aangevuld"), transaction.atomic():
            poging()


def test_inhoud_and_zout_may_be_emptied_together(rijen: None) -> None:
    voer_uit("UPDATE jeugdhulp_gebeurtenis SET inhoud = NULL, zout = NULL")

    assert Gebeurtenis.objects.exclude(inhoud=None, zout=None).count() == 0


@pytest.mark.parametrize(
    "zet",
    [
        "inhoud = NULL",
        "zout = NULL",
        "inhoud = '', zout = ''",
        "inhoud = NULL, zout = NULL, soort = 'anders'",
        "inhoud = NULL, zout = NULL, hash = inhoud_hash",
    ],
)
def test_emptying_by_half_or_more_than_that_is_refused(rijen: None, zet: str) -> None:
    weigert(f"UPDATE jeugdhulp_gebeurtenis SET {zet}")


def test_emptied_content_cannot_be_written_again(rijen: None) -> None:
    voer_uit("UPDATE jeugdhulp_gebeurtenis SET inhoud = NULL, zout = NULL")

    weigert("UPDATE jeugdhulp_gebeurtenis SET inhoud = '{}', zout = 'x'")


def test_texts_of_a_stand_may_be_shielded(rijen: None) -> None:
    voer_uit(f"UPDATE maatregelen_stand SET {GEHELE_TEKSTEN}, afgeschermd_op = %s", kalender.nu())

    assert set(Stand.objects.values_list(*AFSCHERMBAAR)) == {(AFGESCHERMD,) * len(AFSCHERMBAAR)}


@pytest.mark.parametrize(
    "zet",
    [
        GEHELE_TEKSTEN,
        "tekst = 'niets aan de hand', afgeschermd_op = '2024-03-02'",
        "tekst = '', afgeschermd_op = '2024-03-02'",
        f"{GEHELE_TEKSTEN}, afgeschermd_op = '2024-03-02', totaal = 'groen'",
        f"{GEHELE_TEKSTEN}, afgeschermd_op = '2024-03-02', peildatum = '2024-03-02'",
    ],
)
def test_shielding_by_half_or_more_than_that_is_refused(rijen: None, zet: str) -> None:
    weigert(f"UPDATE maatregelen_stand SET {zet}")


@pytest.mark.parametrize("model", DELEN)
def test_a_text_of_a_part_of_a_stand_may_be_shielded_and_nothing_else(
    rijen: None, model: type[models.Model]
) -> None:
    tabel, nu = model._meta.db_table, "afgeschermd_op = '2024-03-02'"
    weigert(f"UPDATE {tabel} SET tekst = 'mooier', {nu}")
    weigert(f"UPDATE {tabel} SET tekst = '{AFGESCHERMD}', volgorde = 7, {nu}")

    voer_uit(f"UPDATE {tabel} SET tekst = '{AFGESCHERMD}', {nu}")

    assert list(model._base_manager.values_list("tekst", flat=True)) == [AFGESCHERMD]


@pytest.mark.parametrize(
    ("model", "veld", "ander"), [(Rapportversie, "reden", "soort"), (Versiestap, "orgaan", "stap")]
)
def test_a_text_of_a_version_or_step_may_be_shielded_and_nothing_else(
    rijen: None, model: type[models.Model], veld: str, ander: str
) -> None:
    tabel, nu = model._meta.db_table, "afgeschermd_op = '2024-03-02'"
    weigert(f"UPDATE {tabel} SET {veld} = 'mooier', {nu}")
    weigert(f"UPDATE {tabel} SET {veld} = '{AFGESCHERMD}', {ander} = 'erratum', {nu}")

    voer_uit(f"UPDATE {tabel} SET {veld} = '{AFGESCHERMD}', {nu}")

    assert list(model._base_manager.values_list(veld, flat=True)) == [AFGESCHERMD]


def test_a_file_may_be_emptied_once_and_nothing_else(rijen: None) -> None:
    leeg = "inhoud = ''" if connection.vendor == "postgresql" else "inhoud = x''"
    weigert(f"UPDATE rapportage_publicatie SET {leeg}")
    weigert("UPDATE rapportage_publicatie SET afgeschermd_op = '2024-03-02'")
    weigert(f"UPDATE rapportage_publicatie SET {leeg}, naam = 'b', afgeschermd_op = '2024-03-02'")

    voer_uit(f"UPDATE rapportage_publicatie SET {leeg}, afgeschermd_op = '2024-03-02'")

    assert [bytes(rij.inhoud) for rij in Publicatie.objects.all()] == [b""]
    weigert(f"UPDATE rapportage_publicatie SET {leeg}, afgeschermd_op = '2024-03-03'")


def test_saying_shielded_without_shielding_is_refused(rijen: None) -> None:
    weigert("UPDATE maatregelen_stand SET afgeschermd_op = '2024-03-02'")


def test_a_shielded_stand_cannot_be_changed_back(rijen: None) -> None:
    voer_uit(f"UPDATE maatregelen_stand SET {GEHELE_TEKSTEN}, afgeschermd_op = %s", kalender.nu())

    weigert("UPDATE maatregelen_stand SET afgeschermd_op = NULL")
    weigert("UPDATE maatregelen_stand SET tekst = 'toch', afgeschermd_op = '2024-03-03'")


def controleer() -> list[str]:
    """What the command says; it must fail."""
    uit = StringIO()
    with pytest.raises(CommandError, match=r"Het logboek klopt niet\.") as fout:
        call_command("controleer_logboek", stdout=uit)
    assert fout.value.returncode == 1
    # The last is what it found; before that it says what it looks at.
    return uit.getvalue().splitlines()[-1:]


@pytest.mark.parametrize("naam", sorted(slot.bedoeld(connection.vendor)))
def test_a_missing_lock_fails_the_check(naam: str) -> None:
    tabel = next(tabel for tabel in TABELLEN if tabel in naam)
    voer_uit(f"DROP TRIGGER {naam}" + (f" ON {tabel}" if connection.vendor == "postgresql" else ""))

    assert controleer() == [f"Niet op slot: {naam}. Draai manage.py migrate."]


@alleen_postgresql
@pytest.mark.parametrize(
    "stand",
    ["DISABLE", "ENABLE REPLICA", "ENABLE"],
)
def test_a_lock_that_is_not_always_on_fails_the_check(stand: str) -> None:
    naam = "slot_maatregelen_stand_wijzigen"
    voer_uit(f"ALTER TABLE maatregelen_stand {stand} TRIGGER {naam}")

    assert controleer() == [f"Niet op slot: {naam}. Draai manage.py migrate."]


@pytest.fixture
def herbouwd(transactional_db: None) -> None:
    """The tables altered by a migration's means, and put back; on SQLite that makes a new table."""
    for model in OP_SLOT:
        andere = {Stand: "namens", Versiestap: "stap", Publicatie: "naam"}
        naam = (andere | dict.fromkeys(DELEN, "letterlijk")).get(model, "soort")
        veld = model._meta.get_field(naam)
        ruimer = veld.clone()
        ruimer.max_length = veld.max_length + 1
        ruimer.set_attributes_from_name(naam)
        ruimer.model = model
        with connection.schema_editor() as bewerker:
            bewerker.alter_field(model, veld, ruimer)
        with connection.schema_editor() as bewerker:
            bewerker.alter_field(model, ruimer, veld)


@pytest.mark.django_db(transaction=True)
def test_the_locks_come_back_after_a_migration_that_rebuilds_the_table(herbouwd: None) -> None:
    """SQLite drops them silently; the receiver of post_migrate puts them back."""
    kwijt = controleer_sloten()

    call_command("migrate", verbosity=0)

    alle = sorted(slot.bedoeld(connection.vendor))
    assert (kwijt, controleer_sloten()) == (alle if connection.vendor == "sqlite" else [], [])


@pytest.mark.django_db(transaction=True)
def test_flush_is_refused_while_locked(rijen: None) -> None:
    aantal = Gebeurtenis.objects.count()

    with pytest.raises(CommandError, match="couldn't be flushed"):
        call_command("flush", interactive=False, verbosity=0)

    assert (Gebeurtenis.objects.count(), Stand.objects.count()) == (aantal, 2)


@pytest.mark.django_db(transaction=True)
def test_the_locks_are_there_again_after_a_flush(rijen: None) -> None:
    """As every transactional test ends on SQLite (see the plugin)."""
    slot.verwijder(connection)

    call_command("flush", interactive=False, verbosity=0)

    assert (Gebeurtenis.objects.count(), controleer_sloten()) == (0, [])


@alleen_postgresql
@pytest.mark.django_db(transaction=True)
def test_the_locks_are_on_after_the_rows_of_a_test_were_deleted(rijen: None) -> None:
    """As every transactional test ends on PostgreSQL; also one that took a lock off."""
    voer_uit("DROP TRIGGER slot_jeugdhulp_momentopname_leegmaken ON jeugdhulp_momentopname")

    wis()

    assert (Gebeurtenis.objects.count(), Stand.objects.count()) == (0, 0)
    assert (Gemeente.objects.count(), controleer_sloten()) == (0, [])
    weigert("TRUNCATE jeugdhulp_gebeurtenis")


def vervang_lichaam() -> None:
    """A lock of the same name that stops nothing."""
    naam, tabel = "slot_maatregelen_stand_wijzigen", "maatregelen_stand"
    if connection.vendor == "postgresql":
        voer_uit(
            "CREATE OR REPLACE FUNCTION slot_maatregelen_stand() RETURNS trigger"
            " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )
        return
    voer_uit(f"DROP TRIGGER {naam}")
    voer_uit(f"CREATE TRIGGER {naam} BEFORE UPDATE ON {tabel} WHEN 0 BEGIN SELECT 1; END")


def test_a_lock_that_stops_nothing_fails_the_check(db: None) -> None:
    vervang_lichaam()

    assert "slot_maatregelen_stand_wijzigen" in controleer_sloten()


@alleen_sqlite
def test_a_foreign_trigger_on_a_locked_table_fails_the_check(db: None) -> None:
    voer_uit(
        "CREATE TRIGGER vreemd BEFORE INSERT ON maatregelen_stand BEGIN SELECT RAISE(IGNORE); END"
    )

    assert controleer_sloten() == ["vreemd"]


@alleen_postgresql
def test_a_rule_on_a_locked_table_fails_the_check(db: None) -> None:
    voer_uit("CREATE RULE vreemd AS ON INSERT TO jeugdhulp_gebeurtenis DO INSTEAD NOTHING")

    assert controleer_sloten() == ["vreemd"]
