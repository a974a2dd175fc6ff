"""What stands in the planning of this quarter and the next, and in which order."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from jeugdhulp.kalender import PeriodeSoort
from maatregelen.domain.dashboard.planning import Planning, planning
from maatregelen.domain.maatregel.planning import meld_mijlpaal_gereed
from maatregelen.tests.dashboards import kijk, op
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    maak_stand,
)

pytestmark = pytest.mark.django_db
# The second quarter of 2019.
DAG = date(2019, 5, 15)


@pytest.fixture
def blad(plan: Any) -> Any:
    return BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a", volgorde=1))


def lijn(blad: Any, tekst: str, van: date | None, tot: date | None, **anders: Any) -> Any:
    soort = PeriodeSoort.REEKS if van and tot else PeriodeSoort.VANAF if van else PeriodeSoort.TOT
    periode = {"periode_soort": soort, "van": van, "tot_en_met": tot, "letterlijk": ""}
    return MijlpaalFactory(blad=blad, tekst=tekst, **(periode | anders))


def regels(gelezen: Planning) -> dict[str, list[str]]:
    return {
        str(deel.kwartaal): [f"{stap.regel.tekst}: {stap.regel.toestand}" for stap in deel.stappen]
        for deel in gelezen.kwartalen
    }


@pytest.mark.parametrize(
    ("van", "tot", "waar"),
    [
        (date(2019, 4, 1), date(2019, 6, 30), "Q2 2019"),
        (date(2018, 1, 1), date(2019, 4, 1), "Q2 2019"),
        (date(2019, 4, 1), date(2019, 7, 1), "Q3 2019"),
        (date(2019, 7, 1), date(2019, 9, 30), "Q3 2019"),
        (None, date(2019, 9, 30), "Q3 2019"),
        # Ends later: where it begins.
        (date(2019, 6, 30), date(2019, 10, 1), "Q2 2019"),
        (date(2019, 9, 30), date(2020, 12, 31), "Q3 2019"),
        (date(2019, 7, 1), None, "Q3 2019"),
        # Before, after, and all through.
        (date(2019, 1, 1), date(2019, 3, 31), ""),
        (date(2019, 1, 1), None, ""),
        (date(2019, 10, 1), date(2019, 12, 31), ""),
        (date(2019, 3, 31), date(2019, 10, 1), ""),
    ],
)
def test_a_line_stands_where_it_ends_or_else_begins(
    plan: Any, blad: Any, van: date | None, tot: date | None, waar: str
) -> None:
    lijn(blad, "Bellen", van, tot)

    gevonden = [
        kwartaal for kwartaal, stappen in regels(planning(kijk(plan, DAG))).items() if stappen
    ]

    assert gevonden == ([waar] if waar else [])


def test_lines_of_all_measures_are_in_order_of_day_with_their_state(plan: Any, blad: Any) -> None:
    ander = BladFactory(maatregel=MaatregelFactory(plan=plan, code="1b", volgorde=2))
    lijn(blad, "Later", None, date(2019, 6, 30))
    lijn(blad, "Laat", None, date(2019, 5, 14))
    lijn(ander, "Klaar", None, date(2019, 5, 1), toestand="gereed")
    lijn(ander, "Vervallen", None, date(2019, 5, 1), toestand="vervallen")

    assert regels(planning(kijk(plan, DAG))) == {
        "Q2 2019": ["Klaar: gereed", "Laat: te_laat", "Later: gepland"],
        "Q3 2019": [],
    }


def test_a_line_on_two_bladen_and_a_step_under_it_count_once(plan: Any, blad: Any) -> None:
    eerste = MijlpaalFactory(blad=blad)
    MijlpaalFactory(
        blad=BladFactory(maatregel=blad.maatregel, cluster=ClusterFactory(plan=plan)),
        zelfde_als=eerste,
    )
    MijlpaalFactory(blad=blad, onderdeel_van=eerste)

    assert regels(planning(kijk(plan, DAG)))["Q2 2019"] == ["Afspraken maken: gepland"]


def test_a_line_for_a_decision_that_was_taken_is_done(plan: Any, blad: Any) -> None:
    stap = MijlpaalFactory(blad=blad, soort="besluit")
    BesluitmomentFactory(
        plan=plan,
        maatregel=blad.maatregel,
        mijlpaal=stap,
        genomen_op=date(2019, 5, 1),
        uitkomst="Akkoord.",
    )

    assert regels(planning(kijk(plan, DAG)))["Q2 2019"] == ["Afspraken maken: gereed"]
    assert regels(planning(kijk(plan, date(2019, 4, 30))))["Q2 2019"] == [
        "Afspraken maken: gepland"
    ]


def test_what_goes_on_past_both_quarters_is_counted(plan: Any, blad: Any) -> None:
    for toestand in ("open", "open", "gereed", "vervallen"):
        lijn(blad, "Door", date(2019, 1, 1), date(2019, 12, 31), toestand=toestand)

    assert planning(kijk(plan, DAG)).loopt_door == 2


def test_what_ended_or_is_filtered_out_has_no_planning(plan: Any, blad: Any) -> None:
    MijlpaalFactory(blad=blad)
    klaar = MijlpaalFactory(blad__maatregel__plan=plan).blad.maatregel
    maak_stand(klaar, fase="afgerond", peildatum=date(2019, 5, 1))

    assert len(regels(planning(kijk(plan, DAG)))["Q2 2019"]) == 1
    assert regels(planning(kijk(plan, DAG, codes="9z")))["Q2 2019"] == []


def test_planning_is_told_as_it_was_known() -> None:
    with op(3):
        plan = PlanFactory()
        stap = MijlpaalFactory(blad__maatregel=MaatregelFactory(plan=plan))
    with op(5):
        meld_mijlpaal_gereed(stap, date(2019, 5, 1), door=None)

    toen = kijk(plan, DAG, datetime(2026, 3, 31, 12, tzinfo=UTC))

    assert regels(planning(toen))["Q2 2019"] == ["Afspraken maken: gepland"]
    assert regels(planning(kijk(plan, DAG)))["Q2 2019"] == ["Afspraken maken: gereed"]
