"""The lists of besluiten and actiepunten of a plan: the rows, what was asked for, as a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from jeugdhulp.opmaak import datum, opsomming
from maatregelen.choices import ActiepuntToestand, BesluitToestand
from maatregelen.domain.ronde.actiepunten import Verschuiving, verschuivingen
from maatregelen.models import Actiepunt, Besluit, Maatregel, Plan, Ronde
from maatregelen.querysets import ActiepuntQuerySet, BesluitQuerySet

TE_LAAT = "te laat"
R = TypeVar("R", "Besluitrij", "Actiepuntrij")
BESLUITKOLOMMEN = (
    "Nummer",
    "Besluit",
    "Genomen op",
    "Toestand",
    "Afgedaan op",
    "Wat ervan kwam",
    "Maatregelen",
    "Ronde",
)
ACTIEPUNTKOLOMMEN = (
    "Nummer",
    "Actie",
    "Wie",
    "Voor",
    "Te laat",
    "Keren verschoven",
    "Toestand",
    "Gereed op",
    "Wat ervan kwam",
    "Maatregel",
    "Ronde",
)


@dataclass(frozen=True)
class Besluitrij:
    """A decision with the measures it is about."""

    besluit: Besluit
    maatregelen: Sequence[Maatregel]

    @property
    def open(self) -> bool:
        return self.besluit.toestand == BesluitToestand.LOOPT

    @property
    def toestanden(self) -> frozenset[str]:
        """The states it is found by."""
        return frozenset([self.besluit.toestand])

    @property
    def ronde(self) -> Ronde | None:
        return self.besluit.ronde


@dataclass(frozen=True)
class Actiepuntrij:
    """What was agreed, whether it should have been done before this day, and how often it moved."""

    actiepunt: Actiepunt
    te_laat: bool
    verschoven: Sequence[Verschuiving] = ()

    @property
    def open(self) -> bool:
        return self.actiepunt.toestand == ActiepuntToestand.OPEN

    @property
    def toestanden(self) -> frozenset[str]:
        """The states it is found by; late is one too."""
        return frozenset([self.actiepunt.toestand, *([TE_LAAT] if self.te_laat else [])])

    @property
    def maatregelen(self) -> Sequence[Maatregel]:
        return [self.actiepunt.maatregel] if self.actiepunt.maatregel else []

    @property
    def ronde(self) -> Ronde | None:
        return self.actiepunt.ronde


@dataclass(frozen=True)
class Zeef:
    """What was asked for; "" and None ask nothing. `maatregel` is a code, the others an id."""

    toestand: str = ""
    wie: int | None = None
    maatregel: str = ""
    ronde: int | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, veld.name) for veld in fields(self))

    def pas_toe(self, rijen: Sequence[R]) -> list[R]:
        """The rows that fit. No query."""
        return [rij for rij in rijen if self._past(rij)]

    def _past(self, rij: "Besluitrij | Actiepuntrij") -> bool:
        wie = rij.actiepunt.wie_id if isinstance(rij, Actiepuntrij) else None
        return (
            (not self.toestand or self.toestand in rij.toestanden)
            and (not self.wie or self.wie == wie)
            and (not self.maatregel or self.maatregel in {een.code for een in rij.maatregelen})
            and (not self.ronde or (rij.ronde is not None and self.ronde == rij.ronde.pk))
        )


@dataclass(frozen=True)
class Keuzes:
    """What occurs in the rows, to choose from: value and name, in the order of the page."""

    toestanden: Mapping[str, int]
    mensen: Sequence[tuple[int, str]]
    maatregelen: Sequence[tuple[str, str]]
    rondes: Sequence[tuple[int, str]]


def lees_besluiten(plan: Plan, zichtbaar: BesluitQuerySet[Besluit]) -> list[Besluitrij]:
    """The decisions of `plan`, what runs first and then the newest. Two queries."""
    rijen = zichtbaar.filter(plan=plan).select_related("ronde")
    rijen = rijen.prefetch_related("besluitmaatregelen__maatregel").order_by("-nummer")
    gevonden = [
        Besluitrij(
            besluit,
            [
                _in_plan(een, plan)
                for deel in besluit.besluitmaatregelen.all()
                if (een := deel.maatregel)
            ],
        )
        for besluit in rijen
    ]
    return sorted(gevonden, key=lambda rij: not rij.open)


def lees_actiepunten(
    plan: Plan, zichtbaar: ActiepuntQuerySet[Actiepunt], vandaag: date
) -> list[Actiepuntrij]:
    """The actiepunten of `plan`: open ones first, the first due first; then the newest. Two
    queries."""
    punten = list(
        zichtbaar.filter(plan=plan).select_related("wie", "ronde", "maatregel").order_by("-nummer")
    )
    for punt in punten:
        if punt.maatregel is not None:
            _in_plan(punt.maatregel, plan)
    geschoven = verschuivingen(punten)
    gevonden = [
        Actiepuntrij(punt, is_te_laat(punt, vandaag), geschoven.get(punt.pk, [])) for punt in punten
    ]
    open_ = sorted(
        (rij for rij in gevonden if rij.open),
        key=lambda rij: (rij.actiepunt.voor, rij.actiepunt.nummer),
    )
    return [*open_, *(rij for rij in gevonden if not rij.open)]


def is_te_laat(actiepunt: Actiepunt, vandaag: date) -> bool:
    """Whether it is open and should have been done before this day."""
    return actiepunt.toestand == ActiepuntToestand.OPEN and actiepunt.voor < vandaag


def keuzes_in(rijen: Sequence[Besluitrij] | Sequence[Actiepuntrij]) -> Keuzes:
    """What one can ask for in these rows. No query."""
    toestanden: dict[str, int] = {}
    mensen: dict[int, str] = {}
    maatregelen: dict[str, tuple[int, str]] = {}
    rondes: dict[int, Ronde] = {}
    for rij in rijen:
        for toestand in rij.toestanden:
            toestanden[toestand] = toestanden.get(toestand, 0) + 1
        if isinstance(rij, Actiepuntrij):
            mensen[rij.actiepunt.wie_id] = rij.actiepunt.wie.naam
        for een in rij.maatregelen:
            maatregelen[een.code] = (een.volgorde, str(een))
        if rij.ronde is not None:
            rondes[rij.ronde.pk] = rij.ronde
    return Keuzes(
        toestanden=toestanden,
        mensen=sorted(mensen.items(), key=lambda deel: (deel[1], deel[0])),
        maatregelen=[
            (code, naam)
            for code, (_, naam) in sorted(maatregelen.items(), key=lambda deel: deel[1])
        ],
        rondes=[
            (ronde.pk, f"Ronde per {datum(ronde.peildatum)}")
            for ronde in sorted(rondes.values(), key=lambda rij: rij.peildatum, reverse=True)
        ],
    )


def besluittabel(rijen: Iterable[Besluitrij]) -> Iterator[list[object]]:
    """The cells under BESLUITKOLOMMEN."""
    for rij in rijen:
        besluit = rij.besluit
        yield [
            besluit.nummer,
            besluit.tekst,
            besluit.genomen_op.isoformat(),
            besluit.toestand,
            besluit.afgedaan_op.isoformat() if besluit.afgedaan_op else "",
            besluit.afdoening,
            opsomming([een.code for een in rij.maatregelen]),
            besluit.ronde.peildatum.isoformat() if besluit.ronde else "",
        ]


def actiepunttabel(rijen: Iterable[Actiepuntrij]) -> Iterator[list[object]]:
    """The cells under ACTIEPUNTKOLOMMEN."""
    for rij in rijen:
        punt = rij.actiepunt
        yield [
            punt.nummer,
            punt.tekst,
            punt.wie.naam,
            punt.voor.isoformat(),
            "ja" if rij.te_laat else "nee",
            len(rij.verschoven),
            punt.toestand,
            punt.gereed_op.isoformat() if punt.gereed_op else "",
            punt.afdoening,
            punt.maatregel.code if punt.maatregel else "",
            punt.ronde.peildatum.isoformat() if punt.ronde else "",
        ]


def _in_plan(maatregel: Maatregel, plan: Plan) -> Maatregel:
    maatregel.plan = plan
    return maatregel
