"""The plan of Het Hogeland in fixtures/ against the numbers counted by hand in its source.

The expected numbers come from reading the document, not from the fixture.
"""

import json
import re
from collections import Counter
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from maatregelen.tests.fixtures_lezen import (
    HOOFDMAP,
    geldregels,
    lees,
    losse_verwijzingen,
    per_jaar,
    per_kwartaal,
    planregels,
    trekkers,
    uren_per_week,
    valideer,
    vermeldingen,
)

# Per quarter: lines with exactly that quarter on the bladen of cluster 1, 2 and 3, and the
# total that is left when the second blad of 1a is not counted again.
PER_KWARTAAL = {
    "2019-Q1": (1, 3, 0, 4),
    "2019-Q2": (5, 4, 2, 9),
    "2019-Q3": (5, 1, 4, 6),
    "2019-Q4": (6, 2, 2, 9),
    "2020-Q1": (2, 0, 0, 2),
    "2020-Q2": (2, 0, 5, 7),
    "2020-Q3": (2, 0, 5, 6),
    "2020-Q4": (1, 0, 2, 3),
    "2021-Q1": (1, 0, 5, 5),
    "2021-Q2": (1, 0, 2, 3),
    "2021-Q3": (0, 0, 3, 3),
    "2021-Q4": (0, 0, 1, 1),
    "2022-Q1": (0, 0, 2, 2),
    "2022-Q3": (0, 0, 2, 2),
}

# The quarters of each blad, in the order of its lines; None where the source has no quarter.
PER_BLAD = {
    ("1a", "1"): "19Q2 19Q2 19Q3 19Q3 19Q4 19Q4 19Q4 20Q3 21Q1",
    ("1a", "3"): "19Q2 19Q2 19Q3 19Q3 19Q3 19Q3 19Q4 20Q3 21Q1",
    ("1b", "1"): "19Q2 19Q3 19Q4 20Q1 20Q3 21Q2",
    ("1c", "3"): "20Q2 20Q2 20Q3 21Q1 reeks 21Q4",
    ("1d", "1"): "19Q2 19Q3 19Q4 20Q1 20Q2",
    ("1e", "2"): "herhalend",
    ("1f", "3"): "19Q4 20Q2 20Q3 21Q1 21Q3",
    ("2a", "2"): "19Q1 19Q2 19Q4",
    ("2b", "1"): "19Q1 19Q2 19Q3 19Q4 20Q2 20Q4",
    ("2c", "3"): "20Q2 20Q3 20Q4 21Q1 21Q2 21Q3 22Q1 22Q3",
    ("2d", "2"): "19Q1 19Q2 19Q2",
    ("3a", "2"): "19Q1 19Q2 19Q3 19Q4",
    ("3b", "3"): "20Q2 20Q3 20Q4 21Q1 21Q2 21Q3 22Q1 22Q3",
    ("3c", "2"): "onbepaald",
    ("4a", "2"): "onbepaald",
    ("4b", "1"): "onbepaald",
    ("5a", "2"): "onbepaald",
    ("5b", "2"): "onbepaald",
}


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    return lees("het-hogeland")


def _maatregel(plan: dict[str, Any], code: str) -> dict[str, Any]:
    return next(m for m in plan["maatregelen"] if m["code"] == code)


def _regel(plan: dict[str, Any], sleutel: str) -> dict[str, Any]:
    return next(r for r in planregels(plan, uniek=False) if r["sleutel"] == sleutel)


def _regels_van_cluster(plan: dict[str, Any], cluster: str) -> list[dict[str, Any]]:
    return [r for r in planregels(plan, uniek=False) if r["sleutel"].split("/")[1] == cluster]


def _kort(periode: dict[str, Any]) -> str:
    """Return 19Q2 for a quarter and otherwise the soort."""
    return (
        periode["wanneer"][2:].replace("-", "")
        if periode["soort"] == "kwartaal"
        else periode["soort"]
    )


def _rijen(plan: dict[str, Any], code: str, rol: str) -> list[tuple[str, str, bool]]:
    """Return who has this rol, of what soort, and whether that is undecided, in sheet order."""
    wie = {rij["sleutel"]: rij for rij in plan["personen"] + plan["organisaties"]}
    maatregel = next(m for m in plan["maatregelen"] if m["code"] == code)
    return [
        (wie[b["wie"]]["naam"], wie[b["wie"]]["soort"], b["onbeslist"])
        for b in maatregel["betrokkenen"]
        if b["rol"] == rol
    ]


def _teksten(waarde: Any) -> list[str]:
    """Return every text in the plan, however deep."""
    if isinstance(waarde, dict):
        return [tekst for deel in waarde.values() for tekst in _teksten(deel)]
    if isinstance(waarde, list):
        return [tekst for deel in waarde for tekst in _teksten(deel)]
    return [waarde] if isinstance(waarde, str) else []


def test_volgt_het_uitwisselformaat(plan: dict[str, Any]) -> None:
    valideer(plan)
    assert losse_verwijzingen(plan) == []


@pytest.mark.parametrize(
    "wanneer", ["Q2 2019", "2019-Q5", "2019-Q0", "2019Q2", "2019", "2019-Q2\n", "", None]
)
def test_het_schema_weigert_een_verkeerd_kwartaal(wanneer: str | None) -> None:
    plan = lees("het-hogeland")
    _regel(plan, "1a/1/1")["periode"]["wanneer"] = wanneer
    with pytest.raises(jsonschema.ValidationError):
        valideer(plan)


@pytest.mark.parametrize(
    "periode",
    [
        {"soort": "kwartaal", "letterlijk": ""},
        {"soort": "reeks", "van": "2019-Q1", "letterlijk": ""},
        {"soort": "vanaf", "wanneer": "2019-Q1", "letterlijk": ""},
        {"soort": "herhalend", "letterlijk": ""},
        {"soort": "onbepaald", "wanneer": "2019", "letterlijk": ""},
        {"soort": "dag", "wanneer": "2019-02-30", "letterlijk": ""},
        {"soort": "onbepaald"},
    ],
)
def test_het_schema_weigert_een_periode_met_verkeerde_velden(periode: dict[str, str]) -> None:
    plan = lees("het-hogeland")
    _regel(plan, "1b/1/1")["periode"] = periode
    with pytest.raises(jsonschema.ValidationError):
        valideer(plan)


def test_het_schema_weigert_rood_zonder_uitleg() -> None:
    plan = lees("het-hogeland")
    plan["maatregelen"][0]["standen"][0]["tijd"] = "rood"
    with pytest.raises(jsonschema.ValidationError):
        valideer(plan)


