"""The beheersmaatregelen of Noordoostpolder in fixtures/ against what its report says.

The expected rows come from reading the document, not from the fixture.
"""

from typing import Any

import pytest

from maatregelen.tests.fixtures_lezen import lees, losse_verwijzingen, planregels, valideer

GROEPEN = [
    ("1", "Optimaliseren van de ondersteuningsstructuur"),
    ("2", "Een betere samenwerking in de keten"),
    ("3", "Normaliseren en demedicaliseren van problemen"),
    ("4", "Extra preventie"),
    ("5", "Samenwerking met het onderwijs"),
    ("6", "Ontwikkelen van alternatieve vormen van verblijf"),
    ("7", "Optimaliseren van sturingsinformatie, inkoop en contractmanagement"),
]

TITELS = {
    "1a": "Dienstverlening specialisten",
    "1b": "Procesregie",
    "1c": "Doorontwikkeling VIA",
    "1d": "Doorontwikkeling Interventieteam",
    "1e": "Doorontwikkeling ondersteuningsteams/zorgadviesteams",
    "2a": "Gezinsaanpak",
    "2b": "Optimaliseren van samenwerking in het gedwongen kader",
    "3a": "Scherper indiceren",
    "4a": "Inzet POH Jeugd GGZ (J-GGZ)",
    "4b": "Uitbreiding informeel aanbod: steunouders",
    "4c": "Inzet op opvoedondersteuning",
    "5a": "Ontwikkeling kindcentra en samenwerking voorschoolse voorzieningen",
    "5b": "Opvanggroepen onderwijs",
    "5c": "Jeugdhulp op school",
    "5d": "Terugdringen en voorkomen voortijdig schoolverlaters",
    "5e": "Project sluitende aanpak jongeren",
    "6a": "Uitvoeren van de transformatieopdracht verblijf",
    "6b": "Het waarderen van pleegouders",
    "7a": "Onderzoek naar de meest intensieve casuïstiek",
}

# The phase of each of the 25 lines, in the order of the report; 1c and 5d hold two in one cell.
FASEN = {
    "1a": ["doorlopend"],
    "1b": ["afgerond"],
    "1c": ["in voorbereiding", "gepland"],
    "1d": ["uitgesteld"],
    "1e": ["gepland"],
    "2a": ["doorlopend"],
    "2b": ["afgerond", "doorlopend"],
    "3a": ["doorlopend"],
    "4a": ["gepland"],
    "4b": ["gepland"],
    "4c": ["gepland"],
    "5a": ["afgerond", "doorlopend"],
    "5b": ["afgerond", "doorlopend"],
    "5c": ["doorlopend", "gepland"],
    "5d": ["doorlopend", "gepland"],
    "5e": ["afgerond"],
    "6a": ["in uitvoering"],
    "6b": ["doorlopend"],
    "7a": ["in uitvoering"],
}

# The times in the column Planning, as written; a line with only a status word has none.
TIJDEN = {
    "1c": ["30 januari 2020", "vanaf 1 januari 2020"],
    "1e": ["2020"],
    "4a": ["1 januari 2020"],
    "4b": ["1 januari 2020"],
    "4c": ["2020"],
    "5c": ["Januari 2020"],
    "5d": ["december 2019"],
    "6a": ["2021"],
    "6b": ["Jaarlijks"],
    "7a": ["Q1 2020"],
}

