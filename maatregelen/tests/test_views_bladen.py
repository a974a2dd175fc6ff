"""The sheets to print: all of a plan, a selection of them, or one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jeugdhulp import logboek
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.models import Plan
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    InvesteringFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    SamenhangFactory,
    ThemaFactory,
    in_handeling,
    maak_stand,
)
from maatregelen.tests.test_views_verleden import op
from maatregelen.tests.vol import vul_blad

PLAN = "/waterstad/plan-jeugd/"
BLADEN = f"{PLAN}bladen/"
EEN = f"{PLAN}maatregelen/1a/blad/"
DOEL = {"veld": "doel", "naam": "Doelstelling"}


@pytest.fixture
def lezer(client, bestuurder):
    """A client of who reads the whole plan and changes nothing."""
    client.force_login(bestuurder)
    return client


@pytest.fixture
def kaal(plan):
    """Measure 1a with nothing yet."""
    return MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij huis")


def regels(antwoord) -> list[list[str]]:
    """Per row its name and what it holds."""
    tekst = vind(antwoord, ".vel__regel > dt, .vel__regel > dd")
    return [tekst[begin : begin + 2] for begin in range(0, len(tekst), 2)]


def geef_velden(plan: Plan, *velden: dict[str, str]) -> None:
    plan.bladvelden = list(velden)
    with in_handeling():
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))


def test_plan_bladen_shows_a_sheet_per_measure_in_plan_order_with_a_list_of_them(lezer, plan):
    for code, volgorde in (("1b", 2), ("1a", 1)):
        MaatregelFactory(plan=plan, code=code, titel=f"Titel {code}", volgorde=volgorde)

    antwoord = lezer.get(BLADEN)

    titels = ["1a Titel 1a", "1b Titel 1b"]
    assert vind(antwoord, "article h2") == titels
    assert vind(antwoord, "main nav ol.vel-inhoud a") == titels
    ankers = [f"#{anker}" for anker in kenmerken(antwoord, "article", "id")]
    assert kenmerken(antwoord, "main nav ol.vel-inhoud a", "href") == ankers


def test_plan_bladen_takes_the_filter_and_the_order_of_the_overview(lezer, plan):
    een, twee = (ThemaFactory(plan=plan, code=code) for code in "12")
    for code, thema, tijd in (("1a", een, "groen"), ("1b", een, "rood"), ("2a", twee, "rood")):
        maak_stand(MaatregelFactory(plan=plan, code=code, thema=thema), tijd=tijd)

    gezeefd = lezer.get(BLADEN, {"thema": "1", "volgorde": "aandacht"})

    assert vind(gezeefd, "article h2 .kop-code") == ["1b", "1a"]
    assert vind(gezeefd, "#inhoud-kop") == ["2 van 3 maatregelen"]
    # The way back keeps what was chosen.
    [terug] = kenmerken(gezeefd, ".paginakop__rechts a", "href")
    assert terug == f"{PLAN}?thema=1&volgorde=aandacht"


@pytest.mark.parametrize(
    ("vraag", "zegt"),
    [({}, "Dit plan is nog leeg."), ({"licht": "rood"}, "Geen maatregel voldoet aan dit filter.")],
)
def test_plan_bladen_without_sheets_says_why(lezer, plan, vraag, zegt):
    assert vind(lezer.get(BLADEN, vraag), ".leeg__kop") == [zegt]


def test_overview_and_measure_lead_to_the_sheets_with_day_and_filter(lezer, maatregel):
    vraag = "?peildatum=2024-03-01&licht=groen"

    [naar_bladen] = kenmerken(lezer.get(f"{PLAN}{vraag}"), f'a[href^="{BLADEN}"]', "href")
    [naar_blad] = kenmerken(
        lezer.get(f"{PLAN}maatregelen/1a/?peildatum=2024-03-01"), f'a[href^="{EEN}"]', "href"
    )

    assert naar_bladen == f"{BLADEN}{vraag}"
    assert naar_blad == f"{EEN}?peildatum=2024-03-01"


def test_sheet_has_the_words_and_order_of_the_plan_and_names_what_is_empty_once(lezer, kaal):
    velden = [
        {"veld": "opmerkingen", "naam": "Bijzonderheden"},
        {"veld": "stand", "naam": "Voortgang"},
        DOEL,
        {"veld": "aanpak", "naam": "Hoe dan"},
    ]
    geef_velden(kaal.plan, *velden)
    MaatregelFactory(
        plan=kaal.plan, code="1b", thema=kaal.thema, doel="Eerder hulp.", opmerkingen="Let op."
    )

    antwoord = lezer.get(f"{PLAN}maatregelen/1b/blad/")

    assert regels(antwoord) == [
        ["Wie doet wat", "Trekker: nog geen trekker"],
        ["Bijzonderheden", "Let op."],
        ["Voortgang", "Er is nog geen stand vastgelegd."],
        ["Doelstelling", "Eerder hulp."],
    ]
    [leeg] = vind(antwoord, ".vel__leeg")
    assert leeg.startswith("Niet ingevuld: Hoe dan. Zoals bekend op ")


def test_sheet_shows_the_lights_with_their_words(lezer, kaal):
    maak_stand(kaal, tijd="oranje", geld="groen", resultaat="groen")

    assert vind(lezer.get(EEN), ".vel__lichten li") == [
        "Totaal: oranje: vraagt aandacht (voorstel)",
        "Tijd: oranje",
        "Geld: groen",
        "Resultaat: groen",
    ]


def test_sheet_tells_people_planning_and_money_in_short(lezer, kaal):
    geef_velden(kaal.plan)
    trekker = PersoonFactory(gemeente=kaal.plan.gemeente, naam="R. de Boer")
    BetrokkenheidFactory(maatregel=kaal, persoon=trekker, deeltaak="ZIN")
    for nummer, cluster in enumerate(("A", "B")):
        blad = BladFactory(
            maatregel=kaal, cluster=ClusterFactory(plan=kaal.plan, titel=cluster, volgorde=nummer)
        )
    MijlpaalFactory(
        blad=blad, tekst="Afspraken maken", van=date(2019, 4, 1), tot_en_met=date(2019, 6, 30)
    )
    InvesteringFactory(
        blad=blad, omschrijving="Twee ondersteuners", bedrag=Decimal(140000), per="jaar"
    )

    gevonden = regels(lezer.get(EEN))

    assert gevonden[0] == ["Wie doet wat", "Trekker: R. de Boer (ZIN)"]
    assert [naam for naam, _ in gevonden] == [
        "Wie doet wat",
        "Stand van zaken",
        "Planning B",
        "Investering B",
    ]
    assert gevonden[2][1].endswith("Q2 2019 Afspraken maken te laat")
    assert gevonden[3][1].replace("\xa0", " ").endswith("€ 140.000")


def test_ties_of_other_sheets_stand_there_in_one_line(lezer, kaal):
    ander = MaatregelFactory(plan=kaal.plan, code="3b", titel="Elders")
    SamenhangFactory(maatregel=kaal, naar_maatregel=ander, toelichting="Samen inkopen.")
    for doel in ({"naar_maatregel": kaal}, {"naar_thema": kaal.thema}):
        SamenhangFactory(maatregel=ander, toelichting="Lang verhaal.", **doel)

    gevonden = dict(regels(lezer.get(EEN)))

    assert gevonden["Samenhang"] == "Inhoud: 3b Elders · Samen inkopen."
    assert gevonden["Genoemd op een ander blad"] == "Inhoud: 3b"


def test_sheet_leads_nowhere_and_changes_nothing(client, beleidsadviseur, kaal):
    """On paper nothing can be followed, also not by who may change all of it."""
    vul_blad(kaal, 1)
    client.force_login(beleidsadviseur)

    assert vind(client.get(EEN), "article a, article button, article nav, article details") == []


def test_sheet_of_a_past_day_is_that_of_then(lezer, gemeente):
    with op(3):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd")
        rij = MaatregelFactory(plan=plan, code="1a", titel="Toen")
    rij.titel = "Nu"
    with in_handeling():
        rij.save()
        logboek.schrijf("gewijzigd", rij, gemeente_id=gemeente.pk, naam=str(rij))

    for adres in (EEN, BLADEN):
        assert vind(lezer.get(adres, {"bekend_op": "2026-03-10"}), "article h2") == ["1a Toen"]
        assert vind(lezer.get(adres), "article h2") == ["1a Nu"]
        vroeger = lezer.get(adres, {"bekend_op": "2025-01-01"})
        assert vind(vroeger, "article") == []


def test_externe_prints_her_own_measures_alone(client, maatregel, externe):
    ander = MaatregelFactory(plan=maatregel.plan, code="9z", titel="Niet voor haar")
    SamenhangFactory(maatregel=maatregel, naar_maatregel=ander)
    client.force_login(externe)

    antwoord = client.get(BLADEN)

    assert vind(antwoord, "article h2 .kop-code") == ["1a"]
    assert "Niet voor haar" not in antwoord.content.decode()


# Session, user and rights take five, the plan one, light, people and planning seven; the rest is
# what hangs on the sheets (see `domain.blad.lees_bladen`).
@pytest.mark.parametrize("aantal", [1, 3])
def test_plan_bladen_takes_the_same_queries_for_more_measures(
    lezer, plan, aantal, django_assert_num_queries
):
    for nummer in range(aantal):
        vul_blad(MaatregelFactory(plan=plan, code=f"7{nummer}"), aantal)

    with django_assert_num_queries(37):
        antwoord = lezer.get(BLADEN)

    assert len(vind(antwoord, "article")) == aantal * (aantal + 1)


@pytest.mark.parametrize("aantal", [1, 3])
def test_maatregel_blad_takes_the_same_queries_for_more_rows(
    lezer, kaal, aantal, django_assert_num_queries
):
    vul_blad(kaal, aantal)

    with django_assert_num_queries(41):
        antwoord: Any = lezer.get(EEN)

    assert len(vind(antwoord, ".vel__regel--planning")) == aantal
