"""Sign in again before a heavy act: `@pas_aangemeld("wat zij doet")` on a function view.

Who gave her password longer ago than `OPNIEUW_NA_MINUTEN` gets a page that asks for it (and for a
code, when she has a second factor), at the same address. What she had typed travels along in that
page and nowhere else, so after signing in the act goes on as if nothing came between. There is no
address to go to afterwards, and so none to forge.

Who signed in with her directory proves it there, in another window: this page keeps what she typed
and goes on when she comes back to it.

Somebody else may have typed it, at a screen that was left alone. So the page says what is about to
happen and with which values, before she puts her password
under it. A password she typed does not travel: that page she fills in anew.
"""

from collections.abc import Callable
from functools import partial, wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from jeugdhulp import sessie, toegang
from jeugdhulp.aanmeldbronnen import bron_met
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain import pogingen
from jeugdhulp.domain.tweede_factor import heeft_tweede_factor
from jeugdhulp.forms.opnieuw import OpnieuwForm
from jeugdhulp.models import Gebruiker
from jeugdhulp.rechten import aangemeld
from jeugdhulp.views.aanmelden import geef_code
from jeugdhulp.views.geweigerd import te_veel

View = Callable[..., HttpResponse]
EIGEN = ("csrfmiddlewaretoken", "opnieuw-wachtwoord", "opnieuw-code", "opnieuw-wijze")


# Parts of the names of fields: the first do not go into a page, the others are not shown in it.
_WACHTWOORD = ("password", "wachtwoord")
_GEHEIM = (*_WACHTWOORD, "code")


def pas_aangemeld(wat: str) -> Callable[[View], View]:
    """Guard a view: `@pas_aangemeld("iemand uitnodigen")` says on the page what she is about to
    do."""
    return partial(_bewaak, wat=wat)


def _bewaak(view: View, *, wat: str) -> View:
    """Let through who signed in less than `OPNIEUW_NA_MINUTEN` ago; others sign in again first.

    The answer to others is a page with status 200 (422 when what she gave is wrong, 429 when she
    tried too often). Costs no query for who signed in just now.
    """

    @wraps(view)
    @sensitive_post_parameters()
    def met_vraag(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "opnieuw-wijze" not in request.POST:
            if sessie.is_pas_aangemeld(request):
                return view(request, *args, **kwargs)
            return _vraag(request, _form(request), wat)
        if (antwoord := _beoordeel(request, wat)) is not None:
            return antwoord
        if request.POST["opnieuw-wijze"] != "POST":
            return redirect(request.get_full_path())
        request.POST = _getypt(request)  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    return met_vraag


def _beoordeel(request: HttpRequest, wat: str) -> HttpResponse | None:
    """None when she is who she says; else the page to show."""
    gebruiker, form = aangemeld(request), _form(request, request.POST)
    if form is None:
        if sessie.is_pas_aangemeld(request):
            return None
    elif form.is_valid():
        try:
            if _is_haar(request, gebruiker, form):
                sessie.is_opnieuw_aangemeld(request)
                return None
        except pogingen.TeVeelPogingenError as fout:
            return te_veel(request, fout, gebruiker)
    return _vraag(request, form, wat, HTTPStatus.UNPROCESSABLE_ENTITY)


def _form(request: HttpRequest, gegeven: QueryDict | None = None) -> OpnieuwForm | None:
    """What to ask her; None for who has no password here."""
    if sessie.bron_van(request):
        return None
    return OpnieuwForm(heeft_tweede_factor(aangemeld(request)), gegeven)


def _is_haar(request: HttpRequest, gebruiker: Gebruiker, form: OpnieuwForm) -> bool:
    wie = str(gebruiker.pk)
    rijen = pogingen.tel((pogingen.OPNIEUW, wie))
    if not gebruiker.check_password(form.cleaned_data["wachtwoord"]):
        toegang.noteer(
            ToegangSoort.AANMELDEN_MISLUKT, gebruiker=gebruiker, request=request, over="wachtwoord"
        )
        form.add_error("wachtwoord", "Dit wachtwoord klopt niet.")
        return False
    if form.met_code and not geef_code(request, gebruiker, form.cleaned_data["code"]):
        form.add_error(
            "code", "Deze code klopt niet. Elke code werkt één keer; wacht op een nieuwe."
        )
        return False
    pogingen.vergeet(rijen)
    pogingen.begin_opnieuw(pogingen.OPNIEUW, wie)
    return True


def _vraag(
    request: HttpRequest, form: OpnieuwForm | None, wat: str, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    getypt = _getypt(request) if request.method == "POST" else QueryDict()
    wijze = request.POST.get("opnieuw-wijze", request.method)
    if any(_is(naam, _WACHTWOORD) for naam in getypt):
        wijze, getypt = "GET", QueryDict()
    velden = [(naam, waarde) for naam, rij in getypt.lists() for waarde in rij]
    context = {
        "form": form,
        "bron": bron_met(sessie.bron_van(request)),
        "nog_niet": form is None and status != HTTPStatus.OK,
        "wijze": "POST" if wijze == "POST" else "GET",
        "wat": wat,
        "getypt": velden,
        "getoond": [
            (naam.replace("_", " ").replace("-", " ").capitalize(), waarde)
            for naam, waarde in velden
            if not _is(naam, _GEHEIM)
        ],
    }
    return render(request, "jeugdhulp/opnieuw.html", context, status=status)


def _is(naam: str, delen: tuple[str, ...]) -> bool:
    return any(deel in naam.lower() for deel in delen)


def _getypt(request: HttpRequest) -> QueryDict:
    """What she had typed before we asked, without our own fields."""
    getypt = request.POST.copy()
    for naam in EIGEN:
        getypt.pop(naam, None)
    return getypt
