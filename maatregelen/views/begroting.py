"""When the raad decides about the begroting of each year; it holds for all plans of a gemeente."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jeugdhulp.models import Gemeente
from jeugdhulp.rechten import aangemeld, gemeente_voor, rolnamen
from maatregelen import rechten
from maatregelen.domain.geld.begroting import begrotingen, voeg_begroting_toe, wijzig_begroting
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.forms.begroting import SAMEN, BegrotingForm, begroting_van
from maatregelen.views.bladrij import schrijver


@require_safe
def begroting_list(request: HttpRequest, gemeente: str) -> HttpResponse:
    """Per year whether the raad decided; for who reads the whole plans of this gemeente."""
    gevonden = gemeente_voor(request, gemeente)
    context = _basis(request, gevonden) | {
        "begrotingen": begrotingen(gevonden),
        "mag_vastleggen": rechten.mag_begroting_vastleggen(request.user, gevonden.pk),
    }
    return render(request, "maatregelen/begroting_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begroting_create(request: HttpRequest, gemeente: str) -> HttpResponse:
    """A year that is not there yet."""
    gevonden = _te_bewerken(request, gemeente)

    def leg_vast(form: BegrotingForm) -> None:
        jaar = form.cleaned_data["jaar"]
        voeg_begroting_toe(gevonden, jaar, form.kolommen(), door=aangemeld(request))

    return _formulier(
        request,
        gevonden,
        lambda data: BegrotingForm(data, nieuw=True),
        leg_vast,
        kop="Begroting toevoegen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def begroting_update(request: HttpRequest, gemeente: str, jaar: int) -> HttpResponse:
    """The raad decided about this year, or what stood there was wrong."""
    gevonden = _te_bewerken(request, gemeente)
    rijen = begrotingen(gevonden)
    begin = get_object_or_404(rijen, begrotingsjaar=jaar)

    def maak_form(data: Any) -> BegrotingForm:
        nu = rijen.get(pk=begin.pk) if data else begin
        return BegrotingForm(data, initial=begroting_van(nu), schrijver=schrijver(nu, SAMEN))

    def leg_vast(form: BegrotingForm) -> None:
        wijzig_begroting(
            gevonden,
            begin,
            form.wijzigingen(),
            gezien=form.gezien(),
            door=aangemeld(request),
            reden=form.cleaned_data["reden"],
        )

    return _formulier(request, gevonden, maak_form, leg_vast, kop=f"Begroting {jaar} wijzigen")


def _te_bewerken(request: HttpRequest, slug: str) -> Gemeente:
    """The gemeente, when she may register its begroting; visible but not hers is 403."""
    gemeente = gemeente_voor(request, slug)
    if not rechten.mag_begroting_vastleggen(request.user, gemeente.pk):
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
    maak_form: Callable[[Any], BegrotingForm],
    leg_vast: Callable[[BegrotingForm], None],
    *,
    kop: str,
) -> HttpResponse:
    """Store what was sent, or show the form with what is wrong: 422, and 409 for a conflict."""
    form = maak_form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            leg_vast(form)
        except IntussenAndersError:
            form = maak_form(request.POST)
            if form.is_valid():
                form.add_error(None, "Iemand anders legde intussen hetzelfde vast.")
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, "De begroting is vastgelegd.")
            return redirect("maatregelen:begroting_list", gemeente.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(
        request,
        "maatregelen/begroting_form.html",
        _basis(request, gemeente) | {"form": form, "kop": kop},
        status=HTTPStatus.CONFLICT if form.botst else status,
    )
