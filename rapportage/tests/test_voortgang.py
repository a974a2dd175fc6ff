"""What the voortgangsrapportage tells, to whom, and in which words."""

import json
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse

from jeugdhulp import kalender, logboek
from jeugdhulp.choices import OrganisatieSoort
from jeugdhulp.models import Organisatie
from jeugdhulp.tests.factories import GemeenteFactory, PersoonFactory
from jeugdhulp.tests.lezen import vind
from maatregelen.models import Maatregel, Plan
from maatregelen.stoplicht import BETEKENIS, definities
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    in_handeling,
    maak_stand,
)
from rapportage.blokken.basis import Bron
from rapportage.domain.samenstellen import Kop, als_html, verzamel

pytestmark = pytest.mark.django_db
DAG = date(2019, 3, 31)


def gegevens_van(plan: Plan, *, werkversie: bool = False) -> dict[str, Any]:
    kop = Kop("Voortgangsrapportage", kalender.nu(), "procesregisseur")
    return verzamel(Bron(plan, DAG, DAG, werkversie=werkversie), kop)


def feiten(gegevens: dict[str, Any], soort: str) -> dict[str, Any]:
    (blok,) = (blok for blok in gegevens["blokken"] if blok["soort"] == soort)
    return blok["feiten"]


def maatregelen_in(gegevens: dict[str, Any]) -> list[dict[str, Any]]:
    themas = feiten(gegevens, "maatregelen")["themas"]
    return [maatregel for thema in themas for maatregel in thema["maatregelen"]]


def blad_van(plan: Plan, *, werkversie: bool = False) -> HttpResponse:
    """The report as a page, to read as one."""
    return HttpResponse(als_html(gegevens_van(plan, werkversie=werkversie)))


def alles(blad: HttpResponse) -> str:
    return " ".join(vind(blad, "body"))


def aandacht(blad: HttpResponse) -> list[str]:
    return vind(blad, ".aandacht tbody tr")


def zinnen(blad: HttpResponse) -> list[str]:
    return vind(blad, ", ".join("#stoplicht-aandacht" + " + p" * aantal for aantal in (1, 2, 3)))


@pytest.fixture
def een(plan: Plan) -> Maatregel:
    """Measure 1a, confirmed groen by a document; its text and planning carry a note."""
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij huis")
    MijlpaalFactory(blad=BladFactory(maatregel=maatregel), twijfel="De bron zegt Q2 of Q3.")
    maak_stand(maatregel, peildatum=DAG, bron="Nota", twijfel="Er staan twee bedragen.")
    return maatregel


@pytest.mark.parametrize(
    ("werkversie", "notities"),
    [(True, ["Er staan twee bedragen.", "De bron zegt Q2 of Q3."]), (False, ["", ""])],
)
def test_notes_stay_in_a_werkversie(een: Maatregel, werkversie: bool, notities: list[str]) -> None:
    (maatregel,) = maatregelen_in(gegevens_van(een.plan, werkversie=werkversie))

    regel = maatregel["bladen"][0]["planning"][0]
    assert [maatregel["twijfel"], regel["twijfel"]] == notities
    tekst = alles(blad_van(een.plan, werkversie=werkversie))
    assert ("na te gaan" in tekst.lower()) == werkversie


def test_the_keys_are_the_same_in_both_kinds(een: Maatregel) -> None:
    MaatregelFactory(plan=een.plan, thema=een.thema, code="1b")

    sleutels = [
        [list(maatregel) for maatregel in maatregelen_in(gegevens_van(een.plan, werkversie=soort))]
        for soort in (True, False)
    ]
    assert (sleutels[0] == sleutels[1], sleutels[0][0] == sleutels[0][1]) == (True, True)


TREKKERS = [
    ([], ("", "nog geen trekker"), ("", "nog geen trekker")),
    (["persoon"], ("A. Bos", "trekker: A. Bos"), ("een medewerker", "trekker: een medewerker")),
    (
        ["persoon", "persoon"],
        ("A. Bos en B. Bos", "trekkers: A. Bos en B. Bos"),
        ("2 medewerkers", "trekkers: 2 medewerkers"),
    ),
    (
        ["vacature", "functie"],
        ("B. Bos en vacature", "trekkers: B. Bos en vacature"),
        ("B. Bos en vacature", "trekkers: B. Bos en vacature"),
    ),
    (
        ["vacature", "vacature", "functie", "persoon"],
        ("D. Bos, C. Bos en 2 vacatures", "trekkers: D. Bos, C. Bos en 2 vacatures"),
        (
            "een medewerker, C. Bos en 2 vacatures",
            "trekkers: een medewerker, C. Bos en 2 vacatures",
        ),
    ),
]


