"""The page about a plan as a whole."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jeugdhulp.kalender import MAANDNAMEN
from jeugdhulp.opmaak import opsomming
from jeugdhulp.rechten import leesbare_gemeenten
from maatregelen import rechten
from maatregelen.domain import over
from maatregelen.domain.stand.berekend_licht import uitleg_van
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.models import Beleidsplan, Maatregel, Plan
from maatregelen.views.kijk import kijk_naar, nog_niet_bekend
from maatregelen.views.plan import basis, plan_voor


@require_safe
def plan_over(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """What the plan is: period, source, versions, people, risks, decisions, context figures.

    For who reads whole plans; who sees only her own measures gets 403.
    """
    gevonden = plan_voor(request, gemeente, plan)
    if gevonden.gemeente_id not in leesbare_gemeenten(request.user):
        raise PermissionDenied
    try:
        kijk = kijk_naar(request, gevonden)
    except NogNietBekendError as fout:
        return nog_niet_bekend(request, basis(request, gevonden), fout)
    zichtbaar = Maatregel.objects.filter(plan=gevonden).visible_for(request.user)
    maatregelen = list(kijk.bron(zichtbaar).in_volgorde())
    for maatregel in maatregelen:
        maatregel.plan = kijk.plan
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "lichtuitleg": uitleg_van(kijk.plan),
        "mag_bewerken": kijk.bekend_op is None
        and rechten.mag_plan_bewerken(request.user, gevonden),
        "over": over.lees(kijk.plan, maatregelen, kijk.peildatum, kijk.moment),
        "rapportmaanden": opsomming([MAANDNAMEN[maand - 1] for maand in kijk.plan.rapportmaanden]),
        "verwant": over.verwanten(
            kijk.plan,
            Plan.objects.visible_for(request.user),
            Beleidsplan.objects.visible_for(request.user),
            kijk.moment,
        ),
    }
    return render(request, "maatregelen/plan_over.html", context)
