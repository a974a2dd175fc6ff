"""The beleidsplan and uitvoeringsplan of the BMWE-gemeenten against what their source says.

The expected codes, dates and numbers come from reading the document, not from the fixtures.
"""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from maatregelen.tests.fixtures_lezen import lees, losse_verwijzingen, planregels, valideer

# Per table of annex 2: how many actions it has.
PER_TABEL = {
    "D1": 5,
    "D2": 3,
    "D3": 6,
    "D4": 3,
    "D5": 3,
    "D6": 2,
    "SD": 5,
    "PR": 4,
    "PO": 11,
}

EV = ["vanaf 2015 | 2015 e.v."]
IN_2015 = ["jaar 2015 | 2015"]
EERSTE_HELFT = ["halfjaar 2015-H1 | 1e helft 2015"]

# The column "Wanneer" of annex 2. An empty cell is an empty list.
WANNEER = {
    "A1.1": EV,
    "A1.2": EERSTE_HELFT,
    "A1.3": ["jaar 2014 | Voor contract 2015, eind 2014 regelen"],
    "A1.4": ["halfjaar 2015-H2 | 2e helft 2015"],
    "A1.5": EV,
    "A2.1": EV,
    "A2.2": ["jaar 2014 | Eind 2014", "vanaf 2015 | 2015 e.v."],
    "A2.3": EV,
    "A3.1": EV,
    "A3.2": IN_2015,
    "A3.3": EV,
    "A3.4": EERSTE_HELFT,
    "A3.5": EV,
    "A3.6": EV,
    "A4.1": ["jaar 2014 | Eind 2014", "vanaf 2015 | Start vanaf 2015"],
    "A4.2": EV,
    "A4.3": EV,
    "A5.1": IN_2015,
    "A5.2": EV,
    "A5.3": [],
    "A6.1": ["vanaf 2015 | Doorlopend, vanaf 2015"],
    "A6.2": [],
    "SD1": IN_2015,
    "SD2": IN_2015,
    "SD3": IN_2015,
    "SD4": ["reeks 2015 2016 | 2015/2016"],
    "SD5": [],
    "PR1": IN_2015,
    "PR2": IN_2015,
    "PR3": IN_2015,
    "PR4": IN_2015,
    "PO1": ["reeks 2015 2018 | 2015-2018"],
    "PO2": IN_2015,
    "PO3": [],
    "PO4": IN_2015,
    "PO5": IN_2015,
    "PO6": IN_2015,
    "PO7": IN_2015,
    "PO8": IN_2015,
    "PO9": IN_2015,
    "PO10": IN_2015,
    "PO11": IN_2015,
}


@pytest.fixture(scope="module")
def beleid() -> dict[str, Any]:
    return lees("bmwe", "beleidsplan")


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    return lees("bmwe", "uitvoeringsplan")


def _doelen(beleid: dict[str, Any], niveau: str) -> dict[str, str]:
    return {d["code"]: d["titel"] for d in beleid["doelen"] if d["niveau"] == niveau}


def _maatregel(plan: dict[str, Any], code: str) -> dict[str, Any]:
    return next(m for m in plan["maatregelen"] if m["code"] == code)


def _kort(periode: dict[str, Any]) -> str:
    """Return soort, moments and the words of the source on one line."""
    momenten = [periode[k] for k in ("wanneer", "van", "tot_en_met") if k in periode]
    return f"{' '.join([periode['soort'], *momenten])} | {periode['letterlijk']}"


def _namen(plan: dict[str, Any], code: str) -> list[tuple[str, str]]:
    """Return name and deeltaak of everyone on the blad, in the order of the source."""
    namen = {rij["sleutel"]: rij["naam"] for rij in plan["personen"] + plan["organisaties"]}
    return [(namen[b["wie"]], b["deeltaak"]) for b in _maatregel(plan, code)["betrokkenen"]]


def _waarden(beleid: dict[str, Any], onderwerp: str) -> list[Decimal | None]:
    return [
        None if cijfer["waarde"] is None else Decimal(cijfer["waarde"])
        for cijfer in beleid["beleidsplan"]["contextcijfers"]
        if cijfer["onderwerp"] == onderwerp
    ]


