"""Every kind of page, at three widths, without a finding of axe and without sideways scrolling."""

from typing import Any

import pytest

from jeugdhulp import logboek
from jeugdhulp.domain.afschermen import vraag_afschermen
from jeugdhulp.tests.browser.hulp import BREEDTEN, bevindingen, meld_aan
from maatregelen.tests.factories import BeleidsplanFactory, MaatregelFactory, maak_stand
from maatregelen.tests.geldfactories import vol_blad
from maatregelen.tests.vol import vul_beleidsplan, vul_blad, vul_plan
from rapportage.choices import Stap
from rapportage.domain.samenstellen import als_web, stel_samen
from rapportage.models import Opmaak
from rapportage.tests.factories import (
    MOMENT,
    RapportageFactory,
    RapportblokFactory,
    RapportversieFactory,
    maak_erratum,
    maak_gereed,
    maak_openbaar,
)
from rapportage.tests.rapporten import bevroren, maak_rapport, schrijf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = "/waterstad/plan-jeugd/"
PAGINAS = [
    "/",
    PLAN,
    f"{PLAN}?thema=1&licht=groen&fase=bestaat-niet&volgorde=stap",
    f"{PLAN}kort/",
    f"{PLAN}onvolledig/",
    f"{PLAN}onvolledig/?tekst=hulp&lijst=x",
    f"{PLAN}overzicht/?tekst=hulp",
    f"{PLAN}dashboard/",
    f"{PLAN}dashboard/?licht=groen&peildatum=2020-12-31",
    f"{PLAN}lichten/",
    f"{PLAN}raster/",
    f"{PLAN}raster/?wat=planning",
    f"{PLAN}raster/?wat=dekking",
    f"{PLAN}bladen/",
    f"{PLAN}maatregelen/1a/blad/",
    "/zoeken/",
    "/zoeken/?q=hulp+dichtbij",
    "/zoeken/?q=x",
    f"{PLAN}geld/?groep=maatregel&peildatum=2020-12-31",
    f"{PLAN}wijzigingen/",
    f"{PLAN}over/",
    "/waterstad/beleid/jeugd/",
    f"{PLAN}maatregelen/1a/",
    f"{PLAN}maatregelen/1a/wijzigingen/",
    f"{PLAN}maatregelen/1a/stand/",
    f"{PLAN}maatregelen/1a/bewijsstuk/",
    f"{PLAN}werkversie/",
    f"{PLAN}rapporten/nieuw/",
    "/waterstad/rapporten/",
    "/waterstad/rapporten/1/",
    "/waterstad/rapporten/1/kenmerken/",
    "/waterstad/rapporten/1/tekst/stoplicht/",
    "/waterstad/rapporten/1/intrekken/",
    f"{PLAN}?bekend_op=2020-01-01",
    f"{PLAN}?bekend_op=x",
    "/waterstad/wijzigingen/?soort=stand+vastgelegd&van=x",
    "/waterstad/wijzigingen/?soort=hersteld",
    "/waterstad/afschermen/",
    "/bestaat/niet/",
]


@pytest.fixture
def lichten(plan: Any, maatregel: Any) -> None:
    """A measure for every light that can be shown."""
    for licht in ("rood", "oranje", "grijs"):
        maak_stand(MaatregelFactory(plan=plan, compleet=True), tijd=licht)
    maak_stand(MaatregelFactory(plan=plan), fase="afgerond")
    MaatregelFactory(plan=plan)


@pytest.fixture
def vol(plan: Any, maatregel: Any) -> None:
    """All that a sheet, a plan and a beleidsplan can hold."""
    vul_blad(maatregel, 1)
    vol_blad(maatregel.bladen.first())
    vul_plan(plan, 1)
    vul_beleidsplan(BeleidsplanFactory(gemeente=plan.gemeente, slug="jeugd"), plan)


@pytest.fixture
def rapport(plan: Any, maatregel: Any) -> None:
    """A report in the making, with a text and a version."""
    begonnen = maak_rapport(plan)
    schrijf(begonnen, "samenvatting", "Het gaat goed.")
    bevroren(begonnen, Stap.TER_BESLUITVORMING)


@pytest.fixture
def lang(gemeente: Any, beheerder: Any) -> None:
    """What has no place to break: the head in a line, the words of a request in the list."""
    na = {"hersteld tot kop": f"waterstad:1:{'0123456789abcdef' * 4}"}
    with logboek.handeling(door=None):
        logboek.schrijf("hersteld", gemeente, gemeente_id=gemeente.pk, naam=gemeente.naam, na=na)
    vraag_afschermen(gemeente, "Hulp", grond="naam van een cliënt", door=beheerder)


