"""The difference between two texts, as a reader would say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp.verschil import Soort, Stuk, kort_in, verschil, verschil_lijst

GELIJK, WEG, NIEUW = Soort.GELIJK, Soort.WEG, Soort.NIEUW


def als_paren(stukken: list[Stuk]) -> list[tuple[str, str]]:
    return [(stuk.soort.value, stuk.tekst) for stuk in stukken]


@pytest.mark.parametrize(
    ("voor", "na", "verwacht"),
    [
        ("", "", []),
        ("Het loopt.", "Het loopt.", [("gelijk", "Het loopt.")]),
        ("", "Nieuw.", [("nieuw", "Nieuw.")]),
        ("Oud.", "", [("weg", "Oud.")]),
        (
            "Het loopt zoals gepland.",
            "Het loopt niet zoals gepland.",
            [("gelijk", "Het loopt "), ("nieuw", "niet "), ("gelijk", "zoals gepland.")],
        ),
        (
            "Wij starten in maart met drie teams.",
            "Wij starten in april met vier teams.",
            [
                ("gelijk", "Wij starten in "),
                ("weg", "maart "),
                ("nieuw", "april "),
                ("gelijk", "met "),
                ("weg", "drie "),
                ("nieuw", "vier "),
                ("gelijk", "teams."),
            ],
        ),
        (
            "Eerste zin. Derde zin.",
            "Eerste zin. Tweede zin! Derde zin.",
            [("gelijk", "Eerste zin. "), ("nieuw", "Tweede zin! "), ("gelijk", "Derde zin.")],
        ),
    ],
)
def test_words_that_changed_are_shown_and_the_rest_stays(voor, na, verwacht):
    assert als_paren(verschil(voor, na)) == verwacht


def test_sentences_with_little_in_common_stand_whole():
    """Words that happen to be in both are not picked out of them."""
    stukken = verschil("De offerte is te laat.", "De raad besluit dat het team groter wordt.")

    assert als_paren(stukken) == [
        ("weg", "De offerte is te laat."),
        ("nieuw", "De raad besluit dat het team groter wordt."),
    ]


def test_long_stretch_in_the_middle_is_shortened():
    midden = " ".join(f"woord{nummer}" for nummer in range(40))
    voor, na = f"Eerst {midden} eind.", f"Nu {midden} slot."

    kort = kort_in(verschil(voor, na))

    [stuk] = [stuk for stuk in kort if stuk.soort == GELIJK]
    assert stuk.tekst.startswith("woord0 woord1 ")
    assert stuk.tekst.split()[7:10] == ["woord7", "…", "woord32"]
    assert stuk.weggelaten == 24


def test_begin_and_end_of_a_text_are_shortened_too():
    rand = " ".join("abcdefghijklmnopqrst")
    kort = kort_in(verschil(f"{rand} oud {rand}", f"{rand} nieuw {rand}"))

    assert (kort[0].tekst.split()[:2], kort[-1].tekst.split()[-2:]) == (["…", "m"], ["h", "…"])


def test_short_stretches_and_equal_texts_stay_whole():
    kort = [Stuk(WEG, "a "), Stuk(GELIJK, "b c d "), Stuk(NIEUW, "e")]
    lang = [Stuk(GELIJK, "woord " * 100)]

    assert (kort_in(kort), kort_in(lang)) == (kort, lang)


def test_lists_show_their_lines_and_count_what_stayed():
    stukken = verschil_lijst(["a", "b", "c", "d"], ["a", "b", "x", "d", "e"])

    assert stukken == [
        Stuk(GELIJK, "", 2),
        Stuk(WEG, "c"),
        Stuk(NIEUW, "x"),
        Stuk(GELIJK, "", 1),
        Stuk(NIEUW, "e"),
    ]


tekst = st.text("ab .!?\n\té’", max_size=60)


@given(voor=tekst, na=tekst)
def test_pieces_joined_are_the_texts(voor, na):
    stukken = verschil(voor, na)

    assert "".join(stuk.tekst for stuk in stukken if stuk.soort != NIEUW) == voor
    assert "".join(stuk.tekst for stuk in stukken if stuk.soort != WEG) == na


def test_the_same_line_a_thousand_times_is_not_compared():
    """It would take minutes."""
    voor, na = ["a"] * 1000, ["a", "b"] * 500

    stukken = verschil_lijst(voor, na)

    assert stukken == [*(Stuk(WEG, regel) for regel in voor), *(Stuk(NIEUW, regel) for regel in na)]
