"""The thema's and clusters of a plan: what there is, a new one, another name or code."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jeugdhulp.rechten import aangemeld
from maatregelen import rechten
from maatregelen.domain.maatregel.groepen import KOLOMMEN, voeg_groep_toe, wijzig_groep
from maatregelen.forms.groepen import GroepForm
from maatregelen.models import Cluster, Plan, Thema
from maatregelen.views.bewerken import Planonderdeel, bewerk
from maatregelen.views.bladrij import bestaand
from maatregelen.views.plan import basis, plan_voor

_TEMPLATE = "maatregelen/groep_form.html"


def _te_bewerken(request: HttpRequest, gemeente: str, plan: str) -> Plan:
    gevonden = plan_voor(request, gemeente, plan)
    if not rechten.mag_plan_bewerken(request.user, gevonden):
        raise PermissionDenied
    return gevonden


@require_safe
def plan_indeling(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """What groups the measures, with how many stand in each; for who may change it."""
    gevonden = _te_bewerken(request, gemeente, plan)
    context = {
        "themas": gevonden.themas.annotate(aantal=Count("maatregelen")),
        "clusters": gevonden.clusters.annotate(aantal=Count("bladen")),
    }
    return render(request, "maatregelen/plan_indeling.html", basis(request, gevonden) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def thema_create(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """A new thema."""
    return _create(request, _te_bewerken(request, gemeente, plan), Thema)


@require_http_methods(["GET", "HEAD", "POST"])
def cluster_create(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """A new cluster."""
    return _create(request, _te_bewerken(request, gemeente, plan), Cluster)


@require_http_methods(["GET", "HEAD", "POST"])
def thema_update(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """Another name or code for a thema."""
    return _update(request, _te_bewerken(request, gemeente, plan), Thema, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def cluster_update(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """Another name or code for a cluster."""
    return _update(request, _te_bewerken(request, gemeente, plan), Cluster, pk)


def _create(request: HttpRequest, plan: Plan, soort: Any) -> HttpResponse:
    naam = _woord(plan, soort)

    def leg_vast(form: GroepForm) -> None:
        voeg_groep_toe(plan, soort, **form.cleaned_data, door=aangemeld(request))

    return bewerk(
        request,
        _onderdeel(plan, f"{naam} toevoegen"),
        partial(GroepForm, nieuw=True),
        leg_vast,
        gelukt=f"{naam} is toegevoegd.",
        template=_TEMPLATE,
        context={"knop": "Toevoegen aan het plan"},
    )


def _update(request: HttpRequest, plan: Plan, soort: Any, pk: int) -> HttpResponse:
    rij = get_object_or_404(soort, plan=plan, pk=pk)
    rij.plan = plan

    def leg_vast(form: GroepForm) -> None:
        wijzig = partial(wijzig_groep, rij, form.wijzigingen(), gezien=form.gezien())
        wijzig(door=aangemeld(request), reden=form.zin()["reden"])

    return bewerk(
        request,
        _onderdeel(plan, f"{_woord(plan, soort)} {rij.code} wijzigen"),
        bestaand(request, plan, rij, KOLOMMEN, GroepForm),
        leg_vast,
        gelukt=f"{_woord(plan, soort)} is vastgelegd.",
        template=_TEMPLATE,
    )


def _woord(plan: Plan, soort: Any) -> str:
    return plan.naam_thema if soort is Thema else plan.naam_cluster


def _onderdeel(plan: Plan, naam: str) -> Planonderdeel:
    terug = reverse("maatregelen:plan_indeling", args=[plan.gemeente.slug, plan.slug])
    return Planonderdeel(plan, "groep", naam, terug)
