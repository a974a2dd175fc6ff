"""The plan of Stadskanaal in fixtures/ against the numbers counted by hand in its source.

The expected numbers come from reading the document, not from the fixture.
"""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from maatregelen.tests.fixtures_lezen import (
    lees,
    losse_verwijzingen,
    per_kwartaal,
    planregels,
    trekkers,
    valideer,
)

KWARTALEN = ["2018-Q3", "2018-Q4", "2019-Q1", "2019-Q2", "2019-Q3", "2019-Q4", "2020-Q1"]

# Per project the lines with exactly one quarter, in the order of KWARTALEN.
PER_PROJECT = {
    "1": [0, 5, 3, 1, 1, 0, 1],
    "2": [1, 5, 11, 2, 5, 3, 0],
    "3": [0, 3, 2, 1, 2, 1, 2],
    "4": [0, 0, 4, 2, 1, 2, 0],
    "5": [0, 4, 9, 0, 2, 0, 0],
}

# Planregels per deelproject, in sheet order.
PER_BLAD = {
    "1": [1, 4, 2, 2, 2, 1, 1, 1, 1],
    "2": [3, 1, 2, 5, 7, 2, 2, 4, 4, 4],
    "3": [4, 4, 11, 1, 2, 4],
    "4": [4, 5, 3, 3],
    "5": [6, 4, 4, 3],
}


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    return lees("stadskanaal")


def _maatregel(plan: dict[str, Any], code: str) -> dict[str, Any]:
    return next(m for m in plan["maatregelen"] if m["code"] == code)


def _regel(plan: dict[str, Any], sleutel: str) -> dict[str, Any]:
    return next(r for r in planregels(plan, uniek=False) if r["sleutel"] == sleutel)


def _sleutels(plan: dict[str, Any], soort: str) -> list[str]:
    """Return the keys of the planregels whose periode is of this soort, in sheet order."""
    return [r["sleutel"] for r in planregels(plan, uniek=False) if r["periode"]["soort"] == soort]


def _namen(plan: dict[str, Any]) -> dict[str, str]:
    return {wie["sleutel"]: wie["naam"] for wie in plan["personen"] + plan["organisaties"]}


def _rijen(plan: dict[str, Any], code: str, rol: str) -> list[tuple[str, str, bool]]:
    """Return name, deeltaak and onbeslist of everyone with this rol, in sheet order."""
    namen = _namen(plan)
    return [
        (namen[b["wie"]], b["deeltaak"], b["onbeslist"])
        for b in _maatregel(plan, code)["betrokkenen"]
        if b["rol"] == rol
    ]


def test_volgt_het_uitwisselformaat(plan: dict[str, Any]) -> None:
    valideer(plan)


def test_gemeente(plan: dict[str, Any]) -> None:
    assert (plan["versie"], plan["gemeente"]["slug"]) == (2, "stadskanaal")
    assert (plan["gemeente"]["naam"], plan["gemeente"]["cbs_code"]) == ("Stadskanaal", "0037")


def test_kop_van_het_plan(plan: dict[str, Any]) -> None:
    titel = "Plan van aanpak Taskforce Jeugdwet gemeente Stadskanaal 2018 – 2021"
    verwacht = {
        "slug": "plan-van-aanpak-taskforce-jeugdwet",
        "titel": titel,
        "van": "2018-01-01",
        "tot_en_met": "2021-12-31",
        "stadium": "",
        "versienaam": "",
        "beleidsplan": None,
        "voorganger": None,
        "ritme_maanden": 6,
        "rapportmaanden": [4, 10],
        "naam_overleg": "regiegroep",
        "naam_thema": "Project",
        "naam_maatregel": "Deelproject",
        "voorzitter": None,
        "samensteller": "procesregisseur",
        "opdrachtgever": None,
        "bron": {"titel": titel, "datum": "2018-10-01"},
        "vaststellingen": [],
        "vervallen": [],
        "contextcijfers": [],
    }
    assert {sleutel: plan["plan"][sleutel] for sleutel in verwacht} == verwacht


def test_velden_van_het_blad_heten_als_in_het_plan(plan: dict[str, Any]) -> None:
    assert [(veld["veld"], veld["naam"]) for veld in plan["plan"]["bladvelden"]] == [
        ("aanleiding", "Aanleiding"),
        ("doel", "Doelstelling"),
        ("effecten", "Effecten/opbrengsten"),
        ("resultaten", "Meetbare resultaten uitvoering"),
        ("planning", "Planning uitvoering"),
        ("samenhang", "Samenloop met andere werkgroepen"),
        ("investering", "Kosten uitvoering"),
        ("opmerkingen", "Opmerkingen"),
        ("stand", "Stand van zaken"),
    ]


def test_vijf_projecten_met_hun_leiders(plan: dict[str, Any]) -> None:
    namen = _namen(plan)
    leiders: dict[str, list[str]] = {}
    for rij in plan["plan"]["projectrollen"]:
        if rij["rol"] == "projectleider":
            leiders.setdefault(rij["thema"], []).append(namen[rij["wie"]])
    assert [(t["code"], t["titel"], leiders[t["code"]]) for t in plan["themas"]] == [
        ("1", "Data-analyse", ["Bert Wever"]),
        ("2", "Organisatie en inrichting van de toegang", ["Yolande de Wilde"]),
        ("3", "Ketensamenwerking", ["Marjan Brongers"]),
        ("4", "Preventie", ["Robert Heuving"]),
        ("5", "Administratieve Organisatie", ["Yolande de Wilde"]),
    ]
    assert plan["clusters"] == []


