"""A werkversie: a quick PDF for the own meeting, voorstellen included."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.rechten import aangemeld
from maatregelen.domain.overzicht import peildatum_van
from maatregelen.rechten import mag_rapport_maken
from maatregelen.views.plan import basis, plan_voor
from rapportage.domain.rapporten import maak_voortgangsrapportage
from rapportage.forms.werkversie import WerkversieForm
from rapportage.views.rapport import opgesteld_door


@require_http_methods(["GET", "HEAD", "POST"])
def werkversie_create(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """Ask for the day; the answer to POST is the PDF itself."""
    gevonden = plan_voor(request, gemeente, plan)
    if not mag_rapport_maken(request.user, gevonden):
        raise PermissionDenied
    vandaag = kalender.vandaag()
    form = WerkversieForm(
        request.POST if request.method == "POST" else None,
        plan=gevonden,
        peildatum=peildatum_van(gevonden, vandaag),
        vandaag=vandaag,
    )
    if form.is_valid():
        rapport = maak_voortgangsrapportage(
            gevonden,
            form.cleaned_data["peildatum"],
            door=aangemeld(request),
            opgesteld_door=opgesteld_door(request, gevonden),
            werkversie=True,
        )
        antwoord = HttpResponse(rapport.pdf, content_type="application/pdf")
        antwoord["Content-Disposition"] = content_disposition_header(True, rapport.bestandsnaam)
        return antwoord
    context = basis(request, gevonden) | {"form": form}
    return render(
        request, "rapportage/werkversie_form.html", context, status=422 if form.errors else 200
    )
