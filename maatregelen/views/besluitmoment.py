"""Changing which decisions a measure needs, and registering what came of them."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld
from maatregelen.choices import MijlpaalToestand
from maatregelen.domain.maatregel import besluitmomenten
from maatregelen.forms.besluitmoment import GENOMEN, BesluitmomentForm, UitkomstForm, nodig_van
from maatregelen.models import Besluitmoment, Maatregel, Mijlpaal
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
from maatregelen.views.bladrij import MET_MEER, schrijver
from maatregelen.views.zitting import waarom

_ANKER = "deel-besluiten"
_NAAM = "Welk besluit is nodig"


def _stappen(maatregel: Maatregel, van: Besluitmoment | None = None) -> list[Mijlpaal]:
    """The planning lines it can belong to, with that of `van`. One query."""
    stappen = Mijlpaal.objects.filter(blad__maatregel=maatregel, onderdeel_van=None)
    return [
        stap
        for stap in stappen.order_by("blad", "volgorde", "pk")
        if stap.toestand != MijlpaalToestand.VERVALLEN or (van and stap.pk == van.mijlpaal_id)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def besluitmoment_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """A decision or advice that the measure needs."""
    maatregel = te_bewerken(request, gemeente, plan, code)

    def leg_vast(form: BesluitmomentForm) -> None:
        besluitmomenten.voeg_besluitmoment_toe(maatregel, door=aangemeld(request), **form.waarden())

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, _NAAM),
        partial(BesluitmomentForm, stappen=_stappen(maatregel), nieuw=True),
        leg_vast,
        gelukt=f"Bij {maatregel.code} staat nu dat dit nodig is.",
        template=MET_MEER,
        context={"knop": "Besluit of advies toevoegen"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def besluitmoment_update(
    request: HttpRequest, gemeente: str, plan: str, code: str, rij: int
) -> HttpResponse:
    """Of whom, about what, when expected."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rijen = Besluitmoment.objects.filter(maatregel=maatregel)
    begin = get_object_or_404(rijen, pk=rij)

    def maak_form(data: Any) -> BesluitmomentForm:
        nu = rijen.get(pk=rij) if data else begin
        return BesluitmomentForm(
            data,
            stappen=_stappen(maatregel, nu),
            initial=nodig_van(nu) | waarom(request, maatregel.plan),
            schrijver=schrijver(nu, BesluitmomentForm.samen),
        )

    def leg_vast(form: BesluitmomentForm) -> None:
        wijzig = partial(besluitmomenten.wijzig_besluitmoment, begin, gezien=form.was())
        wijzig(door=aangemeld(request), reden=form.zin()["reden"], **form.anders())

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, _NAAM),
        maak_form,
        leg_vast,
        gelukt=f"Wat er nodig is voor {maatregel.code}, is vastgelegd.",
        template=MET_MEER,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def besluitmoment_genomen(
    request: HttpRequest, gemeente: str, plan: str, code: str, rij: int
) -> HttpResponse:
    """The day, the outcome and the number; once registered they are corrected with a reason."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rijen = Besluitmoment.objects.filter(maatregel=maatregel)
    begin = get_object_or_404(rijen, pk=rij)

    def maak_form(data: Any) -> UitkomstForm:
        nu = rijen.get(pk=rij) if data else begin
        waarden = {veld: getattr(nu, veld) for veld in GENOMEN}
        return UitkomstForm(
            data,
            genomen=nu.genomen_op is not None,
            initial=waarden | waarom(request, maatregel.plan),
            schrijver=schrijver(nu, {}),
        )

    def leg_vast(form: UitkomstForm) -> None:
        if not form.genomen:
            besluitmomenten.neem_besluitmoment(begin, door=aangemeld(request), **form.waarden())
            return
        verbeter = partial(besluitmomenten.wijzig_besluitmoment, begin, gezien=form.was())
        verbeter(door=aangemeld(request), reden=form.zin()["reden"], **form.anders())

    wie = "Advies" if begin.soort == "advies" else "Besluit"
    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, f"{wie} van {begin.orgaan}"),
        maak_form,
        leg_vast,
        gelukt=f"De uitkomst bij {maatregel.code} is vastgelegd.",
        template=MET_MEER,
        context={"knop": "Uitkomst vastleggen", "hulp": begin.onderwerp},
    )
