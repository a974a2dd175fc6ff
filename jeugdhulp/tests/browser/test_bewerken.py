"""Changing the sheet where it is read, as somebody does it: in place, and losing nothing."""

from typing import Any

import pytest

from jeugdhulp.tests.browser.hulp import bevindingen, meld_aan
from maatregelen.domain.maatregel.bladteksten import wijzig_bladtekst
from maatregelen.models import Maatregel

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BLAD = "/waterstad/plan-jeugd/maatregelen/1a/"
DEEL = "#deel-aanpak"


def aanpak() -> str:
    return Maatregel.objects.get(code="1a").aanpak


def open_aanpak(venster: Any) -> Any:
    """Open the part in its place; the field that has the focus then."""
    venster.get_by_role("link", name="Aanpak bewerken").press("Enter")
    # Nobody types within the moment in which the scripts take hold of the form.
    venster.locator(f"{DEEL} form[data-gevolgd]").wait_for()
    return venster.locator(f"{DEEL} textarea")


def wacht_op_concept(venster: Any) -> list[str]:
    """What is kept on the device, a moment after the last key."""
    for _ in range(50):
        if bewaard := venster.evaluate("Object.values(localStorage)"):
            return list(bewaard)
        venster.wait_for_timeout(100)
    return []


def test_a_text_is_changed_in_its_place_by_keyboard_alone(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.set_viewport_size({"width": 320, "height": 640})
    venster.goto(BLAD)
    open_aanpak(venster)
    assert bevindingen(venster) == []
    venster.keyboard.type("Drie coaches.")
    venster.keyboard.press("Tab")
    venster.keyboard.type("Meer vraag.")
    venster.keyboard.press("Enter")
    venster.locator(f"{DEEL} a.bewerklink:focus").wait_for()

    assert venster.url.endswith(BLAD)
    assert venster.evaluate("document.activeElement.ariaLabel") == "Aanpak bewerken"
    assert venster.locator("#meldingen").inner_text() == "Gelukt. ‘Aanpak’ van 1a is vastgelegd."
    assert aanpak() == "Drie coaches."


def test_it_works_the_same_without_javascript(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    kaal = venster.context.browser.new_context(
        base_url=venster.url,
        java_script_enabled=False,
        storage_state=venster.context.storage_state(),
    )
    blad = kaal.new_page()
    blad.goto(BLAD)
    blad.get_by_role("link", name="Aanpak bewerken").click()
    blad.get_by_label("Tekst").fill("Drie coaches.")
    blad.get_by_role("button", name="Wijziging vastleggen").click()
    slot = blad.url
    kaal.close()

    assert (slot.endswith(f"{BLAD}{DEEL}"), aanpak()) == (True, "Drie coaches.")


def test_what_was_typed_outlives_a_closed_tab_and_is_gone_once_stored(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(BLAD)
    open_aanpak(venster).fill("Half getypt")
    assert len(wacht_op_concept(venster)) == 1
    tab = venster.context.new_page()
    venster.goto("about:blank")
    tab.goto(BLAD)
    assert tab.locator(f"{DEEL} .label").inner_text() == "u hebt hier tekst die niet is vastgelegd"
    veld = open_aanpak(tab)
    tab.locator(f"{DEEL} .melding--let-op").wait_for()
    assert veld.input_value() == "Half getypt"
    tab.get_by_role("button", name="Wijziging vastleggen").click()
    tab.locator(f"{DEEL} a.bewerklink:focus").wait_for()

    assert (aanpak(), tab.evaluate("Object.keys(localStorage)")) == ("Half getypt", [])


def test_a_number_that_may_be_a_client_is_not_kept_on_the_device(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(BLAD)
    open_aanpak(venster).fill("Gesproken over 123.456.782")
    venster.locator(f"{DEEL} [name=reden]").fill("Overleg")

    [bewaard] = wacht_op_concept(venster)

    assert ("Overleg" in bewaard, "Gesproken" in bewaard) == (True, False)


def test_a_session_that_ended_takes_nothing_away(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(BLAD)
    veld = open_aanpak(venster)
    veld.fill("Lang over nagedacht")
    venster.context.clear_cookies(name="sessionid")
    venster.get_by_role("button", name="Wijziging vastleggen").click()
    melding = venster.locator(f"{DEEL} [role=alert]")
    melding.wait_for()
    assert melding.inner_text().startswith("Dit is niet vastgelegd. Wat u typte, staat er nog.")
    assert veld.input_value() == "Lang over nagedacht"
    meld_aan(venster, beleidsadviseur)
    venster.goto(BLAD)
    veld = open_aanpak(venster)
    venster.locator(f"{DEEL} .melding--let-op").wait_for()

    assert veld.input_value() == "Lang over nagedacht"


def test_two_people_see_each_others_text_before_one_stands(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(BLAD)
    open_aanpak(venster).fill("Van mij.")
    wijzig_bladtekst(maatregel, {"aanpak": "Van een ander."}, door=None)
    knop = venster.get_by_role("button", name="Wijziging vastleggen")
    knop.click()
    venster.locator(f"{DEEL} .intussen").wait_for()
    assert venster.locator(f"{DEEL} .intussen__tekst").inner_text() == "Van een ander."
    assert (venster.locator(f"{DEEL} textarea").input_value(), aanpak()) == (
        "Van mij.",
        "Van een ander.",
    )
    assert bevindingen(venster) == []
    knop.click()
    venster.locator(f"{DEEL} a.bewerklink").wait_for()

    assert aanpak() == "Van mij."


def test_who_signs_out_leaves_nothing_on_the_device(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(BLAD)
    open_aanpak(venster).fill("Half getypt")
    assert len(wacht_op_concept(venster)) == 1
    with venster.expect_navigation():
        venster.get_by_role("button", name="Afmelden").click()

    assert venster.evaluate("Object.keys(localStorage)") == []


def test_an_older_gelukt_does_not_take_what_was_not_stored(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(BLAD)
    open_aanpak(venster).fill("Eerst dit.")
    venster.get_by_role("button", name="Wijziging vastleggen").click()
    venster.locator(f"{DEEL} a.bewerklink:focus").wait_for()
    open_aanpak(venster).fill("En toen dit.")
    koekjes = venster.context.cookies()
    venster.context.clear_cookies(name="sessionid")
    venster.get_by_role("button", name="Wijziging vastleggen").click()
    venster.locator(f"{DEEL} [role=alert]").wait_for()
    venster.context.add_cookies(koekjes)
    venster.get_by_role("link", name="Opmerkingen bewerken").click()
    venster.locator("#deel-opmerkingen textarea:focus").wait_for()

    assert "En toen dit." in " ".join(wacht_op_concept(venster))


def test_throwing_away_what_was_typed_brings_back_what_the_page_came_with(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(BLAD)
    open_aanpak(venster).fill("Half getypt")
    assert len(wacht_op_concept(venster)) == 1
    wijzig_bladtekst(maatregel, {"aanpak": "Van een ander."}, door=None)
    venster.goto(BLAD)
    open_aanpak(venster)
    venster.locator(f"{DEEL} .melding--let-op").wait_for()
    was = venster.locator(f"{DEEL} [name=was_aanpak]")
    assert was.input_value() == ""
    venster.get_by_role("button", name="Gooi dit weg").click()

    assert was.input_value() == "Van een ander."
    assert venster.locator(f"{DEEL} textarea").input_value() == "Van een ander."
