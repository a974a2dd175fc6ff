"""What the pages of besluiten and actiepunten share: who may, the list as a page and as csv."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode

from jeugdhulp import kalender
from jeugdhulp.csv_uit import als_csv
from jeugdhulp.rechten import leesbare_gemeenten
from maatregelen import rechten
from maatregelen.choices import RondeToestand
from maatregelen.domain.ronde.afspraaklijst import Keuzes, keuzes_in
from maatregelen.forms.afspraak import AfspraakzeefForm
from maatregelen.models import Actiepunt, Besluit, Maatregel, Plan, Ronde
from maatregelen.views.bewerken import Planonderdeel, bewerk
from maatregelen.views.plan import basis, plan_voor


@dataclass(frozen=True)
class Soort:
    """What the lists of besluiten and of actiepunten do otherwise: `naam` is in the names of their
    pages, `tabel` gives the cells of the csv, `met_wie` whether a person belongs to each."""

    naam: str
    kolommen: Sequence[str]
    tabel: Callable[[Iterable[Any]], Iterable[list[object]]]
    met_wie: bool


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


def staat_vast(rij: Besluit | Actiepunt) -> bool:
    """Whether its round is closed. No query with the round loaded."""
    return rij.ronde is not None and rij.ronde.toestand == RondeToestand.GESLOTEN


def bewerk_afspraak(
    request: HttpRequest,
    plan: Plan,
    naam: str,
    maak_form: Callable[[Any], Any],
    leg_vast: Callable[[Any], Any],
    *,
    soort: str,
    nummer: int | None = None,
    gelukt: str,
    **context: object,
) -> HttpResponse:
    """The form of one besluit or actiepunt (`soort`); goes back to its page, and without a `nummer`
    to the list."""
    plek = [plan.gemeente.slug, plan.slug]
    if nummer is None:
        adres = reverse(f"maatregelen:{soort}_list", args=plek)
    else:
        adres = reverse(f"maatregelen:{soort}_detail", args=[*plek, nummer])
    return bewerk(
        request,
        Planonderdeel(plan, "afspraak", naam, adres),
        maak_form,
        leg_vast,
        gelukt=gelukt,
        template="maatregelen/afspraak_form.html",
        context={"soort": soort, **context},
    )


def lijst(request: HttpRequest, plan: Plan, rijen: list[Any], soort: Soort) -> HttpResponse:
    """The page of a list: its filter, the rows that stay, and the address of the csv."""
    form = _form(request, plan, keuzes_in(rijen), soort)
    zeef = form.zeef()
    gekozen = {naam: request.GET[naam] for naam in form.fields if request.GET.get(naam)}
    vraag = f"?{urlencode(gekozen)}" if gekozen else ""
    adres = reverse(f"maatregelen:{soort.naam}_list_csv", args=[plan.gemeente.slug, plan.slug])
    context = basis(request, plan) | {
        "zeefform": form,
        "gezeefd": bool(zeef),
        "totaal": len(rijen),
        "rijen": zeef.pas_toe(rijen),
        "csv": f"{adres}{vraag}",
        "mag_leiden": rechten.mag_ronde_leiden(request.user, plan),
    }
    return render(request, f"maatregelen/{soort.naam}_list.html", context)


def als_bestand(
    request: HttpRequest, plan: Plan, rijen: list[Any], soort: Soort
) -> HttpResponseBase:
    """The rows of the choice in the address; a choice that cannot be read goes to the page."""
    form = _form(request, plan, keuzes_in(rijen), soort)
    if not form.is_valid():
        messages.warning(request, "Deze keuze konden wij niet lezen. Kies opnieuw.")
        return redirect(f"maatregelen:{soort.naam}_list", plan.gemeente.slug, plan.slug)
    antwoord = StreamingHttpResponse(
        als_csv(soort.kolommen, soort.tabel(form.zeef().pas_toe(rijen))),
        content_type="text/csv; charset=utf-8",
    )
    dag = kalender.vandaag().isoformat()
    naam = f"{soort.naam}en-{plan.gemeente.slug}-{plan.slug}-{dag}.csv"
    antwoord["Content-Disposition"] = content_disposition_header(True, naam)
    return antwoord


def _form(request: HttpRequest, plan: Plan, keuzes: Keuzes, soort: Soort) -> AfspraakzeefForm:
    return AfspraakzeefForm(
        request.GET, keuzes=keuzes, naam_maatregel=plan.naam_maatregel, met_wie=soort.met_wie
    )
