"""What a sheet holds besides its light and people, and with what it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from maatregelen.choices import TEKSTVELDEN_VAN_BLAD, Bladveld, SamenhangSoort
from maatregelen.models import (
    Actiepunt,
    Beleidsplan,
    Besluit,
    Besluitmoment,
    Besparing,
    Besteding,
    Contextcijfer,
    Doelkoppeling,
    Maatregel,
    Mijlpaal,
    OpenEinde,
    Risico,
    Rust,
    Samenhang,
    VervallenActiviteit,
    Voortgangsregel,
)
from maatregelen.querysets import BeleidsplanQuerySet


@dataclass(frozen=True)
class Lezing:
    """What the sheet is read with: the other measures she may see (by id), the beleidsplannen she
    may see, the day, and the moment whose knowledge counts (None: now)."""

    buren: Mapping[int, Maatregel]
    beleid: BeleidsplanQuerySet[Beleidsplan]
    peildatum: date
    moment: datetime | None = None


@dataclass(frozen=True)
class Deel:
    """One part of the sheet. `inhoud` is a text, a Lijn or a list; empty: not filled in."""

    veld: str
    naam: str
    inhoud: Any
    # The cluster, where a measure has more than one blad.
    bij: str = ""
    # Of which blad, for the parts that hang on one.
    blad_id: int | None = None
    # Of results and ties those that ended.
    beeindigd: Sequence[Any] = ()

    @property
    def anker(self) -> str:
        """The id of this part on the page."""
        return f"deel-{self.veld}-{self.blad_id}" if self.blad_id else f"deel-{self.veld}"

    @property
    def soort(self) -> str:
        """How it is shown: tekst, planning, geld, resultaten or samenhang."""
        if self.veld in TEKSTVELDEN_VAN_BLAD:
            return "tekst"
        return "geld" if self.veld in (Bladveld.INVESTERING, Bladveld.DEKKING) else self.veld


@dataclass(frozen=True)
class Verband:
    """One tie, seen from the measure of the page. `van_ander`: it stands on the other sheet."""

    rij: Samenhang
    naam: str
    maatregel: Maatregel | None
    van_ander: bool

    @property
    def soort(self) -> str:
        """What kind of tie, as it reads on this side."""
        gesplitst = self.rij.soort == SamenhangSoort.AFGESPLITST and self.rij.naar_maatregel_id
        if gesplitst and self.van_ander:
            return "hieruit afgesplitst"
        return str(SamenhangSoort(self.rij.soort).label)


@dataclass(frozen=True)
class Moment:
    """A decision that is needed, with the planned lines that do not wait for it."""

    rij: Besluitmoment
    te_vroeg: Sequence[Mijlpaal]


@dataclass(frozen=True)
class Doelregel:
    """A goal the measure serves; `url` of its place in the beleidsplan, "" for who cannot read
    that."""

    koppeling: Doelkoppeling
    beleidsplan: Beleidsplan
    url: str


@dataclass(frozen=True)
class Standdelen:
    """What belongs to the stand besides its own columns."""

    voortgang: Sequence[Voortgangsregel]
    open_einden: Sequence[OpenEinde]
    rust: Sequence[Rust]


@dataclass(frozen=True)
class Inhoud:
    """All of a sheet but its light and people."""

    namen: Mapping[str, str]
    delen: Sequence[Deel]
    stand: Standdelen
    doelen: Sequence[Doelregel]
    momenten: Sequence[Moment]
    risicos: Sequence[Risico]
    beeindigde_risicos: Sequence[Risico]
    bestedingen: Sequence[tuple[str, Sequence[Besteding]]]
    besparingen: Sequence[Besparing]
    contextcijfers: Sequence[Contextcijfer]
    besluiten: Sequence[Besluit]
    actiepunten: Sequence[Actiepunt]
    opgenomen: Sequence[VervallenActiviteit]
