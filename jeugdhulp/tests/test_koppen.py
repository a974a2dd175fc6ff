"""The headers, cookies and error pages that every answer goes out with."""

import re
import runpy
import secrets

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from jeugdhulp.tests.lezen import vind
from jeugdhulp.tests.pagina import Paginaclient

CSP = [
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "script-src 'self'",
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
]
NIET_BEWAREN = "max-age=0, no-cache, no-store, must-revalidate, private"
PLAN = "/waterstad/plan-jeugd/"
BINNEN = [
    "/",
    PLAN,
    f"{PLAN}wijzigingen/",
    f"{PLAN}rapporten/nieuw/",
    f"{PLAN}maatregelen/1a/",
    f"{PLAN}maatregelen/1a/wijzigingen/",
    f"{PLAN}maatregelen/1a/stand/",
    f"{PLAN}bestaat-niet/",
    "/bestaat-niet/",
]


@login_not_required
def stuk(request: HttpRequest) -> HttpResponse:
    raise ValueError(f"geheim-in-een-variabele {request.GET}")


urlpatterns = [path("stuk/", stuk), path("", include("jeugdhulp.urls"))]


def instellingen(monkeypatch: pytest.MonkeyPatch, **omgeving: str) -> dict[str, object]:
    """The settings file as it comes out of this environment."""
    monkeypatch.delenv("JEUGDHULP_SSL_REDIRECT", raising=False)
    monkeypatch.delenv("JEUGDHULP_HOSTS", raising=False)
    monkeypatch.setenv("JEUGDHULP_SECRET_KEY", secrets.token_urlsafe(50))
    for naam, waarde in omgeving.items():
        monkeypatch.setenv(f"JEUGDHULP_{naam}", waarde)
    return runpy.run_path(str(settings.BASE_DIR / "jeugdhulp" / "settings.py"))


@pytest.mark.parametrize("adres", [*BINNEN, "/aanmelden/", "/gezond/"])
def test_content_security_policy_is_the_same_everywhere(client, maatregel, beleidsadviseur, adres):
    client.force_login(beleidsadviseur)

    antwoord = client.get(adres)

    assert sorted(antwoord["Content-Security-Policy"].split("; ")) == CSP


@pytest.mark.parametrize("adres", BINNEN)
def test_signed_in_page_is_never_kept(client, maatregel, beleidsadviseur, adres):
    client.force_login(beleidsadviseur)

    assert client.get(adres)["Cache-Control"] == NIET_BEWAREN


@pytest.mark.parametrize("adres", ["/aanmelden/", "/"])
def test_page_to_sign_in_and_the_way_to_it_are_never_kept(client, adres):
    assert client.get(adres)["Cache-Control"] == NIET_BEWAREN


