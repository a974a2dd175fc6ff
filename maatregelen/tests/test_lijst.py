"""The rows of a list, read with little, are those that are read whole; and what a measure costs."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from jeugdhulp import kalender
from jeugdhulp.tests.factories import OrganisatieFactory
from jeugdhulp.tests.lezen import vind
from maatregelen.domain import lijst, overzicht
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.domain.stand.rust import laat_rusten
from maatregelen.domain.verleden import Toen
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    ThemaFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import InvesteringFactory, zonder_bedrag

ADRES = "/waterstad/plan-jeugd/"
DAG = date(2024, 5, 1)


def getoond(rijen: list[overzicht.Rij]) -> list[Any]:
    """All that the list shows of a row, or sorts and filters by."""
    return [
        (
            rij.maatregel.pk,
            rij.maatregel.code,
            rij.maatregel.titel,
            rij.maatregel.schaalniveau,
            str(rij.maatregel.thema),
            rij.stand and (rij.stand.pk, rij.stand.peildatum, rij.stand.fase),
            rij.voorstel,
            rij.herkomst,
            rij.lichten,
            rij.trekkers,
            rij.te_laat,
            rij.volgende and (rij.volgende.tekst, rij.volgende.periode),
            rij.reden,
            rij.wie,
            rij.clusters,
            rij.bladen,
        )
        for rij in rijen
    ]


def vol_plan(plan: Plan) -> None:
    """Measures that differ in all that a row is made of."""
    for nummer, code in enumerate(("1a", "1b", "2a", "2b", "3a")):
        maatregel = MaatregelFactory(plan=plan, code=code, schaalniveau="lokaal" if nummer else "")
        for _ in range(nummer % 3):
            blad = BladFactory(maatregel=maatregel, cluster=ClusterFactory(plan=plan))
            MijlpaalFactory(blad=blad, van=DAG, tot_en_met=DAG + timedelta(days=90))
            stap = MijlpaalFactory(blad=blad, toestand="gereed", gereed_op=DAG + timedelta(days=1))
            MijlpaalFactory(blad=blad, onderdeel_van=stap)
            MijlpaalFactory(blad=blad, zelfde_als=stap)
            MijlpaalFactory(blad=blad, toestand="gereed", gereed_op=DAG)
            MijlpaalFactory(blad=blad, toestand="vervallen")
        BetrokkenheidFactory(maatregel=maatregel)
        BetrokkenheidFactory(maatregel=maatregel, tot_en_met=DAG - timedelta(days=1))
        BetrokkenheidFactory(maatregel=maatregel, rol="uitvoerder")
        huis = OrganisatieFactory(gemeente=plan.gemeente)
        BetrokkenheidFactory(maatregel=maatregel, persoon=None, organisatie=huis)
        if nummer:
            maak_stand(maatregel, peildatum=date(2024, 2, 1), tijd="rood")
        if nummer == 2:
            maak_stand(maatregel, peildatum=DAG, fase="afgerond")
        if nummer == 3:
            laat_rusten(maatregel, DAG, tot_en_met=DAG + timedelta(days=9), reden="x", door=None)


@pytest.mark.parametrize("met_ronde", [False, True])
def test_the_rows_are_those_that_are_read_whole(plan: Plan, met_ronde: bool) -> None:
    with time_machine.travel("2024-05-01 12:00"):
        vol_plan(plan)
        if met_ronde:
            ronde = open_ronde(plan, DAG, door=None)
            maak_stand(Maatregel.objects.get(code="3a"), peildatum=DAG, ronde=ronde)
            sluit_ronde(ronde, door=None, overige="overgenomen")
    moment = kalender.einde_van(DAG)
    nu = Maatregel.objects.filter(plan=plan)
    toen = Toen(plan, moment, nu, ook_verdwenen=True)

    for bron, bekend_op in ((nu, None), (toen, moment)):
        peiling = overzicht.peil(plan, DAG, DAG, bekend_op=bekend_op)
        heel = overzicht.maak_rijen(bron, peiling)
        assert getoond(lijst.lees(bron, plan, DAG, DAG, bekend_op)) == getoond(heel)
        assert getoond(overzicht.lees_rijen(bron, plan, DAG, DAG, bekend_op)) == getoond(heel)
        rondes = overzicht.rondes_van(plan, bekend_op)
        met = overzicht.lees_rijen(bron, plan, DAG, DAG, bekend_op, rondes=rondes)
        assert getoond(met) == getoond(heel)
    assert len({rij.lichten.totaal for rij in heel}) > 2


@pytest.mark.parametrize("aantal", [1, 3])
def test_a_closed_round_costs_the_list_no_query(
    client: Any, beleidsadviseur: Any, plan: Plan, aantal: int, django_assert_num_queries: Any
) -> None:
    for nummer in range(aantal):
        maatregel = MaatregelFactory(plan=plan, code=f"{nummer}")
        InvesteringFactory(blad=BladFactory(maatregel=maatregel))
        maak_stand(maatregel)
    sluit_ronde(open_ronde(plan, kalender.vandaag(), door=None), door=None, overige="overgenomen")
    client.force_login(beleidsadviseur)

    with django_assert_num_queries(12):
        antwoord = client.get(ADRES)

    assert len(vind(antwoord, "td.stoplicht__geld")) == aantal


JAAR = {"van": date(2024, 1, 1), "tot_en_met": date(2024, 12, 31)}
ZONDER = {"van": None, "tot_en_met": None}
PM = zonder_bedrag("p.m.", **JAAR)


@pytest.mark.parametrize(
    ("regels", "tekst"),
    [
        ([], "niet ingevuld"),
        ([JAAR], "€ 1.000"),
        ([JAAR, JAAR], "€ 2.000"),
        ([JAAR, PM], "€ 1.000, deels onbekend"),
        ([JAAR | {"per": "onbekend", "aanname": "jaar"}], "€ 1.000, met aanname"),
        ([JAAR, ZONDER], "€ 1.000, en € 1.000 zonder jaar"),
        ([ZONDER], "€ 1.000, zonder jaar"),
        ([PM], "nog onbekend"),
        ([zonder_bedrag("p.m.", **ZONDER)], "nog onbekend"),
        ([zonder_bedrag("binnen bestaand", **JAAR)], "bestaande middelen"),
        ([zonder_bedrag("nihil", **JAAR)], "geen"),
        # Of another year.
        ([{"bedrag": Decimal(5)}], "geen"),
    ],
)
def test_the_list_says_what_a_measure_costs_this_year(
    client: Any, beleidsadviseur: Any, plan: Plan, regels: list[Any], tekst: str
) -> None:
    blad = BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a"))
    for velden in regels:
        InvesteringFactory(blad=blad, **velden)
    InvesteringFactory(blad=BladFactory(maatregel=MaatregelFactory(plan=plan, code="1b")))
    client.force_login(beleidsadviseur)

    antwoord = client.get(ADRES, {"peildatum": "2024-05-01", "volgorde": "plan"})

    assert vind(antwoord, "thead .stoplicht__geld") == ["Investering 2024"]
    assert vind(antwoord, "td.stoplicht__geld")[0] == tekst


def test_a_plan_without_money_has_no_column_for_it(
    client: Any, beleidsadviseur: Any, plan: Plan
) -> None:
    MaatregelFactory(plan=plan, code="1a")
    client.force_login(beleidsadviseur)

    assert vind(client.get(ADRES), ".stoplicht__geld") == []


def test_money_of_a_past_day_is_as_was_known_then(
    client: Any, beleidsadviseur: Any, plan: Plan
) -> None:
    blad = BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a"))
    InvesteringFactory(blad=blad, **JAAR)
    vandaag = kalender.vandaag()
    with time_machine.travel(kalender.nu() + timedelta(days=1)):
        InvesteringFactory(blad=blad, **JAAR)
        client.force_login(beleidsadviseur)
        gezien = [
            vind(client.get(ADRES, {"peildatum": DAG} | vraag), "td.stoplicht__geld")
            for vraag in ({}, {"bekend_op": vandaag})
        ]

    assert gezien == [["€ 2.000"], ["€ 1.000"]]


@pytest.mark.parametrize("pagina", ["", "dashboard/"])
def test_what_people_typed_is_never_markup(
    client: Any, beleidsadviseur: Any, plan: Plan, pagina: str
) -> None:
    """The rows are written by Python: each text in them is escaped there."""
    vals = "<script>x('\"&</script>"
    maatregel = MaatregelFactory(
        plan=plan, code="1a", titel=f"T{vals}", thema=ThemaFactory(plan=plan, titel=f"H{vals}")
    )
    cluster = ClusterFactory(plan=plan, titel=f"C{vals}", code="c")
    blad = BladFactory(maatregel=maatregel, cluster=cluster)
    MijlpaalFactory(blad=blad, tekst=f"L{vals}")
    MijlpaalFactory(
        blad=blad, tekst=f"M{vals}", van=kalender.vandaag(), tot_en_met=kalender.LAATSTE
    )
    huis = OrganisatieFactory(gemeente=plan.gemeente, naam=f"O{vals}")
    BetrokkenheidFactory(maatregel=maatregel, persoon=None, organisatie=huis)
    maak_stand(maatregel, tijd="rood", oorzaak=f"R{vals}")
    client.force_login(beleidsadviseur)

    inhoud = client.get(f"{ADRES}{pagina}").content.decode()

    assert "<script>x" not in inhoud
    assert inhoud.count("&lt;script&gt;x(&#x27;&quot;&amp;&lt;/script&gt;") >= 3
