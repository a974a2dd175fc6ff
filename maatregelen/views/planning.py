"""Changing the planning of one blad, all its lines at once."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.rechten import aangemeld
from maatregelen.choices import Bladveld
from maatregelen.domain.maatregel.planning import werk_planning_bij
from maatregelen.domain.maatregel.planningregels import Planningregel, lees_planningregels
from maatregelen.forms.planning import PlanningForm
from maatregelen.models import Blad, Mijlpaal
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
from maatregelen.views.bladrij import anker_van, blad_van, deelnaam, schrijver
from maatregelen.views.zitting import waarom

# A period is one field on screen and these columns in the history.
_KOLOMMEN = {"periode": ("periode_soort", "van", "tot_en_met", "herhaling")}


@require_http_methods(["GET", "HEAD", "POST"])
def planning_update(
    request: HttpRequest, gemeente: str, plan: str, code: str, blad: int
) -> HttpResponse:
    """The planning of the blad with this number, or (0) the first of a measure without. Five
    queries and those of the rights, whatever the number of lines."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    gevonden = blad_van(maatregel, blad)
    return bewerk(
        request,
        Onderdeel(
            maatregel,
            anker_van(Bladveld.PLANNING, gevonden),
            deelnaam(maatregel.plan, Bladveld.PLANNING, gevonden),
        ),
        _met_regels(request, gevonden),
        partial(_leg_vast, request, gevonden),
        gelukt=f"De planning van {maatregel.code} is vastgelegd.",
        template="maatregelen/planning_form.html",
    )


def _met_regels(request: HttpRequest, blad: Blad) -> Callable[[Any], PlanningForm]:
    def maak_form(data: Any) -> PlanningForm:
        regels = lees_planningregels(blad)
        return PlanningForm(
            data,
            regels=regels,
            vandaag=kalender.vandaag(),
            initial=waarom(request, blad.maatregel.plan),
            schrijver=partial(
                _schrijver, {f"rij{rij.mijlpaal.pk}": rij.mijlpaal for rij in regels}
            ),
        )

    return maak_form


def _schrijver(mijlpalen: dict[str, Mijlpaal], naam: str) -> tuple[str, datetime] | None:
    sleutel, _, veld = naam.partition("-")
    return schrijver(mijlpalen[sleutel], _KOLOMMEN)(veld)


def _leg_vast(request: HttpRequest, blad: Blad, form: PlanningForm) -> None:
    """Store it, and say what came to be odd by it."""
    eerder = {melding for rij in form.rijen if rij.regel for melding in _meldingen(rij.regel)}
    werk_planning_bij(
        blad,
        form.regelwijzigingen(),
        door=aangemeld(request),
        reden=form.cleaned_data["reden"],
    )
    for regel in lees_planningregels(blad):
        for melding in _meldingen(regel):
            if melding not in eerder:
                messages.warning(request, melding)


def _meldingen(regel: Planningregel) -> list[str]:
    return [f"“{regel.mijlpaal.tekst}”: {wat}" for wat in regel.let_op]
