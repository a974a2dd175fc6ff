"""Het hele berekende licht: het totaal, wat een beter licht is, en de feiten als tekst."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeugdhulp.stoplicht import ERNST, KEUZES, Licht, beoordeel_overschrijding, is_beter
from maatregelen.choices import EINDFASEN, Fase
from maatregelen.stoplicht import (
    LICHTEN,
    Berekening,
    Feit,
    Feiten,
    Geldfeiten,
    Meting,
    Oordeel,
    Reeks,
    Resultaatregel,
    bereken,
    beter_dan,
    lees_feiten,
    schrijf_feiten,
)
from maatregelen.stoplicht.feiten import citaat, noem, oordeel
from maatregelen.tests.test_stoplicht_geld import A1, KAVEL, RESERVE, dekking, kosten, verwacht
from maatregelen.tests.test_stoplicht_tijd import COLLEGE, EINDE, LAAT, besluit, stap

# How long an example takes says nothing.
eigenschap = settings(deadline=None)
PEILDATUM = date(2019, 7, 15)
BEREIKT = Resultaatregel("OJG bij elke praktijk", "bereikt")
GOED = Feiten(
    planning=[COLLEGE, EINDE],
    geld=Geldfeiten([A1], [KAVEL, RESERVE], [verwacht("140000")]),
    resultaten=[BEREIKT],
)
GRIJS = Feiten()


@pytest.mark.parametrize(
    ("feiten", "lichten"),
    [
        (GOED, ["groen", "groen", "groen", "groen"]),
        (GRIJS, ["grijs", "grijs", "grijs", "grijs"]),
        (replace(GOED, planning=[]), ["groen", "grijs", "groen", "groen"]),
        (replace(GOED, planning=[LAAT, EINDE]), ["oranje", "oranje", "groen", "groen"]),
        (
            replace(GOED, planning=[LAAT, EINDE], geld=Geldfeiten([A1])),
            ["rood", "oranje", "rood", "groen"],
        ),
        (
            replace(GOED, resultaten=[replace(BEREIKT, toestand="deels")]),
            ["oranje", "groen", "groen", "oranje"],
        ),
    ],
)
def test_het_totaal_is_het_slechtste(feiten: Feiten, lichten: list[str]) -> None:
    assert bereken(feiten, PEILDATUM).lichten == dict(zip(LICHTEN, lichten, strict=True))


@pytest.mark.parametrize("fase", EINDFASEN)
def test_wat_beeindigd_is_heeft_geen_licht(fase: Fase) -> None:
    gevonden = bereken(replace(GOED, fase=fase, planning=[LAAT]), PEILDATUM)

    assert gevonden.lichten == dict.fromkeys(LICHTEN, "")
    assert schrijf_feiten(gevonden) == ""


@pytest.mark.parametrize(
    ("aspecten", "lichten"),
    [
        (["tijd", "geld"], ["oranje", "oranje", "groen", ""]),
        (["geld"], ["groen", "", "groen", ""]),
        (["resultaat", "tijd"], ["oranje", "oranje", "", "groen"]),
    ],
)
def test_een_plan_gebruikt_een_of_meer_aspecten(aspecten: list[str], lichten: list[str]) -> None:
    gevonden = bereken(replace(GOED, planning=[LAAT, EINDE]), PEILDATUM, aspecten=aspecten)

    assert gevonden.lichten == dict(zip(LICHTEN, lichten, strict=True))


def test_waarom_zijn_alleen_de_feiten_van_het_licht() -> None:
    tijd = bereken(replace(GOED, planning=[LAAT, EINDE], fase=Fase.UITGESTELD), PEILDATUM).tijd

    assert [feit.licht for feit in tijd.feiten] == ["rood", "oranje"]
    assert [feit.tekst for feit in tijd.waarom] == ["Uitgesteld, zonder dag om opnieuw te kijken."]


# Beter dan berekend.


@pytest.mark.parametrize("gegeven", KEUZES)
@pytest.mark.parametrize("berekend", KEUZES)
def test_is_beter(gegeven: Licht, berekend: Licht) -> None:
    beter = {
        ("groen", "oranje"),
        ("groen", "rood"),
        ("oranje", "rood"),
        ("grijs", "oranje"),
        ("grijs", "rood"),
    }

    assert is_beter(gegeven, berekend) == ((gegeven, berekend) in beter)


@eigenschap
@given(st.sampled_from([*KEUZES, Licht.GEEN]), st.sampled_from([*KEUZES, Licht.GEEN]))
def test_nooit_allebei_beter(een: Licht, twee: Licht) -> None:
    assert not (is_beter(een, twee) and is_beter(twee, een))
    assert not is_beter(een, "")
    assert not is_beter("", een)


def test_beter_dan_noemt_elk_licht() -> None:
    gegeven = {"totaal": "groen", "tijd": "groen", "geld": "grijs", "resultaat": "rood"}
    berekend = {"totaal": "rood", "tijd": "groen", "geld": "rood", "resultaat": "oranje"}

    assert beter_dan(gegeven, berekend) == ["totaal", "geld"]


# De feiten als tekst.

# Met opzet tekens waar het opschrijven over kan struikelen.
teksten = st.text(
    st.sampled_from("ab :“”\"'€\u00a0\n\r\x0b\x0c\x1c\x85\u2028.#"), min_size=1, max_size=20
).filter(lambda tekst: tekst.splitlines() != [""])
oordelen = st.lists(st.builds(Feit, st.sampled_from(KEUZES), teksten), max_size=4).map(
    lambda feiten: Oordeel(Licht.GRIJS, tuple(feiten))
)


@eigenschap
@given(st.builds(Berekening, st.just(Licht.GRIJS), oordelen, oordelen, oordelen))
def test_geschreven_feiten_worden_zo_gelezen(berekening: Berekening) -> None:
    assert lees_feiten(schrijf_feiten(berekening)) == {
        aspect: [Feit(feit.licht, " ".join(feit.tekst.splitlines())) for feit in deel.feiten]
        for aspect, deel in berekening.per_aspect().items()
    }


def test_de_feiten_als_tekst() -> None:
    gevonden = bereken(replace(GOED, planning=[LAAT, EINDE]), PEILDATUM)

    assert schrijf_feiten(gevonden) == (
        "tijd: oranje: Niet op tijd klaar (Q2 2019): “evaluatie OJG in college”.\n"
        # The amount stays on one line wherever the text is shown.
        "geld: groen: De dekking van €\u00a0140.000 in 2019 is besloten, en de verwachte uitgaven"
        " (€\u00a0140.000) passen in het plan.\n"
        "resultaat: groen: Bereikt: “OJG bij elke praktijk”."
    )


@pytest.mark.parametrize(
    "regel", ["", "[afgeschermd]", "tijd", "tijd: paars: x", "tijd: rood: ", "totaal: rood: x"]
)
def test_een_andere_regel_is_geen_feit(regel: str) -> None:
    assert lees_feiten(f"{regel}\ngeld: rood: weg") == {
        "tijd": [],
        "geld": [Feit(Licht.ROOD, "weg")],
        "resultaat": [],
    }


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [
        ("scholing", "Klaar: “scholing”."),
        ("Scholing.", "Klaar: “Scholing.”"),
        ("Scholing?", "Klaar: “Scholing?”"),
        (" a\n  b ", "Klaar: “a b”."),
    ],
)
def test_een_zin_eindigt_met_een_punt(tekst: str, zin: str) -> None:
    assert noem("Klaar", tekst) == zin


@eigenschap
@given(st.text())
def test_een_citaat_is_heel_en_op_een_regel(tekst: str) -> None:
    """Half a name would not be found when it is shielded."""
    assert citaat(tekst).split() == tekst.split()
    assert citaat(tekst).splitlines() in ([], [citaat(tekst)])


@pytest.mark.parametrize(
    ("verwacht_", "afgesproken", "kleur"),
    [
        (100, 100, "groen"),
        (101, 100, "oranje"),
        (110, 100, "oranje"),
        (111, 100, "rood"),
        (0, 0, "groen"),
        (1, 0, "rood"),
        (-95, -100, "oranje"),
        (-89, -100, "rood"),
    ],
)
def test_overschrijding(verwacht_: int, afgesproken: int, kleur: str) -> None:
    assert beoordeel_overschrijding(Decimal(verwacht_), Decimal(afgesproken)) == kleur


# Eigenschappen van het geheel.

VOORRAAD: dict[str, list[Any]] = {
    "planning": [
        COLLEGE,
        LAAT,
        EINDE,
        stap("besluit", "2019-Q2", soort="besluit", sleutel=7),
        stap("eind", "2022", was="2020-Q4"),
        stap("vanaf", "2019-Q1/"),
        stap("volgt", ""),
    ],
    "besluiten": [
        besluit("onderzoek", "2019-Q2", stap=7),
        besluit("onderzoek", "2019-Q2", stap=7, genomen_op=date(2019, 7, 1)),
        besluit("het plan", "2019-Q1", is_advies=True),
        besluit("later", "2020", wacht_niet=["start", "proef"]),
    ],
    "resultaten": [
        BEREIKT,
        replace(BEREIKT, toestand="deels"),
        replace(BEREIKT, toestand="niet te meten"),
    ],
    "reeksen": [
        Reeks(
            "jeugdigen",
            norm=Decimal(8),
            nulmeting=Decimal(5),
            metingen=[
                Meting(date(2019, 1, 31), Decimal(4)),
                Meting(date(2019, 3, 31), Decimal(3)),
                Meting(date(2019, 2, 28), Decimal(6)),
            ],
        )
    ],
}
GELD: dict[str, list[Any]] = {
    "investeringen": [
        A1,
        kosten("320000", "2019/", aard="structureel"),
        kosten(staat="p.m."),
        kosten(staat="leeg"),
        kosten(staat="binnen bestaand", wanneer=""),
    ],
    "dekkingen": [
        KAVEL,
        RESERVE,
        dekking("320000", status="aangevraagd", bron="kadernota"),
        dekking("9", status="afgewezen", bron="reserve"),
        dekking("60", "", bron="fonds"),
        dekking(staat="p.m.", status="voorgenomen"),
    ],
    "bestedingen": [verwacht("150000"), verwacht("900", blad=2), verwacht(None, blad=3)],
    "elders": ["2c", "3b"],
}


@st.composite
def gevallen(draw: st.DrawFn) -> Feiten:
    def kies(voorraad: dict[str, list[Any]]) -> dict[str, list[Any]]:
        return {
            naam: draw(st.lists(st.sampled_from(regels), max_size=4, unique_by=id))
            for naam, regels in voorraad.items()
        }

    besloten = draw(st.dictionaries(st.sampled_from([2019, 2020]), st.booleans()))
    geld = Geldfeiten(**kies(GELD), dekking_hoger=draw(st.booleans()), begroting_besloten=besloten)
    return Feiten(**kies(VOORRAAD), geld=geld)


def gehusseld(geval: Any, toeval: Any) -> Any:
    """The same facts, every sequence in another order."""
    anders = {}
    for naam, waarde in vars(geval).items():
        if isinstance(waarde, list):
            anders[naam] = toeval.sample(waarde, len(waarde))
        elif isinstance(waarde, Geldfeiten):
            anders[naam] = gehusseld(waarde, toeval)
    return replace(geval, **anders)


@eigenschap
@given(gevallen(), st.randoms())
def test_de_volgorde_maakt_niet_uit(feiten: Feiten, toeval: Any) -> None:
    feiten = replace(
        feiten,
        besluiten=[gehusseld(regel, toeval) for regel in feiten.besluiten],
        reeksen=[gehusseld(reeks, toeval) for reeks in feiten.reeksen],
    )

    assert bereken(gehusseld(feiten, toeval), PEILDATUM) == bereken(feiten, PEILDATUM)


@eigenschap
@given(gevallen())
def test_elk_licht_heeft_een_feit_en_elk_feit_is_een_zin(feiten: Feiten) -> None:
    for deel in bereken(feiten, PEILDATUM).per_aspect().values():
        assert deel.waarom
        for feit in deel.feiten:
            assert re.fullmatch(r"(?=[A-Z“])(?!.*(  |None|\.\.)).*(\.|[.?!…]”)", feit.tekst)


@eigenschap
@given(gevallen())
def test_alles_klaar_melden_maakt_het_totaal_nooit_erger(feiten: Feiten) -> None:
    klaar = [replace(regel, toestand="gereed", gereed_op=PEILDATUM) for regel in feiten.planning]
    eerst = bereken(feiten, PEILDATUM).totaal
    daarna = bereken(replace(feiten, planning=klaar), PEILDATUM).totaal
    rang = (*ERNST, Licht.GRIJS)

    assert rang.index(daarna) >= rang.index(eerst) or (eerst, daarna) == ("grijs", "groen")


@eigenschap
@given(st.lists(st.builds(Feit, st.sampled_from(KEUZES), st.text(max_size=3)), min_size=1))
def test_een_grijs_feit_verandert_geen_oordeel(feiten: list[Feit]) -> None:
    erbij = Feit(Licht.GRIJS, "Niet te zeggen.")

    assert oordeel([*feiten, erbij]).licht == oordeel(feiten).licht
