"""Words without regard to capitals and accents, and the piece of text round them."""

import re
import unicodedata

import pytest

from maatregelen.zoekwoorden import HOOGSTENS, Stuk, lees, patroon


def als_tekst(stukken: list[Stuk]) -> str:
    return "".join(f"[{stuk.tekst}]" if stuk.raak else stuk.tekst for stuk in stukken)


@pytest.mark.parametrize("getypt", ["een", "EEN", "één", "ÉÉN", "Eén", "Ëën"])
@pytest.mark.parametrize("staat_er", ["een", "EEN", "één", "ÉÉN", "Eén"])
@pytest.mark.parametrize("vorm", ["NFC", "NFD"])
def test_capitals_and_accents_make_no_difference(getypt, staat_er, vorm):
    tekst = unicodedata.normalize(vorm, f"Nog {staat_er} keer")

    assert lees(getypt).raakt(tekst) == {unicodedata.normalize("NFC", getypt)}


@pytest.mark.parametrize(
    ("getypt", "staat_er"),
    [
        ("risico's", "risico’s"),
        ("risico’s", "RISICO'S"),
        ("18-", "18–25 jaar"),
        ("ijmond", "IJmond"),
        ("soren", "Søren"),
        ("lodz", "Łódź"),
        ("€", "€ 50.000"),
        ("50.000", "€ 50.000"),
        ("100%", "voor 100% gedekt"),
        ("a_b", "a_b"),
        ("[concept]", "plan [concept]"),
        ("c:\\map", "op C:\\map"),
        ("(pgb)", "budget (PGB)"),
        ("^$.*+?", "tekens ^$.*+? zo"),
        ("a{2}", "a{2}"),
    ],
)
def test_what_is_typed_is_found_as_it_stands(getypt, staat_er):
    assert lees(getypt).raakt(staat_er) == {getypt}


@pytest.mark.parametrize(
    ("getypt", "staat_er"),
    [("2.10", "2x10"), ("a_b", "acb"), ("c%d", "cxd"), (".", "a"), ("e", "o")],
)
def test_a_sign_stands_for_itself_alone(getypt, staat_er):
    assert lees(getypt).raakt(staat_er) == set()


def test_every_sign_gives_a_pattern_that_finds_it():
    tekens = map(chr, [*range(1, 0x250), *range(0x2010, 0x2040), 0x20AC, 0x1F600])

    mist = [teken for teken in tekens for woord in lees(teken).woorden if not _vindt(woord, teken)]

    assert mist == []


def _vindt(woord: str, teken: str) -> bool:
    return re.search(patroon(woord), teken) is not None


def test_words_are_found_in_one_or_other_text():
    vraag = lees("wacht ggz")

    assert vraag.past(["Korter wachten", "op de GGZ"])
    assert not vraag.past(["Korter wachten"])
    assert lees("").past([])


def test_no_more_words_than_the_limit():
    vraag = lees(" ".join(f"w{nummer}" for nummer in range(HOOGSTENS + 2)))

    assert (len(vraag.woorden), vraag.te_veel) == (8, ["w8", "w9"])


@pytest.mark.parametrize("getypt", ["", "   ", "\u0301", "\t\n"])
def test_nothing_typed_is_no_word(getypt):
    assert lees(getypt).woorden == []


def test_every_word_is_marked_wherever_it_stands():
    stukken = lees("een wacht").stukken("Eén wacht, EEN\n  wachttijd", 160)

    assert als_tekst(stukken) == "[Eén] [wacht], [EEN] [wacht]tijd"


def test_a_long_text_is_cut_between_words_round_the_first_one_found():
    tekst = f"{'Voor de zin. ' * 30}Hier is de wachttijd nu. {'Na de zin. ' * 30}"

    gevonden = als_tekst(lees("wachttijd").stukken(tekst, 60))

    assert gevonden == "… de zin. Hier is de [wachttijd] nu. Na de zin. Na de zin. Na …"


def test_a_word_longer_than_the_room_is_kept_in_sight():
    gevonden = als_tekst(lees("wacht").stukken("x" * 300 + "wacht" + "y" * 300, 60))

    assert "[wacht]" in gevonden
    assert len(gevonden) < 70
