"""Taking words out of texts."""

import pytest

from jeugdhulp.wissen import AFGESCHERMD, fragment, pas_toe, wis_alles, wisser_van


@pytest.mark.parametrize(
    ("tekst", "gewist"),
    [
        ("Jan Bos is verhuisd.", f"{AFGESCHERMD} is verhuisd."),
        ("(jan BOS)", f"({AFGESCHERMD})"),
        ("Jan\n Bos en Jan\u00a0Bos", f"{AFGESCHERMD} en {AFGESCHERMD}"),
        ("Jan Bosch en Adjan Bos", "Jan Bosch en Adjan Bos"),
        ("", ""),
    ],
)
def test_whole_words_go_whatever_case_and_white_space(tekst, gewist):
    assert wisser_van("Jan  Bos")(tekst) == gewist


def test_a_letter_with_an_accent_is_found_however_it_was_typed():
    assert wisser_van("Andre\u0301")("Bij Andr\u00e9 thuis") == f"Bij {AFGESCHERMD} thuis"


def test_signs_in_the_words_are_only_signs():
    assert wisser_van("Bos (Jan)")("Bos (Jan) en Bos Jan") == f"{AFGESCHERMD} en Bos Jan"


def test_a_text_without_the_words_comes_back_byte_for_byte():
    los = "cafe\u0301"

    assert wisser_van("Jan Bos")(los) == los


def test_all_of_a_text_goes_and_nothing_stays_nothing():
    assert (wis_alles("Het loopt."), wis_alles("")) == (AFGESCHERMD, "")


def test_texts_are_found_at_every_depth_and_the_rest_is_left_alone():
    waarde = {"a": ["Jan Bos", 3, None], "b": {"c": "Jan Bos."}, "Jan Bos": True}

    assert pas_toe(wisser_van("Jan Bos"), waarde) == {
        "a": [AFGESCHERMD, 3, None],
        "b": {"c": f"{AFGESCHERMD}."},
        "Jan Bos": True,
    }


@pytest.mark.parametrize(
    ("waarde", "gezien"),
    [
        ({"a": "niets", "b": [1, f"Met {AFGESCHERMD}."]}, f"Met {AFGESCHERMD}."),
        (f"{'x' * 9} {AFGESCHERMD} {'y' * 9}", f"…xxx {AFGESCHERMD} yyy…"),
        (AFGESCHERMD, ""),
        (None, ""),
    ],
)
def test_a_fragment_shows_what_will_stand_there(waarde, gezien):
    assert fragment(waarde, 4) == gezien
