"""What somebody looks for, as words: without regard to capitals and accents. Pure.

One pattern per word serves both databases and the marks on the page, so that what is found is what
is marked. It spells out every form of a letter, because SQLite folds ASCII only and PostgreSQL as
its locale says.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

# More words than this make the question slow and no clearer.
HOOGSTENS = 8
# What stands for the same sign, whoever typed it: a word processor makes other ones.
_TEKENS = ("'’‘\u02bc`\u00b4", '"“”„', "-–—\u2011")
# Letters that no decomposition leads back to their base.
_EIGEN = {"o": "øØ", "l": "łŁ", "d": "đĐ"}
_COMBINEREND = "[\u0300-\u036f]*"


@dataclass(frozen=True)
class Stuk:
    """A piece of a text; `raak` where it is what was looked for."""

    tekst: str
    raak: bool


@dataclass(frozen=True)
class Vraag:
    """The words to find, each with its pattern, and those that went beyond the limit."""

    woorden: Sequence[str] = ()
    te_veel: Sequence[str] = ()

    @property
    def patronen(self) -> list[str]:
        """A regular expression per word, the same for both databases and Python."""
        return [patroon(woord) for woord in self.woorden]

    @property
    def is_te_kort(self) -> bool:
        """Whether no word is longer than one sign."""
        return all(len(woord) < 2 for woord in self.woorden)

    def raakt(self, tekst: str) -> set[str]:
        """Which of the words are in `tekst`."""
        return {woord for woord in self.woorden if _regel(patroon(woord)).search(tekst)}

    def past(self, teksten: Iterable[str]) -> bool:
        """Whether every word is in one or other of `teksten`."""
        return len(self.raakt("\n".join(teksten))) == len(set(self.woorden))

    def stukken(self, tekst: str, lengte: int) -> list[Stuk]:
        """About `lengte` signs of `tekst` round the first word found, with every word marked."""
        return _merk(_venster(" ".join(tekst.split()), self.patronen, lengte), self.patronen)


def lees(getypt: str) -> Vraag:
    """The words of what was typed, each once; no words for nothing."""
    getypte = dict.fromkeys(unicodedata.normalize("NFC", getypt).split())
    # An accent without its letter says nothing.
    woorden = [woord for woord in getypte if patroon(woord)]
    return Vraag(woorden[:HOOGSTENS], woorden[HOOGSTENS:])


@cache
def _vormen() -> Mapping[str, str]:
    """Per base letter all its forms with an accent, in both cases."""
    vormen: dict[str, str] = dict(_EIGEN)
    for letter in map(chr, range(0xC0, 0x250)):
        ontleed = unicodedata.normalize("NFD", letter)
        if ontleed != letter:
            basis = ontleed[0].lower()
            vormen[basis] = vormen.get(basis, "") + letter
    return vormen


# Of what anybody may type, no more is kept than a few pages need.
@lru_cache(maxsize=256)
def patroon(woord: str) -> str:
    """The regular expression that finds `woord`, in the part of the language that PostgreSQL and
    Python share."""
    return "".join(_teken(teken) for teken in unicodedata.normalize("NFC", woord))


def _teken(teken: str) -> str:
    if unicodedata.combining(teken):
        return ""
    eigen = next((kaal for kaal, vormen in _EIGEN.items() if teken in vormen), teken)
    basis = unicodedata.normalize("NFD", eigen)[0].lower()
    vormen = _vormen().get(basis, "")
    if eigen.lower() == basis or teken in vormen:
        return f"[{basis}{basis.upper()}{vormen}]{_COMBINEREND}" if vormen else _kaal(teken)
    return _kaal(teken)


def _kaal(teken: str) -> str:
    """A sign without forms of its own but a capital, or one of those that stand for each other."""
    for groep in _TEKENS:
        if teken in groep:
            return f"[{groep.replace('-', '')}{'-' if '-' in groep else ''}]"
    if teken.isalnum():
        beide = {teken, teken.lower(), teken.upper()}
        return f"[{''.join(sorted(vorm for vorm in beide if len(vorm) == 1))}]"
    return teken if teken == "_" or not teken.isascii() else f"\\{teken}"


@lru_cache(maxsize=256)
def _regel(uitdrukking: str) -> re.Pattern[str]:
    return re.compile(uitdrukking)


def _venster(tekst: str, patronen: Sequence[str], lengte: int) -> str:
    """A third of the room before the first word that is found, cut between words."""
    if len(tekst) <= lengte:
        return tekst
    plekken = [raak.start() for deel in patronen if (raak := _regel(deel).search(tekst))]
    begin = min(max(min(plekken, default=0) - lengte // 3, 0), len(tekst) - lengte)
    einde = begin + lengte
    if begin:
        begin = tekst.find(" ", begin, min(plekken, default=0)) + 1 or begin
    if einde < len(tekst):
        einde = max(tekst.rfind(" ", begin, einde), begin + lengte // 2)
    return f"{'… ' if begin else ''}{tekst[begin:einde]}{' …' if einde < len(tekst) else ''}"


def _merk(tekst: str, patronen: Sequence[str]) -> list[Stuk]:
    """`tekst` in pieces; where two words overlap, the longest form wins."""
    if not patronen:
        return [Stuk(tekst, raak=False)]
    delen = re.split(f"({'|'.join(sorted(patronen, key=len, reverse=True))})", tekst)
    return [Stuk(deel, raak=bool(nummer % 2)) for nummer, deel in enumerate(delen) if deel]
