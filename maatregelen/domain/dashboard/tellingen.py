"""How often each light occurs, per aspect and per thema."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maatregelen.choices import EINDFASEN
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.stoplicht import GEEN, VOLGORDE


@dataclass(frozen=True)
class Telling:
    """One row of lights: how often each of VOLGORDE occurs. What has ended is counted apart."""

    naam: str
    # What the address of the filtered list holds; "" for a row that is no filter.
    waarde: str
    aantallen: Mapping[str, int]

    @property
    def totaal(self) -> int:
        return sum(self.aantallen.values())


def per_aspect(beeld: Beeld) -> list[Telling]:
    """The total first, then the aspects of the plan by its own names."""
    rijen = [("totaal", "Totaal")] + [
        (str(rij["aspect"]), str(rij["naam"])) for rij in beeld.plan.aspecten
    ]
    return [
        Telling(naam, "", _tel(getattr(kaart.rij.lichten, aspect) for kaart in beeld.kaarten))
        for aspect, naam in rijen
    ]


def per_thema(beeld: Beeld) -> list[Telling]:
    """The matrix of thema and total light, in the order of the plan."""
    groepen: dict[tuple[str, str], list[Kaart]] = {}
    for kaart in beeld.kaarten:
        thema = kaart.rij.maatregel.thema
        groepen.setdefault((thema.code, str(thema)), []).append(kaart)
    return [
        Telling(naam, code, _tel(kaart.rij.lichten.totaal for kaart in kaarten))
        for (code, naam), kaarten in groepen.items()
    ]


def geeindigd(beeld: Beeld) -> dict[str, int]:
    """How many are afgerond, gestopt and vervallen: they carry no light."""
    fasen = Counter(
        kaart.rij.stand.fase for kaart in beeld.kaarten if not kaart.loopt and kaart.rij.stand
    )
    return {fase.value: fasen[fase.value] for fase in EINDFASEN}


def _tel(lichten: Iterable[str]) -> dict[str, int]:
    geteld = Counter(lichten)
    return {licht: geteld[licht] for licht in VOLGORDE if licht != GEEN}
