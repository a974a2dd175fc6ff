"""A plan as a workbook: the same plan, and nothing that can do harm."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from maatregelen.domain.uitwisseling import controleer
from maatregelen.domain.werkmap import lees_xlsx, schrijf_xlsx
from maatregelen.tests.plannen import plannen
from maatregelen.tests.uitwisselen import elk_bestand, lees_pad


@elk_bestand
def test_een_werkmap_leest_terug_als_hetzelfde_bestand(pad: Path) -> None:
    bestand = lees_pad(pad)

    gelezen, _ = lees_xlsx(schrijf_xlsx(bestand))

    assert gelezen == bestand


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(plannen())
def test_elk_plan_leest_uit_een_werkmap_terug_als_hetzelfde(bestand: Any) -> None:
    assert controleer(bestand) == []

    gelezen, _ = lees_xlsx(schrijf_xlsx(bestand))

    assert gelezen == bestand
