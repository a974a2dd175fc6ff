"""Giving a measure another code, thema or clusters."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld
from maatregelen.domain import grond
from maatregelen.domain.maatregel.indeling import deel_in, neem_blad_weg, wat_hangt_aan
from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.maatregel import IndelingForm
from maatregelen.models import Blad, Maatregel
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
from maatregelen.views.bladrij import nieuw
from maatregelen.views.zitting import waarom


@require_http_methods(["GET", "HEAD", "POST"])
def indeling_update(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """Renumber, move to another thema or cluster, or add a sheet."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    themas = list(maatregel.plan.themas.all())
    clusters = list(maatregel.plan.clusters.all())
    gronden = grond.keuzes(maatregel.plan) if clusters else []

    def maak_form(data: Any) -> IndelingForm:
        rij = Maatregel.objects.get(pk=maatregel.pk) if data else maatregel
        bladen = list(rij.bladen.select_related("cluster"))
        nu = {"code": rij.code, "thema": str(rij.thema_id)}
        nu |= {f"blad_{blad.pk}": str(blad.cluster_id or "") for blad in bladen}
        return IndelingForm(
            data,
            initial=nu | waarom(request, maatregel.plan),
            maatregel=maatregel,
            themas=themas,
            clusters=clusters,
            bladen=bladen,
            gronden=gronden,
            schrijver=partial(wie_wijzigde, rij),
        )

    return bewerk(
        request,
        Onderdeel(maatregel, "deel-kenmerken", "Indeling"),
        maak_form,
        partial(_leg_vast, request, maatregel),
        gelukt="De indeling is vastgelegd.",
        template="maatregelen/indeling_form.html",
    )


def _leg_vast(request: HttpRequest, maatregel: Maatregel, form: IndelingForm) -> None:
    gezien = {veld: was for veld, was in form.gezien().items() if veld == "code"}
    if "thema" in form.gezien():
        gezien["thema_id"] = int(form.gezien()["thema"])
    nu = deel_in(
        maatregel,
        **form.indeling(),
        gezien=gezien,
        door=aangemeld(request),
        **form.zin(),
    )
    # She goes on at its new address.
    maatregel.code = nu.code


@require_http_methods(["GET", "HEAD", "POST"])
def blad_delete(
    request: HttpRequest, gemeente: str, plan: str, code: str, blad: int
) -> HttpResponse:
    """Take away a sheet on which nothing stands; else the page says, row by row, what does."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    bladen = Blad.objects.filter(maatregel=maatregel).select_related("cluster")
    weg = get_object_or_404(bladen, pk=blad)
    weg.maatregel = maatregel

    def leg_vast(form: BewerkForm) -> None:
        neem_blad_weg(weg, door=aangemeld(request), reden=form.zin()["reden"])

    return bewerk(
        request,
        Onderdeel(maatregel, "deel-kenmerken", "Blad weghalen"),
        nieuw(request, maatregel.plan, BewerkForm),
        leg_vast,
        gelukt=f"Het blad van {maatregel.code} is weggehaald.",
        template="maatregelen/blad_weg_form.html",
        context={"blad": weg, "hangt": wat_hangt_aan(weg)},
    )
