"""What the page that compares rounds shows: two rounds, the trend, what slipped, who is silent."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jeugdhulp import logboek
from jeugdhulp.grafiek.definitie import Grafiek
from jeugdhulp.kalender import PeriodeSoort, dag_van
from maatregelen.choices import LOPENDE_RONDE, RondestapSoort, RondeToestand
from maatregelen.domain import overzicht
from maatregelen.domain.dashboard import beeld as planbeeld
from maatregelen.domain.dashboard import verloop
from maatregelen.domain.overzicht import Rij
from maatregelen.domain.ronde.rondebeeld import lees_rondebeeld
from maatregelen.domain.ronde.rondelijst import lees_bevroren, sluitingen
from maatregelen.models import Maatregel, Mijlpaal, Plan, Ronde, Rondestap
from maatregelen.querysets import MaatregelQuerySet
from maatregelen.rondevergelijking import Vergelijking, vergelijk
from maatregelen.stoplicht import GEEN, NIET_BIJGEWERKT
from maatregelen.uitloop import Uitloop, Versie, uitloop, verste

ZONDER_TREKKER = "Nog geen trekker"


@dataclass(frozen=True)
class Keuze:
    """The closed rounds, newest first: which can be compared, and which were closed before what
    they said was kept."""

    rondes: Sequence[Ronde]
    zonder: Sequence[Ronde]


@dataclass(frozen=True)
class Schuivend:
    """A measure of which planning lines moved, those that moved furthest first."""

    maatregel: Maatregel
    regels: Sequence[Uitloop]

    @property
    def keren(self) -> int:
        """How often in all."""
        return sum(regel.keren for regel in self.regels)

    @property
    def verste(self) -> Uitloop:
        return verste(self.regels)


@dataclass(frozen=True)
class Stille:
    """Somebody with measures that were not updated round after round; `naam` of the trekker."""

    naam: str
    maatregelen: Sequence[Maatregel]


@dataclass(frozen=True)
class Planverloop:
    """The plan over its rounds. `geeindigd`: how many measures had ended at the last one;
    `gesloten`: how many rounds there were to find silence in; `stil` None where these are too few.
    """

    grafiek: Grafiek | None
    geeindigd: int
    schuivend: Sequence[Schuivend]
    gesloten: int
    stil: Sequence[Stille] | None


def keuze(rondes: Iterable[Ronde]) -> Keuze:
    """Which of these can be compared. One query."""
    dicht = [ronde for ronde in rondes if ronde.toestand == RondeToestand.GESLOTEN]
    stappen = Rondestap.objects.filter(ronde__in=dicht, soort=RondestapSoort.GESLOTEN)
    # Of a round that was closed more than once the last counts.
    laatste = dict(stappen.order_by("pk").values_list("ronde", "momentopname"))
    dicht.sort(key=lambda ronde: (ronde.peildatum, ronde.pk), reverse=True)
    return Keuze(
        [ronde for ronde in dicht if laatste.get(ronde.pk) is not None],
        [ronde for ronde in dicht if laatste.get(ronde.pk) is None],
    )


def vergelijk_rondes(van: Ronde, tot: Ronde | None, *, moment: datetime) -> Vergelijking | None:
    """From one closed round to another, or to the plan as it is at `moment`, which is now.

    None where what a round said is gone. One query a round, more where words were shielded; now
    takes some 28, whatever the size.
    """
    toen = _bevroren(van)
    nu = _bevroren(tot) if tot is not None else _nu(van.plan, moment)
    return vergelijk(toen, nu) if toen is not None and nu is not None else None


def _bevroren(ronde: Ronde) -> Mapping[str, Any] | None:
    alle = sluitingen(ronde)
    return lees_bevroren(alle[-1]) if alle else None


def _nu(plan: Plan, moment: datetime) -> Mapping[str, Any]:
    """As a round would be frozen now: the one that goes on, else one of today that is not kept and
    that nothing was made in."""
    ronde = Ronde.objects.filter(plan=plan, toestand__in=LOPENDE_RONDE).first() or Ronde(
        pk=0, plan=plan, peildatum=dag_van(moment), toestand=RondeToestand.OPEN
    )
    gelezen = lees_rondebeeld(ronde, moment=moment, met_sinds=False)
    als_bewaard: dict[str, Any] = json.loads(logboek.canoniek(gelezen))
    return als_bewaard


def lees_verloop(
    plan: Plan, zichtbaar: MaatregelQuerySet[Maatregel], moment: datetime, rondes: int
) -> Planverloop:
    """The trend, what slipped, and who was silent in the last `rondes` rounds. For who reads the
    whole plan. A fixed number of queries whatever the size."""
    vandaag = dag_van(moment)
    rijen = overzicht.maak_rijen(zichtbaar, overzicht.peil(plan, vandaag, vandaag))
    gelezen = planbeeld.lees(plan, rijen, vandaag)
    gesloten = verloop.laatste_rondes(gelezen)
    lichten = verloop.licht_per_ronde(gelezen, gesloten)
    punten = verloop.tel(gesloten, lichten)
    for rij in rijen:
        rij.maatregel.plan = plan
    return Planverloop(
        grafiek=verloop.maak_grafiek(gelezen, punten),
        geeindigd=punten[-1].aantallen[GEEN] if punten else 0,
        schuivend=_schuivend(rijen),
        gesloten=len(gesloten),
        stil=_stil(rijen, lichten[-rondes:]) if len(lichten) >= rondes else None,
    )


def _schuivend(rijen: Sequence[Rij]) -> list[Schuivend]:
    """Furthest first, then most often. One query."""
    lijnen = {
        lijn.pk: (rij.maatregel.pk, lijn)
        for rij in rijen
        for blad in rij.maatregel.bladen.all()
        for lijn in blad.mijlpalen.all()
        if lijn.zelfde_als_id is None
        and lijn.basis_tot is not None
        and lijn.periode.soort != PeriodeSoort.HERHALEND
    }
    versies = _versies(lijnen)
    per_maatregel: dict[int, list[Uitloop]] = defaultdict(list)
    for sleutel, (maatregel, lijn) in lijnen.items():
        if (regel := uitloop(lijn.tekst, versies[sleutel])) is not None:
            per_maatregel[maatregel].append(regel)
    gevonden = [
        Schuivend(
            rij.maatregel,
            sorted(per_maatregel[rij.maatregel.pk], key=lambda regel: regel.zwaarte, reverse=True),
        )
        for rij in rijen
        if rij.maatregel.pk in per_maatregel
    ]
    return sorted(gevonden, key=lambda deel: (deel.verste.zwaarte, deel.keren), reverse=True)


def _versies(sleutels: Iterable[int]) -> Mapping[int, Sequence[Versie]]:
    versies: dict[int, list[Versie]] = defaultdict(list)
    rijen = Mijlpaal.historie.model._default_manager.filter(id__in=list(sleutels))
    for sleutel, basis, einde in rijen.order_by("history_date", "history_id").values_list(
        "id", "basis_tot", "tot_en_met"
    ):
        versies[sleutel].append(Versie(basis, einde))
    return versies


def _stil(rijen: Sequence[Rij], lichten: Sequence[Mapping[int, str]]) -> list[Stille]:
    """Per trekker of today, who has most first; what rests or has ended today asks nothing."""
    # By who it is: two people may have one name.
    per_mens: dict[str, list[Maatregel]] = defaultdict(list)
    namen = {"": ZONDER_TREKKER}
    for rij in rijen:
        sleutel = rij.maatregel.pk
        gaat = rij.lichten.totaal != GEEN and rij.maatregel.rust is None
        if gaat and all(deel.get(sleutel) == NIET_BIJGEWERKT for deel in lichten):
            namen |= rij.wie
            for wie in rij.wie or [""]:
                per_mens[wie].append(rij.maatregel)
    gevonden = [Stille(namen[wie], maatregelen) for wie, maatregelen in per_mens.items()]
    return sorted(gevonden, key=lambda stille: (-len(stille.maatregelen), stille.naam))
