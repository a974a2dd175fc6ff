"""A new measure: its code, its place and its sheets; and another place for one that is there."""

from collections.abc import Callable
from typing import Any

import pytest

from jeugdhulp import kalender, logboek
from jeugdhulp.historie import bekend
from maatregelen.domain.maatregel.indeling import deel_in, neem_blad_weg, wat_hangt_aan
from maatregelen.domain.maatregel.maatregel_maken import Nieuw, maak_maatregel, vrije_codes
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.models import Blad, Maatregel, Plan
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    BestedingFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    ThemaFactory,
    VermeldingFactory,
    in_handeling,
)
from maatregelen.tests.geldfactories import InvesteringFactory


@pytest.fixture
def themas(plan: Plan) -> list[Any]:
    return [
        ThemaFactory(plan=plan, code=str(nummer), titel=f"Thema {nummer}", volgorde=nummer)
        for nummer in (1, 2, 3)
    ]


@pytest.fixture
def gevuld(plan: Plan, themas: list[Any]) -> list[Any]:
    """1a, 1b and 3a, one after the other."""
    rijen = [(themas[0], "1a"), (themas[0], "1b"), (themas[2], "3a")]
    return [
        MaatregelFactory(plan=plan, thema=thema, code=code, volgorde=nummer)
        for nummer, (thema, code) in enumerate(rijen)
    ]


def codes(plan: Plan) -> list[str]:
    return [rij.code for rij in Maatregel.objects.filter(plan=plan).in_volgorde()]


def maak(plan: Plan, thema: Any, **anders: Any) -> Maatregel:
    return maak_maatregel(plan, Nieuw(thema, "Meer hulp", **anders), door=None)


def test_new_measure_gets_the_next_code_and_one_sheet(
    plan: Plan, themas: list[Any], gevuld: list[Any]
) -> None:
    rij = maak(plan, themas[0])

    assert (rij.code, rij.fase, [blad.cluster for blad in rij.bladen.all()]) == (
        "1c",
        "gepland",
        [None],
    )
    assert regel() == {
        "soort": "maatregel toegevoegd",
        "over": "1c Meer hulp",
        "voor": {},
        "na": {"code": "1c", "titel": "Meer hulp", "thema": "1 Thema 1"},
        "reden": "",
    }


def test_every_cluster_gets_a_sheet(plan: Plan, themas: list[Any]) -> None:
    clusters = [ClusterFactory(plan=plan, titel=titel) for titel in ("Basis", "Extra")]

    rij = maak(plan, themas[0], clusters=tuple(clusters))

    assert {blad.cluster for blad in rij.bladen.all()} == set(clusters)
    assert regel()["na"]["clusters"] == ["Basis", "Extra"]


@pytest.mark.parametrize(
    ("plekken", "verwacht"),
    [
        ([0], ["1a", "1b", "1c", "3a"]),
        ([1], ["1a", "1b", "2a", "3a"]),
        ([2], ["1a", "1b", "3a", "3b"]),
        # The order in which they come does not matter.
        ([1, 0, 2, 1, 0], ["1a", "1b", "1c", "1d", "2a", "2b", "3a", "3b"]),
    ],
)
def test_it_stands_after_the_last_of_its_thema(
    plan: Plan, themas: list[Any], gevuld: list[Any], plekken: list[int], verwacht: list[str]
) -> None:
    for plek in plekken:
        maak(plan, themas[plek])

    assert codes(plan) == verwacht


def test_a_code_that_is_taken_is_refused_by_name(
    plan: Plan, themas: list[Any], gevuld: list[Any]
) -> None:
    with geweigerd("code", "Deze code is al van “1b Hulp dichtbij huis”. Kies een andere."):
        maak(plan, themas[0], code="1b")


def test_a_thema_or_cluster_of_another_plan_is_refused(plan: Plan, themas: list[Any]) -> None:
    vreemd = ThemaFactory(code="9", titel="Elders")
    cluster = ClusterFactory(titel="Daar")

    with geweigerd("thema", "“9 Elders” staat in een ander plan."):
        maak(plan, vreemd)
    with geweigerd("clusters", "“Daar” staat in een ander plan."):
        maak(plan, themas[0], clusters=(cluster,))


