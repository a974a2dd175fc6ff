"""Making a measure: new, or as a copy of one that is there."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld
from maatregelen import rechten
from maatregelen.domain.maatregel_maken import maak_maatregel, vrije_codes
from maatregelen.forms.maatregel import MaatregelForm
from maatregelen.models import Maatregel
from maatregelen.views.plan import basis, plan_voor


@require_http_methods(["GET", "HEAD", "POST"])
def maatregel_create(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """A new measure in a plan; afterwards she is on its page. Not visible is 404, visible but not
    hers 403, what cannot be 422."""
    gevonden = plan_voor(request, gemeente, plan)
    if not rechten.mag_plan_bewerken(request.user, gevonden):
        raise PermissionDenied
    themas = list(gevonden.themas.all())
    form = MaatregelForm(
        request.POST if request.method == "POST" else None,
        plan=gevonden,
        themas=themas,
        clusters=list(gevonden.clusters.all()),
        codes=vrije_codes(gevonden, themas),
    )
    if form.is_valid():
        try:
            nieuw = maak_maatregel(gevonden, form.nieuw(), door=aangemeld(request))
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            return naar_nieuwe(request, nieuw, "is toegevoegd. Vul het blad nu verder aan.")
    return render(
        request,
        "maatregelen/maatregel_form.html",
        basis(request, gevonden) | {"form": form, "themas": themas},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def naar_nieuwe(request: HttpRequest, nieuw: Maatregel, wat: str) -> HttpResponse:
    """To the page of the measure that was just made, with what happened."""
    messages.success(request, f"{nieuw.plan.naam_maatregel} {nieuw.code} {wat}")
    return HttpResponseRedirect(nieuw.get_absolute_url(), status=HTTPStatus.SEE_OTHER)
