"""The block "verantwoording": the colophon. What it tells stands in the head of the JSON."""

from typing import Any

from rapportage.blokken.basis import Blok, Bron
from rapportage.choices import BlokSoort


class Verantwoording(Blok):
    """Over which day, known when, by whom, and the head of the logboek."""

    soort = BlokSoort.VERANTWOORDING

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """Nothing of its own."""
        return {}
