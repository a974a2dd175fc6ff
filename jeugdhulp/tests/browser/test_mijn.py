"""A trekker's update as she does it: on a phone, by keyboard, with and without script."""

from collections.abc import Iterator
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.tests.browser.hulp import BREEDTEN, bevindingen, meld_aan
from maatregelen.domain.rondes import open_ronde
from maatregelen.models import Ronde
from maatregelen.tests.factories import BetrokkenheidFactory, MaatregelFactory, maak_stand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADRES = "/mijn-maatregelen/"


@pytest.fixture
def ronde(maatregel: Any, trekker: Any) -> Ronde:
    """An open round, and three measures of hers, one of which needs an explanation."""
    for code in ("1b", "1c"):
        erbij = MaatregelFactory(plan=maatregel.plan, code=code, compleet=True)
        BetrokkenheidFactory(maatregel=erbij, persoon=trekker.personen.get())
    maak_stand(erbij, tijd="oranje")
    return open_ronde(maatregel.plan, kalender.vandaag(), door=None)


@pytest.fixture
def zonder_script(chromium: Any, live_server: Any, settings: Any) -> Iterator[Any]:
    """A window of a phone that runs no script."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    context = chromium.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": 320, "height": 640},
    )
    yield context.new_page()
    context.close()


class Toetsen:
    """A keyboard that counts what is pressed; typing a text is one action."""

    def __init__(self, venster: Any):
        self.venster, self.aantal = venster, 0

    def druk(self, toets: str) -> None:
        self.venster.keyboard.press(toets)
        self.aantal += 1

    def typ(self, tekst: str) -> None:
        self.venster.keyboard.type(tekst)
        self.aantal += 1

    def naar(self, zoek: str) -> None:
        """Tab until the element that `zoek` (a CSS selector) finds has the focus."""
        for _ in range(30):
            self.druk("Tab")
            if self.venster.evaluate("zoek => document.activeElement.matches(zoek)", zoek):
                return
        raise AssertionError(f"Met Tab is {zoek} niet te bereiken")

    def verstuur(self) -> None:
        with self.venster.expect_navigation():
            self.druk("Enter")


def test_trekker_updates_three_measures_by_keyboard_on_a_phone(
    venster: Any, trekker: Any, maatregel: Any, ronde: Any
) -> None:
    """Two unchanged and one that turned orange, each in under a minute: so many key presses."""
    venster.set_viewport_size({"width": 320, "height": 640})
    meld_aan(venster, trekker)
    # Who does nothing else starts here.
    assert venster.get_by_role("heading", level=1).inner_text() == "Mijn maatregelen"
    toetsen = Toetsen(venster)

    toetsen.naar("[value=ongewijzigd]")
    toetsen.verstuur()
    eerste, toetsen.aantal = toetsen.aantal, 0
    assert venster.get_by_text("1 van 3 geleverd").is_visible()
    # The next that waits is in sight, and one Tab away.
    toetsen.druk("Tab")
    assert "1b" in venster.evaluate("document.activeElement.closest('details').innerText")
    toetsen.naar(".mijn__meer > summary")
    toetsen.druk("Enter")
    toetsen.naar("[name$='-tijd']")
    toetsen.druk("ArrowRight")
    toetsen.naar("[name$='-oorzaak']")
    toetsen.typ("De aanbieder vroeg uitstel.")
    for tekst in ("De start schuift op.", "Wij bellen elke week."):
        toetsen.druk("Tab")
        toetsen.typ(tekst)
    toetsen.naar("[value=stand]")
    toetsen.verstuur()
    tweede, toetsen.aantal = toetsen.aantal, 0
    toetsen.naar("[value=ongewijzigd]")
    toetsen.verstuur()

    assert venster.get_by_text("3 van 3 geleverd").is_visible()
    assert bevindingen(venster) == []
    standen = [rij.standen.get(ronde=ronde) for rij in maatregel.plan.maatregelen.all()]
    assert [stand.totaal for stand in standen] == ["groen", "oranje", "oranje"]
    assert (eerste, tweede, toetsen.aantal) == (13, 18, 4)


def test_trekker_updates_without_script(
    zonder_script: Any, trekker: Any, maatregel: Any, ronde: Any
) -> None:
    meld_aan(zonder_script, trekker)
    kaart = zonder_script.locator("details.mijn__kaart").first
    kaart.get_by_text("Er is iets veranderd").click()
    kaart.get_by_role("group", name="Tijd").get_by_label("rood").check()
    with zonder_script.expect_navigation():
        kaart.get_by_role("button", name="Stand vastleggen").click()

    assert zonder_script.get_by_role("alert").count() == 1
    kaart = zonder_script.locator("details.mijn__kaart").first
    kaart.get_by_label("Oorzaak").fill("De aanbieder stopt.")
    kaart.get_by_label("Gevolg").fill("Er is geen plek.")
    kaart.get_by_label("Bijsturing").fill("Wij zoeken een ander.")
    kaart.get_by_role("checkbox").first.check()
    with zonder_script.expect_navigation():
        kaart.get_by_role("button", name="Stand vastleggen").click()

    stand = maatregel.standen.get(ronde=ronde)
    [stap] = maatregel.bladen.get().mijlpalen.all()
    assert (stand.tijd, stap.toestand, stap.gereed_op) == ("rood", "gereed", kalender.vandaag())


def test_page_is_accessible_with_a_fault_and_without(
    venster: Any, trekker: Any, maatregel: Any, ronde: Any
) -> None:
    meld_aan(venster, trekker)
    gevonden = {}
    for soort in ("zonder", "met"):
        for breedte in BREEDTEN:
            venster.set_viewport_size({"width": breedte, "height": 900})
            gevonden[f"{soort} op {breedte}"] = bevindingen(venster)
        if soort == "zonder":
            kaart = venster.locator("details.mijn__kaart").first
            kaart.get_by_text("Er is iets veranderd").click()
            kaart.get_by_role("group", name="Tijd").get_by_label("rood").check()
            with venster.expect_navigation():
                kaart.get_by_role("button", name="Stand vastleggen").click()

    assert {plek: fouten for plek, fouten in gevonden.items() if fouten} == {}
    # The fault has the focus.
    assert venster.evaluate("document.activeElement.getAttribute('role')") == "alert"


def test_body_closes_a_round_on_every_width(
    venster: Any, projectgroep: Any, maatregel: Any, ronde: Any
) -> None:
    maak_stand(maatregel, ronde=ronde)
    adres = f"/waterstad/plan-jeugd/rondes/{ronde.pk}/"
    meld_aan(venster, projectgroep)
    gevonden = {}
    for pagina in ("/waterstad/plan-jeugd/rondes/", f"{adres}sluiten/", adres):
        venster.goto(pagina)
        for breedte in BREEDTEN:
            venster.set_viewport_size({"width": breedte, "height": 900})
            gevonden[f"{pagina} op {breedte}"] = bevindingen(venster)
    for _ in range(2):
        with venster.expect_navigation():
            venster.get_by_role("button", name="Ronde sluiten").click()

    assert {plek: fouten for plek, fouten in gevonden.items() if fouten} == {}
    ronde.refresh_from_db()
    assert (ronde.toestand, bevindingen(venster)) == ("gesloten", [])
