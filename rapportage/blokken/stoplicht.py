"""The block "stoplicht": how many of each light, what needs attention, and all lights."""

from typing import Any

from jeugdhulp.stoplicht import Licht
from maatregelen.domain.overzicht import eerst_wat_aandacht_vraagt, tel
from maatregelen.stoplicht import NIET_BIJGEWERKT
from rapportage.blokken.basis import Blok, Bron
from rapportage.blokken.kern import kern, maatregelankers, per_thema
from rapportage.choices import BlokSoort

VRAAGT_AANDACHT = (Licht.ROOD, Licht.ORANJE, NIET_BIJGEWERKT)


class Stoplicht(Blok):
    """All lights. What a later report compares with is read here."""

    soort = BlokSoort.STOPLICHT
    geschreven = True

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """The facts: the numbers, what needs attention first, and per thema the lights."""
        plekken = maatregelankers(bron)
        kernen = {
            rij.maatregel.pk: kern(bron, rij, plekken[rij.maatregel.code]) for rij in bron.rijen
        }
        tellingen = tel(bron.rijen)
        return {
            "tellingen": [
                {
                    "licht": telling["licht"],
                    "woord": telling["woord"],
                    "betekenis": telling["uitleg"],
                    "aantal": telling["aantal"],
                }
                for telling in tellingen
            ],
            "aantal": len(bron.rijen),
            "aantallen": {str(telling["licht"]): telling["aantal"] for telling in tellingen},
            "aantal_voorstellen": sum(rij.voorstel for rij in bron.rijen),
            "aandacht": [
                kernen[rij.maatregel.pk]
                for rij in eerst_wat_aandacht_vraagt(bron.rijen)
                if rij.lichten.totaal in VRAAGT_AANDACHT
            ],
            "themas": [
                thema["kop"] | {"maatregelen": [kernen[rij.maatregel.pk] for rij in thema["rijen"]]}
                for thema in per_thema(bron)
            ],
        }
