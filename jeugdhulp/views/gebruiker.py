"""Who belongs to a gemeente: the list, one of them, leaving, and what a beheerder may mend.

A beheerder finds the users of her own gemeente and nobody else: an id of another is 404, and so is
a gemeente she does not belong to. Where she belongs and is no beheerder, it is 403.
"""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jeugdhulp import kalender, overdracht
from jeugdhulp.domain import account, lidmaatschappen
from jeugdhulp.domain.navraag import werkaccounts
from jeugdhulp.domain.tweede_factor import heeft_tweede_factor
from jeugdhulp.domain.vertrek import Vertrek, mogelijke_opvolgers, vertrek
from jeugdhulp.forms.gebruikers import LaatsteDagForm, LidmaatschapForm, VertrekForm
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Codeapp, Gemeente, Lidmaatschap
from jeugdhulp.querysets import komt_binnen
from jeugdhulp.rechten import aangemeld, mag_gebruikers_beheren, plaatsen, rolnamen
from jeugdhulp.views.opnieuw import pas_aangemeld


def gemeente_voor(request: HttpRequest, slug: str) -> Gemeente:
    """The gemeente at this address, for its beheerder: 404 outside, 403 inside. One query."""
    gemeente = get_object_or_404(Gemeente, slug=slug, pk__in=plaatsen(request.user))
    if not mag_gebruikers_beheren(request.user, gemeente.pk):
        raise PermissionDenied
    return gemeente


def lid_voor(gemeente: Gemeente, pk: int) -> Lidmaatschap:
    """The lidmaatschap of this gebruiker in this gemeente; 404 outside it. One query."""
    return get_object_or_404(gemeente.lidmaatschappen.select_related("gebruiker"), gebruiker_id=pk)


def basis(request: HttpRequest, gemeente: Gemeente) -> dict[str, object]:
    """What every page about users shows."""
    return {
        "gemeente": gemeente,
        "rol": ", ".join(rolnamen(request.user, gemeente.pk)),
        "voorbeeld": gemeente.voorbeeld,
        "vandaag": kalender.vandaag(),
    }


