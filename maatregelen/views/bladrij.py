"""What the pages of one row of a sheet share: its form begins with what is stored now."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from django.db import models
from django.http import HttpRequest

from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.models import Plan
from maatregelen.views.zitting import waarom

F = TypeVar("F", bound=BewerkForm)
TEMPLATE = "maatregelen/deel_rij_form.html"


def nieuw(request: HttpRequest, plan: Plan, maak: Callable[..., F]) -> Callable[[Any], F]:
    """The form of a row to add: it begins with the reason of this sitting."""
    return lambda data: maak(data, initial=waarom(request, plan))


def bestaand(
    request: HttpRequest,
    plan: Plan,
    rij: models.Model,
    velden: Iterable[str],
    maak: Callable[..., F],
) -> Callable[[Any], F]:
    """The form of a row that is there; read again when the form is sent. One query then."""

    def maak_form(data: Any) -> F:
        nu = type(rij)._default_manager.get(pk=rij.pk) if data else rij
        opgeslagen = {veld: getattr(nu, veld) for veld in velden}
        return maak(
            data,
            initial=opgeslagen | waarom(request, plan),
            schrijver=partial(wie_wijzigde, nu),
        )

    return maak_form


def alleen(gegeven: Mapping[str, Any], velden: Iterable[str]) -> dict[str, Any]:
    """Of what was sent the columns of the row."""
    return {veld: gegeven[veld] for veld in velden}
