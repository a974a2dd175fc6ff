"""What the measures of a plan still lack, each with the form in which it is filled in."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from maatregelen import rechten
from maatregelen.domain.dashboard import beeld, onvolledig
from maatregelen.domain.dashboard.onvolledig import SOORTEN, Gemis, Veld
from maatregelen.domain.overzichtfilter import PLANVOLGORDE
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.models import Plan
from maatregelen.views.filter import Filterbeeld, lees_filter
from maatregelen.views.kijk import Kijk, kijk_naar, nog_niet_bekend
from maatregelen.views.plan import basis, plan_voor, rijen_van, url_van

Context = dict[str, Any]
# What an address adds, so that one comes back to this list: the kind that was missing there.
LIJST = "lijst"
_PER_BLAD = ("planning", "kosten", "dekking")
_GELD = {"kosten": "investering", "dekking": "dekking"}


@require_safe
def plan_onvolledig(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """For who reads the whole plan. The queries of the dashboard and two more."""
    gevonden = plan_voor(request, gemeente, plan)
    if not rechten.mag_geld_zien(request.user, gevonden):
        raise PermissionDenied
    try:
        kijk = kijk_naar(request, gevonden)
    except NogNietBekendError as fout:
        return nog_niet_bekend(request, basis(request, gevonden), fout)
    zeef = lees_filter(request, kijk, rijen_van(request, kijk, gevonden), standaard=PLANVOLGORDE)
    gelezen = beeld.lees(kijk.plan, zeef.rijen, kijk.peildatum, kijk.moment, gezeefd=zeef.gezeefd)
    gemist = onvolledig.lees(gelezen)
    nu = kijk.bekend_op is None
    mag = {
        "tekst": nu and rechten.mag_plan_bewerken(request.user, gevonden),
        "geld": nu and rechten.mag_geld_wijzigen(request.user, gevonden),
    }
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "peildatum": kijk.peildatum,
        "filter": zeef,
        "gemist": gemist,
        "soorten": [
            {"soort": soort, "rijen": [_rij(kijk, zeef, gemis, mag) for gemis in rijen]}
            for soort, rijen in gemist.per_soort.items()
        ],
    }
    return render(request, "maatregelen/plan_onvolledig.html", context)


def naar_lijst(request: HttpRequest, plan: Plan) -> str:
    """The address of the list that this request came from, as she saw it; "" for none."""
    vraag = request.GET.copy()
    soort = vraag.pop(LIJST, [""])[-1]
    if soort not in {rij.naam for rij in SOORTEN}:
        return ""
    vraag.pop("rol", None)
    adres = reverse("maatregelen:plan_onvolledig", args=[plan.gemeente.slug, plan.slug])
    return f"{adres}{f'?{vraag.urlencode()}' if vraag else ''}#{soort}"


def _rij(kijk: Kijk, zeef: Filterbeeld, gemis: Gemis, mag: dict[str, bool]) -> Context:
    maatregel = gemis.kaart.rij.maatregel
    lees = url_van(kijk, maatregel)
    mag_hier = mag["geld" if gemis.soort.naam in _GELD else "tekst"]
    return {
        "maatregel": maatregel,
        "url": lees,
        "trekkers": ", ".join(gemis.kaart.rij.trekkers),
        "velden": [
            {
                "wat": veld.wat,
                "url": _form(kijk.plan, zeef, gemis, veld)
                if mag_hier
                else _deel(lees, gemis, veld),
            }
            for veld in gemis.velden
        ],
        "mag": mag_hier,
    }


def _form(plan: Plan, zeef: Filterbeeld, gemis: Gemis, veld: Veld) -> str:
    """The form in which this is filled in."""
    naam = gemis.soort.naam
    view, rest = _view(plan, naam, veld)
    adres = reverse(
        f"maatregelen:{view}",
        args=[plan.gemeente.slug, plan.slug, gemis.kaart.rij.maatregel.code, *rest],
    )
    rol = {"rol": "trekker"} if naam == "trekker" else {}
    return f"{adres}?{urlencode({**rol, LIJST: naam, **zeef.dagen, **zeef.houd})}"


def _view(plan: Plan, naam: str, veld: Veld) -> tuple[str, Sequence[Any]]:
    if naam in _GELD:
        if veld.rij is None:
            return "geldregel_create", [veld.blad, _GELD[naam]]
        return "geldregel_update", [_GELD[naam], veld.rij]
    gevonden: dict[str, tuple[str, Sequence[Any]]] = {
        "trekker": ("betrokkenheid_create", []),
        "planning": ("planning_update", [veld.blad]),
        "doel": ("doelen_update", []) if plan.beleidsplan_id else ("bladtekst_update", ["doel"]),
        "resultaat": ("resultaat_create", []),
        "besluit": ("besluitmoment_update", [veld.rij]),
    }
    return gevonden[naam]


def _deel(lees: str, gemis: Gemis, veld: Veld) -> str:
    """The part of the sheet where it is read; "" for what is gone."""
    blad = f"-{veld.blad}" if gemis.soort.naam in _PER_BLAD and veld.blad else ""
    return f"{lees}#deel-{gemis.soort.deel}{blad}" if lees else ""
