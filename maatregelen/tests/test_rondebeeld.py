"""A round as one JSON object."""

import json
from datetime import date
from typing import Any

import pytest

from jeugdhulp import kalender, logboek
from maatregelen.domain.ronde.rondebeeld import lees_rondebeeld
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.tests.factories import MaatregelFactory, maak_stand
from maatregelen.tests.vol import vul_blad, vul_plan

MAART = date(2024, 3, 1)


def test_a_running_round_says_who_delivered_and_who_did_not(plan: Any) -> None:
    gemaakt, oud, klaar = (
        MaatregelFactory(plan=plan, code=code, volgorde=nummer)
        for nummer, code in enumerate(("1a", "1b", "1c"))
    )
    maak_stand(oud, peildatum=date(2024, 1, 1))
    maak_stand(klaar, peildatum=date(2024, 1, 1), fase="afgerond", tijd="", geld="", resultaat="")
    ronde = open_ronde(plan, MAART, door=None)
    maak_stand(gemaakt, peildatum=MAART, ronde=ronde, tijd="rood")

    beeld = lees_rondebeeld(ronde, moment=kalender.nu())

    gelezen = [
        (deel["code"], deel["lichten"]["totaal"], deel["gemaakt"], deel["stil"], deel["loopt"])
        for deel in beeld["maatregelen"]
    ]
    assert gelezen == [
        ("1a", "rood", True, False, True),
        ("1b", "groen", False, True, True),
        ("1c", "geen", False, False, False),
    ]
    telling = (beeld["aantal_lopend"], beeld["aantal_gemaakt"], beeld["aantal_stil"])
    assert (telling, beeld["sinds"]) == ((2, 1, 1), None)
    assert [stap["soort"] for stap in beeld["ronde"]["stappen"]] == ["geopend"]


@pytest.mark.parametrize("aantal", [1, 3])
def test_reading_takes_the_same_queries_for_more_measures(
    plan: Any, aantal: int, django_assert_num_queries: Any
) -> None:
    vul_plan(plan, aantal)
    vul_blad(MaatregelFactory(plan=plan), aantal)
    ronde = open_ronde(plan, MAART, door=None)

    with django_assert_num_queries(26):
        beeld = lees_rondebeeld(ronde, moment=kalender.nu())

    assert json.loads(logboek.canoniek(beeld))["vorm"] == 1
