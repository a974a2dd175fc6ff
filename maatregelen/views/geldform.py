"""Changing money where it is read: investering and dekking per row, besteding, besparing."""

import re
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.rechten import aangemeld
from maatregelen import rechten
from maatregelen.domain import grond
from maatregelen.domain.geld import geldregels
from maatregelen.domain.geld.geldregels import BESPARING_VELDEN, BESTEDING
from maatregelen.domain.wijzigen import wie_maakte
from maatregelen.forms.geld import (
    BesparingForm,
    BestedingForm,
    DekkingForm,
    InvesteringForm,
    geldwaarden,
)
from maatregelen.models import Besparing, Besteding, Dekking, Investering, Maatregel
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
from maatregelen.views.bladrij import MET_MEER, anker_van, blad_van, deelnaam, schrijver
from maatregelen.views.zitting import waarom

_MODELLEN: dict[str, Any] = {"investering": Investering, "dekking": Dekking}
_FORMS: dict[str, type[InvesteringForm]] = {"investering": InvesteringForm, "dekking": DekkingForm}
_WIJZIG: dict[str, Any] = {
    "investering": geldregels.wijzig_investering,
    "dekking": geldregels.wijzig_dekking,
}
_VOEG_TOE: dict[str, Any] = {
    "investering": geldregels.voeg_investering_toe,
    "dekking": geldregels.voeg_dekking_toe,
}


def _regel_te_bewerken(
    request: HttpRequest, gemeente: str, plan: str, code: str, soort: str
) -> Maatregel:
    maatregel = te_bewerken(request, gemeente, plan, code, rechten.mag_geld_wijzigen)
    if soort not in _MODELLEN:
        raise Http404
    return maatregel


