"""Het berekende licht voor geld: elke cel van de tabel, met geld uit twee openbare plannen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeugdhulp.kalender import lees_wanneer
from jeugdhulp.stoplicht import ERNST, Licht
from maatregelen.geld import Bestedingsregel, Dekkingsregel, Geldregel, Plek
from maatregelen.stoplicht import Drempels, Feiten, Geldfeiten, Oordeel
from maatregelen.stoplicht.geld import beoordeel, zonder_dekking

# How long an example takes says nothing.
eigenschap = settings(deadline=None)
PEILDATUM = date(2019, 7, 15)
BLAD = Plek(1, 11, 1)
ANDER_BLAD = Plek(1, 11, 3)


def _geld(bedrag: str | None, wanneer: str, anders: dict[str, Any]) -> dict[str, Any]:
    van, streep, tot = wanneer.partition("/")
    begin = lees_wanneer(van) if van else None
    einde = lees_wanneer(tot)[2] if tot else None if streep or not begin else begin[2]
    som = {"bedrag": Decimal(bedrag), "staat": "bedrag", "per": "jaar"} if bedrag else {}
    dagen = {"van": begin[1] if begin else None, "tot_en_met": einde}
    return {"plek": BLAD} | dagen | som | anders


def kosten(bedrag: str | None = None, wanneer: str = "2019", **anders: Any) -> Geldregel:
    return Geldregel(**_geld(bedrag, wanneer, anders))


def dekking(
    bedrag: str | None = None, wanneer: str = "2019", status: str = "besloten", **anders: Any
) -> Dekkingsregel:
    anders = {"bron": "algemene reserve", "status": status} | anders
    return Dekkingsregel(**_geld(bedrag, wanneer, anders))


def verwacht(bedrag: str | None, *, blad: int = 1, **anders: Any) -> Bestedingsregel:
    """What the controller expects for 2019, as delivered on 1 July."""
    anders = {"plek": BLAD, "jaar": 2019, "peildatum": date(2019, 7, 1)} | anders
    return Bestedingsregel(blad=blad, verwacht=Decimal(bedrag) if bedrag else None, **anders)


def reken(
    investeringen: Any = (),
    dekkingen: Any = (),
    bestedingen: Any = (),
    *,
    peildatum: date = PEILDATUM,
    drempels: Drempels | None = None,
    **anders: Any,
) -> Oordeel:
    geld = Geldfeiten(investeringen, dekkingen, bestedingen, **anders)
    return beoordeel(Feiten(geld=geld), peildatum, drempels or Drempels())


# 1a of Het Hogeland in 2019: € 140.000 once, from the vrije kavel and the algemene reserve.
A1 = kosten("140000", aard="incidenteel")
KAVEL = dekking("80000", "2019/", bron="vrije kavel", aard="structureel")
RESERVE = dekking("60000", aard="incidenteel", alternatief_bedrag=Decimal(120000))


@pytest.mark.parametrize(
    ("investeringen", "dekkingen", "bestedingen", "kleur"),
    [
        pytest.param([A1], [KAVEL, RESERVE], [verwacht("140000")], "groen", id="besloten en past"),
        pytest.param([A1], [KAVEL, RESERVE], [verwacht("0")], "groen", id="er gaat niets uit"),
        pytest.param(
            [A1], [KAVEL, RESERVE], [verwacht("140000.01")], "oranje", id="een cent erboven"
        ),
        pytest.param([A1], [KAVEL, RESERVE], [verwacht("154000")], "oranje", id="precies 10%"),
        pytest.param([A1], [KAVEL, RESERVE], [verwacht("154000.01")], "rood", id="meer dan 10%"),
        pytest.param([A1], [KAVEL, RESERVE], [], "grijs", id="geen verwachting aangeleverd"),
        pytest.param(
            [A1], [KAVEL, RESERVE], [verwacht(None)], "grijs", id="aangeleverd zonder verwachting"
        ),
        pytest.param([A1], [KAVEL], [verwacht("140000")], "rood", id="voor 60.000 geen dekking"),
        pytest.param([A1], [], [verwacht("140000")], "rood", id="geen dekking"),
        pytest.param(
            [A1],
            [KAVEL, replace(RESERVE, status="afgewezen")],
            [verwacht("140000")],
            "rood",
            id="afgewezen",
        ),
        *(
            pytest.param(
                [A1],
                [KAVEL, replace(RESERVE, status=status)],
                [verwacht("140000")],
                "oranje",
                id=status,
            )
            for status in ("voorgenomen", "aangevraagd", "voorwaardelijk")
        ),
        pytest.param(
            [A1],
            [KAVEL, RESERVE, dekking("10000", status="aangevraagd")],
            [verwacht("140000")],
            "groen",
            id="al besloten, daarbij nog iets gevraagd",
        ),
        pytest.param(
            [A1],
            [KAVEL, RESERVE, dekking("60000", status="afgewezen", bron="kadernota")],
            [verwacht("140000")],
            "groen",
            id="afgewezen, en uit een andere bron besloten",
        ),
        pytest.param(
            [kosten("320000", "2019/", aard="structureel")],
            [dekking("320000", aard="incidenteel", bron="Transformatiefonds")],
            [verwacht("320000")],
            "oranje",
            id="structureel uit tijdelijk geld",
        ),
        pytest.param(
            [kosten("320000", "2019/", aard="structureel")],
            [dekking("320000", "2019/", aard="structureel", bron="kadernota")],
            [verwacht("320000")],
            "groen",
            id="structureel uit structureel",
        ),
        pytest.param([kosten(staat="p.m.")], [], [], "oranje", id="kosten p.m. (aankoop pand, 2c)"),
        pytest.param([kosten(staat="n.t.b.")], [], [], "oranje", id="kosten n.t.b. (5b)"),
        pytest.param(
            [A1],
            [KAVEL, dekking(staat="p.m.", status="aangevraagd")],
            [verwacht("140000")],
            "oranje",
            id="dekking p.m.",
        ),
        pytest.param(
            [kosten(staat="uren", fte=Decimal("0.5"), wanneer="2019-Q3/2021-Q4")],
            [dekking(staat="p.m.", status="aangevraagd", bron="kadernota")],
            [],
            "oranje",
            id="0,5 fte met dekking uit de kadernota p.m. (1c)",
        ),
        pytest.param([kosten(staat="nihil")], [], [], "grijs", id="nihil (2.2)"),
        pytest.param([kosten(staat="n.v.t.")], [], [], "grijs", id="n.v.t."),
        pytest.param(
            [kosten(staat="binnen bestaand")], [], [], "grijs", id="binnen bestaande middelen"
        ),
        pytest.param(
            [kosten("14000", staat="binnen bestaand")],
            [],
            [],
            "grijs",
            id="bestaand budget met een bedrag (2.8)",
        ),
        pytest.param(
            [kosten(staat="uren", fte=Decimal("0.22"))], [], [], "grijs", id="alleen uren"
        ),
        pytest.param([kosten(staat="leeg")], [], [], "grijs", id="niets ingevuld (2.5)"),
        pytest.param([], [], [], "grijs", id="geen regel over geld"),
        pytest.param(
            [kosten(staat="nihil")], [], [verwacht("1")], "rood", id="nihil en toch uitgaven"
        ),
        pytest.param([kosten("0")], [], [verwacht("0")], "groen", id="nul begroot en nul verwacht"),
        pytest.param([kosten("320000", "2020/")], [], [], "grijs", id="kost pas volgend jaar geld"),
    ],
)
def test_dit_jaar(investeringen: Any, dekkingen: Any, bestedingen: Any, kleur: str) -> None:
    assert reken(investeringen, dekkingen, bestedingen).licht == kleur


def test_geld_dat_elders_telt_wordt_daar_beoordeeld() -> None:
    """The € 50.000 of 3b is counted at 2c."""
    assert reken(elders=["maatregel 2c"]).licht == "grijs"


@pytest.mark.parametrize(("hoger", "kleur"), [(False, "rood"), (True, "oranje")])
def test_dekking_van_het_hele_plan_is_dekking(hoger: bool, kleur: str) -> None:
    """The € 217.500 of Stadskanaal is covered at the plan, not at a sheet."""
    assert reken([kosten("25000")], dekking_hoger=hoger).licht == kleur


@pytest.mark.parametrize(
    ("besloten", "kleur"),
    [
        ({}, "rood"),
        ({2019: True}, "rood"),
        ({2019: False}, "grijs"),
        ({2018: False}, "rood"),
    ],
)
def test_een_jaar_zonder_begroting_wordt_niet_beoordeeld(
    besloten: dict[int, bool], kleur: str
) -> None:
    assert reken([A1], begroting_besloten=besloten).licht == kleur


@pytest.mark.parametrize(
    ("besloten", "kleur"), [({}, "groen"), ({2020: False}, "groen"), ({2020: True}, "rood")]
)
def test_volgend_jaar_telt_vanaf_het_begrotingsbesluit(
    besloten: dict[int, bool], kleur: str
) -> None:
    """1a: € 320.000 from 2020, for which the vrije kavel has € 80.000."""
    volgend = kosten("320000", "2020/", aard="structureel")
    gevonden = reken(
        [A1, volgend], [KAVEL, RESERVE], [verwacht("140000")], begroting_besloten=besloten
    )

    assert gevonden.licht == kleur


@pytest.mark.parametrize(
    ("peildatum", "kleur"), [(date(2019, 12, 31), "groen"), (date(2020, 1, 1), "rood")]
)
def test_op_1_januari_begint_een_nieuw_begrotingsjaar(peildatum: date, kleur: str) -> None:
    volgend = kosten("320000", "2020/", aard="structureel")
    gevonden = reken([A1, volgend], [RESERVE, KAVEL], [verwacht("140000")], peildatum=peildatum)

    assert gevonden.licht == kleur


@pytest.mark.parametrize(("aanname", "kleur"), [("jaar", "oranje"), ("totaal", "rood")])
def test_een_aanname_telt_als_aanname(aanname: str, kleur: str) -> None:
    """2c: € 50.000 for 2020, 2021 and 2022, a year or in all; in all it is € 16.666,67 a year."""
    gedeeld = kosten("50000", "2020/2022", per="onbekend", aanname=aanname)
    gedekt = dekking("50000", "2020/2022", per="onbekend", aanname=aanname)
    besteding = verwacht("52000", jaar=2020, peildatum=date(2020, 6, 1))

    assert reken([gedeeld], [gedekt], [besteding], peildatum=date(2020, 7, 1)).licht == kleur


def test_een_ander_bedrag_dekt_niets_bij() -> None:
    """ "€ 60.000 / € 120.000": the second is never added."""
    ruim = kosten("200000", aard="incidenteel")

    assert reken([ruim], [KAVEL, RESERVE], [verwacht("140000")]).licht == "rood"


@pytest.mark.parametrize(
    ("tweede", "kleur"), [("40000", "groen"), ("60000", "oranje"), ("60001", "rood")]
)
def test_de_bladen_van_een_maatregel_tellen_samen(tweede: str, kleur: str) -> None:
    bladen = [kosten("100000"), kosten("50000", plek=ANDER_BLAD)]
    bestedingen = [verwacht("105000"), verwacht(tweede, blad=2, plek=ANDER_BLAD)]

    assert reken(bladen, [dekking("150000")], bestedingen).licht == kleur


def test_zonder_verwachting_van_elk_blad_is_er_geen_oordeel() -> None:
    bladen = [kosten("100000"), kosten("50000", plek=ANDER_BLAD)]
    bestedingen = [verwacht("90000"), verwacht(None, blad=2, plek=ANDER_BLAD)]

    assert reken(bladen, [dekking("150000")], bestedingen).licht == "grijs"


@pytest.mark.parametrize(("peildatum", "kleur"), [("2019-06-30", "grijs"), ("2019-07-01", "groen")])
def test_een_verwachting_telt_vanaf_haar_eigen_dag(peildatum: str, kleur: str) -> None:
    gevonden = reken(
        [A1], [KAVEL, RESERVE], [verwacht("140000")], peildatum=date.fromisoformat(peildatum)
    )

    assert gevonden.licht == kleur


@pytest.mark.parametrize(("procent", "kleur"), [(0, "rood"), (9, "rood"), (10, "oranje")])
def test_een_plan_kiest_zijn_eigen_drempel(procent: int, kleur: str) -> None:
    gevonden = reken(
        [A1],
        [KAVEL, RESERVE],
        [verwacht("154000")],
        drempels=Drempels(overschrijding_procent=procent),
    )

    assert gevonden.licht == kleur


def test_een_opbrengst_is_geen_gat() -> None:
    """A negative investering needs no dekking."""
    assert reken([kosten("-5000")], [], [verwacht("-5000")]).licht == "groen"


@pytest.mark.parametrize(
    ("staat", "kleur"),
    [
        ("n.t.b.", "oranje"),
        ("p.m.", "oranje"),
        ("nihil", "grijs"),
        ("n.v.t.", "grijs"),
        ("binnen bestaand", "grijs"),
        ("uren", "grijs"),
        ("leeg", "grijs"),
    ],
)
def test_wat_geen_jaar_en_geen_bedrag_heeft_zegt_iets_over_elk_jaar(staat: str, kleur: str) -> None:
    """ "N.t.b." stands on 12 of the 33 sheets of Stadskanaal, and nowhere with a year."""
    gevonden = reken([kosten(staat=staat, wanneer="")])

    assert gevonden.licht == kleur
    assert "welk jaar" not in gevonden.feiten[0].tekst


def test_wat_voorbij_is_zegt_niets_over_dit_jaar() -> None:
    voorbij = replace(kosten(staat="p.m.", wanneer=""), tot_en_met=date(2018, 12, 31))

    assert reken([voorbij]).licht == "grijs"


@pytest.mark.parametrize(
    ("dekkingen", "kleur"),
    [
        ([], "grijs"),
        ([dekking(staat="leeg", status="voorgenomen")], "oranje"),
        ([dekking(staat="leeg")], "grijs"),
        ([dekking(staat="leeg", status="afgewezen")], "rood"),
        ([dekking(staat="leeg", status="afgewezen"), dekking(staat="leeg")], "grijs"),
        ([dekking(staat="n.v.t.", status="voorgenomen")], "grijs"),
        ([dekking(staat="binnen bestaand", status="voorgenomen")], "grijs"),
    ],
)
@pytest.mark.parametrize("staat", ["uren", "leeg"])
def test_van_uren_telt_of_hun_dekking_is_besloten(
    staat: str, dekkingen: list[Dekkingsregel], kleur: str
) -> None:
    """1b of Het Hogeland: 8 hours a week from the vrije kavel, without an amount."""
    assert reken([kosten(staat=staat)], dekkingen).licht == kleur


def test_uren_vragen_geen_verwachte_uitgaven() -> None:
    bladen = [kosten("100000"), kosten(staat="uren", plek=ANDER_BLAD)]

    assert reken(bladen, [dekking("100000")], [verwacht("100000")]).licht == "groen"


def test_van_wat_binnen_bestaande_middelen_gaat_is_een_overschrijding_niet_te_zien() -> None:
    """Never groen: there may be far too much, and nobody can tell."""
    gemengd = [kosten("100000"), kosten(staat="binnen bestaand")]
    gevonden = reken(gemengd, [dekking("100000")], [verwacht("500000")])

    assert gevonden.licht == "grijs"


def test_bestaande_middelen_dekken_wat_nieuw_is() -> None:
    gevonden = reken([A1], [dekking(staat="binnen bestaand", wanneer="")], [verwacht("140000")])

    assert [feit.tekst.replace("\xa0", " ") for feit in gevonden.feiten] == [
        "De dekking van € 140.000 in 2019 is besloten of bestaand, en de verwachte uitgaven"
        " (€ 140.000) passen in het plan."
    ]


@pytest.mark.parametrize(
    ("eigen", "kleur"), [(None, "oranje"), ("10000", "oranje"), ("25000", "grijs")]
)
def test_met_eigen_dekking_erbij_blijft_die_van_het_plan_tellen(
    eigen: str | None, kleur: str
) -> None:
    dekkingen = [dekking(eigen)] if eigen else []

    assert reken([kosten("25000")], dekkingen, dekking_hoger=True).licht == kleur


@pytest.mark.parametrize(
    ("investering", "kleur"), [("-5000", "oranje"), ("-5002", "rood"), ("-4500", "groen")]
)
def test_een_lagere_opbrengst_is_een_overschrijding(investering: str, kleur: str) -> None:
    assert reken([kosten(investering)], [], [verwacht("-4500.90")]).licht == kleur


def test_dekking_zonder_jaar_is_niet_zeker_en_niet_afwezig() -> None:
    gevonden = reken([A1], [dekking("140000", "")], [verwacht("140000")])

    assert [(feit.licht, feit.tekst.replace("\xa0", " ")) for feit in gevonden.feiten] == [
        ("oranje", "Voor € 140.000 in 2019 noemt de dekking geen jaar (bron: algemene reserve).")
    ]


def test_dekking_die_ophoudt_vraagt_op_tijd_aandacht() -> None:
    """4.4 of Stadskanaal: "Tot 2020 geregeld op product 44."."""
    kost = kosten("20000", "2018/", aard="structureel")
    dekt = dekking("20000", "2018/2019", bron="product 44")
    besteed = verwacht("20000"), verwacht("20000", jaar=2018, peildatum=date(2018, 6, 1))

    assert [
        [
            feit.tekst.replace("\xa0", " ")
            for feit in reken([kost], [dekt], besteed, peildatum=dag).feiten
        ]
        for dag in (date(2018, 12, 31), date(2019, 7, 15))
    ] == [
        [
            "De dekking van € 20.000 in 2018 is besloten, en de verwachte uitgaven (€ 20.000)"
            " passen in het plan."
        ],
        ["De dekking loopt tot en met 2019, de kosten gaan door (bron: product 44)."],
    ]


# Een bedrag per jaar dat doorloopt, en wat daar eenmalig bij komt.
VAST = {"wanneer": "2019/", "aard": "structureel"}
EENMALIG = {"aard": "incidenteel"}
PM_GEVRAAGD = dekking(staat="p.m.", status="aangevraagd")


@pytest.mark.parametrize(
    ("investeringen", "dekkingen", "uitgaven", "kleur"),
    [
        pytest.param(
            [kosten("100")],
            [
                dekking("60", "2019", "voorgenomen", staat="binnen bestaand"),
                dekking("40"),
                dekking("9", status="voorgenomen"),
            ],
            "100",
            "groen",
            id="bestaande middelen tellen als zeker",
        ),
        pytest.param(
            [kosten("14000", staat="binnen bestaand"), kosten("100")],
            [dekking("100")],
            "14100",
            "groen",
            id="bestaand budget vraagt geen dekking en telt in het plan",
        ),
        pytest.param([], [], "10", "grijs", id="uitgaven, en niets op het blad"),
        pytest.param([kosten(staat="uren")], [], "10", "grijs", id="uren kosten geld elders"),
        pytest.param([kosten(staat="nihil", wanneer="")], [], "10", "rood", id="nihil zonder jaar"),
        pytest.param(
            [kosten(staat="nihil")],
            [dekking("9", status="aangevraagd")],
            None,
            "grijs",
            id="nihil vraagt geen dekking",
        ),
        pytest.param(
            [A1],
            [dekking(staat="binnen bestaand"), PM_GEVRAAGD],
            "140000",
            "groen",
            id="p.m. naast bestaande middelen",
        ),
        pytest.param(
            [A1], [KAVEL, RESERVE, PM_GEVRAAGD], "140000", "groen", id="p.m. boven wat nodig is"
        ),
        pytest.param(
            [A1],
            [dekking(staat="leeg"), dekking("9", status="aangevraagd")],
            "140000",
            "grijs",
            id="besloten, maar hoeveel is niet ingevuld",
        ),
        pytest.param(
            [A1],
            [dekking(staat="n.v.t.", wanneer="")],
            "140000",
            "rood",
            id="n.v.t. dekt niets",
        ),
        pytest.param(
            [kosten(staat="uren")],
            [PM_GEVRAAGD, dekking(staat="leeg", status="afgewezen")],
            None,
            "oranje",
            id="afgewezen, maar elders gevraagd",
        ),
        pytest.param(
            [kosten("1000", **VAST)],
            [dekking("400", **EENMALIG), dekking(staat="binnen bestaand", wanneer="2019/")],
            "1000",
            "groen",
            id="wat bestaande middelen dekken kan structureel zijn",
        ),
        pytest.param(
            [kosten("-1000", **VAST)],
            [dekking("1000", **EENMALIG)],
            "-1000",
            "groen",
            id="een opbrengst vraagt geen blijvende dekking",
        ),
        pytest.param(
            [kosten("2000", **VAST), kosten("-1000", **EENMALIG)],
            [dekking("1000", **VAST), dekking("500", "2019/", aard="incidenteel")],
            "1000",
            "groen",
            id="een eenmalige opbrengst betaalt mee",
        ),
        pytest.param(
            [kosten("1000", **VAST)],
            [dekking("1000", **VAST), dekking("100", "2019/", aard="incidenteel")],
            "1000",
            "groen",
            id="structureel gedekt, en eenmalig nog wat",
        ),
        pytest.param(
            [kosten("5000", staat="binnen bestaand", **VAST), kosten("1000", **EENMALIG)],
            [dekking("500", **VAST), dekking("500", "2019/", aard="incidenteel")],
            "6000",
            "groen",
            id="bestaand budget vraagt ook geen blijvende dekking",
        ),
        pytest.param(
            [replace(kosten(staat="p.m.", wanneer=""), tot_en_met=date(2019, 12, 31))],
            [],
            None,
            "oranje",
            id="p.m. tot en met dit jaar",
        ),
    ],
)
def test_waar_twee_regels_elkaar_raken(
    investeringen: Any, dekkingen: Any, uitgaven: str | None, kleur: str
) -> None:
    bestedingen = [verwacht(uitgaven)] if uitgaven else []

    assert reken(investeringen, dekkingen, bestedingen).licht == kleur


# Woorden.


@pytest.mark.parametrize(
    ("investeringen", "anders", "teksten"),
    [
        (
            [A1],
            {"dekkingen": [KAVEL, RESERVE], "bestedingen": [verwacht("140000")]},
            [
                "De dekking van € 140.000 in 2019 is besloten, en de verwachte uitgaven"
                " (€ 140.000) passen in het plan."
            ],
        ),
        (
            [A1],
            {"dekkingen": [KAVEL, RESERVE], "bestedingen": [verwacht("154000")]},
            [
                "De verwachte uitgaven van 2019 zijn € 154.000, hooguit 10% boven de € 140.000"
                " in het plan."
            ],
        ),
        (
            [A1],
            {"dekkingen": [KAVEL, RESERVE], "bestedingen": [verwacht("160000")]},
            [
                "De verwachte uitgaven van 2019 zijn € 160.000, meer dan 10% boven de € 140.000"
                " in het plan."
            ],
        ),
        (
            [A1],
            {"dekkingen": [KAVEL, replace(RESERVE, status="aangevraagd")]},
            [
                "De dekking van € 60.000 in 2019 is aangevraagd, nog niet besloten"
                " (bron: algemene reserve).",
                "De verwachte uitgaven van 2019 zijn niet aangeleverd.",
            ],
        ),
        (
            [A1],
            {"dekkingen": [KAVEL, replace(RESERVE, status="afgewezen")]},
            [
                "Voor € 60.000 in 2019 is er geen dekking (afgewezen: algemene reserve).",
                "De verwachte uitgaven van 2019 zijn niet aangeleverd.",
            ],
        ),
        (
            [kosten("50000", per="onbekend", aanname="jaar")],
            {"bestedingen": [verwacht("50000")]},
            ["Voor € 50.000 (met een aanname) in 2019 is er geen dekking."],
        ),
        (
            [kosten("320000", "2019/", aard="structureel")],
            {
                "dekkingen": [
                    dekking("320000", "2019/2020", aard="incidenteel", bron="Transformatiefonds")
                ],
                "bestedingen": [verwacht("320000")],
            },
            [
                "De kosten van € 320.000 in 2019 zijn structureel; de dekking is voor een deel"
                " incidenteel (bron: Transformatiefonds)."
            ],
        ),
        (
            [kosten(staat="n.t.b.", wanneer="")],
            {},
            [
                "Wat het kost, is nog niet bekend (nader te bepalen).",
                "De verwachte uitgaven van 2019 zijn niet aangeleverd.",
            ],
        ),
        (
            [kosten(staat="p.m."), kosten(staat="leeg")],
            {"bestedingen": [verwacht("1")]},
            [
                "Wat het in 2019 kost, is nog niet bekend (p.m.).",
                "Of de verwachte uitgaven van 2019 passen, is niet te zeggen: niet van alle"
                " kosten is er een bedrag.",
                "Wat het in 2019 kost, is deels niet ingevuld.",
            ],
        ),
        (
            [A1],
            {
                "dekkingen": [KAVEL, dekking(staat="p.m.", bron="kadernota")],
                "bestedingen": [verwacht("1")],
            },
            ["Hoeveel dekking er in 2019 is, is nog niet bekend (p.m., bron: kadernota)."],
        ),
        (
            [kosten("25000")],
            {"dekking_hoger": True, "bestedingen": [verwacht("25000")]},
            [
                "Voor € 25.000 in 2019 staat op het blad geen dekking. Of het thema of het hele"
                " plan dit dekt, is niet gezegd."
            ],
        ),
        (
            [kosten("320000", "2019/", aard="structureel")],
            {
                "dekkingen": [dekking("1", "2020", "afgewezen")],
                "bestedingen": [verwacht("1")],
            },
            ["Voor € 320.000 in 2019 is er geen dekking."],
        ),
        ([], {}, ["Over geld staat niets op het blad."]),
        ([], {"elders": ["2c"]}, ["Het geld telt bij 2c."]),
        ([], {"elders": ["3b", "2c", "3b"]}, ["Het geld telt bij 2c en 3b."]),
        ([kosten("5", "")], {}, ["Van het geld is niet bekend in welk jaar het nodig is."]),
        ([kosten("5", "2020")], {}, ["In 2019 kost het geen geld."]),
        (
            [kosten("5", "2020")],
            {"bestedingen": [verwacht("10")]},
            [
                "De verwachte uitgaven van 2019 zijn € 10; volgens het plan kost het in dat jaar"
                " niets.",
                "In 2019 kost het geen geld.",
            ],
        ),
        (
            [kosten("5", "")],
            {"bestedingen": [verwacht("10")]},
            ["Van het geld is niet bekend in welk jaar het nodig is."],
        ),
        ([kosten(staat="uren")], {}, ["In 2019 kost het uren, maar geen geld."]),
        (
            [kosten(staat="nihil"), kosten(staat="binnen bestaand")],
            {},
            ["In 2019 gaat het binnen bestaande middelen."],
        ),
        ([kosten(staat="leeg")], {}, ["Wat het kost, is niet ingevuld."]),
        (
            [kosten(staat="uren")],
            {"dekkingen": [dekking(staat="leeg", status="afgewezen")]},
            [
                "De dekking is afgewezen (bron: algemene reserve).",
                "In 2019 kost het uren, maar geen geld.",
            ],
        ),
        (
            [A1],
            {"begroting_besloten": {2019: False}},
            ["De begroting van 2019 is nog niet besloten."],
        ),
        (
            [kosten("1"), kosten("1", plek=ANDER_BLAD)],
            {"dekkingen": [dekking("2")], "bestedingen": [verwacht("1")]},
            ["Niet van elk blad zijn de verwachte uitgaven van 2019 aangeleverd."],
        ),
    ],
)
def test_de_woorden(investeringen: Any, anders: dict[str, Any], teksten: list[str]) -> None:
    gevonden = reken(investeringen, **anders)

    assert [feit.tekst.replace("\xa0", " ") for feit in gevonden.feiten] == teksten


# Eigenschappen.

# Met opzet weinig waarden: dan raken bedragen elkaar.
bedragen = st.sampled_from(["-1000", "0", "1000", "2000", "2100", "2200", "2201", "5000"])
jaren = st.sampled_from(["2019", "2019/", "2020", "2018/2021", ""])
aarden = st.sampled_from(["incidenteel", "structureel", ""])
staten = st.sampled_from(
    ["p.m.", "n.t.b.", "leeg", "uren", "nihil", "n.v.t.", "binnen bestaand", *["bedrag"] * 7]
)
RANG = ["afgewezen", "voorgenomen", "besloten"]
ONZEKER = ["aangevraagd", "voorwaardelijk"]


@st.composite
def _regel(draw: st.DrawFn, hoeveel: st.SearchStrategy[str] = bedragen) -> dict[str, Any]:
    staat = draw(staten)
    return {
        "bedrag": draw(hoeveel) if staat == "bedrag" else None,
        "wanneer": draw(jaren),
        "aard": draw(aarden),
    } | ({} if staat == "bedrag" else {"staat": staat})


investering = _regel().map(lambda velden: kosten(**velden))
# Nobody covers less than nothing; a yield is an investering below nought.
dekkingsregel = st.tuples(
    _regel(bedragen.filter(lambda bedrag: bedrag != "-1000")), st.sampled_from(RANG + ONZEKER)
).map(lambda gegeven: dekking(status=gegeven[1], **gegeven[0]))
geldfeiten = st.builds(
    Geldfeiten,
    investeringen=st.lists(investering, max_size=3),
    dekkingen=st.lists(dekkingsregel, max_size=3),
    bestedingen=st.lists(bedragen.map(verwacht), max_size=1),
    dekking_hoger=st.booleans(),
    begroting_besloten=st.dictionaries(st.sampled_from([2019, 2020]), st.booleans()),
)


def oordeel_over(geld: Geldfeiten, drempels: Drempels | None = None) -> Licht:
    return beoordeel(Feiten(geld=geld), PEILDATUM, drempels or Drempels()).licht


def ernst(licht: Licht) -> int:
    return (*ERNST, Licht.GRIJS).index(licht)


@eigenschap
@given(geldfeiten, bedragen.filter(lambda bedrag: Decimal(bedrag) > 0), jaren, aarden)
def test_meer_besloten_dekking_maakt_het_nooit_erger(
    geld: Geldfeiten, bedrag: str, wanneer: str, aard: str
) -> None:
    erbij = dekking(bedrag, wanneer, aard=aard)
    meer = replace(geld, dekkingen=[*geld.dekkingen, erbij])

    assert ernst(oordeel_over(meer)) >= ernst(oordeel_over(geld))


@eigenschap
@given(geldfeiten, bedragen, bedragen)
def test_meer_verwachte_uitgaven_maken_het_nooit_beter(
    geld: Geldfeiten, een: str, twee: str
) -> None:
    weinig, veel = sorted((een, twee), key=Decimal)
    laag = replace(geld, bestedingen=[verwacht(weinig)])
    hoog = replace(geld, bestedingen=[verwacht(veel)])

    assert ernst(oordeel_over(hoog)) <= ernst(oordeel_over(laag))


@pytest.mark.parametrize("status", ["besloten", "afgewezen"])
def test_wat_meer_oplevert_dan_kost_heeft_na_het_einde_geen_dekking_nodig(status: str) -> None:
    geld = Geldfeiten(
        investeringen=[
            kosten("-1000", "2018/2021", aard="incidenteel"),
            kosten("2000", "2019", aard="incidenteel"),
        ],
        dekkingen=[
            dekking("1000", "2019/", aard="incidenteel"),
            dekking(wanneer="2019", aard="incidenteel", staat="uren", status=status),
        ],
    )

    assert oordeel_over(geld) == Licht.GRIJS


@eigenschap
@given(geldfeiten.filter(lambda geld: bool(geld.dekkingen)), st.data())
def test_minder_zekere_dekking_maakt_het_nooit_beter(geld: Geldfeiten, data: st.DataObject) -> None:
    nummer = data.draw(st.integers(0, len(geld.dekkingen) - 1))
    zeker = list(geld.dekkingen)
    zeker[nummer] = replace(zeker[nummer], status="besloten")
    minder = zeker[:]
    minder[nummer] = replace(minder[nummer], status=data.draw(st.sampled_from(ONZEKER)))
    weg = zeker[:]
    weg[nummer] = replace(weg[nummer], status="afgewezen")
    lichten = [
        ernst(oordeel_over(replace(geld, dekkingen=rijen))) for rijen in (zeker, minder, weg)
    ]

    assert lichten == sorted(lichten, reverse=True)


@eigenschap
@given(geldfeiten, st.integers(0, 50), st.integers(0, 50))
def test_een_ruimere_drempel_maakt_het_nooit_erger(
    geld: Geldfeiten, procent: int, ruimer: int
) -> None:
    streng = oordeel_over(geld, Drempels(overschrijding_procent=procent))
    mild = oordeel_over(geld, Drempels(overschrijding_procent=procent + ruimer))

    assert ernst(mild) >= ernst(streng)


@pytest.mark.parametrize(
    ("investeringen", "dekkingen", "bestedingen", "zinnen"),
    [
        pytest.param([A1], [KAVEL, RESERVE], [verwacht("200000")], [], id="te veel uitgegeven"),
        pytest.param(
            [A1],
            [],
            [],
            ["Voor €\xa0140.000 in 2019 is er geen dekking."],
            id="geen dekking",
        ),
        pytest.param(
            [kosten(staat="uren")],
            [dekking("5000", status="afgewezen")],
            [],
            ["De dekking is afgewezen (bron: algemene reserve)."],
            id="afgewezen",
        ),
        pytest.param([], [], [], [], id="geen geld"),
    ],
)
def test_what_nothing_pays_for_is_told_apart_from_what_else_is_rood(
    investeringen: Any, dekkingen: Any, bestedingen: Any, zinnen: list[str]
) -> None:
    feiten = Feiten(geld=Geldfeiten(investeringen, dekkingen, bestedingen))

    assert zonder_dekking(feiten, PEILDATUM, Drempels()) == zinnen
    rood = {feit.tekst for feit in beoordeel(feiten, PEILDATUM, Drempels()).feiten}
    assert {*zinnen} <= rood
