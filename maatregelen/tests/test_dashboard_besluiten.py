"""Which decisions come, are late or were taken, and which action points are late."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from jeugdhulp.kalender import PeriodeSoort
from maatregelen.domain.dashboard.besluiten import Moment, besluiten
from maatregelen.domain.maatregel.besluitmomenten import neem_besluitmoment
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.tests.dashboards import kijk, op
from maatregelen.tests.factories import (
    ActiepuntFactory,
    BesluitmomentFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    maak_stand,
)

pytestmark = pytest.mark.django_db
# In the second quarter: the horizon is the end of the fourth.
DAG = date(2019, 5, 15)
GENOMEN = {"genomen_op": date(2019, 5, 1), "uitkomst": "Akkoord."}


@pytest.fixture
def maatregel(plan: Any) -> Any:
    return MaatregelFactory(plan=plan, code="1a")


def moment(
    plan: Any, onderwerp: str, van: date | None = None, tot: date | None = None, **rest: Any
) -> Any:
    soort = PeriodeSoort.REEKS if van and tot else PeriodeSoort.VANAF if van else PeriodeSoort.TOT
    if van is None and tot is None:
        soort = PeriodeSoort.ONBEPAALD
    return BesluitmomentFactory(
        plan=plan, onderwerp=onderwerp, periode_soort=soort, van=van, tot_en_met=tot, **rest
    )


def namen(momenten: Any) -> list[str]:
    return [rij.onderwerp for rij in momenten]


@pytest.mark.parametrize(
    ("van", "tot", "waar"),
    [
        (date(2019, 4, 1), date(2019, 5, 14), "voorbij"),
        (date(2019, 4, 1), date(2019, 5, 15), "komend"),
        (None, date(2019, 12, 31), "komend"),
        (date(2019, 12, 31), date(2020, 6, 30), "komend"),
        (date(2018, 1, 1), None, "komend"),
        (date(2020, 1, 1), date(2020, 3, 31), "later"),
        (None, date(2020, 1, 1), "later"),
        (None, None, "zonder_dag"),
    ],
)
def test_a_decision_comes_is_late_or_has_no_day(
    plan: Any, maatregel: Any, van: date | None, tot: date | None, waar: str
) -> None:
    moment(plan, "Geld", van, tot, maatregel=maatregel)

    gelezen = besluiten(kijk(plan, DAG))

    assert {
        "voorbij": namen(gelezen.voorbij),
        "komend": namen(gelezen.komend),
        "zonder_dag": namen(gelezen.zonder_dag),
        "later": ["Geld"] * gelezen.later,
    } == {
        naam: ["Geld"] if naam == waar else []
        for naam in ("voorbij", "komend", "zonder_dag", "later")
    }


def test_late_decisions_stand_longest_first_and_say_how_long(plan: Any) -> None:
    moment(plan, "Kort", None, date(2019, 5, 10))
    moment(plan, "Lang", None, date(2019, 3, 31))

    gelezen = besluiten(kijk(plan, DAG))

    assert [(rij.onderwerp, rij.hoelang) for rij in gelezen.voorbij] == [
        ("Lang", "6 weken"),
        ("Kort", "5 dagen"),
    ]


def test_decisions_of_plan_and_gemeente_stand_beside_those_of_measures(
    plan: Any, maatregel: Any
) -> None:
    moment(plan, "Van de maatregel", None, date(2019, 6, 1), maatregel=maatregel)
    moment(plan, "Van het plan", None, date(2019, 6, 2))
    moment(
        None, "Begroting 2020", None, date(2019, 6, 3), gemeente=plan.gemeente, begrotingsjaar=2020
    )
    ander = PlanFactory(gemeente=plan.gemeente)
    moment(ander, "Van een ander plan", None, date(2019, 6, 4))

    def gelezen(codes: str) -> list[tuple[str, bool, bool]]:
        komend = besluiten(kijk(plan, DAG, codes=codes)).komend
        return [(rij.onderwerp, rij.kaart is not None, rij.voor_alles) for rij in komend]

    heel_plan = [("Van het plan", False, False), ("Begroting 2020", False, True)]
    assert gelezen("1a") == [("Van de maatregel", True, False), *heel_plan]
    assert gelezen("9z") == heel_plan


def test_a_line_for_a_decision_counts_where_no_decision_stands_for_it(
    plan: Any, maatregel: Any
) -> None:
    blad = BladFactory(maatregel=maatregel)
    MijlpaalFactory(blad=blad, tekst="College beslist", soort="besluit")
    gekoppeld = MijlpaalFactory(blad=blad, tekst="Raad beslist", soort="besluit")
    MijlpaalFactory(blad=blad, tekst="Al beslist", soort="besluit", toestand="gereed")
    MijlpaalFactory(blad=blad, tekst="Geen besluit")
    moment(plan, "Extra geld", None, date(2019, 6, 30), maatregel=maatregel, mijlpaal=gekoppeld)

    assert namen(besluiten(kijk(plan, DAG)).komend) == ["College beslist", "Extra geld"]


def test_execution_that_does_not_wait_is_named(plan: Any, maatregel: Any) -> None:
    blad = BladFactory(maatregel=maatregel)
    stap = MijlpaalFactory(blad=blad, soort="besluit", volgorde=1)
    MijlpaalFactory(blad=blad, tekst="Beginnen", volgorde=2)
    BesluitmomentFactory(plan=plan, maatregel=maatregel, mijlpaal=stap)

    [rij] = besluiten(kijk(plan, DAG)).komend

    assert rij.te_vroeg == ["Beginnen"]


def test_what_was_taken_stands_newest_first_with_its_outcome(plan: Any, maatregel: Any) -> None:
    for dag in (date(2019, 3, 15), date(2019, 3, 16), DAG, date(2019, 5, 16)):
        moment(plan, f"Van {dag}", None, DAG, genomen_op=dag, uitkomst="Akkoord.")

    gelezen = besluiten(kijk(plan, DAG))

    # Two months ago, the rhythm of the plan; what was taken later is yet to come.
    assert (gelezen.sinds, gelezen.sinds_ronde) == (date(2019, 3, 15), False)
    assert namen(gelezen.genomen) == ["Van 2019-05-15", "Van 2019-03-16"]
    assert namen(gelezen.komend) == ["Van 2019-05-16"]
    assert [rij.uitkomst for rij in gelezen.genomen] == ["Akkoord.", "Akkoord."]


def test_what_was_taken_counts_from_the_last_closed_round(plan: Any, maatregel: Any) -> None:
    maak_stand(maatregel, peildatum=date(2019, 4, 30))
    sluit_ronde(open_ronde(plan, date(2019, 4, 30), door=None), door=None, overige="overgenomen")
    moment(plan, "Op de dag", None, DAG, genomen_op=date(2019, 4, 30), uitkomst="Ja.")
    moment(plan, "Erna", None, DAG, **GENOMEN)

    gelezen = besluiten(kijk(plan, DAG))

    assert (gelezen.sinds, gelezen.sinds_ronde) == (date(2019, 4, 30), True)
    assert namen(gelezen.genomen) == ["Erna"]


def test_an_outcome_without_a_day_is_not_waited_for(plan: Any) -> None:
    moment(plan, "Ooit genomen", None, date(2019, 3, 31), uitkomst="Akkoord.")

    assert besluiten(kijk(plan, DAG)).voorbij == []


def test_of_what_ended_only_what_was_taken_stands(plan: Any, maatregel: Any) -> None:
    maak_stand(maatregel, fase="gestopt", peildatum=date(2019, 5, 2))
    moment(plan, "Open", None, date(2019, 6, 30), maatregel=maatregel)
    moment(plan, "Genomen", None, date(2019, 6, 30), maatregel=maatregel, **GENOMEN)

    gelezen = besluiten(kijk(plan, DAG))

    assert (namen(gelezen.komend), namen(gelezen.genomen)) == ([], ["Genomen"])


def test_action_points_that_are_late_stand_longest_first(plan: Any, maatregel: Any) -> None:
    ActiepuntFactory(plan=plan, tekst="Plan", voor=date(2019, 5, 14))
    ActiepuntFactory(plan=plan, maatregel=maatregel, tekst="Maatregel", voor=date(2019, 5, 1))
    ActiepuntFactory(plan=plan, tekst="Op tijd", voor=DAG)
    for tekst, dag in (("Klaar", DAG), ("Later klaar", date(2019, 5, 16))):
        ActiepuntFactory(
            plan=plan, tekst=tekst, voor=date(2019, 4, 1), toestand="gereed", gereed_op=dag
        )
    ActiepuntFactory(plan=plan, tekst="Vervallen", toestand="vervallen")

    def late(codes: str = "") -> list[tuple[str, str]]:
        acties = besluiten(kijk(plan, DAG, codes=codes)).acties
        return [(actie.rij.tekst, actie.hoelang) for actie in acties]

    assert late() == [("Later klaar", "6 weken"), ("Maatregel", "14 dagen"), ("Plan", "1 dag")]
    assert late("9z") == [("Later klaar", "6 weken"), ("Plan", "1 dag")]


def test_decisions_are_told_as_they_were_known() -> None:
    with op(3):
        plan = PlanFactory()
        rij = moment(plan, "Geld", None, date(2019, 6, 30))
    with op(5):
        neem_besluitmoment(rij, date(2019, 5, 1), "Akkoord.", "", door=None)

    toen = besluiten(kijk(plan, DAG, datetime(2026, 3, 31, 12, tzinfo=UTC)))
    nu = besluiten(kijk(plan, DAG))

    assert (namen(toen.komend), namen(toen.genomen)) == (["Geld"], [])
    assert (namen(nu.komend), namen(nu.genomen)) == ([], ["Geld"])


def test_moment_says_when_in_words() -> None:
    [periode] = [BesluitmomentFactory.build(plan=None, gemeente=None).periode]

    assert Moment("Geld", periode).wanneer == "Q2 2019"
