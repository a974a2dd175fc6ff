"""How a series looks: a colour, and what tells it apart without colour. Pure.

The colours are those of the tokens `--jeugdhulp-reeks-1` … and `--jeugdhulp-licht-…`; a test holds
them together. Series of a grouping are blue, petrol or purple, so that none passes for a light;
they are dark and light by turns, at least 3:1 between neighbours and against the ground.
"""

from dataclasses import dataclass

INKT = "#1c232b"
INKT_ZACHT = "#535d68"
LIJN = "#e1e5e8"
LIJN_VELD = "#737e89"
WIT = "#ffffff"
# Across every chart that holds a made-up figure.
WATERMERK = "FICTIEF"


@dataclass(frozen=True)
class Rol:
    """`patroon` and `teken` are spelled as plotly does, "" is plain; `streep` is a dash in pixels.

    `vulling` is the inside of a bar or marker: white for the lights that are a ring. `letter`
    stands in a bar and with the name.
    """

    kleur: str
    patroon: str = ""
    streep: tuple[int, ...] = ()
    teken: str = "circle"
    vulling: str = ""
    letter: str = ""

    @property
    def vlak(self) -> str:
        """The colour inside a bar or marker."""
        return self.vulling or self.kleur

    @property
    def arcering(self) -> str:
        """The colour of the hatching, on top of `vlak`."""
        return self.kleur if self.vulling else WIT


REEKSEN = {
    "reeks-1": Rol("#123f61"),
    "reeks-2": Rol("#458dcd", "/", (7, 4), "square"),
    "reeks-3": Rol("#4a2a80", ".", (2, 3), "triangle-up"),
    "reeks-4": Rol("#c06fc4", "\\", (11, 4), "diamond"),
    "reeks-5": Rol("#08444c", "-", (11, 3, 2, 3), "triangle-down"),
    "reeks-6": Rol("#2a9aae", "x", (5, 2), "cross"),
    "reeks-7": Rol("#242a72", "|", (16, 4), "x"),
    "reeks-8": Rol("#877ce2", "+", (2, 2, 7, 2), "star"),
}
LICHTEN = {
    "licht-rood": Rol("#b3261e", "x", (7, 3), "square", letter="R"),
    "licht-oranje": Rol("#b45309", "/", (3, 3), "diamond", letter="O"),
    "licht-groen": Rol("#1b7a3d", "", (), "circle", letter="G"),
    "licht-grijs": Rol("#5b6570", "", (12, 4), "circle", vulling=WIT, letter="–"),
    "licht-niet-bijgewerkt": Rol("#3f4852", ".", (2, 4), "hexagon", vulling=WIT, letter="?"),
}
ROLLEN = REEKSEN | LICHTEN
