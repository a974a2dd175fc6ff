"""What changed between two texts or two lists, as a reader would say it. Pure.

A text is first compared sentence by sentence. Only where a sentence was reworded are its words
compared; sentences with little in common stand as one removed and one added, because words that
were picked from both read as neither.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

# The share of words that two sentences must have in common to be one that was reworded.
_VERWANT = 0.5
# So many words stay on either side of a change; a longer stretch without one is shortened.
_RAND = 8
# Beyond these the comparison itself would take seconds: a sentence without end, or one line typed
# a thousand times.
_TE_LANG = 400
_TE_VEEL_PAREN = 10_000

_ZIN = re.compile(r".+?(?:[.!?…:]+[\"”’')]*(?=\s)|\n|$)\s*", re.DOTALL)
_WOORD = re.compile(r"\S+\s*|\s+")


class Soort(StrEnum):
    """What became of a piece of text."""

    GELIJK = "gelijk"
    WEG = "weg"
    NIEUW = "nieuw"


@dataclass(frozen=True)
class Stuk:
    """A piece of text. `weggelaten` counts what was left out of it for "…" (words or lines)."""

    soort: Soort
    tekst: str
    weggelaten: int = 0


def verschil(voor: str, na: str) -> list[Stuk]:
    """The pieces of both texts, in reading order.

    WEG and GELIJK joined are `voor`, NIEUW and GELIJK joined are `na`; removed stands before
    added.
    """
    stukken: list[Stuk] = []
    oud, nieuw = _ZIN.findall(voor), _ZIN.findall(na)
    for soort, van, tot, naar_van, naar_tot in _stappen(oud, nieuw):
        if soort == "equal":
            stukken.append(Stuk(Soort.GELIJK, "".join(oud[van:tot])))
        else:
            stukken += _zinnen(oud[van:tot], nieuw[naar_van:naar_tot])
    return list(_samengevoegd(stukken))


def verschil_lijst(voor: Sequence[str], na: Sequence[str]) -> list[Stuk]:
    """The lines of both lists, one piece a line; lines that stayed are counted and left out."""
    stukken: list[Stuk] = []
    for soort, van, tot, naar_van, naar_tot in _stappen(voor, na):
        if soort == "equal":
            stukken.append(Stuk(Soort.GELIJK, "", tot - van))
        else:
            stukken += [Stuk(Soort.WEG, regel) for regel in voor[van:tot]]
            stukken += [Stuk(Soort.NIEUW, regel) for regel in na[naar_van:naar_tot]]
    return stukken


def kort_in(stukken: Sequence[Stuk]) -> list[Stuk]:
    """The same pieces with long stretches that stayed equal shortened to "…" in their middle, or
    at the very begin or end of the text."""
    laatste = len(stukken) - 1
    return [
        _kort(stuk, voor=nummer > 0, na=nummer < laatste) if stuk.soort == Soort.GELIJK else stuk
        for nummer, stuk in enumerate(stukken)
    ]


def _kort(stuk: Stuk, *, voor: bool, na: bool) -> Stuk:
    """`stuk` with the words next to a change (`voor`, `na` it) kept."""
    woorden = _WOORD.findall(stuk.tekst)
    begin, einde = _RAND * voor, len(woorden) - _RAND * na
    # To leave out three words helps nobody.
    if einde - begin < _RAND or not (voor or na):
        return stuk
    links, rechts = "".join(woorden[:begin]), "".join(woorden[einde:])
    return replace(stuk, tekst=f"{links}… {rechts}".strip(" "), weggelaten=einde - begin)


def _stappen(voor: Sequence[str], na: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if _paren(voor, na) > _TE_VEEL_PAREN:
        return [("replace", 0, len(voor), 0, len(na))]
    return SequenceMatcher(None, voor, na, autojunk=False).get_opcodes()


def _paren(voor: Sequence[str], na: Sequence[str]) -> int:
    """How many pairs of equal parts there are: what comparing costs."""
    geteld = Counter(na)
    return sum(geteld[deel] for deel in voor)


def _zinnen(oud: Sequence[str], nieuw: Sequence[str]) -> list[Stuk]:
    """Sentences in the same place, compared in pairs."""
    stukken: list[Stuk] = []
    for weg, erbij in zip_longest(oud, nieuw, fillvalue=""):
        stukken += _woorden(_WOORD.findall(weg), _WOORD.findall(erbij))
    return stukken


def _woorden(oud: Sequence[str], nieuw: Sequence[str]) -> Iterator[Stuk]:
    if not _verwant(oud, nieuw):
        yield Stuk(Soort.WEG, "".join(oud))
        yield Stuk(Soort.NIEUW, "".join(nieuw))
        return
    for soort, van, tot, naar_van, naar_tot in _stappen(oud, nieuw):
        if soort == "equal":
            yield Stuk(Soort.GELIJK, "".join(oud[van:tot]))
        else:
            yield Stuk(Soort.WEG, "".join(oud[van:tot]))
            yield Stuk(Soort.NIEUW, "".join(nieuw[naar_van:naar_tot]))


def _verwant(oud: Sequence[str], nieuw: Sequence[str]) -> bool:
    if max(len(oud), len(nieuw)) > _TE_LANG:
        return False
    return SequenceMatcher(None, oud, nieuw, autojunk=False).ratio() >= _VERWANT


def _samengevoegd(stukken: Sequence[Stuk]) -> Iterator[Stuk]:
    """Between two stretches that stayed: all that was removed as one piece, then all added."""
    weg = nieuw = gelijk = ""
    for stuk in stukken:
        if stuk.soort == Soort.GELIJK and stuk.tekst:
            yield from _niet_leeg(Stuk(Soort.WEG, weg), Stuk(Soort.NIEUW, nieuw))
            weg = nieuw = ""
            gelijk += stuk.tekst
            continue
        yield from _niet_leeg(Stuk(Soort.GELIJK, gelijk))
        gelijk = ""
        if stuk.soort == Soort.WEG:
            weg += stuk.tekst
        else:
            nieuw += stuk.tekst
    yield from _niet_leeg(
        Stuk(Soort.GELIJK, gelijk), Stuk(Soort.WEG, weg), Stuk(Soort.NIEUW, nieuw)
    )


def _niet_leeg(*stukken: Stuk) -> Iterator[Stuk]:
    return (stuk for stuk in stukken if stuk.tekst)
