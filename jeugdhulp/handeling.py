"""The act that is going on: who changes something, why, and which lines it leaves in the logboek.

Models and history look here; only `logboek.py` opens one and writes its lines.
"""

import uuid
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

if TYPE_CHECKING:
    from jeugdhulp.models import Gebruiker


class GeenHandelingError(RuntimeError):
    """A tracked row was written outside `logboek.handeling()`: that would leave no trail."""


@dataclass(frozen=True)
class Regel:
    """A line for the logboek, not yet numbered."""

    gemeente_id: int
    soort: str
    onderwerp_soort: str
    onderwerp_id: int
    inhoud: Mapping[str, Any]
    feiten_hash: str = ""


# Stands for a piece of work in the transaction that is going on.
Merk = Callable[[], None]


def _merk() -> Merk:
    """A mark that the connection forgets when the savepoint it was made in is taken back."""

    def merk() -> None:
        """Called at the commit; it has done its work by then."""

    transaction.on_commit(merk)
    return merk


def _levende_merken() -> set[object]:
    # Tuples of (savepoints, function, robust); a failed savepoint takes its own out.
    lopend: Any = connection.run_on_commit
    return {functie for _, functie, _ in lopend}


@dataclass
class Handeling:
    """One act in one transaction. `door` is None for the system itself (timers, set-up).

    What was noted in a savepoint that failed is not there any more: neither are its rows.
    """

    door: "Gebruiker | None"
    reden: str
    kanaal: str
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    _regels: dict[Merk, Regel] = field(default_factory=dict)
    _geschiedenis: set[Merk] = field(default_factory=set)

    def noteer(self, regel: Regel) -> None:
        """Keep a line for when the act ends."""
        self._regels[_merk()] = regel

    def meld_geschiedenis(self) -> None:
        """A tracked row was written: this act must leave a line."""
        self._geschiedenis.add(_merk())

    def regels(self) -> list[Regel]:
        """The lines to write, in the order they were noted."""
        levend = _levende_merken()
        return [regel for merk, regel in self._regels.items() if merk in levend]

    def heeft_geschiedenis(self) -> bool:
        """Whether a tracked row was written."""
        return bool(self._geschiedenis & _levende_merken())


_huidige: ContextVar[Handeling | None] = ContextVar("handeling", default=None)


def huidige() -> Handeling:
    """The act that is going on; raises GeenHandelingError when there is none."""
    if (handeling := _huidige.get()) is None:
        raise GeenHandelingError("Open eerst een handeling: logboek.handeling(door=…, reden=…).")
    return handeling


def loopt() -> bool:
    """Whether an act is going on."""
    return _huidige.get() is not None


def huidige_id() -> uuid.UUID:
    """Default of the `handeling` column of history rows."""
    return huidige().id
