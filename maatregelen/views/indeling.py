"""Giving a measure another code, thema or clusters."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld
from maatregelen.domain import grond
from maatregelen.domain.indeling import deel_in
from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.maatregel import IndelingForm
from maatregelen.models import Maatregel
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
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
