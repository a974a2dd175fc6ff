"""What the besluitenlijst of a round says: item by item, in the same words everywhere."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest
from django.http import HttpResponse

from jeugdhulp.kalender import datum_voluit, vandaag
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import vind
from maatregelen.domain.ronde import agendapunten, besluiten, vergadering
from maatregelen.domain.ronde.actiepunten import meld_actiepunt_gereed, spreek_af
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Plan, Ronde
from maatregelen.tests.factories import MaatregelFactory, maak_stand
from rapportage.domain.besluitenlijst import besluitenlijst
from rapportage.domain.rondestukken import BESLUITENLIJST, als_docx, als_pdf, als_web, lees_stuk

DAG, MEI = date(2024, 3, 1), date(2024, 5, 1)


def lijst_van(ronde: Ronde) -> dict[str, Any]:
    stuk = lees_stuk(Ronde.objects.select_related("plan__gemeente").get(pk=ronde.pk))
    assert stuk is not None
    return besluitenlijst(stuk.gegevens)


def leg_besluit_vast(ronde: Ronde, tekst: str, *maatregelen: Any, **anders: Any) -> None:
    besluiten.leg_besluit_vast(
        ronde.plan, tekst, DAG, maatregelen, ronde=ronde, door=None, **anders
    )


@pytest.fixture
def ronde(plan: Plan) -> Ronde:
    """In its meeting: 1a and 1b are red, 1c is a hamerstuk, and there is an own item."""
    rijen = [
        MaatregelFactory(plan=plan, code=code, titel=titel, compleet=True)
        for code, titel in (("1a", "Hulp dichtbij"), ("1b", "Wachttijd"), ("1c", "Scholing"))
    ]
    open_ = open_ronde(plan, DAG, door=None)
    rood = {"tijd": "rood", "oorzaak": "Stil.", "gevolg": "Later.", "bijsturing": "Werven."}
    for rij, licht in zip(rijen, (rood, rood, {"tijd": "groen"}), strict=True):
        maak_stand(rij, peildatum=DAG, ronde=open_, geld="groen", resultaat="groen", **licht)
    bezig = vergadering.begin(open_, door=None)
    agendapunten.wijzig(punt(bezig, "1c"), {"behandeling": "hamerstuk"}, door=None)
    agendapunten.voeg_toe(bezig, "Rondvraag", notitie="Niemand heeft iets.", door=None)
    return bezig


def punt(ronde: Ronde, code: str = "") -> Any:
    return ronde.agendapunten.get(**({"maatregel__code": code} if code else {"maatregel": None}))


def test_each_item_has_its_note_its_decisions_and_its_actions(ronde: Ronde) -> None:
    een, twee, _ = ronde.plan.maatregelen.in_volgorde()
    ankie = PersoonFactory(gemeente=ronde.plan.gemeente, naam="Ankie Vos")
    agendapunten.wijzig(punt(ronde, "1a"), {"notitie": "De aannemer kwam langs."}, door=None)
    leg_besluit_vast(ronde, "Wij vragen extra geld.", een, twee)
    leg_besluit_vast(ronde, "Wij gaan door.", een, vraagt_vervolg=False)
    spreek_af(ronde.plan, "De offerte opvragen.", ankie, MEI, maatregel=een, ronde=ronde, door=None)
    for rij in (punt(ronde, "1a"), punt(ronde, "1b"), punt(ronde)):
        agendapunten.rond_af(rij, door=None)

    lijst = lijst_van(sluit_ronde(ronde, door=None, overige="overgenomen"))

    eerste, tweede, eigen = lijst["behandeld"]
    assert lijst["kop_behandeld"] == "Besproken"
    assert (eerste["nummer"], eerste["code"], eerste["notitie"]) == (
        1,
        "1a",
        "De aannemer kwam langs.",
    )
    assert eerste["stand"] == {"licht": "rood", "licht_woord": "rood", "woord": "bevestigd"}
    assert [list(rij.values()) for rij in eerste["afspraken"]] == [
        ["Besluit 1", "Wij vragen extra geld.", "Genomen op 1 maart 2024; ook over 1b"],
        [
            "Besluit 2",
            "Wij gaan door.",
            "Genomen op 1 maart 2024; afgedaan op 1 maart 2024",
        ],
        ["Actiepunt 1", "De offerte opvragen.", "Ankie Vos, klaar voor 1 mei 2024, te laat"],
    ]
    # In full at its first item, named at the others.
    assert [list(rij.values()) for rij in tweede["afspraken"]] == [
        ["Besluit 1", "Gaat ook hierover; het staat bij punt 1.", ""]
    ]
    assert (eigen["titel"], eigen["notitie"], eigen["stand"]) == (
        "Rondvraag",
        "Niemand heeft iets.",
        None,
    )
    assert (lijst["rest"], lijst["verder"], lijst["ernaast"]) == ([], [], [])
    assert [rij["nummer"] for rij in lijst["open"]] == [1]


def test_what_was_not_discussed_does_not_look_as_if_it_was(ronde: Ronde) -> None:
    agendapunten.rond_af(punt(ronde, "1a"), door=None)

    voor, na = lijst_van(ronde), lijst_van(sluit_ronde(ronde, door=None, overige="overgenomen"))

    assert (voor["kop_rest"], [rij["zin"] for rij in voor["rest"]]) == (
        "Nog niet besproken",
        ["2. 1b Wachttijd: rood, voorstel", "3. Rondvraag"],
    )
    assert (na["kop_rest"], [rij["zin"] for rij in na["rest"]]) == (
        "Niet besproken",
        ["2. 1b Wachttijd: rood, bevestigd, niet besproken", "3. Rondvraag: niet besproken"],
    )
    assert [rij["notitie"] for rij in na["rest"]] == ["", "Niemand heeft iets."]


def test_where_nobody_ticked_off_an_item_that_is_said(ronde: Ronde) -> None:
    leg_besluit_vast(ronde, "Wij stoppen.", ronde.plan.maatregelen.get(code="1b"))

    lijst = lijst_van(sluit_ronde(ronde, door=None, overige="overgenomen"))

    assert lijst["kop_behandeld"] == "Besloten en afgesproken"
    assert [rij["code"] for rij in lijst["behandeld"]] == ["1b"]
    assert (lijst["kop_rest"], lijst["uitleg_rest"]) == (
        "Verder op de agenda",
        "In deze ronde is niet bijgehouden welke punten zijn besproken.",
    )
    assert [rij["zin"] for rij in lijst["rest"]] == [
        "1. 1a Hulp dichtbij: rood, bevestigd",
        "3. Rondvraag",
    ]


def test_hamerstukken_are_one_line_by_what_became_of_them(ronde: Ronde) -> None:
    for code in ("1d", "1e"):
        MaatregelFactory(plan=ronde.plan, code=code, titel=f"Later {code}")
    agendapunten.wijzig(punt(ronde, "1c"), {"notitie": "Compliment."}, door=None)
    agendapunten.voeg_toe(ronde, "Verslag", behandeling="hamerstuk", door=None)

    lijst = lijst_van(sluit_ronde(ronde, door=None, overige="overgenomen"))

    assert lijst["hamerstukken"] == [
        {
            "woord": "Bevestigd",
            "zin": "1c Scholing (groen)",
            "notities": [("Notitie bij 1c", "Compliment.")],
        },
        {"woord": "Eigen punt", "zin": "Verslag", "notities": []},
    ]
    # Made after the agenda was laid down, and never given a stand.
    assert lijst["ernaast"] == [
        "1d Later 1d: niet bijgewerkt, geen stand",
        "1e Later 1e: niet bijgewerkt, geen stand",
    ]


def test_what_is_of_no_item_stands_apart(ronde: Ronde) -> None:
    leg_besluit_vast(ronde, "Wij komen vaker samen.")
    leg_besluit_vast(ronde, "De scholing gaat door.", ronde.plan.maatregelen.get(code="1c"))

    verder = lijst_van(ronde)["verder"]

    assert [(rij["naam"], rij["bij"]) for rij in verder] == [
        ("Besluit 1", "Genomen op 1 maart 2024; over het hele plan"),
        ("Besluit 2", "Genomen op 1 maart 2024; over 1c"),
    ]


def eerder_afgedaan(ronde: Ronde) -> None:
    """A besluit and an actiepunt of before the round, both about 1a and ended in its meeting; and
    one of each that was ended the day before."""
    een, nu = ronde.plan.maatregelen.get(code="1a"), vandaag()
    ankie = PersoonFactory(gemeente=ronde.plan.gemeente, naam="Ankie Vos")
    for tekst, dag, afdoening in (
        ("Vorige maand.", nu - timedelta(days=1), "Voor het overleg."),
        ("Vorige keer.", nu, "Gedaan zoals beloofd."),
    ):
        besluit = besluiten.leg_besluit_vast(ronde.plan, tekst, DAG, [een], door=None)
        besluiten.doe_besluit_af(besluit, dag, afdoening=afdoening, door=None)
        actie = spreek_af(ronde.plan, tekst, ankie, MEI, maatregel=een, door=None)
        meld_actiepunt_gereed(actie, dag, afdoening=afdoening, door=None)


def test_what_was_agreed_before_and_ended_here_stands_with_what_came_of_it(ronde: Ronde) -> None:
    eerder_afgedaan(ronde)
    nu = datum_voluit(vandaag())

    for lijst in (lijst_van(ronde), lijst_van(sluit_ronde(ronde, door=None))):
        assert [list(rij.values()) for rij in lijst["afgedaan"]] == [
            [
                "Besluit 2",
                "Vorige keer.",
                f"Genomen op 1 maart 2024; over 1a; afgedaan op {nu}: Gedaan zoals beloofd.",
            ],
            [
                "Actiepunt 2",
                "Vorige keer.",
                f"Ankie Vos, klaar voor 1 mei 2024; over 1a; gereed op {nu}: Gedaan zoals beloofd.",
            ],
        ]
        assert (lijst["lopend"], lijst["open"], lijst["verder"]) == ([], [], [])


def test_the_head_says_when_the_body_met(ronde: Ronde) -> None:
    """On the day that was planned; else the day on which the meeting began."""
    koppen = dict(lijst_van(ronde)["kopregels"])

    assert koppen["Overleg"] == "Projectgroep"
    assert koppen["Dag van het overleg"] == datum_voluit(vandaag())
    assert koppen["Peildatum"] == "1 maart 2024"
    assert "Aanwezig" not in koppen

    anna, ben = (PersoonFactory(gemeente=ronde.plan.gemeente, naam=naam) for naam in ("An", "Ben"))
    vergadering.leg_aanwezigheid_vast(ronde, {anna.pk: True, ben.pk: False}, door=None)
    stuk = lees_stuk(Ronde.objects.select_related("plan__gemeente").get(pk=ronde.pk))
    assert stuk is not None
    gepland = dict(stuk.gegevens) | {
        "ronde": dict(stuk.gegevens["ronde"])
        | {"vergadering_op": "2024-03-12", "begintijd": "14:00", "plaats": "Kamer 3"}
    }

    koppen = dict(besluitenlijst(gepland)["kopregels"])

    assert koppen["Dag van het overleg"] == "12 maart 2024, 14:00 uur, Kamer 3"
    assert (koppen["Aanwezig"], koppen["Met bericht afwezig"]) == ("An", "Ben")


def test_page_pdf_and_docx_use_the_same_words(ronde: Ronde) -> None:
    een = ronde.plan.maatregelen.get(code="1a")
    leg_besluit_vast(ronde, "Wij vragen extra geld.", een)
    leg_besluit_vast(ronde, "Wij komen vaker samen.")
    agendapunten.rond_af(punt(ronde), door=None)
    MaatregelFactory(plan=ronde.plan, code="1d", titel="Later")
    eerder_afgedaan(ronde)
    sluit_ronde(ronde, door=None, overige="overgenomen")
    stuk = lees_stuk(Ronde.objects.select_related("plan__gemeente").get(pk=ronde.pk))
    assert stuk is not None

    bladen = pypdf.PdfReader(BytesIO(als_pdf(stuk, BESLUITENLIJST))).pages
    papier = " ".join(" ".join(blad.extract_text() for blad in bladen).split())
    pagina = HttpResponse(f"<!DOCTYPE html><html><body>{als_web(stuk)}</body></html>")
    scherm = " ".join(vind(pagina, "body")[0].split())
    word = [alinea.text for alinea in docx.Document(BytesIO(als_docx(stuk))).paragraphs]

    for woorden in (
        "Dag van het overleg",
        "Besproken",
        "Rondvraag",
        "Wij vragen extra geld.",
        "Genomen op 1 maart 2024",
        "2. 1b Wachttijd: rood, bevestigd, niet besproken",
        "Bevestigd: 1c Scholing (groen).",
        "1d Later: niet bijgewerkt, geen stand",
        "Genomen op 1 maart 2024; over het hele plan",
        "Afgedaan in dit overleg",
        f"gereed op {datum_voluit(vandaag())}: Gedaan zoals beloofd.",
        "Er staat geen actiepunt open.",
    ):
        in_word = any(woorden in regel for regel in word)
        assert (woorden, woorden in papier, woorden in scherm, in_word) == (
            woorden,
            True,
            True,
            True,
        )


def test_a_planned_day_that_had_yet_to_come_at_closing_is_not_the_day_of_the_meeting(
    ronde: Ronde,
) -> None:
    stuk = lees_stuk(
        Ronde.objects.select_related("plan__gemeente").get(pk=sluit_ronde(ronde, door=None).pk)
    )
    assert stuk is not None
    dagen = {}
    for wanneer, dag in (("op tijd", vandaag()), ("later", vandaag() + timedelta(days=9))):
        gepland = {"vergadering_op": dag.isoformat(), "begintijd": "14:00", "plaats": "Kamer 3"}
        gegevens = {**stuk.gegevens, "ronde": stuk.gegevens["ronde"] | gepland}
        dagen[wanneer] = dict(besluitenlijst(gegevens)["kopregels"])["Dag van het overleg"]

    nu = datum_voluit(vandaag())
    assert dagen == {"op tijd": f"{nu}, 14:00 uur, Kamer 3", "later": nu}
