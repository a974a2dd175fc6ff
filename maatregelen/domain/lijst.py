"""The rows of the list of a plan: as `overzicht.maak_rijen`, read with only what the list shows.

A list of 500 measures is the heaviest page there is. Where a report reads whole sheets, this reads
columns: no texts, no steps, nobody but trekkers, and no planning line that is done. So its rows are
for a list alone: what they do not have costs a query each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

from django.db.models import Q

from jeugdhulp.historie import bekend
from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.models import Organisatie, Persoon
from maatregelen.choices import BetrokkenheidRol, MijlpaalToestand
from maatregelen.domain.overzicht import Deel, Rij, maak_rij, peil_uit
from maatregelen.geld import Geldregel, Plek, Som, is_bestaand, tel_op
from maatregelen.kwartaallijn import Planregel
from maatregelen.models import (
    Betrokkenheid,
    Blad,
    Cluster,
    Investering,
    Maatregel,
    Mijlpaal,
    Plan,
    Stand,
)

_PERIODE = ("periode_soort", "van", "tot_en_met", "herhaling", "letterlijk")
_GELD = ("staat", "bedrag", "per", "aanname", "aard", "van", "tot_en_met")
_STAND = (
    "maatregel peildatum fase totaal tijd geld resultaat oorzaak afwijking_reden grijs_reden bron"
).split()
# One for each measure that has none: nothing is ever added to it.
_NERGENS = Plek()


class Bron(Protocol):
    """Where measures come from: a MaatregelQuerySet for now, `verleden.Toen` for the past."""

    def for_lijst(self, plan: Plan, peildatum: date) -> list[Maatregel]: ...


@dataclass(frozen=True)
class Investeringsom:
    """What a measure costs in one year: new money, and what its sheets say besides."""

    som: Som
    # Rows that have no year.
    zonder_jaar: Som
    # Whether it also stays within existing means.
    bestaand: bool


def lees(
    bron: Bron, plan: Plan, peildatum: date, vandaag: date, bekend_op: datetime | None = None
) -> list[Rij]:
    """The rows in plan order, in all that a list shows equal to those of `maak_rijen`; `vandaag` is
    the day whose knowledge counts.

    For now five queries whatever their number, the last closed round included.
    """
    maatregelen = bron.for_lijst(plan, peildatum)
    sleutels = [rij.pk for rij in maatregelen]
    delen = _delen(plan, sleutels, peildatum, bekend_op)
    peiling = peil_uit(plan, maatregelen, peildatum, vandaag, bekend_op)
    standen = (
        Stand.objects.met_bevestiging(bekend_op)
        .select_related(None)
        .only(*_STAND)
        .in_bulk([rij.laatste_stand_id for rij in maatregelen if rij.laatste_stand_id])
    )
    return [
        maak_rij(rij, standen.get(rij.laatste_stand_id or 0), peiling, delen[rij.pk])
        for rij in maatregelen
    ]


def investeringen(
    rijen: Iterable[Rij], jaar: int, bekend_op: datetime | None = None
) -> dict[int, Investeringsom]:
    """Per measure (id) what it costs in `jaar`; only of measures that have a row. One query."""
    maatregel_van = {blad: rij.maatregel.pk for rij in rijen for blad in rij.bladen}
    gevonden = (
        bekend(Investering, bekend_op)
        .filter(blad__in=list(maatregel_van))
        .order_by("id")
        .values_list("blad_id", *_GELD)
    )
    regels: dict[int, list[Geldregel]] = defaultdict(list)
    for blad, *waarden in gevonden:
        regel = Geldregel(plek=_NERGENS, **dict(zip(_GELD, waarden, strict=True)))
        regels[maatregel_van[blad]].append(regel)
    return {sleutel: _investeringsom(deel, jaar) for sleutel, deel in regels.items()}


def _investeringsom(regels: Sequence[Geldregel], jaar: int) -> Investeringsom:
    nieuw = [regel for regel in regels if not is_bestaand(regel)]
    return Investeringsom(tel_op(nieuw, jaar), tel_op(nieuw, None), len(nieuw) < len(regels))


def _delen(
    plan: Plan, maatregelen: Sequence[int], peildatum: date, bekend_op: datetime | None
) -> dict[int, Deel]:
    """Three queries; for the past up to three more."""
    delen = {sleutel: Deel([], {}, [], []) for sleutel in maatregelen}
    for maatregel, wie, naam in _trekkers(maatregelen, peildatum, bekend_op):
        delen[maatregel].trekkers.append((wie, naam))
    bladen = _bladen(plan, maatregelen, bekend_op)
    regels = _regels([blad for blad, *_ in bladen], peildatum, bekend_op)
    for blad, maatregel, code, titel in bladen:
        deel = delen[maatregel]
        deel.bladen.append(blad)
        deel.regels.extend(regels.get(blad, ()))
        if code:
            deel.clusters[code] = titel or ""
    return delen


def _trekkers(
    maatregelen: Sequence[int], peildatum: date, bekend_op: datetime | None
) -> list[tuple[int, str, str]]:
    """Measure, key of who pulls it (see `overzicht.sleutel_van`), and the name."""
    gevonden = (
        bekend(Betrokkenheid, bekend_op)
        .filter(
            Q(van=None) | Q(van__lte=peildatum),
            Q(tot_en_met=None) | Q(tot_en_met__gte=peildatum),
            maatregel__in=maatregelen,
            rol=BetrokkenheidRol.TREKKER,
        )
        .order_by("volgorde", "id")
    )
    sleutels = ("maatregel_id", "persoon_id", "organisatie_id")
    if bekend_op is None:
        rijen = list(gevonden.values_list(*sleutels, "persoon__naam", "organisatie__naam"))
    else:
        kaal = list(gevonden.values_list(*sleutels))
        personen = _namen(Persoon, bekend_op, {rij[1] for rij in kaal})
        organisaties = _namen(Organisatie, bekend_op, {rij[2] for rij in kaal})
        rijen = [(*rij, personen.get(rij[1]), organisaties.get(rij[2])) for rij in kaal]
    return [
        (maatregel, f"p{persoon}" if persoon else f"o{organisatie}", naam or van_organisatie)
        for maatregel, persoon, organisatie, naam, van_organisatie in rijen
    ]


def _namen(model: Any, bekend_op: datetime, sleutels: set[int | None]) -> dict[int, str]:
    gevonden = bekend(model, bekend_op).filter(id__in=sleutels - {None})
    return dict(gevonden.values_list("id", "naam"))


def _bladen(
    plan: Plan, maatregelen: Sequence[int], bekend_op: datetime | None
) -> list[tuple[int, int, str | None, str | None]]:
    """Blad, its measure, and code and title of its cluster; in the order of the sheets."""
    gevonden = bekend(Blad, bekend_op).filter(maatregel__in=maatregelen)
    if bekend_op is None:
        geordend = gevonden.order_by("cluster__volgorde", "pk")
        return list(geordend.values_list("id", "maatregel_id", "cluster__code", "cluster__titel"))
    clusters = {
        sleutel: (volgorde, code, titel)
        for sleutel, volgorde, code, titel in bekend(Cluster, bekend_op)
        .filter(plan=plan.pk)
        .values_list("id", "volgorde", "code", "titel")
    }
    geen = (0, None, None)
    kaal = gevonden.values_list("id", "maatregel_id", "cluster_id")
    geordend_toen = sorted(
        kaal, key=lambda rij: (rij[2] is not None, clusters.get(rij[2], geen)[0], rij[0])
    )
    return [
        (blad, maatregel, *clusters.get(cluster, geen)[1:])
        for blad, maatregel, cluster in geordend_toen
    ]


def _regels(
    bladen: Sequence[int], peildatum: date, bekend_op: datetime | None
) -> Mapping[int, Sequence[Planregel]]:
    """Per blad (id) its own planning lines that were not done yet on `peildatum`."""
    gevonden = (
        bekend(Mijlpaal, bekend_op)
        .filter(
            Q(toestand=MijlpaalToestand.OPEN)
            | Q(toestand=MijlpaalToestand.GEREED, gereed_op__gt=peildatum),
            blad__in=bladen,
            onderdeel_van=None,
            zelfde_als=None,
        )
        .order_by("volgorde", "id")
        .values_list("blad_id", "tekst", "soort", "toestand", "gereed_op", *_PERIODE)
    )
    regels: dict[int, list[Planregel]] = defaultdict(list)
    for blad, tekst, soort, toestand, gereed_op, *periode in gevonden:
        regels[blad].append(Planregel(tekst, soort, _periode(*periode), toestand, gereed_op))
    return regels


@lru_cache(maxsize=1024)
def _periode(
    soort: str, van: date | None, tot_en_met: date | None, herhaling: str, letterlijk: str
) -> Periode:
    """The lines of a plan share a few dozen of these."""
    return Periode(PeriodeSoort(soort), van, tot_en_met, herhaling, letterlijk)
