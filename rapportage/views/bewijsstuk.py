"""Making a bewijsstuk from the browser."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from jeugdhulp import toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.rechten import aangemeld
from maatregelen.views.maatregel import maatregel_voor
from maatregelen.views.plan import basis, plan_voor
from rapportage.domain.bewijsstuk import maak_bewijsstuk
from rapportage.forms.bewijsstuk import BewijsstukForm


@require_http_methods(["GET", "HEAD", "POST"])
def bewijsstuk_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """Say what a bewijsstuk is; the answer to POST is the PDF. For who may read the measure.

    Noted in the register of access: it takes the trail out of the house, and changes nothing.
    """
    gevonden = plan_voor(request, gemeente, plan)
    maatregel = maatregel_voor(request, gevonden, code)
    if request.method != "POST" or not BewijsstukForm(request.POST).is_valid():
        context = basis(request, gevonden) | {"maatregel": maatregel}
        return render(request, "rapportage/bewijsstuk_form.html", context)
    door = aangemeld(request)
    bewijsstuk = maak_bewijsstuk(maatregel, door=door)
    toegang.noteer(
        ToegangSoort.BEWIJSSTUK_GEMAAKT,
        gebruiker=door,
        gemeente_id=gevonden.gemeente_id,
        request=request,
        over=f"{gemeente}/{plan}/{code}",
    )
    antwoord = HttpResponse(bewijsstuk.pdf, content_type="application/pdf")
    antwoord["Content-Disposition"] = content_disposition_header(True, bewijsstuk.bestandsnaam)
    return antwoord
