"""The letters that go with a frozen report: what stands in them, and what never does."""

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document

from jeugdhulp import logboek
from maatregelen.tests.factories import in_handeling
from rapportage.domain.briefpapier import Briefpapier
from rapportage.domain.brieven import BRIEVEN, CONCEPT, maak_brief
from rapportage.models import Rapportversie
from rapportage.tests.factories import (
    MOMENT,
    RapportageFactory,
    RapportversieFactory,
    gegevens_van,
    maak_erratum,
)

pytestmark = pytest.mark.django_db
SOORTEN = sorted(BRIEVEN)


NODIG = {
    "soort": "besluit",
    "orgaan": "college",
    "onderwerp": "meer geld",
    "wanneer": "Q1 2027",
}


def rood(code: str, *nodig: dict[str, str]) -> dict[str, Any]:
    return {
        "code": code,
        "titel": "Hulp dichtbij",
        "reden": "De offerte blijft uit.",
        "besluiten_nodig": nodig,
    }


def gegevens(**anders: Any) -> dict[str, Any]:
    """The blocks a letter reads, as a report freezes them."""
    feiten = {
        "aantal": 4,
        "tellingen": [
            {"licht": "rood", "woord": "Rood", "aantal": 2},
            {"licht": "oranje", "woord": "Oranje", "aantal": 1},
            {"licht": "groen", "woord": "Groen", "aantal": 1},
            {"licht": "grijs", "woord": "Grijs", "aantal": 0},
        ],
        "rood": [rood("1a", NODIG), rood("1b")],
        "geld": "",
        "sinds": {
            "titel": "Voortgangsrapportage oktober 2023",
            "peildatum": "2023-10-01",
            "stappen": [
                {"code": "1a", "titel": "Hulp dichtbij", "was": "Groen", "nu": "Rood"},
            ],
        },
    }
    besluit = {
        "dag": "2024-03-03",
        "wie": "college",
        "onderwerp": "Een tweede aanbieder",
        "uitkomst": "Akkoord",
    }
    geld = {
        "samenvatting": "Er is een tekort in 2025 (€ 40.000).",
        "onbeslist": [
            {"waar": "1a Hulp", "bedrag": "€ 5.000", "bron": "reserve", "status": "aangevraagd"}
        ],
        "loopt_af": [{"waar": "het hele plan", "bedrag": "", "bron": "rijk", "jaar": 2025}],
    }
    tekst = "Het gaat **goed**, op twee na.\n\n1. Eerst dit.\n2. Dan dat.\n\n- Los punt.\n"
    return {
        "blokken": [
            blok("inleiding", {"van": "2019-01-01", "tot_en_met": "2022-12-31"}),
            blok("samenvatting", feiten, [{"thema": "", "tekst": tekst}]),
            blok("veranderingen", {"vorige": {"titel": "x"}, "besluiten": [besluit]}),
            blok("geld", geld),
        ],
        "bijlage": {"besluitpunten": "1. Extra geld vrijmaken.\n\n- De raad informeren.\n"},
    } | anders


def blok(soort: str, feiten: Any, teksten: Any = ()) -> dict[str, Any]:
    return {"soort": soort, "kop": soort, "anker": soort, "teksten": teksten, "feiten": feiten}


@pytest.fixture
def versie(plan: Any) -> Rapportversie:
    rapportage = RapportageFactory(plan=plan, nummer=7)
    return RapportversieFactory(rapportage=rapportage, gereed=True, gegevens=gegevens())


def lees(versie: Rapportversie, soort: str) -> Any:
    return Document(io.BytesIO(maak_brief(versie, soort).docx))


def regels(document: Any) -> list[str]:
    """Each paragraph as its style and text."""
    return [f"{alinea.style.name}: {alinea.text}" for alinea in document.paragraphs]


