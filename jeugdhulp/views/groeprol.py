"""Groups of the directory and what they make somebody, for the beheerder of a gemeente."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from jeugdhulp.aanmeldbronnen import bronnen_van
from jeugdhulp.domain import groeprollen
from jeugdhulp.forms.groeprol import GroeprolForm
from jeugdhulp.rechten import aangemeld
from jeugdhulp.views.gebruiker import basis, gemeente_voor
from jeugdhulp.views.opnieuw import pas_aangemeld


@require_http_methods(["GET", "HEAD", "POST"])
@pas_aangemeld("een groep aan een rol koppelen")
def groeprol_list(request: HttpRequest, gemeente: str) -> HttpResponse:
    """The table, and the form to add to it. One query besides the gemeente."""
    gevonden = gemeente_voor(request, gemeente)
    form = GroeprolForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            groeprollen.voeg_toe(form.groeprol(gevonden), door=aangemeld(request))
        except ValidationError as fout:
            form.add_error(None, fout.messages)
        else:
            messages.success(
                request, "De groep is gekoppeld. Het geldt als iemand zich weer aanmeldt."
            )
            return redirect("groeprol_list", gevonden.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = basis(request, gevonden) | {
        "form": form,
        "bronnen": bronnen_van(gevonden.slug),
        "groeprollen": gevonden.groeprollen.all(),
    }
    return render(request, "jeugdhulp/groeprol_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@pas_aangemeld("een groep losmaken van een rol")
def groeprol_delete(request: HttpRequest, gemeente: str, pk: int) -> HttpResponse:
    """Ask, and take it out of the table."""
    gevonden = gemeente_voor(request, gemeente)
    groeprol = get_object_or_404(gevonden.groeprollen, pk=pk)
    if request.method == "POST":
        groeprollen.haal_weg(groeprol, door=aangemeld(request))
        messages.success(request, f"De groep {groeprol} is losgemaakt.")
        return redirect("groeprol_list", gevonden.slug)
    context = basis(request, gevonden) | {"groeprol": groeprol}
    return render(request, "jeugdhulp/groeprol_delete.html", context)
