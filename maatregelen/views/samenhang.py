"""Adding and changing what a measure is tied to."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.models import Organisatie
from jeugdhulp.rechten import aangemeld
from maatregelen.domain.maatregel.samenhangen import (
    KOLOMMEN,
    NAAR,
    PERIODE,
    beeindig_samenhang,
    voeg_samenhang_toe,
    wijzig_samenhang,
)
from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.einde import BeeindigForm
from maatregelen.forms.samenhang import GEWOON, SamenhangForm, kolommen_van, sleutel_van
from maatregelen.models import Maatregel, Plan, Samenhang
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
from maatregelen.views.bladrij import TEMPLATE, alleen, nieuw
from maatregelen.views.zitting import waarom

_ANKER = "deel-samenhang"


@require_http_methods(["GET", "HEAD", "POST"])
def samenhang_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """A new tie."""
    maatregel = te_bewerken(request, gemeente, plan, code)

    def leg_vast(form: SamenhangForm) -> None:
        voeg_samenhang_toe(
            maatregel,
            kolommen_van(form.cleaned_data),
            door=aangemeld(request),
            reden=form.cleaned_data["reden"],
        )

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, "Samenhang toevoegen"),
        nieuw(request, maatregel.plan, _form(request, maatregel)),
        leg_vast,
        gelukt=f"De samenhang staat nu bij {maatregel.code}.",
        template=TEMPLATE,
        context={"knop": "Samenhang toevoegen"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def samenhang_update(
    request: HttpRequest, gemeente: str, plan: str, code: str, pk: int
) -> HttpResponse:
    """One tie that stands on this sheet. From here also ending it."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rij = get_object_or_404(Samenhang, pk=pk, maatregel=maatregel)
    maak = _form(request, maatregel)

    def maak_form(data: Any) -> SamenhangForm:
        nu = Samenhang.objects.get(pk=rij.pk) if data else rij
        return maak(
            data,
            initial=_velden(nu) | waarom(request, maatregel.plan),
            schrijver=partial(_wie_wijzigde, nu),
        )

    def leg_vast(form: SamenhangForm) -> None:
        was = kolommen_van(form.initial)
        wordt = kolommen_van(form.cleaned_data)
        anders = {kolom: waarde for kolom, waarde in wordt.items() if waarde != was[kolom]}
        wijzig_samenhang(
            rij,
            anders,
            gezien=alleen(was, anders),
            door=aangemeld(request),
            reden=form.cleaned_data["reden"],
        )

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, "Samenhang wijzigen"),
        maak_form,
        leg_vast,
        gelukt=f"De samenhang bij {maatregel.code} is gewijzigd.",
        template=TEMPLATE,
        context={
            "verder": [
                (
                    reverse("maatregelen:samenhang_delete", args=[gemeente, plan, code, pk]),
                    "Samenhang beëindigen",
                )
            ]
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def samenhang_delete(
    request: HttpRequest, gemeente: str, plan: str, code: str, pk: int
) -> HttpResponse:
    """The tie no longer counts from a day on; the row stays."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rijen = Samenhang.objects.select_related("naar_maatregel", "naar_thema", "naar_organisatie")
    rij = get_object_or_404(rijen, pk=pk, maatregel=maatregel)

    def leg_vast(form: BeeindigForm) -> None:
        gegeven = form.cleaned_data
        beeindig_samenhang(
            rij, gegeven["beeindigd_op"], door=aangemeld(request), reden=gegeven["reden"]
        )

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, "Samenhang beëindigen"),
        nieuw(request, maatregel.plan, BeeindigForm),
        leg_vast,
        gelukt=f"De samenhang bij {maatregel.code} is beëindigd.",
        template=TEMPLATE,
        context={"knop": "Samenhang beëindigen", "over": _over(rij, maatregel.plan)},
    )


def _over(rij: Samenhang, plan: Plan) -> str:
    """Of another measure only the code: not everybody may see its title."""
    waar: Any = rij.naar_organisatie or rij.buiten
    if rij.naar_maatregel is not None:
        waar = rij.naar_maatregel.code
    elif rij.naar_thema is not None:
        waar = f"{plan.naam_thema} {rij.naar_thema}"
    return f"{rij.get_soort_display().capitalize()}: {waar}"


def _velden(rij: Samenhang) -> dict[str, Any]:
    kolommen = {kolom: getattr(rij, kolom) for kolom in KOLOMMEN}
    zonder_tijd = rij.periode == Periode(PeriodeSoort.ONBEPAALD)
    periode = None if zonder_tijd else rij.periode
    return alleen(kolommen, GEWOON) | {"naar": sleutel_van(kolommen), "periode": periode}


def _wie_wijzigde(rij: Samenhang, veld: str) -> Any:
    kolommen = {"naar": NAAR, "periode": PERIODE}.get(veld, (veld,))
    gevonden = (wie_wijzigde(rij, kolom) for kolom in kolommen)
    return next((wie for wie in gevonden if wie), None)


def _form(request: HttpRequest, maatregel: Maatregel) -> Callable[..., SamenhangForm]:
    """Three queries: all that a tie of this measure can lead to, and she may see."""
    plan = maatregel.plan
    buren = Maatregel.objects.filter(plan=plan).visible_for(request.user).exclude(pk=maatregel.pk)
    organisaties = Organisatie.objects.filter(gemeente=plan.gemeente_id)
    keuzes: dict[str, list[Any]] = {
        "Maatregelen": list(buren.in_volgorde()),
        "Thema’s": list(plan.themas.all()),
        "Organisaties": list(organisaties),
    }
    return partial(SamenhangForm, keuzes=keuzes)
