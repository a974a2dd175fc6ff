"""Changing money: what it costs, what pays for it, what was spent, what it saves."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jeugdhulp import logboek
from maatregelen.domain.geld.geldregels import (
    leg_besparing_vast,
    leg_besteding_vast,
    voeg_dekking_toe,
    voeg_investering_toe,
    wijzig_dekking,
    wijzig_investering,
)
from maatregelen.domain.grond import BINNEN_MANDAAT, keuzes
from maatregelen.domain.ronde.besluiten import leg_besluit_vast
from maatregelen.models import Besluitmoment, Besteding, Blad, Dekking, Investering, Plan
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    PlanFactory,
    ThemaFactory,
    in_handeling,
)

WAAROM = "De offerte is binnen."
VRAAG = (
    "Dit plan is vastgesteld. Noem het besluit waar deze wijziging op steunt, of schrijf"
    " “binnen mandaat”."
)
BEDRAG: dict[str, Any] = {
    "omschrijving": "coaches",
    "aard": "structureel",
    "staat": "bedrag",
    "bedrag": Decimal("40000.00"),
    "per": "jaar",
}


@pytest.fixture
def blad(plan: Plan) -> Blad:
    return BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a"))


@pytest.fixture
def vastgesteld(db: None) -> Plan:
    return PlanFactory(stadium="vastgesteld")


def investering(blad: Blad, **anders: Any) -> Investering:
    waarden = BEDRAG | anders
    return voeg_investering_toe(blad.maatregel.plan, blad=blad, door=None, reden=WAAROM, **waarden)


def dekking(blad: Blad, **anders: Any) -> Dekking:
    waarden = BEDRAG | {"bron": "reserve jeugd", "status": "voorgenomen"} | anders
    return voeg_dekking_toe(blad.maatregel.plan, blad=blad, door=None, reden=WAAROM, **waarden)


def test_een_nieuwe_investering_staat_als_mensen_schrijven_in_de_regel(blad: Blad) -> None:
    investering(blad)

    assert regel() == {
        "soort": "investering toegevoegd",
        "over": "1a Hulp dichtbij huis, investering “coaches”",
        "voor": {},
        "na": {
            "omschrijving": "coaches",
            "aard": "structureel",
            "staat": "bedrag",
            "bedrag": "€ 40.000,00",
            "per": "per jaar",
        },
        "reden": WAAROM,
    }


def test_een_bedrag_wijzigen_vertelt_voor_en_na(blad: Blad) -> None:
    rij = investering(blad)

    wijzig_investering(rij, bedrag=Decimal("52500.50"), door=None, reden="Hogere cao.")

    rij.refresh_from_db()
    assert rij.bedrag == Decimal("52500.50")
    assert [versie.bedrag for versie in rij.historie.all()] == [
        Decimal("52500.50"),
        Decimal("40000.00"),
    ]
    assert (regel()["voor"], regel()["na"], regel()["reden"]) == (
        {"bedrag": "€ 40.000,00"},
        {"bedrag": "€ 52.500,50"},
        "Hogere cao.",
    )


@pytest.mark.parametrize("reden", ["", "  "])
def test_geld_vraagt_een_reden(blad: Blad, reden: str) -> None:
    rij = investering(blad)

    with geweigerd("reden", "U verandert het geld van het plan. Schrijf op waarom."):
        wijzig_investering(rij, bedrag=Decimal(1), door=None, reden=reden)


def test_niets_veranderen_is_geen_wijziging(blad: Blad) -> None:
    rij = investering(blad)

    with geweigerd("", "Er is niets veranderd."):
        wijzig_investering(rij, bedrag=Decimal("40000.00"), door=None, reden=WAAROM)


def test_een_bedrag_dat_niet_past_wordt_geweigerd(blad: Blad) -> None:
    rij = investering(blad)

    with geweigerd("", "Dit past niet bij elkaar: of er een bedrag is, en welk."):
        wijzig_investering(rij, staat="p.m.", door=None, reden=WAAROM)


def test_een_onbekend_veld_is_een_fout_van_ons(blad: Blad) -> None:
    with pytest.raises(TypeError, match="Geen veld van deze regel: status"):
        investering(blad, status="besloten")


def test_van_voorgenomen_naar_besloten(blad: Blad) -> None:
    rij = dekking(blad)

    wijzig_dekking(
        rij, status="besloten", door=None, reden="De raad besloot.", op_grond_van=BINNEN_MANDAAT
    )

    assert regel() == {
        "soort": "dekking gewijzigd",
        "over": "1a Hulp dichtbij huis, dekking “reserve jeugd”",
        "voor": {"status": "voorgenomen"},
        "na": {"status": "besloten", "op grond van": "binnen mandaat"},
        "reden": "De raad besloot.",
    }


def test_in_een_vastgesteld_plan_noemt_geld_zijn_grond(vastgesteld: Plan) -> None:
    with geweigerd("op_grond_van", VRAAG):
        voeg_investering_toe(vastgesteld, door=None, reden=WAAROM, **BEDRAG)


def test_een_besluit_van_het_overleg_is_een_grond(vastgesteld: Plan) -> None:
    besluit = leg_besluit_vast(vastgesteld, "Wij gaan door.", date(2024, 3, 4), [], door=None)

    voeg_investering_toe(vastgesteld, door=None, reden=WAAROM, op_grond_van=besluit, **BEDRAG)

    assert regel()["na"]["op grond van"] == "besluit 1 van 4 maart 2024"


def _besluitmoment(plan: Plan, **anders: Any) -> Besluitmoment:
    with in_handeling():
        rij = Besluitmoment(
            plan=plan,
            orgaan="raad",
            onderwerp="de begroting",
            periode_soort="onbepaald",
            nummer="24-17",
            **anders,
        )
        rij.full_clean()
        rij.save()
        logboek.schrijf("gemaakt", plan, gemeente_id=plan.gemeente_id, naam="x")
    return rij


def test_een_besluit_van_de_raad_is_een_grond(vastgesteld: Plan) -> None:
    raad = _besluitmoment(vastgesteld, genomen_op=date(2024, 11, 7), uitkomst="akkoord")

    voeg_investering_toe(vastgesteld, door=None, reden=WAAROM, op_grond_van=raad, **BEDRAG)

    assert regel()["na"]["op grond van"] == "besluit van raad van 7 november 2024 (24-17)"


def test_een_besluit_dat_nog_komt_is_geen_grond(vastgesteld: Plan) -> None:
    raad = _besluitmoment(vastgesteld)

    with geweigerd("op_grond_van", "Dit besluit is nog niet genomen."):
        voeg_investering_toe(vastgesteld, door=None, reden=WAAROM, op_grond_van=raad, **BEDRAG)


def test_een_besluit_over_een_ander_plan_is_geen_grond(vastgesteld: Plan, plan: Plan) -> None:
    besluit = leg_besluit_vast(plan, "Wij gaan door.", date(2024, 3, 4), [], door=None)

    with geweigerd("op_grond_van", "Dit besluit gaat over een ander plan."):
        voeg_investering_toe(vastgesteld, door=None, reden=WAAROM, op_grond_van=besluit, **BEDRAG)


def test_geld_van_het_plan_heeft_zijn_regel_bij_het_plan(plan: Plan) -> None:
    voeg_investering_toe(plan, door=None, reden=WAAROM, **BEDRAG)

    assert regel()["over"] == "Plan Jeugd, investering “coaches”"


def test_geld_van_een_thema_noemt_het_thema(plan: Plan) -> None:
    thema = ThemaFactory(plan=plan, code="2")

    voeg_investering_toe(plan, thema=thema, door=None, reden=WAAROM, **BEDRAG)

    assert regel()["over"] == "Plan Jeugd, investering “coaches” (2 Betere toegang)"


def test_geld_telt_op_een_plaats(blad: Blad, plan: Plan) -> None:
    thema = ThemaFactory(plan=plan)

    with geweigerd("", "Geld telt op één plaats."):
        voeg_investering_toe(plan, blad=blad, thema=thema, door=None, reden=WAAROM, **BEDRAG)


def test_een_volgende_regel_komt_achteraan(blad: Blad) -> None:
    assert [investering(blad).volgorde, investering(blad).volgorde] == [0, 1]


MEI, JULI = date(2024, 5, 31), date(2024, 7, 1)


def test_besteding_krijgt_per_peildatum_een_rij(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    blad = BladFactory(maatregel=maatregel, cluster=ClusterFactory(plan=plan))
    leg_besteding_vast(blad, 2024, MEI, begroot=Decimal(100), door=None)

    leg_besteding_vast(blad, 2024, JULI, begroot=Decimal(100), uitgegeven=Decimal(0), door=None)

    rijen = Besteding.objects.values_list("peildatum", "begroot", "uitgegeven", "verwacht")
    assert list(rijen) == [(MEI, Decimal(100), None, None), (JULI, Decimal(100), Decimal(0), None)]
    assert regel() == {
        "soort": "besteding vastgelegd",
        "over": "1a Hulp dichtbij huis, besteding 2024 (Extra investering)",
        "voor": {},
        "na": {"begroot": "€ 100,00", "uitgegeven": "€ 0,00"},
        "reden": "",
    }


def test_besteding_kan_niet_van_morgen_zijn(blad: Blad) -> None:
    with geweigerd("peildatum", "Deze dag moet nog komen; kies vandaag of eerder."):
        leg_besteding_vast(blad, 2024, date(2099, 1, 1), begroot=Decimal(1), door=None)


def test_besteding_zonder_bedrag_is_niets(blad: Blad) -> None:
    with geweigerd("", "Geef minstens één bedrag."):
        leg_besteding_vast(blad, 2024, MEI, door=None)


def test_besteding_op_dezelfde_dag_wordt_geweigerd(blad: Blad) -> None:
    leg_besteding_vast(blad, 2024, MEI, begroot=Decimal(1), door=None)

    with geweigerd("", "Op deze peildatum is de besteding al vastgelegd."):
        leg_besteding_vast(blad, 2024, MEI, begroot=Decimal(2), door=None)


def test_besparing_wijzigen_vraagt_een_reden(blad: Blad) -> None:
    leg_besparing_vast(blad.maatregel, 2024, verwacht=Decimal(5000), door=None)

    with geweigerd("reden", "U verandert een bedrag. Schrijf op waarom."):
        leg_besparing_vast(blad.maatregel, 2024, verwacht=Decimal(6000), door=None)


def test_besparing_houdt_vier_bedragen_uit_elkaar(blad: Blad) -> None:
    leg_besparing_vast(blad.maatregel, 2024, verwacht=Decimal(5000), door=None)

    leg_besparing_vast(
        blad.maatregel, 2024, gerealiseerd=Decimal(1200), door=None, reden="Jaarrekening."
    )

    assert regel() == {
        "soort": "besparing gewijzigd",
        "over": "1a Hulp dichtbij huis, besparing 2024",
        "voor": {"gerealiseerd": ""},
        "na": {"gerealiseerd": "€ 1.200,00"},
        "reden": "Jaarrekening.",
    }


def test_een_toerekenbaar_bedrag_noemt_zijn_methode(blad: Blad) -> None:
    with geweigerd("", "Zeg hoe u het toerekenbare bedrag bepaalde."):
        leg_besparing_vast(blad.maatregel, 2024, toerekenbaar=Decimal(1), door=None)


def test_een_bedrag_dat_op_een_clientnummer_lijkt_is_vast_te_leggen(blad: Blad) -> None:
    """The trail refuses those nine digits for ever: it tells them with other marks between."""
    investering(blad, bedrag=Decimal("123456782.00"))

    assert regel()["na"]["bedrag"] == "€ 123’456’782,00"


def test_a_ground_is_chosen_by_what_it_is_about(vastgesteld: Plan) -> None:
    _besluitmoment(vastgesteld, genomen_op=date(2024, 11, 7), uitkomst="akkoord")
    leg_besluit_vast(vastgesteld, "Wij gaan door. " * 9, date(2024, 3, 4), [], door=None)

    assert [keuze.naam for keuze in keuzes(vastgesteld)] == [
        "Binnen mandaat",
        f"Besluit 1 van 4 maart 2024: {'Wij gaan door. ' * 5}Wij …",
        "Besluit van raad van 7 november 2024 (24-17): de begroting",
    ]
