"""A new plan: empty, or beginning as an earlier one is now."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp.models import Gemeente
from maatregelen.domain.plan_maken import NieuwPlan, maak_plan
from maatregelen.models import Investering, Maatregel, Mijlpaal, Plan
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    ThemaFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import InvesteringFactory


def nieuw(**anders: Any) -> NieuwPlan:
    kolommen = {"titel": "Plan Jeugd", "van": date(2030, 1, 1), "tot_en_met": date(2033, 12, 31)}
    return NieuwPlan(**kolommen | anders)


def test_empty_plan_is_a_concept_with_its_own_words(gemeente: Gemeente) -> None:
    plan = maak_plan(
        gemeente,
        nieuw(naam_overleg="regiegroep", naam_thema="Project", themas=("Toegang", "Veiligheid")),
        door=None,
    )

    assert (plan.slug, plan.stadium, plan.naam_overleg, plan.naam_thema, plan.voorganger) == (
        "plan-jeugd",
        "concept",
        "regiegroep",
        "Project",
        None,
    )
    assert [str(thema) for thema in plan.themas.all()] == ["1 Toegang", "2 Veiligheid"]
    assert regel() == {
        "soort": "plan gemaakt",
        "over": "Plan Jeugd",
        "voor": {},
        "na": {
            "titel": "Plan Jeugd",
            "periode": "1 januari 2030 tot en met 31 december 2033",
            "thema's": ["1 Toegang", "2 Veiligheid"],
        },
        "reden": "",
    }


@pytest.mark.parametrize(
    ("titels", "adressen"),
    [
        (["Plan Jeugd"] * 3, ["plan-jeugd", "plan-jeugd-2030", "plan-jeugd-2030-2"]),
        (["Plan 2030", "Plan 2030"], ["plan-2030", "plan-2030-2"]),
        # A page of the gemeente stands there.
        (["Beleid", "Nieuw plan"], ["beleid-2030", "nieuw-plan-2030"]),
        (["€€€"], ["plan"]),
        (["Heel " * 30], ["heel-heel-heel-heel-heel-heel-heel-heel"]),
    ],
)
def test_address_comes_from_the_title(
    gemeente: Gemeente, titels: list[str], adressen: list[str]
) -> None:
    assert [maak_plan(gemeente, nieuw(titel=titel), door=None).slug for titel in titels] == adressen


def test_period_runs_forward(gemeente: Gemeente) -> None:
    with geweigerd("tot_en_met", "De laatste dag van het plan ligt voor de eerste."):
        maak_plan(gemeente, nieuw(tot_en_met=date(2029, 1, 1)), door=None)


def test_plan_of_another_gemeente_is_no_voorganger(gemeente: Gemeente) -> None:
    elders = PlanFactory()

    with geweigerd("voorganger", "Dit plan is van een andere gemeente."):
        maak_plan(gemeente, nieuw(), voorganger=elders, door=None)


@pytest.fixture
def vorige(gemeente: Gemeente) -> Plan:
    """Themas 1 and 2, a cluster, and 1a (running), 1b (stopped) and 2a."""
    plan = PlanFactory(
        gemeente=gemeente,
        slug="plan-oud",
        titel="Plan Oud",
        ritme_maanden=3,
        naam_cluster="Groep",
        bladvelden=[{"veld": "aanpak", "naam": "Zo doen we het"}],
    )
    een, twee = [
        ThemaFactory(plan=plan, code=str(nummer), titel=f"T{nummer}", volgorde=nummer)
        for nummer in (1, 2)
    ]
    cluster = ClusterFactory(plan=plan, code="A", titel="Basis")
    for volgorde, (code, thema) in enumerate([("1a", een), ("1b", een), ("2a", twee)]):
        rij = MaatregelFactory(
            plan=plan, thema=thema, code=code, volgorde=volgorde, aanpak=f"Aanpak {code}"
        )
        blad = BladFactory(maatregel=rij, cluster=cluster)
        MijlpaalFactory(blad=blad, tekst="Nog te doen")
        MijlpaalFactory(blad=blad, tekst="Gedaan", toestand="gereed", gereed_op=date(2020, 1, 1))
        InvesteringFactory(plan=plan, blad=blad)
        BetrokkenheidFactory(maatregel=rij)
        maak_stand(rij, fase="gestopt" if code == "1b" else "in uitvoering")
    return plan


def test_copy_takes_over_what_runs(gemeente: Gemeente, vorige: Plan) -> None:
    plan = maak_plan(gemeente, nieuw(themas=("Nieuw",)), voorganger=vorige, door=None)

    rijen = Maatregel.objects.filter(plan=plan).in_volgorde()
    assert [(rij.code, rij.aanpak, rij.fase) for rij in rijen] == [
        ("1a", "Aanpak 1a", "gepland"),
        ("2a", "Aanpak 2a", "gepland"),
    ]
    assert {blad.cluster.titel for rij in rijen for blad in rij.bladen.all()} == {"Basis"}
    stappen = Mijlpaal.objects.filter(blad__maatregel__plan=plan)
    assert [(stap.tekst, stap.toestand) for stap in stappen] == [("Nog te doen", "open")] * 2
    assert [str(thema) for thema in plan.themas.all()] == ["1 T1", "2 T2", "3 Nieuw"]
    assert (plan.voorganger, plan.ritme_maanden, plan.naam_cluster, plan.bladvelden) == (
        vorige,
        3,
        "Groep",
        vorige.bladvelden,
    )
    assert (regel()["na"]["vorige plan"], regel()["na"]["overgenomen maatregelen"]) == (
        "Plan Oud",
        2,
    )


def test_copy_leaves_money_and_standen_and_the_old_plan_as_it_was(
    gemeente: Gemeente, vorige: Plan
) -> None:
    plan = maak_plan(gemeente, nieuw(), voorganger=vorige, door=None)

    rijen = Maatregel.objects.filter(plan=plan)
    assert sum(rij.standen.count() + rij.betrokkenheden.count() for rij in rijen) == 0
    assert (Investering.objects.filter(plan=plan).count(), vorige.maatregelen.count()) == (0, 3)


def test_people_come_along_where_asked(gemeente: Gemeente, vorige: Plan) -> None:
    plan = maak_plan(gemeente, nieuw(), voorganger=vorige, met_betrokkenen=True, door=None)

    assert [rij.betrokkenheden.count() for rij in Maatregel.objects.filter(plan=plan)] == [1, 1]


def test_steps_from_before_the_period_are_to_be_planned_anew(
    gemeente: Gemeente, vorige: Plan
) -> None:
    plan = maak_plan(gemeente, nieuw(), voorganger=vorige, door=None)

    stappen = Mijlpaal.objects.filter(blad__maatregel__plan=plan)
    was = [(stap.van, stap.tot_en_met, stap.periode.voluit()) for stap in stappen]
    assert was == [(None, None, "opnieuw te plannen, was Q2 2019")] * 2
    assert regel()["na"]["stappen opnieuw te plannen"] == 2


def test_copy_gives_the_lights_of_its_voorganger_by_the_same_names(gemeente: Gemeente) -> None:
    aspecten = [{"aspect": "resultaat", "naam": "Effect"}, {"aspect": "tijd", "naam": "Planning"}]
    vorige = PlanFactory(
        gemeente=gemeente, aspecten=aspecten, drempel_kwartalen=2, drempel_procent=5
    )

    plan = maak_plan(gemeente, nieuw(), voorganger=vorige, door=None)

    assert (plan.aspecten, plan.drempel_kwartalen, plan.drempel_procent) == (aspecten, 2, 5)
    plan.aspecten[0]["naam"] = "Resultaat"
    assert vorige.aspecten == aspecten
