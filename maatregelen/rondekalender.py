"""When the rounds of a plan fall: counted back from the college, around weekends and reces. Pure.

A round ends with a meeting of the body. Where college and raad get a report, that meeting lies so
many days before the college of that month; the other meetings follow the rhythm in between. From
the meeting is counted back until when trekkers bring their measures up to date, and when they are
asked to. Days of a reces do not count: nobody reads or writes then. Each day that is proposed says
what it was counted from, and what it made way for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dateutil.easter import easter

from jeugdhulp.kalender import datum_voluit, maanden_eerder
from jeugdhulp.opmaak import opsomming

# How far a day is moved to find one that is free. No reces is longer than the summer's six weeks.
_VER = 60
# How far its own day of the week may be.
_DICHTBIJ = timedelta(days=10)
# How long a month has only just passed.
_NET_VOORBIJ = timedelta(days=7)


@dataclass(frozen=True)
class Vrij:
    """A reces, or anything else of `van` to `tot_en_met` in which nothing is planned."""

    van: date
    tot_en_met: date
    naam: str = "reces"

    @property
    def voluit(self) -> str:
        """As it stands in a sentence: "het zomerreces", "de meivakantie", "de vrije dagen
        (carnaval)"."""
        if self.naam.endswith("reces"):
            return f"het {self.naam}"
        if self.naam.endswith("vakantie"):
            return f"de {self.naam}"
        return f"de vrije dagen ({self.naam})"

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
    """The days of one round, and why it falls then, in words.

    `redenen`: per day (by the name of its field) what it was counted from and what it made way
    for. `voor`: the day of the college (or the first of its month) that it is counted back from.
    """

    opent_op: date
    leveren_voor: date
    vergadering_op: date
    waarom: str
    redenen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    voor: date | None = None

    @property
    def peildatum(self) -> date:
        """The day the standen are about."""
        return peildatum_bij(self.opent_op)


def peildatum_bij(opent_op: date) -> date:
    """The day a round is about that opens then: the end of the month that has only just passed, for
    who looks back on whole months; else that day itself."""
    eind = opent_op.replace(day=1) - timedelta(days=1)
    return eind if opent_op - eind <= _NET_VOORBIJ else opent_op


def feestdagen(jaar: int) -> Mapping[date, str]:
    """The days on which a Dutch gemeente is closed by law or custom, with what they are called;
    Bevrijdingsdag each year."""
    pasen = easter(jaar)
    koningsdag = date(jaar, 4, 27)
    if koningsdag.weekday() == 6:
        koningsdag -= timedelta(days=1)
    beweeglijk = {
        -2: "Goede Vrijdag",
        0: "eerste paasdag",
        1: "tweede paasdag",
        39: "Hemelvaartsdag",
        40: "de vrijdag na Hemelvaartsdag",
        49: "eerste pinksterdag",
        50: "tweede pinksterdag",
    }
    return {
        koningsdag: "Koningsdag",
        date(jaar, 1, 1): "nieuwjaarsdag",
        date(jaar, 5, 5): "Bevrijdingsdag",
        date(jaar, 12, 25): "eerste kerstdag",
        date(jaar, 12, 26): "tweede kerstdag",
    } | {pasen + timedelta(days=dagen): naam for dagen, naam in beweeglijk.items()}


def belemmering(dag: date, vrij: Iterable[Vrij]) -> str:
    """Why people do not meet on this day: "het zomerreces", "het weekend", "Koningsdag"; "" on a
    working day."""
    if reces := next((tijd for tijd in vrij if dag in tijd), None):
        return reces.voluit
    if dag.weekday() >= 5:
        return "het weekend"
    return feestdagen(dag.year).get(dag, "")


