"""What comes in at the door and is turned away before anything is done with it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.django_db


def test_a_file_is_refused_before_it_rests_on_disk(client: Any) -> None:
    """No page takes files; a form with one is refused whole."""
    bestand = SimpleUploadedFile("lijst.txt", b"111222333")

    assert client.post("/aanmelden/", {"username": "a", "bestand": bestand}).status_code == 400


@pytest.mark.parametrize("adres", ["/%00/", "/waterstad/plan-jeugd/maatregelen/1a%00/"])
def test_a_null_in_an_address_is_refused(client: Any, beleidsadviseur: Any, adres: str) -> None:
    client.force_login(beleidsadviseur)

    assert client.get(adres).status_code == 400


def test_a_null_in_a_cookie_is_refused(client: Any) -> None:
    """A quoted cookie may hold one in octal."""
    antwoord = client.get("/aanmelden/", headers={"cookie": 'sessionid="aaaa\\000"'})

    assert antwoord.status_code == 400


def test_who_signed_in_and_asks_for_the_door_goes_to_the_plans(
    client: Any, beleidsadviseur: Any
) -> None:
    client.force_login(beleidsadviseur)

    antwoord = client.get("/aanmelden/?next=/aanmelden/")

    assert (antwoord.status_code, antwoord["Location"]) == (302, "/")


def test_a_role_gives_nothing_to_who_comes_from_outside(client: Any, maatregel: Any) -> None:
    """An external member reads her own measures, whatever role somebody gave her."""
    from jeugdhulp.tests.factories import GebruikerFactory

    gemeente = maatregel.plan.gemeente
    externe = GebruikerFactory(lid_van=gemeente, extern=True, rollen=["beleidsadviseur"])
    client.force_login(externe)

    assert client.get("/waterstad/plan-jeugd/werkversie/").status_code == 404
