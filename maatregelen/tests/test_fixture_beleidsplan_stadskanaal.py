"""The beleidsplan of Stadskanaal and its actions in fixtures/ against what the document says.

The expected rows come from reading the document, not from the fixtures. Which doel an action
serves is our reading of it; the fixture says so at every such link.
"""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from maatregelen.tests.fixtures_lezen import lees, losse_verwijzingen, planregels, valideer

DOELSTELLINGEN = [
    ("D1", "Veiligheid vergroten", "afname"),
    ("D2", "Versterken van de eigen mogelijkheden", "toename"),
    ("D3", "Vroegtijdig signaleren van zorg", ""),
    ("D4", "Goede toegang tot jeugdhulp bieden", "toename"),
    ("D5", "Dichtbij wat kan", ""),
    ("D6", "Meer integrale hulpverlening", "toename"),
]

SPEERPUNTEN = [
    "Ingezette inhoudelijke koers vasthouden",
    "Opstellen van een nieuwe Regionale Transformatie Agenda",
    "Investeren in preventie",
    "Keuze voor eenduidige inhoudelijke methodieken en werkwijzen",
    "Stevige inzet op ontwikkeling en (keten)samenwerking "
    "(van zowel interne als externe professionals)",
    "Actief uitdragen en implementeren van de visie en doelstellingen van het gemeentelijk "
    "beleid aan (keten)partners",
    "De randvoorwaardelijke aspecten verder invullen",
    "Initiëren van nieuwe, lokale ondersteuningsvormen voor specifieke doelgroepen",
]

# Per action the doelen it serves, the primary one first. M13, M17, M20, M29-M35, M40, M42: none.
DIENT = {
    "M01": "S2",
    "M02": "D3 S3",
    "M03": "S8",
    "M04": "D3 D4",
    "M05": "D6 SI1 SI2 SI3",
    "M06": "D6 S7",
    "M07": "D3",
    "M08": "D5",
    "M09": "D3",
    "M10": "O2",
    "M11": "D3",
    "M12": "D3",
    "M14": "D6",
    "M15": "D6",
    "M16": "D3",
    "M18": "D1",
    "M19": "D1",
    "M21": "S4",
    "M22": "D1 S4",
    "M23": "D1",
    "M24": "D1",
    "M25": "D3",
    "M26": "D4",
    "M27": "D5",
    "M28": "E1",
    "M36": "E1 E2",
    "M37": "E1 E2",
    "M38": "E1",
    "M39": "S3 S8",
    "M41": "D3",
}

# The time phrases of the actions as written; an action that is not here has none.
TIJDEN = {
    "M01": ["2018-2020"],
    "M03": ["De komende jaren"],
    "M04": ["De komende jaren"],
    "M07": ["De komende jaren"],
    "M09": ["De komende periode"],
    "M14": ["in de nieuwe beleidsperiode"],
    "M16": ["De komende periode"],
    "M19": ["De komende jaren"],
    "M20": ["periodiek"],
    "M22": ["De komende jaren"],
    "M23": ["in 2017 al begonnen"],
    "M24": ["De komende periode"],
    "M25": ["op termijn"],
    "M26": ["de komende jaren blijvend"],
    "M29": ["De komende jaren"],
    "M30": ["De komende jaren"],
    "M34": ["deze beleidsperiode"],
    "M39": ["2018 t/m 2020"],
    "M40": ["medio 2018"],
    "M41": ["periode 2018-2020"],
    "M42": ["tot december 2018", "Afhankelijk van het gebruik en nut & noodzaak"],
}

# Inhabitants: total, 0-4, 5-9, 10-14, 15-19, 20-24 and 0-25, per year of the table.
INWONERS = {
    "2016": [32241, 1408, 1615, 1785, 1939, 1519, 8266],
    "2015": [32625, 1435, 1649, 1931, 1962, 1513, 8490],
    "2014": [32802, 1478, 1697, 1994, 1982, 1511, 8662],
}

# Percentages in that table that do not follow from its own counts.
FOUTE_PERCENTAGES = {
    ("2016", "Inwoners van 0 t/m 4 jaar"),
    ("2016", "Inwoners van 5 t/m 9 jaar"),
    ("2016", "Inwoners van 0 tot 25 jaar"),
    ("2015", "Inwoners van 0 t/m 4 jaar"),
    ("2015", "Inwoners van 10 t/m 14 jaar"),
    ("2015", "Inwoners van 20 t/m 24 jaar"),
    ("2015", "Inwoners van 0 tot 25 jaar"),
}

