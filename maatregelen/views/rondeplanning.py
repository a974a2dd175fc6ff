"""Planning the rounds of the coming year, moving one, and the rhythm they follow."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.kalender import MAANDNAMEN, datum_voluit
from jeugdhulp.opmaak import opsomming
from jeugdhulp.rechten import aangemeld, leesbare_gemeenten
from maatregelen import rechten
from maatregelen.choices import LOPENDE_RONDE, RondeToestand
from maatregelen.domain.ronde import rondeplanning
from maatregelen.domain.ronde.vergaderkalender import vergaderdagen, vrij
from maatregelen.forms.rondeplanning import (
    PLANDAGEN,
    TOCH,
    AfsprakenForm,
    GeplandeFormSet,
    PlannenForm,
    RitmeForm,
    VerplaatsForm,
    VervalForm,
    geplande,
)
from maatregelen.models import Plan, Ronde
from maatregelen.views.bewerken import Planonderdeel, bewerk
from maatregelen.views.bladrij import bestaand, nieuw
from maatregelen.views.plan import basis, plan_voor

_TEMPLATE = "maatregelen/rondedeel_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def rondes_plannen(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """What fits the rhythm, the college and the reces; she plans what she wants of it, on other
    days where needed. Reckoning anew with other numbers of days is a GET."""
    gevonden = _te_leiden(request, gemeente, plan)
    afspraken = AfsprakenForm(request.GET, rondeplanning.afspraken_van(gevonden))
    gegeven = request.POST if request.method == "POST" else None
    vorige = gevonden.rondes.exclude(begintijd=None).order_by("-peildatum").first()
    begin = {"begintijd": vorige.begintijd, "plaats": vorige.plaats} if vorige else {}
    form = PlannenForm(gegeven, initial=begin)
    voorstellen = rondeplanning.stel_rondes_voor(gevonden, afspraken.gekozen(), kalender.vandaag())
    rijen = [
        {veld: getattr(rij, veld) for veld in PLANDAGEN} | {"voorstel": rij} for rij in voorstellen
    ]
    formset = GeplandeFormSet(gegeven, initial=rijen, prefix="ronde")
    if gegeven is not None and _is_goed(gevonden, form, formset):
        try:
            rondes = rondeplanning.plan_rondes(
                gevonden, geplande(formset), **form.cleaned_data, door=aangemeld(request)
            )
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            woord = "ronde is" if len(rondes) == 1 else "rondes zijn"
            messages.success(request, f"{len(rondes)} {woord} gepland.")
            return HttpResponseRedirect(_lijst(gevonden), status=HTTPStatus.SEE_OTHER)
    context = basis(request, gevonden) | {
        "form": form,
        "formset": formset,
        "afspraken": afspraken,
        "rapportmaanden": opsomming([MAANDNAMEN[nr - 1] for nr in sorted(gevonden.rapportmaanden)]),
        "dagen_bekend": vergaderdagen(gevonden.gemeente, kalender.vandaag()).exists(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if gegeven is not None else HTTPStatus.OK
    return render(request, "maatregelen/rondes_plannen.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def ronde_move(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """Other days, another hour or place."""
    gevonden = _te_leiden(request, gemeente, plan)
    ronde = _ronde(gevonden, pk, RondeToestand.GEPLAND, *LOPENDE_RONDE)
    is_open = ronde.toestand != RondeToestand.GEPLAND
    dagen = vergaderdagen(gevonden.gemeente, kalender.vandaag())
    velden = rondeplanning.NA_OPENEN if is_open else rondeplanning.DAGEN

    def leg_vast(form: VerplaatsForm) -> None:
        rondeplanning.verplaats_ronde(
            ronde,
            form.wijzigingen(),
            gezien=form.gezien(),
            door=aangemeld(request),
            reden=form.cleaned_data["reden"],
        )

    return bewerk(
        request,
        _onderdeel(gevonden, ronde),
        bestaand(
            request,
            gevonden,
            ronde,
            velden,
            partial(VerplaatsForm, is_open=is_open, vrij=vrij(list(dagen))),
        ),
        leg_vast,
        gelukt="De ronde is verplaatst.",
        template=_TEMPLATE,
        context={"kop": "Ronde verplaatsen", "knop": "Ronde verplaatsen"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ronde_cancel(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """A planned round is not held."""
    gevonden = _te_leiden(request, gemeente, plan)
    ronde = _ronde(gevonden, pk, RondeToestand.GEPLAND)

    def leg_vast(form: VervalForm) -> None:
        rondeplanning.laat_ronde_vervallen(
            ronde, door=aangemeld(request), reden=form.cleaned_data["reden"]
        )

    return bewerk(
        request,
        _onderdeel(gevonden, ronde),
        nieuw(request, gevonden, VervalForm),
        leg_vast,
        gelukt=f"De ronde per {datum_voluit(ronde.peildatum)} gaat niet door.",
        template=_TEMPLATE,
        context={"kop": "Ronde laten vervallen", "knop": "Ronde laten vervallen"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ritme_update(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """How the body is called, how often it meets, and in which months there is a report."""
    gevonden = plan_voor(request, gemeente, plan)
    if not rechten.mag_plan_bewerken(request.user, gevonden):
        raise PermissionDenied

    def leg_vast(form: RitmeForm) -> None:
        rondeplanning.wijzig_ritme(
            gevonden,
            form.wijzigingen(),
            gezien=form.gezien(),
            door=aangemeld(request),
            reden=form.cleaned_data["reden"],
        )

    onderdeel = Planonderdeel(
        gevonden, "ritme", "Hoe vaak, en wanneer een rapport", _lijst(gevonden)
    )
    return bewerk(
        request,
        onderdeel,
        bestaand(request, gevonden, gevonden, rondeplanning.RITME, RitmeForm),
        leg_vast,
        gelukt="Het ritme is vastgelegd.",
        template=_TEMPLATE,
        context={"kop": "Ritme van het overleg", "knop": "Ritme vastleggen"},
    )


def _is_goed(plan: Plan, form: PlannenForm, formset: Any) -> bool:
    """Whether all is filled in, and days on which nobody works were meant so."""
    # Both, so that each says what is wrong with it.
    if not all([form.is_valid(), formset.is_valid()]):
        return False
    return form.bevestigd(rondeplanning.bezwaren_tegen_rondes(plan, geplande(formset)), TOCH)


def _te_leiden(request: HttpRequest, gemeente: str, plan: str) -> Plan:
    """The plan, for who leads its rounds; not visible is 404, visible but not hers 403."""
    gevonden = plan_voor(request, gemeente, plan)
    mag = gevonden.gemeente_id in leesbare_gemeenten(request.user)
    if not mag or not rechten.mag_ronde_leiden(request.user, gevonden):
        raise PermissionDenied
    return gevonden


def _ronde(plan: Plan, pk: int, *toestanden: str) -> Ronde:
    ronde: Ronde = get_object_or_404(Ronde, plan=plan, pk=pk, toestand__in=toestanden)
    ronde.plan = plan
    return ronde


def _lijst(plan: Plan) -> str:
    return reverse("maatregelen:ronde_list", args=[plan.gemeente.slug, plan.slug])


def _onderdeel(plan: Plan, ronde: Ronde) -> Planonderdeel:
    naam = f"Ronde per {datum_voluit(ronde.peildatum)}"
    terug = reverse("maatregelen:ronde_detail", args=[plan.gemeente.slug, plan.slug, ronde.pk])
    return Planonderdeel(plan, "ronde", naam, terug)