def _doelen_zonder_ouder_ervoor(beleid: dict[str, Any]) -> list[str]:
    """Return the codes whose parent is absent or stands later in the file."""
    gezien: set[str | None] = {None}
    los = []
    for doel in beleid["doelen"]:
        if doel["ouder"] not in gezien:
            los.append(doel["code"])
        gezien.add(doel["code"])
    return los


def _dubbel(waarden: list[str]) -> list[str]:
    return [waarde for waarde, aantal in Counter(waarden).items() if aantal > 1]


@pytest.mark.parametrize("naam", ["beleidsplan", "uitvoeringsplan"])
def test_volgt_het_uitwisselformaat(naam: str) -> None:
    valideer(lees("bmwe", naam))


@pytest.mark.parametrize("naam", ["beleidsplan", "uitvoeringsplan"])
def test_vier_deelnemers_gaan_op_in_het_hogeland(naam: str) -> None:
    gemeente = lees("bmwe", naam)["gemeente"]
    assert (gemeente["slug"], gemeente["soort"], gemeente["cbs_code"]) == (
        "bmwe",
        "samenwerking",
        "",
    )
    assert [(d["naam"], d["cbs_code"]) for d in gemeente["deelnemers"]] == [
        ("Bedum", "0005"),
        ("De Marne", "1663"),
        ("Eemsmond", "1651"),
        ("Winsum", "0053"),
    ]
    assert {
        (rij["geldig_tot_en_met"], rij["opvolger"]) for rij in [gemeente, *gemeente["deelnemers"]]
    } == {("2018-12-31", "het-hogeland")}


def test_beleidsplan_is_een_concept_met_vier_vaststellingen_zonder_dag(
    beleid: dict[str, Any],
) -> None:
    kop = beleid["beleidsplan"]
    assert (kop["stadium"], kop["versienaam"]) == ("concept", "concept 2 oktober 2014")
    assert (kop["van"], kop["tot_en_met"]) == ("2015-01-01", "2018-12-31")
    assert [(v["orgaan"], v["vastgesteld_op"], v["letterlijk"]) for v in kop["vaststellingen"]] == [
        ("raad van Bedum", None, "najaar van 2014"),
        ("raad van De Marne", None, "najaar van 2014"),
        ("raad van Eemsmond", None, "najaar van 2014"),
        ("raad van Winsum", None, "najaar van 2014"),
    ]
    assert [v["orgaan"] for v in kop["vaststellingen"] if not v["twijfel"]] == []


def test_advies_zonder_dag_en_oogo_op_29_augustus_2014(beleid: dict[str, Any]) -> None:
    momenten = beleid["beleidsplan"]["besluitmomenten"]
    assert [(b["soort"], b["genomen_op"], bool(b["twijfel"])) for b in momenten] == [
        ("advies", None, True),
        ("advies", "2014-08-29", True),
    ]


def test_elk_doel_staat_na_zijn_ouder_en_heeft_een_eigen_code(beleid: dict[str, Any]) -> None:
    assert _doelen_zonder_ouder_ervoor(beleid) == []
    assert _dubbel([doel["code"] for doel in beleid["doelen"]]) == []


def test_de_doelen_per_niveau(beleid: dict[str, Any]) -> None:
    per_niveau = Counter(doel["niveau"] for doel in beleid["doelen"])
    assert dict(per_niveau) == {
        "ambitie": 1,
        "waarde": 8,
        "uitgangspunt": 3,
        "kans": 3,
        "doel": 6,
        "kwaliteitsthema": 5,
    }


def test_acht_waarden(beleid: dict[str, Any]) -> None:
    assert _doelen(beleid, "waarde") == {
        "V1": "Gemeenschapszin",
        "V2": "Participatie",
        "V3": "Samenwerking",
        "V4": "Vertrouwen",
        "V5": "Gelijkwaardigheid",
        "V6": "Verantwoordelijkheid",
        "V7": "Toegankelijkheid",
        "V8": "Keuzevrijheid",
    }