# Stadskanaal and the Netherlands.
VERGELIJKING = {
    "Jeugdhulp, jongeren tot 18 jaar": ("13.10", "9.40"),
    "Jeugdhulp met verblijf, jongeren tot 18 jaar": ("2.70", "1.10"),
    "Jeugdbescherming, jongeren tot 18 jaar": ("2.10", "1.00"),
    "Jeugdreclassering, jongeren van 12-23 jaar": ("0.40", "0.40"),
    "Jeugdcriminaliteit": ("1.08", "1.40"),
    "Voortijdig schoolverlaten": ("1.64", "1.80"),
    "Uitkeringsgezin": ("7.85", "6.60"),
    "Eenoudergezin": ("13.79", "15.50"),
    "Zuigelingensterfte": ("3.30", "3.30"),
    "Speciaal onderwijs": ("2.41", "2.60"),
    "Jeugdwerkloosheid": ("3.56", "1.60"),
    "Kindermishandeling": ("0.97", "0.70"),
    "Kind met handicap": ("3.83", "2.70"),
    "Sportlidmaatschap": ("41.89", "42.00"),
    "Huishoudens met één of meer voorzieningen": ("287.00", "188.00"),
}


@pytest.fixture(scope="module")
def beleidsplan() -> dict[str, Any]:
    return lees("stadskanaal", "beleidsplan")


@pytest.fixture(scope="module")
def acties() -> dict[str, Any]:
    return lees("stadskanaal", "acties")


def _doelen(beleidsplan: dict[str, Any], niveau: str) -> list[dict[str, Any]]:
    return [doel for doel in beleidsplan["doelen"] if doel["niveau"] == niveau]


def _cijfers(beleidsplan: dict[str, Any], onderwerp: str) -> list[dict[str, Any]]:
    """Return the contextcijfers whose subject is or starts with this, in file order."""
    return [
        cijfer
        for cijfer in beleidsplan["beleidsplan"]["contextcijfers"]
        if cijfer["onderwerp"].startswith(onderwerp)
    ]


def _blad(acties: dict[str, Any], code: str) -> dict[str, Any]:
    (blad,) = next(m for m in acties["maatregelen"] if m["code"] == code)["bladen"]
    return blad


def _losse_verwijzingen_beleidsplan(beleidsplan: dict[str, Any]) -> list[str]:
    """Return parents that do not stand before their child, doubled codes and unknown owners."""
    wie = {rij["sleutel"] for rij in beleidsplan["personen"] + beleidsplan["organisaties"]}
    los: list[str] = []
    bekend: set[str | None] = {None}
    for doel in beleidsplan["doelen"]:
        if doel["ouder"] not in bekend or doel["code"] in bekend:
            los.append(doel["code"])
        bekend.add(doel["code"])
    risicos = beleidsplan["beleidsplan"]["risicos"] + [
        risico for doel in beleidsplan["doelen"] for risico in doel["risicos"]
    ]
    return los + [r["gebeurtenis"] for r in risicos if r["eigenaar"] not in wie | {None}]


@pytest.mark.parametrize("naam", ["beleidsplan", "acties"])
def test_volgt_het_uitwisselformaat(naam: str) -> None:
    valideer(lees("stadskanaal", naam))


def test_elk_doel_staat_na_het_doel_erboven(beleidsplan: dict[str, Any]) -> None:
    assert _losse_verwijzingen_beleidsplan(beleidsplan) == []


def test_elke_verwijzing_van_de_acties_staat_in_het_bestand(acties: dict[str, Any]) -> None:
    assert losse_verwijzingen(acties) == []
    codes = {m["code"] for m in acties["maatregelen"]}
    assert {s["maatregel"] for m in acties["maatregelen"] for s in m["samenhang"]} <= codes


def test_elke_vermelding_wijst_naar_een_geldregel_en_elke_geldregel_is_uniek(
    acties: dict[str, Any],
) -> None:
    plekken = [acties["plan"], *(b for m in acties["maatregelen"] for b in m["bladen"])]
    regels = [r["sleutel"] for plek in plekken for r in plek["investeringen"] + plek["dekking"]]
    assert len(regels) == len(set(regels))
    vermeld = {
        v["sleutel"] for m in acties["maatregelen"] for b in m["bladen"] for v in b["vermeldingen"]
    }
    assert vermeld == {"plan/i1", "M39/-/i1"}
    assert vermeld <= set(regels)


