"""The next code of a thema follows the pattern of its plan."""

import pytest

from maatregelen.codes import volgende_code, volgende_groep


@pytest.mark.parametrize(
    ("thema", "codes", "verwacht"),
    [
        ("1", [("1", "1a"), ("1", "1b")], "1c"),
        ("2", [("2", "2.1"), ("2", "2.9"), ("2", "2.10")], "2.11"),
        ("1", [("1", "1z")], "1aa"),
        ("1", [("1", "1az")], "1ba"),
        ("1", [("1", "09")], "10"),
        ("1", [("1", "M-01"), ("2", "M-02")], "M-03"),
        # Without a measure of its own it begins as the others do.
        ("3", [("1", "1a"), ("2", "2a")], "3a"),
        ("3", [("1", "1.1")], "3.1"),
        ("B", [("A", "A01")], "B01"),
        ("B", [("A", "1"), ("A", "2")], "3"),
        # And in a plan without measures as most plans do.
        ("1", [], "1a"),
        ("A", [], "A1"),
        # What counts up is the end alone, and a word does not.
        ("1", [("1", "1a"), ("1", "1bis")], "1b"),
        ("1", [("1", "extra")], "1a"),
        # No code holds a space, or more than ten signs.
        ("Thema 1", [], ""),
        ("1234567890", [], ""),
    ],
)
def test_next_code(thema: str, codes: list[tuple[str, str]], verwacht: str) -> None:
    assert volgende_code(thema, codes, {code for _, code in codes}) == verwacht


def test_a_code_that_was_used_before_is_not_given_again() -> None:
    assert volgende_code("1", [("1", "1a")], {"1a", "1b", "1c"}) == "1d"


@pytest.mark.parametrize(
    ("codes", "verwacht"),
    [
        ([], "1"),
        (["1", "2"], "3"),
        (["A", "B"], "C"),
        (["A", "B", "Overig"], "C"),
        # In the order of the plan, not of the alphabet; and never one that is there.
        (["2", "1"], "3"),
        (["Overig"], "1"),
        (["0"], "1"),
    ],
)
def test_a_new_group_counts_on(codes: list[str], verwacht: str) -> None:
    assert volgende_groep(codes) == verwacht
