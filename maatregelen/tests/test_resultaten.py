"""Saying how far a result is."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp import logboek
from maatregelen.domain.maatregel.resultaten import meld_resultaat
from maatregelen.models import Beleidsplan, Doel, Resultaat
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import MaatregelFactory, in_handeling

JUNI = date(2024, 6, 30)


def maak(gemeente: Any, **velden: Any) -> Resultaat:
    with in_handeling():
        rij = Resultaat(tekst="Elke school heeft een vaste werker", **velden)
        rij.full_clean()
        rij.save()
        logboek.schrijf("gemaakt", rij, gemeente_id=gemeente.pk, naam="x")
    return rij


@pytest.fixture
def resultaat(plan: Any) -> Resultaat:
    return maak(plan.gemeente, maatregel=MaatregelFactory(plan=plan, code="1a"))


def test_een_melding_heeft_dag_en_bewijs(resultaat: Resultaat) -> None:
    meld_resultaat(resultaat, "deels", JUNI, "Acht van de tien scholen.", door=None)

    resultaat.refresh_from_db()
    assert (resultaat.toestand, resultaat.toestand_op) == ("deels", JUNI)
    assert regel() == {
        "soort": "resultaat gemeld",
        "over": "1a Hulp dichtbij huis, resultaat “Elke school heeft een vaste werker”",
        "voor": {"toestand": "nog niet"},
        "na": {
            "toestand": "deels",
            "op": "30 juni 2024",
            "bewijs": "Acht van de tien scholen.",
        },
        "reden": "",
    }
    assert [versie.toestand for versie in resultaat.historie.all()] == ["deels", "nog niet"]


@pytest.mark.parametrize("toestand", ["deels", "bereikt", "niet te meten"])
def test_zonder_bewijs_geldt_een_melding_niet(resultaat: Resultaat, toestand: str) -> None:
    with geweigerd("bewijs", "Schrijf op waaruit dit blijkt."):
        meld_resultaat(resultaat, toestand, JUNI, "", door=None)


def test_een_melding_kan_niet_van_morgen_zijn(resultaat: Resultaat) -> None:
    with geweigerd("toestand_op", "Deze dag moet nog komen; kies vandaag of eerder."):
        meld_resultaat(resultaat, "deels", date(2099, 1, 1), "Telling.", door=None)


def test_een_melding_gaat_niet_terug_in_de_tijd(resultaat: Resultaat) -> None:
    meld_resultaat(resultaat, "deels", JUNI, "Telling.", door=None)

    with geweigerd("toestand_op", "De laatste melding is van 30 juni 2024."):
        meld_resultaat(resultaat, "bereikt", date(2024, 6, 1), "Telling.", door=None)


def test_terugnemen_wat_bereikt_was_vraagt_een_reden(resultaat: Resultaat) -> None:
    meld_resultaat(resultaat, "bereikt", JUNI, "Telling.", door=None)

    with geweigerd("reden", "U verandert een resultaat dat bereikt was. Schrijf op waarom."):
        meld_resultaat(resultaat, "deels", date(2024, 9, 1), "Twee werkers weg.", door=None)


def test_een_toestand_die_niet_bestaat_wordt_geweigerd(resultaat: Resultaat) -> None:
    melding = "Waarde 'half' is geen geldige keuze."

    with geweigerd("toestand", melding):
        meld_resultaat(resultaat, "half", JUNI, "Telling.", door=None)


def test_een_resultaat_bij_een_doel_staat_bij_zijn_beleidsplan(gemeente: Any) -> None:
    with in_handeling():
        beleid = Beleidsplan(
            gemeente=gemeente,
            slug="beleid",
            titel="Beleid Jeugd",
            van=date(2024, 1, 1),
            tot_en_met=date(2027, 12, 31),
        )
        beleid.save()
        doel = Doel(beleidsplan=beleid, code="1", niveau="doel", titel="Minder wachten")
        doel.save()
        logboek.schrijf("gemaakt", beleid, gemeente_id=gemeente.pk, naam="x")
    rij = maak(gemeente, doel=doel)

    meld_resultaat(rij, "deels", JUNI, "Telling.", door=None)

    assert regel()["over"] == "Beleid Jeugd, resultaat “Elke school heeft een vaste werker”"
