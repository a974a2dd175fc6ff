"""The list of plans, and the stoplicht of one plan."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jeugdhulp import kalender
from jeugdhulp.choices import RolSoort
from jeugdhulp.models import Afscherming, Gebruiker, Gemeente
from jeugdhulp.rechten import (
    aangemeld,
    leesbare_gemeenten,
    leest_heel_plan,
    plaatsen,
    rolnamen,
)
from maatregelen import rechten
from maatregelen.domain import overzicht
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.kwartaallijn import Planregel
from maatregelen.models import Beleidsplan, Maatregel, Plan
from maatregelen.views.kijk import Kijk, kijk_naar, nog_niet_bekend


def plan_voor(request: HttpRequest, gemeente: str, plan: str) -> Plan:
    """The plan at this address, when this user may see it; else 404. One query."""
    zichtbaar = Plan.objects.visible_for(request.user)
    met = zichtbaar.select_related(
        "gemeente__opvolger", "voorzitter", "samensteller", "opdrachtgever"
    )
    return get_object_or_404(met, gemeente__slug=gemeente, slug=plan)


def basis(request: HttpRequest, plan: Plan) -> dict[str, object]:
    """What every page under a plan shows: the plan, her role, and whether the data are invented."""
    return {
        "plan": plan,
        "rol": ", ".join(rolnamen(request.user, plan.gemeente_id)),
        "voorbeeld": plan.gemeente.voorbeeld,
        # From outside she reads her own measures only.
        "leest_alles": plan.gemeente_id in leesbare_gemeenten(request.user),
        # Of a gemeente that is not hers: one that merged into hers, or a samenwerking.
        "alleen_lezen": plan.gemeente_id not in plaatsen(request.user),
    }


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """All plans and beleidsplannen this user may see, per gemeente. Five queries; see `_wachtend`
    for a sixth."""
    plannen = list(Plan.objects.visible_for(request.user).for_lijst(request.user))
    beleid = list(Beleidsplan.objects.visible_for(request.user).for_lijst())
    rollen = rolnamen(request.user)
    gemeenten = list(dict.fromkeys(plan.gemeente for plan in plannen))
    context = {
        "wachtend": _wachtend(aangemeld(request), gemeenten),
        "groepen": _per_gemeente(request, plannen, beleid),
        "rol": ", ".join(rollen),
        "is_raadslid": rollen == [RolSoort.RAADSLID.label],
    }
    return render(request, "maatregelen/plan_list.html", context)


def _per_gemeente(
    request: HttpRequest, plannen: list[Plan], beleid: list[Beleidsplan]
) -> list[dict[str, object]]:
    """Her own gemeenten first, then those whose plans she only reads; in each what runs today
    first, then by name."""
    gemeenten = {plan.gemeente for plan in plannen} | {plan.gemeente for plan in beleid}
    gemeenten |= _nog_zonder_plan(request, {gemeente.pk for gemeente in gemeenten})
    eigen, vandaag = plaatsen(request.user), kalender.vandaag()
    lopend = {plan.gemeente_id for plan in plannen if plan.tot_en_met >= vandaag}
    return [
        {
            "gemeente": gemeente,
            "alleen_lezen": gemeente.pk not in eigen,
            "mag_plan_maken": rechten.mag_plan_maken(request.user, gemeente.pk),
            "plannen": [plan for plan in plannen if plan.gemeente == gemeente],
            "beleid": [plan for plan in beleid if plan.gemeente == gemeente],
        }
        for gemeente in sorted(
            gemeenten,
            key=lambda rij: (rij.pk not in eigen, rij.pk not in lopend, rij.naam, rij.pk),
        )
    ]


def _nog_zonder_plan(request: HttpRequest, met: set[int]) -> set[Gemeente]:
    """Gemeenten of hers that have no plan, where she may make the first. A query only where there
    is one."""
    zonder = [
        pk
        for pk in plaatsen(request.user)
        if pk not in met and rechten.mag_plan_maken(request.user, pk)
    ]
    return (
        set(Gemeente.objects.filter(pk__in=zonder).select_related("opvolger")) if zonder else set()
    )


def _wachtend(gebruiker: Gebruiker, gemeenten: list[Gemeente]) -> list[dict[str, object]]:
    """Where a request of somebody else to remove words waits for her: the gemeente and how many.

    One query, and one more per gemeente with such a request for who has no role that decides.
    """
    open_verzoeken = Afscherming.objects.filter(gemeente__in=gemeenten, uitkomst="")
    geteld = dict(
        open_verzoeken.exclude(gevraagd_door=gebruiker)
        .order_by()
        .values_list("gemeente")
        .annotate(aantal=Count("pk"))
    )
    return [
        {"gemeente": gemeente, "aantal": geteld[gemeente.pk]}
        for gemeente in gemeenten
        if gemeente.pk in geteld and rechten.mag_afschermen(gebruiker, gemeente.pk)
    ]


@require_safe
def plan_detail(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """The stoplicht: what needs attention comes first. Twelve queries, whatever the size."""
    gevonden = plan_voor(request, gemeente, plan)
    try:
        kijk = kijk_naar(request, gevonden)
    except NogNietBekendError as fout:
        return nog_niet_bekend(request, basis(request, gevonden), fout)
    bron = kijk.bron(
        Maatregel.objects.filter(plan=gevonden).visible_for(request.user),
        ook_verdwenen=leest_heel_plan(request.user, gevonden.gemeente_id),
    )
    rijen = overzicht.maak_rijen(bron, kijk.peiling())
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "peildatum": kijk.peildatum,
        "per_laatste_stand": kijk.plan.tot_en_met < kijk.vandaag,
        "tellingen": overzicht.tel(rijen),
        "rijen": [_rij(kijk, rij) for rij in overzicht.eerst_wat_aandacht_vraagt(rijen)],
        "mag_rapport": kijk.bekend_op is None and rechten.mag_rapport_maken(request.user, gevonden),
        "mag_bewerken": kijk.bekend_op is None
        and rechten.mag_plan_bewerken(request.user, gevonden),
    }
    return render(request, "maatregelen/plan_detail.html", context)


def _rij(kijk: Kijk, rij: overzicht.Rij) -> dict[str, object]:
    maatregel = rij.maatregel
    maatregel.plan = kijk.plan
    clusters = [blad.cluster.titel for blad in maatregel.bladen.all() if blad.cluster]
    bestaat = getattr(maatregel, "adres", maatregel.code)
    return {
        "maatregel": maatregel,
        "url": f"{maatregel.get_absolute_url()}{kijk.op_dag}" if bestaat else "",
        "thema": str(maatregel.thema),
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
