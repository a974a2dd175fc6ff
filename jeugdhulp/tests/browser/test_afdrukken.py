"""What comes out of the printer: each measure on an A4 of its own, and nothing lost."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from jeugdhulp.tests.browser.hulp import meld_aan
from maatregelen.tests.factories import MaatregelFactory, MijlpaalFactory
from maatregelen.tests.vol import vul_blad

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = "/waterstad/plan-jeugd/"
# As much as a rich sheet of the plans that we know.
TEKST = "Wij doen dit samen met de huisartsen, de scholen en het sociaal team in elke wijk. " * 5
A4_PUNTEN = (595, 842)


def bladzijden(venster: Any, adres: str) -> list[str]:
    """The text of each page that is printed."""
    venster.goto(adres, wait_until="load")
    venster.evaluate("document.fonts.ready")
    gelezen = PdfReader(BytesIO(venster.pdf(prefer_css_page_size=True)))
    maten = {(round(rij.mediabox.width), round(rij.mediabox.height)) for rij in gelezen.pages}
    assert maten == {A4_PUNTEN}
    return [" ".join(rij.extract_text().split()) for rij in gelezen.pages]


def koppen(gedrukt: list[str], *titels: str) -> list[list[str]]:
    """Per page the titles that stand on it."""
    return [[titel for titel in titels if titel in tekst] for tekst in gedrukt]


def test_each_measure_begins_a_page_and_a_rich_one_fits_it(
    venster: Any, beleidsadviseur: Any, plan: Any
) -> None:
    rijk = MaatregelFactory(
        plan=plan, code="1a", titel="Rijke maatregel", volgorde=1, doel=TEKST, aanpak=TEKST
    )
    vul_blad(rijk, 1)
    for nummer in range(8):
        MijlpaalFactory(blad=rijk.bladen.first(), tekst=f"Stap {nummer}")
    MaatregelFactory(plan=plan, code="1b", titel="Lege maatregel", volgorde=2)
    meld_aan(venster, beleidsadviseur)

    gedrukt = bladzijden(venster, f"{PLAN}bladen/?tekst=maatregel")

    titels = ("1a Rijke maatregel", "1b Lege maatregel")
    assert koppen(gedrukt, *titels) == [[titel] for titel in titels]
    assert gedrukt[0].startswith("Pagina 1 van 2 1a Rijke maatregel")
    assert "Bladen per" not in gedrukt[0]
    assert "Afmelden" not in gedrukt[0]


def test_a_sheet_that_is_too_long_goes_on_below_its_head_and_loses_nothing(
    venster: Any, beleidsadviseur: Any, plan: Any
) -> None:
    lang = MaatregelFactory(plan=plan, code="1a", titel="Lange maatregel", aanpak=TEKST * 8)
    vul_blad(lang, 1)
    blad = lang.bladen.first()
    for nummer in range(40):
        MijlpaalFactory(blad=blad, tekst=f"Stap-{nummer}!", volgorde=nummer)
    meld_aan(venster, beleidsadviseur)

    gedrukt = bladzijden(venster, f"{PLAN}maatregelen/1a/blad/")

    assert koppen(gedrukt, "1a Lange maatregel") == [["1a Lange maatregel"]] * 2
    alles = " ".join(gedrukt)
    assert [nummer for nummer in range(40) if f"Stap-{nummer}!" not in alles] == []
    assert alles.count("het sociaal team in elke wijk") == 40


def test_the_page_of_a_measure_says_in_print_where_its_sheet_is(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(f"{PLAN}maatregelen/1a/")
    zin = venster.get_by_text("Voor het blad op A4")

    assert not zin.is_visible()
    venster.emulate_media(media="print")
    assert zin.is_visible()
