"""The plan in short is one A4, however much there is; the dashboard of twenty measures is two."""

from datetime import date, timedelta
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.tests.browser.hulp import meld_aan
from jeugdhulp.tests.browser.test_afdrukken import bladzijden
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BetrokkenheidFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    RisicoFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import DekkingFactory, InvesteringFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = "/waterstad/plan-jeugd/"
KLEINSTE = 8


def vul(plan: Any, aantal: int, door: Any, lang: str = "") -> None:
    """So many measures with all that these pages tell of; each light once in four."""
    ronde = open_ronde(plan, kalender.vandaag() - timedelta(days=30), door=door)
    for nummer in range(aantal):
        titel = f"Hulp dichtbij {nummer} {lang}".strip()
        maatregel = MaatregelFactory(plan=plan, code=f"m{nummer}", titel=titel, volgorde=nummer)
        BetrokkenheidFactory(maatregel=maatregel)
        blad = BladFactory(maatregel=maatregel)
        stap = MijlpaalFactory(blad=blad, soort="besluit" if nummer % 4 == 0 else "actie")
        if nummer % 4 == 0:
            BesluitmomentFactory(
                plan=plan, maatregel=maatregel, mijlpaal=stap, onderwerp=f"Extra geld {lang}"
            )
        InvesteringFactory(blad=blad, van=date(2019 + nummer % 3, 1, 1), tot_en_met=None)
        DekkingFactory(blad=blad)
        maak_stand(maatregel, peildatum=ronde.peildatum, ronde=ronde)
        if nummer % 5 == 0:
            RisicoFactory(plan=plan, maatregel=maatregel, beheersing=f"Elke week bellen. {lang}")
    sluit_ronde(ronde, door=door, overige="overgenomen")
    for nummer, maatregel in enumerate(plan.maatregelen.order_by("volgorde")):
        licht = ("rood", "oranje", "groen", "groen")[nummer % 4] if not lang else "rood"
        extra = {"oorzaak": lang, "bijsturing": lang} if lang else {}
        if licht != "groen":
            maak_stand(maatregel, tijd=licht, **extra)


def kleinste_letter(venster: Any) -> float:
    """The size in points of the smallest text that is printed."""
    venster.emulate_media(media="print")
    pixels: float = venster.evaluate(
        """() => {
          const maten = [];
          const wandeling = document.createTreeWalker(document.querySelector("main"), 4);
          while (wandeling.nextNode()) {
            const ouder = wandeling.currentNode.parentElement;
            const vak = ouder.getBoundingClientRect();
            if (wandeling.currentNode.textContent.trim() && vak.width > 2 && vak.height > 2
                && !ouder.closest("svg, script, .alleen-voorlezen")) {
              maten.push(parseFloat(getComputedStyle(ouder).fontSize));
            }
          }
          return Math.min(...maten);
        }"""
    )
    return pixels * 0.75


@pytest.mark.parametrize(
    ("aantal", "lang"), [(4, ""), (20, ""), (30, "Wij wachten op de aanbieder. " * 6)]
)
def test_plan_in_short_is_one_a4(
    venster: Any, beleidsadviseur: Any, plan: Any, aantal: int, lang: str
) -> None:
    vul(plan, aantal, beleidsadviseur, lang.strip())
    meld_aan(venster, beleidsadviseur)

    [blad] = bladzijden(venster, f"{PLAN}kort/")

    assert "In het kort per" in blad
    for kop in ("Wat vraagt aandacht?", "Welk besluit", "Wat is er veranderd?", "Geld"):
        assert kop in blad
    assert not lang or "En nog" in blad
    assert "Afmelden" not in blad
    assert kleinste_letter(venster) >= KLEINSTE


def test_dashboard_of_twenty_measures_is_at_most_two_a4(
    venster: Any, beleidsadviseur: Any, plan: Any
) -> None:
    vul(plan, 20, beleidsadviseur)
    meld_aan(venster, beleidsadviseur)

    gedrukt = bladzijden(venster, f"{PLAN}dashboard/")

    assert len(gedrukt) <= 2
    assert gedrukt[0].startswith("Pagina 1 van 2 Dashboard per")
    alles = " ".join(gedrukt)
    for kop in ("Te laat of stil", "Besluiten en acties", "Risico’s", "Geld per jaar"):
        assert kop in alles
    assert "Niet afgedrukt, wel op het scherm" in alles
    assert kleinste_letter(venster) >= KLEINSTE


def test_what_leaves_the_print_is_not_said_on_screen(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(f"{PLAN}dashboard/")

    assert not venster.get_by_text("Niet afgedrukt, wel op het scherm").is_visible()
