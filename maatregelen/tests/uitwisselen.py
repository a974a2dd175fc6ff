"""The files of fixtures/, found and not named: each is loaded after what it leans on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jeugdhulp.domain.begin import neem_gemeente_over
from jeugdhulp.models import Gemeente
from jeugdhulp.tests.factories import GemeenteFactory
from maatregelen.domain.laden import laad
from maatregelen.models import Beleidsplan, Plan
from maatregelen.tests.fixtures_lezen import HOOFDMAP

BESTANDEN = sorted((HOOFDMAP / "fixtures").glob("*/*.json"))
elk_bestand = pytest.mark.parametrize(
    "pad", BESTANDEN, ids=[f"{pad.parent.name}/{pad.stem}" for pad in BESTANDEN]
)


def lees_pad(pad: Path) -> Any:
    return json.loads(pad.read_text(encoding="utf-8"))


def maak_gemeente_van(bestand: Any) -> Gemeente:
    """The gemeente of a file, after the gemeenten that it and its deelnemers went on in."""
    blok = bestand["gemeente"]
    for rij in (blok, *blok["deelnemers"]):
        if rij["opvolger"] and not Gemeente.objects.filter(slug=rij["opvolger"]).exists():
            GemeenteFactory(slug=rij["opvolger"], naam=rij["opvolger"])
    return neem_gemeente_over(blok, door=None, kanaal="test")


def laad_pad(pad: Path) -> Plan | Beleidsplan:
    """Load a file of fixtures/ in an empty database, after the files it leans on."""
    bestand = lees_pad(pad)
    gemeente = maak_gemeente_van(bestand)
    for eerder in steunt_op(bestand, pad.parent):
        laad(eerder, gemeente, door=None)
    return laad(bestand, gemeente, door=None)


def steunt_op(bestand: Any, map_: Path) -> Iterator[Any]:
    """The beleidsplan and the predecessor that a file names, and first what those lean on."""
    soort = bestand["formaat"]
    deel = bestand[soort]
    for ander in map(lees_pad, sorted(map_.glob("*.json"))):
        is_beleid = ander["formaat"] == "beleidsplan"
        genoemd = deel.get("beleidsplan") if is_beleid and soort == "plan" else deel["voorganger"]
        if genoemd and ander[ander["formaat"]]["slug"] == genoemd:
            yield from steunt_op(ander, map_)
            yield ander
