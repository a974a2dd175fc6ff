"""What happens around every view: a number, a line in the log, and what is refused at once."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers

from jeugdhulp import rechten, sessie
from jeugdhulp.clientnummer import vind_clientnummer
from jeugdhulp.domain import navraag
from jeugdhulp.domain.tweede_factor import heeft_tweede_factor
from jeugdhulp.models import Gebruiker
from jeugdhulp.systeemlog import Verzoek, verzoek
from jeugdhulp.vrijetekst import heeft_clientnummer

log = logging.getLogger("jeugdhulp.verzoek")
# Without vowels it spells no word; without digits it is never taken for a number of a person.
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_VAN_PROXY = re.compile(r"[A-Za-z0-9-]{8,64}")
# Asked all day by whoever watches the server: only worth a line when it goes wrong.
_STIL = frozenset({"gezond/"})


class ClientnummerInAdresError(BadRequest):
    """A client number in an address; it would be kept in histories, logs and bookmarks."""


class Verzoeknummer:
    """Number each request, send the number back, and write one line about it when it is done.

    The line names the route, never the address. A number of our own proxy (X-Request-ID) is taken
    over, so that its log and ours can be laid side by side; one of a visitor is not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begin = time.perf_counter()
        nummer = _nummer_voor(request)
        request.verzoeknummer = nummer  # type: ignore[attr-defined]
        huidig = Verzoek(nummer)
        merk = verzoek.set(huidig)
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = nummer
            huidig.gebruiker = _gebruiker_van(request)
            _schrijf(request, response, time.perf_counter() - begin)
        finally:
            verzoek.reset(merk)
        return response


def _nummer_voor(request: HttpRequest) -> str:
    gekregen = request.headers.get("X-Request-ID", "") if settings.ACHTER_PROXY else ""
    if _VAN_PROXY.fullmatch(gekregen) and not vind_clientnummer(gekregen):
        return gekregen
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def _gebruiker_van(request: HttpRequest) -> int | None:
    """Who asked, when somebody looked already: a log must not cost a query."""
    gebruiker = getattr(request, "_cached_user", None)
    return None if gebruiker is None else gebruiker.pk


def _schrijf(request: HttpRequest, response: HttpResponse, duur: float) -> None:
    route = request.resolver_match.route if request.resolver_match else ""
    status = response.status_code
    is_stil = status < 500 and (route in _STIL or request.path.startswith(settings.STATIC_URL))
    verslag = {
        # A visitor may send any word as method.
        "methode": request.method if request.method in _METHODEN else "anders",
        "route": route,
        "status": status,
        "ms": round(duur * 1000),
    }
    log.log(
        logging.DEBUG if is_stil else logging.INFO,
        "verzoek afgehandeld",
        extra={"verslag": verslag},
    )


_METHODEN = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())


class GeenClientnummer:
    """Refuse (400) an address with a client number in it: no search, filter, slug or link to come
    back to may hold one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if heeft_clientnummer([request.path_info, dict(request.GET.lists())]):
            raise ClientnummerInAdresError("clientnummer in het adres")
        return self.get_response(request)


class GeenNul:
    """A NUL in an address or cookie is nobody's mistake, and PostgreSQL cannot take it: 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or any("\0" in koek for koek in request.COOKIES.values()):
            raise SuspiciousOperation("NUL in adres of cookie")
        return self.get_response(request)


class NietBewaren:
    """Signed-in pages are never kept by a browser or a proxy (`Cache-Control: no-store`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # `Sessieduur` looked into every session there is; where nobody did, there is none, and what
        # nobody looked at is the same for everybody.
        if request.session.accessed:
            add_never_cache_headers(response)
        return response


class Sessieduur:
    """Ends a session that was idle too long, that is too old, or that the directory it came from
    says no to, and renews its key when the rights of its gebruiker changed. Costs no query without
    a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            if sessie.is_verlopen(request):
                _uit(request)
            else:
                sessie.is_gezien(request)
                if not navraag.mag_verder(request):
                    _uit(request)
        return self.get_response(request)


def _uit(request: HttpRequest) -> None:
    request.session.flush()
    request.user = AnonymousUser()


# Never shown again, whatever form they were typed in.
_GEHEIM = ("wachtwoord", "password", "code", "token", "next")


class Aanmeldplicht(LoginRequiredMiddleware):
    """Sign-in for every page. What was typed in a page of a session that has ended is shown, so
    that it can be copied; nothing of it is stored."""

    def process_view(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any, *rest: Any
    ) -> HttpResponseBase | None:
        """As Django's, but a page for everybody is not to look into the session."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, *rest)

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        if request.method != "POST" or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return super().handle_no_permission(request, view_func)
        getypt = [
            (naam.replace("_", " ").replace("-", " ").capitalize(), waarde)
            for naam, waarde in request.POST.items()
            if len(str(waarde)) > 1 and not any(deel in naam.lower() for deel in _GEHEIM)
        ]
        context = {"getypt": getypt, "stil": settings.SESSIE_STIL_MINUTEN}
        return render(request, "jeugdhulp/verlopen.html", context, status=HTTPStatus.FORBIDDEN)


class TweedeFactorPlicht:
    """Leads who needs a second factor and has none to the page where she sets it up.

    Not in the demo. One query for who needs it and did not sign in with it, else none of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *rest: Any) -> HttpResponse | None:
        """A redirect to the set-up, or None to go on."""
        # First what asks nothing of the session: a page for everybody is not to look into it.
        if settings.DEMO or getattr(view, "zonder_tweede_factor", False):
            return None
        gebruiker = request.user
        if not isinstance(gebruiker, Gebruiker) or sessie.heeft_tweede_stap(request):
            return None
        if not rechten.moet_tweede_factor(gebruiker):
            return None
        if not heeft_tweede_factor(gebruiker):
            return redirect("tweede_factor_create")
        if not sessie.bron_van(request):
            return None
        # A role came while she was in, and her directory did not ask what it takes.
        _uit(request)
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


def zonder_tweede_factor(view: Any) -> Any:
    """Mark a view that also serves who still has to set up her second factor."""
    view.zonder_tweede_factor = True
    return view
