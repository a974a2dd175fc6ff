"""The page of a beleidsplan: its goals, who serves them, and what no measure serves."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from jeugdhulp.tests.factories import GemeenteFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.models import Doelkoppeling
from maatregelen.tests.factories import (
    BeleidsplanFactory,
    BesluitmomentFactory,
    ContextcijferFactory,
    DoelFactory,
    DoelkoppelingFactory,
    MaatregelFactory,
    PlanFactory,
    ResultaatFactory,
    RisicoFactory,
    VaststellingFactory,
)
from maatregelen.tests.test_views_verleden import wijzig
from maatregelen.tests.vol import vul_beleidsplan

ADRES = "/waterstad/beleid/jeugd/"
MAART = {"bekend_op": "2026-03-31"}
DOEL = ".doelboom__doel > p:nth-child(2)"


def deel(naam: str) -> str:
    return f"section[aria-labelledby={naam}-kop]"


@pytest.fixture
def lezer(client, beleidsadviseur):
    """A client of the beleidsadviseur."""
    client.force_login(beleidsadviseur)
    return client


@pytest.fixture
def beleid(gemeente):
    """A beleidsplan without goals."""
    return BeleidsplanFactory(gemeente=gemeente, slug="jeugd", titel="Beleid 2019")


def test_kop_noemt_titel_en_periode(lezer, beleid):
    antwoord = lezer.get(ADRES)

    assert vind(antwoord, "h1, h1 + p") == [
        "Beleid 2019",
        "Beleidsplan · 1 januari 2019 tot en met 31 december 2099",
    ]


def test_doelen_staan_onder_elkaar_in_de_woorden_van_het_plan(lezer, beleid):
    visie = DoelFactory(beleidsplan=beleid, code="V", niveau="visie", titel="Gezond", volgorde=1)
    DoelFactory(beleidsplan=beleid, code="2", niveau="speerpunt", titel="Snel", volgorde=3)
    DoelFactory(
        beleidsplan=beleid,
        code="1",
        niveau="gewenst effect",
        titel="Minder",
        richting="afname",
        ouder=visie,
        volgorde=2,
    )

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, ".doelboom__niveau") == [
        "Visie V",
        "Gewenst effect 1 · afname",
        "Speerpunt 2",
    ]
    assert vind(antwoord, ".doelboom .doelboom .doelboom__doel b") == ["Minder"]


def test_maatregelen_staan_bij_hun_doel_de_belangrijkste_eerst(lezer, beleid, plan):
    doel = DoelFactory(beleidsplan=beleid)
    for code, primair in (("1a", False), ("1b", True)):
        maatregel = MaatregelFactory(plan=plan, code=code, titel="Hulp")
        DoelkoppelingFactory(maatregel=maatregel, doel=doel, primair=primair)

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, ".doelboom .kaal li") == [
        "1b Hulp, Plan Jeugd belangrijkste doel",
        "1a Hulp, Plan Jeugd",
    ]
    assert kenmerken(antwoord, ".doelboom .kaal a", "href") == [
        "/waterstad/plan-jeugd/maatregelen/1b/",
        "/waterstad/plan-jeugd/maatregelen/1a/",
    ]


def test_doel_zonder_maatregel_valt_op_tenzij_er_een_eronder_is(lezer, beleid, plan):
    boven = DoelFactory(beleidsplan=beleid, titel="Boven", volgorde=1)
    gediend = DoelFactory(beleidsplan=beleid, titel="Gediend", ouder=boven, volgorde=2)
    DoelFactory(beleidsplan=beleid, titel="Leeg", ouder=boven, volgorde=3)
    DoelkoppelingFactory(maatregel=MaatregelFactory(plan=plan), doel=gediend)

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, DOEL) == ["Boven", "Gediend", "Leeg geen maatregel"]
    assert vind(antwoord, f"{deel('doelen')} .kaart__bij") == [
        "1 van 3 zonder maatregel, in de plannen die u kunt lezen"
    ]


def test_maatregel_van_een_plan_dat_zij_niet_mag_zien_staat_er_niet(lezer, beleid):
    doel = DoelFactory(beleidsplan=beleid, titel="Samen")
    vreemd = MaatregelFactory(titel="Van een ander")
    # Its own rules refuse this; the page must not count on that.
    Doelkoppeling(maatregel=vreemd, doel=doel).save_base(raw=True)

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, DOEL) == ["Samen geen maatregel"]
    assert "Van een ander" not in antwoord.content.decode()


def test_doel_toont_waaraan_het_gemeten_wordt_en_wat_mis_kan_gaan(lezer, beleid):
    doel = DoelFactory(beleidsplan=beleid)
    ResultaatFactory(doel=doel, tekst="Aandeel", norm="lager")
    RisicoFactory(plan=None, beleidsplan=beleid, doel=doel, gebeurtenis="Niemand doet mee")

    assert vind(lezer.get(ADRES), ".doelboom .lijst > li") == [
        "Aandeel nog niet bereikt norm: lager · nulmeting: niet ingevuld",
        "Niemand doet mee Eigenaar niet ingevuld",
    ]


def test_wat_voor_het_geheel_geldt_staat_apart(lezer, beleid):
    van_beleid = {"plan": None, "beleidsplan": beleid}
    VaststellingFactory(**van_beleid, orgaan="Raad", vastgesteld_op=date(2018, 12, 12))
    RisicoFactory(**van_beleid, gebeurtenis="Te weinig geld")
    ContextcijferFactory(**van_beleid, onderwerp="Jeugdigen", waarde=1234)
    BesluitmomentFactory(
        **van_beleid,
        soort="advies",
        orgaan="Adviesraad",
        onderwerp="Het beleid",
        genomen_op=date(2018, 10, 1),
        uitkomst="Positief.",
        verwerking="Aangevuld.",
    )

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{deel('versies')} .kaal li") == ["Raad, 12 december 2018"]
    assert vind(antwoord, f"{deel('risicos')} .risico") == ["Te weinig geld"]
    assert vind(antwoord, f"{deel('context')} li") == ["Jeugdigen 1.234"]
    assert vind(antwoord, f"{deel('momenten')} .lijst > li") == [
        "Adviesraad: Het beleid advies Genomen op 1 oktober 2018 · verwacht: Q2 2019 Positief."
        " Wat ermee is gedaan Aangevuld."
    ]


def test_plannen_en_vorig_beleidsplan_zijn_te_vinden(lezer, gemeente):
    oud = BeleidsplanFactory(gemeente=gemeente, slug="oud")
    nu = BeleidsplanFactory(gemeente=gemeente, slug="jeugd", voorganger=oud)
    BeleidsplanFactory(gemeente=gemeente, slug="nieuw", voorganger=nu)
    PlanFactory(gemeente=gemeente, slug="plan-jeugd", beleidsplan=nu)

    assert kenmerken(lezer.get(ADRES), f"{deel('plan')} a", "href") == [
        "/waterstad/beleid/oud/",
        "/waterstad/beleid/nieuw/",
        "/waterstad/plan-jeugd/",
    ]


def test_beleidsplan_zonder_doelen_zegt_dat(lezer, beleid):
    assert vind(lezer.get(ADRES), f"{deel('doelen')} p") == [
        "Dit beleidsplan heeft nog geen doelen."
    ]


@pytest.mark.parametrize("wie", ["externe", "raadslid", "buur"])
def test_wie_geen_heel_plan_leest_vindt_het_niet(client, request, beleid, wie):
    client.force_login(request.getfixturevalue(wie))

    assert client.get(ADRES).status_code == 404


def test_beleidsplan_van_een_opgeheven_gemeente_is_alleen_te_lezen(lezer, gemeente):
    oud = GemeenteFactory(
        slug="oud", naam="Oudstad", geldig_tot_en_met=date(2018, 12, 31), opvolger=gemeente
    )
    BeleidsplanFactory(gemeente=oud, slug="jeugd")

    assert vind(lezer.get("/oud/beleid/jeugd/"), ".vanwie") == [
        "Beleidsplan van Oudstad, opgegaan in Waterstad. U kunt dit alleen lezen."
    ]


@pytest.fixture
def maart(gemeente):
    """A beleidsplan as entered in March 2026; in April all its names changed."""
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        beleid = BeleidsplanFactory(gemeente=gemeente, slug="jeugd", titel="Beleid toen")
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd", titel="Plan toen")
        maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp toen")
        doel = DoelFactory(beleidsplan=beleid, titel="Doel toen")
        DoelkoppelingFactory(maatregel=maatregel, doel=doel)
    with time_machine.travel(datetime(2026, 4, 1, 12, tzinfo=UTC), tick=False):
        for rij in (beleid, plan, doel):
            wijzig(rij, titel="Nu")
        wijzig(maatregel, titel="Nu", code="2c")
        DoelFactory(beleidsplan=beleid, titel="Later erbij")
    return beleid


def test_verleden_heeft_de_doelen_en_namen_van_toen(lezer, maart):
    antwoord = lezer.get(ADRES, MAART)

    assert vind(antwoord, f"h1, {DOEL}") == ["Beleid toen", "Doel toen"]
    assert vind(antwoord, ".doelboom .kaal li") == ["1a Hulp toen, Plan toen"]
    assert kenmerken(antwoord, ".doelboom .kaal a", "href") == [
        "/waterstad/plan-jeugd/maatregelen/2c/?peildatum=2026-03-31&bekend_op=2026-03-31"
    ]


def test_nu_heeft_de_doelen_en_namen_van_nu(lezer, maart):
    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"h1, {DOEL}") == ["Nu", "Nu", "Later erbij geen maatregel"]


def test_dag_voor_het_beleidsplan_er_was_wordt_uitgelegd(lezer, maart):
    antwoord = lezer.get(ADRES, {"bekend_op": "2026-02-28"})

    assert vind(antwoord, "h1") == ["Nog niet bekend op 28 februari 2026"]
    assert vind(antwoord, "main .kaart > p:first-child") == [
        "Het beleidsplan Nu stond op die dag nog niet in deze toepassing. De toepassing kent"
        " dit beleidsplan sinds 1 maart 2026."
    ]


@pytest.mark.parametrize("dag", ["morgen", "1-1-2099"])
def test_dag_die_niet_te_gebruiken_is_toont_nu(lezer, beleid, dag):
    antwoord = lezer.get(ADRES, {"bekend_op": dag})

    assert vind(antwoord, ".meldingen .melding") == [
        "Let op. De dag bij ‘Zoals bekend op’ is niet te gebruiken; u ziet wat nu bekend is."
    ]


def _vul(gemeente: Any, aantal: int) -> None:
    oud = BeleidsplanFactory(gemeente=gemeente)
    beleid = BeleidsplanFactory(gemeente=gemeente, slug="jeugd", voorganger=oud)
    for _ in range(aantal):
        vul_beleidsplan(beleid, PlanFactory(gemeente=gemeente, beleidsplan=beleid))


# Session, user and rights take five, the beleidsplan one and as known then one; eleven for what
# the page tells and four for the plans it leads to.
@pytest.mark.parametrize("aantal", [1, 3])
@pytest.mark.parametrize(("vraag", "queries"), [({}, 21), (MAART, 22)], ids=["now", "past"])
def test_pagina_kost_evenveel_vragen_bij_meer_rijen(
    lezer, gemeente, vraag, queries, aantal, django_assert_num_queries
):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        _vul(gemeente, aantal)

    with django_assert_num_queries(queries):
        antwoord = lezer.get(ADRES, vraag)

    assert len(vind(antwoord, ".doelboom .kaal li")) == aantal
