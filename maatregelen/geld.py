"""What a plan costs, what covers it and what is still open, per calendar year. Pure.

How a row counts:

- Per jaar: whole, in every calendar year that its period touches. In totaal: in equal parts over
  those years, to the cent; the last year takes what rounding leaves. Per onbekend: by its
  `aanname`, and every sum that leans on it says so.
- Without a first day it has no year: it stands apart and is never dropped.
- Without a last day structureel goes on for ever. Other amounts count in the year they begin, as an
  assumption: to carry them forward would make money of which the plan does not speak. What has no
  amount (p.m., hours) does go on, unless it is incidenteel: it adds nothing to a sum, and left
  out it would make later years look complete. An open structureel amount in totaal cannot be
  divided: it has no year.
- Money within existing means is never new money; it stands apart. An alternative amount is never
  added. What a sheet only mentions (Vermelding) does not come in here at all.
- P.m., n.t.b. and leeg are unknown: they are counted beside a sum, never as nought.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TypeVar

from jeugdhulp.kalender import Kwartaal
from maatregelen.choices import GELD_ONBEKEND, Aard, DekkingStatus, GeldPer, GeldStaat

NUL = Decimal(0)
CENT = Decimal("0.01")
UREN_PER_FTE = Decimal(36)
# What money can be: once, every year, or the plan does not say.
AARDEN = (Aard.INCIDENTEEL.value, Aard.STRUCTUREEL.value, "")
GROEPEN = ("thema", "cluster", "maatregel")
# A line of a grouping: its kind and the key of what it is of (None for the plan as a whole and
# for the bladen without a cluster).
Lijn = tuple[str, int | None]
PLAN: Lijn = ("plan", None)
ZONDER_CLUSTER: Lijn = ("zonder cluster", None)


@dataclass(frozen=True)
class Plek:
    """Where money counts: at a blad (maatregel, its thema, its cluster if any), at a thema as a
    whole, or (all None) at the plan. Keys, not codes."""

    thema: int | None = None
    maatregel: int | None = None
    cluster: int | None = None


@dataclass(frozen=True, kw_only=True)
class Geldregel:
    """What sums need of an Investering; see the model for what each field means."""

    plek: Plek
    staat: str
    bedrag: Decimal | None = None
    per: str = ""
    aanname: str = ""
    aard: str = ""
    van: date | None = None
    tot_en_met: date | None = None
    uren_per_week: Decimal | None = None
    fte: Decimal | None = None
    alternatief_bedrag: Decimal | None = None
    omschrijving: str = ""
    letterlijk: str = ""
    sleutel: int | None = None


@dataclass(frozen=True, kw_only=True)
class Dekkingsregel(Geldregel):
    """The same of a Dekking."""

    bron: str
    status: str


R = TypeVar("R", bound="Geldregel | Bestedingsregel")


@dataclass(frozen=True)
class Som:
    """Euros, of how many rows; beside it the rows without an amount, and those of `bekend` whose
    amount leans on an assumption."""

    bedrag: Decimal = NUL
    bekend: int = 0
    onbekend: int = 0
    aannames: int = 0

    def __add__(self, ander: "Som") -> "Som":
        return Som(
            self.bedrag + ander.bedrag,
            self.bekend + ander.bekend,
            self.onbekend + ander.onbekend,
            self.aannames + ander.aannames,
        )

    @property
    def waarde(self) -> Decimal | None:
        """The sum; None where rows there are but none of them has an amount."""
        return None if self.onbekend and not self.bekend else self.bedrag

    @property
    def is_leeg(self) -> bool:
        """Whether there is no row at all."""
        return not (self.bekend or self.onbekend)


@dataclass(frozen=True)
class Saldo:
    """Investering less dekking: above nought a shortfall, below it a surplus."""

    bedrag: Decimal
    # Rows without an amount on either side: what costs more, and what covers more.
    kosten_onbekend: int = 0
    dekking_onbekend: int = 0
    aannames: int = 0

    @property
    def woord(self) -> str:
        if not self.bedrag:
            return "sluitend"
        return "tekort" if self.bedrag > 0 else "overschot"

    @property
    def grens(self) -> str:
        """How to read the amount: "" exact, "ten minste", "ten hoogste", or "deels onbekend"."""
        if not (self.kosten_onbekend or self.dekking_onbekend):
            return ""
        if not self.bedrag or (self.kosten_onbekend and self.dekking_onbekend):
            return "deels onbekend"
        # Unknown cost only makes a shortfall larger and a surplus smaller; dekking the reverse.
        return "ten minste" if (self.bedrag > 0) == bool(self.kosten_onbekend) else "ten hoogste"


@dataclass(frozen=True)
class Cijfers:
    """The money of one year; `jaar` is None for what has no year. All keys are always there."""

    jaar: int | None
    # New money, by AARDEN and by DekkingStatus.
    per_aard: Mapping[str, Som]
    per_status: Mapping[str, Som]
    # Within existing means: never part of the above.
    bestaand: Som = Som()
    bestaande_dekking: Som = Som()

    def __add__(self, ander: "Cijfers") -> "Cijfers":
        return Cijfers(
            self.jaar,
            {aard: som + ander.per_aard[aard] for aard, som in self.per_aard.items()},
            {status: som + ander.per_status[status] for status, som in self.per_status.items()},
            self.bestaand + ander.bestaand,
            self.bestaande_dekking + ander.bestaande_dekking,
        )

    @property
    def investering(self) -> Som:
        return sum(self.per_aard.values(), Som())

    @property
    def dekking(self) -> Som:
        """All that was not rejected."""
        telt = (som for status, som in self.per_status.items() if status != DekkingStatus.AFGEWEZEN)
        return sum(telt, Som())

    @property
    def saldo(self) -> Saldo:
        return _saldo(self.investering, self.dekking)

    @property
    def saldo_besloten(self) -> Saldo:
        """The same when only what is decided counts as dekking."""
        return _saldo(self.investering, self.per_status[DekkingStatus.BESLOTEN])

    @property
    def is_leeg(self) -> bool:
        sommen = (*self.per_aard.values(), *self.per_status.values())
        return all(som.is_leeg for som in (*sommen, self.bestaand, self.bestaande_dekking))


@dataclass(frozen=True)
class Tabel:
    """Per year, then for each year after the last (None: nothing goes on), then without a year."""

    jaren: Sequence[Cijfers]
    daarna: Cijfers | None
    zonder_jaar: Cijfers | None


def rekent_per(regel: Geldregel) -> str:
    """By what an amount is counted: `jaar`, `totaal`, or "" without an amount."""
    return regel.aanname if regel.per == GeldPer.ONBEKEND else regel.per


def loopt_door(regel: Geldregel) -> bool:
    """Whether a row that began goes on for ever."""
    if regel.tot_en_met is not None:
        return False
    zonder_bedrag = regel.bedrag is None and regel.aard != Aard.INCIDENTEEL
    return regel.aard == Aard.STRUCTUREEL or zonder_bedrag


def heeft_jaar(regel: Geldregel) -> bool:
    """Whether it is known in which years a row counts."""
    ondeelbaar = rekent_per(regel) == GeldPer.TOTAAL and loopt_door(regel)
    return regel.van is not None and not ondeelbaar


def einde_aangenomen(regel: Geldregel) -> bool:
    """Whether a row counts in the year it begins because its end is unknown."""
    return heeft_jaar(regel) and regel.tot_en_met is None and not loopt_door(regel)


def leunt_op_aanname(regel: Geldregel) -> bool:
    """Whether its amount is counted by an assumption: of what it is for, or of its end."""
    if regel.bedrag is None:
        return False
    return regel.per == GeldPer.ONBEKEND or einde_aangenomen(regel)


def telt_in(regel: Geldregel, jaar: int | None) -> bool:
    """Whether a row counts in this year; for None: whether it has no year."""
    if jaar is None or not heeft_jaar(regel) or regel.van is None:
        return jaar is None and not heeft_jaar(regel)
    if loopt_door(regel):
        return regel.van.year <= jaar
    return regel.van.year <= jaar <= (regel.tot_en_met or regel.van).year


def bedrag_in(regel: Geldregel, jaar: int | None) -> Decimal:
    """The euros of a row in this year; 0 where it does not count and where it has no amount."""
    if regel.bedrag is None or not telt_in(regel, jaar):
        return NUL
    return _bedrag(regel, regel.bedrag, jaar)


def _bedrag(regel: Geldregel, bedrag: Decimal, jaar: int | None) -> Decimal:
    """The part of `bedrag` that falls in a year in which the row counts."""
    if jaar is None or regel.van is None or rekent_per(regel) == GeldPer.JAAR:
        return bedrag
    laatste = (regel.tot_en_met or regel.van).year
    aantal = laatste - regel.van.year + 1
    deel = _deel(bedrag, aantal)
    return bedrag - deel * (aantal - 1) if jaar == laatste else deel


def _deel(bedrag: Decimal, aantal: int) -> Decimal:
    deel = (bedrag / aantal).quantize(CENT, ROUND_HALF_UP)
    # A few cents over many years: rounding up would leave less than nothing for the last.
    te_veel = abs(deel * (aantal - 1)) > abs(bedrag)
    return (bedrag / aantal).quantize(CENT, ROUND_DOWN) if te_veel else deel


def is_bestaand(regel: Geldregel) -> bool:
    """Whether it stays within existing means, so that it is no new money."""
    return regel.staat == GeldStaat.BINNEN_BESTAAND


def is_onbekend(regel: Geldregel) -> bool:
    """Whether it still has to become an amount."""
    return regel.staat in GELD_ONBEKEND


def tel_op(regels: Iterable[Geldregel], jaar: int | None) -> Som:
    """The sum of `regels` in a year, whatever they are of."""
    return sum((_som(regel, jaar) for regel in regels if telt_in(regel, jaar)), Som())


def _som(regel: Geldregel, jaar: int | None) -> Som:
    """Of a row that counts in this year."""
    if regel.bedrag is not None:
        return Som(_bedrag(regel, regel.bedrag, jaar), 1, 0, int(leunt_op_aanname(regel)))
    if is_onbekend(regel) or is_bestaand(regel):
        return Som(onbekend=1)
    # Nihil is nought, and known; of hours and n.v.t. there is no amount to know.
    return Som(bekend=1) if regel.staat == GeldStaat.NIHIL else Som()


def _saldo(investering: Som, dekking: Som) -> Saldo:
    return Saldo(
        investering.bedrag - dekking.bedrag,
        investering.onbekend,
        dekking.onbekend,
        investering.aannames + dekking.aannames,
    )


def cijfers(
    investeringen: Iterable[Geldregel], dekkingen: Iterable[Dekkingsregel], jaar: int | None
) -> Cijfers:
    """What these rows come to in one year; None: those without a year."""
    per_aard = dict.fromkeys(AARDEN, Som())
    per_status = {status.value: Som() for status in DekkingStatus}
    bestaand = bestaande_dekking = Som()
    for regel in investeringen:
        if not telt_in(regel, jaar):
            continue
        if is_bestaand(regel):
            bestaand += _som(regel, jaar)
        else:
            per_aard[regel.aard] += _som(regel, jaar)
    for dekking in dekkingen:
        if not telt_in(dekking, jaar):
            continue
        if is_bestaand(dekking):
            bestaande_dekking += _som(dekking, jaar)
        else:
            per_status[dekking.status] += _som(dekking, jaar)
    return Cijfers(jaar, per_aard, per_status, bestaand, bestaande_dekking)


def jaren_van(regels: Iterable[Geldregel], ook: Iterable[int] = ()) -> range:
    """From the first year that a row or `ook` names up to the last, none left out."""
    dagen = (dag for regel in regels if heeft_jaar(regel) for dag in (regel.van, regel.tot_en_met))
    genoemd = {*ook, *(dag.year for dag in dagen if dag)}
    return range(min(genoemd), max(genoemd) + 1) if genoemd else range(0)


def maak_tabel(
    investeringen: Sequence[Geldregel],
    dekkingen: Sequence[Dekkingsregel],
    jaren: Sequence[int],
) -> Tabel:
    """The figures of each of `jaren`, which must hold every year that a row names (`jaren_van`):
    what still counts in the year after them goes on for ever."""
    rijen = [cijfers(investeringen, dekkingen, jaar) for jaar in jaren]
    daarna = cijfers(investeringen, dekkingen, jaren[-1] + 1) if jaren else None
    zonder = cijfers(investeringen, dekkingen, None)
    return Tabel(
        rijen,
        None if daarna is None or daarna.is_leeg else daarna,
        None if zonder.is_leeg else zonder,
    )


def lijn_van(plek: Plek, groep: str) -> Lijn:
    """On which line of a grouping (one of GROEPEN) a place stands; each place on exactly one.

    Money of a thema stands on the line of that thema, whatever the grouping; that of the plan on
    its own.
    """
    if plek.maatregel is None:
        return PLAN if plek.thema is None else ("thema", plek.thema)
    if groep == "cluster":
        return ZONDER_CLUSTER if plek.cluster is None else ("cluster", plek.cluster)
    return (groep, plek.thema if groep == "thema" else plek.maatregel)


def verdeel(regels: Iterable[R], groep: str) -> dict[Lijn, list[R]]:
    """The rows per line of a grouping."""
    verdeeld: dict[Lijn, list[R]] = defaultdict(list)
    for regel in regels:
        verdeeld[lijn_van(regel.plek, groep)].append(regel)
    return dict(verdeeld)


@dataclass(frozen=True)
class Bron:
    """What one source pays, with one status, per year (None: without a year)."""

    naam: str
    status: str
    # Within existing means: no new money.
    bestaand: bool
    per_jaar: Mapping[int | None, Som]


def per_bron(dekkingen: Iterable[Dekkingsregel], jaren: Sequence[int]) -> list[Bron]:
    """The sources by name, first what is new money; one with two statuses, or partly existing, is
    as many lines."""
    verdeeld: dict[tuple[bool, str, str], list[Dekkingsregel]] = defaultdict(list)
    for regel in dekkingen:
        verdeeld[(is_bestaand(regel), regel.bron, regel.status)].append(regel)
    return [
        Bron(naam, status, bestaand, {jaar: tel_op(regels, jaar) for jaar in (*jaren, None)})
        for (bestaand, naam, status), regels in sorted(verdeeld.items())
    ]


@dataclass(frozen=True)
class Afloop:
    """A dekking that ends while what it pays for goes on."""

    dekking: Dekkingsregel
    # The last year it pays for: in this year somebody has to act.
    jaar: int


def aflopend(
    investeringen: Sequence[Geldregel], dekkingen: Sequence[Dekkingsregel]
) -> list[Afloop]:
    """Dekking after whose last year an investering of the same measure, thema or plan goes on
    without enough to pay for it; first what ends first.

    A measure is looked at as a whole: one blad may pay for what stands on another.
    """
    kosten, dekt = verdeel(investeringen, "maatregel"), verdeel(dekkingen, "maatregel")
    gevonden = [
        Afloop(regel, regel.tot_en_met.year)
        for lijn, regels in dekt.items()
        for regel in regels
        if regel.tot_en_met is not None
        and regel.status != DekkingStatus.AFGEWEZEN
        and _valt_gat(kosten.get(lijn, []), regels, regel.tot_en_met.year)
    ]
    return sorted(gevonden, key=lambda afloop: (afloop.jaar, afloop.dekking.bron))


def _valt_gat(kosten: Sequence[Geldregel], dekkingen: Sequence[Dekkingsregel], jaar: int) -> bool:
    """Whether after `jaar` something goes on that ran in it, and is not paid for."""
    if not any(_loopt_in(regel, jaar) and _loopt_in(regel, jaar + 1) for regel in kosten):
        return False
    telt = [regel for regel in dekkingen if regel.status != DekkingStatus.AFGEWEZEN]
    saldo = cijfers(kosten, telt, jaar + 1).saldo.bedrag
    # Nought also where amounts are not known, or are hours. Below it more comes back than it costs.
    return saldo > 0 or (saldo == 0 and not any(_loopt_in(regel, jaar + 1) for regel in telt))


def _loopt_in(regel: Geldregel, jaar: int) -> bool:
    """Whether something runs in a year. Without a first day it runs already, up to its last; not
    what is incidenteel, of which the year is then unknown."""
    if regel.staat in (GeldStaat.NIHIL, GeldStaat.NVT):
        return False
    if regel.van is None:
        einde = regel.tot_en_met
        return regel.aard != Aard.INCIDENTEEL and (einde is None or jaar <= einde.year)
    return telt_in(regel, jaar)


def uren_van(regel: Geldregel, uren_per_fte: Decimal = UREN_PER_FTE) -> Decimal | None:
    """Hours a week; fte are turned into hours only where the row gives no hours itself."""
    if regel.uren_per_week is not None:
        return regel.uren_per_week
    return None if regel.fte is None else regel.fte * uren_per_fte


@dataclass(frozen=True)
class Uren:
    """Hours a week that are asked, which part of them within existing means, and what dekking in
    hours there is."""

    nodig: Decimal = NUL
    bestaand: Decimal = NUL
    gedekt: Decimal = NUL

    def __add__(self, ander: "Uren") -> "Uren":
        return Uren(
            self.nodig + ander.nodig, self.bestaand + ander.bestaand, self.gedekt + ander.gedekt
        )


@dataclass(frozen=True)
class Urenvak:
    """A run of quarters with the same rows; the last may go on (`tot_en_met` is None)."""

    van: Kwartaal
    tot_en_met: Kwartaal | None
    uren: Uren


@dataclass(frozen=True)
class Capaciteit:
    """Hours a week through time; those of rows without a first day stand apart."""

    vakken: Sequence[Urenvak]
    zonder_begin: Uren


def capaciteit(
    investeringen: Iterable[Geldregel],
    dekkingen: Iterable[Dekkingsregel] = (),
    *,
    uren_per_fte: Decimal = UREN_PER_FTE,
) -> Capaciteit:
    """From the first quarter that a row touches up to the last in which anything changes."""
    rijen = [
        (regel, uren)
        for regel in (*investeringen, *dekkingen)
        if (uren := _uren(regel, uren_per_fte)) is not None
    ]
    zonder = sum((uren for regel, uren in rijen if regel.van is None), Uren())
    grenzen = sorted(_grenzen(regel for regel, _ in rijen))
    vakken = [
        Urenvak(van, _vorige(volgende) if volgende else None, _uren_in(rijen, van))
        for van, volgende in pairwise((*grenzen, None))
        if van
    ]
    if vakken and vakken[-1].uren == Uren():
        vakken.pop()
    return Capaciteit(vakken, zonder)


def _uren(regel: Geldregel, uren_per_fte: Decimal) -> Uren | None:
    aantal = uren_van(regel, uren_per_fte)
    if aantal is None:
        return None
    if isinstance(regel, Dekkingsregel):
        return None if regel.status == DekkingStatus.AFGEWEZEN else Uren(gedekt=aantal)
    return Uren(nodig=aantal, bestaand=aantal if is_bestaand(regel) else NUL)


def _uren_in(rijen: Iterable[tuple[Geldregel, Uren]], kwartaal: Kwartaal) -> Uren:
    return sum((uren for regel, uren in rijen if _raakt(regel, kwartaal)), Uren())


def _raakt(regel: Geldregel, kwartaal: Kwartaal) -> bool:
    if regel.van is None or regel.van > kwartaal.laatste_dag:
        return False
    einde = _urengrens(regel)
    return einde is None or einde >= kwartaal.eerste_dag


def _urengrens(regel: Geldregel) -> date | None:
    """The last day of hours: with an unknown end that of the year of what is incidenteel."""
    if regel.tot_en_met is None and regel.van and regel.aard == Aard.INCIDENTEEL:
        return date(regel.van.year, 12, 31)
    return regel.tot_en_met


def _grenzen(regels: Iterable[Geldregel]) -> set[Kwartaal]:
    """The quarters in which something begins, and those after which something ended."""
    grenzen = set()
    for regel in regels:
        if regel.van is not None:
            grenzen.add(Kwartaal.van_dag(regel.van))
            if einde := _urengrens(regel):
                grenzen.add(Kwartaal.van_dag(einde).volgende)
    return grenzen


def _vorige(kwartaal: Kwartaal) -> Kwartaal:
    jaar, nummer = kwartaal
    return Kwartaal(jaar, nummer - 1) if nummer > 1 else Kwartaal(jaar - 1, 4)


@dataclass(frozen=True, kw_only=True)
class Bestedingsregel:
    """What sums need of a Besteding: the money of one blad in a year, as it was on a day."""

    plek: Plek
    blad: int
    jaar: int
    peildatum: date
    begroot: Decimal | None = None
    verplicht: Decimal | None = None
    uitgegeven: Decimal | None = None
    verwacht: Decimal | None = None


@dataclass(frozen=True)
class Besteed:
    """Four sums that are never added together, over the last row of each blad."""

    bladen: int = 0
    begroot: Som = Som()
    verplicht: Som = Som()
    uitgegeven: Som = Som()
    verwacht: Som = Som()


def geldende_bestedingen(
    regels: Iterable[Bestedingsregel], jaar: int, peildatum: date
) -> list[Bestedingsregel]:
    """Per blad the last row of this year up to `peildatum`."""
    laatste: dict[int, Bestedingsregel] = {}
    for regel in regels:
        if regel.jaar != jaar or regel.peildatum > peildatum:
            continue
        eerder = laatste.get(regel.blad)
        if eerder is None or eerder.peildatum < regel.peildatum:
            laatste[regel.blad] = regel
    return list(laatste.values())


def besteed(regels: Iterable[Bestedingsregel], jaar: int, peildatum: date) -> Besteed:
    """How the money of a year stands on a day; what a row leaves open is counted as unknown."""
    gelden = geldende_bestedingen(regels, jaar, peildatum)
    return Besteed(
        len(gelden),
        _som_van(regel.begroot for regel in gelden),
        _som_van(regel.verplicht for regel in gelden),
        _som_van(regel.uitgegeven for regel in gelden),
        _som_van(regel.verwacht for regel in gelden),
    )


def _som_van(bedragen: Iterable[Decimal | None]) -> Som:
    return sum(
        (Som(onbekend=1) if bedrag is None else Som(bedrag, 1) for bedrag in bedragen), Som()
    )
