"""Frozen versions of a report: making one, reading one, and how far the making of its files is."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jeugdhulp import kalender
from jeugdhulp.rechten import aangemeld
from rapportage.choices import OpmaakToestand, Stap, VersieSoort, Vorm
from rapportage.domain import gereed, versies
from rapportage.domain.brieven import BRIEVEN
from rapportage.domain.publicaties import plaats
from rapportage.forms.rapportversie import OpmaakForm, RapportversieForm
from rapportage.models import Publicatie, Rapportage, Rapportversie
from rapportage.rechten import mag_rapport_schrijven
from rapportage.views.rapport import opgesteld_door, rond
from rapportage.views.rapport import te_schrijven as rapport_te_schrijven

BEZIG = (OpmaakToestand.WACHT, OpmaakToestand.BEZIG)
# What a button says that leads to the form of a step.
KNOP = {
    Stap.VASTGESTELD: "Vaststelling vastleggen",
    Stap.AANGEBODEN: "Aanbieding aan de raad vastleggen",
    Stap.OPENBAAR: "Openbaar maken",
}


def versie_voor(request: HttpRequest, gemeente: str, nummer: int, versie: int) -> Rapportversie:
    """The version at this address with its steps and files (without their bytes), when this user
    may see it; else 404. Three queries."""
    zichtbaar = Rapportversie.objects.visible_for(request.user)
    met = zichtbaar.select_related(
        "opmaak",
        "door",
        "vervangt",
        "rapportage__gemeente",
        "rapportage__plan__gemeente",
        "rapportage__plan__voorzitter",
    ).prefetch_related("stappen", Prefetch("publicaties", Publicatie.objects.defer("inhoud")))
    return get_object_or_404(
        met, rapportage__gemeente__slug=gemeente, rapportage__nummer=nummer, nummer=versie
    )


def te_schrijven(request: HttpRequest, gemeente: str, nummer: int, versie: int) -> Rapportversie:
    """The same, for who writes the report; visible but not hers is 403."""
    gevonden = versie_voor(request, gemeente, nummer, versie)
    if not mag_rapport_schrijven(request.user, gevonden.rapportage):
        raise PermissionDenied
    return gevonden


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
        "bezig": opmaak.toestand in BEZIG,
        "mislukt": opmaak.toestand == OpmaakToestand.MISLUKT,
        "pagina": pagina_van(bevroren),
        "openbaar_url": openbaar_adres(bevroren.rapportage) if _is_openbaar(bevroren) else "",
        "bestanden": [rij for rij in bevroren.publicaties.all() if rij.vorm != Vorm.WEB],
        **_andere_versies(request, bevroren),
    }
    if context["mag_schrijven"]:
        context |= _voor_schrijver(bevroren)
    antwoord = render(request, "rapportage/rapportversie_detail.html", context)
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


def pagina_van(versie: Rapportversie) -> str:
    """The web page as it was frozen: our own HTML, from under lock. "" where there is none (yet).
    One query."""
    rijen = versie.publicaties.filter(vorm=Vorm.WEB, afgeschermd_op=None)
    inhoud = rijen.values_list("inhoud", flat=True).first()
    return bytes(inhoud).decode() if inhoud else ""


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
    gereed = bevroren.opmaak.toestand == OpmaakToestand.GEREED
    heeft_bestanden = any(not rij.afgeschermd_op for rij in bevroren.publicaties.all())
    return {
        "volgende": volgende,
        "knop": KNOP.get(volgende, "") if volgende else "",
        "brieven": list(BRIEVEN.items()) if gereed and heeft_bestanden else [],
    }


def openbaar_adres(rapportage: Rapportage) -> str:
    """Where everybody reads it, in full."""
    adres = reverse(
        "rapportage:openbaar_detail",
        args=[rapportage.gemeente.slug, rapportage.adres or "adres"],
    )
    return settings.ADRES + (adres if rapportage.adres else adres.removesuffix("adres/"))


def naar(versie: Rapportversie) -> HttpResponse:
    """To the page of this version."""
    rapportage = versie.rapportage
    antwoord = redirect(
        "rapportage:rapportversie_detail",
        rapportage.gemeente.slug,
        rapportage.nummer,
        versie.nummer,
    )
    antwoord.status_code = HTTPStatus.SEE_OTHER
    return antwoord
