"""What who decides has to know of a plan on one sheet of paper."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import shorten
from typing import Generic, TypeVar

from jeugdhulp.kalender import maanden_eerder
from jeugdhulp.stoplicht import Licht
from maatregelen.choices import DekkingStatus, Fase
from maatregelen.domain.dashboard import sinds
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.domain.dashboard.besluiten import Moment, besluiten
from maatregelen.domain.dashboard.sinds import Sinds, Verandering
from maatregelen.domain.dashboard.verloop import laatste_rondes
from maatregelen.domain.overzicht import Rij, eerst_wat_aandacht_vraagt
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.geld import Cijfers, Saldo, Som, cijfers
from maatregelen.models import Maatregel, Plan
from maatregelen.querysets import MaatregelQuerySet
from maatregelen.stoplicht import BETER, SLECHTER

# How far ahead a decision is asked.
MAANDEN = 4
# Lines of print that a list may take, and how many characters go on one.
RUIMTE_AANDACHT = 21
RUIMTE_BESLUITEN = 14
RUIMTE_SINDS = 3
_TEKENS = 105
LANGSTE_CITAAT = 160
_AANDACHT = (Licht.ROOD, Licht.ORANJE)
_VOOR_BEGIN = (Fase.GEPLAND, Fase.IN_VOORBEREIDING)
_BEZIG = (Fase.IN_UITVOERING, Fase.DOORLOPEND)
R = TypeVar("R")


@dataclass(frozen=True)
class Lijst(Generic[R]):
    """What fits, and how many do not."""

    rijen: Sequence[R]
    meer: int = 0


@dataclass(frozen=True)
class Aandacht:
    """A measure that somebody gave rood or oranje, and why. `regels` is the total that the rules
    make of it where that is worse, else ""."""

    kaart: Kaart
    waarom: str
    regels: str = ""


@dataclass(frozen=True)
class Vraag:
    """A decision that is asked: one that has to be taken, or what a measure that is rood asks."""

    wat: str
    kaart: Kaart | None = None
    moment: Moment | None = None
    te_laat: bool = False


@dataclass(frozen=True)
class Geldzin:
    """New money of the whole plan in one year. `zonder_jaar` is what counts in no year."""

    jaar: int
    investering: Som
    besloten: Som
    onzeker: Som
    saldo: Saldo
    zonder_jaar: Som | None = None
    is_leeg: bool = False


@dataclass(frozen=True)
class Verschil:
    """Since the last closed round: what went worse and better, began, ended and came."""

    sinds: Sinds
    slechter: Lijst[Verandering]
    beter: Lijst[Verandering]
    begonnen: Lijst[Rij]
    beeindigd: Lijst[Rij]
    nieuw: Lijst[Rij]


@dataclass(frozen=True)
class Kort:
    """The sheet. `verschil` is None before any closed round."""

    aandacht: Lijst[Aandacht]
    # Given neither rood nor oranje, where the rules come to one of these.
    toch: Sequence[Kaart]
    besluiten: Lijst[Vraag]
    geld: Geldzin
    verschil: Verschil | None


def lees(beeld: Beeld, plan: Plan, zichtbaar: MaatregelQuerySet[Maatregel]) -> Kort:
    """`plan` is that of today; for who reads the whole plan. A fixed number of queries whatever the
    size."""
    return Kort(
        aandacht=aandacht(beeld),
        toch=[
            kaart
            for kaart in beeld.kaarten
            if "totaal" in kaart.beter and kaart.rij.lichten.totaal not in _AANDACHT
        ],
        besluiten=gevraagd(beeld),
        geld=geldzin(beeld),
        verschil=_verschil(beeld, plan, zichtbaar),
    )


def aandacht(beeld: Beeld) -> Lijst[Aandacht]:
    """What is rood or oranje by the light that a person gave, the worst first. No query."""
    per_maatregel = {kaart.rij.maatregel.pk: kaart for kaart in beeld.kaarten}
    rijen = eerst_wat_aandacht_vraagt(
        kaart.rij for kaart in beeld.kaarten if kaart.rij.lichten.totaal in _AANDACHT
    )
    gevonden = []
    for rij in rijen:
        kaart = per_maatregel[rij.maatregel.pk]
        waarom = _citaat((rij.stand.oorzaak if rij.stand else "") or rij.reden)
        regels = kaart.berekend.totaal.value if "totaal" in kaart.beter else ""
        gevonden.append(Aandacht(kaart, waarom, regels))
    return _pas(
        gevonden,
        RUIMTE_AANDACHT,
        lambda deel: _regels(deel.kaart.rij.maatregel.titel) + _regels(deel.waarom),
    )


def gevraagd(beeld: Beeld) -> Lijst[Vraag]:
    """Decisions that should have been there, what is rood with what would mend it, and decisions of
    the next MAANDEN months. Two queries, besides that for the rounds."""
    gelezen = besluiten(beeld)
    tot = maanden_eerder(beeld.peildatum, -MAANDEN)
    voorbij = [_vraag(moment, te_laat=True) for moment in gelezen.voorbij if not moment.is_advies]
    komend = [
        _vraag(moment) for moment in gelezen.komend if not moment.is_advies and _voor(moment, tot)
    ]
    rood = [
        Vraag(_citaat(kaart.rij.stand.bijsturing), kaart)
        for kaart in beeld.kaarten
        if kaart.rij.stand and kaart.rij.lichten.totaal == Licht.ROOD
    ]
    return _pas(
        [*voorbij, *rood, *komend],
        RUIMTE_BESLUITEN,
        lambda vraag: _regels(f"{_titel(vraag.kaart)} {vraag.wat} {' ' * 40}"),
    )


def geldzin(beeld: Beeld) -> Geldzin:
    """The year of the peildatum. No query."""
    geld = beeld.geld
    nu = cijfers(geld.investeringen, geld.dekkingen, beeld.peildatum.year)
    zonder = cijfers(geld.investeringen, geld.dekkingen, None)
    besloten = nu.per_status[DekkingStatus.BESLOTEN]
    return Geldzin(
        jaar=beeld.peildatum.year,
        investering=nu.investering,
        besloten=besloten,
        onzeker=_onzeker(nu),
        saldo=nu.saldo,
        zonder_jaar=None if zonder.investering.is_leeg else zonder.investering,
        is_leeg=nu.investering.is_leeg and nu.dekking.is_leeg,
    )


def _onzeker(nu: Cijfers) -> Som:
    """Dekking that is neither decided nor rejected."""
    vast = (DekkingStatus.BESLOTEN, DekkingStatus.AFGEWEZEN)
    return sum((som for status, som in nu.per_status.items() if status not in vast), Som())


def _verschil(beeld: Beeld, plan: Plan, zichtbaar: MaatregelQuerySet[Maatregel]) -> Verschil | None:
    vanaf = sinds.kies(None, laatste_rondes(beeld))
    if vanaf is None:
        return None
    try:
        gelezen = sinds.lees(beeld, plan, zichtbaar, vanaf)
    except NogNietBekendError:
        return None
    lichten = [rij for rij in gelezen.veranderd if not rij.beeindigd]
    begonnen = [
        rij.rij
        for rij in gelezen.veranderd
        if rij.fase and rij.fase[0] in _VOOR_BEGIN and rij.fase[1] in _BEZIG
    ]
    return Verschil(
        sinds=gelezen,
        slechter=_stappen(rij for rij in lichten if rij.richting == SLECHTER),
        beter=_stappen(rij for rij in lichten if rij.richting == BETER),
        begonnen=_namen(begonnen),
        beeindigd=_namen(rij.rij for rij in gelezen.beeindigd),
        nieuw=_namen(gelezen.nieuw),
    )


def _stappen(deel: Iterable[Verandering]) -> Lijst[Verandering]:
    return _pas(list(deel), RUIMTE_SINDS * _TEKENS, lambda rij: _breed(rij.rij))


def _namen(deel: Iterable[Rij]) -> Lijst[Rij]:
    """Names of measures stand one behind the other."""
    return _pas(list(deel), RUIMTE_SINDS * _TEKENS, _breed)


def _breed(rij: Rij) -> int:
    """About the characters of its name, with a light or two behind it."""
    return len(rij.maatregel.titel) + 30


def _vraag(moment: Moment, *, te_laat: bool = False) -> Vraag:
    return Vraag(_citaat(moment.onderwerp), moment.kaart, moment, te_laat)


def _citaat(tekst: str) -> str:
    """What is long is cut off at a word: the whole text stands one press further."""
    return shorten(tekst, LANGSTE_CITAAT, placeholder=" …")


def _voor(moment: Moment, tot: date) -> bool:
    begin = moment.periode.van or moment.periode.tot_en_met
    return begin is not None and begin <= tot


def _titel(kaart: Kaart | None) -> str:
    return kaart.rij.maatregel.titel if kaart else ""


def _regels(tekst: str) -> Decimal:
    """About how many lines of print a text takes, with the white around it."""
    return Decimal(-(-max(len(tekst), 1) // _TEKENS)) + Decimal("0.1")


def _pas(rijen: Sequence[R], ruimte: int, maat: Callable[[R], Decimal | int]) -> Lijst[R]:
    """As many of the first rows as `ruimte` has place for; one at least."""
    gebruikt = Decimal(0)
    past = 0
    for rij in rijen:
        gebruikt += maat(rij)
        if past and gebruikt > ruimte:
            break
        past += 1
    return Lijst(rijen[:past], len(rijen) - past)
