"""Invitations: the beheerder sends, sends again and withdraws; the invited accepts."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from jeugdhulp import kalender, post
from jeugdhulp.domain import pogingen, uitnodigen
from jeugdhulp.forms.account import EersteWachtwoordForm
from jeugdhulp.forms.gebruikers import UitnodigForm
from jeugdhulp.kalender import dag_van, datum_voluit
from jeugdhulp.middleware import zonder_tweede_factor
from jeugdhulp.models import Gebruiker, Uitnodiging
from jeugdhulp.rechten import aangemeld
from jeugdhulp.views.gebruiker import basis, gemeente_voor
from jeugdhulp.views.geweigerd import te_veel
from jeugdhulp.views.opnieuw import pas_aangemeld


@require_http_methods(["GET", "HEAD", "POST"])
@pas_aangemeld("iemand uitnodigen")
def uitnodiging_create(request: HttpRequest, gemeente: str) -> HttpResponse:
    """Invite somebody by mail. The answer tells nothing of accounts elsewhere."""
    gevonden = gemeente_voor(request, gemeente)
    form = UitnodigForm(
        request.POST if request.method == "POST" else None, initial={"van": kalender.vandaag()}
    )
    if form.is_valid():
        try:
            pogingen.tel((pogingen.UITNODIGEN, str(gevonden.pk)))
            uitnodiging, geheim = uitnodigen.nodig_uit(
                gevonden, form.wie(), door=aangemeld(request)
            )
        except pogingen.TeVeelPogingenError as fout:
            return te_veel(request, fout, aangemeld(request))
        except ValidationError as fout:
            form.add_error(None, fout.messages)
        else:
            _mail(request, uitnodiging, geheim)
            return redirect("gebruiker_list", gevonden.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = basis(request, gevonden) | {"form": form}
    return render(request, "jeugdhulp/uitnodiging_form.html", context, status=status)


@require_POST
@pas_aangemeld("een uitnodiging opnieuw versturen")
def uitnodiging_opnieuw(request: HttpRequest, gemeente: str, pk: int) -> HttpResponse:
    """Send it again, with a new link; the old one stops."""
    gevonden = gemeente_voor(request, gemeente)
    uitnodiging = get_object_or_404(gevonden.uitnodigingen, pk=pk)
    try:
        pogingen.tel((pogingen.UITNODIGEN, str(gevonden.pk)))
        geheim = uitnodigen.stuur_opnieuw(uitnodiging, door=aangemeld(request))
    except pogingen.TeVeelPogingenError as fout:
        return te_veel(request, fout, aangemeld(request))
    except ValidationError:
        messages.error(request, "Deze uitnodiging is al aangenomen of ingetrokken.")
    else:
        uitnodiging.refresh_from_db()
        _mail(request, uitnodiging, geheim)
    return redirect("gebruiker_list", gevonden.slug)


@require_POST
@pas_aangemeld("een uitnodiging intrekken")
def uitnodiging_delete(request: HttpRequest, gemeente: str, pk: int) -> HttpResponse:
    """Withdraw it: the link in the mail stops working."""
    gevonden = gemeente_voor(request, gemeente)
    try:
        uitnodigen.trek_in(
            get_object_or_404(gevonden.uitnodigingen, pk=pk), door=aangemeld(request)
        )
        messages.success(request, "De uitnodiging is ingetrokken. De link werkt niet meer.")
    except ValidationError:
        messages.error(request, "Deze uitnodiging is al aangenomen of ingetrokken.")
    return redirect("gebruiker_list", gevonden.slug)


@login_not_required
@zonder_tweede_factor
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def uitnodiging_aannemen(request: HttpRequest, geheim: str) -> HttpResponse:
    """Accept: choose a password, or sign in first with the account one has already."""
    uitnodiging = uitnodigen.zoek(geheim)
    if uitnodiging is None:
        return _verlopen(request)
    account = uitnodigen.account_van(uitnodiging)
    if account is None:
        return _nieuw(request, uitnodiging, geheim)
    if request.user != account:
        context = {
            "uitnodiging": uitnodiging,
            "ander": request.user.is_authenticated,
            "hier": request.get_full_path(),
        }
        return render(request, "jeugdhulp/uitnodiging_aanmelden.html", context)
    if request.method == "POST":
        return _neem_aan(request, uitnodiging, geheim, account)
    return render(request, "jeugdhulp/uitnodiging_aannemen.html", {"uitnodiging": uitnodiging})


def _nieuw(request: HttpRequest, uitnodiging: Uitnodiging, geheim: str) -> HttpResponse:
    """For who has no account yet: her password, checked against what she is called."""
    wie = Gebruiker(
        username=uitnodiging.email,
        email=uitnodiging.email,
        first_name=uitnodiging.voornaam,
        last_name=uitnodiging.achternaam,
    )
    form = EersteWachtwoordForm(wie, request.POST if request.method == "POST" else None)
    if form.is_valid():
        wachtwoord = form.cleaned_data["new_password1"]
        return _neem_aan(request, uitnodiging, geheim, None, wachtwoord)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"uitnodiging": uitnodiging, "form": form}
    return render(request, "jeugdhulp/uitnodiging_nieuw.html", context, status=status)


def _neem_aan(
    request: HttpRequest,
    uitnodiging: Uitnodiging,
    geheim: str,
    account: Gebruiker | None,
    wachtwoord: str = "",
) -> HttpResponse:
    try:
        uitnodigen.neem_aan(geheim, gebruiker=account, wachtwoord=wachtwoord)
    except ValidationError:
        return _verlopen(request)
    if account is not None:
        messages.success(request, f"U heeft nu toegang bij {uitnodiging.gemeente.naam}.")
        return redirect("account_detail")
    messages.success(request, "Uw account is klaar. Meld u aan met uw mailadres.")
    return redirect("aanmelden")


def _verlopen(request: HttpRequest) -> HttpResponse:
    """A link that does not work; 429 for an address that comes with one after another."""
    try:
        pogingen.tel((pogingen.LINK_ADRES, pogingen.plek(request)))
    except pogingen.TeVeelPogingenError as fout:
        return te_veel(request, fout)
    return render(request, "jeugdhulp/uitnodiging_verlopen.html", status=HTTPStatus.NOT_FOUND)


def _mail(request: HttpRequest, uitnodiging: Uitnodiging, geheim: str) -> None:
    post.verstuur(
        "uitnodiging",
        f"Uitnodiging voor het Plan van Aanpak Jeugdhulp van {uitnodiging.gemeente.naam}",
        uitnodiging.email,
        uitnodiging=uitnodiging,
        door=str(uitnodiging.door),
        link=post.volledig(reverse("uitnodiging_aannemen", args=[geheim])),
    )
    einde = datum_voluit(dag_van(uitnodiging.verloopt_op))
    messages.success(
        request, f"De uitnodiging aan {uitnodiging} is verstuurd. De link werkt tot {einde}."
    )
