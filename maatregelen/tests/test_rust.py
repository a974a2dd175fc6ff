"""A measure rests, and what the overview makes of it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from jeugdhulp.kalender import Periode, PeriodeSoort, einde_van
from maatregelen.domain.maatregel.planning import meld_mijlpaal_gereed, schuif_mijlpaal
from maatregelen.domain.overzicht import Rij, maak_rijen, peil
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.domain.stand.rust import hervat, laat_rusten
from maatregelen.domain.verleden import Toen
from maatregelen.models import Maatregel, Mijlpaal, Plan
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    maak_stand,
)

JANUARI, MAART, MEI = date(2024, 1, 1), date(2024, 3, 1), date(2024, 5, 1)
WAAROM = "De regio begint eerst."


@pytest.fixture
def maatregel(plan: Plan) -> Maatregel:
    return MaatregelFactory(plan=plan, code="1a")


@pytest.fixture
def mijlpaal(maatregel: Maatregel) -> Mijlpaal:
    """An open line in Q2 2024."""
    return MijlpaalFactory(
        blad=BladFactory(maatregel=maatregel), van=date(2024, 4, 1), tot_en_met=date(2024, 6, 30)
    )


def rij(plan: Plan, dag: date, *, bekend_op: datetime | None = None) -> Rij:
    bron: Any = Maatregel.objects.filter(plan=plan)
    if bekend_op:
        bron = Toen(plan, bekend_op, bron)
    [gevonden] = maak_rijen(bron, peil(plan, dag, dag, bekend_op=bekend_op))
    return gevonden


def totaal(plan: Plan, dag: date, **anders: Any) -> str:
    return rij(plan, dag, **anders).lichten.totaal


def test_rust_heeft_een_regel_met_reden(maatregel: Maatregel) -> None:
    laat_rusten(maatregel, JANUARI, tot_en_met=MEI, reden=WAAROM, door=None)

    assert regel() == {
        "soort": "maatregel rust",
        "over": "1a Hulp dichtbij huis",
        "voor": {},
        "na": {"rust": "vanaf 1 januari 2024, tot en met 1 mei 2024"},
        "reden": WAAROM,
    }


def test_rust_vraagt_een_reden(maatregel: Maatregel) -> None:
    melding = "U verandert of deze maatregel een stand vraagt. Schrijf op waarom."

    with geweigerd("reden", melding):
        laat_rusten(maatregel, JANUARI, tot_en_met=MEI, reden="", door=None)


def test_rust_heeft_een_einde(maatregel: Maatregel) -> None:
    with geweigerd("", "Zeg tot welke dag of stap de maatregel rust."):
        laat_rusten(maatregel, JANUARI, reden=WAAROM, door=None)


def test_rust_valt_niet_samen_met_andere_rust(maatregel: Maatregel) -> None:
    laat_rusten(maatregel, JANUARI, tot_en_met=MAART, reden=WAAROM, door=None)
    melding = "Deze maatregel rust al vanaf 1 januari 2024, tot en met 1 maart 2024."

    with geweigerd("van", melding):
        laat_rusten(maatregel, MAART, tot_en_met=MEI, reden=WAAROM, door=None)


def test_na_de_stap_kan_de_maatregel_opnieuw_rusten(
    maatregel: Maatregel, mijlpaal: Mijlpaal
) -> None:
    laat_rusten(maatregel, JANUARI, tot_mijlpaal=mijlpaal, reden=WAAROM, door=None)
    meld_mijlpaal_gereed(mijlpaal, MAART, door=None)

    laat_rusten(maatregel, MAART, tot_en_met=MEI, reden="De regio wacht nu zelf.", door=None)

    assert regel()["na"] == {"rust": "vanaf 1 maart 2024, tot en met 1 mei 2024"}


def test_zolang_de_stap_open_is_rust_de_maatregel_al(
    maatregel: Maatregel, mijlpaal: Mijlpaal
) -> None:
    laat_rusten(maatregel, JANUARI, tot_mijlpaal=mijlpaal, reden=WAAROM, door=None)
    melding = "Deze maatregel rust al vanaf 1 januari 2024, tot de stap “Afspraken maken”."

    with geweigerd("van", melding):
        laat_rusten(maatregel, MAART, tot_en_met=MEI, reden=WAAROM, door=None)


def test_wat_geeindigd_is_rust_niet(maatregel: Maatregel) -> None:
    maak_stand(maatregel, fase="gestopt", tijd="", geld="", resultaat="")

    with geweigerd("", "Deze maatregel is gestopt; zij vraagt geen stand meer."):
        laat_rusten(maatregel, JANUARI, tot_en_met=MEI, reden=WAAROM, door=None)


def test_de_stap_is_van_de_maatregel_zelf(maatregel: Maatregel) -> None:
    elders = MijlpaalFactory()

    with geweigerd("tot_mijlpaal", "Deze stap hoort bij een andere maatregel."):
        laat_rusten(maatregel, JANUARI, tot_mijlpaal=elders, reden=WAAROM, door=None)


def test_de_stap_staat_nog_open(maatregel: Maatregel, mijlpaal: Mijlpaal) -> None:
    gereed = meld_mijlpaal_gereed(mijlpaal, MEI, door=None)

    with geweigerd("tot_mijlpaal", "Deze stap is al gereed of vervallen."):
        laat_rusten(maatregel, JANUARI, tot_mijlpaal=gereed, reden=WAAROM, door=None)


def test_hervatten_maakt_de_rust_korter(maatregel: Maatregel) -> None:
    rust = laat_rusten(maatregel, JANUARI, tot_en_met=MEI, reden=WAAROM, door=None)

    hervat(rust, MAART, door=None, reden="De regio is begonnen.")

    assert regel() == {
        "soort": "maatregel hervat",
        "over": "1a Hulp dichtbij huis",
        "voor": {"rust": "vanaf 1 januari 2024, tot en met 1 mei 2024"},
        "na": {"rust": "vanaf 1 januari 2024, tot en met 29 februari 2024"},
        "reden": "De regio is begonnen.",
    }


@pytest.mark.parametrize(
    ("dag", "melding"),
    [
        (JANUARI, "De rust begint op 1 januari 2024; kies een latere dag."),
        (date(2024, 5, 2), "De rust eindigt al eerder."),
    ],
)
def test_hervatten_kan_alleen_binnen_de_rust(maatregel: Maatregel, dag: date, melding: str) -> None:
    rust = laat_rusten(maatregel, JANUARI, tot_en_met=MEI, reden=WAAROM, door=None)

    with geweigerd("dag", melding):
        hervat(rust, dag, door=None, reden="De regio is begonnen.")


def test_wat_rust_zonder_stand_is_grijs_met_reden(plan: Plan, maatregel: Maatregel) -> None:
    laat_rusten(maatregel, JANUARI, tot_en_met=MEI, reden=WAAROM, door=None)

    gevonden = rij(plan, MAART)

    assert (gevonden.lichten.totaal, gevonden.reden) == (
        "grijs",
        "Rust tot en met 1 mei 2024: De regio begint eerst.",
    )


def test_wat_rust_houdt_zijn_laatste_licht(plan: Plan, maatregel: Maatregel) -> None:
    maak_stand(maatregel, peildatum=date(2023, 6, 1), tijd="oranje")
    laat_rusten(maatregel, JANUARI, tot_en_met=MEI, reden=WAAROM, door=None)
    sluit_ronde(open_ronde(plan, MAART, door=None), door=None, overige="overgenomen")

    dagen = [date(2023, 12, 31), MAART, MEI, date(2024, 5, 2)]

    assert [totaal(plan, dag) for dag in dagen] == [
        "niet_bijgewerkt",
        "oranje",
        "oranje",
        "niet_bijgewerkt",
    ]


def test_rust_tot_een_stap_eindigt_als_die_gereed_is(
    plan: Plan, maatregel: Maatregel, mijlpaal: Mijlpaal
) -> None:
    laat_rusten(maatregel, JANUARI, tot_mijlpaal=mijlpaal, reden=WAAROM, door=None)
    voor = rij(plan, MEI)
    meld_mijlpaal_gereed(mijlpaal, MEI, door=None)

    assert (voor.lichten.totaal, voor.reden) == (
        "grijs",
        "Rust tot en met 30 juni 2024: De regio begint eerst.",
    )
    assert (totaal(plan, date(2024, 4, 30)), totaal(plan, MEI)) == ("grijs", "niet_bijgewerkt")


def test_een_stap_die_te_laat_is_houdt_de_rust_niet_in_stand(
    plan: Plan, maatregel: Maatregel, mijlpaal: Mijlpaal
) -> None:
    """Silence is never longer than planned (ONTWERP § 4 rule 5)."""
    laat_rusten(maatregel, JANUARI, tot_mijlpaal=mijlpaal, reden=WAAROM, door=None)

    assert [totaal(plan, dag) for dag in (date(2024, 6, 30), date(2024, 7, 1))] == [
        "grijs",
        "niet_bijgewerkt",
    ]


def test_rust_tot_een_stap_zonder_einde_noemt_de_stap(plan: Plan, maatregel: Maatregel) -> None:
    stap = MijlpaalFactory(
        blad=BladFactory(maatregel=maatregel), periode_soort="vanaf", tot_en_met=None
    )
    laat_rusten(maatregel, JANUARI, tot_mijlpaal=stap, reden=WAAROM, door=None)

    verwacht = "Rust tot de stap “Afspraken maken”: De regio begint eerst."
    assert rij(plan, MEI).reden == verwacht


def op(maand: int) -> Any:
    return time_machine.travel(datetime(2024, maand, 1, 12, tzinfo=UTC), tick=False)


def test_het_verleden_kent_de_rust_van_toen(db: None) -> None:
    with op(1):
        plan = PlanFactory()
        maatregel = MaatregelFactory(plan=plan)
    with op(2):
        rust = laat_rusten(maatregel, JANUARI, tot_en_met=MEI, reden=WAAROM, door=None)
    with op(4):
        hervat(rust, MAART, door=None, reden="De regio is begonnen.")

    toen = [einde_van(date(2024, maand, 15)) for maand in (1, 2, 4)]
    gevonden = [rij(plan, MAART, bekend_op=moment) for moment in toen]

    assert [(een.lichten.totaal, een.reden) for een in gevonden] == [
        ("niet_bijgewerkt", "Er is nog geen stand vastgelegd."),
        ("grijs", "Rust tot en met 1 mei 2024: De regio begint eerst."),
        ("niet_bijgewerkt", "Er is nog geen stand vastgelegd."),
    ]


def test_het_verleden_kent_de_stap_van_toen(db: None) -> None:
    later = Periode(PeriodeSoort.KWARTAAL, date(2024, 10, 1), date(2024, 12, 31))
    with op(1):
        plan = PlanFactory()
        maatregel = MaatregelFactory(plan=plan)
        stap = MijlpaalFactory(
            blad=BladFactory(maatregel=maatregel),
            van=date(2024, 4, 1),
            tot_en_met=date(2024, 6, 30),
        )
        laat_rusten(maatregel, JANUARI, tot_mijlpaal=stap, reden=WAAROM, door=None)
    with op(4):
        schuif_mijlpaal(stap, later, door=None, reden="De regio schuift.")

    toen = [einde_van(date(2024, maand, 15)) for maand in (2, 4)]

    assert [totaal(plan, date(2024, 8, 1), bekend_op=moment) for moment in toen] == [
        "niet_bijgewerkt",
        "grijs",
    ]


def test_een_rustende_maatregel_kost_geen_vraag_extra(
    plan: Plan, maatregel: Maatregel, django_assert_num_queries: Any
) -> None:
    """Two to know what is recent, five for rows without a stand (see test_overzicht)."""
    MijlpaalFactory(blad=BladFactory(maatregel=maatregel))
    laat_rusten(maatregel, JANUARI, tot_en_met=MEI, reden=WAAROM, door=None)
    sluit_ronde(open_ronde(plan, MAART, door=None), door=None, overige="overgenomen")

    with django_assert_num_queries(6):
        rij(plan, MAART)
