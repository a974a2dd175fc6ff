"""Backup and restore, on real databases outside the transaction of a test."""

import hashlib
import json
import os
import re
import secrets
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from jeugdhulp import controle, kalender, logboek, slot
from jeugdhulp.controle import controleer_sloten
from jeugdhulp.domain.momentopnamen import bevries, feiten
from jeugdhulp.domain.reservekopie import postgresql
from jeugdhulp.domain.reservekopie.manifest import Inventaris, Kop, Manifest, ReservekopieFout
from jeugdhulp.migratie import lader_tot
from jeugdhulp.models import (
    Gebeurtenis,
    Gemeente,
    Ketenkop,
    Koppeling,
    Toegangsregel,
    Verversing,
)
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory
from jeugdhulp.tests.klad import Klad, alle_rijen
from maatregelen.models import Maatregel, Stand
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, maak_stand

alleen_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only for SQLite")
alleen_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="only for PostgreSQL"
)
SLOT = "Het logboek klopt: elke regel is zoals die is geschreven."
NUL = "0" * 64


@pytest.fixture(scope="module")
def klad(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Klad]:
    """Databases to use up."""
    with django_db_blocker.unblock():
        klad = Klad(tmp_path_factory.mktemp("klad"))
        yield klad
        klad.ruim_op()


@pytest.fixture(scope="module")
def gevuld(klad: Klad) -> str:
    """Waterstad with a measure, standen, a session and more. For reading: tests share it."""
    naam = klad.gemigreerd()
    with klad.gebruik(naam):
        vul()
    return naam