def test_kop_van_het_plan(plan: dict[str, Any]) -> None:
    assert plan["gemeente"] == {
        "slug": "het-hogeland",
        "naam": "Het Hogeland",
        "cbs_code": "1966",
        "soort": "gemeente",
        "geldig_van": "2019-01-01",
        "geldig_tot_en_met": None,
        "opvolger": None,
        "deelnemers": [],
    }
    rijen = {"bladvelden", "projectrollen", "vervallen", "risicos", "twijfel"}
    assert {naam: waarde for naam, waarde in plan["plan"].items() if naam not in rijen} == {
        "slug": "plan-van-aanpak-2019",
        "titel": "Plan van Aanpak Jeugdhulp",
        "van": "2019-01-01",
        "tot_en_met": "2022-12-31",
        "stadium": "",
        "versienaam": "",
        "beleidsplan": None,
        "voorganger": None,
        "ritme_maanden": 2,
        "rapportmaanden": [],
        "naam_overleg": "projectgroep",
        "naam_thema": "Vraagstuk",
        "naam_cluster": "Cluster",
        "naam_maatregel": "Maatregel",
        "voorzitter": "r-van-nuil",
        "samensteller": None,
        "opdrachtgever": "l-van-geffen",
        "bron": {
            "titel": "Plan van Aanpak Jeugdhulp, gemeente Het Hogeland",
            "datum": "2019-03-31",
        },
        "herijking": "",
        "vaststellingen": [],
        "investeringen": [],
        "dekking": [],
        "besluitmomenten": [],
        "contextcijfers": [],
    }


def test_bladvelden_in_de_volgorde_en_met_de_namen_van_het_blad(plan: dict[str, Any]) -> None:
    assert [(veld["veld"], veld["naam"]) for veld in plan["plan"]["bladvelden"]] == [
        ("doel", "Doel"),
        ("doelgroep", "Doelgroep"),
        ("effecten", "Effecten / opbrengsten"),
        ("resultaten", "Meetbare resultaten"),
        ("investering", "Investering"),
        ("planning", "Planning"),
        ("dekking", "Dekking"),
        ("opmerkingen", "Opmerkingen"),
        ("stand", "Stand van zaken"),
    ]


def test_vijf_themas_en_drie_clusters(plan: dict[str, Any]) -> None:
    assert [(thema["code"], thema["titel"]) for thema in plan["themas"]] == [
        ("1", "Een betere toegang tot jeugdhulp voor jeugdigen en gezinnen"),
        ("2", "Jeugdigen krijgen de kans zich positief te ontwikkelen"),
        ("3", "Kinderen zo thuis mogelijk laten opgroeien"),
        ("4", "Jeugdigen beschermen als de ontwikkeling gevaar loopt"),
        ("5", "Optimaliseren randvoorwaarden"),
    ]
    assert plan["clusters"] == [
        {"code": "1", "titel": "Extra investering in 2019"},
        {
            "code": "2",
            "titel": "Uit te voeren maatregelen binnen reguliere budgetten vanaf 2019",
        },
        {"code": "3", "titel": "Extra investering vanaf 2020"},
    ]


def test_17_maatregelen_per_thema(plan: dict[str, Any]) -> None:
    per_thema = {
        thema["code"]: [m["code"] for m in plan["maatregelen"] if m["thema"] == thema["code"]]
        for thema in plan["themas"]
    }
    assert per_thema == {
        "1": ["1a", "1b", "1c", "1d", "1e", "1f"],
        "2": ["2a", "2b", "2c", "2d"],
        "3": ["3a", "3b", "3c"],
        "4": ["4a", "4b"],
        "5": ["5a", "5b"],
    }
    assert len(plan["maatregelen"]) == 17


def test_titels(plan: dict[str, Any]) -> None:
    assert {m["code"]: m["titel"] for m in plan["maatregelen"]} == {
        "1a": "Verdere uitrol Ondersteuners Jeugd en Gezin",
        "1b": "Versterken relatie met voorliggend veld",
        "1c": "Onderzoek naar de gezinnen met de meeste jeugdhulpuitgaven",
        "1d": "onderzoek en ontwikkeling innovatieve vormen van ambulante jeugdhulp",
        "1e": "maandelijkse analyse verschillende databestanden",
        "1f": "Onderzoek Jouw Ingebrachte Mentor (JIM)",
        "2a": "Bestuurlijke overleggen instellen met het primair en voortgezet onderwijs",
        "2b": "Onderwijs-zorgarrangementen ontwikkelen",
        "2c": "Pilot begeleid kamerbewoning starten",
        "2d": "Actualiseren handreiking 18-/18+",
        "3a": "De gemeente zorgt voor optimale ondersteuning van pleegouders",
        "3b": "Vergroten aanbod kleinschalige gezinsgetrouwe opvoedsituaties",
        "3c": "aanpakken specifieke problematiek",
        "4a": "Ketensamenwerking crisishulp optimaliseren",
        "4b": "Ontwikkelen activiteiten om gezamenlijk ouderschap te versterken",
        "5a": "Verschillende acties om registratie te verbeteren",
        "5b": "We werken via de Omgekeerde Toets",
    }


def test_18_bladen_over_drie_clusters(plan: dict[str, Any]) -> None:
    per_cluster: dict[str, list[str]] = {}
    for maatregel in plan["maatregelen"]:
        for blad in maatregel["bladen"]:
            per_cluster.setdefault(blad["cluster"], []).append(maatregel["code"])
    assert per_cluster == {
        "1": ["1a", "1b", "1d", "2b", "4b"],
        "2": ["1e", "2a", "2d", "3a", "3c", "4a", "5a", "5b"],
        "3": ["1a", "1c", "1f", "2c", "3b"],
    }


def test_kwartalen_van_elk_blad(plan: dict[str, Any]) -> None:
    gelezen = {
        (maatregel["code"], blad["cluster"]): " ".join(
            _kort(regel["periode"]) for regel in blad["planning"]
        )
        for maatregel in plan["maatregelen"]
        for blad in maatregel["bladen"]
    }
    assert gelezen == PER_BLAD


def test_sleutels_van_planregels_noemen_maatregel_cluster_en_nummer(plan: dict[str, Any]) -> None:
    gelezen = [r["sleutel"] for r in planregels(plan, uniek=False)]
    verwacht = [
        f"{code}/{cluster}/{nummer}"
        for (code, cluster), kwartalen in PER_BLAD.items()
        for nummer in range(1, len(kwartalen.split()) + 1)
    ]
    assert gelezen == verwacht
    assert len(gelezen) == 78


@pytest.mark.parametrize(("cluster", "totaal"), [("1", 26), ("2", 10), ("3", 35)])
def test_planregels_per_cluster_en_kwartaal(
    plan: dict[str, Any], cluster: str, totaal: int
) -> None:
    kolom = int(cluster) - 1
    verwacht = {kw: aantal[kolom] for kw, aantal in PER_KWARTAAL.items() if aantal[kolom]}
    gelezen = per_kwartaal(_regels_van_cluster(plan, cluster))
    assert gelezen == verwacht
    assert sum(gelezen.values()) == totaal


