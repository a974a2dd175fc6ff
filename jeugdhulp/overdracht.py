"""Handing over the work of somebody who leaves: what there is, and who takes it.

This app knows no plans. An app that has work registers in `AppConfig.ready` how to list it and how
to hand it over; one that forgets leaves a measure without anybody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from jeugdhulp.models import Gebruiker, Persoon


@dataclass(frozen=True)
class Werk:
    """One thing somebody has in hand. `sleutel` is unique over all apps, such as "plan-3"."""

    sleutel: str
    wat: str
    waar: str
    toelichting: str = ""


# Per sleutel the Persoon who takes it.
Opvolgers = Mapping[str, Persoon]


@dataclass(frozen=True)
class Leverancier:
    """How an app lists and hands over the work of a gebruiker in a gemeente.

    `lijst(gebruiker, gemeente_id, laatste_dag)` gives what she has in hand after that day.
    `draag_over(gebruiker, gemeente_id, laatste_dag, opvolgers)` runs inside a handeling; it locks
    its rows by pk, and leaves a line in the logboek for everything it touches.
    """

    lijst: Callable[[Gebruiker, int, date], list[Werk]]
    draag_over: Callable[[Gebruiker, int, date, Opvolgers], None]


_leveranciers: dict[str, Leverancier] = {}


def registreer(naam: str, leverancier: Leverancier) -> None:
    """Ask `leverancier` too when somebody leaves."""
    _leveranciers[naam] = leverancier


def werk_van(gebruiker: Gebruiker, gemeente_id: int, laatste_dag: date) -> list[Werk]:
    """All she has in hand in this gemeente after `laatste_dag`, in order of registration."""
    return [
        werk
        for leverancier in _leveranciers.values()
        for werk in leverancier.lijst(gebruiker, gemeente_id, laatste_dag)
    ]


def draag_over(
    gebruiker: Gebruiker, gemeente_id: int, laatste_dag: date, opvolgers: Opvolgers
) -> None:
    """Have every app hand over what is in `opvolgers`. Inside a handeling."""
    for leverancier in _leveranciers.values():
        leverancier.draag_over(gebruiker, gemeente_id, laatste_dag, opvolgers)