def test_rollen_naast_de_projectleiders(plan: dict[str, Any]) -> None:
    namen = _namen(plan)
    rijen = [rij for rij in plan["plan"]["projectrollen"] if rij["rol"] != "projectleider"]
    assert [(namen[rij["wie"]], rij["rol"], rij["thema"]) for rij in rijen] == [
        ("Teamleider Centrum Jeugd, Gezin en Veiligheid", "voorzitter werkgroep", "2"),
        ("Teamleider Centrum Jeugd, Gezin en Veiligheid", "voorzitter werkgroep", "5"),
        ("Procesregisseur", "procesregisseur", None),
        ("Regiegroep Taskforce Jeugd", "overig", None),
        ("Manager Maatschappelijke Zaken", "overig", None),
        ("Ellen van der Vries", "overig", None),
        ("Liesbeth Klunder", "overig", None),
        ("Gustaaf Stevens", "overig", "1"),
        ("Dienstverlening", "overig", None),
        ("Maatschappelijke Zaken", "overig", None),
        ("Regionale Inkooporganisatie Groninger Gemeente (RIGG)", "overig", None),
    ]


def test_33_deelprojecten_met_elk_een_blad_zonder_cluster(plan: dict[str, Any]) -> None:
    assert [m["code"] for m in plan["maatregelen"]] == [
        f"{project}.{nummer}"
        for project, bladen in PER_BLAD.items()
        for nummer in range(1, len(bladen) + 1)
    ]
    assert Counter(m["thema"] for m in plan["maatregelen"]) == {
        "1": 9,
        "2": 10,
        "3": 6,
        "4": 4,
        "5": 4,
    }
    assert {
        m["code"] for m in plan["maatregelen"] if m["code"].split(".")[0] != m["thema"]
    } == set()
    assert [[blad["cluster"] for blad in m["bladen"]] for m in plan["maatregelen"]] == [[None]] * 33


def test_planregels_per_blad(plan: dict[str, Any]) -> None:
    telling: dict[str, list[int]] = {}
    for maatregel in plan["maatregelen"]:
        regels = maatregel["bladen"][0]["planning"]
        telling.setdefault(maatregel["thema"], []).append(len(regels))
        assert [r["sleutel"] for r in regels] == [
            f"{maatregel['code']}/-/{nummer}" for nummer in range(1, len(regels) + 1)
        ]
    assert telling == PER_BLAD
    assert len(planregels(plan, uniek=False)) == 107
    assert len(planregels(plan, uniek=True)) == 107


@pytest.mark.parametrize("project", list(PER_PROJECT))
def test_planregels_per_project_en_kwartaal(plan: dict[str, Any], project: str) -> None:
    van_project = [r for r in planregels(plan, uniek=True) if r["sleutel"].split(".")[0] == project]
    verwacht = dict(zip(KWARTALEN, PER_PROJECT[project], strict=True))
    assert per_kwartaal(van_project) == {k: aantal for k, aantal in verwacht.items() if aantal}


def test_planregels_per_kwartaal(plan: dict[str, Any]) -> None:
    telling = per_kwartaal(planregels(plan, uniek=True))
    assert telling == {
        "2018-Q3": 1,
        "2018-Q4": 17,
        "2019-Q1": 29,
        "2019-Q2": 6,
        "2019-Q3": 11,
        "2019-Q4": 6,
        "2020-Q1": 3,
    }
    assert sum(telling.values()) == 73
    # Due at the first and at the second voortgangsrapportage.
    assert sum(aantal for kwartaal, aantal in telling.items() if kwartaal <= "2019-Q1") == 47
    assert sum(aantal for kwartaal, aantal in telling.items() if kwartaal <= "2019-Q3") == 64


def test_planregels_per_soort_periode(plan: dict[str, Any]) -> None:
    assert Counter(r["periode"]["soort"] for r in planregels(plan, uniek=True)) == {
        "kwartaal": 73,
        "reeks": 4,
        "vanaf": 9,
        "zonder_jaar": 3,
        "onbepaald": 17,
        "tot": 1,
    }


def test_reeksen(plan: dict[str, Any]) -> None:
    assert [
        (sleutel, _regel(plan, sleutel)["periode"]) for sleutel in _sleutels(plan, "reeks")
    ] == [
        (
            sleutel,
            {"soort": "reeks", "van": van, "tot_en_met": tot_en_met, "letterlijk": letterlijk},
        )
        for sleutel, van, tot_en_met, letterlijk in [
            ("3.1/-/1", "2019-Q1", "2019-Q2", "Q1 en Q2 2019"),
            ("3.1/-/2", "2019-Q2", "2019-Q3", "Q2 en Q3 2019"),
            ("3.2/-/2", "2019-Q1", "2019-Q2", "Q1 en Q2 2019"),
            ("4.2/-/3", "2019-Q1", "2019-Q2", "Q1 en Q2 2019"),
        ]
    ]


def test_regels_met_een_open_begin(plan: dict[str, Any]) -> None:
    assert [
        (sleutel, _regel(plan, sleutel)["periode"]) for sleutel in _sleutels(plan, "vanaf")
    ] == [
        (sleutel, {"soort": "vanaf", "van": van, "letterlijk": letterlijk})
        for sleutel, van, letterlijk in [
            ("2.4/-/4", "2019-Q1", "Vanaf Q1 2019"),
            ("2.4/-/5", "2019-Q3", "Q3 2019 (vanaf)"),
            ("2.5/-/4", "2018-Q4", "Vanaf Q4 2018"),
            ("2.5/-/7", "2019-Q2", "Q2 2019 (vanaf)"),
            ("2.7/-/2", "2018-Q4", "Vanaf Q4 2018"),
            ("4.2/-/2", "2018-Q4", "Vanaf Q4 2018"),
            ("4.2/-/4", "2019-Q4", "Vanaf Q4 2019"),
            ("4.3/-/1", "2018-Q4", "Q4 2018 (vanaf)"),
            ("4.3/-/2", "2019-Q1", "Q1 2019 (vanaf)"),
        ]
    ]


def test_een_kwartaal_zonder_jaar_krijgt_geen_jaar(plan: dict[str, Any]) -> None:
    assert [
        (sleutel, _regel(plan, sleutel)["periode"], _regel(plan, sleutel)["twijfel"])
        for sleutel in _sleutels(plan, "zonder_jaar")
    ] == [
        (sleutel, {"soort": "zonder_jaar", "letterlijk": letterlijk}, twijfel)
        for sleutel, letterlijk, twijfel in [
            ("4.2/-/1", "Q4 vanaf", "Bij ‘Q4 vanaf’ staat geen jaar."),
            ("5.2/-/1", "Q4", "Bij ‘Q4’ staat geen jaar."),
            ("5.4/-/3", "Q2", "Bij ‘Q2’ staat geen jaar."),
        ]
    ]