def is_werkdag(dag: date, vrij: Iterable[Vrij]) -> bool:
    """Whether people meet on this day: no weekend, no feestdag, no reces."""
    return not belemmering(dag, vrij)


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
    overleggen = _voor_rapport(afspraken, vanaf, tot_en_met, college, vrij)
    ankers = sorted(overleggen)
    weekdag = next(iter([vorige] if vorige else ankers), vanaf).weekday()
    for dag, vanuit in _in_ritme(afspraken, ankers, vorige, vanaf, tot_en_met):
        overleg = werkdag_bij(dag, vrij, weekdag)
        redenen = (vanuit, *_verschoven(dag, overleg, vrij, weekdag))
        waarom = _ritme_in_woorden(afspraken.ritme_maanden)
        overleggen.setdefault(overleg, _Overleg(waarom, redenen))
    gevonden = [_maak(afspraken, dag, overleggen[dag], vrij) for dag in sorted(overleggen)]
    return _een_tegelijk(
        [rij for rij in gevonden if vanaf <= rij.opent_op and rij.vergadering_op <= tot_en_met]
    )


def bezwaren(dagen: Iterable[tuple[str, date | None]], vrij: Iterable[Vrij]) -> list[str]:
    """What is wrong with the named days of a round, in sentences."""
    vrij = list(vrij)
    zinnen = []
    for naam, dag in dagen:
        if dag is not None and (waarin := belemmering(dag, vrij)):
            woord = "op" if waarin == feestdagen(dag.year).get(dag) else "in"
            zinnen.append(f"{naam} valt {woord} {waarin} ({datum_voluit(dag)}).")
    return zinnen


def geen_werkdag(dag: date) -> str:
    """What day this is, as a sentence, where it is a weekend or a feestdag; else ""."""
    if feest := feestdagen(dag.year).get(dag):
        return f"{datum_voluit(dag)} is {feest}."
    if dag.weekday() >= 5:
        return f"{datum_voluit(dag)} is een {_WEEKDAGEN[dag.weekday()]}."
    return ""


_DAG = timedelta(days=1)
_WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


@dataclass(frozen=True)
class _Overleg:
    waarom: str
    redenen: tuple[str, ...]
    voor: date | None = None


def _maak(afspraken: Afspraken, dag: date, overleg: _Overleg, vrij: Sequence[Vrij]) -> Voorstel:
    lezen, bijwerken = afspraken.dagen_lezen, afspraken.dagen_bijwerken
    leveren, waarom_leveren = _terug_van(dag, lezen, "het overleg", vrij)
    opent, waarom_opent = _terug_van(leveren, bijwerken, "de laatste dag om bij te werken", vrij)
    redenen = {
        "opent_op": waarom_opent,
        "leveren_voor": waarom_leveren,
        "vergadering_op": overleg.redenen,
    }
    return Voorstel(opent, leveren, dag, overleg.waarom, redenen, overleg.voor)


def _een_tegelijk(rijen: Iterable[Voorstel]) -> list[Voorstel]:
    """Those that do not run into each other: what a report needs stays; of two for a report the
    earlier serves both."""
    gehouden: list[Voorstel] = []
    for rij in sorted(rijen, key=lambda rij: (rij.voor is None, rij.vergadering_op)):
        botst = [
            ander
            for ander in gehouden
            if rij.opent_op < ander.vergadering_op and ander.opent_op < rij.vergadering_op
        ]
        if not botst:
            gehouden.append(rij)
        elif rij.voor is not None:
            nr = gehouden.index(botst[-1])
            gehouden[nr] = replace(botst[-1], waarom=f"{botst[-1].waarom}, en {rij.waarom}")
    return sorted(gehouden, key=lambda rij: rij.vergadering_op)


def _terug_van(
    dag: date, dagen: int, wat: str, vrij: Sequence[Vrij]
) -> tuple[date, tuple[str, ...]]:
    """The last working day that lies so many days before `dag`, and how it was found."""
    geteld = dagen_terug(dag, dagen, vrij)
    gevonden = werkdag_tot(geteld, vrij)
    woord = "dag" if dagen == 1 else "dagen"
    redenen = [f"{dagen} {woord} voor {wat}" if dagen else f"op {wat}"]
    overgeslagen = [tijd for tijd in vrij if tijd.van < dag and tijd.tot_en_met >= geteld]
    if over := [tijd for tijd in overgeslagen if geteld not in tijd]:
        namen = opsomming([tijd.voluit for tijd in sorted(over, key=lambda tijd: tijd.van)])
        redenen.append(f"{namen} niet meegeteld")
    return gevonden, (*redenen, *_verschoven(geteld, gevonden, vrij))