def test_acties_vallen_onder_het_beleidsplan_van_dezelfde_gemeente(
    beleidsplan: dict[str, Any], acties: dict[str, Any]
) -> None:
    assert acties["gemeente"] == beleidsplan["gemeente"]
    assert (acties["gemeente"]["slug"], acties["gemeente"]["cbs_code"]) == ("stadskanaal", "0037")
    assert acties["plan"]["beleidsplan"] == beleidsplan["beleidsplan"]["slug"]
    doelen = {doel["code"] for doel in beleidsplan["doelen"]}
    assert {d["doel"] for m in acties["maatregelen"] for d in m["doelen"]} <= doelen


def test_een_sleutel_is_in_elk_bestand_van_de_gemeente_dezelfde(acties: dict[str, Any]) -> None:
    plan = lees("stadskanaal")
    hier = {rij["sleutel"]: rij["naam"] for rij in acties["personen"] + acties["organisaties"]}
    daar = {rij["sleutel"]: rij["naam"] for rij in plan["personen"] + plan["organisaties"]}
    assert [s for s in hier if daar.get(s, hier[s]) != hier[s]] == []
    namen = {naam: sleutel for sleutel, naam in daar.items()}
    assert [s for s, naam in hier.items() if namen.get(naam, s) != s] == []


def test_looptijd_zonder_vaststelling_want_de_bron_noemt_er_geen(
    beleidsplan: dict[str, Any],
) -> None:
    kop = beleidsplan["beleidsplan"]
    assert (kop["van"], kop["tot_en_met"]) == ("2018-01-01", "2020-12-31")
    assert (kop["stadium"], kop["vaststellingen"], kop["voorganger"]) == ("", [], None)


def test_doelen_per_niveau(beleidsplan: dict[str, Any]) -> None:
    assert Counter(doel["niveau"] for doel in beleidsplan["doelen"]) == {
        "overkoepelende doelstelling": 5,
        "visie": 3,
        "hoofddoel": 1,
        "doelstelling": 6,
        "speerpunt": 8,
        "speerpunt interne samenwerking": 3,
        "effect": 2,
    }


def test_zes_doelstellingen_met_hun_richting_onder_het_hoofddoel(
    beleidsplan: dict[str, Any],
) -> None:
    doelstellingen = _doelen(beleidsplan, "doelstelling")
    assert [(d["code"], d["titel"], d["richting"]) for d in doelstellingen] == DOELSTELLINGEN
    assert {d["ouder"] for d in doelstellingen} == {"H"}


def test_acht_speerpunten(beleidsplan: dict[str, Any]) -> None:
    assert [(d["code"], d["titel"]) for d in _doelen(beleidsplan, "speerpunt")] == [
        (f"S{nummer}", titel) for nummer, titel in enumerate(SPEERPUNTEN, 1)
    ]


def test_effecten_moeten_afnemen(beleidsplan: dict[str, Any]) -> None:
    effecten = _doelen(beleidsplan, "effect")
    assert [(d["code"], d["richting"]) for d in effecten] == [("E1", "afname"), ("E2", "afname")]


def test_indicatoren_per_doel_zonder_norm_of_beginwaarde(beleidsplan: dict[str, Any]) -> None:
    per_doel = {
        doel["code"]: [(r["soort"], r["richting"]) for r in doel["resultaten"]]
        for doel in beleidsplan["doelen"]
        if doel["resultaten"]
    }
    assert per_doel == {
        "D1": [("effect", "afname")],
        "D2": [("prestatie", "toename")],
        "D3": [("effect", "afname"), ("effect", "afname")],
        "D4": [("prestatie", "toename")],
        "D6": [("prestatie", "toename")],
        "E1": [("effect", "afname"), ("effect", "toename"), ("effect", "toename")],
        "E2": [("effect", "afname"), ("effect", "toename"), ("effect", "toename"), ("effect", "")],
    }
    alle = [r for doel in beleidsplan["doelen"] for r in doel["resultaten"]]
    assert {(r["norm"], r["nulmeting"]) for r in alle} == {("", "")}


def test_indicator_zonder_doel_zegt_dat_de_plek_gekozen_is(beleidsplan: dict[str, Any]) -> None:
    gekozen = [
        (doel["code"], nummer)
        for doel in beleidsplan["doelen"]
        for nummer, resultaat in enumerate(doel["resultaten"])
        if "wij zetten" in resultaat["twijfel"]
    ]
    assert gekozen == [
        *(("D3", 0), ("D3", 1)),
        *(("E1", 1), ("E1", 2)),
        *(("E2", 1), ("E2", 2), ("E2", 3)),
    ]