def test_the_letter_to_the_raad_tells_the_core_and_what_goes_with_it(versie: Any) -> None:
    pdf = versie.publicaties.get(vorm="pdf")
    onderwerp = "Voortgangsrapportage april 2024, Plan Jeugd"

    assert regels(lees(versie, "raadsinformatiebrief")) == [
        "Heading 1: Raadsinformatiebrief",
        "Normal: Gemeente: Waterstad",
        "Normal: Van: het college van burgemeester en wethouders van Waterstad",
        "Normal: Aan: de gemeenteraad",
        f"Normal: Onderwerp: {onderwerp}",
        "Normal: Portefeuillehouder: [vul in]",
        "Normal: Datum: [vul in]",
        "Normal: Zaaknummer: [vul in]",
        "Normal: Geachte leden van de raad,",
        "Normal: Hierbij ontvangt u ‘Voortgangsrapportage april 2024’. Het rapport laat zien hoe"
        f" ‘Plan Jeugd’ er op {dag(versie)} voor stond. Het plan loopt van 1 januari 2019 tot en"
        " met 31 december 2022.",
        "Heading 2: Kernboodschap",
        "Normal: Het gaat goed, op twee na.",
        "List Number: Eerst dit.",
        "List Number: Dan dat.",
        "List Bullet: Los punt.",
        "Normal: Het rapport gaat over 4 maatregelen: 2 rood, 1 oranje, 1 groen.",
        "Normal: Rood vraagt een besluit. Dit is rood:",
        "List Bullet: 1a Hulp dichtbij: De offerte blijft uit. Besluit nodig (college,"
        " Q1 2027): meer geld.",
        "List Bullet: 1b Hulp dichtbij: De offerte blijft uit.",
        "Heading 2: Wat er veranderde",
        "Normal: Sinds ‘Voortgangsrapportage oktober 2023’ (stand op 1 oktober 2023) kreeg dit een"
        " ander licht:",
        "List Bullet: 1a Hulp dichtbij: van groen naar rood.",
        "Normal: Sindsdien is besloten:",
        "List Bullet: 3 maart 2024, college: Een tweede aanbieder. Akkoord.",
        "Heading 2: Geld",
        "Normal: Er is een tekort in 2025 (€ 40.000).",
        "Heading 2: Vervolg",
        "Normal: [Schrijf hier wat het college nu doet, wanneer de raad het rapport bespreekt en"
        " wanneer het volgende komt.]",
        "Normal: Met vriendelijke groet,",
        "Normal: Het college van burgemeester en wethouders van Waterstad",
        "Normal: [Zet hier de namen van de secretaris en de burgemeester.]",
        "Heading 2: Bijlage",
        f"List Bullet: {onderwerp}, versie 1 ({pdf.naam})",
        "Normal: Wie wil weten of een bestand dit rapport is, rekent er het controlegetal (sha256)"
        f" van uit. Dat van de bijlage is: {pdf.sha256}",
    ]


def dag(versie: Any) -> str:
    return f"{versie.rapportage.peildatum.day} april 2024"


@pytest.mark.parametrize(
    ("regel", "punt"),
    [
        ("140.000 euro vrijmaken.", "140.000 euro vrijmaken."),
        ("3d Hulp op school voortzetten.", "3d Hulp op school voortzetten."),
        ("- 12 maanden uitstel geven.", "12 maanden uitstel geven."),
        ("2) 2027 aanwijzen.", "2027 aanwijzen."),
        ("Kort\x0b en goed.", "Kort en goed."),
    ],
)
def test_a_point_loses_its_mark_and_nothing_more(plan: Any, regel: str, punt: str) -> None:
    versie = RapportversieFactory(
        rapportage=RapportageFactory(plan=plan),
        gereed=True,
        gegevens=gegevens(bijlage={"besluitpunten": regel}),
    )

    assert f"List Number: {punt}" in regels(lees(versie, "collegevoorstel"))


def test_the_proposal_begins_with_what_is_decided_one_a_line(versie: Any) -> None:
    gelezen = regels(lees(versie, "collegevoorstel"))

    begin = gelezen.index("Heading 2: Besluitpunten")
    assert gelezen[begin : begin + 5] == [
        "Heading 2: Besluitpunten",
        "Normal: Het college besluit:",
        "List Number: Extra geld vrijmaken.",
        "List Number: De raad informeren.",
        "Heading 2: Samenvatting",
    ]
    assert [regel for regel in gelezen if regel.startswith("Heading 2")] == [
        "Heading 2: Besluitpunten",
        "Heading 2: Samenvatting",
        "Heading 2: Wat er veranderde",
        "Heading 2: Argumenten",
        "Heading 2: Kanttekeningen",
        "Heading 2: Financiën",
        "Heading 2: Vervolg en communicatie",
        "Heading 2: Bijlage",
    ]


