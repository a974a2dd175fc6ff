"""What everybody may read, without signing in: the public reports of a gemeente.

The only addresses of reports that are open. They look at no session, so that a proxy may keep the
answer for a short time: each visitor gets the same.
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from jeugdhulp import kalender
from jeugdhulp.middleware import zonder_tweede_factor
from jeugdhulp.models import Gemeente
from jeugdhulp.opmaak import datum
from rapportage.choices import Stap, VersieSoort, Vorm
from rapportage.domain.intrekking import openbare_intrekking, openbare_intrekkingen
from rapportage.domain.publicaties import plaats
from rapportage.models import Publicatie, Rapportage, Rapportversie
from rapportage.views.publicatie import als_bestand
from rapportage.views.staat import stapregels
from rapportage.views.versie import adres_voor_iedereen, bestandrijen, pagina_van

# Seconds: an erratum is there for everybody within five minutes.
HOUDBAAR = 5 * 60
# An erratum is public as soon as it is there; making its files takes minutes.
KOM_TERUG = 10 * 60


@login_not_required
@zonder_tweede_factor
@require_safe
def openbaar_list(request: HttpRequest, gemeente: str) -> HttpResponse:
    """The public reports of a gemeente, newest first. Three queries, one more where one was
    withdrawn."""
    rijen = _rapporten(gemeente)
    eerste = rijen[0]["rapportage"].gemeente
    context = {
        **_niemand(),
        "gemeente": eerste,
        "voorbeeld": eerste.voorbeeld,
        "rapporten": rijen,
    }
    return _voor_iedereen(render(request, "rapportage/openbaar_list.html", context), eerste)


@login_not_required
@zonder_tweede_factor
@require_safe
def openbaar_feed(request: HttpRequest, gemeente: str) -> HttpResponse:
    """The same as an Atom feed, for who wants to be told. Three queries, one more where one was
    withdrawn."""
    rijen = _rapporten(gemeente)
    eerste = rijen[0]["rapportage"].gemeente
    feed = Atom1Feed(
        title=f"Rapporten van {eerste.naam}",
        link=adres_voor_iedereen(gemeente, ""),
        description="",
        language="nl",
        feed_url=settings.ADRES + reverse("rapportage:openbaar_feed", args=[gemeente]),
    )
    for rij in rijen:
        versie = rij["versie"]
        feed.add_item(
            title=f"{rij['rapportage'].titel}, versie {versie.nummer}",
            link=adres_voor_iedereen(gemeente, rij["rapportage"].adres),
            description=f"Stand per {datum(rij['rapportage'].peildatum)}.",
            # The same report anew is something to read anew.
            unique_id=f"{adres_voor_iedereen(gemeente, rij['rapportage'].adres)}{versie.nummer}/",
            updateddate=kalender.begin_van(rij["sinds"]),
        )
    antwoord = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    return _voor_iedereen(antwoord, eerste)


@login_not_required
@zonder_tweede_factor
@require_safe
def openbaar_detail(
    request: HttpRequest, gemeente: str, adres: str, versie: int | None = None
) -> HttpResponse:
    """The frozen page in a frame of its own, with its files and the versions that were public;
    with a `versie` that one, else the one that counts. Four queries, one more for a report that was
    withdrawn."""
    alle = _openbaar(gemeente, adres)
    bevroren = _gekozen(alle, versie)
    pagina = pagina_van(bevroren)
    rapportage = bevroren.rapportage
    context = {
        **_niemand(),
        "gemeente": rapportage.gemeente,
        "voorbeeld": rapportage.gemeente.voorbeeld,
        "rapportage": rapportage,
        "bevroren": bevroren,
        "is_erratum": bevroren.soort == VersieSoort.ERRATUM,
        "intrekking": openbare_intrekking(rapportage),
        "nieuwer": alle[0] if bevroren != alle[0] else None,
        "weg": any(rij.afgeschermd_op for rij in bevroren.publicaties.all()),
        "pagina": pagina,
        # That it was ter besluitvorming is of no use to who reads it here.
        "stappen": [stap for stap in stapregels(bevroren) if stap.stap != Stap.TER_BESLUITVORMING],
        "bestanden": bestandrijen(
            bevroren,
            lambda naam: reverse("rapportage:openbaar_download", args=[gemeente, adres, naam]),
        ),
        "versies": [_in_lijst(rij) for rij in alle],
    }
    if not pagina and not (context["weg"] and context["nieuwer"]):
        antwoord = render(
            request,
            "rapportage/openbaar_wacht.html",
            context,
            status=HTTPStatus.SERVICE_UNAVAILABLE,
        )
        antwoord["Retry-After"] = str(KOM_TERUG)
        return antwoord
    antwoord = render(request, "rapportage/openbaar_detail.html", context)
    return _voor_iedereen(antwoord, rapportage.gemeente)


@login_not_required
@zonder_tweede_factor
@require_safe
def openbaar_download(request: HttpRequest, gemeente: str, adres: str, naam: str) -> HttpResponse:
    """The exact bytes of a file of a version that is public; its name says of which. Four
    queries."""
    alle = _openbaar(gemeente, adres)
    bestand = Publicatie.objects.filter(versie__in=alle, naam=naam).first()
    return _voor_iedereen(als_bestand(bestand), alle[0].rapportage.gemeente)


def _niemand() -> dict[str, object]:
    """Nobody in particular: no navigation, and no look at the session."""
    return {"user": None, "messages": ()}


def _publiek() -> QuerySet[Rapportversie]:
    """Public versions, with what their pages show. Three queries."""
    met: QuerySet[Rapportversie] = Rapportversie.objects.openbaar().select_related(
        "rapportage__gemeente", "rapportage__plan", "vervangt__vervangt"
    )
    return met.prefetch_related(
        "stappen", Prefetch("publicaties", Publicatie.objects.defer("inhoud"))
    )


def _geordend(versies: Iterable[Rapportversie]) -> list[Rapportversie]:
    """The one that counts first, an erratum in its place."""
    return sorted(versies, key=lambda versie: (plaats(versie), versie.nummer), reverse=True)


def _openbaar(gemeente: str, adres: str) -> list[Rapportversie]:
    """The public versions at this address, the one that counts first; else 404."""
    gevonden = _publiek().filter(rapportage__gemeente__slug=gemeente, rapportage__adres=adres)
    if not gevonden:
        raise Http404
    return _geordend(gevonden)


def _gekozen(alle: list[Rapportversie], nummer: int | None) -> Rapportversie:
    """The version with this number, or the one that counts; else 404."""
    if nummer is None:
        return alle[0]
    gevonden = next((versie for versie in alle if versie.nummer == nummer), None)
    if gevonden is None:
        raise Http404
    return gevonden


def _rapporten(gemeente: str) -> list[dict[str, Any]]:
    """Each public report of a gemeente with its versions, newest first; 404 where there is none:
    whether a gemeente works with this is told by what it makes public."""
    per_rapport: dict[Rapportage, list[Rapportversie]] = {}
    for versie in _publiek().filter(rapportage__gemeente__slug=gemeente):
        per_rapport.setdefault(versie.rapportage, []).append(versie)
    if not per_rapport:
        raise Http404
    ingetrokken = openbare_intrekkingen(per_rapport)
    return [
        {
            "rapportage": rapportage,
            "intrekking": ingetrokken.get(rapportage.pk),
            "pdf": _pdf(versies[0]),
            **_in_lijst(versies[0]),
            "eerdere": [_in_lijst(versie) for versie in versies[1:]],
        }
        for rapportage, versies in sorted(
            ((rij, _geordend(versies)) for rij, versies in per_rapport.items()),
            key=lambda paar: (paar[0].peildatum, paar[0].pk),
            reverse=True,
        )
    ]


def _pdf(versie: Rapportversie) -> Publicatie | None:
    alle = versie.publicaties.all()
    return next((rij for rij in alle if rij.vorm == Vorm.PDF and not rij.afgeschermd_op), None)


def _in_lijst(versie: Rapportversie) -> dict[str, Any]:
    """Since when it was public, and what it is or became."""
    erratum = versie.soort == VersieSoort.ERRATUM
    # The steps of an erratum are those of what it came in the place of.
    sinds = (
        kalender.dag_van(versie.gemaakt_op)
        if erratum
        else next(stap.dag for stap in versie.stappen.all() if stap.stap == Stap.OPENBAAR)
    )
    return {"versie": versie, "sinds": sinds, "erratum": erratum}


def _voor_iedereen(antwoord: HttpResponse, gemeente: Gemeente) -> HttpResponse:
    """Kept for a short time. What is invented is for no search engine."""
    patch_cache_control(antwoord, public=True, max_age=HOUDBAAR)
    if gemeente.voorbeeld:
        antwoord["X-Robots-Tag"] = "noindex"
    return antwoord
