"""The days on which college and raad meet, and the reces: what rounds are counted back from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from jeugdhulp import logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker, Gemeente
from maatregelen.choices import VergaderdagSoort
from maatregelen.domain import wijzigen
from maatregelen.models import Vergaderdag
from maatregelen.rondekalender import Vrij


@dataclass(frozen=True)
class Dagen:
    """A day, or days that belong together, with what they are called."""

    van: date
    tot_en_met: date
    omschrijving: str = ""

    def __str__(self) -> str:
        dagen = datum_voluit(self.van)
        if self.tot_en_met != self.van:
            dagen = f"{dagen} tot en met {datum_voluit(self.tot_en_met)}"
        return f"{dagen} ({self.omschrijving})" if self.omschrijving else dagen


@dataclass(frozen=True)
class Gezet:
    """What became of days that somebody put into the calendar."""

    nieuw: Sequence[Dagen]
    # There already, or twice among what was given.
    stonden: Sequence[Dagen]


def vergaderdagen(gemeente: Gemeente, vanaf: date | None = None) -> QuerySet[Vergaderdag]:
    """What stands in the calendar of `gemeente`, by day; `vanaf` leaves out what is over by then.
    One query."""
    dagen = Vergaderdag.objects.filter(gemeente=gemeente, vervallen=False)
    if vanaf is not None:
        dagen = dagen.filter(tot_en_met__gte=vanaf)
    return dagen.order_by("van", "soort", "pk")


def vrij(dagen: Sequence[Vergaderdag]) -> list[Vrij]:
    """The reces among `dagen`."""
    return [
        Vrij(rij.van, rij.tot_en_met, rij.omschrijving or "reces")
        for rij in dagen
        if rij.soort == VergaderdagSoort.RECES
    ]


def collegedagen(dagen: Sequence[Vergaderdag]) -> list[date]:
    """The days among `dagen` on which the college meets."""
    return [rij.van for rij in dagen if rij.soort == VergaderdagSoort.COLLEGE]


def zet_in_kalender(
    gemeente: Gemeente, soort: str, dagen: Sequence[Dagen], *, door: Gebruiker | None
) -> Gezet:
    """Put days of one kind into the calendar; says which of them were new.

    One that stands there already stays as it is, unless it gets other last days or another name;
    one that had lapsed is back. All or nothing: ValidationError on a last day before the first.
    """
    with logboek.handeling(door=door):
        gemeente = wijzigen.vergrendel(gemeente)
        eerder = {
            rij.van: rij for rij in Vergaderdag.objects.filter(gemeente=gemeente, soort=soort)
        }
        nieuw, stonden = [], []
        for deel in dagen:
            rij = eerder.get(deel.van) or Vergaderdag(gemeente=gemeente, soort=soort, van=deel.van)
            if not _anders(rij, deel):
                stonden.append(deel)
                continue
            rij.tot_en_met, rij.omschrijving = deel.tot_en_met, deel.omschrijving
            rij.vervallen = False
            wijzigen.bewaar(rij, *(("tot_en_met", "omschrijving", "vervallen") if rij.pk else ()))
            eerder[deel.van] = rij
            nieuw.append(deel)
        if not nieuw:
            raise ValidationError("Deze dagen staan al in de kalender.")
        naam = VergaderdagSoort(soort).label
        _schrijf(
            "in de vergaderkalender gezet",
            gemeente,
            naam,
            {},
            {"dagen": "; ".join(map(str, nieuw))},
        )
    return Gezet(nieuw, stonden)


def haal_uit_kalender(dag: Vergaderdag, *, door: Gebruiker | None, reden: str) -> None:
    """This day is not held, or was a mistake; the row stays, as lapsed. ValidationError without a
    reason, or when it had lapsed already."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "de vergaderkalender")
        rij = wijzigen.vergrendel(dag, "gemeente")
        if rij.vervallen:
            raise ValidationError("Deze dag is al uit de kalender gehaald.")
        rij.vervallen = True
        wijzigen.bewaar(rij, "vervallen")
        was = str(Dagen(rij.van, rij.tot_en_met, rij.omschrijving))
        _schrijf(
            "uit de vergaderkalender gehaald",
            rij.gemeente,
            rij.get_soort_display(),
            {"dagen": was},
            {},
        )


def _anders(rij: Vergaderdag, deel: Dagen) -> bool:
    nu = (rij.tot_en_met, rij.omschrijving, rij.vervallen)
    return rij.pk is None or nu != (deel.tot_en_met, deel.omschrijving, False)


def _schrijf(
    soort: str, gemeente: Gemeente, naam: str, voor: dict[str, str], na: dict[str, str]
) -> None:
    logboek.schrijf(
        soort,
        gemeente,
        gemeente_id=gemeente.pk,
        naam=f"vergaderkalender, {naam}",
        voor=voor,
        na=na,
    )
