"""A beleidsplan as a page tells it: its tree of goals, and which measures serve each of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from jeugdhulp.models import Persoon
from maatregelen.domain.over import Versie, op_adres, versies
from maatregelen.domain.verleden import rijen, vul
from maatregelen.models import (
    Beleidsplan,
    Besluitmoment,
    Contextcijfer,
    Doel,
    Doelkoppeling,
    Maatregel,
    Plan,
    Resultaat,
    Risico,
    Vaststelling,
)
from maatregelen.querysets import BeleidsplanQuerySet, MaatregelQuerySet, PlanQuerySet


@dataclass(frozen=True)
class Knoop:
    """A goal with what hangs on it. `koppelingen` have their measure, and that its plan."""

    doel: Doel
    onder: Sequence["Knoop"]
    koppelingen: Sequence[Doelkoppeling]
    resultaten: Sequence[Resultaat]
    risicos: Sequence[Risico]

    @property
    def zonder_maatregel(self) -> bool:
        """Whether no measure serves this goal or one below it."""
        return not self.koppelingen and all(knoop.zonder_maatregel for knoop in self.onder)

    def alle(self) -> Iterator["Knoop"]:
        """This goal and all below it."""
        yield self
        for knoop in self.onder:
            yield from knoop.alle()


@dataclass(frozen=True)
class Verwanten:
    """What the beleidsplan goes on from, what goes on from it, and the plannen below it."""

    voorganger: Beleidsplan | None
    opvolgers: Sequence[Beleidsplan]
    plannen: Sequence[Plan]


@dataclass(frozen=True)
class Beleid:
    """All of a beleidsplan."""

    doelen: Sequence[Knoop]
    versies: Sequence[Versie]
    # Those that are about no single goal.
    risicos: Sequence[Risico]
    momenten: Sequence[Besluitmoment]
    contextcijfers: Sequence[Contextcijfer]

    @property
    def aantal_doelen(self) -> int:
        return len(list(self._alle()))

    @property
    def zonder_maatregel(self) -> int:
        """How many goals no measure serves, neither itself nor below it."""
        return sum(knoop.zonder_maatregel for knoop in self._alle())

    def _alle(self) -> Iterator[Knoop]:
        for knoop in self.doelen:
            yield from knoop.alle()


def lees(
    beleidsplan: Beleidsplan,
    zichtbaar: MaatregelQuerySet[Maatregel],
    moment: datetime | None,
) -> Beleid:
    """The beleidsplan as known at `moment` (None: now); `zichtbaar` are the measures she may see.

    Eleven queries now and in the past, whatever the number of rows.
    """
    pk = beleidsplan.pk
    doelen = rijen(Doel, moment, beleidsplan=pk)
    risicos = rijen(Risico, moment, beleidsplan=pk, beeindigd_op=None)
    vul(Persoon, moment, (risicos, "eigenaar"))
    sleutels = [doel.pk for doel in doelen]
    knopen = _Knopen(
        doelen,
        _koppelingen(sleutels, zichtbaar, moment),
        rijen(Resultaat, moment, doel__in=sleutels, beeindigd_op=None),
        risicos,
    )
    return Beleid(
        doelen=knopen.onder(None),
        versies=versies(rijen(Vaststelling, moment, beleidsplan=pk)),
        risicos=[rij for rij in risicos if rij.doel_id is None],
        momenten=rijen(Besluitmoment, moment, beleidsplan=pk),
        contextcijfers=rijen(Contextcijfer, moment, beleidsplan=pk),
    )


def verwanten(
    beleidsplan: Beleidsplan,
    plannen: PlanQuerySet[Plan],
    beleid: BeleidsplanQuerySet[Beleidsplan],
    moment: datetime | None,
) -> Verwanten:
    """The beleidsplannen before and after, and the plannen below it, where she may see them; by the
    names of then at the addresses of today. Four queries."""
    om = Q(id=beleidsplan.voorganger_id) | Q(voorganger=beleidsplan.pk)
    gevonden = op_adres(rijen(Beleidsplan, moment, om), beleid)
    return Verwanten(
        voorganger=next((rij for rij in gevonden if rij.pk == beleidsplan.voorganger_id), None),
        opvolgers=[rij for rij in gevonden if rij.pk != beleidsplan.voorganger_id],
        plannen=op_adres(rijen(Plan, moment, beleidsplan=beleidsplan.pk), plannen),
    )


class _Knopen:
    """The rows by goal, to make the tree of."""

    def __init__(
        self,
        doelen: Sequence[Doel],
        koppelingen: Sequence[Doelkoppeling],
        resultaten: Sequence[Resultaat],
        risicos: Sequence[Risico],
    ):
        self.kinderen: dict[int | None, list[Doel]] = defaultdict(list)
        self.koppelingen: dict[int, list[Doelkoppeling]] = defaultdict(list)
        self.resultaten: dict[int | None, list[Resultaat]] = defaultdict(list)
        self.risicos: dict[int | None, list[Risico]] = defaultdict(list)
        for doel in doelen:
            self.kinderen[doel.ouder_id].append(doel)
        for koppeling in koppelingen:
            self.koppelingen[koppeling.doel_id].append(koppeling)
        for resultaat in resultaten:
            self.resultaten[resultaat.doel_id].append(resultaat)
        for risico in risicos:
            self.risicos[risico.doel_id].append(risico)

    def onder(self, ouder: int | None) -> list[Knoop]:
        return [
            Knoop(
                doel,
                self.onder(doel.pk),
                self.koppelingen[doel.pk],
                self.resultaten[doel.pk],
                self.risicos[doel.pk],
            )
            for doel in self.kinderen[ouder]
        ]


def _koppelingen(
    doelen: Sequence[int], zichtbaar: MaatregelQuerySet[Maatregel], moment: datetime | None
) -> list[Doelkoppeling]:
    """Those to a measure she may see, in the order of plan and measure; where the measure serves
    the goal first of all, before the others. Names are of then, addresses of today."""
    gevonden = rijen(Doelkoppeling, moment, doel__in=doelen)
    nu = zichtbaar.select_related("plan__gemeente").in_bulk({rij.maatregel_id for rij in gevonden})
    gevonden = [rij for rij in gevonden if rij.maatregel_id in nu]
    vul(Maatregel, moment, (gevonden, "maatregel"))
    maatregelen = [rij.maatregel for rij in gevonden]
    vul(Plan, moment, (maatregelen, "plan"))
    for maatregel in maatregelen:
        vandaag = nu[maatregel.pk]
        maatregel.adres = vandaag.code
        maatregel.plan.gemeente, maatregel.plan.slug = vandaag.plan.gemeente, vandaag.plan.slug
    return sorted(gevonden, key=_plek)


def _plek(koppeling: Doelkoppeling) -> tuple[bool, int, int, int]:
    maatregel = koppeling.maatregel
    return (
        not koppeling.primair,
        -maatregel.plan.van.toordinal(),
        maatregel.volgorde,
        maatregel.pk,
    )
