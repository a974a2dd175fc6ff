"""The plan of Stadskanaal in fixtures/ against the numbers counted by hand in its source.

The expected numbers come from reading the document, not from the fixture.
"""

from collections import Counter
from typing import Any

import pytest

from maatregelen.tests.fixtures_lezen import lees, per_kwartaal, planregels, trekkers, valideer

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


def test_kop_van_het_plan(plan: dict[str, Any]) -> None:
    assert plan["gemeente"] == {
        "slug": "stadskanaal",
        "naam": "Stadskanaal",
        "cbs_code": "0037",
    }
    assert plan["plan"] == {
        "slug": "plan-van-aanpak-taskforce-jeugdwet",
        "titel": "Plan van aanpak Taskforce Jeugdwet gemeente Stadskanaal 2018 – 2021",
        "van": "2018-01-01",
        "tot_en_met": "2021-12-31",
        "ritme_maanden": 6,
        "naam_overleg": "regiegroep",
        "naam_thema": "Project",
        "naam_maatregel": "Deelproject",
        "voorzitter": None,
        "samensteller": "procesregisseur",
        "opdrachtgever": None,
        "bron": {
            "titel": "Plan van aanpak Taskforce Jeugdwet gemeente Stadskanaal 2018 – 2021",
            "datum": "2018-10-01",
        },
        "vaststellingen": [],
    }


def test_vijf_projecten_met_hun_leiders(plan: dict[str, Any]) -> None:
    namen = _namen(plan)
    assert [
        (t["code"], t["titel"], [namen[leider] for leider in t["leiders"]]) for t in plan["themas"]
    ] == [
        ("1", "Data-analyse", ["Bert Wever"]),
        ("2", "Organisatie en inrichting van de toegang", ["Yolande de Wilde"]),
        ("3", "Ketensamenwerking", ["Marjan Brongers"]),
        ("4", "Preventie", ["Robert Heuving"]),
        ("5", "Administratieve Organisatie", ["Yolande de Wilde"]),
    ]
    assert plan["clusters"] == []


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
        "onbepaald": 18,
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
        "2.1/-/1": "Loopt door 31-12-2020",
        "2.2/-/1": "Planning bij projectblad 2.1",
        **{f"3.3/-/{nummer}": "" for nummer in range(1, 12)},
        "3.4/-/1": "",
    }


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
    assert Counter(p["soort"] for p in plan["personen"]) == {"persoon": 16, "functie": 4}
    assert {
        p["naam"]: p["ook_geschreven_als"] for p in plan["personen"] if p["ook_geschreven_als"]
    } == {
        "Yolande de Wilde": ["Yolanda de Wilde", "Yolanda"],
        "Marjan Brongers": ["Marjan"],
        "Robert Heuving": ["Robert"],
        "Floor Aukema": ["Floor"],
        "Eddie de Tiège": ["Edie de Tiège", "de heer de Tiège"],
        "Manager Maatschappelijke Zaken": ["Manager geheel MaZa", "manager MZ"],
    }
    assert plan["organisaties"] == [
        {"sleutel": "communicatie", "naam": "Communicatie", "soort": "afdeling"}
    ]


def test_alle_verwijzingen_naar_personen_bestaan(plan: dict[str, Any]) -> None:
    sleutels = [wie["sleutel"] for wie in plan["personen"] + plan["organisaties"]]
    assert len(sleutels) == len(set(sleutels)) == 21
    gebruikt = {b["wie"] for m in plan["maatregelen"] for b in m["betrokkenen"]}
    gebruikt |= {leider for thema in plan["themas"] for leider in thema["leiders"]}
    gebruikt |= {plan["plan"]["samensteller"]}
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
