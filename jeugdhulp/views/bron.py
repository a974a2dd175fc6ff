"""Signing in with the directory of a gemeente: there, back, and out.

There and back are plain links and redirects, so that no form of ours goes to another address and
the strict `form-action` stays. What comes back is believed only for a question that this browser
asked, once, within minutes, and at the address of the directory it asked.
"""

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from jeugdhulp import oidc, post, rechten, sessie, toegang
from jeugdhulp.aanmeldbronnen import Bron, bron_met
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain import bronnen, pogingen
from jeugdhulp.domain.tweede_factor import heeft_tweede_factor
from jeugdhulp.middleware import zonder_tweede_factor
from jeugdhulp.models import Gebruiker
from jeugdhulp.views.aanmelden import binnen, vraag_code
from jeugdhulp.views.geweigerd import te_veel

log = logging.getLogger(__name__)

# So long somebody may be away at her directory, in seconds; and so many windows she may have there.
ONDERWEG_DUURT, MEESTE_ONDERWEG = 900, 5


@dataclass(frozen=True)
class Terug:
    """What this browser asked, and which code came back for it."""

    bron: Bron
    code: str
    vraag: dict[str, Any]


@login_not_required
@zonder_tweede_factor
@never_cache
@require_safe
def bron_aanmelden(request: HttpRequest, bron: str) -> HttpResponse:
    """Send her to her directory. Who is in already goes on, unless she must prove it once more."""
    gevonden = _bron(bron)
    opnieuw = "opnieuw" in request.GET and sessie.bron_van(request) == gevonden.sleutel
    doel = _veilig(request, request.GET.get("next", ""))
    if isinstance(request.user, Gebruiker) and not opnieuw:
        return redirect(doel or "maatregelen:plan_list")
    try:
        pogingen.tel((pogingen.BRON_BEGIN, pogingen.plek(request)))
        vraag = oidc.begin(gevonden, _terugadres(gevonden), opnieuw=opnieuw)
    except pogingen.TeVeelPogingenError as fout:
        return te_veel(request, fout)
    except oidc.BronOnbereikbaarError as fout:
        return _onbereikbaar(request, gevonden, fout)
    _onthoud(request, vraag, bron=gevonden.sleutel, doel=doel, opnieuw=opnieuw)
    return redirect(vraag.adres)


@login_not_required
@zonder_tweede_factor
@never_cache
@require_safe
def bron_terug(request: HttpRequest, bron: str) -> HttpResponse:
    """Back from her directory: in, or a page that says why not."""
    gevonden = _bron(bron)
    try:
        rijen = pogingen.tel((pogingen.BRON_TERUG, pogingen.plek(request)))
        terug = _lees_terug(request, gevonden)
        antwoord = oidc.wissel(
            gevonden,
            terug.code,
            terug=_terugadres(gevonden),
            nonce=terug.vraag["nonce"],
            verifier=terug.vraag["verifier"],
            sinds=terug.vraag["op"] if terug.vraag["opnieuw"] else None,
        )
        if terug.vraag["opnieuw"]:
            response = _nog_een_keer(request, terug, antwoord)
        else:
            response = _naar_binnen(request, terug, antwoord)
    except pogingen.TeVeelPogingenError as fout:
        return te_veel(request, fout)
    except oidc.BronOnbereikbaarError as fout:
        return _onbereikbaar(request, gevonden, fout)
    except oidc.NietGeloofdError as fout:
        return _geweigerd(request, gevonden, "niet geloofd", fout.waarom, HTTPStatus.BAD_REQUEST)
    except oidc.GeweigerdDoorBronError:
        return _geweigerd(request, gevonden, "bron zegt nee")
    except bronnen.GeenToegangError as fout:
        return _geweigerd(request, gevonden, fout.waarom)
    pogingen.vergeet(rijen)
    return response


@login_not_required
@zonder_tweede_factor
@require_safe
def bron_afgemeld(request: HttpRequest, bron: str) -> HttpResponse:
    """Signed out here; with the way to sign out of the directory too."""
    gevonden = _bron(bron)
    terug = post.volledig(reverse("aanmelden"))
    context = {"bron": gevonden, "verder": oidc.afmeldadres(gevonden, terug)}
    return render(request, "jeugdhulp/bron_afgemeld.html", context)


@login_not_required
@zonder_tweede_factor
@never_cache
@csrf_exempt
@sensitive_post_parameters("logout_token")
@require_POST
def bron_afmelden(request: HttpRequest, bron: str) -> HttpResponse:
    """Back-channel logout: the directory itself says whose sessions end. It has no token of ours to
    show; what it sends is signed with its key."""
    gevonden = _bron(bron)
    try:
        rijen = pogingen.tel((pogingen.LINK_ADRES, pogingen.plek(request)))
        afmelding = oidc.lees_afmelding(gevonden, request.POST.get("logout_token", ""))
        bronnen.meld_af(gevonden, afmelding, request)
    except pogingen.TeVeelPogingenError as fout:
        return te_veel(request, fout)
    except oidc.BronOnbereikbaarError:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    except oidc.NietGeloofdError as fout:
        log.warning("bron %s: afmelding niet geloofd: %s", gevonden.sleutel, fout.waarom)
        if isinstance(fout, bronnen.AlGebruiktError):
            # Of a directory that did not hear our yes: it may go on telling us of others.
            pogingen.vergeet(rijen)
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    pogingen.vergeet(rijen)
    return HttpResponse()


