"""The block "lichten": what each light means, with the thresholds of the plan."""

from typing import Any

from jeugdhulp.opmaak import opsomming
from jeugdhulp.stoplicht import KEUZES
from maatregelen.domain.stand.berekend_licht import drempels_van
from maatregelen.stoplicht import BETEKENIS, definities, in_zin
from rapportage.blokken.basis import Blok, Bron
from rapportage.choices import BlokSoort


class Lichten(Blok):
    """What the lights mean."""

    soort = BlokSoort.LICHTEN

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """What each light means, and per colour what it means for each aspect of the plan."""
        uitleg = definities(drempels_van(bron.plan))
        return {
            "lichten": [
                {"licht": str(licht), "woord": woord, "betekenis": betekenis}
                for licht, (woord, betekenis) in BETEKENIS.items()
            ],
            "waarover": opsomming([in_zin(rij["naam"]) for rij in bron.plan.aspecten]),
            "aspecten": [
                {
                    "licht": licht.value,
                    "uitleg": [uitleg[rij["aspect"]][licht] for rij in bron.plan.aspecten],
                }
                for licht in KEUZES
            ],
        }
