"""Adding and changing the risks of a measure."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jeugdhulp.models import Persoon
from jeugdhulp.rechten import aangemeld
from maatregelen.domain.maatregel.risicos import (
    KOLOMMEN,
    beeindig_risico,
    voeg_risico_toe,
    wijzig_risico,
)
from maatregelen.forms.einde import BeeindigForm
from maatregelen.forms.risico import RisicoForm
from maatregelen.models import Maatregel, Risico
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
from maatregelen.views.bladrij import TEMPLATE, alleen, bestaand, nieuw

_ANKER = "deel-risicos"


@require_http_methods(["GET", "HEAD", "POST"])
def risico_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """A new risk."""
    maatregel = te_bewerken(request, gemeente, plan, code)

    def leg_vast(form: RisicoForm) -> None:
        voeg_risico_toe(
            maatregel,
            alleen(form.cleaned_data, KOLOMMEN),
            door=aangemeld(request),
            reden=form.cleaned_data["reden"],
        )

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, "Risico toevoegen"),
        nieuw(request, maatregel.plan, _form(maatregel)),
        leg_vast,
        gelukt=f"Het risico staat nu bij {maatregel.code}.",
        template=TEMPLATE,
        context={"knop": "Risico toevoegen"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def risico_update(
    request: HttpRequest, gemeente: str, plan: str, code: str, pk: int
) -> HttpResponse:
    """One risk of this measure. From here also ending it."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rij = get_object_or_404(Risico, pk=pk, maatregel=maatregel)

    def leg_vast(form: RisicoForm) -> None:
        wijzig_risico(
            rij,
            form.wijzigingen(),
            gezien=form.gezien(),
            door=aangemeld(request),
            reden=form.cleaned_data["reden"],
        )

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, "Risico wijzigen"),
        bestaand(request, maatregel.plan, rij, KOLOMMEN, _form(maatregel)),
        leg_vast,
        gelukt=f"Het risico bij {maatregel.code} is gewijzigd.",
        template=TEMPLATE,
        context={
            "verder": [
                (
                    reverse("maatregelen:risico_delete", args=[gemeente, plan, code, pk]),
                    "Risico beëindigen",
                )
            ]
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def risico_delete(
    request: HttpRequest, gemeente: str, plan: str, code: str, pk: int
) -> HttpResponse:
    """The risk no longer counts from a day on; the row stays."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rij = get_object_or_404(Risico, pk=pk, maatregel=maatregel)

    def leg_vast(form: BeeindigForm) -> None:
        gegeven = form.cleaned_data
        beeindig_risico(
            rij, gegeven["beeindigd_op"], door=aangemeld(request), reden=gegeven["reden"]
        )

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, "Risico beëindigen"),
        nieuw(request, maatregel.plan, BeeindigForm),
        leg_vast,
        gelukt=f"Het risico bij {maatregel.code} is beëindigd.",
        template=TEMPLATE,
        context={"knop": "Risico beëindigen", "over": rij.gebeurtenis},
    )


def _form(maatregel: Maatregel) -> partial[RisicoForm]:
    personen = Persoon.objects.filter(gemeente=maatregel.plan.gemeente_id)
    return partial(RisicoForm, personen=list(personen))
