"""The load over the running plans of a gemeente: hours per quarter, measures per person."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jeugdhulp.kalender import Kwartaal, einde_van
from jeugdhulp.models import Persoon
from jeugdhulp.tests.factories import OrganisatieFactory, PersoonFactory
from maatregelen.domain.dashboard import beeld, belasting
from maatregelen.domain.dashboard.belasting import Belasting, Persoonlijk
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.dashboards import kijk, op
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    MaatregelFactory,
    PlanFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import DekkingFactory, InvesteringFactory, zonder_bedrag

DAG = date(2026, 5, 1)


@pytest.fixture
def plan(gemeente: Any) -> Plan:
    with op(1):
        return PlanFactory(gemeente=gemeente, van=date(2026, 1, 1), tot_en_met=date(2028, 12, 31))


@pytest.fixture
def maatregel(plan: Plan) -> Maatregel:
    with op(1):
        return MaatregelFactory(plan=plan, code="1a")


@pytest.fixture
def anja(gemeente: Any) -> Persoon:
    return PersoonFactory(gemeente=gemeente, naam="Anja")


def lees(plan: Plan, dag: date = DAG, **anders: Any) -> Belasting:
    return belasting.lees(kijk(plan, dag, **anders), Plan.objects.all())


def uren(maatregel: Maatregel, aantal: int, van: date | None = DAG, **anders: Any) -> None:
    InvesteringFactory(
        blad=maatregel.bladen.first() or BladFactory(maatregel=maatregel),
        van=van,
        **{"tot_en_met": None, **anders},
        aard="structureel",
        **zonder_bedrag("uren", uren_per_week=Decimal(aantal)),
    )


def test_hours_per_quarter_from_this_one_over_all_plans(plan: Plan, maatregel: Maatregel) -> None:
    ander = MaatregelFactory(plan=PlanFactory(gemeente=plan.gemeente, tot_en_met=DAG), code="x")
    voorbij = PlanFactory(gemeente=plan.gemeente, tot_en_met=date(2026, 4, 30))
    uren(maatregel, 9)
    uren(ander, 9, van=date(2026, 7, 1))
    uren(ander, 4, van=None)
    uren(MaatregelFactory(plan=voorbij), 36)
    uren(MaatregelFactory(plan=PlanFactory()), 36)

    gevonden = lees(plan)

    assert gevonden.plannen == 2
    assert [(str(deel.kwartaal), deel.uren.nodig, deel.fte) for deel in gevonden.kwartalen[:3]] == [
        ("Q2 2026", 9, Decimal("0.25")),
        ("Q3 2026", 18, Decimal("0.5")),
        ("Q4 2026", 18, Decimal("0.5")),
    ]
    assert len(gevonden.kwartalen) == 8
    assert gevonden.zonder_begin.nodig == 4
    assert gevonden.drukste is not None
    assert str(gevonden.drukste.kwartaal) == "Q3 2026"


def test_fte_count_as_36_hours_and_dekking_in_hours_stands_beside(maatregel: Maatregel) -> None:
    blad = BladFactory(maatregel=maatregel)
    InvesteringFactory(blad=blad, van=DAG, **zonder_bedrag("uren", fte=1), tot_en_met=None)
    DekkingFactory(
        blad=blad, van=DAG, **zonder_bedrag("uren", uren_per_week=Decimal(12)), tot_en_met=None
    )

    eerste = lees(maatregel.plan).kwartalen[0].uren

    assert (eerste.nodig, eerste.gedekt) == (36, 12)


def test_hours_of_a_measure_are_never_divided_over_its_people(
    plan: Plan, maatregel: Maatregel, anja: Persoon
) -> None:
    """Both pull 1a; Anja pulls 1b too. Together the rows are more than there are hours."""
    tweede = MaatregelFactory(plan=plan, code="1b")
    BetrokkenheidFactory(maatregel=maatregel, persoon=anja)
    BetrokkenheidFactory(maatregel=tweede, persoon=anja, rol="projectleider", onbeslist=True)
    bram = PersoonFactory(gemeente=plan.gemeente, naam="Bram")
    BetrokkenheidFactory(maatregel=maatregel, persoon=bram)
    BetrokkenheidFactory(maatregel=tweede, persoon=bram, rol="uitvoerder")
    uren(maatregel, 8)
    uren(tweede, 4)
    uren(tweede, 2, van=None)

    assert lees(plan).mensen == [
        Persoonlijk(
            "Anja",
            vacature=False,
            trekker=1,
            projectleider=1,
            plannen=1,
            onbeslist=1,
            uren=Decimal(12),
            zonder_begin=Decimal(2),
        ),
        Persoonlijk("Bram", vacature=False, trekker=1, verder=1, plannen=1, uren=Decimal(8)),
    ]


def test_without_rows_the_hours_are_unknown(maatregel: Maatregel, anja: Persoon) -> None:
    BetrokkenheidFactory(maatregel=maatregel, persoon=anja)
    InvesteringFactory(blad=BladFactory(maatregel=maatregel))

    [gevonden] = lees(maatregel.plan).mensen

    assert gevonden.uren is None


def test_only_running_measures_and_who_is_in_them_that_day(
    plan: Plan, maatregel: Maatregel, anja: Persoon
) -> None:
    klaar = MaatregelFactory(plan=plan, code="1b")
    BetrokkenheidFactory(maatregel=klaar, persoon=anja)
    maak_stand(klaar, peildatum=DAG, fase="afgerond", tijd="", geld="", resultaat="")
    BetrokkenheidFactory(maatregel=maatregel, persoon=anja, tot_en_met=date(2026, 4, 30))
    BetrokkenheidFactory(maatregel=maatregel, persoon=anja, rol="portefeuillehouder")

    gevonden = lees(plan)

    assert (gevonden.mensen, gevonden.zonder_trekker) == ([], 1)
    [toen] = lees(plan, date(2026, 4, 30)).mensen
    assert toen.trekker == 2


def test_vacancies_come_last_and_organisations_are_in_it(
    plan: Plan, maatregel: Maatregel, anja: Persoon
) -> None:
    leeg = PersoonFactory(gemeente=plan.gemeente, naam="Aanjager", soort="vacature")
    huis = OrganisatieFactory(gemeente=plan.gemeente, naam="Buurthuis")
    BetrokkenheidFactory(maatregel=maatregel, persoon=leeg)
    BetrokkenheidFactory(maatregel=maatregel, persoon=anja)
    BetrokkenheidFactory(maatregel=maatregel, persoon=None, organisatie=huis, rol="uitvoerder")

    assert [(rij.naam, rij.vacature) for rij in lees(plan).mensen] == [
        ("Anja", False),
        ("Buurthuis", False),
        ("Aanjager", True),
    ]


def test_filter_leaves_the_load_whole(plan: Plan, maatregel: Maatregel, anja: Persoon) -> None:
    BetrokkenheidFactory(maatregel=maatregel, persoon=anja)
    MaatregelFactory(plan=plan, code="9z")

    assert lees(plan, codes="9z") == lees(plan)


def test_past_knows_who_it_was_then(plan: Plan, maatregel: Maatregel, anja: Persoon) -> None:
    with op(3):
        BetrokkenheidFactory(maatregel=maatregel, persoon=PersoonFactory(gemeente=plan.gemeente))
        uren(maatregel, 6, van=date(2026, 1, 1))
    with op(4):
        BetrokkenheidFactory(maatregel=maatregel, persoon=anja)
        uren(maatregel, 30, van=date(2026, 1, 1))

    toen = lees(plan, DAG, bekend_op=einde_van(date(2026, 3, 31)))

    assert [rij.uren for rij in toen.mensen] == [6]
    assert toen.kwartalen[0].uren.nodig == 6
    assert lees(plan).kwartalen[0].uren.nodig == 36


def test_quarters_before_the_first_row_have_no_hours(maatregel: Maatregel) -> None:
    uren(maatregel, 5, van=date(2027, 1, 1), tot_en_met=date(2027, 3, 31))
    uren(maatregel, 3, van=date(2027, 7, 1))

    gevonden = lees(maatregel.plan, date(2026, 12, 1)).kwartalen

    assert [int(deel.uren.nodig) for deel in gevonden] == [0, 5, 0, 3, 3, 3, 3, 3]
    assert gevonden[0].kwartaal == Kwartaal(2026, 4)


def test_wat_al_gelezen_is_en_wat_nog_niet_geven_hetzelfde(
    plan: Plan, maatregel: Maatregel, anja: Persoon
) -> None:
    BetrokkenheidFactory(maatregel=maatregel, persoon=anja)
    BetrokkenheidFactory(maatregel=MaatregelFactory(plan=plan, code="1b"), persoon=anja)
    ten_einde = MaatregelFactory(plan=plan, code="1c")
    BetrokkenheidFactory(maatregel=ten_einde, persoon=anja)
    maak_stand(ten_einde, peildatum=DAG, fase="gestopt")
    heel = kijk(plan, DAG)
    gezeefd = beeld.lees(plan, [], DAG, alle=heel.alle, gezeefd=True)

    gevonden = [
        belasting.lees(van, Plan.objects.all())
        for van in (heel, gezeefd, kijk(plan, DAG, codes="1b"), kijk(plan, DAG, codes="-"))
    ]

    assert gevonden == [gevonden[0]] * 4
    assert [rij.trekker for rij in gevonden[0].mensen] == [2]


@pytest.mark.parametrize(("plannen", "aantal"), [(1, 1), (3, 1), (1, 3), (3, 3)])
def test_same_queries_whatever_the_number(
    plan: Plan, plannen: int, aantal: int, django_assert_num_queries: Any
) -> None:
    alle = [plan, *(PlanFactory(gemeente=plan.gemeente) for _ in range(plannen - 1))]
    for deel in alle:
        for nummer in range(aantal):
            maatregel = MaatregelFactory(plan=deel, code=f"7{nummer}", compleet=True)
            huis = OrganisatieFactory(gemeente=plan.gemeente)
            BetrokkenheidFactory(maatregel=maatregel, persoon=None, organisatie=huis)
            uren(maatregel, 8)
    nu = kijk(plan, DAG)

    # Of this plan all of it was read already.
    with django_assert_num_queries(9 if plannen > 1 else 1):
        belasting.lees(nu, Plan.objects.all())