@pytest.mark.parametrize("adres", ["/aanmelden/", "/", "/bestaat-niet/", "/gezond/"])
def test_every_answer_keeps_out_frames_referrers_and_devices(client, adres):
    antwoord = client.get(adres)

    gekregen = {
        naam: antwoord[naam]
        for naam in (
            "X-Frame-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
            "X-Content-Type-Options",
            "Permissions-Policy",
        )
    }
    assert gekregen == {
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


def test_https_is_asked_for_a_year(client):
    antwoord = client.get("/aanmelden/", secure=True)

    verwacht = "max-age=31536000; includeSubDomains; preload"
    assert antwoord["Strict-Transport-Security"] == verwacht


def test_plain_http_is_sent_on_to_https(settings):
    settings.SECURE_SSL_REDIRECT = True

    antwoord = Client().get("/aanmelden/")

    assert (antwoord.status_code, antwoord["Location"]) == (301, "https://testserver/aanmelden/")


@pytest.mark.parametrize("naam", ["sessionid", "csrftoken"])
def test_cookie_goes_over_https_only_and_not_to_scripts(client, beleidsadviseur, naam):
    beleidsadviseur.set_password("een-lang-wachtwoord")
    beleidsadviseur.save()

    client.post("/aanmelden/", {"username": "beleidsadviseur", "password": "een-lang-wachtwoord"})

    koekje = client.cookies[naam]
    assert (koekje["secure"], koekje["httponly"], koekje["samesite"]) == (True, True, "Lax")


def test_session_ends_with_the_browser_and_after_eight_hours(client, beleidsadviseur):
    client.force_login(beleidsadviseur)

    sessie = client.session

    assert (sessie.get_expire_at_browser_close(), sessie.get_session_cookie_age()) == (True, 28800)


@pytest.mark.parametrize(
    ("omgeving", "verwacht"),
    [
        ({"HOSTS": "plan.voorbeeld.nl"}, (31_536_000, True, True, True, ["plan.voorbeeld.nl"])),
        ({"DEMO": "1"}, (0, False, False, False, ["127.0.0.1", "localhost"])),
        ({}, (31_536_000, True, True, True, [])),
    ],
)
def test_plain_http_is_for_the_demo_on_this_machine_alone(monkeypatch, omgeving, verwacht):
    gelezen = instellingen(monkeypatch, **omgeving)

    namen = (
        "SECURE_HSTS_SECONDS",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "ALLOWED_HOSTS",
    )
    assert tuple(gelezen[naam] for naam in namen) == verwacht


def test_header_of_the_proxy_is_believed_only_when_there_is_one(monkeypatch):
    zonder = instellingen(monkeypatch)["SECURE_PROXY_SSL_HEADER"]
    met = instellingen(monkeypatch, PROXY="1")["SECURE_PROXY_SSL_HEADER"]

    assert (zonder, met) == (None, ("HTTP_X_FORWARDED_PROTO", "https"))


def test_debug_is_never_on(monkeypatch):
    assert instellingen(monkeypatch, DEMO="1", DEBUG="1")["DEBUG"] is False


def test_address_that_does_not_exist_is_a_page_that_does_not_repeat_it(client):
    antwoord = client.get("/zomaar-iets/?vraag=geheim")

    assert (antwoord.status_code, vind(antwoord, "h1")) == (404, ["Deze pagina is er niet"])
    assert re.findall("zomaar-iets|geheim|resolver|Traceback", antwoord.content.decode()) == []


def test_forbidden_is_a_page_that_says_what_to_do(client, maatregel, bestuurder):
    client.force_login(bestuurder)

    antwoord = client.get(f"{PLAN}maatregelen/1a/stand/")

    assert (antwoord.status_code, vind(antwoord, "h1")) == (403, ["U mag dit niet doen"])
    assert "Het loopt zoals gepland" not in antwoord.content.decode()


def test_form_without_its_token_is_refused_with_a_page(kanarie, maatregel, beleidsadviseur):
    client = Paginaclient(verboden=kanarie, enforce_csrf_checks=True)
    client.force_login(beleidsadviseur)

    antwoord = client.post(f"{PLAN}maatregelen/1a/stand/", {"tekst": "geheime tekst"})

    assert (antwoord.status_code, vind(antwoord, "h1")) == (403, ["Het formulier is verlopen"])
    assert re.findall("geheime tekst|CSRF|cookie", antwoord.content.decode()) == []
    assert maatregel.standen.count() == 1


def test_request_under_another_name_is_refused_with_a_page(client):
    antwoord = client.get("/aanmelden/", headers={"host": "kwaad.voorbeeld.nl"})

    assert (antwoord.status_code, vind(antwoord, "h1")) == (400, ["Dit verzoek begrijpen wij niet"])
    assert "kwaad.voorbeeld.nl" not in antwoord.content.decode()


@pytest.mark.urls("jeugdhulp.tests.test_koppen")
def test_breakdown_is_a_page_that_shows_no_variables(client):
    client.raise_request_exception = False

    antwoord = client.get("/stuk/?wie=iemand")

    assert (antwoord.status_code, vind(antwoord, "h1")) == (500, ["Er ging iets mis bij ons"])
    assert re.findall("geheim|iemand|Traceback|ValueError", antwoord.content.decode()) == []


def test_health_is_told_in_one_query_without_session_or_data(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        antwoord = client.get("/gezond/")

    assert (antwoord.status_code, antwoord.content) == (200, b"gezond\n")
    assert (antwoord["Content-Type"], dict(client.cookies)) == ("text/plain; charset=utf-8", {})
