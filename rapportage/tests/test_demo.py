"""What the demo lays down, and that a second start changes nothing."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from jeugdhulp import kalender, taken
from jeugdhulp.choices import RolSoort
from jeugdhulp.controle import controleer_keten
from jeugdhulp.models import Gebeurtenis, Gebruiker, Gemeente, Persoon, Rol, Taak
from jeugdhulp.rechten import plaatsen
from jeugdhulp.tests.factories import GebruikerFactory
from maatregelen.models import Beleidsplan, Maatregel, Plan
from rapportage.domain import demo

pytestmark = pytest.mark.django_db
NAMEN = [*RolSoort.values, "trekker"]


def draai(map_: Path) -> str:
    with override_settings(DEMO=True, DATA_DIR=map_):
        call_command("demo", "--alleen-laden", "--poort", "8123", stdout=(uit := StringIO()))
    return uit.getvalue()


def test_the_first_and_the_second_start(tmp_path: Path) -> None:
    gezegd = draai(tmp_path)

    bestand = tmp_path / "demo-gebruikers.json"
    wachtwoorden = json.loads(bestand.read_text())
    assert list(wachtwoorden) == NAMEN
    assert bestand.stat().st_mode & 0o777 == 0o600
    assert [
        Gebruiker.objects.get(username=naam).check_password(wachtwoorden[naam]) for naam in NAMEN
    ] == [True] * len(NAMEN)
    assert "Open http://127.0.0.1:8123/ " in gezegd
    assert [naam for naam in NAMEN if f"{naam:<16} {wachtwoorden[naam]}" not in gezegd] == []
    assert (Plan.objects.count(), Beleidsplan.objects.count()) == (6, 3)
    assert _trekkers_van_de_demo() == 3

    tellingen = Gebeurtenis.objects.count(), Gebruiker.objects.count()
    assert demo.laad_plannen() == []
    assert demo.maak_gebruikers(bestand) == wachtwoorden
    assert (Plan.objects.count(), Beleidsplan.objects.count()) == (6, 3)
    assert (Gebeurtenis.objects.count(), Gebruiker.objects.count()) == tellingen
    assert {controleer_keten(gemeente).fout for gemeente in Gemeente.objects.all()} == {""}


def _trekkers_van_de_demo() -> int:
    """In how many plans the demo's trekker has measures of her own."""
    eigen = Maatregel.objects.filter(
        betrokkenheden__rol="trekker", betrokkenheden__persoon__gebruiker__username="trekker"
    )
    assert Persoon.objects.filter(gebruiker__username="trekker").count() == 3
    return eigen.values("plan").distinct().count()


def test_a_user_has_her_role_in_every_gemeente_and_the_trekker_none(tmp_path: Path) -> None:
    for slug in demo.MET_GEBRUIKERS:
        Gemeente.objects.create(slug=slug, naam=slug)

    demo.maak_gebruikers(tmp_path / "demo.json")

    rollen = {
        naam: [plek.rollen for plek in plaatsen(Gebruiker.objects.get(username=naam)).values()]
        for naam in NAMEN
    }
    assert rollen == {
        naam: [frozenset({naam} - {"trekker"})] * len(demo.MET_GEBRUIKERS) for naam in NAMEN
    }


def test_passwords_without_a_database_are_not_taken_over(tmp_path: Path) -> None:
    """The database was thrown away: the file of the old one opens nothing any more."""
    bestand = tmp_path / "demo.json"
    oud = demo.maak_gebruikers(bestand)
    Rol.objects.all().delete()
    Gebruiker.objects.all().delete()

    nieuw = demo.maak_gebruikers(bestand)

    assert [naam for naam in NAMEN if oud[naam] == nieuw[naam]] == []


def test_the_printed_password_opens_the_door(tmp_path: Path) -> None:
    """Somebody made a gebruiker of her own in a new database; the file is of the old one."""
    bestand = tmp_path / "demo.json"
    bestand.write_text(json.dumps(dict.fromkeys(NAMEN, "van de vorige databank")))
    GebruikerFactory(username="ada")

    wachtwoorden = demo.maak_gebruikers(bestand)

    beheerder = Gebruiker.objects.get(username="beheerder")
    assert beheerder.check_password(wachtwoorden["beheerder"])


def test_outside_the_demo_the_command_does_nothing(tmp_path: Path) -> None:
    with override_settings(DEMO=False), pytest.raises(CommandError, match="JEUGDHULP_DEMO=1"):
        call_command("demo", "--alleen-laden")

    assert (Gebruiker.objects.count(), Plan.objects.count()) == (0, 0)


def test_the_timed_work_goes_on_while_the_server_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier demo left half done is free at once."""
    Taak.objects.create(naam="werk", bezig_tot=kalender.nu() + timedelta(hours=1))
    gedaan: list[str] = []
    monkeypatch.setattr(taken, "_werken", {})
    taken.registreer("werk", lambda: gedaan.append("werk") or "gedaan")
    ouders = iter([4321, 4321, 1])
    monkeypatch.setattr("os.getppid", lambda: next(ouders))
    monkeypatch.setattr("os.nice", lambda _: 0)
    monkeypatch.setattr("time.sleep", lambda _: None)

    with override_settings(DEMO=True):
        call_command("demo", "--werk-voor", "4321")

    assert gedaan == ["werk", "werk"]