def test_the_proposal_tells_what_the_report_says_of_money(versie: Any) -> None:
    gelezen = regels(lees(versie, "collegevoorstel"))

    begin = gelezen.index("Heading 2: Financiën")
    assert gelezen[begin + 1 : gelezen.index("Heading 2: Vervolg en communicatie")] == [
        "Normal: Er is een tekort in 2025 (€ 40.000).",
        "Normal: Deze dekking is nog niet besloten, of afgewezen:",
        "List Bullet: 1a Hulp: € 5.000, reserve (aangevraagd)",
        "Normal: Deze dekking loopt af terwijl de kosten doorgaan:",
        "List Bullet: het hele plan: rijk, tot en met 2025",
        "Normal: [Schrijf hier wat dit besluit kost en waar het van wordt betaald.]",
    ]


@pytest.mark.parametrize(
    ("naam", "aantal", "zin"),
    [
        ("maatregel", 1, "Het rapport gaat over 1 maatregel: 2 rood."),
        ("maatregel", 3, "Het rapport gaat over 3 maatregelen: 2 rood."),
        ("actie", 3, "Per actie geeft het rapport een licht. Dat zijn er 3: 2 rood."),
    ],
)
def test_it_counts_in_the_words_of_the_plan(plan: Any, naam: str, aantal: int, zin: str) -> None:
    feiten = {"aantal": aantal, "tellingen": [{"woord": "Rood", "aantal": 2}], "rood": []}
    rapportage = RapportageFactory(plan=plan)
    eigen = gegevens_van(rapportage)["plan"] | {"naam_maatregel": naam}
    versie = RapportversieFactory(
        rapportage=rapportage,
        gereed=True,
        gegevens={"blokken": [blok("samenvatting", feiten)], "plan": eigen},
    )

    assert f"Normal: {zin}" in regels(lees(versie, "raadsinformatiebrief"))


def test_what_the_college_decides_is_never_in_the_letter_to_the_raad(versie: Any) -> None:
    assert "Extra geld vrijmaken" not in " ".join(regels(lees(versie, "raadsinformatiebrief")))


@pytest.mark.parametrize("soort", SOORTEN)
def test_each_list_with_numbers_begins_at_one(versie: Any, soort: str) -> None:
    """The numbering is a new one, that starts over."""
    document = lees(versie, soort)
    nummers = {
        alinea._p.pPr.numPr.numId.val
        for alinea in document.paragraphs
        if alinea.style.name == "List Number"
    }
    begin = {
        num.numId: [over.startOverride.val for over in num.lvlOverride_lst]
        for num in document.part.numbering_part.element.num_lst
    }

    assert len(nummers) == (2 if soort == "collegevoorstel" else 1)
    assert [begin[nummer] for nummer in nummers] == [[1]] * len(nummers)


@pytest.mark.parametrize("soort", SOORTEN)
def test_it_is_dutch_without_macros_and_says_what_it_is(versie: Any, soort: str) -> None:
    brief = maak_brief(versie, soort)
    document = Document(io.BytesIO(brief.docx))
    with zipfile.ZipFile(io.BytesIO(brief.docx)) as bestand:
        namen, stijlen = bestand.namelist(), bestand.read("word/styles.xml").decode()
        soorten = bestand.read("[Content_Types].xml").decode()

    kern = document.core_properties
    assert (kern.title, kern.language, kern.author, kern.comments, kern.last_modified_by) == (
        BRIEVEN[soort],
        "nl-NL",
        "Waterstad",
        "",
        "",
    )
    assert (kern.created, kern.modified) == (MOMENT, MOMENT)
    assert set(re.findall(r'w:lang w:val="([^"]+)"', stijlen)) == {"nl-NL"}
    assert [naam for naam in namen if "vba" in naam.lower()] == []
    assert "macroEnabled" not in soorten
    dag = versie.rapportage.peildatum.isoformat()
    assert brief.bestandsnaam == f"{soort}-waterstad-{dag}-versie-1.docx"


@pytest.mark.parametrize("soort", SOORTEN)
def test_the_same_version_gives_the_same_bytes_whatever_changes_afterwards(
    versie: Any, soort: str
) -> None:
    eerst = maak_brief(versie, soort).docx
    plan = versie.rapportage.plan
    with in_handeling():
        plan.titel = "Heel ander plan"
        plan.save()
        versie.rapportage.titel = "Andere titel"
        versie.rapportage.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))

    assert maak_brief(Rapportversie.objects.get(), soort).docx == eerst


