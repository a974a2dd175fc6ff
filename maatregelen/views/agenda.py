"""The agenda of a round: in which order, why, and what people make of it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.rechten import aangemeld, leesbare_gemeenten
from maatregelen import rechten
from maatregelen.agenda import PLAATS
from maatregelen.choices import LOPENDE_RONDE, Behandeling, RondeToestand
from maatregelen.domain.ronde import agenda, agendapunten, rondes
from maatregelen.domain.ronde.agenda import Agendaregel
from maatregelen.domain.wijzigen import IntussenAndersError, wie_wijzigde
from maatregelen.forms.agenda import AgendapuntForm, ErafForm, PuntForm
from maatregelen.models import Agendapunt, Maatregel, Plan, Ronde
from maatregelen.views.plan import basis, plan_voor
from maatregelen.views.vergadering_afspraken import toon_dicht


def plan_van_ronde(request: HttpRequest, gemeente: str, plan: str, *, leiden: bool = False) -> Plan:
    """The plan, for who reads it whole, or (`leiden`) who may lead its rounds; else 404 or 403."""
    gevonden = plan_voor(request, gemeente, plan)
    mag = gevonden.gemeente_id in leesbare_gemeenten(request.user)
    if not mag or (leiden and not rechten.mag_ronde_leiden(request.user, gevonden)):
        raise PermissionDenied
    return gevonden


def ronde_voor(request: HttpRequest, plan: Plan, pk: int) -> Ronde:
    """The round of the plan at this address; else 404. One query."""
    rondes = Ronde.objects.filter(plan=plan).visible_for(request.user)
    ronde: Ronde = get_object_or_404(rondes, pk=pk)
    ronde.plan = plan
    return ronde


def punt_voor(request: HttpRequest, ronde: Ronde, pk: int) -> Agendapunt:
    """The item of the round at this address, with its measure; else 404. One query."""
    punten = Agendapunt.objects.filter(ronde=ronde).visible_for(request.user)
    punt: Agendapunt = get_object_or_404(punten.select_related("maatregel__thema"), pk=pk)
    punt.ronde = ronde
    if punt.maatregel is not None:
        punt.maatregel.plan = ronde.plan
    return punt


def adres(naam: str, ronde: Ronde, *delen: int) -> str:
    """The address of a page of a round."""
    plan = ronde.plan
    return reverse(f"maatregelen:{naam}", args=[plan.gemeente.slug, plan.slug, ronde.pk, *delen])


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_detail(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """The agenda of a round that goes on; of another one its own page. A POST moves one item, or
    lays down the agenda anew."""
    gevonden = plan_van_ronde(request, gemeente, plan, leiden=request.method == "POST")
    ronde = ronde_voor(request, gevonden, pk)
    if ronde.toestand not in LOPENDE_RONDE:
        return redirect(adres("ronde_detail", ronde))
    if request.method == "POST":
        anker = _doe(request, ronde)
        naar = f"{adres('agenda_detail', ronde)}{anker}"
        return HttpResponseRedirect(naar, status=HTTPStatus.SEE_OTHER)
    zichtbaar = Maatregel.objects.filter(plan=gevonden).visible_for(request.user)
    regels = agenda.lees(zichtbaar, gevonden, ronde, kalender.vandaag())
    op_agenda = [rij for rij in regels if rij.punt is None or not rij.punt.vervallen]
    per_behandeling = {
        behandeling: [rij for rij in op_agenda if rij.behandeling == behandeling]
        for behandeling in Behandeling
    }
    mag_leiden = rechten.mag_ronde_leiden(request.user, gevonden)
    vast = any(rij.punt for rij in regels)
    context = basis(request, gevonden) | {
        "ronde": ronde,
        "bespreken": _genummerd(per_behandeling[Behandeling.BESPREKEN], 0),
        "hamerstukken": _genummerd(
            per_behandeling[Behandeling.HAMERSTUK], len(per_behandeling[Behandeling.BESPREKEN])
        ),
        "open_hamer": request.GET.get("hamerstukken") == "open",
        "eraf": [rij for rij in regels if rij.punt is not None and rij.punt.vervallen],
        "volgorde": list(PLAATS.values()),
        "ligt_vast": vast,
        "is_verschoven": mag_leiden
        and agenda.is_verschoven([rij.punt for rij in regels if rij.punt]),
        "mag_leiden": mag_leiden,
        "mag_schikken": mag_leiden and vast,
    }
    return render(request, "maatregelen/agenda_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agendapunt_create(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """Add an item that is about no one measure; 422 with the fault at its field."""
    gevonden = plan_van_ronde(request, gemeente, plan, leiden=True)
    ronde = ronde_voor(request, gevonden, pk)
    if ronde.toestand not in LOPENDE_RONDE:
        return toon_dicht(request, ronde, adres("ronde_detail", ronde))
    form = PuntForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            punt = agendapunten.voeg_toe(ronde, **form.cleaned_data, door=aangemeld(request))
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, f"‘{punt.onderwerp}’ staat op de agenda.")
            return redirect(f"{adres('agenda_detail', ronde)}#punt-{punt.pk}")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = basis(request, gevonden) | {"ronde": ronde, "form": form}
    return render(request, "maatregelen/agendapunt_create.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def agendapunt_update(
    request: HttpRequest, gemeente: str, plan: str, pk: int, punt: int
) -> HttpResponse:
    """What is written at one item, and taking it off. What was typed comes back with 422, and with
    409 beside what somebody else made of it meanwhile."""
    gevonden = plan_van_ronde(request, gemeente, plan, leiden=True)
    ronde = ronde_voor(request, gevonden, pk)
    rij = punt_voor(request, ronde, punt)
    if ronde.toestand not in LOPENDE_RONDE:
        return toon_dicht(request, ronde, adres("ronde_detail", ronde))
    gegeven = request.POST if request.method == "POST" else None
    eraf = ErafForm(gegeven if gegeven and "reden" in gegeven else None)
    form = _puntform(None if eraf.is_bound else gegeven, rij)
    status = HTTPStatus.OK
    if eraf.is_valid():
        try:
            agendapunten.haal_eraf(rij, door=aangemeld(request), reden=eraf.cleaned_data["reden"])
        except ValidationError as fout:
            eraf.neem_over(fout)
        else:
            messages.success(request, f"{_naam(rij)} is van de agenda.")
            return redirect(f"{adres('agenda_detail', ronde)}#punt-{rij.pk}")
    elif form.is_valid():
        try:
            agendapunten.wijzig(
                rij, form.wijzigingen(), gezien=form.gezien(), door=aangemeld(request)
            )
        except IntussenAndersError:
            form = _puntform(gegeven, punt_voor(request, ronde, punt))
            form.is_valid()
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, f"Het agendapunt {_naam(rij)} is bijgewerkt.")
            return redirect(f"{adres('agenda_detail', ronde)}#punt-{rij.pk}")
    if form.errors or eraf.errors:
        status = HTTPStatus.CONFLICT if form.botst else HTTPStatus.UNPROCESSABLE_ENTITY
    context = basis(request, gevonden) | {
        "ronde": ronde,
        "punt": rij,
        "form": form if form.is_bound or not eraf.is_bound else eraf,
        "puntform": form,
        "eraf": eraf,
    }
    return render(request, "maatregelen/agendapunt_update.html", context, status=status)


def _puntform(gegeven: Any, punt: Agendapunt) -> AgendapuntForm:
    return AgendapuntForm(gegeven, punt=punt, schrijver=lambda veld: wie_wijzigde(punt, veld))


def _doe(request: HttpRequest, ronde: Ronde) -> str:
    """One button of the agenda; gives where on the page to go on."""
    doe, door = request.POST.get("doe", ""), aangemeld(request)
    try:
        if doe == "opstellen":
            if ronde.toestand == RondeToestand.OPEN:
                rondes.bereid_voor(ronde, door=door)
            else:
                agenda.leg_vast(ronde, door=door)
            messages.success(request, "De agenda is bijgewerkt met wat nu bekend is.")
            return ""
        if doe == "herstellen":
            agenda.herstel_volgorde(ronde, door=door)
            messages.success(request, "De punten staan weer in de volgorde van de regels.")
            return ""
        nummer = request.POST.get("punt", "")
        # Not more digits than a number of the database has.
        punt = punt_voor(request, ronde, int(nummer) if _is_nummer(nummer) else 0)
        messages.success(request, f"{_naam(punt)} {_schik(request, ronde, punt, doe)}")
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
        return ""
    # What is folded is unfolded, so that who moves it keeps her place.
    hamer = Agendapunt.objects.filter(pk=punt.pk, behandeling=Behandeling.HAMERSTUK).exists()
    return f"?hamerstukken=open#punt-{punt.pk}" if hamer else f"#punt-{punt.pk}"


def _schik(request: HttpRequest, ronde: Ronde, punt: Agendapunt, doe: str) -> str:
    """Do what was asked with an item, and say it."""
    door = aangemeld(request)
    if doe in ("omhoog", "omlaag"):
        plek, aantal = agendapunten.verschuif(punt, -1 if doe == "omhoog" else 1, door=door)
        return f"staat op plaats {plek} van {aantal}."
    if doe == "voor":
        nummer = request.POST.get("voor", "")
        ander = punt_voor(request, ronde, int(nummer)) if _is_nummer(nummer) else None
        plek, aantal = agendapunten.zet_voor(punt, ander, door=door)
        return f"staat op plaats {plek} van {aantal}."
    if doe in Behandeling.values:
        agendapunten.wijzig(punt, {"behandeling": doe}, door=door)
        return "wordt besproken." if doe == Behandeling.BESPREKEN else "is een hamerstuk."
    if doe == "terug":
        agendapunten.zet_terug(punt, door=door)
        return "staat weer op de agenda."
    raise ValidationError("Kies wat u met dit punt wilt doen.")


def _is_nummer(tekst: str) -> bool:
    return tekst.isascii() and tekst.isdigit() and len(tekst) <= 18


def _naam(punt: Agendapunt) -> str:
    return punt.maatregel.code if punt.maatregel else f"‘{punt.onderwerp}’"


def _genummerd(regels: list[Agendaregel], vanaf: int) -> list[dict[str, Any]]:
    """With the number of each on the whole agenda, and whether it can go up or down."""
    return [
        {
            "nummer": vanaf + plek,
            "regel": regel,
            "eerste": plek == 1,
            "laatste": plek == len(regels),
        }
        for plek, regel in enumerate(regels, start=1)
    ]
