"""What the views share that make or change one row of a sheet."""

from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from maatregelen.choices import Bladveld
from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.bewerken import Schrijver
from maatregelen.models import Blad, Plan

TEMPLATE = "maatregelen/rij_form.html"


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
