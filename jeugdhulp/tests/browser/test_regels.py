"""The rules beside a light that somebody gives: the argument is asked when that light is better."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.tests.browser.hulp import BREEDTEN, bevindingen, meld_aan
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.models import Maatregel
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    maak_stand,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BLAD = "/waterstad/plan-jeugd/maatregelen/2a/"
VRAAG = "Waarom is uw licht beter dan dat van de regels?"
REGELS = "Volgens de regels:"


@pytest.fixture
def eigen(maatregel: Any, trekker: Any) -> Maatregel:
    """2a was groen before its step was late, so without an argument; a round is open."""
    rij = MaatregelFactory(plan=maatregel.plan, code="2a", thema=maatregel.thema)
    BetrokkenheidFactory(maatregel=rij, persoon=trekker.personen.get())
    blad = BladFactory(maatregel=rij)
    MijlpaalFactory(blad=blad, tekst="Beginnen", van=date(2019, 1, 1), tot_en_met=date(2019, 3, 31))
    MijlpaalFactory(blad=blad)
    maak_stand(rij, peildatum=date(2019, 2, 1))
    open_ronde(maatregel.plan, kalender.vandaag(), door=None)
    return rij


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


def kaart(venster: Any, rij: Maatregel) -> Any:
    return venster.locator(f"#maatregel-{rij.pk}")


def test_argument_is_asked_for_a_better_light_and_for_no_other(
    venster: Any, trekker: Any, eigen: Maatregel
) -> None:
    """By the rules tijd is rood, geld and resultaat grijs."""
    meld_aan(venster, trekker)
    venster.goto(f"{BLAD}stand/")
    tijd = venster.get_by_role("group", name="Tijd")
    veld = venster.get_by_label(VRAAG)

    gezien = {}
    for licht in ("groen", "oranje", "grijs", "rood"):
        tijd.get_by_label(licht).check()
        gezien[licht] = veld.is_visible()
    venster.get_by_role("group", name="Geld").get_by_label("groen").check()
    gezien["geld groen"] = veld.is_visible()
    tijd.get_by_label("groen").check()
    venster.get_by_label("Fase", exact=True).select_option("afgerond")
    gezien["afgerond"] = veld.is_visible()

    assert gezien == {
        "groen": True,
        "oranje": True,
        "grijs": True,
        "rood": False,
        "geld groen": False,
        "afgerond": False,
    }


def test_worse_light_is_said_where_it_is_chosen(
    venster: Any, trekker: Any, eigen: Maatregel
) -> None:
    """The measure began on time, and its end is not due yet: groen by the rules."""
    rij = MaatregelFactory(plan=eigen.plan, code="2b", thema=eigen.thema)
    BetrokkenheidFactory(maatregel=rij, persoon=trekker.personen.get())
    dag = kalender.vandaag()
    MijlpaalFactory(
        blad=BladFactory(maatregel=rij), van=dag, tot_en_met=date(dag.year + 1, 1, 1), letterlijk=""
    )
    meld_aan(venster, trekker)
    gezien = {}
    for adres in (BLAD.replace("2a", "2b") + "stand/", f"/mijn-maatregelen/?open={rij.pk}"):
        venster.goto(adres)
        plek = venster.locator(f"#maatregel-{rij.pk}") if "mijn" in adres else venster
        tijd = plek.get_by_role("group", name="Tijd")
        for licht in ("rood", "oranje", "grijs", "groen"):
            tijd.get_by_label(licht).check()
            gezien[licht] = tijd.locator("[data-slechter]").inner_text()

        assert gezien == {
            "rood": "Volgens de regels is het groen; u geeft rood.",
            "oranje": "Volgens de regels is het groen; u geeft oranje.",
            "grijs": "",
            "groen": "",
        }


def test_unchanged_with_an_argument_on_a_phone(
    venster: Any, trekker: Any, eigen: Maatregel
) -> None:
    venster.set_viewport_size({"width": 320, "height": 640})
    meld_aan(venster, trekker)
    venster.goto(f"/mijn-maatregelen/?open={eigen.pk}")
    veld = kaart(venster, eigen).get_by_label(VRAAG)
    assert veld.is_visible()
    with venster.expect_navigation():
        kaart(venster, eigen).get_by_role("button", name="Ongewijzigd").click()
    assert "Volgens de regels is tijd rood" in venster.get_by_role("alert").inner_text()

    veld = kaart(venster, eigen).get_by_label(VRAAG)
    veld.fill("Morgen is het af.")
    with venster.expect_navigation():
        kaart(venster, eigen).get_by_role("button", name="Ongewijzigd").click()

    stand = eigen.standen.latest("pk")
    assert (stand.argument, stand.totaal, stand.berekend_totaal) == (
        "Morgen is het af.",
        "groen",
        "rood",
    )


def test_argument_is_given_without_script(
    zonder_script: Any, trekker: Any, eigen: Maatregel
) -> None:
    meld_aan(zonder_script, trekker)
    zonder_script.goto(f"{BLAD}stand/")
    assert zonder_script.get_by_text(REGELS).count() == 3
    zonder_script.get_by_label(VRAAG).fill("Morgen is het af.")
    with zonder_script.expect_navigation():
        zonder_script.get_by_role("button", name="Stand vastleggen").click()

    assert eigen.standen.latest("pk").argument == "Morgen is het af."


def test_pages_with_rules_are_accessible_at_every_width(
    venster: Any, trekker: Any, eigen: Maatregel
) -> None:
    meld_aan(venster, trekker)
    gevonden = {}
    for pagina in (BLAD, f"{BLAD}stand/", f"/mijn-maatregelen/?open={eigen.pk}"):
        venster.goto(pagina)
        for vouw in venster.locator("main details:not([open]) > summary").all():
            if vouw.is_visible():
                vouw.click()
        for breedte in BREEDTEN:
            venster.set_viewport_size({"width": breedte, "height": 900})
            gevonden[f"{pagina} op {breedte}"] = bevindingen(venster)

    assert {plek: fouten for plek, fouten in gevonden.items() if fouten} == {}
