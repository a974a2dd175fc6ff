"""A measure is tied to goals, taken off them, and serves one first of all."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from jeugdhulp import kalender
from jeugdhulp.domain import plekken
from jeugdhulp.domain.afschermen import Bereik
from jeugdhulp.historie import bekend
from jeugdhulp.wissen import wis_alles
from maatregelen.domain.maatregel.doelkoppelingen import (
    Boom,
    Doelwijziging,
    te_kiezen,
    wijzig_doelen,
)
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.models import Beleidsplan, Doel, Doelkoppeling, Maatregel
from maatregelen.tests.bewerken import stel_vast
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    BeleidsplanFactory,
    DoelFactory,
    DoelkoppelingFactory,
    MaatregelFactory,
    PlanFactory,
)

WAAROM = "Dit past er beter bij."


@pytest.fixture
def beleidsplan(plan: Any) -> Beleidsplan:
    return BeleidsplanFactory(gemeente=plan.gemeente)


@pytest.fixture
def maatregel(plan: Any, beleidsplan: Beleidsplan) -> Maatregel:
    return MaatregelFactory(plan=PlanFactory(gemeente=plan.gemeente, beleidsplan=beleidsplan))


@pytest.fixture
def doelen(beleidsplan: Beleidsplan) -> list[Doel]:
    """A, with A1 below it; and B."""
    boven = DoelFactory(beleidsplan=beleidsplan, code="A", titel="Gezond", volgorde=1)
    onder = DoelFactory(beleidsplan=beleidsplan, code="A1", titel="Sport", ouder=boven, volgorde=2)
    ander = DoelFactory(beleidsplan=beleidsplan, code="B", titel="Veilig", volgorde=0)
    return [boven, onder, ander]


def wijzig(maatregel: Maatregel, *, reden: str = WAAROM, grond: Any = "", **anders: Any) -> None:
    wijzig_doelen(maatregel, Doelwijziging(**anders), door=None, reden=reden, op_grond_van=grond)


def doelen_van(maatregel: Maatregel) -> list[tuple[str, bool]]:
    rijen = maatregel.doelkoppelingen.select_related("doel")
    return [(rij.doel.code, rij.primair) for rij in rijen]


def test_tying_leaves_one_line_with_before_and_after(
    maatregel: Maatregel, doelen: list[Doel]
) -> None:
    DoelkoppelingFactory(maatregel=maatregel, doel=doelen[2], primair=True)

    wijzig(maatregel, erbij=doelen[:2], belangrijkste=doelen[1], was=doelen[2].pk)

    assert doelen_van(maatregel) == [("B", False), ("A", False), ("A1", True)]
    assert regel() == {
        "soort": "doelen gewijzigd",
        "over": str(maatregel),
        "voor": {"doelen": ["B Veilig (belangrijkste doel)"]},
        "na": {"doelen": ["B Veilig", "A Gezond", "A1 Sport (belangrijkste doel)"]},
        "reden": WAAROM,
    }


def test_a_tie_that_is_taken_off_stays_in_the_history(
    maatregel: Maatregel, doelen: list[Doel]
) -> None:
    # Apart in time: the clock tells milliseconds, and both may fall in one.
    tussen = kalender.nu() + timedelta(days=1)
    ervoor = tussen + timedelta(days=2)
    with time_machine.travel(tussen + timedelta(days=1), tick=False):
        DoelkoppelingFactory(maatregel=maatregel, doel=doelen[0], twijfel="Of A1?")
    with time_machine.travel(ervoor + timedelta(days=1), tick=False):
        wijzig(maatregel, eraf=[doelen[0]])

    historie: Any = Doelkoppeling.historie
    assert [(versie.history_type, versie.history_change_reason) for versie in historie.all()] == [
        ("-", WAAROM),
        ("+", "gemaakt voor een test"),
    ]
    assert [bekend(Doelkoppeling, dag).count() for dag in (tussen, ervoor, None)] == [0, 1, 0]
    assert regel()["na"] == {"doelen": []}


def test_it_can_be_tied_again(maatregel: Maatregel, doelen: list[Doel]) -> None:
    for keer in (1, 2):
        wijzig(maatregel, erbij=[doelen[0]], reden=f"Keer {keer}.")
        wijzig(maatregel, eraf=[doelen[0]], reden=f"Keer {keer}.")

    assert doelen_van(maatregel) == []


def test_first_of_all_can_be_none(maatregel: Maatregel, doelen: list[Doel]) -> None:
    DoelkoppelingFactory(maatregel=maatregel, doel=doelen[0], primair=True)

    wijzig(maatregel, was=doelen[0].pk)

    assert doelen_van(maatregel) == [("A", False)]


def test_what_a_colleague_did_meanwhile_is_no_conflict(
    maatregel: Maatregel, doelen: list[Doel]
) -> None:
    DoelkoppelingFactory(maatregel=maatregel, doel=doelen[0])

    wijzig(maatregel, erbij=doelen[:2], eraf=[doelen[2]])

    assert doelen_van(maatregel) == [("A", False), ("A1", False)]


def test_another_goal_came_first_meanwhile(maatregel: Maatregel, doelen: list[Doel]) -> None:
    for plek, doel in enumerate(doelen):
        DoelkoppelingFactory(maatregel=maatregel, doel=doel, primair=plek == 0)

    with pytest.raises(IntussenAndersError):
        wijzig(maatregel, belangrijkste=doelen[1], was=None)


def test_what_cannot_be_is_refused(maatregel: Maatregel, doelen: list[Doel]) -> None:
    DoelkoppelingFactory(maatregel=maatregel, doel=doelen[0])
    with geweigerd("reden", "U verandert de doelen. Schrijf op waarom."):
        wijzig(maatregel, erbij=[doelen[1]], reden=" ")
    with geweigerd("", "Er is niets veranderd."):
        wijzig(maatregel, erbij=[doelen[0]])
    with geweigerd("primair", "Aan dit doel draagt de maatregel niet bij."):
        wijzig(maatregel, eraf=[doelen[0]], belangrijkste=doelen[0])
    elders = DoelFactory()
    with geweigerd("doel", "Dit doel is van een andere gemeente."):
        wijzig(maatregel, erbij=[elders])


def test_a_plan_that_was_vastgesteld_asks_the_ground(
    maatregel: Maatregel, doelen: list[Doel]
) -> None:
    stel_vast(maatregel.plan)
    vraag = (
        "Dit plan is vastgesteld. Noem het besluit waar deze wijziging op steunt, of schrijf"
        " “binnen mandaat”."
    )
    with geweigerd("op_grond_van", vraag):
        wijzig(maatregel, erbij=[doelen[0]])

    wijzig(maatregel, erbij=[doelen[0]], grond="binnen mandaat")

    assert regel()["na"] == {"doelen": ["A Gezond"], "op grond van": "binnen mandaat"}


def vorm(boom: Boom) -> list[Any]:
    def van(takken: Any) -> list[Any]:
        return [(tak.doel.code, van(tak.onder)) for tak in takken]

    return van(boom.takken)


def test_goals_to_choose_hang_as_in_the_beleidsplan(
    maatregel: Maatregel, doelen: list[Doel], django_assert_num_queries: Any
) -> None:
    """One of another beleidsplan that it serves comes after them, so that it can be taken off."""
    ouder = DoelFactory(beleidsplan__gemeente=maatregel.plan.gemeente, code="X")
    elders = DoelFactory(beleidsplan=ouder.beleidsplan, code="X1", ouder=ouder)
    DoelkoppelingFactory(maatregel=maatregel, doel=elders)
    DoelkoppelingFactory(maatregel=maatregel, doel=doelen[0])

    with django_assert_num_queries(1):
        bomen = te_kiezen(maatregel)

    assert [vorm(boom) for boom in bomen] == [[("B", []), ("A", [("A1", [])])], [("X1", [])]]


def test_destroying_a_plan_reaches_what_was_taken_off(
    maatregel: Maatregel, doelen: list[Doel]
) -> None:
    """The words about a tie outlive the tie; not the plan."""
    DoelkoppelingFactory(maatregel=maatregel, doel=doelen[0], twijfel="Kim Bos")
    wijzig(maatregel, eraf=[doelen[0]])

    _, versies = plekken.gevolgd(
        Doelkoppeling, "maatregel__plan__gemeente", {"maatregelen.plan": "maatregel__plan"}
    )
    ander = PlanFactory(gemeente=maatregel.plan.gemeente, van=date(2020, 1, 1))

    gevonden = [
        [rij.twijfel for rij in versies.rijen(Bereik(maatregel.plan.gemeente, wis_alles, over))]
        for over in (maatregel.plan, ander)
    ]
    assert gevonden == [["Kim Bos", "Kim Bos"], []]