def test_planregels_per_kwartaal_op_alle_bladen(plan: dict[str, Any]) -> None:
    regels = planregels(plan, uniek=False)
    assert len(regels) == 78
    assert per_kwartaal(regels) == {
        "2019-Q1": 4,
        "2019-Q2": 11,
        "2019-Q3": 10,
        "2019-Q4": 10,
        "2020-Q1": 2,
        "2020-Q2": 7,
        "2020-Q3": 7,
        "2020-Q4": 3,
        "2021-Q1": 6,
        "2021-Q2": 3,
        "2021-Q3": 3,
        "2021-Q4": 1,
        "2022-Q1": 2,
        "2022-Q3": 2,
    }
    assert sum(per_kwartaal(regels).values()) == 71


def test_unieke_planregels_per_kwartaal(plan: dict[str, Any]) -> None:
    regels = planregels(plan, uniek=True)
    assert len(regels) == 69
    assert per_kwartaal(regels) == {kw: aantal[3] for kw, aantal in PER_KWARTAAL.items()}
    assert sum(per_kwartaal(regels).values()) == 62


def test_unieke_planregels_per_jaar(plan: dict[str, Any]) -> None:
    jaren: Counter[str] = Counter()
    for kwartaal, aantal in per_kwartaal(planregels(plan, uniek=True)).items():
        jaren[kwartaal[:4]] += aantal
    assert jaren == {"2019": 28, "2020": 18, "2021": 12, "2022": 4}


def test_letterlijk_kwartaal_is_het_gelezen_kwartaal(plan: dict[str, Any]) -> None:
    anders = {
        r["sleutel"]: r["periode"]["letterlijk"]
        for r in planregels(plan, uniek=False)
        if r["periode"]["soort"] == "kwartaal"
        and r["periode"]["letterlijk"] != "{1} {0}".format(*r["periode"]["wanneer"].split("-"))
    }
    assert anders == {"3a/2/4": "Q4 2019 (30-10-19 t/m 06-11-2019)"}


def test_een_reeks_en_een_herhaling(plan: dict[str, Any]) -> None:
    assert _regel(plan, "1c/3/5")["periode"] == {
        "soort": "reeks",
        "van": "2021-Q2",
        "tot_en_met": "2021-Q4",
        "letterlijk": "Q2 - Q4 2021",
    }
    assert _regel(plan, "1e/2/1")["periode"] == {
        "soort": "herhalend",
        "herhaling": "maandelijks",
        "van": "2019-Q1",
        "letterlijk": "Eens per maand periodiek, startend vanaf Q1 2019",
    }


def test_vijf_regels_zonder_kwartaal_noemen_hun_twijfel(plan: dict[str, Any]) -> None:
    onbepaald = {
        r["sleutel"]: r["periode"]["letterlijk"]
        for r in planregels(plan, uniek=False)
        if r["periode"]["soort"] == "onbepaald" and r["twijfel"]
    }
    assert onbepaald == {
        "3c/2/1": "Start waarschijnlijk vanaf Q3 2019",
        "4a/2/1": "Volgt",
        "4b/1/1": "Nader te bepalen",
        "5a/2/1": "in de loop van 2019",
        "5b/2/1": "In 2019",
    }


def test_de_tweede_keer_1a_wijst_naar_de_eerste(plan: dict[str, Any]) -> None:
    gekoppeld = {
        r["sleutel"]: r["zelfde_als"] for r in planregels(plan, uniek=False) if r["zelfde_als"]
    }
    assert gekoppeld == {f"1a/3/{nummer}": f"1a/1/{nummer}" for nummer in range(1, 10)}
    for sleutel, eerste in gekoppeld.items():
        assert _regel(plan, sleutel)["tekst"] == _regel(plan, eerste)["tekst"]
        assert _regel(plan, sleutel)["soort"] == _regel(plan, eerste)["soort"]


def test_twee_regels_van_1a_hebben_op_elk_blad_een_ander_kwartaal(plan: dict[str, Any]) -> None:
    verschil = {
        nummer: (
            _regel(plan, f"1a/1/{nummer}")["periode"]["wanneer"],
            _regel(plan, f"1a/3/{nummer}")["periode"]["wanneer"],
        )
        for nummer in range(1, 10)
        if _regel(plan, f"1a/1/{nummer}")["periode"] != _regel(plan, f"1a/3/{nummer}")["periode"]
    }
    assert verschil == {5: ("2019-Q4", "2019-Q3"), 6: ("2019-Q4", "2019-Q3")}
    for nummer in verschil:
        assert (
            "‘Extra investering vanaf 2020’ staat deze stap bij Q3 2019"
            in _regel(plan, f"1a/1/{nummer}")["twijfel"]
        )
        assert (
            "‘Extra investering in 2019’ staat deze stap bij Q4 2019"
            in _regel(plan, f"1a/3/{nummer}")["twijfel"]
        )


def test_planregels_met_twijfel(plan: dict[str, Any]) -> None:
    assert [r["sleutel"] for r in planregels(plan, uniek=False) if r["twijfel"]] == [
        "1a/1/1",  # college decides, or only takes note
        "1a/1/5",  # Q4 here, Q3 on the other blad
        "1a/1/6",
        "1a/3/1",
        "1a/3/5",
        "1a/3/6",
        "1d/1/4",  # college decides, or only takes note
        "2a/2/2",  # refers to an annex that is not there
        "2d/2/2",  # W&B
        "3a/2/1",  # refers to a stand that is not there
        "3c/2/1",
        "4a/2/1",
        "4b/1/1",
        "5a/2/1",
        "5b/2/1",
    ]


def test_soorten_planregels(plan: dict[str, Any]) -> None:
    assert Counter(r["soort"] for r in planregels(plan, uniek=True)) == {
        "actie": 45,
        "tussenevaluatie": 7,
        "eindevaluatie": 7,
        "besluit": 5,
        "oplevering": 5,
    }
    for soort in ("tussenevaluatie", "eindevaluatie"):
        codes = [
            r["sleutel"].split("/")[0] for r in planregels(plan, uniek=True) if r["soort"] == soort
        ]
        assert codes == ["1a", "1b", "1c", "1f", "2b", "2c", "3b"]


def test_besluiten(plan: dict[str, Any]) -> None:
    besluiten = {
        r["sleutel"]: (r["periode"]["wanneer"], r["tekst"])
        for r in planregels(plan, uniek=True)
        if r["soort"] == "besluit"
    }
    assert besluiten == {
        "1a/1/1": ("2019-Q2", "evaluatie OJG in college"),
        "1d/1/1": ("2019-Q2", "besluit gemeenteraad"),
        "1d/1/4": ("2020-Q1", "behandeling rapportage in college"),
        "2c/3/3": ("2020-Q4", "definitieve locatie- en aanbiederkeuze"),
        "3b/3/5": ("2021-Q2", "vaststellen projectplan"),
    }


