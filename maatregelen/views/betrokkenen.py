"""Who does what in a measure: appointing, changing, ending, taking over."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jeugdhulp.models import Organisatie, Persoon
from jeugdhulp.rechten import aangemeld
from maatregelen.domain.maatregel.betrokkenen import (
    FUNCTIE,
    KOLOMMEN,
    beeindig_betrokkenheid,
    heeft_functie,
    laat_opvolgen,
    wijs_aan,
    wijzig_betrokkenheid,
)
from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.betrokkenen import AanwijsForm, BetrokkenheidForm, EindeForm, OpvolgForm
from maatregelen.models import Betrokkenheid, Maatregel
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
from maatregelen.views.bladrij import TEMPLATE, bestaand, nieuw

_ANKER = "deel-betrokkenen"


@require_http_methods(["GET", "HEAD", "POST"])
def betrokkenheid_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """Somebody gets a part; `?rol=` chooses it in advance."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rol = request.GET.get("rol", "")

    def maak(data: Any, *, initial: dict[str, Any]) -> AanwijsForm:
        # A role that is none leaves the choice open.
        begin = initial | {"rol": rol}
        return AanwijsForm(data, namen=_namen(maatregel), initial=begin)

    def leg_vast(form: AanwijsForm) -> None:
        gegeven = form.cleaned_data
        wijs_aan(
            maatregel,
            form.gekozen(),
            gegeven["rol"],
            gegeven["van"],
            deeltaak=gegeven["deeltaak"],
            onbeslist=gegeven["onbeslist"],
            door=aangemeld(request),
            reden=gegeven["reden"],
        )

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, "Betrokkene toevoegen"),
        nieuw(request, maatregel.plan, maak),
        leg_vast,
        gelukt=f"De betrokkene staat nu bij {maatregel.code}.",
        template=TEMPLATE,
        context={"knop": "Betrokkene toevoegen"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def betrokkenheid_update(
    request: HttpRequest, gemeente: str, plan: str, code: str, pk: int
) -> HttpResponse:
    """For what part of it, whether it is decided, and the function of who has it. From here also
    ending and taking over."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rij = _rij(maatregel, pk)

    def leg_vast(form: BetrokkenheidForm) -> None:
        wijzig_betrokkenheid(
            rij,
            form.wijzigingen(),
            gezien=form.gezien(),
            door=aangemeld(request),
            reden=form.cleaned_data["reden"],
        )

    adres = [gemeente, plan, code, pk]
    verder = [
        (reverse("maatregelen:opvolging_create", args=adres), "Laten opvolgen"),
        (reverse("maatregelen:betrokkenheid_delete", args=adres), "Rol beëindigen"),
    ]
    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, f"{rij.naam} als {rij.rol}"),
        _bestaand(request, maatregel, rij),
        leg_vast,
        gelukt=f"De rol van {rij.naam} bij {maatregel.code} is gewijzigd.",
        template=TEMPLATE,
        context={"verder": verder},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def betrokkenheid_delete(
    request: HttpRequest, gemeente: str, plan: str, code: str, pk: int
) -> HttpResponse:
    """The part ends after a day; the row stays."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rij = _rij(maatregel, pk)

    def leg_vast(form: EindeForm) -> None:
        gegeven = form.cleaned_data
        beeindig_betrokkenheid(
            rij, gegeven["tot_en_met"], door=aangemeld(request), reden=gegeven["reden"]
        )

    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, f"Rol van {rij.naam} beëindigen"),
        nieuw(request, maatregel.plan, EindeForm),
        leg_vast,
        gelukt=f"De rol van {rij.naam} bij {maatregel.code} heeft nu een laatste dag.",
        template=TEMPLATE,
        context={"knop": "Rol beëindigen", "over": _over(rij)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def opvolging_create(
    request: HttpRequest, gemeente: str, plan: str, code: str, pk: int
) -> HttpResponse:
    """Somebody else gets the part, and it ends for who has it."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    rij = _rij(maatregel, pk)

    def leg_vast(form: OpvolgForm) -> None:
        gegeven = form.cleaned_data
        laat_opvolgen(
            rij,
            form.gekozen(),
            gegeven["per"],
            door=aangemeld(request),
            reden=gegeven["reden"],
        )

    namen = [wie for wie in _namen(maatregel) if wie != rij.wie]
    return bewerk(
        request,
        Onderdeel(maatregel, _ANKER, f"{rij.naam} laten opvolgen"),
        nieuw(request, maatregel.plan, partial(OpvolgForm, namen=namen)),
        leg_vast,
        gelukt=f"De opvolging van {rij.naam} bij {maatregel.code} is vastgelegd.",
        template=TEMPLATE,
        context={"knop": "Opvolging vastleggen", "over": _over(rij)},
    )


def _rij(maatregel: Maatregel, pk: int) -> Betrokkenheid:
    """A part in this measure, of today or gone. One query."""
    rijen = Betrokkenheid.objects.select_related("persoon", "organisatie")
    return get_object_or_404(rijen, pk=pk, maatregel=maatregel)


def _bestaand(
    request: HttpRequest, maatregel: Maatregel, rij: Betrokkenheid
) -> Callable[[Any], BetrokkenheidForm]:
    """Its form; of a human being with the functie, which stands in a row of its own."""
    persoon = rij.persoon if heeft_functie(rij.wie) else None

    def maak(data: Any, *, initial: Any, schrijver: Any) -> BetrokkenheidForm:
        if persoon is None:
            return BetrokkenheidForm(data, met_functie=False, initial=initial, schrijver=schrijver)
        if data:
            persoon.refresh_from_db()

        def wie(veld: str) -> Any:
            return wie_wijzigde(persoon, veld) if veld == FUNCTIE else schrijver(veld)

        begin = initial | {FUNCTIE: persoon.functie}
        return BetrokkenheidForm(data, met_functie=True, initial=begin, schrijver=wie)

    return bestaand(request, maatregel.plan, rij, KOLOMMEN, maak)


def _over(rij: Betrokkenheid) -> str:
    return f"{rij.naam} is {rij.rol}{f' ({rij.deeltaak})' if rij.deeltaak else ''}."


def _namen(maatregel: Maatregel) -> list[Any]:
    """Everybody this gemeente knows, by name. Two queries."""
    gemeente = maatregel.plan.gemeente_id
    return [
        *Persoon.objects.filter(gemeente=gemeente).order_by("naam", "pk"),
        *Organisatie.objects.filter(gemeente=gemeente).order_by("naam", "pk"),
    ]
