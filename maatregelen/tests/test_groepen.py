"""The thema's and clusters of a plan: added, and given another name or code."""

from typing import Any

import pytest

from maatregelen.domain.maatregel.groepen import voeg_groep_toe, wijzig_groep
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.models import Cluster, Plan, Thema
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import ThemaFactory


@pytest.fixture
def thema(plan: Plan) -> Thema:
    return ThemaFactory(plan=plan, code="1", titel="Toegang", volgorde=4)


@pytest.mark.parametrize(("soort", "naam"), [(Thema, "thema"), (Cluster, "cluster")])
def test_a_new_one_comes_last_with_the_next_code(plan: Plan, soort: Any, naam: str) -> None:
    eerste = voeg_groep_toe(plan, soort, "Toegang", door=None)
    tweede = voeg_groep_toe(plan, soort, "Veiligheid", door=None)
    derde = voeg_groep_toe(plan, soort, "Overig", "O", door=None)

    rijen = [(rij.code, rij.titel) for rij in soort.objects.filter(plan=plan)]
    assert rijen == [("1", "Toegang"), ("2", "Veiligheid"), ("O", "Overig")]
    assert [eerste.volgorde, tweede.volgorde, derde.volgorde] == [0, 1, 2]
    assert regel() == {
        "soort": f"{naam} toegevoegd",
        "over": str(plan),
        "voor": {},
        "na": {"code": "O", "titel": "Overig"},
        "reden": "",
    }


def test_another_name_leaves_a_line_with_before_and_after(thema: Thema) -> None:
    wijzig_groep(thema, {"titel": "Eén loket", "code": "1"}, door=None, reden="Duidelijker.")

    assert regel() == {
        "soort": "thema gewijzigd",
        "over": f"{thema.plan}, thema “Toegang”",
        "voor": {"titel": "Toegang"},
        "na": {"titel": "Eén loket"},
        "reden": "Duidelijker.",
    }


def test_a_code_is_of_one_thema(plan: Plan, thema: Thema) -> None:
    """Of another plan it may be."""
    ThemaFactory(code="2")
    ander = ThemaFactory(plan=plan, code="3", titel="Veiligheid")

    with geweigerd("code", "Deze code is al van “Toegang”. Kies een andere."):
        voeg_groep_toe(plan, Thema, "Nog een", "1", door=None)
    with geweigerd("code", "Deze code is al van “Toegang”. Kies een andere."):
        wijzig_groep(ander, {"code": "1"}, door=None, reden="Anders geteld.")
    wijzig_groep(ander, {"code": "2"}, door=None, reden="Anders geteld.")


def test_what_cannot_be_is_refused(thema: Thema) -> None:
    with geweigerd("reden", "U verandert de indeling van het plan. Schrijf op waarom."):
        wijzig_groep(thema, {"titel": "Anders"}, door=None, reden=" ")
    with geweigerd("", "Er is niets veranderd."):
        wijzig_groep(thema, {"titel": "Toegang"}, door=None, reden="Anders.")
    with pytest.raises(TypeError, match="volgorde"):
        wijzig_groep(thema, {"volgorde": "1"}, door=None, reden="Anders.")


def test_a_name_that_a_colleague_changed_is_not_overwritten(thema: Thema) -> None:
    wijzig_groep(thema, {"titel": "Eerst"}, door=None, reden="Eerst.")

    with pytest.raises(IntussenAndersError):
        wijzig_groep(
            thema, {"titel": "Daarna"}, gezien={"titel": "Toegang"}, door=None, reden="Daarna."
        )
