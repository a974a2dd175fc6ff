"""Making a report from the browser."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.rechten import aangemeld, rolnamen
from maatregelen.domain.overzicht import peildatum_van
from maatregelen.rechten import mag_rapport_maken
from maatregelen.views.plan import basis, plan_voor
from rapportage.domain.rapporten import maak_voortgangsrapportage
from rapportage.forms.rapport import WERKVERSIE, RapportForm


@require_http_methods(["GET", "HEAD", "POST"])
def rapport_create(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """Ask for day and kind; the answer to POST is the PDF itself."""
    gevonden = plan_voor(request, gemeente, plan)
    if not mag_rapport_maken(request.user, gevonden):
        raise PermissionDenied
    vandaag = kalender.vandaag()
    form = RapportForm(
        request.POST if request.method == "POST" else None,
        plan=gevonden,
        peildatum=peildatum_van(gevonden, vandaag, alleen_bevestigd=True),
        vandaag=vandaag,
    )
    if form.is_valid():
        rapport = maak_voortgangsrapportage(
            gevonden,
            form.cleaned_data["peildatum"],
            door=aangemeld(request),
            opgesteld_door=", ".join(rolnamen(request.user, gevonden.gemeente_id)) or "voorzitter",
            werkversie=form.cleaned_data["soort"] == WERKVERSIE,
        )
        antwoord = HttpResponse(rapport.pdf, content_type="application/pdf")
        antwoord["Content-Disposition"] = content_disposition_header(True, rapport.bestandsnaam)
        return antwoord
    context = basis(request, gevonden) | {"form": form}
    return render(
        request, "rapportage/rapport_form.html", context, status=422 if form.errors else 200
    )
