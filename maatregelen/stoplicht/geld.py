"""Is there money for it? The light of what a measure costs and what pays for it. Pure.

A begrotingsjaar is judged as `maatregelen.geld` counts it: the one that runs, and the next one once
its begroting is decided.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from jeugdhulp.opmaak import euro
from jeugdhulp.stoplicht import Licht, beoordeel_overschrijding
from maatregelen.choices import Aard, DekkingStatus, GeldStaat
from maatregelen.geld import (
    Bestedingsregel,
    Cijfers,
    Dekkingsregel,
    Geldregel,
    Som,
    aflopend,
    cijfers,
    geldende_bestedingen,
    heeft_jaar,
    is_bestaand,
    tel_op,
    telt_in,
)
from maatregelen.stoplicht.feiten import Drempels, Feit, Feiten, Geldfeiten, Oordeel, oordeel

_NOG_TE_BEPALEN = (GeldStaat.PM, GeldStaat.NTB)
# No euros of its own, so that no dekking is asked.
_GEEN_GELD = (GeldStaat.NIHIL, GeldStaat.NVT, GeldStaat.UREN)


def beoordeel(feiten: Feiten, peildatum: date, drempels: Drempels) -> Oordeel:
    """Groen: the dekking is decided and the expected spending fits the investering. Oranje: dekking
    not decided or not known, structural cost on incidental dekking, or somewhat over. Rood: no
    dekking, or far over. Grijs: no money of its own, or too little known to judge."""
    geld = feiten.geld
    jaar = peildatum.year
    gevonden = [
        feit
        for te_beoordelen in (jaar, jaar + 1)
        if geld.begroting_besloten.get(te_beoordelen, te_beoordelen == jaar)
        for feit in _Jaar(geld, te_beoordelen, peildatum, drempels).feiten()
    ]
    if not geld.begroting_besloten.get(jaar, True):
        gevonden.append(Feit(Licht.GRIJS, f"De begroting van {jaar} is nog niet besloten."))
    return oordeel(gevonden)


@dataclass(frozen=True)
class _Jaar:
    """One begrotingsjaar of a measure."""

    geld: Geldfeiten
    jaar: int
    peildatum: date
    drempels: Drempels

    @cached_property
    def kosten(self) -> list[Geldregel]:
        return [regel for regel in self.geld.investeringen if telt_in(regel, self.jaar)]

    @cached_property
    def dekking(self) -> list[Dekkingsregel]:
        """What counts in this year and was not rejected."""
        return [
            regel
            for regel in self.geld.dekkingen
            if telt_in(regel, self.jaar) and regel.status != DekkingStatus.AFGEWEZEN
        ]

    @cached_property
    def cijfers(self) -> Cijfers:
        return cijfers(self.geld.investeringen, self.geld.dekkingen, self.jaar)

    @property
    def nodig(self) -> Decimal:
        """New money, in euros."""
        return self.cijfers.investering.bedrag

    @cached_property
    def zeker(self) -> Som:
        """What pays for it for certain: decided, or within existing means."""
        return self.cijfers.per_status[DekkingStatus.BESLOTEN] + self.cijfers.bestaande_dekking

    def feiten(self) -> list[Feit]:
        if waarom := self._geen_oordeel():
            return [Feit(Licht.GRIJS, waarom)]
        gevonden = [
            *self._bedrag_onbekend(),
            *self._gat(),
            *self._niet_besloten(),
            *self._tijdelijk_gedekt(),
            *self._verwachting(),
        ]
        return gevonden or [
            Feit(
                Licht.GROEN,
                f"De dekking van {euro(self.nodig)} in {self.jaar} is besloten, en de verwachte"
                " uitgaven passen erin.",
            )
        ]

    def _geen_oordeel(self) -> str:
        """Why no dekking is asked in this year; "" when it is."""
        geld, jaar = self.geld, self.jaar
        if not geld.investeringen:
            if geld.elders:
                return f"Het geld telt bij {', '.join(sorted(set(geld.elders)))}."
            return "Over geld staat niets op het blad."
        if not self.kosten:
            if any(not heeft_jaar(regel) for regel in geld.investeringen):
                return "Van het geld is niet bekend in welk jaar het nodig is."
            return f"In {jaar} kost het geen geld."
        if all(regel.staat in _GEEN_GELD for regel in self.kosten):
            uren = any(regel.staat == GeldStaat.UREN for regel in self.kosten)
            return f"In {jaar} kost het {'uren, maar ' if uren else ''}geen geld."
        if all(is_bestaand(regel) or regel.staat in _GEEN_GELD for regel in self.kosten):
            return f"In {jaar} gaat het binnen bestaande middelen."
        if all(regel.staat == GeldStaat.LEEG for regel in self.kosten):
            return f"Wat het in {jaar} kost, is niet ingevuld."
        return ""

    def _bedrag_onbekend(self) -> Iterator[Feit]:
        wat: tuple[tuple[str, Sequence[Geldregel]], ...] = (
            ("Wat het kost", self.kosten),
            ("De dekking", self.dekking),
        )
        for naam, regels in wat:
            staten = {regel.staat for regel in regels}
            for staat in staten.intersection(_NOG_TE_BEPALEN):
                yield Feit(Licht.ORANJE, f"{naam} is in {self.jaar} nog {staat}")
            if GeldStaat.LEEG in staten:
                yield Feit(Licht.GRIJS, f"{naam} is in {self.jaar} deels niet ingevuld.")

    def _gat(self) -> Iterator[Feit]:
        """What nothing pays for. Unknown as long as some dekking has no amount."""
        gat = self.nodig - self.cijfers.dekking.bedrag - self.cijfers.bestaande_dekking.bedrag
        if gat <= 0 or self.cijfers.dekking.onbekend or self.cijfers.bestaande_dekking.onbekend:
            return
        zonder_jaar = {
            regel.bron
            for regel in self.geld.dekkingen
            if not heeft_jaar(regel) and regel.status != DekkingStatus.AFGEWEZEN
        }
        if zonder_jaar:
            bronnen = ", ".join(sorted(zonder_jaar))
            yield Feit(Licht.ORANJE, f"De dekking noemt geen jaar: {bronnen}.")
        elif not self.dekking and self.geld.dekking_hoger:
            yield Feit(
                Licht.ORANJE,
                f"Voor {euro(gat)} in {self.jaar} staat de dekking bij het thema of het hele plan.",
            )
        else:
            yield Feit(Licht.ROOD, self._zonder_dekking(gat))

    def _zonder_dekking(self, gat: Decimal) -> str:
        tekort = f"Voor {euro(gat)} in {self.jaar} is er geen dekking"
        afgewezen = {
            regel.bron
            for regel in self.geld.dekkingen
            if regel.status == DekkingStatus.AFGEWEZEN and telt_in(regel, self.jaar)
        }
        if not afgewezen:
            return f"{tekort}."
        return f"{tekort}; afgewezen is {', '.join(sorted(afgewezen))}."

    def _niet_besloten(self) -> Iterator[Feit]:
        if self.zeker.bedrag >= self.nodig or self.zeker.onbekend:
            return
        for regel in self.dekking:
            if regel.status != DekkingStatus.BESLOTEN and not is_bestaand(regel):
                status = DekkingStatus(regel.status).label
                yield Feit(
                    Licht.ORANJE, f"De dekking uit {regel.bron} is {status}, nog niet besloten."
                )

    def _tijdelijk_gedekt(self) -> Iterator[Feit]:
        tijdelijk = [regel for regel in self.dekking if regel.aard == Aard.INCIDENTEEL]
        incidenteel = tel_op(tijdelijk, self.jaar).bedrag
        blijvend = tel_op(self.dekking, self.jaar).bedrag - incidenteel
        structureel = self.cijfers.per_aard[Aard.STRUCTUREEL].bedrag
        if incidenteel and structureel > blijvend:
            yield Feit(
                Licht.ORANJE,
                f"Van de structurele kosten ({euro(structureel)} in {self.jaar}) is een deel"
                " incidenteel gedekt.",
            )
        for afloop in aflopend(self.geld.investeringen, self.geld.dekkingen):
            if afloop.jaar == self.jaar:
                yield Feit(
                    Licht.ORANJE,
                    f"De dekking uit {afloop.dekking.bron} loopt in {self.jaar} af, de kosten gaan"
                    " door.",
                )

    def _verwachting(self) -> Iterator[Feit]:
        gelden = geldende_bestedingen(self.geld.bestedingen, self.jaar, self.peildatum)
        met = [regel for regel in gelden if regel.verwacht is not None]
        if not met:
            yield Feit(Licht.GRIJS, f"De verwachte uitgaven van {self.jaar} zijn niet aangeleverd.")
            return
        if self.cijfers.investering.onbekend or self.cijfers.bestaand.onbekend:
            # What is not known cannot be passed.
            return
        afgesproken = self.nodig + self.cijfers.bestaand.bedrag
        verwacht = sum((regel.verwacht or Decimal(0) for regel in met), Decimal(0))
        licht = beoordeel_overschrijding(
            verwacht, afgesproken, self.drempels.overschrijding_procent
        )
        if licht != Licht.GROEN:
            yield Feit(
                licht,
                f"Naar verwachting gaat er in {self.jaar} {euro(verwacht)} uit;"
                f" de investering is {euro(afgesproken)}.",
            )
        elif self._zonder_verwachting(met):
            yield Feit(
                Licht.GRIJS, f"De verwachte uitgaven van {self.jaar} zijn deels aangeleverd."
            )

    def _zonder_verwachting(self, met: Iterable[Bestedingsregel]) -> bool:
        """Whether there is a blad with money of its own and no expected figure."""
        return not {regel.plek for regel in self.kosten} <= {regel.plek for regel in met}
