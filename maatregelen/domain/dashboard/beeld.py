"""One reading of a plan that all parts of the dashboard start from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from maatregelen.domain import geldoverzicht
from maatregelen.domain.berekend_licht import bereken_uit, lees_feiten
from maatregelen.domain.geldoverzicht import Plangeld
from maatregelen.domain.overzicht import Rij
from maatregelen.models import Plan
from maatregelen.stoplicht import GEEN, Berekening, Feiten, beter_dan


@dataclass(frozen=True)
class Kaart:
    """One measure: as lists show it, and what the rules make of it on that day."""

    rij: Rij
    feiten: Feiten
    berekend: Berekening

    @property
    def loopt(self) -> bool:
        """Whether it has not ended."""
        return self.rij.lichten.totaal != GEEN

    @property
    def beter(self) -> list[str]:
        """Which of its lights were given better than the rules make them on this day."""
        stand = self.rij.stand
        if stand is None or not self.loopt:
            return []
        gegeven = {naam: getattr(stand, naam) for naam in self.berekend.lichten}
        return beter_dan(gegeven, self.berekend.lichten)


@dataclass(frozen=True)
class Beeld:
    """A plan on its peildatum, as known at `bekend_op` (None: now). `kaarten` are the measures that
    the filter leaves, in plan order; the money is that of the whole plan."""

    plan: Plan
    peildatum: date
    bekend_op: datetime | None
    kaarten: Sequence[Kaart]
    geld: Plangeld
    # Whether `kaarten` are not all measures of the plan.
    gezeefd: bool = False


def lees(
    plan: Plan,
    rijen: Sequence[Rij],
    peildatum: date,
    bekend_op: datetime | None = None,
    *,
    gezeefd: bool = False,
) -> Beeld:
    """The reading for who reads the whole plan. Nothing is stored. Eleven queries whatever the
    size; one more for the past."""
    rijen = sorted(rijen, key=lambda rij: (rij.maatregel.volgorde, rij.maatregel.pk))
    maatregelen = [rij.maatregel for rij in rijen]
    standen = {rij.maatregel.pk: rij.stand for rij in rijen}
    geld = geldoverzicht.lees(plan, bekend_op)
    feiten = lees_feiten(plan, maatregelen, standen, peildatum, bekend_op, geld)
    lichten = bereken_uit(plan, feiten, peildatum)
    return Beeld(
        plan=plan,
        peildatum=peildatum,
        bekend_op=bekend_op,
        kaarten=[Kaart(rij, feiten[rij.maatregel.pk], lichten[rij.maatregel.pk]) for rij in rijen],
        geld=geld,
        gezeefd=gezeefd,
    )
