"""A plan in short, for who decides: one screen, and one A4 in print."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jeugdhulp.opmaak import euro
from maatregelen import rechten
from maatregelen.choices import LOPENDE_RONDE, RondeToestand
from maatregelen.domain import overzicht
from maatregelen.domain.dashboard import beeld, kort
from maatregelen.domain.dashboard.kort import Geldzin, Lijst, Verschil
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.geld import Saldo, Som
from maatregelen.models import Maatregel, Plan, Ronde, Rondestap
from maatregelen.views.kijk import kijk_naar, nog_niet_bekend
from maatregelen.views.plan import basis, plan_voor, rijen_van


@require_safe
def plan_kort(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """For who reads the whole plan."""
    gevonden = plan_voor(request, gemeente, plan)
    if not rechten.mag_geld_zien(request.user, gevonden):
        raise PermissionDenied
    try:
        kijk = kijk_naar(request, gevonden)
    except NogNietBekendError as fout:
        return nog_niet_bekend(request, basis(request, gevonden), fout)
    rijen = rijen_van(request, kijk, gevonden)
    for rij in rijen:
        # For their addresses: without it a query each.
        rij.maatregel.plan = kijk.plan
    gelezen = beeld.lees(kijk.plan, rijen, kijk.peildatum, kijk.moment)
    zichtbaar = Maatregel.objects.filter(plan=gevonden).visible_for(request.user)
    blad = kort.lees(gelezen, gevonden, zichtbaar)
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "peildatum": kijk.peildatum,
        "ronde": None if kijk.bekend_op else _ronde(request, gevonden, kijk.peildatum),
        "rijen": rijen,
        "tellingen": [rij for rij in overzicht.tel(rijen) if rij["aantal"]],
        "kort": blad,
        "maanden": kort.MAANDEN,
        "geld": geldregels(blad.geld),
        "verschil": _verschil(blad.verschil) if blad.verschil else [],
    }
    return render(request, "maatregelen/plan_kort.html", context)


def _ronde(request: HttpRequest, plan: Plan, peildatum: date) -> Ronde | None:
    """The last round up to that day of which there is a sheet: it goes on, or was kept when it
    closed. One query."""
    bewaard = Rondestap.objects.filter(momentopname__isnull=False).values("ronde")
    begonnen = Ronde.objects.filter(
        Q(toestand__in=LOPENDE_RONDE) | Q(toestand=RondeToestand.GESLOTEN, pk__in=bewaard),
        plan=plan,
        peildatum__lte=peildatum,
    ).visible_for(request.user)
    ronde: Ronde | None = begonnen.order_by("-peildatum", "-pk").first()
    return ronde


def _verschil(verschil: Verschil) -> list[tuple[str, Lijst[Any], bool]]:
    """What is not empty: its word, the list, and whether its rows say how the light went."""
    delen: list[tuple[str, Lijst[Any], bool]] = [
        ("Slechter", verschil.slechter, True),
        ("Beter", verschil.beter, True),
        ("Begonnen", verschil.begonnen, False),
        ("Beëindigd", verschil.beeindigd, False),
        ("Nieuw", verschil.nieuw, False),
    ]
    return [deel for deel in delen if deel[1].rijen]


def geldregels(geld: Geldzin, geen: str = "geen nieuw geld in het plan") -> list[tuple[str, str]]:
    """Three lines, or one where no row has this year; and what has no year at all."""
    zonder = geld.zonder_jaar
    extra = [("Zonder jaar", _som(zonder))] if zonder else []
    if geld.is_leeg:
        return [(f"In {geld.jaar}", geen), *extra]
    dekking = f"{_som(geld.besloten)} besloten"
    if not geld.onzeker.is_leeg:
        dekking += f", {_som(geld.onzeker)} nog niet besloten"
    return [
        (f"Investering {geld.jaar}", _som(geld.investering)),
        (f"Dekking {geld.jaar}", dekking),
        (geld.saldo.woord.capitalize(), _saldo(geld.saldo)),
        *extra,
    ]


def _som(som: Som) -> str:
    nog = f"{som.onbekend} {'bedrag' if som.onbekend == 1 else 'bedragen'} nog onbekend"
    if not som.onbekend:
        return euro(som.bedrag)
    return f"{euro(som.bedrag)} en {nog}" if som.bedrag else nog


def _saldo(saldo: Saldo) -> str:
    if not saldo.bedrag:
        return "met wat nu bekend is" if saldo.grens else "kosten en dekking zijn gelijk"
    if saldo.grens == "deels onbekend":
        return f"{euro(abs(saldo.bedrag))}, deels onbekend"
    return f"{saldo.grens} {euro(abs(saldo.bedrag))}".strip()
