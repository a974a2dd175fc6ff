"""Why something is on the agenda of the body of a plan, and in which order. Pure.

The order can be argued about, so it stands in one place (`Reden`) and every item says its own:
first what asks a decision, then what moved the wrong way, then where a person and the rules differ,
then what nobody spoke of; after that what is about to go wrong, and last what was agreed before.
What has none of these reasons is a hamerstuk. An item stands at the first of its reasons. Among
those with the same first reason the one with most kinds of reasons comes first, because there is
most to talk about; with as many, the one whose next reason is the heavier; and then the order of
the plan holds. How many sentences a kind has does not count: five steps that moved are one reason.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jeugdhulp.opmaak import opsomming
from jeugdhulp.stoplicht import Licht
from maatregelen.choices import Behandeling
from maatregelen.stoplicht import BETEKENIS, SLECHTER, richting


class Reden(StrEnum):
    """Why something is on the agenda, in the order of the agenda."""

    ROOD = "rood"
    SLECHTER = "slechter"
    BETER_DAN_BEREKEND = "beter dan berekend"
    NIET_BIJGEWERKT = "niet bijgewerkt"
    BESLUITMOMENT = "besluitmoment"
    VERSCHOVEN = "verschoven"
    DEKKING = "dekking"
    RISICO = "risico"
    ACTIEPUNT = "actiepunt"
    BESLUIT = "besluit"


VOLGORDE = tuple(Reden)
# Beside those, on an item that is off the agenda: somebody took it off, or nothing asks for it any
# more.
AFGEHAALD = "van de agenda"
NIET_MEER = "niet meer nodig"
# What its first reason says of the place of an item.
PLAATS = {
    Reden.ROOD: "rood: vraagt een besluit",
    Reden.SLECHTER: "slechter dan in de vorige ronde",
    Reden.BETER_DAN_BEREKEND: "een licht wijkt gunstig af van de regels",
    Reden.NIET_BIJGEWERKT: "niet bijgewerkt",
    Reden.BESLUITMOMENT: "een besluit is nodig of had er moeten zijn",
    Reden.VERSCHOVEN: "de planning is verschoven",
    Reden.DEKKING: "de dekking ontbreekt",
    Reden.RISICO: "een risico is nieuw of veranderd",
    Reden.ACTIEPUNT: "een actiepunt is te laat",
    Reden.BESLUIT: "een eerder besluit loopt nog",
}
# The same in a word or two, where the sentence has no room.
KORT = {
    Reden.ROOD: "rood",
    Reden.SLECHTER: "slechter geworden",
    Reden.BETER_DAN_BEREKEND: "wijkt af van de regels",
    Reden.NIET_BIJGEWERKT: "niet bijgewerkt",
    Reden.BESLUITMOMENT: "besluit nodig",
    Reden.VERSCHOVEN: "verschoven",
    Reden.DEKKING: "dekking ontbreekt",
    Reden.RISICO: "risico",
    Reden.ACTIEPUNT: "actiepunt te laat",
    Reden.BESLUIT: "besluit loopt",
}
# First reason, whether it is the whole plan, how many kinds (negative), and which.
Rang = tuple[int, bool, int, tuple[int, ...]]


@dataclass(frozen=True)
class Agendafeiten:
    """What is known of one measure; `sleutel` None is the plan as a whole, which comes after what
    measures have at the same reason.

    `licht` is shown now and `toen` in the last closed round ("" where there is none). The others
    are sentences, one for each thing of that kind.
    """

    sleutel: int | None
    volgorde: int = 0
    licht: str = ""
    toen: str = ""
    # The names of its lights that are red, as a sentence has them.
    rood: Sequence[str] = ()
    beter: Sequence[str] = ()
    niet_bijgewerkt: str = ""
    besluitmomenten: Sequence[str] = ()
    verschoven: Sequence[str] = ()
    zonder_dekking: Sequence[str] = ()
    risicos: Sequence[str] = ()
    acties: Sequence[str] = ()
    besluiten: Sequence[str] = ()


@dataclass(frozen=True)
class Grond:
    """One reason in words."""

    soort: Reden
    tekst: str


@dataclass(frozen=True)
class Voorstel:
    """An item as the rules propose it, at its place in the list they give."""

    sleutel: int | None
    redenen: tuple[Grond, ...]

    @property
    def behandeling(self) -> Behandeling:
        return behandeling_uit(self.soorten)

    @property
    def soorten(self) -> list[str]:
        return [grond.soort for grond in self.redenen]


def stel_op(feiten: Iterable[Agendafeiten]) -> list[Voorstel]:
    """The agenda that follows from the facts, whatever their order. The plan as a whole is on it
    only with a reason."""
    voorstellen = [
        Voorstel(feit.sleutel, tuple(_redenen(feit))) for feit in sorted(feiten, key=_plek)
    ]
    return [
        rij
        for rij in sorted(
            voorstellen, key=lambda rij: rang(rij.soorten, heel_plan=rij.sleutel is None)
        )
        if rij.redenen or rij.sleutel is not None
    ]


def behandeling_uit(soorten: Sequence[str]) -> Behandeling:
    """What the rules make of an item with these reasons."""
    redenen = any(soort in VOLGORDE for soort in soorten)
    return Behandeling.BESPREKEN if redenen else Behandeling.HAMERSTUK


def rang(soorten: Sequence[str], *, heel_plan: bool = False) -> Rang:
    """Where an item with these reasons comes, to sort by; what has the same keeps the order of the
    plan. `heel_plan` is the item of no one measure, behind those with its first reason."""
    plekken = sorted({VOLGORDE.index(Reden(soort)) for soort in soorten if soort in VOLGORDE})
    eerste = plekken[0] if plekken else len(VOLGORDE)
    return eerste, heel_plan, -len(plekken), tuple(plekken)


def _plek(feit: Agendafeiten) -> tuple[bool, int, int]:
    return feit.sleutel is None, feit.volgorde, feit.sleutel or 0


def _redenen(feit: Agendafeiten) -> Iterator[Grond]:
    """In the order of `Reden`; within a kind by its words, so that the order of facts is of no
    matter."""
    yield from (Grond(Reden.ROOD, zin) for zin in _rood(feit))
    yield from (Grond(Reden.SLECHTER, zin) for zin in _slechter(feit))
    gegeven = {
        Reden.BETER_DAN_BEREKEND: feit.beter,
        Reden.NIET_BIJGEWERKT: [feit.niet_bijgewerkt] if feit.niet_bijgewerkt else [],
        Reden.BESLUITMOMENT: feit.besluitmomenten,
        Reden.VERSCHOVEN: feit.verschoven,
        Reden.DEKKING: feit.zonder_dekking,
        Reden.RISICO: feit.risicos,
        Reden.ACTIEPUNT: feit.acties,
        Reden.BESLUIT: feit.besluiten,
    }
    for soort, zinnen in gegeven.items():
        yield from (Grond(soort, zin) for zin in sorted(set(zinnen)))


def _rood(feit: Agendafeiten) -> Iterator[str]:
    if feit.licht == Licht.ROOD:
        door = f", door {opsomming(list(feit.rood))}" if feit.rood else ""
        yield f"Het licht is rood{door}."


def _slechter(feit: Agendafeiten) -> Iterator[str]:
    if richting(feit.toen, feit.licht) == SLECHTER:
        van, naar = (BETEKENIS[licht][0] for licht in (feit.toen, feit.licht))
        yield f"Het licht ging van {van} naar {naar}."
