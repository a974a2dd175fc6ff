"""A version of a plan becomes vastgesteld: by whom, when, and what was in it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Max

from jeugdhulp import kalender, logboek
from jeugdhulp.domain.momentopnamen import bevries, feiten
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker, Momentopname
from maatregelen.choices import Stadium
from maatregelen.domain import wijzigen
from maatregelen.models import Mijlpaal, Plan, Vaststelling

SOORT = "vastgesteld plan"


class Genomen(NamedTuple):
    """The decision of one body about a version; the number may be empty."""

    orgaan: str
    dag: date
    nummer: str = ""


def stel_vast(
    plan: Plan, besluiten: Sequence[Genomen], opname: Mapping[str, Any], *, door: Gebruiker | None
) -> list[Vaststelling]:
    """The next version of `plan`, decided by each of `besluiten`; `opname` is the whole plan.

    Stores the Momentopname, makes the planning of now the baseline of every Mijlpaal, and the plan
    `vastgesteld`. ValidationError without a besluit, for a body twice, or for a day to come.
    """
    with logboek.handeling(door=door):
        plan = wijzigen.vergrendel(plan)
        _eis_besluiten(besluiten)
        momentopname = bevries(
            opname,
            gemeente_id=plan.gemeente_id,
            soort=SOORT,
            peildatum=max(besluit.dag for besluit in besluiten),
            moment=kalender.nu(),
        )
        momentopname.save(force_insert=True)
        versie = (plan.vaststellingen.aggregate(laatste=Max("versie"))["laatste"] or 0) + 1
        rijen = [_vaststelling(plan, versie, besluit, momentopname) for besluit in besluiten]
        verschoven = _zet_basis(plan)
        voor = plan.stadium
        plan.stadium = Stadium.VASTGESTELD
        wijzigen.bewaar(plan, "stadium")
        _schrijf(plan, voor, rijen, verschoven, momentopname)
    return rijen


def _eis_besluiten(besluiten: Sequence[Genomen]) -> None:
    if not besluiten:
        raise ValidationError({"besluiten": "Noem wie het plan vaststelde, en wanneer."})
    organen = [besluit.orgaan.strip() for besluit in besluiten]
    if len({*organen}) < len(organen):
        raise ValidationError({"besluiten": "Noem elk orgaan één keer."})
    for besluit in besluiten:
        wijzigen.eis_geweest("besluiten", besluit.dag)


def _vaststelling(
    plan: Plan, versie: int, besluit: Genomen, momentopname: Momentopname
) -> Vaststelling:
    rij = Vaststelling(
        plan=plan,
        versie=versie,
        orgaan=besluit.orgaan.strip(),
        vastgesteld_op=besluit.dag,
        nummer=besluit.nummer.strip(),
        momentopname=momentopname,
    )
    wijzigen.bewaar(rij)
    return rij


def _zet_basis(plan: Plan) -> int:
    """Make the planning of now the baseline; how many lines got another one."""
    rijen = Mijlpaal.objects.filter(blad__maatregel__plan=plan).order_by("pk")
    aantal = 0
    for rij in rijen.select_for_update(of=("self",)):
        if (rij.basis_van, rij.basis_tot) != (rij.van, rij.tot_en_met):
            rij.basis_van, rij.basis_tot = rij.van, rij.tot_en_met
            rij.save(update_fields=["basis_van", "basis_tot"])
            aantal += 1
    return aantal


def _schrijf(
    plan: Plan, voor: str, rijen: list[Vaststelling], verschoven: int, momentopname: Momentopname
) -> None:
    versie = rijen[0].versie
    wijzigen.schrijf(
        "plan vastgesteld",
        plan,
        over=f"versie {versie}",
        voor={"stadium": voor} if voor and voor != plan.stadium else {},
        na={
            "stadium": plan.stadium,
            "vastgesteld door": [_besluit(rij) for rij in rijen],
            "stappen met een nieuwe basis": verschoven,
        },
        feiten=feiten(momentopname),
        momentopname=momentopname.pk,
        versie=versie,
        vingerafdruk=momentopname.sha256,
    )


def _besluit(rij: Vaststelling) -> str:
    dag = f", {datum_voluit(rij.vastgesteld_op)}" if rij.vastgesteld_op else ""
    return f"{rij.orgaan}{dag}" + (f", {rij.nummer}" if rij.nummer else "")