def test_a_code_of_before_is_not_offered_again(
    plan: Plan, themas: list[Any], gevuld: list[Any]
) -> None:
    """Its old address leads to the measure that had it."""
    deel_in(gevuld[1], code="1x", thema=themas[0], door=None, reden="Anders geteld.")

    assert vrije_codes(plan, themas) == {themas[0].pk: "1y", themas[1].pk: "2a", themas[2].pk: "3b"}
    assert "1b" not in vrije_codes(plan, themas).values()


@pytest.mark.parametrize("aantal", [1, 3])
def test_codes_of_all_themas_take_two_queries(
    plan: Plan, django_assert_num_queries: Any, aantal: int
) -> None:
    rijen = [MaatregelFactory(plan=plan).thema for _ in range(aantal)]

    with django_assert_num_queries(2):
        vrije_codes(plan, rijen)


def test_indeling_changes_and_leaves_a_line(
    plan: Plan, themas: list[Any], gevuld: list[Any]
) -> None:
    rij = deel_in(gevuld[0], code="3b", thema=themas[2], door=None, reden="Past daar beter.")

    assert (rij.code, codes(plan)) == ("3b", ["1b", "3a", "3b"])
    assert regel() == {
        "soort": "indeling gewijzigd",
        "over": "3b Hulp dichtbij huis",
        "voor": {"code": "1a", "thema": "1 Thema 1"},
        "na": {"code": "3b", "thema": "3 Thema 3"},
        "reden": "Past daar beter.",
    }


def test_the_last_of_a_plan_can_move_to_the_first_thema(
    plan: Plan, themas: list[Any], gevuld: list[Any]
) -> None:
    """Its number in the database is higher than theirs, and the other way round."""
    deel_in(gevuld[2], code="3a", thema=themas[0], door=None, reden="Zo hoort het.")
    deel_in(gevuld[0], code="1a", thema=themas[1], door=None, reden="Zo hoort het.")

    assert codes(plan) == ["1b", "3a", "1a"]


def test_indeling_asks_why_and_refuses_a_code_that_is_taken(
    plan: Plan, themas: list[Any], gevuld: list[Any]
) -> None:
    with geweigerd("reden", "U verandert de indeling. Schrijf op waarom."):
        deel_in(gevuld[0], code="1x", thema=themas[0], door=None, reden=" ")
    with geweigerd("code", "Deze code is al van “1b Hulp dichtbij huis”. Kies een andere."):
        deel_in(gevuld[0], code="1b", thema=themas[0], door=None, reden="Anders.")
    with geweigerd("", "Er is niets veranderd."):
        deel_in(gevuld[0], code="1a", thema=themas[0], door=None, reden="Anders.")


def test_a_code_that_somebody_else_changed_is_not_overwritten(
    plan: Plan, themas: list[Any], gevuld: list[Any]
) -> None:
    deel_in(gevuld[0], code="1x", thema=themas[0], door=None, reden="Eerst.")

    with pytest.raises(IntussenAndersError):
        deel_in(
            gevuld[0],
            code="1y",
            thema=themas[0],
            gezien={"code": "1a"},
            door=None,
            reden="Daarna.",
        )


@pytest.fixture
def blad(plan: Plan, gevuld: list[Any]) -> Any:
    """The sheet of 1a, in cluster Basis, with a line of its planning."""
    blad = BladFactory(maatregel=gevuld[0], cluster=ClusterFactory(plan=plan, titel="Basis"))
    MijlpaalFactory(blad=blad)
    return blad


@pytest.fixture
def verplaats(plan: Plan, themas: list[Any], gevuld: list[Any], blad: Any) -> Callable[..., Any]:
    extra = ClusterFactory(plan=plan, titel="Extra")

    def doe(**anders: Any) -> Maatregel:
        kolommen = {"code": "1a", "thema": themas[0], "reden": "Begroting."} | anders
        return deel_in(gevuld[0], verplaatst={blad.pk: extra}, door=None, **kolommen)

    return doe


def test_a_sheet_moves_with_its_planning(verplaats: Any, blad: Any) -> None:
    verplaats()

    blad.refresh_from_db()
    assert (blad.cluster.titel, blad.mijlpalen.count()) == ("Extra", 1)
    assert (regel()["voor"], regel()["na"]) == ({"clusters": ["Basis"]}, {"clusters": ["Extra"]})


