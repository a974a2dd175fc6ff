"""Whether execution is planned before the decision it needs."""

from datetime import date

import pytest

from jeugdhulp.kalender import Periode, PeriodeSoort
from maatregelen.besluitvorming import uitvoering_voor_besluit

Q2 = Periode(PeriodeSoort.KWARTAAL, date(2019, 4, 1), date(2019, 6, 30))
ONBEPAALD = Periode(PeriodeSoort.ONBEPAALD)


def dag(maand: int, dag: int) -> Periode:
    return Periode(PeriodeSoort.DAG, date(2019, maand, dag), date(2019, maand, dag))


def vanaf(maand: int, dag: int) -> Periode:
    return Periode(PeriodeSoort.VANAF, date(2019, maand, dag))


def tot(maand: int, dag: int) -> Periode:
    return Periode(PeriodeSoort.TOT, None, date(2019, maand, dag))


@pytest.mark.parametrize(
    ("uitvoering", "ervoor"),
    [
        (dag(3, 31), True),
        (dag(6, 30), True),
        (dag(7, 1), False),
        (Q2, True),
        (vanaf(6, 30), True),
        (vanaf(7, 1), False),
        (tot(6, 30), True),
        (tot(7, 1), False),
        (ONBEPAALD, False),
        (Periode(PeriodeSoort.HERHALEND, date(2019, 1, 1), None, "maandelijks"), True),
        (Periode(PeriodeSoort.HERHALEND, None, None, "maandelijks"), False),
    ],
)
def test_uitvoering_moet_beginnen_na_de_laatste_dag_van_het_besluit(uitvoering, ervoor):
    assert uitvoering_voor_besluit(Q2, [uitvoering]) is ervoor


def test_een_regel_die_te_vroeg_begint_is_genoeg():
    assert uitvoering_voor_besluit(Q2, [dag(9, 1), dag(5, 1), ONBEPAALD]) is True


def test_zonder_uitvoering_is_er_niets_te_vroeg():
    assert uitvoering_voor_besluit(Q2, []) is False


@pytest.mark.parametrize(("uitvoering", "ervoor"), [(dag(3, 31), True), (dag(4, 1), False)])
def test_bij_een_besluit_vanaf_een_dag_telt_alleen_wat_zeker_eerder_begint(uitvoering, ervoor):
    assert uitvoering_voor_besluit(vanaf(4, 1), [uitvoering]) is ervoor


@pytest.mark.parametrize(
    "besluit",
    [
        ONBEPAALD,
        Periode(PeriodeSoort.ZONDER_JAAR, letterlijk="Q4"),
        Periode(PeriodeSoort.HERHALEND, date(2019, 4, 1), date(2019, 6, 30), "elk jaar"),
    ],
)
def test_besluit_zonder_bekende_dag_waarschuwt_niet(besluit):
    assert uitvoering_voor_besluit(besluit, [dag(1, 1)]) is False
