"""The grid as a beleidsadviseur uses it who comes from a spreadsheet: keys, paste, fill, check."""

from typing import Any

import pytest

from jeugdhulp.tests.browser.hulp import bevindingen, meld_aan
from jeugdhulp.tests.factories import PersoonFactory
from maatregelen.models import Mijlpaal
from maatregelen.tests.factories import MaatregelFactory, MijlpaalFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLANNING = "/waterstad/plan-jeugd/raster/?wat=planning"
FASE = "/waterstad/plan-jeugd/raster/?wat=fase"


@pytest.fixture
def lijnen(maatregel: Any) -> list[Mijlpaal]:
    """Four lines of 1a; the last one is done."""
    blad = maatregel.bladen.get()
    for nummer in (1, 2):
        MijlpaalFactory(blad=blad, tekst=f"Stap {nummer}", volgorde=nummer)
    MijlpaalFactory(blad=blad, tekst="Klaar", toestand="gereed", volgorde=3)
    return list(blad.mijlpalen.all())


def cel(venster: Any, naam: str) -> Any:
    return venster.get_by_label(naam, exact=True)


def plak(venster: Any, naam: str, tekst: str) -> None:
    """As Ctrl+V with this on the clipboard."""
    cel(venster, naam).evaluate(
        """(veld, tekst) => {
            veld.focus();
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", tekst);
            const hoe = {clipboardData, bubbles: true, cancelable: true};
            veld.dispatchEvent(new ClipboardEvent("paste", hoe));
        }""",
        tekst,
    )


def telling(venster: Any) -> str:
    return str(venster.locator("[data-raster-telling]").inner_text())


def waarden(venster: Any, kolom: str, rijen: int = 3) -> list[str]:
    return [
        cel(venster, f"{kolom}, 1a, regel {nummer}").input_value() for nummer in range(1, rijen + 1)
    ]


def hier(venster: Any) -> str | None:
    naam: str | None = venster.evaluate("document.activeElement.getAttribute('aria-label')")
    return naam


