"""Is there money for it? The light of what a measure costs and what pays for it. Pure.

A begrotingsjaar is judged as `maatregelen.geld` counts it: the one that runs, and the next one once
its begroting is decided. A row that has neither a year nor an amount (n.t.b., binnen bestaande
middelen) says something of every year.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from jeugdhulp.opmaak import euro, opsomming
from jeugdhulp.stoplicht import Licht, beoordeel_overschrijding
from maatregelen.choices import Aard, DekkingStatus, GeldStaat
from maatregelen.geld import (
    NUL,
    Bestedingsregel,
    Dekkingsregel,
    Geldregel,
    aflopend,
    bedrag_in,
    geldende_bestedingen,
    heeft_jaar,
    is_bestaand,
    is_onbekend,
    leunt_op_aanname,
    telt_in,
)
from maatregelen.stoplicht.feiten import Drempels, Feit, Feiten, Geldfeiten, Oordeel, oordeel

_NOG_TE_BEPALEN = (GeldStaat.PM, GeldStaat.NTB)
_NIETS = (GeldStaat.NIHIL, GeldStaat.NVT)
# No euros of its own, so that no dekking is asked.
_GEEN_GELD = (*_NIETS, GeldStaat.UREN)


def beoordeel(feiten: Feiten, peildatum: date, drempels: Drempels) -> Oordeel:
    """Groen: the dekking is decided and the expected spending fits the investering. Oranje: dekking
    not decided or not known, structural cost on incidental dekking, or somewhat over. Rood: no
    dekking, or far over. Grijs: no money of its own, or too little known to judge."""
    jaar = peildatum.year
    gevonden = [feit for deel in _jaren(feiten.geld, peildatum, drempels) for feit in deel.feiten()]
    if not feiten.geld.begroting_besloten.get(jaar, True):
        gevonden.append(Feit(Licht.GRIJS, f"De begroting van {jaar} is nog niet besloten."))
    return oordeel(gevonden)


def zonder_dekking(feiten: Feiten, peildatum: date, drempels: Drempels) -> list[str]:
    """Of what makes the money rood, what nothing pays for: a sentence per year."""
    return [
        feit.tekst
        for deel in _jaren(feiten.geld, peildatum, drempels)
        for feit in deel.zonder_dekking()
    ]


def _jaren(geld: Geldfeiten, peildatum: date, drempels: Drempels) -> Iterator["_Jaar"]:
    """The years that are judged."""
    for jaar in (peildatum.year, peildatum.year + 1):
        if geld.begroting_besloten.get(jaar, jaar == peildatum.year):
            yield _Jaar(geld, jaar, peildatum, drempels)


@dataclass(frozen=True)
class _Jaar:
    """One begrotingsjaar of a measure."""

    geld: Geldfeiten
    jaar: int
    peildatum: date
    drempels: Drempels

    @cached_property
    def kosten(self) -> list[Geldregel]:
        return [regel for regel in self.geld.investeringen if self._geldt(regel)]

    @cached_property
    def dekking(self) -> list[Dekkingsregel]:
        """What was not rejected."""
        return [
            regel
            for regel in self.geld.dekkingen
            if regel.status != DekkingStatus.AFGEWEZEN and self._geldt(regel)
        ]

    @cached_property
    def zeker(self) -> list[Dekkingsregel]:
        """What pays for certain: decided, or within existing means."""
        return [
            regel
            for regel in self.dekking
            if regel.status == DekkingStatus.BESLOTEN or is_bestaand(regel)
        ]

    @cached_property
    def afgewezen(self) -> str:
        """The sources that were rejected."""
        return _bronnen(
            regel
            for regel in self.geld.dekkingen
            if regel.status == DekkingStatus.AFGEWEZEN and self._geldt(regel)
        )

    @cached_property
    def nodig(self) -> Decimal:
        """New money, in euros, as far as it is known."""
        return self._som(regel for regel in self.kosten if not is_bestaand(regel))

    @cached_property
    def verwacht(self) -> list[Bestedingsregel]:
        """What was delivered last per blad, with an expected figure."""
        gelden = geldende_bestedingen(self.geld.bestedingen, self.jaar, self.peildatum)
        return [regel for regel in gelden if regel.verwacht is not None]

    def feiten(self) -> list[Feit]:
        if waarom := self._geen_oordeel():
            return [Feit(Licht.GRIJS, waarom), *self._niet_besloten(), *self._toch_uitgaven()]
        gevonden = [
            *self._bedrag_onbekend(),
            *self._gat(),
            *self._niet_besloten(),
            *self._tijdelijk_gedekt(),
            *self._verwachting(),
        ]
        return gevonden or [Feit(Licht.GROEN, self._in_orde())]

    def zonder_dekking(self) -> list[Feit]:
        """What is rood because no dekking is there, or it was rejected."""
        gat = [] if self._geen_oordeel() else self._gat()
        return [feit for feit in (*gat, *self._niet_besloten()) if feit.licht == Licht.ROOD]

    def _geldt(self, regel: Geldregel) -> bool:
        zonder_jaar = regel.van is None and regel.bedrag is None
        voorbij = regel.tot_en_met is not None and regel.tot_en_met.year < self.jaar
        return telt_in(regel, self.jaar) or (zonder_jaar and not voorbij)

    def _som(self, regels: Iterable[Geldregel]) -> Decimal:
        return sum((bedrag_in(regel, self.jaar) for regel in regels), NUL)

    def _geen_oordeel(self) -> str:
        """Why no dekking is asked in this year; "" when it is."""
        geld, jaar = self.geld, self.jaar
        if not geld.investeringen:
            if geld.elders:
                return f"Het geld telt bij {opsomming(sorted(set(geld.elders)))}."
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
            return "Wat het kost, is niet ingevuld."
        return ""

    def _toch_uitgaven(self) -> Iterator[Feit]:
        """Spending in a year in which the plan says that there is none."""
        niets = all(regel.staat in _NIETS for regel in self.kosten)
        if self.geld.investeringen and niets and all(map(_heeft_plaats, self.geld.investeringen)):
            yield from self._overschrijding(NUL)

    def _bedrag_onbekend(self) -> Iterator[Feit]:
        """What still has to become an amount; of dekking only where it is needed."""
        gedekt = self._som(self.zeker) >= self.nodig or _is_open(filter(is_bestaand, self.zeker))
        dekking = [] if gedekt else self.dekking
        wat: tuple[tuple[str, Sequence[Geldregel]], ...] = (
            ("Wat het{} kost", self.kosten),
            ("Hoeveel dekking er{} is", dekking),
        )
        for zin, regels in wat:
            for regel in regels:
                naam = zin.format(f" in {self.jaar}" if regel.van else "")
                if regel.staat in _NOG_TE_BEPALEN:
                    staat = GeldStaat(regel.staat).label
                    if isinstance(regel, Dekkingsregel):
                        staat += f", bron: {regel.bron}"
                    yield Feit(Licht.ORANJE, f"{naam}, is nog niet bekend ({staat}).")
                elif regel.staat == GeldStaat.LEEG:
                    yield Feit(Licht.GRIJS, f"{naam}, is deels niet ingevuld.")

    def _gat(self) -> Iterator[Feit]:
        """What nothing pays for. Unknown as long as some dekking has no amount."""
        gat = self.nodig - self._som(self.dekking)
        if gat <= 0 or _is_open(self.dekking):
            return
        zonder_jaar = _bronnen(
            regel
            for regel in self.geld.dekkingen
            if regel.status != DekkingStatus.AFGEWEZEN
            and not heeft_jaar(regel)
            and not self._geldt(regel)
        )
        voor = f"Voor {self._euro(gat)} in {self.jaar}"
        if zonder_jaar:
            yield Feit(Licht.ORANJE, f"{voor} noemt de dekking geen jaar (bron: {zonder_jaar}).")
        elif self.geld.dekking_hoger:
            yield Feit(
                Licht.ORANJE,
                f"{voor} staat op het blad geen dekking. Of het thema of het hele plan dit dekt,"
                " is niet gezegd.",
            )
        else:
            afgewezen = f" (afgewezen: {self.afgewezen})" if self.afgewezen else ""
            yield Feit(Licht.ROOD, f"{voor} is er geen dekking{afgewezen}.")

    def _niet_besloten(self) -> Iterator[Feit]:
        """Dekking that was not decided and is needed: for euros that nothing else pays for, or for
        what has no amount, as hours, as long as nothing is decided at all."""
        besloten = any(regel.status == DekkingStatus.BESLOTEN for regel in self.dekking)
        if self._som(self.zeker) < self.nodig:
            nodig = not _is_open(self.zeker)
        else:
            nodig = not besloten and any(_kost_iets(regel) for regel in self.kosten)
        if not nodig:
            return
        gevraagd = [regel for regel in self.dekking if _is_gevraagd(regel)]
        for regel in gevraagd:
            status = DekkingStatus(regel.status).label
            bedrag = bedrag_in(regel, self.jaar)
            hoeveel = f" van {euro(bedrag)} in {self.jaar}" if bedrag else ""
            yield Feit(
                Licht.ORANJE,
                f"De dekking{hoeveel} is {status}, nog niet besloten (bron: {regel.bron}).",
            )
        if not gevraagd and self.afgewezen and self.nodig <= 0:
            yield Feit(Licht.ROOD, f"De dekking is afgewezen (bron: {self.afgewezen}).")

    def _tijdelijk_gedekt(self) -> Iterator[Feit]:
        # What is paid for to an unknown amount may well pay for all of it.
        if self.nodig <= 0 or _is_open(self.dekking):
            return
        tijdelijk = [regel for regel in self.dekking if regel.aard == Aard.INCIDENTEEL]
        blijvend = self._som(regel for regel in self.dekking if regel.aard != Aard.INCIDENTEEL)
        structureel = self._som(
            regel
            for regel in self.kosten
            if regel.aard == Aard.STRUCTUREEL and not is_bestaand(regel)
        )
        tekort = min(structureel, self.nodig) > blijvend
        if tekort and self._som(tijdelijk) > 0:
            yield Feit(
                Licht.ORANJE,
                f"De kosten van {self._euro(structureel)} in {self.jaar} zijn structureel; de"
                f" dekking is voor een deel incidenteel (bron: {_bronnen(tijdelijk)}).",
            )
        for afloop in aflopend(self.geld.investeringen, self.geld.dekkingen):
            if afloop.jaar == self.jaar:
                yield Feit(
                    Licht.ORANJE,
                    f"De dekking loopt tot en met {self.jaar}, de kosten gaan door"
                    f" (bron: {afloop.dekking.bron}).",
                )

    def _verwachting(self) -> Iterator[Feit]:
        jaar = self.jaar
        if not self.verwacht:
            yield Feit(Licht.GRIJS, f"De verwachte uitgaven van {jaar} zijn niet aangeleverd.")
        elif _is_open(self.kosten):
            yield Feit(
                Licht.GRIJS,
                f"Of de verwachte uitgaven van {jaar} passen, is niet te zeggen: niet van alle"
                " kosten is er een bedrag.",
            )
        else:
            yield from self._overschrijding(self._som(self.kosten)) or self._deels_aangeleverd()

    def _overschrijding(self, afgesproken: Decimal) -> list[Feit]:
        verwacht = sum((regel.verwacht or NUL for regel in self.verwacht), NUL)
        procent = self.drempels.overschrijding_procent
        licht = beoordeel_overschrijding(verwacht, afgesproken, procent)
        if licht == Licht.GROEN:
            return []
        begin = f"De verwachte uitgaven van {self.jaar} zijn {euro(verwacht)}"
        if not afgesproken:
            return [Feit(licht, f"{begin}; volgens het plan kost het in dat jaar niets.")]
        ver = "hooguit" if licht == Licht.ORANJE else "meer dan"
        return [
            Feit(
                licht, f"{begin}, {ver} {procent}% boven de {self._euro(afgesproken)} in het plan."
            )
        ]

    def _deels_aangeleverd(self) -> list[Feit]:
        """Whether there is a blad with money of its own and no expected figure."""
        met_geld = {regel.plek for regel in self.kosten if regel.staat not in _GEEN_GELD}
        if met_geld <= {regel.plek for regel in self.verwacht}:
            return []
        return [
            Feit(
                Licht.GRIJS,
                f"Niet van elk blad zijn de verwachte uitgaven van {self.jaar} aangeleverd.",
            )
        ]

    def _in_orde(self) -> str:
        verwacht = sum((regel.verwacht or NUL for regel in self.verwacht), NUL)
        past = f"de verwachte uitgaven ({euro(verwacht)}) passen in het plan"
        if self.nodig <= 0:
            return f"In {self.jaar} is geen dekking nodig, en {past}."
        hoe = " of bestaand" if any(is_bestaand(regel) for regel in self.zeker) else ""
        return (
            f"De dekking van {self._euro(self.nodig)} in {self.jaar} is besloten{hoe}, en {past}."
        )

    def _euro(self, bedrag: Decimal) -> str:
        """An amount that follows from the investering, saying so where that is an assumption."""
        aanname = any(leunt_op_aanname(regel) for regel in self.kosten)
        return f"{euro(bedrag)}{' (met een aanname)' if aanname else ''}"


def _bronnen(regels: Iterable[Dekkingsregel]) -> str:
    return opsomming(sorted({regel.bron for regel in regels}))


def _is_open(regels: Iterable[Geldregel]) -> bool:
    """Whether there are euros among them of which the amount is not known."""
    return any(
        regel.bedrag is None and (is_onbekend(regel) or is_bestaand(regel)) for regel in regels
    )


def _kost_iets(regel: Geldregel) -> bool:
    """Whether it takes hours, or money of which the amount is not known."""
    return regel.staat == GeldStaat.UREN or is_onbekend(regel)


def _is_gevraagd(regel: Dekkingsregel) -> bool:
    """Whether somebody must still decide on it."""
    beslist = regel.status == DekkingStatus.BESLOTEN
    return not beslist and not is_bestaand(regel) and regel.staat not in _NIETS


def _heeft_plaats(regel: Geldregel) -> bool:
    """Whether it is known that it costs nothing in a year where it does not count."""
    return heeft_jaar(regel) or regel.staat in _NIETS
