"""Frozen versions of a report: making one, reading one, and how far the making of its files is."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jeugdhulp import kalender
from jeugdhulp.rechten import aangemeld
from rapportage.choices import OpmaakToestand, Stap, VersieSoort
from rapportage.domain import gereed, versies
from rapportage.domain.brieven import BRIEVEN
from rapportage.domain.intrekking import intrekking_van
from rapportage.domain.publicaties import plaats
from rapportage.forms.rapportversie import OpmaakForm, RapportversieForm
from rapportage.models import Rapportversie
from rapportage.views.rapport import opgesteld_door, rond
from rapportage.views.rapport import te_schrijven as rapport_te_schrijven
from rapportage.views.staat import KNOP, stapregels
from rapportage.views.versie import (
    bestandrijen,
    naar,
    openbaar_adres,
    pagina_van,
    te_schrijven,
    versie_voor,
)

BEZIG = (OpmaakToestand.WACHT, OpmaakToestand.BEZIG)


@require_http_methods(["GET", "HEAD", "POST"])
def rapportversie_create(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """Freeze: say what that means and what is not ready, and do it."""
    rapport = rapport_te_schrijven(request, gemeente, nummer)
    gemist = gereed.wat_ontbreekt(rapport, kalender.vandaag())
    form = RapportversieForm(
        request.POST if request.method == "POST" else None,
        volgende=versies.volgend_nummer(rapport),
        is_tegen=gereed.is_tegen(gemist),
    )
    if form.is_valid():
        try:
            bevroren = versies.bevries_versie(
                rapport,
                door=aangemeld(request),
                opgesteld_door=opgesteld_door(request, rapport.plan),
                reden=form.cleaned_data.get("reden", ""),
            )
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            return naar(bevroren)
    context = rond(request, rapport) | {"form": form, "gemist": gemist}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "rapportage/rapportversie_form.html", context, status=status)


@require_safe
def rapportversie_detail(
    request: HttpRequest, gemeente: str, nummer: int, versie: int
) -> HttpResponse:
    """The frozen page with its files and steps; or how far their making is. While that goes on the
    page asks again by itself, and once it is done it is opened anew."""
    bevroren = versie_voor(request, gemeente, nummer, versie)
    opmaak = bevroren.opmaak
    context = rond(request, bevroren.rapportage) | {
        "bevroren": bevroren,
        "opmaak": opmaak,
        "stappen": stapregels(bevroren),
        "intrekking": intrekking_van(bevroren.rapportage),
        "bezig": opmaak.toestand in BEZIG,
        "mislukt": opmaak.toestand == OpmaakToestand.MISLUKT,
        "pagina": pagina_van(bevroren),
        "openbaar_url": openbaar_adres(bevroren.rapportage) if _is_openbaar(bevroren) else "",
        "bestanden": bestandrijen(bevroren, lambda naam: _bestandsadres(bevroren, naam)),
        **_andere_versies(request, bevroren),
    }
    if context["mag_schrijven"]:
        context |= _voor_schrijver(bevroren)
    antwoord = render(request, "rapportage/rapportversie_detail.html", context)
    # For who waits on this page: htmx then opens it anew.
    if "HX-Request" in request.headers and not context["bezig"]:
        antwoord["HX-Refresh"] = "true"
    return antwoord


@require_POST
def opmaak_update(request: HttpRequest, gemeente: str, nummer: int, versie: int) -> HttpResponse:
    """Try again to make the files of a version whose making failed."""
    bevroren = te_schrijven(request, gemeente, nummer, versie)
    if OpmaakForm(request.POST).is_valid():
        try:
            versies.probeer_opnieuw(bevroren, door=aangemeld(request))
        except ValidationError as fout:
            messages.error(request, " ".join(fout.messages))
    return naar(bevroren)


def _bestandsadres(versie: Rapportversie, naam: str) -> str:
    rapport = versie.rapportage
    waar = [rapport.gemeente.slug, rapport.nummer, versie.nummer, naam]
    return reverse("rapportage:publicatie_download", args=waar)


def _brieven(versie: Rapportversie) -> list[tuple[str, str]]:
    """Per letter its address and name."""
    waar = [versie.rapportage.gemeente.slug, versie.rapportage.nummer, versie.nummer]
    return [
        (reverse("rapportage:brief_download", args=[*waar, soort]), naam)
        for soort, naam in BRIEVEN.items()
    ]


def _is_openbaar(bevroren: Rapportversie) -> bool:
    """Whether everybody may read it, or could until a newer one came."""
    gezet = any(stap.stap == Stap.OPENBAAR for stap in bevroren.stappen.all())
    return gezet and bevroren.rapportage.adres != ""


def _andere_versies(request: HttpRequest, bevroren: Rapportversie) -> dict[str, object]:
    """The other versions of the report that she may see, and what they mean for this one."""
    zichtbaar = Rapportversie.objects.visible_for(request.user)
    alle = zichtbaar.filter(rapportage=bevroren.rapportage).exclude(pk=bevroren.pk)
    andere = list(alle.select_related("vervangt", "opmaak").order_by("-nummer"))
    later = [rij for rij in andere if plaats(rij) > plaats(bevroren)]
    return {
        "andere": andere,
        "erratum": next((rij for rij in andere if rij.vervangt_id == bevroren.pk), None),
        "nieuwer": max(later, key=lambda rij: (plaats(rij), rij.nummer), default=None),
        "is_erratum": bevroren.soort == VersieSoort.ERRATUM,
    }


def _voor_schrijver(bevroren: Rapportversie) -> dict[str, object]:
    """What can be done with it now."""
    volgende = versies.toestand_van(bevroren).volgende
    is_gereed = bevroren.opmaak.toestand == OpmaakToestand.GEREED
    heeft_bestanden = any(not rij.afgeschermd_op for rij in bevroren.publicaties.all())
    return {
        "volgende": volgende,
        "knop": KNOP.get(volgende, "") if volgende else "",
        "brieven": _brieven(bevroren) if is_gereed and heeft_bestanden else [],
    }
