"""The mails of a round, before they go and after."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jeugdhulp import kalender
from jeugdhulp.rechten import leesbare_gemeenten
from maatregelen import rechten
from maatregelen.domain.post import rondepostlijst
from maatregelen.models import Ronde
from maatregelen.views.plan import basis, plan_voor


@require_safe
def rondepost_preview(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """Who gets a mail, about which measures, and whom none reaches; for who may lead the round.
    The same queries whatever the number of people."""
    gevonden = plan_voor(request, gemeente, plan)
    leest = gevonden.gemeente_id in leesbare_gemeenten(request.user)
    if not leest or not rechten.mag_ronde_leiden(request.user, gevonden):
        raise PermissionDenied
    rondes = Ronde.objects.filter(plan=gevonden).visible_for(request.user)
    ronde = get_object_or_404(rondes, pk=pk)
    ronde.plan = gevonden
    context = basis(request, gevonden) | {
        "ronde": ronde,
        "post": rondepostlijst.lees(ronde, kalender.nu()),
    }
    return render(request, "maatregelen/rondepost_preview.html", context)
