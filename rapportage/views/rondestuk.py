"""The papers of a round: the besluitenlijst as a page, and all of them as files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jeugdhulp.rechten import leesbare_gemeenten
from maatregelen.models import Plan, Ronde
from maatregelen.views.plan import basis, plan_voor
from rapportage.domain import rondestukken
from rapportage.domain.brieven import DOCX
from rapportage.domain.rondestukken import Stuk
from rapportage.pdf import PdfFout


@require_safe
def besluitenlijst_detail(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """The besluitenlijst of a round that goes on, as it is now, or of a closed one, as it was."""
    gevonden, ronde = _ronde(request, gemeente, plan, pk)
    stuk = rondestukken.lees_stuk(ronde)
    context = basis(request, gevonden) | {
        "ronde": ronde,
        "html": rondestukken.als_web(stuk) if stuk else "",
        "bewaard": stuk is not None,
    }
    return render(request, "rapportage/besluitenlijst.html", context)


@require_safe
def besluitenlijst_pdf(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """The besluitenlijst on paper."""
    return _pdf(request, gemeente, plan, pk, rondestukken.BESLUITENLIJST)


@require_safe
def besluitenlijst_docx(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """The besluitenlijst to finish in Word."""
    gevonden, stuk = _stuk(request, gemeente, plan, pk)
    naam = _naam(gevonden, stuk, rondestukken.BESLUITENLIJST)
    return _bestand(rondestukken.als_docx(stuk), f"{naam}.docx", DOCX)


@require_safe
def stukken_pdf(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """The agenda of a round, with of each measure what the body needs."""
    return _pdf(request, gemeente, plan, pk, rondestukken.STUKKEN)


@require_safe
def wethouder_pdf(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """What the wethouder has to know of a round, on one A4."""
    return _pdf(request, gemeente, plan, pk, rondestukken.WETHOUDER)


def _pdf(request: HttpRequest, gemeente: str, plan: str, pk: int, soort: str) -> HttpResponse:
    gevonden, stuk = _stuk(request, gemeente, plan, pk)
    try:
        pdf = rondestukken.als_pdf(stuk, soort)
    except PdfFout:
        messages.error(request, "De pdf maken lukte niet. Probeer het over een minuut opnieuw.")
        return redirect("maatregelen:ronde_detail", gemeente, plan, pk)
    return _bestand(pdf, f"{_naam(gevonden, stuk, soort)}.pdf", "application/pdf")


def _stuk(request: HttpRequest, gemeente: str, plan: str, pk: int) -> tuple[Plan, Stuk]:
    """404 where there is nothing to make it of."""
    gevonden, ronde = _ronde(request, gemeente, plan, pk)
    stuk = rondestukken.lees_stuk(ronde)
    if stuk is None:
        raise Http404
    return gevonden, stuk


def _ronde(request: HttpRequest, gemeente: str, plan: str, pk: int) -> tuple[Plan, Ronde]:
    """For who reads the whole plan; else 404 or 403."""
    gevonden = plan_voor(request, gemeente, plan)
    if gevonden.gemeente_id not in leesbare_gemeenten(request.user):
        raise PermissionDenied
    rondes = Ronde.objects.filter(plan=gevonden).visible_for(request.user)
    ronde: Ronde = get_object_or_404(rondes, pk=pk)
    ronde.plan = gevonden
    return gevonden, ronde


def _naam(plan: Plan, stuk: Stuk, soort: str) -> str:
    concept = "" if stuk.vingerafdruk else "-concept"
    dag = stuk.gegevens["ronde"]["peildatum"]
    return f"{soort}-{plan.gemeente.slug}-{plan.slug}-{dag}{concept}"


def _bestand(inhoud: bytes, naam: str, soort: str) -> HttpResponse:
    antwoord = HttpResponse(inhoud, content_type=soort)
    antwoord["Content-Disposition"] = content_disposition_header(True, naam)
    return antwoord