def test_inwoners_uit_de_tabel(beleidsplan: dict[str, Any]) -> None:
    gelezen: dict[str, list[int]] = {}
    for cijfer in beleidsplan["beleidsplan"]["contextcijfers"]:
        if cijfer["eenheid"] == "inwoners":
            gelezen.setdefault(cijfer["over"], []).append(int(Decimal(cijfer["waarde"])))
    assert gelezen == INWONERS


def test_percentage_dat_niet_uit_de_aantallen_volgt_is_twijfel(
    beleidsplan: dict[str, Any],
) -> None:
    genoemd = {
        (c["over"], c["onderwerp"])
        for c in _cijfers(beleidsplan, "Inwoners")
        if "Uit de aantallen volgt" in c["twijfel"]
    }
    assert genoemd == FOUTE_PERCENTAGES


def test_totale_bevolking_noemt_de_dag_die_niet_bij_de_tabel_past(
    beleidsplan: dict[str, Any],
) -> None:
    eerste, *later = _cijfers(beleidsplan, "Totale bevolking")
    assert "1 januari 2017" in eerste["twijfel"]
    assert [c["twijfel"] for c in later] == ["", ""]


def test_stadskanaal_naast_landelijk(beleidsplan: dict[str, Any]) -> None:
    for onderwerp, waarden in VERGELIJKING.items():
        (hier,) = _cijfers(beleidsplan, f"{onderwerp}, Stadskanaal")
        (landelijk,) = _cijfers(beleidsplan, f"{onderwerp}, landelijk")
        assert (hier["waarde"], landelijk["waarde"]) == waarden


def test_zuigelingensterfte_is_promille(beleidsplan: dict[str, Any]) -> None:
    assert {c["eenheid"] for c in _cijfers(beleidsplan, "Zuigelingensterfte")} == {"promille"}


def test_rijksbijdrage_in_hele_euro_en_haar_verdeling(beleidsplan: dict[str, Any]) -> None:
    assert [(c["over"], c["waarde"]) for c in _cijfers(beleidsplan, "Rijksbijdrage")] == [
        ("2018", "10892000.00"),
        ("2019", "10922000.00"),
        ("2020", "10976000.00"),
    ]
    assert [c["waarde"] for c in _cijfers(beleidsplan, "Deel van")] == ["7.50", "13.00", "87.00"]


def test_advies_participatieraad_en_besluit_over_solidariteit(beleidsplan: dict[str, Any]) -> None:
    advies, besluit = beleidsplan["beleidsplan"]["besluitmomenten"]
    assert (advies["soort"], advies["orgaan"]) == ("advies", "Participatieraad")
    assert advies["verwacht"]["soort"] == "onbepaald"
    assert (besluit["soort"], besluit["verwacht"]["letterlijk"]) == ("besluit", "medio 2018")


def test_elf_risicos_zonder_eigenaar(beleidsplan: dict[str, Any]) -> None:
    risicos = beleidsplan["beleidsplan"]["risicos"]
    assert len(risicos) == 11
    assert {r["eigenaar"] for r in risicos} == {None}


def test_42_acties_in_de_hoofdstukken_waar_zij_staan(acties: dict[str, Any]) -> None:
    assert [m["code"] for m in acties["maatregelen"]] == [f"M{n:02}" for n in range(1, 43)]
    assert [(t["code"], t["titel"]) for t in acties["themas"]] == [
        ("1", "Inleiding"),
        ("3", "Analyse en resultaten"),
        ("4", "Inhoudelijke thema’s"),
        ("5", "Randvoorwaarden"),
        ("6", "Inkoop & inzet professionals + financiën"),
    ]
    assert Counter(m["thema"] for m in acties["maatregelen"]) == {
        "1": 1,
        "3": 2,
        "4": 19,
        "5": 15,
        "6": 5,
    }


def test_doelen_van_de_acties_met_het_eerste_als_primair(acties: dict[str, Any]) -> None:
    assert {
        m["code"]: " ".join(d["doel"] for d in m["doelen"])
        for m in acties["maatregelen"]
        if m["doelen"]
    } == DIENT
    for maatregel in acties["maatregelen"]:
        primair = [d["primair"] for d in maatregel["doelen"]]
        assert primair == [nummer == 0 for nummer in range(len(primair))]