def _verschoven(
    dag: date, gevonden: date, vrij: Sequence[Vrij], weekdag: int | None = None
) -> list[str]:
    """How far `gevonden` lies from the day that was counted, and what for; [] on the day itself."""
    if gevonden == dag:
        return []
    stap = _DAG if gevonden > dag else -_DAG
    hoeveel = abs((gevonden - dag).days)
    tussen = [dag + stap * nr for nr in range(hoeveel)]
    if weekdag is not None and gevonden.weekday() == weekdag:
        # It went to its own day of the week; only such a day could be in the way.
        tussen = [rij for rij in tussen if rij.weekday() == weekdag]
    redenen = list(dict.fromkeys(waarin for rij in tussen if (waarin := belemmering(rij, vrij))))
    afstand = f"{hoeveel} {'dag' if hoeveel == 1 else 'dagen'}"
    richting = "later" if gevonden > dag else "eerder"
    if redenen:
        return [f"{afstand} {richting} vanwege {opsomming(redenen)}"]
    return [f"{afstand} {richting}, op {_WEEKDAGEN[gevonden.weekday()]} zoals steeds"]


def _voor_rapport(
    afspraken: Afspraken,
    vanaf: date,
    tot_en_met: date,
    college: Iterable[date],
    vrij: Sequence[Vrij],
) -> dict[date, _Overleg]:
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
            wat = (
                f"het college van {datum_voluit(bekend)}"
                if bekend
                else f"1 {_maand_voluit(besluit)}"
            )
            dag, redenen = _terug_van(besluit, afspraken.dagen_voor_college, wat, vrij)
            if vanaf <= dag <= tot_en_met:
                waarom = (
                    f"voor het college van {datum_voluit(bekend)}"
                    if bekend
                    else f"voor het rapport van {_maand_voluit(besluit)}; de dagen van het college"
                    " zijn niet bekend"
                )
                gevonden[dag] = _Overleg(waarom, redenen, besluit)
    return gevonden


def _in_ritme(
    afspraken: Afspraken,
    ankers: Sequence[date],
    vorige: date | None,
    vanaf: date,
    tot_en_met: date,
) -> list[tuple[date, str]]:
    """The meetings between those, each with what it was counted from: every so many months after
    the one before, but none so close to the next that it would be half a rhythm away. Before the
    first anchor is counted back from it where there was no meeting before."""
    ritme = afspraken.ritme_maanden
    gevonden: list[tuple[date, str]] = []
    if vorige is None and ankers:
        stap = 1
        while (dag := maanden_eerder(ankers[0], ritme * stap)) >= vanaf:
            gevonden.append(
                (dag, f"{_maanden(ritme * stap)} voor het overleg van {datum_voluit(ankers[0])}")
            )
            stap += 1
    van = [vorige] if vorige else []
    if not van and not ankers:
        van, gevonden = [vanaf], [(vanaf, "zo snel als kan")]
    punten = [*van, *ankers]
    for nr, punt in enumerate(punten):
        grens = (
            punten[nr + 1] - timedelta(days=15 * ritme)
            if nr + 1 < len(punten)
            else tot_en_met + _DAG
        )
        stap = 1
        while (dag := maanden_eerder(punt, -ritme * stap)) < grens:
            gevonden.append(
                (dag, f"{_maanden(ritme * stap)} na het overleg van {datum_voluit(punt)}")
            )
            stap += 1
    return gevonden


def _maanden(aantal: int) -> str:
    return "1 maand" if aantal == 1 else f"{aantal} maanden"


def _ritme_in_woorden(maanden: int) -> str:
    return "elke maand" if maanden == 1 else f"om de {maanden} maanden"


def _maand_voluit(dag: date) -> str:
    return datum_voluit(dag).split(" ", 1)[1]
