"""What an investering or dekking says, in words for screen and print."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from jeugdhulp.historie import bekend
from jeugdhulp.kalender import grens_voluit
from jeugdhulp.opmaak import euro, getal
from maatregelen.choices import GeldPer, GeldStaat
from maatregelen.domain.verleden import rijen, vul
from maatregelen.models import (
    Blad,
    Cluster,
    Dekking,
    Investering,
    Maatregel,
    Vermelding,
)

# What a reader is told of a measure that she may not see.
ANDER_BLAD = "een ander blad van dit plan"
Geldrij = Investering | Dekking


@dataclass(frozen=True)
class Plek:
    """Where money counts or is mentioned: in words, and the measure to go to where she sees it."""

    woorden: str
    maatregel: Maatregel | None = None


@dataclass(frozen=True)
class Geldpost:
    """One row of money on a sheet. `telt_op` is filled where it counts elsewhere."""

    rij: Geldrij
    telt_op: Plek | None = None
    toelichting: str = ""
    ook_op: list[Plek] = field(default_factory=list)

    @property
    def hoofd(self) -> str:
        """The amount; without one the hours; without those why there is none."""
        if self.rij.bedrag is not None:
            return euro(self.rij.bedrag)
        if self.rij.staat == GeldStaat.UREN:
            return uren(self.rij)
        return GeldStaat(self.rij.staat).label

    @property
    def kort(self) -> list[str]:
        """What belongs to the amount in a few words each."""
        rij = self.rij
        woorden = [
            _per(rij),
            "binnen bestaande middelen, dus geen nieuw geld" if _bestaand(rij) else "",
            rij.get_aard_display(),
            looptijd(rij.van, rij.tot_en_met),
            "" if self.hoofd == uren(rij) else uren(rij),
        ]
        return [woord for woord in woorden if woord]

    @property
    def status(self) -> str:
        """How sure a dekking is; "" for an investering."""
        return self.rij.get_status_display() if isinstance(self.rij, Dekking) else ""

    @property
    def naam(self) -> str:
        """What it is for, or where it comes from; "" when the plan does not say."""
        return self.rij.bron if isinstance(self.rij, Dekking) else self.rij.omschrijving

    @property
    def wat(self) -> str:
        """What tells it from its neighbours: its name, with what it comes to."""
        return f"{self.naam} ({self.hoofd})" if self.naam else self.hoofd

    @property
    def uitleg(self) -> str:
        """What a dekking is for: its own line below the source."""
        return self.rij.omschrijving if isinstance(self.rij, Dekking) else ""

    @property
    def voorwaarde(self) -> str:
        return self.rij.voorwaarde if isinstance(self.rij, Dekking) else ""


def _bestaand(rij: Geldrij) -> bool:
    return rij.staat == GeldStaat.BINNEN_BESTAAND and rij.bedrag is not None


def _per(rij: Geldrij) -> str:
    if rij.per != GeldPer.ONBEKEND:
        return rij.get_per_display() if rij.per else ""
    return f"{GeldPer.ONBEKEND.label}; wij rekenen met {GeldPer(rij.aanname).label}"


def uren(rij: Geldrij) -> str:
    """ "8 uur per week, 0,22 fte"; "" without either."""
    woorden = [
        f"{getal(rij.uren_per_week)} uur per week" if rij.uren_per_week is not None else "",
        f"{getal(rij.fte)} fte" if rij.fte is not None else "",
    ]
    return ", ".join(woord for woord in woorden if woord)


def looptijd(van: date | None, tot_en_met: date | None) -> str:
    """In whole years where it can: "2019", "2019 t/m 2021", "vanaf 2020"; else as planning is
    written: "Q3 2020 t/m Q3 2022"; "" without days."""
    if (van and (van.month, van.day) != (1, 1)) or (
        tot_en_met and (tot_en_met.month, tot_en_met.day) != (12, 31)
    ):
        return grens_voluit(van, tot_en_met)
    if van and tot_en_met:
        jaren = dict.fromkeys((van.year, tot_en_met.year))
        return " t/m ".join(str(jaar) for jaar in jaren)
    if van:
        return f"vanaf {van.year}"
    return f"tot en met {tot_en_met.year}" if tot_en_met else ""


@dataclass(frozen=True)
class Geld:
    """The money of some measures: what counts on their bladen and what these mention, and every
    mention of it anywhere. The thema of a row is for the reader to fill."""

    regels: Mapping[str, Sequence[Geldrij]]
    vermeldingen: Sequence[Vermelding]
    bladen: Mapping[int, Blad]

    @property
    def alle(self) -> list[Geldrij]:
        """All rows, of both kinds."""
        return [rij for regels in self.regels.values() for rij in regels]

    def per_blad(
        self, maatregelen: Sequence[Maatregel], buren: Mapping[int, Maatregel]
    ) -> dict[tuple[str, int], list[Geldpost]]:
        """Per kind ("investering", "dekking") and blad (id) of `maatregelen` what counts there,
        and after it what is only mentioned. `buren` are the measures she may see, by id."""
        gevonden = {}
        for veld, _ in _SOORTEN:
            tellend, genoemd = self._tellend(veld), self._genoemd(veld)
            per_id = {rij.pk: rij for rij in self.regels[veld]}
            ook_op = defaultdict(list)
            for rij in self.vermeldingen:
                ook_op[getattr(rij, f"{veld}_id")].append(rij.blad_id)
            for maatregel in maatregelen:
                plek = _Plekken(maatregel, buren, self.bladen)
                for blad in maatregel.bladen.all():
                    hier = [
                        Geldpost(rij, ook_op=[plek.van(ander) for ander in ook_op[rij.pk]])
                        for rij in tellend[blad.pk]
                    ]
                    elders = [
                        Geldpost(per_id[sleutel], plek.waar_telt(per_id[sleutel]), rij.toelichting)
                        for rij in genoemd[blad.pk]
                        for sleutel in [getattr(rij, f"{veld}_id")]
                    ]
                    gevonden[(veld, blad.pk)] = hier + elders
        return gevonden

    def _tellend(self, veld: str) -> dict[int | None, list[Geldrij]]:
        per_blad: dict[int | None, list[Geldrij]] = defaultdict(list)
        for rij in self.regels[veld]:
            per_blad[rij.blad_id].append(rij)
        return per_blad

    def _genoemd(self, veld: str) -> dict[int, list[Vermelding]]:
        per_blad: dict[int, list[Vermelding]] = defaultdict(list)
        for rij in self.vermeldingen:
            if getattr(rij, f"{veld}_id"):
                per_blad[rij.blad_id].append(rij)
        return per_blad


@dataclass(frozen=True)
class _Plekken:
    """Where money of a sheet stands besides there, as its measure tells it."""

    maatregel: Maatregel
    buren: Mapping[int, Maatregel]
    bladen: Mapping[int, Blad]

    def waar_telt(self, regel: Geldrij) -> Plek:
        if regel.blad_id is not None:
            return self.van(regel.blad_id)
        woord = self.maatregel.plan.naam_thema.lower()
        return Plek(f"{woord} {regel.thema}" if regel.thema else "het hele plan")

    def van(self, sleutel: int) -> Plek:
        blad = self.bladen[sleutel]
        bij = f"blad {blad.cluster.titel}" if blad.cluster else ""
        if blad.maatregel_id == self.maatregel.pk:
            return Plek(bij or "dit blad")
        ander = self.buren.get(blad.maatregel_id)
        return Plek(bij, ander) if ander else Plek(ANDER_BLAD)


_SOORTEN: tuple[tuple[str, type[Investering] | type[Dekking]], ...] = (
    ("investering", Investering),
    ("dekking", Dekking),
)


def lees_geld(maatregelen: Sequence[Maatregel], moment: datetime | None) -> Geld:
    """The money of `maatregelen`, which have their bladen. Three queries, and up to two more for
    where else money counts or is mentioned, whatever the number of measures."""
    bladen = {blad.pk: blad for rij in maatregelen for blad in rij.bladen.all()}
    vermeldingen = rijen(Vermelding, moment, _genoemd_of_tellend(list(bladen), moment))
    regels = {veld: _regels(veld, model, bladen, vermeldingen, moment) for veld, model in _SOORTEN}
    alle = [rij for veld in regels for rij in regels[veld]]
    elders = {rij.blad_id for rij in [*alle, *vermeldingen] if rij.blad_id} - bladen.keys()
    andere = rijen(Blad, moment, id__in=elders)
    vul(Cluster, moment, (andere, "cluster"))
    return Geld(regels, vermeldingen, bladen | {blad.pk: blad for blad in andere})


def _genoemd_of_tellend(bladen: list[int], moment: datetime | None) -> Q:
    """Mentions on these bladen, and mentions anywhere of what counts on them."""
    om = Q(blad__in=bladen)
    for veld, model in _SOORTEN:
        tellend = bekend(model, moment).filter(blad__in=bladen).order_by()
        om |= Q(**{f"{veld}__in": tellend.values("id")})
    return om


def _regels(
    veld: str,
    model: type[Investering] | type[Dekking],
    bladen: Mapping[int, Blad],
    vermeldingen: Sequence[Vermelding],
    moment: datetime | None,
) -> list[Geldrij]:
    genoemd = {getattr(rij, f"{veld}_id") for rij in vermeldingen} - {None}
    return list(rijen(model, moment, Q(blad__in=list(bladen)) | Q(id__in=genoemd)))
