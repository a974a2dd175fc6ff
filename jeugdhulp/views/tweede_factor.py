"""Setting up the second step of signing in, new recovery codes, and switching it off."""

from http import HTTPStatus
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jeugdhulp import sessie, toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain import account, tweede_factor
from jeugdhulp.forms.aanmelden import EersteCodeForm
from jeugdhulp.middleware import zonder_tweede_factor
from jeugdhulp.models import Codeapp, Gebruiker
from jeugdhulp.rechten import aangemeld, moet_tweede_factor
from jeugdhulp.views.eigen_account import van_een_bron
from jeugdhulp.views.opnieuw import pas_aangemeld

NAAM_IN_APP = "Plan van Aanpak Jeugdhulp"


@zonder_tweede_factor
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@van_een_bron
@pas_aangemeld("aanmelden met een code instellen")
def tweede_factor_create(request: HttpRequest) -> HttpResponse:
    """Scan the code, type the first six digits, and get recovery codes: shown this once."""
    gebruiker = aangemeld(request)
    form = EersteCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        codes = tweede_factor.zet_aan(gebruiker, form.cleaned_data["code"])
        if codes is not None:
            request.session["tweede_stap"] = True
            sessie.ga_door(request, gebruiker)
            toegang.noteer(ToegangSoort.TWEEDE_FACTOR_AAN, gebruiker=gebruiker, request=request)
            account.meld(gebruiker, "U meldt zich voortaan aan met een code erbij.")
            return _toon_codes(request, codes, is_nieuw=True)
        form.add_error("code", "Deze code klopt niet. Kijk of de klok van uw telefoon goed staat.")
    codeapp = tweede_factor.begonnen_codeapp(gebruiker)
    context = {
        "form": form,
        "moet": moet_tweede_factor(gebruiker) and not settings.DEMO,
        "heeft_al": tweede_factor.heeft_tweede_factor(gebruiker),
        "qr": segno.make(adres_voor_app(codeapp, gebruiker), error="m").svg_data_uri(scale=4),
        "sleutel": codeapp.sleuteltekst,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "jeugdhulp/tweede_factor_form.html", context, status=status)


@zonder_tweede_factor
@require_http_methods(["GET", "HEAD", "POST"])
@van_een_bron
@pas_aangemeld("nieuwe herstelcodes maken")
def herstelcodes_create(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of the old, for who has a second step."""
    gebruiker = aangemeld(request)
    if not tweede_factor.heeft_tweede_factor(gebruiker):
        return redirect("tweede_factor_create")
    if request.method == "POST":
        codes = tweede_factor.nieuwe_herstelcodes(gebruiker)
        toegang.noteer(ToegangSoort.HERSTELCODES_GEMAAKT, gebruiker=gebruiker, request=request)
        return _toon_codes(request, codes, is_nieuw=False)
    context = {"over": tweede_factor.aantal_herstelcodes(gebruiker)}
    return render(request, "jeugdhulp/herstelcodes_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@van_een_bron
@pas_aangemeld("uw code bij het aanmelden uitzetten")
def tweede_factor_delete(request: HttpRequest) -> HttpResponse:
    """Switch it off; not for who must have it."""
    gebruiker = aangemeld(request)
    if moet_tweede_factor(gebruiker) and not settings.DEMO:
        messages.warning(request, "Met uw rol is de tweede stap verplicht. Die kan niet uit.")
        return redirect("account_detail")
    if request.method == "POST":
        tweede_factor.zet_uit(gebruiker)
        request.session["tweede_stap"] = False
        sessie.ga_door(request, gebruiker)
        toegang.noteer(ToegangSoort.TWEEDE_FACTOR_UIT, gebruiker=gebruiker, request=request)
        account.meld(gebruiker, "U meldt zich voortaan aan zonder code.")
        messages.success(request, "De tweede stap staat uit.")
        return redirect("account_detail")
    return render(request, "jeugdhulp/tweede_factor_uit.html")


def adres_voor_app(codeapp: Codeapp, gebruiker: Gebruiker) -> str:
    """What the QR code holds: the secret, and the names that her app shows."""
    vragen = {"secret": codeapp.sleuteltekst.replace(" ", ""), "issuer": NAAM_IN_APP}
    naam = quote(f"{NAAM_IN_APP}:{gebruiker.email or gebruiker.username}")
    return f"otpauth://totp/{naam}?{urlencode(vragen, quote_via=quote)}"


def _toon_codes(request: HttpRequest, codes: list[str], *, is_nieuw: bool) -> HttpResponse:
    regels = ["Herstelcodes Plan van Aanpak Jeugdhulp", settings.ADRES, "", *codes, ""]
    context = {"codes": codes, "bestand": quote("\r\n".join(regels)), "is_nieuw": is_nieuw}
    return render(request, "jeugdhulp/herstelcodes.html", context)
