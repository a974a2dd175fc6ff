"""The act that is going on: who changes something, why, and which lines it leaves in the logboek.

Models and history look here; only `logboek.py` opens one and writes its lines.
"""

import uuid
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

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


@dataclass
class Handeling:
    """One act in one transaction. `door` is None for the system itself (timers, set-up)."""

    door: "Gebruiker | None"
    reden: str
    kanaal: str
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    regels: list[Regel] = field(default_factory=list)
    heeft_geschiedenis: bool = False


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
