"""A work account as people meet it: tied to a role, in by a directory on loopback, out again."""

from datetime import timedelta
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.tests.browser.hulp import BREEDTEN, bevindingen, meld_aan
from jeugdhulp.tests.factories import code_van, geef_tweede_factor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GROEP = "2f6c1f6e-0000-4000-8000-aaaaaaaaaaaa"


@pytest.fixture
def ander(chromium: Any, live_server: Any) -> Any:
    """The window of somebody else."""
    context = chromium.new_context(base_url=live_server.url, locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.fixture
def verzet(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """Let time pass, for the server too; nobody is signed out or asked again for that alone."""
    settings.SESSIE_STIL_MINUTEN = settings.SESSIE_HEEL_MINUTEN = 100_000
    settings.OPNIEUW_NA_MINUTEN = 100_000
    echt, later = kalender.nu, [timedelta()]
    monkeypatch.setattr(kalender, "nu", lambda: echt() + later[0])

    def verzet(**tijd: float) -> None:
        later[0] += timedelta(**tijd)

    return verzet


def kop(venster: Any) -> str:
    tekst: str = venster.get_by_role("heading", level=1).inner_text()
    return tekst


def op_elke_breedte(venster: Any) -> list[str]:
    gevonden = []
    for breedte in BREEDTEN:
        venster.set_viewport_size({"width": breedte, "height": 900})
        gevonden += bevindingen(venster)
    return gevonden


def met_werkaccount(venster: Any) -> None:
    venster.goto("/aanmelden/")
    venster.get_by_role("link", name="gemeente Waterstad").click()


def test_group_gets_a_role_and_who_is_in_it_comes_in_and_goes_when_the_directory_says_so(
    venster: Any,
    ander: Any,
    live_server: Any,
    settings: Any,
    verzet: Any,
    directory: Any,
    zet_bron: Any,
    beheerder: Any,
    maatregel: Any,
) -> None:
    settings.ADRES = live_server.url
    directory.ken("els-1", given_name="Els", family_name="Bos", groups=[GROEP])
    beheerder.totpdevice_set.all().delete()
    codeapp = geef_tweede_factor(beheerder)

    met_werkaccount(ander)
    assert kop(ander) == "U komt niet binnen"
    assert ander.get_by_text("U zit in geen groep die toegang geeft.").count() == 1
    assert op_elke_breedte(ander) == []

    meld_aan(venster, beheerder)
    venster.get_by_label("Code").fill(code_van(codeapp))
    with venster.expect_navigation():
        venster.get_by_role("button", name="Verder").click()
    venster.goto("/waterstad/gebruikers/")
    venster.get_by_role("link", name="Groepen en rollen").click()
    venster.get_by_label("Groep", exact=True).fill(GROEP.upper())
    venster.get_by_label("Hoe u de groep noemt").fill("Team jeugd")
    venster.get_by_label("beleidsadviseur").check()
    venster.get_by_role("button", name="Koppel de groep").click()
    assert venster.get_by_role("rowheader").inner_text() == f"Team jeugd\n{GROEP}"
    assert op_elke_breedte(venster) == []

    met_werkaccount(ander)
    ander.get_by_role("link", name="Plan Jeugd").click()
    ander.get_by_role("link", name="1a Hulp dichtbij huis").click()
    assert ander.get_by_role("link", name="Nieuwe stand").count() == 1
    venster.goto("/waterstad/gebruikers/")
    assert venster.get_by_role("row", name="Els Bos beleidsadviseur (uit een groep)").count() == 1
    venster.get_by_role("link", name="Els Bos").click()
    assert venster.get_by_text("Zonder nieuwe bevestiging stopt de toegang op").count() == 1
    assert op_elke_breedte(venster) == []

    directory.geweigerd = {"els-1"}
    verzet(minutes=61)
    ander.reload()
    assert kop(ander) == "Aanmelden"
    met_werkaccount(ander)
    assert kop(ander) == "U komt niet binnen"
    assert ander.get_by_text("Gemeente Waterstad heeft u niet aangemeld.").count() == 1
    venster.reload()
    assert venster.get_by_text("wordt het geweigerd.").count() == 1

    verzet(days=30)
    venster.goto("/waterstad/gebruikers/")
    rij = venster.get_by_role("row").filter(has_text="Els Bos")
    assert rij.get_by_text("werkaccount te lang niet bevestigd").count() == 1
    assert op_elke_breedte(venster) == []