# Per planning line its soort and its periode without the words; 5b/5c/5e also from the text.
PLANNING = {
    "1c/-/1": ("besluit", {"soort": "dag", "wanneer": "2020-01-30"}),
    "1c/-/2": ("actie", {"soort": "vanaf", "van": "2020-01-01"}),
    "1e/-/1": ("actie", {"soort": "jaar", "wanneer": "2020"}),
    "4a/-/1": ("actie", {"soort": "dag", "wanneer": "2020-01-01"}),
    "4b/-/1": ("actie", {"soort": "dag", "wanneer": "2020-01-01"}),
    "4c/-/1": ("actie", {"soort": "jaar", "wanneer": "2020"}),
    "5b/-/1": ("tussenevaluatie", {"soort": "jaar", "wanneer": "2019"}),
    "5c/-/1": ("oplevering", {"soort": "jaar", "wanneer": "2019"}),
    "5c/-/2": ("actie", {"soort": "maand", "wanneer": "2020-01"}),
    "5d/-/1": ("actie", {"soort": "maand", "wanneer": "2019-12"}),
    "5e/-/1": ("eindevaluatie", {"soort": "zonder_jaar"}),
    "6a/-/1": ("actie", {"soort": "jaar", "wanneer": "2021"}),
    "6b/-/1": ("actie", {"soort": "herhalend", "herhaling": "jaarlijks"}),
    "7a/-/1": ("actie", {"soort": "kwartaal", "wanneer": "2020-Q1"}),
}


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    return lees("noordoostpolder")


def _maatregel(plan: dict[str, Any], code: str) -> dict[str, Any]:
    return next(m for m in plan["maatregelen"] if m["code"] == code)


def _stand(plan: dict[str, Any], code: str) -> dict[str, Any]:
    (stand,) = _maatregel(plan, code)["standen"]
    return stand