@require_safe
def gebruiker_list(request: HttpRequest, gemeente: str) -> HttpResponse:
    """All who belong or belonged here, and who was invited. Five queries whatever their number."""
    gevonden = gemeente_voor(request, gemeente)
    met_app = Codeapp.objects.filter(user=OuterRef("gebruiker"), confirmed=True)
    leden = (
        gevonden.lidmaatschappen.select_related("gebruiker")
        .prefetch_related("rollen")
        .annotate(heeft_tweede_factor=Exists(met_app), komt_binnen=komt_binnen())
        .order_by("gebruiker__last_name", "gebruiker__first_name", "pk")
    )
    vandaag = kalender.vandaag()
    context = basis(request, gevonden) | {
        "leden": [lid for lid in leden if not _is_voorbij(lid, vandaag)],
        "voorbij": [lid for lid in leden if _is_voorbij(lid, vandaag)],
        "uitnodigingen": gevonden.uitnodigingen.filter(aangenomen_op=None, ingetrokken_op=None),
        "nu": kalender.nu(),
    }
    return render(request, "jeugdhulp/gebruiker_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@pas_aangemeld("een gebruiker wijzigen")
def gebruiker_update(request: HttpRequest, gemeente: str, pk: int) -> HttpResponse:
    """One member: change roles and period, and the doors to leaving and mending."""
    gevonden = gemeente_voor(request, gemeente)
    lid = lid_voor(gevonden, pk)
    form = LidmaatschapForm(
        request.POST if request.method == "POST" else None,
        met_naam=lidmaatschappen.mag_naam_wijzigen(lid.gebruiker, gevonden.pk, aangemeld(request)),
        initial={
            "rollen": [rol.soort for rol in lid.rollen.all()],
            "extern": lid.extern,
            "van": lid.van,
            "tot_en_met": lid.tot_en_met,
            "voornaam": lid.gebruiker.first_name,
            "achternaam": lid.gebruiker.last_name,
        },
    )
    if form.is_valid():
        try:
            lidmaatschappen.wijzig_lidmaatschap(
                lid, form.wens(), door=aangemeld(request), naam=form.naam()
            )
        except ValidationError as fout:
            form.add_error(None, fout.messages)
        else:
            messages.success(request, "De wijziging is bewaard en geldt meteen.")
            return redirect("gebruiker_list", gevonden.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = basis(request, gevonden) | {
        "form": form,
        "lid": lid,
        "heeft_tweede_factor": not _is_voorbij(lid, kalender.vandaag())
        and heeft_tweede_factor(lid.gebruiker),
        "kan_naam_weg": lidmaatschappen.mag_naam_weg(lid.gebruiker, gevonden.pk),
        "is_voorbij": _is_voorbij(lid, kalender.vandaag()),
        "werkaccounts": werkaccounts(lid.gebruiker, gevonden),
        "uit_groep": [rol for rol in lid.rollen.all() if rol.uit_groep],
    }
    return render(request, "jeugdhulp/gebruiker_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@pas_aangemeld("een gebruiker laten vertrekken")
def gebruiker_vertrek(request: HttpRequest, gemeente: str, pk: int) -> HttpResponse:
    """Somebody leaves: first her last day, then who takes over what, in one act."""
    gevonden = gemeente_voor(request, gemeente)
    lid = lid_voor(gevonden, pk)
    context = basis(request, gevonden) | {"lid": lid}
    gegeven = request.POST or (request.GET if "laatste_dag" in request.GET else None)
    grenzen: dict[str, Any] = {"eerste": lid.van, "uiterlijk": lid.tot_en_met}
    voorstel = min(kalender.vandaag(), lid.tot_en_met or date.max)
    dagform = LaatsteDagForm(gegeven, **grenzen, initial={"laatste_dag": voorstel})
    if not dagform.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if dagform.errors else HTTPStatus.OK
        context["form"] = dagform
        return render(request, "jeugdhulp/gebruiker_vertrek_dag.html", context, status=status)
    dag = dagform.cleaned_data["laatste_dag"]
    form = VertrekForm(
        request.POST if request.method == "POST" else None,
        **grenzen,
        werk=overdracht.werk_van(lid.gebruiker, gevonden.pk, dag),
        opvolgers=mogelijke_opvolgers(lid),
        initial={"laatste_dag": dag},
    )
    if form.is_valid():
        try:
            aantal = vertrek(
                lid,
                Vertrek(dag, form.opvolgers(), form.cleaned_data["reden"]),
                door=aangemeld(request),
            )
        except ValidationError as fout:
            form.add_error(None, fout.messages)
        else:
            messages.success(request, _klaar(lid, dag, aantal))
            return redirect("gebruiker_list", gevonden.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context |= {"form": form, "laatste_dag": dag}
    return render(request, "jeugdhulp/gebruiker_vertrek.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@pas_aangemeld("de code van een gebruiker uitzetten")
def gebruiker_tweede_factor(request: HttpRequest, gemeente: str, pk: int) -> HttpResponse:
    """Take the second step away of somebody who lost her phone; she is told by mail."""
    gevonden = gemeente_voor(request, gemeente)
    lid = lid_voor(gevonden, pk)
    try:
        lidmaatschappen.eis_tweede_factor_van_ons(lid.gebruiker, gevonden.pk)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
        return redirect("gebruiker_update", gevonden.slug, pk)
    if not heeft_tweede_factor(lid.gebruiker):
        messages.warning(request, "Deze gebruiker heeft geen tweede stap.")
        return redirect("gebruiker_update", gevonden.slug, pk)
    if request.method == "POST":
        lidmaatschappen.herstel_tweede_factor(lid.gebruiker, gevonden.pk, door=aangemeld(request))
        account.meld(lid.gebruiker, "Een beheerder heeft de code bij het aanmelden uitgezet.")
        messages.success(request, f"{lid.gebruiker} meldt zich voortaan aan zonder code.")
        return redirect("gebruiker_list", gevonden.slug)
    context = basis(request, gevonden) | {"lid": lid}
    return render(request, "jeugdhulp/gebruiker_tweede_factor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@pas_aangemeld("de naam van een gebruiker weghalen")
def gebruiker_pseudoniem(request: HttpRequest, gemeente: str, pk: int) -> HttpResponse:
    """Take the name of somebody who left away, for good."""
    gevonden = gemeente_voor(request, gemeente)
    lid = lid_voor(gevonden, pk)
    if request.method == "POST":
        try:
            lidmaatschappen.pseudonimiseer(lid.gebruiker, gevonden.pk, door=aangemeld(request))
        except ValidationError as fout:
            messages.error(request, " ".join(fout.messages))
            return redirect("gebruiker_update", gevonden.slug, pk)
        messages.success(request, "De naam is weg. In oude stukken staat nu een nummer.")
        return redirect("gebruiker_list", gevonden.slug)
    context = basis(request, gevonden) | {"lid": lid}
    return render(request, "jeugdhulp/gebruiker_pseudoniem.html", context)


def _is_voorbij(lid: Lidmaatschap, dag: date) -> bool:
    return lid.tot_en_met is not None and lid.tot_en_met < dag


def _klaar(lid: Lidmaatschap, dag: date, aantal: int) -> str:
    over = f" {aantal} keer werk is overgedragen." if aantal else ""
    return f"De toegang van {lid.gebruiker} eindigt na {datum_voluit(dag)}.{over}"
