"""Entering a stand: the one screen on which a light changes."""

from dataclasses import replace
from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.rechten import aangemeld
from maatregelen import rechten
from maatregelen.domain import overzicht
from maatregelen.domain.stand import mijn
from maatregelen.domain.stand.berekend_licht import bereken_licht, drempels_van
from maatregelen.domain.stand.regellicht import argument_dat_geldt, naast
from maatregelen.domain.stand.standen import (
    Gezien,
    IntussenGewijzigdError,
    laatst_gemaakt,
    laatste_stand,
    leg_stand_vast,
)
from maatregelen.forms.stand import StandForm
from maatregelen.models import Maatregel, Ronde, Stand
from maatregelen.stoplicht import Berekening, definities
from maatregelen.views.maatregel import maatregel_voor, standen_tot
from maatregelen.views.plan import basis, plan_voor


@require_http_methods(["GET", "HEAD", "POST"])
def stand_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """Show the form with the last stand filled in; store a stand, or say per field what is asked.

    Visible but not hers to change is 403; what was typed comes back with status 422, or
    409 when somebody else was first.
    """
    gevonden = plan_voor(request, gemeente, plan)
    maatregel = maatregel_voor(request, gevonden, code)
    if not rechten.mag_stand_vastleggen(request.user, maatregel):
        raise PermissionDenied
    vervangt = _als_plaatsvervanger(request, maatregel)
    naar_ronde = request.GET.get("terug") == "sluiten" and rechten.mag_ronde_leiden(
        request.user, gevonden
    )
    # One that was opened again takes standen of who closes it, and of nobody else.
    ronde = (gevonden.rondes.lopend() if naar_ronde else gevonden.rondes.vragend()).first()
    vandaag = kalender.vandaag()
    # A stand made in a round takes its peildatum.
    peildatum = ronde.peildatum if ronde else overzicht.peildatum_van(gevonden, vandaag)
    vorige = laatste_stand(maatregel, peildatum, ronde)
    gegeven = request.POST if request.method == "POST" else None
    berekend = bereken_licht(maatregel, vorige, peildatum) if gegeven is None else None
    form = StandForm(
        gegeven,
        plan=gevonden,
        vorige=vorige,
        gezien=laatst_gemaakt(maatregel),
        peildatum=peildatum,
        voorbij=ronde is None and gevonden.tot_en_met < vandaag,
        argument=argument_dat_geldt(vorige, berekend) if berekend else "",
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    if form.is_valid():
        status = _bewaar(request, maatregel, form, ronde, vervangt)
        if status == HTTPStatus.SEE_OTHER:
            if ronde and naar_ronde:
                return redirect(
                    "maatregelen:ronde_close", gevonden.gemeente.slug, gevonden.slug, ronde.pk
                )
            return redirect(maatregel)
    if berekend is None:
        berekend = _bereken_getypt(maatregel, form, vorige, peildatum)
    regels = {deel.aspect: deel for deel in naast(gevonden, None, berekend).aspecten}
    uitleg = definities(drempels_van(gevonden))
    aspecten = [
        {
            "veld": form[rij["aspect"]],
            "naam": rij["naam"],
            "uitleg": uitleg[rij["aspect"]],
            "regels": (deel := regels.get(rij["aspect"])),
            "slechter": deel.slechter(form[rij["aspect"]].value() or "") if deel else "",
        }
        for rij in gevonden.aspecten
    ]
    context = basis(request, gevonden) | {
        "maatregel": maatregel,
        "form": form,
        "aspecten": aspecten,
        "vervangt": vervangt,
        "vorige_standen": standen_tot(maatregel, peildatum),
    }
    return render(
        request,
        "maatregelen/stand_form.html",
        context,
        status=status,
    )


def _als_plaatsvervanger(request: HttpRequest, maatregel: Maatregel) -> str:
    """On whose behalf she writes who may do so only because she stands in; "" for anybody else."""
    eigen = rechten.mag_namens_vastleggen(request.user, maatregel.plan) or rechten.is_trekker(
        request.user, maatregel
    )
    return "" if eigen else mijn.als_plaatsvervanger(maatregel, kalender.vandaag())


def _bereken_getypt(
    maatregel: Maatregel, form: StandForm, vorige: Stand | None, peildatum: date
) -> Berekening:
    """By the day and the phase that were typed: as the stand itself is judged."""
    gegeven = form.cleaned_data
    stand = Stand(
        fase=gegeven.get("fase") or (vorige.fase if vorige else maatregel.fase),
        opnieuw_bekijken_op=gegeven.get("opnieuw_bekijken_op"),
    )
    return bereken_licht(maatregel, stand, gegeven.get("peildatum") or peildatum)


def _bewaar(
    request: HttpRequest, maatregel: Maatregel, form: StandForm, ronde: Ronde | None, vervangt: str
) -> HTTPStatus:
    """Store it, or put on the form what is wrong; the status says how it went."""
    gegevens = form.gegevens()
    if vervangt:
        gegevens = replace(gegevens, namens=vervangt)
    try:
        stand = leg_stand_vast(
            maatregel,
            gegevens,
            door=aangemeld(request),
            reden=form.waarom(),
            gezien=Gezien(form.cleaned_data["gezien"]),
            ronde=ronde if ronde and gegevens.peildatum == ronde.peildatum else None,
        )
    except IntussenGewijzigdError as fout:
        form.toon_intussen(fout)
        return HTTPStatus.CONFLICT
    except ValidationError as fout:
        form.neem_over(fout)
        return HTTPStatus.UNPROCESSABLE_ENTITY
    _meld(request, maatregel, stand)
    return HTTPStatus.SEE_OTHER


def _meld(request: HttpRequest, maatregel: Maatregel, stand: Stand) -> None:
    nieuwste = maatregel.standen.order_by("-peildatum", "-pk").first()
    if nieuwste is None or nieuwste == stand:
        messages.success(request, f"De stand van {maatregel.code} is vastgelegd.")
        return
    messages.success(
        request,
        f"De stand over {datum_voluit(stand.peildatum)} is vastgelegd. Er is een nieuwere stand,"
        f" van {datum_voluit(nieuwste.peildatum)}; die ziet u hieronder.",
    )
