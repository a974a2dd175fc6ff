"""Which goals a measure serves, and which of them first of all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from maatregelen.domain import wijzigen
from maatregelen.domain.grond import Grond, in_regel
from maatregelen.models import Beleidsplan, Doel, Doelkoppeling, Maatregel


@dataclass(frozen=True)
class Tak:
    """A goal that can be chosen, and those below it."""

    doel: Doel
    onder: Sequence["Tak"]


@dataclass(frozen=True)
class Boom:
    """What can be chosen of one beleidsplan."""

    beleidsplan: Beleidsplan
    takken: Sequence[Tak]


@dataclass(frozen=True)
class Doelwijziging:
    """What becomes of the goals of a measure. `belangrijkste` is the one it serves first of all,
    None for none; `was` (id) what its writer saw there."""

    erbij: Sequence[Doel] = ()
    eraf: Sequence[Doel] = ()
    belangrijkste: Doel | None = None
    was: int | None = None


def te_kiezen(maatregel: Maatregel) -> list[Boom]:
    """The goals of the beleidsplan of its plan, as they hang; after them what it serves of another
    beleidsplan. One query."""
    van_plan = Q(beleidsplan=maatregel.plan.beleidsplan_id)
    doelen = Doel.objects.filter(van_plan | Q(doelkoppelingen__maatregel=maatregel)).distinct()
    per_plan: dict[Beleidsplan, list[Doel]] = defaultdict(list)
    for doel in doelen.select_related("beleidsplan"):
        per_plan[doel.beleidsplan].append(doel)
    eigen_eerst = sorted(
        per_plan, key=lambda rij: (rij.pk != maatregel.plan.beleidsplan_id, rij.pk)
    )
    return [Boom(beleidsplan, _takken(per_plan[beleidsplan])) for beleidsplan in eigen_eerst]


def _takken(doelen: Sequence[Doel]) -> list[Tak]:
    """A goal whose parent is not among them stands at the top."""
    sleutels = {doel.pk for doel in doelen}
    onder: dict[int | None, list[Doel]] = defaultdict(list)
    for doel in doelen:
        onder[doel.ouder_id if doel.ouder_id in sleutels else None].append(doel)

    def van(ouder: int | None) -> list[Tak]:
        return [Tak(doel, van(doel.pk)) for doel in onder[ouder]]

    return van(None)


def wijzig_doelen(
    maatregel: Maatregel,
    wijziging: Doelwijziging,
    *,
    door: Gebruiker | None,
    reden: str,
    op_grond_van: Grond = "",
) -> None:
    """Tie a measure to goals, take it off others, and say which comes first.

    What somebody else tied or took off meanwhile is no conflict. IntussenAndersError when she chose
    another goal to come first. ValidationError without a reason, in a plan that was vastgesteld
    without its ground, for a goal of another gemeente or one to come first that it does not serve,
    and when nothing changes.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(maatregel, "plan")
        wijzigen.eis_reden(handeling.reden, "de doelen")
        koppelingen = {
            koppeling.doel_id: koppeling
            for koppeling in rij.doelkoppelingen.select_related("doel").select_for_update(
                of=("self",)
            )
        }
        eerste = next((pk for pk, koppeling in koppelingen.items() if koppeling.primair), None)
        nieuw = wijziging.belangrijkste.pk if wijziging.belangrijkste else None
        if eerste not in (wijziging.was, nieuw):
            raise wijzigen.IntussenAndersError
        grond = in_regel(op_grond_van, rij.plan)
        voor = _verteld(koppelingen.values())
        if eerste is not None and eerste != nieuw:
            _zet_primair(koppelingen[eerste], primair=False)
        _neem_weg(koppelingen, wijziging.eraf)
        _voeg_toe(rij, koppelingen, wijziging.erbij)
        if nieuw is not None and nieuw not in koppelingen:
            raise ValidationError({"primair": "Aan dit doel draagt de maatregel niet bij."})
        if nieuw is not None and eerste != nieuw:
            _zet_primair(koppelingen[nieuw], primair=True)
        na = _verteld(koppelingen.values())
        if na == voor:
            raise ValidationError("Er is niets veranderd.")
        wijzigen.schrijf("doelen gewijzigd", rij, voor={"doelen": voor}, na={"doelen": na} | grond)


def _neem_weg(koppelingen: dict[int, Doelkoppeling], eraf: Iterable[Doel]) -> None:
    for doel in eraf:
        if (weg := koppelingen.pop(doel.pk, None)) is not None:
            wijzigen.neem_weg(weg)


def _voeg_toe(rij: Maatregel, koppelingen: dict[int, Doelkoppeling], erbij: Iterable[Doel]) -> None:
    plek = max((koppeling.volgorde for koppeling in koppelingen.values()), default=-1)
    for doel in erbij:
        if doel.pk not in koppelingen:
            plek += 1
            koppelingen[doel.pk] = Doelkoppeling(maatregel=rij, doel=doel, volgorde=plek)
            wijzigen.bewaar(koppelingen[doel.pk])


def _zet_primair(koppeling: Doelkoppeling, *, primair: bool) -> None:
    koppeling.primair = primair
    wijzigen.bewaar(koppeling, "primair")


def _verteld(koppelingen: Iterable[Doelkoppeling]) -> list[str]:
    return [
        f"{koppeling.doel} (belangrijkste doel)" if koppeling.primair else str(koppeling.doel)
        for koppeling in koppelingen
    ]
