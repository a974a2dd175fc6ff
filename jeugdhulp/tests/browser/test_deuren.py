"""Doors as somebody walks through them: the second step, an invitation, and every page of both."""

from typing import Any

import pytest

from jeugdhulp.tests.browser.hulp import BREEDTEN, bevindingen, meld_aan
from jeugdhulp.tests.factories import GebruikerFactory, code_van, geef_tweede_factor
from maatregelen.tests.factories import maak_trekker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPEN = ["/aanmelden/", "/wachtwoord/vergeten/", "/wachtwoord/nieuw/MQ/x/", "/uitnodiging/x/"]


def _bekijk(venster: Any, paginas: list[str]) -> dict[str, list[str]]:
    gevonden = {}
    for pagina in paginas:
        venster.goto(pagina, wait_until="load")
        for breedte in BREEDTEN:
            venster.set_viewport_size({"width": breedte, "height": 900})
            gevonden[f"{pagina} op {breedte}"] = bevindingen(venster)
    return {plek: fouten for plek, fouten in gevonden.items() if fouten}


def test_doors_are_accessible_before_signing_in(venster: Any) -> None:
    assert _bekijk(venster, OPEN) == {}


def test_account_and_users_are_accessible(
    venster: Any, beheerder: Any, gemeente: Any, maatregel: Any
) -> None:
    maak_trekker(maatregel, "weg")
    collega = GebruikerFactory(username="collega", email="kim@example.nl", lid_van=gemeente)
    beheerder.totpdevice_set.all().delete()
    codeapp = geef_tweede_factor(beheerder)
    meld_aan(venster, beheerder)
    venster.get_by_label("Code").fill(code_van(codeapp))
    with venster.expect_navigation():
        venster.get_by_role("button", name="Verder").click()
    gebruiker = f"/waterstad/gebruikers/{collega.pk}/"

    gevonden = _bekijk(
        venster,
        [
            "/account/",
            "/account/wachtwoord/",
            "/account/mailadres/",
            "/account/tweede-stap/",
            "/account/tweede-stap/codes/",
            "/waterstad/gebruikers/",
            "/waterstad/gebruikers/uitnodigen/",
            gebruiker,
            f"{gebruiker}vertrek/",
            f"{gebruiker}naam-weg/",
            "/waterstad/toegang/",
        ],
    )

    assert gevonden == {}


def test_a_controller_sets_up_her_second_step_before_anything_else(
    venster: Any, gemeente: Any, maatregel: Any
) -> None:
    from jeugdhulp.models import Codeapp

    wie = GebruikerFactory(username="nieuw", lid_van=gemeente, rollen=["controller"])
    meld_aan(venster, wie)
    assert venster.get_by_role("heading", level=1).inner_text().startswith("Stel de code")
    assert venster.locator(".qr").evaluate("beeld => beeld.naturalWidth > 0")

    venster.get_by_label("Code", exact=True).fill(code_van(Codeapp.objects.get(user=wie)))
    with venster.expect_navigation():
        venster.get_by_role("button", name="Zet de code aan").click()

    assert venster.locator(".codes li").count() == 10
    assert bevindingen(venster) == []
    with venster.expect_download() as wacht:
        venster.get_by_role("link", name="Bewaar als bestand").click()
    assert wacht.value.suggested_filename == "herstelcodes-plan-jeugdhulp.txt"
    venster.get_by_role("link", name="Ik heb ze bewaard, verder").click()
    assert venster.get_by_role("heading", level=1).inner_text() == "Plannen"
