"""What the rules say beside a light that somebody gives, and how long its argument holds."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.domain.stand.berekend_licht import bereken_licht
from maatregelen.domain.stand.regellicht import (
    GETOOND,
    Regellicht,
    argument_dat_geldt,
    naast,
    naast_toen,
    vraagt_argument,
)
from maatregelen.models import Maatregel, Stand
from maatregelen.stoplicht import Feit
from maatregelen.tests.factories import (
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    maak_stand,
)

pytestmark = pytest.mark.django_db
# On the first day one step is late; on the second the last one is too.
TOEN, NU = date(2019, 5, 1), date(2019, 8, 1)


@pytest.fixture
def later() -> Maatregel:
    """The rules come to oranje on the first of these days, and to rood on the second."""
    blad = BladFactory(maatregel=MaatregelFactory(plan=PlanFactory()))
    MijlpaalFactory(blad=blad, tekst="Beginnen", van=date(2019, 1, 1), tot_en_met=date(2019, 3, 31))
    MijlpaalFactory(blad=blad)
    return blad.maatregel


def test_what_decides_comes_first_and_the_rest_after() -> None:
    rood = [Feit("rood", f"r{nummer}") for nummer in range(GETOOND + 1)]  # type: ignore[arg-type]
    groen = Feit("groen", "g")  # type: ignore[arg-type]
    deel = Regellicht("tijd", "Tijd", "rood", (*rood, groen))

    assert (list(deel.eerst), list(deel.kort)) == (rood[:GETOOND], rood[:1])
    assert list(deel.verder) == [rood[-1], groen]


def test_aspects_are_those_of_the_plan_by_its_names() -> None:
    plan = PlanFactory(aspecten=[{"aspect": "tijd", "naam": "Planning"}])
    maatregel = MijlpaalFactory(blad=BladFactory(maatregel=MaatregelFactory(plan=plan))).blad
    stand = maak_stand(maatregel.maatregel, geld="", resultaat="")

    regels = naast(plan, stand, bereken_licht(maatregel.maatregel, stand, NU))

    [deel] = regels.aspecten
    assert (deel.naam, deel.licht, deel.beter) == ("Planning", "rood", "groen")
    assert regels.beter_namen == ["totaal", "planning"]


def test_what_was_said_with_the_stand_is_read_back_as_it_was(later: Maatregel) -> None:
    stand = maak_stand(later, peildatum=TOEN)

    assert naast_toen(later.plan, stand) == naast(
        later.plan, stand, bereken_licht(later, stand, TOEN)
    )
    assert [deel.licht for deel in naast_toen(later.plan, stand).aspecten] == [
        "oranje",
        "grijs",
        "grijs",
    ]


@pytest.mark.parametrize("stand", [{"fase": "gestopt"}, {}])
def test_rules_that_gave_no_light_say_nothing(later: Maatregel, stand: dict[str, str]) -> None:
    toen = naast_toen(later.plan, Stand(**stand))

    assert (toen.aspecten, toen.beter) == ([], [])


def test_argument_holds_as_long_as_the_rules_say_the_same(later: Maatregel) -> None:
    stand = maak_stand(later, peildatum=TOEN, argument="De offerte ligt er.")

    geldt = {dag: argument_dat_geldt(stand, bereken_licht(later, stand, dag)) for dag in (TOEN, NU)}
    vraagt = {dag: vraagt_argument(stand, bereken_licht(later, stand, dag)) for dag in (TOEN, NU)}

    assert geldt == {TOEN: "De offerte ligt er.", NU: ""}
    assert vraagt == {TOEN: False, NU: True}


def test_argument_that_was_taken_away_argues_nothing(later: Maatregel) -> None:
    stand = maak_stand(later, peildatum=TOEN)
    stand.argument = AFGESCHERMD

    assert argument_dat_geldt(stand, bereken_licht(later, stand, TOEN)) == ""


@pytest.mark.parametrize(
    ("lichten", "vraagt"),
    [
        ({}, True),
        ({"tijd": "grijs"}, True),
        ({"tijd": "oranje"}, True),
        ({"tijd": "rood"}, False),
        # Why the total is another one argues for that total.
        ({"tijd": "rood", "totaal": "oranje", "afwijking_reden": "Het valt mee."}, False),
        ({"fase": "afgerond"}, False),
    ],
)
def test_argument_is_asked_for_a_light_that_is_better_now(
    later: Maatregel, lichten: dict[str, Any], vraagt: bool
) -> None:
    stand = maak_stand(later, peildatum=date(2019, 2, 1), **lichten)

    assert vraagt_argument(stand, bereken_licht(later, stand, NU)) is vraagt


def test_without_a_stand_nothing_is_argued(later: Maatregel) -> None:
    berekend = bereken_licht(later, None, NU)

    assert (argument_dat_geldt(None, berekend), vraagt_argument(None, berekend)) == ("", False)
