"""De bladzijde over het geld van een plan."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from jeugdhulp.tests.factories import GemeenteFactory
from jeugdhulp.tests.lezen import elementen, kenmerken, vind
from maatregelen.tests.factories import (
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    PlanFactory,
    ThemaFactory,
)
from maatregelen.tests.geldfactories import (
    BestedingFactory,
    DekkingFactory,
    InvesteringFactory,
    VermeldingFactory,
    vol_blad,
    zonder_bedrag,
)

ADRES = "/waterstad/plan-jeugd/geld/"
IN_2020 = {"peildatum": "2020-12-31"}
GELD = "section[aria-labelledby=geld-kop]"
BRONNEN = "section[aria-labelledby=bronnen-kop]"
BESTEDING = "section[aria-labelledby=besteding-kop]"
UREN = "section[aria-labelledby=uren-kop]"
ONBEKEND = "section[aria-labelledby=onbekend-kop]"
UITLEG = "section[aria-labelledby=uitleg-kop]"
AFLOPEND = "section[aria-labelledby=aflopend-kop]"
TIEN = Decimal(10)


@pytest.fixture
def lezer(client, beleidsadviseur):
    """A client of the beleidsadviseur."""
    client.force_login(beleidsadviseur)
    return client


@pytest.fixture
def blad(plan):
    """Of measure 1a, in no cluster."""
    thema = ThemaFactory(plan=plan, code="1", titel="Toegang")
    maatregel = MaatregelFactory(plan=plan, thema=thema, code="1a", titel="Hulp dichtbij")
    return BladFactory(maatregel=maatregel)


def koppen(antwoord, deel: str = GELD) -> list[str]:
    return vind(antwoord, f"{deel} thead th.getal")


def rijen(antwoord, deel: str = GELD) -> list[list[str]]:
    """Per row of a table its head and its cells."""
    gevonden = elementen(antwoord, f"{deel} tbody tr")
    return [
        [" ".join(" ".join(cel.itertext()).split()) for cel in rij if cel.tag in ("th", "td")]
        for rij in gevonden
    ]


def rij(antwoord, kop: str, deel: str = GELD) -> dict[str, str]:
    """The cells of the row with this head, by the heads of their columns."""
    (gevonden,) = [rij for rij in rijen(antwoord, deel) if rij[0] == kop]
    namen = koppen(antwoord, deel)
    return dict(zip(namen, gevonden[-len(namen) :], strict=True))


def test_jaar_toont_investering_dekking_en_tekort(lezer, blad):
    InvesteringFactory(blad=blad, bedrag=Decimal("16666.67"))
    InvesteringFactory(blad=blad, bedrag=Decimal(320000), aard="structureel")
    DekkingFactory(blad=blad, bedrag=Decimal(80000))
    DekkingFactory(blad=blad, bedrag=Decimal(40000), status="aangevraagd", bron="kadernota")

    antwoord = lezer.get(ADRES, IN_2020)

    assert rij(antwoord, "2020") == {
        "Incidenteel": "€ 16.666,67",
        "Structureel": "€ 320.000",
        "Totaal": "€ 336.666,67",
        "Aangevraagd": "€ 40.000",
        "Besloten": "€ 80.000",
        "Met alle dekking": "€ 216.666,67 tekort",
        "Alleen besloten dekking": "€ 256.666,67 tekort",
        "Regels": "– geen",
    }


def test_afgewezen_dekking_staat_er_en_telt_niet(lezer, blad):
    InvesteringFactory(blad=blad)
    DekkingFactory(blad=blad, status="afgewezen")

    gevonden = rij(lezer.get(ADRES, IN_2020), "2020")

    assert gevonden["Afgewezen, telt niet"] == "€ 1.000"
    assert gevonden["Met alle dekking"] == "€ 1.000 tekort"


def test_gedekt_jaar_is_sluitend_en_meer_dekking_een_overschot(lezer, blad):
    InvesteringFactory(blad=blad)
    DekkingFactory(blad=blad)
    sluitend = rij(lezer.get(ADRES, IN_2020), "2020")["Met alle dekking"]
    DekkingFactory(blad=blad, bedrag=TIEN)

    assert (sluitend, rij(lezer.get(ADRES, IN_2020), "2020")["Met alle dekking"]) == (
        "sluitend",
        "€ 10 overschot",
    )


def test_onbekend_bedrag_staat_er_als_ten_minste_en_als_aantal(lezer, blad):
    InvesteringFactory(blad=blad)
    InvesteringFactory(blad=blad, **zonder_bedrag("n.t.b."))

    gevonden = rij(lezer.get(ADRES, IN_2020), "2020")

    assert (gevonden["Totaal"], gevonden["Met alle dekking"], gevonden["Regels"]) == (
        "ten minste € 1.000",
        "ten minste € 1.000 tekort",
        "1",
    )


def test_alleen_onbekende_bedragen_zijn_nooit_nul_euro(lezer, blad):
    InvesteringFactory(blad=blad, **zonder_bedrag("p.m."))
    DekkingFactory(blad=blad, **zonder_bedrag("p.m."))

    gevonden = rij(lezer.get(ADRES, IN_2020), "2020")

    assert gevonden == {
        "Incidenteel": "onbekend 1 regel",
        "Structureel": "– geen",
        "Totaal": "onbekend 1 regel",
        "Besloten": "onbekend 1 regel",
        "Met alle dekking": "nog niet te zeggen",
        "Alleen besloten dekking": "nog niet te zeggen",
        "Regels": "2 1 bij dekking",
    }


def test_nihil_is_nul_euro_en_naast_een_onbekend_bedrag_niet_genoeg_om_nul_te_zeggen(lezer, blad):
    InvesteringFactory(blad=blad, **zonder_bedrag("nihil"))
    nihil = rij(lezer.get(ADRES, IN_2020), "2020")
    InvesteringFactory(blad=blad, **zonder_bedrag("leeg"))
    samen = rij(lezer.get(ADRES, IN_2020), "2020")

    assert (nihil["Totaal"], nihil["Met alle dekking"]) == ("€ 0", "sluitend")
    assert (samen["Totaal"], samen["Met alle dekking"]) == (
        "onbekend 1 regel",
        "nog niet te zeggen",
    )


def test_bestaand_geld_staat_apart_van_nieuw_geld(lezer, blad):
    for velden in ({"bedrag": Decimal(14000)}, zonder_bedrag("binnen bestaand")):
        InvesteringFactory(blad=blad, **{"staat": "binnen bestaand"} | velden)
    DekkingFactory(blad=blad, **zonder_bedrag("binnen bestaand"))

    gevonden = rij(lezer.get(ADRES, IN_2020), "2020")

    assert (gevonden["Totaal"], gevonden["Kosten"], gevonden["Dekking"]) == (
        "– geen",
        "1 zonder bedrag en € 14.000",
        "1 zonder bedrag",
    )


def test_geld_zonder_jaar_en_geld_dat_doorloopt_hebben_een_eigen_rij(lezer, blad):
    InvesteringFactory(blad=blad, van=None, tot_en_met=None)
    InvesteringFactory(blad=blad, bedrag=TIEN, aard="structureel", tot_en_met=None)

    antwoord = lezer.get(ADRES, {"peildatum": "2021-06-01"})

    assert [(kop, totaal) for kop, _, _, totaal, *_ in rijen(antwoord)] == [
        ("2020", "€ 10"),
        ("2021", "€ 10"),
        ("Elk jaar na 2021", "€ 10"),
        ("Jaar onbekend", "€ 1.000"),
    ]


def test_aard_die_niet_bekend_is_krijgt_een_eigen_kolom(lezer, blad):
    InvesteringFactory(blad=blad, aard="")

    assert rij(lezer.get(ADRES, IN_2020), "2020")["Aard onbekend"] == "€ 1.000"


def test_aanname_staat_bij_het_bedrag_en_wordt_uitgelegd(lezer, blad):
    InvesteringFactory(blad=blad, per="onbekend", aanname="jaar")
    InvesteringFactory(blad=blad, tot_en_met=None)

    antwoord = lezer.get(ADRES, IN_2020)

    assert rij(antwoord, "2020")["Totaal"] == "€ 2.000 2 aannames"
    assert vind(antwoord, f"{UITLEG} li") == [
        "1a Hulp dichtbij, investering, € 1.000: per jaar of in totaal is niet bekend;"
        " wij rekenen per jaar. Een training",
        "1a Hulp dichtbij, investering, € 1.000: het einde is niet bekend;"
        " wij tellen het alleen in 2020. Een training",
    ]


def test_ander_bedrag_telt_niet_en_staat_bij_de_uitleg(lezer, blad):
    DekkingFactory(blad=blad, bedrag=Decimal(60000), alternatief_bedrag=Decimal(120000))

    antwoord = lezer.get(ADRES, IN_2020)

    assert rij(antwoord, "2020")["Besloten"] == "€ 60.000"
    assert vind(antwoord, f"{UITLEG} li") == [
        "1a Hulp dichtbij, dekking: algemene reserve, € 60.000: het plan noemt ook € 120.000."
        " Een training"
    ]


def test_gedeeld_bedrag_telt_een_keer_en_noemt_het_andere_blad(lezer, plan, blad):
    regel = InvesteringFactory(blad=blad)
    VermeldingFactory(
        investering=regel, blad=BladFactory(maatregel=MaatregelFactory(plan=plan, code="3b"))
    )

    antwoord = lezer.get(ADRES, IN_2020 | {"groep": "maatregel"})

    assert [rij[:4] for rij in rijen(antwoord)] == [
        ["1a Hulp dichtbij"],
        ["2020", "€ 1.000", "– geen", "€ 1.000"],
        ["Hele plan"],
        ["2020", "€ 1.000", "– geen", "€ 1.000"],
    ]
    assert vind(antwoord, f"{UITLEG} li") == [
        "1a Hulp dichtbij, investering, € 1.000: staat ook op het blad van 3b. Een training"
    ]


@pytest.mark.parametrize(
    ("groep", "lijnen"),
    [
        ("", []),
        ("thema", ["Thema 1 Toegang", "Plan als geheel", "Hele plan"]),
        (
            "cluster",
            [
                "Extra geld",
                "Zonder cluster",
                "Thema 1 Toegang, als geheel",
                "Plan als geheel",
                "Hele plan",
            ],
        ),
        (
            "maatregel",
            ["1a Hulp dichtbij", "Thema 1 Toegang, als geheel", "Plan als geheel", "Hele plan"],
        ),
        ("iets anders", []),
    ],
)
def test_bedragen_zijn_te_verdelen_over_thema_cluster_en_maatregel(
    lezer, plan, blad, groep, lijnen
):
    maatregel = blad.maatregel
    cluster = ClusterFactory(plan=plan, titel="Extra geld")
    for plek in (
        {"blad": blad},
        {"blad": BladFactory(maatregel=maatregel, cluster=cluster)},
        {"blad": None, "thema": maatregel.thema, "plan": plan},
        {"blad": None, "plan": plan},
    ):
        InvesteringFactory(**plek)

    antwoord = lezer.get(ADRES, IN_2020 | {"groep": groep})

    assert vind(antwoord, f"{GELD} .geld__lijn") == lijnen
    assert rijen(antwoord)[-1][3] == "€ 4.000"


def test_keuze_van_de_verdeling_houdt_de_dag_en_de_dag_de_verdeling(lezer, plan, blad):
    InvesteringFactory(blad=blad)

    antwoord = lezer.get(ADRES, IN_2020 | {"groep": "thema"})

    assert vind(antwoord, ".geldkeuze a") == ["Hele plan", "Thema", "Maatregel"]
    assert kenmerken(antwoord, ".geldkeuze a", "href") == [
        f"{ADRES}?peildatum=2020-12-31",
        f"{ADRES}?groep=thema&peildatum=2020-12-31",
        f"{ADRES}?groep=maatregel&peildatum=2020-12-31",
    ]
    assert vind(antwoord, ".geldkeuze [aria-current]") == ["Thema"]
    assert kenmerken(antwoord, ".dagkeuze input[type=hidden]", "value") == ["thema"]
    assert kenmerken(antwoord, ".dagkeuze p a", "href") == [f"{ADRES}?groep=thema"]


def test_bronnen_staan_per_jaar_met_hun_status(lezer, blad):
    DekkingFactory(blad=blad)
    DekkingFactory(blad=blad, bron="kadernota", status="aangevraagd", **zonder_bedrag("n.t.b."))
    DekkingFactory(blad=blad, bron="programma 1", **zonder_bedrag("binnen bestaand"))
    DekkingFactory(blad=blad, bron="niet van toepassing", **zonder_bedrag("n.v.t."))

    assert rijen(lezer.get(ADRES, IN_2020), BRONNEN) == [
        ["algemene reserve", "besloten", "€ 1.000"],
        ["kadernota", "aangevraagd", "onbekend 1 regel"],
        ["Binnen bestaande middelen: geen nieuw geld"],
        ["programma 1", "besloten", "1 zonder bedrag"],
    ]


def test_dekking_die_afloopt_staat_vooraan_en_bij_het_jaar(lezer, blad):
    InvesteringFactory(blad=blad, aard="structureel", tot_en_met=None)
    DekkingFactory(blad=blad)

    antwoord = lezer.get(ADRES, IN_2020)

    assert vind(antwoord, f"{AFLOPEND} li") == [
        "1a Hulp dichtbij, dekking: algemene reserve, € 1.000: loopt af in 2020. Een training"
    ]
    assert rijen(antwoord)[0][0] == "2020 dekking loopt af"
    later = lezer.get(ADRES, {"peildatum": "2021-01-01"})
    assert vind(later, f"{AFLOPEND} b") == ["is afgelopen in 2020"]


def test_uren_staan_per_kwartaal_met_de_omrekening_erbij(lezer, blad):
    uren = zonder_bedrag("uren")
    derde = {"van": date(2020, 7, 1), "tot_en_met": date(2020, 12, 31)}
    InvesteringFactory(blad=blad, fte=Decimal("0.5"), **uren, **derde)
    InvesteringFactory(blad=blad, uren_per_week=Decimal(8), fte=Decimal("0.22"), **uren)
    InvesteringFactory(blad=blad, uren_per_week=Decimal(24), van=None, aard="structureel", **uren)

    antwoord = lezer.get(ADRES, IN_2020)

    assert vind(antwoord, f"{UREN} caption") == ["Omgerekend met 36 uur per week voor 1 fte."]
    assert koppen(antwoord, UREN) == ["Nodig, uren per week", "In fte", "Met uren zonder begin"]
    assert rijen(antwoord, UREN) == [
        ["Q1 2020 t/m Q2 2020", "8", "0,22", "32"],
        ["Q3 2020 t/m Q4 2020", "26", "0,72", "50"],
        ["Geen begin bekend", "24", "0,67", "– niet van toepassing"],
    ]


def test_besteding_van_het_jaar_van_de_peildatum(lezer, plan, blad):
    BestedingFactory(blad=blad)
    BestedingFactory(
        blad=BladFactory(
            maatregel=blad.maatregel, cluster=ClusterFactory(plan=blad.maatregel.plan)
        ),
        uitgegeven=None,
    )

    antwoord = lezer.get(ADRES, IN_2020 | {"groep": "maatregel"})

    bedragen = ["€ 2.000", "onbekend", "€ 500 1 niet opgegeven", "onbekend", "2"]
    assert rijen(antwoord, BESTEDING) == [["1a Hulp dichtbij", *bedragen], ["Hele plan", *bedragen]]
    assert vind(lezer.get(ADRES, {"peildatum": "2021-01-01"}), BESTEDING) == []


def test_wat_nog_niet_bekend_is_wijst_naar_zijn_maatregel(lezer, blad):
    InvesteringFactory(blad=blad, letterlijk="pm", **zonder_bedrag("p.m."))
    DekkingFactory(
        plan=blad.maatregel.plan, blad=None, van=None, tot_en_met=None, **zonder_bedrag("leeg")
    )

    antwoord = lezer.get(ADRES, IN_2020)

    assert rijen(antwoord, ONBEKEND) == [
        ["1a Hulp dichtbij", "Een training", "investering", "p.m. (‘pm’)", "2020"],
        [
            "Plan als geheel",
            "Een training",
            "dekking: algemene reserve",
            "niet ingevuld",
            "jaar onbekend",
        ],
    ]
    assert kenmerken(antwoord, f"{ONBEKEND} a", "href") == [
        "/waterstad/plan-jeugd/maatregelen/1a/?peildatum=2020-12-31"
    ]


def test_maatregel_zonder_regel_over_geld_wordt_genoemd(lezer, plan, blad):
    MaatregelFactory(plan=plan, code="1b", titel="Scholing", volgorde=1)
    InvesteringFactory(blad=blad)

    assert vind(lezer.get(ADRES), f"{ONBEKEND} p") == ["Zonder regel over geld: 1b Scholing."]


def test_plan_zonder_geld_zegt_dat(lezer, blad):
    antwoord = lezer.get(ADRES)

    assert vind(antwoord, "main table") == []
    assert "Over dit plan zijn nog geen bedragen of uren bekend." in vind(antwoord, "main p")


def test_bladzijde_zegt_op_welke_dag_zij_kijkt(lezer, blad):
    antwoord = lezer.get(ADRES, IN_2020)

    assert vind(antwoord, "h1") == ["Geld per 31 december 2020"]
    assert vind(antwoord, ".kruimels [aria-current]") == ["Geld"]


@pytest.fixture
def toen(gemeente):
    """A plan that is known since March 2026, with € 1.000 of which April knows € 9.000 more."""
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd")
        blad = BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a"))
        InvesteringFactory(blad=blad)
    with time_machine.travel(datetime(2026, 4, 1, 12, tzinfo=UTC), tick=False):
        InvesteringFactory(blad=blad, bedrag=Decimal(9000))


@pytest.mark.parametrize(
    ("dag", "totaal"), [({}, "€ 10.000"), ({"bekend_op": "2026-03-31"}, "€ 1.000")]
)
def test_geld_dat_later_is_ingevoerd_was_toen_niet_bekend(lezer, toen, dag, totaal):
    assert rij(lezer.get(ADRES, IN_2020 | dag), "2020")["Totaal"] == totaal


def test_voor_het_plan_er_was_is_er_geen_geld(lezer, toen):
    antwoord = lezer.get(ADRES, {"bekend_op": "2026-02-01"})

    assert vind(antwoord, "main table") == []


@pytest.mark.parametrize("wie", ["externe", "raadslid", "buur", "trekker"])
def test_wie_niet_het_hele_plan_leest_ziet_geen_geld(client, request, maatregel, wie):
    InvesteringFactory(blad=maatregel.bladen.get())
    client.force_login(request.getfixturevalue(wie))

    antwoord = client.get(ADRES)

    assert antwoord.status_code == {"externe": 403, "trekker": 200}.get(wie, 404)


def test_gemeente_die_de_opvolger_is_leest_het_geld_van_haar_voorganger(lezer, gemeente):
    voorganger = GemeenteFactory(
        slug="oudstad", opvolger=gemeente, geldig_tot_en_met=date(2018, 12, 31)
    )
    plan = PlanFactory(gemeente=voorganger, slug="plan-oud")
    InvesteringFactory(plan=plan, blad=None)

    antwoord = lezer.get("/oudstad/plan-oud/geld/", IN_2020)

    assert rij(antwoord, "2020")["Totaal"] == "€ 1.000"


def test_elke_tabel_heeft_een_bijschrift_en_is_met_het_toetsenbord_te_schuiven(lezer, blad):
    vol_blad(blad)

    antwoord = lezer.get(ADRES, IN_2020)

    assert len(vind(antwoord, "main table")) == len(vind(antwoord, "main table caption")) == 5
    assert kenmerken(antwoord, ".tabel-vak", "tabindex") == ["0"] * 5
    assert None not in kenmerken(antwoord, "main table th", "scope")


def test_getypte_tekst_blijft_tekst(lezer, blad):
    InvesteringFactory(blad=blad, omschrijving="<script>x()</script>", **zonder_bedrag("p.m."))
    DekkingFactory(blad=blad, bron="<b>vet</b>")

    antwoord = lezer.get(ADRES, IN_2020)

    assert rijen(antwoord, ONBEKEND)[0][1] == "<script>x()</script>"
    assert rijen(antwoord, BRONNEN)[0][0] == "<b>vet</b>"


@pytest.mark.parametrize(("dag", "vragen"), [({}, 14), ({"bekend_op": "2026-06-01"}, 16)])
@pytest.mark.parametrize("aantal", [1, 3])
def test_bladzijde_kost_evenveel_vragen_voor_meer_maatregelen(
    lezer, gemeente, dag, vragen, aantal, django_assert_num_queries: Any
):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd")
        for _ in range(aantal):
            vol_blad(BladFactory(maatregel__plan=plan, cluster=ClusterFactory(plan=plan)))

    with django_assert_num_queries(vragen):
        antwoord = lezer.get(ADRES, IN_2020 | {"groep": "maatregel"} | dag)

    assert len(vind(antwoord, f"{GELD} .geld__lijn")) == aantal + 1
