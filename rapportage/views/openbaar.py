"""What everybody may read, without signing in: the newest public version of a report.

The only addresses of reports that are open. They look at no session, so that a proxy may keep the
answer for a short time: each visitor gets the same.
"""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from jeugdhulp import kalender
from jeugdhulp.middleware import zonder_tweede_factor
from rapportage.choices import Stap, VersieSoort
from rapportage.domain.publicaties import plaats
from rapportage.models import Publicatie, Rapportversie
from rapportage.views.publicatie import als_bestand
from rapportage.views.versie import bestandrijen, pagina_van

# Seconds: an erratum is there for everybody within five minutes.
HOUDBAAR = 5 * 60
# An erratum is public as soon as it is there; making its files takes minutes.
KOM_TERUG = 10 * 60


@login_not_required
@zonder_tweede_factor
@require_safe
def openbaar_detail(request: HttpRequest, gemeente: str, adres: str) -> HttpResponse:
    """The frozen page in a frame of its own, with its files and the versions that were public.
    Four queries."""
    alle = _openbaar(gemeente, adres)
    bevroren = alle[0]
    pagina = pagina_van(bevroren)
    rapportage = bevroren.rapportage
    context = {
        # Nobody in particular: no navigation, and no look at the session.
        "user": None,
        "messages": (),
        "gemeente": rapportage.gemeente,
        "voorbeeld": rapportage.gemeente.voorbeeld,
        "rapportage": rapportage,
        "bevroren": bevroren,
        "is_erratum": bevroren.soort == VersieSoort.ERRATUM,
        "pagina": pagina,
        # That it was ter besluitvorming is of no use to who reads it here.
        "stappen": [
            stap for stap in bevroren.stappen.all() if stap.stap != Stap.TER_BESLUITVORMING
        ],
        "bestanden": bestandrijen(
            bevroren,
            lambda naam: reverse("rapportage:openbaar_download", args=[gemeente, adres, naam]),
        ),
        "versies": [_in_lijst(versie) for versie in alle],
    }
    if not pagina:
        antwoord = render(
            request,
            "rapportage/openbaar_detail.html",
            context,
            status=HTTPStatus.SERVICE_UNAVAILABLE,
        )
        antwoord["Retry-After"] = str(KOM_TERUG)
        return antwoord
    return _voor_iedereen(render(request, "rapportage/openbaar_detail.html", context), bevroren)


@login_not_required
@zonder_tweede_factor
@require_safe
def openbaar_download(request: HttpRequest, gemeente: str, adres: str, naam: str) -> HttpResponse:
    """The exact bytes of a file of that version; of no other. Four queries."""
    bevroren = _openbaar(gemeente, adres)[0]
    return _voor_iedereen(als_bestand(bevroren.publicaties.filter(naam=naam).first()), bevroren)


def _openbaar(gemeente: str, adres: str) -> list[Rapportversie]:
    """The public versions at this address, the one that counts first, an erratum in its place;
    else 404. Three queries."""
    versies = Rapportversie.objects.openbaar().filter(
        rapportage__gemeente__slug=gemeente, rapportage__adres=adres
    )
    met = versies.select_related("rapportage__gemeente", "vervangt").prefetch_related(
        "stappen", Prefetch("publicaties", Publicatie.objects.defer("inhoud"))
    )
    gevonden = sorted(met, key=lambda versie: (plaats(versie), versie.nummer), reverse=True)
    if not gevonden:
        raise Http404
    return gevonden


def _in_lijst(versie: Rapportversie) -> dict[str, object]:
    """Since when it was public, and what it is or became."""
    erratum = versie.soort == VersieSoort.ERRATUM
    # The steps of an erratum are those of what it came in the place of.
    sinds = (
        kalender.dag_van(versie.gemaakt_op)
        if erratum
        else next(stap.dag for stap in versie.stappen.all() if stap.stap == Stap.OPENBAAR)
    )
    return {"versie": versie, "sinds": sinds, "erratum": erratum}


def _voor_iedereen(antwoord: HttpResponse, bevroren: Rapportversie) -> HttpResponse:
    """Kept for a short time. What is invented is for no search engine."""
    patch_cache_control(antwoord, public=True, max_age=HOUDBAAR)
    if bevroren.rapportage.gemeente.voorbeeld:
        antwoord["X-Robots-Tag"] = "noindex"
    return antwoord
