"""The block "samenvatting": one page for who reads nothing else."""

from typing import Any

from rapportage.blokken.basis import Blok, Bron
from rapportage.choices import BlokSoort


class Samenvatting(Blok):
    """What somebody wrote, and the facts beside it."""

    soort = BlokSoort.SAMENVATTING
    geschreven = verplicht = True

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """The facts."""
        return {}