@pytest.mark.parametrize(("soorten", "binnen", "buiten"), TREKKERS)
def test_trekkers(
    een: Maatregel, soorten: list[str], binnen: tuple[str, str], buiten: tuple[str, str]
) -> None:
    for letter, soort in zip("ABCD", soorten, strict=False):
        persoon = PersoonFactory(gemeente=een.plan.gemeente, naam=f"{letter}. Bos", soort=soort)
        BetrokkenheidFactory(maatregel=een, persoon=persoon)

    for werkversie, (namen, regel) in ((True, binnen), (False, buiten)):
        (maatregel,) = maatregelen_in(gegevens_van(een.plan, werkversie=werkversie))
        blad = blad_van(een.plan, werkversie=werkversie)
        assert maatregel["trekkers"] == namen
        assert vind(blad, ".onder-kop") == [f"In uitvoering · {regel}"]
        assert vind(blad, "td.trekker") == [namen or "nog geen trekker"]


@pytest.mark.parametrize(
    ("functies", "genoemd"),
    [
        (["coach"], "coach"),
        (["coach", "adviseur"], "coach en adviseur"),
        (["coach", "coach"], "coach (2)"),
        (["coach", ""], "coach en een medewerker"),
        (["", "coach", "", "coach"], "coach (2) en 2 medewerkers"),
    ],
)
def test_who_has_a_functie_is_called_by_it_where_names_are_not(
    een: Maatregel, functies: list[str], genoemd: str
) -> None:
    for letter, functie in zip("ABCD", functies, strict=False):
        persoon = PersoonFactory(gemeente=een.plan.gemeente, naam=f"{letter}. Bos", functie=functie)
        BetrokkenheidFactory(maatregel=een, persoon=persoon)

    (buiten,) = maatregelen_in(gegevens_van(een.plan))
    (binnen,) = maatregelen_in(gegevens_van(een.plan, werkversie=True))

    assert buiten["trekkers"] == genoemd
    assert ("coach" in binnen["trekkers"], binnen["trekkers"].startswith("A. Bos")) == (False, True)


def test_a_trekker_of_before_or_after_the_day_is_not_told(een: Maatregel) -> None:
    gemeente = een.plan.gemeente
    oud, nu, later = (PersoonFactory(gemeente=gemeente, naam=naam) for naam in ("Oud", "Nu", "Na"))
    BetrokkenheidFactory(maatregel=een, persoon=oud, tot_en_met=date(1999, 12, 31))
    BetrokkenheidFactory(maatregel=een, persoon=nu)
    BetrokkenheidFactory(maatregel=een, persoon=later, van=date(2098, 1, 1))

    (maatregel,) = maatregelen_in(gegevens_van(een.plan, werkversie=True))
    assert maatregel["trekkers"] == "Nu"


def test_a_team_keeps_its_name(een: Maatregel) -> None:
    with in_handeling():
        team = Organisatie.objects.create(
            gemeente=een.plan.gemeente, naam="Sociaal Team", soort=OrganisatieSoort.AFDELING
        )
        logboek.schrijf("gewijzigd", team, gemeente_id=team.gemeente_id, naam=team.naam)
    BetrokkenheidFactory(maatregel=een, persoon=None, organisatie=team)

    (maatregel,) = maatregelen_in(gegevens_van(een.plan))
    assert maatregel["trekkers"] == "Sociaal Team"


@pytest.fixture
def gemengd(een: Maatregel) -> Plan:
    """1a groen and confirmed; as voorstellen 1b oranje, 1c rood, 1d grijs, 1e gestopt; 1f none."""
    for code, velden in {
        "1b": {"geld": "oranje"},
        "1c": {"tijd": "rood"},
        "1d": dict.fromkeys(("tijd", "geld", "resultaat"), "grijs"),
        "1e": {"fase": "gestopt"},
        "1f": None,
    }.items():
        maatregel = MaatregelFactory(plan=een.plan, thema=een.thema, code=code, titel="Iets")
        if velden is not None:
            maak_stand(maatregel, peildatum=DAG, **velden)
    return een.plan


