"""The list of plans, the stoplicht of one plan, and its trail."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jeugdhulp import kalender
from jeugdhulp.choices import RolSoort
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.rechten import leest_heel_plan, rolnamen
from maatregelen import rechten
from maatregelen.domain import overzicht, spoor
from maatregelen.forms.peildatum import peildatum_uit
from maatregelen.kwartaallijn import Planregel
from maatregelen.models import Maatregel, Plan


def plan_voor(request: HttpRequest, gemeente: str, plan: str) -> Plan:
    """The plan at this address, when this user may see it; else 404. One query."""
    zichtbaar = Plan.objects.visible_for(request.user)
    met = zichtbaar.select_related("gemeente", "voorzitter", "samensteller", "opdrachtgever")
    return get_object_or_404(met, gemeente__slug=gemeente, slug=plan)


def peildatum_voor(request: HttpRequest, plan: Plan, vandaag: date) -> tuple[date | None, date]:
    """The day asked for in the address (None: none), and the day to show; says so when the day
    cannot be read."""
    gevraagd = peildatum_uit(request.GET)
    peildatum = gevraagd or overzicht.peildatum_van(plan, vandaag)
    if gevraagd is None and request.GET.get("peildatum"):
        getoond = datum_voluit(peildatum)
        messages.warning(request, f"Deze dag konden wij niet lezen; u ziet {getoond}.")
    return gevraagd, peildatum


def op_dag(gevraagd: date | None) -> str:
    """What a link adds to its address, so that who looks at a day goes on looking at that day."""
    return f"?peildatum={gevraagd.isoformat()}" if gevraagd else ""


def basis(request: HttpRequest, plan: Plan) -> dict[str, object]:
    """What every page under a plan shows: the plan, her role, and whether the data are invented."""
    return {
        "plan": plan,
        "rol": ", ".join(rolnamen(request.user, plan.gemeente_id)),
        "voorbeeld": plan.gemeente.voorbeeld,
    }


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """All plans this user may see. Three queries."""
    plannen = Plan.objects.visible_for(request.user).for_lijst(request.user)
    rollen = rolnamen(request.user)
    context = {
        "plannen": plannen,
        "rol": ", ".join(rollen),
        "is_raadslid": rollen == [RolSoort.RAADSLID.label],
    }
    return render(request, "maatregelen/plan_list.html", context)


@require_safe
def plan_detail(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """The stoplicht: what needs attention comes first. Twelve queries, whatever the size."""
    gevonden = plan_voor(request, gemeente, plan)
    vandaag = kalender.vandaag()
    gevraagd, peildatum = peildatum_voor(request, gevonden, vandaag)
    zichtbaar = Maatregel.objects.filter(plan=gevonden).visible_for(request.user)
    rijen = overzicht.maak_rijen(zichtbaar, overzicht.peil(gevonden, peildatum, vandaag))
    context = basis(request, gevonden) | {
        "peildatum": peildatum,
        "per_laatste_stand": gevonden.tot_en_met < vandaag,
        "tellingen": overzicht.tel(rijen),
        "rijen": [
            _rij(gevonden, rij, gevraagd) for rij in overzicht.eerst_wat_aandacht_vraagt(rijen)
        ],
        "mag_rapport": rechten.mag_rapport_maken(request.user, gevonden),
    }
    return render(request, "maatregelen/plan_detail.html", context)


@require_safe
def plan_spoor(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """The trail of the plan and of every measure of it that this user may see."""
    gevonden = plan_voor(request, gemeente, plan)
    maatregelen = Maatregel.objects.filter(plan=gevonden).visible_for(request.user)
    pagina = spoor.van_plan(
        gevonden,
        maatregelen,
        request.GET.get("pagina"),
        met_plan=leest_heel_plan(request.user, gevonden.gemeente_id),
    )
    context = basis(request, gevonden) | {"pagina": pagina, "regels": pagina.object_list}
    return render(request, "maatregelen/plan_spoor.html", context)


def _rij(plan: Plan, rij: overzicht.Rij, gevraagd: date | None) -> dict[str, object]:
    rij.maatregel.plan = plan
    clusters = [blad.cluster.titel for blad in rij.maatregel.bladen.all() if blad.cluster]
    return {
        "maatregel": rij.maatregel,
        "url": f"{rij.maatregel.get_absolute_url()}{op_dag(gevraagd)}",
        "thema": str(rij.maatregel.thema),
        "cluster": ", ".join(clusters),
        "licht": rij.lichten,
        "reden": rij.reden,
        "trekkers": ", ".join(rij.trekkers),
        "volgende": _volgende(rij.volgende),
        "te_laat": rij.te_laat,
        "peildatum": rij.stand.peildatum if rij.stand else None,
        "voorstel": rij.voorstel,
    }


def _volgende(regel: Planregel | None) -> str:
    return f"{regel.periode.voluit()}: {regel.tekst}" if regel else ""