def test_every_page_is_accessible_at_every_width(
    venster: Any, beleidsadviseur: Any, lichten: None, lang: None, vol: None, rapport: None
) -> None:
    meld_aan(venster, beleidsadviseur)

    gevonden = {}
    for pagina in PAGINAS:
        venster.goto(pagina, wait_until="load")
        for breedte in BREEDTEN:
            venster.set_viewport_size({"width": breedte, "height": 900})
            gevonden[f"{pagina} op {breedte}"] = bevindingen(venster)

    assert {plek: fouten for plek, fouten in gevonden.items() if fouten} == {}


@pytest.mark.parametrize("breedte", BREEDTEN)
def test_the_door_is_accessible(venster: Any, breedte: int) -> None:
    venster.set_viewport_size({"width": breedte, "height": 900})
    venster.goto("/aanmelden/")

    assert bevindingen(venster) == []


def test_a_form_with_faults_is_accessible(
    venster: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    meld_aan(venster, beleidsadviseur)
    venster.goto(f"{PLAN}maatregelen/1a/stand/")
    venster.get_by_role("group", name="Tijd").get_by_label("rood").check()
    with venster.expect_navigation():
        venster.get_by_role("button", name="Stand vastleggen").click()

    assert venster.get_by_role("alert").count() == 1
    assert bevindingen(venster) == []


RAPPORTEN = "/waterstad/rapporten/"
VERSIES = [
    f"{RAPPORTEN}7/",
    f"{RAPPORTEN}7/bevriezen/",
    f"{RAPPORTEN}7/1/",
    f"{RAPPORTEN}7/2/",
    f"{RAPPORTEN}7/3/",
    f"{RAPPORTEN}8/1/",
    f"{RAPPORTEN}9/1/",
    f"{RAPPORTEN}9/1/stap/",
    f"{RAPPORTEN}10/1/stap/",
]
ALLEN = "/openbaar/waterstad/"
OPENBAAR = f"{ALLEN}april-2024/"


@pytest.fixture
def rapporten(plan: Any, vol: None) -> None:
    """Versions in every state; the public one with a page as it is really made."""
    rapport = RapportageFactory(plan=plan, nummer=7, adres="april-2024")
    for soort in ("inleiding", "samenvatting"):
        RapportblokFactory(rapportage=rapport, soort=soort, tekst="Een *tekst*.\n\n- Een punt.")
    gegevens = stel_samen(
        rapport,
        moment=MOMENT,
        vandaag=rapport.peildatum,
        opgesteld_door="beleidsadviseur",
        versie=2,
    )
    maak_erratum(maak_openbaar(rapport), als_web(gegevens).encode())
    RapportversieFactory(rapportage=rapport, reden="Een fout bedrag.")
    mislukt = RapportversieFactory(rapportage=RapportageFactory(plan=plan, nummer=8))
    Opmaak.objects.filter(versie=mislukt).update(toestand="mislukt", fouten=["Een tabel mist."])
    RapportversieFactory(rapportage=RapportageFactory(plan=plan, nummer=9), gereed=True)
    RapportversieFactory(
        rapportage=RapportageFactory(plan=plan, nummer=10),
        stappen=(Stap.VASTGESTELD, Stap.AANGEBODEN),
    )


def test_every_page_of_a_version_is_accessible_at_every_width(
    venster: Any, beleidsadviseur: Any, rapporten: None
) -> None:
    meld_aan(venster, beleidsadviseur)

    assert fouten_op(venster, VERSIES) == {}


def test_what_everybody_reads_is_accessible_at_every_width(venster: Any, rapporten: None) -> None:
    assert fouten_op(venster, [ALLEN, OPENBAAR, f"{OPENBAAR}1/"]) == {}


def fouten_op(venster: Any, paginas: list[str]) -> dict[str, list[str]]:
    """What axe finds, per page and width, with all that folds open; {} is good."""
    gevonden = {}
    for pagina in paginas:
        antwoord = venster.goto(pagina, wait_until="load")
        assert (pagina, antwoord.status) == (pagina, 200)
        venster.evaluate("document.querySelectorAll('details').forEach(deel => deel.open = true)")
        for breedte in BREEDTEN:
            venster.set_viewport_size({"width": breedte, "height": 900})
            gevonden[f"{pagina} op {breedte}"] = bevindingen(venster)
    return {plek: fouten for plek, fouten in gevonden.items() if fouten}


def test_a_page_that_waits_for_its_files_opens_itself_anew_once_they_are_there(
    venster: Any, beleidsadviseur: Any, plan: Any
) -> None:
    versie = RapportversieFactory(rapportage=RapportageFactory(plan=plan, nummer=7))
    meld_aan(venster, beleidsadviseur)
    venster.goto(f"{RAPPORTEN}7/1/")
    Opmaak.objects.filter(versie=versie).update(toestand="bezig", bezig_met="pdf maken", klaar=40)
    venster.get_by_text("Nu bezig met: pdf maken.").wait_for()

    maak_gereed(versie)

    venster.get_by_role("heading", name="Bestuurlijke samenvatting").wait_for()
    assert venster.locator("#opmaak").count() == 0
