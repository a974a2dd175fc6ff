"""Checking a file in the exchange format."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from maatregelen.domain.uitwisselen.uitwisseling import Bevinding, controleer
from maatregelen.domain.uitwisselen.velden import VELDEN
from maatregelen.tests.fixtures_lezen import HOOFDMAP, SCHEMA, lees, lees_voorbeeld

ONBEKEND = "dit verwijst naar iets dat niet in het bestand staat"


@pytest.fixture
def bestand() -> Any:
    return lees("het-hogeland")


@pytest.mark.parametrize("slug", ["het-hogeland", "stadskanaal"])
def test_the_plans_of_this_house_have_no_findings(slug: str) -> None:
    assert controleer(lees(slug)) == []


def test_all_references_are_looked_at_at_once(bestand: Any) -> None:
    maatregel = bestand["maatregelen"][0]
    bestand["plan"]["voorzitter"] = "niemand"
    maatregel["thema"] = "99"
    maatregel["betrokkenen"][0]["wie"] = "wie-dan"
    maatregel["bladen"][0]["cluster"] = "9"
    bestand["maatregelen"][1]["bladen"][0]["planning"][0]["zelfde_als"] = "1a/9/1"

    assert controleer(bestand) == [
        Bevinding("plan.voorzitter", "niemand", ONBEKEND),
        Bevinding("maatregel 1a, thema", "99", ONBEKEND),
        Bevinding("maatregel 1a, wie", "wie-dan", ONBEKEND),
        Bevinding("maatregel 1a, cluster", "9", ONBEKEND),
        Bevinding("maatregel 1b, zelfde_als", "1a/9/1", ONBEKEND),
    ]


def test_an_organisatie_cannot_chair(bestand: Any) -> None:
    sleutel = bestand["organisaties"][0]["sleutel"]
    bestand["plan"]["opdrachtgever"] = sleutel

    assert controleer(bestand) == [Bevinding("plan.opdrachtgever", sleutel, ONBEKEND)]


def test_what_must_be_unique_is_counted(bestand: Any) -> None:
    bestand["themas"][1]["code"] = bestand["themas"][0]["code"]
    bestand["maatregelen"][1]["code"] = bestand["maatregelen"][0]["code"]
    bestand["personen"][1]["sleutel"] = bestand["personen"][0]["sleutel"]

    dubbel = [bevinding for bevinding in controleer(bestand) if bevinding.melding != ONBEKEND]

    melding = "dit komt 2 keer voor; het moet uniek zijn"
    assert dubbel == [
        Bevinding("themas", "1", melding),
        Bevinding("maatregelen", "1a", melding),
        Bevinding("personen en organisaties", "r-van-nuil", melding),
    ]


def test_a_planning_line_has_a_key_of_its_own(bestand: Any) -> None:
    planning = bestand["maatregelen"][0]["bladen"][0]["planning"]
    planning[1]["sleutel"] = planning[0]["sleutel"]

    assert Bevinding("maatregel 1a", "1a/1/1", "deze sleutel komt vaker dan één keer voor") in (
        controleer(bestand)
    )


def test_a_line_may_not_repeat_one_on_its_own_sheet(bestand: Any) -> None:
    planning = bestand["maatregelen"][1]["bladen"][0]["planning"]
    planning[1]["zelfde_als"] = planning[0]["sleutel"]

    assert controleer(bestand) == [
        Bevinding(
            "maatregel 1b, zelfde_als",
            planning[0]["sleutel"],
            "verwijs naar de eerste keer dat de regel er staat: op een ander blad van deze"
            " maatregel",
        )
    ]


def test_a_range_that_ends_before_it_begins_is_found(bestand: Any) -> None:
    periode = {"soort": "reeks", "van": "2020", "tot_en_met": "2019", "letterlijk": ""}
    bestand["maatregelen"][0]["bladen"][0]["planning"][0]["periode"] = periode

    assert controleer(bestand) == [
        Bevinding(
            "maatregel 1a, regel 1a/1/1",
            periode,
            "Het einde (2019-12-31) ligt voor het begin (2020-01-01).",
        )
    ]


@pytest.mark.parametrize(
    ("plek", "waarde", "verwacht"),
    [
        ("versie", 3, "versie: hier moet 2 staan (er staat 3)"),
        ("gemeente", [], "gemeente: dit moet van de soort object zijn (er staat [])"),
        ("themas", [], "themas: hier staat minder dan 1 (er staat [])"),
    ],
)
def test_a_fault_of_shape_says_where_what_and_what_to_do(
    bestand: Any, plek: str, waarde: Any, verwacht: str
) -> None:
    assert [str(bevinding) for bevinding in controleer(bestand | {plek: waarde})] == [verwacht]


def test_a_missing_and_an_unknown_key_are_found(bestand: Any) -> None:
    del bestand["gemeente"]["naam"]
    bestand["plan"]["kleur"] = "rood"

    assert [(bevinding.plek, bevinding.melding) for bevinding in controleer(bestand)] == [
        ("gemeente", "hier ontbreekt een sleutel; vul aan wat het uitwisselformaat vraagt"),
        ("plan", "hier staat een sleutel die het uitwisselformaat niet kent"),
    ]


@pytest.mark.parametrize("bestand", [[], None, 3, "plan"])
def test_what_is_no_object_is_one_finding(bestand: Any) -> None:
    assert controleer(bestand) == [
        Bevinding("het bestand", bestand, "dit moet van de soort object zijn")
    ]


def test_a_long_value_is_cut() -> None:
    bevinding = Bevinding("tekst", "x" * 200, "te lang")

    assert str(bevinding) == f'tekst: te lang (er staat "{"x" * 79})'


def test_het_voorbeeld_in_de_uitleg_klopt() -> None:
    assert controleer(lees_voorbeeld()) == []


def test_elke_sleutel_van_het_formaat_staat_in_de_uitleg() -> None:
    uitleg = (HOOFDMAP / "docs" / "uitwisselformaat.md").read_text(encoding="utf-8")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    namen = set(schema["properties"])
    namen |= {naam for deel in schema["$defs"].values() for naam in deel.get("properties", {})}
    assert sorted(naam for naam in namen if f"`{naam}`" not in uitleg) == []


def test_een_bestand_van_versie_1_krijgt_een_bevinding_die_zegt_wat_te_doen() -> None:
    assert [str(bevinding) for bevinding in controleer({"formaat": "plan", "versie": 1})] == [
        "versie: dit bestand is van versie 1, en deze toepassing leest alleen versie 2; zet het om"
        " zoals docs/uitwisselformaat.md zegt onder “Van versie 1 naar versie 2” (er staat 1)"
    ]


def zet(pad: str, waarde: Any) -> Callable[[Any], None]:
    """A change of the example: "maatregelen.0.titel" is where; "+" at the end adds to a list."""

    def verander(deel: Any) -> None:
        *weg, laatste = [int(stap) if stap.isdigit() else stap for stap in pad.split(".")]
        for stap in weg:
            deel = deel[stap]
        if laatste == "+":
            deel.append(waarde)
        else:
            deel[laatste] = waarde

    return verander


GELD = "maatregelen.0.bladen.0.investeringen.0"
REGEL = "maatregelen.0.bladen.0.planning.0"
STAND = "maatregelen.0.standen.0"


@pytest.mark.parametrize(
    ("plek", "waarde", "verwacht"),
    [
        ("plan.risicos.0.eigenaar", "niemand", ("plan, risico, eigenaar", ONBEKEND)),
        ("plan.projectrollen.0.wie", "niemand", ("plan.projectrollen, wie", ONBEKEND)),
        ("plan.projectrollen.0.thema", "9", ("plan.projectrollen, thema", ONBEKEND)),
        ("plan.vervallen.0.maatregel", "9z", ("plan.vervallen, maatregel", ONBEKEND)),
        (
            "plan.besluitmomenten.0.regel",
            "1a/-/1",
            (
                "plan.besluitmomenten, regel",
                "een regel hoort bij een maatregel; zet het besluit daar",
            ),
        ),
        (
            "plan.tot_en_met",
            "2025-01-01",
            ("plan.tot_en_met", "de laatste dag ligt voor de eerste"),
        ),
        ("plan.voorganger", "plan-jeugdhulp-2026", ("plan.voorganger", "dit is het plan zelf")),
        (
            "maatregelen.0.doelen.+",
            {"doel": "1", "primair": True, "twijfel": ""},
            (
                "maatregel 1a, doelen",
                "zeg in plan.beleidsplan van welk beleidsplan deze doelen zijn",
            ),
        ),
        (
            "maatregelen.0.fase",
            "gepland",
            ("maatregel 1a, fase", "de laatste stand zegt “in uitvoering”; maak ze gelijk"),
        ),
        (
            "maatregelen.0.samenhang.0.maatregel",
            "1a",
            ("maatregel 1a, samenhang 1", "een maatregel hangt niet met zichzelf samen"),
        ),
        (
            "maatregelen.0.samenhang.0.organisatie",
            None,
            (
                "maatregel 1a, samenhang 1",
                "vul één van maatregel, thema, organisatie en buiten in",
            ),
        ),
        (
            "maatregelen.0.bladen.0.vermeldingen.0.sleutel",
            "1a/-/i1",
            ("maatregel 1a, vermelding", "dit geld telt al op dit blad"),
        ),
        (
            "maatregelen.0.bladen.0.vermeldingen.0.sleutel",
            "plan/d9",
            ("maatregel 1a, vermelding", ONBEKEND),
        ),
        (
            f"{GELD}.sleutel",
            "plan/i1",
            ("geld", "dit komt 2 keer voor; het moet uniek zijn"),
        ),
        (
            f"{GELD}.staat",
            "p.m.",
            (
                "maatregel 1a, investering 1a/-/i1, bedrag",
                "bij staat “p.m.” hoort geen bedrag",
            ),
        ),
        (
            f"{GELD}.per",
            "onbekend",
            (
                "maatregel 1a, investering 1a/-/i1, aanname",
                "vul dit in bij per “onbekend”, en alleen dan",
            ),
        ),
        (
            f"{GELD}.tot_en_met",
            "2025",
            ("maatregel 1a, investering 1a/-/i1", "de laatste dag ligt voor de eerste"),
        ),
        (
            f"{REGEL}.gereed_op",
            "2026-02-01",
            ("maatregel 1a, regel 1a/-/1, gereed_op", "deze dag past alleen bij toestand gereed"),
        ),
        (
            f"{REGEL}.basis",
            {"van": "2026-02-01", "tot_en_met": "2026-01-01"},
            ("maatregel 1a, regel 1a/-/1, basis", "de laatste dag ligt voor de eerste"),
        ),
        (
            f"{STAND}.afwijking_reden",
            "zomaar",
            (
                "maatregel 1a, stand 1, afwijking_reden",
                "het totaal wijkt niet af van het slechtste licht; laat dit leeg",
            ),
        ),
        (
            "maatregelen.0.resultaten.0.toestand",
            "bereikt",
            (
                "maatregel 1a, resultaat 1, toestand_op",
                "zeg op welke dag het resultaat zo was",
            ),
        ),
        (
            f"{GELD}.bedrag",
            "64.000,00",
            (
                "maatregelen[1].bladen[1].investeringen[1].bedrag",
                "dit is anders geschreven dan het uitwisselformaat vraagt: Euro’s als tekst, met"
                " twee decimalen en een punt",
            ),
        ),
        (
            f"{GELD}.van",
            "Q1 2026",
            (
                "maatregelen[1].bladen[1].investeringen[1].van",
                "dit is geen dag, maand, kwartaal, half jaar of jaar; schrijf zoals 2019-Q2",
            ),
        ),
    ],
)
def test_wat_in_een_plan_niet_kan_is_een_bevinding(
    plek: str, waarde: Any, verwacht: tuple[str, str]
) -> None:
    bestand = lees_voorbeeld()
    zet(plek, waarde)(bestand)

    assert verwacht in [(bevinding.plek, bevinding.melding) for bevinding in controleer(bestand)]


def test_een_stand_van_later_staat_niet_voor_een_eerdere() -> None:
    bestand = lees_voorbeeld()
    standen = bestand["maatregelen"][0]["standen"]
    standen.append(standen[0] | {"peildatum": "2026-01-31"})

    assert controleer(bestand) == [
        Bevinding("maatregel 1a, stand 2, peildatum", "2026-01-31", "zet de oudste stand eerst")
    ]


def test_negen_cijfers_in_een_bedrag_zijn_geen_clientnummer() -> None:
    bestand = lees_voorbeeld()
    bestand["maatregelen"][0]["bladen"][0]["investeringen"][0]["bedrag"] = "1234567.82"

    assert controleer(bestand) == []


def beleidsplan(*doelen: tuple[str, str | None]) -> Any:
    voorbeeld = lees_voorbeeld()
    velden = "slug titel van tot_en_met stadium versienaam voorganger bron herijking".split()
    velden += "vaststellingen risicos besluitmomenten contextcijfers twijfel".split()
    leeg: Any = {"niveau": "doel", "titel": "Beter", "tekst": "", "richting": "", "twijfel": ""}
    return {
        **{naam: voorbeeld[naam] for naam in ("versie", "gemeente", "personen", "organisaties")},
        "formaat": "beleidsplan",
        "beleidsplan": {veld: voorbeeld["plan"][veld] for veld in velden},
        "doelen": [
            {"code": code, "ouder": ouder, **leeg, "resultaten": [], "risicos": []}
            for code, ouder in doelen
        ],
    }


def test_een_doel_staat_na_het_doel_erboven() -> None:
    assert controleer(beleidsplan(("1", None), ("1a", "1"))) == []
    assert controleer(beleidsplan(("1a", "1"), ("1", None))) == [
        Bevinding("doel 1a, ouder", "1", "zet het doel erboven eerst, in hetzelfde bestand")
    ]


@pytest.mark.parametrize("waarde", ["1.00\n", "1.00 ", "\n1.00"])
def test_een_regeleinde_na_een_bedrag_is_geen_bedrag(waarde: str) -> None:
    bestand = lees("het-hogeland")
    bestand["maatregelen"][0]["bladen"][0]["investeringen"][0]["bedrag"] = waarde

    assert len(controleer(bestand)) == 1


def test_van_een_einde_staan_dag_en_reden_er_allebei(bestand: Any) -> None:
    rij = bestand["maatregelen"][0]["resultaten"][0]
    rij["beeindigd_op"] = "2024-06-30"

    assert [bevinding.melding for bevinding in controleer(bestand)] == [
        "beeindigd_op en einde_reden horen bij elkaar; geef ze allebei, of geen"
    ]

    rij["einde_reden"] = "Telt niet meer."
    assert controleer(bestand) == []


def test_wat_mag_ontbreken_zegt_ook_de_lijst_van_kolommen() -> None:
    """The schema and `VELDEN` agree on it."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]
    volgens_lijst = {
        deel: {veld.partition("?")[0] for veld in velden if "?" in veld}
        for deel, velden in VELDEN.items()
    }

    assert {deel: namen for deel, namen in volgens_lijst.items() if namen} == {
        deel: set(vorm["properties"]) - set(vorm["required"])
        for deel, vorm in schema.items()
        if set(vorm.get("properties", {})) - set(vorm.get("required", vorm.get("properties", {})))
    }
