"""Het geld van de ingelezen plannen, tegen bedragen die met de hand uit het document komen."""

from decimal import Decimal

import pytest

from jeugdhulp.tests.factories import GemeenteFactory
from maatregelen.domain.geld.geldoverzicht import Plangeld, lees
from maatregelen.domain.uitwisselen.laden import laad_plan
from maatregelen.geld import Cijfers, capaciteit, cijfers, lijn_van, verdeel
from maatregelen.tests.fixtures_lezen import lees as lees_bestand


def geld_van(slug: str) -> Plangeld:
    bestand = lees_bestand(slug)
    gemeente = GemeenteFactory(slug=bestand["gemeente"]["slug"])
    return lees(laad_plan(bestand, gemeente, door=None))


@pytest.fixture
def hogeland(db: None) -> Plangeld:
    return geld_van("het-hogeland")


@pytest.fixture
def stadskanaal(db: None) -> Plangeld:
    return geld_van("stadskanaal")


def in_jaar(geld: Plangeld, jaar: int) -> Cijfers:
    return cijfers(geld.investeringen, geld.dekkingen, jaar)


@pytest.mark.parametrize(
    ("jaar", "incidenteel", "structureel", "totaal"),
    [
        (2019, 190000, 0, 190000),
        (2020, 50000, 320000, 370000),
        (2021, 50000, 320000, 370000),
        (2022, 50000, 320000, 370000),
        (2023, 0, 320000, 320000),
    ],
)
def test_hogeland_kost_en_dekt_elk_jaar_hetzelfde(
    hogeland: Plangeld, jaar: int, incidenteel: int, structureel: int, totaal: int
) -> None:
    gevonden = in_jaar(hogeland, jaar)

    assert [
        gevonden.per_aard["incidenteel"].bedrag,
        gevonden.per_aard["structureel"].bedrag,
        gevonden.investering.bedrag,
        gevonden.dekking.bedrag,
    ] == [incidenteel, structureel, totaal, totaal]


def test_hogeland_per_cluster_in_2019_en_2020(hogeland: Plangeld) -> None:
    per_cluster = {
        hogeland.namen[lijn].code: [
            int(cijfers(regels, [], jaar).investering.bedrag) for jaar in (2019, 2020)
        ]
        for lijn, regels in verdeel(hogeland.investeringen, "cluster").items()
    }

    assert per_cluster == {"1": [190000, 0], "2": [0, 0], "3": [0, 370000]}


def test_hogeland_uren_per_week(hogeland: Plangeld) -> None:
    gevonden = capaciteit(hogeland.investeringen)

    assert [(str(vak.van), vak.uren.nodig) for vak in gevonden.vakken] == [
        ("Q3 2019", 16),
        ("Q1 2020", 4),
        ("Q3 2020", 42),
        ("Q1 2022", 24),
        ("Q4 2022", 4),
    ]
    assert gevonden.zonder_begin.nodig == 24


def test_stadskanaal_kost_217_500_in_2019_op_het_plan_als_geheel(stadskanaal: Plangeld) -> None:
    gevonden = in_jaar(stadskanaal, 2019).investering
    plekken = {
        lijn_van(regel.plek, "maatregel")
        for regel in stadskanaal.investeringen
        if regel.staat == "bedrag"
    }

    assert (gevonden.bedrag, plekken) == (217500, {("plan", None)})
    assert in_jaar(stadskanaal, 2020).investering.bedrag == 0


def test_stadskanaal_bestaand_geld_van_93_000_is_nergens_nieuw(stadskanaal: Plangeld) -> None:
    bestaand = [
        regel.bedrag
        for regel in stadskanaal.investeringen
        if regel.staat == "binnen bestaand" and regel.bedrag is not None
    ]

    assert sum(bestaand) == 93000
    assert cijfers(stadskanaal.investeringen, [], None).investering.bedrag == 0


def test_stadskanaal_vraagt_2_4_fte(stadskanaal: Plangeld) -> None:
    eerste = capaciteit(stadskanaal.investeringen).vakken[0]

    assert eerste.uren.nodig / 36 == Decimal("2.4")