def test_keys_walk_fill_and_put_back(
    venster: Any, beleidsadviseur: Any, lijnen: list[Mijlpaal]
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(PLANNING)
    toets = venster.keyboard.press

    cel(venster, "Wanneer, 1a, regel 1").focus()
    toets("Tab")
    assert hier(venster) == "Wat, 1a, regel 1"
    toets("ArrowDown")
    assert hier(venster) == "Wat, 1a, regel 2"
    toets("ArrowUp")
    toets("Shift+Tab")
    toets("Control+a")
    venster.keyboard.type("q4 19")
    assert telling(venster) == "1 cel gewijzigd, nog niet vastgelegd."

    # One row at a time, and over what was chosen.
    toets("Control+d")
    assert (hier(venster), waarden(venster, "Wanneer")) == (
        "Wanneer, 1a, regel 2",
        ["q4 19", "q4 19", "Q2 2019"],
    )
    toets("Escape")
    assert waarden(venster, "Wanneer") == ["q4 19", "Q2 2019", "Q2 2019"]
    toets("Enter")
    assert hier(venster) == "Wanneer, 1a, regel 3"
    cel(venster, "Wanneer, 1a, regel 1").focus()
    toets("Shift+ArrowDown")
    toets("Shift+ArrowDown")
    assert telling(venster) == "3 cellen gekozen."
    venster.get_by_role("button", name="Vul omlaag").click()
    assert waarden(venster, "Wanneer") == ["q4 19"] * 3
    assert telling(venster) == "2 cellen gevuld. 3 cellen gewijzigd, nog niet vastgelegd."
    venster.get_by_role("button", name="Maak ongedaan").click()
    assert waarden(venster, "Wanneer") == ["q4 19", "Q2 2019", "Q2 2019"]

    # A list of choices keeps its own keys.
    cel(venster, "Toestand, 1a, regel 1").focus()
    toets("ArrowDown")
    assert cel(venster, "Toestand, 1a, regel 1").input_value() == "gereed"


def test_block_is_pasted_checked_and_stored(
    venster: Any, beleidsadviseur: Any, lijnen: list[Mijlpaal]
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(PLANNING)

    plak(venster, "Wanneer, 1a, regel 1", 'q3 19\tBellen\tGereed\nmei 2020\t"Zeg ""ja"""\topen\n')
    assert telling(venster) == "6 cellen geplakt. 5 cellen gewijzigd, nog niet vastgelegd."
    assert waarden(venster, "Wat") == ["Bellen", 'Zeg "ja"', "Stap 2"]

    venster.get_by_role("button", name="Nakijken").click()
    venster.get_by_role("heading", name="Kijk na wat er verandert").wait_for()
    assert venster.locator(".nakijktabel tbody tr").count() == 5
    venster.get_by_label("Waarom verandert het?").fill("Uit het overleg.")
    venster.get_by_role("button", name="Alles vastleggen").click()

    venster.get_by_text("Gelukt. 5 wijzigingen zijn vastgelegd.").wait_for()
    assert telling(venster) == "Nog niets gewijzigd."
    assert venster.evaluate("Object.keys(localStorage).filter((k) => k.includes('raster'))") == []
    assert [(rij.periode.voluit(), rij.tekst, rij.toestand) for rij in Mijlpaal.objects.all()][
        :2
    ] == [("Q3 2019", "Bellen", "gereed"), ("mei 2020", 'Zeg "ja"', "open")]


def test_block_that_does_not_fit_is_refused_whole(
    venster: Any, beleidsadviseur: Any, lijnen: list[Mijlpaal]
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(PLANNING)

    plak(venster, "Wanneer, 1a, regel 3", "q1 20\nq2 20\nq3 20")
    assert telling(venster) == (
        "U plakt 3 rijen; dat is 1 rij te veel vanaf deze cel. Er is niets geplakt."
    )
    plak(venster, "Toestand, 1a, regel 1", "open\t\t1-5-2020")
    assert telling(venster) == (
        "U plakt 3 kolommen; dat is 1 kolom te veel vanaf deze cel. Er is niets geplakt."
    )
    plak(venster, "Wanneer, 1a, regel 3", "q1 20\nq2 20")
    assert telling(venster) == (
        "Wanneer, 1a, regel 4: dit kunt u hier niet wijzigen. Er is niets geplakt."
    )
    plak(venster, "Toestand, 1a, regel 1", "klaar")
    assert telling(venster) == (
        "Toestand, 1a, regel 1: “klaar” is hier geen keuze. Er is niets geplakt."
    )
    assert waarden(venster, "Wanneer") == ["Q2 2019"] * 3


def test_what_was_typed_comes_back_after_a_closed_tab(
    venster: Any, beleidsadviseur: Any, lijnen: list[Mijlpaal]
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(PLANNING)
    plak(venster, "Wanneer, 1a, regel 1", "q3 19\nq4 19\n")
    for _ in range(100):
        if venster.evaluate("Object.values(localStorage).join()").count("q4 19"):
            break
        venster.wait_for_timeout(50)

    venster.reload()

    assert waarden(venster, "Wanneer") == ["q3 19", "q4 19", "Q2 2019"]
    assert venster.locator(".cel--anders").count() == 2


def test_table_is_used_the_same_without_javascript(
    beleidsadviseur: Any, maatregel: Any, gemeente: Any, chromium: Any, live_server: Any
) -> None:
    PersoonFactory(gemeente=gemeente, naam="Anna Bos")
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    zonder = context.new_page()
    meld_aan(zonder, beleidsadviseur)
    zonder.goto("/waterstad/plan-jeugd/")
    zonder.get_by_role("link", name="In een tabel bewerken").click()
    cel(zonder, "Fase, 1a").select_option("doorlopend")
    zonder.get_by_text("De hele tabel naar Excel en terug").click()
    zonder.get_by_label("Plakken uit Excel").fill("Code\tTrekker\n1a\tAnna Bos")
    zonder.get_by_role("button", name="Zet dit in de tabel").click()
    assert cel(zonder, "Trekker, 1a").input_value() == "Anna Bos"
    assert cel(zonder, "Fase, 1a").input_value() == "doorlopend"

    zonder.get_by_role("button", name="Nakijken").click()
    zonder.get_by_label("Waarom verandert het?").fill("Uit het overleg.")
    zonder.get_by_role("button", name="Alles vastleggen").click()

    assert zonder.get_by_text("Gelukt. 2 wijzigingen zijn vastgelegd.").is_visible()
    maatregel.refresh_from_db()
    assert maatregel.fase == "doorlopend"
    context.close()


@pytest.mark.parametrize("breedte", [320, 1280])
def test_table_check_and_faults_read_well_and_fit(
    venster: Any, beleidsadviseur: Any, lijnen: list[Mijlpaal], breedte: int
) -> None:
    MaatregelFactory(plan=lijnen[0].blad.maatregel.plan, code="2a", compleet=True)
    meld_aan(venster, beleidsadviseur)
    venster.set_viewport_size({"width": breedte, "height": 900})
    for url in (FASE, PLANNING):
        venster.goto(url)
        assert bevindingen(venster) == []

    plak(venster, "Wanneer, 1a, regel 1", "mei 19\nq4 19")
    assert bevindingen(venster) == []
    with venster.expect_navigation():
        venster.get_by_role("button", name="Nakijken").click()
    assert bevindingen(venster) == []
    cel(venster, "Wanneer, 1a, regel 1").fill("mei 2019")
    with venster.expect_navigation():
        venster.get_by_role("button", name="Nakijken").click()
    assert bevindingen(venster) == []