def test_trekkers_per_persoon(plan: dict[str, Any]) -> None:
    assert trekkers(plan) == {
        "A. Kamphof": ["2a", "2b"],
        "G.J. Stulp": ["1e"],
        "I. Noordhof": ["3a"],
        "J. Buitenkamp": ["5a", "5b"],
        "J. de Boer": ["2d"],
        "R. Vellenga": ["1b", "4b"],
        "R. van Nuil": ["1c", "1d", "1e", "2a", "2b", "4b"],
        "W. de Jong": ["1a", "1c", "5a", "5b"],
    }


def test_vijf_maatregelen_zonder_trekker_met_een_naam(plan: dict[str, Any]) -> None:
    met_naam = {code for codes in trekkers(plan).values() for code in codes}
    zonder = {
        m["code"]: _rijen(plan, m["code"], "trekker")
        for m in plan["maatregelen"]
        if m["code"] not in met_naam
    }
    assert zonder == {
        "1f": [
            ("Trekker 1f (vacant)", "vacature", False),
            ("OT lid", "functie", True),
            ("Beleidsadviseur", "functie", True),
        ],
        "2c": [("Projectleider (vacant)", "vacature", False)],
        "3b": [("Projectleider (vacant)", "vacature", False)],
        "3c": [
            ("Transformatiewerkgroep RIGG", "werkgroep", False),
            ("Beleidsadviseur", "functie", False),
        ],
        "4a": [
            ("Transformatiewerkgroep RIGG", "werkgroep", False),
            ("Beleidsadviseur", "functie", False),
        ],
    }


@pytest.mark.parametrize(
    ("code", "namen"),
    [
        ("1a", "R. van Nuil, Fon van Dusschoten"),
        ("1b", "OT lid, Aandachtsfunctionaris ST, M. van Leeuwen, E. Borger, G.J. Stulp"),
        ("1c", "G.J. Stulp, OT lid, Kwaliteitsmedewerker, Casemanager (nog aan te trekken)"),
        ("1d", "R. Bolt, G. Tanja, A. Hoekzema, G.J. Stulp, M. de Vries"),
        ("1e", ""),
        ("1f", "OT lid, Beleidsadviseur, Aandachtsfunctionaris preventie"),
        ("2a", "A. van Dijk, Aandachtsfunctionaris onderwijs, M. van Leeuwen, E. Borger"),
        ("2b", "A. van Dijk, Aandachtsfunctionaris onderwijs, M. van Leeuwen, E. Borger"),
        ("2c", "Beleidsadviseurs vastgoed en ruimtelijke ordening, OT lid"),
        (
            "2d",
            "Bestaande werkgroep handreiking 18-/18+, Kwaliteitsmedewerkers wmo en jeugd, "
            "Beleidsmedewerkers wmo, jeugd en participatie, OT lid, "
            "Professionals participatie, wmo en jeugd",
        ),
        ("3a", "OT lid, Aandachtsfunctionaris GI’s"),
        ("3b", "Beleidsadviseurs vastgoed en ruimtelijke ordening, OT lid"),
        ("3c", ""),
        ("4a", "OT lid, Aandachtsfunctionaris veiligheid / crisis"),
        ("4b", "OT lid, M. van Leeuwen"),
        ("5a", "Kwaliteitsmedewerker, OT lid, Beleidsadviseur"),
        ("5b", "Kwaliteitsmedewerker, OT lid, Beleidsadviseur"),
    ],
)
def test_betrokkenen(plan: dict[str, Any], code: str, namen: str) -> None:
    assert ", ".join(naam for naam, _, _ in _rijen(plan, code, "betrokkene")) == namen


def test_alleen_bij_1f_is_onbeslist_wie_het_wordt(plan: dict[str, Any]) -> None:
    onbeslist = [
        (m["code"], b["wie"], b["rol"])
        for m in plan["maatregelen"]
        for b in m["betrokkenen"]
        if b["onbeslist"]
    ]
    assert onbeslist == [
        ("1f", "ot-lid", "trekker"),
        ("1f", "beleidsadviseur", "trekker"),
        ("1f", "ot-lid", "betrokkene"),
        ("1f", "beleidsadviseur", "betrokkene"),
    ]


def test_personen_en_organisaties(plan: dict[str, Any]) -> None:
    assert Counter(p["soort"] for p in plan["personen"]) == {
        "persoon": 17,
        "functie": 19,
        "vacature": 3,
    }
    assert [o["soort"] for o in plan["organisaties"]] == ["werkgroep", "werkgroep"]
    alle = plan["personen"] + plan["organisaties"]
    assert len({wie["sleutel"] for wie in alle}) == 41
    assert len({wie["naam"] for wie in alle}) == 41


def test_ieder_die_genoemd_is_heeft_een_plek(plan: dict[str, Any]) -> None:
    genoemd = {b["wie"] for m in plan["maatregelen"] for b in m["betrokkenen"]}
    genoemd |= {rij["wie"] for rij in plan["plan"]["projectrollen"]}
    zonder_plek = [
        wie["sleutel"]
        for wie in plan["personen"] + plan["organisaties"]
        if wie["sleutel"] not in genoemd
    ]
    assert zonder_plek == []


def test_18_standen_op_twee_peildata(plan: dict[str, Any]) -> None:
    per_datum: dict[tuple[str, str], list[str]] = {}
    for maatregel in plan["maatregelen"]:
        for stand in maatregel["standen"]:
            moment = (stand["peildatum"], stand["letterlijk"])
            per_datum.setdefault(moment, []).append(maatregel["code"])
    assert per_datum == {
        ("2019-01-31", "januari 2019"): ["1a", "1b", "1d", "2b", "4b"],
        ("2019-03-31", "maart 2019"): [
            "1a",
            "1c",
            "1e",
            "1f",
            "2a",
            "2c",
            "2d",
            "3a",
            "3b",
            "3c",
            "4a",
            "5a",
            "5b",
        ],
    }


def test_standen_zonder_licht(plan: dict[str, Any]) -> None:
    standen = [stand for m in plan["maatregelen"] for stand in m["standen"]]
    velden = ("tijd", "geld", "resultaat", "totaal", "grijs_reden")
    assert Counter(tuple(stand[veld] for veld in velden) for stand in standen) == {
        ("grijs", "grijs", "grijs", "grijs", "geen licht in de bron"): 18
    }
    leeg = ("oorzaak", "gevolg", "bijsturing", "afwijking_reden")
    assert {stand[veld] for stand in standen for veld in leeg} == {""}


def test_2c_heeft_in_de_bron_geen_stand(plan: dict[str, Any]) -> None:
    (stand,) = next(m["standen"] for m in plan["maatregelen"] if m["code"] == "2c")
    assert stand["tekst"] == "In het document staat geen stand van zaken."
    assert "geen stand van zaken in het document" in stand["twijfel"]