def test_regels_zonder_kwartaal(plan: dict[str, Any]) -> None:
    letterlijk = {
        sleutel: _regel(plan, sleutel)["periode"]["letterlijk"]
        for sleutel in _sleutels(plan, "onbepaald")
    }
    assert letterlijk == {
        "1.2/-/4": "Etc.",
        "1.3/-/2": "afhankelijk van uitkomst eindresultaat Q1 2019",
        "1.4/-/2": "Periodiek",
        "1.6/-/1": "Nog nader te bepalen",
        "2.2/-/1": "Planning bij projectblad 2.1",
        **{f"3.3/-/{nummer}": "" for nummer in range(1, 12)},
        "3.4/-/1": "",
    }


def test_alleen_de_planning_van_2_1_heeft_een_einddatum(plan: dict[str, Any]) -> None:
    assert [(s, _regel(plan, s)["periode"]) for s in _sleutels(plan, "tot")] == [
        (
            "2.1/-/1",
            {"soort": "tot", "letterlijk": "Loopt door 31-12-2020", "tot_en_met": "2020-12-31"},
        )
    ]


@pytest.mark.parametrize(
    ("sleutel", "wanneer", "letterlijk"),
    [
        ("1.5/-/2", "2019-Q1", "O1 2019"),
        ("1.7/-/1", "2018-Q4", "In Q4 2018"),
        ("2.3/-/1", "2019-Q3", "Q 3 2019"),
        ("2.3/-/2", "2019-Q3", "Q 3 2019"),
        ("2.6/-/2", "2019-Q4", "Q4 2019"),
        ("2.9/-/4", "2019-Q3", "Q3 2019"),
        ("3.2/-/1", "2018-Q4", "Q 4 2018"),
    ],
)
def test_afwijkend_geschreven_kwartalen(
    plan: dict[str, Any], sleutel: str, wanneer: str, letterlijk: str
) -> None:
    assert _regel(plan, sleutel)["periode"] == {
        "soort": "kwartaal",
        "wanneer": wanneer,
        "letterlijk": letterlijk,
    }


def test_soorten_planregels(plan: dict[str, Any]) -> None:
    regels = planregels(plan, uniek=True)
    assert Counter(r["soort"] for r in regels) == {"actie": 87, "oplevering": 13, "besluit": 7}
    assert [r["sleutel"] for r in regels if r["soort"] == "besluit"] == [
        "1.7/-/1",
        "2.8/-/1",
        "3.1/-/3",
        "3.2/-/3",
        "4.1/-/3",
        "5.1/-/4",
        "5.4/-/2",
    ]


def test_alleen_het_thema_fraude_heeft_stappen(plan: dict[str, Any]) -> None:
    assert {
        r["sleutel"]: len(r["stappen"]) for r in planregels(plan, uniek=True) if r["stappen"]
    } == {"2.1/-/2": 3}


def test_planregels_met_twijfel(plan: dict[str, Any]) -> None:
    assert [r["sleutel"] for r in planregels(plan, uniek=True) if r["twijfel"]] == [
        "1.2/-/4",
        "1.3/-/1",
        "1.3/-/2",
        "1.4/-/2",
        "1.5/-/1",
        "1.5/-/2",
        "2.1/-/1",
        "2.1/-/2",
        "2.1/-/3",
        "2.2/-/1",
        "2.4/-/2",
        "2.5/-/2",
        "2.5/-/6",
        "2.8/-/1",
        "2.8/-/2",
        "2.9/-/4",
        "3.3/-/4",
        "3.3/-/5",
        "3.3/-/6",
        "3.3/-/7",
        "3.4/-/1",
        "3.5/-/2",
        "4.2/-/1",
        "5.1/-/2",
        "5.2/-/1",
        "5.4/-/3",
    ]
    assert "Q2 2019" in _regel(plan, "2.9/-/4")["twijfel"]
    assert "O1 2019" in _regel(plan, "1.5/-/2")["twijfel"]


def test_deelprojecten_zonder_trekker(plan: dict[str, Any]) -> None:
    zonder = [m["code"] for m in plan["maatregelen"] if not _rijen(plan, m["code"], "trekker")]
    assert zonder == ["1.6", "2.1", "3.4", "5.4"]


def test_trekkers_per_persoon(plan: dict[str, Any]) -> None:
    assert trekkers(plan) == {
        "Anthon Sleifer": ["2.4", "3.3"],
        "Bert Wever": ["1.7"],
        "Danielle Rexwinkel": ["2.6"],
        "Ellen van der Vries": ["1.1", "1.2", "1.3", "1.4", "1.9", "2.2", "5.2"],
        "Floor Aukema": ["4.3"],
        "Fred Borchers": ["2.4"],
        "Jan de Boer": ["2.4"],
        "Liesbeth Klunder": ["1.1", "1.8", "1.9", "2.2", "5.1", "5.2", "5.3"],
        "Marjan Brongers": ["2.10", "3.1", "3.2", "3.6"],
        "Robert Heuving": ["2.9", "2.10", "3.2", "4.2", "4.4"],
        "Soraya van der Veen": ["2.3", "2.8"],
        "Yolande de Wilde": ["2.4", "2.5", "2.7", "2.10", "5.1"],
        "Ype Kootstra": ["1.5", "1.8"],
    }


def test_functies_en_afdelingen_als_trekker(plan: dict[str, Any]) -> None:
    assert _rijen(plan, "2.7", "trekker") == [
        ("Yolande de Wilde", "personele, formatieve deel", False),
        ("Beleidsmedewerker OGGZ", "beleidsmatige deel", False),
    ]
    assert _rijen(plan, "3.5", "trekker") == [("Verbindingsfunctionaris", "", False)]
    assert _rijen(plan, "4.1", "trekker") == [("Communicatie", "", False)]


