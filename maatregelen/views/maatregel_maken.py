"""Making a measure: new, as a copy of one that is there, or to take over a part of it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld
from maatregelen import rechten
from maatregelen.domain.maatregel.maatregel_maken import maak_maatregel, vrije_codes
from maatregelen.domain.maatregel.overnemen import kopieer_maatregel, opnieuw_te_plannen
from maatregelen.domain.maatregel.samenvoegen import splits, wat_blijft
from maatregelen.forms.maatregel import KopieForm, MaatregelForm, SplitsForm
from maatregelen.models import Maatregel, Plan, Thema
from maatregelen.views.bewerken import te_bewerken
from maatregelen.views.plan import basis, plan_voor


@require_http_methods(["GET", "HEAD", "POST"])
def maatregel_create(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """A new measure in a plan; afterwards she is on its page. Not visible is 404, visible but not
    hers 403, what cannot be 422."""
    gevonden = plan_voor(request, gemeente, plan)
    if not rechten.mag_plan_bewerken(request.user, gevonden):
        raise PermissionDenied
    themas = list(gevonden.themas.all())
    form = MaatregelForm(
        request.POST if request.method == "POST" else None,
        plan=gevonden,
        themas=themas,
        clusters=list(gevonden.clusters.all()),
        codes=vrije_codes(gevonden, themas),
    )
    if form.is_valid():
        try:
            nieuw = maak_maatregel(gevonden, form.nieuw(), door=aangemeld(request))
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            return naar_nieuwe(request, nieuw, "is toegevoegd. Vul het blad nu verder aan.")
    return render(
        request,
        "maatregelen/maatregel_form.html",
        basis(request, gevonden) | {"form": form, "themas": themas},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def kopie_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """A copy of a measure, in any plan of the gemeente that she may change."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    form = KopieForm(
        request.POST if request.method == "POST" else None,
        maatregel=maatregel,
        themas=_themas_voor(request, maatregel.plan),
    )
    if form.is_valid():
        try:
            nieuw = kopieer_maatregel(
                maatregel,
                form.nieuw(),
                met_betrokkenen=form.cleaned_data["met_betrokkenen"],
                door=aangemeld(request),
            )
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            wat = f"is gemaakt als kopie van {maatregel.code}.{in_woorden(nieuw)}"
            return naar_nieuwe(request, nieuw, wat)
    return render(
        request,
        "maatregelen/kopie_form.html",
        basis(request, maatregel.plan) | {"form": form, "maatregel": maatregel},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def splitsing_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """A new measure that takes over a part of this one; the page lists what stays here."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    themas = list(maatregel.plan.themas.all())
    form = SplitsForm(
        request.POST if request.method == "POST" else None,
        initial={"thema": maatregel.thema_id},
        plan=maatregel.plan,
        themas=themas,
        clusters=list(maatregel.plan.clusters.all()),
        codes=vrije_codes(maatregel.plan, themas),
    )
    if form.is_valid():
        try:
            reden = form.cleaned_data["reden"]
            nieuw = splits(maatregel, form.nieuw(), door=aangemeld(request), reden=reden)
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            return naar_nieuwe(request, nieuw, f"is afgesplitst van {maatregel.code}.")
    context = {"form": form, "maatregel": maatregel, "blijft": wat_blijft(maatregel)}
    return render(
        request,
        "maatregelen/splits_form.html",
        basis(request, maatregel.plan) | context,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def _themas_voor(request: HttpRequest, plan: Plan) -> list[Thema]:
    """The themas of this plan, then of the others in this gemeente that she may change."""
    plannen = Plan.objects.visible_for(request.user).filter(gemeente=plan.gemeente_id)
    mag = [
        rij
        for rij in plannen.select_related("voorzitter")
        if rechten.mag_plan_bewerken(request.user, rij)
    ]
    themas = Thema.objects.filter(plan__in=mag).select_related("plan__gemeente")
    return sorted(
        themas, key=lambda rij: (rij.plan_id != plan.pk, -rij.plan.van.toordinal(), rij.plan_id)
    )


def in_woorden(binnen: Plan | Maatregel) -> str:
    """How many steps of a copy are to be planned anew, as a sentence; "" without any."""
    aantal = opnieuw_te_plannen(binnen)
    if not aantal:
        return ""
    if aantal == 1:
        return " Eén stap lag vóór dit plan: plan die opnieuw."
    return f" {aantal} stappen lagen vóór dit plan: plan die opnieuw."


def naar_nieuwe(request: HttpRequest, nieuw: Maatregel, wat: str) -> HttpResponse:
    """To the page of the measure that was just made, with what happened."""
    messages.success(request, f"{nieuw.plan.naam_maatregel} {nieuw.code} {wat}")
    return HttpResponseRedirect(nieuw.get_absolute_url(), status=HTTPStatus.SEE_OTHER)
