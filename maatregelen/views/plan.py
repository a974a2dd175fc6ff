"""The list of plans, and the stoplicht of one plan."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from jeugdhulp import kalender
from jeugdhulp.models import Afscherming, Gebruiker, Gemeente
from jeugdhulp.rechten import (
    aangemeld,
    leesbare_gemeenten,
    leest_alleen_rapporten,
    leest_heel_plan,
    plaatsen,
    raadslid_in,
    rolnamen,
)
from maatregelen import rechten
from maatregelen.choices import BetrokkenheidRol, MijlpaalToestand
from maatregelen.domain import lijst, overzicht
from maatregelen.domain.verleden import NogNietBekendError, Toen
from maatregelen.kwartaallijn import teken
from maatregelen.models import Beleidsplan, Maatregel, Plan, Ronde
from maatregelen.querysets import MaatregelQuerySet
from maatregelen.views.bekeken import laatst_bekeken
from maatregelen.views.filter import lees_filter
from maatregelen.views.kijk import Kijk, kijk_naar, nog_niet_bekend
from maatregelen.views.lijstrij import Lijstrij


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
    """All plans and beleidsplannen this user may see, per gemeente; a raadslid goes on to the
    reports, which are all there is for her. Five queries, one more for what she opened last; see
    `_wachtend` for another, and one for a raadslid."""
    raad_van = raadslid_in(request.user)
    plannen = list(Plan.objects.visible_for(request.user).for_lijst(request.user))
    beleid = list(Beleidsplan.objects.visible_for(request.user).for_lijst())
    raad = list(Gemeente.objects.filter(pk__in=raad_van).order_by("naam")) if raad_van else []
    if leest_alleen_rapporten(request.user) and len(raad) == 1:
        return redirect("rapportage:rapport_list", raad[0].slug)
    gemeenten = list(dict.fromkeys(plan.gemeente for plan in plannen))
    context = {
        "wachtend": _wachtend(aangemeld(request), gemeenten),
        "groepen": _per_gemeente(request, plannen, beleid),
        "bekeken": laatst_bekeken(request),
        "rol": ", ".join(rolnamen(request.user)),
        "raad": [rij for rij in raad if not leest_heel_plan(request.user, rij.pk)],
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
    # Who looks for words looks in whole sheets; a list does without.
    lees = rijen_van if request.GET.get("tekst") else _lijst
    rijen = lees(request, kijk, gevonden)
    beeld = lees_filter(request, kijk, rijen)
    geld = lijst.investeringen(rijen, kijk.peildatum.year, kijk.moment)
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "peildatum": kijk.peildatum,
        "heeft_geld": bool(geld),
        "per_laatste_stand": kijk.plan.tot_en_met < kijk.vandaag,
        "filter": beeld,
        "tellingen": [
            telling | {"url": beeld.op_licht(str(telling["licht"]))}
            for telling in overzicht.tel(rijen)
        ],
        "rijen": [
            Lijstrij(rij, url_van(kijk, rij.maatregel), geld.get(rij.maatregel.pk))
            for rij in beeld.rijen
        ],
        "mag_rapport": kijk.bekend_op is None and rechten.mag_rapport_maken(request.user, gevonden),
        "mag_bewerken": kijk.bekend_op is None
        and rechten.mag_plan_bewerken(request.user, gevonden),
    }
    return render(request, "maatregelen/plan_detail.html", context)


@require_safe
def plan_overzicht(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """The same measures as one table to print: who, when, and the light. The same queries."""
    gevonden = plan_voor(request, gemeente, plan)
    try:
        kijk = kijk_naar(request, gevonden)
    except NogNietBekendError as fout:
        return nog_niet_bekend(request, basis(request, gevonden), fout)
    beeld = lees_filter(request, kijk, rijen_van(request, kijk, gevonden))
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "peildatum": kijk.peildatum,
        "filter": beeld,
        "rijen": [_tabelrij(kijk, rij) for rij in beeld.rijen],
    }
    return render(request, "maatregelen/plan_overzicht.html", context)


def rijen_van(
    request: HttpRequest, kijk: Kijk, plan: Plan, rondes: Sequence[Ronde] | None = None
) -> list[overzicht.Rij]:
    """The measures of the plan that she may see, in plan order; `rondes` as `lees_rijen` asks."""
    bron = _bron(request, kijk, plan)
    return overzicht.lees_rijen(
        bron, kijk.plan, kijk.peildatum, kijk.vandaag, kijk.moment, rondes=rondes
    )


def _lijst(request: HttpRequest, kijk: Kijk, plan: Plan) -> list[overzicht.Rij]:
    """The same with only what the list shows."""
    bron = _bron(request, kijk, plan)
    return lijst.lees(bron, kijk.plan, kijk.peildatum, kijk.vandaag, kijk.moment)


def _bron(request: HttpRequest, kijk: Kijk, plan: Plan) -> MaatregelQuerySet[Maatregel] | Toen:
    return kijk.bron(
        Maatregel.objects.filter(plan=plan).visible_for(request.user),
        ook_verdwenen=leest_heel_plan(request.user, plan.gemeente_id),
    )


def url_van(kijk: Kijk, maatregel: Maatregel) -> str:
    """Where it is read today, on the day of the page; "" for what is gone."""
    maatregel.plan = kijk.plan
    is_weg = getattr(maatregel, "adres", maatregel.code) == ""
    return "" if is_weg else f"{maatregel.get_absolute_url()}{kijk.op_dag}"


def _tabelrij(kijk: Kijk, rij: overzicht.Rij) -> dict[str, object]:
    """With the whole planning of each blad, but for what lapsed."""
    bladen = rij.maatregel.bladen.all()
    return {
        "maatregel": rij.maatregel,
        "url": url_van(kijk, rij.maatregel),
        "licht": rij.lichten.totaal,
        "voorstel": rij.voorstel,
        "peildatum": rij.stand.peildatum if rij.stand else None,
        "trekkers": rij.trekkers,
        "betrokkenen": _betrokkenen(rij.maatregel, kijk.peildatum),
        "planning": [
            teken(regel, kijk.peildatum)
            for blad in bladen
            for regel in overzicht.planregels(blad, eigen=True)
            if regel.toestand != MijlpaalToestand.VERVALLEN
        ],
    }


def _betrokkenen(maatregel: Maatregel, peildatum: date) -> list[dict[str, str]]:
    """Who else is in it on that day, and as what; in the order of the roles."""
    volgorde = {rol: nummer for nummer, rol in enumerate(BetrokkenheidRol.values)}
    gelden = (
        wie
        for wie in maatregel.betrokkenheden.all()
        if wie.rol != BetrokkenheidRol.TREKKER and wie.geldt_op(peildatum)
    )
    return [
        {"naam": wie.naam, "rol": BetrokkenheidRol(wie.rol).label}
        for wie in sorted(gelden, key=lambda wie: volgorde[wie.rol])
    ]