def _regels(plan: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {m["code"]: _stand(plan, m["code"])["voortgangsregels"] for m in plan["maatregelen"]}


def test_volgt_het_uitwisselformaat(plan: dict[str, Any]) -> None:
    valideer(plan)


def test_elke_verwijzing_staat_in_het_bestand(plan: dict[str, Any]) -> None:
    assert losse_verwijzingen(plan) == []
    regels = {regel["sleutel"] for regel in planregels(plan, uniek=False)}
    assert {b["regel"] for m in plan["maatregelen"] for b in m["besluitmomenten"]} <= regels


def test_gemeente_en_woorden_van_het_rapport(plan: dict[str, Any]) -> None:
    assert (plan["gemeente"]["slug"], plan["gemeente"]["cbs_code"]) == ("noordoostpolder", "0171")
    kop = plan["plan"]
    assert (kop["naam_thema"], kop["naam_maatregel"]) == ("Groep", "Beheersmaatregel")
    assert kop["rapportmaanden"] == []


def test_zeven_groepen(plan: dict[str, Any]) -> None:
    assert [(thema["code"], thema["titel"]) for thema in plan["themas"]] == GROEPEN


def test_negentien_maatregelen_in_hun_groep_op_een_blad(plan: dict[str, Any]) -> None:
    assert {m["code"]: m["titel"] for m in plan["maatregelen"]} == TITELS
    assert [m["thema"] for m in plan["maatregelen"]] == [code[0] for code in TITELS]
    assert [[b["cluster"] for b in m["bladen"]] for m in plan["maatregelen"]] == [[None]] * 19


def test_25_voortgangsregels_met_elk_een_eigen_fase(plan: dict[str, Any]) -> None:
    fasen = {code: [r["fase"] for r in regels] for code, regels in _regels(plan).items()}
    assert fasen == FASEN
    assert sum(map(len, fasen.values())) == 25


def test_voortgangsregels_houden_hun_tijd_los_van_hun_fase(plan: dict[str, Any]) -> None:
    tijden = {
        code: [r["periode"]["letterlijk"] for r in regels if r["periode"]]
        for code, regels in _regels(plan).items()
    }
    assert {code: rij for code, rij in tijden.items() if rij} == TIJDEN


def test_fase_is_gekozen_en_de_reden_staat_erbij_waar_regels_verschillen(
    plan: dict[str, Any],
) -> None:
    gekozen = {m["code"]: m["fase"] for m in plan["maatregelen"] if len(set(FASEN[m["code"]])) > 1}
    assert gekozen == {
        "1c": "in voorbereiding",
        "2b": "doorlopend",
        "5a": "afgerond",
        "5b": "doorlopend",
        "5c": "doorlopend",
        "5d": "doorlopend",
    }
    for code in ("2b", "5a", "5b", "5c", "5d"):
        assert f"kiezen {gekozen[code]}" in _stand(plan, code)["twijfel"]


def test_fase_van_de_maatregel_is_die_van_de_stand(plan: dict[str, Any]) -> None:
    for maatregel in plan["maatregelen"]:
        assert _stand(plan, maatregel["code"])["fase"] == maatregel["fase"]


def test_planning_per_code(plan: dict[str, Any]) -> None:
    gelezen = {
        regel["sleutel"]: (
            regel["soort"],
            {deel: waarde for deel, waarde in regel["periode"].items() if deel != "letterlijk"},
        )
        for regel in planregels(plan, uniek=False)
    }
    assert gelezen == PLANNING


def test_1c_wordt_ingevoerd_voor_het_besluit_van_de_raad(plan: dict[str, Any]) -> None:
    maatregel = _maatregel(plan, "1c")
    besluit, invoering = maatregel["bladen"][0]["planning"]
    assert invoering["periode"]["van"] < besluit["periode"]["wanneer"]
    assert "vóór" in invoering["twijfel"]
    assert "vóór" in maatregel["twijfel"]
    (moment,) = maatregel["besluitmomenten"]
    assert (moment["soort"], moment["orgaan"], moment["regel"]) == ("besluit", "raad", "1c/-/1")
    assert moment["verwacht"]["wanneer"] == "2020-01-30"


def test_alleen_1c_wacht_op_een_besluit(plan: dict[str, Any]) -> None:
    assert [m["code"] for m in plan["maatregelen"] if m["besluitmomenten"]] == ["1c"]


def test_1d_is_uitgesteld_met_reden_en_voorwaarde_zonder_datum(plan: dict[str, Any]) -> None:
    assert _maatregel(plan, "1d")["bladen"][0]["planning"] == []
    stand = _stand(plan, "1d")
    assert stand["voortgangsregels"][0]["periode"] is None
    assert stand["opnieuw_bekijken_op"] is None
    assert "Veilig Thuis" in stand["uitstel_reden"]
    assert "Veilig Thuis" in stand["uitstel_voorwaarde"]


def test_geen_licht_in_de_bron_is_grijs_en_geeindigd_heeft_geen_licht(
    plan: dict[str, Any],
) -> None:
    geeindigd = {"1b", "5a", "5e"}
    for code in TITELS:
        stand = _stand(plan, code)
        licht = "" if code in geeindigd else "grijs"
        assert {stand[soort] for soort in ("tijd", "geld", "resultaat", "totaal")} == {licht}
        assert stand["grijs_reden"] == ("" if code in geeindigd else "geen licht in de bron")


def test_wat_na_afronding_openstaat(plan: dict[str, Any]) -> None:
    assert {code: n for code in TITELS if (n := len(_stand(plan, code)["open_einden"]))} == {
        "5a": 1,
        "5b": 1,
        "5e": 2,
    }


def test_standen_gaan_over_1_oktober_2019_en_zeggen_dat_dat_gekozen_is(
    plan: dict[str, Any],
) -> None:
    for code in TITELS:
        assert _stand(plan, code)["peildatum"] == "2019-10-01"
        assert "wij nemen 1 oktober 2019" in _stand(plan, code)["twijfel"]


def test_3a_zegt_dat_de_letter_niet_in_de_bron_staat(plan: dict[str, Any]) -> None:
    assert "geen letter" in _maatregel(plan, "3a")["twijfel"]


def test_geen_mensen_en_geen_geld_want_de_bron_noemt_ze_niet(plan: dict[str, Any]) -> None:
    assert (plan["personen"], plan["organisaties"]) == ([], [])
    for maatregel in plan["maatregelen"]:
        (blad,) = maatregel["bladen"]
        assert (maatregel["betrokkenen"], blad["investeringen"], blad["dekking"]) == ([], [], [])
