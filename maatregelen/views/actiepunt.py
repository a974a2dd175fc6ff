"""Actiepunten of a plan: the list, one of them, a new one, and what became of it."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from jeugdhulp import kalender
from jeugdhulp.models import Persoon
from jeugdhulp.rechten import aangemeld, leesbare_gemeenten
from maatregelen import rechten
from maatregelen.choices import ActiepuntToestand
from maatregelen.domain.ronde import actiepunten
from maatregelen.domain.ronde.afspraaklijst import (
    ACTIEPUNTKOLOMMEN,
    Actiepuntrij,
    actiepunttabel,
    is_te_laat,
    lees_actiepunten,
)
from maatregelen.forms.afspraak import ActiepuntForm, ActiepuntToestandForm
from maatregelen.models import Actiepunt, Maatregel, Plan
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
from maatregelen.views.bladrij import schrijver
from maatregelen.views.plan import basis
from maatregelen.views.zitting import waarom

ACTIEPUNTEN = Soort("actiepunt", ACTIEPUNTKOLOMMEN, actiepunttabel, met_wie=True)


@require_safe
def actiepunt_list(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """The actiepunten of a plan, open ones first; for who reads whole plans."""
    gevonden = plan_van(request, gemeente, plan)
    return lijst(request, gevonden, _rijen(request, gevonden), ACTIEPUNTEN)


@require_safe
def actiepunt_list_csv(request: HttpRequest, gemeente: str, plan: str) -> HttpResponseBase:
    """The same as a file."""
    gevonden = plan_van(request, gemeente, plan)
    return als_bestand(request, gevonden, _rijen(request, gevonden), ACTIEPUNTEN)


@require_safe
def actiepunt_detail(request: HttpRequest, gemeente: str, plan: str, nummer: int) -> HttpResponse:
    """One actiepunt: who, before when, how often it moved, and what became of it. Who has it from
    outside reads of the plan no more than that."""
    punt = _actiepunt(request, gemeente, plan, nummer)
    gevonden = punt.plan
    context = basis(request, gevonden) | {
        "actiepunt": punt,
        "over": _zichtbare_maatregel(request, punt),
        "naam": f"Actiepunt {nummer}",
        "te_laat": is_te_laat(punt, kalender.vandaag()),
        "verschoven": actiepunten.verschuivingen([punt]).get(punt.pk, []),
        "is_open": punt.toestand == ActiepuntToestand.OPEN,
        "mag_leiden": rechten.mag_ronde_leiden(request.user, gevonden),
        "mag_melden": rechten.mag_actiepunt_melden(request.user, punt),
    }
    return render(request, "maatregelen/actiepunt_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def actiepunt_create(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """A new actiepunt, in the round that goes on or outside one. `?maatregel=` is its measure."""
    gevonden = plan_van(request, gemeente, plan, leiden=True)
    maatregelen = maatregelen_van(request, gevonden)
    gevraagd = request.GET.get("maatregel", "")
    begin = {"maatregel": next((rij.pk for rij in maatregelen if rij.code == gevraagd), None)}

    def leg_vast(form: ActiepuntForm) -> None:
        gegeven = form.cleaned_data
        actiepunten.spreek_af(
            gevonden,
            gegeven["tekst"],
            form.personen[gegeven["wie"]],
            gegeven["voor"],
            maatregel=form.gekozen_maatregel(),
            ronde=form.gekozen_ronde(),
            door=aangemeld(request),
        )

    return bewerk_afspraak(
        request,
        gevonden,
        "Nieuw actiepunt",
        partial(
            ActiepuntForm,
            personen=_personen(gevonden),
            maatregelen=maatregelen,
            nieuw=True,
            ronde=lopende_ronde(request, gevonden),
            initial=begin,
        ),
        leg_vast,
        soort="actiepunt",
        gelukt="Het actiepunt is vastgelegd.",
        knop="Actiepunt vastleggen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def actiepunt_update(request: HttpRequest, gemeente: str, plan: str, nummer: int) -> HttpResponse:
    """Another text, somebody else, another day; the text of a closed round stands."""
    gevonden = plan_van(request, gemeente, plan, leiden=True)
    punt = _actiepunt(request, gemeente, plan, nummer)
    vast = staat_vast(punt)

    def maak_form(data: Any) -> ActiepuntForm:
        nu = Actiepunt.objects.get(pk=punt.pk) if data else punt
        opgeslagen = {"tekst": nu.tekst, "wie": nu.wie_id, "voor": nu.voor}
        return ActiepuntForm(
            data,
            personen=_personen(gevonden),
            tekst_vast=vast,
            initial=opgeslagen | waarom(request, gevonden),
            schrijver=schrijver(nu, {"wie": ("wie_id",)}),
        )

    def leg_vast(form: ActiepuntForm) -> None:
        actiepunten.wijzig_actiepunt(
            punt,
            form.kolommen(form.wijzigingen()),
            gezien=form.kolommen(form.gezien()),
            door=aangemeld(request),
            reden=form.cleaned_data["reden"],
        )

    return bewerk_afspraak(
        request,
        gevonden,
        f"Actiepunt {nummer} wijzigen",
        maak_form,
        leg_vast,
        soort="actiepunt",
        nummer=nummer,
        gelukt=f"Actiepunt {nummer} is gewijzigd.",
        over=punt.tekst if vast else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def actiepunt_toestand(request: HttpRequest, gemeente: str, plan: str, nummer: int) -> HttpResponse:
    """Say that it was done, also by who does it; that it lapsed or is open after all, by who leads
    the rounds."""
    punt = _actiepunt(request, gemeente, plan, nummer)
    gevonden = punt.plan
    leidt = rechten.mag_ronde_leiden(request.user, gevonden)
    if not (leidt or (_open(punt) and rechten.mag_actiepunt_melden(request.user, punt))):
        raise PermissionDenied

    def leg_vast(form: ActiepuntToestandForm) -> None:
        gegeven, door = form.cleaned_data, aangemeld(request)
        if gegeven["toestand"] == ActiepuntToestand.GEREED:
            actiepunten.meld_actiepunt_gereed(
                punt, gegeven["op"], afdoening=gegeven["afdoening"], door=door
            )
        elif gegeven["toestand"] == ActiepuntToestand.VERVALLEN:
            actiepunten.laat_actiepunt_vervallen(punt, door=door, reden=gegeven["afdoening"])
        else:
            actiepunten.heropen_actiepunt(punt, door=door, reden=gegeven["afdoening"])

    return bewerk_afspraak(
        request,
        gevonden,
        f"Actiepunt {nummer} afdoen",
        lambda data: ActiepuntToestandForm(
            data, nu=punt.toestand, vandaag=kalender.vandaag(), alleen_gedaan=not leidt
        ),
        leg_vast,
        soort="actiepunt",
        nummer=nummer,
        gelukt=f"Bij actiepunt {nummer} staat nu wat ermee is gebeurd.",
        knop="Vastleggen",
        over=punt.tekst,
    )


def _rijen(request: HttpRequest, plan: Plan) -> list[Actiepuntrij]:
    zichtbaar = Actiepunt.objects.visible_for(request.user)
    return lees_actiepunten(plan, zichtbaar, kalender.vandaag())


def _actiepunt(request: HttpRequest, gemeente: str, plan: str, nummer: int) -> Actiepunt:
    """With its plan: who has it from outside need not see that. One query."""
    met = Actiepunt.objects.visible_for(request.user).select_related(
        "wie", "ronde", "maatregel", "plan__gemeente__opvolger", "plan__voorzitter"
    )
    punt: Actiepunt = get_object_or_404(
        met, plan__gemeente__slug=gemeente, plan__slug=plan, nummer=nummer
    )
    if punt.maatregel is not None:
        punt.maatregel.plan = punt.plan
    return punt


def _zichtbare_maatregel(request: HttpRequest, punt: Actiepunt) -> Maatregel | None:
    """The measure it is about, when this user may see that. At most one query, none for who reads
    the whole plan."""
    if punt.maatregel is None or punt.plan.gemeente_id in leesbare_gemeenten(request.user):
        return punt.maatregel
    zichtbaar = Maatregel.objects.visible_for(request.user)
    return punt.maatregel if zichtbaar.filter(pk=punt.maatregel.pk).exists() else None


def _personen(plan: Plan) -> list[Persoon]:
    """Who can be asked. One query."""
    return list(Persoon.objects.filter(gemeente=plan.gemeente_id).order_by("naam", "pk"))


def _open(punt: Actiepunt) -> bool:
    return bool(punt.toestand == ActiepuntToestand.OPEN)
