"""A plan as a workbook: the same plan, and nothing that can do harm."""

from pathlib import Path

from maatregelen.domain.werkmap import lees_xlsx, schrijf_xlsx
from maatregelen.tests.uitwisselen import elk_bestand, lees_pad


@elk_bestand
def test_een_werkmap_leest_terug_als_hetzelfde_bestand(pad: Path) -> None:
    bestand = lees_pad(pad)

    gelezen, _ = lees_xlsx(schrijf_xlsx(bestand))

    assert gelezen == bestand
