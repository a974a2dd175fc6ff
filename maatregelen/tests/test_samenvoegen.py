"""A merger ends one measure, ties it to the other, and moves nothing."""

from datetime import timedelta
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.models import Gebeurtenis
from maatregelen.domain.maatregel.maatregel_maken import Nieuw
from maatregelen.domain.maatregel.samenvoegen import splits, voeg_samen, wat_blijft
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import DekkingFactory, InvesteringFactory


@pytest.fixture
def rij(plan: Plan) -> Maatregel:
    rij = MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij")
    blad = BladFactory(maatregel=rij)
    lijn = MijlpaalFactory(blad=blad)
    MijlpaalFactory(blad=blad, onderdeel_van=lijn)
    MijlpaalFactory(blad=blad, toestand="vervallen")
    InvesteringFactory(plan=plan, blad=blad)
    DekkingFactory(plan=plan, blad=blad)
    return rij


@pytest.fixture
def doel(plan: Plan) -> Maatregel:
    return MaatregelFactory(plan=plan, code="2c", titel="Eén loket")


def voeg(rij: Maatregel, doel: Maatregel, reden: str = "Zelfde mensen.") -> Any:
    return voeg_samen(rij, doel, door=None, reden=reden)


def test_one_ends_and_says_where_it_goes_on(rij: Maatregel, doel: Maatregel) -> None:
    voor = Gebeurtenis.objects.count()

    verband = voeg(rij, doel)

    rij.refresh_from_db()
    [stand] = rij.standen.all()
    assert (rij.fase, stand.fase, stand.tekst, stand.totaal) == (
        "vervallen",
        "vervallen",
        "Samengevoegd met 2c. Zelfde mensen.",
        "",
    )
    assert (verband.soort, verband.naar_maatregel, verband.toelichting) == (
        "samengevoegd",
        doel,
        "Zelfde mensen.",
    )
    assert [(regel(plaats)["soort"], regel(plaats)["over"]) for plaats in (2, 1, 0)] == [
        ("stand vastgelegd", "1a Hulp dichtbij"),
        ("maatregel samengevoegd", "1a Hulp dichtbij"),
        ("maatregel opgenomen", "2c Eén loket"),
    ]
    assert len({rij.handeling for rij in Gebeurtenis.objects.order_by("-volgnummer")[:3]}) == 1
    assert Gebeurtenis.objects.count() == voor + 3


def test_planning_and_money_stay_where_they_are(rij: Maatregel, doel: Maatregel) -> None:
    [voor] = wat_blijft(rij)

    voeg(rij, doel)

    assert (voor.stappen, [(soort, post.hoofd) for soort, post in voor.geld]) == (
        1,
        [("Investering", "€\N{NO-BREAK SPACE}1.000"), ("Dekking", "€\N{NO-BREAK SPACE}1.000")],
    )
    assert (wat_blijft(rij), doel.bladen.count()) == ([voor], 0)


@pytest.mark.parametrize("aantal", [1, 3])
def test_what_stays_takes_three_queries(
    plan: Plan, rij: Maatregel, django_assert_num_queries: Any, aantal: int
) -> None:
    for _ in range(aantal):
        MijlpaalFactory(blad=rij.bladen.get())
        InvesteringFactory(plan=plan, blad=rij.bladen.get())

    with django_assert_num_queries(3):
        assert wat_blijft(rij)[0].stappen == aantal + 1


def test_a_merger_asks_why(rij: Maatregel, doel: Maatregel) -> None:
    with geweigerd("reden", "Schrijf op waarom u ze samenvoegt."):
        voeg(rij, doel, " ")


def test_what_has_ended_merges_no_more(plan: Plan, rij: Maatregel, doel: Maatregel) -> None:
    derde = MaatregelFactory(plan=plan, code="3a")
    voeg(rij, doel)

    with geweigerd("", "Deze maatregel is al vervallen."):
        voeg(rij, doel)
    with geweigerd("met", "Maatregel 1a is al vervallen; kies een andere."):
        voeg(derde, rij)


def test_only_with_another_of_this_plan(rij: Maatregel) -> None:
    for ander in (rij, MaatregelFactory()):
        with geweigerd("met", "Kies een andere maatregel van dit plan."):
            voeg(rij, ander)


def test_while_a_round_is_open_the_stand_is_of_that_round(
    plan: Plan, rij: Maatregel, doel: Maatregel
) -> None:
    ronde = open_ronde(plan, kalender.vandaag() - timedelta(days=3), door=None)

    voeg(rij, doel)

    assert [(stand.ronde, stand.peildatum) for stand in rij.standen.all()] == [
        (ronde, ronde.peildatum)
    ]


def test_it_ends_also_when_a_stand_of_later_than_the_round_is_there(
    plan: Plan, rij: Maatregel, doel: Maatregel
) -> None:
    open_ronde(plan, kalender.vandaag() - timedelta(days=3), door=None)
    maak_stand(rij, peildatum=kalender.vandaag())

    voeg(rij, doel)

    rij.refresh_from_db()
    assert rij.fase == "vervallen"


def test_a_part_goes_on_in_a_new_measure(rij: Maatregel) -> None:
    nieuw = Nieuw(rij.thema, "Alleen de school", "1b")

    deel = splits(rij, nieuw, door=None, reden="Te groot.")

    [verband] = deel.samenhang.all()
    assert (verband.naar_maatregel, verband.soort, verband.toelichting) == (
        rij,
        "afgesplitst",
        "Te groot.",
    )
    # What lies on the sheet of the one stays there.
    assert (wat_blijft(deel), wat_blijft(rij)[0].stappen) == ([], 1)
    assert [(regel(plaats)["soort"], regel(plaats)["over"]) for plaats in (1, 0)] == [
        ("maatregel afgesplitst", "1b Alleen de school"),
        ("maatregel gesplitst", "1a Hulp dichtbij"),
    ]


def test_the_part_begins_with_the_texts_as_they_are_stored(plan: Plan) -> None:
    rij = MaatregelFactory(plan=plan, code="1a", aanpak="Twee coaches.", domein="jeugd")

    deel = splits(rij, Nieuw(rij.thema, "Een deel"), door=None, reden="Te groot.")

    assert (deel.aanpak, deel.domein, deel.fase) == ("Twee coaches.", "jeugd", "gepland")


def test_a_split_asks_why_and_a_measure_that_runs(rij: Maatregel, doel: Maatregel) -> None:
    nieuw = Nieuw(rij.thema, "Een deel", "1b")

    with geweigerd("reden", "Schrijf op waarom u splitst."):
        splits(rij, nieuw, door=None, reden="")
    voeg(rij, doel)
    with geweigerd("", "Deze maatregel is al vervallen."):
        splits(rij, nieuw, door=None, reden="Te groot.")
