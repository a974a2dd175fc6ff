"""The thin line as somebody walks it: from a light to its reason, its trail and its report."""

from typing import Any

import pytest

from jeugdhulp.tests.browser.hulp import meld_aan
from rapportage.tests.rapporten import maak_rapport

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = "/waterstad/plan-jeugd/"


def test_beleidsadviseur_changes_a_light_and_finds_it_in_the_trail(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.get_by_role("link", name="Plan Jeugd").click()
    venster.get_by_role("link", name="1a Hulp dichtbij huis").click()
    venster.get_by_role("link", name="Nieuwe stand").click()
    venster.get_by_role("group", name="Tijd").get_by_label("oranje").check()
    venster.get_by_label("Oorzaak").fill("De aanbieder vroeg uitstel.")
    venster.get_by_label("Gevolg").fill("De start schuift een kwartaal op.")
    venster.get_by_label("Bijsturing").fill("Wij spreken elke week een deel af.")
    venster.get_by_label("Waarom verandert het?").fill("Gesprek van gisteren.")
    venster.get_by_role("button", name="Stand vastleggen").click()

    assert venster.get_by_role("status").inner_text() == "Gelukt. De stand van 1a is vastgelegd."
    venster.get_by_role("link", name="Wijzigingen").click()
    regel = venster.get_by_role("listitem").filter(has_text="Gesprek van gisteren.")
    assert regel.get_by_role("row", name="Totaal groen oranje").count() == 1


def test_a_werkversie_is_downloaded_under_a_good_name(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(f"{PLAN}werkversie/")
    with venster.expect_download() as wacht:
        venster.get_by_role("button", name="Werkversie maken (pdf)").click()

    naam = wacht.value.suggested_filename
    assert naam.startswith("voortgangsrapportage-waterstad-")
    assert naam.endswith(".pdf")


def test_a_report_is_written_in_place_beside_its_facts(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(PLAN)
    venster.get_by_role("link", name="Rapporten").click()
    venster.get_by_role("link", name="Nieuw rapport").click()
    venster.get_by_role("button", name="Rapport beginnen").click()
    adres = venster.url
    gereed = venster.get_by_role("region", name="Is het rapport klaar?")
    assert gereed.get_by_text("‘Inleiding’ heeft nog geen tekst.").count() == 1

    venster.get_by_role("link", name="Inleiding bewerken").click()
    venster.get_by_role("textbox", name="Tekst").fill("Dit rapport gaat over de lente.")
    venster.get_by_role("button", name="Tekst vastleggen").click()
    venster.get_by_text("Dit rapport gaat over de lente.").wait_for()

    assert venster.url == adres
    assert gereed.get_by_text("‘Inleiding’ heeft nog geen tekst.").count() == 0
    focus = venster.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focus == "Inleiding bewerken"


def test_a_text_of_a_report_that_was_not_stored_waits_there(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    rapport = maak_rapport(maatregel.plan)
    venster.goto(f"/waterstad/rapporten/{rapport.nummer}/")
    venster.get_by_role("link", name="Inleiding bewerken").click()
    venster.get_by_role("textbox", name="Tekst").press_sequentially("Nog niet klaar")
    # A draft is kept a moment after the last key.
    for _ in range(200):
        if venster.evaluate("localStorage.length"):
            break
        venster.wait_for_timeout(50)
    venster.reload()

    venster.get_by_text("u hebt hier tekst die niet is vastgelegd").wait_for()
    venster.get_by_role("link", name="Inleiding bewerken").click()
    venster.get_by_text("Hieronder staat wat u").wait_for()
    assert venster.get_by_role("textbox", name="Tekst").input_value() == "Nog niet klaar"


def test_a_stand_is_entered_by_keyboard_alone(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(f"{PLAN}maatregelen/1a/stand/")
    venster.keyboard.press("Tab")
    assert venster.evaluate("document.activeElement.textContent") == "Direct naar de inhoud"

    venster.keyboard.press("Enter")
    _tab_naar(venster, "id_tijd_0")
    venster.keyboard.press("ArrowUp")
    assert venster.evaluate("document.activeElement.value") == "grijs"
    _tab_naar(venster, "id_grijs_reden")
    venster.keyboard.type("De meting komt later.")
    _tab_naar(venster, "id_reden")
    venster.keyboard.type("Nog niet gemeten.")
    with venster.expect_navigation():
        venster.keyboard.press("Enter")

    assert maatregel.standen.first().tijd == "grijs"


def _tab_naar(venster: Any, doel: str) -> None:
    """Press Tab until the focus is on `doel`; every stop on the way must be visible."""
    for _ in range(40):
        venster.keyboard.press("Tab")
        if venster.evaluate("document.activeElement.id") == doel:
            return
    raise AssertionError(f"Met Tab is {doel} niet te bereiken")
