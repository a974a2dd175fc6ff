"""The two ways a plan groups its measures: thema's, and clusters across them. A group is added or
gets another name or code; it does not go away."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Max

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from maatregelen.codes import volgende_groep
from maatregelen.domain import wijzigen
from maatregelen.domain.maatregel import bladrij
from maatregelen.models import Cluster, Plan, Thema

G = TypeVar("G", Thema, Cluster)
KOLOMMEN = ("code", "titel")


def voeg_groep_toe(
    plan: Plan, soort: type[G], titel: str, code: str = "", *, door: Gebruiker | None
) -> G:
    """Add a thema or cluster after the others; without a code it gets the next one.

    ValidationError for a code that another has.
    """
    with logboek.handeling(door=door):
        plan = wijzigen.vergrendel(plan)
        anderen = soort._default_manager.filter(plan=plan)
        laatste = anderen.aggregate(hoogste=Max("volgorde"))["hoogste"]
        rij = soort(
            plan=plan,
            code=code or volgende_groep(list(anderen.values_list("code", flat=True))),
            titel=titel,
            volgorde=0 if laatste is None else laatste + 1,
        )
        _eis_vrije_code(rij)
        wijzigen.bewaar(rij)
        wijzigen.schrijf(f"{_naam(rij)} toegevoegd", plan, na=bladrij.verteld(rij, KOLOMMEN))
    return rij


def wijzig_groep(
    rij: G,
    waarden: Mapping[str, str],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
) -> G:
    """Give a thema or cluster another code or titel. The codes of its measures stay.

    IntussenAndersError when one of `gezien` is not so any more; ValidationError without a reason,
    for a code that another has, or when nothing changes.
    """
    bladrij.eis_kolommen(waarden, KOLOMMEN)
    with logboek.handeling(door=door, reden=reden) as handeling:
        plan = wijzigen.vergrendel(rij.plan)
        nu = wijzigen.vergrendel(rij)
        wijzigen.eis_reden(handeling.reden, "de indeling van het plan")
        nu.plan, over = plan, f"{_naam(nu)} “{nu.titel}”"
        _eis_vrije_code(nu, waarden.get("code", nu.code))
        voor, na = bladrij.pas_aan(nu, waarden, gezien)
        wijzigen.schrijf(f"{_naam(nu)} gewijzigd", plan, over=over, voor=voor, na=na)
    return nu


def _eis_vrije_code(rij: Thema | Cluster, code: str = "") -> None:
    anderen = type(rij)._default_manager.filter(plan=rij.plan, code=code or rij.code)
    if (ander := anderen.exclude(pk=rij.pk).first()) is not None:
        raise ValidationError({"code": f"Deze code is al van “{ander.titel}”. Kies een andere."})


def _naam(rij: Thema | Cluster) -> str:
    return str(rij._meta.verbose_name)
