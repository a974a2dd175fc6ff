"""What a measure still lacks, and on which form it is filled in."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from jeugdhulp.kalender import PeriodeSoort
from maatregelen.domain.dashboard import beeld, onvolledig
from maatregelen.domain.dashboard.onvolledig import SOORTEN, Onvolledig, Veld
from maatregelen.domain.overzicht import maak_rijen, peil
from maatregelen.domain.verleden import Toen, plan_op
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    DoelkoppelingFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    ResultaatFactory,
    ThemaFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import (
    DekkingFactory,
    InvesteringFactory,
    VermeldingFactory,
    zonder_bedrag,
)

pytestmark = pytest.mark.django_db
DAG = date(2020, 3, 1)
ALLES = ["trekker", "planning", "doel", "resultaat", "kosten"]


def lees(plan: Plan, dag: date = DAG, bekend_op: datetime | None = None) -> Onvolledig:
    bron: Any = Maatregel.objects.filter(plan=plan)
    if bekend_op:
        plan = plan_op(plan, bekend_op)
        bron = Toen(plan, bekend_op, bron)
    rijen = maak_rijen(bron, peil(plan, dag, dag, bekend_op=bekend_op))
    return onvolledig.lees(beeld.lees(plan, rijen, dag, bekend_op))


def gemis(maatregel: Maatregel, dag: date = DAG) -> dict[str, list[Veld]]:
    """Per kind that `maatregel` lacks the fields to fill in."""
    return {
        soort.naam: list(rij.velden)
        for soort, rijen in lees(maatregel.plan, dag).per_soort.items()
        for rij in rijen
        if rij.kaart.rij.maatregel == maatregel
    }


@pytest.fixture
def volledig() -> Maatregel:
    """A measure that lacks nothing."""
    blad = BladFactory(maatregel__doel="Kinderen wachten korter.")
    MijlpaalFactory(blad=blad)
    BetrokkenheidFactory(maatregel=blad.maatregel)
    ResultaatFactory(maatregel=blad.maatregel)
    InvesteringFactory(blad=blad)
    DekkingFactory(blad=blad)
    return blad.maatregel


def test_a_measure_with_everything_lacks_nothing(volledig: Maatregel) -> None:
    gelezen = lees(volledig.plan)

    assert [list(rijen) for rijen in gelezen.per_soort.values()] == [[]] * len(SOORTEN)
    assert (gelezen.volledig, gelezen.onvolledig, gelezen.lopend) == (1, 0, 1)


def test_a_bare_measure_lacks_all_that_must_be_there() -> None:
    maatregel = MaatregelFactory()

    assert gemis(maatregel) == {naam: [Veld()] for naam in ALLES}


def test_a_measure_that_lacks_two_things_is_one_that_is_not_complete(volledig: Maatregel) -> None:
    MaatregelFactory(plan=volledig.plan)

    gelezen = lees(volledig.plan)

    assert (gelezen.volledig, gelezen.onvolledig, gelezen.lopend) == (1, 1, 2)


def test_what_has_ended_is_not_looked_at() -> None:
    maatregel = MaatregelFactory()
    maak_stand(maatregel, peildatum=DAG, fase="gestopt")

    gelezen = lees(maatregel.plan)

    assert (gelezen.lopend, gemis(maatregel)) == (0, {})


def test_measures_stand_in_the_order_of_the_plan() -> None:
    plan = PlanFactory()
    for code, volgorde in (("1b", 2), ("1a", 1)):
        MaatregelFactory(plan=plan, code=code, volgorde=volgorde)

    rijen = lees(plan).per_soort[SOORTEN[0]]

    assert [rij.kaart.rij.maatregel.code for rij in rijen] == ["1a", "1b"]


@pytest.mark.parametrize(
    ("dagen", "ontbreekt"),
    [({}, False), ({"van": date(2020, 3, 2)}, True), ({"tot_en_met": date(2020, 2, 29)}, True)],
)
def test_trekker_is_somebody_on_that_day(dagen: dict[str, date], ontbreekt: bool) -> None:
    maatregel = MaatregelFactory()
    BetrokkenheidFactory(maatregel=maatregel, **dagen)

    assert ("trekker" in gemis(maatregel)) == ontbreekt


def test_somebody_with_another_role_is_no_trekker() -> None:
    maatregel = MaatregelFactory()
    BetrokkenheidFactory(maatregel=maatregel, rol="uitvoerder")

    assert gemis(maatregel)["trekker"] == [Veld()]


@pytest.mark.parametrize(
    ("anders", "ontbreekt"),
    [
        ({}, False),
        ({"periode_soort": PeriodeSoort.VANAF, "tot_en_met": None}, False),
        (
            {
                "periode_soort": PeriodeSoort.HERHALEND,
                "van": None,
                "tot_en_met": None,
                "herhaling": "jaarlijks",
            },
            False,
        ),
        ({"periode_soort": PeriodeSoort.ONBEPAALD, "van": None, "tot_en_met": None}, True),
        ({"toestand": "vervallen"}, True),
    ],
)
def test_planning_is_a_step_that_did_not_lapse_and_of_which_is_known_when(
    anders: dict[str, Any], ontbreekt: bool
) -> None:
    blad = BladFactory()
    MijlpaalFactory(blad=blad, **anders)

    assert gemis(blad.maatregel).get("planning") == ([Veld(blad=blad.pk)] if ontbreekt else None)


def test_goal_is_a_text_of_the_sheet_or_a_tie_to_the_beleidsplan() -> None:
    plan = PlanFactory()
    met_tekst = MaatregelFactory(plan=plan, doel="Korter wachten.")
    met_doel = DoelkoppelingFactory(maatregel__plan=plan).maatregel
    zonder = MaatregelFactory(plan=plan, doel="  ")

    assert ["doel" in gemis(rij) for rij in (met_tekst, met_doel, zonder)] == [False, False, True]


def test_result_that_ended_is_none() -> None:
    maatregel = MaatregelFactory()
    ResultaatFactory(maatregel=maatregel, beeindigd_op=DAG, einde_reden="Niet meer nodig.")

    assert gemis(maatregel)["resultaat"] == [Veld()]


def test_cost_is_unknown_for_each_row_without_an_amount_yet() -> None:
    blad = BladFactory()
    InvesteringFactory(blad=blad)
    pm = InvesteringFactory(blad=blad, omschrijving="Inhuur", **zonder_bedrag("p.m."))
    leeg = InvesteringFactory(blad=blad, omschrijving="", letterlijk="€ ?", **zonder_bedrag("leeg"))

    assert gemis(blad.maatregel)["kosten"] == [
        Veld(blad.pk, pm.pk, "Inhuur"),
        Veld(blad.pk, leeg.pk, "€ ?"),
    ]


@pytest.mark.parametrize("staat", ["nihil", "n.v.t.", "binnen bestaand"])
def test_cost_that_is_not_there_is_known_and_asks_no_dekking(staat: str) -> None:
    blad = BladFactory()
    InvesteringFactory(blad=blad, **zonder_bedrag(staat))

    gevonden = gemis(blad.maatregel)

    assert {"kosten", "dekking"} & set(gevonden) == set()


def test_hours_without_euros_ask_no_dekking() -> None:
    blad = BladFactory()
    InvesteringFactory(blad=blad, **zonder_bedrag("uren", uren_per_week=Decimal(8)))

    gevonden = gemis(blad.maatregel)

    assert {"kosten", "dekking"} & set(gevonden) == set()


def test_cost_that_counts_on_another_sheet_is_known() -> None:
    ander = BladFactory()
    blad = BladFactory(maatregel__plan=ander.maatregel.plan)
    VermeldingFactory(blad=blad, investering=InvesteringFactory(blad=ander))

    assert "kosten" not in gemis(blad.maatregel)


def test_dekking_that_counts_on_another_sheet_says_nothing_of_the_cost() -> None:
    ander = BladFactory()
    blad = BladFactory(maatregel__plan=ander.maatregel.plan)
    VermeldingFactory(blad=blad, dekking=DekkingFactory(blad=ander))

    assert gemis(blad.maatregel)["kosten"] == [Veld(blad=blad.pk)]


def test_dekking_that_is_not_there_goes_on_the_sheet_that_asks_it() -> None:
    plan = PlanFactory()
    maatregel = MaatregelFactory(plan=plan)
    bladen = [
        BladFactory(maatregel=maatregel, cluster=ClusterFactory(plan=plan, volgorde=nummer))
        for nummer in range(2)
    ]
    InvesteringFactory(blad=bladen[1])

    assert gemis(maatregel)["dekking"] == [Veld(blad=bladen[1].pk)]


def test_dekking_is_unknown_for_each_row_without_an_amount_yet() -> None:
    blad = BladFactory()
    InvesteringFactory(blad=blad)
    rij = DekkingFactory(blad=blad, omschrijving="Fonds", **zonder_bedrag("n.t.b."))
    DekkingFactory(blad=blad)

    assert gemis(blad.maatregel)["dekking"] == [Veld(blad.pk, rij.pk, "Fonds")]


def test_dekking_may_be_that_of_the_thema_or_on_another_sheet() -> None:
    plan = PlanFactory()
    thema = ThemaFactory(plan=plan)
    met_thema = BladFactory(maatregel__plan=plan, maatregel__thema=thema)
    elders = BladFactory(maatregel__plan=plan)
    InvesteringFactory(blad=met_thema)
    InvesteringFactory(blad=elders)
    DekkingFactory(blad=None, plan=plan, thema=thema)
    VermeldingFactory(blad=elders, dekking=DekkingFactory(blad=met_thema))

    assert ["dekking" in gemis(blad.maatregel) for blad in (met_thema, elders)] == [False, False]


def test_dekking_that_was_rejected_is_known() -> None:
    blad = BladFactory()
    InvesteringFactory(blad=blad)
    DekkingFactory(blad=blad, status="afgewezen")

    assert "dekking" not in gemis(blad.maatregel)


def _met_besluit(**anders: Any) -> Any:
    """A decision of Q2 2019 with a line that carries it out in the same quarter."""
    blad = BladFactory()
    stap = MijlpaalFactory(blad=blad, soort="besluit", volgorde=1)
    MijlpaalFactory(blad=blad, tekst="Beginnen", volgorde=2)
    return BesluitmomentFactory(
        plan=blad.maatregel.plan, maatregel=blad.maatregel, mijlpaal=stap, **anders
    )


def test_decision_after_execution_is_named() -> None:
    besluit = _met_besluit(onderwerp="Meer plekken")

    assert gemis(besluit.maatregel)["besluit"] == [
        Veld(rij=besluit.pk, wat="Gemeenteraad: Meer plekken")
    ]


@pytest.mark.parametrize(
    "anders", [{"genomen_op": date(2019, 3, 1), "uitkomst": "Akkoord."}, {"soort": "advies"}]
)
def test_decision_that_was_taken_and_an_advice_hold_up_nothing(anders: dict[str, Any]) -> None:
    assert "besluit" not in gemis(_met_besluit(**anders).maatregel)


def test_the_past_is_as_it_was_known() -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        plan = PlanFactory()
        maatregel = MaatregelFactory(plan=plan)
    with time_machine.travel(datetime(2026, 4, 1, 12, tzinfo=UTC), tick=False):
        DoelkoppelingFactory(maatregel=maatregel)
        InvesteringFactory(blad=BladFactory(maatregel=maatregel))

    toen = lees(plan, date(2026, 3, 5), datetime(2026, 3, 5, tzinfo=UTC))

    assert [soort.naam for soort, rijen in toen.per_soort.items() if rijen] == ALLES
    assert set(gemis(maatregel)) == {"trekker", "planning", "resultaat", "dekking"}


@pytest.mark.parametrize("aantal", [1, 3])
def test_reading_costs_as_much_for_more_measures(
    aantal: int, django_assert_num_queries: Any
) -> None:
    plan = PlanFactory()
    for _ in range(aantal):
        MaatregelFactory(plan=plan, compleet=True)
    rijen = maak_rijen(Maatregel.objects.filter(plan=plan), peil(plan, DAG, DAG))
    gelezen = beeld.lees(plan, rijen, DAG)

    with django_assert_num_queries(2):
        onvolledig.lees(gelezen)
