"""A measure that came without a sheet gets one with its first line, row or amount."""

from typing import Any

import pytest

from jeugdhulp.models import Gebruiker
from jeugdhulp.tests.lezen import elementen, kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.models import Besteding, Dekking, Investering, Maatregel, Mijlpaal
from maatregelen.tests.bewerken import BLAD, regels
from maatregelen.tests.factories import BladFactory, ClusterFactory, MaatregelFactory

PLANNING = f"{BLAD}planning/0/"
STAP = {"nieuw0-periode": "Q2 2019", "nieuw0-tekst": "Werven", "reden": "Wij beginnen."}
GELD = {"omschrijving": "Coaches", "bedrag": "nihil", "reden": "Wij beginnen."}
BESTEDING = {"jaar": "2020", "peildatum": "1-7-2020", "uitgegeven": "6"}


@pytest.fixture
def rij(plan: Any) -> Maatregel:
    return MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij")


@pytest.fixture
def schrijver(client: Paginaclient, beleidsadviseur: Gebruiker, rij: Maatregel) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def test_lege_onderdelen_leiden_naar_een_eigen_pagina(schrijver: Paginaclient) -> None:
    """Not in place: the section gets another id with its sheet."""
    links = [
        link
        for link in elementen(schrijver.get(BLAD), ".blad__kop a.bewerklink")
        if "/0/" in link.get("href", "")
    ]

    assert [(link.get("href"), link.get("hx-get")) for link in links] == [
        (PLANNING, None),
        (f"{BLAD}blad/0/investering/", None),
        (f"{BLAD}blad/0/dekking/", None),
    ]


def test_eerste_stap_maakt_het_blad(schrijver: Paginaclient, rij: Maatregel) -> None:
    assert vind(schrijver.get(PLANNING), ".deelform h2") == ["Planning"]

    antwoord = schrijver.post(PLANNING, STAP)

    stap = Mijlpaal.objects.get(blad__maatregel=rij)
    assert (antwoord.status_code, stap.tekst, stap.blad.cluster) == (303, "Werven", None)
    assert [regel["soort"] for regel in regels()] == ["mijlpaal toegevoegd"]
    adres = f"{BLAD}planning/{stap.blad_id}/"
    assert adres in kenmerken(schrijver.get(BLAD), ".blad__kop a", "href")


@pytest.mark.parametrize(("soort", "model"), [("investering", Investering), ("dekking", Dekking)])
def test_eerste_geld_maakt_het_blad(
    schrijver: Paginaclient, rij: Maatregel, soort: str, model: Any
) -> None:
    erbij = {"bron": "Reserve", "status": "besloten"} if soort == "dekking" else {}

    antwoord = schrijver.post(f"{BLAD}blad/0/{soort}/", GELD | erbij)

    assert (antwoord.status_code, model.objects.filter(blad__maatregel=rij).count()) == (303, 1)
    assert [regel["soort"] for regel in regels()] == [f"{soort} toegevoegd"]


def test_eerste_besteding_maakt_het_blad(
    client: Paginaclient, controller: Gebruiker, rij: Maatregel
) -> None:
    client.force_login(controller)
    adres = f"{BLAD}besteding/blad/0/"
    assert adres in kenmerken(client.get(BLAD), "#deel-besteding a", "href")
    assert client.get(adres).status_code == 200

    antwoord = client.post(adres, BESTEDING)

    assert (antwoord.status_code, Besteding.objects.get(blad__maatregel=rij).jaar) == (303, 2020)


@pytest.mark.parametrize(
    ("adres", "gegeven"),
    [
        (PLANNING, STAP | {"nieuw1-periode": "Q4", "nieuw1-tekst": "Zonder jaar"}),
        (PLANNING, STAP | {"reden": ""}),
        (f"{BLAD}blad/0/investering/", GELD | {"reden": ""}),
    ],
)
def test_wat_niet_klopt_maakt_geen_blad(
    schrijver: Paginaclient, rij: Maatregel, adres: str, gegeven: dict[str, str]
) -> None:
    antwoord = schrijver.post(adres, gegeven)

    assert (antwoord.status_code, rij.bladen.count()) == (422, 0)


def test_een_blad_dat_er_intussen_kwam_is_het_blad(schrijver: Paginaclient, rij: Maatregel) -> None:
    """Nothing of what she typed is lost, and there are no two sheets."""
    blad = BladFactory(maatregel=rij, cluster=ClusterFactory(plan=rij.plan))

    antwoord = schrijver.post(PLANNING, STAP)

    assert (antwoord.status_code, blad.mijlpalen.count()) == (303, 1)
    assert rij.bladen.count() == 1
