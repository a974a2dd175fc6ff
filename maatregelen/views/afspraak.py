"""What the pages of besluiten and actiepunten share: who may, the list as a page and as csv."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode

from jeugdhulp import kalender
from jeugdhulp.csv_uit import als_csv
from jeugdhulp.rechten import leesbare_gemeenten
from maatregelen import rechten
from maatregelen.domain.ronde.afspraaklijst import Keuzes, keuzes_in
from maatregelen.forms.afspraak import AfspraakzeefForm
from maatregelen.models import Maatregel, Plan, Ronde
from maatregelen.views.bewerken import Planonderdeel
from maatregelen.views.plan import basis, plan_voor

FORMULIER = "maatregelen/afspraak_form.html"


def plan_van(request: HttpRequest, gemeente: str, plan: str, *, leiden: bool = False) -> Plan:
    """The plan, for who reads it whole, or who may lead its rounds; else 404 or 403."""
    gevonden = plan_voor(request, gemeente, plan)
    mag = gevonden.gemeente_id in leesbare_gemeenten(request.user)
    if not mag or (leiden and not rechten.mag_ronde_leiden(request.user, gevonden)):
        raise PermissionDenied
    return gevonden


def maatregelen_van(request: HttpRequest, plan: Plan) -> list[Maatregel]:
    """Those of the plan that this user may see, in its order. One query."""
    rijen = list(Maatregel.objects.filter(plan=plan).visible_for(request.user).in_volgorde())
    for rij in rijen:
        rij.plan = plan
    return rijen


def lopende_ronde(request: HttpRequest, plan: Plan) -> Ronde | None:
    """The round of the plan that goes on. One query."""
    ronde: Ronde | None = Ronde.objects.filter(plan=plan).visible_for(request.user).lopend().first()
    return ronde


def onderdeel(plan: Plan, naam: str, terug: str, *delen: int) -> Planonderdeel:
    """A form of one besluit or actiepunt; `terug` is the name of the page it goes back to."""
    adres = reverse(f"maatregelen:{terug}", args=[plan.gemeente.slug, plan.slug, *delen])
    return Planonderdeel(plan, "afspraak", naam, adres)


def lijst(
    request: HttpRequest, plan: Plan, rijen: list[Any], *, csv: str, met_wie: bool
) -> dict[str, object]:
    """What the page of a list shows: its filter, the rows that stay, and the address of the csv."""
    keuzes = keuzes_in(rijen)
    form = _form(request, plan, keuzes, met_wie=met_wie)
    zeef = form.zeef()
    gekozen = {naam: request.GET[naam] for naam in form.fields if request.GET.get(naam)}
    vraag = f"?{urlencode(gekozen)}" if gekozen else ""
    adres = reverse(f"maatregelen:{csv}", args=[plan.gemeente.slug, plan.slug])
    return basis(request, plan) | {
        "zeefform": form,
        "gezeefd": bool(zeef),
        "totaal": len(rijen),
        "rijen": zeef.pas_toe(rijen),
        "csv": f"{adres}{vraag}",
        "mag_leiden": rechten.mag_ronde_leiden(request.user, plan),
    }


def als_bestand(
    request: HttpRequest,
    plan: Plan,
    rijen: list[Any],
    *,
    lijst: str,
    kolommen: Iterable[str],
    tabel: Any,
    met_wie: bool,
) -> HttpResponseBase:
    """The rows of the choice in the address; a choice that cannot be read goes to the page."""
    form = _form(request, plan, keuzes_in(rijen), met_wie=met_wie)
    if not form.is_valid():
        messages.warning(request, "Deze keuze konden wij niet lezen. Kies opnieuw.")
        return redirect(f"maatregelen:{lijst}", plan.gemeente.slug, plan.slug)
    antwoord = StreamingHttpResponse(
        als_csv(kolommen, tabel(form.zeef().pas_toe(rijen))),
        content_type="text/csv; charset=utf-8",
    )
    soort = "actiepunten" if met_wie else "besluiten"
    naam = "-".join((soort, plan.gemeente.slug, plan.slug, kalender.vandaag().isoformat()))
    antwoord["Content-Disposition"] = content_disposition_header(True, f"{naam}.csv")
    return antwoord


def _form(request: HttpRequest, plan: Plan, keuzes: Keuzes, *, met_wie: bool) -> AfspraakzeefForm:
    return AfspraakzeefForm(
        request.GET, keuzes=keuzes, naam_maatregel=plan.naam_maatregel, met_wie=met_wie
    )
