"""Rounds of a plan: open one, prepare it, see who delivered, close it, open it again."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jeugdhulp import kalender
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.rechten import aangemeld, leesbare_gemeenten
from maatregelen import rechten
from maatregelen.choices import LOPENDE_RONDE, BevestigingUitkomst, RondeToestand
from maatregelen.domain.post import rondepostlijst
from maatregelen.domain.ronde import rondelijst, rondeplanning
from maatregelen.domain.ronde.rondebeeld import lees_rondebeeld
from maatregelen.domain.ronde.rondelijst import Lijstrij, Ronderij
from maatregelen.domain.ronde.rondes import (
    bereid_voor,
    heropen_ronde,
    open_ronde,
    sluit_ronde,
    waarom_niet_heropenen,
)
from maatregelen.forms.ronde import HeropenForm, RondeForm, SluitForm
from maatregelen.models import Maatregel, Plan, Ronde
from maatregelen.views.plan import basis, plan_voor

_UITKOMST = {
    BevestigingUitkomst.BEVESTIGD: "bevestigd",
    BevestigingUitkomst.OVERGENOMEN: "niet bijgewerkt, oude stand blijft",
}


@require_safe
def ronde_list(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """The rounds of a plan: the one that goes on, those planned, those that were. For who reads
    whole plans."""
    gevonden = _plan(request, gemeente, plan)
    rondes = list(Ronde.objects.filter(plan=gevonden).visible_for(request.user).for_lijst())
    rijen = rondelijst.lees_lijst(rondes)
    mag_leiden = rechten.mag_ronde_leiden(request.user, gevonden)
    lopend = [rij for rij in rijen if rij.ronde.toestand in LOPENDE_RONDE]
    context = basis(request, gevonden) | {
        "let_op": rondeplanning.let_op(gevonden, rondes, kalender.vandaag()) if mag_leiden else [],
        "lopend": lopend,
        # At most one goes on.
        "beeld": lees_rondebeeld(lopend[0].ronde, moment=kalender.nu(), met_sinds=False)
        if lopend
        else None,
        "gepland": [rij for rij in rijen if rij.ronde.toestand == RondeToestand.GEPLAND][::-1],
        "geweest": [
            rij
            for rij in rijen
            if rij.ronde.toestand in (RondeToestand.GESLOTEN, RondeToestand.VERVALLEN)
        ],
        "mag_leiden": mag_leiden,
        "mag_ritme": rechten.mag_plan_bewerken(request.user, gevonden),
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
            messages.success(request, f"De ronde per {datum_voluit(dag)} staat open.")
            return redirect(_adres(ronde, gevonden))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    gepland = gevonden.rondes.filter(toestand=RondeToestand.GEPLAND).order_by("peildatum")
    context = basis(request, gevonden) | {"form": form, "gepland": gepland.first()}
    return render(request, "maatregelen/ronde_form.html", context, status=status)


@require_safe
def ronde_detail(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """A round: what was planned, how far it is, or what it decided.

    A closed one is read from what it was frozen as; `?sluiting=1` reads the first time that it was
    closed, also while it goes on again.
    """
    gevonden = _plan(request, gemeente, plan)
    ronde = _ronde(request, gevonden, pk)
    [rij] = rondelijst.lees_lijst([ronde])
    context = basis(request, gevonden) | {
        "ronde": ronde,
        "rij": rij,
        "weg": rondelijst.weg_van(rij),
        "mag_leiden": rechten.mag_ronde_leiden(request.user, gevonden),
        "mag_heropenen": rechten.mag_ronde_heropenen(request.user, gevonden),
    }
    gevraagd = request.GET.get("sluiting", "")
    if ronde.toestand == RondeToestand.GESLOTEN or gevraagd:
        return _gesloten(request, ronde, rij, gevraagd, context)
    if ronde.toestand in LOPENDE_RONDE:
        beeld = lees_rondebeeld(ronde, moment=kalender.nu(), met_sinds=False)
        context |= {
            "beeld": beeld,
            "eerder": rondelijst.sluitingen(ronde) if rij.heropend else [],
            "mag_namens": rechten.mag_namens_vastleggen(request.user, gevonden),
            "post": rondepostlijst.lees(ronde, kalender.nu()),
        }
        return render(request, "maatregelen/ronde_detail.html", context)
    context["te_openen"] = (
        ronde.toestand == RondeToestand.GEPLAND and ronde.peildatum <= kalender.vandaag()
    )
    return render(request, "maatregelen/ronde_gepland.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ronde_prepare(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """Say who did not deliver yet, and lay down the agenda; what cannot be, says why."""
    gevonden = _plan(request, gemeente, plan, leiden=True)
    ronde = _ronde(request, gevonden, pk)
    if request.method == "POST":
        try:
            bereid_voor(ronde, door=aangemeld(request))
        except ValidationError as fout:
            messages.error(request, " ".join(fout.messages))
        else:
            messages.success(request, "De agenda is opgesteld.")
        return redirect(_adres(ronde, gevonden))
    if ronde.toestand != RondeToestand.OPEN:
        return redirect(_adres(ronde, gevonden))
    beeld = lees_rondebeeld(ronde, moment=kalender.nu(), met_sinds=False)
    context = basis(request, gevonden) | {"ronde": ronde, "beeld": beeld}
    return render(request, "maatregelen/ronde_prepare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ronde_close(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """What becomes of each measure, and close. A choice that is missing is 422, a stand that came
    meanwhile 409."""
    gevonden = _plan(request, gemeente, plan, leiden=True)
    ronde = _ronde(request, gevonden, pk)
    if ronde.toestand not in LOPENDE_RONDE:
        messages.info(request, "Deze ronde is al gesloten, of nog niet geopend.")
        return redirect(_adres(ronde, gevonden))
    rijen = _rijen(request, gevonden, ronde)
    form = SluitForm(
        request.POST if request.method == "POST" else None,
        rijen=rijen,
        stappen=rondelijst.open_stappen(gevonden, ronde.peildatum),
    )
    status = HTTPStatus.OK
    if form.is_valid():
        try:
            sluit_ronde(
                ronde,
                door=aangemeld(request),
                keuzes=form.keuzes(),
                rusten=form.rusten(),
                overige="overgenomen" if form.cleaned_data["overige"] else "",
                gezien=form.gezien(),
            )
        except ValidationError as fout:
            # At a field it is hers to mend; else it is no longer what she saw.
            bij_veld = hasattr(fout, "error_dict")
            status = HTTPStatus.UNPROCESSABLE_ENTITY if bij_veld else HTTPStatus.CONFLICT
            form.neem_over(fout)
        else:
            messages.success(request, f"De ronde per {datum_voluit(ronde.peildatum)} is gesloten.")
            return redirect(_adres(ronde, gevonden))
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = basis(request, gevonden) | {
        "ronde": ronde,
        "form": form,
        "mag_namens": rechten.mag_namens_vastleggen(request.user, gevonden),
        "rusten": [rij for rij in rijen if rij.rust and not rij.gemaakt],
        "zonder_agenda": ronde.toestand == RondeToestand.OPEN,
        "niet_besproken": list(ronde.agendapunten.te_bespreken()),
    }
    return render(request, "maatregelen/ronde_close.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def ronde_reopen(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """Ask why, and open a closed round again; 422 without a reason, 409 when it cannot be."""
    gevonden = _plan(request, gemeente, plan)
    if not rechten.mag_ronde_heropenen(request.user, gevonden):
        raise PermissionDenied
    ronde = _ronde(request, gevonden, pk)
    form = HeropenForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if form.is_valid():
        reden = form.cleaned_data["reden"]
        try:
            heropen_ronde(ronde, reden=reden, door=aangemeld(request))
        except ValidationError as fout:
            form.neem_over(fout)
            status = HTTPStatus.CONFLICT
        else:
            dag = datum_voluit(ronde.peildatum)
            messages.success(request, f"De ronde per {dag} is heropend.")
            return redirect(_adres(ronde, gevonden))
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = basis(request, gevonden) | {
        "ronde": ronde,
        "form": form,
        "waarom_niet": waarom_niet_heropenen(ronde),
    }
    return render(request, "maatregelen/ronde_reopen.html", context, status=status)


@require_safe
def ronde_maatregel(
    request: HttpRequest, gemeente: str, plan: str, pk: int, maatregel: int
) -> HttpResponse:
    """From a measure as a round was frozen with it to where that is today: a code may change."""
    gevonden = _plan(request, gemeente, plan)
    _ronde(request, gevonden, pk)
    zichtbaar = Maatregel.objects.filter(plan=gevonden).visible_for(request.user)
    naar = get_object_or_404(zichtbaar, pk=maatregel)
    naar.plan = gevonden
    return redirect(naar)


def _gesloten(
    request: HttpRequest, ronde: Ronde, rij: Lijstrij, gevraagd: str, context: dict[str, Any]
) -> HttpResponse:
    """From what was frozen; a round of before that was kept still reads its Bevestigingen."""
    alle = rondelijst.sluitingen(ronde)
    nummers = {str(sluiting.nummer): sluiting for sluiting in alle}
    if gevraagd and gevraagd not in nummers:
        raise Http404
    gekozen = nummers.get(gevraagd) or (alle[-1] if alle else None)
    beeld = rondelijst.lees_bevroren(gekozen) if gekozen else None
    context |= {
        "sluiting": gekozen,
        "andere": [sluiting for sluiting in alle if sluiting != gekozen],
        "kan_heropenen": context["mag_heropenen"] and not waarom_niet_heropenen(ronde),
    }
    if beeld is not None:
        return render(request, "maatregelen/ronde_gesloten.html", context | {"beeld": beeld})
    if ronde.toestand != RondeToestand.GESLOTEN:
        raise Http404
    besluiten = rondelijst.lees_gesloten(ronde)
    for besluit in besluiten:
        besluit.maatregel.plan = ronde.plan
    context["besluiten"] = [
        {
            "bevestiging": besluit,
            "uitkomst": _UITKOMST[BevestigingUitkomst(besluit.uitkomst)],
            "licht": rondelijst.licht_in(besluit),
        }
        for besluit in besluiten
    ]
    return render(request, "maatregelen/ronde_oud.html", context)


def _adres(ronde: Ronde, plan: Plan) -> str:
    return reverse("maatregelen:ronde_detail", args=(plan.gemeente.slug, plan.slug, ronde.pk))


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
    ronde.plan = plan
    return ronde


def _rijen(request: HttpRequest, plan: Plan, ronde: Ronde) -> list[Ronderij]:
    zichtbaar = Maatregel.objects.filter(plan=plan).visible_for(request.user)
    rijen = rondelijst.lees_open(zichtbaar, plan, ronde, kalender.vandaag())
    for rij in rijen:
        rij.maatregel.plan = plan
    return rijen
