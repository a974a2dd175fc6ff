"""Adding and changing the results of a measure, and saying how far they are."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld
from maatregelen.domain import grond
from maatregelen.domain.maatregel.resultaten import (
    KOLOMMEN,
    beeindig_resultaat,
    meld_resultaat,
    voeg_resultaat_toe,
    wijzig_resultaat,
)
from maatregelen.forms.einde import BeeindigForm
from maatregelen.forms.resultaat import MeldingForm, ResultaatForm
from maatregelen.models import Resultaat
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
from maatregelen.views.bladrij import TEMPLATE, alleen, bestaand, nieuw

_ANKER = "deel-resultaten"
_TE_MELDEN = ("toestand", "bewijs")


@require_http_methods(["GET", "HEAD", "POST"])
def resultaat_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """A new result; in a plan that was vastgesteld on a ground (rule 3)."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    maak = partial(ResultaatForm, gronden=grond.keuzes(maatregel.plan))

    def leg_vast(form: ResultaatForm) -> None:
        voeg_resultaat_toe(
            maatregel,
            alleen(form.cleaned_data, KOLOMMEN),
            door=aangemeld(request),
            **form.zin(),
        )

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, "Resultaat toevoegen"),
        nieuw(request, maatregel.plan, maak),
        leg_vast,
        gelukt=f"Het resultaat staat nu bij {maatregel.code}.",
        template=TEMPLATE,
        context={"knop": "Resultaat toevoegen"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def resultaat_update(
    request: HttpRequest, gemeente: str, plan: str, code: str, pk: int
) -> HttpResponse:
    """What one result is and how it is measured; on a ground as above. From here also ending it."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rij = get_object_or_404(Resultaat, pk=pk, maatregel=maatregel)
    maak = partial(ResultaatForm, gronden=grond.keuzes(maatregel.plan))

    def leg_vast(form: ResultaatForm) -> None:
        wijzig_resultaat(
            rij,
            form.wijzigingen(),
            gezien=form.gezien(),
            door=aangemeld(request),
            **form.zin(),
        )

    adres = [gemeente, plan, code, pk]
    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, "Resultaat wijzigen"),
        bestaand(request, maatregel.plan, rij, KOLOMMEN, maak),
        leg_vast,
        gelukt=f"Het resultaat bij {maatregel.code} is gewijzigd.",
        template=TEMPLATE,
        context={
            "verder": [
                (reverse("maatregelen:toestand_update", args=adres), "Melden hoever het is"),
                (reverse("maatregelen:resultaat_delete", args=adres), "Resultaat beëindigen"),
            ]
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def resultaat_delete(
    request: HttpRequest, gemeente: str, plan: str, code: str, pk: int
) -> HttpResponse:
    """The result no longer counts from a day on, on a ground as above; the row stays."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rij = get_object_or_404(Resultaat, pk=pk, maatregel=maatregel)
    maak = partial(BeeindigForm, gronden=grond.keuzes(maatregel.plan))

    def leg_vast(form: BeeindigForm) -> None:
        beeindig_resultaat(
            rij, form.cleaned_data["beeindigd_op"], door=aangemeld(request), **form.zin()
        )

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, "Resultaat beëindigen"),
        nieuw(request, maatregel.plan, maak),
        leg_vast,
        gelukt=f"Het resultaat bij {maatregel.code} is beëindigd.",
        template=TEMPLATE,
        context={"knop": "Resultaat beëindigen", "over": rij.tekst},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def toestand_update(
    request: HttpRequest, gemeente: str, plan: str, code: str, pk: int
) -> HttpResponse:
    """How far one result is. A report asks no ground: the result itself stays what it is."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rij = get_object_or_404(Resultaat, pk=pk, maatregel=maatregel)

    def leg_vast(form: MeldingForm) -> None:
        gegeven = form.cleaned_data
        meld_resultaat(
            rij,
            gegeven["toestand"],
            gegeven["toestand_op"],
            gegeven["bewijs"],
            gezien=alleen(form.initial, _TE_MELDEN),
            door=aangemeld(request),
            reden=gegeven["reden"],
        )

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, "Resultaat melden"),
        bestaand(request, maatregel.plan, rij, _TE_MELDEN, MeldingForm),
        leg_vast,
        gelukt=f"Vastgelegd hoever het resultaat van {maatregel.code} is.",
        template=TEMPLATE,
        context={"knop": "Melding vastleggen", "over": rij.tekst},
    )
