"""The reports of a gemeente, and one report while it is written."""

from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jeugdhulp import kalender
from jeugdhulp.models import Gemeente
from jeugdhulp.rechten import aangemeld, leesbare_gemeenten, plaatsen, raadslid_in, rolnamen
from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.models import Plan
from maatregelen.rechten import mag_rapport_maken
from maatregelen.views.bewerken import Planonderdeel, bewerk
from maatregelen.views.plan import basis, plan_voor
from maatregelen.views.zitting import waarom
from rapportage.domain import gereed, samenstellen
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
from rapportage.pdf import PdfFout
from rapportage.rechten import mag_rapport_schrijven
from rapportage.views.blokbeeld import maak_blokken
from rapportage.views.staat import staat_van, versierijen

Context = dict[str, Any]
# The part of the working page that changes with every other.
MEE = "#gereed"


@require_safe
def rapport_list(request: HttpRequest, gemeente: str) -> HttpResponse:
    """All reports of the gemeente that she may see, per plan; with `?plan=` those of one. Ten
    queries whatever their number."""
    gevonden = get_object_or_404(Gemeente.objects.select_related("opvolger"), slug=gemeente)
    if not _leest_rapporten(request, gevonden):
        raise Http404
    rapportages = Rapportage.objects.filter(gemeente=gevonden).visible_for(request.user)
    versies = Rapportversie.objects.visible_for(request.user)
    plannen = Plan.objects.filter(gemeente=gevonden).visible_for(request.user)
    alle = list(met_versies(rapportages, versies))
    groepen = _per_plan(request, alle, plannen.select_related("gemeente", "voorzitter"))
    gekozen = request.GET.get("plan", "")
    getoond = [groep for groep in groepen if groep["plan"].slug == gekozen]
    context = {
        "gemeente": gevonden,
        "rol": ", ".join(rolnamen(request.user, gevonden.pk)),
        "voorbeeld": gevonden.voorbeeld,
        "alleen_lezen": gevonden.pk not in plaatsen(request.user),
        "leest_plannen": gevonden.pk in leesbare_gemeenten(request.user),
        "groepen": getoond or groepen,
        "gekozen": getoond[0]["plan"] if getoond else None,
        "meer": len(groepen) - len(getoond) if getoond else 0,
    }
    return render(request, "rapportage/rapport_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rapport_create(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """Begin a report; afterwards she is at its working page."""
    gevonden = plan_voor(request, gemeente, plan)
    if not mag_rapport_maken(request.user, gevonden):
        raise PermissionDenied
    begin = begin_van(gevonden, kalender.vandaag())
    form = RapportForm(
        request.POST if request.method == "POST" else None, plan=gevonden, initial=vars(begin)
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
        context=rond(request, rapport) | {"ook": MEE},
    )


@require_safe
def rapport_detail(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """The working page for who writes it; for others its versions that they may read."""
    rapport = rapport_voor(request, gemeente, nummer)
    context = rond(request, rapport)
    versies = Rapportversie.objects.visible_for(request.user)
    [met] = met_versies(Rapportage.objects.filter(pk=rapport.pk), versies)
    context |= {
        "versies": versierijen(met.lijst_versies, gemeente, nummer),
        "staat": staat_van(rapport, met.lijst_versies),
    }
    if context["mag_schrijven"] and not rapport.ingetrokken:
        gegevens = gegevens_van(request, rapport)
        gemist = gereed.wat_ontbreekt(rapport, kalender.vandaag())
        context |= {
            "gemist": gemist,
            "is_tegen": gereed.is_tegen(gemist),
            "blokken": maak_blokken(rapport, gegevens),
            "gegevens": gegevens,
        }
    return render(request, "rapportage/rapport_detail.html", context)


@require_safe
def rapport_voorbeeld(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """The concept as web page, as it would be frozen now."""
    rapport = te_schrijven(request, gemeente, nummer)
    context = rond(request, rapport) | {
        "html": samenstellen.als_web(gegevens_van(request, rapport))
    }
    return render(request, "rapportage/rapport_voorbeeld.html", context)


@require_POST
def rapport_concept(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """The concept as PDF, marked on every page. Nothing is stored. Takes seconds."""
    rapport = te_schrijven(request, gemeente, nummer)
    try:
        pdf = samenstellen.als_pdf(gegevens_van(request, rapport))
    except PdfFout:
        messages.error(request, "De pdf maken lukte niet. Probeer het over een minuut opnieuw.")
        return HttpResponseRedirect(adres_van(rapport), status=HTTPStatus.SEE_OTHER)
    naam = f"{rapport.get_soort_display()}-{gemeente}-{rapport.peildatum:%Y-%m-%d}-concept.pdf"
    antwoord = HttpResponse(pdf, content_type="application/pdf")
    antwoord["Content-Disposition"] = content_disposition_header(True, naam)
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
def rapport_intrekken(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """Stop working on it, with a reason."""
    rapport = te_schrijven(request, gemeente, nummer)
    form = IntrekkenForm(request.POST if request.method == "POST" else None)
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


def _leest_rapporten(request: HttpRequest, gemeente: Gemeente) -> bool:
    """Who reads its whole plans, and its raad."""
    return gemeente.pk in leesbare_gemeenten(request.user) or gemeente.pk in raadslid_in(
        request.user
    )


def _per_plan(
    request: HttpRequest, rapportages: list[Rapportage], plannen: Iterable[Plan]
) -> list[Context]:
    """Plans with a report that she may see, or of which she may make one; newest period first."""
    per_plan: dict[Plan, list[Rapportage]] = {}
    for rij in rapportages:
        per_plan.setdefault(rij.plan, []).append(rij)
    mag: Callable[[Plan], bool] = partial(mag_rapport_maken, request.user)
    for plan in plannen:
        if mag(plan):
            per_plan.setdefault(plan, [])
    return [
        {
            "plan": plan,
            "mag_maken": mag(plan),
            "rapporten": [
                {
                    "rapport": rij,
                    "url": adres_van(rij) if mag(plan) else _nieuwste(rij),
                    "staat": staat_van(rij, rij.lijst_versies),  # type: ignore[attr-defined]
                }
                for rij in rijen
            ],
        }
        for plan, rijen in sorted(
            per_plan.items(), key=lambda paar: (-paar[0].van.toordinal(), paar[0].titel)
        )
    ]


def _nieuwste(rapport: Rapportage) -> str:
    """The newest version that she may read: all there is for who does not write it."""
    [versie, *_] = rapport.lijst_versies  # type: ignore[attr-defined]
    args = [rapport.gemeente.slug, rapport.nummer, versie.nummer]
    return reverse("rapportage:rapportversie_detail", args=args)
