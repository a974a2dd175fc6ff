"""The same doors against an OpenID server that others made, as a program of its own on loopback."""

import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import requests

from jeugdhulp import kalender, oidc
from jeugdhulp.tests.directory import bron_bij, els, heen, is_binnen, rollen_van

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server():
    """The address of the server; it is there until the last test of this module."""
    with socket.socket() as plek:
        plek.bind(("127.0.0.1", 0))
        poort = plek.getsockname()[1]
    adres = f"http://127.0.0.1:{poort}"
    opdracht = [sys.executable, "-m", "oidc_provider_mock", "--port", str(poort)]
    with subprocess.Popen(  # noqa: S603 (our own interpreter)
        [*opdracht, "--require-nonce"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_PROXY": "127.0.0.1"},
    ) as proces:
        try:
            _wacht_op(adres, proces)
            yield adres
        finally:
            proces.terminate()


def _wacht_op(adres, proces):
    for _ in range(200):
        assert proces.poll() is None, "de server stopte"
        try:
            requests.get(f"{adres}/.well-known/openid-configuration", timeout=1)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("de server begint niet")


class Echt:
    """That server, as the tests ask a directory: whom it knows."""

    def __init__(self, adres):
        self.uitgever = adres

    def ken(self, sub, **claims):
        requests.put(f"{self.uitgever}/users/{sub}", json=claims, timeout=5).raise_for_status()

    def trek_in(self, sub):
        adres = f"{self.uitgever}/users/{sub}/revoke-tokens"
        requests.post(adres, timeout=5).raise_for_status()


@pytest.fixture
def echt(server, settings, plan):
    oidc.vergeet()
    settings.AANMELDBRONNEN = [bron_bij(Echt(server))]
    return Echt(server)


@pytest.fixture
def klok(monkeypatch):
    """A clock that stands still; `klok[0] += …` moves it."""
    stand = [kalender.nu()]
    monkeypatch.setattr(kalender, "nu", lambda: stand[0])
    return stand


def meld_aan(client, knop="els-1"):
    """There, the button of that server, and back."""
    gegeven = {"action": "deny"} if knop == "deny" else {"sub": knop}
    antwoord = requests.post(heen(client), data=gegeven, allow_redirects=False, timeout=5)
    delen = urlsplit(antwoord.headers["Location"])
    return client.get(f"{delen.path}?{delen.query}")


@pytest.fixture
def groep_echt(gemeente, echt):
    return gemeente.groeprollen.create(groep="team-jeugd", rol="beleidsadviseur")


def test_there_and_back_she_is_in(client, echt, groep_echt):
    els(echt)

    antwoord = meld_aan(client)

    gebruiker = groep_echt.gemeente.lidmaatschappen.get().gebruiker
    assert (antwoord.status_code, is_binnen(client)) == (302, True)
    assert (str(gebruiker), rollen_van(gebruiker)) == ("Els de Vries", ["beleidsadviseur"])


def test_who_is_in_no_group_is_not(client, echt, groep_echt):
    els(echt, groups=[])

    assert (meld_aan(client).status_code, is_binnen(client)) == (403, False)


def test_who_says_no_there_gets_a_page(client, echt, groep_echt):
    """This server forgets our state when it says no, so that we cannot know what it is about."""
    els(echt)

    assert (meld_aan(client, "deny").status_code, is_binnen(client)) == (400, False)


def test_after_an_hour_the_groups_are_asked_again(client, echt, groep_echt, klok, settings):
    settings.SESSIE_STIL_MINUTEN = 10_000
    els(echt)
    meld_aan(client)
    els(echt, groups=[])
    klok[0] += timedelta(minutes=60)

    assert is_binnen(client) is False


def test_after_an_hour_who_was_put_out_there_is_out_here(client, echt, groep_echt, klok, settings):
    settings.SESSIE_STIL_MINUTEN = 10_000
    els(echt)
    meld_aan(client)
    klok[0] += timedelta(minutes=60)
    eerst = is_binnen(client)
    echt.trek_in("els-1")
    klok[0] += timedelta(minutes=60)

    assert (eerst, is_binnen(client)) == (True, False)