@pytest.fixture(scope="module")
def kopie(klad: Klad, gevuld: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it. For reading too."""
    with klad.gebruik(gevuld):
        return bewaar(tmp_path_factory.mktemp("kopie") / "waterstad.reserve")


@pytest.fixture(autouse=True)
def syslog(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What went to the system log."""
    regels: list[str] = []
    monkeypatch.setattr("syslog.syslog", regels.append)
    return regels


@pytest.fixture(autouse=True)
def bron(klad: Klad, gevuld: str) -> Iterator[str]:
    """The default database of each test."""
    with klad.gebruik(gevuld):
        yield gevuld


@pytest.fixture
def eigen(klad: Klad, kopie: Path, bron: str) -> Iterator[str]:
    """A default database that the test may change; when it begins it is what `kopie` holds."""
    naam = klad.afdruk(bron)
    with klad.gebruik(naam):
        yield naam


def vul() -> None:
    gemeente = GemeenteFactory(slug="waterstad", naam="Waterstad")
    GemeenteFactory(slug="leegstad", naam="Leegstad")
    door = GebruikerFactory(username="ans", lid_van=gemeente, rollen=["beleidsadviseur"])
    maatregel = MaatregelFactory(plan=PlanFactory(gemeente=gemeente), code="1a", compleet=True)
    maak_stand(
        maatregel, door=door, tijd="rood", tekst='Té laat: "regel één"\n\\.\ntwee\t', namens="Ans"
    )
    with logboek.handeling(door=door, reden="voor de test", kanaal="test"):
        opname = bevries(
            {"tekst": "bevroren"},
            gemeente_id=gemeente.pk,
            soort="proef",
            peildatum=date(2024, 3, 1),
            moment=kalender.nu(),
        )
        opname.save()
        logboek.schrijf(
            "proef", opname, gemeente_id=gemeente.pk, naam="proef", feiten=feiten(opname)
        )
    Toegangsregel.objects.create(moment=kalender.nu(), soort="aangemeld", gebruiker=door)
    Session.objects.create(session_key="s" * 32, session_data="x", expire_date=kalender.nu())
    nu = kalender.nu()
    koppeling = Koppeling.objects.create(
        gebruiker=door, uitgever="https://a.nl", kenmerk="k", gekoppeld_op=nu, bevestigd_op=nu
    )
    Verversing.objects.create(koppeling=koppeling, token="x")


def bewaar(doel: Path) -> Path:
    call_command("bewaar", str(doel), stdout=StringIO())
    return doel


def herstel(kopie: Path, *opties: str) -> list[str]:
    """The lines that the command printed."""
    uit = StringIO()
    call_command("herstel", str(kopie), *opties, stdout=uit)
    return uit.getvalue().splitlines()


def weigert(kopie: Path, waarom: str, *opties: str) -> None:
    """It refuses in these words, and nothing in the default database is other than before."""
    voor = alle_rijen() if connection.introspection.table_names() else None
    with pytest.raises(CommandError, match=re.escape(waarom)) as fout:
        herstel(kopie, *opties)
    assert str(fout.value).endswith("Er is niets veranderd.")
    na = alle_rijen() if connection.introspection.table_names() else None
    assert na == voor


def namen_in(map_: Path) -> list[str]:
    return sorted(pad.name for pad in map_.iterdir())


def kop_van(slug: str = "waterstad") -> str:
    return str(Ketenkop.objects.get(gemeente__slug=slug))


def manifest_van(kopie: Path) -> Any:
    with zipfile.ZipFile(kopie) as zip_:
        return json.loads(zip_.read("manifest.json"))


def vervals(kopie: Path, **anders: Callable[[Any], Any]) -> Path:
    """A second file in which the dump or the manifest is another."""
    vals = kopie.with_name(f"{secrets.token_hex(4)}.reserve")
    manifest = manifest_van(kopie)
    with zipfile.ZipFile(kopie) as van, zipfile.ZipFile(vals, "w") as naar:
        naar.writestr("dump", anders.get("dump", bytes)(van.read("dump")))
        naar.writestr("manifest.json", json.dumps(anders.get("manifest", dict)(manifest)))
    return vals


def zonder_hersteld(rijen: Any) -> Any:
    """Rows of a restored database but for what the restore itself wrote: a line, and the heads."""
    regels = [rij for rij in rijen["jeugdhulp_gebeurtenis"] if rij["soort"] != "hersteld"]
    return rijen | {"jeugdhulp_gebeurtenis": regels, "jeugdhulp_ketenkop": []}


def test_everything_comes_back_row_for_row(eigen: str, klad: Klad, tmp_path: Path) -> None:
    bewaard, kop = alle_rijen(), kop_van()
    kopie = bewaar(tmp_path / "kopie")
    maak_stand(Maatregel.objects.get(), tekst="Van na de reservekopie.")

    with klad.gebruik(klad.leeg()):
        regels = herstel(kopie, "--kop", kop)

        assert zonder_hersteld(alle_rijen()) == bewaard | {"jeugdhulp_ketenkop": []}
    assert regels[-1] == SLOT


def test_a_restored_database_is_locked_without_sessions_and_goes_on(
    klad: Klad, kopie: Path
) -> None:
    aantal = Ketenkop.objects.get(gemeente__slug="waterstad").volgnummer

    with klad.gebruik(klad.leeg()):
        herstel(kopie)
        maak_stand(Maatregel.objects.get(), tekst="Wij gaan verder.")

        regels = Gebeurtenis.objects.filter(gemeente__slug="waterstad", volgnummer__gt=aantal)
        assert [regel.soort for regel in regels.order_by("pk")] == ["hersteld", "stand vastgelegd"]
        assert (controleer_sloten(), Session.objects.count()) == ([], 0)
        assert (Koppeling.objects.count(), Verversing.objects.count()) == (1, 0)
        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute("UPDATE maatregelen_stand SET totaal = 'groen'")
        call_command("controleer_logboek", stdout=StringIO())


def test_counters_go_on_where_they_were(eigen: str, klad: Klad, tmp_path: Path) -> None:
    """An id that was given out once does not come back, not even of a row that went."""
    GebruikerFactory(username="weg").delete()
    laatste = GebruikerFactory(username="weg").pk
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM jeugdhulp_gebruiker WHERE username = 'weg'")
    kopie = bewaar(tmp_path / "kopie")

    with klad.gebruik(klad.leeg()):
        herstel(kopie)

        assert GebruikerFactory().pk == laatste + 1


def test_the_line_says_from_what_until_where_and_by_whom(klad: Klad, kopie: Path) -> None:
    kop, manifest = kop_van(), manifest_van(kopie)

    with klad.gebruik(klad.leeg()):
        herstel(kopie, "--door", "ans", "--reden", "de schijf was stuk")

        regel = Gebeurtenis.objects.get(gemeente__slug="waterstad", soort="hersteld")
        assert regel.door.username == "ans"
        gegevens = regel.gegevens
    assert gegevens.pop("kanaal").startswith("opdrachtregel, ")
    assert gegevens == {
        "onderwerp": "Waterstad",
        "voor": {},
        "reden": "de schijf was stuk",
        "na": {
            "reservekopie van": manifest["moment"],
            "gemaakt met versie": settings.VERSIE,
            "hersteld tot kop": kop,
            "laatst bekende kop": kop,
            "regels verloren": 0,
        },
    }


def test_somebody_unknown_restores_nothing(klad: Klad, kopie: Path) -> None:
    with klad.gebruik(klad.leeg()):
        weigert(kopie, "geen gebruiker “niemand”", "--door", "niemand")


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    bewaar(tmp_path / "kopie")

    assert stat.S_IMODE((tmp_path / "kopie").stat().st_mode) == 0o600
    assert namen_in(tmp_path) == ["kopie"]


def test_a_backup_says_what_is_in_it(kopie: Path) -> None:
    manifest = manifest_van(kopie)
    with zipfile.ZipFile(kopie) as zip_:
        namen, dump = sorted(zip_.namelist()), zip_.read("dump")

    assert namen == ["dump", "manifest.json"]
    assert manifest["dump"] == {"sha256": hashlib.sha256(dump).hexdigest(), "bytes": len(dump)}
    assert manifest["koppen"] == [f"leegstad:0:{NUL}", kop_van()]
    assert (manifest["versie"], manifest["databank"]) == (settings.VERSIE, connection.vendor)
    assert manifest["migraties"]["jeugdhulp"][0] == "0001_begin"
    assert manifest["rijen"]["maatregelen_stand"] == Stand.objects.count() == 2
    assert "django_session" not in manifest["rijen"]


def test_a_backup_holds_no_secret_of_the_server_and_no_session(kopie: Path) -> None:
    with zipfile.ZipFile(kopie) as zip_:
        alles = b"".join(zip_.read(naam) for naam in zip_.namelist())

    assert settings.SECRET_KEY.encode() not in alles
    assert b"s" * 32 not in alles


def test_the_heads_are_printed_and_go_to_the_system_log(
    eigen: str, tmp_path: Path, syslog: list[str]
) -> None:
    kop, uit = kop_van(), StringIO()

    call_command("bewaar", str(tmp_path / "kopie"), stdout=uit)

    assert syslog == [
        f"jeugdhulp: reservekopie kopie, kop leegstad:0:{NUL}",
        f"jeugdhulp: reservekopie kopie, kop {kop}",
    ]
    som = hashlib.sha256((tmp_path / "kopie").read_bytes()).hexdigest()
    regels = uit.getvalue().splitlines()
    assert f"  kop     {kop}" in regels
    assert f"  sha256  {som}" in regels
    assert Toegangsregel.objects.latest("pk").soort == "reservekopie gemaakt"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    doel = tmp_path / "kopie"
    doel.write_text("van gisteren")

    with pytest.raises(CommandError, match="bestaat al"):
        bewaar(doel)

    assert (doel.read_text(), namen_in(tmp_path)) == ("van gisteren", ["kopie"])


def test_a_file_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    van = Inventaris.van

    def intussen(cursor: Any) -> Inventaris:
        (tmp_path / "kopie").write_text("van een ander")
        return van(cursor)

    monkeypatch.setattr(Inventaris, "van", intussen)

    with pytest.raises(CommandError, match="bestaat al"):
        bewaar(tmp_path / "kopie")

    assert (tmp_path / "kopie").read_text() == "van een ander"
    assert namen_in(tmp_path) == ["kopie"]


def test_a_share_without_hard_links_gets_its_backup_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kan_niet(zelf: Path, doel: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", kan_niet)

    bewaar(tmp_path / "kopie")

    assert (namen_in(tmp_path), manifest_van(tmp_path / "kopie")["vorm"]) == (["kopie"], 1)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"De map .* bestaat niet"):
        bewaar(tmp_path / "nergens" / "kopie")


def test_a_backup_that_breaks_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuk(cursor: Any) -> Inventaris:
        raise KeyboardInterrupt

    monkeypatch.setattr(Inventaris, "van", stuk)

    with pytest.raises(KeyboardInterrupt):
        bewaar(tmp_path / "kopie")

    assert namen_in(tmp_path) == []


def test_an_altered_dump_is_found(klad: Klad, kopie: Path) -> None:
    vals = vervals(kopie, dump=lambda dump: dump[:-9] + b"x" + dump[-8:])

    with klad.gebruik(klad.leeg()):
        weigert(vals, "niet die van de beschrijving")


ANDER = {
    "koppen": (["leegstad:0:" + NUL, "waterstad:1:" + NUL], "de hash is anders dan de kop"),
    "migraties": ({"jeugdhulp": ["0001_begin"]}, "noemt niet alle migraties"),
    "versie": ("nul", "geen versie van deze toepassing"),
    "databank": ("oracle", "Deze reservekopie is van oracle"),
    "vorm": (2, "(manifest.json) is niet te lezen"),
    "dump": ({"sha256": NUL, "bytes": 3}, "niet die van de beschrijving"),
}


@pytest.mark.parametrize("veld", sorted(ANDER))
def test_an_altered_manifest_is_found(klad: Klad, kopie: Path, veld: str) -> None:
    waarde, waarom = ANDER[veld]
    vals = vervals(kopie, manifest=lambda manifest: manifest | {veld: waarde})

    with klad.gebruik(klad.leeg()):
        weigert(vals, waarom)


def test_a_manifest_nested_deeper_than_can_be_read_is_refused() -> None:
    with pytest.raises(ReservekopieFout, match="niet te lezen of is veranderd"):
        Manifest.uit_tekst(b"[" * 100_000)


def test_another_number_of_rows_in_the_manifest_is_found(klad: Klad, kopie: Path) -> None:
    def een_minder(manifest: Any) -> Any:
        return manifest | {"rijen": manifest["rijen"] | {"maatregelen_stand": 1}}

    with klad.gebruik(klad.leeg()):
        weigert(vervals(kopie, manifest=een_minder), "Tabel maatregelen_stand heeft 2 rijen")


def test_a_table_left_out_of_the_manifest_is_found(klad: Klad, kopie: Path) -> None:
    """Else its rows would stay behind without a word."""

    def zonder(manifest: Any) -> Any:
        del manifest["rijen"]["jeugdhulp_toegangsregel"]
        return manifest

    with klad.gebruik(klad.leeg()):
        weigert(vervals(kopie, manifest=zonder), "(jeugdhulp_toegangsregel)")


def test_a_gemeente_left_out_of_the_manifest_is_found(klad: Klad, kopie: Path) -> None:
    vals = vervals(kopie, manifest=lambda manifest: manifest | {"koppen": [kop_van()]})

    with klad.gebruik(klad.leeg()):
        weigert(vals, "noemt andere gemeenten")


def knoei(*opdrachten: str) -> None:
    """What the owner of the database can do: locks off, change, locks on again."""
    slot.verwijder(connection)
    with connection.cursor() as cursor:
        for opdracht in opdrachten:
            cursor.execute(opdracht)
    slot.installeer(connection)


def test_a_changed_line_is_found_though_manifest_and_sha256_fit(
    eigen: str, klad: Klad, tmp_path: Path
) -> None:
    knoei("UPDATE jeugdhulp_gebeurtenis SET inhoud = '{}' WHERE volgnummer = 2")
    kopie = bewaar(tmp_path / "kopie")

    with klad.gebruik(klad.leeg()):
        weigert(kopie, "Het logboek van waterstad klopt niet: regel 2: de inhoud is veranderd")


def test_lines_cut_off_are_found_though_the_manifest_fits(klad: Klad, kopie: Path) -> None:
    slug, nummer, hash_ = kop_van().split(":")
    vals = vervals(
        kopie,
        manifest=lambda manifest: (
            manifest | {"koppen": [manifest["koppen"][0], f"{slug}:{int(nummer) + 1}:{hash_}"]}
        ),
    )

    with klad.gebruik(klad.leeg()):
        weigert(vals, "uit de kop die u opgaf bestaat niet (meer)")


def test_lines_added_behind_the_head_are_found(klad: Klad, kopie: Path) -> None:
    regel = Gebeurtenis.objects.get(gemeente__slug="waterstad", volgnummer=2)
    vals = vervals(
        kopie,
        manifest=lambda manifest: (
            manifest | {"koppen": [manifest["koppen"][0], f"waterstad:2:{regel.hash}"]}
        ),
    )

    with klad.gebruik(klad.leeg()):
        weigert(vals, "volgens de beschrijving bij regel 2")


def test_a_chain_written_anew_is_found_by_the_head_kept_outside(klad: Klad, tmp_path: Path) -> None:
    """All of it fits, manifest and hashes too; only who kept a head elsewhere can tell."""
    echte = kop_van()
    with klad.gebruik(klad.gemigreerd()):
        vul()
        vals = bewaar(tmp_path / "vals")

    with klad.gebruik(klad.leeg()):
        weigert(vals, "de hash is anders dan de kop die u opgaf", "--kop", echte)
        assert herstel(vals)[-1] == SLOT


def test_a_stand_changed_behind_the_locks_is_found(eigen: str, klad: Klad, tmp_path: Path) -> None:
    knoei("UPDATE maatregelen_stand SET tekst = 'niets aan de hand' WHERE totaal = 'rood'")
    kopie = bewaar(tmp_path / "kopie")

    with klad.gebruik(klad.leeg()):
        weigert(kopie, "Het logboek van waterstad klopt niet")


def test_a_dump_brings_rows_and_nothing_else(eigen: str, klad: Klad, tmp_path: Path) -> None:
    """A trigger or table of somebody else in the dump is not carried over."""
    lichaam = "FOR EACH ROW EXECUTE FUNCTION slot_maatregelen_stand()"
    if connection.vendor == "sqlite":
        lichaam = "BEGIN SELECT RAISE(IGNORE); END"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE vreemd (id integer)")
        cursor.execute("INSERT INTO vreemd VALUES (1)")
        cursor.execute(f"CREATE TRIGGER stil BEFORE UPDATE ON maatregelen_maatregel {lichaam}")
    kopie = bewaar(tmp_path / "kopie")

    with klad.gebruik(klad.leeg()):
        regels = herstel(kopie)

        assert "vreemd" not in connection.introspection.table_names()
        with connection.cursor() as cursor:
            catalogus = "pg_trigger WHERE tgname"
            if connection.vendor == "sqlite":
                catalogus = "sqlite_master WHERE name"
            cursor.execute(f"SELECT COUNT(*) FROM {catalogus} = 'stil'")  # noqa: S608
            assert cursor.fetchone() == (0,)
    assert "Overgeslagen, niet van deze toepassing: vreemd." in regels


@pytest.mark.parametrize("inhoud", [b"", b"zomaar iets", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_backup_is_refused(klad: Klad, tmp_path: Path, inhoud: bytes) -> None:
    (tmp_path / "iets").write_bytes(inhoud)

    with klad.gebruik(klad.leeg()):
        weigert(tmp_path / "iets", "geen (hele) reservekopie")


def test_half_a_backup_is_refused(klad: Klad, kopie: Path, tmp_path: Path) -> None:
    (tmp_path / "half").write_bytes(kopie.read_bytes()[:-200])

    with klad.gebruik(klad.leeg()):
        weigert(tmp_path / "half", "geen (hele) reservekopie")


def test_a_file_that_is_not_there_is_named(klad: Klad, tmp_path: Path) -> None:
    with klad.gebruik(klad.leeg()):
        weigert(tmp_path / "weg", "lezen lukt niet")


def test_a_database_that_is_in_use_is_not_replaced_by_accident(kopie: Path) -> None:
    weigert(kopie, "Deze database is niet leeg: leegstad, waterstad")


@pytest.mark.parametrize("slugs", ["waterstad", "waterstad,leegstad,elders", ""])
def test_the_database_that_goes_is_named_in_full(kopie: Path, slugs: str) -> None:
    weigert(kopie, "Kijk na of dit de goede database is", "--vervang", slugs)


def test_a_database_of_something_else_is_never_replaced(klad: Klad, kopie: Path) -> None:
    with klad.gebruik(klad.leeg()):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE van_een_ander (id integer)")

        with pytest.raises(CommandError, match="tabellen die niet van deze toepassing zijn"):
            herstel(kopie, "--vervang", "")


def test_a_migrated_database_without_gemeente_or_user_counts_as_empty(
    klad: Klad, kopie: Path
) -> None:
    with klad.gebruik(klad.gemigreerd()):
        assert herstel(kopie)[-1] == SLOT


def test_replacing_says_in_the_logboek_what_was_lost(eigen: str, kopie: Path) -> None:
    oude = kop_van()
    maak_stand(Maatregel.objects.get(), tekst="Van na de reservekopie.")
    nieuwe = kop_van()

    herstel(kopie, "--vervang", "leegstad,waterstad")

    assert Stand.objects.count() == 2
    na = Gebeurtenis.objects.get(gemeente__slug="waterstad", soort="hersteld").gegevens["na"]
    assert (na["hersteld tot kop"], na["laatst bekende kop"]) == (oude, nieuwe)
    assert na["regels verloren"] == int(nieuwe.split(":")[1]) - int(oude.split(":")[1]) == 1


def test_a_head_from_after_the_backup_asks_to_accept_the_loss(
    eigen: str, klad: Klad, kopie: Path
) -> None:
    oude = int(kop_van().split(":")[1])
    maak_stand(Maatregel.objects.get(), tekst="Van na de reservekopie.")
    nieuwe = kop_van()

    with klad.gebruik(klad.leeg()):
        weigert(kopie, f"regel {oude + 1} t/m {oude + 1} van waterstad", "--kop", nieuwe)
        herstel(kopie, "--kop", nieuwe, "--aanvaard-verlies")

        na = Gebeurtenis.objects.get(gemeente__slug="waterstad", soort="hersteld").gegevens["na"]
    assert (na["laatst bekende kop"], na["regels verloren"]) == (nieuwe, 1)


def test_a_head_of_a_gemeente_that_is_not_in_it_is_refused(klad: Klad, kopie: Path) -> None:
    with klad.gebruik(klad.leeg()):
        weigert(kopie, "heeft geen gemeente “elders”", "--kop", f"elders:1:{NUL}")


def test_what_is_no_head_is_refused_with_its_form(kopie: Path) -> None:
    with pytest.raises(CommandError, match="schrijf SLUG:VOLGNUMMER:HASH"):
        herstel(kopie, "--kop", "waterstad:12")


@pytest.mark.parametrize(
    "nieuwer",
    [
        {"versie": "99.0.0"},
        {"migraties": {"jeugdhulp": ["0001_begin", "9999_uit_de_toekomst"]}},
    ],
)
def test_a_backup_of_newer_software_says_what_to_install(
    klad: Klad, kopie: Path, nieuwer: dict[str, Any]
) -> None:
    vals = vervals(kopie, manifest=lambda manifest: manifest | nieuwer)

    with klad.gebruik(klad.leeg()):
        weigert(vals, "Installeer eerst versie")


def test_a_backup_of_older_software_is_brought_up_to_date(
    eigen: str, klad: Klad, tmp_path: Path
) -> None:
    call_command("migrate", "sessions", "zero", verbosity=0)
    kopie = bewaar(tmp_path / "kopie")

    with klad.gebruik(klad.leeg()):
        regels = herstel(kopie)

        assert Session.objects.count() == 0
    assert "Bijgewerkt naar deze versie: sessions.0001_initial." in regels
    assert regels[-1] == SLOT


def test_a_backup_from_before_migrations_were_squashed_is_restored(
    eigen: str, klad: Klad, tmp_path: Path
) -> None:
    """It names the migrations and not what has replaced them; nothing was brought up to date."""
    MigrationRecorder(connection).migration_qs.filter(name__contains="_squashed_").delete()
    kopie = bewaar(tmp_path / "kopie")
    assert "_squashed_" not in str(manifest_van(kopie)["migraties"])

    with klad.gebruik(klad.leeg()):
        regels = herstel(kopie)

        assert Stand.objects.count() == 2
    assert (regels[-1], "Bijgewerkt" in str(regels)) == (SLOT, False)


def test_a_backup_from_halfway_a_squashed_migration_is_brought_up_to_date(
    klad: Klad, tmp_path: Path
) -> None:
    with klad.gebruik(klad.leeg()):
        executor = MigrationExecutor(connection)
        executor.loader = lader_tot(connection, [])
        executor.migrate([("jeugdhulp", "0006_voorbeeldregels")])
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO jeugdhulp_gemeente (slug, naam, soort, cbs_code, voorbeeld)"
                " VALUES ('oudstad', 'Oudstad', 'gemeente', '', FALSE)"
            )
        kopie = bewaar(tmp_path / "kopie")

    with klad.gebruik(klad.leeg()):
        regels = herstel(kopie)

        assert [gemeente.slug for gemeente in Gemeente.objects.all()] == ["oudstad"]
        klaar = MigrationExecutor(connection)
        assert klaar.migration_plan(klaar.loader.graph.leaf_nodes()) == []
    [bijgewerkt] = [regel for regel in regels if "Bijgewerkt" in regel]
    assert ": jeugdhulp.0007_herindeling, jeugdhulp.0008_referentie, " in bijgewerkt
    assert (regels[-1], "_squashed_" in bijgewerkt) == (SLOT, False)


def test_an_error_at_the_very_end_leaves_the_old_database_as_it_was(
    eigen: str, kopie: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    maak_stand(Maatregel.objects.get(), tekst="Van na de reservekopie.")
    monkeypatch.setattr(controle, "_toetsen", {"proef": lambda gemeente: "stuk"})

    weigert(kopie, "klopt niet: stuk", "--vervang", "leegstad,waterstad")

    assert Stand.objects.count() == 3
    monkeypatch.undo()
    call_command("controleer_logboek", stdout=StringIO())


DODELIJK = """
import os, sys, django
django.setup()
from django.core.management import call_command
from jeugdhulp import controle
controle.registreer("proef", lambda gemeente: os.kill(os.getpid(), 9))
call_command("herstel", sys.argv[1], "--vervang", "leegstad,waterstad")
"""


def test_a_restore_that_is_killed_leaves_the_old_database_as_it_was(
    eigen: str, klad: Klad, kopie: Path
) -> None:
    maak_stand(Maatregel.objects.get(), tekst="Van na de reservekopie.")
    voor = alle_rijen()
    connections["default"].close()

    proces = subprocess.run(  # noqa: S603 (our own Python)
        [sys.executable, "-c", DODELIJK, str(kopie)],
        env=os.environ
        | {"DATABASE_URL": klad.adres(eigen), "DJANGO_SETTINGS_MODULE": "jeugdhulp.settings"},
        cwd=settings.BASE_DIR,
        check=False,
    )

    assert (proces.returncode, alle_rijen() == voor) == (-9, True)


@alleen_sqlite
def test_a_database_that_somebody_writes_to_is_left_alone(
    kopie: Path, bron: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    from jeugdhulp.domain.reservekopie import sqlite

    monkeypatch.setattr(sqlite, "POGINGEN", 2)
    ander = sqlite3.connect(bron, isolation_level=None)
    ander.execute("BEGIN IMMEDIATE")

    weigert(kopie, "nog in gebruik", "--vervang", "leegstad,waterstad")

    ander.close()


@alleen_postgresql
def test_a_database_that_somebody_reads_is_left_alone(
    klad: Klad, kopie: Path, bron: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    monkeypatch.setattr(postgresql, "WACHT_OP_TABELLEN", "100ms")
    with psycopg.connect(klad.adres(bron)) as ander:
        ander.execute("SELECT * FROM maatregelen_stand")

        weigert(kopie, "nog in gebruik", "--vervang", "leegstad,waterstad")


@alleen_postgresql
def test_rows_and_manifest_are_of_one_moment_while_others_write(
    eigen: str, klad: Klad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    van = Inventaris.van

    def intussen(cursor: Any) -> Inventaris:
        with psycopg.connect(klad.adres(eigen)) as ander:
            ander.execute("INSERT INTO jeugdhulp_taak (naam) VALUES ('intussen')")
        return van(cursor)

    monkeypatch.setattr(Inventaris, "van", intussen)
    kopie = bewaar(tmp_path / "kopie")
    monkeypatch.undo()

    with klad.gebruik(klad.leeg()):
        assert herstel(kopie)[-1] == SLOT
        assert manifest_van(kopie)["rijen"]["jeugdhulp_taak"] == 0


@alleen_postgresql
def test_the_password_is_never_on_a_command_line(
    tmp_path: Path, klad: Klad, monkeypatch: pytest.MonkeyPatch
) -> None:
    gestart: list[tuple[list[str], dict[str, str]]] = []
    popen = subprocess.Popen

    def noteer(opdracht: list[str], **rest: Any) -> Any:
        if rest.get("env"):
            gestart.append((opdracht, rest["env"]))
        return popen(opdracht, **rest)

    monkeypatch.setattr(subprocess, "Popen", noteer)
    kopie = bewaar(tmp_path / "kopie")
    with klad.gebruik(klad.leeg()):
        herstel(kopie)

    geheim = connection.settings_dict["PASSWORD"]
    programmas = [Path(opdracht[0]).name for opdracht, _ in gestart]
    assert programmas == ["pg_dump", "pg_restore"]
    assert [geheim in " ".join(opdracht) for opdracht, _ in gestart] == [False, False]
    assert [omgeving.get("PGPASSWORD") for _, omgeving in gestart] == [geheim, None]


@alleen_postgresql
def test_a_program_that_is_too_old_for_the_server_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "_hoofdversie", lambda programma: 9)

    with pytest.raises(CommandError, match=r"apt-get install postgresql-client-\d\d"):
        bewaar(tmp_path / "kopie")


@alleen_postgresql
def test_the_words_of_a_program_that_failed_are_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "_omgeving", lambda: {"PGHOST": "/nergens"})

    with pytest.raises(CommandError, match=r"pg_dump is niet gelukt: .*/nergens"):
        bewaar(tmp_path / "kopie")

    assert namen_in(tmp_path) == []


@alleen_postgresql
def test_restoring_says_that_rights_are_to_be_given_again(klad: Klad, kopie: Path) -> None:
    with klad.gebruik(klad.leeg()):
        assert any("manage.py geef_rechten --rol NAAM" in regel for regel in herstel(kopie))


def test_a_head_is_read_as_it_is_written() -> None:
    kop = Kop("het-hogeland", 12, NUL)

    assert Kop.lees(str(kop)) == kop
    for fout in ("a:1", f"a:x:{NUL}", f"a:1:{NUL}:b", f":1:{NUL}", f"a:1:{NUL[:-1]}G"):
        with pytest.raises(ValueError, match=re.escape(fout)):
            Kop.lees(fout)
