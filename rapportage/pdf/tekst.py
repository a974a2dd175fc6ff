"""Which words stay on one line: amounts, quarters, dates and spans of years."""

import re

from jeugdhulp.kalender import MAANDNAMEN

_MAAND = f"(?:{'|'.join(MAANDNAMEN)})"
_BIJEEN = re.compile(
    r"€ \d"
    r"|\bQ[1-4] \d{4}\b"
    rf"|\b\d{{1,2}} {_MAAND}\b(?: \d{{4}}\b)?"
    rf"|\b{_MAAND} \d{{4}}\b"
)
_JAREN = re.compile(r"(?<=\d{4})–(?=\d{4})")
_LABEL = re.compile(r"(<[^>]*>)")
_VASTE_SPATIE, _VERBINDER = "\u00a0", "\u2060"


def houd_bijeen(html: str) -> str:
    """`html` with no-break spaces in "€ 140.000", "Q2 2019" and "31 maart 2019", and no break in
    "2019–2021". Only text changes, tags and their attributes do not.
    """
    delen = _LABEL.split(html)
    delen[::2] = [_in_tekst(tekst) for tekst in delen[::2]]
    return "".join(delen)


def _in_tekst(tekst: str) -> str:
    tekst = _BIJEEN.sub(lambda deel: deel[0].replace(" ", _VASTE_SPATIE), tekst)
    return _JAREN.sub(f"{_VERBINDER}–{_VERBINDER}", tekst)
