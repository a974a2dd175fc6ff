"""What goes out is what came in."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from maatregelen.domain.laden import laad
from maatregelen.domain.uitvoer import exporteer
from maatregelen.domain.uitwisseling import controleer
from maatregelen.tests.uitwisselen import (
    PERSONEN,
    elk_bestand,
    laad_pad,
    lees_pad,
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
