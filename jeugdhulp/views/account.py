"""One's own account: what it is, its mail address, and signing out everywhere."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jeugdhulp import sessie, toegang
from jeugdhulp.aanmeldbronnen import bron_met
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain import account, pogingen, tweede_factor
from jeugdhulp.forms.account import MailcodeForm, MailForm
from jeugdhulp.middleware import zonder_tweede_factor
from jeugdhulp.models import Gebruiker, Gemeente
from jeugdhulp.rechten import aangemeld, beheert, moet_tweede_factor, plaatsen, rolnamen
from jeugdhulp.views.eigen_account import met_wachtwoord
from jeugdhulp.views.geweigerd import te_veel
from jeugdhulp.views.opnieuw import pas_aangemeld


@require_safe
def account_detail(request: HttpRequest) -> HttpResponse:
    """Who she is here, and the doors to what she can change. Six queries."""
    gebruiker = aangemeld(request)
    beheerde = set(beheert(gebruiker))
    gemeenten = [
        {
            "gemeente": gemeente,
            "rollen": rolnamen(gebruiker, gemeente.pk),
            "extern": plaatsen(gebruiker)[gemeente.pk].extern,
            "beheert": gemeente.pk in beheerde,
        }
        for gemeente in Gemeente.objects.filter(pk__in=plaatsen(gebruiker))
    ]
    context = {
        "gemeenten": gemeenten,
        "bron": bron_met(sessie.bron_van(request)),
        "heeft_tweede_factor": tweede_factor.heeft_tweede_factor(gebruiker),
        "moet_tweede_factor": moet_tweede_factor(gebruiker),
        "herstelcodes": tweede_factor.aantal_herstelcodes(gebruiker),
    }
    return render(request, "jeugdhulp/account_detail.html", context)


@require_POST
@zonder_tweede_factor
def afmelden_overal(request: HttpRequest) -> HttpResponse:
    """End every session of hers, this one too."""
    gebruiker = aangemeld(request)
    tweede_factor.beeindig_sessies(gebruiker)
    toegang.noteer(ToegangSoort.AFGEMELD_OVERAL, gebruiker=gebruiker, request=request)
    request.session.flush()
    messages.success(request, "U bent op alle apparaten afgemeld.")
    return redirect("aanmelden")


@require_http_methods(["GET", "HEAD", "POST"])
@met_wachtwoord
@pas_aangemeld("uw mailadres wijzigen")
def mailadres_update(request: HttpRequest) -> HttpResponse:
    """Change one's own mail address: first the address, then the code that was mailed to it."""
    gebruiker = aangemeld(request)
    if "mailcode" in request.POST and (bewaard := request.session.get("mailadres")):
        return _bevestig(request, gebruiker, bewaard)
    form = MailForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return render(request, "jeugdhulp/mailadres_form.html", {"form": form}, status=status)
    try:
        pogingen.tel((pogingen.MAILADRES_WIJZIGEN, str(gebruiker.pk)))
    except pogingen.TeVeelPogingenError as fout:
        return te_veel(request, fout, gebruiker)
    bewaard = account.begin_mailadres(gebruiker, form.cleaned_data["email"])
    request.session["mailadres"] = bewaard
    return _vraag_code(request, bewaard, MailcodeForm())


def _bevestig(request: HttpRequest, gebruiker: Gebruiker, bewaard: dict[str, Any]) -> HttpResponse:
    form = MailcodeForm(request.POST)
    if form.is_valid():
        try:
            rijen = pogingen.tel((pogingen.CODE_KWARTIER, str(gebruiker.pk)))
            if account.klopt_mailcode(gebruiker, bewaard, form.cleaned_data["mailcode"]):
                pogingen.vergeet(rijen)
                account.wijzig_mailadres(gebruiker, bewaard["email"], request)
                del request.session["mailadres"]
                messages.success(request, "Uw mailadres is gewijzigd.")
                return redirect("account_detail")
        except pogingen.TeVeelPogingenError as fout:
            return te_veel(request, fout, gebruiker)
        except ValidationError:
            # Somebody took the address meanwhile; that it exists is not hers to know.
            pass
        form.add_error("mailcode", "Deze code klopt niet, of werkt niet meer.")
    return _vraag_code(request, bewaard, form)


def _vraag_code(request: HttpRequest, bewaard: dict[str, Any], form: MailcodeForm) -> HttpResponse:
    context = {"form": form, "email": bewaard["email"]}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "jeugdhulp/mailadres_code.html", context, status=status)
