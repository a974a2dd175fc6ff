"""What a plan is: its period, versions and people, and what holds for it as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TypeVar

from django.db.models import Q, QuerySet

from jeugdhulp.models import Organisatie, Persoon
from maatregelen.choices import BetrokkenheidRol
from maatregelen.domain.verleden import rijen, vul
from maatregelen.models import (
    Beleidsplan,
    Besluitmoment,
    Betrokkenheid,
    Contextcijfer,
    Maatregel,
    Plan,
    Projectrol,
    Risico,
    Thema,
    Vaststelling,
    VervallenActiviteit,
)
from maatregelen.querysets import BeleidsplanQuerySet, PlanQuerySet

P = TypeVar("P", Plan, Beleidsplan)


@dataclass(frozen=True)
class Versie:
    """One version, with who decided about it."""

    nummer: int
    besluiten: Sequence[Vaststelling]


@dataclass(frozen=True)
class Rolgroep:
    """Who has a part in the whole plan, or in one thema."""

    thema: Thema | None
    rollen: Sequence[Projectrol]


@dataclass(frozen=True)
class Wie:
    """Who does a measure: trekkers apart from all others."""

    maatregel: Maatregel
    trekkers: Sequence[Betrokkenheid]
    betrokkenen: Sequence[Betrokkenheid]


@dataclass(frozen=True)
class Verwanten:
    """What the plan goes on from, what goes on from it, and what it falls under."""

    voorganger: Plan | None
    opvolgers: Sequence[Plan]
    beleidsplan: Beleidsplan | None


@dataclass(frozen=True)
class Over:
    """All of a plan but its measures and its money."""

    versies: Sequence[Versie]
    rollen: Sequence[Rolgroep]
    risicos: Sequence[Risico]
    momenten: Sequence[Besluitmoment]
    contextcijfers: Sequence[Contextcijfer]
    vervallen: Sequence[VervallenActiviteit]
    wie: Sequence[Wie]


def lees(
    plan: Plan, maatregelen: Sequence[Maatregel], peildatum: date, moment: datetime | None
) -> Over:
    """What the page about `plan` tells, as known at `moment` (None: now).

    `maatregelen` are all of the plan that she may see. Ten queries, whatever the number of rows.
    """
    pk = plan.pk
    rollen = rijen(Projectrol, moment, plan=pk)
    betrokkenheden = rijen(Betrokkenheid, moment, maatregel__in=[rij.pk for rij in maatregelen])
    risicos = rijen(Risico, moment, plan=pk, beeindigd_op=None)
    momenten = rijen(Besluitmoment, moment, Q(plan=pk) | Q(gemeente=plan.gemeente_id))
    cijfers = rijen(Contextcijfer, moment, plan=pk)
    vervallen = rijen(VervallenActiviteit, moment, plan=pk)
    vul(Persoon, moment, (rollen, "persoon"), (betrokkenheden, "persoon"), (risicos, "eigenaar"))
    vul(Organisatie, moment, (rollen, "organisatie"), (betrokkenheden, "organisatie"))
    vul(Thema, moment, (rollen, "thema"))
    _koppel_maatregelen(maatregelen, risicos, momenten, cijfers, vervallen)
    return Over(
        versies=versies(rijen(Vaststelling, moment, plan=pk)),
        rollen=_per_thema(rollen),
        risicos=risicos,
        momenten=momenten,
        contextcijfers=cijfers,
        vervallen=vervallen,
        wie=_wie(maatregelen, betrokkenheden, peildatum),
    )


def verwanten(
    plan: Plan,
    plannen: PlanQuerySet[Plan],
    beleid: BeleidsplanQuerySet[Beleidsplan],
    moment: datetime | None,
) -> Verwanten:
    """The plans before and after and the beleidsplan, by the names of then at the addresses of
    today, where they are among what she may see. Four queries."""
    om = Q(id=plan.voorganger_id) | Q(voorganger=plan.pk)
    gevonden = op_adres(rijen(Plan, moment, om), plannen)
    boven = op_adres(rijen(Beleidsplan, moment, id=plan.beleidsplan_id), beleid)
    return Verwanten(
        voorganger=next((rij for rij in gevonden if rij.pk == plan.voorganger_id), None),
        opvolgers=[rij for rij in gevonden if rij.pk != plan.voorganger_id],
        beleidsplan=next(iter(boven), None),
    )


def op_adres(toen: list[P], zichtbaar: QuerySet[P]) -> list[P]:
    """Those of `toen` that she may see today, at their addresses of today. One query."""
    nu = zichtbaar.select_related("gemeente").in_bulk([rij.pk for rij in toen])
    for rij in toen:
        if rij.pk in nu:
            rij.gemeente, rij.slug = nu[rij.pk].gemeente, nu[rij.pk].slug
    return [rij for rij in toen if rij.pk in nu]


def versies(vaststellingen: Sequence[Vaststelling]) -> list[Versie]:
    """The newest version first; within it in the order in which bodies decided."""
    op_versie = sorted(
        vaststellingen,
        key=lambda rij: (-rij.versie, rij.vastgesteld_op or date.max, rij.pk),
    )
    return [
        Versie(nummer, list(groep)) for nummer, groep in groupby(op_versie, lambda rij: rij.versie)
    ]


def _per_thema(rollen: Sequence[Projectrol]) -> list[Rolgroep]:
    """The whole plan first, then each thema in plan order."""
    groepen: dict[int | None, list[Projectrol]] = defaultdict(list)
    for rol in rollen:
        groepen[rol.thema_id].append(rol)
    gevonden = [Rolgroep(groep[0].thema, groep) for groep in groepen.values()]
    return sorted(
        gevonden,
        key=lambda groep: (groep.thema.volgorde, groep.thema.pk) if groep.thema else (-1, 0),
    )


def _wie(
    maatregelen: Sequence[Maatregel], betrokkenheden: Iterable[Betrokkenheid], peildatum: date
) -> list[Wie]:
    per_maatregel: dict[int, list[Betrokkenheid]] = defaultdict(list)
    for rij in betrokkenheden:
        if rij.geldt_op(peildatum):
            per_maatregel[rij.maatregel_id].append(rij)
    trekker = BetrokkenheidRol.TREKKER
    return [
        Wie(
            maatregel,
            [rij for rij in per_maatregel[maatregel.pk] if rij.rol == trekker],
            [rij for rij in per_maatregel[maatregel.pk] if rij.rol != trekker],
        )
        for maatregel in maatregelen
    ]


def _koppel_maatregelen(
    maatregelen: Sequence[Maatregel],
    *groepen: Sequence[Risico | Besluitmoment | Contextcijfer | VervallenActiviteit],
) -> None:
    """Fill `maatregel` of each row. One that is gone since stays out: its name was of then, and
    there is nothing to go to."""
    per_id = {maatregel.pk: maatregel for maatregel in maatregelen}
    for groep in groepen:
        for rij in groep:
            rij.maatregel = per_id.get(rij.maatregel_id) if rij.maatregel_id else None
