"""Hoe regels over geld en uren tellen: per jaar, per plek, en wat onbekend is.

De plannen van Het Hogeland (2019) en Stadskanaal (2018) zijn hier met de hand opgezet; de bedragen
en uitkomsten komen uit die documenten, niet uit de fixtures.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp.kalender import Kwartaal, lees_wanneer
from maatregelen.geld import (
    GROEPEN,
    PLAN,
    ZONDER_CLUSTER,
    Bestedingsregel,
    Besteed,
    Dekkingsregel,
    Geldregel,
    Plek,
    Som,
    Uren,
    aflopend,
    bedrag_in,
    besteed,
    capaciteit,
    cijfers,
    jaren_van,
    maak_tabel,
    per_bron,
    verdeel,
)

HEEL_PLAN = Plek()
# Keys stand for codes: 11 is 1a, 24 is 2d.
A1_EEN, A1_DRIE = Plek(1, 11, 1), Plek(1, 11, 3)
B1, C1, D1 = Plek(1, 12, 1), Plek(1, 13, 3), Plek(1, 14, 1)
B2, C2, B3, B4 = Plek(2, 22, 1), Plek(2, 23, 3), Plek(3, 32, 3), Plek(4, 42, 1)


def dagen(wanneer: str) -> dict[str, date | None]:
    """ "2019", "2019-Q3", "2020-Q3/2022-Q3", or "2020/" for what has no end."""
    van, streep, tot = wanneer.partition("/")
    begin = lees_wanneer(van)
    einde = lees_wanneer(tot)[2] if tot else None if streep else begin[2]
    return {"van": begin[1], "tot_en_met": einde}


def kosten(
    bedrag: str | None = None, wanneer: str = "", *, plek: Plek = HEEL_PLAN, **anders: Any
) -> Geldregel:
    """An investering: € `bedrag` each year, unless `anders` says otherwise."""
    return Geldregel(plek=plek, **_geld(bedrag, wanneer, anders))


def dekking(
    bedrag: str | None = None, wanneer: str = "", *, plek: Plek = HEEL_PLAN, **anders: Any
) -> Dekkingsregel:
    """A dekking from the kadernota that was asked for, unless `anders` says otherwise."""
    anders = {"bron": "kadernota", "status": "aangevraagd"} | anders
    return Dekkingsregel(plek=plek, **_geld(bedrag, wanneer, anders))


def _geld(bedrag: str | None, wanneer: str, anders: dict[str, Any]) -> dict[str, Any]:
    som = {"bedrag": Decimal(bedrag), "staat": "bedrag", "per": "jaar"} if bedrag else {}
    return {**som, **(dagen(wanneer) if wanneer else {}), **anders}


def hogeland(per: str = "jaar") -> tuple[list[Geldregel], list[Dekkingsregel]]:
    """The money of the plan; the € 50.000 of 2c and 3b counts once and is an assumption."""
    gedeeld = {"aard": "incidenteel", "per": "onbekend", "aanname": per, "plek": C2}
    eenmalig, elk_jaar = {"aard": "incidenteel"}, {"aard": "structureel"}
    investeringen = [
        kosten("140000", "2019", plek=A1_EEN, **eenmalig),
        kosten("320000", "2020/", plek=A1_DRIE, **elk_jaar),
        kosten("50000", "2019", plek=D1, **eenmalig),
        kosten("50000", "2020/2022", **gedeeld),
    ]
    dekkingen = [
        dekking("80000", "2019/", plek=A1_EEN, bron="vrije kavel", status="besloten", **elk_jaar),
        dekking(
            "60000",
            "2019",
            plek=A1_EEN,
            bron="algemene reserve",
            alternatief_bedrag=Decimal(120000),
            **eenmalig,
        ),
        dekking("240000", "2020/", plek=A1_DRIE, **elk_jaar),
        dekking("50000", "2019", plek=D1, bron="reserve sociaal domein", **eenmalig),
        dekking("50000", "2020/2022", **gedeeld),
    ]
    return investeringen, dekkingen


def euros(*bedragen: str) -> list[Decimal]:
    return [Decimal(bedrag) for bedrag in bedragen]


# De voorbeelden uit de plannen.


@pytest.mark.parametrize(
    ("jaar", "incidenteel", "structureel", "totaal"),
    [
        (2018, 0, 0, 0),
        (2019, 190000, 0, 190000),
        (2020, 50000, 320000, 370000),
        (2021, 50000, 320000, 370000),
        (2022, 50000, 320000, 370000),
        (2023, 0, 320000, 320000),
        (2030, 0, 320000, 320000),
    ],
)
def test_hogeland_investering_per_jaar(
    jaar: int, incidenteel: int, structureel: int, totaal: int
) -> None:
    gevonden = cijfers(*hogeland(), jaar)

    assert [
        gevonden.per_aard["incidenteel"].bedrag,
        gevonden.per_aard["structureel"].bedrag,
        gevonden.investering.bedrag,
    ] == [incidenteel, structureel, totaal]


@pytest.mark.parametrize("jaar", range(2019, 2031))
def test_hogeland_is_elk_jaar_precies_gedekt(jaar: int) -> None:
    gevonden = cijfers(*hogeland(), jaar)

    assert (gevonden.saldo.bedrag, gevonden.saldo.woord, gevonden.saldo.grens) == (
        0,
        "sluitend",
        "",
    )


@pytest.mark.parametrize(
    ("groep", "lijn", "bedragen"),
    [
        ("cluster", ("cluster", 1), (190000, 0, 0, 0, 0)),
        ("cluster", ("cluster", 3), (0, 370000, 370000, 370000, 320000)),
        ("maatregel", ("maatregel", 11), (140000, 320000, 320000, 320000, 320000)),
        ("maatregel", ("maatregel", 23), (0, 50000, 50000, 50000, 0)),
        ("thema", ("thema", 1), (190000, 320000, 320000, 320000, 320000)),
    ],
)
def test_hogeland_per_cluster_maatregel_en_thema(
    groep: str, lijn: Any, bedragen: tuple[int, ...]
) -> None:
    regels = verdeel(hogeland()[0], groep)[lijn]

    gevonden = [cijfers(regels, [], jaar).investering.bedrag for jaar in range(2019, 2024)]

    assert tuple(gevonden) == bedragen


def test_hogeland_dekking_per_bron() -> None:
    gevonden = {bron.naam: bron.per_jaar for bron in per_bron(hogeland()[1], range(2019, 2024))}

    assert {
        naam: [int(per_jaar[jaar].bedrag) for jaar in range(2019, 2024)]
        for naam, per_jaar in gevonden.items()
    } == {
        "algemene reserve": [60000, 0, 0, 0, 0],
        "kadernota": [0, 290000, 290000, 290000, 240000],
        "reserve sociaal domein": [50000, 0, 0, 0, 0],
        "vrije kavel": [80000, 80000, 80000, 80000, 80000],
    }


def test_hogeland_ander_bedrag_van_de_reserve_telt_niet_mee() -> None:
    assert cijfers(*hogeland(), 2019).dekking.bedrag == 190000


def test_hogeland_zegt_in_hoeveel_bedragen_een_aanname_zit() -> None:
    gevonden = [cijfers(*hogeland(), jaar) for jaar in (2019, 2020, 2023)]

    assert [rij.investering.aannames for rij in gevonden] == [0, 1, 0]
    assert [rij.saldo.aannames for rij in gevonden] == [0, 2, 0]


@pytest.mark.parametrize(
    ("jaar", "deel", "totaal"),
    [
        (2020, "16666.67", "336666.67"),
        (2021, "16666.67", "336666.67"),
        (2022, "16666.66", "336666.66"),
    ],
)
def test_hogeland_als_de_50_000_voor_drie_jaar_samen_is(jaar: int, deel: str, totaal: str) -> None:
    gevonden = cijfers(*hogeland("totaal"), jaar)

    assert [gevonden.per_aard["incidenteel"].bedrag, gevonden.investering.bedrag] == euros(
        deel, totaal
    )


def uren_van_hogeland() -> list[Geldregel]:
    uren = {"staat": "uren"}
    acht = uren | {"uren_per_week": Decimal(8), "fte": Decimal("0.22")}
    zonder_begin = [kosten(plek=plek, aard="structureel", **acht) for plek in (B1, B2, B4)]
    return [
        *zonder_begin,
        kosten(None, "2019-Q3/2019-Q4", plek=A1_EEN, uren_per_week=Decimal(16), **uren),
        kosten(None, "2020/", plek=A1_EEN, uren_per_week=Decimal(4), **uren),
        kosten(None, "2020-Q3/2021-Q4", plek=C1, fte=Decimal("0.5"), **uren),
        kosten(None, "2020-Q3/2022-Q3", plek=C2, uren_per_week=Decimal(12), **uren),
        kosten(None, "2020-Q3/2022-Q3", plek=B3, **acht),
    ]


def test_hogeland_uren_per_week_per_kwartaal() -> None:
    gevonden = capaciteit(uren_van_hogeland())

    assert [
        (str(vak.van), str(vak.tot_en_met or "verder"), vak.uren.nodig) for vak in gevonden.vakken
    ] == [
        ("Q3 2019", "Q4 2019", 16),
        ("Q1 2020", "Q2 2020", 4),
        ("Q3 2020", "Q4 2021", 42),
        ("Q1 2022", "Q3 2022", 24),
        ("Q4 2022", "verder", 4),
    ]


def test_hogeland_uren_zonder_begin_staan_apart() -> None:
    gevonden = capaciteit(uren_van_hogeland())

    assert gevonden.zonder_begin == Uren(nodig=Decimal(24))
    assert [vak.uren.nodig + 24 for vak in gevonden.vakken] == [40, 28, 66, 48, 28]


def stadskanaal() -> list[Geldregel]:
    """What chapter 5 asks for the plan as a whole, and what four sheets name of existing money."""
    vervanging = {"82500": "1.0", "74000": "0.9", "26000": "0.5", "25000": None, "10000": None}
    nieuw = [
        kosten(bedrag, "2019", aard="incidenteel", fte=Decimal(fte) if fte else None)
        for bedrag, fte in vervanging.items()
    ]
    bestaand = [
        kosten(bedrag, "2019", plek=Plek(2, plek), staat="binnen bestaand")
        for plek, bedrag in enumerate(("14000", "5000", "40000", "34000"))
    ]
    return [*nieuw, *bestaand]


def test_stadskanaal_kost_217_500_en_dat_is_alles_incidenteel() -> None:
    gevonden = cijfers(stadskanaal(), [], 2019)

    assert gevonden.investering == Som(Decimal(217500), bekend=5)
    assert gevonden.per_aard["incidenteel"] == gevonden.investering


def test_stadskanaal_bestaand_geld_is_nooit_nieuw_geld() -> None:
    gevonden = cijfers(stadskanaal(), [], 2019)

    assert gevonden.bestaand == Som(Decimal(93000), bekend=4)
    assert sum(regel.bedrag or 0 for regel in stadskanaal()) == 217500 + 93000


def test_stadskanaal_vraagt_2_4_fte() -> None:
    (vak,) = capaciteit(stadskanaal()).vakken

    assert vak.uren.nodig / 36 == Decimal("2.4")


def test_stadskanaal_telt_op_het_plan_als_geheel() -> None:
    regels = verdeel(stadskanaal(), "maatregel")[PLAN]

    assert cijfers(regels, [], 2019).investering.bedrag == 217500


# De regels een voor een.


def per_jaar(regel: Geldregel, *jaren: int | None) -> list[Decimal]:
    return [bedrag_in(regel, jaar) for jaar in jaren]


def test_per_jaar_telt_heel_in_elk_jaar_dat_de_periode_raakt() -> None:
    regel = kosten("50000", "2020-Q3/2022-Q1")

    assert per_jaar(regel, 2019, 2020, 2021, 2022, 2023) == [0, 50000, 50000, 50000, 0]


def test_in_totaal_telt_in_gelijke_delen_en_de_rest_in_het_laatste_jaar() -> None:
    regel = kosten("100", "2020/2025", per="totaal")

    assert per_jaar(regel, *range(2019, 2027)) == euros(
        "0", "16.67", "16.67", "16.67", "16.67", "16.67", "16.65", "0"
    )


def test_enkele_centen_over_veel_jaren_worden_nooit_minder_dan_nul() -> None:
    regel = kosten("0.05", "2020/2029", per="totaal")

    assert per_jaar(regel, 2020, 2028, 2029) == euros("0", "0", "0.05")


@pytest.mark.parametrize(("aanname", "bedrag"), [("jaar", 90), ("totaal", 30)])
def test_als_per_onbekend_is_telt_de_aanname_en_dat_staat_erbij(aanname: str, bedrag: int) -> None:
    regel = kosten("90", "2020/2022", per="onbekend", aanname=aanname)

    assert cijfers([regel], [], 2021).investering == Som(Decimal(bedrag), bekend=1, aannames=1)


def test_structureel_zonder_einde_loopt_door() -> None:
    regel = kosten("10", "2020-Q2/", aard="structureel")

    assert per_jaar(regel, 2019, 2020, 2099) == [0, 10, 10]


@pytest.mark.parametrize("aard", ["incidenteel", ""])
def test_ander_geld_zonder_einde_telt_alleen_in_het_jaar_van_het_begin(aard: str) -> None:
    regel = kosten("10", "2020-Q2/", aard=aard)

    assert per_jaar(regel, 2019, 2020, 2021) == [0, 10, 0]
    assert cijfers([regel], [], 2020).investering.aannames == 1


def test_in_totaal_zonder_einde_telt_heel_in_het_jaar_van_het_begin() -> None:
    assert per_jaar(kosten("10", "2020/", per="totaal"), 2020, 2021) == [10, 0]


def test_structureel_in_totaal_zonder_einde_is_niet_te_delen_en_heeft_geen_jaar() -> None:
    regel = kosten("10", "2020/", per="totaal", aard="structureel")

    assert per_jaar(regel, 2020, None) == [0, 10]


@pytest.mark.parametrize("anders", [{}, {"tot_en_met": date(2020, 12, 31)}])
def test_zonder_begin_is_het_jaar_onbekend_en_blijft_het_bedrag_te_zien(
    anders: dict[str, Any],
) -> None:
    regel = kosten("10", **anders)
    tabel = maak_tabel([regel], [], [2020])

    assert per_jaar(regel, 2020) == [0]
    assert tabel.zonder_jaar is not None
    assert tabel.zonder_jaar.investering == Som(Decimal(10), bekend=1)


def test_tabel_zegt_wat_er_na_het_laatste_jaar_elk_jaar_doorloopt() -> None:
    investeringen, dekkingen = hogeland()
    jaren = jaren_van([*investeringen, *dekkingen])
    tabel = maak_tabel(investeringen, dekkingen, jaren)

    assert list(jaren) == [2019, 2020, 2021, 2022]
    assert tabel.daarna is not None
    assert (tabel.daarna.investering.bedrag, tabel.daarna.dekking.bedrag) == (320000, 320000)
    assert tabel.zonder_jaar is None


def test_tabel_zonder_doorlopend_geld_heeft_geen_regel_voor_daarna() -> None:
    assert maak_tabel([kosten("10", "2020")], [], [2020]).daarna is None


def test_jaren_lopen_door_tot_het_laatste_dat_genoemd_is() -> None:
    assert list(jaren_van([kosten("1", "2020")], ook=[2018, 2022])) == [*range(2018, 2023)]
    assert list(jaren_van([kosten("1")])) == []


@pytest.mark.parametrize("staat", ["p.m.", "n.t.b.", "leeg"])
def test_onbekend_telt_naast_de_som_en_is_geen_nul(staat: str) -> None:
    onbekend = kosten(None, "2020", staat=staat)

    assert cijfers([onbekend], [], 2020).investering == Som(onbekend=1)
    assert Som(onbekend=1).waarde is None
    samen = cijfers([onbekend, kosten("10", "2020")], [], 2020).investering
    assert (samen.waarde, samen.bekend, samen.onbekend) == (10, 1, 1)


def test_nihil_is_nul_en_bekend() -> None:
    gevonden = cijfers([kosten(None, "2020", staat="nihil")], [], 2020).investering

    assert (gevonden, gevonden.waarde) == (Som(bekend=1), 0)


@pytest.mark.parametrize("staat", ["n.v.t.", "uren"])
def test_waar_geen_bedrag_bij_hoort_is_niets_onbekend(staat: str) -> None:
    assert cijfers([kosten(None, "2020", staat=staat)], [], 2020).is_leeg


def test_onbekend_bedrag_zonder_einde_blijft_elk_jaar_onbekend() -> None:
    regel = kosten(None, "2020/", staat="p.m.")

    assert [cijfers([regel], [], jaar).investering.onbekend for jaar in (2019, 2020, 2025)] == [
        0,
        1,
        1,
    ]


def test_incidenteel_onbekend_bedrag_blijft_bij_het_jaar_van_het_begin() -> None:
    regel = kosten(None, "2020/", staat="p.m.", aard="incidenteel")

    assert cijfers([regel], [], 2021).is_leeg


def test_binnen_bestaand_zonder_bedrag_staat_apart() -> None:
    gevonden = cijfers([kosten(None, "2020", staat="binnen bestaand")], [], 2020)

    assert (gevonden.investering, gevonden.bestaand) == (Som(), Som(onbekend=1))


def test_bestaande_dekking_dekt_geen_nieuw_geld() -> None:
    bestaand = dekking("10", "2020", staat="binnen bestaand")
    gevonden = cijfers([kosten("10", "2020")], [bestaand], 2020)

    assert (gevonden.saldo.bedrag, gevonden.bestaande_dekking.bedrag) == (10, 10)


def test_ander_bedrag_wordt_nooit_opgeteld() -> None:
    regel = kosten("60000", "2019", alternatief_bedrag=Decimal(120000))

    assert cijfers([regel], [], 2019).investering.bedrag == 60000


@pytest.mark.parametrize(
    ("status", "tekort", "tekort_besloten"),
    [
        ("voorgenomen", 0, 10),
        ("aangevraagd", 0, 10),
        ("voorwaardelijk", 0, 10),
        ("besloten", 0, 0),
        ("afgewezen", 10, 10),
    ],
)
def test_afgewezen_dekt_niets_en_alleen_besloten_is_zeker(
    status: str, tekort: int, tekort_besloten: int
) -> None:
    gevonden = cijfers([kosten("10", "2020")], [dekking("10", "2020", status=status)], 2020)

    assert gevonden.per_status[status].bedrag == 10
    assert (gevonden.saldo.bedrag, gevonden.saldo_besloten.bedrag) == (tekort, tekort_besloten)


@pytest.mark.parametrize(
    ("kost", "dekt", "kost_onbekend", "dekt_onbekend", "verwacht"),
    [
        ("10", "4", False, False, ("tekort", "")),
        ("4", "10", False, False, ("overschot", "")),
        ("10", "4", True, False, ("tekort", "ten minste")),
        ("10", "4", False, True, ("tekort", "ten hoogste")),
        ("4", "10", True, False, ("overschot", "ten hoogste")),
        ("4", "10", False, True, ("overschot", "ten minste")),
        ("10", "4", True, True, ("tekort", "deels onbekend")),
        ("10", "10", True, False, ("sluitend", "deels onbekend")),
    ],
)
def test_tekort_of_overschot_zegt_hoe_zeker_het_is(
    kost: str, dekt: str, kost_onbekend: bool, dekt_onbekend: bool, verwacht: tuple[str, str]
) -> None:
    investeringen = [kosten(kost, "2020")]
    dekkingen = [dekking(dekt, "2020")]
    if kost_onbekend:
        investeringen.append(kosten(None, "2020", staat="n.t.b."))
    if dekt_onbekend:
        dekkingen.append(dekking(None, "2020", staat="n.t.b."))

    saldo = cijfers(investeringen, dekkingen, 2020).saldo

    assert (saldo.woord, saldo.grens) == verwacht


def test_bron_met_twee_statussen_staat_er_twee_keer() -> None:
    regels = [dekking("10", "2020"), dekking("5", "2020", status="besloten"), dekking("1", "2020")]

    assert [
        (bron.naam, bron.status, bron.per_jaar[2020].bedrag) for bron in per_bron(regels, [2020])
    ] == [("kadernota", "aangevraagd", 11), ("kadernota", "besloten", 5)]


def test_bron_binnen_bestaand_staat_apart_en_zonder_jaar_blijft_te_zien() -> None:
    regels = [dekking("10"), dekking("5", "2020", staat="binnen bestaand")]

    assert [
        (bron.bestaand, bron.per_jaar[2020].bedrag, bron.per_jaar[None].bedrag)
        for bron in per_bron(regels, [2020])
    ] == [(False, 0, 10), (True, 5, 0)]


# Dekking die afloopt.


def lopen_af(kost: list[Geldregel], dekt: list[Dekkingsregel]) -> list[int]:
    return [afloop.jaar for afloop in aflopend(kost, dekt)]


def test_dekking_die_eerder_ophoudt_dan_de_investering_loopt_af() -> None:
    assert lopen_af([kosten("10", "2019/", aard="structureel")], [dekking("10", "2019/2020")]) == [
        2020
    ]


def test_dekking_die_samen_met_de_investering_ophoudt_loopt_niet_af() -> None:
    assert lopen_af([kosten("10", "2019/2020")], [dekking("10", "2019/2020")]) == []


def test_dekking_loopt_niet_af_om_wat_pas_daarna_begint() -> None:
    nieuw = kosten("10", "2021/2022")

    assert lopen_af([kosten("10", "2019/2020"), nieuw], [dekking("10", "2019/2020")]) == []


def test_dekking_loopt_niet_af_als_er_niets_te_betalen_is() -> None:
    gratis = kosten(None, "2019/2022", staat="nihil")

    assert lopen_af([gratis], [dekking("10", "2019/2020")]) == []


def test_afgewezen_dekking_loopt_niet_af() -> None:
    afgewezen = dekking("10", "2019/2020", status="afgewezen")

    assert lopen_af([kosten("10", "2019/2022")], [afgewezen]) == []


def test_dekking_met_een_opvolger_die_genoeg_is_loopt_niet_af() -> None:
    opvolger = dekking("10", "2021/", aard="structureel")

    assert lopen_af([kosten("10", "2019/2022")], [dekking("10", "2019/2020"), opvolger]) == []


@pytest.mark.parametrize("anders", [{"bedrag": Decimal(9)}, {"status": "afgewezen"}])
def test_dekking_met_een_opvolger_die_niet_genoeg_is_loopt_af(anders: dict[str, Any]) -> None:
    opvolger = replace(dekking("10", "2021/2022"), **anders)

    assert lopen_af([kosten("10", "2019/2022")], [dekking("10", "2019/2020"), opvolger]) == [2020]


def test_dekking_van_een_andere_maatregel_vangt_niets_op() -> None:
    elders = dekking("10", "2021/2022", plek=D1)

    assert lopen_af(
        [kosten("10", "2019/2022", plek=A1_EEN)], [dekking("10", "2019/2020", plek=A1_EEN), elders]
    ) == [2020]


def test_dekking_op_het_andere_blad_van_de_maatregel_vangt_het_wel_op() -> None:
    ander_blad = dekking("10", "2021/2022", plek=A1_DRIE)

    assert (
        lopen_af(
            [kosten("10", "2019/2022", plek=A1_EEN)],
            [dekking("10", "2019/2020", plek=A1_EEN), ander_blad],
        )
        == []
    )


@pytest.mark.parametrize(
    ("aard", "jaren"), [("structureel", [2020]), ("", [2020]), ("incidenteel", [])]
)
def test_regeling_tot_2020_zonder_bedrag_loopt_af_als_het_werk_doorgaat(
    aard: str, jaren: list[int]
) -> None:
    """Deelproject 4.4 van Stadskanaal: geregeld tot 2020, daarna niet in de begroting."""
    werk = kosten(staat="binnen bestaand", aard=aard)
    geregeld = dekking(staat="binnen bestaand", tot_en_met=date(2020, 12, 31))

    assert lopen_af([werk], [geregeld]) == jaren


def test_in_hogeland_loopt_geen_dekking_af() -> None:
    assert aflopend(*hogeland()) == []


# Uren.


def test_uren_en_fte_op_een_regel_tellen_niet_dubbel() -> None:
    regel = kosten(None, "2020", staat="uren", uren_per_week=Decimal(8), fte=Decimal("0.22"))

    assert capaciteit([regel]).vakken[0].uren.nodig == 8


@pytest.mark.parametrize(("uren_per_fte", "uren"), [(36, 18), (40, 20)])
def test_fte_wordt_uren_met_de_uren_van_een_volle_week(uren_per_fte: int, uren: int) -> None:
    regel = kosten(None, "2020", staat="uren", fte=Decimal("0.5"))

    gevonden = capaciteit([regel], uren_per_fte=Decimal(uren_per_fte))

    assert gevonden.vakken[0].uren.nodig == uren


def test_uren_binnen_bestaand_zijn_nodig_en_staan_er_ook_apart_bij() -> None:
    regel = kosten(None, "2020", staat="binnen bestaand", uren_per_week=Decimal(8))

    assert capaciteit([regel]).vakken[0].uren == Uren(nodig=Decimal(8), bestaand=Decimal(8))


@pytest.mark.parametrize(("status", "gedekt"), [("besloten", [8]), ("afgewezen", [])])
def test_dekking_in_uren_staat_naast_wat_nodig_is(status: str, gedekt: list[int]) -> None:
    regel = dekking(None, "2020", staat="uren", uren_per_week=Decimal(8), status=status)

    assert [vak.uren.gedekt for vak in capaciteit([], [regel]).vakken] == gedekt


def test_incidentele_uren_zonder_einde_stoppen_aan_het_eind_van_het_jaar() -> None:
    regel = kosten(None, "2020-Q2/", staat="uren", uren_per_week=Decimal(8), aard="incidenteel")
    (vak,) = capaciteit([regel]).vakken

    assert (vak.van, vak.tot_en_met) == (Kwartaal(2020, 2), Kwartaal(2020, 4))


def test_kwartalen_zonder_uren_ertussen_blijven_staan() -> None:
    uren = {"staat": "uren", "uren_per_week": Decimal(8)}
    gevonden = capaciteit([kosten(None, "2020-Q1", **uren), kosten(None, "2020-Q4", **uren)])

    assert [vak.uren.nodig for vak in gevonden.vakken] == [8, 0, 8]


# Besteding.


def opgave(blad: int = 1, dag: str = "2020-06-30", jaar: int = 2020, **anders: str) -> Any:
    bedragen = {naam: Decimal(bedrag) for naam, bedrag in anders.items()}
    dagen = {"jaar": jaar, "peildatum": date.fromisoformat(dag)}
    return Bestedingsregel(plek=A1_EEN, blad=blad, **dagen, **bedragen)


def test_van_een_blad_telt_de_laatste_opgave_tot_en_met_de_peildatum() -> None:
    regels = [
        opgave(dag="2020-09-30", uitgegeven="30"),
        opgave(dag="2020-06-30", uitgegeven="20"),
        opgave(dag="2020-03-31", uitgegeven="10"),
    ]

    gevonden = [
        besteed(regels, 2020, date(2020, maand, dag)).uitgegeven.waarde
        for maand, dag in ((3, 30), (3, 31), (6, 30), (9, 29), (12, 31))
    ]

    assert gevonden == [0, 10, 20, 20, 30]


def test_besteding_telt_per_kolom_op_en_zegt_wat_niet_bekend_is() -> None:
    regels = [
        opgave(1, begroot="100", uitgegeven="20", verwacht="90"),
        opgave(2, begroot="50", verwacht="60"),
        opgave(2, jaar=2019, dag="2020-09-30", begroot="1"),
    ]

    assert besteed(regels, 2020, date(2020, 12, 31)) == Besteed(
        bladen=2,
        begroot=Som(Decimal(150), bekend=2),
        verplicht=Som(onbekend=2),
        uitgegeven=Som(Decimal(20), bekend=1, onbekend=1),
        verwacht=Som(Decimal(150), bekend=2),
    )


# Wat altijd waar is.

BEDRAGEN = st.decimals(min_value=0, max_value=10_000_000, places=2)
DAGEN = st.dates(min_value=date(2015, 1, 1), max_value=date(2030, 12, 31))
PLEKKEN = st.sampled_from(
    [
        Plek(),
        Plek(1),
        Plek(2),
        Plek(1, 11),
        Plek(1, 11, 1),
        Plek(1, 11, 3),
        Plek(1, 12, 1),
        Plek(2, 21),
        Plek(2, 22, 3),
    ]
)
AARD = st.sampled_from(["incidenteel", "structureel", ""])
STATUS = st.sampled_from("voorgenomen aangevraagd besloten voorwaardelijk afgewezen".split())


@st.composite
def periodes(draw: Any) -> dict[str, date | None]:
    van, tot = draw(st.none() | DAGEN), draw(st.none() | DAGEN)
    if van and tot and tot < van:
        van, tot = tot, van
    return {"van": van, "tot_en_met": tot}


@st.composite
def geld(draw: Any) -> dict[str, Any]:
    """What the constraints on a row allow."""
    staat = draw(
        st.sampled_from([*"bedrag uren nihil n.v.t. p.m. n.t.b. leeg".split(), "bestaand"])
    )
    velden = {"staat": staat, "plek": draw(PLEKKEN), "aard": draw(AARD), **draw(periodes())}
    if staat == "bestaand":
        velden["staat"] = "binnen bestaand"
    if staat == "bedrag" or (staat == "bestaand" and draw(st.booleans())):
        per = draw(st.sampled_from(["jaar", "totaal", "onbekend"]))
        aanname = draw(st.sampled_from(["jaar", "totaal"])) if per == "onbekend" else ""
        velden |= {"bedrag": draw(BEDRAGEN), "per": per, "aanname": aanname}
    return velden


KOSTEN = st.lists(geld().map(lambda velden: Geldregel(**velden)), max_size=8)
DEKKINGEN = st.lists(
    st.builds(
        lambda velden, status: Dekkingsregel(bron="b", status=status, **velden), geld(), STATUS
    ),
    max_size=8,
)
JAREN = [*range(2014, 2034), None]


@given(KOSTEN, DEKKINGEN, st.randoms(use_true_random=False))
def test_volgorde_van_de_regels_maakt_niet_uit(kost: Any, dekt: Any, toeval: Any) -> None:
    voor = [cijfers(kost, dekt, jaar) for jaar in JAREN]
    toeval.shuffle(kost)
    toeval.shuffle(dekt)

    assert [cijfers(kost, dekt, jaar) for jaar in JAREN] == voor


@given(KOSTEN, DEKKINGEN)
@pytest.mark.parametrize("groep", GROEPEN)
def test_de_lijnen_van_een_groep_tellen_op_tot_het_plan(groep: str, kost: Any, dekt: Any) -> None:
    per_lijn, gedekt = verdeel(kost, groep), verdeel(dekt, groep)

    for jaar in JAREN:
        leeg = cijfers([], [], jaar)
        lijnen = [
            cijfers(per_lijn.get(lijn, []), gedekt.get(lijn, []), jaar)
            for lijn in per_lijn.keys() | gedekt.keys()
        ]
        assert sum(lijnen, leeg) == cijfers(kost, dekt, jaar)


@given(BEDRAGEN, periodes(), AARD)
def test_delen_verliest_geen_cent(bedrag: Decimal, dagen: Any, aard: str) -> None:
    regel = Geldregel(plek=Plek(), staat="bedrag", bedrag=bedrag, per="totaal", aard=aard, **dagen)

    assert sum((bedrag_in(regel, jaar) for jaar in JAREN), Decimal(0)) == bedrag
    assert all(bedrag_in(regel, jaar) >= 0 for jaar in JAREN)


@given(KOSTEN, DEKKINGEN)
def test_elke_regel_over_geld_staat_ergens_in_de_tabel(kost: Any, dekt: Any) -> None:
    tabel = maak_tabel(kost, dekt, jaren_van([*kost, *dekt], ook=[2020]))
    rijen = [*tabel.jaren, *filter(None, (tabel.daarna, tabel.zonder_jaar))]

    for regel in (*kost, *dekt):
        los = ([], [regel]) if isinstance(regel, Dekkingsregel) else ([regel], [])
        te_zien = any(not cijfers(*los, rij.jaar).is_leeg for rij in rijen)
        # Hours are in the table of capacity; of n.v.t. there is nothing to show.
        assert te_zien or regel.staat in ("uren", "n.v.t.")


def test_plan_en_thema_hebben_een_eigen_lijn_en_een_blad_zonder_cluster_ook() -> None:
    regels = [kosten("1", plek=plek) for plek in (Plek(), Plek(1), Plek(1, 11), A1_EEN)]

    assert list(verdeel(regels, "cluster")) == [PLAN, ("thema", 1), ZONDER_CLUSTER, ("cluster", 1)]
    assert list(verdeel(regels, "maatregel")) == [PLAN, ("thema", 1), ("maatregel", 11)]
    assert list(verdeel(regels, "thema")) == [PLAN, ("thema", 1)]
