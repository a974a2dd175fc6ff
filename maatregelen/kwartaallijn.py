"""The planning of a Blad as a line of quarters. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from jeugdhulp.kalender import Kwartaal, Periode, PeriodeSoort, grens_voluit
from maatregelen.choices import MijlpaalSoort, MijlpaalToestand

TOESTANDEN = {
    "gereed": "gereed",
    "te_laat": "te laat",
    "gepland": "gepland",
    "vervallen": "vervallen",
    "was": "zoals vastgesteld",
}


@dataclass(frozen=True)
class Planregel:
    """What the line needs of a Mijlpaal."""

    tekst: str
    soort: str
    periode: Periode
    toestand: str
    gereed_op: date | None = None
    basis_van: date | None = None
    basis_tot: date | None = None
    stappen: Sequence[str] = ()
    twijfel: str = ""
    sleutel: int | None = None


@dataclass(frozen=True)
class Vakregel:
    """A planning line as drawn. `toestand` is a key of TOESTANDEN."""

    tekst: str
    soort: str
    soort_naam: str
    toestand: str
    toestand_naam: str
    wanneer: str
    letterlijk: str = ""
    basis: str = ""
    stappen: Sequence[str] = ()
    twijfel: str = ""
    gereed_op: date | None = None


@dataclass
class Vak:
    """One quarter with its steps; `nu` where the peildatum falls."""

    naam: str
    nu: bool
    regels: list[Vakregel] = field(default_factory=list)


@dataclass(frozen=True)
class Lijn:
    """The quarters from the first step to the last, and what has no date.

    `peildatum_valt` is "voor" or "na" when the peildatum lies too far off to be on the line.
    """

    kwartalen: list[Vak]
    zonder_datum: list[Vakregel]
    peildatum_valt: str = ""

    @property
    def voorkomend(self) -> set[str]:
        """What the key must explain: the toestanden in the quarters, and `verschoven`."""
        regels = [regel for vak in self.kwartalen for regel in vak.regels]
        verschoven = {"verschoven"} if any(regel.basis for regel in regels) else set()
        return {regel.toestand for regel in regels} | verschoven


def toestand_op(regel: Planregel, peildatum: date) -> str:
    """`gereed`, `vervallen`, `te_laat` (its period is over and it is not done) or `gepland`.

    What was done after the peildatum was not done yet on that day.
    """
    if regel.toestand == MijlpaalToestand.VERVALLEN:
        return "vervallen"
    klaar = regel.toestand == MijlpaalToestand.GEREED
    if klaar and (regel.gereed_op is None or regel.gereed_op <= peildatum):
        return "gereed"
    return "te_laat" if regel.periode.is_voorbij(peildatum) else "gepland"


def is_verschoven(regel: Planregel) -> bool:
    """Whether its days differ from those of the baseline; False where there is no baseline."""
    basis = (regel.basis_van, regel.basis_tot)
    return basis != (None, None) and basis != (regel.periode.van, regel.periode.tot_en_met)


def tussen(was: date | None, wordt: date | None) -> str:
    """How far a day moved, in quarters, or in days within one: "2 kwartalen later"; "" where one of
    the two is not known."""
    if was is None or wordt is None:
        return ""
    if was == wordt:
        return "eind gelijk"
    welke = "later" if wordt > was else "eerder"
    kwartalen = abs(_volgnummer(wordt) - _volgnummer(was))
    if kwartalen:
        return f"{kwartalen} {'kwartaal' if kwartalen == 1 else 'kwartalen'} {welke}"
    dagen = abs((wordt - was).days)
    return f"{dagen} {'dag' if dagen == 1 else 'dagen'} {welke}"


def _volgnummer(dag: date) -> int:
    jaar, nummer = Kwartaal.van_dag(dag)
    return jaar * 4 + nummer


def maak_lijn(regels: Iterable[Planregel], peildatum: date) -> Lijn:
    """Quarters with their lines, in time; a line stands in the quarter of its first day.

    A shifted line leaves a ghost where it was in the baseline. What recurs without a first day,
    or has no days at all, stands apart. A peildatum one quarter off lengthens the line.
    """
    vakken: dict[Kwartaal, list[Vakregel]] = {}
    zonder_datum = []
    for regel in regels:
        dag = regel.periode.van or regel.periode.tot_en_met
        getekend = teken(regel, peildatum)
        if dag is None:
            zonder_datum.append(getekend)
            continue
        vakken.setdefault(Kwartaal.van_dag(dag), []).append(getekend)
        basis_dag = regel.basis_van or regel.basis_tot
        if (
            is_verschoven(regel)
            and basis_dag
            and Kwartaal.van_dag(basis_dag) != Kwartaal.van_dag(dag)
        ):
            vakken.setdefault(Kwartaal.van_dag(basis_dag), []).append(_spook(getekend))
    if not vakken:
        return Lijn([], zonder_datum)
    nu = Kwartaal.van_dag(peildatum)
    eerste, laatste = min(vakken), max(vakken)
    if nu.volgende == eerste:
        eerste = nu
    if nu == laatste.volgende:
        laatste = nu
    rij = [
        Vak(str(kwartaal), kwartaal == nu, vakken.get(kwartaal, []))
        for kwartaal in eerste.tot_en_met(laatste)
    ]
    return Lijn(rij, zonder_datum, "voor" if nu < eerste else "na" if nu > laatste else "")


def teken(regel: Planregel, peildatum: date) -> Vakregel:
    """One planning line in words, for screen, list and report."""
    toestand = toestand_op(regel, peildatum)
    return Vakregel(
        tekst=regel.tekst,
        soort=regel.soort,
        soort_naam=MijlpaalSoort(regel.soort).label,
        toestand=toestand,
        toestand_naam=_toestand_naam(regel, toestand),
        wanneer=regel.periode.voluit(),
        letterlijk=regel.periode.letterlijk,
        basis=grens_voluit(regel.basis_van, regel.basis_tot) if is_verschoven(regel) else "",
        stappen=regel.stappen,
        twijfel=regel.twijfel,
        gereed_op=regel.gereed_op if toestand == "gereed" else None,
    )


def _toestand_naam(regel: Planregel, toestand: str) -> str:
    if toestand != "gepland":
        return TOESTANDEN[toestand]
    if regel.periode.soort == PeriodeSoort.HERHALEND:
        return "terugkerend"
    zonder_dag = regel.periode.van is None and regel.periode.tot_en_met is None
    return "zonder datum" if zonder_dag else "gepland"


def _spook(getekend: Vakregel) -> Vakregel:
    return Vakregel(
        tekst=getekend.tekst,
        soort=getekend.soort,
        soort_naam=getekend.soort_naam,
        toestand="was",
        toestand_naam=TOESTANDEN["was"],
        wanneer=getekend.basis,
    )
