"""Registering that a frozen version came a step further."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.kalender import MAANDNAMEN
from jeugdhulp.rechten import aangemeld
from jeugdhulp.views.opnieuw import pas_aangemeld
from rapportage.adres import mag_adres
from rapportage.choices import Stap
from rapportage.domain import versies
from rapportage.forms.rapportversie import VersiestapForm
from rapportage.models import Rapportage, Rapportversie
from rapportage.views.rapport import rond
from rapportage.views.staat import KNOP
from rapportage.views.versie import (
    adres_voor_iedereen,
    bestandrijen,
    naar,
    te_schrijven,
)

# Room for a number behind it, within the column.
_LANG = 45
GELUKT = {
    Stap.VASTGESTELD: "Vastgelegd dat versie {} is vastgesteld.",
    Stap.AANGEBODEN: "Vastgelegd dat versie {} aan de raad is aangeboden. De raad leest die nu.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def versiestap_create(
    request: HttpRequest, gemeente: str, nummer: int, versie: int
) -> HttpResponse:
    """The next step of this version. Before everybody may read it she signs in once more; where
    there is no next step, back to the version."""
    bevroren = te_schrijven(request, gemeente, nummer, versie)
    stap = versies.toestand_van(bevroren).volgende
    if stap is None:
        messages.info(request, "Deze versie heeft nu geen volgende stap.")
        return naar(bevroren)
    if stap == Stap.OPENBAAR:
        return _maak_openbaar(request, bevroren, stap)
    return _formulier(request, bevroren, stap)


def _formulier(request: HttpRequest, bevroren: Rapportversie, stap: Stap) -> HttpResponse:
    rapportage = bevroren.rapportage
    voorstel = rapportage.adres or _voorstel(rapportage)
    form = VersiestapForm(
        request.POST if request.method == "POST" else None,
        stap=stap,
        vandaag=kalender.vandaag(),
        adres=rapportage.adres,
        voorstel=voorstel,
    )
    if form.is_valid():
        try:
            versies.zet_stap(bevroren, door=aangemeld(request), **form.cleaned_data)
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, _gelukt(bevroren, stap, form.cleaned_data.get("adres", "")))
            return naar(bevroren)
    context = rond(request, rapportage) | {
        "bevroren": bevroren,
        "form": form,
        "stap": stap,
        "knop": KNOP[stap],
        "is_openbaar": stap == Stap.OPENBAAR,
        "bestanden": bestandrijen(bevroren, lambda naam: _bestand(bevroren, naam)),
        "adres": adres_voor_iedereen(rapportage.gemeente.slug, voorstel),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "rapportage/versiestap_form.html", context, status=status)


_maak_openbaar = pas_aangemeld("een rapport openbaar maken")(_formulier)


def _voorstel(rapportage: Rapportage) -> str:
    """An address that no report of the gemeente has: its title, where that says no more than which
    report it is, else its kind and month. One query."""
    begin = slugify(rapportage.titel)
    if len(begin) > _LANG or not mag_adres(begin, rapportage.plan.slug):
        dag = rapportage.peildatum
        begin = slugify(f"{rapportage.get_soort_display()} {MAANDNAMEN[dag.month - 1]} {dag.year}")
    gelijk = Rapportage.objects.filter(gemeente=rapportage.gemeente_id, adres__startswith=begin)
    bezet = set(gelijk.values_list("adres", flat=True))
    keuzes = (begin, *(f"{begin}-{nummer}" for nummer in range(2, len(bezet) + 2)))
    return next(adres for adres in keuzes if adres not in bezet)


def _bestand(bevroren: Rapportversie, naam: str) -> str:
    rapportage = bevroren.rapportage
    waar = [rapportage.gemeente.slug, rapportage.nummer, bevroren.nummer, naam]
    return reverse("rapportage:publicatie_download", args=waar)


def _gelukt(bevroren: Rapportversie, stap: Stap, adres: str) -> str:
    if stap != Stap.OPENBAAR:
        return GELUKT[stap].format(bevroren.nummer)
    rapportage = bevroren.rapportage
    if not (waar := rapportage.adres or adres):
        return f"Versie {bevroren.nummer} is openbaar, zonder eigen adres."
    vol = adres_voor_iedereen(rapportage.gemeente.slug, waar)
    zin = 'Versie {} is openbaar. Iedereen leest het rapport op <a href="{}">{}</a>'
    return format_html(zin, bevroren.nummer, vol, vol)
