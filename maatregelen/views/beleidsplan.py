"""The page of a beleidsplan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jeugdhulp.rechten import plaatsen, rolnamen
from maatregelen.domain import beleid
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.models import Beleidsplan, Maatregel, Plan
from maatregelen.views.kijk import kijk_naar_beleid, nog_niet_bekend


@require_safe
def beleidsplan_detail(request: HttpRequest, gemeente: str, beleidsplan: str) -> HttpResponse:
    """The tree of goals with the measures that serve each, and what holds for the whole."""
    zichtbaar = Beleidsplan.objects.visible_for(request.user)
    gevonden = get_object_or_404(
        zichtbaar.select_related("gemeente__opvolger"), gemeente__slug=gemeente, slug=beleidsplan
    )
    context: dict[str, object] = {
        "beleidsplan": gevonden,
        "gemeente": gevonden.gemeente,
        "rol": ", ".join(rolnamen(request.user, gevonden.gemeente_id)),
        "voorbeeld": gevonden.gemeente.voorbeeld,
        "alleen_lezen": gevonden.gemeente_id not in plaatsen(request.user),
    }
    try:
        kijk = kijk_naar_beleid(request, gevonden)
    except NogNietBekendError as fout:
        return nog_niet_bekend(request, context, fout)
    context |= {
        "kijk": kijk,
        "beleidsplan": kijk.beleidsplan,
        "beleid": beleid.lees(
            kijk.beleidsplan, Maatregel.objects.visible_for(request.user), kijk.moment
        ),
        "verwant": beleid.verwanten(
            kijk.beleidsplan, Plan.objects.visible_for(request.user), zichtbaar, kijk.moment
        ),
    }
    return render(request, "maatregelen/beleidsplan_detail.html", context)
