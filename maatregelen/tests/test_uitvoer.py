"""What goes out is what came in."""

import csv
import json
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings

from jeugdhulp.models import Gemeente, Toegangsregel
from jeugdhulp.tests.factories import GebruikerFactory
from maatregelen.domain.uitwisselen.laden import laad
from maatregelen.domain.uitwisselen.uitvoer import exporteer
from maatregelen.domain.uitwisselen.uitwisseling import OngeldigPlanError, controleer
from maatregelen.models import Stand
from maatregelen.tests.fixtures_lezen import lees_voorbeeld
from maatregelen.tests.plannen import plannen
from maatregelen.tests.uitwisselen import (
    PERSONEN,
    elk_bestand,
    laad_pad,
    lees_pad,
    maak_gemeente_van,
    normaal,
    steunt_op,
)

pytestmark = pytest.mark.django_db


def mensen_van(pad: Path) -> dict[tuple[str, str], Any]:
    """By name the people that the files before it make: a later file finds them."""
    return {
        (soort, rij["naam"]): rij
        for eerder in reversed([*steunt_op(lees_pad(pad), pad.parent)])
        for soort in PERSONEN
        for rij in eerder[soort]
    }


@elk_bestand
def test_wat_geladen_is_gaat_er_zo_weer_uit(pad: Path) -> None:
    """And what went out can be loaded, and goes out the same: two questions, loading is slow."""
    geladen = laad_pad(pad)

    uit = exporteer(geladen)

    assert normaal(uit) == normaal(lees_pad(pad), mensen_van(pad))
    assert controleer(uit) == []
    nog_eens = deepcopy(uit)
    nog_eens[uit["formaat"]]["slug"] = "nog-eens"
    tweede = exporteer(laad(nog_eens, geladen.gemeente, door=None))
    assert tweede == nog_eens


# Without making a failing example smaller: that takes minutes, each try being a whole load.
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(plannen())
def test_elk_plan_dat_te_laden_is_gaat_er_zo_weer_uit(bestand: Any) -> None:
    """Each example in a gemeente of its own: the rows of the last one are still there."""
    bestand["gemeente"]["slug"] = f"verzonnen-{Gemeente.objects.count()}"
    geladen = laad(bestand, maak_gemeente_van(bestand), door=None)

    uit = exporteer(geladen)

    assert normaal(uit) == normaal(bestand)
    assert controleer(uit) == []


def met_maatregelen(aantal: int) -> Any:
    """The example of the format with its measure `aantal` times."""
    bestand = lees_voorbeeld()
    tekst = json.dumps(bestand["maatregelen"][0])
    bestand["maatregelen"] = [
        json.loads(tekst.replace('"1a', f'"{nummer}a')) for nummer in range(1, aantal + 1)
    ]
    return bestand


def laad_voorbeeld(aantal: int = 1) -> Any:
    bestand = met_maatregelen(aantal)
    return laad(bestand, maak_gemeente_van(bestand), door=None)


def test_het_voorbeeld_van_de_uitleg_is_te_laden_en_gaat_er_zo_weer_uit() -> None:
    uit = exporteer(laad_voorbeeld())

    assert uit == lees_voorbeeld()
    assert list(uit) == list(lees_voorbeeld())


def aantal_vragen(maatregelen: int) -> int:
    plan = laad_voorbeeld(maatregelen)
    with CaptureQueriesContext(connection) as vragen:
        assert len(exporteer(plan)["maatregelen"]) == maatregelen
    return len(vragen)


def test_een_groter_plan_kost_niet_meer_vragen() -> None:
    een = aantal_vragen(1)
    with pytest.raises(OngeldigPlanError):
        laad_voorbeeld()
    Gemeente.objects.update(slug="eerder")

    assert aantal_vragen(3) == een


def test_mensen_met_dezelfde_korte_naam_krijgen_elk_een_sleutel() -> None:
    bestand = met_maatregelen(1)
    bestand["personen"][1]["naam"] = "A Bakker"

    uit = exporteer(laad(bestand, maak_gemeente_van(bestand), door=None))

    assert [(rij["naam"], rij["sleutel"]) for rij in uit["personen"]] == [
        ("A Bakker", "a-bakker"),
        ("A. Bakker", "a-bakker-2"),
    ]


