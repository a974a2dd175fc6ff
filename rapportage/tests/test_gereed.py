"""What a report still lacks: what keeps it from being frozen, and what to look at."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.factories import (
    InvesteringFactory,
    MaatregelFactory,
    ThemaFactory,
    maak_stand,
)
from rapportage.choices import Stap
from rapportage.domain.gereed import is_tegen, wat_ontbreekt
from rapportage.models import Rapportage
from rapportage.tests.rapporten import APRIL, OKTOBER, bevroren, maak_rapport, schrijf

VANDAAG = date(2026, 11, 22)
TEKST = "/waterstad/rapporten/1/tekst/"
PLAN = "/waterstad/plan-jeugd/"


def geschreven(plan: Plan, **anders: Any) -> Rapportage:
    """A report with the texts that it cannot do without."""
    rapport = maak_rapport(plan, **anders)
    schrijf(rapport, "inleiding", "Waarover dit gaat.")
    schrijf(rapport, "samenvatting", "Hoe het gaat.")
    return rapport


def bevestigd(plan: Plan, code: str, dag: date = APRIL, **anders: Any) -> Maatregel:
    """A measure whose stand a document confirmed."""
    maatregel: Maatregel = MaatregelFactory(plan=plan, code=code)
    maak_stand(maatregel, peildatum=dag, bron="Nota", **anders)
    return maatregel


def gemist(rapport: Rapportage) -> list[tuple[str, str, str]]:
    return [(rij.weegt.value, rij.zin, rij.adres) for rij in wat_ontbreekt(rapport, VANDAAG)]


def test_a_report_of_a_confirmed_plan_with_its_texts_lacks_nothing(plan: Plan) -> None:
    bevestigd(plan, "1a")

    assert gemist(geschreven(plan)) == []


def test_without_a_required_text_and_without_a_plan_it_is_not_frozen(plan: Plan) -> None:
    rapport = maak_rapport(plan)
    # Not the text of the block as a whole.
    schrijf(rapport, "maatregelen", "Iets.", ThemaFactory(plan=plan))
    schrijf(rapport, "samenvatting", "Hoe het gaat.")

    assert gemist(rapport) == [
        ("tegen", "‘Inleiding’ heeft nog geen tekst.", f"{TEKST}inleiding/"),
        ("tegen", "Er staat nog niets in het plan.", f"{PLAN}nieuwe-maatregel/"),
    ]
    assert is_tegen(wat_ontbreekt(rapport, VANDAAG)) is True


def test_what_was_not_confirmed_is_named_with_the_round_that_may_do_so(plan: Plan) -> None:
    maatregel = bevestigd(plan, "1a", date(2026, 2, 1))
    maak_stand(maatregel, peildatum=date(2026, 3, 1))
    rapport = geschreven(plan)
    zin = (
        "Nog niet bevestigd in een ronde: 1a. Het rapport toont daarvan de laatste stand die wel"
        " bevestigd is."
    )

    assert gemist(rapport) == [("let op", zin, f"{PLAN}rondes/")]
    assert is_tegen(wat_ontbreekt(rapport, VANDAAG)) is False

    ronde = open_ronde(plan, date(2026, 3, 15), door=None)
    assert gemist(rapport) == [
        (
            "let op",
            "Er staat een ronde open. Wat die bevestigt, komt pas na het sluiten in het rapport.",
            f"{PLAN}rondes/{ronde.pk}/",
        ),
        ("let op", zin, f"{PLAN}rondes/{ronde.pk}/"),
    ]


def test_a_stand_of_after_the_day_of_the_report_is_no_matter(plan: Plan) -> None:
    maatregel = bevestigd(plan, "1a")
    maak_stand(maatregel, peildatum=date(2026, 4, 2))

    assert gemist(geschreven(plan)) == []


def test_what_was_not_updated_is_named(plan: Plan) -> None:
    bevestigd(plan, "1a")
    bevestigd(plan, "1b", date(2025, 1, 1))

    assert gemist(geschreven(plan)) == [
        (
            "let op",
            "Niet bijgewerkt: 1b. Zo staat het ook in het rapport.",
            f"{PLAN}?licht=niet_bijgewerkt",
        )
    ]


def test_red_or_orange_of_before_the_day_is_asked_about(plan: Plan) -> None:
    bevestigd(plan, "1a", date(2026, 3, 1), tijd="rood")
    bevestigd(plan, "1b", date(2026, 3, 1), geld="oranje")
    bevestigd(plan, "1c", date(2026, 3, 1))
    bevestigd(plan, "1d", APRIL, tijd="rood")

    assert gemist(geschreven(plan)) == [
        (
            "let op",
            "Oranje of rood, met een stand van vóór de peildatum: 1a, 1b. Klopt de uitleg nog?",
            PLAN,
        )
    ]


def test_money_without_cover_is_named(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a", compleet=True)
    maak_stand(maatregel, peildatum=APRIL, bron="Nota")
    InvesteringFactory(blad=maatregel.bladen.get(), bedrag=1000)

    assert gemist(geschreven(plan))[-1] == (
        "let op",
        "Dekking onbekend: 1a.",
        f"{PLAN}onvolledig/#dekking",
    )


def test_a_text_that_is_still_that_of_the_previous_report_is_named(plan: Plan) -> None:
    bevestigd(plan, "1a", OKTOBER)
    vorige = bevroren(
        maak_rapport(plan), Stap.TER_BESLUITVORMING, inleiding="Gelijk.", samenvatting="Toen."
    )
    rapport = geschreven(plan, peildatum=OKTOBER, vorige=vorige)
    schrijf(rapport, "inleiding", "Gelijk.  ")

    assert gemist(rapport) == [
        (
            "let op",
            "De tekst bij ‘Inleiding’ is gelijk aan die van het vorige rapport.",
            "/waterstad/rapporten/2/tekst/inleiding/",
        )
    ]


def test_a_long_list_is_counted_after_eight(plan: Plan) -> None:
    for nummer in range(11):
        maak_stand(MaatregelFactory(plan=plan, code=f"{nummer + 1}a"), peildatum=APRIL)

    [eerste, *_] = gemist(geschreven(plan))

    assert eerste[1].startswith(
        "Nog niet bevestigd in een ronde: 1a, 2a, 3a, 4a, 5a, 6a, 7a, 8a en nog 3."
    )


@pytest.mark.parametrize("aantal", [1, 3])
def test_it_takes_the_same_queries_whatever_the_size(plan: Plan, aantal: int) -> None:
    for nummer in range(aantal):
        maatregel = MaatregelFactory(plan=plan, code=f"{nummer}a", compleet=True)
        schrijf_bij = maatregel.thema
        maak_stand(maatregel, peildatum=APRIL)
    ronde = open_ronde(plan, APRIL, door=None)
    sluit_ronde(ronde, door=None, overige="overgenomen")
    vorige = bevroren(maak_rapport(plan), Stap.TER_BESLUITVORMING, inleiding="Toen.")
    rapport = geschreven(plan, peildatum=OKTOBER, vorige=vorige)
    schrijf(rapport, "maatregelen", "Tekst.", schrijf_bij)
    gevonden = Rapportage.objects.select_related("plan__gemeente", "vorige__momentopname")
    rapport = gevonden.get(pk=rapport.pk)

    with CaptureQueriesContext(connection) as vragen:
        wat_ontbreekt(rapport, VANDAAG)

    assert len(vragen) == 25