def test_koppeling_zegt_dat_zij_van_ons_is_behalve_waar_de_bron_haar_noemt(
    acties: dict[str, Any],
) -> None:
    van_de_bron = [
        (m["code"], d["doel"])
        for m in acties["maatregelen"]
        for d in m["doelen"]
        if "leiden haar af" not in d["twijfel"]
    ]
    assert van_de_bron == [("M05", "SI1"), ("M05", "SI2"), ("M05", "SI3")]


def test_tijden_van_de_acties_zoals_geschreven(acties: dict[str, Any]) -> None:
    tijden = {
        m["code"]: [r["periode"]["letterlijk"] for b in m["bladen"] for r in b["planning"]]
        for m in acties["maatregelen"]
    }
    assert {code: rij for code, rij in tijden.items() if rij} == TIJDEN


def test_alleen_waar_de_bron_een_jaar_noemt_staat_een_jaar(acties: dict[str, Any]) -> None:
    met_tijd = {
        r["sleutel"]: {k: v for k, v in r["periode"].items() if k not in ("soort", "letterlijk")}
        for r in planregels(acties, uniek=False)
        if r["periode"]["soort"] not in ("onbepaald", "herhalend")
    }
    assert met_tijd == {
        "M01/-/1": {"van": "2018", "tot_en_met": "2020"},
        "M23/-/1": {"van": "2017"},
        "M39/-/1": {"van": "2018", "tot_en_met": "2020"},
        "M40/-/1": {"wanneer": "2018"},
        "M41/-/1": {"van": "2018", "tot_en_met": "2020"},
        "M42/-/1": {"tot_en_met": "2018-12"},
    }


def test_innovatiegeld_is_100_000_voor_de_hele_periode(acties: dict[str, Any]) -> None:
    (investering,) = _blad(acties, "M39")["investeringen"]
    (dekking,) = _blad(acties, "M39")["dekking"]
    for regel in (investering, dekking):
        assert (regel["bedrag"], regel["per"]) == ("100000.00", "totaal")
        assert (regel["van"], regel["tot_en_met"]) == ("2018", "2020")
    assert dekking["bron"] == "Reserve sociaal domein"


def test_300_000_uit_de_perspectiefnota_is_100_structureel_en_200_tijdelijk(
    acties: dict[str, Any],
) -> None:
    (investering,) = acties["plan"]["investeringen"]
    dekking = acties["plan"]["dekking"]
    assert investering["bedrag"] == "300000.00"
    assert [(d["aard"], d["bedrag"], d["bron"]) for d in dekking] == [
        ("structureel", "100000.00", "Perspectiefnota 2018-2021"),
        ("incidenteel", "200000.00", "Perspectiefnota 2018-2021"),
    ]
    assert sum(Decimal(d["bedrag"]) for d in dekking) == Decimal(investering["bedrag"])
    assert {d["per"] for d in [investering, *dekking]} == {"onbekend"}


def test_ander_geld_heeft_geen_bedrag(acties: dict[str, Any]) -> None:
    zonder = {
        r["sleutel"]: (r["staat"], r["bedrag"])
        for m in acties["maatregelen"]
        for b in m["bladen"]
        for r in b["investeringen"] + b["dekking"]
        if m["code"] != "M39"
    }
    assert zonder == {"M17/-/i1": ("binnen bestaand", None), "M18/-/d1": ("leeg", None)}


def test_schaalniveau_alleen_waar_de_bron_het_noemt(acties: dict[str, Any]) -> None:
    assert {m["code"]: m["schaalniveau"] for m in acties["maatregelen"] if m["schaalniveau"]} == {
        "M01": "provinciaal",
        "M35": "subregionaal",
        "M40": "provinciaal",
        "M41": "lokaal",
    }


def test_geen_trekkers_en_geen_standen_want_de_bron_noemt_ze_niet(acties: dict[str, Any]) -> None:
    rollen = {b["rol"] for m in acties["maatregelen"] for b in m["betrokkenen"]}
    assert rollen == {"uitvoerder", "betrokkene"}
    assert [m["code"] for m in acties["maatregelen"] if m["standen"]] == []


def test_pgb_toezicht_noemt_vier_en_zeven_gemeenten(acties: dict[str, Any]) -> None:
    m35 = next(m for m in acties["maatregelen"] if m["code"] == "M35")
    assert [b["wie"] for b in m35["betrokkenen"]] == ["westerwolde", "oldambt", "veendam", "pekela"]
    assert "zeven gemeenten" in m35["twijfel"]
