"""The lines of a planning are read in the order of time, where the plan has no order of its own."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp.kalender import Periode, PeriodeSoort
from maatregelen.domain.maatregel.planning import voeg_mijlpaal_toe
from maatregelen.domain.maatregel.planningorde import op_tijd
from maatregelen.domain.maatregel.planningregels import lees_planningregels
from maatregelen.domain.overzicht import planregels
from maatregelen.models import Blad
from maatregelen.tests.factories import BladFactory, MijlpaalFactory


def dag(kwartaal: int) -> date:
    """The first day of a quarter, counted from Q1 2024."""
    return date(2024 + kwartaal // 4, kwartaal % 4 * 3 + 1, 1)


@pytest.fixture
def blad(plan: Any) -> Blad:
    return BladFactory(maatregel__plan=plan)


def zet(blad: Blad, *regels: tuple[str, int | None, int | None]) -> None:
    """Lines in the order of the plan: text, quarter as first planned, and as planned now."""
    for plek, (tekst, basis, nu) in enumerate(regels):
        MijlpaalFactory(
            blad=blad,
            tekst=tekst,
            volgorde=plek,
            periode_soort=PeriodeSoort.ONBEPAALD if nu is None else PeriodeSoort.DAG,
            van=None if nu is None else dag(nu),
            tot_en_met=None if nu is None else dag(nu),
            basis_van=None if basis is None else dag(basis),
            basis_tot=None if basis is None else dag(basis),
        )


@pytest.mark.parametrize(
    ("regels", "orde"),
    [
        ([("a", 0, 0), ("b", 1, 1)], "ab"),
        # Moved since.
        ([("a", 0, 2), ("b", 1, 1)], "ba"),
        # Added since.
        ([("a", 1, 1), ("b", None, 0)], "ba"),
        # Nothing was first planned: a draft.
        ([("a", None, 1), ("b", None, 0)], "ba"),
        # The order of the plan.
        ([("a", 1, 1), ("b", 0, 0)], "ab"),
        ([("a", 1, 3), ("b", 0, 0), ("c", 2, 2)], "abc"),
        # Without a day: behind what it follows.
        ([("a", 0, 2), ("b", None, None), ("c", 1, 1)], "cab"),
        ([("a", None, None), ("b", 0, 0)], "ab"),
        ([("a", 0, 0), ("b", 0, 0)], "ab"),
    ],
)
def test_lines_go_in_the_order_of_time_unless_the_plan_has_its_own(
    blad: Blad, regels: list[tuple[str, int | None, int | None]], orde: str
) -> None:
    zet(blad, *regels)

    assert "".join(regel.tekst for regel in op_tijd(blad.mijlpalen.all())) == orde
    assert "".join(regel.tekst for regel in planregels(blad)) == orde
    assert "".join(regel.mijlpaal.tekst for regel in lees_planningregels(blad)) == orde


@pytest.mark.parametrize(
    ("kwartaal", "orde"), [(0, "xabc"), (1, "axbc"), (3, "abxc"), (9, "abcx"), (None, "abcx")]
)
def test_a_line_that_is_added_comes_where_it_belongs_in_time(
    blad: Blad, kwartaal: int | None, orde: str
) -> None:
    zet(blad, ("a", 1, 1), ("b", 2, 2), ("c", 4, 4))
    wanneer = (
        Periode(PeriodeSoort.ONBEPAALD)
        if kwartaal is None
        else Periode(PeriodeSoort.DAG, dag(kwartaal), dag(kwartaal))
    )

    voeg_mijlpaal_toe(blad, tekst="x", periode=wanneer, door=None, reden="Nodig.")

    assert "".join(regel.tekst for regel in planregels(blad)) == orde
