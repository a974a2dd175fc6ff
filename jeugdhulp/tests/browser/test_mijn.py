"""A trekker's update as she does it: on a phone, by keyboard, with and without script."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from jeugdhulp import kalender, logboek
from jeugdhulp.kalender import Kwartaal
from jeugdhulp.tests.browser.hulp import BREEDTEN, bevindingen, meld_aan
from jeugdhulp.tests.browser.teller import Teller, opgeschreven
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.models import Mijlpaal, Ronde
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    MaatregelFactory,
    in_handeling,
    maak_stand,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

logger = logging.getLogger(__name__)

ADRES = "/mijn-maatregelen/"


@pytest.fixture
def ronde(maatregel: Any, trekker: Any) -> Ronde:
    """An open round, and three measures of hers, one of which needs an explanation. Their steps are
    for this quarter: the rules find no light worse than she does."""
    for code in ("1b", "1c"):
        erbij = MaatregelFactory(plan=maatregel.plan, code=code, compleet=True)
        BetrokkenheidFactory(maatregel=erbij, persoon=trekker.personen.get())
    maak_stand(erbij, tijd="oranje")
    kwartaal = Kwartaal.van_dag(kalender.vandaag())
    periode = {"van": kwartaal.eerste_dag, "tot_en_met": kwartaal.laatste_dag}
    with in_handeling():
        for stap in Mijlpaal.objects.filter(blad__maatregel__plan=maatregel.plan):
            for veld, waarde in (periode | {"letterlijk": ""}).items():
                setattr(stap, veld, waarde)
            stap.save()
        logboek.schrijf("x", maatregel, gemeente_id=maatregel.plan.gemeente_id, naam="x")
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


def wacht_op_concept(venster: Any) -> None:
    """A draft is kept a moment after the last key."""
    venster.evaluate(
        """async () => {
          while (localStorage.length === 0) await new Promise((klaar) => setTimeout(klaar, 20));
        }"""
    )


def test_trekker_updates_three_measures_by_keyboard_on_a_phone(
    venster: Any, trekker: Any, maatregel: Any, ronde: Any
) -> None:
    """Two unchanged and one that turned orange, each in under a minute: so many key presses."""
    venster.set_viewport_size({"width": 320, "height": 640})
    meld_aan(venster, trekker)
    # Who does nothing else starts here.
    assert venster.get_by_role("heading", level=1).inner_text() == "Mijn maatregelen"

    geteld: dict[str, list[str]] = {}
    eerste = Teller(venster)
    eerste.naar("[value=ongewijzigd]")
    eerste.verstuur()
    geteld["Trekker op de telefoon: eerste maatregel ongewijzigd"] = eerste.rij()
    assert venster.get_by_text("1 van 3 geleverd").is_visible()
    # The next that waits is in sight, and one Tab away.
    tweede = Teller(venster)
    tweede.druk("Tab")
    assert "1b" in venster.evaluate("document.activeElement.closest('details').innerText")
    tweede.naar(".mijn__meer > summary")
    tweede.druk("Enter")
    tweede.naar("[name$='-tijd']")
    tweede.druk("ArrowRight")
    tweede.naar("[name$='-oorzaak']")
    tweede.typ("De aanbieder vroeg uitstel.")
    for tekst in ("De start schuift op.", "Wij bellen elke week."):
        tweede.druk("Tab")
        tweede.typ(tekst)
    # The cause says why: nothing is asked twice.
    tweede.naar("[value=stand]")
    tweede.verstuur()
    geteld["Trekker op de telefoon: een licht werd oranje"] = tweede.rij()
    derde = Teller(venster)
    derde.naar("[value=ongewijzigd]")
    derde.verstuur()
    geteld["Trekker op de telefoon: volgende maatregel ongewijzigd"] = derde.rij()

    assert venster.get_by_text("3 van 3 geleverd").is_visible()
    assert bevindingen(venster) == []
    standen = [rij.standen.get(ronde=ronde) for rij in maatregel.plan.maatregelen.all()]
    assert [stand.totaal for stand in standen] == ["groen", "oranje", "oranje"]
    for taak, teller in zip(geteld, (eerste, tweede, derde), strict=True):
        logger.info(
            "%s | toetsenbord | %s | wachten %.1f s",
            taak,
            " | ".join(geteld[taak]),
            teller.wachttijd,
        )
    assert {taak: opgeschreven().get((taak, "toetsenbord")) for taak in geteld} == geteld


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
    with venster.expect_navigation():
        venster.get_by_role("link", name="Ronde sluiten").click()
    venster.get_by_label("Waar u niets kiest").check()
    with venster.expect_navigation():
        venster.get_by_role("button", name="Ronde sluiten").click()

    assert {plek: fouten for plek, fouten in gevonden.items() if fouten} == {}
    ronde.refresh_from_db()
    assert (ronde.toestand, bevindingen(venster)) == ("gesloten", [])


@pytest.mark.parametrize("waarvan", ["concept", "browser"])
def test_what_comes_back_is_in_sight_and_is_thrown_away(
    venster: Any, trekker: Any, maatregel: Any, ronde: Any, waarvan: str
) -> None:
    """A light she once chose must not make 'Ongewijzigd' fail unseen: neither one that this page
    kept, nor one that her browser filled in again."""
    venster.set_viewport_size({"width": 320, "height": 640})
    meld_aan(venster, trekker)
    kaart = venster.locator("details.mijn__kaart").first
    kaart.get_by_text("Er is iets veranderd").click()
    kaart.get_by_role("group", name="Tijd").get_by_label("oranje").check()
    wacht_op_concept(venster)
    if waarvan == "browser":
        venster.evaluate("localStorage.clear()")
    venster.goto("/account/")
    venster.go_back()

    tijd = kaart.get_by_role("group", name="Tijd")
    assert tijd.get_by_label("oranje").is_visible()
    assert tijd.get_by_label("oranje").is_checked()
    kaart.get_by_role("button", name="Gooi dit weg").click()
    assert tijd.get_by_label("groen").is_checked()
    with venster.expect_navigation():
        kaart.get_by_role("button", name="Ongewijzigd").click()
    assert maatregel.standen.get(ronde=ronde).tijd == "groen"


def test_what_was_refused_is_thrown_away_in_one_click(
    venster: Any, trekker: Any, maatregel: Any, ronde: Any
) -> None:
    meld_aan(venster, trekker)
    kaart = venster.locator("details.mijn__kaart").first
    kaart.get_by_text("Er is iets veranderd").click()
    kaart.get_by_role("group", name="Tijd").get_by_label("oranje").check()
    with venster.expect_navigation():
        kaart.get_by_role("button", name="Ongewijzigd").click()
    assert "niet ongewijzigd" in kaart.get_by_role("alert").inner_text()
    with venster.expect_navigation():
        kaart.get_by_role("link", name="Gooi weg wat u hier veranderde").click()

    assert venster.evaluate("Object.keys(localStorage).length") == 0
    with venster.expect_navigation():
        kaart.get_by_role("button", name="Ongewijzigd").click()
    assert maatregel.standen.get(ronde=ronde).tijd == "groen"


def test_draft_holds_what_was_typed_and_no_more(
    venster: Any, trekker: Any, maatregel: Any, ronde: Any
) -> None:
    """A stand made elsewhere meanwhile stays on the page, but for the one light she chose."""
    meld_aan(venster, trekker)
    kaart = venster.locator("details.mijn__kaart").first
    kaart.get_by_text("Er is iets veranderd").click()
    kaart.get_by_role("group", name="Tijd").get_by_label("rood").check()
    wacht_op_concept(venster)
    maak_stand(maatregel, tijd="groen", tekst="Wat een ander schreef.", ronde=ronde)
    venster.goto(f"{ADRES}?open={maatregel.pk}")

    kaart = venster.locator(f"#maatregel-{maatregel.pk}")
    assert kaart.get_by_role("group", name="Tijd").get_by_label("rood").is_checked()
    assert kaart.locator("[name$='-tekst']").input_value() == "Wat een ander schreef."
