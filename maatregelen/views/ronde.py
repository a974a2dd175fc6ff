"""Rounds of a plan: open one, see who delivered, close it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jeugdhulp import kalender
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.rechten import aangemeld, leesbare_gemeenten
from maatregelen import rechten
from maatregelen.choices import LOPENDE_RONDE, BevestigingUitkomst
from maatregelen.domain import rondelijst
from maatregelen.domain.rondelijst import Ronderij
from maatregelen.domain.rondes import open_ronde, sluit_ronde
from maatregelen.forms.ronde import RondeForm, SluitForm
from maatregelen.models import Maatregel, Plan, Ronde
from maatregelen.views.plan import basis, plan_voor

_UITKOMST = {
    BevestigingUitkomst.BEVESTIGD: "bevestigd",
    BevestigingUitkomst.OVERGENOMEN: "overgenomen, niet bijgewerkt",
}


@require_safe
def ronde_list(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """The rounds of a plan, the open one first. For who reads whole plans."""
    gevonden = _plan(request, gemeente, plan)
    rondes = list(Ronde.objects.filter(plan=gevonden).visible_for(request.user).for_lijst())
    sloot = rondelijst.wie_sloot(rondes)
    context = basis(request, gevonden) | {
        "rondes": [{"ronde": ronde, "door": sloot.get(ronde.pk, "")} for ronde in rondes],
        "staat_open": any(ronde.toestand in LOPENDE_RONDE for ronde in rondes),
        "mag_leiden": rechten.mag_ronde_leiden(request.user, gevonden),
    }
    return render(request, "maatregelen/ronde_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ronde_create(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """Open a round on a day; 422 with the fault at the field."""
    gevonden = _plan(request, gemeente, plan, leiden=True)
    gegeven = request.POST if request.method == "POST" else None
    form = RondeForm(gegeven, vandaag=kalender.vandaag())
    if form.is_valid():
        dag = form.cleaned_data["peildatum"]
        try:
            ronde = open_ronde(gevonden, dag, door=aangemeld(request))
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, f"De ronde van {datum_voluit(dag)} staat open.")
            return redirect(
                "maatregelen:ronde_detail", gevonden.gemeente.slug, gevonden.slug, ronde.pk
            )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = basis(request, gevonden) | {"form": form}
    return render(request, "maatregelen/ronde_form.html", context, status=status)


@require_safe
def ronde_detail(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """An open round: who delivered, and what becomes of each measure. A closed one: what it
    decided, read only."""
    gevonden = _plan(request, gemeente, plan)
    ronde = _ronde(request, gevonden, pk)
    context = basis(request, gevonden) | {
        "ronde": ronde,
        "mag_leiden": rechten.mag_ronde_leiden(request.user, gevonden),
    }
    if ronde.toestand in LOPENDE_RONDE:
        rijen = _rijen(request, gevonden, ronde)
        context |= {
            "form": SluitForm(None, rijen=rijen),
            "aantal": len(rijen),
            "gemaakt": sum(rij.gemaakt for rij in rijen),
            "stil": [rij for rij in rijen if rij.stil],
            "mag_namens": rechten.mag_namens_vastleggen(request.user, gevonden),
        }
        return render(request, "maatregelen/ronde_detail.html", context)
    besluiten = rondelijst.lees_gesloten(ronde)
    for besluit in besluiten:
        besluit.maatregel.plan = gevonden
    context |= {
        "gesloten_door": rondelijst.wie_sloot([ronde]).get(ronde.pk, ""),
        "besluiten": [
            {
                "bevestiging": besluit,
                "uitkomst": _UITKOMST[BevestigingUitkomst(besluit.uitkomst)],
                "licht": rondelijst.licht_in(besluit),
            }
            for besluit in besluiten
        ],
    }
    return render(request, "maatregelen/ronde_gesloten.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ronde_close(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """Say what closing will do, and close once she is sure. A stand that came meanwhile is 409."""
    gevonden = _plan(request, gemeente, plan, leiden=True)
    ronde = _ronde(request, gevonden, pk)
    naar = redirect("maatregelen:ronde_detail", gevonden.gemeente.slug, gevonden.slug, ronde.pk)
    if ronde.toestand not in LOPENDE_RONDE:
        messages.info(request, "Deze ronde is al gesloten.")
        return naar
    rijen = _rijen(request, gevonden, ronde)
    form = SluitForm(request.POST if request.method == "POST" else None, rijen=rijen)
    status = HTTPStatus.OK
    keuzes: dict[int, str] = {}
    if form.is_valid():
        keuzes = form.keuzes()
        if form.cleaned_data["zeker"]:
            try:
                gezien = form.gezien()
                sluit_ronde(ronde, door=aangemeld(request), keuzes=keuzes, gezien=gezien)
            except ValidationError as fout:
                form.neem_over(fout)
                status = HTTPStatus.CONFLICT
            else:
                messages.success(request, f"De ronde van {datum_voluit(ronde.peildatum)} is dicht.")
                return naar
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    geteld = rondelijst.tel_uitkomsten(rijen, keuzes)
    context = basis(request, gevonden) | {
        "ronde": ronde,
        "form": form,
        "bevestigd": geteld[BevestigingUitkomst.BEVESTIGD],
        "overgenomen": geteld[BevestigingUitkomst.OVERGENOMEN],
        "zonder": geteld[""],
        "stil": [rij for rij in rijen if rij.stil],
        "beter": [rij for rij in rijen if rij.gemaakt and rij.regels.beter],
        "anders": [rij for rij in rijen if _anders(rij, keuzes)],
    }
    return render(request, "maatregelen/ronde_close.html", context, status=status)


def _plan(request: HttpRequest, gemeente: str, plan: str, *, leiden: bool = False) -> Plan:
    """The plan, for who reads it whole, or who may lead its rounds; else 404 or 403."""
    gevonden = plan_voor(request, gemeente, plan)
    mag = gevonden.gemeente_id in leesbare_gemeenten(request.user)
    if not mag or (leiden and not rechten.mag_ronde_leiden(request.user, gevonden)):
        raise PermissionDenied
    return gevonden


def _ronde(request: HttpRequest, plan: Plan, pk: int) -> Ronde:
    rondes = Ronde.objects.filter(plan=plan).visible_for(request.user)
    ronde: Ronde = get_object_or_404(rondes, pk=pk)
    return ronde


def _rijen(request: HttpRequest, plan: Plan, ronde: Ronde) -> list[Ronderij]:
    zichtbaar = Maatregel.objects.filter(plan=plan).visible_for(request.user)
    rijen = rondelijst.lees_open(zichtbaar, plan, ronde, kalender.vandaag())
    for rij in rijen:
        rij.maatregel.plan = plan
    return rijen


def _anders(rij: Ronderij, keuzes: dict[int, str]) -> bool:
    """Whether a stand was made for the round that it will not confirm."""
    return rij.gemaakt and keuzes.get(rij.maatregel.pk) == BevestigingUitkomst.OVERGENOMEN
