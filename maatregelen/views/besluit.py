"""Besluiten of the body of a plan: the list, one of them, a new one, and what became of it."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from jeugdhulp import kalender
from jeugdhulp.rechten import aangemeld
from maatregelen import rechten
from maatregelen.choices import BesluitToestand
from maatregelen.domain.ronde import besluiten
from maatregelen.domain.ronde.afspraaklijst import (
    BESLUITKOLOMMEN,
    Besluitrij,
    besluittabel,
    lees_besluiten,
)
from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.afspraak import BesluitForm, BesluitToestandForm
from maatregelen.models import Besluit, Plan
from maatregelen.views.afspraak import (
    Soort,
    als_bestand,
    bewerk_afspraak,
    lijst,
    lopende_ronde,
    maatregelen_van,
    plan_van,
    staat_vast,
)
from maatregelen.views.plan import basis
from maatregelen.views.zitting import waarom

BESLUITEN = Soort("besluit", BESLUITKOLOMMEN, besluittabel, met_wie=False)


@require_safe
def besluit_list(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """The decisions of a plan, what runs first; for who reads whole plans."""
    gevonden = plan_van(request, gemeente, plan)
    return lijst(request, gevonden, _rijen(request, gevonden), BESLUITEN)


@require_safe
def besluit_list_csv(request: HttpRequest, gemeente: str, plan: str) -> HttpResponseBase:
    """The same as a file."""
    gevonden = plan_van(request, gemeente, plan)
    return als_bestand(request, gevonden, _rijen(request, gevonden), BESLUITEN)


@require_safe
def besluit_detail(request: HttpRequest, gemeente: str, plan: str, nummer: int) -> HttpResponse:
    """One decision: its text, about what, and what became of it."""
    gevonden = plan_van(request, gemeente, plan)
    besluit = _besluit(request, gevonden, nummer)
    context = basis(request, gevonden) | {
        "besluit": besluit,
        "naam": f"Besluit {nummer}",
        "maatregelen": besluiten.maatregelen_van(besluit),
        "mag_leiden": rechten.mag_ronde_leiden(request.user, gevonden),
        "mag_wijzigen": besluit.toestand != BesluitToestand.INGETROKKEN and not staat_vast(besluit),
    }
    return render(request, "maatregelen/besluit_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def besluit_create(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """A new decision, in the round that goes on or outside one. `?maatregel=` is its first."""
    gevonden = plan_van(request, gemeente, plan, leiden=True)
    maatregelen = maatregelen_van(request, gevonden)
    gevraagd = request.GET.get("maatregel", "")
    begin = {
        "genomen_op": kalender.vandaag(),
        "maatregelen": [rij.pk for rij in maatregelen if rij.code == gevraagd],
    }

    def leg_vast(form: BesluitForm) -> None:
        gegeven = form.cleaned_data
        besluiten.leg_besluit_vast(
            gevonden,
            gegeven["tekst"],
            gegeven["genomen_op"],
            form.gekozen_maatregelen(),
            ronde=form.gekozen_ronde(),
            vraagt_vervolg=gegeven["vervolg"] == "ja",
            door=aangemeld(request),
        )

    return bewerk_afspraak(
        request,
        gevonden,
        "Nieuw besluit",
        partial(
            BesluitForm,
            maatregelen=maatregelen,
            nieuw=True,
            ronde=lopende_ronde(request, gevonden),
            initial=begin,
        ),
        leg_vast,
        soort="besluit",
        gelukt="Het besluit is vastgelegd.",
        knop="Besluit vastleggen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def besluit_update(request: HttpRequest, gemeente: str, plan: str, nummer: int) -> HttpResponse:
    """Another text or day, or more measures; not of a round that is closed (409)."""
    gevonden = plan_van(request, gemeente, plan, leiden=True)
    besluit = _besluit(request, gevonden, nummer)
    if staat_vast(besluit):
        return _staat_vast(request, gevonden, besluit)
    al = set(besluiten.maatregelen_van(besluit))
    erbij = [rij for rij in maatregelen_van(request, gevonden) if rij not in al]

    def maak_form(data: Any) -> BesluitForm:
        nu = Besluit.objects.get(pk=besluit.pk) if data else besluit
        opgeslagen = {"tekst": nu.tekst, "genomen_op": nu.genomen_op}
        return BesluitForm(
            data,
            maatregelen=erbij,
            initial=opgeslagen | waarom(request, gevonden),
            schrijver=partial(wie_wijzigde, nu),
        )

    def leg_vast(form: BesluitForm) -> None:
        besluiten.wijzig_besluit(
            besluit,
            form.wijzigingen(),
            ook_over=form.gekozen_maatregelen(),
            gezien=form.gezien(),
            door=aangemeld(request),
            reden=form.cleaned_data["reden"],
        )

    return bewerk_afspraak(
        request,
        gevonden,
        f"Besluit {nummer} wijzigen",
        maak_form,
        leg_vast,
        soort="besluit",
        nummer=nummer,
        gelukt=f"Besluit {nummer} is gewijzigd.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def besluit_toestand(request: HttpRequest, gemeente: str, plan: str, nummer: int) -> HttpResponse:
    """Say that it was done or withdrawn, or that it runs after all."""
    gevonden = plan_van(request, gemeente, plan, leiden=True)
    besluit = _besluit(request, gevonden, nummer)

    def leg_vast(form: BesluitToestandForm) -> None:
        gegeven, door = form.cleaned_data, aangemeld(request)
        if gegeven["toestand"] == BesluitToestand.AFGEDAAN:
            besluiten.doe_besluit_af(
                besluit, gegeven["op"], afdoening=gegeven["afdoening"], door=door
            )
        elif gegeven["toestand"] == BesluitToestand.INGETROKKEN:
            besluiten.trek_besluit_in(besluit, door=door, reden=gegeven["afdoening"])
        else:
            besluiten.laat_besluit_lopen(besluit, door=door, reden=gegeven["afdoening"])

    return bewerk_afspraak(
        request,
        gevonden,
        f"Besluit {nummer} afdoen",
        lambda data: BesluitToestandForm(data, nu=besluit.toestand, vandaag=kalender.vandaag()),
        leg_vast,
        soort="besluit",
        nummer=nummer,
        gelukt=f"Bij besluit {nummer} staat nu wat ermee is gebeurd.",
        knop="Vastleggen",
        over=besluit.tekst,
    )


def _rijen(request: HttpRequest, plan: Plan) -> list[Besluitrij]:
    return lees_besluiten(plan, Besluit.objects.visible_for(request.user))


def _besluit(request: HttpRequest, plan: Plan, nummer: int) -> Besluit:
    rijen = Besluit.objects.filter(plan=plan).visible_for(request.user).select_related("ronde")
    besluit: Besluit = get_object_or_404(rijen, nummer=nummer)
    besluit.plan = plan
    return besluit


def _staat_vast(request: HttpRequest, plan: Plan, besluit: Besluit) -> HttpResponse:
    context = basis(request, plan) | {"besluit": besluit}
    return render(request, "maatregelen/besluit_vast.html", context, status=HTTPStatus.CONFLICT)
