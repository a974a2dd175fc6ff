"""Which lights a plan gives, by which names, and from where oranje becomes rood."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld
from maatregelen import rechten
from maatregelen.domain.stand.berekend_licht import uitleg_van
from maatregelen.domain.stand.lichten import wijzig_lichten
from maatregelen.forms.lichten import SAMEN, LichtenForm, lichten_van
from maatregelen.models import Plan
from maatregelen.views.bewerken import Planonderdeel, bewerk
from maatregelen.views.bladrij import schrijver
from maatregelen.views.plan import plan_voor
from maatregelen.views.zitting import waarom


@require_http_methods(["GET", "HEAD", "POST"])
def lichten_update(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """The lights and thresholds of a plan, for who may change it."""
    gevonden = plan_voor(request, gemeente, plan)
    if not rechten.mag_plan_bewerken(request.user, gevonden):
        raise PermissionDenied

    def maak_form(data: Any) -> LichtenForm:
        nu = Plan.objects.get(pk=gevonden.pk) if data else gevonden
        return LichtenForm(
            data,
            plan=nu,
            initial=lichten_van(nu) | waarom(request, gevonden),
            schrijver=schrijver(nu, SAMEN),
        )

    def leg_vast(form: LichtenForm) -> None:
        wijzig_lichten(
            gevonden,
            form.anders(),
            gezien=form.was(),
            door=aangemeld(request),
            reden=form.zin()["reden"],
        )

    terug = reverse("maatregelen:plan_over", args=[gevonden.gemeente.slug, gevonden.slug])
    return bewerk(
        request,
        Planonderdeel(gevonden, "lichten", "Lichten en drempels", f"{terug}#lichten"),
        maak_form,
        leg_vast,
        gelukt="De lichten van het plan zijn vastgelegd.",
        template="maatregelen/lichten_form.html",
        context={"uitleg": uitleg_van(gevonden)},
    )
