"""The counts of lights, and which lights are better than the rules make them."""

from datetime import date
from typing import Any

import pytest

from maatregelen.domain.dashboard import tellingen
from maatregelen.domain.dashboard.beter import Beter, beter_dan_berekend
from maatregelen.tests.dashboards import kijk
from maatregelen.tests.factories import (
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    ThemaFactory,
    maak_stand,
)

pytestmark = pytest.mark.django_db
DAG = date(2019, 7, 11)


def te_late_stap(maatregel: Any) -> None:
    """Rood for tijd: its last step is late."""
    MijlpaalFactory(blad=BladFactory(maatregel=maatregel))


def verteld(beter: list[Beter]) -> list[tuple[str, list[tuple[str, str, str]], str]]:
    return [
        (
            rij.kaart.rij.maatregel.code,
            [(deel.naam, deel.gegeven, deel.berekend) for deel in rij.delen],
            rij.argument,
        )
        for rij in beter
    ]


def test_lights_are_counted_per_aspect_and_thema_and_what_ended_apart(plan: Any) -> None:
    een, twee = (ThemaFactory(plan=plan, code=code, titel=f"Thema {code}") for code in "12")
    maak_stand(MaatregelFactory(plan=plan, thema=een), peildatum=DAG, tijd="rood")
    maak_stand(MaatregelFactory(plan=plan, thema=twee), peildatum=DAG)
    MaatregelFactory(plan=plan, thema=twee)
    for fase in ("afgerond", "gestopt", "gestopt"):
        maak_stand(MaatregelFactory(plan=plan, thema=twee), peildatum=DAG, fase=fase)
    beeld = kijk(plan, DAG)

    def geteld(rijen: list[tellingen.Telling]) -> list[tuple[str, str, list[int]]]:
        return [(rij.naam, rij.waarde, list(rij.aantallen.values())) for rij in rijen]

    # Rood, oranje, niet bijgewerkt, grijs, groen.
    assert geteld(tellingen.per_aspect(beeld)) == [
        ("Totaal", "", [1, 0, 1, 0, 1]),
        ("Tijd", "", [1, 0, 1, 0, 1]),
        ("Geld", "", [0, 0, 1, 0, 2]),
        ("Resultaat", "", [0, 0, 1, 0, 2]),
    ]
    assert sorted(geteld(tellingen.per_thema(beeld))) == [
        (str(een), "1", [1, 0, 0, 0, 0]),
        (str(twee), "2", [0, 0, 1, 0, 1]),
    ]
    assert tellingen.geeindigd(beeld) == {"afgerond": 1, "gestopt": 2, "vervallen": 0}


def test_a_better_light_stands_with_both_lights_what_decides_and_the_argument(plan: Any) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    te_late_stap(maatregel)
    maak_stand(maatregel, peildatum=DAG, tijd="oranje", argument="De zaal is al geboekt.")
    maak_stand(MaatregelFactory(plan=plan, code="1b"), peildatum=DAG)

    [rij] = gevonden = beter_dan_berekend(kijk(plan, DAG))

    assert verteld(gevonden) == [("1a", [("Tijd", "oranje", "rood")], "De zaal is al geboekt.")]
    assert [feit.tekst for feit in rij.delen[0].feiten] == [
        "Laatste stap niet op tijd klaar (Q2 2019): “Afspraken maken”."
    ]


def test_a_better_total_alone_stands_with_the_reason_for_it(plan: Any) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    te_late_stap(maatregel)
    reden = "Het weegt licht."
    maak_stand(
        maatregel,
        peildatum=DAG,
        tijd="rood",
        totaal="oranje",
        afwijking_reden=reden,
        argument="",
    )

    assert verteld(beter_dan_berekend(kijk(plan, DAG))) == [
        ("1a", [("Totaal", "oranje", "rood")], "Het weegt licht.")
    ]


def test_a_light_that_became_better_than_the_rules_later_has_no_argument(plan: Any) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    te_late_stap(maatregel)
    maak_stand(maatregel, peildatum=date(2019, 6, 30))

    assert verteld(beter_dan_berekend(kijk(plan, date(2019, 6, 30)))) == []
    assert verteld(beter_dan_berekend(kijk(plan, DAG))) == [("1a", [("Tijd", "groen", "rood")], "")]
