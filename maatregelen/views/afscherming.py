"""Removing what should not be there: one asks, another decides."""

from collections.abc import Callable
from http import HTTPStatus
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jeugdhulp import kalender
from jeugdhulp.domain.afschermen import (
    Vondst,
    bereik_van,
    voer_uit,
    vraag_afschermen,
    wijs_af,
    zoek,
)
from jeugdhulp.models import Afscherming, Gemeente
from jeugdhulp.rechten import aangemeld, gemeente_voor, rolnamen
from jeugdhulp.views.opnieuw import pas_aangemeld
from maatregelen import rechten
from maatregelen.domain.bewaartermijn import (
    onderwerp_van,
    vernietigbaar,
    vraag_plan_vernietigen,
    zet_bewaartermijn,
)
from maatregelen.forms.afscherming import AfschermingForm, BewaartermijnForm, VernietigingForm
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.models import Plan

# Of each kind of place the page names so many; the count is always there.
MEEST_GENOEMD = 20
# From here on the page asks whether these are the words that were meant.
VEEL = 40


@require_safe
def afscherming_list(request: HttpRequest, gemeente: str) -> HttpResponse:
    """All requests of the gemeente, open ones first. Two queries of its own."""
    gevonden = _gemeente_voor(request, gemeente)
    verzoeken = gevonden.afschermingen.select_related("gevraagd_door", "besloten_door")
    context = _basis(request, gevonden) | {
        "verzoeken": sorted(verzoeken, key=lambda verzoek: not verzoek.is_open),
        "vernietigbaar": vernietigbaar(gevonden, kalender.vandaag()),
        "mag_bewaartermijn": rechten.mag_bewaartermijn_zetten(request.user, gevonden.pk),
    }
    return render(request, "maatregelen/afscherming_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@pas_aangemeld("woorden laten weghalen")
def afscherming_create(request: HttpRequest, gemeente: str) -> HttpResponse:
    """Ask that words go."""
    gevonden = _gemeente_voor(request, gemeente)
    form = AfschermingForm(request.POST or None)

    def vraag() -> HttpResponse:
        verzoek = vraag_afschermen(gevonden, **form.cleaned_data, door=aangemeld(request))
        return _gevraagd(request, gevonden, verzoek)

    return _formulier(request, gevonden, form, vraag, "afscherming_form")


@require_http_methods(["GET", "HEAD", "POST"])
@pas_aangemeld("een plan laten vernietigen")
def vernietiging_create(request: HttpRequest, gemeente: str) -> HttpResponse:
    """Ask that all texts of a plan go whose term has passed."""
    gevonden = _gemeente_voor(request, gemeente)
    vandaag = kalender.vandaag()
    form = VernietigingForm(request.POST or None, plannen=vernietigbaar(gevonden, vandaag))

    def vraag() -> HttpResponse:
        verzoek = vraag_plan_vernietigen(**form.cleaned_data, door=aangemeld(request), dag=vandaag)
        return _gevraagd(request, gevonden, verzoek)

    return _formulier(request, gevonden, form, vraag, "vernietiging_form")


@require_http_methods(["GET", "HEAD", "POST"])
@pas_aangemeld("de bewaartermijn kiezen")
def bewaartermijn_update(request: HttpRequest, gemeente: str) -> HttpResponse:
    """Set after how many years the texts of a plan may go."""
    gevonden = _gemeente_voor(request, gemeente)
    if not rechten.mag_bewaartermijn_zetten(request.user, gevonden.pk):
        raise PermissionDenied
    form = BewaartermijnForm(request.POST or None, gemeente=gevonden)

    def zet() -> HttpResponse:
        zet_bewaartermijn(gevonden, **form.cleaned_data, door=aangemeld(request))
        messages.success(request, "De bewaartermijn is vastgelegd.")
        return redirect("maatregelen:afscherming_list", gevonden.slug)

    return _formulier(request, gevonden, form, zet, "bewaartermijn_form")


@require_http_methods(["GET", "HEAD", "POST"])
@pas_aangemeld("besluiten over een verzoek tot afschermen")
def afscherming_detail(request: HttpRequest, gemeente: str, nummer: int) -> HttpResponse:
    """One request: what would go, and the decision of a second person."""
    gevonden = _gemeente_voor(request, gemeente)
    verzoeken = gevonden.afschermingen.select_related("gevraagd_door", "besloten_door", "gemeente")
    verzoek = get_object_or_404(verzoeken, pk=nummer)
    plan = onderwerp_van(verzoek)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            return _besluit(request, gevonden, verzoek, plan)
        except ValidationError as fout:
            messages.error(request, " ".join(fout.messages))
            verzoek.refresh_from_db()
            status = HTTPStatus.CONFLICT
    vondsten = zoek(bereik_van(verzoek, plan)) if verzoek.is_open else []
    context = _basis(request, gevonden) | {
        "verzoek": verzoek,
        "onderwerp": plan,
        "plekken": _plekken(vondsten),
        "aantal": len(vondsten),
        "veel": VEEL,
        "is_eigen": verzoek.gevraagd_door_id == request.user.pk,
    }
    return render(request, "maatregelen/afscherming_detail.html", context, status=status)


def _besluit(
    request: HttpRequest, gemeente: Gemeente, verzoek: Afscherming, plan: Plan | None
) -> HttpResponse:
    door = aangemeld(request)
    if request.POST.get("besluit") == "uitvoeren":
        aantal = len(voer_uit(verzoek, door=door, onderwerp=plan))
        messages.success(request, f"De inhoud is weg, op {aantal} plekken.")
    else:
        wijs_af(verzoek, door=door)
        messages.success(request, "Het verzoek is afgewezen; er is niets veranderd.")
    return redirect("maatregelen:afscherming_detail", gemeente.slug, verzoek.pk)


def _gemeente_voor(request: HttpRequest, slug: str) -> Gemeente:
    """The gemeente, when she may have content removed there; visible but not hers is 403."""
    gemeente = gemeente_voor(request, slug)
    if not rechten.mag_afschermen(request.user, gemeente.pk):
        raise PermissionDenied
    return gemeente


def _basis(request: HttpRequest, gemeente: Gemeente) -> dict[str, object]:
    return {
        "gemeente": gemeente,
        "rol": ", ".join(rolnamen(request.user, gemeente.pk)),
        "voorbeeld": gemeente.voorbeeld,
    }


def _formulier(
    request: HttpRequest,
    gemeente: Gemeente,
    form: FoutenVanDomein,
    doe: Callable[[], HttpResponse],
    sjabloon: str,
) -> HttpResponse:
    """Do it, or show the form with what is wrong (422)."""
    if form.is_valid():
        try:
            return doe()
        except ValidationError as fout:
            form.neem_over(fout)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = _basis(request, gemeente) | {"form": form}
    return render(request, f"maatregelen/{sjabloon}.html", context, status=status)


def _gevraagd(request: HttpRequest, gemeente: Gemeente, verzoek: Afscherming) -> HttpResponse:
    messages.success(request, "Het verzoek staat klaar. Een ander moet het nog uitvoeren.")
    return redirect("maatregelen:afscherming_detail", gemeente.slug, verzoek.pk)


def _plekken(vondsten: list[Vondst]) -> list[dict[str, object]]:
    plekken = []
    for naam, groep in groupby(vondsten, key=lambda vondst: vondst.plek.naam):
        namen = [str(vondst) for vondst in groep]
        plekken.append(
            {
                "naam": naam,
                "aantal": len(namen),
                "namen": namen[:MEEST_GENOEMD],
                "rest": max(len(namen) - MEEST_GENOEMD, 0),
            }
        )
    return plekken