def test_gedeelde_trekkers(plan: dict[str, Any]) -> None:
    assert _rijen(plan, "2.2", "trekker") == [
        ("Ellen van der Vries", "ZIN", False),
        ("Liesbeth Klunder", "PGB", False),
    ]
    assert _rijen(plan, "5.1", "trekker") == [
        ("Liesbeth Klunder", "verordening/nadere regels", False),
        ("Yolande de Wilde", "verantwoorde werktoedeling", False),
    ]
    assert _rijen(plan, "2.10", "trekker") == [
        ("Yolande de Wilde", "eigen deel (CJGV), in samenspraak", False),
        ("Robert Heuving", "eigen deel (ex-variabel deel), in samenspraak", False),
        ("Marjan Brongers", "eigen deel (ex-variabel deel), in samenspraak", False),
    ]


def test_alleen_de_trekker_van_1_8_is_onbeslist(plan: dict[str, Any]) -> None:
    assert _rijen(plan, "1.8", "trekker") == [
        ("Liesbeth Klunder", "", True),
        ("Ype Kootstra", "", True),
    ]
    assert [m["code"] for m in plan["maatregelen"] for b in m["betrokkenen"] if b["onbeslist"]] == [
        "1.8",
        "1.8",
    ]


def test_projectleider_of_verantwoordelijke_per_blad(plan: dict[str, Any]) -> None:
    met = {
        rol: [m["code"] for m in plan["maatregelen"] if _rijen(plan, m["code"], rol)]
        for rol in ("projectleider", "verantwoordelijke")
    }
    assert met == {
        "projectleider": [f"1.{n}" for n in range(1, 10)] + [f"3.{n}" for n in range(1, 6)],
        "verantwoordelijke": [
            *[f"2.{n}" for n in range(1, 11)],
            "3.6",
            *[f"4.{n}" for n in range(1, 5)],
            *[f"5.{n}" for n in range(1, 5)],
        ],
    }


@pytest.mark.parametrize(
    ("code", "rol", "verwacht"),
    [
        ("3.2", "projectleider", [("Marjan Brongers", ""), ("Robert Heuving", "")]),
        ("2.4", "verantwoordelijke", [("Manager Maatschappelijke Zaken", "")]),
        (
            "2.6",
            "verantwoordelijke",
            [("Robert Heuving", "samen (met wie, staat er niet)")],
        ),
        ("2.9", "verantwoordelijke", [("Manager Maatschappelijke Zaken", "")]),
        (
            "2.10",
            "verantwoordelijke",
            [
                ("Yolande de Wilde", "CJGV-deel"),
                ("Robert Heuving", "ex-variabel deel"),
                ("Marjan Brongers", "ex-variabel deel"),
            ],
        ),
        ("4.3", "verantwoordelijke", [("Robert Heuving", "")]),
        ("5.3", "verantwoordelijke", [("Robert Heuving", "")]),
        ("5.4", "verantwoordelijke", [("Robert Heuving", ""), ("Marjan Brongers", "")]),
    ],
)
def test_bijzondere_leiding(
    plan: dict[str, Any], code: str, rol: str, verwacht: list[tuple[str, str]]
) -> None:
    assert [(naam, deeltaak) for naam, deeltaak, _ in _rijen(plan, code, rol)] == verwacht


def test_personen_en_schrijfwijzen(plan: dict[str, Any]) -> None:
    assert Counter(p["soort"] for p in plan["personen"]) == {"persoon": 16, "functie": 5}
    assert {
        p["naam"]: p["ook_geschreven_als"] for p in plan["personen"] if p["ook_geschreven_als"]
    } == {
        "Yolande de Wilde": ["Yolanda de Wilde", "Yolanda"],
        "Marjan Brongers": ["Marjan"],
        "Robert Heuving": ["Robert"],
        "Floor Aukema": ["Floor"],
        "Eddie de Tiège": ["Edie de Tiège", "de heer de Tiège"],
        "Manager Maatschappelijke Zaken": ["Manager geheel MaZa", "manager MZ"],
        "Teamleider Centrum Jeugd, Gezin en Veiligheid": [
            "teamleider van het Centrum voor Jeugd en Gezin en Veiligheid"
        ],
    }


def test_organisaties(plan: dict[str, Any]) -> None:
    assert [(o["sleutel"], o["soort"]) for o in plan["organisaties"]] == [
        ("communicatie", "afdeling"),
        ("regiegroep", "werkgroep"),
        ("dienstverlening", "afdeling"),
        ("maatschappelijke-zaken", "afdeling"),
        ("rigg", "partner"),
    ]


def test_alle_verwijzingen_bestaan(plan: dict[str, Any]) -> None:
    codes = {m["code"] for m in plan["maatregelen"]}
    themas = {t["code"] for t in plan["themas"]}
    rijen = [rij for m in plan["maatregelen"] for rij in m["samenhang"]]
    assert losse_verwijzingen(plan) == []
    assert {rij["maatregel"] for rij in rijen} - codes == {None}
    assert {rij["thema"] for rij in rijen} - themas == {None}


def test_iedereen_in_het_plan_heeft_een_rol(plan: dict[str, Any]) -> None:
    sleutels = [wie["sleutel"] for wie in plan["personen"] + plan["organisaties"]]
    assert len(sleutels) == len(set(sleutels)) == 26
    gebruikt = {b["wie"] for m in plan["maatregelen"] for b in m["betrokkenen"]}
    gebruikt |= {rij["wie"] for rij in plan["plan"]["projectrollen"]}
    assert gebruikt == set(sleutels)


