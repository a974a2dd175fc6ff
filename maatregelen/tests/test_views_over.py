"""The page about a plan as a whole, now and as known on a past day."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from jeugdhulp.tests.factories import OrganisatieFactory, PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.models import Plan
from maatregelen.tests.factories import (
    BeleidsplanFactory,
    BesluitmomentFactory,
    BetrokkenheidFactory,
    ContextcijferFactory,
    MaatregelFactory,
    PlanFactory,
    ProjectrolFactory,
    RisicoFactory,
    ThemaFactory,
    VaststellingFactory,
    VervallenActiviteitFactory,
    maak_voorzitter,
)
from maatregelen.tests.test_views_verleden import wijzig
from maatregelen.tests.vol import vul_plan

ADRES = "/waterstad/plan-jeugd/over/"
MAART = {"bekend_op": "2026-03-31"}


def deel(naam: str) -> str:
    return f"section[aria-labelledby={naam}-kop]"


@pytest.fixture
def lezer(client, beleidsadviseur):
    """A client of the beleidsadviseur."""
    client.force_login(beleidsadviseur)
    return client


def feiten(antwoord: Any, naam: str) -> dict[str, str]:
    """Each term of a list of facts with what stands behind it."""
    termen = vind(antwoord, f"{deel(naam)} dt")
    return dict(zip(termen, vind(antwoord, f"{deel(naam)} dt + dd"), strict=True))


def test_plan_zegt_periode_stadium_bron_en_wat_niet_is_ingevuld(lezer, gemeente):
    PlanFactory(
        gemeente=gemeente,
        slug="plan-jeugd",
        tot_en_met=date(2021, 12, 31),
        stadium="concept",
        versienaam="concept 2",
        bron_titel="Plan van Aanpak",
        bron_datum=date(2019, 2, 1),
    )

    assert feiten(lezer.get(ADRES), "plan") == {
        "Periode": "1 januari 2019 tot en met 31 december 2021",
        "Stadium": "concept, concept 2",
        "Beleidsplan": "niet ingevuld",
        "Vorige plan": "niet ingevuld",
        "Herijking verwacht": "niet ingevuld",
        "Bron": "Plan van Aanpak, 1 februari 2019",
    }


def test_plan_wijst_naar_beleidsplan_voorganger_en_opvolger(lezer, gemeente):
    beleid = BeleidsplanFactory(gemeente=gemeente, slug="jeugd", titel="Beleid 2019")
    oud = PlanFactory(gemeente=gemeente, slug="oud", titel="Plan 2017")
    plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd", beleidsplan=beleid, voorganger=oud)
    PlanFactory(gemeente=gemeente, slug="nieuw", voorganger=plan)

    antwoord = lezer.get(ADRES)

    assert kenmerken(antwoord, f"{deel('plan')} a", "href") == [
        "/waterstad/beleid/jeugd/",
        "/waterstad/oud/",
        "/waterstad/nieuw/",
    ]


def test_voorganger_die_zij_niet_mag_zien_staat_er_niet(lezer, gemeente):
    oud = PlanFactory(titel="Plan van een ander")
    PlanFactory(gemeente=gemeente, slug="plan-jeugd", voorganger=oud)

    assert feiten(lezer.get(ADRES), "plan")["Vorige plan"] == "niet ingevuld"


def test_overleg_zegt_ritme_rapportmaanden_en_wie(lezer, gemeente):
    plan = PlanFactory(
        gemeente=gemeente,
        slug="plan-jeugd",
        naam_overleg="regiegroep",
        rapportmaanden=[4, 10],
        samensteller=PersoonFactory(gemeente=gemeente, naam="Regisseur"),
    )
    maak_voorzitter(plan, "vera")

    assert feiten(lezer.get(ADRES), "overleg") == {
        "Overleg": "regiegroep, om de 2 maanden",
        "Rapport aan college en raad": "april en oktober",
        "Voorzitter": "Voorzitter vera",
        "Samensteller": "Regisseur",
        "Ambtelijk opdrachtgever": "niet ingevuld",
    }


def test_versies_staan_met_elk_orgaan_de_nieuwste_eerst(lezer, plan):
    VaststellingFactory(plan=plan, versie=1, nummer="Z-1")
    VaststellingFactory(plan=plan, versie=2, orgaan="Raad", vastgesteld_op=None, letterlijk="mei")
    VaststellingFactory(plan=plan, versie=2, vastgesteld_op=date(2020, 2, 1))

    assert vind(lezer.get(ADRES), f"{deel('versies')} .lijst > li") == [
        "Versie 2 College, 1 februari 2020 Raad, mei",
        "Versie 1 College, 15 januari 2019, nummer Z-1",
    ]


def test_plan_zonder_vaststelling_zegt_dat(lezer, plan):
    assert vind(lezer.get(ADRES), f"{deel('versies')} .leeg") == [
        "Van dit plan is geen vaststelling bekend."
    ]


def test_projectorganisatie_staat_per_plan_en_thema(lezer, gemeente, plan):
    thema = ThemaFactory(plan=plan, code="1", titel="Toegang")
    els = PersoonFactory(gemeente=gemeente, naam="Els")
    groep = OrganisatieFactory(gemeente=gemeente, naam="Gebiedsteam")
    ProjectrolFactory(plan=plan, thema=thema, persoon=None, organisatie=groep, rol="overig")
    ProjectrolFactory(plan=plan, persoon=els, toelichting="twee dagen")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{deel('rollen')} h3") == ["Hele plan", "Thema 1 Toegang"]
    assert vind(antwoord, f"{deel('rollen')} li") == [
        "Els, projectleider: twee dagen",
        "Gebiedsteam, overig",
    ]


def test_risico_besluit_en_cijfer_noemen_hun_maatregel(lezer, plan):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    for factory in (RisicoFactory, BesluitmomentFactory, ContextcijferFactory):
        factory(plan=plan, maatregel=maatregel)

    antwoord = lezer.get(ADRES)

    adressen = [
        kenmerken(antwoord, f"{deel(naam)} a", "href")
        for naam in ("risicos", "momenten", "context")
    ]
    assert adressen == [["/waterstad/plan-jeugd/maatregelen/1a/"]] * 3


def test_besluit_voor_alle_plannen_staat_bij_elk_plan(lezer, gemeente, plan):
    BesluitmomentFactory(plan=None, gemeente=gemeente, onderwerp="Begroting 2020")

    assert vind(lezer.get(ADRES), f"{deel('momenten')} li p:first-child") == [
        "Gemeenteraad: Begroting 2020 voor alle plannen"
    ]


def test_cijfers_uit_het_plan_tellen_niet_mee_als_geld(lezer, plan):
    ContextcijferFactory(
        plan=plan, onderwerp="Kosten", waarde=12500000, eenheid="euro", over="2018", volgorde=1
    )
    ContextcijferFactory(plan=plan, onderwerp="Druk", waarde=None, letterlijk="hoog", volgorde=2)

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{deel('context')} .kaart__kop p") == ["tellen niet mee als geld"]
    assert vind(antwoord, f"{deel('context')} li") == ["Kosten, 2018 € 12.500.000", "Druk ‘hoog’"]


def test_vervallen_activiteit_zegt_waarom_en_waar_zij_bleef(lezer, plan):
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp")
    VervallenActiviteitFactory(
        plan=plan, bestemming="samengevoegd", maatregel=maatregel, volgorde=1
    )
    VervallenActiviteitFactory(plan=plan, bestemming="elders", elders="de GGD", volgorde=2)

    assert vind(lezer.get(ADRES), f"{deel('vervallen')} .lijst > li") == [
        "Folder maken samengevoegd met een maatregel Er is al een website. Verder in 1a Hulp",
        "Folder maken elders ondergebracht Er is al een website. Verder bij de GGD",
    ]


def test_overzicht_zegt_per_maatregel_trekker_en_betrokkenen_van_die_dag(lezer, gemeente, plan):
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp", volgorde=1)
    MaatregelFactory(plan=plan, code="1b", titel="School", volgorde=2)
    for naam, rol, velden in (
        ("Els", "trekker", {"tot_en_met": date(2019, 12, 31)}),
        ("Jan", "trekker", {"van": date(2020, 1, 1)}),
        ("Kim", "uitvoerder", {"deeltaak": "ZIN"}),
    ):
        persoon = PersoonFactory(gemeente=gemeente, naam=naam)
        BetrokkenheidFactory(maatregel=maatregel, persoon=persoon, rol=rol, **velden)

    antwoord = lezer.get(ADRES, {"peildatum": "2019-06-01"})

    assert vind(antwoord, f"{deel('wie')} tbody tr") == [
        "1a Hulp Els Kim (uitvoerder, ZIN)",
        "1b School nog geen trekker –",
    ]


def test_wat_er_niet_is_heeft_geen_kop(lezer, plan):
    assert vind(lezer.get(ADRES), "h2") == [
        "Het plan",
        "Overleg en rapportage",
        "Lichten en drempels",
        "Wie het plan vaststelde",
        "Wie doet wat",
    ]


@pytest.mark.parametrize(("wie", "status"), [("externe", 403), ("raadslid", 404), ("buur", 404)])
def test_pagina_is_voor_wie_het_hele_plan_leest(client, request, maatregel, wie, status):
    client.force_login(request.getfixturevalue(wie))

    assert client.get(ADRES).status_code == status


@pytest.fixture
def maart(gemeente):
    """A plan as entered in March 2026, whose names all changed in April."""
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        beleid = BeleidsplanFactory(gemeente=gemeente, slug="jeugd", titel="Beleid toen")
        oud = PlanFactory(gemeente=gemeente, slug="oud", titel="Plan toen")
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd", beleidsplan=beleid, voorganger=oud)
        els = PersoonFactory(gemeente=gemeente, naam="Els")
        maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp toen")
        BetrokkenheidFactory(maatregel=maatregel, persoon=els)
        risico = RisicoFactory(plan=plan, maatregel=maatregel, eigenaar=els, gebeurtenis="Toen")
        VaststellingFactory(plan=plan)
    with time_machine.travel(datetime(2026, 4, 1, 12, tzinfo=UTC), tick=False):
        for rij in (beleid, oud, maatregel):
            wijzig(rij, titel="Nu")
        wijzig(els, naam="Els Jansen")
        wijzig(risico, gebeurtenis="Nu")
        wijzig(oud, slug="ouder")
        VaststellingFactory(plan=plan, versie=2)
    return plan


def test_verleden_heeft_de_namen_van_toen_op_de_adressen_van_nu(lezer, maart):
    antwoord = lezer.get(ADRES, MAART)

    assert feiten(antwoord, "plan")["Beleidsplan"] == "Beleid toen"
    assert feiten(antwoord, "plan")["Vorige plan"] == "Plan toen"
    assert kenmerken(antwoord, f"{deel('plan')} a", "href") == [
        "/waterstad/beleid/jeugd/?peildatum=2026-03-31&bekend_op=2026-03-31",
        "/waterstad/ouder/?peildatum=2026-03-31&bekend_op=2026-03-31",
    ]
    assert vind(antwoord, f"{deel('risicos')} li") == ["Toen Bij 1a Hulp toen Eigenaar Els"]
    assert vind(antwoord, f"{deel('wie')} tbody tr") == ["1a Hulp toen Els –"]
    assert vind(antwoord, f"{deel('versies')} b") == ["Versie 1"]


def test_nu_heeft_de_namen_van_nu(lezer, maart):
    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{deel('risicos')} li") == ["Nu Bij 1a Nu Eigenaar Els Jansen"]
    assert vind(antwoord, f"{deel('versies')} b") == ["Versie 2", "Versie 1"]


def test_dag_voor_het_plan_er_was_wordt_uitgelegd(lezer, maart):
    antwoord = lezer.get(ADRES, {"bekend_op": "2026-02-28"})

    assert vind(antwoord, "h1") == ["Nog niet bekend op 28 februari 2026"]


def _vul(gemeente: Any, aantal: int) -> Plan:
    beleid = BeleidsplanFactory(gemeente=gemeente)
    oud = PlanFactory(gemeente=gemeente)
    plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd", beleidsplan=beleid, voorganger=oud)
    vul_plan(plan, aantal)
    return plan


# Session, user and rights take five, the plan one and as known then one; the measures one, or two
# for then; ten for what the page tells and four for the plans it leads to.
@pytest.mark.parametrize("aantal", [1, 3])
@pytest.mark.parametrize(("vraag", "queries"), [({}, 21), (MAART, 23)], ids=["now", "past"])
def test_pagina_kost_evenveel_vragen_bij_meer_rijen(
    lezer, gemeente, vraag, queries, aantal, django_assert_num_queries
):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        _vul(gemeente, aantal)

    with django_assert_num_queries(queries):
        antwoord = lezer.get(ADRES, vraag)

    assert len(vind(antwoord, f"{deel('wie')} tbody tr")) == aantal
