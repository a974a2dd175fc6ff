"""The planning as a line of quarters."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp.kalender import Kwartaal, Periode, PeriodeSoort
from maatregelen.kwartaallijn import (
    Planregel,
    Vakregel,
    is_verschoven,
    maak_lijn,
    teken,
    toestand_op,
)

PEILDATUM = date(2019, 7, 1)
Q1 = (date(2019, 1, 1), date(2019, 3, 31))
Q2 = (date(2019, 4, 1), date(2019, 6, 30))
Q3 = (date(2019, 7, 1), date(2019, 9, 30))


def kwartaal(dagen: tuple[date, date], toestand: str = "open", **anders: Any) -> Planregel:
    periode = Periode(PeriodeSoort.KWARTAAL, *dagen)
    return Planregel("Afspraken maken", "actie", periode, toestand, **anders)


def zonder(soort: str, **dagen: Any) -> Planregel:
    return Planregel("Overleg", "actie", Periode(PeriodeSoort(soort), **dagen), "open")


@pytest.mark.parametrize(
    ("regel", "toestand"),
    [
        (kwartaal(Q2), "te_laat"),
        (kwartaal(Q3), "gepland"),
        (kwartaal(Q2, "gereed"), "gereed"),
        (kwartaal(Q2, "gereed", gereed_op=PEILDATUM), "gereed"),
        # Done after the peildatum: on that day it was still late, or still to come.
        (kwartaal(Q2, "gereed", gereed_op=date(2019, 7, 2)), "te_laat"),
        (kwartaal(Q3, "gereed", gereed_op=date(2019, 7, 2)), "gepland"),
        (kwartaal(Q2, "vervallen"), "vervallen"),
        (zonder("vanaf", van=date(2001, 1, 1)), "gepland"),
        (zonder("tot", tot_en_met=date(2019, 6, 30)), "te_laat"),
        (zonder("herhalend", tot_en_met=date(2001, 1, 1), herhaling="jaarlijks"), "gepland"),
        (zonder("zonder_jaar", letterlijk="Q4"), "gepland"),
        (zonder("onbepaald"), "gepland"),
    ],
)
def test_toestand_op(regel: Planregel, toestand: str) -> None:
    assert toestand_op(regel, PEILDATUM) == toestand


@pytest.mark.parametrize(
    ("peildatum", "toestand"), [(date(2019, 6, 30), "gepland"), (date(2019, 7, 1), "te_laat")]
)
def test_a_line_is_late_the_day_after_its_last(peildatum: date, toestand: str) -> None:
    assert toestand_op(kwartaal(Q2), peildatum) == toestand


@pytest.mark.parametrize(
    ("regel", "verschoven"),
    [
        (kwartaal(Q2), False),
        (kwartaal(Q2, basis_van=Q2[0], basis_tot=Q2[1]), False),
        (kwartaal(Q3, basis_van=Q2[0], basis_tot=Q2[1]), True),
        (kwartaal(Q2, basis_van=Q2[0], basis_tot=date(2019, 5, 31)), True),
    ],
)
def test_is_verschoven(regel: Planregel, verschoven: bool) -> None:
    assert is_verschoven(regel) == verschoven


def test_a_line_runs_from_the_first_quarter_to_the_last() -> None:
    lijn = maak_lijn([kwartaal(Q3), kwartaal(Q1)], date(2019, 5, 5))

    assert [(vak.naam, vak.nu, len(vak.regels)) for vak in lijn.kwartalen] == [
        ("Q1 2019", False, 1),
        ("Q2 2019", True, 0),
        ("Q3 2019", False, 1),
    ]


def test_key_explains_what_is_in_the_quarters() -> None:
    verschoven = kwartaal(Q3, basis_van=Q1[0], basis_tot=Q1[1])

    lijn = maak_lijn([verschoven, kwartaal(Q2), zonder("onbepaald")], PEILDATUM)

    assert lijn.voorkomend == {"gepland", "te_laat", "was", "verschoven"}
    assert maak_lijn([zonder("onbepaald")], PEILDATUM).voorkomend == set()


def test_a_line_without_dates_has_no_quarters() -> None:
    lijn = maak_lijn([zonder("onbepaald"), zonder("zonder_jaar", letterlijk="Q4")], PEILDATUM)

    assert lijn.kwartalen == []
    assert [(regel.wanneer, regel.toestand_naam) for regel in lijn.zonder_datum] == [
        ("nader te bepalen", "zonder datum"),
        ("Q4", "zonder datum"),
    ]


def test_an_empty_planning_makes_an_empty_line() -> None:
    lijn = maak_lijn([], PEILDATUM)

    assert (lijn.kwartalen, lijn.zonder_datum) == ([], [])


def test_a_shifted_line_leaves_a_ghost() -> None:
    lijn = maak_lijn([kwartaal(Q3, basis_van=Q1[0], basis_tot=Q1[1])], PEILDATUM)

    spook = Vakregel("Afspraken maken", "actie", "actie", "was", "zoals vastgesteld", "Q1 2019")
    echt = Vakregel(
        "Afspraken maken", "actie", "actie", "gepland", "gepland", "Q3 2019", basis="Q1 2019"
    )
    assert [(vak.naam, vak.regels) for vak in lijn.kwartalen] == [
        ("Q1 2019", [spook]),
        ("Q2 2019", []),
        ("Q3 2019", [echt]),
    ]


def test_a_shift_within_the_quarter_leaves_no_ghost_but_says_so() -> None:
    regel = kwartaal(Q2, basis_van=date(2019, 4, 1), basis_tot=date(2019, 4, 30))

    (vak,) = maak_lijn([regel], Q2[0]).kwartalen

    assert [(rij.toestand, rij.basis) for rij in vak.regels] == [("gepland", "april 2019")]


def test_what_recurs_stands_where_it_begins_or_apart() -> None:
    met = zonder("herhalend", van=Q1[0], herhaling="jaarlijks")
    kaal = zonder("herhalend", herhaling="maandelijks")

    lijn = maak_lijn([met, kaal], PEILDATUM)

    assert [rij.wanneer for vak in lijn.kwartalen for rij in vak.regels] == [
        "jaarlijks, vanaf Q1 2019"
    ]
    assert [(rij.wanneer, rij.toestand_naam) for rij in lijn.zonder_datum] == [
        ("maandelijks", "terugkerend")
    ]


def test_a_line_with_only_an_end_stands_in_its_last_quarter() -> None:
    (vak,) = maak_lijn([zonder("tot", tot_en_met=Q2[1])], Q2[0]).kwartalen

    assert (vak.naam, vak.regels[0].toestand_naam) == ("Q2 2019", "gepland")


@pytest.mark.parametrize(
    ("peildatum", "namen", "valt"),
    [
        (date(2019, 5, 5), ["Q2 2019"], ""),
        (date(2019, 3, 31), ["Q1 2019", "Q2 2019"], ""),
        (date(2019, 7, 1), ["Q2 2019", "Q3 2019"], ""),
        (date(2018, 12, 31), ["Q2 2019"], "voor"),
        (date(2019, 10, 1), ["Q2 2019"], "na"),
    ],
)
def test_a_peildatum_one_quarter_off_lengthens_the_line(
    peildatum: date, namen: list[str], valt: str
) -> None:
    lijn = maak_lijn([kwartaal(Q2)], peildatum)

    assert ([vak.naam for vak in lijn.kwartalen], lijn.peildatum_valt) == (namen, valt)


def test_done_after_the_peildatum_says_no_day() -> None:
    """A page about the past must not tell what nobody knew then."""
    getekend = teken(kwartaal(Q2, "gereed", gereed_op=date(2019, 7, 2)), PEILDATUM)

    assert (getekend.toestand_naam, getekend.gereed_op) == ("te laat", None)


kwartalen = st.builds(Kwartaal, st.integers(2018, 2022), st.integers(1, 4))


@given(st.lists(kwartalen, max_size=8), st.dates(date(2017, 1, 1), date(2023, 12, 31)))
def test_no_line_is_lost_and_quarters_follow_each_other(
    rij: list[Kwartaal], peildatum: date
) -> None:
    regels = [kwartaal((kw.eerste_dag, kw.laatste_dag)) for kw in rij]

    lijn = maak_lijn(regels, peildatum)

    namen = [vak.naam for vak in lijn.kwartalen]
    eerste, laatste = (min(rij), max(rij)) if rij else (None, None)
    assert sum(len(vak.regels) for vak in lijn.kwartalen) == len(rij)
    assert [naam for vak in lijn.kwartalen if vak.regels for naam in [vak.naam]] == [
        str(kw) for kw in sorted(set(rij))
    ]
    if rij:
        nu = Kwartaal.van_dag(peildatum)
        begin = nu if nu.volgende == eerste else eerste
        eind = nu if laatste.volgende == nu else laatste
        assert namen == [str(kw) for kw in begin.tot_en_met(eind)]
        assert sum(vak.nu for vak in lijn.kwartalen) == (lijn.peildatum_valt == "")
