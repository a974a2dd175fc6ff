"""A copy of a measure takes its texts and planning, and leaves what was decided and done there."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp import logboek
from maatregelen.domain.maatregel.maatregel_maken import Nieuw
from maatregelen.domain.maatregel.overnemen import kopieer_maatregel
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
    in_handeling,
    maak_stand,
)
from maatregelen.tests.geldfactories import InvesteringFactory


@pytest.fixture
def bron(plan: Plan) -> Maatregel:
    """2b on two sheets: a step that is done, one that lapsed, and one that stands on both."""
    thema = ThemaFactory(plan=plan, code="2", titel="Veiligheid")
    rij = MaatregelFactory(
        plan=plan, thema=thema, code="2b", aanpak="Twee coaches.", schaalniveau="regionaal"
    )
    basis, extra = [
        BladFactory(maatregel=rij, cluster=ClusterFactory(plan=plan, code=code, titel=code))
        for code in ("basis", "extra")
    ]
    lijn = MijlpaalFactory(blad=basis, tekst="Werven", volgorde=0)
    MijlpaalFactory(blad=basis, tekst="Advertentie", onderdeel_van=lijn, volgorde=1)
    gereed = {"toestand": "gereed", "gereed_op": date(2020, 1, 1)}
    MijlpaalFactory(blad=basis, tekst="Begroten", volgorde=2, **gereed)
    MijlpaalFactory(blad=basis, tekst="Nooit", toestand="vervallen", volgorde=3)
    MijlpaalFactory(blad=extra, tekst="Werven", zelfde_als=lijn)
    InvesteringFactory(plan=plan, blad=basis)
    BetrokkenheidFactory(maatregel=rij)
    BetrokkenheidFactory(maatregel=rij, tot_en_met=date(2020, 1, 1))
    maak_stand(rij)
    return rij


def kopieer(bron: Maatregel, thema: Any = None, **anders: Any) -> Maatregel:
    keuzes = {"met_betrokkenen": False} | anders
    return kopieer_maatregel(bron, Nieuw(thema or bron.thema, "Nog meer"), door=None, **keuzes)


def stappen(rij: Maatregel) -> list[tuple[str, str, str, bool, bool]]:
    gevonden = Mijlpaal.objects.filter(blad__maatregel=rij).select_related("blad__cluster")
    return [
        (
            stap.blad.cluster.titel if stap.blad.cluster else "",
            stap.tekst,
            stap.toestand,
            stap.onderdeel_van is not None,
            stap.zelfde_als is not None,
        )
        for stap in gevonden.order_by("blad__cluster__titel", "volgorde")
    ]


def test_texts_and_open_planning_come_along(bron: Maatregel) -> None:
    rij = kopieer(bron)

    assert (rij.code, rij.titel, rij.aanpak, rij.schaalniveau, rij.fase) == (
        "2c",
        "Nog meer",
        "Twee coaches.",
        "regionaal",
        "gepland",
    )
    assert stappen(rij) == [
        ("basis", "Werven", "open", False, False),
        ("basis", "Advertentie", "open", True, False),
        ("basis", "Begroten", "open", False, False),
        ("extra", "Werven", "open", False, True),
    ]


def test_references_stay_inside_the_copy(bron: Maatregel) -> None:
    rij = kopieer(bron)

    gevonden = Mijlpaal.objects.filter(blad__maatregel=rij)
    anders = gevonden.exclude(onderdeel_van=None) | gevonden.exclude(zelfde_als=None)
    naar = [stap.onderdeel_van or stap.zelfde_als for stap in anders]
    assert {stap.blad.maatregel for stap in naar if stap} == {rij}


def test_money_standen_and_people_stay_behind(bron: Maatregel) -> None:
    rij = kopieer(bron)

    assert Investering.objects.filter(blad__maatregel=rij).count() == 0
    assert (rij.standen.count(), rij.betrokkenheden.count()) == (0, 0)


def test_people_come_along_who_have_a_part_today(bron: Maatregel) -> None:
    assert [wie.tot_en_met for wie in kopieer(bron, met_betrokkenen=True).betrokkenheden.all()] == [
        None
    ]


def test_the_line_says_of_what_it_is_a_copy(bron: Maatregel) -> None:
    kopieer(bron)

    assert regel() == {
        "soort": "maatregel gekopieerd",
        "over": "2c Nog meer",
        "voor": {},
        "na": {
            "code": "2c",
            "titel": "Nog meer",
            "thema": "2 Veiligheid",
            "clusters": ["basis", "extra"],
            "kopie van": "2b",
            "stappen": 4,
        },
        "reden": "",
    }


def test_in_another_plan_clusters_are_found_by_their_code(bron: Maatregel) -> None:
    """A sheet of a cluster that plan lacks has none."""
    ander = PlanFactory(gemeente=bron.plan.gemeente)
    ClusterFactory(plan=ander, code="extra", titel="Extra daar")

    rij = kopieer(bron, ThemaFactory(plan=ander, code="1"))

    assert {stap[:2] for stap in stappen(rij)} == {
        ("", "Werven"),
        ("", "Advertentie"),
        ("", "Begroten"),
        ("Extra daar", "Werven"),
    }
    assert regel()["na"]["kopie van"] == "2b uit het plan 2019-2099"


def test_what_stood_on_two_sheets_stands_once_on_one(bron: Maatregel) -> None:
    rij = kopieer(bron, ThemaFactory(plan=PlanFactory(gemeente=bron.plan.gemeente), code="1"))

    assert [stap[1] for stap in stappen(rij)] == ["Werven", "Advertentie", "Begroten"]
    assert (rij.bladen.count(), regel()["na"]["stappen"]) == (1, 3)


def test_a_plan_of_another_gemeente_is_refused(bron: Maatregel) -> None:
    elders = ThemaFactory()

    with geweigerd("thema", "Dit thema staat in een plan van een andere gemeente."):
        kopieer(bron, elders)


def dagen(rij: Maatregel) -> dict[str, str]:
    gevonden = Mijlpaal.objects.filter(blad__maatregel=rij)
    return {stap.tekst: stap.periode.voluit() for stap in gevonden}


def test_steps_before_the_other_plan_lose_their_days_and_say_which(bron: Maatregel) -> None:
    """What ends in its period, has no end, or never had days, stays as it was."""
    blad = bron.bladen.earliest("pk")
    zonder = {"van": None, "tot_en_met": None}
    MijlpaalFactory(
        blad=blad, tekst="Loopt door", tot_en_met=date(2025, 1, 1), periode_soort="reeks"
    )
    MijlpaalFactory(blad=blad, tekst="Vanaf", tot_en_met=None, periode_soort="vanaf")
    MijlpaalFactory(
        blad=blad, tekst="Ooit", periode_soort="onbepaald", letterlijk="volgt", **zonder
    )
    MijlpaalFactory(
        blad=blad, tekst="Vaak", periode_soort="herhalend", herhaling="maandelijks", letterlijk=""
    )
    later = PlanFactory(gemeente=bron.plan.gemeente, van=date(2025, 1, 1))

    rij = kopieer(bron, ThemaFactory(plan=later, code="2"))

    was = "opnieuw te plannen, was "
    assert dagen(rij) == {
        "Werven": f"{was}Q2 2019",
        "Advertentie": f"{was}Q2 2019",
        "Begroten": f"{was}Q2 2019",
        "Loopt door": "Q2 2019 t/m 1 januari 2025",
        "Vanaf": "vanaf Q2 2019",
        "Ooit": "volgt",
        "Vaak": f"{was}maandelijks, Q2 2019",
    }
    # Two sheets became one, so that the same step counts once.
    assert regel()["na"]["stappen opnieuw te plannen"] == 4


def test_a_copy_in_its_own_plan_keeps_all_days(bron: Maatregel) -> None:
    with in_handeling():
        bron.plan.van = date(2025, 1, 1)
        bron.plan.save()
        logboek.schrijf("gewijzigd", bron.plan, gemeente_id=bron.plan.gemeente_id, naam="x")

    assert set(dagen(kopieer(bron)).values()) == {"Q2 2019"}
    assert "stappen opnieuw te plannen" not in regel()["na"]