@pytest.mark.parametrize("soort", SOORTEN)
def test_invented_data_are_called_so_on_every_page(plan: Any, soort: str) -> None:
    versie = RapportversieFactory(
        rapportage=RapportageFactory(plan=plan), gereed=True, gegevens={"voorbeeld": True}
    )

    [deel] = lees(versie, soort).sections
    assert [alinea.text for alinea in deel.header.paragraphs] == [
        CONCEPT,
        "Voorbeeld: de gegevens in deze brief zijn verzonnen.",
    ]


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_letter_is_a_concept_until_its_writer_says_otherwise(versie: Any, soort: str) -> None:
    [deel] = lees(versie, soort).sections

    assert [alinea.text for alinea in deel.header.paragraphs] == [CONCEPT]


@pytest.mark.parametrize("soort", SOORTEN)
def test_where_nothing_changed_it_says_so(plan: Any, soort: str) -> None:
    sinds = {"titel": "Rapport oktober 2023", "peildatum": "2023-10-01", "stappen": []}
    versie = RapportversieFactory(
        rapportage=RapportageFactory(plan=plan),
        gereed=True,
        gegevens={"blokken": [blok("samenvatting", {"sinds": sinds})]},
    )

    assert (
        "Normal: Sinds ‘Rapport oktober 2023’ (stand op 1 oktober 2023) kreeg niets een ander"
        " licht." in regels(lees(versie, soort))
    )


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_report_with_nothing_in_it_still_gives_a_letter(plan: Any, soort: str) -> None:
    versie = RapportversieFactory(rapportage=RapportageFactory(plan=plan), gereed=True)

    gelezen = regels(lees(versie, soort))

    assert any("‘Plan Jeugd’" in regel and dag(versie) in regel for regel in gelezen)
    assert "Heading 2: Wat er veranderde" not in gelezen
    wat = "[Schrijf hier wat het college besluit, elk besluit op een regel.]"
    assert (f"Normal: {wat}" in gelezen) is (soort == "collegevoorstel")


def test_what_is_rood_is_named_up_to_eight_and_counted_after_that(plan: Any) -> None:
    feiten = {
        "aantal": 10,
        "tellingen": [{"woord": "Rood", "aantal": 10}],
        "rood": [rood(f"{nummer}a") for nummer in range(1, 11)],
    }
    versie = RapportversieFactory(
        rapportage=RapportageFactory(plan=plan),
        gereed=True,
        gegevens={"blokken": [blok("samenvatting", feiten)]},
    )

    gelezen = regels(lees(versie, "raadsinformatiebrief"))

    assert sum("Hulp dichtbij" in regel for regel in gelezen) == 8
    assert "Normal: Nog 2 andere staan in het rapport." in gelezen


@pytest.mark.parametrize("soort", SOORTEN)
def test_of_what_got_another_light_five_are_named(plan: Any, soort: str) -> None:
    stappen = [
        {"code": f"{nummer}a", "titel": "Hulp", "was": "Groen", "nu": "Rood"}
        for nummer in range(1, 8)
    ]
    sinds = {"titel": "Rapport", "peildatum": "2023-10-01", "stappen": stappen}
    versie = RapportversieFactory(
        rapportage=RapportageFactory(plan=plan),
        gereed=True,
        gegevens={"blokken": [blok("samenvatting", {"sinds": sinds})]},
    )

    gelezen = regels(lees(versie, soort))

    assert sum("van groen naar rood" in regel for regel in gelezen) == 5
    assert "Normal: Nog 2 andere staan in het rapport." in gelezen


def test_there_is_no_letter_about_what_was_taken_away(versie: Any) -> None:
    maak_erratum(versie)

    assert [maak_brief(versie, soort) for soort in SOORTEN] == [None, None]


def test_marks_in_a_text_become_bold_and_italic_and_no_more() -> None:
    blad = Briefpapier(titel="T", onderwerp="", auteur="", moment=MOMENT, merken=())
    blad.tekst("# Kop\n\nGewoon **vet** en *schuin* <b>zo</b>\nverder\n\n- een\n  - diep\n")

    alineas = Document(io.BytesIO(blad.als_bytes())).paragraphs
    assert [f"{alinea.style.name}: {alinea.text}" for alinea in alineas[1:]] == [
        "Heading 3: Kop",
        "Normal: Gewoon vet en schuin <b>zo</b>\nverder",
        "List Bullet: een",
        "List Bullet: diep",
    ]
    delen = [(run.text, run.bold, run.italic) for run in alineas[2].runs if run.text.strip()]
    assert delen == [
        ("Gewoon ", None, None),
        ("vet", True, None),
        (" en ", None, None),
        ("schuin", None, True),
        (" <b>zo</b>", None, None),
        ("verder", None, None),
    ]