def test_een_stand_per_deelproject_op_1_oktober_2018(plan: dict[str, Any]) -> None:
    assert [[s["peildatum"] for s in m["standen"]] for m in plan["maatregelen"]] == [
        ["2018-10-01"]
    ] * 33
    letterlijk = {m["code"]: m["standen"][0]["letterlijk"] for m in plan["maatregelen"]}
    assert Counter(letterlijk.values()) == {"1-10-2018": 30, "1-10-2010": 1, "datum": 2}
    assert {code: tekst for code, tekst in letterlijk.items() if tekst != "1-10-2018"} == {
        "1.4": "1-10-2010",
        "5.3": "datum",
        "5.4": "datum",
    }


def test_standen_met_twijfel(plan: dict[str, Any]) -> None:
    assert [m["code"] for m in plan["maatregelen"] if m["standen"][0]["twijfel"]] == [
        "1.2",
        "1.4",
        "1.5",
        "1.7",
        "1.8",
        "2.3",
        "3.3",
        "3.4",
        "5.3",
        "5.4",
    ]


def test_standen_hebben_tekst_en_geen_licht(plan: dict[str, Any]) -> None:
    leeg = ("oorzaak", "gevolg", "bijsturing", "afwijking_reden")
    standen = [stand for m in plan["maatregelen"] for stand in m["standen"]]
    assert [stand for stand in standen if not stand["tekst"]] == []
    assert {
        (s["tijd"], s["geld"], s["resultaat"], s["totaal"], s["grijs_reden"]) for s in standen
    } == {("grijs", "grijs", "grijs", "grijs", "geen licht in de bron")}
    assert {stand[veld] for stand in standen for veld in leeg} == {""}


def test_fase_op_1_oktober_2018(plan: dict[str, Any]) -> None:
    per_fase: dict[str, list[str]] = {}
    for maatregel in plan["maatregelen"]:
        per_fase.setdefault(maatregel["fase"], []).append(maatregel["code"])
    assert per_fase == {
        "gepland": ["1.1", "1.2", "1.6", "2.6"],
        "in voorbereiding": [
            "1.7", "1.9", "2.2", "2.3", "2.4", "2.5", "2.9", "3.1", "4.1", "4.2", "5.3",
        ],
        "in uitvoering": [
            "1.3", "1.5", "1.8", "2.1", "2.7", "2.8", "2.10", "3.2", "3.3", "3.5", "3.6",
            "4.3", "4.4", "5.1", "5.2", "5.4",
        ],
        "doorlopend": ["1.4", "3.4"],
    }  # fmt: skip


# Texts of the sheet.

LANGE_VELDEN = ("aanleiding", "doel", "effecten")


def test_elk_blad_heeft_een_aanleiding_doelstelling_en_effecten(plan: dict[str, Any]) -> None:
    leeg = {(m["code"], veld) for m in plan["maatregelen"] for veld in LANGE_VELDEN if not m[veld]}
    assert leeg == set()


def test_tien_bladen_zonder_opmerkingen(plan: dict[str, Any]) -> None:
    zonder = [m["code"] for m in plan["maatregelen"] if not m["opmerkingen"]]
    assert zonder == ["1.1", "1.2", "1.3", "1.4", "1.6", "1.9", "2.6", "3.1", "3.3", "3.6"]


def test_alleen_3_2_heeft_een_tweede_titel(plan: dict[str, Any]) -> None:
    assert {m["code"]: m["ondertitel"] for m in plan["maatregelen"] if m["ondertitel"]} == {
        "3.2": "Onderzoek verbetering/versterking samenwerking basisteam"
    }


def test_velden_die_dit_plan_niet_kent_blijven_leeg(plan: dict[str, Any]) -> None:
    velden = ("doelgroep", "aanpak", "doelen", "contextcijfers", "besparingen")
    assert [(m["code"], v) for m in plan["maatregelen"] for v in velden if m[v]] == []


# Results.


def test_resultaten_per_blad(plan: dict[str, Any]) -> None:
    telling: dict[str, list[int]] = {}
    for maatregel in plan["maatregelen"]:
        telling.setdefault(maatregel["thema"], []).append(len(maatregel["resultaten"]))
    assert telling == {
        "1": [4, 1, 4, 2, 1, 1, 1, 5, 5],
        "2": [6, 4, 3, 3, 3, 0, 4, 4, 2, 6],
        "3": [3, 4, 3, 2, 2, 3],
        "4": [3, 4, 5, 5],
        "5": [5, 13, 2, 0],
    }


def test_resultaten_met_een_richting(plan: dict[str, Any]) -> None:
    richtingen = {
        m["code"]: [r["richting"] for r in m["resultaten"]]
        for m in plan["maatregelen"]
        if any(r["richting"] for r in m["resultaten"])
    }
    assert richtingen == {
        "2.5": ["afname", "", "afname"],
        "3.1": ["afname"] * 3,
        "3.2": ["afname"] * 4,
        "3.6": ["afname", "", ""],
        "4.4": ["afname", "toename", "toename", "afname", "toename"],
    }


@pytest.mark.parametrize(
    ("product", "codes"),
    [
        ("45A04", ["3.1", "3.2", "4.1", "4.2", "4.3"]),
        ("45A51", ["4.1", "4.2", "4.3"]),
        ("45A53", ["3.1", "3.2"]),
        ("51G01", ["3.1", "3.2"]),
    ],
)
def test_producten_in_de_resultaten(plan: dict[str, Any], product: str, codes: list[str]) -> None:
    met = [(m["code"], r["tekst"]) for m in plan["maatregelen"] for r in m["resultaten"]]
    assert [code for code, tekst in met if product in tekst] == codes


def test_normen(plan: dict[str, Any]) -> None:
    normen = {
        m["code"]: [r["norm"] for r in m["resultaten"] if r["norm"]]
        for m in plan["maatregelen"]
        if any(r["norm"] for r in m["resultaten"])
    }
    assert normen == {
        "1.4": ["Periodiek", "Periodiek"],
        "1.5": ["Iedere maand"],
        "1.6": ["1x per jaar"],
        "1.8": ["Periodiek", "Ad hoc"],
        "2.2": ["Maandelijks"],
        "2.4": ["Minimaal 2 consulenten"],
        "2.10": ["10 werkdagen", "Minder dan 8 weken", "Per jaar", "36 uur"],
        "3.4": ["Periodiek"],
        "3.5": ["Twee keer per jaar", "Elke twee maanden"],
        "4.1": ["24 uur per dag"],
        "4.4": ["Per kwartaal"],
        "5.1": ["100%"],
    }


