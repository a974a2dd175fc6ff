"""One reading of a plan that all parts of the dashboard start from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from maatregelen.choices import RondeToestand
from maatregelen.domain.geld import geldoverzicht
from maatregelen.domain.geld.geldoverzicht import Plangeld
from maatregelen.domain.overzicht import Rij, rondes_van
from maatregelen.domain.stand.berekend_licht import bereken_uit, besluiten_van, lees_feiten
from maatregelen.kwartaallijn import Planregel, toestand_op
from maatregelen.models import Besluitmoment, Plan, Ronde
from maatregelen.stoplicht import GEEN, Berekening, Feiten, beter_dan
from maatregelen.stoplicht.tijd import met_besluit


@dataclass(frozen=True)
class Kaart:
    """One measure: as lists show it, and what the rules make of it on that day."""

    rij: Rij
    feiten: Feiten
    berekend: Berekening
    # Of its planning what did not lapse; a line for a decision that was taken, is done.
    regels: Sequence[Planregel]

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
    the filter leaves, in plan order, of the rows that were read (`alle`); the money is that of the
    whole plan."""

    plan: Plan
    peildatum: date
    bekend_op: datetime | None
    kaarten: Sequence[Kaart]
    alle: Sequence[Rij]
    geld: Plangeld
    # Of the plan with its measures, and of its gemeente.
    besluitmomenten: Sequence[Besluitmoment]
    # Whether `kaarten` are not all measures of the plan.
    gezeefd: bool = False

    # Where those were read already.
    gelezen_rondes: Sequence[Ronde] | None = None

    @cached_property
    def rondes(self) -> Sequence[Ronde]:
        """The rounds of the plan, as known, in order of day. At most one query, the first time."""
        if self.gelezen_rondes is not None:
            return self.gelezen_rondes
        return rondes_van(self.plan, self.bekend_op)

    @property
    def gesloten_rondes(self) -> Sequence[Ronde]:
        """Those that were closed, up to the peildatum."""
        return [
            ronde
            for ronde in self.rondes
            if ronde.toestand == RondeToestand.GESLOTEN and ronde.peildatum <= self.peildatum
        ]


def lees(
    plan: Plan,
    rijen: Sequence[Rij],
    peildatum: date,
    bekend_op: datetime | None = None,
    *,
    alle: Sequence[Rij] | None = None,
    gezeefd: bool = False,
    rondes: Sequence[Ronde] | None = None,
) -> Beeld:
    """The reading for who reads the whole plan; `rijen` are what a filter leaves of `alle` (all its
    measures), where there is one. Nothing is stored. Ten queries whatever the size, two less with
    `alle`; one more for the past."""
    rijen = sorted(rijen, key=lambda rij: (rij.maatregel.volgorde, rij.maatregel.pk))
    maatregelen = [rij.maatregel for rij in rijen]
    standen = {rij.maatregel.pk: rij.stand for rij in rijen}
    bekende = [rij.maatregel for rij in alle] if alle is not None and bekend_op is None else None
    geld = geldoverzicht.lees(plan, bekend_op, bekende)
    momenten = besluiten_van(plan, bekend_op)
    feiten = lees_feiten(plan, maatregelen, standen, peildatum, bekend_op, geld, momenten)
    lichten = bereken_uit(plan, feiten, peildatum)
    return Beeld(
        plan=plan,
        peildatum=peildatum,
        bekend_op=bekend_op,
        kaarten=[
            Kaart(rij, deel, lichten[rij.maatregel.pk], _regels(deel, peildatum))
            for rij in rijen
            for deel in [feiten[rij.maatregel.pk]]
        ],
        alle=rijen if alle is None else alle,
        geld=geld,
        besluitmomenten=momenten,
        gezeefd=gezeefd,
        gelezen_rondes=rondes,
    )


def _regels(feiten: Feiten, peildatum: date) -> list[Planregel]:
    return [
        regel
        for regel in met_besluit(feiten, peildatum)
        if toestand_op(regel, peildatum) != "vervallen"
    ]
