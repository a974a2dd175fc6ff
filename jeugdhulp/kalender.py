"""Days, quarters and periods. Pure, but for `nu` and `vandaag`, which alone read the clock."""

import calendar
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Before this no plan of ours was made; an earlier year is a slip of the keyboard.
VROEGSTE = date(1990, 1, 1)
LAATSTE = date(2099, 12, 31)


_verschoven: ContextVar[datetime | None] = ContextVar("verschoven", default=None)


def nu() -> datetime:
    """This moment in UTC, in whole milliseconds (the precision the logboek hashes)."""
    moment = _verschoven.get() or datetime.now(tz=UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@contextmanager
def verschoven_naar(moment: datetime) -> Iterator[None]:
    """Let `nu` say `moment`, to make the past of an invented gemeente. The logboek marks what is
    written meanwhile, and refuses it for a real one."""
    merk = _verschoven.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _verschoven.reset(merk)


def is_verschoven() -> bool:
    """Whether the clock is not to be believed."""
    return _verschoven.get() is not None


def vandaag() -> date:
    """Today in Amsterdam. For views and commands; everything below them takes a day."""
    return dag_van(nu())


def dag_van(moment: datetime) -> date:
    """The day a moment falls on in Amsterdam."""
    return moment.astimezone(AMSTERDAM).date()


def begin_van(dag: date) -> datetime:
    """The first moment of a day in Amsterdam, in UTC."""
    return datetime.combine(dag, datetime.min.time(), AMSTERDAM).astimezone(UTC)


def einde_van(dag: date) -> datetime:
    """The last millisecond of a day in Amsterdam, in UTC."""
    return begin_van(dag + timedelta(days=1)) - timedelta(milliseconds=1)


def maanden_eerder(dag: date, maanden: int) -> date:
    """The same day `maanden` months before `dag`, or the last day of that month."""
    jaar, maand0 = divmod(dag.year * 12 + dag.month - 1 - maanden, 12)
    return date(jaar, maand0 + 1, min(dag.day, calendar.monthrange(jaar, maand0 + 1)[1]))


class Kwartaal(NamedTuple):
    """A calendar quarter; orders by time. Written "Q2 2019", in the exchange format "2019-Q2"."""

    jaar: int
    nummer: int

    @classmethod
    def van_dag(cls, dag: date) -> "Kwartaal":
        return cls(dag.year, (dag.month + 2) // 3)

    @property
    def eerste_dag(self) -> date:
        return date(self.jaar, self.nummer * 3 - 2, 1)

    @property
    def laatste_dag(self) -> date:
        return self.volgende.eerste_dag - timedelta(days=1)

    @property
    def volgende(self) -> "Kwartaal":
        return Kwartaal(self.jaar + self.nummer // 4, self.nummer % 4 + 1)

    def tot_en_met(self, laatste: "Kwartaal") -> Iterator["Kwartaal"]:
        """This quarter up to and including `laatste`; nothing when that lies before it."""
        kwartaal = self
        while kwartaal <= laatste:
            yield kwartaal
            kwartaal = kwartaal.volgende

    def __str__(self) -> str:
        return f"Q{self.nummer} {self.jaar}"


class PeriodeSoort(StrEnum):
    """The forms in which plans write when something happens."""

    DAG = "dag"
    MAAND = "maand"
    KWARTAAL = "kwartaal"
    HALFJAAR = "halfjaar"
    JAAR = "jaar"
    REEKS = "reeks"
    VANAF = "vanaf"
    TOT = "tot"
    HERHALEND = "herhalend"
    ZONDER_JAAR = "zonder_jaar"
    ONBEPAALD = "onbepaald"


ENKELVOUDIG = (
    PeriodeSoort.DAG,
    PeriodeSoort.MAAND,
    PeriodeSoort.KWARTAAL,
    PeriodeSoort.HALFJAAR,
    PeriodeSoort.JAAR,
)
MAANDNAMEN = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()

_VORMEN = {
    PeriodeSoort.DAG: re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
    PeriodeSoort.MAAND: re.compile(r"(\d{4})-(\d{2})"),
    PeriodeSoort.KWARTAAL: re.compile(r"(\d{4})-Q([1-4])"),
    PeriodeSoort.HALFJAAR: re.compile(r"(\d{4})-H([12])"),
    PeriodeSoort.JAAR: re.compile(r"(\d{4})"),
}


def lees_wanneer(tekst: str) -> tuple[PeriodeSoort, date, date]:
    """First and last day of "2019-10-30", "2019-10", "2019-Q4", "2019-H2" or "2019".

    Raises ValueError, in Dutch, when it is none of these.
    """
    for soort, vorm in _VORMEN.items():
        if gevonden := vorm.fullmatch(tekst):
            jaar, *rest = (int(deel) for deel in gevonden.groups())
            try:
                return (soort, *_grenzen(soort, jaar, rest))
            except ValueError:
                raise ValueError(f"“{tekst}” staat niet op de kalender.") from None
    raise ValueError(
        f"“{tekst}” is geen dag, maand, kwartaal, halfjaar of jaar. Schrijf bijvoorbeeld 2019-Q2."
    )


def _grenzen(soort: PeriodeSoort, jaar: int, rest: list[int]) -> tuple[date, date]:
    if soort == PeriodeSoort.DAG:
        dag = date(jaar, rest[0], rest[1])
        return dag, dag
    maanden = {"maand": 1, "kwartaal": 3, "halfjaar": 6, "jaar": 12}[soort.value]
    eerste_maand = ((rest[0] if rest else 1) - 1) * maanden + 1
    laatste_maand = eerste_maand + maanden - 1
    laatste = calendar.monthrange(jaar, laatste_maand)[1]
    return date(jaar, eerste_maand, 1), date(jaar, laatste_maand, laatste)


def schrijf_wanneer(van: date, tot_en_met: date) -> str:
    """The shortest of the five forms that covers exactly these days; the reverse of `lees_wanneer`.

    Raises ValueError when no single form does.
    """
    jaar = f"{van:%Y}"
    pogingen = (
        jaar,
        f"{jaar}-H{(van.month + 5) // 6}",
        f"{jaar}-Q{(van.month + 2) // 3}",
        f"{van:%Y-%m}",
        f"{van:%Y-%m-%d}",
    )
    for poging in pogingen:
        if lees_wanneer(poging)[1:] == (van, tot_en_met):
            return poging
    raise ValueError(f"{van} t/m {tot_en_met} is geen enkele dag, maand, kwartaal of jaar.")


def datum_voluit(dag: date) -> str:
    """A day as Dutch people write it: "15 november 2019"."""
    return f"{dag.day} {MAANDNAMEN[dag.month - 1]} {dag.year}"


def _enkelvoudig_voluit(van: date, tot_en_met: date) -> str:
    wanneer = schrijf_wanneer(van, tot_en_met)
    if wanneer[4:6] == "-Q":
        return str(Kwartaal.van_dag(van))
    if wanneer[4:6] == "-H":
        return f"{'eerste' if wanneer.endswith('1') else 'tweede'} halfjaar {van.year}"
    if len(wanneer) == 7:
        return f"{MAANDNAMEN[van.month - 1]} {van.year}"
    return datum_voluit(van) if len(wanneer) == 10 else wanneer


@lru_cache(maxsize=1024)
def grens_voluit(van: date | None, tot_en_met: date | None) -> str:
    """Two days in words: "Q2 2019", "Q2 2021 t/m Q4 2021", "vanaf Q1 2019"; "" without days."""
    if van and tot_en_met:
        try:
            return _enkelvoudig_voluit(van, tot_en_met)
        except ValueError:
            return _reeks_voluit(van, tot_en_met)
    if van:
        return f"vanaf {_begin_voluit(van)}"
    return f"tot en met {_einde_voluit(tot_en_met)}" if tot_en_met else ""


def _reeks_voluit(van: date, tot_en_met: date) -> str:
    return f"{_begin_voluit(van)} t/m {_einde_voluit(tot_en_met)}"


def _begin_voluit(van: date) -> str:
    kwartaal = Kwartaal.van_dag(van)
    return str(kwartaal) if kwartaal.eerste_dag == van else datum_voluit(van)


def _einde_voluit(tot_en_met: date) -> str:
    kwartaal = Kwartaal.van_dag(tot_en_met)
    return str(kwartaal) if kwartaal.laatste_dag == tot_en_met else datum_voluit(tot_en_met)


@dataclass(frozen=True)
class Periode:
    """When a planning line happens: its form, first and last day (inclusive), phrase as written.

    `vanaf` has no last day and is therefore never late; `zonder_jaar` ("Q4") and `onbepaald` have
    no days at all; `herhalend` says in `herhaling` how often, and may have days.
    """

    soort: PeriodeSoort
    van: date | None = None
    tot_en_met: date | None = None
    herhaling: str = ""
    letterlijk: str = ""

    @classmethod
    def uit_uitwisseling(cls, gegevens: Mapping[str, str]) -> "Periode":
        """From the exchange format; raises ValueError, in Dutch, on what it cannot be."""
        soort = PeriodeSoort(gegevens["soort"])
        van = tot_en_met = None
        if soort in ENKELVOUDIG:
            gelezen, van, tot_en_met = lees_wanneer(gegevens["wanneer"])
            if gelezen != soort:
                raise ValueError(f"“{gegevens['wanneer']}” is een {gelezen}, geen {soort}.")
        if "van" in gegevens:
            van = lees_wanneer(gegevens["van"])[1]
        if "tot_en_met" in gegevens:
            tot_en_met = lees_wanneer(gegevens["tot_en_met"])[2]
        if van and tot_en_met and van > tot_en_met:
            raise ValueError(f"Het einde ({tot_en_met}) ligt voor het begin ({van}).")
        return cls(
            soort, van, tot_en_met, gegevens.get("herhaling", ""), gegevens.get("letterlijk", "")
        )

    def is_voorbij(self, peildatum: date) -> bool:
        """Whether its last day lies before `peildatum`; never for what recurs or has no end."""
        if self.soort == PeriodeSoort.HERHALEND or self.tot_en_met is None:
            return False
        return self.tot_en_met < peildatum

    def voluit(self) -> str:
        """In words, for screen and print; the phrase as written where there are no days."""
        if self.soort == PeriodeSoort.HERHALEND:
            return ", ".join(
                filter(None, (self.herhaling, grens_voluit(self.van, self.tot_en_met)))
            )
        return grens_voluit(self.van, self.tot_en_met) or self.letterlijk or "nader te bepalen"