def test_alleen_werkprocessen_zijn_deels_bereikt(plan: dict[str, Any]) -> None:
    standen = [(m["code"], r["toestand"]) for m in plan["maatregelen"] for r in m["resultaten"]]
    assert Counter(rij for rij in standen if rij[1] != "nog niet") == {("5.2", "deels"): 7}


# Money.

ONBEKEND = {
    **dict.fromkeys(["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"], "N.t.b."),
    "1.8": "n.t.b.",
    "2.6": "Nnb",
    "2.10": "NNTB",
    **dict.fromkeys(["3.1", "3.3", "3.4", "3.5"], "N.t.b."),
}


def _investeringen(plan: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {m["code"]: m["bladen"][0]["investeringen"] for m in plan["maatregelen"]}


def _dekking(plan: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {
        m["code"]: m["bladen"][0]["dekking"]
        for m in plan["maatregelen"]
        if m["bladen"][0]["dekking"]
    }


def test_217500_euro_en_2_4_fte_voor_2019(plan: dict[str, Any]) -> None:
    rijen = plan["plan"]["investeringen"]
    assert [(r["sleutel"], r["bedrag"], r["fte"]) for r in rijen] == [
        ("plan/i1", "82500.00", "1.00"),
        ("plan/i2", "74000.00", "0.90"),
        ("plan/i3", "26000.00", "0.50"),
        ("plan/i4", "25000.00", None),
        ("plan/i5", "10000.00", None),
    ]
    assert sum(Decimal(r["bedrag"]) for r in rijen) == Decimal("217500")
    assert sum(Decimal(r["fte"] or 0) for r in rijen) == Decimal("2.4")


def test_het_geld_van_het_plan_is_incidenteel_en_alleen_voor_2019(plan: dict[str, Any]) -> None:
    assert [
        (r["staat"], r["aard"], r["per"], r["van"], r["tot_en_met"], r["letterlijk"])
        for r in plan["plan"]["investeringen"]
    ] == [
        ("bedrag", "incidenteel", "totaal", "2019", "2019", "€ 82.500,--"),
        ("bedrag", "incidenteel", "totaal", "2019", "2019", "€ 74.000,"),
        ("bedrag", "incidenteel", "totaal", "2019", "2019", "€ 26.000,--"),
        ("bedrag", "incidenteel", "totaal", "2019", "2019", "€ 25.000,--"),
        ("bedrag", "incidenteel", "totaal", "2019-01-01", "2019-03-31", "€ 10.000.—"),
    ]


def test_de_verdeling_van_de_dekking_van_het_plan_is_niet_bekend(plan: dict[str, Any]) -> None:
    programma = "Programma 1 “Participatie Meedoen en Zelfredzaamheid”"
    assert [
        (r["sleutel"], r["bron"], r["status"], r["staat"], r["bedrag"], bool(r["voorwaarde"]))
        for r in plan["plan"]["dekking"]
    ] == [
        ("plan/d1", programma, "voorgenomen", "n.t.b.", None, False),
        ("plan/d2", "Reserve Sociaal Domein", "voorgenomen", "n.t.b.", None, True),
        ("plan/d3", programma, "voorgenomen", "n.t.b.", None, False),
    ]


def test_geen_deelproject_heeft_nieuw_geld(plan: dict[str, Any]) -> None:
    rijen = [rij for rijen in _investeringen(plan).values() for rij in rijen]
    assert [rij["sleutel"] for rij in rijen if rij["staat"] in ("bedrag", "uren", "p.m.")] == []
    assert [t["code"] for t in plan["themas"] if t["investeringen"] or t["dekking"]] == []


def test_veertien_bladen_met_onbekende_kosten(plan: dict[str, Any]) -> None:
    rijen = _investeringen(plan)
    assert len(ONBEKEND) == 14
    assert {code: [(r["staat"], r["letterlijk"]) for r in rijen[code]] for code in ONBEKEND} == {
        code: [("n.t.b.", letterlijk)] for code, letterlijk in ONBEKEND.items()
    }


def test_twee_bladen_zonder_kosten_ingevuld(plan: dict[str, Any]) -> None:
    leeg = [
        c for c, rijen in _investeringen(plan).items() if [r["staat"] for r in rijen] == ["leeg"]
    ]
    assert leeg == ["2.5", "4.2"]


def test_vier_bladen_zonder_kosten(plan: dict[str, Any]) -> None:
    geen = {
        code: (rijen[0]["staat"], rijen[0]["letterlijk"])
        for code, rijen in _investeringen(plan).items()
        if {r["staat"] for r in rijen} <= {"nihil", "n.v.t."}
    }
    assert geen == {
        "1.9": ("nihil", "Geen."),
        "2.2": ("nihil", "nihil"),
        "5.2": ("nihil", "Geen nieuwe of extra kosten"),
        "5.4": ("n.v.t.", "N.v.t."),
    }


def test_vier_bladen_met_een_bedrag_uit_bestaand_budget(plan: dict[str, Any]) -> None:
    met = [(c, r) for c, rijen in _investeringen(plan).items() for r in rijen if r["bedrag"]]
    assert [(c, r["staat"], r["bedrag"], r["letterlijk"]) for c, r in met] == [
        ("2.8", "binnen bestaand", "14000.00", "€ 14.000"),
        ("2.9", "binnen bestaand", "5000.00", "+/- 5.000 euro"),
        ("3.2", "binnen bestaand", "40000.00", "€ 40.000"),
        ("4.1", "binnen bestaand", "34000.00", "34.000"),
    ]
    assert sum(Decimal(r["bedrag"]) for _, r in met) == Decimal("93000")
    assert [(r["per"], bool(r["twijfel"])) for _, r in met] == [("onbekend", True)] * 4


def test_negen_bladen_met_kosten_in_woorden(plan: dict[str, Any]) -> None:
    overig = {
        code: [rij["staat"] for rij in rijen]
        for code, rijen in _investeringen(plan).items()
        if code not in [*ONBEKEND, "2.5", "4.2", "1.9", "2.2", "5.2", "5.4"]
        and not any(rij["bedrag"] for rij in rijen)
    }
    assert overig == {
        "2.1": ["n.t.b."],
        "2.3": ["n.t.b."],
        "2.4": ["n.t.b."],
        "2.7": ["binnen bestaand", "n.t.b."],
        "3.6": ["binnen bestaand", "n.t.b."],
        "4.3": ["binnen bestaand", "n.t.b."],
        "4.4": ["binnen bestaand"],
        "5.1": ["n.t.b.", "n.t.b."],
        "5.3": ["binnen bestaand", "n.t.b."],
    }


def test_bronnen_van_dekking_op_de_bladen(plan: dict[str, Any]) -> None:
    assert {
        code: [(rij["bron"], rij["status"], rij["bedrag"]) for rij in rijen]
        for code, rijen in _dekking(plan).items()
    } == {
        "2.7": [("Implementatiemiddelen Beschermd Wonen", "voorgenomen", None)],
        "2.8": [
            ("Product 44.01", "besloten", "14000.00"),
            ("Uitvoeringsmiddelen verbindingsfunctionaris", "voorgenomen", None),
        ],
        "3.2": [("WMO uitvoeringsplan (fcl 46.03)", "voorgenomen", "40000.00")],
        "3.6": [("Niet genoemd", "voorgenomen", None)],
        "4.1": [("Product 44.01 (cliëntondersteuning)", "voorgenomen", "34000.00")],
        "4.3": [("Bestaande overeenkomsten en subsidies", "besloten", None)],
        "4.4": [("Product 44", "besloten", None)],
        "5.3": [("Koersdocument Oost Groningen (vanuit Wmo)", "voorgenomen", None)],
    }


def test_de_dekking_van_4_4_stopt_en_dat_is_onzeker(plan: dict[str, Any]) -> None:
    (rij,) = _dekking(plan)["4.4"]
    assert (rij["letterlijk"], rij["tot_en_met"]) == ("Tot 2020", "2019")
    assert "2021" in rij["twijfel"]


def test_2_4_noemt_geld_van_een_ander_blad(plan: dict[str, Any]) -> None:
    assert {
        m["code"]: [rij["sleutel"] for rij in m["bladen"][0]["vermeldingen"]]
        for m in plan["maatregelen"]
        if m["bladen"][0]["vermeldingen"]
    } == {"2.4": ["1.7/-/i1", "plan/i5"]}


def test_geldregels_zijn_genummerd_per_blad(plan: dict[str, Any]) -> None:
    for maatregel in plan["maatregelen"]:
        for soort, letter in (("investeringen", "i"), ("dekking", "d")):
            rijen = maatregel["bladen"][0][soort]
            assert [rij["sleutel"] for rij in rijen] == [
                f"{maatregel['code']}/-/{letter}{nummer}" for nummer in range(1, len(rijen) + 1)
            ]


# Relations.

# The 11 trainings in the Opmerkingen of 2.1: source sheet and quarter, in the order of the list.
SCHOLINGEN = [
    ("2.1", "2018-Q4"),
    ("2.2", "2019-Q1"),
    ("2.1", "2019-Q2"),
    ("2.1", "2019-Q3"),
    ("2.2", "2019-Q4"),
    ("2.2", "2019-Q1"),
    ("2.3", "2019-Q3"),
    ("2.4", "2019-Q1"),
    ("2.5", "2019-Q1"),
    ("2.8", "2019-Q4"),
    ("2.9", "2019-Q3"),
]


def _samenhang(plan: dict[str, Any], veld: str) -> dict[str, list[str]]:
    """Return per code what its rows name in this field, each once, in sheet order."""
    return {
        m["code"]: list(dict.fromkeys(rij[veld] for rij in m["samenhang"] if rij[veld]))
        for m in plan["maatregelen"]
        if any(rij[veld] for rij in m["samenhang"])
    }


def test_verbanden_met_een_ander_deelproject(plan: dict[str, Any]) -> None:
    assert _samenhang(plan, "maatregel") == {
        "1.1": ["2.1"],
        "1.3": ["1.2"],
        "1.4": ["3.2", "3.1", "4.1", "1.8"],
        "1.5": ["1.8"],
        "2.1": ["2.2", "2.3", "2.4", "2.5", "2.8", "2.9"],
        "2.2": ["2.1", "1.8"],
        "2.3": ["2.1"],
        "2.4": ["1.7", "2.1"],
        "2.5": ["2.3", "2.4", "1.7"],
        "2.7": ["1.7", "2.1"],
        "3.1": ["1.8", "3.5"],
        "3.2": ["4.1", "1.8", "3.5"],
        "4.2": ["4.1"],
        "4.3": ["3.5"],
        "5.1": ["1.7", "5.3"],
        "5.2": ["1.6", "1.7"],
        "5.3": ["5.1"],
    }


def test_verbanden_met_een_heel_project(plan: dict[str, Any]) -> None:
    assert _samenhang(plan, "thema") == {
        **{code: ["2"] for code in ("1.1", "1.2", "1.3", "1.5", "1.7", "3.6")},
        "1.6": ["2", "4"],
        "1.9": ["1"],
        "2.3": ["5", "1"],
        "2.5": ["5"],
        "2.6": ["3", "1"],
        "2.8": ["1"],
        "3.1": ["1", "2"],
        "3.2": ["1", "2"],
        "3.3": ["1", "2", "5"],
        "3.5": ["4"],
        "4.1": ["3"],
        "4.2": ["3"],
        "4.3": ["3", "4"],
        "4.4": ["3"],
        "5.1": ["3", "2"],
    }


def test_verbanden_met_iets_anders(plan: dict[str, Any]) -> None:
    assert _samenhang(plan, "buiten") == {
        "1.7": ["Andere systemen voor informatie in het Sociaal Domein"],
        "1.8": ["Alle werkgroepen"],
        "1.9": ["Data-analist Gustaaf Stevens"],
        "2.1": ["Wisselt per thema", "Blad 2.1 zelf"],
        "2.2": ["Alle werkgroepen"],
        "2.10": ["Vrijwel alle maatregelen van de taskforce"],
        "3.4": ["Andere werkgroepen"],
    }


def test_twee_bladen_zonder_samenhang(plan: dict[str, Any]) -> None:
    assert [m["code"] for m in plan["maatregelen"] if not m["samenhang"]] == ["2.9", "5.4"]


def test_elk_verband_wijst_naar_precies_een_ding(plan: dict[str, Any]) -> None:
    velden = ("maatregel", "thema", "organisatie", "buiten")
    rijen = [rij for m in plan["maatregelen"] for rij in m["samenhang"]]
    assert {sum(bool(rij[veld]) for veld in velden) for rij in rijen} == {1}


def test_elf_scholingen_op_blad_2_1(plan: dict[str, Any]) -> None:
    rijen = [r for r in _maatregel(plan, "2.1")["samenhang"] if r["soort"] == "taak voor ander"]
    assert [(r["maatregel"] or "2.1", r["periode"]["wanneer"]) for r in rijen] == SCHOLINGEN
    assert {r["buiten"] for r in rijen if not r["maatregel"]} == {"Blad 2.1 zelf"}


def test_scholingen_per_kwartaal(plan: dict[str, Any]) -> None:
    assert per_kwartaal([r for r in _maatregel(plan, "2.1")["samenhang"] if r["periode"]]) == {
        "2018-Q4": 1,
        "2019-Q1": 4,
        "2019-Q2": 1,
        "2019-Q3": 3,
        "2019-Q4": 2,
    }


def test_taken_voor_anderen_met_een_tijdstip(plan: dict[str, Any]) -> None:
    assert [
        (m["code"], rij["maatregel"] or rij["thema"], rij["periode"]["letterlijk"])
        for m in plan["maatregelen"]
        for rij in m["samenhang"]
        if rij["periode"] and m["code"] != "2.1"
    ] == [
        ("3.1", "1", "per startdatum nieuwe werkwijze"),
        ("3.1", "2", "vanaf Q4 2019"),
        ("3.1", "3.5", "Vanaf Q1 2020"),
        ("3.2", "1", "per startdatum nieuwe werkwijze"),
        ("3.2", "2", "vanaf Q3 2019"),
        ("3.2", "3.5", "Vanaf Q4 2019"),
        ("3.3", "1", "per Q1 2019"),
    ]


@pytest.mark.parametrize(
    ("code", "naar", "woord"),
    [
        ("1.4", "3.1", "3.2"),
        ("1.4", "4.1", "lokaal, goedkopere alternatieven"),
        ("2.5", "2.3", "2.4"),
        ("2.5", "2.4", "2.3"),
        ("5.1", "5.3", "toezichthoudende taak"),
        ("5.3", "5.1", "toetsingskader kwaliteit"),
    ],
)
def test_een_verkeerde_verwijzing_staat_bij_twijfel(
    plan: dict[str, Any], code: str, naar: str, woord: str
) -> None:
    (rij,) = [r for r in _maatregel(plan, code)["samenhang"] if r["maatregel"] == naar]
    assert woord in rij["twijfel"]


# Risks and decisions.


def test_risicos_van_het_geheel_zijn_van_de_regiegroep(plan: dict[str, Any]) -> None:
    assert [rij["eigenaar"] for rij in plan["plan"]["risicos"]] == [None, None]


def test_risicos_per_blad(plan: dict[str, Any]) -> None:
    assert {m["code"]: len(m["risicos"]) for m in plan["maatregelen"] if m["risicos"]} == {
        "2.1": 1,
        "2.2": 1,
        "2.3": 2,
        "2.4": 2,
        "2.7": 1,
        "2.8": 1,
        "2.9": 1,
        "2.10": 1,
        "3.4": 1,
        "3.5": 1,
        "4.4": 2,
        "5.1": 1,
        "5.3": 1,
    }


def test_de_raad_besluit_over_de_reserve(plan: dict[str, Any]) -> None:
    (rij,) = plan["plan"]["besluitmomenten"]
    assert (rij["orgaan"], rij["soort"], rij["genomen_op"]) == ("raad", "besluit", None)
    assert rij["verwacht"] == {
        "soort": "jaar",
        "wanneer": "2019",
        "letterlijk": "voorjaarsnota 2019",
    }


def test_besluitmomenten_per_blad(plan: dict[str, Any]) -> None:
    assert [
        (rij["regel"], rij["soort"], rij["orgaan"], rij["verwacht"].get("wanneer"))
        for m in plan["maatregelen"]
        for rij in m["besluitmomenten"]
    ] == [
        ("1.7/-/1", "besluit", "niet genoemd", "2018-Q4"),
        ("2.8/-/1", "besluit", "niet genoemd", "2018-Q3"),
        ("2.10/-/4", "besluit", "manager en MT", "2019-Q1"),
        ("3.1/-/3", "besluit", "college", "2019-Q4"),
        ("3.2/-/3", "besluit", "college", "2019-Q3"),
        ("4.1/-/3", "besluit", "niet genoemd", "2019-Q3"),
        (None, "advies", "Participatieraad", None),
        (None, "besluit", "college", None),
        ("5.1/-/4", "besluit", "niet genoemd", "2019-Q1"),
        ("5.4/-/2", "besluit", "niet genoemd", "2019-Q1"),
    ]


def test_een_besluitmoment_valt_gelijk_met_zijn_planningsregel(plan: dict[str, Any]) -> None:
    for maatregel in plan["maatregelen"]:
        for rij in maatregel["besluitmomenten"]:
            if rij["regel"]:
                periode = _regel(plan, rij["regel"])["periode"]
                assert rij["verwacht"]["wanneer"] == periode["wanneer"]
