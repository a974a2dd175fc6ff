"""The agenda and the meeting in a browser: by keyboard alone, on a beamer, and two at once."""

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from jeugdhulp.tests.browser.hulp import bevindingen, meld_aan
from jeugdhulp.tests.browser.teller import Teller, opgeschreven
from jeugdhulp.tests.factories import PersoonFactory
from maatregelen.domain.ronde import agendapunten
from maatregelen.domain.ronde.actiepunten import spreek_af
from maatregelen.domain.ronde.rondes import bereid_voor, open_ronde
from maatregelen.models import Actiepunt, Agendapunt, Besluit, Ronde, Stand
from maatregelen.tests.factories import BetrokkenheidFactory, MaatregelFactory, maak_stand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

logger = logging.getLogger(__name__)

MAART = date(2024, 3, 1)


# The text on the page that is smaller than 22 px.
TE_KLEIN = """() => {
  const klein = [], blad = document.querySelector("main");
  const lopen = document.createTreeWalker(blad, NodeFilter.SHOW_TEXT);
  while (lopen.nextNode()) {
    const tekst = lopen.currentNode.textContent.trim(), vak = lopen.currentNode.parentElement;
    if (!tekst || !vak.getClientRects().length || vak.closest(".alleen-voorlezen")) continue;
    if (parseFloat(getComputedStyle(vak).fontSize) < 22) klein.push(tekst);
  }
  return klein;
}"""


@pytest.fixture
def ronde(plan: Any) -> Ronde:
    """A prepared round: 1a and 1b red, pulled by Kim, and 1c green."""
    kim = PersoonFactory(gemeente=plan.gemeente, naam="Kim Bos")
    ronde = open_ronde(plan, MAART, door=None)
    for volgorde, (code, tijd) in enumerate([("1a", "rood"), ("1b", "rood"), ("1c", "groen")]):
        maatregel = MaatregelFactory(plan=plan, code=code, volgorde=volgorde, titel=f"Titel {code}")
        BetrokkenheidFactory(maatregel=maatregel, persoon=kim)
        maak_stand(maatregel, peildatum=MAART, ronde=ronde, tijd=tijd)
    return bereid_voor(ronde, door=None)


@pytest.fixture
def tweede(chromium: Any, venster: Any, live_server: Any) -> Iterator[Any]:
    """A window of somebody else."""
    context = chromium.new_context(base_url=live_server.url, locale="nl-NL")
    yield context.new_page()
    context.close()


def punt(ronde: Ronde, code: str) -> Agendapunt:
    return ronde.agendapunten.get(maatregel__code=code)


def agenda(ronde: Ronde) -> str:
    return f"/waterstad/plan-jeugd/rondes/{ronde.pk}/agenda/"


def vergadering(ronde: Ronde, code: str = "") -> str:
    staart = f"{punt(ronde, code).pk}/" if code else ""
    return f"/waterstad/plan-jeugd/rondes/{ronde.pk}/vergadering/{staart}"


def waar(venster: Any) -> str:
    return str(venster.evaluate("document.activeElement.id || document.activeElement.name"))


