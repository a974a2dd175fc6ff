"""The dashboard of the projectgroep: one page that says what needs it, why, and what changed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maatregelen import rechten
from maatregelen.domain.dashboard import beeld, tellingen
from maatregelen.domain.dashboard.beeld import Beeld
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.stoplicht import BETEKENIS, GEEN
from maatregelen.views.dashboard_cijfers import cijfers
from maatregelen.views.filter import lees_filter
from maatregelen.views.kijk import Kijk, kijk_naar, nog_niet_bekend
from maatregelen.views.plan import basis, plan_voor, rijen_van

Context = dict[str, Any]


@require_safe
def plan_dashboard(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """For who reads the whole plan."""
    gevonden = plan_voor(request, gemeente, plan)
    if not rechten.mag_geld_zien(request.user, gevonden):
        raise PermissionDenied
    try:
        kijk = kijk_naar(request, gevonden)
    except NogNietBekendError as fout:
        return nog_niet_bekend(request, basis(request, gevonden), fout)
    zeef = lees_filter(request, kijk, rijen_van(request, kijk, gevonden))
    gelezen = beeld.lees(
        kijk.plan, zeef.rijen, kijk.peildatum, kijk.moment, gezeefd=bool(zeef.gezeefd)
    )
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "peildatum": kijk.peildatum,
        "filter": zeef,
        **_lichten(gelezen, kijk),
    }

    context |= cijfers(request, kijk, gevonden, zeef, gelezen)

    return render(request, "maatregelen/plan_dashboard.html", context)


def _lichten(gelezen: Beeld, kijk: Kijk) -> Context:
    return {
        "lichten": [(licht, woord) for licht, (woord, _) in BETEKENIS.items() if licht != GEEN],
        "aspecten": tellingen.per_aspect(gelezen),
        "themas": tellingen.per_thema(gelezen),
        "geeindigd": tellingen.geeindigd(gelezen),
        "beter": tellingen.beter_dan_berekend(gelezen),
    }
