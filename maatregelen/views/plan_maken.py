"""Making a plan."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld, gemeente_voor, rolnamen
from maatregelen import rechten
from maatregelen.domain.plan_maken import maak_plan
from maatregelen.forms.plan import PlanForm
from maatregelen.models import Plan
from maatregelen.views.maatregel_maken import in_woorden


@require_http_methods(["GET", "HEAD", "POST"])
def plan_create(request: HttpRequest, gemeente: str) -> HttpResponse:
    """A new plan of a gemeente; afterwards she is on its page."""
    gevonden = gemeente_voor(request, gemeente)
    if not rechten.mag_plan_maken(request.user, gevonden.pk):
        raise PermissionDenied
    plannen = Plan.objects.visible_for(request.user).filter(gemeente=gevonden)
    form = PlanForm(request.POST if request.method == "POST" else None, plannen=list(plannen))
    if form.is_valid():
        try:
            plan = maak_plan(
                gevonden, form.nieuw(), **form.over_te_nemen(), door=aangemeld(request)
            )
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, f"‘{plan.titel}’ is gemaakt, als concept.{in_woorden(plan)}")
            adres = reverse("maatregelen:plan_detail", args=[gevonden.slug, plan.slug])
            return HttpResponseRedirect(adres, status=HTTPStatus.SEE_OTHER)
    context = {
        "gemeente": gevonden,
        "form": form,
        "rol": ", ".join(rolnamen(request.user, gevonden.pk)),
        "voorbeeld": gevonden.voorbeeld,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "maatregelen/plan_form.html", context, status=status)
