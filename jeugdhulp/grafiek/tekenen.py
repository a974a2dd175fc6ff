"""The few SVG elements that a chart is made of, as text. Pure.

Only presentation attributes, no style and no script; every text and value is escaped. Hatching
is drawn as lines and not as an SVG pattern: patterns show seams in print and need ids.
"""

import math
import re
from collections.abc import Iterable
from functools import cache
from xml.sax.saxutils import escape

from jeugdhulp.grafiek.rollen import WIT, Rol

LETTERTYPE = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Arial, sans-serif"

Punt = tuple[float, float]
_GEEN_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def getal(waarde: float) -> str:
    """At most two decimals, and no "-0"."""
    tekst = f"{waarde:.2f}".rstrip("0").rstrip(".")
    return "0" if tekst == "-0" else tekst


def element(soort: str, inhoud: str = "", /, **kenmerken: object) -> str:
    """One element; an underscore in a name is a hyphen, None is left out. `inhoud` is SVG."""
    delen = [
        f' {_kenmerk(naam)}="{_waarde(waarde)}"'
        for naam, waarde in kenmerken.items()
        if waarde is not None
    ]
    begin = f"<{soort}{''.join(delen)}"
    return f"{begin}>{inhoud}</{soort}>" if inhoud else f"{begin}/>"


@cache
def _kenmerk(naam: str) -> str:
    return naam.strip("_").replace("_", "-")


def _waarde(waarde: object) -> str:
    # In a number is nothing to escape, and most of a drawing is numbers.
    if isinstance(waarde, float):
        return getal(waarde)
    return veilig(str(waarde), {'"': "&quot;"})


def veilig(tekst: str, ook: dict[str, str] | None = None) -> str:
    """Escaped; a character that XML cannot hold becomes �."""
    schoon = _GEEN_XML.sub(lambda teken: " " if teken[0] in "\t\n\r" else "\ufffd", tekst)
    return escape(schoon, ook or {})


def tekst(wat: str, x: float, y: float, **kenmerken: object) -> str:
    """One line of text; `text_anchor` and `font_weight` as in SVG."""
    return element("text", veilig(wat), x=x, y=y, **kenmerken)


def lijn(van: Punt, tot: Punt, kleur: str, **kenmerken: object) -> str:
    """A straight line."""
    return element("line", x1=van[0], y1=van[1], x2=tot[0], y2=tot[1], stroke=kleur, **kenmerken)


def streep(rol: Rol) -> str | None:
    """The dash of a role for stroke-dasharray."""
    return " ".join(map(str, rol.streep)) or None


def staaf(hoek: Punt, maat: Punt, rol: Rol, *, is_open: bool = False) -> str:
    """A filled and hatched rectangle; open has its colours turned round and a dashed edge."""
    x, y = hoek
    breed, hoog = maat
    binnen, erop = (WIT, rol.kleur) if is_open else (rol.vlak, rol.arcering)
    delen = [element("rect", x=x, y=y, width=breed, height=hoog, fill=binnen)]
    if pad := arcering(rol.patroon, hoek, maat):
        delen.append(
            element(
                "path", d=pad, stroke=erop, stroke_width=1.6, stroke_linecap="round", fill="none"
            )
        )
    rand = "4 3" if is_open or rol.letter == "?" else None
    delen.append(
        element(
            "rect",
            x=x,
            y=y,
            width=breed,
            height=hoog,
            fill="none",
            stroke=rol.kleur,
            stroke_width=1.5,
            stroke_dasharray=rand,
        )
    )
    return "".join(delen)


def arcering(patroon: str, hoek: Punt, maat: Punt, stap: float = 7) -> str:
    """Path of the hatching of a rectangle; "" for plain and for what is too thin to hatch."""
    (x, y), (breed, hoog) = hoek, maat
    if breed < 1 or hoog < 1:
        return ""
    delen: list[str] = []
    if patroon in ("-", "+"):
        delen += [_van_tot(x, y + af, x + breed, y + af) for af in _stappen(hoog, stap)]
    if patroon in ("|", "+"):
        delen += [_van_tot(x + af, y, x + af, y + hoog) for af in _stappen(breed, stap)]
    if patroon in ("/", "x"):
        delen += [_van_tot(*stuk) for stuk in _schuin(x, y, breed, hoog, stap * 1.4, stijgt=True)]
    if patroon in ("\\", "x"):
        delen += [_van_tot(*stuk) for stuk in _schuin(x, y, breed, hoog, stap * 1.4, stijgt=False)]
    if patroon == ".":
        delen += [
            _van_tot(x + dx, y + dy, x + dx + 0.01, y + dy)
            for dy in _stappen(hoog, stap * 0.8)
            for dx in _stappen(breed, stap * 0.8)
        ]
    return "".join(delen)


def _stappen(lengte: float, stap: float) -> Iterable[float]:
    aantal = max(int(lengte // stap), 1)
    return [lengte * (nummer + 0.5) / aantal for nummer in range(aantal)]


def _van_tot(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"M{getal(x1)} {getal(y1)}L{getal(x2)} {getal(y2)}"


def _schuin(
    x: float, y: float, breed: float, hoog: float, stap: float, *, stijgt: bool
) -> Iterable[tuple[float, float, float, float]]:
    """Lines at 45 degrees, cut off at the edges of the rectangle."""
    for nummer in range(1, math.ceil((breed + hoog) / stap)):
        som = nummer * stap
        links, rechts = max(0.0, som - hoog), min(breed, som)
        onder, boven = som - links, som - rechts
        if stijgt:
            yield x + links, y + onder, x + rechts, y + boven
        else:
            yield x + links, y + hoog - onder, x + rechts, y + hoog - boven


# Corners of the markers in a square from -1 to 1.
_VORMEN: dict[str, list[Punt]] = {
    "square": [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
    "diamond": [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)],
    "triangle-up": [(0, -1.1), (1.1, 0.85), (-1.1, 0.85)],
    "triangle-down": [(0, 1.1), (1.1, -0.85), (-1.1, -0.85)],
    "cross": [
        (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4),
        (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4),
    ],
    "hexagon": [(math.sin(math.pi * k / 3), -math.cos(math.pi * k / 3)) for k in range(6)],
    "star": [
        (s * math.sin(math.pi * k / 5), -s * math.cos(math.pi * k / 5))
        for k in range(10)
        for s in [1.3 if k % 2 == 0 else 0.55]
    ],
}  # fmt: skip
_VORMEN["x"] = [((x - y) * math.sqrt(0.5), (x + y) * math.sqrt(0.5)) for x, y in _VORMEN["cross"]]


def merk(midden: Punt, rol: Rol, *, is_open: bool = False, straal: float = 4.5) -> str:
    """The marker of a point; open has a white heart."""
    x, y = midden
    stijl: dict[str, object] = {
        "fill": WIT if is_open else rol.vlak,
        "stroke": rol.kleur,
        "stroke_width": 1.75,
    }
    if rol.teken == "circle":
        return element("circle", cx=x, cy=y, r=straal, **stijl)
    hoeken = " ".join(
        f"{getal(x + straal * dx)},{getal(y + straal * dy)}" for dx, dy in _VORMEN[rol.teken]
    )
    return element("polygon", points=hoeken, **stijl)
