"""What goes out is what came in."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from jeugdhulp.models import Gemeente
from maatregelen.domain.laden import laad
from maatregelen.domain.uitvoer import exporteer
from maatregelen.domain.uitwisseling import controleer
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