def test_a_voorstel_says_so_in_table_and_heading(gemengd: Plan) -> None:
    blad = blad_van(gemengd, werkversie=True)

    met, zonder = "Iets voorstel", "Iets"
    namen = ["1a Hulp dichtbij huis", *(f"1{letter} {met}" for letter in "bcde"), f"1f {zonder}"]
    assert vind(blad, ".alle-lichten .naam") == namen
    assert vind(blad, ".maatregel h4") == namen
    assert vind(blad, ".omslag__merk") == [
        "WERKVERSIE In dit rapport staan voorstellen die nog niet zijn bevestigd. "
        "Bij een maatregel met een voorstel staat dat erbij."
    ]


def test_a_werkversie_without_a_voorstel_does_not_claim_one(een: Maatregel) -> None:
    assert vind(blad_van(een.plan, werkversie=True), ".omslag__merk") == [
        "WERKVERSIE Dit rapport is voor het overleg. Er staan geen voorstellen in: alles is "
        "bevestigd."
    ]


def test_college_and_raad_see_no_mark(gemengd: Plan) -> None:
    blad = blad_van(gemengd)

    assert vind(blad, ".voorstel") == []
    assert vind(blad, ".omslag__merk") == [
        "CONCEPT Aan dit rapport wordt nog gewerkt. Het is niet bedoeld voor de raad."
    ]


def test_what_needs_attention_comes_first(gemengd: Plan) -> None:
    blad = blad_van(gemengd, werkversie=True)

    assert vind(blad, ".aandacht thead th") == ["Maatregel", "Licht", "Reden"]
    assert aandacht(blad) == [
        "1c Iets voorstel rood De offerte kwam later.",
        "1b Iets voorstel oranje De offerte kwam later.",
        "1f Iets niet bijgewerkt Er is nog geen stand vastgelegd.",
    ]
    assert zinnen(blad) == [
        "Niet bijgewerkt: 1 van de 6. Daarvan is niet bekend hoe het nu gaat.",
        "Grijs: 1 van de 6. Daarvan is nog niet te beoordelen hoe het gaat.",
    ]


def test_what_is_only_proposed_is_not_updated_for_college_and_raad(gemengd: Plan) -> None:
    blad = blad_van(gemengd)

    assert aandacht(blad) == [
        f"1{letter} Iets niet bijgewerkt Er is nog geen bevestigde stand." for letter in "bcdef"
    ]
    assert zinnen(blad) == [
        "Geen maatregel staat op rood of oranje.",
        "Niet bijgewerkt: 5 van de 6. Daarvan is niet bekend hoe het nu gaat.",
    ]
    assert {maatregel["fase"] for maatregel in maatregelen_in(gegevens_van(gemengd))} == {
        "in uitvoering",
        "gepland",
    }


def test_when_all_is_well_a_sentence_says_so(een: Maatregel) -> None:
    blad = blad_van(een.plan)

    assert (aandacht(blad), zinnen(blad)) == ([], ["Geen maatregel staat op rood of oranje."])


def test_an_empty_plan_says_so(plan: Plan) -> None:
    blad = blad_van(plan)

    assert (zinnen(blad), vind(blad, "table.alle-lichten")) == (
        ["Dit plan is nog leeg."],
        [],
    )


def test_the_words_of_the_plan_fit_every_sentence() -> None:
    plan = PlanFactory(
        gemeente=GemeenteFactory(), naam_thema="Project", naam_maatregel="Deelproject"
    )
    maak_stand(MaatregelFactory(plan=plan), peildatum=DAG)

    blad = blad_van(plan, werkversie=True)

    assert vind(blad, ".blok--stoplicht caption") == [
        "Aantal per licht",
        "De lichten per deelproject",
    ]
    assert vind(blad, ".blok--stoplicht h3") == ["Wat aandacht vraagt", "Overzicht per project"]
    assert zinnen(blad) == ["Geen deelproject staat op rood of oranje."]
    assert "Bij een deelproject met" in alles(blad)
    assert "maatregel" not in alles(blad).lower()


def test_the_reasons_have_the_words_of_the_screen(plan: Plan) -> None:
    maak_stand(
        MaatregelFactory(plan=plan),
        peildatum=DAG,
        tijd="rood",
        resultaat="grijs",
        totaal="oranje",
        afwijking_reden="Het raakt geen kind.",
        twijfel="Er staan twee bedragen.",
    )

    assert vind(blad_van(plan, werkversie=True), ".verhaal strong") == [
        "Oorzaak:",
        "Gevolg:",
        "Bijsturing:",
        "Waarom nog niet te beoordelen:",
        "Waarom een ander totaal:",
        "Nog na te gaan:",
    ]


