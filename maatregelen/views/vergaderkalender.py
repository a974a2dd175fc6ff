"""The days on which college and raad of a gemeente meet, and the reces."""

from http import HTTPStatus
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.models import Gemeente
from jeugdhulp.opmaak import opsomming
from jeugdhulp.rechten import aangemeld, gemeente_voor, rolnamen
from maatregelen import rechten
from maatregelen.domain.ronde import vergaderkalender
from maatregelen.forms.vergaderkalender import UitKalenderForm, VergaderdagenForm


@require_http_methods(["GET", "HEAD", "POST"])
def vergaderdag_list(request: HttpRequest, gemeente: str) -> HttpResponse:
    """What is to come, per year; for who reads the whole plans of this gemeente. Who may keep it
    puts days into it here. One query of its own."""
    gevonden = gemeente_voor(request, gemeente)
    mag = rechten.mag_kalender_bijhouden(request.user, gevonden.pk)
    if request.method == "POST" and not mag:
        raise PermissionDenied
    form = VergaderdagenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        gegeven = form.cleaned_data
        try:
            gezet = vergaderkalender.zet_in_kalender(
                gevonden, gegeven["soort"], gegeven["dagen"], door=aangemeld(request)
            )
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            aantal = len(gezet.nieuw)
            woord = "dag staat" if aantal == 1 else "dagen staan"
            messages.success(request, f"{aantal} {woord} nu in de kalender.")
            if al := [str(rij) for rij in gezet.stonden]:
                woord = "dag stond" if len(al) == 1 else "dagen stonden"
                messages.info(request, f"{len(al)} {woord} er al: {opsomming(al)}.")
            adres = reverse("maatregelen:vergaderdag_list", args=[gevonden.slug])
            return HttpResponseRedirect(adres, status=HTTPStatus.SEE_OTHER)
    dagen = vergaderkalender.vergaderdagen(gevonden, kalender.vandaag())
    context = _basis(request, gevonden) | {
        "form": form,
        "jaren": [
            (jaar, list(rijen)) for jaar, rijen in groupby(dagen, key=lambda rij: rij.van.year)
        ],
        "mag_bijhouden": mag,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "maatregelen/vergaderdag_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def vergaderdag_delete(request: HttpRequest, gemeente: str, pk: int) -> HttpResponse:
    """A day that is not held, or was a mistake."""
    gevonden = gemeente_voor(request, gemeente)
    if not rechten.mag_kalender_bijhouden(request.user, gevonden.pk):
        raise PermissionDenied
    dag = get_object_or_404(vergaderkalender.vergaderdagen(gevonden), pk=pk)
    form = UitKalenderForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            vergaderkalender.haal_uit_kalender(
                dag, door=aangemeld(request), reden=form.cleaned_data["reden"]
            )
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, "De dag staat niet meer in de kalender.")
            return redirect("maatregelen:vergaderdag_list", gevonden.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = _basis(request, gevonden) | {"form": form, "dag": dag}
    return render(request, "maatregelen/vergaderdag_delete.html", context, status=status)


def _basis(request: HttpRequest, gemeente: Gemeente) -> dict[str, object]:
    return {
        "gemeente": gemeente,
        "rol": ", ".join(rolnamen(request.user, gemeente.pk)),
        "voorbeeld": gemeente.voorbeeld,
    }