def test_zes_doelen(beleid: dict[str, Any]) -> None:
    assert _doelen(beleid, "doel") == {
        "D1": "We ondersteunen inwoners in het gebruikmaken van hun eigen kracht en het eigen "
        "netwerk",
        "D2": "We de-medicaliseren, ontzorgen en normaliseren zoveel mogelijk vragen en "
        "problematiek rondom opgroeien en opvoeden",
        "D3": "We bieden eerder (jeugd)hulp op maat aan",
        "D4": "We bieden meer ruimte aan professionals en zorgen voor een vermindering van "
        "regeldruk",
        "D5": "We zorgen voor een optimale samenwerking met huisartsen, voorschoolse "
        "voorzieningen en het onderwijs",
        "D6": "De jeugdhulp wordt uitgevoerd met de beschikbare middelen die overkomen van het "
        "rijk",
    }


def test_indicatoren_bij_vijf_kwaliteitsthemas_en_drie_doelen(beleid: dict[str, Any]) -> None:
    assert {d["code"]: len(d["resultaten"]) for d in beleid["doelen"] if d["resultaten"]} == {
        "D3": 2,
        "D5": 1,
        "D6": 2,
        "I1": 5,
        "I2": 2,
        "I3": 2,
        "I4": 5,
        "I5": 4,
    }
    resultaten = [r for doel in beleid["doelen"] for r in doel["resultaten"]]
    assert {resultaat["norm"] for resultaat in resultaten} == {""}
    assert [resultaat["tekst"] for resultaat in resultaten if not resultaat["twijfel"]] == []


def test_zeven_risicos_zonder_eigenaar(beleid: dict[str, Any]) -> None:
    risicos = beleid["beleidsplan"]["risicos"]
    assert [risico["eigenaar"] for risico in risicos] == [None] * 7


@pytest.mark.parametrize(
    ("onderwerp", "waarden"),
    [
        ("Jongeren van 0 t/m 24 jaar in BMWE-gemeenten samen", ["13788"]),
        ("Verwacht aantal jongeren in de BMWE-gemeenten", ["11579"]),
        (
            "Kinderen van 0 tot en met 17 jaar in een aandachtswijk, BMWE-regio",
            ["24.3", "40.9", "40.9"],
        ),
        (
            "Kinderen van 0 tot en met 19 jaar met een handicap (zonder psychiatrie), BMWE-regio",
            [None, None, "2.6"],
        ),
        ("Provinciale jeugdzorgtrajecten in de BMWE-gemeenten", ["732"]),
        ("Kosten van de provinciale jeugdzorg", [None]),
        ("Kosten van jeugdzorg in de BMWE-regio, alle soorten samen", ["11247145"]),
        ("Budget Jeugdwet van BMWE-gemeenten samen", ["13878933"]),
        ("Budget voor pgb jeugd van BMWE-gemeenten samen", ["3957215"]),
        ("Resultaat op pgb jeugd in BMWE-gemeenten samen", ["-2543000"]),
        ("RTA: rest voor directe zorg", ["84", "80", "76"]),
        ("RTA: korting ten opzichte van 2015", ["8.5", "12.5"]),
    ],
)
def test_cijfers_uit_de_tabellen(
    beleid: dict[str, Any], onderwerp: str, waarden: list[str | None]
) -> None:
    verwacht = [None if waarde is None else Decimal(waarde) for waarde in waarden]
    assert _waarden(beleid, onderwerp) == verwacht


@pytest.mark.parametrize(
    ("begin", "totaal"),
    [
        ("Jongeren van 0 t/m 24 jaar in ", "13788"),
        ("Inwoners van ", "50481"),
        ("Kinderen in een aandachtswijk in ", "4541"),
        ("Cliënten met een pgb uit de AWBZ in ", "388"),
        ("Budget Jeugdwet van ", "13878933"),
        ("Budget voor pgb jeugd van ", "3957215"),
        ("Resultaat op pgb jeugd in ", "-2543000"),
    ],
)
def test_de_vier_gemeenten_tellen_op_tot_het_totaal(
    beleid: dict[str, Any], begin: str, totaal: str
) -> None:
    delen = [
        waarde
        for naam in ("Bedum", "De Marne", "Eemsmond", "Winsum")
        for waarde in _waarden(beleid, begin + naam)
        if waarde is not None
    ]
    assert len(delen) == 4
    assert sum(delen) == Decimal(totaal)


