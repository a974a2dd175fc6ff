"""What changed since a day or a round."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.kalender import Periode, PeriodeSoort, einde_van
from maatregelen.domain.dashboard import sinds, verloop
from maatregelen.domain.dashboard.sinds import Geldstap, Sinds, hoe_ver
from maatregelen.domain.maatregel.besluitmomenten import neem_besluitmoment
from maatregelen.domain.maatregel.planning import meld_mijlpaal_gereed, schuif_mijlpaal
from maatregelen.domain.ronde.besluiten import leg_besluit_vast
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.geld import Som
from maatregelen.kwartaallijn import Planregel
from maatregelen.models import Maatregel, Plan
from maatregelen.stoplicht import richting
from maatregelen.tests.dashboards import kijk, op
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import DekkingFactory, InvesteringFactory, zonder_bedrag

pytestmark = pytest.mark.django_db

MAART, APRIL = date(2026, 3, 31), date(2026, 4, 10)
NU = date(2026, 5, 1)
KLAAR = {"fase": "afgerond", "tijd": "", "geld": "", "resultaat": ""}


@pytest.fixture
def plan(db: None) -> Plan:
    with op(1):
        return PlanFactory(van=date(2026, 1, 1), tot_en_met=date(2028, 12, 31))


@pytest.fixture
def maatregel(plan: Plan) -> Maatregel:
    with op(1):
        return MaatregelFactory(plan=plan, code="1a")


def lees(plan: Plan, dag: date | None = MAART, nu: date = NU, **anders: Any) -> Sinds:
    beeld = kijk(plan, nu, **anders)
    vanaf = sinds.kies(dag, verloop.laatste_rondes(beeld))
    assert vanaf is not None
    return sinds.lees(beeld, plan, Maatregel.objects.filter(plan=plan), vanaf)


def geef(maatregel: Maatregel, maand: int, dag: int = 2, **stand: Any) -> None:
    with op(maand, dag):
        maak_stand(maatregel, peildatum=date(2026, maand, dag), **stand)


@pytest.mark.parametrize(
    ("toen", "nu", "woord"),
    [
        ("groen", "groen", "gelijk"),
        ("groen", "oranje", "slechter"),
        ("groen", "rood", "slechter"),
        ("oranje", "rood", "slechter"),
        ("rood", "oranje", "beter"),
        ("rood", "groen", "beter"),
        ("grijs", "groen", "anders"),
        ("rood", "grijs", "anders"),
        ("groen", "niet_bijgewerkt", "anders"),
        ("niet_bijgewerkt", "rood", "anders"),
        ("rood", "geen", "anders"),
    ],
)
def test_how_a_light_went(toen: str, nu: str, woord: str) -> None:
    assert richting(toen, nu) == woord


def test_light_then_and_now_by_the_same_reading(plan: Plan, maatregel: Maatregel) -> None:
    ander = MaatregelFactory(plan=plan, code="1b")
    geef(maatregel, 3)
    geef(maatregel, 4, tijd="oranje", geld="rood")
    with op(1):
        zelfde = MaatregelFactory(plan=plan, code="1c")
    geef(zelfde, 3)
    geef(zelfde, 4)

    gevonden = lees(plan)

    [deel] = gevonden.veranderd
    assert deel.richting == "slechter"
    assert [(stap.naam, stap.woorden) for stap in deel.lichten] == [
        ("totaal", ("groen", "rood")),
        ("Tijd", ("groen", "oranje")),
        ("Geld", ("groen", "rood")),
    ]
    assert gevonden.geteld == {"slechter": 1, "anders": 0, "beter": 0, "gelijk": 1}
    assert [rij.maatregel for rij in gevonden.nieuw] == [ander]


def test_stand_entered_later_was_not_known_then(plan: Plan, maatregel: Maatregel) -> None:
    """Its day lies before, but on that day nobody knew."""
    with op(4, 20):
        maak_stand(maatregel, peildatum=date(2026, 3, 15))

    [deel] = lees(plan).veranderd

    assert [stap.woorden[0] for stap in deel.lichten][:1] == ["niet bijgewerkt"]


def test_ended_is_said_once(plan: Plan, maatregel: Maatregel) -> None:
    geef(maatregel, 3)
    geef(maatregel, 4, **KLAAR)

    [deel] = lees(plan).beeindigd

    assert [(stap.naam, stap.woorden) for stap in deel.lichten] == [
        ("totaal", ("groen", "beëindigd"))
    ]
    assert deel.fase == ("in uitvoering", "afgerond")


def test_planning_that_moved_and_what_was_done(plan: Plan, maatregel: Maatregel) -> None:
    with op(1):
        blad = BladFactory(maatregel=maatregel)
        regel, klaar = (
            MijlpaalFactory(
                blad=blad, tekst=tekst, van=date(2026, 4, 1), tot_en_met=date(2026, 6, 30)
            )
            for tekst in ("Starten", "Meten")
        )
    naar = Periode(PeriodeSoort.KWARTAAL, date(2026, 10, 1), date(2026, 12, 31))
    with op(4):
        schuif_mijlpaal(regel, naar, reden="Later.", door=None)
        meld_mijlpaal_gereed(klaar, date(2026, 4, 1), door=None)

    [deel] = lees(plan).veranderd

    assert [(rij.tekst, rij.toen, rij.nu, rij.hoe_ver) for rij in deel.schuiven] == [
        ("Starten", "Q2 2026", "Q4 2026", "2 kwartalen later")
    ]
    assert deel.gereed == ["Meten"]


def _regel(van: date | None, tot: date | None) -> Planregel:
    return Planregel("x", "actie", Periode(PeriodeSoort.REEKS, van, tot), "open")


@pytest.mark.parametrize(
    ("toen", "nu", "woorden"),
    [
        (date(2026, 6, 30), date(2026, 9, 30), "1 kwartaal later"),
        (date(2026, 6, 30), date(2025, 12, 31), "2 kwartalen eerder"),
        (date(2026, 4, 1), date(2026, 4, 2), "1 dag later"),
        (date(2026, 4, 10), date(2026, 4, 1), "9 dagen eerder"),
        (date(2026, 4, 10), date(2026, 4, 10), "eind gelijk"),
        (None, date(2026, 4, 1), ""),
    ],
)
def test_how_far_a_line_moved(toen: date | None, nu: date | None, woorden: str) -> None:
    assert hoe_ver(_regel(None, toen), _regel(None, nu)) == woorden


def test_money_then_and_now_per_kind(plan: Plan, maatregel: Maatregel) -> None:
    with op(1):
        blad = BladFactory(maatregel=maatregel)
    drie_jaar = {"van": date(2026, 1, 1), "tot_en_met": date(2028, 12, 31)}
    with op(2):
        InvesteringFactory(blad=blad, **drie_jaar)
        DekkingFactory(blad=blad, **drie_jaar)
    with op(4):
        InvesteringFactory(blad=blad, bedrag=500, **drie_jaar)
        InvesteringFactory(blad=blad, **zonder_bedrag("p.m."), **drie_jaar)
        DekkingFactory(blad=blad, status="aangevraagd", van=None, tot_en_met=None)

    gevonden = lees(plan)

    assert gevonden.geld == [
        Geldstap("Investering", Som(3000, 1), Som(4500, 2, 1)),  # type: ignore[arg-type]
        Geldstap("Dekking, aangevraagd, jaar onbekend", Som(), Som(1000, 1)),  # type: ignore[arg-type]
    ]
    assert list(gevonden.jaren) == [2026, 2027, 2028]


def test_decisions_taken_since(plan: Plan, maatregel: Maatregel) -> None:
    with op(2):
        moment = BesluitmomentFactory(plan=plan, maatregel=maatregel)
        BesluitmomentFactory(plan=plan, genomen_op=date(2026, 2, 1), uitkomst="Akkoord")
    with op(4):
        neem_besluitmoment(moment, date(2026, 4, 1), "Akkoord", "", door=None)
        leg_besluit_vast(plan, "De start schuift.", date(2026, 4, 1), [], door=None)

    gevonden = lees(plan).besluiten

    assert [(rij.wie, rij.tekst, rij.maatregel) for rij in gevonden] == [
        ("Gemeenteraad", "Extra geld", maatregel.pk),
        (plan.naam_overleg or "het overleg", "De start schuift.", None),
    ]


def test_round_is_compared_with_what_was_known_when_it_closed(
    plan: Plan, maatregel: Maatregel
) -> None:
    """Its standen come in after its day; on that day itself nothing was known yet."""
    with op(APRIL.month, APRIL.day):
        ronde = open_ronde(plan, MAART, door=None)
        maak_stand(maatregel, peildatum=MAART, ronde=ronde)
        sluit_ronde(ronde, door=None, overige="overgenomen")

    gevonden = lees(plan, None)

    assert (gevonden.vanaf.dag, gevonden.vanaf.is_ronde, gevonden.vanaf.bekend_op) == (
        MAART,
        True,
        APRIL,
    )
    assert gevonden.is_leeg
    assert sinds.zin(gevonden.vanaf) == "sinds de ronde per 31 maart 2026"


def test_plan_that_was_not_there_yet(plan: Plan) -> None:
    with pytest.raises(NogNietBekendError):
        lees(plan, date(2025, 12, 31))


def test_round_itself_is_known_at_the_moment_it_closed(
    plan: Plan, maatregel: Maatregel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its closing is written a moment after the time it gives for it."""
    with op(2):
        sluit_ronde(
            open_ronde(plan, date(2026, 1, 31), door=None), door=None, overige="overgenomen"
        )
    klok = count()
    begin = datetime(2026, 4, 2, 12, tzinfo=UTC)
    with op(4, 2), monkeypatch.context() as ook:
        ook.setattr(kalender, "nu", lambda: begin + timedelta(milliseconds=next(klok)))
        ronde = open_ronde(plan, MAART, door=None)
        maak_stand(maatregel, peildatum=MAART, ronde=ronde)
        sluit_ronde(ronde, door=None, overige="overgenomen")

    gevonden = lees(plan, None)

    assert gevonden.veranderd == []


