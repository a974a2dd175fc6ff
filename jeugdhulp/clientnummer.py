"""Finding and masking numbers that may be a BSN. Pure.

One rule for what people type, for addresses and for what we log: nine digits on their own that pass
the elfproef, however they are spelled (dots, spaces, wide or Arabic digits, percent signs).
"""

import html
import re
import unicodedata
from urllib.parse import unquote

_TUSSEN = r"[\s./_+\u00b7\u2010-\u2015\u2212-]{0,2}"
# Nine digits on their own, with at most two signs between them: 123.456.782, 123-456-782. All but
# the first in a lookahead, so that digits before them ("050 123 456 782") do not use them up. It
# starts with a digit, because the search then runs past other signs ten times as fast.
_NEGEN = re.compile(rf"\d(?<!\d\d)(?=((?:{_TUSSEN}\d){{8}})(?!\d))")
# What a computer made and nobody types: the hash or token in a line of the logboek or a link.
_HASH = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9A-Za-z])"
)
# Signs without a width of their own (zero-width, soft hyphen, direction), and marks on a sign.
_ONZICHTBAAR = re.compile(
    "[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_VREEMD_CIJFER = re.compile(r"(?![0-9])\d")
_ONTSNAPT = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
MASKER = "•" * 9


def is_elfproef(cijfers: str) -> bool:
    """Whether nine digits pass the elfproef for a BSN (weights 9…2 and -1, divisible by 11)."""
    som = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(_GEWICHTEN, cijfers, strict=True))
    return som % 11 == 0 and som > 0


def vind_clientnummer(tekst: str) -> bool:
    """Whether `tekst` holds nine digits that pass the elfproef; so does one in eleven others.

    Not in a hash or token (32 hex digits or more, a uuid): those are made, never typed.
    """
    leesbaar = ontsluierd(tekst)
    if not _NEGEN.search(leesbaar):
        return False
    return any(map(_is_clientnummer, _NEGEN.finditer(_HASH.sub("#", leesbaar))))


def maskeer(tekst: str) -> str:
    """`tekst` with nine dots for every number that may be a BSN; as it was when there is none."""
    if not vind_clientnummer(tekst):
        return tekst
    leesbaar = ontsluierd(tekst)
    hashes = [gevonden.span() for gevonden in _HASH.finditer(leesbaar)]
    delen, vanaf = [], 0
    for gevonden in _NEGEN.finditer(leesbaar):
        begin, eind = gevonden.start(), gevonden.end(1)
        in_hash = any(van <= begin < tot for van, tot in hashes)
        if eind > vanaf and not in_hash and _is_clientnummer(gevonden):
            # Numbers that overlap ("050 123 456 782") go behind one mask.
            delen += [leesbaar[vanaf:begin], MASKER]
            vanaf = eind
    return "".join([*delen, leesbaar[vanaf:]])


def ontsluierd(tekst: str) -> str:
    """`tekst` as it reads: escapes of addresses, HTML and logs undone, digits plain, and without
    the signs that nobody sees."""
    for _ in range(3):
        opener = _open(tekst)
        if opener == tekst:
            break
        tekst = opener
    if tekst.isascii():
        return tekst
    zichtbaar = _ONZICHTBAAR.sub("", unicodedata.normalize("NFKC", tekst))
    return _VREEMD_CIJFER.sub(lambda cijfer: str(unicodedata.decimal(cijfer[0])), zichtbaar)


def _open(tekst: str) -> str:
    if "%" in tekst:
        tekst = unquote(tekst)
    if "&#" in tekst:
        tekst = html.unescape(tekst)
    if "\\" in tekst:
        tekst = _ONTSNAPT.sub(lambda deel: chr(int(deel[1] or deel[2], 16)), tekst)
    return tekst


def _is_clientnummer(negen: re.Match[str]) -> bool:
    return is_elfproef(re.sub(r"\D", "", negen[0] + negen[1]))


WEIGERING = (
    "Hier staat een getal van negen cijfers dat een burgerservicenummer kan zijn."
    " Haal het weg: cliëntgegevens horen niet in het plan."
)
