"""The dashboard page: money, load, what changed and the trend."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.dashboards import op
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import (
    DekkingFactory,
    InvesteringFactory,
    vol_blad,
    zonder_bedrag,
)

ADRES = "/waterstad/plan-zes/dashboard/"
MAART = date(2026, 3, 31)


@pytest.fixture
def plan(gemeente: Any) -> Plan:
    with op(1):
        return PlanFactory(
            gemeente=gemeente, slug="plan-zes", van=date(2026, 1, 1), tot_en_met=date(2028, 12, 31)
        )


@pytest.fixture
def maatregel(plan: Plan) -> Maatregel:
    """Confirmed groen on 31 March, then rood; with money, hours and a trekker."""
    with op(1):
        gemaakt = MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij")
        blad = BladFactory(maatregel=gemaakt)
        anja = PersoonFactory(gemeente=plan.gemeente, naam="Anja Voorbeeld")
        BetrokkenheidFactory(maatregel=gemaakt, persoon=anja)
        jaren = {"van": date(2026, 1, 1), "tot_en_met": date(2027, 12, 31)}
        InvesteringFactory(blad=blad, bedrag=5000, **jaren)
        InvesteringFactory(blad=blad, **zonder_bedrag("uren", uren_per_week=Decimal(18)), **jaren)
        DekkingFactory(blad=blad, bedrag=2000, **jaren)
    ronde_van(plan, MAART, gemaakt)
    with op(4, 20):
        maak_stand(gemaakt, peildatum=date(2026, 4, 20), tijd="rood", reden="Het liep vast.")
    return gemaakt


def ronde_van(plan: Plan, dag: date, *maatregelen: Maatregel) -> None:
    with op(dag.month, dag.day):
        ronde = open_ronde(plan, dag, door=None)
        for rij in maatregelen:
            maak_stand(rij, peildatum=dag, ronde=ronde)
        sluit_ronde(ronde, door=None, overige="overgenomen")


def deel(naam: str) -> str:
    return f"section[aria-labelledby={naam}-kop]"


def lees(client: Any, **vraag: str) -> Any:
    with op(5):
        antwoord = client.get(ADRES, vraag)
    assert antwoord.status_code == 200
    return antwoord


@pytest.fixture
def lezer(client: Any, bestuurder: Any) -> Any:
    with op(5):
        client.force_login(bestuurder)
    return client


def test_money_of_the_whole_plan_as_chart_and_table(lezer: Any, maatregel: Maatregel) -> None:
    pagina = lees(lezer)

    assert vind(pagina, f"{deel('geld')} .grafiek__samenvatting") == [
        "Met alle dekking die niet is afgewezen, ook die nog niet is besloten,"
        " is er een tekort in 2026 (€ 3.000)"
        " en 2027 (€ 3.000)."
    ]
    assert vind(pagina, f"{deel('geld')} .grafiek__tabel tbody td") == [
        *("€ 5.000", "€ 2.000"),
        *("€ 5.000", "€ 2.000"),
    ]
    assert vind(pagina, f"{deel('geld')} .kaart__bij") == ["Van het hele plan"]
    assert "/waterstad/plan-zes/geld/" in kenmerken(pagina, f"{deel('geld')} a", "href")
    gezeefd = lees(lezer, tekst="Hulp")
    assert vind(gezeefd, f"{deel('geld')} .kaart__bij") == [
        "Van het hele plan, niet alleen van de gekozen maatregelen"
    ]


def test_load_says_whose_hours_they_are_not(lezer: Any, maatregel: Maatregel) -> None:
    pagina = lees(lezer)

    assert vind(pagina, f"{deel('belasting')} tbody th")[0] == "Q2 2026"
    assert vind(pagina, f"{deel('belasting')} tbody td")[:2] == ["18", "0,5"]
    assert vind(pagina, f"{deel('belasting')} thead th")[:3] == ["Kwartaal", "Nodig", "In fte"]
    assert vind(pagina, f"{deel('belasting')} tbody th")[-1] == "Anja Voorbeeld"
    assert vind(pagina, f"{deel('belasting')} thead th")[-1] == "Uren van deze maatregelen samen"
    [_, uitleg] = vind(pagina, f"{deel('belasting')} caption")
    assert "niet van deze persoon. Tel ze niet op" in uitleg


def test_changes_since_the_last_round_lead_to_the_trail(lezer: Any, maatregel: Maatregel) -> None:
    pagina = lees(lezer)

    assert vind(pagina, "#sinds-kop") == ["Wat is er veranderd sinds de ronde per 31 maart 2026?"]
    assert vind(pagina, f"{deel('sinds')} .sinds__wat li") == [
        "Totaal: groen werd rood",
        "Tijd: groen werd rood",
    ]
    trail = "/waterstad/plan-zes/maatregelen/1a/wijzigingen/?van=2026-03-31"
    assert trail in kenmerken(pagina, f"{deel('sinds')} a", "href")


def test_day_of_comparison_stays_in_the_address(lezer: Any, maatregel: Maatregel) -> None:
    pagina = lees(lezer, sinds="2026-04-21", tekst="Hulp")

    assert vind(pagina, "#sinds-kop") == ["Wat is er veranderd sinds 21 april 2026?"]
    assert "Verder is er niets veranderd." in vind(pagina, f"{deel('sinds')} p")[1]
    verborgen = "input[type=hidden][name=sinds]"
    assert set(kenmerken(pagina, verborgen, "value")) == {"2026-04-21"}
    assert kenmerken(pagina, f"{deel('sinds')} input[name=tekst]", "value") == ["Hulp"]


@pytest.mark.parametrize("dag", ["2026-05-02", "gisteren-ofzo"])
def test_day_that_cannot_be_used_is_said(lezer: Any, maatregel: Maatregel, dag: str) -> None:
    pagina = lees(lezer, sinds=dag)

    assert len(vind(pagina, ".foutoverzicht li")) == 1
    assert vind(pagina, "#sinds-kop") == ["Wat is er veranderd sinds de ronde per 31 maart 2026?"]


def test_before_the_plan_there_is_nothing_to_compare(lezer: Any, maatregel: Maatregel) -> None:
    pagina = lees(lezer, sinds="2025-12-01")

    assert "Dit plan staat pas sinds 1 januari 2026 in dit systeem. Kies een latere dag." in vind(
        pagina, f"{deel('sinds')} p"
    )


def test_trend_is_a_chart_with_its_table(lezer: Any, maatregel: Maatregel) -> None:
    pagina = lees(lezer)

    assert vind(pagina, f"{deel('verloop')} .grafiek__samenvatting") == [
        "Op 31 maart 2026 waren 0 van de 1 lopende maatregelen rood."
    ]
    assert vind(pagina, f"{deel('verloop')} .grafiek__tabel tbody td") == ["0", "0", "0", "0", "1"]


def test_past_day_holds_for_every_part(lezer: Any, maatregel: Maatregel) -> None:
    """In February: no round yet, nobody knew of rood, and the money was there."""
    pagina = lees(lezer, bekend_op="2026-02-10")

    assert vind(pagina, "#sinds-kop") == ["Wat is er veranderd?"]
    assert vind(pagina, f"{deel('verloop')} figure") == []
    assert vind(pagina, f"{deel('belasting')} tbody th")[0] == "Q1 2026"
    assert len(vind(pagina, f"{deel('geld')} figure")) == 1


def test_without_round_money_or_hours_the_page_says_so(lezer: Any, plan: Plan) -> None:
    with op(1):
        MaatregelFactory(plan=plan, code="1a")

    pagina = lees(lezer)

    assert vind(pagina, "figure") == []
    assert vind(pagina, f"{deel('belasting')} p")[1] == "De plannen noemen geen uren."


@pytest.mark.parametrize("bekend_op", ["", "2026-04-30"])
def test_same_queries_for_more_measures_and_rounds(lezer: Any, plan: Plan, bekend_op: str) -> None:
    vraag = {"bekend_op": bekend_op} if bekend_op else {}
    gemaakt: list[Maatregel] = []
    geteld = []
    for nummer, dagen in ((1, [10]), (3, [20, 25])):
        gemaakt += [_vol(plan, f"7{len(gemaakt) + plek}") for plek in range(nummer - len(gemaakt))]
        for dag in dagen:
            ronde_van(plan, date(2026, 3, dag), *gemaakt)
        with op(4, nummer):
            for rij in gemaakt:
                maak_stand(rij, peildatum=date(2026, 4, nummer), tijd="rood", reden="Vast.")
        with op(5), CaptureQueriesContext(connection) as vragen:
            lezer.get(ADRES, vraag)
        geteld.append(len(vragen))

    assert geteld[0] == geteld[1]


def _vol(plan: Plan, code: str) -> Maatregel:
    """Everything of these parts that could cost a query each."""
    with op(1):
        maatregel: Maatregel = MaatregelFactory(plan=plan, code=code, compleet=True)
        vol_blad(maatregel.bladen.get())
        MijlpaalFactory(blad=maatregel.bladen.get())
    return maatregel
