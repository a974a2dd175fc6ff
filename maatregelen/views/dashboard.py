"""The dashboard of the projectgroep: one page that says what needs it, why, and what changed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maatregelen import rechten
from maatregelen.domain import overzicht
from maatregelen.domain.dashboard import beeld, tellingen
from maatregelen.domain.dashboard.beeld import Beeld
from maatregelen.domain.dashboard.besluiten import besluiten
from maatregelen.domain.dashboard.beter import beter_dan_berekend
from maatregelen.domain.dashboard.planning import planning
from maatregelen.domain.dashboard.risicos import risicos
from maatregelen.domain.dashboard.te_laat import te_laat
from maatregelen.domain.dashboard.tellingen import Telling
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.stoplicht import BETEKENIS, GEEN
from maatregelen.views.dashboard_cijfers import cijfers
from maatregelen.views.filter import Filterbeeld, lees_filter
from maatregelen.views.kijk import kijk_naar, nog_niet_bekend
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
    rondes = overzicht.rondes_van(kijk.plan, kijk.moment)
    rijen = rijen_van(request, kijk, gevonden, rondes)
    zeef = lees_filter(request, kijk, rijen)
    gelezen = beeld.lees(
        kijk.plan,
        zeef.rijen,
        kijk.peildatum,
        kijk.moment,
        alle=rijen,
        gezeefd=zeef.gezeefd,
        rondes=rondes,
    )
    _koppel_plan(gelezen)
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "peildatum": kijk.peildatum,
        "filter": zeef,
        **_lichten(gelezen, zeef),
        "beter": beter_dan_berekend(gelezen),
        "planning": planning(gelezen),
        "te_laat": te_laat(gelezen),
        "besluiten": besluiten(gelezen),
        "risicos": risicos(gelezen),
    }

    context |= cijfers(request, kijk, gevonden, zeef, gelezen)

    return render(request, "maatregelen/plan_dashboard.html", context)


def _lichten(gelezen: Beeld, zeef: Filterbeeld) -> Context:
    totaal, *aspecten = tellingen.per_aspect(gelezen)
    return {
        "lichten": [(licht, woord) for licht, (woord, _) in BETEKENIS.items() if licht != GEEN],
        # No list is by the light of one aspect.
        "aspecten": [_telrij(totaal, zeef), *(_telrij(rij) for rij in aspecten)],
        "themas": [_telrij(rij, zeef, thema=rij.waarde) for rij in tellingen.per_thema(gelezen)],
        "geeindigd": [
            {"fase": fase, "aantal": aantal, "url": zeef.en(fase=fase)}
            for fase, aantal in tellingen.geeindigd(gelezen).items()
            if aantal
        ],
    }


def _telrij(telling: Telling, zeef: Filterbeeld | None = None, **keuze: str) -> Context:
    """A row of counts, with the address of the list that each counts."""
    return {
        "naam": telling.naam,
        "cellen": [
            {
                "licht": licht,
                "woord": BETEKENIS[licht][0],
                "aantal": aantal,
                "url": zeef.en(licht=licht, **keuze) if zeef and aantal else "",
            }
            for licht, aantal in telling.aantallen.items()
        ],
    }


def _koppel_plan(gelezen: Beeld) -> None:
    """For the addresses of the measures."""
    for kaart in gelezen.kaarten:
        kaart.rij.maatregel.plan = gelezen.plan