def test_twee_bedragen_voor_het_pgb_van_eemsmond_blijven_naast_elkaar(
    beleid: dict[str, Any],
) -> None:
    cijfers = {
        c["onderwerp"]: (c["letterlijk"], "Dat verschil is geen afronding" in c["twijfel"])
        for c in beleid["beleidsplan"]["contextcijfers"]
        if c["onderwerp"].startswith("Kosten van pgb jeugd in Eemsmond")
    }
    assert cijfers == {
        "Kosten van pgb jeugd in Eemsmond, tabel 1.2": ("€ 2.353.000", True),
        "Kosten van pgb jeugd in Eemsmond, tabel 2.5": ("€ 2.343.457", True),
    }


def test_tekst_en_tabel_over_zorg_in_natura_spreken_elkaar_tegen(beleid: dict[str, Any]) -> None:
    met_tegenspraak = {
        c["letterlijk"]
        for c in beleid["beleidsplan"]["contextcijfers"]
        if c["twijfel"].startswith("Tekst en tabel spreken elkaar tegen")
    }
    assert met_tegenspraak == {"89", "141"}


def test_alle_verwijzingen_van_het_uitvoeringsplan_bestaan(
    plan: dict[str, Any], beleid: dict[str, Any]
) -> None:
    assert losse_verwijzingen(plan) == []
    assert plan["plan"]["beleidsplan"] == beleid["beleidsplan"]["slug"]
    gekoppeld = {k["doel"] for m in plan["maatregelen"] for k in m["doelen"]}
    assert gekoppeld == set(_doelen(beleid, "doel"))


def test_samenhang_en_besluitmomenten_wijzen_naar_iets_in_het_plan(plan: dict[str, Any]) -> None:
    codes = {m["code"] for m in plan["maatregelen"]} | {t["code"] for t in plan["themas"]}
    regels = {r["sleutel"] for r in planregels(plan, uniek=False)}
    rijen = [s for m in plan["maatregelen"] for s in m["samenhang"]]
    assert [s for s in rijen if (s["maatregel"] or s["thema"]) not in codes] == []
    momenten = [b for m in plan["maatregelen"] for b in m["besluitmomenten"]]
    assert [b["regel"] for b in momenten if b["regel"] not in regels] == []


def test_kop_van_het_uitvoeringsplan(plan: dict[str, Any]) -> None:
    kop = plan["plan"]
    assert kop["titel"] == "Uitvoeringsplan 2015-2016 BMWE-gemeenten jeugdhulp"
    assert (kop["van"], kop["tot_en_met"]) == ("2015-01-01", "2016-12-31")
    assert (kop["naam_thema"], kop["naam_maatregel"]) == ("Doel", "Actie")
    assert [(veld["veld"], veld["naam"]) for veld in kop["bladvelden"]] == [
        ("doel", "Actie"),
        ("aanpak", "Wat doen we hiervoor?"),
        ("betrokkenen", "Wie hebben we daarbij nodig?"),
        ("planning", "Wanneer?"),
    ]


def test_42_acties_over_negen_tabellen(plan: dict[str, Any]) -> None:
    assert [thema["code"] for thema in plan["themas"]] == list(PER_TABEL)
    assert dict(Counter(m["thema"] for m in plan["maatregelen"])) == PER_TABEL
    assert len(plan["maatregelen"]) == 42


def test_codes_in_de_volgorde_van_de_bijlage(plan: dict[str, Any]) -> None:
    assert [m["code"] for m in plan["maatregelen"]] == list(WANNEER)


def test_22_acties_hebben_hun_eigen_doel_als_primair_doel(plan: dict[str, Any]) -> None:
    doelen = {m["code"]: m["doelen"] for m in plan["maatregelen"] if m["doelen"]}
    assert len(doelen) == 22
    assert doelen == {
        code: [{"doel": f"D{code[1]}", "primair": True, "twijfel": ""}]
        for code in WANNEER
        if code.startswith("A")
    }


def test_wanneer_staat_er_precies_zoals_in_de_bijlage(plan: dict[str, Any]) -> None:
    gelezen = {
        m["code"]: [_kort(r["periode"]) for blad in m["bladen"] for r in blad["planning"]]
        for m in plan["maatregelen"]
    }
    assert gelezen == WANNEER


