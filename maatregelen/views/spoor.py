"""The trail of a measure, a plan and a gemeente: as a page, and as csv with the same choice."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from jeugdhulp import kalender, toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.csv_uit import als_csv
from jeugdhulp.models import Gemeente
from jeugdhulp.rechten import aangemeld, leest_heel_plan, plaatsen, rolnamen
from maatregelen import rechten
from maatregelen.domain import spoor, spooruitvoer
from maatregelen.domain.spoor import Spoor
from maatregelen.forms.peildatum import DagenForm
from maatregelen.forms.spoor import SpoorForm
from maatregelen.models import Maatregel, Plan
from maatregelen.views.maatregel import maatregel_voor
from maatregelen.views.plan import basis, plan_voor

Context = dict[str, Any]


@require_safe
def maatregel_spoor(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """The trail of one measure."""
    context, gevonden = _maatregel(request, gemeente, plan, code)
    context |= _pagina(request, gevonden, "maatregelen:maatregel_spoor_csv", gemeente, plan, code)
    return render(request, "maatregelen/maatregel_spoor.html", context)


@require_safe
def maatregel_spoor_csv(
    request: HttpRequest, gemeente: str, plan: str, code: str
) -> HttpResponseBase:
    """The same as a file."""
    _, gevonden = _maatregel(request, gemeente, plan, code)
    return _csv(request, gevonden, "maatregelen:maatregel_spoor", gemeente, plan, code)


@require_safe
def plan_spoor(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """The trail of the plan and of every measure of it that this user may see."""
    context, gevonden = _plan(request, gemeente, plan)
    context |= _pagina(request, gevonden, "maatregelen:plan_spoor_csv", gemeente, plan)
    return render(request, "maatregelen/plan_spoor.html", context)


@require_safe
def plan_spoor_csv(request: HttpRequest, gemeente: str, plan: str) -> HttpResponseBase:
    """The same as a file."""
    _, gevonden = _plan(request, gemeente, plan)
    return _csv(request, gevonden, "maatregelen:plan_spoor", gemeente, plan)


@require_safe
def gemeente_spoor(request: HttpRequest, gemeente: str) -> HttpResponse:
    """The trail of all plans of a gemeente that this user may see."""
    context, gevonden = _gemeente(request, gemeente)
    context |= _pagina(request, gevonden, "maatregelen:gemeente_spoor_csv", gemeente)
    return render(request, "maatregelen/gemeente_spoor.html", context)


@require_safe
def gemeente_spoor_csv(request: HttpRequest, gemeente: str) -> HttpResponseBase:
    """The same as a file."""
    _, gevonden = _gemeente(request, gemeente)
    return _csv(request, gevonden, "maatregelen:gemeente_spoor", gemeente)


def _maatregel(request: HttpRequest, gemeente: str, plan: str, code: str) -> tuple[Context, Spoor]:
    gevonden = plan_voor(request, gemeente, plan)
    maatregel = maatregel_voor(request, gevonden, code)
    context = basis(request, gevonden) | {"maatregel": maatregel}
    return context, spoor.van_maatregel(maatregel)


def _plan(request: HttpRequest, gemeente: str, plan: str) -> tuple[Context, Spoor]:
    gevonden = plan_voor(request, gemeente, plan)
    maatregelen = Maatregel.objects.filter(plan=gevonden).visible_for(request.user).in_volgorde()
    heel = leest_heel_plan(request.user, gevonden.gemeente_id)
    return basis(request, gevonden), spoor.van_plan(gevonden, maatregelen, met_plan=heel)


def _gemeente(request: HttpRequest, slug: str) -> tuple[Context, Spoor]:
    gemeente = get_object_or_404(Gemeente, slug=slug, pk__in=list(plaatsen(request.user)))
    zichtbaar = Plan.objects.filter(gemeente=gemeente).visible_for(request.user)
    maatregelen = Maatregel.objects.filter(plan__gemeente=gemeente).visible_for(request.user)
    alles = leest_heel_plan(request.user, gemeente.pk)
    plannen = list(zichtbaar.select_related("gemeente"))
    # A raadslid reads what is published, and a trekker from outside who has no measure nothing.
    if not alles and not plannen:
        raise Http404
    context = {
        "gemeente": gemeente,
        "rol": ", ".join(rolnamen(request.user, gemeente.pk)),
        "voorbeeld": gemeente.voorbeeld,
    }
    return context, spoor.van_gemeente(gemeente, plannen, maatregelen.in_volgorde(), alles=alles)


def _form(request: HttpRequest, gevonden: Spoor) -> tuple[SpoorForm, spoor.Telling]:
    telling = spoor.tel(gevonden)
    return SpoorForm(request.GET, telling=telling, onderwerpen=gevonden.onderwerpen), telling


def _pagina(request: HttpRequest, gevonden: Spoor, csv: str, *adres: str) -> Context:
    """What the three pages share. Four queries, one more where content is gone, and one for who
    has no role that may have content removed (she may chair a plan)."""
    form, telling = _form(request, gevonden)
    zeef = form.zeef()
    pagina = spoor.bladzijde(gevonden, spoor.zeef(gevonden, zeef), request.GET.get("pagina"))
    dagen = _dagen(request)
    gekozen = {naam: request.GET.get(naam, "") for naam in form.cleaned_data}
    return {
        "zeefform": form,
        "gezeefd": zeef != spoor.Zeef(),
        "totaal": telling.totaal,
        "pagina": pagina,
        "regels": pagina.object_list,
        "dagen": dagen,
        "op_dag": _vraag(dagen),
        "csv": f"{reverse(csv, args=adres)}{_vraag(gekozen)}",
        "afschermen": reverse("maatregelen:afscherming_list", args=adres[:1])
        if rechten.mag_afschermen(request.user, gevonden.gemeente_id)
        else "",
    }


def _vraag(waarden: dict[str, str]) -> str:
    gevuld = {naam: waarde for naam, waarde in waarden.items() if waarde}
    return f"?{urlencode(gevuld)}" if gevuld else ""


def _dagen(request: HttpRequest) -> dict[str, str]:
    """The two days of the page she came from, so that the way back leads to those days."""
    peildatum, bekend_op = DagenForm(request.GET, vandaag=kalender.vandaag()).dagen()
    gegeven = {"peildatum": peildatum, "bekend_op": bekend_op}
    return {naam: dag.isoformat() for naam, dag in gegeven.items() if dag}


def _csv(request: HttpRequest, gevonden: Spoor, pagina: str, *adres: str) -> HttpResponseBase:
    """The lines of the choice in the address; a choice that cannot be read goes to the page.

    Noted in the register of access before the first byte leaves.
    """
    form, _ = _form(request, gevonden)
    if not form.is_valid():
        messages.warning(request, "Deze keuze konden wij niet lezen. Kies opnieuw.")
        return redirect(pagina, *adres)
    if request.method == "GET":
        toegang.noteer(
            ToegangSoort.SPOOR_GEEXPORTEERD,
            gebruiker=aangemeld(request),
            gemeente_id=gevonden.gemeente_id,
            request=request,
            over="/".join(adres),
        )
    regels = spoor.zeef(gevonden, form.zeef())
    rijen = spooruitvoer.rijen(gevonden, regels, spoor.gronden(gevonden.gemeente_id))
    antwoord = StreamingHttpResponse(
        als_csv(spooruitvoer.KOLOMMEN, rijen), content_type="text/csv; charset=utf-8"
    )
    naam = "-".join(("wijzigingen", *adres, kalender.vandaag().isoformat()))
    antwoord["Content-Disposition"] = content_disposition_header(True, f"{naam}.csv")
    return antwoord
