"""Changing the texts of a sheet, and the title and kenmerken of a measure."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld
from maatregelen.choices import TEKSTVELDEN_VAN_BLAD, Bladveld
from maatregelen.domain import grond
from maatregelen.domain.maatregel.bladteksten import KENMERKEN, TWIJFEL, wijzig_bladtekst
from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.bladtekst import BladtekstForm, KenmerkenForm
from maatregelen.models import Maatregel
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
from maatregelen.views.zitting import waarom


@require_http_methods(["GET", "HEAD", "POST"])
def bladtekst_update(
    request: HttpRequest, gemeente: str, plan: str, code: str, veld: str
) -> HttpResponse:
    """One text, or what is doubtful. Only the doel asks a ground, in a plan that was vastgesteld
    (rule 3)."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    if veld not in (*TEKSTVELDEN_VAN_BLAD, TWIJFEL):
        raise Http404
    namen = {rij["veld"]: rij["naam"] for rij in maatregel.plan.bladvelden}
    namen[TWIJFEL] = "Nog na te gaan"
    naam = namen[veld] if veld in namen else str(Bladveld(veld).label)
    gronden = grond.keuzes(maatregel.plan) if veld == Bladveld.DOEL else []
    maak = partial(BladtekstForm, veld=veld, gronden=gronden)
    return bewerk(
        request,
        Onderdeel(maatregel, f"deel-{veld}", naam),
        _met_inhoud(request, maatregel, [veld], maak),
        partial(_leg_vast, request, maatregel),
        gelukt=f"‘{naam}’ van {maatregel.code} is vastgelegd.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def kenmerken_update(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """Title, second title, schaalniveau, domein and own influence."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    return bewerk(
        request,
        Onderdeel(maatregel, "deel-kenmerken", "Titel en kenmerken"),
        _met_inhoud(request, maatregel, KENMERKEN, KenmerkenForm),
        partial(_leg_vast, request, maatregel),
        gelukt=f"Titel en kenmerken van {maatregel.code} zijn vastgelegd.",
    )


def _met_inhoud(
    request: HttpRequest,
    maatregel: Maatregel,
    velden: Any,
    maak: Callable[..., BewerkForm],
) -> Callable[[Any], BewerkForm]:
    def maak_form(data: Any) -> BewerkForm:
        rij = Maatregel.objects.get(pk=maatregel.pk) if data else maatregel
        nu = {veld: getattr(rij, veld) for veld in velden}
        zin = waarom(request, maatregel.plan)
        return maak(data, initial=nu | zin, schrijver=partial(wie_wijzigde, rij))

    return maak_form


def _leg_vast(request: HttpRequest, maatregel: Maatregel, form: BewerkForm) -> None:
    wijzig_bladtekst(
        maatregel,
        form.wijzigingen(),
        gezien=form.gezien(),
        door=aangemeld(request),
        **form.zin(),
    )
