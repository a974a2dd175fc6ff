"""The charts of the dashboard in a real browser, under the real CSP."""

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from jeugdhulp import kalender
from jeugdhulp.tests.browser.hulp import BREEDTEN, meld_aan
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.tests.factories import maak_stand
from maatregelen.tests.geldfactories import DekkingFactory, InvesteringFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADRES = "/waterstad/plan-jeugd/dashboard/"


@pytest.fixture
def dashboard(venster: Any, maatregel: Any, bestuurder: Any) -> Any:
    """The page with a closed round and money; the window fails on any complaint of the browser."""
    vandaag = kalender.vandaag()
    ronde = open_ronde(maatregel.plan, vandaag, door=None)
    maak_stand(maatregel, peildatum=vandaag, ronde=ronde)
    sluit_ronde(ronde, door=None, overige="overgenomen")
    dit_jaar = {"van": vandaag, "tot_en_met": vandaag + timedelta(days=366)}
    InvesteringFactory(blad=maatregel.bladen.get(), **dit_jaar)
    DekkingFactory(blad=maatregel.bladen.get(), **dit_jaar)
    meld_aan(venster, bestuurder)
    venster.goto(ADRES)
    return venster


def test_charts_come_to_life_on_the_real_page(dashboard: Any) -> None:
    opgehaald: list[str] = []
    dashboard.on("request", lambda verzoek: opgehaald.append(verzoek.url))
    sporen = {"geld-grafiek": 2, "verloop-grafiek": 5}

    for naam, aantal in sporen.items():
        grafiek = dashboard.locator(f"#{naam}")
        grafiek.get_by_role("button", name="Cijfers aflezen").click()
        grafiek.get_by_role("button", name="Terug naar de tekening").wait_for()
        assert grafiek.locator(".barlayer .trace").count() == aantal
    assert len([adres for adres in opgehaald if "plotly" in adres]) == 2


@pytest.mark.parametrize("deel", ["verloop", "sinds", "geld", "belasting"])
def test_part_is_accessible_and_fits_at_every_width(dashboard: Any, deel: str) -> None:
    kader = f"section[aria-labelledby={deel}-kop]"
    for breedte in BREEDTEN:
        dashboard.set_viewport_size({"width": breedte, "height": 800})
        assert Axe().run(dashboard, context=kader).response["violations"] == []
        assert dashboard.locator(kader).evaluate("rij => rij.scrollWidth <= rij.clientWidth")
