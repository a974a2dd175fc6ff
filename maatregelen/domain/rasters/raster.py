"""The grid: rows with cells that are changed together, tried first, and stored as one act."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from maatregelen.domain.grond import Grond
from maatregelen.models import Maatregel, Ronde


@dataclass(frozen=True)
class Elders:
    """Where the rest of a cell is changed: an address, and what the link says."""

    url: str
    woorden: str


@dataclass(frozen=True)
class Rasterrij:
    """One row. `waarden` holds per column what is stored now; `vast` per column why it cannot be
    changed here; `nummer` is how a text that is pasted names the row."""

    nummer: int
    # How the row is called: "1a", "1a, regel 3"; "" for money of the whole plan.
    kop: str
    naam: str
    code: str
    bron: Any
    waarden: Mapping[str, Any]
    maatregel: Maatregel | None = None
    vast: Mapping[str, str] = field(default_factory=dict)
    elders: Mapping[str, Elders] = field(default_factory=dict)

    @property
    def sleutel(self) -> str:
        """What the names of its fields begin with."""
        return f"rij{self.nummer}"


@dataclass(frozen=True)
class Rijwijziging:
    """What becomes of one row: per column the new value, and what it was as its writer saw it.
    `gezien_stand` is the last stand (id) she saw; None: she did not say."""

    rij: Rasterrij
    waarden: Mapping[str, Any]
    gezien: Mapping[str, Any]
    gezien_stand: int | None = None


@dataclass(frozen=True)
class Daad:
    """Who changes the grid and why, on which day, and for which round a stand is made."""

    door: Gebruiker | None
    reden: str
    vandaag: date
    peildatum: date
    ronde: Ronde | None = None
    op_grond_van: Grond = ""

    @property
    def wie(self) -> dict[str, Any]:
        """As the acts take it."""
        return {"door": self.door, "reden": self.reden}


@dataclass(frozen=True)
class Stap:
    """One act on one row (or on rows that go together). What it refuses is said at the column that
    `kolommen` gives for the field of the domain, or else at `kolom`; where `sleutel` is "" the act
    names the cell itself."""

    sleutel: str
    kolom: str
    doe: Callable[[], object]
    kolommen: Mapping[str, str] = field(default_factory=dict)

    def plek(self, veld: str) -> str:
        """The cell that shows what is wrong with a field of the domain."""
        if not self.sleutel:
            return veld
        return f"{self.sleutel}-{self.kolommen.get(veld, self.kolom)}"


class _TerugError(Exception):
    """Takes back what was only tried."""


def leg_vast(stappen: Iterable[Stap], daad: Daad) -> None:
    """Do all of it as one act: everything, or nothing.

    ValidationError with what is wrong per cell ("rij12-fase"), and under "reden" and "op_grond_van"
    what is still asked. IntussenAndersError when a cell is not what its writer saw.
    """
    fouten: dict[str, list[str]] = {}
    with logboek.handeling(**daad.wie):
        for stap in stappen:
            try:
                with logboek.handeling(**daad.wie):
                    stap.doe()
            except ValidationError as fout:
                _verzamel(fouten, stap, fout)
        if fouten:
            raise ValidationError(fouten)


def probeer(
    stappen: Iterable[Stap], daad: Daad, *, daarna: Callable[[], Sequence[str]]
) -> Sequence[str]:
    """What `leg_vast` would refuse is raised just so, and nothing is stored. What `daarna` says
    when all is done comes back: what came to be odd by it."""
    gezegd: Sequence[str] = []
    try:
        with logboek.handeling(**daad.wie):
            leg_vast(stappen, daad)
            gezegd = daarna()
            raise _TerugError
    except _TerugError:
        return gezegd


def _verzamel(fouten: dict[str, list[str]], stap: Stap, fout: ValidationError) -> None:
    heeft_velden = hasattr(fout, "error_dict")
    per_veld = fout.message_dict if heeft_velden else {NON_FIELD_ERRORS: fout.messages}
    for veld, meldingen in per_veld.items():
        if veld in ("reden", "op_grond_van"):
            # One for all, so it is asked once.
            fouten[veld] = meldingen
        else:
            fouten.setdefault(stap.plek(veld), []).extend(meldingen)
