"""What a measure still lacks before it can be steered on."""

from collections.abc import Callable
from dataclasses import dataclass

from maatregelen.choices import GELD_ONBEKEND, Bladveld
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.domain.verleden import rijen
from maatregelen.geld import is_bestaand
from maatregelen.models import Doelkoppeling


@dataclass(frozen=True)
class Soort:
    """One thing that can be missing; `veld` is the part of the sheet where it is filled in."""

    naam: str
    zin: str
    veld: Bladveld | str
    ontbreekt: Callable[[Kaart, bool], bool]


@dataclass(frozen=True)
class Gemis:
    """That a measure lacks something."""

    kaart: Kaart
    soort: Soort


def onvolledig(beeld: Beeld) -> dict[Soort, list[Gemis]]:
    """Per kind, in the order of SOORTEN, the running measures that lack it, in plan order; a kind
    that nothing lacks is there too. One query."""
    kaarten = [kaart for kaart in beeld.kaarten if kaart.loopt]
    sleutels = [kaart.rij.maatregel.pk for kaart in kaarten]
    met_doel = {
        rij.maatregel_id for rij in rijen(Doelkoppeling, beeld.bekend_op, maatregel__in=sleutels)
    }
    return {
        soort: [
            Gemis(kaart, soort)
            for kaart in kaarten
            if soort.ontbreekt(kaart, kaart.rij.maatregel.pk in met_doel)
        ]
        for soort in SOORTEN
    }


def _geen_datum(kaart: Kaart, _: bool) -> bool:
    return not any(regel.periode.van or regel.periode.tot_en_met for regel in kaart.feiten.planning)


def _geen_doel(kaart: Kaart, met_doel: bool) -> bool:
    return not met_doel and not kaart.rij.maatregel.doel.strip()


def _kosten_onbekend(kaart: Kaart, _: bool) -> bool:
    geld = kaart.feiten.geld
    if not geld.investeringen:
        return not geld.elders
    return any(regel.staat in GELD_ONBEKEND for regel in geld.investeringen)


def _dekking_onbekend(kaart: Kaart, _: bool) -> bool:
    """Where money of its own is asked."""
    geld = kaart.feiten.geld
    kost = [regel for regel in geld.investeringen if regel.bedrag and not is_bestaand(regel)]
    if not kost or geld.dekking_hoger:
        return False
    return not geld.dekkingen or any(regel.staat in GELD_ONBEKEND for regel in geld.dekkingen)


def _te_vroeg(kaart: Kaart, _: bool) -> bool:
    return any(besluit.wacht_niet for besluit in kaart.feiten.besluiten)


SOORTEN = (
    Soort(
        "trekker",
        "Er is geen trekker.",
        Bladveld.BETROKKENEN,
        lambda kaart, _: not kaart.rij.trekkers,
    ),
    Soort("planning", "Geen enkele stap heeft een datum.", Bladveld.PLANNING, _geen_datum),
    Soort("doel", "Er is geen doel.", Bladveld.DOEL, _geen_doel),
    Soort(
        "resultaat",
        "Er is geen meetbaar resultaat.",
        Bladveld.RESULTATEN,
        lambda kaart, _: not kaart.feiten.resultaten,
    ),
    Soort("kosten", "Wat het kost, is niet bekend.", Bladveld.INVESTERING, _kosten_onbekend),
    Soort("dekking", "Wat het betaalt, is niet bekend.", Bladveld.DEKKING, _dekking_onbekend),
    Soort("besluit", "De uitvoering begint voor het besluit dat nodig is.", "besluiten", _te_vroeg),
)
