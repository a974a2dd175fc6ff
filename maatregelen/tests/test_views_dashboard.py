"""The dashboard of a plan: what each part says, what filter and past day leave, at what cost."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from jeugdhulp import kalender
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.tests.factories import (
    ActiepuntFactory,
    BesluitmomentFactory,
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    RisicoFactory,
    ThemaFactory,
    maak_stand,
)
from maatregelen.tests.vol import vul_blad

LIJST = "/waterstad/plan-jeugd/"
ADRES = f"{LIJST}dashboard/"
# Eleven days after the last day of the line and the decision that factories make.
DAG = {"peildatum": "2019-07-11"}
VANDAAG = kalender.vandaag()


@pytest.fixture
def lezer(client: Any, beleidsadviseur: Any) -> Any:
    """A client of the beleidsadviseur."""
    client.force_login(beleidsadviseur)
    return client


@pytest.fixture
def maatregel(plan: Any) -> Any:
    """1a "Hulp dichtbij huis" of Femke, with a late line."""
    thema = ThemaFactory(plan=plan, code="1", titel="Toegang")
    rij = MaatregelFactory(plan=plan, code="1a", thema=thema)
    femke = PersoonFactory(gemeente=plan.gemeente, naam="Femke")
    BetrokkenheidFactory(maatregel=rij, persoon=femke)
    MijlpaalFactory(blad=BladFactory(maatregel=rij))
    return rij


def deel(naam: str) -> str:
    return f"section[aria-labelledby={naam}-kop]"


def regels(antwoord: Any, naam: str) -> list[str]:
    """What a part says, line by line."""
    return vind(antwoord, f"{deel(naam)} :is(h2, h3, p)")


def test_empty_plan_says_so(lezer: Any, plan: Any) -> None:
    assert vind(lezer.get(ADRES), ".leeg__kop") == ["Dit plan is nog leeg."]


def test_lights_stand_in_a_matrix_that_leads_to_the_list(
    lezer: Any, plan: Any, maatregel: Any
) -> None:
    maak_stand(maatregel, peildatum=date(2019, 7, 11), tijd="rood")
    for fase in ("afgerond", "gestopt", "gestopt"):
        rij = MaatregelFactory(plan=plan, thema=maatregel.thema)
        maak_stand(rij, peildatum=date(2019, 7, 11), fase=fase)

    antwoord = lezer.get(ADRES, DAG)

    assert vind(antwoord, f"{deel('lichten')} thead th") == [
        "Licht of thema",
        *("Rood", "Oranje", "Niet bijgewerkt", "Grijs", "Groen"),
    ]
    assert vind(antwoord, f"{deel('lichten')} tbody tr") == [
        "Totaal 1 rood, Totaal 0 0 0 0",
        "Tijd 1 0 0 0 0",
        "Geld 0 0 0 0 1",
        "Resultaat 0 0 0 0 1",
        "Totaal per thema",
        "1 Toegang 1 rood, 1 Toegang 0 0 0 0",
    ]
    assert kenmerken(antwoord, f"{deel('lichten')} td a", "href") == [
        f"{LIJST}?peildatum=2019-07-11&licht=rood",
        f"{LIJST}?peildatum=2019-07-11&licht=rood&thema=1",
    ]
    assert vind(antwoord, f"{deel('lichten')} .kaart__bij") == [
        "Zonder licht: 1 afgerond, 2 gestopt."
    ]


def test_counts_lead_to_the_list_with_the_same_filter(
    lezer: Any, plan: Any, maatregel: Any
) -> None:
    antwoord = lezer.get(ADRES, {"thema": "1"})

    assert kenmerken(antwoord, f"{deel('lichten')} td a", "href") == [
        f"{LIJST}?thema=1&licht=niet_bijgewerkt",
        f"{LIJST}?thema=1&licht=niet_bijgewerkt",
    ]


def test_a_better_light_reads_as_a_sentence(lezer: Any, maatregel: Any) -> None:
    maak_stand(maatregel, peildatum=date(2019, 7, 11), argument="De zaal is geboekt.")

    assert regels(lezer.get(ADRES, DAG), "beter") == [
        "Beter dan de regels zeggen",
        "1a Hulp dichtbij huis",
        "Tijd staat op groen in de stand van 11 juli 2019; volgens de regels is het nu rood."
        " Laatste stap niet op tijd klaar (Q2 2019): “Afspraken maken”.",
        "Waarom toch: De zaal is geboekt.",
    ]


def test_planning_says_state_when_measure_and_trekker(lezer: Any, maatregel: Any) -> None:
    laat = lezer.get(ADRES, {"peildatum": "2019-07-01"})
    nu = lezer.get(ADRES, {"peildatum": "2019-06-01"})

    assert regels(laat, "planning")[1:] == [
        "Q3 2019, dit kwartaal",
        "In dit kwartaal begint er niets en hoeft er niets klaar te zijn.",
        "Q4 2019",
        "In dit kwartaal begint er niets en hoeft er niets klaar te zijn.",
    ]
    assert regels(nu, "planning")[1:4] == [
        "Q2 2019, dit kwartaal",
        "Afspraken maken",
        "gepland · Q2 2019 · 1a Hulp dichtbij huis · Femke",
    ]
    assert kenmerken(nu, f"{deel('planning')} a", "href") == [
        f"{LIJST}maatregelen/1a/?peildatum=2019-06-01"
    ]


def test_what_is_late_shifted_and_silent_says_how_much(lezer: Any, maatregel: Any) -> None:
    MijlpaalFactory(
        blad=maatregel.bladen.get(),
        tekst="Klaar zijn",
        van=date(2019, 7, 1),
        tot_en_met=date(2019, 9, 30),
        basis_van=date(2019, 1, 1),
        basis_tot=date(2019, 3, 31),
    )

    assert regels(lezer.get(ADRES, DAG), "te-laat") == [
        "Te laat of stil",
        "Niet op tijd klaar",
        "11 dagen te laat: Afspraken maken",
        "Q2 2019 · 1a Hulp dichtbij huis · Femke",
        "Het einde schuift op",
        "1a Hulp dichtbij huis: 2 kwartalen later, van Q1 2019 naar Q3 2019.",
        "Niet bijgewerkt",
        "1a Hulp dichtbij huis",
        "nog nooit een stand · Femke",
    ]


def test_open_round_says_who_has_yet_to_deliver(lezer: Any, plan: Any, maatregel: Any) -> None:
    open_ronde(plan, date(2019, 7, 11), door=None)

    assert regels(lezer.get(ADRES), "te-laat")[-3:] == [
        "Nog niet geleverd voor de ronde per 11 juli 2019",
        "1 van 1 maatregelen",
        "Femke: 1a Hulp dichtbij huis",
    ]


def test_decisions_and_action_points_say_when_and_of_what(
    lezer: Any, plan: Any, maatregel: Any
) -> None:
    BesluitmomentFactory(plan=plan, maatregel=maatregel, onderwerp="Meer geld")
    BesluitmomentFactory(
        plan=plan, onderwerp="Plan", van=date(2019, 7, 1), tot_en_met=date(2019, 9, 30)
    )
    BesluitmomentFactory(
        plan=None,
        gemeente=plan.gemeente,
        onderwerp="Begroting",
        begrotingsjaar=2020,
        genomen_op=date(2019, 7, 1),
        uitkomst="Vastgesteld.",
        nummer="12",
    )
    wie = PersoonFactory(gemeente=plan.gemeente, naam="Karim")
    ActiepuntFactory(plan=plan, wie=wie, voor=date(2019, 7, 1))

    assert regels(lezer.get(ADRES, DAG), "besluiten") == [
        "Besluiten en acties",
        "Alle besluiten en actiepunten",
        "Verwacht en nog niet genomen",
        "11 dagen te laat: Gemeenteraad: Meer geld",
        "Q2 2019 · 1a Hulp dichtbij huis",
        "Op komst, tot en met over twee kwartalen",
        "Gemeenteraad: Plan",
        "Q3 2019 · hele plan",
        "Genomen sinds 11 mei 2019",
        "Gemeenteraad: Begroting",
        "genomen op 1 juli 2019, nummer 12 · voor alle plannen",
        "Vastgesteld.",
        "Actiepunten die te laat zijn",
        "10 dagen te laat: De aanbieder bellen",
        "Karim · voor 1 juli 2019 · hele plan",
    ]


def test_risks_say_the_light_of_their_measure_and_their_owner(
    lezer: Any, plan: Any, maatregel: Any
) -> None:
    maak_stand(maatregel, peildatum=date(2019, 7, 11), tijd="rood")
    wie = PersoonFactory(gemeente=plan.gemeente, naam="Karim")
    RisicoFactory(maatregel=maatregel, eigenaar=wie, beheersing="Vaker bellen.")
    RisicoFactory(plan=plan, gebeurtenis="Het geld raakt op")

    assert regels(lezer.get(ADRES, DAG), "risicos") == [
        "Risico’s",
        "2 lopend",
        "Het geld raakt op",
        "hele plan · nog geen eigenaar",
        "Er komt niemand",
        "Beheersing: Vaker bellen.",
        "rood: vraagt een besluit 1a Hulp dichtbij huis · Karim",
    ]


def test_a_filter_leaves_what_is_of_the_plan_and_says_so(
    lezer: Any, plan: Any, maatregel: Any
) -> None:
    ander = MaatregelFactory(plan=plan, thema=ThemaFactory(plan=plan, code="2"))
    BetrokkenheidFactory(maatregel=ander)
    for van in (maatregel, None):
        naam = "maatregel" if van else "plan"
        BesluitmomentFactory(plan=plan, maatregel=van, onderwerp=f"Besluit {naam}")
        ActiepuntFactory(plan=plan, maatregel=van, tekst=f"Actie {naam}")
        RisicoFactory(plan=plan, maatregel=van, gebeurtenis=f"Risico {naam}")

    antwoord = lezer.get(ADRES, DAG | {"thema": "2"})

    gezegd = [*regels(antwoord, "besluiten"), *regels(antwoord, "risicos")]
    assert [zin for zin in gezegd if "maatregel" in zin and "filter" not in zin] == []
    assert [zin for zin in gezegd if zin.endswith("plan") and "·" not in zin] == [
        "11 dagen te laat: Gemeenteraad: Besluit plan",
        "3 maanden te laat: Actie plan",
        "Risico plan",
    ]
    assert [zin for zin in gezegd if "filter" in zin] == [
        "Wat over het hele plan of de gemeente gaat, staat er ook met een filter bij.",
        "Risico’s van het hele plan staan er ook met een filter bij.",
    ]


@pytest.mark.parametrize(("aantal", "meer"), [(5, []), (6, ["Toon er nog 1: risico’s"])])
def test_what_is_past_the_fifth_of_a_list_folds(
    lezer: Any, plan: Any, maatregel: Any, aantal: int, meer: list[str]
) -> None:
    for _ in range(aantal):
        RisicoFactory(plan=plan)

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{deel('risicos')} summary") == meer
    assert len(vind(antwoord, f"{deel('risicos')} li")) == aantal


def test_page_leads_to_each_of_its_parts_and_says_how_much_waits(
    lezer: Any, plan: Any, maatregel: Any
) -> None:
    maak_stand(maatregel, peildatum=date(2019, 7, 11), argument="De zaal is geboekt.")
    BesluitmomentFactory(plan=plan)
    RisicoFactory(plan=plan)

    antwoord = lezer.get(ADRES, DAG)

    assert vind(antwoord, ".wegwijzer :is(h2, li)") == [
        "Op deze pagina",
        "Lichten",
        "Te laat of stil (1)",
        "Besluiten en acties (1 te laat)",
        "Planning",
        "Beter dan de regels zeggen (1)",
        "Risico’s (1)",
        "Van ronde tot ronde",
        "Wat is er veranderd?",
        "Geld per jaar",
        "Hoeveel werk is het?",
    ]
    koppen = kenmerken(antwoord, ".dashboard > section", "aria-labelledby")
    assert kenmerken(antwoord, ".wegwijzer a", "href") == [f"#{kop}" for kop in koppen]


def test_each_part_says_it_when_there_is_nothing(lezer: Any, plan: Any) -> None:
    maak_stand(MaatregelFactory(plan=plan), geld="grijs", resultaat="grijs", tijd="grijs")

    antwoord = lezer.get(ADRES)

    leeg = [
        "Geen enkele stap is te laat. Besluiten staan apart.",
        "Geen enkel einde is later dan afgesproken.",
        "Alle maatregelen zijn bijgewerkt.",
        "Geen enkel besluit is over zijn tijd.",
        "Er wordt geen besluit verwacht.",
        "Er is sindsdien geen besluit genomen.",
        "Geen enkel actiepunt is te laat.",
        "Geen enkel licht is beter dan de regels zeggen.",
        "Er lopen geen risico’s.",
    ]
    gezegd = vind(antwoord, ".dashboard p")
    assert [zin for zin in gezegd if zin in leeg] == leeg


def test_past_day_shows_what_was_known_then(lezer: Any, gemeente: Any) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        plan = PlanFactory(gemeente=gemeente, slug="toen")
        rij = MaatregelFactory(plan=plan, code="1a")
        RisicoFactory(maatregel=rij)
        MijlpaalFactory(blad=BladFactory(maatregel=rij))
    with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC), tick=False):
        RisicoFactory(maatregel=rij, gebeurtenis="Later bedacht")
        MijlpaalFactory(blad=rij.bladen.get(), tekst="Later bedacht")

    antwoord = lezer.get("/waterstad/toen/dashboard/", {"bekend_op": "2026-03-31"})

    assert vind(antwoord, f"{deel('te-laat')} li:first-child > p:first-child")[0] == (
        "6 jaar te laat: Afspraken maken"
    )
    assert "Later bedacht" not in antwoord.content.decode()


@pytest.mark.parametrize("aantal", [1, 3])
def test_dashboard_takes_the_same_queries_for_more_measures(
    lezer: Any, plan: Any, aantal: int, django_assert_num_queries: Any
) -> None:
    for nummer in range(aantal):
        rij = MaatregelFactory(plan=plan, code=f"1{nummer}", compleet=True)
        vul_blad(rij, 1)
        blad = BladFactory(maatregel=rij, cluster=ClusterFactory(plan=plan))
        stap = MijlpaalFactory(blad=blad, soort="besluit")
        BesluitmomentFactory(plan=plan, maatregel=rij, mijlpaal=stap)
        ActiepuntFactory(plan=plan, maatregel=rij)
        wie = PersoonFactory(gemeente=plan.gemeente, naam=f"{nummer} Eigenaar")
        RisicoFactory(maatregel=rij, eigenaar=wie)
    open_ronde(plan, VANDAAG - timedelta(days=1), door=None)

    with django_assert_num_queries(26):
        antwoord = lezer.get(ADRES)

    met_eigenaar = vind(antwoord, f"{deel('risicos')} li p:last-child")
    assert len([zin for zin in met_eigenaar if zin.endswith("Eigenaar")]) == aantal
