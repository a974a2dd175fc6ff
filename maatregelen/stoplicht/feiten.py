"""What the light of a measure is computed from, and what comes out. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jeugdhulp.kalender import Periode
from jeugdhulp.stoplicht import ERNST, OVERSCHRIJDING_PROCENT, Licht, slechtste
from maatregelen.choices import Fase, Richting
from maatregelen.geld import Bestedingsregel, Dekkingsregel, Geldregel
from maatregelen.kwartaallijn import Planregel

# The order of attention; grijs last, it judges nothing.
_VOLGORDE = (*ERNST, Licht.GRIJS)


@dataclass(frozen=True)
class Drempels:
    """From where oranje becomes rood; a plan may choose its own."""

    # How many quarters the end may move before it asks a decision.
    schuif_kwartalen: int = 2
    # How many percent the expected spending may be above the investering.
    overschrijding_procent: int = OVERSCHRIJDING_PROCENT


@dataclass(frozen=True)
class Besluitregel:
    """A decision or advice that the measure needs. `stap` is the key of its planning line, and
    `wacht_niet` are the lines that carry it out and are planned before it."""

    orgaan: str
    onderwerp: str
    periode: Periode
    genomen_op: date | None = None
    is_advies: bool = False
    stap: int | None = None
    wacht_niet: Sequence[str] = ()


@dataclass(frozen=True)
class Geldfeiten:
    """The money of a measure. `elders` names where money counts that its sheet only mentions;
    `dekking_hoger` is whether its thema or plan has dekking that was not rejected.

    `begroting_besloten` says per year whether its begroting was decided, where that is known.
    """

    investeringen: Sequence[Geldregel] = ()
    dekkingen: Sequence[Dekkingsregel] = ()
    bestedingen: Sequence[Bestedingsregel] = ()
    elders: Sequence[str] = ()
    dekking_hoger: bool = False
    begroting_besloten: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Resultaatregel:
    """A result that was agreed: how far it is, on which day, and from when it must be there."""

    tekst: str
    toestand: str
    toestand_op: date | None = None
    effect_vanaf: date | None = None


@dataclass(frozen=True)
class Meting:
    """One value of an indicator. Without a value `waarom` says why, as "te klein aantal"."""

    dag: date
    waarde: Decimal | None
    waarom: str = ""


@dataclass(frozen=True)
class Reeks:
    """An indicator with what was measured. A fictief value must not be handed in."""

    naam: str
    richting: str = Richting.TOENAME
    nulmeting: Decimal | None = None
    norm: Decimal | None = None
    effect_vanaf: date | None = None
    metingen: Sequence[Meting] = ()


@dataclass(frozen=True)
class Feiten:
    """All that the light of one measure follows from. The order of what it holds is of no matter.

    `planning` has each line once, without what another blad has too.
    """

    fase: str = Fase.IN_UITVOERING
    opnieuw_bekijken_op: date | None = None
    planning: Sequence[Planregel] = ()
    besluiten: Sequence[Besluitregel] = ()
    geld: Geldfeiten = Geldfeiten()
    resultaten: Sequence[Resultaatregel] = ()
    reeksen: Sequence[Reeks] = ()


@dataclass(frozen=True)
class Feit:
    """One thing that was looked at, in words, and the light that it asks for."""

    licht: Licht
    tekst: str


@dataclass(frozen=True)
class Oordeel:
    """The light of one aspect and the facts behind it: first what decides it."""

    licht: Licht
    feiten: tuple[Feit, ...]

    @property
    def waarom(self) -> tuple[Feit, ...]:
        """The facts that made it this colour."""
        return tuple(feit for feit in self.feiten if feit.licht == self.licht)


def citaat(tekst: str) -> str:
    """What the plan says, on one line. Whole: a name that was typed by mistake must be found here
    too when it is shielded, and half a name would not be."""
    return " ".join(tekst.split())


def noem(wat: str, tekst: str) -> str:
    """A fact with the words of the plan at its end: `wat: “tekst”.`, and no full stop twice."""
    kort = citaat(tekst)
    return f"{wat}: “{kort}”{'' if kort.endswith(('.', '!', '?', '…')) else '.'}"


def oordeel(feiten: Iterable[Feit]) -> Oordeel:
    """The worst that any fact asks for; what is grijs decides only when nothing else does."""
    gevonden = sorted(set(feiten), key=lambda feit: (_VOLGORDE.index(feit.licht), feit.tekst))
    return Oordeel(slechtste(feit.licht for feit in gevonden), tuple(gevonden))
