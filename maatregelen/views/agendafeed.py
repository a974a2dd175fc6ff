"""The rounds of a plan in one's own calendar: the secret address, and what it gives."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jeugdhulp import toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.post import volledig
from jeugdhulp.rechten import aangemeld
from maatregelen.domain.ronde import agendafeed
from maatregelen.models import Agendasleutel
from maatregelen.views.plan import basis, plan_voor


@require_http_methods(["GET", "HEAD", "POST"])
def agendasleutel_update(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """Make her an address for this plan, or stop the one she has. The address is shown once."""
    gevonden, door = plan_voor(request, gemeente, plan), aangemeld(request)
    adres = ""
    if request.method == "POST":
        over = f"agenda van {gevonden.gemeente.slug}/{gevonden.slug}"
        if request.POST.get("stap") == "stoppen":
            if agendafeed.trek_sleutel_in(gevonden, door=door):
                _noteer(request, ToegangSoort.AGENDA_GESTOPT, gevonden.gemeente_id, over)
            messages.success(request, "Het adres werkt niet meer.")
            return redirect("maatregelen:agendasleutel_update", gemeente, plan)
        geheim = agendafeed.maak_sleutel(gevonden, door=door)
        _noteer(request, ToegangSoort.AGENDA_GEMAAKT, gevonden.gemeente_id, over)
        adres = volledig(reverse("maatregelen:agendafeed", args=[geheim]))
    sleutel = Agendasleutel.objects.filter(gebruiker=door, plan=gevonden).first()
    context = basis(request, gevonden) | {"sleutel": sleutel, "adres": adres}
    return render(request, "maatregelen/agendasleutel_form.html", context)


@require_safe
@login_not_required
def agendafeed_ics(request: HttpRequest, geheim: str) -> HttpResponse:
    """The calendar that this secret opens, for a program that cannot sign in; else 404."""
    sleutel = agendafeed.zoek_sleutel(geheim)
    if sleutel is None:
        raise Http404
    inhoud = agendafeed.maak_agenda(sleutel.plan, sleutel.gebruiker)
    antwoord = HttpResponse(inhoud, content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = f'inline; filename="rondes-{sleutel.plan.slug}.ics"'
    return antwoord


def _noteer(request: HttpRequest, soort: ToegangSoort, gemeente_id: int, over: str) -> None:
    toegang.noteer(
        soort, gebruiker=aangemeld(request), gemeente_id=gemeente_id, request=request, over=over
    )
