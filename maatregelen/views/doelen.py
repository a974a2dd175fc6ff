"""Saying which goals a measure serves."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld
from maatregelen.domain import grond
from maatregelen.domain.maatregel.doelkoppelingen import te_kiezen, wijzig_doelen
from maatregelen.forms.doelen import DoelenForm
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
from maatregelen.views.zitting import waarom


@require_http_methods(["GET", "HEAD", "POST"])
def doelen_update(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """Tie a measure to goals of the beleidsplan, or take it off them. Two queries and those of the
    ground and the rights, whatever the number of goals."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    gronden = grond.keuzes(maatregel.plan)

    def maak_form(data: Any) -> DoelenForm:
        gekoppeld = dict(maatregel.doelkoppelingen.values_list("doel", "primair"))
        eerste = next((pk for pk, primair in gekoppeld.items() if primair), None)
        return DoelenForm(
            data,
            bomen=te_kiezen(maatregel),
            gekoppeld=list(gekoppeld),
            initial={"primair": eerste} | waarom(request, maatregel.plan),
            gronden=gronden,
        )

    def leg_vast(form: DoelenForm) -> None:
        wijzig = partial(wijzig_doelen, maatregel, form.wijziging())
        wijzig(door=aangemeld(request), **form.zin())

    return bewerk(
        request,
        Onderdeel(maatregel, "deel-doelen", "Doelen van het beleid"),
        maak_form,
        leg_vast,
        gelukt=f"De doelen van {maatregel.code} zijn vastgelegd.",
        template="maatregelen/doelen_form.html",
    )
