"""Pages for what went wrong: plain Dutch, what to do next, a number to name, and nothing else."""

import re
from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import include, path
from django.utils.functional import SimpleLazyObject

from jeugdhulp import urls
from jeugdhulp.middleware import Verzoeknummer
from jeugdhulp.tests.lezen import vind

pytestmark = pytest.mark.django_db
NUMMER = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{4}(-[BCDFGHJKLMNPQRSTVWXZ]{4}){2}")
handler400, handler500 = urls.handler400, urls.handler500
FOUTEN: dict[str, Exception] = {
    "400": BadRequest("jansen"),
    "verdacht": SuspiciousOperation("jansen"),
    "403": PermissionDenied("jansen"),
    "500": ValueError("jansen"),
    "sleutel": KeyError("jansen"),
}


def breek(request: HttpRequest, soort: str) -> HttpResponse:
    raise FOUTEN[soort]


urlpatterns = [path("breek/<soort>/", breek), path("", include("jeugdhulp.urls"))]


@pytest.fixture
def kapot(settings: Any, client: Any, beleidsadviseur: Any) -> Any:
    """A signed-in client that is answered as a visitor is, on a site where things break."""
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    client.force_login(beleidsadviseur)
    return client


@pytest.mark.parametrize(
    ("adres", "status", "kop"),
    [
        ("/breek/400/", 400, "Dit verzoek begrijpen wij niet"),
        ("/breek/verdacht/", 400, "Dit verzoek begrijpen wij niet"),
        ("/breek/403/", 403, "U mag dit niet doen"),
        ("/jansen/jansen/", 404, "Deze pagina is er niet"),
        ("/breek/500/", 500, "Er ging iets mis bij ons"),
        ("/breek/sleutel/?q=jansen", 500, "Er ging iets mis bij ons"),
    ],
)
def test_page_says_what_happened_and_which_number_to_name(
    kapot: Any, adres: str, status: int, kop: str
) -> None:
    antwoord = kapot.get(adres)

    nummer = antwoord["X-Request-ID"]
    assert (antwoord.status_code, vind(antwoord, "h1")) == (status, [kop])
    assert NUMMER.fullmatch(nummer)
    assert vind(antwoord, "main .verzoeknummer") == [nummer]
    assert "noem dit nummer" in vind(antwoord, "main")[0]
    for niet in ("jansen", "Traceback", "ValueError", "breek"):
        assert niet not in antwoord.content.decode()


@pytest.mark.parametrize(
    ("methode", "zin"),
    [
        ("get", "Met uw rol kunt u deze pagina niet bekijken."),
        (
            "post",
            "U ziet dit onderdeel wel, maar uw rol mag het niet wijzigen. Er is niets gewijzigd.",
        ),
    ],
)
def test_who_only_looked_is_not_told_of_a_change(kapot: Any, methode: str, zin: str) -> None:
    antwoord = getattr(kapot, methode)("/breek/403/")

    assert vind(antwoord, "main .kaart > p:first-child") == [zin]


def test_form_that_grew_old_names_a_number_too(kapot: Any) -> None:
    kapot.handler.enforce_csrf_checks = True

    antwoord = kapot.post("/afmelden/", {"naam": "jansen"})

    assert (antwoord.status_code, vind(antwoord, ".verzoeknummer")) == (
        403,
        [antwoord["X-Request-ID"]],
    )


def test_address_with_a_client_number_is_refused_with_the_reason(client: Any) -> None:
    antwoord = client.get("/aanmelden/?next=/123456782/")

    assert (antwoord.status_code, vind(antwoord, "h1")) == (400, ["Dit adres openen wij niet"])
    assert "burgerservicenummer" in vind(antwoord, "main")[0]
    assert "123456782" not in antwoord.content.decode()


