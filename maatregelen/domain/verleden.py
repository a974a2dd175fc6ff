"""Plans and measures as the system knew them at the end of a past day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, Q

from jeugdhulp import kalender
from jeugdhulp.historie import eerst_bekend, hang_onder, koppel, op
from jeugdhulp.models import Organisatie, Persoon
from maatregelen.models import (
    Beleidsplan,
    Betrokkenheid,
    Blad,
    Cluster,
    Maatregel,
    Mijlpaal,
    Plan,
    Ronde,
    Thema,
)
from maatregelen.querysets import MaatregelQuerySet

M = TypeVar("M", bound=Model)


class NogNietBekendError(Exception):
    """On that day this plan or measure was not there yet; `sinds` is the day it came."""

    def __init__(self, rij: Plan | Beleidsplan | Maatregel):
        moment = eerst_bekend(rij)
        self.sinds: date | None = kalender.dag_van(moment) if moment else None
        super().__init__(f"{rij} was toen nog niet bekend.")


def plan_op(plan: Plan, moment: datetime) -> Plan:
    """`plan` as it was known, with its people by the names of then, at its address of today.

    Raises NogNietBekendError. Two queries.
    """
    gevonden = op(Plan, moment, id=plan.pk)
    if not gevonden:
        raise NogNietBekendError(plan)
    [toen] = gevonden
    toen.gemeente, toen.slug = plan.gemeente, plan.slug
    rollen = ("voorzitter", "samensteller", "opdrachtgever")
    sleutels = {getattr(toen, f"{rol}_id") for rol in rollen} - {None}
    mensen = op(Persoon, moment, id__in=sleutels)
    for rol in rollen:
        koppel([toen], rol, mensen)
    return toen


def beleidsplan_op(beleidsplan: Beleidsplan, moment: datetime) -> Beleidsplan:
    """The same for a beleidsplan. Raises NogNietBekendError. One query."""
    gevonden = op(Beleidsplan, moment, id=beleidsplan.pk)
    if not gevonden:
        raise NogNietBekendError(beleidsplan)
    [toen] = gevonden
    toen.gemeente, toen.slug = beleidsplan.gemeente, beleidsplan.slug
    return toen


def rijen(model: type[M], moment: datetime | None, *eisen: Q, **waar: Any) -> list[M]:
    """The rows that fit, as known at `moment` (None: now), in the order of their model.

    So one text reads both times: ask with columns of the row itself and with `id`, never `pk`.
    One query, none where nothing is asked for.
    """
    if vraagt_niets(waar):
        return []
    if moment is None:
        gevonden = list(model._default_manager.filter(*eisen, **waar).order_by())
    else:
        gevonden = op(model, moment, *eisen, **waar)
    kolommen = _volgorde(model)
    return sorted(
        gevonden,
        # What is empty comes last, on both databases.
        key=lambda rij: [(getattr(rij, kolom) is None, getattr(rij, kolom)) for kolom in kolommen],
    )


def vraagt_niets(waar: Mapping[str, Any]) -> bool:
    """Whether one of these must be among none. Django finds that out itself, but only after it has
    made the whole question."""
    return any(isinstance(waarde, list | set) and not waarde for waarde in waar.values())


def vul(model: type[Model], moment: datetime | None, *waar: tuple[Sequence[Model], str]) -> None:
    """Fill relations to `model`, each as (rows, field), by the names of then.

    One query for all of them, none where every relation is empty.
    """
    sleutels = {getattr(rij, f"{veld}_id") for groep, veld in waar for rij in groep} - {None}
    gevonden = rijen(model, moment, id__in=sleutels)
    for groep, veld in waar:
        koppel(groep, veld, gevonden)


def _volgorde(model: type[Model]) -> list[str]:
    """The columns of its own that a model is ordered by."""
    namen = [str(naam) for naam in model._meta.ordering or ()]
    return [
        "pk" if naam == "pk" else model._meta.get_field(naam).attname  # type: ignore[union-attr]
        for naam in namen
        if "__" not in naam and not naam.startswith("-")
    ]


@dataclass(frozen=True)
class Toen:
    """The measures of a plan as known at `moment`. Stands in for a MaatregelQuerySet in
    `overzicht.maak_rijen`.

    `zichtbaar` are the measures of today that the reader may see: rights hold today. With
    `ook_verdwenen` those come back too that were in the plan then and are gone now.
    """

    plan: Plan
    moment: datetime
    zichtbaar: MaatregelQuerySet[Maatregel]
    ook_verdwenen: bool = False

    def for_overzicht(self, peildatum: date, *, alleen_bevestigd: bool = False) -> list[Maatregel]:
        """As `MaatregelQuerySet.for_overzicht`: thema, last stand (id), rust, people, planning.

        Nine queries whatever the number of rows.
        """
        maatregelen = self._met(self._vandaag(peildatum, alleen_bevestigd=alleen_bevestigd))
        sleutels = [maatregel.pk for maatregel in maatregelen]
        hang_onder(maatregelen, "betrokkenheden", self._betrokkenheden(sleutels))
        hang_onder(maatregelen, "bladen", self._bladen(sleutels))
        return maatregelen

    def for_lijst(self, plan: Plan, peildatum: date) -> list[Maatregel]:
        """As `MaatregelQuerySet.for_lijst`, with whole measures. Three queries."""
        met = self.met_laatste_ronde(plan, peildatum)
        return met._met(met._vandaag(peildatum))

    def met_laatste_ronde(
        self,
        plan: Plan,
        peildatum: date,
        bekend_op: datetime | None = None,
        *,
        rondes: Sequence[Ronde] | None = None,
    ) -> "Toen":
        """As `MaatregelQuerySet.met_laatste_ronde`, as known at the moment of this."""
        zichtbaar = self.zichtbaar.met_laatste_ronde(plan, peildatum, self.moment, rondes=rondes)
        return replace(self, zichtbaar=zichtbaar)

    def _vandaag(
        self, peildatum: date, *, alleen_bevestigd: bool = False
    ) -> MaatregelQuerySet[Maatregel]:
        """The measures of today with the last stand (id) and the rust of then."""
        zichtbaar = self.zichtbaar.met_laatste_stand(
            peildatum, alleen_bevestigd=alleen_bevestigd, bekend_op=self.moment
        )
        return zichtbaar.met_rust(peildatum, bekend_op=self.moment)

    def _met(self, vandaag: MaatregelQuerySet[Maatregel]) -> list[Maatregel]:
        """The measures of then with their thema and what `vandaag` annotates."""
        annotaties = list(vandaag.query.annotations)
        nu = {rij["pk"]: rij for rij in vandaag.order_by().values("pk", "code", *annotaties)}
        maatregelen = self._maatregelen({sleutel: rij["code"] for sleutel, rij in nu.items()})
        # What is gone was never judged: a measure with a stand cannot be deleted.
        geen = dict.fromkeys(annotaties)
        for maatregel in maatregelen:
            toen = nu.get(maatregel.pk, geen)
            for naam in annotaties:
                setattr(maatregel, naam, toen[naam])
        koppel(maatregelen, "thema", op(Thema, self.moment, plan=self.plan.pk))
        return maatregelen

    def in_volgorde(self) -> list[Maatregel]:
        """In the order the plan had then, bare. Two queries."""
        return self._maatregelen(dict(self.zichtbaar.values_list("pk", "code")))

    def _maatregelen(self, codes: dict[int, str]) -> list[Maatregel]:
        bereik = {} if self.ook_verdwenen else {"id__in": list(codes)}
        rijen = op(Maatregel, self.moment, plan=self.plan.pk, **bereik)
        for rij in rijen:
            rij.plan, rij.adres = self.plan, codes.get(rij.pk, "")
        return sorted(rijen, key=lambda rij: (rij.volgorde, rij.pk))

    def _betrokkenheden(self, maatregelen: list[int]) -> list[Betrokkenheid]:
        rijen = op(Betrokkenheid, self.moment, maatregel__in=maatregelen)
        for veld, model in (("persoon", Persoon), ("organisatie", Organisatie)):
            sleutels = {getattr(rij, f"{veld}_id") for rij in rijen} - {None}
            koppel(rijen, veld, op(model, self.moment, id__in=sleutels))
        return sorted(rijen, key=lambda rij: (rij.volgorde, rij.pk))

    def _bladen(self, maatregelen: list[int]) -> list[Blad]:
        bladen = op(Blad, self.moment, maatregel__in=maatregelen)
        koppel(bladen, "cluster", op(Cluster, self.moment, plan=self.plan.pk))
        mijlpalen = op(Mijlpaal, self.moment, blad__in=[blad.pk for blad in bladen])
        mijlpalen.sort(key=lambda rij: (rij.volgorde, rij.pk))
        hang_onder(mijlpalen, "stappen", [rij for rij in mijlpalen if rij.onderdeel_van_id])
        hang_onder(bladen, "mijlpalen", [rij for rij in mijlpalen if not rij.onderdeel_van_id])
        return sorted(bladen, key=_plek)


def _plek(blad: Blad) -> tuple[bool, int, int]:
    return (blad.cluster is not None, blad.cluster.volgorde if blad.cluster else 0, blad.pk)
