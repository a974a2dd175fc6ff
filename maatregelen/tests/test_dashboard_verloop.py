"""The trend: how the lights were at each closed round."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.tests.test_grafiek_schrijvers import controleer_plotly, controleer_svg
from maatregelen.domain.dashboard import verloop
from maatregelen.domain.dashboard.beeld import Beeld
from maatregelen.domain.maatregel.planning import meld_mijlpaal_gereed
from maatregelen.domain.overzicht import tel
from maatregelen.domain.ronde.rondes import heropen_ronde, open_ronde, sluit_ronde
from maatregelen.domain.stand.rust import laat_rusten
from maatregelen.models import Plan
from maatregelen.stoplicht import VOLGORDE
from maatregelen.tests.dashboards import kijk, op
from maatregelen.tests.factories import (
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    maak_stand,
)

pytestmark = pytest.mark.django_db

MAART, MEI, JULI = date(2026, 3, 31), date(2026, 5, 31), date(2026, 7, 31)
NU = date(2026, 9, 1)


@pytest.fixture
def plan(db: None) -> Plan:
    with op(1):
        return PlanFactory(van=date(2026, 1, 1), tot_en_met=date(2028, 12, 31))


def ronde(plan: Plan, dag: date, **lichten: Any) -> None:
    """A round of one day, with for each code a light given in it."""
    gekozen = {rij.code: rij for rij in plan.maatregelen.all()}
    with op(dag.month, dag.day):
        geopend = open_ronde(plan, dag, door=None)
        for code, licht in lichten.items():
            maak_stand(gekozen[code], peildatum=dag, ronde=geopend, **LICHT[licht])
        sluit_ronde(geopend, door=None, overige="overgenomen")


LICHT: dict[str, dict[str, str]] = {
    "rood": {"tijd": "rood"},
    "oranje": {"tijd": "oranje"},
    "groen": {},
    "afgerond": {"fase": "afgerond", "tijd": "", "geld": "", "resultaat": ""},
}


def punten(beeld: Beeld) -> list[dict[str, int]]:
    """Per round the lights that occur."""
    return [
        {licht: aantal for licht, aantal in punt.aantallen.items() if aantal}
        for punt in verloop.per_ronde(beeld, verloop.laatste_rondes(beeld))
    ]


def maak(plan: Plan, *codes: str) -> None:
    with op(1, 2):
        for code in codes:
            MaatregelFactory(plan=plan, code=code)


def test_confirmed_shows_its_light_and_carried_over_is_not_updated(plan: Plan) -> None:
    maak(plan, "a", "b", "c")
    ronde(plan, MAART, a="groen", b="rood")
    ronde(plan, MEI, a="oranje")

    assert punten(kijk(plan, NU)) == [
        {"rood": 1, "niet_bijgewerkt": 1, "groen": 1},
        {"oranje": 1, "niet_bijgewerkt": 2},
    ]


def test_what_ended_stays_ended(plan: Plan) -> None:
    maak(plan, "a", "b")
    ronde(plan, MAART, a="afgerond", b="groen")
    ronde(plan, MEI, b="groen")

    assert punten(kijk(plan, NU)) == [{"groen": 1, "geen": 1}] * 2


def test_measure_of_after_a_round_was_not_in_it(plan: Plan) -> None:
    maak(plan, "a")
    ronde(plan, MAART, a="groen")
    with op(4):
        MaatregelFactory(plan=plan, code="b")
    ronde(plan, MEI, a="groen")

    assert punten(kijk(plan, NU)) == [{"groen": 1}, {"groen": 1, "niet_bijgewerkt": 1}]


def test_later_stand_does_not_change_an_earlier_round(plan: Plan) -> None:
    maak(plan, "a")
    ronde(plan, MAART)
    with op(6):
        maak_stand(plan.maatregelen.get(), peildatum=date(2026, 3, 1))

    assert punten(kijk(plan, NU)) == [{"niet_bijgewerkt": 1}]


def test_rest_until_a_step_ends_when_the_step_is_done(plan: Plan) -> None:
    maak(plan, "a")
    [maatregel] = plan.maatregelen.all()
    with op(2):
        stap = MijlpaalFactory(
            blad=BladFactory(maatregel=maatregel), van=MEI, tot_en_met=date(2026, 12, 31)
        )
        laat_rusten(maatregel, date(2026, 2, 1), tot_mijlpaal=stap, reden="Later.", door=None)
    ronde(plan, MAART)
    with op(5, 1):
        meld_mijlpaal_gereed(stap, date(2026, 5, 1), door=None)
    ronde(plan, MEI)

    assert punten(kijk(plan, NU)) == [{"grijs": 1}, {"niet_bijgewerkt": 1}]


def test_what_rests_since_a_round_first_closed_was_silent_in_it(plan: Plan) -> None:
    """Also after it was opened again and closed with that rest known."""
    maak(plan, "a", "b")
    ronde(plan, MAART, a="groen")
    with op(6, 8):
        laat_rusten(
            plan.maatregelen.get(code="b"),
            date(2026, 6, 8),
            tot_en_met=date(2026, 8, 1),
            reden="Later.",
            door=None,
        )
    with op(6, 10):
        gesloten = heropen_ronde(plan.rondes.get(), reden="Nog niet af.", door=None)
        sluit_ronde(gesloten, door=None, overige="overgenomen")

    assert punten(kijk(plan, NU)) == [{"niet_bijgewerkt": 1, "groen": 1}]


def test_each_round_is_what_the_page_showed_when_it_closed(plan: Plan) -> None:
    maak(plan, "a", "b", "c", "d")
    ronde(plan, MAART, a="groen", b="rood", c="afgerond")
    ronde(plan, MEI, a="oranje", d="groen")
    ronde(plan, JULI, b="groen")
    nu = kijk(plan, NU)

    gevonden = verloop.per_ronde(nu, verloop.laatste_rondes(nu))

    for punt in gevonden:
        toen = kijk(plan, punt.peildatum, kalender.einde_van(punt.peildatum))
        geteld = {str(rij["licht"]): rij["aantal"] for rij in tel([k.rij for k in toen.kaarten])}
        assert punt.aantallen == {licht: geteld[licht] for licht in VOLGORDE}


def test_filter_counts_the_chosen_measures(plan: Plan) -> None:
    maak(plan, "a", "b")
    ronde(plan, MAART, a="groen", b="rood")

    assert punten(kijk(plan, NU, codes="b")) == [{"rood": 1}]


def test_past_knows_the_rounds_of_then(plan: Plan) -> None:
    maak(plan, "a")
    ronde(plan, MAART, a="groen")
    ronde(plan, MEI, a="rood")

    assert punten(kijk(plan, MAART, kalender.einde_van(MAART))) == [{"groen": 1}]


def test_last_twelve_rounds(plan: Plan) -> None:
    maak(plan, "a")
    for dag in range(1, 15):
        ronde(plan, date(2026, 3, dag))

    gevonden = verloop.laatste_rondes(kijk(plan, NU))

    assert [rij.peildatum.day for rij in gevonden] == list(range(3, 15))


def test_chart_says_what_the_last_round_changed(plan: Plan) -> None:
    maak(plan, "a", "b")
    ronde(plan, MAART, a="groen", b="groen")
    ronde(plan, MEI, a="rood", b="groen")
    nu = kijk(plan, NU)

    grafiek = verloop.maak_grafiek(nu, verloop.per_ronde(nu, verloop.laatste_rondes(nu)))

    assert grafiek is not None
    assert grafiek.samenvatting == (
        "Op 31 mei 2026 was 1 van de 2 lopende maatregelen rood; vergeleken met 31 maart 2026"
        " 1 meer rood, 1 minder groen."
    )
    assert grafiek.ondertitel == "31 maart 2026 tot en met 31 mei 2026, in maatregelen"
    controleer_plotly(grafiek)
    controleer_svg(grafiek, smal=False)


def test_without_a_round_there_is_no_chart(plan: Plan) -> None:
    assert verloop.maak_grafiek(kijk(plan, NU), []) is None


@pytest.mark.parametrize(("rondes", "aantal"), [(1, 1), (3, 1), (1, 3), (3, 3)])
def test_same_queries_whatever_the_number(
    plan: Plan, rondes: int, aantal: int, django_assert_num_queries: Any
) -> None:
    maak(plan, *"abc"[:aantal])
    for dag in (MAART, MEI, JULI)[:rondes]:
        ronde(plan, dag, **dict.fromkeys("abc"[:aantal], "groen"))
    nu = kijk(plan, NU)

    with django_assert_num_queries(6):
        verloop.per_ronde(nu, verloop.laatste_rondes(nu))