def _bron(sleutel: str) -> Bron:
    gevonden = bron_met(sleutel)
    if gevonden is None:
        raise Http404
    return gevonden


def _terugadres(bron: Bron) -> str:
    """Another for each directory: an answer of one is never taken for one of another."""
    return post.volledig(reverse("bron_terug", args=[bron.sleutel]))


def _veilig(request: HttpRequest, doel: str) -> str:
    """`doel` where it is a page of ours, else ""."""
    mag = url_has_allowed_host_and_scheme(
        doel, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return doel if mag else ""


def _onthoud(request: HttpRequest, vraag: oidc.Vraag, **meer: Any) -> None:
    onderweg = dict(request.session.get("onderweg", {}))
    onderweg[vraag.state] = {
        "nonce": vraag.nonce,
        "verifier": vraag.verifier,
        "op": sessie.nu(),
        **meer,
    }
    nieuwste = sorted(onderweg.items(), key=lambda paar: paar[1]["op"])[-MEESTE_ONDERWEG:]
    request.session["onderweg"] = dict(nieuwste)


def _lees_terug(request: HttpRequest, bron: Bron) -> Terug:
    """What this browser asked and got; NietGeloofdError for what it did not ask, or asked of
    another; GeweigerdDoorBronError when the directory says no."""
    onderweg = dict(request.session.get("onderweg", {}))
    # Once: what comes a second time was not asked a second time.
    vraag = onderweg.pop(request.GET.get("state", ""), None)
    if vraag is None:
        raise oidc.NietGeloofdError("state")
    request.session["onderweg"] = onderweg
    if sessie.nu() - vraag["op"] > ONDERWEG_DUURT:
        raise oidc.NietGeloofdError("te laat")
    if vraag["bron"] != bron.sleutel or not oidc.noemt_zich(bron, request.GET.get("iss")):
        raise oidc.NietGeloofdError("andere bron")
    if request.GET.get("error"):
        raise oidc.GeweigerdDoorBronError
    if not request.GET.get("code"):
        raise oidc.NietGeloofdError("geen code")
    return Terug(bron, request.GET["code"], vraag)


def _naar_binnen(request: HttpRequest, terug: Terug, antwoord: oidc.Antwoord) -> HttpResponse:
    """Signed in; or first our own second step, for who needs it and did not give one there."""
    wie = bronnen.meld_aan(terug.bron, antwoord)
    rechten.kwam_binnen(wie.gebruiker, terug.bron.sleutel)
    doel = terug.vraag["doel"] or _begin(wie.gebruiker)
    met_stap = oidc.heeft_tweede_stap(terug.bron, antwoord.claims)
    moet = rechten.moet_tweede_factor(wie.gebruiker)
    if moet and not met_stap and heeft_tweede_factor(wie.gebruiker):
        return vraag_code(request, wie.gebruiker, doel, bron=wie.voor_sessie)
    return binnen(request, wie.gebruiker, doel, met_code=met_stap, bron=wie.voor_sessie)


def _begin(gebruiker: Gebruiker) -> str:
    return reverse(rechten.begint_bij(gebruiker) or "maatregelen:plan_list")


def _nog_een_keer(request: HttpRequest, terug: Terug, antwoord: oidc.Antwoord) -> HttpResponse:
    """She proved once more who she is; her session goes on, and so does the page she left."""
    bewaard = request.session.get("bron") or {}
    zelfde = isinstance(request.user, Gebruiker) and bronnen.is_dezelfde(
        int(bewaard.get("koppeling", 0)), terug.bron, str(antwoord.claims["sub"])
    )
    if not zelfde:
        raise oidc.NietGeloofdError("een ander")
    sessie.is_opnieuw_aangemeld(request)
    return render(request, "jeugdhulp/bron_bevestigd.html", {"doel": terug.vraag["doel"]})


def _onbereikbaar(
    request: HttpRequest, bron: Bron, fout: oidc.BronOnbereikbaarError
) -> HttpResponse:
    log.error("bron %s is niet te bereiken: %s", bron.sleutel, fout)
    return render(
        request,
        "jeugdhulp/bron_onbereikbaar.html",
        {"bron": bron},
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )


def _geweigerd(
    request: HttpRequest,
    bron: Bron,
    reden: str,
    waarom: str = "",
    status: HTTPStatus = HTTPStatus.FORBIDDEN,
) -> HttpResponse:
    log.warning("bron %s: %s", bron.sleutel, waarom or reden)
    toegang.noteer(
        ToegangSoort.AANMELDEN_MISLUKT, request=request, over=f"bron {bron.sleutel}, {reden}"
    )
    context = {"bron": bron, "reden": waarom if waarom == "te veel groepen" else reden}
    return render(request, "jeugdhulp/bron_geweigerd.html", context, status=status)
