"""A chart in a real browser, under the real CSP: still, alive, by keyboard, and without plotly.

The pages are made here, on the frame of the house: no page of the product is needed to draw.
"""

from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from jeugdhulp.grafiek.beeld import Beeld
from jeugdhulp.grafiek.definitie import Cijferstatus, Drempel, Grafiek, Reeks, Soort
from jeugdhulp.tests.browser.hulp import BREEDTEN, bevindingen
from jeugdhulp.tests.grafieken import maak_grafiek

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGINA = """{% extends "base.html" %}{% block kop %}Grafieken{% endblock %}{% block inhoud %}
{% for beeld in beelden %}{% include "components/grafiek.html" with beeld=beeld only %}{% endfor %}
{% endblock %}"""
LANG = "Gezinsgerichte opvoedingsondersteuning bij een ontwikkelingsstoornis"


def soorten() -> dict[str, Grafiek]:
    """Each kind of mark, with a gap, a threshold, what is not final, and names that try."""
    status = (Cijferstatus.DEFINITIEF, Cijferstatus.TE_KLEIN, Cijferstatus.VOORLOPIG)
    lichten = (
        Reeks("rood", (1, 0, 2), "licht-rood"),
        Reeks("oranje", (3, 4, 1), "licht-oranje"),
        Reeks("groen", (9, 8, 12), "licht-groen"),
        Reeks("grijs", (1, 2, 0), "licht-grijs"),
        Reeks("niet bijgewerkt", (2, 1, None), "licht-niet-bijgewerkt"),
    )
    namen = (LANG, "<img src=x onerror=alert(1)>", "Zorg &amp; hulp %{y}")
    return {
        "lijn": maak_grafiek(
            reeksen=(Reeks("Met verblijf", (120, None, 98), "", status), Reeks(LANG, (9, 7, 5))),
            drempels=(Drempel("Norm", 100),),
        ),
        "staaf": maak_grafiek(soort=Soort.STAAF, eenheid="euro"),
        "lichten": maak_grafiek(soort=Soort.GESTAPELD, reeksen=lichten),
        "liggend": maak_grafiek(soort=Soort.STAAF, liggend=True, labels=namen),
        "stapels": maak_grafiek(soort=Soort.GESTAPELD, liggend=True, labels=namen, reeksen=lichten),
        "leeg": maak_grafiek(reeksen=(Reeks("Met verblijf", (None,) * 3),)),
    }


@login_not_required
def grafieken(request: HttpRequest) -> HttpResponse:
    beelden = [Beeld(grafiek, naam) for naam, grafiek in soorten().items()]
    return HttpResponse(engines["django"].from_string(PAGINA).render({"beelden": beelden}, request))


urlpatterns = [path("grafieken/", grafieken), path("", include("jeugdhulp.urls"))]


@pytest.fixture
def pagina(settings: Any, venster: Any) -> Any:
    """The page with every kind; the window fails on any complaint of the browser."""
    settings.ROOT_URLCONF = __name__
    opgehaald: list[str] = []
    venster.on("request", lambda verzoek: opgehaald.append(verzoek.url))
    venster.opgehaald = opgehaald
    venster.goto("/grafieken/")
    return venster


def breng_tot_leven(pagina: Any, naam: str) -> Any:
    """The chart of this id, once plotly has drawn it."""
    grafiek = pagina.locator(f"#{naam}")
    grafiek.get_by_role("button", name="Cijfers aflezen").click()
    grafiek.get_by_role("button", name="Terug naar de tekening").wait_for()
    return grafiek


def test_still_page_fetches_no_plotly(pagina: Any) -> None:
    assert pagina.get_by_role("img").count() == len(soorten())
    assert [adres for adres in pagina.opgehaald if "plotly" in adres] == []


def test_every_kind_comes_to_life_under_the_csp(pagina: Any) -> None:
    for naam, definitie in soorten().items():
        grafiek = breng_tot_leven(pagina, naam)

        merk = ".scatterlayer .trace" if definitie.soort == Soort.LIJN else ".barlayer .trace"
        assert grafiek.locator(merk).count() == len(definitie.reeksen)
        assert grafiek.locator("[data-stil]").is_hidden()
        # Not so under a CSP that refuses plotly's own style sheet.
        assert (
            grafiek.locator(".main-svg").first.evaluate("rij => getComputedStyle(rij).position")
            == "absolute"
        )
    assert len([adres for adres in pagina.opgehaald if "plotly" in adres]) == 2
    assert pagina.evaluate("window.Plotly.version") == "4.1.1"


def test_figures_are_read_by_keyboard(pagina: Any) -> None:
    grafiek = breng_tot_leven(pagina, "lijn")
    schuif = grafiek.get_by_label("Jaar")
    schuif.focus()

    gelezen = [schuif.get_attribute("aria-valuetext")]
    for _ in range(2):
        pagina.keyboard.press("ArrowLeft")
        gelezen.append(schuif.get_attribute("aria-valuetext"))

    assert gelezen == [
        f"2025. Met verblijf: 98 (voorlopig); {LANG}: 5.",
        f"2024. Met verblijf: te klein aantal; {LANG}: 7.",
        f"2023. Met verblijf: 120; {LANG}: 9.",
    ]
    assert grafiek.locator("[data-cijfers]").inner_text() == gelezen[-1]
    grafiek.locator(".hovertext .nums", has_text="120").wait_for()
    assert sorted(grafiek.locator(".hovertext .nums").all_text_contents()) == ["120", "9"]


def test_back_to_the_drawing(pagina: Any) -> None:
    grafiek = breng_tot_leven(pagina, "staaf")

    grafiek.get_by_role("button", name="Terug naar de tekening").click()

    assert grafiek.get_by_role("img").is_visible()
    assert grafiek.locator(".main-svg").count() == 0


def test_without_plotly_the_drawing_stays(pagina: Any) -> None:
    pagina.route("**/plotly-basic.min.js", lambda route: route.fulfill(status=404))
    grafiek = pagina.locator("#staaf")

    grafiek.get_by_role("button", name="Cijfers aflezen").click()

    grafiek.get_by_text("Het aflezen lukt nu niet.").wait_for()
    assert grafiek.get_by_role("img").is_visible()


@pytest.mark.parametrize("levend", [False, True], ids=["stil", "levend"])
def test_charts_are_accessible_at_every_width(pagina: Any, levend: bool) -> None:
    if levend:
        for naam in soorten():
            breng_tot_leven(pagina, naam)
    for vouw in pagina.locator("details").all():
        vouw.evaluate("rij => { rij.open = true; }")

    gevonden = {}
    for breedte in BREEDTEN:
        pagina.set_viewport_size({"width": breedte, "height": 900})
        gevonden[breedte] = bevindingen(pagina)

    assert {breedte: fouten for breedte, fouten in gevonden.items() if fouten} == {}


def test_print_shows_the_drawing_also_when_it_lives(pagina: Any) -> None:
    grafiek = breng_tot_leven(pagina, "lijn")

    pagina.emulate_media(media="print")

    assert grafiek.get_by_role("img").is_visible()
    assert grafiek.locator("[data-levend]").is_hidden()
