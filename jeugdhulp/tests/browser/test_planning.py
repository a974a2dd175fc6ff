"""The planning of a sheet is changed where it is read, as a beleidsadviseur does it all day."""

from typing import Any

import pytest

from jeugdhulp.tests.browser.hulp import bevindingen, meld_aan
from maatregelen.models import Mijlpaal
from maatregelen.tests.factories import MijlpaalFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAATREGEL = "/waterstad/plan-jeugd/maatregelen/1a/"


@pytest.fixture
def lijn(maatregel: Any) -> Mijlpaal:
    """The one line of 1a: “Afspraken maken”, in Q2 2019."""
    return Mijlpaal.objects.get(blad__maatregel=maatregel)


def rij(venster: Any, naam: str) -> Any:
    return venster.get_by_role("group", name=naam)


def loop_door(venster: Any, lijn: Mijlpaal) -> None:
    """Shift a line with what can be read in two ways first, add one, and tick one off."""
    venster.get_by_role("link", name="Planning bewerken").click()
    rij(venster, "Regel 1: Afspraken maken").get_by_label("Wanneer").fill("mei 19")
    nieuw = rij(venster, "Nieuwe regel").first
    nieuw.get_by_label("Wanneer").fill("2e kwartaal 2020")
    nieuw.get_by_label("Wat").fill("Gesprekken met huisartsen")
    rij(venster, "Regel 2: Evalueren").get_by_label("Toestand").select_option("gereed")
    rij(venster, "Regel 2: Evalueren").get_by_label("Gereed op").fill("15 mei 2019")
    venster.get_by_label("Waarom verandert het?").fill("De aanbesteding duurt langer.")
    venster.get_by_role("button", name="Planning vastleggen").click()

    fout = venster.get_by_role("alert")
    fout.wait_for()
    assert "“mei 19” kan mei 2019 of 19 mei zijn" in fout.inner_text()
    assert nieuw.get_by_label("Wat").input_value() == "Gesprekken met huisartsen"

    fout.get_by_role("link", name="Wanneer, regel 1").click()
    venster.keyboard.press("Control+a")
    venster.keyboard.type("q3 19")
    venster.get_by_role("button", name="Planning vastleggen").click()

    venster.get_by_text("Gelukt. De planning van 1a is vastgelegd.").wait_for()
    assert venster.locator(f"#deel-planning-{lijn.blad_id} .kwartaallijn").is_visible()
    assert [
        (regel.tekst, regel.periode.voluit(), regel.toestand) for regel in lijn.blad.mijlpalen.all()
    ] == [
        ("Afspraken maken", "Q3 2019", "open"),
        ("Evalueren", "Q2 2019", "gereed"),
        ("Gesprekken met huisartsen", "Q2 2020", "open"),
    ]


def test_planning_is_changed_in_its_place(
    venster: Any, beleidsadviseur: Any, lijn: Mijlpaal
) -> None:
    MijlpaalFactory(blad=lijn.blad, tekst="Evalueren", volgorde=1)
    meld_aan(venster, beleidsadviseur)
    venster.goto(MAATREGEL)
    venster.evaluate("window.zelfde = true")

    loop_door(venster, lijn)

    assert venster.evaluate("window.zelfde") is True
    assert venster.evaluate("document.activeElement.className") == "bewerklink"


def test_planning_is_changed_the_same_without_javascript(
    venster: Any, beleidsadviseur: Any, lijn: Mijlpaal, chromium: Any, live_server: Any
) -> None:
    MijlpaalFactory(blad=lijn.blad, tekst="Evalueren", volgorde=1)
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    zonder = context.new_page()
    meld_aan(zonder, beleidsadviseur)
    zonder.goto(MAATREGEL)

    loop_door(zonder, lijn)

    assert zonder.url.endswith(f"{MAATREGEL}#deel-planning-{lijn.blad_id}")
    context.close()


def test_rows_are_added_and_come_back_after_a_closed_tab(
    venster: Any, beleidsadviseur: Any, lijn: Mijlpaal
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(f"{MAATREGEL}planning/{lijn.blad_id}/")
    rijen = rij(venster, "Nieuwe regel")
    assert rijen.count() == 1
    rijen.first.get_by_label("Wat").fill("Bellen")

    venster.get_by_role("button", name="Nog een regel toevoegen").click()
    assert venster.evaluate("document.activeElement.name") == "nieuw1-periode"
    venster.keyboard.type("q1 2020")
    for _ in range(100):
        if venster.evaluate("Object.values(localStorage).join()").count("q1 2020"):
            break
        venster.wait_for_timeout(50)
    venster.reload()

    assert rijen.first.get_by_label("Wat").input_value() == "Bellen"
    assert rijen.nth(1).get_by_label("Wanneer").input_value() == "q1 2020"


@pytest.mark.parametrize("breedte", [320, 1280])
def test_form_reads_well_and_fits(
    venster: Any, beleidsadviseur: Any, lijn: Mijlpaal, breedte: int
) -> None:
    MijlpaalFactory(blad=lijn.blad, tekst="Klaar", toestand="gereed", volgorde=1)
    meld_aan(venster, beleidsadviseur)
    venster.set_viewport_size({"width": breedte, "height": 900})

    venster.goto(f"{MAATREGEL}planning/{lijn.blad_id}/")
    assert bevindingen(venster) == []

    venster.get_by_label("Wanneer").first.fill("mei 19")
    with venster.expect_navigation():
        venster.get_by_role("button", name="Planning vastleggen").click()
    assert bevindingen(venster) == []
