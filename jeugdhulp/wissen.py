"""Taking words out of texts. Pure."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

AFGESCHERMD = "[afgeschermd]"
Wisser = Callable[[str], str]


def wisser_van(woorden: str) -> Wisser:
    """Puts the mark in place of `woorden`: as whole words, whatever the case and the white space
    between them. A text without them comes back as it was."""
    delen = r"\s+".join(re.escape(deel) for deel in _nfc(woorden).split())
    patroon = re.compile(rf"(?<!\w){delen}(?!\w)", re.IGNORECASE)

    def wis(tekst: str) -> str:
        gewist, aantal = patroon.subn(AFGESCHERMD, _nfc(tekst))
        return gewist if aantal else tekst

    return wis


def wis_alles(tekst: str) -> str:
    """The mark in place of the whole text; nothing stays nothing."""
    return AFGESCHERMD if tekst else ""


def pas_toe(wis: Wisser, waarde: Any) -> Any:
    """`wis` on every text in `waarde` (text, list, dict of such); all else stays."""
    if isinstance(waarde, str):
        return wis(waarde)
    if isinstance(waarde, list):
        return [pas_toe(wis, deel) for deel in waarde]
    if isinstance(waarde, dict):
        return {sleutel: pas_toe(wis, deel) for sleutel, deel in waarde.items()}
    return waarde


def fragment(waarde: Any, breedte: int = 60) -> str:
    """The first mark in `waarde` with so many characters of text around it; "" where the mark is
    all there is."""
    if isinstance(waarde, str):
        voor, merk, na = waarde.partition(AFGESCHERMD)
        if not merk or not (voor or na):
            return ""
        begin = "…" if len(voor) > breedte else ""
        eind = "…" if len(na) > breedte else ""
        return f"{begin}{voor[-breedte:]}{merk}{na[:breedte]}{eind}"
    if isinstance(waarde, dict):
        waarde = list(waarde.values())
    delen = waarde if isinstance(waarde, list) else []
    return next((deel for deel in map(fragment, delen) if deel), "")


def _nfc(tekst: str) -> str:
    return unicodedata.normalize("NFC", tekst)
