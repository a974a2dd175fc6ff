"""What the pages of one row of a sheet share: its form begins with what is stored now."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from operator import itemgetter
from typing import Any, TypeVar

from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from maatregelen.choices import Bladveld
from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.bewerken import BewerkForm, Schrijver
from maatregelen.models import Blad, Maatregel, Plan
from maatregelen.views.zitting import waarom

F = TypeVar("F", bound=BewerkForm)
TEMPLATE = "maatregelen/deel_rij_form.html"
# For a form of which only the usual fields are in sight, and the rest folds under "Meer".
MET_MEER = "maatregelen/deel_vouw_form.html"


def blad_van(maatregel: Maatregel, nummer: int) -> Blad:
    """The sheet of this measure with that number, else 404. 0 is the first sheet of a measure that
    may have none: then it is yet to be stored. One query."""
    bladen = Blad.objects.filter(maatregel=maatregel).select_related("cluster")
    blad = get_object_or_404(bladen, pk=nummer) if nummer else bladen.first() or Blad()
    blad.maatregel = maatregel
    return blad


def anker_van(deel: str, blad: Blad) -> str:
    """The id of a part on the page of its measure."""
    return f"deel-{deel}-{blad.pk}" if blad.pk else f"deel-{deel}"


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


def deelnaam(plan: Plan, veld: str, blad: Blad) -> str:
    """The plan's own name of a part, with the cluster where a blad has one."""
    eigen = {rij["veld"]: rij["naam"] for rij in plan.bladvelden}
    naam = str(eigen.get(veld, Bladveld(veld).label))
    return f"{naam}, {blad.cluster.titel}" if blad.cluster else naam


def schrijver(rij: Any, samen: Mapping[str, tuple[str, ...]]) -> Schrijver:
    """Who last changed what a field of a form stands for; `samen` names its columns."""

    def wie(veld: str) -> Any:
        gevonden = [wie_wijzigde(rij, kolom) for kolom in samen.get(veld, (veld,))]
        return max(filter(None, gevonden), key=itemgetter(1), default=None)

    return wie
