"""Charts for tests: valid ones, dull and wild, and a reader of the still drawing."""

import re
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from hypothesis import strategies as st

from jeugdhulp.grafiek.definitie import (
    MEESTE_REEKSEN,
    ZONDER_WAARDE,
    Cijferstatus,
    Drempel,
    Grafiek,
    Reeks,
    Soort,
)
from jeugdhulp.grafiek.letters import breedte
from jeugdhulp.grafiek.rollen import LICHTEN
from jeugdhulp.opmaak import STREEP

SVG = "{http://www.w3.org/2000/svg}"


def maak_grafiek(**anders: Any) -> Grafiek:
    """Two series over three years."""
    gegeven = {
        "titel": "Jeugdigen met hulp",
        "periode": "2023 tot en met 2025",
        "eenheid": "jeugdigen",
        "indeling": "Jaar",
        "labels": ("2023", "2024", "2025"),
        "reeksen": (
            Reeks("Met verblijf", (120, None, 98)),
            Reeks("Zonder verblijf", (430, 455, 0)),
        ),
        "soort": Soort.LIJN,
        "samenvatting": "Het aantal met verblijf daalt.",
        "bron": "CBS",
        "peildatum": date(2025, 12, 31),
    }
    return Grafiek(**(gegeven | anders))


_NAMEN = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=60
).filter(str.strip)
_WAARDEN = st.none() | st.integers(-1000, 10**6) | st.decimals(-1000, 10**6, places=2)


@st.composite
def _reeks(draw: Any, naam: str, rol: str, punten: int) -> Reeks:
    waarden = tuple(draw(st.lists(_WAARDEN, min_size=punten, max_size=punten)))
    met = [status for status in Cijferstatus if status not in ZONDER_WAARDE]
    statussen = tuple(
        draw(st.sampled_from([None, *(ZONDER_WAARDE if waarde is None else met)]))
        for waarde in waarden
    )
    return Reeks(naam, waarden, rol, draw(st.sampled_from([(), statussen])))


@st.composite
def grafieken(draw: Any) -> Grafiek:
    """Any chart that may be drawn: 1 to 8 series, gaps, signs, statuses, odd names."""
    punten = draw(st.integers(1, 12) | st.just(60))
    labels = tuple(draw(st.lists(_NAMEN, min_size=punten, max_size=punten, unique=True)))
    lichten = draw(st.booleans())
    meeste = len(LICHTEN) if lichten else MEESTE_REEKSEN
    namen = draw(st.lists(_NAMEN, min_size=1, max_size=meeste, unique=True))
    rollen = list(LICHTEN) if lichten else [""] * meeste
    soort = draw(st.sampled_from(Soort))
    reeksen = tuple(
        draw(_reeks(naam, rol, punten)) for naam, rol in zip(namen, rollen, strict=False)
    )
    return maak_grafiek(
        titel=draw(_NAMEN),
        eenheid=draw(st.sampled_from(["euro", "procent", "jeugdigen"])),
        labels=labels,
        reeksen=reeksen,
        soort=soort,
        drempels=draw(st.sampled_from([(), (Drempel("Norm", 100), Drempel("Grens", -5))])),
        liggend=soort != Soort.LIJN and draw(st.booleans()),
        vanaf_nul=soort != Soort.LIJN or draw(st.booleans()),
    )


class Tekening:
    """A still drawing, read by its geometry: what a ruler would find."""

    def __init__(self, svg: str, grafiek: Grafiek):
        self.wortel: Element = fromstring(svg)  # noqa: S314
        self.grafiek = grafiek
        self.groepen = [
            groep for groep in self.wortel.iter(f"{SVG}g") if groep.get("data-reeks") is not None
        ]
        stappen = [
            (float(rij.get("data-stap", "")), self._plek(rij))
            for rij in self.wortel.iter(f"{SVG}text")
            if rij.get("data-stap")
        ]
        (self._a, self._pa), (self._b, self._pb) = (
            (stappen[0], stappen[-1]) if len(stappen) > 1 else ((0, 0), (1, 1))
        )
        # Coordinates are written with two decimals.
        self.marge = abs((self._b - self._a) / (self._pb - self._pa)) * 0.03

    def _plek(self, tekst: Element) -> float:
        """Where the line of a step runs: its text stands a third of a letter lower."""
        if self.grafiek.liggend:
            return float(tekst.get("x", ""))
        return float(tekst.get("y", "")) - 14 * 0.34

    def waarde(self, plek: float) -> float:
        """The value that a coordinate stands for."""
        return self._a + (plek - self._pa) / (self._pb - self._pa) * (self._b - self._a)

    @property
    def namen(self) -> list[str]:
        return [groep.get("data-reeks", "") for groep in self.groepen]

    @property
    def teksten(self) -> list[str]:
        return [rij.text or "" for rij in self.wortel.iter(f"{SVG}text")]

    def kleuren(self, nummer: int) -> set[str]:
        """Of what is drawn with a line in a series, hatching not counted."""
        return {
            str(rij.get("stroke"))
            for rij in self.groepen[nummer]
            if rij.get("stroke") and not (rij.tag == f"{SVG}path" and rij.get("stroke-linecap"))
        }

    def lijn(self, nummer: int) -> tuple[list[float], int]:
        """The values along a line, and in how many pieces it is."""
        paden = [rij.get("d", "") for rij in self.groepen[nummer] if rij.tag == f"{SVG}path"]
        punten = re.findall(r"[ML]\S+ ([-\d.]+)", "".join(paden))
        return [self.waarde(float(y)) for y in punten], "".join(paden).count("M")

    def balken(self, nummer: int) -> list[tuple[float, float] | None]:
        """Begin and end of each bar, None for the dash of a gap."""
        gevonden: list[tuple[float, float] | None] = []
        as_, maat = ("x", "width") if self.grafiek.liggend else ("y", "height")
        for rij in self.groepen[nummer]:
            if rij.tag == f"{SVG}rect" and rij.get("fill") != "none" and not rij.get("rx"):
                laag = float(rij.get(as_, ""))
                hoog = laag + float(rij.get(maat, ""))
                gevonden.append((self.waarde(laag), self.waarde(hoog)))
            elif rij.tag == f"{SVG}line":
                gevonden.append((self.waarde(float(rij.get(f"{as_}1", ""))),) * 2)
            elif rij.tag == f"{SVG}text" and rij.text == STREEP:
                gevonden.append(None)
        return gevonden

    def vullingen(self, nummer: int) -> list[str]:
        """The colour inside each bar that has an inside."""
        return [
            str(rij.get("fill"))
            for rij in self.groepen[nummer]
            if rij.tag == f"{SVG}rect" and rij.get("fill") != "none" and not rij.get("rx")
        ]

    def buiten(self) -> list[str]:
        """The texts that run over the edge of the drawing."""
        breed = float(self.wortel.get("width", ""))
        hoog = float(self.wortel.get("height", ""))
        over = []
        for rij in self.wortel.iter(f"{SVG}text"):
            tekst = rij.text or ""
            lang = breedte(tekst, float(rij.get("font-size", "14")))
            deel = {"middle": 0.5, "end": 1.0}.get(rij.get("text-anchor", ""), 0.0)
            x, y = float(rij.get("x", "")) - lang * deel, float(rij.get("y", ""))
            if x < -1 or x + lang > breed + 1 or y < 0 or y > hoog:
                over.append(tekst)
        return over
