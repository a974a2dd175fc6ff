"""The block "besluitpunten": what the college alone gets besides the report."""

from typing import Any

from rapportage.blokken.basis import Blok, Bron
from rapportage.choices import BlokSoort


class Besluitpunten(Blok):
    """A text only: it never stands in the report."""

    soort = BlokSoort.BESLUITPUNTEN
    geschreven = weg_te_laten = True
    in_rapport = False

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """No facts."""
        return {}