@require_http_methods(["GET", "HEAD", "POST"])
def geldregel_create(
    request: HttpRequest, gemeente: str, plan: str, code: str, soort: str, blad: int
) -> HttpResponse:
    """A new row of investering or dekking on a blad, or (0) the first of a measure without."""
    maatregel = _regel_te_bewerken(request, gemeente, plan, code, soort)
    van_blad = blad_van(maatregel, blad)
    naam = deelnaam(maatregel.plan, soort, van_blad)
    maak = partial(
        _FORMS[soort],
        nieuw=True,
        initial=waarom(request, maatregel.plan),
        gronden=grond.keuzes(maatregel.plan),
    )

    def leg_vast(form: InvesteringForm) -> None:
        voeg_toe = partial(_VOEG_TOE[soort], maatregel.plan, blad=van_blad)
        voeg_toe(door=aangemeld(request), **form.zin(), **form.waarden())

    return bewerk(
        request,
        Onderdeel(maatregel, anker_van(soort, van_blad), naam),
        maak,
        leg_vast,
        gelukt=f"‘{naam}’ van {maatregel.code} heeft een regel meer.",
        template=MET_MEER,
        context={"knop": "Regel toevoegen"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def geldregel_update(
    request: HttpRequest, gemeente: str, plan: str, code: str, soort: str, rij: int
) -> HttpResponse:
    """A row that counts on a blad of this measure; what is only mentioned here changes there."""
    maatregel = _regel_te_bewerken(request, gemeente, plan, code, soort)
    rijen = _MODELLEN[soort].objects.filter(blad__maatregel=maatregel)
    begin = get_object_or_404(rijen.select_related("blad__cluster"), pk=rij)
    naam = deelnaam(maatregel.plan, soort, begin.blad)
    gronden = grond.keuzes(maatregel.plan)

    def maak_form(data: Any) -> InvesteringForm:
        nu = rijen.get(pk=rij) if data else begin
        return _FORMS[soort](
            data,
            initial=geldwaarden(nu) | waarom(request, maatregel.plan),
            gronden=gronden,
            schrijver=schrijver(nu, InvesteringForm.samen),
        )

    def leg_vast(form: InvesteringForm) -> None:
        wijzig = partial(_WIJZIG[soort], begin, gezien=form.was())
        wijzig(door=aangemeld(request), **form.zin(), **form.anders())

    return bewerk(
        request,
        Onderdeel(maatregel, f"deel-{soort}-{begin.blad_id}", naam),
        maak_form,
        leg_vast,
        gelukt=f"‘{naam}’ van {maatregel.code} is vastgelegd.",
        template=MET_MEER,
        context={
            "hulp": "Gaat dit niet door? Regels verdwijnen niet: pas het laatste jaar of het bedrag"
            " aan, en schrijf bij de reden waarom."
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def besteding_create(
    request: HttpRequest, gemeente: str, plan: str, code: str, blad: int
) -> HttpResponse:
    """How a year stands on a new peildatum; begins with what was begroot for `?jaar=`."""
    maatregel = te_bewerken(request, gemeente, plan, code, rechten.mag_besteding_vastleggen)
    van_blad = blad_van(maatregel, blad)
    gevraagd = re.fullmatch(r"(19|20)[0-9]{2}", request.GET.get("jaar", ""))
    jaar = int(gevraagd[0]) if gevraagd else kalender.vandaag().year
    laatste = (
        Besteding.objects.filter(blad=van_blad.pk or 0, jaar=jaar).order_by("peildatum").last()
    )
    begin = {"jaar": jaar, "begroot": laatste.begroot if laatste else None}
    naam = f"Besteding, {van_blad.cluster.titel}" if van_blad.cluster else "Besteding"

    def leg_vast(form: BestedingForm) -> None:
        geldregels.leg_besteding_vast(van_blad, door=aangemeld(request), **form.waarden())

    return bewerk(
        request,
        Onderdeel(maatregel, "deel-besteding", naam),
        partial(BestedingForm, nieuw=True, initial=begin),
        leg_vast,
        gelukt=f"De besteding van {maatregel.code} is vastgelegd.",
        template=MET_MEER,
        context={"knop": "Besteding vastleggen"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def besteding_update(
    request: HttpRequest, gemeente: str, plan: str, code: str, rij: int
) -> HttpResponse:
    """Correct what was put down for a peildatum."""
    maatregel = te_bewerken(request, gemeente, plan, code, rechten.mag_besteding_vastleggen)
    rijen = Besteding.objects.filter(blad__maatregel=maatregel)
    begin = get_object_or_404(rijen, pk=rij)

    def maak_form(data: Any) -> BestedingForm:
        nu = rijen.get(pk=rij) if data else begin
        waarden = {veld: getattr(nu, veld) for veld in (*BESTEDING, "toelichting")}
        initial = waarden | waarom(request, maatregel.plan)
        return BestedingForm(data, initial=initial, schrijver=schrijver(nu, {}))

    def leg_vast(form: BestedingForm) -> None:
        verbeter = partial(geldregels.verbeter_besteding, begin, gezien=form.was())
        verbeter(door=aangemeld(request), reden=form.zin()["reden"], **form.anders())

    dag = kalender.datum_voluit(begin.peildatum)
    return bewerk(
        request,
        Onderdeel(maatregel, "deel-besteding", f"Besteding {begin.jaar} per {dag}"),
        maak_form,
        leg_vast,
        gelukt=f"De besteding van {maatregel.code} is verbeterd.",
        template=MET_MEER,
        context={
            "hulp": "Verbeter hier alleen wat verkeerd was ingevuld. Zijn de bedragen inmiddels"
            " anders? Leg dan een nieuwe peildatum vast."
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def besparing_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """What the measure saves in a year that has no row yet."""
    maatregel = te_bewerken(request, gemeente, plan, code, rechten.mag_besteding_vastleggen)

    def maak_form(data: Any) -> BesparingForm:
        rijen = Besparing.objects.filter(maatregel=maatregel)
        return BesparingForm(
            data, bezet={rij.jaar: partial(_al_vastgelegd, maatregel, rij) for rij in rijen}
        )

    def leg_vast(form: BesparingForm) -> None:
        waarden = form.waarden()
        leg = partial(geldregels.leg_besparing_vast, maatregel, waarden.pop("jaar"))
        leg(alleen_nieuw=True, door=aangemeld(request), **waarden)

    return bewerk(
        request,
        Onderdeel(maatregel, "deel-besparing", "Besparing"),
        maak_form,
        leg_vast,
        gelukt=f"De besparing van {maatregel.code} is vastgelegd.",
        template=MET_MEER,
        context={"knop": "Besparing vastleggen"},
    )


def _al_vastgelegd(maatregel: Maatregel, rij: Besparing) -> str:
    """Who was first, and where it can be changed. One query."""
    plan = maatregel.plan
    adres = reverse(
        "maatregelen:besparing_update",
        args=[plan.gemeente.slug, plan.slug, maatregel.code, rij.pk],
    )
    return format_html(
        '{} heeft de besparing {} al vastgelegd. <a href="{}">Bewerk die</a>.',
        wie_maakte(rij),
        f"van {rij.jaar}" if rij.jaar else "zonder jaar",
        adres,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def besparing_update(
    request: HttpRequest, gemeente: str, plan: str, code: str, rij: int
) -> HttpResponse:
    """Change what was put down for a year."""
    maatregel = te_bewerken(request, gemeente, plan, code, rechten.mag_besteding_vastleggen)
    rijen = Besparing.objects.filter(maatregel=maatregel)
    begin = get_object_or_404(rijen, pk=rij)

    def maak_form(data: Any) -> BesparingForm:
        nu = rijen.get(pk=rij) if data else begin
        waarden = {veld: getattr(nu, veld) for veld in BESPARING_VELDEN}
        initial = waarden | waarom(request, maatregel.plan)
        return BesparingForm(data, initial=initial, schrijver=schrijver(nu, {}))

    def leg_vast(form: BesparingForm) -> None:
        leg = partial(geldregels.leg_besparing_vast, maatregel, begin.jaar, gezien=form.was())
        leg(door=aangemeld(request), reden=form.zin()["reden"], **form.anders())

    return bewerk(
        request,
        Onderdeel(maatregel, "deel-besparing", f"Besparing {begin.jaar or ''}".strip()),
        maak_form,
        leg_vast,
        gelukt=f"De besparing van {maatregel.code} is vastgelegd.",
        template=MET_MEER,
    )
