"""When rounds fall: worked examples, and what holds for every rhythm and every reces."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatregelen.rondekalender import (
    Afspraken,
    Vrij,
    bezwaren,
    dagen_terug,
    feestdagen,
    geen_werkdag,
    is_werkdag,
    peildatum_bij,
    stel_voor,
    werkdag_bij,
    werkdag_tot,
)

ZOMER = Vrij(date(2027, 7, 17), date(2027, 8, 29), "zomerreces")
HERFST = Vrij(date(2027, 10, 16), date(2027, 10, 24), "herfstreces")


def test_the_holidays_of_a_year_are_known() -> None:
    assert sorted(feestdagen(2027)) == [
        date(2027, 1, 1),
        date(2027, 3, 26),  # Goede Vrijdag
        date(2027, 3, 28),
        date(2027, 3, 29),
        date(2027, 4, 27),
        date(2027, 5, 5),
        date(2027, 5, 6),  # Hemelvaart
        date(2027, 5, 7),
        date(2027, 5, 16),
        date(2027, 5, 17),
        date(2027, 12, 25),
        date(2027, 12, 26),
    ]


def test_koningsdag_on_a_sunday_is_held_the_day_before() -> None:
    assert date(2025, 4, 26) in feestdagen(2025)
    assert date(2025, 4, 27) not in feestdagen(2025)


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        (date(2027, 3, 9), date(2027, 3, 9)),
        (date(2027, 3, 13), date(2027, 3, 12)),  # Saturday: the Friday before is nearest
        (date(2027, 3, 14), date(2027, 3, 15)),  # Sunday: the Monday after is nearest
        (date(2027, 7, 20), date(2027, 7, 16)),  # early in the reces: before it
        (date(2027, 8, 25), date(2027, 8, 30)),  # late in the reces: after it
    ],
)
def test_a_day_moves_to_the_nearest_on_which_people_work(dag: date, verwacht: date) -> None:
    assert werkdag_bij(dag, [ZOMER]) == verwacht


def test_a_body_meets_on_its_own_day_of_the_week_where_that_is_near() -> None:
    assert werkdag_bij(date(2027, 5, 23), [], weekdag=1) == date(2027, 5, 25)
    # Each Tuesday within ten days lies in the reces.
    assert werkdag_bij(date(2027, 8, 1), [ZOMER], weekdag=1) == date(2027, 7, 16)


def test_days_of_a_reces_do_not_count() -> None:
    assert dagen_terug(date(2027, 9, 6), 14, []) == date(2027, 8, 23)
    assert dagen_terug(date(2027, 9, 6), 14, [ZOMER]) == date(2027, 7, 10)


def test_a_report_is_counted_back_from_the_college() -> None:
    voorstellen = stel_voor(
        Afspraken(2, (4, 10)),
        date(2027, 1, 4),
        date(2027, 12, 31),
        college=[date(2027, 4, 13), date(2027, 4, 20), date(2027, 10, 12)],
        vrij=[ZOMER, HERFST],
    )

    assert [
        (rij.opent_op, rij.leveren_voor, rij.vergadering_op, rij.waarom) for rij in voorstellen
    ] == [
        (date(2027, 1, 5), date(2027, 1, 19), date(2027, 1, 26), "om de 2 maanden"),
        (
            date(2027, 3, 2),
            date(2027, 3, 16),
            date(2027, 3, 23),
            "voor het college van 13 april 2027",
        ),
        (date(2027, 5, 4), date(2027, 5, 18), date(2027, 5, 25), "om de 2 maanden"),
        (date(2027, 6, 22), date(2027, 7, 6), date(2027, 7, 13), "om de 2 maanden"),
        (
            date(2027, 8, 31),
            date(2027, 9, 14),
            date(2027, 9, 21),
            "voor het college van 12 oktober 2027",
        ),
        (date(2027, 11, 2), date(2027, 11, 16), date(2027, 11, 23), "om de 2 maanden"),
    ]


def test_without_reports_the_rhythm_goes_on_from_the_last_meeting() -> None:
    voorstellen = stel_voor(
        Afspraken(3), date(2027, 1, 4), date(2027, 12, 31), vorige=date(2026, 12, 8)
    )

    assert [rij.vergadering_op for rij in voorstellen] == [
        date(2027, 3, 9),
        date(2027, 6, 8),
        date(2027, 9, 7),
        date(2027, 12, 7),
    ]


def test_a_month_with_a_report_without_known_days_says_so() -> None:
    [rij] = stel_voor(Afspraken(12, (6,)), date(2027, 1, 4), date(2027, 12, 31))

    assert rij.vergadering_op == date(2027, 5, 11)
    assert rij.waarom == (
        "voor het rapport van juni 2027; de dagen van het college zijn niet bekend"
    )


def test_what_is_wrong_with_a_day_is_said() -> None:
    dagen = [
        ("Het opengaan", date(2027, 7, 20)),
        ("De laatste dag", date(2027, 9, 4)),
        ("Het overleg", date(2027, 5, 6)),
        ("Niets", None),
        ("Goed", date(2027, 9, 6)),
    ]

    assert bezwaren(dagen, [ZOMER]) == [
        "Het opengaan valt in het zomerreces (20 juli 2027).",
        "De laatste dag valt in het weekend (4 september 2027).",
        "Het overleg valt op Hemelvaartsdag (6 mei 2027).",
    ]


def test_each_day_says_what_it_was_counted_from_and_what_it_made_way_for() -> None:
    [eerst, dan, rapport] = stel_voor(
        Afspraken(2, (10,)),
        date(2027, 4, 1),
        date(2027, 9, 30),
        vorige=date(2027, 3, 23),
        college=[date(2027, 10, 12)],
        vrij=[Vrij(date(2027, 4, 24), date(2027, 5, 8), "meivakantie"), ZOMER],
    )

    assert eerst.redenen == {
        "opent_op": (
            "14 dagen voor de laatste dag om bij te werken",
            "de meivakantie niet meegeteld",
        ),
        "leveren_voor": ("7 dagen voor het overleg",),
        "vergadering_op": (
            "2 maanden na het overleg van 23 maart 2027",
            "2 dagen later, op dinsdag zoals steeds",
        ),
    }
    assert dan.redenen["vergadering_op"] == (
        "4 maanden na het overleg van 23 maart 2027",
        "10 dagen eerder vanwege het zomerreces",
    )
    assert rapport.redenen["vergadering_op"] == ("21 dagen voor het college van 12 oktober 2027",)
    assert rapport.voor == date(2027, 10, 12)


def test_a_day_that_moved_names_the_holiday_it_moved_for() -> None:
    [rij] = stel_voor(
        Afspraken(12, (6,), dagen_voor_college=14),
        date(2027, 1, 4),
        date(2027, 12, 31),
        college=[date(2027, 6, 1)],
    )

    # 18 May is counted; a week before it 11 May, two weeks before that 27 April.
    assert (rij.vergadering_op, rij.opent_op) == (date(2027, 5, 18), date(2027, 4, 26))
    assert rij.redenen["opent_op"] == (
        "14 dagen voor de laatste dag om bij te werken",
        "1 dag eerder vanwege Koningsdag",
    )


@pytest.mark.parametrize(
    ("opent_op", "peildatum"),
    [
        (date(2027, 3, 2), date(2027, 2, 28)),
        (date(2027, 3, 7), date(2027, 2, 28)),
        (date(2027, 3, 8), date(2027, 3, 8)),
        (date(2027, 3, 31), date(2027, 3, 31)),
    ],
)
def test_a_round_that_opens_early_in_a_month_is_about_the_month_before(
    opent_op: date, peildatum: date
) -> None:
    assert peildatum_bij(opent_op) == peildatum


def test_a_day_on_which_nobody_works_is_told_by_its_name() -> None:
    assert geen_werkdag(date(2027, 11, 7)) == "7 november 2027 is een zondag."
    assert geen_werkdag(date(2027, 5, 5)) == "5 mei 2027 is Bevrijdingsdag."
    assert geen_werkdag(date(2027, 5, 4)) == ""


_DAGEN = st.dates(date(2024, 1, 1), date(2034, 12, 31))


@given(
    vanaf=_DAGEN,
    ritme=st.integers(1, 12),
    maanden=st.sets(st.integers(1, 12), max_size=4),
    reces=st.lists(st.tuples(_DAGEN, st.integers(0, 45)), max_size=4),
    vorige=st.none() | st.integers(1, 200),
)
def test_every_proposal_is_in_order_on_working_days_and_apart(
    vanaf: date,
    ritme: int,
    maanden: set[int],
    reces: list[tuple[date, int]],
    vorige: int | None,
) -> None:
    """Whatever the rhythm, the months and the reces: each round opens, is delivered for and meets
    in that order, on days on which people work, and no two meet on one day."""
    vrij = [Vrij(dag, dag + timedelta(days=lang)) for dag, lang in reces]
    tot = vanaf + timedelta(days=365)

    voorstellen = stel_voor(
        Afspraken(ritme, sorted(maanden)),
        vanaf,
        tot,
        vorige=vanaf - timedelta(days=vorige) if vorige else None,
        vrij=vrij,
    )

    overleggen = [rij.vergadering_op for rij in voorstellen]
    assert overleggen == sorted(set(overleggen))
    for rij in voorstellen:
        assert vanaf <= rij.opent_op <= rij.leveren_voor <= rij.vergadering_op <= tot
        assert rij.opent_op - timedelta(days=7) <= rij.peildatum <= rij.opent_op
    # Long enough reces in a row leave no day near; without one every day is a working day.
    if not vrij:
        for rij in voorstellen:
            assert all(
                is_werkdag(dag, vrij)
                for dag in (rij.opent_op, rij.leveren_voor, rij.vergadering_op)
            )


@given(
    vanaf=_DAGEN,
    ritme=st.integers(1, 12),
    maanden=st.sets(st.integers(1, 12), min_size=1, max_size=4),
    college=st.integers(1, 28),
    reces=st.lists(st.tuples(_DAGEN, st.integers(0, 45)), max_size=4),
    dagen=st.tuples(st.integers(1, 30), st.integers(0, 20), st.integers(1, 60)),
    vorige=st.none() | st.integers(1, 200),
)
def test_before_each_report_there_is_a_round_that_can_be_closed(
    vanaf: date,
    ritme: int,
    maanden: set[int],
    college: int,
    reces: list[tuple[date, int]],
    dagen: tuple[int, int, int],
    vorige: int | None,
) -> None:
    """Whatever the rhythm, the reces and the time each part takes: rounds go on one at a time, and
    before the college of each month with a report one has met, unless it had to be open already."""
    vrij = [Vrij(dag, dag + timedelta(days=lang)) for dag, lang in reces]
    bijwerken, lezen, ervoor = dagen
    afspraken = Afspraken(ritme, sorted(maanden), bijwerken, lezen, ervoor)
    tot = vanaf + timedelta(days=365)
    dagen_college = [
        date(jaar, maand, college) for jaar in (vanaf.year, vanaf.year + 1) for maand in maanden
    ]

    voorstellen = stel_voor(
        afspraken,
        vanaf,
        tot,
        vorige=vanaf - timedelta(days=vorige) if vorige else None,
        college=dagen_college,
        vrij=vrij,
    )

    for rij, volgende in pairwise(voorstellen):
        assert rij.vergadering_op <= volgende.opent_op
    for besluit in dagen_college:
        # As late as it can be: the days themselves are held by the worked examples.
        overleg = werkdag_tot(dagen_terug(besluit, ervoor, vrij), vrij)
        leveren = werkdag_tot(dagen_terug(overleg, lezen, vrij), vrij)
        opent = werkdag_tot(dagen_terug(leveren, bijwerken, vrij), vrij)
        if vanaf <= opent and overleg <= tot:
            vroegst = overleg - timedelta(days=bijwerken + lezen + 60 + 4 * 46)
            assert any(vroegst <= rij.vergadering_op <= overleg for rij in voorstellen)


@given(dag=_DAGEN)
def test_the_working_day_up_to_a_day_is_never_later(dag: date) -> None:
    assert werkdag_tot(dag, []) <= dag
    assert is_werkdag(werkdag_tot(dag, []), [])
