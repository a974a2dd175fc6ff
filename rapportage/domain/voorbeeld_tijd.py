"""When the invented story happens: its rounds count back from a day, its files move along. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from jeugdhulp.kalender import (
    AMSTERDAM,
    Kwartaal,
    Periode,
    PeriodeSoort,
    lees_wanneer,
    maanden_eerder,
)
from maatregelen.domain.ronde.vergaderkalender import Dagen
from maatregelen.rondekalender import Vrij
from maatregelen.rondekalender import is_werkdag as is_vergaderdag

# The quarter in which the files let the plan begin, and the story its first round.
BEGIN = Kwartaal(2024, 1)
RONDES = 13
_MOMENTEN = {
    "datum",
    "effect_vanaf",
    "genomen_op",
    "gevraagd_op",
    "naar",
    "opnieuw",
    "periode",
    "peildatum",
    "tot_en_met",
    "van",
    "vastgesteld_op",
    "wanneer",
}


# About when schools in the middle of the country are free.
_RECES = (
    ((2, 20), (2, 28), "voorjaarsreces"),
    ((4, 24), (5, 8), "meireces"),
    ((7, 17), (8, 29), "zomerreces"),
    ((10, 16), (10, 24), "herfstreces"),
    ((12, 19), (1, 3), "kerstreces"),
)


def peildata(tot: date) -> list[date]:
    """The days of the thirteen rounds, every two months; the last at least five days ago."""
    # The first of a month: its eve is the last day of the month before.
    eerste = (tot - timedelta(days=4)).replace(day=1)
    return [
        maanden_eerder(eerste, 2 * (RONDES - nummer)) - timedelta(days=1)
        for nummer in range(1, RONDES + 1)
    ]


def kwartalen_later(eerste_peildatum: date) -> int:
    """How many quarters the files must move for the plan to begin with its first round."""
    nu = Kwartaal.van_dag(eerste_peildatum)
    return (nu.jaar - BEGIN.jaar) * 4 + nu.nummer - BEGIN.nummer


def verschuif(gegevens: Any, kwartalen: int) -> Any:
    """`gegevens` of a file with every moment in it so many quarters later."""
    if isinstance(gegevens, list):
        return [verschuif(deel, kwartalen) for deel in gegevens]
    if not isinstance(gegevens, Mapping):
        return gegevens
    return {sleutel: _veld(sleutel, deel, kwartalen) for sleutel, deel in gegevens.items()}


def kalender_van(vandaag: date) -> dict[str, list[Dagen]]:
    """What the invented gemeente plans for a year from `vandaag`: reces, the college every other
    Tuesday, and the raad on the last Thursday of each month."""
    jaren = (vandaag.year, vandaag.year + 1)
    reces = [
        Dagen(date(jaar, *van), date(jaar + (tot < van), *tot), naam)
        for jaar in jaren
        for van, tot, naam in _RECES
        if date(jaar + (tot < van), *tot) >= vandaag
    ]
    dagen = [vandaag + timedelta(days=nummer) for nummer in range(1, 365)]
    vrij = [Vrij(rij.van, rij.tot_en_met) for rij in reces]
    werk = [dag for dag in dagen if is_vergaderdag(dag, vrij)]
    return {
        "reces": reces,
        "college": [
            Dagen(dag, dag) for dag in werk if dag.weekday() == 1 and dag.isocalendar().week % 2
        ],
        "raad": [
            Dagen(dag, dag)
            for dag in werk
            if dag.weekday() == 3 and (dag + timedelta(days=7)).month != dag.month
        ],
    }


def _veld(sleutel: str, deel: Any, kwartalen: int) -> Any:
    if sleutel == "jaar" and isinstance(deel, int):
        return int(schuif_moment(str(deel), kwartalen))
    if sleutel in _MOMENTEN and isinstance(deel, str) and deel:
        return schuif_moment(deel, kwartalen)
    return verschuif(deel, kwartalen)


def schuif_moment(tekst: str, kwartalen: int) -> str:
    """A day, month, quarter, half-year or year, so many quarters later, in the same form.

    A half-year becomes the one that its first quarter moves into. A year moves by whole years,
    rounded to the nearest and up from a half: money is of whole years, and none of it may come
    long before the plan begins.
    """
    soort, van, _ = lees_wanneer(tekst)
    if soort == PeriodeSoort.JAAR:
        return str(van.year + (kwartalen + 2) // 4)
    dag = maanden_eerder(van, -3 * kwartalen)
    return {
        PeriodeSoort.DAG: dag.isoformat(),
        PeriodeSoort.MAAND: f"{dag:%Y-%m}",
        PeriodeSoort.KWARTAAL: f"{dag.year}-Q{(dag.month + 2) // 3}",
        PeriodeSoort.HALFJAAR: f"{dag.year}-H{(dag.month + 5) // 6}",
    }[soort]


def is_werkdag(dag: date) -> bool:
    """Not in a weekend, at Christmas or on New Year's Day; the other holidays go unnoticed."""
    return dag.weekday() < 5 and (dag.month, dag.day) not in ((1, 1), (12, 25), (12, 26))


def als_periode(wanneer: str) -> Periode:
    """The Periode of a moment in the exchange format."""
    return Periode(*lees_wanneer(wanneer))


@dataclass(frozen=True)
class Rooster:
    """The days of the rounds, the last day of the story, and the chance that makes it lively."""

    peildata: list[date]
    tot: date
    toeval: Random

    @classmethod
    def maak(cls, seed: int, tot: date) -> "Rooster":
        """For one seed and day always the same."""
        return cls(peildata(tot), tot, Random(f"{seed} {tot}"))  # noqa: S311 (no secret)

    def peildatum(self, ronde: int) -> date:
        """Of a round, counted from 1; the fourteenth is the one that would follow."""
        if ronde > RONDES:
            return maanden_eerder(self.peildata[-1] + timedelta(days=1), -2) - timedelta(days=1)
        return self.peildata[ronde - 1]

    def tussen(self, eerste: date, laatste: date) -> datetime:
        """A moment in office hours on a working day from one day up to another, where there is one
        before the last of the story."""
        laatste = max(eerste, min(laatste, self.tot - timedelta(days=1)))
        dagen = [eerste + timedelta(days=nummer) for nummer in range((laatste - eerste).days + 1)]
        dag = self.toeval.choice(list(filter(is_werkdag, dagen)) or dagen[:1])
        return self.op(dag, self.toeval.randint(9, 16), self.toeval.randint(0, 59))

    def op(self, dag: date, uur: int, minuut: int = 0) -> datetime:
        """A moment of a day, in Amsterdam."""
        return datetime.combine(dag, time(uur, minuut), AMSTERDAM)

    def voor_ronde(self, ronde: int) -> datetime:
        """A moment in the weeks before the peildatum of a round."""
        dag = self.peildatum(ronde)
        return self.tussen(dag - timedelta(days=24), dag - timedelta(days=2))

    def in_ronde(self, ronde: int) -> datetime:
        """A moment in the two weeks in which a round gathers standen."""
        laatste = self.peildatum(ronde) + timedelta(days=14)
        return self.tussen(self.opening(ronde), laatste)

    def opening(self, ronde: int) -> date:
        """The first working day after the peildatum of a round."""
        dag = self.peildatum(ronde) + timedelta(days=1)
        while not is_werkdag(dag):
            dag += timedelta(days=1)
        return dag

    def vergadering(self, ronde: int) -> date:
        """The day the body meets and closes the round: a Tuesday, some three weeks later."""
        dag = self.peildatum(ronde) + timedelta(days=21)
        return dag + timedelta(days=(1 - dag.weekday()) % 7)
