"""Entering a stand: the one screen on which a light changes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.rechten import aangemeld
from maatregelen import rechten
from maatregelen.domain import overzicht
from maatregelen.domain.standen import laatste_stand, leg_stand_vast
from maatregelen.forms.stand import StandForm
from maatregelen.models import Maatregel
from maatregelen.stoplicht import ASPECTEN, DEFINITIES
from maatregelen.views.maatregel import maatregel_voor, standen_tot
from maatregelen.views.plan import basis, plan_voor


@require_http_methods(["GET", "HEAD", "POST"])
def stand_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """Show the form with the last stand filled in; store a stand, or say per field what is asked.

    Visible but not hers to change is 403; what was typed comes back with status 422.
    """
    gevonden = plan_voor(request, gemeente, plan)
    maatregel = maatregel_voor(request, gevonden, code)
    if not rechten.mag_stand_vastleggen(request.user, maatregel):
        raise PermissionDenied
    peildatum = overzicht.peildatum_van(gevonden, kalender.vandaag())
    vorige = laatste_stand(maatregel, peildatum)
    gegeven = request.POST if request.method == "POST" else None
    form = StandForm(gegeven, vorige=vorige, peildatum=peildatum)
    if form.is_valid() and _bewaar(request, maatregel, form):
        messages.success(request, f"De stand van {maatregel.code} is vastgelegd.")
        return redirect(maatregel)
    aspecten = [
        {"veld": form[aspect], "naam": aspect.capitalize(), "uitleg": DEFINITIES[aspect]}
        for aspect in ASPECTEN
    ]
    context = basis(request, gevonden) | {
        "maatregel": maatregel,
        "form": form,
        "aspecten": aspecten,
        "vorige_standen": standen_tot(maatregel, peildatum),
    }
    return render(
        request,
        "maatregelen/stand_form.html",
        context,
        status=422 if form.errors else 200,
    )


def _bewaar(request: HttpRequest, maatregel: Maatregel, form: StandForm) -> bool:
    try:
        leg_stand_vast(
            maatregel, form.gegevens(), door=aangemeld(request), reden=form.cleaned_data["reden"]
        )
    except ValidationError as fout:
        form.neem_over(fout)
        return False
    return True
