"""Timed work: what must happen without anybody asking. `manage.py verwerk_taken` runs it.

An app registers its tasks in `AppConfig.ready`. A task is claimed with one conditional update (a
lease), so running the command twice at once does no harm, and one that was killed halfway is taken
over when its lease has passed. A task must itself be safe to do again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from jeugdhulp import kalender
from jeugdhulp.models import Taak

# How long a run may take before another takes its work over.
HUUR = timedelta(minutes=30)
# Less than a day: with a whole one, a timer that fires once a day at the same hour would find the
# task due a moment later than it fires, and skip every other day.
DAGELIJKS = timedelta(hours=20)
# As much less than an hour.
UURLIJKS = timedelta(minutes=50)


@dataclass(frozen=True)
class Werk:
    """A registered task. `doe` returns in a few Dutch words what it did; `huur` is its lease."""

    naam: str
    doe: Callable[[], str]
    elke: timedelta
    huur: timedelta


@dataclass(frozen=True)
class Verslag:
    """How one task went: what it did, or what went wrong (`fout`)."""

    naam: str
    tekst: str
    fout: Exception | None = None


_werken: dict[str, Werk] = {}


def registreer(
    naam: str,
    doe: Callable[[], str],
    elke: timedelta = timedelta(0),
    huur: timedelta = HUUR,
) -> None:
    """Run `doe` at most once per `elke`; without it at every run of the command. `huur` is how long
    a run may take before another takes its work over."""
    _werken[naam] = Werk(naam, doe, elke, huur)


def verwerk() -> Iterator[Verslag]:
    """Do what is due and nobody else is doing, in order of registration.

    A task that fails does not stop the next; it is due again at once. Three queries a task.
    """
    for werk in _werken.values():
        begin = kalender.nu()
        if _neem(werk, begin):
            yield _doe(werk, begin)


def geef_vrij() -> None:
    """Let go of what a process held that is certainly gone: for the demo, which is alone."""
    Taak.objects.update(bezig_tot=None)


def _neem(werk: Werk, nu: datetime) -> bool:
    Taak.objects.get_or_create(naam=werk.naam)
    vrij = Q(bezig_tot=None) | Q(bezig_tot__lte=nu)
    aan_de_beurt = Q(volgende_op=None) | Q(volgende_op__lte=nu)
    open_taken = Taak.objects.filter(vrij, aan_de_beurt, naam=werk.naam)
    return open_taken.update(bezig_tot=nu + werk.huur) == 1


def _doe(werk: Werk, begin: datetime) -> Verslag:
    # Only what we hold still: after our lease it may be in other hands.
    van_ons = Taak.objects.filter(naam=werk.naam, bezig_tot=begin + werk.huur)
    try:
        tekst = werk.doe()
    except Exception as fout:
        van_ons.update(bezig_tot=None)
        return Verslag(werk.naam, "mislukt", fout)
    van_ons.update(bezig_tot=None, gelukt_op=kalender.nu(), volgende_op=begin + werk.elke)
    return Verslag(werk.naam, tekst)