def test_an_ended_measure_has_ended(plan: Plan) -> None:
    maak_stand(MaatregelFactory(plan=plan), peildatum=DAG, fase="gestopt", bron="Nota")

    blad = blad_van(plan)

    assert vind(blad, ".geen") == ["beëindigd: gestopt"]
    assert vind(blad, ".lichten") == ["Totaal beëindigd"]
    assert "geen licht" not in alles(blad)


def test_a_shifted_step_tells_where_it_was(een: Maatregel) -> None:
    MijlpaalFactory(
        blad=een.bladen.get(),
        van=date(2019, 7, 1),
        tot_en_met=date(2019, 9, 30),
        letterlijk="Q3 2019",
        basis_van=date(2019, 4, 1),
        basis_tot=date(2019, 6, 30),
    )

    blad = blad_van(een.plan)

    assert vind(blad, ".planning tbody th") == [
        "Q2 2019",
        "Q3 2019 eerst Q2 2019",
    ]
    assert vind(blad, ".planning thead th")[:3] == [
        "Wanneer",
        "Stap",
        "Toestand",
    ]


def test_the_key_tells_first_the_lights_then_the_colours(een: Maatregel) -> None:
    begrippen = feiten(gegevens_van(een.plan), "lichten")

    assert begrippen["lichten"] == [
        {"licht": str(licht), "woord": woord, "betekenis": betekenis}
        for licht, (woord, betekenis) in BETEKENIS.items()
    ]
    assert begrippen["aspecten"] == [
        {
            "licht": kleur,
            "uitleg": [uitleg[kleur] for uitleg in definities().values()],
        }
        for kleur in ("groen", "oranje", "rood", "grijs")
    ]
    blad = blad_van(een.plan)
    assert vind(blad, ".betekenissen tbody th") == [woord for woord, _ in BETEKENIS.values()]
    assert vind(blad, ".begrippen thead th") == [
        "Licht",
        "Tijd",
        "Geld",
        "Resultaat",
    ]
    assert vind(blad, ".begrippen tbody th") == [
        "groen",
        "oranje",
        "rood",
        "grijs",
    ]


def test_computed_light_and_argument_stay_out_of_a_report(plan: Plan) -> None:
    """They are for who reads the current plan; planted here, so that a block cannot let them by."""
    te_laat = {"van": date(2018, 1, 1), "tot_en_met": date(2018, 3, 31)}
    MijlpaalFactory(blad=BladFactory(maatregel=(een := MaatregelFactory(plan=plan))), **te_laat)
    stand = maak_stand(een, peildatum=DAG, argument="Canarie in het argument.")
    assert (stand.berekend_tijd, stand.totaal) == ("rood", "groen")
    feiten = [regel.split(": ", 2)[2] for regel in stand.berekend_feiten.splitlines()]

    for werkversie in (True, False):
        gegevens = json.dumps(gegevens_van(plan, werkversie=werkversie), ensure_ascii=False)
        blad = alles(blad_van(plan, werkversie=werkversie))
        for tekst in ("Canarie", "berekend", *feiten):
            assert (tekst in gegevens, tekst in blad) == (False, False)


def test_lights_go_by_the_names_and_the_thresholds_of_the_plan(een: Maatregel) -> None:
    """The snapshot holds them: a later choice of the plan changes no report."""
    with in_handeling():
        een.plan.aspecten = [
            {"aspect": "resultaat", "naam": "Effect"},
            {"aspect": "tijd", "naam": "Planning"},
        ]
        een.plan.drempel_kwartalen = 4
        een.plan.save()
        logboek.schrijf("gewijzigd", een.plan, gemeente_id=een.plan.gemeente_id, naam="x")

    assert gegevens_van(een.plan)["plan"]["aspecten"] == een.plan.aspecten
    blad = blad_van(een.plan)
    assert vind(blad, "table.alle-lichten thead th")[1:] == [
        "Totaal",
        "Effect",
        "Planning",
        "Trekker",
    ]
    # What its own stand told stays where it is told in full.
    assert vind(blad, ".lichten b") == ["Totaal", "Effect", "Planning", "Geld"]
    assert vind(blad, ".begrippen thead th") == ["Licht", "Effect", "Planning"]
    assert "Wat elke kleur betekent bij effect en planning" in vind(blad, "caption")
    assert "hooguit vier kwartalen" in " ".join(vind(blad, ".begrippen td"))
