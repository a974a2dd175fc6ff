"""A new password: forgotten, by the link in a mail, or changed by who knows the old one."""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jeugdhulp import sessie
from jeugdhulp.domain import account, pogingen
from jeugdhulp.forms.account import MailForm, NieuwWachtwoordForm, WachtwoordForm
from jeugdhulp.middleware import zonder_tweede_factor
from jeugdhulp.models import Gebruiker
from jeugdhulp.rechten import aangemeld
from jeugdhulp.views.eigen_account import met_wachtwoord
from jeugdhulp.views.geweigerd import te_veel
from jeugdhulp.views.opnieuw import pas_aangemeld


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wachtwoord_vergeten(request: HttpRequest) -> HttpResponse:
    """Ask a link by mail; the answer is the same whether the address is known or not."""
    form = MailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            pogingen.tel(
                (pogingen.VERGETEN_MAIL, email), (pogingen.VERGETEN_ADRES, pogingen.plek(request))
            )
        except pogingen.TeVeelPogingenError as fout:
            return te_veel(request, fout)
        account.stuur_wachtwoordlink(email, request)
        return render(request, "jeugdhulp/wachtwoord_gevraagd.html")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "jeugdhulp/wachtwoord_vergeten.html", {"form": form}, status=status)


@method_decorator(login_not_required, name="dispatch")
class WachtwoordNieuw(PasswordResetConfirmView):
    """Choose a new password with the link from the mail. It works once, for an hour; the secret
    leaves the address before the page is shown."""

    template_name = "jeugdhulp/wachtwoord_nieuw.html"
    form_class = NieuwWachtwoordForm
    success_url = reverse_lazy("aanmelden")
    reset_url_token = "kiezen"  # noqa: S105 (a word in the address)
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; 429 for an address that comes with one wrong link after another."""
        if str(request.method).lower() not in self.http_method_names:
            return self.http_method_not_allowed(request)
        response = cast(HttpResponse, super().dispatch(request, *args, **kwargs))
        if not self.validlink and not response.has_header("Location"):
            try:
                pogingen.tel((pogingen.LINK_ADRES, pogingen.plek(request)))
            except pogingen.TeVeelPogingenError as fout:
                return te_veel(request, fout)
            response.status_code = HTTPStatus.NOT_FOUND
        return response

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        """Every session of hers ends, and from this address she is let in again."""
        response = super().form_valid(form)
        self.request.session.flush()
        gebruiker: Gebruiker = form.user
        account.wachtwoord_is_gewijzigd(gebruiker, self.request)
        pogingen.ken_adres(self.request, gebruiker)
        messages.success(self.request, "Uw nieuwe wachtwoord is bewaard. Meld u ermee aan.")
        return response

    def form_invalid(self, form: SetPasswordForm) -> HttpResponse:
        """What is wrong, with status 422."""
        response = super().form_invalid(form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


@zonder_tweede_factor
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@met_wachtwoord
@pas_aangemeld("uw wachtwoord wijzigen")
def wachtwoord_update(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the other sessions end, this one gets a new key."""
    gebruiker = aangemeld(request)
    form = WachtwoordForm(gebruiker, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            rijen = pogingen.tel((pogingen.OPNIEUW, str(gebruiker.pk)))
        except pogingen.TeVeelPogingenError as fout:
            return te_veel(request, fout, gebruiker)
        geldig = form.is_valid()
        if "old_password" not in form.errors:
            pogingen.vergeet(rijen)
        if geldig:
            form.save()
            sessie.ga_door(request, gebruiker)
            account.wachtwoord_is_gewijzigd(gebruiker, request)
            messages.success(
                request, "Uw wachtwoord is gewijzigd. Op andere apparaten bent u afgemeld."
            )
            return redirect("account_detail")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "jeugdhulp/wachtwoord_form.html", {"form": form}, status=status)
