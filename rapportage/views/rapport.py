"""One report while it is written: begun, changed, withdrawn, and its working page."""

from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jeugdhulp import kalender
from jeugdhulp.kalender import MAANDNAMEN
from jeugdhulp.rechten import aangemeld, rolnamen
from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.models import Plan
from maatregelen.rechten import mag_rapport_maken
from maatregelen.views.bewerken import Planonderdeel, bewerk
from maatregelen.views.plan import basis, plan_voor
from maatregelen.views.zitting import waarom
from rapportage.domain import gereed, samenstellen
from rapportage.domain.intrekking import intrekking_van
from rapportage.domain.rapportages import (
    KENMERKEN,
    begin_van,
    maak_rapportage,
    met_versies,
    trek_in,
    wijzig_rapportage,
)
from rapportage.forms.rapport import IntrekkenForm, RapportForm, RapportWijzigForm
from rapportage.models import Rapportage, Rapportversie
from rapportage.rechten import mag_rapport_schrijven
from rapportage.views.blokbeeld import maak_blokken
from rapportage.views.staat import staat_van, verder_met, versierijen
from rapportage.views.versie import openbaar_adres

Context = dict[str, Any]
# The part of the working page that changes with every other.
MEE = "#gereed"


@require_http_methods(["GET", "HEAD", "POST"])
def rapport_create(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """Begin a report; afterwards she is at its working page."""
    gevonden = plan_voor(request, gemeente, plan)
    if not mag_rapport_maken(request.user, gevonden):
        raise PermissionDenied
    begin = vars(begin_van(gevonden, kalender.vandaag()))
    form = RapportForm(
        request.POST if request.method == "POST" else None,
        plan=gevonden,
        initial=begin | {"titel": _eigen_titel(gevonden, begin["titel"], begin["peildatum"])},
    )
    if form.is_valid():
        try:
            rapport = maak_rapportage(gevonden, **form.cleaned_data, door=aangemeld(request))
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, f"‘{rapport}’ is begonnen, als concept.")
            return HttpResponseRedirect(adres_van(rapport), status=HTTPStatus.SEE_OTHER)
    context = basis(request, gevonden) | {"form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "rapportage/rapport_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def rapport_update(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """Title, day, what it is compared with, and whether it names people."""
    rapport = te_schrijven(request, gemeente, nummer)

    def maak_form(data: Any) -> RapportWijzigForm:
        nu = Rapportage.objects.select_related("vorige").get(pk=rapport.pk) if data else rapport
        return RapportWijzigForm(
            data,
            plan=rapport.plan,
            initial={veld: getattr(nu, veld) for veld in KENMERKEN} | waarom(request, nu.plan),
            schrijver=partial(wie_wijzigde, nu),
        )

    def leg_vast(form: BewerkForm) -> None:
        wijzig_rapportage(
            rapport,
            form.wijzigingen(),
            gezien=form.gezien(),
            door=aangemeld(request),
            reden=form.zin()["reden"],
        )

    return bewerk(
        request,
        onderdeel_van(rapport, "deel-kenmerken", "Titel en peildatum"),
        maak_form,
        leg_vast,
        gelukt="Titel en peildatum van het rapport zijn vastgelegd.",
        template="rapportage/rapport_deel_form.html",
        # Its title and day are all over the page: that is opened anew.
        context=rond(request, rapport) | {"heel": True},
    )


@require_safe
def rapport_detail(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """The working page for who writes it; for others its versions that they may read."""
    rapport = rapport_voor(request, gemeente, nummer)
    context = rond(request, rapport)
    versies = Rapportversie.objects.visible_for(request.user).select_related("vervangt__vervangt")
    [met] = met_versies(Rapportage.objects.filter(pk=rapport.pk), versies)
    lijst, intrekking = met.lijst_versies, intrekking_van(rapport)
    context |= {
        "versies": versierijen(lijst, gemeente, nummer),
        "staat": staat_van(rapport, lijst, intrekking),
        "intrekking": intrekking,
    }
    if context["mag_schrijven"] and not rapport.ingetrokken:
        gegevens = gegevens_van(request, rapport)
        gemist = gereed.wat_ontbreekt(rapport, kalender.vandaag())
        context |= {
            "gemist": gemist,
            "is_tegen": gereed.is_tegen(gemist),
            "blokken": maak_blokken(rapport, gegevens),
            "gegevens": gegevens,
            "verder": verder_met(rapport, lijst, openbaar_adres(rapport) if rapport.adres else ""),
            "volgend_nummer": max((rij.nummer for rij in lijst), default=0) + 1,
        }
    return render(request, "rapportage/rapport_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rapport_intrekken(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """Stop working on it, with a reason."""
    rapport = te_schrijven(request, gemeente, nummer)
    form = IntrekkenForm(
        request.POST if request.method == "POST" else None,
        is_openbaar=Rapportage.objects.openbaar().filter(pk=rapport.pk).exists(),
    )
    if form.is_valid():
        try:
            trek_in(rapport, door=aangemeld(request), reden=form.cleaned_data["reden"])
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, f"‘{rapport}’ is ingetrokken.")
            return HttpResponseRedirect(adres_van(rapport), status=HTTPStatus.SEE_OTHER)
    context = rond(request, rapport) | {"form": form, "versies": rapport.versies.count()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "rapportage/rapport_intrekken.html", context, status=status)


def rapport_voor(request: HttpRequest, gemeente: str, nummer: int) -> Rapportage:
    """The report at this address, with its plan, when this user may see it; else 404. One query."""
    zichtbaar = Rapportage.objects.visible_for(request.user).select_related(
        "gemeente", "plan__gemeente__opvolger", "plan__voorzitter", "vorige__rapportage"
    )
    rapport: Rapportage = get_object_or_404(zichtbaar, gemeente__slug=gemeente, nummer=nummer)
    return rapport


def te_schrijven(request: HttpRequest, gemeente: str, nummer: int) -> Rapportage:
    """The same, for who may write it; else 403."""
    rapport = rapport_voor(request, gemeente, nummer)
    if not mag_rapport_schrijven(request.user, rapport):
        raise PermissionDenied
    return rapport


def adres_van(rapport: Rapportage, anker: str = "") -> str:
    """Its working page."""
    pad = reverse("rapportage:rapport_detail", args=[rapport.gemeente.slug, rapport.nummer])
    return f"{pad}#{anker}" if anker else pad


def rond(request: HttpRequest, rapport: Rapportage) -> Context:
    """What every page of a report shows."""
    return basis(request, rapport.plan) | {
        "rapport": rapport,
        "gemeente": rapport.gemeente,
        "mag_schrijven": mag_rapport_schrijven(request.user, rapport),
    }


def onderdeel_van(rapport: Rapportage, anker: str, naam: str, niveau: int = 2) -> Planonderdeel:
    """A part of a report, read at its working page."""
    return Planonderdeel(rapport.plan, anker, naam, adres_van(rapport, anker), niveau=niveau)


def opgesteld_door(request: HttpRequest, plan: Plan) -> str:
    """Who makes it, as a function and never as a name."""
    return ", ".join(rolnamen(request.user, plan.gemeente_id)) or "voorzitter"


def gegevens_van(request: HttpRequest, rapport: Rapportage) -> dict[str, Any]:
    """The JSON of the report as it is now."""
    return samenstellen.stel_samen(
        rapport,
        moment=kalender.nu(),
        vandaag=kalender.vandaag(),
        opgesteld_door=opgesteld_door(request, rapport.plan),
    )


def _eigen_titel(plan: Plan, titel: str, peildatum: date) -> str:
    """A title that no other report of the plan has: else by the month of the day it is about, else
    with a number. One query."""
    soort = titel.split()[0]
    op_dag = f"{soort} {MAANDNAMEN[peildatum.month - 1]} {peildatum.year}"
    bezet = set(Rapportage.objects.filter(plan=plan).values_list("titel", flat=True))
    keuzes = (titel, op_dag, *(f"{op_dag} ({nummer})" for nummer in range(2, len(bezet) + 2)))
    return next(keuze for keuze in keuzes if keuze not in bezet)
