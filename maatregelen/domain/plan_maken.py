"""A new plan: empty, or beginning as an earlier plan of the same gemeente is now."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from jeugdhulp import logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker, Gemeente
from maatregelen.choices import BEZETTE_ADRESSEN, EINDFASEN, MijlpaalToestand, Stadium
from maatregelen.domain import wijzigen
from maatregelen.domain.maatregel.maatregel_maken import Nieuw
from maatregelen.domain.maatregel.overnemen import neem_over, verteld_opnieuw
from maatregelen.models import Cluster, Maatregel, Plan, Thema

_ADRES = 50
# What a plan goes on with from the plan before it.
_VAN_VORIGE = (
    "beleidsplan_id",
    "ritme_maanden",
    "rapportmaanden",
    "naam_cluster",
    "bladvelden",
    "aspecten",
    "drempel_kwartalen",
    "drempel_procent",
    "voorzitter_id",
    "samensteller_id",
    "opdrachtgever_id",
)


@dataclass(frozen=True)
class NieuwPlan:
    """A plan to be, in its own words. `themas` are titles; a copy brings those of its voorganger
    first."""

    titel: str
    van: date
    tot_en_met: date
    naam_overleg: str = "projectgroep"
    naam_thema: str = "Thema"
    naam_maatregel: str = "Maatregel"
    themas: tuple[str, ...] = ()


def maak_plan(
    gemeente: Gemeente,
    nieuw: NieuwPlan,
    *,
    voorganger: Plan | None = None,
    met_betrokkenen: bool = False,
    door: Gebruiker | None,
) -> Plan:
    """Make a plan, as concept, with an address made of its title.

    With a `voorganger`: its themas, clusters, lights and the parts of its sheet, and its measures
    that have not ended, with their texts and open steps; a step from before the new period loses
    its days. Not its money, standen and results.
    ValidationError per field, also for a voorganger of another gemeente.
    """
    with logboek.handeling(door=door):
        # Two plans that are made at once take two addresses.
        wijzigen.vergrendel(gemeente)
        if voorganger is not None and voorganger.gemeente_id != gemeente.pk:
            raise ValidationError({"voorganger": "Dit plan is van een andere gemeente."})
        plan = _plan(gemeente, nieuw, voorganger)
        aantal = _vul(plan, voorganger, met_betrokkenen) if voorganger else 0
        bezet = plan.themas.count()
        for nummer, titel in enumerate(nieuw.themas, bezet + 1):
            code = _vrije_code(plan, nummer)
            wijzigen.bewaar(Thema(plan=plan, code=code, titel=titel, volgorde=nummer))
        wijzigen.schrijf("plan gemaakt", plan, na=_verteld(plan, voorganger, aantal))
    return plan


def _plan(gemeente: Gemeente, nieuw: NieuwPlan, voorganger: Plan | None) -> Plan:
    # Lists of its own: a later change of one plan is none of the other.
    over = {veld: deepcopy(getattr(voorganger, veld)) for veld in _VAN_VORIGE} if voorganger else {}
    plan = Plan(
        gemeente=gemeente,
        slug=_vrij_adres(gemeente, nieuw),
        titel=nieuw.titel,
        van=nieuw.van,
        tot_en_met=nieuw.tot_en_met,
        stadium=Stadium.CONCEPT,
        voorganger=voorganger,
        naam_overleg=nieuw.naam_overleg,
        naam_thema=nieuw.naam_thema,
        naam_maatregel=nieuw.naam_maatregel,
        **over,
    )
    if nieuw.tot_en_met < nieuw.van:
        raise ValidationError({"tot_en_met": "De laatste dag van het plan ligt voor de eerste."})
    wijzigen.bewaar(plan)
    return plan


def _vrij_adres(gemeente: Gemeente, nieuw: NieuwPlan) -> str:
    """The title as an address; with the year, and then a number, where that is taken."""
    bezet = {*BEZETTE_ADRESSEN, *gemeente.plannen.values_list("slug", flat=True)}
    return next(adres for adres in _adressen(nieuw) if adres not in bezet)


def _adressen(nieuw: NieuwPlan) -> Iterator[str]:
    begin = slugify(nieuw.titel)[: _ADRES - 10].strip("-") or "plan"
    yield begin
    begin = begin if begin.endswith(str(nieuw.van.year)) else f"{begin}-{nieuw.van.year}"
    yield begin
    yield from (f"{begin}-{nummer}" for nummer in count(2))


def _vul(plan: Plan, vorige: Plan, met_betrokkenen: bool) -> int:
    """Themas, clusters and running measures of `vorige`; how many measures."""
    themas = {
        oud.pk: Thema(plan=plan, code=oud.code, titel=oud.titel, volgorde=oud.volgorde)
        for oud in vorige.themas.all()
    }
    clusters = {
        oud.code: Cluster(plan=plan, code=oud.code, titel=oud.titel, volgorde=oud.volgorde)
        for oud in vorige.clusters.all()
    }
    for rij in (*themas.values(), *clusters.values()):
        wijzigen.bewaar(rij)
    lopend = Maatregel.objects.filter(plan=vorige).exclude(fase__in=EINDFASEN).in_volgorde()
    for bron in lopend:
        neem_over(
            plan,
            bron,
            Nieuw(themas[bron.thema_id], bron.titel, bron.code),
            clusters,
            toestanden=[MijlpaalToestand.OPEN],
            met_betrokkenen=met_betrokkenen,
        )
    return len(lopend)


def _vrije_code(plan: Plan, nummer: int) -> str:
    bezet = set(plan.themas.values_list("code", flat=True))
    return next(str(code) for code in count(nummer) if str(code) not in bezet)


def _verteld(plan: Plan, voorganger: Plan | None, aantal: int) -> dict[str, Any]:
    verteld: dict[str, Any] = {
        "titel": plan.titel,
        "periode": f"{datum_voluit(plan.van)} tot en met {datum_voluit(plan.tot_en_met)}",
        "thema's": [str(thema) for thema in plan.themas.all()],
    }
    if voorganger:
        verteld |= {"vorige plan": voorganger.titel, "overgenomen maatregelen": aantal}
        verteld |= verteld_opnieuw(plan)
    return verteld
