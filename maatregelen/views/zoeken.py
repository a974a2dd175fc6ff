"""Looking for words in all measures somebody may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jeugdhulp import kalender
from jeugdhulp.rechten import rolnamen
from maatregelen.domain import zoeken as domein
from maatregelen.forms.zoeken import ZoekForm
from maatregelen.models import Maatregel
from maatregelen.views.bekeken import laatst_bekeken


@require_safe
def zoeken(request: HttpRequest) -> HttpResponse:
    """What was found, a page at a time, with where the words stand."""
    form = ZoekForm(request.GET)
    vraag = form.vraag()
    zichtbaar = Maatregel.objects.visible_for(request.user)
    gevonden = domein.vind(zichtbaar, vraag) if vraag.woorden else []
    pagina = domein.bladzijde(gevonden, request.GET.get("pagina"))
    context = {
        "zoekform": form,
        "vraag": vraag,
        "pagina": pagina,
        "treffers": domein.treffers(list(pagina.object_list), vraag, kalender.vandaag()),
        "bekeken": laatst_bekeken(request),
        "rol": ", ".join(rolnamen(request.user)),
    }
    return render(request, "maatregelen/zoeken.html", context)
