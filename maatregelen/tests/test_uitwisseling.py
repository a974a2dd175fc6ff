"""Checking a file in the exchange format."""

from typing import Any

import pytest

from maatregelen.domain.uitwisseling import Bevinding, controleer
from maatregelen.tests.fixtures_lezen import lees

ONBEKEND = "dit verwijst naar iets dat niet in het bestand staat"


@pytest.fixture
def bestand() -> Any:
    return lees("het-hogeland")


@pytest.mark.parametrize("slug", ["het-hogeland", "stadskanaal"])
def test_the_plans_of_this_house_have_no_findings(slug: str) -> None:
    assert controleer(lees(slug)) == []


def test_all_references_are_looked_at_at_once(bestand: Any) -> None:
    maatregel = bestand["maatregelen"][0]
    bestand["plan"]["voorzitter"] = "niemand"
    maatregel["thema"] = "99"
    maatregel["betrokkenen"][0]["wie"] = "wie-dan"
    maatregel["bladen"][0]["cluster"] = "9"
    bestand["maatregelen"][1]["bladen"][0]["planning"][0]["zelfde_als"] = "1a/9/1"

    assert controleer(bestand) == [
        Bevinding("plan.voorzitter", "niemand", ONBEKEND),
        Bevinding("maatregel 1a, thema", "99", ONBEKEND),
        Bevinding("maatregel 1a, wie", "wie-dan", ONBEKEND),
        Bevinding("maatregel 1a, cluster", "9", ONBEKEND),
        Bevinding("maatregel 1b, zelfde_als", "1a/9/1", ONBEKEND),
    ]


def test_an_organisatie_cannot_chair(bestand: Any) -> None:
    sleutel = bestand["organisaties"][0]["sleutel"]
    bestand["plan"]["opdrachtgever"] = sleutel

    assert controleer(bestand) == [Bevinding("plan.opdrachtgever", sleutel, ONBEKEND)]


def test_what_must_be_unique_is_counted(bestand: Any) -> None:
    bestand["themas"][1]["code"] = bestand["themas"][0]["code"]
    bestand["maatregelen"][1]["code"] = bestand["maatregelen"][0]["code"]
    bestand["personen"][1]["sleutel"] = bestand["personen"][0]["sleutel"]

    dubbel = [bevinding for bevinding in controleer(bestand) if bevinding.melding != ONBEKEND]

    melding = "dit komt 2 keer voor; het moet uniek zijn"
    assert dubbel == [
        Bevinding("themas", "1", melding),
        Bevinding("maatregelen", "1a", melding),
        Bevinding("personen en organisaties", "r-van-nuil", melding),
    ]


def test_a_planning_line_has_a_key_of_its_own(bestand: Any) -> None:
    planning = bestand["maatregelen"][0]["bladen"][0]["planning"]
    planning[1]["sleutel"] = planning[0]["sleutel"]

    assert Bevinding("maatregel 1a", "1a/1/1", "deze sleutel komt vaker dan één keer voor") in (
        controleer(bestand)
    )


def test_a_line_may_not_repeat_one_on_its_own_sheet(bestand: Any) -> None:
    planning = bestand["maatregelen"][1]["bladen"][0]["planning"]
    planning[1]["zelfde_als"] = planning[0]["sleutel"]

    assert controleer(bestand) == [
        Bevinding(
            "maatregel 1b, zelfde_als",
            planning[0]["sleutel"],
            "verwijs naar de eerste keer dat de regel er staat: op een ander blad van deze"
            " maatregel",
        )
    ]


def test_a_range_that_ends_before_it_begins_is_found(bestand: Any) -> None:
    periode = {"soort": "reeks", "van": "2020", "tot_en_met": "2019", "letterlijk": ""}
    bestand["maatregelen"][0]["bladen"][0]["planning"][0]["periode"] = periode

    assert controleer(bestand) == [
        Bevinding(
            "maatregel 1a, regel 1a/1/1",
            periode,
            "Het einde (2019-12-31) ligt voor het begin (2020-01-01).",
        )
    ]


@pytest.mark.parametrize(
    ("plek", "waarde", "verwacht"),
    [
        ("versie", 3, "versie: hier moet 2 staan (er staat 3)"),
        ("gemeente", [], "gemeente: dit moet van de soort object zijn (er staat [])"),
        ("themas", [], "themas: hier staat minder dan 1 (er staat [])"),
    ],
)
def test_a_fault_of_shape_says_where_what_and_what_to_do(
    bestand: Any, plek: str, waarde: Any, verwacht: str
) -> None:
    assert [str(bevinding) for bevinding in controleer(bestand | {plek: waarde})] == [verwacht]


def test_a_missing_and_an_unknown_key_are_found(bestand: Any) -> None:
    del bestand["gemeente"]["naam"]
    bestand["plan"]["kleur"] = "rood"

    assert [(bevinding.plek, bevinding.melding) for bevinding in controleer(bestand)] == [
        ("gemeente", "hier ontbreekt een sleutel; vul aan wat het uitwisselformaat vraagt"),
        ("plan", "hier staat een sleutel die het uitwisselformaat niet kent"),
    ]


@pytest.mark.parametrize("bestand", [[], None, 3, "plan"])
def test_what_is_no_object_is_one_finding(bestand: Any) -> None:
    assert controleer(bestand) == [
        Bevinding("het bestand", bestand, "dit moet van de soort object zijn")
    ]


def test_a_long_value_is_cut() -> None:
    bevinding = Bevinding("tekst", "x" * 200, "te lang")

    assert str(bevinding) == f'tekst: te lang (er staat "{"x" * 79})'
