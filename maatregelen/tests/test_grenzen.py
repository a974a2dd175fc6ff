"""Relations that may not leave their measure, plan or gemeente."""

import pytest
from django.core.exceptions import ValidationError

from maatregelen.models import Doel, Doelkoppeling
from maatregelen.tests.factories import (
    BeleidsplanFactory,
    BladFactory,
    DoelFactory,
    MaatregelFactory,
    MijlpaalFactory,
)

pytestmark = pytest.mark.django_db


def test_a_measure_serves_no_goal_of_another_gemeente() -> None:
    koppeling = Doelkoppeling(maatregel=MaatregelFactory(), doel=DoelFactory())

    with pytest.raises(ValidationError, match="van een andere gemeente"):
        koppeling.full_clean()


def test_the_same_line_is_one_of_this_measure() -> None:
    """Shifting the one shifts the other."""
    regel = MijlpaalFactory()
    regel.zelfde_als = MijlpaalFactory()

    with pytest.raises(ValidationError, match="van een andere maatregel"):
        regel.full_clean()


def test_a_step_stands_under_a_line_of_its_own_blad() -> None:
    blad = BladFactory()
    stap = MijlpaalFactory(blad=blad)
    stap.onderdeel_van = MijlpaalFactory()

    with pytest.raises(ValidationError, match="op een ander blad"):
        stap.full_clean()


def test_goals_go_in_no_circle() -> None:
    plan = BeleidsplanFactory()
    boven = DoelFactory(beleidsplan=plan, code="1")
    onder = DoelFactory(beleidsplan=plan, code="2", ouder=boven)
    boven.ouder = onder

    with pytest.raises(ValidationError, match="hangt zelf onder dit doel"):
        boven.full_clean()


def test_goals_go_twenty_levels_deep_and_no_deeper() -> None:
    plan, ouder = BeleidsplanFactory(), None
    for nummer in range(21):
        ouder = DoelFactory(beleidsplan=plan, code=f"d{nummer}", ouder=ouder)

    te_diep = Doel(beleidsplan=plan, code="x", niveau="doel", titel="x", ouder=ouder)

    with pytest.raises(ValidationError, match="hooguit 20 niveaus"):
        te_diep.full_clean()
