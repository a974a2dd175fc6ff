"""The plan of Het Hogeland in fixtures/ against the numbers counted by hand in its source.

The expected numbers come from reading the document, not from the fixture.
"""

import re
from collections import Counter
from typing import Any

import jsonschema
import pytest

from maatregelen.tests.fixtures_lezen import (
    lees,
    losse_verwijzingen,
    per_kwartaal,
    planregels,
    trekkers,
    valideer,
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
    }
    assert plan["plan"] == {
        "slug": "plan-van-aanpak-2019",
        "titel": "Plan van Aanpak Jeugdhulp",
        "van": "2019-01-01",
        "tot_en_met": "2022-12-31",
        "ritme_maanden": 2,
        "naam_overleg": "projectgroep",
        "naam_thema": "Vraagstuk",
        "naam_maatregel": "Maatregel",
        "voorzitter": "r-van-nuil",
        "samensteller": None,
        "opdrachtgever": "l-van-geffen",
        "bron": {
            "titel": "Plan van Aanpak Jeugdhulp, gemeente Het Hogeland",
            "datum": "2019-03-31",
        },
        "vaststellingen": [],
    }


def test_vijf_themas_en_drie_clusters(plan: dict[str, Any]) -> None:
    assert plan["themas"] == [
        {
            "code": "1",
            "titel": "Een betere toegang tot jeugdhulp voor jeugdigen en gezinnen",
            "leiders": [],
        },
        {
            "code": "2",
            "titel": "Jeugdigen krijgen de kans zich positief te ontwikkelen",
            "leiders": [],
        },
        {"code": "3", "titel": "Kinderen zo thuis mogelijk laten opgroeien", "leiders": []},
        {
            "code": "4",
            "titel": "Jeugdigen beschermen als de ontwikkeling gevaar loopt",
            "leiders": [],
        },
        {"code": "5", "titel": "Optimaliseren randvoorwaarden", "leiders": []},
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
        "functie": 12,
        "vacature": 3,
    }
    assert [o["soort"] for o in plan["organisaties"]] == ["werkgroep", "werkgroep"]
    alle = plan["personen"] + plan["organisaties"]
    assert len({wie["sleutel"] for wie in alle}) == 34
    assert len({wie["naam"] for wie in alle}) == 34


def test_ieder_die_genoemd_is_heeft_een_plek(plan: dict[str, Any]) -> None:
    genoemd = {b["wie"] for m in plan["maatregelen"] for b in m["betrokkenen"]}
    zonder_maatregel = [
        wie["sleutel"]
        for wie in plan["personen"] + plan["organisaties"]
        if wie["sleutel"] not in genoemd
    ]
    assert zonder_maatregel == ["l-van-geffen"]


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
        "code titel thema fase betrokkenen bladen standen": 17,
        "sleutel tekst soort periode stappen zelfde_als twijfel": 78,
        "peildatum letterlijk twijfel tekst tijd geld resultaat totaal grijs_reden "
        "oorzaak gevolg bijsturing afwijking_reden": 18,
    }
