"""The block "inleiding": why this report is there, and how to read it."""

from typing import Any

from rapportage.blokken.basis import Blok, Bron
from rapportage.choices import BlokSoort


class Inleiding(Blok):
    """What somebody wrote, and the lines that every report has."""

    soort = BlokSoort.INLEIDING
    geschreven = verplicht = True

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """What the fixed lines need."""
        return {
            "van": bron.plan.van.isoformat(),
            "tot_en_met": bron.plan.tot_en_met.isoformat(),
            "aantal": len(bron.rijen),
            "naam_overleg": bron.plan.naam_overleg.lower(),
        }
