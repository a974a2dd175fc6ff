"""When the rounds of a plan fall: counted back from the college, around weekends and reces. Pure.

A round ends with a meeting of the body. Where college and raad get a report, that meeting lies so
many days before the college of that month; the other meetings follow the rhythm in between. From
the meeting is counted back until when trekkers bring their measures up to date, and when they are
asked to. Days of a reces do not count: nobody reads or writes then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

from jeugdhulp.kalender import datum_voluit, maanden_eerder

# How far a day is moved to find one that is free. No reces is longer than the summer's six weeks.
_VER = 60
# How far its own day of the week may be.
_DICHTBIJ = timedelta(days=10)


@dataclass(frozen=True)
class Vrij:
    """A reces, or anything else of `van` to `tot_en_met` in which nothing is planned."""

    van: date
    tot_en_met: date
    naam: str = "reces"

    def __contains__(self, dag: date) -> bool:
        return self.van <= dag <= self.tot_en_met


@dataclass(frozen=True)
class Afspraken:
    """How a plan meets: every so many months, and how many days each part of a round takes."""

    ritme_maanden: int
    # Months (1-12) in which college and raad get a report.
    rapportmaanden: Sequence[int] = ()
    dagen_bijwerken: int = 14
    dagen_lezen: int = 7
    dagen_voor_college: int = 21


@dataclass(frozen=True)
class Voorstel:
    """The days of one round, and why it falls then, in words."""

    opent_op: date
    leveren_voor: date
    vergadering_op: date
    waarom: str

    @property
    def peildatum(self) -> date:
        """The day the standen are about: that on which they are asked."""
        return self.opent_op


def feestdagen(jaar: int) -> frozenset[date]:
    """The days on which a Dutch gemeente is closed by law or custom; Bevrijdingsdag each year."""
    pasen = easter(jaar)
    koningsdag = date(jaar, 4, 27)
    if koningsdag.weekday() == 6:
        koningsdag -= timedelta(days=1)
    vast = [(1, 1), (5, 5), (12, 25), (12, 26)]
    # Goede Vrijdag, Pasen, Hemelvaart with the Friday after it, Pinksteren.
    beweeglijk = [-2, 0, 1, 39, 40, 49, 50]
    return frozenset(
        [
            koningsdag,
            *(date(jaar, maand, dag) for maand, dag in vast),
            *(pasen + timedelta(days=dagen) for dagen in beweeglijk),
        ]
    )


def is_werkdag(dag: date, vrij: Iterable[Vrij]) -> bool:
    """Whether people meet on this day: no weekend, no feestdag, no reces."""
    if dag.weekday() >= 5 or dag in feestdagen(dag.year):
        return False
    return not any(dag in tijd for tijd in vrij)


def werkdag_bij(dag: date, vrij: Sequence[Vrij], weekdag: int | None = None) -> date:
    """The working day nearest to `dag`, the earlier one of two; `dag` itself where none is near.

    A body meets on its own day of the week (`weekdag`, 0 is Monday) where that is near enough.
    """
    bij = [
        kandidaat
        for afstand in range(_VER)
        for kandidaat in (dag - timedelta(days=afstand), dag + timedelta(days=afstand))
    ]
    eigen = (rij for rij in bij if rij.weekday() == weekdag and abs(rij - dag) <= _DICHTBIJ)
    return next((rij for rij in (*eigen, *bij) if is_werkdag(rij, vrij)), dag)


def werkdag_tot(dag: date, vrij: Sequence[Vrij]) -> date:
    """The last working day up to `dag`; `dag` itself where none is near."""
    terug = (dag - timedelta(days=afstand) for afstand in range(_VER))
    return next((kandidaat for kandidaat in terug if is_werkdag(kandidaat, vrij)), dag)


def dagen_terug(dag: date, dagen: int, vrij: Sequence[Vrij]) -> date:
    """`dagen` before `dag`, where the days of a reces do not count."""
    while dagen > 0:
        dag -= timedelta(days=1)
        if not any(dag in tijd for tijd in vrij):
            dagen -= 1
    return dag


def stel_voor(
    afspraken: Afspraken,
    vanaf: date,
    tot_en_met: date,
    *,
    vorige: date | None = None,
    college: Iterable[date] = (),
    vrij: Sequence[Vrij] = (),
) -> list[Voorstel]:
    """The rounds that can be opened from `vanaf`, with their meeting up to `tot_en_met`.

    `vorige` is the day of the last meeting that is held or planned; `college` the days on which it
    meets. A month with a report whose college days are not known is counted from its first day.
    """
    ankers = _voor_rapport(afspraken, vanaf, tot_en_met, college, vrij)
    dagen: dict[date, str] = dict(ankers)
    weekdag = next(iter([vorige] if vorige else sorted(ankers)), vanaf).weekday()
    for dag in _in_ritme(afspraken, sorted(ankers), vorige, vanaf, tot_en_met):
        overleg = werkdag_bij(dag, vrij, weekdag)
        dagen.setdefault(overleg, _ritme_in_woorden(afspraken.ritme_maanden))
    gevonden = [_maak(afspraken, dag, waarom, vrij) for dag, waarom in sorted(dagen.items())]
    return [rij for rij in gevonden if vanaf <= rij.opent_op and rij.vergadering_op <= tot_en_met]


def bezwaren(dagen: Iterable[tuple[str, date | None]], vrij: Iterable[Vrij]) -> list[str]:
    """What is wrong with the named days of a round, in sentences."""
    vrij = list(vrij)
    zinnen = []
    for naam, dag in dagen:
        if dag is None:
            continue
        if reces := next((tijd for tijd in vrij if dag in tijd), None):
            zinnen.append(f"{naam} valt in het {reces.naam} ({datum_voluit(dag)}).")
        elif dag.weekday() >= 5:
            zinnen.append(f"{naam} valt in een weekend ({datum_voluit(dag)}).")
        elif dag in feestdagen(dag.year):
            zinnen.append(f"{naam} valt op een feestdag ({datum_voluit(dag)}).")
    return zinnen


_DAG = timedelta(days=1)


def _maak(afspraken: Afspraken, vergadering: date, waarom: str, vrij: Sequence[Vrij]) -> Voorstel:
    leveren = werkdag_tot(dagen_terug(vergadering, afspraken.dagen_lezen, vrij), vrij)
    opent = werkdag_tot(dagen_terug(leveren, afspraken.dagen_bijwerken, vrij), vrij)
    return Voorstel(opent, leveren, vergadering, waarom)


def _voor_rapport(
    afspraken: Afspraken,
    vanaf: date,
    tot_en_met: date,
    college: Iterable[date],
    vrij: Sequence[Vrij],
) -> dict[date, str]:
    """The last day on which the body can meet before the college decides on a report."""
    per_maand: dict[tuple[int, int], date] = {}
    for dag in sorted(college):
        per_maand.setdefault((dag.year, dag.month), dag)
    gevonden = {}
    eind = maanden_eerder(tot_en_met, -3)
    for jaar in range(vanaf.year, eind.year + 1):
        for maand in sorted(afspraken.rapportmaanden):
            bekend = per_maand.get((jaar, maand))
            besluit = bekend or date(jaar, maand, 1)
            dag = werkdag_tot(dagen_terug(besluit, afspraken.dagen_voor_college, vrij), vrij)
            if vanaf <= dag <= tot_en_met:
                gevonden[dag] = (
                    f"voor het college van {datum_voluit(bekend)}"
                    if bekend
                    else f"voor het rapport van {_maand_voluit(besluit)}; de dagen van het college"
                    " zijn niet bekend"
                )
    return gevonden


def _in_ritme(
    afspraken: Afspraken,
    ankers: Sequence[date],
    vorige: date | None,
    vanaf: date,
    tot_en_met: date,
) -> list[date]:
    """The meetings between those: every so many months after the one before, but none so close to
    the next that it would be half a rhythm away. Before the first anchor is counted back from it
    where there was no meeting before."""
    ritme = afspraken.ritme_maanden
    gevonden: list[date] = []
    if vorige is None and ankers:
        stap = 1
        while (dag := maanden_eerder(ankers[0], ritme * stap)) >= vanaf:
            gevonden.append(dag)
            stap += 1
    van = [vorige] if vorige else []
    if not van and not ankers:
        van, gevonden = [vanaf], [vanaf]
    punten = [*van, *ankers]
    for nr, punt in enumerate(punten):
        grens = (
            punten[nr + 1] - timedelta(days=15 * ritme)
            if nr + 1 < len(punten)
            else tot_en_met + _DAG
        )
        stap = 1
        while (dag := maanden_eerder(punt, -ritme * stap)) < grens:
            gevonden.append(dag)
            stap += 1
    return gevonden


def _ritme_in_woorden(maanden: int) -> str:
    return "elke maand" if maanden == 1 else f"om de {maanden} maanden"


def _maand_voluit(dag: date) -> str:
    return datum_voluit(dag).split(" ", 1)[1]