def test_lege_cellen_hebben_geen_regel_maar_wel_twijfel(plan: dict[str, Any]) -> None:
    leeg = {
        m["code"]: bool(m["twijfel"]) for m in plan["maatregelen"] if not m["bladen"][0]["planning"]
    }
    assert leeg == {"A5.3": True, "A6.2": True, "SD5": True, "PO3": True}


def test_alleen_po3_noemt_niemand(plan: dict[str, Any]) -> None:
    assert [m["code"] for m in plan["maatregelen"] if not m["betrokkenen"]] == ["PO3"]
    assert {b["rol"] for m in plan["maatregelen"] for b in m["betrokkenen"]} == {"betrokkene"}


@pytest.mark.parametrize(
    ("code", "wie"),
    [
        (
            "A1.1",
            [
                ("Medewerkers basisondersteuning", ""),
                ("Verenigingsleven", "contacten"),
                ("Gemeentelijk welzijnsbeleid en subsidiebeleid", "afstemmen"),
                ("Dorpencoördinatoren", ""),
                ("Sociaal Domein", "breed oppakken (CJG, Wmo, Werk en Inkomen)"),
            ],
        ),
        ("A6.2", [("RIGG", ""), ("Inkoop BMWE", "")]),
        (
            "PR1",
            [("Overige Groninger gemeenten", ""), ("AMHK", ""), ("CJG", ""), ("ICT", "")],
        ),
        ("PO4", [("CJG", ""), ("Scholen", ""), ("Toegang 18+", "")]),
        ("PO11", [("RMC", ""), ("Scholen", "")]),
    ],
)
def test_wie_er_nodig_is(plan: dict[str, Any], code: str, wie: list[tuple[str, str]]) -> None:
    assert _namen(plan, code) == wie


def test_iedereen_in_de_lijsten_komt_op_een_blad_voor(plan: dict[str, Any]) -> None:
    genoemd = {b["wie"] for m in plan["maatregelen"] for b in m["betrokkenen"]}
    beschreven = [rij["sleutel"] for rij in plan["personen"] + plan["organisaties"]]
    assert _dubbel(beschreven) == []
    assert set(beschreven) == genoemd
    assert {persoon["soort"] for persoon in plan["personen"]} == {"functie"}


def test_niveau_per_tabel(plan: dict[str, Any]) -> None:
    per_tabel: dict[str, set[str]] = {}
    for m in plan["maatregelen"]:
        per_tabel.setdefault(m["thema"], set()).add(m["schaalniveau"])
    assert per_tabel == {
        **{code: {"subregionaal"} for code in ("D1", "D2", "D3", "D4", "D5", "D6", "SD")},
        "PR": {"provinciaal"},
        "PO": {"lokaal", ""},
    }
    assert [m["code"] for m in plan["maatregelen"] if m["schaalniveau"] == ""] == ["PO6", "PO7"]


def test_alles_is_gepland_en_er_is_geen_stand(plan: dict[str, Any]) -> None:
    assert {m["fase"] for m in plan["maatregelen"]} == {"gepland"}
    assert [m["code"] for m in plan["maatregelen"] if m["standen"]] == []


def test_open_plekken_van_het_concept_staan_als_twijfel(plan: dict[str, Any]) -> None:
    assert "‘-……..’" in _maatregel(plan, "A2.1")["twijfel"]
    assert "‘- …’" in _maatregel(plan, "A3.1")["twijfel"]


def test_besluit_over_verwijsindex_en_amhk_verwacht_in_2015(plan: dict[str, Any]) -> None:
    verwacht = {
        m["code"]: [(b["soort"], b["verwacht"], b["regel"]) for b in m["besluitmomenten"]]
        for m in plan["maatregelen"]
        if m["besluitmomenten"]
    }
    in_2015 = {"soort": "jaar", "wanneer": "2015", "letterlijk": "2015"}
    assert verwacht == {
        "PR2": [("besluit", in_2015, "PR2/-/1")],
        "PR3": [("besluit", in_2015, "PR3/-/1")],
    }


def test_samenhang_tussen_de_twee_acties_voor_1_gezin_1_plan(plan: dict[str, Any]) -> None:
    (rij,) = _maatregel(plan, "A1.2")["samenhang"]
    assert (rij["soort"], rij["maatregel"]) == ("inhoud", "A3.4")
    assert rij["twijfel"].startswith("Onze lezing")