def test_without_round_or_day_there_is_nothing_to_compare() -> None:
    assert sinds.kies(None, []) is None


def test_filter_leaves_the_chosen_measures(plan: Plan, maatregel: Maatregel) -> None:
    with op(1):
        ander = MaatregelFactory(plan=plan, code="1b")
    geef(maatregel, 4)
    geef(ander, 4)

    gevonden = lees(plan, codes="1b")

    assert [deel.rij.maatregel.code for deel in gevonden.veranderd] == ["1b"]
    assert gevonden.weg == []


def test_page_of_a_past_day_compares_with_an_earlier_one(plan: Plan, maatregel: Maatregel) -> None:
    geef(maatregel, 2)
    geef(maatregel, 3, tijd="oranje")
    geef(maatregel, 4, tijd="rood")
    [deel] = lees(plan, date(2026, 2, 20), MAART, bekend_op=einde_van(MAART)).veranderd

    assert deel.lichten[0].woorden == ("groen", "oranje")


@pytest.mark.parametrize("aantal", [1, 3])
def test_same_queries_whatever_the_number(
    plan: Plan, aantal: int, django_assert_num_queries: Any
) -> None:
    for nummer in range(aantal):
        with op(2):
            maatregel = MaatregelFactory(plan=plan, code=f"7{nummer}", compleet=True)
            InvesteringFactory(blad=maatregel.bladen.first())
        geef(maatregel, 4, tijd="rood")
    beeld = kijk(plan, NU)
    vanaf = sinds.kies(MAART, [])
    assert vanaf is not None
    zichtbaar = Maatregel.objects.filter(plan=plan)

    with django_assert_num_queries(24):
        gevonden = sinds.lees(beeld, plan, zichtbaar, vanaf)

    assert len(gevonden.veranderd) == aantal
