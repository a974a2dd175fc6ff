"""Who sees which rows, and what a row brings along."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from jeugdhulp import kalender
from jeugdhulp.models import Gebruiker, Lidmaatschap
from jeugdhulp.tests.factories import GebruikerFactory, PersoonFactory
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Actiepunt, Blad, Cluster, Maatregel, Plan, Stand, Thema
from maatregelen.tests.factories import (
    ActiepuntFactory,
    BesluitFactory,
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    maak_stand,
    maak_trekker,
)

MODELLEN = (Plan, Thema, Cluster, Maatregel, Blad, Stand)
DAG = date(2024, 3, 1)
NIETS = dict.fromkeys((model.__name__ for model in MODELLEN), 0)


def gezien(gebruiker: Any) -> dict[str, int]:
    """How many rows of each kind; a row that comes twice counts twice."""
    return {
        model.__name__: len(model.objects.visible_for(gebruiker).order_by("pk"))
        for model in MODELLEN
    }


@pytest.fixture
def twee(plan: Plan, kanarie: str) -> tuple[Maatregel, Maatregel]:
    """Two measures in themas and clusters of their own; another gemeente has some too."""
    maatregelen = []
    for code in ("1a", "2a"):
        maatregel = MaatregelFactory(plan=plan, code=code)
        BladFactory(maatregel=maatregel, cluster=ClusterFactory(plan=plan))
        maak_stand(maatregel, peildatum=DAG)
        maatregelen.append(maatregel)
    return maatregelen[0], maatregelen[1]


ALLES = {"Plan": 1, "Thema": 2, "Cluster": 2, "Maatregel": 2, "Blad": 2, "Stand": 2}
EEN = dict.fromkeys(ALLES, 1)


@pytest.mark.parametrize(
    "rollen",
    [[], ["beheerder"], ["beleidsadviseur"], ["projectgroep"], ["controller"], ["bestuurder"],
     ["raadslid", "controller"]],
)  # fmt: skip
def test_a_member_sees_the_plan_of_her_gemeente_alone(
    twee: Any, gemeente: Any, rollen: list[str]
) -> None:
    assert gezien(GebruikerFactory(lid_van=gemeente, rollen=rollen)) == ALLES


def test_a_raadslid_sees_nothing_that_is_not_published(twee: Any, raadslid: Gebruiker) -> None:
    assert gezien(raadslid) == NIETS


@pytest.mark.parametrize("rollen", [[], ["beleidsadviseur"]])
def test_who_comes_from_outside_sees_what_she_is_trekker_of(
    twee: Any, gemeente: Any, rollen: list[str]
) -> None:
    externe = GebruikerFactory(lid_van=gemeente, extern=True, rollen=rollen)
    voor = gezien(externe)
    persoon = PersoonFactory(gemeente=gemeente, gebruiker=externe)
    BetrokkenheidFactory(maatregel=twee[1], persoon=persoon)

    assert (voor, gezien(externe)) == (NIETS, EEN)
    assert Maatregel.objects.visible_for(externe).get() == twee[1]


@pytest.mark.parametrize(
    "anders",
    [
        {"rol": "betrokkene"},
        {"tot_en_met": kalender.vandaag() - timedelta(days=1)},
        {"van": kalender.vandaag() + timedelta(days=1)},
    ],
)
def test_from_outside_one_must_be_trekker_today(
    twee: Any, gemeente: Any, anders: dict[str, Any]
) -> None:
    externe = GebruikerFactory(lid_van=gemeente, extern=True)
    persoon = PersoonFactory(gemeente=gemeente, gebruiker=externe)
    BetrokkenheidFactory(maatregel=twee[0], persoon=persoon, **anders)

    assert gezien(externe) == NIETS


def test_from_outside_no_row_comes_twice(twee: Any, plan: Plan, gemeente: Any) -> None:
    """Two measures in one thema and one cluster."""
    derde = MaatregelFactory(plan=plan, code="1b", thema=twee[0].thema)
    BladFactory(maatregel=derde, cluster=twee[0].bladen.get().cluster)
    externe = maak_trekker(twee[0], "externe", extern=True)
    BetrokkenheidFactory(maatregel=derde, persoon=externe.personen.get())

    assert gezien(externe) == EEN | {"Maatregel": 2, "Blad": 2}


@pytest.mark.parametrize(
    ("van", "tot_en_met"),
    [
        (date(2019, 1, 1), kalender.vandaag() - timedelta(days=1)),
        (kalender.vandaag() + timedelta(days=1), None),
    ],
)
def test_a_membership_that_does_not_hold_today_shows_nothing(
    twee: Any, gemeente: Any, van: date, tot_en_met: date | None
) -> None:
    gebruiker = GebruikerFactory(lid_van=gemeente, rollen=["beleidsadviseur"])
    Lidmaatschap.objects.filter(gebruiker=gebruiker).update(van=van, tot_en_met=tot_en_met)

    assert gezien(gebruiker) == NIETS


def test_an_ended_membership_shows_a_trekker_nothing(twee: Any) -> None:
    externe = maak_trekker(twee[0], "externe", extern=True)
    Lidmaatschap.objects.filter(gebruiker=externe).update(tot_en_met=date(2020, 1, 1))

    assert gezien(externe) == NIETS


def test_another_gemeente_and_nobody_see_nothing(twee: Any, buur: Gebruiker) -> None:
    niet_actief = GebruikerFactory(lid_van=twee[0].plan.gemeente, is_active=False)

    assert [gezien(wie) for wie in (buur, AnonymousUser(), niet_actief)] == [NIETS] * 3


def test_member_here_and_from_outside_there(twee: Any, plan: Plan) -> None:
    elders = MaatregelFactory()
    MaatregelFactory(plan=elders.plan)
    gebruiker = maak_trekker(elders, "beide", extern=True)
    Lidmaatschap.objects.create(gebruiker=gebruiker, gemeente=plan.gemeente, van=DAG)

    assert set(Maatregel.objects.visible_for(gebruiker)) == {*twee, elders}


def test_who_sees_what_takes_three_queries_once(
    twee: Any, bestuurder: Gebruiker, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        for model in MODELLEN:
            model.objects.visible_for(bestuurder)


def test_the_last_stand_of_a_measure_by_day_and_then_by_order(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan)
    maak_stand(maatregel, peildatum=DAG)
    laatste = maak_stand(maatregel, peildatum=DAG)
    maak_stand(maatregel, peildatum=date(2024, 1, 1))
    maak_stand(maatregel, peildatum=date(2024, 3, 2))

    def op(dag: date) -> int | None:
        return Maatregel.objects.met_laatste_stand(dag).get().laatste_stand_id

    assert (op(DAG), op(date(2023, 12, 31))) == (laatste.pk, None)


def test_the_last_confirmed_stand(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan)
    ronde = open_ronde(plan, DAG, door=None)
    bevestigd = maak_stand(maatregel, peildatum=DAG, ronde=ronde)
    maak_stand(maatregel, peildatum=date(2024, 4, 1))

    def laatste() -> int | None:
        rijen = Maatregel.objects.met_laatste_stand(date(2024, 5, 1), alleen_bevestigd=True)
        return rijen.get().laatste_stand_id

    voor = laatste()
    sluit_ronde(ronde, door=None, overige="overgenomen")

    assert (voor, laatste()) == (None, bevestigd.pk)


def test_met_bevestiging_names_the_round_that_confirmed_it(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan)
    ronde = open_ronde(plan, DAG, door=None)
    maak_stand(maatregel, peildatum=DAG, ronde=ronde)
    sluit_ronde(ronde, door=None, overige="overgenomen")
    sluit_ronde(open_ronde(plan, date(2024, 5, 1), door=None), door=None, overige="overgenomen")
    maak_stand(maatregel, bron="Plan van Aanpak")
    maak_stand(maatregel)

    rijen = Stand.objects.met_bevestiging().order_by("pk")

    assert [(stand.is_bevestigd, stand.bevestigd_in) for stand in rijen] == [
        (True, DAG),
        (True, None),
        (False, None),
    ]


def test_plans_are_listed_with_the_number_of_measures_one_may_see(
    twee: Any, plan: Plan, bestuurder: Gebruiker
) -> None:
    PlanFactory(gemeente=plan.gemeente, van=date(2023, 1, 1))
    externe = maak_trekker(twee[0], "externe", extern=True)

    def lijst(gebruiker: Gebruiker) -> list[tuple[int, int]]:
        rijen = Plan.objects.visible_for(gebruiker).for_lijst(gebruiker)
        return [(rij.van.year, rij.aantal_maatregelen) for rij in rijen]

    assert (lijst(bestuurder), lijst(externe)) == ([(2023, 0), (2019, 2)], [(2019, 1)])


@pytest.mark.parametrize("aantal", [1, 3])
def test_for_overzicht_takes_four_queries(
    plan: Plan, aantal: int, django_assert_num_queries: Any
) -> None:
    for maatregel in MaatregelFactory.create_batch(aantal, plan=plan, compleet=True):
        regel = maatregel.bladen.get().mijlpalen.get()
        MijlpaalFactory(blad=regel.blad, onderdeel_van=regel)

    with django_assert_num_queries(4):
        for maatregel in Maatregel.objects.for_overzicht(DAG):
            (blad,), (rij,) = maatregel.bladen.all(), maatregel.betrokkenheden.all()
            (regel,) = blad.mijlpalen.all()
            assert [maatregel.thema.titel, blad.cluster, rij.naam, *regel.stappen.all()]


def test_open_actiepunten_and_running_besluiten_return_until_done(plan: Plan) -> None:
    laat = ActiepuntFactory(plan=plan, voor=date(2024, 2, 29))
    op_de_dag = ActiepuntFactory(plan=plan, voor=DAG)
    ActiepuntFactory(plan=plan, toestand="gereed", gereed_op=DAG, voor=date(2024, 1, 1))
    ActiepuntFactory(plan=plan, toestand="vervallen", voor=date(2024, 1, 1))
    loopt = BesluitFactory(plan=plan)
    BesluitFactory(plan=plan, toestand="afgedaan", afgedaan_op=DAG)
    BesluitFactory(plan=plan, toestand="ingetrokken", afdoening="Niet meer nodig.")

    assert list(plan.actiepunten.open()) == [laat, op_de_dag]
    assert list(plan.actiepunten.te_laat(DAG)) == [laat]
    assert list(plan.besluiten.lopend()) == [loopt]


def test_actiepunten_of_somebody_herself_where_she_is_a_member(plan: Plan) -> None:
    gebruiker = maak_trekker(MaatregelFactory(plan=plan), "sanne")
    hier = PersoonFactory(gemeente=plan.gemeente, gebruiker=gebruiker)
    elders = PlanFactory()
    van_haar = ActiepuntFactory(plan=plan, wie=hier)
    ActiepuntFactory(plan=plan)
    ActiepuntFactory(plan=elders, wie=PersoonFactory(gemeente=elders.gemeente, gebruiker=gebruiker))

    assert list(Actiepunt.objects.van_gebruiker(gebruiker)) == [van_haar]
    assert list(Actiepunt.objects.van_gebruiker(AnonymousUser())) == []