def test_standen_met_twijfel(plan: dict[str, Any]) -> None:
    twijfel = [
        (m["code"], stand["letterlijk"])
        for m in plan["maatregelen"]
        for stand in m["standen"]
        if stand["twijfel"]
    ]
    assert twijfel == [
        ("1a", "maart 2019"),  # the text of January again
        ("1d", "januari 2019"),  # a comma is missing
        ("1e", "maart 2019"),  # has it begun?
        ("2c", "maart 2019"),  # only a dash
        ("2d", "maart 2019"),  # how far is it?
        ("4a", "maart 2019"),  # refers to another field
    ]


def test_fase_op_de_laatste_stand(plan: dict[str, Any]) -> None:
    per_fase: dict[str, list[str]] = {}
    for maatregel in plan["maatregelen"]:
        per_fase.setdefault(maatregel["fase"], []).append(maatregel["code"])
    assert per_fase == {
        "in voorbereiding": ["1a", "1b", "1d", "2a", "2b", "5b"],
        "gepland": ["1c", "1f", "2c", "3b", "3c", "4b"],
        "doorlopend": ["1e", "4a"],
        "in uitvoering": ["2d", "3a", "5a"],
    }


def test_geen_opvulling(plan: dict[str, Any]) -> None:
    opvulling = re.compile(
        r"\b(todo|tbd|xxx|lorem|ipsum|invullen|placeholder|fixme)\b|\.\.\.|…|\?\?|<.*>|^[-–?.]$",
        re.IGNORECASE,
    )
    assert [tekst for tekst in _teksten(plan) if opvulling.search(tekst)] == []
    assert [tekst for tekst in _teksten(plan) if "  " in tekst or tekst != tekst.strip()] == []


def test_sleutels_staan_in_de_volgorde_van_het_formaat(plan: dict[str, Any]) -> None:
    assert list(plan) == [
        "formaat",
        "versie",
        "gemeente",
        "plan",
        "personen",
        "organisaties",
        "themas",
        "clusters",
        "maatregelen",
    ]
    rijen = plan["maatregelen"] + planregels(plan, uniek=False)
    rijen += [stand for m in plan["maatregelen"] for stand in m["standen"]]
    assert Counter(" ".join(rij) for rij in rijen) == {
        "code titel ondertitel thema fase schaalniveau domein invloed aanleiding doel doelgroep "
        "aanpak effecten opmerkingen twijfel doelen betrokkenen bladen resultaten samenhang "
        "risicos besluitmomenten contextcijfers besparingen standen": 17,
        "sleutel tekst soort periode stappen zelfde_als twijfel toestand gereed_op basis": 78,
        "peildatum letterlijk fase twijfel tekst tijd geld resultaat totaal grijs_reden oorzaak "
        "gevolg bijsturing afwijking_reden uitstel_reden uitstel_voorwaarde opnieuw_bekijken_op "
        "namens bron voortgangsregels open_einden": 18,
    }


def test_geldregels_hebben_de_sleutels_van_het_formaat_op_volgorde(plan: dict[str, Any]) -> None:
    schema = json.loads((HOOFDMAP / "docs" / "uitwisselformaat.schema.json").read_text("utf-8"))
    for deel, soort in (("investering", "investeringen"), ("dekking", "dekking")):
        volgorde = schema["$defs"][deel]["required"]
        assert [rij["sleutel"] for _, rij in geldregels(plan, soort) if list(rij) != volgorde] == []


# --- projectorganisatie, vervallen activiteiten, besluiten, risico's


def test_projectorganisatie(plan: dict[str, Any]) -> None:
    namen = {p["sleutel"]: p["naam"] for p in plan["personen"]}
    rollen: dict[str, list[str]] = {}
    for rij in plan["plan"]["projectrollen"]:
        rollen.setdefault(rij["rol"], []).append(namen[rij["wie"]])
    assert rollen == {
        "opdrachtgever": ["L. van Geffen"],
        "portefeuillehouder": ["Wethouder jeugd"],
        "lid van het overleg": [
            "R. van Nuil",
            "Afvaardiging van de trekkers van de werkgroepen",
            "Teamcoach van de backoffice",
            "Teamcoach van de Sociale Teams",
            "Controller sociaal domein",
            "Afgevaardigde in de stuurgroep implementatie actieplannen van de RIGG",
        ],
        "aandachtsfunctionaris": [
            "Aandachtsfunctionaris preventie",
            "Aandachtsfunctionaris (v)echtscheidingen",
            "Aandachtsfunctionaris GI’s",
        ],
    }
    assert {rij["thema"] for rij in plan["plan"]["projectrollen"]} == {None}


def test_zeven_vervallen_activiteiten_met_reden_en_bestemming(plan: dict[str, Any]) -> None:
    vervallen = plan["plan"]["vervallen"]
    assert [(rij["bestemming"], rij["maatregel"], rij["elders"]) for rij in vervallen] == [
        ("regulier werk", None, ""),
        ("vervallen", None, ""),
        ("vervallen", None, ""),
        ("samengevoegd", "2d", ""),
        ("elders", None, "Regionaal Actieprogramma Geweld hoort nergens thuis"),
        ("samengevoegd", "1e", ""),
        ("samengevoegd", "1e", ""),
    ]
    assert [rij["titel"].split(" ")[0] for rij in vervallen] == [
        "Gemeenten",
        "Onderzoek",
        "Onderzoeken",
        "Dossieronderzoek",
        "Terugdringen",
        "Onderzoek",
        "Onderzoek",
    ]


def test_de_verkeerde_code_in_de_bijlage_is_twijfel(plan: dict[str, Any]) -> None:
    (rij,) = [r for r in plan["plan"]["vervallen"] if "productcombinaties" in r["titel"]]
    assert rij["maatregel"] == "1e"
    assert rij["twijfel"].startswith("De bijlage noemt maatregel 1d")


def test_twijfel_over_het_plan_noemt_de_tegenspraak(plan: dict[str, Any]) -> None:
    for deel in (
        "18 bladen, maar 17 verschillende maatregelen",
        "‘2020 e.v. extra investering’",
        "Een looptijd en een datum noemt het document niet",
        "in welke maanden staat er niet",
    ):
        assert deel in plan["plan"]["twijfel"]


def test_drie_besluitmomenten_horen_bij_hun_planningsregel(plan: dict[str, Any]) -> None:
    momenten = [(m["code"], rij) for m in plan["maatregelen"] for rij in m["besluitmomenten"]]
    assert [
        (code, rij["soort"], rij["orgaan"], rij["verwacht"]["wanneer"], rij["regel"])
        for code, rij in momenten
    ] == [
        ("1a", "besluit", "college", "2019-Q2", "1a/1/1"),
        ("1d", "besluit", "raad", "2019-Q2", "1d/1/1"),
        ("1d", "besluit", "college", "2020-Q1", "1d/1/4"),
    ]
    for _, rij in momenten:
        assert rij["verwacht"] == _regel(plan, rij["regel"])["periode"]
        assert rij["genomen_op"] is None


