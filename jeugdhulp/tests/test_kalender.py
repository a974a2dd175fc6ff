"""Days, quarters and periods."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp import kalender
from jeugdhulp.kalender import (
    Kwartaal,
    Periode,
    PeriodeSoort,
    datum_voluit,
    grens_voluit,
    lees_wanneer,
    maanden_eerder,
    schrijf_wanneer,
)

dagen = st.dates(date(1900, 1, 1), date(2099, 12, 31))
jaren = st.integers(1900, 2099)
vormen = st.one_of(
    dagen.map(date.isoformat),
    st.builds("{}-{:02}".format, jaren, st.integers(1, 12)),
    st.builds("{}-Q{}".format, jaren, st.integers(1, 4)),
    st.builds("{}-H{}".format, jaren, st.integers(1, 2)),
    jaren.map(str),
)


@pytest.mark.parametrize(
    ("tekst", "van", "tot_en_met"),
    [
        ("2019-10-30", date(2019, 10, 30), date(2019, 10, 30)),
        ("2019-10", date(2019, 10, 1), date(2019, 10, 31)),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28)),
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29)),
        ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31)),
        ("2019-Q4", date(2019, 10, 1), date(2019, 12, 31)),
        ("2019-H1", date(2019, 1, 1), date(2019, 6, 30)),
        ("2019-H2", date(2019, 7, 1), date(2019, 12, 31)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_lees_wanneer(tekst: str, van: date, tot_en_met: date) -> None:
    assert lees_wanneer(tekst)[1:] == (van, tot_en_met)


@pytest.mark.parametrize(
    "tekst",
    ["", "Q4", "2019-Q5", "2019-H3", "2019-q1", "19", "2019-1", "1-1-2019", "2019 ", "2019-"],
)
def test_lees_wanneer_refuses_another_form(tekst: str) -> None:
    with pytest.raises(ValueError, match="is geen dag, maand, kwartaal, halfjaar of jaar"):
        lees_wanneer(tekst)


@pytest.mark.parametrize("tekst", ["2019-02-29", "2019-13", "2019-00", "2019-04-31", "0000"])
def test_lees_wanneer_refuses_in_dutch_what_the_calendar_has_not(tekst: str) -> None:
    with pytest.raises(ValueError, match=f"^“{tekst}” staat niet op de kalender\\.$"):
        lees_wanneer(tekst)


@given(vormen)
def test_what_is_read_is_written_the_same(tekst: str) -> None:
    _, van, tot_en_met = lees_wanneer(tekst)

    assert schrijf_wanneer(van, tot_en_met) == tekst


@given(dagen, st.integers(0, 800))
def test_what_is_written_is_read_the_same(van: date, lengte: int) -> None:
    tot_en_met = van + timedelta(days=lengte)
    try:
        tekst = schrijf_wanneer(van, tot_en_met)
    except ValueError:
        return

    assert lees_wanneer(tekst)[1:] == (van, tot_en_met)


def test_schrijf_wanneer_refuses_days_of_no_single_form() -> None:
    with pytest.raises(ValueError, match="is geen enkele dag, maand, kwartaal of jaar"):
        schrijf_wanneer(date(2019, 1, 1), date(2019, 4, 30))


@given(dagen)
def test_every_day_lies_in_its_quarter(dag: date) -> None:
    kwartaal = Kwartaal.van_dag(dag)

    assert kwartaal.eerste_dag <= dag <= kwartaal.laatste_dag
    assert kwartaal.laatste_dag + timedelta(days=1) == kwartaal.volgende.eerste_dag


def test_quarters_follow_each_other_over_the_year() -> None:
    rij = Kwartaal(2019, 3).tot_en_met(Kwartaal(2020, 1))

    assert [str(kwartaal) for kwartaal in rij] == ["Q3 2019", "Q4 2019", "Q1 2020"]


def test_no_quarters_when_the_last_lies_before_the_first() -> None:
    assert list(Kwartaal(2020, 1).tot_en_met(Kwartaal(2019, 4))) == []


@pytest.mark.parametrize(
    ("dag", "maanden", "eerder"),
    [
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2023, 3, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 15), 2, date(2023, 11, 15)),
        (date(2024, 12, 31), 12, date(2023, 12, 31)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 5, 5), 0, date(2024, 5, 5)),
    ],
)
def test_maanden_eerder(dag: date, maanden: int, eerder: date) -> None:
    assert maanden_eerder(dag, maanden) == eerder


@pytest.mark.parametrize(
    ("moment", "dag"),
    [
        # Winter is UTC+1, summer UTC+2.
        ("2026-01-31T22:59:59Z", date(2026, 1, 31)),
        ("2026-01-31T23:00:00Z", date(2026, 2, 1)),
        ("2026-06-30T21:59:59Z", date(2026, 6, 30)),
        ("2026-06-30T22:00:00Z", date(2026, 7, 1)),
    ],
)
def test_today_is_the_day_in_amsterdam(moment: str, dag: date) -> None:
    with time_machine.travel(moment, tick=False):
        assert kalender.vandaag() == dag


def test_now_is_cut_to_milliseconds() -> None:
    with time_machine.travel(datetime(2026, 1, 1, 12, 0, 0, 999999, tzinfo=UTC), tick=False):
        assert kalender.nu() == datetime(2026, 1, 1, 12, 0, 0, 999000, tzinfo=UTC)


def test_datum_voluit() -> None:
    assert datum_voluit(date(2019, 3, 1)) == "1 maart 2019"


@pytest.mark.parametrize(
    ("van", "tot_en_met", "woorden"),
    [
        (date(2019, 4, 1), date(2019, 6, 30), "Q2 2019"),
        (date(2019, 1, 1), date(2019, 6, 30), "eerste halfjaar 2019"),
        (date(2019, 7, 1), date(2019, 12, 31), "tweede halfjaar 2019"),
        (date(2019, 5, 1), date(2019, 5, 31), "mei 2019"),
        (date(2019, 5, 1), date(2019, 5, 1), "1 mei 2019"),
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2021, 4, 1), date(2021, 12, 31), "Q2 2021 t/m Q4 2021"),
        (date(2021, 4, 2), date(2021, 12, 30), "2 april 2021 t/m 30 december 2021"),
        (date(2019, 4, 1), None, "vanaf Q2 2019"),
        (date(2019, 4, 2), None, "vanaf 2 april 2019"),
        (None, date(2019, 6, 30), "tot en met Q2 2019"),
        (None, date(2019, 6, 29), "tot en met 29 juni 2019"),
        (None, None, ""),
    ],
)
def test_grens_voluit(van: date | None, tot_en_met: date | None, woorden: str) -> None:
    assert grens_voluit(van, tot_en_met) == woorden


@pytest.mark.parametrize(
    ("periode", "woorden"),
    [
        (Periode(PeriodeSoort.ONBEPAALD), "nader te bepalen"),
        (Periode(PeriodeSoort.ZONDER_JAAR, letterlijk="Q4"), "Q4"),
        (Periode(PeriodeSoort.HERHALEND, herhaling="maandelijks"), "maandelijks"),
        (
            Periode(PeriodeSoort.HERHALEND, date(2019, 1, 1), herhaling="jaarlijks"),
            "jaarlijks, vanaf Q1 2019",
        ),
        (
            Periode(PeriodeSoort.MAAND, date(2019, 5, 1), date(2019, 5, 31), letterlijk="mei ’19"),
            "mei 2019",
        ),
    ],
)
def test_a_period_in_words(periode: Periode, woorden: str) -> None:
    assert periode.voluit() == woorden


@pytest.mark.parametrize(
    ("periode", "voorbij"),
    [
        (Periode(PeriodeSoort.KWARTAAL, date(2019, 4, 1), date(2019, 6, 30)), True),
        (Periode(PeriodeSoort.DAG, date(2019, 7, 1), date(2019, 7, 1)), False),
        (Periode(PeriodeSoort.TOT, None, date(2019, 6, 30)), True),
        (Periode(PeriodeSoort.VANAF, date(2001, 1, 1)), False),
        (Periode(PeriodeSoort.HERHALEND, None, date(2001, 1, 1), "jaarlijks"), False),
        (Periode(PeriodeSoort.ZONDER_JAAR, letterlijk="Q4"), False),
        (Periode(PeriodeSoort.ONBEPAALD), False),
    ],
)
def test_a_period_is_over_after_its_last_day(periode: Periode, voorbij: bool) -> None:
    assert periode.is_voorbij(date(2019, 7, 1)) == voorbij


@pytest.mark.parametrize(
    ("gegevens", "periode"),
    [
        (
            {"soort": "kwartaal", "wanneer": "2019-Q2", "letterlijk": "2e kwartaal"},
            Periode(
                PeriodeSoort.KWARTAAL,
                date(2019, 4, 1),
                date(2019, 6, 30),
                letterlijk="2e kwartaal",
            ),
        ),
        (
            {"soort": "reeks", "van": "2019-Q4", "tot_en_met": "2020-02"},
            Periode(PeriodeSoort.REEKS, date(2019, 10, 1), date(2020, 2, 29)),
        ),
        ({"soort": "vanaf", "van": "2019"}, Periode(PeriodeSoort.VANAF, date(2019, 1, 1))),
        (
            {"soort": "tot", "tot_en_met": "2019"},
            Periode(PeriodeSoort.TOT, None, date(2019, 12, 31)),
        ),
        (
            {"soort": "herhalend", "herhaling": "jaarlijks"},
            Periode(PeriodeSoort.HERHALEND, herhaling="jaarlijks"),
        ),
        ({"soort": "onbepaald"}, Periode(PeriodeSoort.ONBEPAALD)),
    ],
)
def test_a_period_from_the_exchange_format(gegevens: dict[str, str], periode: Periode) -> None:
    assert Periode.uit_uitwisseling(gegevens) == periode


@pytest.mark.parametrize(
    ("gegevens", "melding"),
    [
        ({"soort": "maand", "wanneer": "2019-Q2"}, "“2019-Q2” is een kwartaal, geen maand."),
        (
            {"soort": "reeks", "van": "2020", "tot_en_met": "2019"},
            "Het einde (2019-12-31) ligt voor het begin (2020-01-01).",
        ),
    ],
)
def test_a_period_that_cannot_be_is_refused(gegevens: dict[str, str], melding: str) -> None:
    with pytest.raises(ValueError, match=r"is een|ligt voor") as fout:
        Periode.uit_uitwisseling(gegevens)

    assert str(fout.value) == melding
