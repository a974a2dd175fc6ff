"""Two rounds beside each other, and how a plan went over its rounds."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jeugdhulp import kalender
from jeugdhulp.grafiek.beeld import Beeld as Grafiekbeeld
from jeugdhulp.rechten import leesbare_gemeenten
from maatregelen.domain.ronde import rondevergelijken
from maatregelen.forms.rondevergelijken import STANDAARD_RONDES, VergelijkForm
from maatregelen.models import Maatregel, Ronde
from maatregelen.views.plan import basis, plan_voor


@require_safe
def rondes_vergelijken(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """What changed between two rounds (`van`, `tot`; without, the last two that can be compared),
    and what the last `rondes` of them show. For who reads whole plans."""
    gevonden = plan_voor(request, gemeente, plan)
    if gevonden.gemeente_id not in leesbare_gemeenten(request.user):
        raise PermissionDenied
    moment = kalender.nu()
    keuze = rondevergelijken.keuze(Ronde.objects.filter(plan=gevonden).visible_for(request.user))
    for ronde in keuze.rondes:
        ronde.plan = gevonden
    context = basis(request, gevonden) | {"keuze": keuze}
    aantal = STANDAARD_RONDES
    if keuze.rondes:
        form = VergelijkForm(request.GET, rondes=keuze.rondes)
        context["form"] = form
        if form.is_valid():
            van, tot = form.paar()
            aantal = form.cleaned_data["rondes"]
            context |= {
                "van": van,
                "tot": tot,
                "gevonden": rondevergelijken.vergelijk_rondes(van, tot, moment=moment),
            }
    zichtbaar = Maatregel.objects.filter(plan=gevonden).visible_for(request.user)
    verloop = rondevergelijken.lees_verloop(gevonden, zichtbaar, moment, aantal)
    context |= {
        "aantal": aantal,
        "verloop": verloop,
        "trend": {
            "grafiek": Grafiekbeeld(verloop.grafiek, "verloop-grafiek")
            if verloop.grafiek
            else None,
            "geeindigd": verloop.geeindigd,
        },
    }
    return render(request, "maatregelen/rondes_vergelijken.html", context)