def test_risicos_uit_de_tekst(plan: dict[str, Any]) -> None:
    assert {m["code"]: len(m["risicos"]) for m in plan["maatregelen"] if m["risicos"]} == {
        "1c": 1,  # policy capacity of 2019 goes on
        "1f": 1,
        "2a": 1,  # jeugdhulp used for what is passend onderwijs
        "2c": 2,  # policy capacity; early involvement of residents
        "3a": 2,  # pressure on execution; foster parents who stop
        "3b": 1,
        "3c": 1,  # a large cost when jeugdigen cannot move on
    }
    assert len(plan["plan"]["risicos"]) == 1
    gebeurtenis = "De beleidscapaciteit van 2019 is er in 2020 niet meer."
    assert plan["plan"]["risicos"][0]["gebeurtenis"] == gebeurtenis
    met_capaciteit = [
        m["code"]
        for m in plan["maatregelen"]
        if gebeurtenis in [risico["gebeurtenis"] for risico in m["risicos"]]
    ]
    assert met_capaciteit == ["1c", "1f", "2c", "3b"]


# --- de tekst van de bladen


def _zonder(plan: dict[str, Any], veld: str) -> list[str]:
    return [m["code"] for m in plan["maatregelen"] if not m[veld]]


def test_doel_en_effecten_staan_op_elk_blad(plan: dict[str, Any]) -> None:
    assert _zonder(plan, "doel") == []
    assert _zonder(plan, "effecten") == []


def test_doelgroep_ontbreekt_op_drie_bladen(plan: dict[str, Any]) -> None:
    assert _zonder(plan, "doelgroep") == ["1f", "5a", "5b"]
    for code in ("1f", "5a", "5b"):
        assert "geen onderdeel Doelgroep" in _maatregel(plan, code)["twijfel"]


def test_vijf_bladen_met_lege_opmerkingen_en_een_met_een_streepje(plan: dict[str, Any]) -> None:
    leeg = _zonder(plan, "opmerkingen")
    assert leeg == ["1a", "1e", "2d", "5a", "5b"]
    streepje = [c for c in leeg if "alleen een streepje" in _maatregel(plan, c)["twijfel"]]
    assert streepje == ["1e"]
    assert sum(len(_maatregel(plan, c)["bladen"]) for c in leeg if c not in streepje) == 5


def test_velden_die_het_blad_niet_heeft_blijven_leeg(plan: dict[str, Any]) -> None:
    velden = ("ondertitel", "aanleiding", "aanpak", "schaalniveau", "domein", "invloed")
    lijsten = ("doelen", "besparingen")
    for maatregel in plan["maatregelen"]:
        assert {maatregel[veld] for veld in velden} == {""}
        assert [maatregel[lijst] for lijst in lijsten] == [[], []]


def test_48_meetbare_resultaten(plan: dict[str, Any]) -> None:
    assert {m["code"]: len(m["resultaten"]) for m in plan["maatregelen"]} == {
        "1a": 3,
        "1b": 1,
        "1c": 3,
        "1d": 2,
        "1e": 3,
        "1f": 1,
        "2a": 2,
        "2b": 1,
        "2c": 2,
        "2d": 3,
        "3a": 5,
        "3b": 2,
        "3c": 5,
        "4a": 5,
        "4b": 7,
        "5a": 2,
        "5b": 1,
    }
    resultaten = [rij for m in plan["maatregelen"] for rij in m["resultaten"]]
    assert len(resultaten) == 48
    assert {(rij["soort"], rij["toestand"], rij["nulmeting"]) for rij in resultaten} == {
        ("", "nog niet", "")
    }


def test_resultaten_met_een_richting_of_een_norm(plan: dict[str, Any]) -> None:
    gelezen = [
        (m["code"], nummer, rij["richting"], rij["norm"])
        for m in plan["maatregelen"]
        for nummer, rij in enumerate(m["resultaten"], start=1)
        if rij["richting"] or rij["norm"]
    ]
    assert gelezen == [
        ("1a", 1, "afname", ""),
        ("1c", 1, "", "top 20"),
        ("2c", 1, "", "6 jeugdigen"),
        ("3c", 1, "afname", ""),
        ("3c", 2, "afname", ""),
        ("4a", 5, "afname", ""),
        ("5b", 1, "toename", ""),
    ]


def test_wat_een_blad_tegenspreekt_of_openlaat_is_twijfel(plan: dict[str, Any]) -> None:
    for code, deel in {
        "1a": "twee bladen",
        "1b": "breekt af na twee voorbeelden",
        "1c": "de doelgroep over gebruikers",
        "1e": "een verkeerde code (1d)",
        "2b": "een probleem, geen opbrengst",
        "2c": "twee keer het onderdeel ‘Effecten / opbrengsten’",
        "3b": "heet op dit blad ‘Resultaat’",
        "2d": "Het doel is hetzelfde als dat van 2c",
        "3c": "‘Kosten uitvoering’ in plaats van ‘Dekking’",
    }.items():
        assert deel in _maatregel(plan, code)["twijfel"]


# --- samenhang


