"""The reports of a gemeente; the first page of a raadslid."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jeugdhulp.models import Gemeente
from jeugdhulp.rechten import leesbare_gemeenten, plaatsen, raadslid_in, rolnamen
from maatregelen.models import Plan
from maatregelen.rechten import mag_rapport_maken
from rapportage.choices import VOOR_DE_RAAD, Vorm
from rapportage.domain.intrekking import Intrekking, intrekkingen_van
from rapportage.domain.rapportages import met_versies
from rapportage.models import Publicatie, Rapportage, Rapportversie
from rapportage.views.rapport import adres_van
from rapportage.views.staat import staat_van, versieadres

Context = dict[str, Any]


@require_safe
def rapport_list(request: HttpRequest, gemeente: str) -> HttpResponse:
    """All reports of the gemeente that she may see, per plan; with `?plan=` those of one. Who reads
    nothing but reports finds the newest of all on top. Eleven queries whatever their number, one
    more where one was withdrawn."""
    gevonden = get_object_or_404(Gemeente.objects.select_related("opvolger"), slug=gemeente)
    if not _leest_rapporten(request, gevonden):
        raise Http404
    plannen = Plan.objects.filter(gemeente=gevonden).visible_for(request.user)
    alle = _rapporten(request, gevonden)
    groepen = _per_plan(request, alle, plannen.select_related("gemeente", "voorzitter"))
    gekozen = request.GET.get("plan", "")
    getoond = [groep for groep in groepen if groep["plan"].slug == gekozen]
    leest_plannen = gevonden.pk in leesbare_gemeenten(request.user)
    context = {
        "gemeente": gevonden,
        "rol": ", ".join(rolnamen(request.user, gevonden.pk)),
        "voorbeeld": gevonden.voorbeeld,
        "alleen_lezen": gevonden.pk not in plaatsen(request.user),
        "leest_plannen": leest_plannen,
        "groepen": getoond or groepen,
        "gekozen": getoond[0]["plan"] if getoond else None,
        "meer": len(groepen) - len(getoond) if getoond else 0,
        "nieuwste": None if leest_plannen else _nieuwste_van(groepen),
        "aantal": len(alle),
    }
    return render(request, "rapportage/rapport_list.html", context)


def _leest_rapporten(request: HttpRequest, gemeente: Gemeente) -> bool:
    """Who reads its whole plans, and its raad."""
    return gemeente.pk in leesbare_gemeenten(request.user) or gemeente.pk in raadslid_in(
        request.user
    )


def _rapporten(request: HttpRequest, gemeente: Gemeente) -> list[Rapportage]:
    pdfs = Publicatie.objects.filter(vorm=Vorm.PDF, afgeschermd_op=None).defer("inhoud")
    versies = Rapportversie.objects.visible_for(request.user).prefetch_related(
        Prefetch("publicaties", queryset=pdfs, to_attr="pdfs")
    )
    rapportages = Rapportage.objects.filter(gemeente=gemeente).visible_for(request.user)
    return list(met_versies(rapportages, versies))


def _per_plan(
    request: HttpRequest, rapportages: list[Rapportage], plannen: Iterable[Plan]
) -> list[Context]:
    """Plans with a report that she may see, or of which she may make one; newest period first."""
    per_plan: dict[Plan, list[Rapportage]] = {}
    for rij in rapportages:
        per_plan.setdefault(rij.plan, []).append(rij)
    mag: Callable[[Plan], bool] = partial(mag_rapport_maken, request.user)
    for plan in plannen:
        if mag(plan):
            per_plan.setdefault(plan, [])
    ingetrokken = intrekkingen_van(rapportages)
    return [
        {
            "plan": plan,
            "mag_maken": mag(plan),
            "rapporten": [_rij(rij, mag(plan), ingetrokken.get(rij.pk)) for rij in rijen],
        }
        for plan, rijen in sorted(
            per_plan.items(), key=lambda paar: (-paar[0].van.toordinal(), paar[0].titel)
        )
    ]


def _rij(rapport: Rapportage, schrijft: bool, intrekking: Intrekking | None) -> Context:
    """A report as the list shows it: `url` is the newest version that she may read, which is all
    there is for who does not write it."""
    versies: list[Any] = rapport.lijst_versies  # type: ignore[attr-defined]
    gemeente = rapport.gemeente.slug
    met_pdf = next((rij for rij in versies if rij.pdfs), None)
    return {
        "rapport": rapport,
        "url": adres_van(rapport)
        if schrijft
        else versieadres(gemeente, rapport.nummer, versies[0]),
        "staat": staat_van(rapport, versies, intrekking),
        "intrekking": intrekking,
        "pdf": met_pdf and met_pdf.pdfs[0],
        "pdf_url": met_pdf
        and reverse(
            "rapportage:publicatie_download",
            args=[gemeente, rapport.nummer, met_pdf.nummer, met_pdf.pdfs[0].naam],
        ),
        "voor_raad": _voor_raad(versies),
    }


def _voor_raad(versies: list[Any]) -> date | None:
    """The day on which the raad got the newest of these that it got."""
    dagen = [
        stap.dag
        for versie in versies
        for stap in versie.stappen.all()
        if stap.stap == VOOR_DE_RAAD[0]
    ]
    return max(dagen, default=None)


def _nieuwste_van(groepen: list[Context]) -> Context | None:
    """The report that the raad got last; one that was withdrawn is no news."""
    rijen = [
        rij
        for groep in groepen
        for rij in groep["rapporten"]
        if rij["voor_raad"] and not rij["intrekking"]
    ]
    return max(rijen, key=lambda rij: (rij["voor_raad"], rij["rapport"].peildatum), default=None)
