"""Changing a part of a sheet where it is read: in place with JavaScript, on its own page without.

Both are the same address and the same page. With JavaScript only the section with the id of the
part is taken out of the answer, be it the form, the form with its faults, or the sheet itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from maatregelen import rechten
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.models import Maatregel, Plan
from maatregelen.views.maatregel import maatregel_voor
from maatregelen.views.onvolledig import naar_lijst
from maatregelen.views.plan import basis, plan_voor
from maatregelen.views.zitting import onthoud_waarom

F = TypeVar("F", bound=BewerkForm)


@dataclass(frozen=True)
class Onderdeel:
    """Which part of which sheet: the id of its section on the page, and its name there."""

    maatregel: Maatregel
    anker: str
    naam: str

    @property
    def plan(self) -> Plan:
        """The plan it is of."""
        return self.maatregel.plan

    @property
    def niveau(self) -> int:
        """How deep its heading stands on the page of the measure: who does what stands beside the
        stand, all else belongs to the sheet or to what comes below it."""
        return 2 if self.anker == "deel-betrokkenen" else 3

    @property
    def terug(self) -> str:
        """Where it is read."""
        return f"{self.maatregel.get_absolute_url()}#{self.anker}"


@dataclass(frozen=True)
class Planonderdeel:
    """A part of a plan itself, that is read at `terug`."""

    plan: Plan
    anker: str
    naam: str
    terug: str
    maatregel: None = None
    # A heading of the page itself.
    niveau: int = 2


def te_bewerken(
    request: HttpRequest,
    gemeente: str,
    plan: str,
    code: str,
    mag: Callable[[Any, Plan], bool] = rechten.mag_plan_bewerken,
) -> Maatregel:
    """The measure at this address, with its plan, for who may change it; not visible is 404,
    visible but not hers 403. Two queries and those of `mag`."""
    gevonden = plan_voor(request, gemeente, plan)
    maatregel = maatregel_voor(request, gevonden, code)
    if not mag(request.user, gevonden):
        raise PermissionDenied
    return maatregel


def bewerk(
    request: HttpRequest,
    onderdeel: Onderdeel | Planonderdeel,
    maak_form: Callable[[Any], F],
    leg_vast: Callable[[F], object],
    *,
    gelukt: str,
    template: str = "maatregelen/deel_form.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; store what was sent and go back to the sheet, or say what is wrong with it.

    `maak_form` reads what is stored anew each time it is called. What was typed comes back with
    422, and with 409 beside what somebody else made of it meanwhile. Who came from the list of what
    is missing goes back there.
    """
    lijst = naar_lijst(request, onderdeel.plan)
    in_plaats = "HX-Request" in request.headers
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
            onthoud_waarom(request, onderdeel.plan, form.cleaned_data)
            messages.success(request, gelukt)
            return HttpResponseRedirect(lijst or onderdeel.terug, status=HTTPStatus.SEE_OTHER)
    if in_plaats:
        # Two forms may be open on one page.
        form.auto_id = f"{onderdeel.anker}-%s"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(
        request,
        template,
        basis(request, onderdeel.plan)
        | {
            "maatregel": onderdeel.maatregel,
            "onderdeel": onderdeel,
            "form": form,
            "in_plaats": in_plaats,
            "niveau": onderdeel.niveau if in_plaats else 2,
            "adres": request.get_full_path() if lijst else request.path,
            "lijst": lijst,
        }
        | (context or {}),
        status=HTTPStatus.CONFLICT if form.botst else status,
    )
