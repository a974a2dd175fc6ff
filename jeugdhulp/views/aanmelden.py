"""Signing in, with a second step for who has one, and out."""

import logging
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from jeugdhulp import sessie, toegang
from jeugdhulp.aanmeldbronnen import bronnen
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain import pogingen, tweede_factor
from jeugdhulp.forms.aanmelden import AanmeldForm, CodeForm
from jeugdhulp.middleware import zonder_tweede_factor
from jeugdhulp.models import Gebruiker
from jeugdhulp.rechten import begint_bij, deuren_voor, noodaccount_bij
from jeugdhulp.views.geweigerd import te_veel

log = logging.getLogger(__name__)

# Who gave her password has so long to give her code, in seconds.
HALVERWEGE_DUURT = 600


class Aanmelden(LoginView):
    """Sign in with name and password; already signed in goes on."""

    template_name = "jeugdhulp/aanmelden.html"
    authentication_form = AanmeldForm
    redirect_authenticated_user = True

    def get_redirect_url(self, *args: Any) -> str:
        """Where she was going; not back to this door, which would send her round for ever."""
        doel = super().get_redirect_url(*args)
        return "" if doel.partition("?")[0] == self.request.path else doel

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the directories to sign in through."""
        return super().get_context_data(**kwargs) | {"bronnen": bronnen()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign in, or 429 when there were too many tries."""
        try:
            return super().post(request, *args, **kwargs)
        except pogingen.TeVeelPogingenError as fout:
            return te_veel(request, fout)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """On to the second step for who has one, else in."""
        gebruiker, doel = form.get_user(), self.get_success_url()
        if deuren := deuren_voor(gebruiker):
            toegang.noteer(
                ToegangSoort.AANMELDEN_MISLUKT,
                gebruiker=gebruiker,
                request=self.request,
                over="wachtwoord opent hier niets",
            )
            context = {"bronnen": deuren, "next": self.get_redirect_url()}
            return render(
                self.request,
                "jeugdhulp/wachtwoord_dicht.html",
                context,
                status=HTTPStatus.FORBIDDEN,
            )
        if doel == self.get_default_redirect_url() and (begin := begint_bij(gebruiker)):
            doel = reverse(begin)
        if tweede_factor.heeft_tweede_factor(gebruiker):
            return vraag_code(self.request, gebruiker, doel)
        return binnen(self.request, gebruiker, doel, met_code=False)


def vraag_code(
    request: HttpRequest, gebruiker: Gebruiker, doel: str, bron: dict[str, Any] | None = None
) -> HttpResponse:
    """On to the second step, in a new session: nothing that was slipped in before stays."""
    request.session.flush()
    request.session["halverwege"] = {
        "gebruiker": gebruiker.pk,
        "zegel": gebruiker.get_session_auth_hash(),
        "op": sessie.nu(),
        "doel": doel,
        "bron": bron,
    }
    return redirect("aanmelden_code")


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def aanmelden_code(request: HttpRequest) -> HttpResponse:
    """The second step: the code. Without a password given just now, back to the first."""
    gebruiker = _halverwege(request)
    if gebruiker is None:
        return redirect("aanmelden")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            gelukt = geef_code(request, gebruiker, form.cleaned_data["code"])
        except pogingen.TeVeelPogingenError as fout:
            return te_veel(request, fout, gebruiker)
        if gelukt:
            halverwege = request.session["halverwege"]
            return binnen(
                request, gebruiker, halverwege["doel"], met_code=True, bron=halverwege["bron"]
            )
        form.add_error(
            "code", "Deze code klopt niet. Elke code werkt één keer; wacht op een nieuwe."
        )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "jeugdhulp/aanmelden_code.html", {"form": form}, status=status)


def geef_code(request: HttpRequest, gebruiker: Gebruiker, code: str) -> bool:
    """Whether `code` is hers; counts and notes. TeVeelPogingenError when there were too many."""
    wie = str(gebruiker.pk)
    rijen = pogingen.tel((pogingen.CODE_KWARTIER, wie), (pogingen.CODE_DAG, wie))
    soort = tweede_factor.controleer(gebruiker, code)
    if not soort:
        toegang.noteer(
            ToegangSoort.AANMELDEN_MISLUKT, gebruiker=gebruiker, request=request, over="code"
        )
        return False
    pogingen.vergeet(rijen)
    pogingen.begin_opnieuw(pogingen.CODE_KWARTIER, wie)
    if soort == "herstelcode":
        toegang.noteer(ToegangSoort.HERSTELCODE_GEBRUIKT, gebruiker=gebruiker, request=request)
        over = tweede_factor.aantal_herstelcodes(gebruiker)
        messages.warning(request, f"U gebruikte een herstelcode. U heeft er nog {over}.")
    return True


@login_not_required
@zonder_tweede_factor
@require_POST
def afmelden(request: HttpRequest) -> HttpResponse:
    """Sign out, by POST; who was out already is out."""
    bron = sessie.bron_van(request)
    if isinstance(request.user, Gebruiker):
        toegang.noteer(ToegangSoort.AFGEMELD, gebruiker=request.user, request=request)
    request.session.flush()
    return redirect("bron_afgemeld", bron) if bron else redirect("aanmelden")


def _halverwege(request: HttpRequest) -> Gebruiker | None:
    """Who gave her password in this session and still owes her code; None when it is too late or
    her password was changed meanwhile."""
    halverwege = request.session.get("halverwege")
    if not halverwege or sessie.nu() - halverwege["op"] > HALVERWEGE_DUURT:
        return None
    gebruiker = Gebruiker.objects.filter(pk=halverwege["gebruiker"], is_active=True).first()
    if gebruiker is None:
        return None
    zelfde = constant_time_compare(halverwege["zegel"], gebruiker.get_session_auth_hash())
    return gebruiker if zelfde else None


def binnen(
    request: HttpRequest,
    gebruiker: Gebruiker,
    doel: str,
    *,
    met_code: bool,
    bron: dict[str, Any] | None = None,
) -> HttpResponse:
    """Signed in, and noted; `bron` is what the session keeps of a directory."""
    sessie.begin(request, gebruiker, met_code=met_code, bron=bron)
    wijze = [f"bron {bron['sleutel']}"] if bron else []
    toegang.noteer(
        ToegangSoort.AANGEMELD,
        gebruiker=gebruiker,
        request=request,
        over=", ".join([*wijze, "met code"] if met_code else wijze),
    )
    if not bron and (nood := noodaccount_bij(gebruiker)):
        _meld_nood(request, gebruiker, [bron.sleutel for bron in nood])
    return redirect(doel)


def _meld_nood(request: HttpRequest, gebruiker: Gebruiker, sleutels: list[str]) -> None:
    """The account for emergencies came in: that is for people to look at, every time."""
    toegang.noteer(
        ToegangSoort.NOODACCOUNT_GEBRUIKT,
        gebruiker=gebruiker,
        request=request,
        over=f"bron {', '.join(sleutels)}",
    )
    log.error("noodaccount gebruikt, gebruiker=%s bron=%s", gebruiker.pk, ",".join(sleutels))
    messages.warning(
        request, "U gebruikt het noodaccount. Dat staat in het register van toegang en in het log."
    )