def test_een_stand_zonder_bron_wordt_een_voorstel_van_wie_laadt() -> None:
    bestand, door = met_maatregelen(1), GebruikerFactory()
    bestand["maatregelen"][0]["standen"][0]["bron"] = ""

    laad(bestand, maak_gemeente_van(bestand), door=door)

    stand = Stand.objects.met_bevestiging().get()
    assert (stand.door, stand.is_bevestigd) == (door, False)


def draai(*argumenten: str) -> str:
    call_command("exporteer_plan", *argumenten, stdout=(uit := StringIO()))
    return uit.getvalue()


PLAN = ("waterdal", "plan-jeugdhulp-2026")


def test_de_opdracht_schrijft_json_op_het_scherm_en_noteert_wie_het_deed() -> None:
    laad_voorbeeld()
    ada = GebruikerFactory(username="ada")

    uit = draai(*PLAN, "--door", "ada")

    assert json.loads(uit) == lees_voorbeeld()
    regel = Toegangsregel.objects.get(soort="plan geëxporteerd")
    assert (regel.gebruiker, regel.gemeente.slug) == (ada, "waterdal")
    assert regel.over.startswith("waterdal/plan-jeugdhulp-2026, json, opdrachtregel, ")


def test_wat_als_werkmap_uitgaat_is_weer_te_laden(tmp_path: Path) -> None:
    laad_voorbeeld()
    uit = tmp_path / "plan.xlsx"
    draai(*PLAN, "--formaat", "xlsx", "--uit", str(uit))
    Gemeente.objects.update(slug="eerder")
    maak_gemeente_van(lees_voorbeeld())

    call_command("laad_plan", str(uit), "--gemeente", "waterdal", stdout=(gezegd := StringIO()))

    assert gezegd.getvalue() == "Plan Jeugdhulp 2026: 1 maatregelen geladen.\n"
    assert json.loads(draai(*PLAN)) == lees_voorbeeld()


def test_csv_is_een_zip_met_tabellen_zonder_formules(tmp_path: Path) -> None:
    bestand = met_maatregelen(1)
    bestand["maatregelen"][0]["titel"] = "=1+1"
    laad(bestand, maak_gemeente_van(bestand), door=None)
    uit = tmp_path / "plan.zip"

    draai(*PLAN, "--formaat", "csv", "--uit", str(uit))

    with ZipFile(uit) as archief:
        maatregelen = archief.read("maatregelen.csv").decode("utf-8-sig")
    kop, rij = csv.reader(maatregelen.splitlines(), delimiter=";")
    assert dict(zip(kop, rij, strict=True))["titel"] == "'=1+1"


@pytest.mark.parametrize(
    ("argumenten", "melding"),
    [
        (["waterdal", "weg"], "Waterdal heeft geen plan “weg”. Bekend: plan-jeugdhulp-2026."),
        ([*PLAN, "--formaat", "csv"], "Zeg met --uit in welk bestand de csv moet komen."),
        ([*PLAN, "--uit", "/weg/plan.json"], "/weg/plan.json: hier kan niet worden geschreven"),
    ],
)
def test_de_opdracht_zegt_wat_er_mis_is(argumenten: list[str], melding: str) -> None:
    laad_voorbeeld()

    with pytest.raises(CommandError) as fout:
        draai(*argumenten)

    assert str(fout.value).startswith(melding)


def test_een_einde_gaat_mee_en_wat_nog_telt_zegt_er_niets_van() -> None:
    bestand = lees_voorbeeld()
    einde = {"beeindigd_op": "2024-06-30", "einde_reden": "Telt niet meer."}
    maatregel = bestand["maatregelen"][0]
    for deel in ("resultaten", "samenhang"):
        maatregel[deel][0] |= einde
    bestand["plan"]["risicos"][0] |= einde
    geladen = laad(bestand, maak_gemeente_van(bestand), door=None)

    uit = exporteer(geladen)

    assert normaal(uit) == normaal(bestand)
    assert str(uit).count("'einde_reden': 'Telt niet meer.'") == 3
    assert str(uit).count("einde_reden") == 3