def test_a_button_that_moves_an_item_keeps_the_focus_and_says_it(
    venster: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(agenda(ronde))
    knop = f"omlaag-{punt(ronde, '1a').pk}"

    venster.locator(f"#{knop}").focus()
    venster.keyboard.press("Enter")

    melding = venster.locator("#meldingen[role=status]", has_text="1a staat op plaats 2 van 2.")
    melding.wait_for()
    assert waar(venster) == knop
    assert venster.locator(".agendapunt h3 b").all_text_contents() == ["1b", "1a", "1c"]
    # At the end it stays, and so does the focus.
    venster.keyboard.press("Enter")
    assert waar(venster) == knop


def test_what_is_folded_stays_open_for_who_moves_it(
    venster: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    agendapunten.wijzig(punt(ronde, "1b"), {"behandeling": "hamerstuk"}, door=None)
    meld_aan(venster, beleidsadviseur)
    venster.goto(agenda(ronde))
    knop = f"omlaag-{punt(ronde, '1b').pk}"
    handen = Teller(venster)
    handen.naar("#hamerstukken > summary")
    handen.druk("Enter")

    handen.naar(f"#{knop}")
    handen.druk("Enter")

    venster.locator("#meldingen", has_text="1b staat op plaats 2 van 2.").wait_for()
    assert waar(venster) == knop
    assert venster.locator(f"#{knop}").is_visible()


def test_who_is_there_and_what_was_agreed_before_by_keyboard(
    venster: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    kim = PersoonFactory(gemeente=ronde.plan.gemeente, naam="An Bos")
    BetrokkenheidFactory(maatregel=punt(ronde, "1a").maatregel, persoon=kim)
    maatregel = punt(ronde, "1a").maatregel
    actie = spreek_af(ronde.plan, "Bellen.", kim, date(2030, 1, 1), maatregel=maatregel, door=None)
    meld_aan(venster, beleidsadviseur)
    venster.goto(vergadering(ronde))
    handen = Teller(venster)

    # One who is not there, and the others with one button.
    handen.naar(f"[name=wie_{kim.pk}]")
    handen.druk("ArrowLeft")
    venster.locator("[value=iedereen]").focus()
    handen.verstuur("#meldingen .melding--gelukt")
    assert dict(ronde.aanwezigheden.values_list("persoon__naam", "aanwezig")) == {
        "An Bos": False,
        "Kim Bos": True,
    }

    venster.goto(vergadering(ronde, "1a"))
    handen.naar(".afspraak__af > summary")
    handen.druk("Enter")
    handen.druk("Tab")
    handen.typ("Zij belt terug.")
    handen.druk("Tab")
    handen.verstuur("#meldingen .melding--gelukt")
    actie.refresh_from_db()
    assert (actie.toestand, actie.afdoening) == ("gereed", "Zij belt terug.")
    # And back, without leaving the item.
    assert waar(venster) == "afspraken"
    handen.naar(".afspraak__af > summary")
    handen.druk("Enter")
    handen.druk("Tab")
    handen.typ("Toch niet.")
    handen.druk("Tab")
    handen.verstuur("#meldingen .melding--gelukt")
    actie.refresh_from_db()
    assert actie.toestand == "open"


def test_on_a_beamer_nothing_is_too_small_to_read(
    venster: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    """From four metres: 22 px on a screen of 1920, the light larger, and a head of one line."""
    venster.set_viewport_size({"width": 1920, "height": 1080})
    meld_aan(venster, beleidsadviseur)
    for adres in (vergadering(ronde), vergadering(ronde, "1a")):
        venster.goto(adres)
        for vouw in venster.locator("main details").all():
            vouw.evaluate("vouw => { vouw.open = true; }")
        assert venster.evaluate(TE_KLEIN) == [], adres
        balk = venster.locator(".vergadering__balk").bounding_box()
        assert balk is not None
        assert balk["height"] < 64
    licht = venster.locator(".vergadering__licht .licht").bounding_box()
    assert licht is not None
    assert licht["height"] > 60


def test_an_item_is_dragged_with_the_mouse(
    venster: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(agenda(ronde))
    van, naar = (venster.locator(f"#punt-{punt(ronde, code).pk}") for code in ("1b", "1a"))

    van.locator(".agendapunt__nummer").drag_to(naar, target_position={"x": 40, "y": 5})

    venster.locator("#meldingen", has_text="1b staat op plaats 1 van 2.").wait_for()
    assert punt(ronde, "1b").volgorde < punt(ronde, "1a").volgorde


def test_without_script_the_buttons_do_the_same(
    chromium: Any, live_server: Any, settings: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    venster = context.new_page()
    meld_aan(venster, beleidsadviseur)
    venster.goto(agenda(ronde))

    venster.locator(f"#omlaag-{punt(ronde, '1a').pk}").click()

    assert venster.get_by_text("1a staat op plaats 2 van 2.").is_visible()
    context.close()


def test_a_whole_meeting_by_keyboard(venster: Any, ronde: Ronde, beleidsadviseur: Any) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(vergadering(ronde))
    handen = Teller(venster)
    handen.naar("[value=beginnen]")
    handen.verstuur("h1")
    assert venster.locator("h1").inner_text() == "1a Titel 1a"

    venster.keyboard.press("b")
    venster.keyboard.type("Wij stellen de start uit.")
    handen.naar("form:has([value=besluit]) button")
    handen.verstuur("#meldingen .melding--gelukt")
    venster.keyboard.press("a")
    venster.keyboard.type("De aanbieder bellen.")
    handen.naar("form:has([value=actie]) button")
    handen.verstuur("#meldingen .melding--gelukt")
    venster.keyboard.press("l")
    handen.naar(".mijn__meer > summary")
    handen.druk("Enter") if venster.locator(".mijn__meer[open]").count() == 0 else None
    handen.naar("[name$='-tijd']")
    handen.druk("ArrowLeft", 2)
    handen.naar("[name$='-reden']")
    venster.keyboard.type("De offerte is binnen.")
    handen.naar("[value=stand]:is(button)")
    handen.verstuur("#meldingen .melding--gelukt")
    venster.keyboard.press("n")
    venster.keyboard.type("Volgende keer terug.")
    venster.keyboard.press("Escape")
    with venster.expect_navigation():
        venster.keyboard.press("k")
    assert venster.locator("h1").inner_text() == "1b Titel 1b"
    with venster.expect_navigation():
        venster.keyboard.press("k")
    handen.naar("[value=hamer]")
    handen.verstuur("#meldingen .melding--gelukt")

    assert (Besluit.objects.get().tekst, Actiepunt.objects.get().wie.naam) == (
        "Wij stellen de start uit.",
        "Kim Bos",
    )
    assert Stand.objects.latest("pk").tijd == "groen"
    assert punt(ronde, "1a").notitie == "Volgende keer terug."
    assert ronde.agendapunten.filter(besproken_op=None).count() == 0
    assert venster.get_by_role("link", name="Ronde sluiten").is_visible()


def test_shortcuts_are_quiet_while_one_types_and_can_be_turned_off(
    venster: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(vergadering(ronde, "1a"))

    venster.keyboard.press("n")
    venster.keyboard.type("vbal")
    assert venster.locator("#notitie textarea").input_value() == "vbal"
    venster.keyboard.press("Escape")
    venster.locator("[data-toetsen] > summary").click()
    venster.locator("#toetsen-aan").uncheck()
    venster.keyboard.press("b")
    assert venster.locator("[data-vak=b][open]").count() == 0
    # On this device they stay off.
    venster.goto(vergadering(ronde, "1b"))
    venster.keyboard.press("b")
    assert venster.locator("[data-vak=b][open]").count() == 0


def test_two_in_one_meeting_lose_nothing(
    venster: Any, tweede: Any, ronde: Ronde, beleidsadviseur: Any, voorzitter: Any
) -> None:
    """The notulist writes while the voorzitter gives a light and a note for the same measure."""
    meld_aan(venster, beleidsadviseur)
    meld_aan(tweede, voorzitter)
    for wie in (venster, tweede):
        wie.goto(vergadering(ronde, "1a"))

    tweede.locator("#notitie textarea").fill("Van de voorzitter.")
    tweede.get_by_role("button", name="Alleen de notitie vastleggen").click()
    tweede.locator("#meldingen .melding--gelukt").wait_for()
    venster.locator("#notitie textarea").fill("Van de notulist.")
    venster.get_by_role("button", name="Alleen de notitie vastleggen").click()

    venster.locator(".intussen").wait_for()
    assert venster.locator(".intussen__tekst").inner_text() == "Van de voorzitter."
    assert venster.locator("#notitie textarea").input_value() == "Van de notulist."
    venster.locator("#notitie textarea").fill("Van de voorzitter. Van de notulist.")
    venster.get_by_role("button", name="Alleen de notitie vastleggen").click()
    venster.locator("#meldingen .melding--gelukt").wait_for()
    assert punt(ronde, "1a").notitie == "Van de voorzitter. Van de notulist."

    maak_stand(
        punt(ronde, "1a").maatregel, peildatum=MAART, ronde=ronde, tijd="rood", tekst="Van haar."
    )
    venster.locator("#stand > summary").click()
    if venster.locator(".mijn__meer[open]").count() == 0:
        venster.locator(".mijn__meer > summary").click()
    venster.locator("[name$='-tekst'][id^=id_m]").fill("Van mij.")
    venster.locator("button[value=stand]").click()

    venster.locator("#stand [data-foutoverzicht]").wait_for()
    assert venster.locator("[name$='-tekst'][id^=id_m]").input_value() == "Van mij."
    assert venster.get_by_text("Van haar.").first.is_visible()
    venster.locator("button[value=stand]").click()
    venster.locator("#meldingen .melding--gelukt").wait_for()
    assert Stand.objects.latest("pk").tekst == "Van mij."


def test_what_was_typed_survives_a_lost_connection(
    venster: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(vergadering(ronde, "1a"))
    venster.locator("[data-vak=b] > summary").click()
    venster.locator("#id_besluit-tekst").fill("Wij gaan door.")
    venster.evaluate(
        """async () => {
          while (localStorage.length === 0) await new Promise((klaar) => setTimeout(klaar, 20));
        }"""
    )

    # Who goes on meanwhile is told that it is not laid down yet.
    venster.get_by_role("button", name="Besproken, volgende punt").click()
    assert venster.locator("[data-nog-open]").is_visible()
    assert punt(ronde, "1a").besproken_op is None
    venster.goto(vergadering(ronde))
    venster.goto(vergadering(ronde, "1a"))

    venster.locator("[data-terug]").wait_for()
    assert venster.locator("#id_besluit-tekst").input_value() == "Wij gaan door."


@pytest.mark.parametrize("maat", [(1920, 1080), (1280, 800), (960, 540), (320, 640)])
def test_pages_fit_and_are_accessible(
    venster: Any, ronde: Ronde, beleidsadviseur: Any, maat: tuple[int, int]
) -> None:
    agendapunten.voeg_toe(ronde, "Rondvraag", notitie="Kort.", door=None)
    kim = punt(ronde, "1a").maatregel.betrokkenheden.get().persoon
    spreek_af(
        ronde.plan,
        "Bellen.",
        kim,
        date(2030, 1, 1),
        maatregel=punt(ronde, "1a").maatregel,
        door=None,
    )
    venster.set_viewport_size({"width": maat[0], "height": maat[1]})
    meld_aan(venster, beleidsadviseur)
    for adres in (agenda(ronde), vergadering(ronde), vergadering(ronde, "1a")):
        venster.goto(adres)
        assert bevindingen(venster) == [], adres
    for vouw in venster.locator("main details").all():
        vouw.evaluate("vouw => { vouw.open = true; }")
    assert bevindingen(venster) == []


def test_one_item_costs_what_is_written_down(
    venster: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    """A decision on the spot, and on to the next: as long as the meeting waits."""
    taak = "Eén punt in de vergadering: een besluit, en het volgende punt"
    meld_aan(venster, beleidsadviseur)
    venster.goto(vergadering(ronde, "1a"))

    hand = Teller(venster)
    hand.druk("b")
    hand.typ("Wij gaan door.")
    hand.druk("Tab")
    hand.verstuur("#meldingen .melding--gelukt")
    with venster.expect_navigation():
        hand.druk("k")
    hand.wacht("h1")

    logger.info(
        "%s | toetsenbord | %s | wachten %.1f s", taak, " | ".join(hand.rij()), hand.wachttijd
    )
    assert Besluit.objects.count() == 1
    assert punt(ronde, "1a").besproken_op is not None
    assert opgeschreven().get((taak, "toetsenbord")) == hand.rij()


def test_in_print_there_is_only_what_is_read(
    venster: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.emulate_media(media="print")
    for adres in (agenda(ronde), vergadering(ronde, "1a")):
        venster.goto(adres)
        assert venster.locator("main button:visible, main .knop:visible").count() == 0, adres
    assert venster.get_by_text("Het licht is rood, door tijd.").is_visible()