def _samenhang(plan: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return from, to and soort of every relation to another maatregel, in sheet order."""
    return [
        (m["code"], rij["maatregel"], rij["soort"])
        for m in plan["maatregelen"]
        for rij in m["samenhang"]
        if rij["maatregel"]
    ]


def test_samenhang_tussen_maatregelen_staat_op_het_blad_dat_haar_noemt(
    plan: dict[str, Any],
) -> None:
    assert _samenhang(plan) == [
        ("1b", "2b", "inhoud"),
        ("1d", "1b", "inhoud"),
        ("1d", "2a", "inhoud"),
        ("1d", "4b", "inhoud"),
        ("2a", "2b", "inhoud"),  # by subject only
        ("2b", "1d", "inhoud"),
        ("2c", "3b", "gedeeld budget"),
        ("3b", "2c", "gedeelde persoon"),
        ("3b", "2c", "gedeeld budget"),
        ("3b", "2c", "inhoud"),
        ("4b", "1b", "inhoud"),
        ("4b", "2b", "inhoud"),
        ("4b", "2b", "planning elders"),  # by subject only
    ]


def test_alleen_2c_en_3b_noemen_elkaar(plan: dict[str, Any]) -> None:
    paren = {(van, naar) for van, naar, _ in _samenhang(plan)}
    assert sorted(paar for paar in paren if paar[::-1] in paren) == [("2c", "3b"), ("3b", "2c")]


def test_samenhang_buiten_het_plan(plan: dict[str, Any]) -> None:
    buiten: dict[str, list[str]] = {}
    for maatregel in plan["maatregelen"]:
        for rij in maatregel["samenhang"]:
            if rij["buiten"]:
                buiten.setdefault(rij["buiten"], []).append(maatregel["code"])
    assert buiten == {
        "Integrale zorgvisie": ["1b"],
        "Transformatieagenda van de Groninger gemeenten (RIGG)": ["2b", "3a", "3c", "4a", "4b"],
    }


def test_elk_verband_wijst_naar_precies_een_ding(plan: dict[str, Any]) -> None:
    doelen = ("maatregel", "thema", "organisatie", "buiten")
    rijen = [rij for m in plan["maatregelen"] for rij in m["samenhang"]]
    assert len(rijen) == 19
    assert {sum(bool(rij[doel]) for doel in doelen) for rij in rijen} == {1}
    assert {rij["maatregel"] for rij in rijen} <= {m["code"] for m in plan["maatregelen"]} | {None}


# --- contextcijfers


@pytest.mark.parametrize(
    ("code", "cijfers"),
    [
        ("1a", ["2230000.00 euro", "833.00 jeugdigen"]),
        ("1b", ["1357.00 jeugdigen", "13.60 procent", "11000000.00 euro"]),
        ("1c", ["bijna de helft van het budget", "10.00 procent", "10.00 procent"]),
        ("1d", ["1500000.00 euro", "3400000.00 euro"]),
        ("2b", ["1315.00 jeugdigen", "10500000.00 euro", "30.00 procent", "1200000.00 euro"]),
        ("2d", ["277.00 jeugdigen", "2700000.00 euro"]),
        ("3a", ["55.00 jeugdigen", "enkele tientallen"]),
        ("3b", ["52.00 jeugdigen", "1800000.00 euro"]),
        (
            "4b",
            [
                "ongeveer één op de drie",
                "10.00 procent",
                "tussen de 2.000 en 3.000",
                "ongeveer 20-30%",
            ],
        ),
    ],
)
def test_contextcijfers(plan: dict[str, Any], code: str, cijfers: list[str]) -> None:
    gelezen = [
        f"{rij['waarde']} {rij['eenheid']}" if rij["waarde"] else rij["letterlijk"]
        for rij in _maatregel(plan, code)["contextcijfers"]
    ]
    assert gelezen == cijfers


def test_contextcijfers_van_4a_per_jaar(plan: dict[str, Any]) -> None:
    assert [
        (rij["waarde"], rij["eenheid"], rij["over"])
        for rij in _maatregel(plan, "4a")["contextcijfers"]
    ] == [
        ("21.00", "jeugdigen", "2016"),
        ("27.00", "jeugdigen", "2017"),
        ("26.00", "jeugdigen", "2018"),
        ("230000.00", "euro", "2018"),
        ("700000.00", "euro", "2018"),
        ("27000.00", "euro per jeugdige", ""),
        ("8000.00", "euro per jeugdige", "2018"),
    ]


def test_een_contextcijfer_zonder_getal_zegt_wat_er_staat(plan: dict[str, Any]) -> None:
    cijfers = [(m["code"], rij) for m in plan["maatregelen"] for rij in m["contextcijfers"]]
    assert len(cijfers) == 31
    zonder_getal = Counter(code for code, rij in cijfers if rij["waarde"] is None)
    assert zonder_getal == {"1c": 1, "3a": 1, "4b": 3}
    assert [code for code, rij in cijfers if not rij["letterlijk"]] == []


# --- geld en uren

JAREN = range(2019, 2024)
TOTAAL = {2019: 190_000, 2020: 370_000, 2021: 370_000, 2022: 370_000, 2023: 320_000}


def _rij(plan: dict[str, Any], sleutel: str) -> dict[str, Any]:
    """Return the investering or dekking with this key."""
    rijen = geldregels(plan, "investeringen") + geldregels(plan, "dekking")
    return next(rij for _, rij in rijen if rij["sleutel"] == sleutel)


@pytest.mark.parametrize("soort", ["investeringen", "dekking"])
def test_investering_en_dekking_zijn_elk_jaar_even_groot(plan: dict[str, Any], soort: str) -> None:
    assert per_jaar(plan, soort, JAREN) == TOTAAL


def test_alle_geldregels_met_een_bedrag(plan: dict[str, Any]) -> None:
    bedragen = [
        (rij["sleutel"], rij["aard"], rij["van"], rij["tot_en_met"], rij["bedrag"], rij["per"])
        for soort in ("investeringen", "dekking")
        for _, rij in geldregels(plan, soort)
        if rij["staat"] == "bedrag"
    ]
    assert bedragen == [
        ("1a/1/i1", "incidenteel", "2019", "2019", "140000.00", "totaal"),
        ("1a/3/i1", "structureel", "2020", None, "320000.00", "jaar"),
        ("1d/1/i1", "incidenteel", "2019", "2019", "50000.00", "totaal"),
        ("2c/3/i2", "incidenteel", "2020", "2022", "50000.00", "onbekend"),
        ("1a/1/d1", "structureel", "2019", None, "80000.00", "jaar"),
        ("1a/1/d2", "incidenteel", "2019", "2019", "60000.00", "totaal"),
        ("1a/3/d1", "structureel", "2020", None, "240000.00", "jaar"),
        ("1d/1/d1", "incidenteel", "2019", "2019", "50000.00", "totaal"),
        ("2c/3/d1", "incidenteel", "2020", "2022", "50000.00", "onbekend"),
    ]


def test_dekking_per_bron(plan: dict[str, Any]) -> None:
    per_bron: dict[str, list[int]] = {}
    for _, rij in geldregels(plan, "dekking"):
        if rij["staat"] == "bedrag":
            per_bron.setdefault(rij["bron"], []).append(int(Decimal(rij["bedrag"])))
    assert per_bron == {
        "vrije kavel": [80_000],
        "algemene reserve": [60_000],
        "kadernota": [240_000, 50_000],
        "reserve sociaal domein": [50_000],
    }


def test_het_andere_bedrag_van_de_algemene_reserve_telt_niet_mee(plan: dict[str, Any]) -> None:
    met_ander_bedrag = [
        (rij["sleutel"], rij["bedrag"], rij["alternatief_bedrag"])
        for soort in ("investeringen", "dekking")
        for _, rij in geldregels(plan, soort)
        if rij["alternatief_bedrag"]
    ]
    assert met_ander_bedrag == [("1a/1/d2", "60000.00", "120000.00")]


def test_van_de_50_000_is_niet_bekend_of_het_per_jaar_is(plan: dict[str, Any]) -> None:
    for sleutel in ("2c/3/i2", "2c/3/d1"):
        rij = _rij(plan, sleutel)
        assert (rij["per"], rij["aanname"]) == ("onbekend", "jaar")
        assert "niet of € 50.000 per jaar is of voor de drie jaren samen" in rij["twijfel"]


def test_als_de_50_000_voor_drie_jaar_is_telt_elk_jaar_een_derde() -> None:
    plan = lees("het-hogeland")
    _rij(plan, "2c/3/i2")["aanname"] = "totaal"
    gelezen = per_jaar(plan, "investeringen", JAREN)
    assert {jaar: round(bedrag) for jaar, bedrag in gelezen.items()} == {
        2019: 190_000,
        2020: 336_667,
        2021: 336_667,
        2022: 336_667,
        2023: 320_000,
    }


def test_elke_geldregel_staat_er_een_keer_op_zijn_eigen_blad(plan: dict[str, Any]) -> None:
    rijen = geldregels(plan, "investeringen") + geldregels(plan, "dekking")
    sleutels = [rij["sleutel"] for _, rij in rijen]
    assert len(set(sleutels)) == len(sleutels) == 55
    assert [
        rij["sleutel"] for plek, rij in rijen if rij["sleutel"].rpartition("/")[0] != plek
    ] == []


def test_geld_dat_een_ander_blad_ook_noemt_is_een_vermelding(plan: dict[str, Any]) -> None:
    genoemd = vermeldingen(plan)
    assert genoemd == [
        ("1a/1", "1a/3/i1"),
        ("1a/1", "1a/3/i2"),
        ("1a/1", "1a/3/d1"),
        ("1a/3", "1a/1/i2"),
        ("1a/3", "1a/1/d1"),
        ("3b/3", "2c/3/i2"),
        ("3b/3", "2c/3/d1"),
    ]
    rijen = geldregels(plan, "investeringen") + geldregels(plan, "dekking")
    waar = {rij["sleutel"]: plek for plek, rij in rijen}
    assert [(plek, sleutel) for plek, sleutel in genoemd if waar[sleutel] == plek] == []


@pytest.mark.parametrize(
    ("soort", "per_staat"),
    [
        (
            "investeringen",
            {"binnen bestaand": 9, "uren": 8, "bedrag": 4, "n.t.b.": 4, "leeg": 3, "n.v.t.": 1},
        ),
        (
            "dekking",
            {"binnen bestaand": 8, "bedrag": 5, "leeg": 5, "p.m.": 5, "n.v.t.": 2, "n.t.b.": 1},
        ),
    ],
)
def test_onbekend_nvt_en_binnen_bestaand_zijn_verschillende_staten(
    plan: dict[str, Any], soort: str, per_staat: dict[str, int]
) -> None:
    assert Counter(rij["staat"] for _, rij in geldregels(plan, soort)) == per_staat


def test_alleen_een_regel_met_staat_bedrag_heeft_een_bedrag(plan: dict[str, Any]) -> None:
    for soort in ("investeringen", "dekking"):
        for _, rij in geldregels(plan, soort):
            heeft_bedrag = rij["staat"] == "bedrag"
            assert (rij["bedrag"] is not None, rij["per"] != "") == (heeft_bedrag, heeft_bedrag)
            assert (rij["aanname"] != "") == (rij["per"] == "onbekend")
            heeft_uren = rij["uren_per_week"] is not None or rij["fte"] is not None
            assert heeft_uren == (rij["staat"] == "uren")


def test_vijf_keer_pm(plan: dict[str, Any]) -> None:
    pm = [
        (rij["sleutel"], rij["letterlijk"], rij["status"])
        for soort in ("investeringen", "dekking")
        for _, rij in geldregels(plan, soort)
        if rij["staat"] == "p.m."
    ]
    assert pm == [
        ("1c/3/d2", "pm", "voorwaardelijk"),
        ("1f/3/d2", "pm", "voorwaardelijk"),
        ("2c/3/d2", "pm", "voorwaardelijk"),
        ("2c/3/d3", "pm", "voorgenomen"),
        ("3b/3/d1", "pm", "voorwaardelijk"),
    ]


def test_nog_te_bepalen_kosten(plan: dict[str, Any]) -> None:
    nader = [
        rij["sleutel"]
        for soort in ("investeringen", "dekking")
        for _, rij in geldregels(plan, soort)
        if rij["staat"] == "n.t.b."
    ]
    assert nader == ["1f/3/i1", "3a/2/i2", "3b/3/i2", "5b/2/i1", "3c/2/d1"]


def test_dekking_is_voorgenomen_tenzij_zij_van_iets_afhangt(plan: dict[str, Any]) -> None:
    voorwaarden = {
        rij["sleutel"]: rij["status"]
        for _, rij in geldregels(plan, "dekking")
        if rij["voorwaarde"] or rij["status"] != "voorgenomen"
    }
    assert voorwaarden == dict.fromkeys(
        ["1c/3/d2", "1f/3/d1", "1f/3/d2", "2c/3/d2", "3b/3/d1"], "voorwaardelijk"
    )


def test_uren_en_fte_zoals_het_blad_ze_noemt(plan: dict[str, Any]) -> None:
    uren = [
        (rij["sleutel"], rij["van"], rij["tot_en_met"], rij["uren_per_week"], rij["fte"])
        for _, rij in geldregels(plan, "investeringen")
        if rij["staat"] == "uren"
    ]
    assert uren == [
        ("1a/1/i2", "2019-Q3", "2019-Q4", "16.00", None),
        ("1a/3/i2", "2020", None, "4.00", None),
        ("1b/1/i3", None, None, "8.00", "0.22"),
        ("1c/3/i1", "2020-Q3", "2021-Q4", None, "0.50"),
        ("2b/1/i1", None, None, "8.00", "0.22"),
        ("2c/3/i1", "2020-Q3", "2022-Q3", "12.00", None),
        ("3b/3/i1", "2020-Q3", "2022-Q3", "8.00", "0.22"),
        ("4b/1/i2", None, None, "8.00", "0.22"),
    ]
    assert sum(Decimal(fte) for *_, fte in uren if fte) == Decimal("1.38")


@pytest.mark.parametrize(
    ("kwartalen", "uren"),
    [
        (["2019-Q1", "2019-Q2"], 0),
        (["2019-Q3", "2019-Q4"], 16),
        (["2020-Q1", "2020-Q2"], 4),
        (["2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"], 42),
        (["2022-Q1", "2022-Q2", "2022-Q3"], 24),
        (["2022-Q4", "2023-Q1"], 4),
    ],
)
def test_uren_per_week_per_periode(plan: dict[str, Any], kwartalen: list[str], uren: int) -> None:
    assert {kwartaal: uren_per_week(plan, kwartaal) for kwartaal in kwartalen} == dict.fromkeys(
        kwartalen, uren
    )


def test_24_uur_structureel_zonder_begin(plan: dict[str, Any]) -> None:
    zonder_begin = [
        (plek, rij["aard"], rij["uren_per_week"])
        for plek, rij in geldregels(plan, "investeringen")
        if rij["staat"] == "uren" and rij["van"] is None
    ]
    assert zonder_begin == [
        ("1b/1", "structureel", "8.00"),
        ("2b/1", "structureel", "8.00"),
        ("4b/1", "structureel", "8.00"),
    ]
