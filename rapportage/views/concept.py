"""The concept of a report: as web page, and as PDF to take along."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from rapportage.domain import samenstellen
from rapportage.pdf import PdfFout
from rapportage.views.rapport import adres_van, gegevens_van, rond, te_schrijven


@require_safe
def rapport_voorbeeld(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """The concept as web page, as it would be frozen now."""
    rapport = te_schrijven(request, gemeente, nummer)
    context = rond(request, rapport) | {
        "html": samenstellen.als_web(gegevens_van(request, rapport))
    }
    return render(request, "rapportage/rapport_voorbeeld.html", context)


@require_safe
def rapport_concept(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """Say that the PDF is being made, and have the browser ask for it: that takes seconds, and
    without a page nobody would know that anything happens."""
    rapport = te_schrijven(request, gemeente, nummer)
    return render(request, "rapportage/rapport_concept.html", rond(request, rapport))


@require_safe
def concept_download(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """The concept as PDF, marked on every page. Nothing is stored. Takes seconds."""
    rapport = te_schrijven(request, gemeente, nummer)
    try:
        pdf = samenstellen.als_pdf(gegevens_van(request, rapport))
    except PdfFout:
        messages.error(request, "De pdf maken lukte niet. Probeer het over een minuut opnieuw.")
        return HttpResponseRedirect(adres_van(rapport), status=HTTPStatus.SEE_OTHER)
    naam = f"{rapport.get_soort_display()}-{gemeente}-{rapport.peildatum:%Y-%m-%d}-concept.pdf"
    antwoord = HttpResponse(pdf, content_type="application/pdf")
    antwoord["Content-Disposition"] = content_disposition_header(True, naam)
    return antwoord