def test_money_moves_in_a_plan_that_was_vastgesteld_on_a_ground_only(
    plan: Plan, verplaats: Any, blad: Any
) -> None:
    InvesteringFactory(plan=plan, blad=blad)
    with in_handeling():
        plan.stadium = "vastgesteld"
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))

    with geweigerd(
        "op_grond_van",
        "Dit plan is vastgesteld. Noem het besluit waar deze wijziging op steunt, of schrijf"
        " “binnen mandaat”.",
    ):
        verplaats()
    verplaats(op_grond_van="binnen mandaat")
    assert regel()["na"]["op grond van"] == "binnen mandaat"


def test_a_measure_gets_another_sheet_once_per_cluster(
    plan: Plan, themas: list[Any], gevuld: list[Any], blad: Any
) -> None:
    extra = ClusterFactory(plan=plan, titel="Extra")
    doe = {"code": "1a", "thema": themas[0], "door": None, "reden": "Ook daar."}

    deel_in(gevuld[0], erbij=[extra], **doe)

    assert regel()["na"] == {"clusters": ["Basis", "Extra"]}
    with geweigerd("clusters", "Deze maatregel staat al in dit cluster."):
        deel_in(gevuld[0], erbij=[extra], **doe)


def test_the_only_sheet_can_leave_its_cluster_with_all_that_is_on_it(
    themas: list[Any], blad: Any
) -> None:
    naar = {"verplaatst": {blad.pk: None}, "door": None, "reden": "Geen clusters meer."}
    deel_in(blad.maatregel, code="1a", thema=themas[0], **naar)

    blad.refresh_from_db()
    assert (blad.cluster, blad.mijlpalen.count()) == (None, 1)
    assert (regel()["voor"], regel()["na"]) == (
        {"clusters": ["Basis"]},
        {"clusters": ["geen cluster"]},
    )


@pytest.fixture
def leeg(plan: Plan, blad: Any) -> Any:
    """A second sheet of 1a, in cluster Rest, with nothing on it."""
    cluster = ClusterFactory(plan=plan, titel="Rest", volgorde=9)
    return BladFactory(maatregel=blad.maatregel, cluster=cluster)


def test_an_empty_sheet_goes_and_its_history_says_so(leeg: Any) -> None:
    maatregel, ervoor = leeg.maatregel, kalender.nu()

    neem_blad_weg(leeg, door=None, reden="Dit cluster kwam er niet.")

    assert [str(blad.cluster) for blad in maatregel.bladen.all()] == ["Basis"]
    assert regel() == {
        "soort": "blad weggehaald",
        "over": str(maatregel),
        "voor": {"clusters": ["Basis", "Rest"]},
        "na": {"clusters": ["Basis"]},
        "reden": "Dit cluster kwam er niet.",
    }
    eigen = {"maatregel_id": maatregel.pk}
    bladen = [bekend(Blad, dag).filter(**eigen).count() for dag in (ervoor, None)]
    assert bladen == [2, 1]


def test_a_sheet_with_anything_on_it_stays(leeg: Any) -> None:
    """Also what lapsed: nothing that was planned or paid is lost."""
    plan = leeg.maatregel.plan
    MijlpaalFactory(blad=leeg, tekst="Nooit", toestand="vervallen")
    with geweigerd("", "Op dit blad staat nog één regel. Daarom kan het niet weg."):
        neem_blad_weg(leeg, door=None, reden="Weg ermee.")

    InvesteringFactory(plan=plan, blad=leeg)
    BestedingFactory(blad=leeg, jaar=2021)
    VermeldingFactory(blad=leeg, investering=InvesteringFactory(plan=plan, blad=None))

    assert [(rij.wat, rij.naam, rij.anker) for rij in wat_hangt_aan(leeg)] == [
        ("stap", "Nooit", f"deel-planning-{leeg.pk}"),
        ("investering", "Een training", f"deel-investering-{leeg.pk}"),
        ("geld dat elders telt", "Een training", f"deel-investering-{leeg.pk}"),
        ("besteding", "2021", "deel-besteding"),
    ]
    with geweigerd("", "Op dit blad staan nog 4 regels. Daarom kan het niet weg."):
        neem_blad_weg(leeg, door=None, reden="Weg ermee.")


def test_taking_a_sheet_away_asks_why_and_leaves_one(leeg: Any, gevuld: list[Any]) -> None:
    enig = BladFactory(maatregel=gevuld[1])
    with geweigerd("reden", "U verandert de indeling. Schrijf op waarom."):
        neem_blad_weg(leeg, door=None, reden=" ")
    with geweigerd("", "Dit is het enige blad. Het blijft, ook als het leeg is."):
        neem_blad_weg(enig, door=None, reden="Weg ermee.")
