"""Registering that a frozen version came a step further."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.kalender import MAANDNAMEN
from jeugdhulp.rechten import aangemeld
from jeugdhulp.views.opnieuw import pas_aangemeld
from rapportage.choices import Stap
from rapportage.domain import versies
from rapportage.forms.rapportversie import VersiestapForm
from rapportage.models import Rapportversie
from rapportage.views.rapport import rond
from rapportage.views.rapportversie import KNOP
from rapportage.views.versie import naar, openbaar_adres, te_schrijven


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
    dag = rapportage.peildatum
    form = VersiestapForm(
        request.POST if request.method == "POST" else None,
        stap=stap,
        vandaag=kalender.vandaag(),
        adres=rapportage.adres,
        # Not its title: an address is for good, also when words in the title are shielded.
        voorstel=slugify(
            f"{rapportage.get_soort_display()} {MAANDNAMEN[dag.month - 1]} {dag.year}"
        ),
    )
    if form.is_valid():
        try:
            versies.zet_stap(bevroren, door=aangemeld(request), **form.cleaned_data)
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, f"Vastgelegd: {stap.label}.")
            return naar(bevroren)
    context = rond(request, rapportage) | {
        "bevroren": bevroren,
        "form": form,
        "stap": stap,
        "knop": KNOP[stap],
        "is_openbaar": stap == Stap.OPENBAAR,
        "openbaar_adres": openbaar_adres(rapportage),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "rapportage/versiestap_form.html", context, status=status)


_maak_openbaar = pas_aangemeld("een rapport openbaar maken")(_formulier)