@pytest.fixture
def zonder_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose database does not answer any more."""

    def weg(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise OperationalError("connection to server failed: jansen")

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", weg)
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", weg)


@pytest.mark.parametrize(
    "adres", ["/", "/gezond/", "/waterstad/plan-jeugd/", "/bestaat/niet/x/y/z/", "/breek/403/"]
)
@pytest.mark.parametrize("aangemeld", [True, False])
def test_page_stands_while_the_database_is_down(
    kapot: Any, zonder_database: None, adres: str, aangemeld: bool
) -> None:
    if not aangemeld:
        kapot.cookies.clear()
    antwoord = kapot.get(adres)

    # Without a session there is nobody to look up: to the door, or a page that asks no database.
    if not aangemeld and adres not in ("/gezond/", "/bestaat/niet/x/y/z/"):
        assert antwoord.status_code == 302
        return
    if antwoord.status_code == 404:
        assert not aangemeld
        return
    assert (antwoord.status_code, vind(antwoord, "h1")) == (500, ["Er ging iets mis bij ons"])
    assert vind(antwoord, ".verzoeknummer") == [antwoord["X-Request-ID"]]
    assert "jansen" not in antwoord.content.decode()


def test_bad_request_stands_while_the_database_is_down(kapot: Any, zonder_database: None) -> None:
    antwoord = kapot.get("/%00/")

    assert (antwoord.status_code, vind(antwoord, "h1")) == (400, ["Dit verzoek begrijpen wij niet"])


# The number


def test_every_answer_has_a_number_of_its_own(client: Any) -> None:
    nummers = {client.get("/aanmelden/")["X-Request-ID"] for _ in range(20)}

    assert (len(nummers), all(map(NUMMER.fullmatch, nummers))) == (20, True)


@pytest.mark.parametrize(
    ("achter_proxy", "gestuurd", "overgenomen"),
    [
        (True, "0a1b2c3d4e5f60718293a4b5c6d7e8f9", True),
        (True, "abc-def-123", True),
        (False, "0a1b2c3d4e5f60718293a4b5c6d7e8f9", False),
        (True, "123456782", False),
        (True, "jan jansen", False),
        (True, "kort", False),
        (True, "x" * 65, False),
        (True, "a\nb-c-d-e-f", False),
    ],
)
def test_number_of_our_own_proxy_is_taken_over_and_of_nobody_else(
    client: Any, settings: Any, achter_proxy: bool, gestuurd: str, overgenomen: bool
) -> None:
    settings.ACHTER_PROXY = achter_proxy

    antwoord = client.get("/aanmelden/", headers={"x-request-id": gestuurd})

    assert (antwoord["X-Request-ID"] == gestuurd) is overgenomen


# The line


def verslagen(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [
        record.verslag | {"ms": 0}
        for record in caplog.records
        if record.name == "jeugdhulp.verzoek"
    ]


@pytest.mark.parametrize(
    ("methode", "adres", "route", "status"),
    [
        ("GET", "/waterstad/plan-jeugd/?peildatum=2024-01-01", "<slug:gemeente>/<slug:plan>/", 200),
        ("POST", "/aanmelden/", "aanmelden/", 302),
        ("GET", "/jansen/", "", 404),
        ("JANSEN", "/aanmelden/", "aanmelden/", 302),
    ],
)
def test_line_names_the_route_and_not_the_address(
    client: Any,
    caplog: pytest.LogCaptureFixture,
    plan: Any,
    beleidsadviseur: Any,
    methode: str,
    adres: str,
    route: str,
    status: int,
) -> None:
    client.force_login(beleidsadviseur)
    caplog.set_level("INFO", "jeugdhulp.verzoek")

    client.generic(methode, adres)

    assert verslagen(caplog) == [
        {
            "methode": "anders" if methode == "JANSEN" else methode,
            "route": route,
            "status": status,
            "ms": 0,
        }
    ]


@pytest.mark.parametrize("adres", ["/gezond/", "/static/jeugdhulp/css/basis.css"])
def test_what_is_asked_all_day_makes_no_lines(
    client: Any, caplog: pytest.LogCaptureFixture, adres: str
) -> None:
    caplog.set_level("INFO", "jeugdhulp.verzoek")

    antwoord = client.get(adres)
    antwoord.close()

    assert (antwoord.status_code, verslagen(caplog)) == (200, [])


def test_health_that_fails_does_make_a_line(
    kapot: Any, caplog: pytest.LogCaptureFixture, zonder_database: None
) -> None:
    kapot.get("/gezond/")

    assert [verslag["status"] for verslag in verslagen(caplog)] == [500]


def test_line_costs_no_query() -> None:
    """Who is signed in is told only where somebody looked already."""

    def kijk() -> None:
        raise AssertionError("nobody asked who this is")

    verzoek = RequestFactory().get("/gezond/")
    verzoek.user = SimpleLazyObject(kijk)

    antwoord = Verzoeknummer(lambda request: HttpResponse())(verzoek)

    assert NUMMER.fullmatch(antwoord["X-Request-ID"])
