"""Planning rounds ahead, moving them, and the rhythm they follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import kalender, logboek
from jeugdhulp.kalender import MAANDNAMEN, datum_voluit, maanden_eerder
from jeugdhulp.models import Gebruiker
from jeugdhulp.opmaak import opsomming
from maatregelen.choices import LOPENDE_RONDE, RondestapSoort, RondeToestand
from maatregelen.domain import wijzigen
from maatregelen.domain.ronde.rondestap import zet_stap
from maatregelen.domain.ronde.vergaderkalender import collegedagen, vergaderdagen, vrij
from maatregelen.models import Plan, Ronde
from maatregelen.rondekalender import Afspraken, Voorstel, Vrij, bezwaren, stel_voor

# How far ahead is planned.
VOORUIT_MAANDEN = 12
# What of a round can be moved; the days of a round that opened already are fixed but for these.
DAGEN = ("opent_op", "leveren_voor", "vergadering_op", "begintijd", "plaats")
NA_OPENEN = ("leveren_voor", "vergadering_op", "begintijd", "plaats")
RITME = ("naam_overleg", "ritme_maanden", "rapportmaanden")
_NAAM = {
    "opent_op": "gaat open op",
    "leveren_voor": "bijwerken tot en met",
    "vergadering_op": "overleg op",
    "begintijd": "begintijd",
    "plaats": "plaats",
}


@dataclass(frozen=True)
class Geplande:
    """The days of a round to be."""

    opent_op: date
    leveren_voor: date
    vergadering_op: date


def afspraken_van(plan: Plan) -> Afspraken:
    """How this plan meets, with the usual number of days for each part of a round."""
    return Afspraken(plan.ritme_maanden, tuple(plan.rapportmaanden))


def stel_rondes_voor(plan: Plan, afspraken: Afspraken, vandaag: date) -> list[Voorstel]:
    """The rounds of the coming year that are not planned yet, within the period of the plan. Two
    queries."""
    dagen = list(vergaderdagen(plan.gemeente, maanden_eerder(vandaag, 2)))
    alle = plan.rondes.exclude(toestand=RondeToestand.VERVALLEN).order_by("peildatum")
    overleggen = {ronde: ronde.vergadering_op or ronde.peildatum for ronde in alle}
    tot = min(maanden_eerder(vandaag, -VOORUIT_MAANDEN), plan.tot_en_met)
    begonnen = [dag for ronde, dag in overleggen.items() if ronde.toestand != RondeToestand.GEPLAND]
    vorige = max(begonnen, default=None)
    bezet = overleggen.values()
    half = timedelta(days=15 * afspraken.ritme_maanden)
    return [
        rij
        for rij in stel_voor(
            afspraken,
            vandaag,
            tot,
            vorige=vorige,
            college=collegedagen(dagen),
            vrij=vrij(dagen),
        )
        if all(abs(rij.vergadering_op - dag) >= half for dag in bezet)
    ]


def plan_rondes(
    plan: Plan,
    rondes: Sequence[Geplande],
    *,
    begintijd: time | None = None,
    plaats: str = "",
    door: Gebruiker | None,
) -> list[Ronde]:
    """Plan these rounds, all or none. Their peildatum is the day on which they open.

    ValidationError on a day that is past, days in the wrong order, or a second round on one day.
    """
    with logboek.handeling(door=door):
        plan = wijzigen.vergrendel(plan)
        if not rondes:
            raise ValidationError("Kies ten minste één ronde.")
        gemaakt = []
        for rij in sorted(rondes, key=lambda rij: rij.opent_op):
            ronde = Ronde(
                plan=plan,
                peildatum=rij.opent_op,
                opent_op=rij.opent_op,
                leveren_voor=rij.leveren_voor,
                vergadering_op=rij.vergadering_op,
                begintijd=begintijd,
                plaats=plaats,
            )
            _eis_dagen(ronde, kalender.vandaag())
            wijzigen.bewaar(ronde)
            zet_stap(ronde, RondestapSoort.GEPLAND, door)
            gemaakt.append(ronde)
        na = {"rondes": opsomming([datum_voluit(rij.peildatum) for rij in gemaakt])}
        wijzigen.schrijf("rondes gepland", plan, na=na)
    return gemaakt


def verplaats_ronde(
    ronde: Ronde,
    waarden: Mapping[str, Any],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
) -> Ronde:
    """Give a round other days, another hour or place. The day it opens takes the peildatum along;
    both are fixed once it opened.

    IntussenAndersError when one of `gezien` is not so any more; ValidationError without a reason,
    for a round that is over, when nothing changes, or on days in the wrong order.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "de dagen van een ronde")
        # Two rounds that move at once may want the same day.
        wijzigen.vergrendel(ronde.plan)
        rij = wijzigen.vergrendel(ronde, "plan")
        wijzigen.eis_ongewijzigd(rij, gezien or {})
        mag = DAGEN if rij.toestand == RondeToestand.GEPLAND else NA_OPENEN
        if rij.toestand not in (RondeToestand.GEPLAND, *LOPENDE_RONDE):
            raise ValidationError("Deze ronde is voorbij; haar dagen liggen vast.")
        if onbekend := sorted(set(waarden) - set(mag)):
            raise ValidationError(
                dict.fromkeys(onbekend, "De ronde is al open; deze dag ligt vast.")
            )
        voor = _verteld(rij)
        anders = [veld for veld, waarde in waarden.items() if getattr(rij, veld) != waarde]
        if not anders:
            raise ValidationError("Er is niets veranderd.")
        for veld in anders:
            setattr(rij, veld, waarden[veld])
        if "opent_op" in anders:
            if rij.opent_op is None:
                raise ValidationError({"opent_op": "Vul in wanneer de ronde opengaat."})
            rij.peildatum = rij.opent_op
        _eis_dagen(rij, kalender.vandaag() if rij.toestand == RondeToestand.GEPLAND else None)
        wijzigen.bewaar(rij, *anders, *(("peildatum",) if "opent_op" in anders else ()))
        zet_stap(rij, RondestapSoort.VERPLAATST, door, reden=handeling.reden)
        na = _verteld(rij)
        wijzigen.schrijf(
            "ronde verplaatst",
            rij.plan,
            over=f"ronde van {datum_voluit(rij.peildatum)}",
            voor={naam: voor[naam] for naam in na if na[naam] != voor[naam]},
            na={naam: na[naam] for naam in na if na[naam] != voor[naam]},
            ronde=rij.pk,
        )
    return rij


def laat_ronde_vervallen(ronde: Ronde, *, door: Gebruiker | None, reden: str) -> Ronde:
    """A planned round is not held. ValidationError without a reason, or once it opened."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "de planning van de rondes")
        rij = wijzigen.vergrendel(ronde, "plan")
        if rij.toestand != RondeToestand.GEPLAND:
            raise ValidationError("Alleen een ronde die nog niet open is, kan vervallen.")
        rij.toestand = RondeToestand.VERVALLEN
        wijzigen.bewaar(rij, "toestand")
        zet_stap(rij, RondestapSoort.VERVALLEN, door, reden=handeling.reden)
        wijzigen.schrijf(
            "ronde vervallen",
            rij.plan,
            over=f"ronde van {datum_voluit(rij.peildatum)}",
            voor={"toestand": RondeToestand.GEPLAND.value},
            na={"toestand": RondeToestand.VERVALLEN.value},
            ronde=rij.pk,
        )
    return rij


def wijzig_ritme(
    plan: Plan,
    waarden: Mapping[str, Any],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
) -> Plan:
    """Another name for the body, another rhythm, or other months with a report. What is planned
    stays as it is. Errors as for `verplaats_ronde`."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "het ritme van het plan")
        rij = wijzigen.vergrendel(plan)
        wijzigen.eis_ongewijzigd(rij, gezien or {})
        anders = [veld for veld in RITME if veld in waarden and getattr(rij, veld) != waarden[veld]]
        if not anders:
            raise ValidationError("Er is niets veranderd.")
        voor = _ritme_verteld(rij)
        for veld in anders:
            setattr(rij, veld, waarden[veld])
        wijzigen.bewaar(rij, *anders)
        na = _ritme_verteld(rij)
        wijzigen.schrijf(
            "ritme gewijzigd",
            rij,
            voor={naam: voor[naam] for naam in na if na[naam] != voor[naam]},
            na={naam: na[naam] for naam in na if na[naam] != voor[naam]},
        )
    return rij


def let_op(plan: Plan, rondes: Sequence[Ronde], vandaag: date) -> list[str]:
    """What of the planned rounds no longer fits the calendar, in sentences. One query, none for a
    plan whose period is over."""
    if plan.tot_en_met < vandaag:
        return []
    dagen = list(vergaderdagen(plan.gemeente, vandaag))
    komend = [
        ronde for ronde in rondes if ronde.toestand in (RondeToestand.GEPLAND, *LOPENDE_RONDE)
    ]
    zinnen = [
        f"Ronde van {datum_voluit(ronde.peildatum)}: {bezwaar}"
        for ronde in komend
        if ronde.toestand == RondeToestand.GEPLAND and not is_te_laat(ronde, vandaag)
        for bezwaar in bezwaren_tegen(ronde, vrij(dagen))
    ]
    zinnen += [
        f"De ronde van {datum_voluit(ronde.peildatum)} had al open moeten zijn, maar haar dagen"
        " zijn voorbij. Verplaats haar of laat haar vervallen."
        for ronde in komend
        if is_te_laat(ronde, vandaag)
    ]
    # Who plans nothing ahead is not told about each month. One that was held counts too.
    gehouden = [ronde for ronde in rondes if ronde.toestand != RondeToestand.VERVALLEN]
    gemist = rapport_zonder_ronde(plan, gehouden, collegedagen(dagen), vandaag) if komend else []
    if gemist:
        zinnen.append(f"Voor het rapport van {opsomming(gemist)} is nog geen ronde gepland.")
    return zinnen


def is_te_laat(ronde: Ronde, vandaag: date) -> bool:
    """Whether a planned round can no longer be held as it was planned: the last day to bring
    measures up to date, or its meeting, is past."""
    laatste = (ronde.leveren_voor, ronde.vergadering_op)
    return ronde.toestand == RondeToestand.GEPLAND and any(
        dag is not None and dag < vandaag for dag in laatste
    )


def bezwaren_tegen(ronde: Ronde, vrije_dagen: Sequence[Vrij]) -> list[str]:
    """What is wrong with the days of a planned round, in sentences: the calendar may have changed
    after it was planned."""
    return bezwaren(
        (
            ("Het opengaan", ronde.opent_op),
            ("De laatste dag om bij te werken", ronde.leveren_voor),
            ("Het overleg", ronde.vergadering_op),
        ),
        vrije_dagen,
    )


def rapport_zonder_ronde(
    plan: Plan, rondes: Sequence[Ronde], college: Sequence[date], vandaag: date
) -> list[str]:
    """Months of the coming year in which college and raad get a report, and before which no round
    meets within one rhythm; as "april 2027"."""
    overleggen = [ronde.vergadering_op for ronde in rondes if ronde.vergadering_op]
    gemist = []
    for nr in range(1, VOORUIT_MAANDEN + 1):
        maand = maanden_eerder(vandaag.replace(day=1), -nr)
        if maand.month not in plan.rapportmaanden or maand > plan.tot_en_met:
            continue
        in_maand = [dag for dag in college if (dag.year, dag.month) == (maand.year, maand.month)]
        besluit = min(in_maand, default=maand)
        vanaf = maanden_eerder(besluit, plan.ritme_maanden)
        if not any(vanaf <= dag < besluit for dag in overleggen):
            gemist.append(f"{MAANDNAMEN[maand.month - 1]} {maand.year}")
    return gemist


def _eis_dagen(ronde: Ronde, niet_voor: date | None) -> None:
    """In order, and none past where it still has to open."""
    for veld in ("opent_op", "leveren_voor", "vergadering_op"):
        dag = getattr(ronde, veld)
        if dag is not None and niet_voor is not None and dag < niet_voor:
            raise ValidationError({veld: "Deze dag is al voorbij."})
    volgorde = [
        ("leveren_voor", ronde.opent_op, ronde.leveren_voor, "de ronde opengaat"),
        ("vergadering_op", ronde.leveren_voor, ronde.vergadering_op, "het bijwerken klaar is"),
    ]
    for veld, eerst, dan, wat in volgorde:
        if eerst is not None and dan is not None and dan < eerst:
            raise ValidationError({veld: f"Deze dag ligt voor de dag waarop {wat}."})


def _verteld(ronde: Ronde) -> dict[str, str]:
    dagen = {
        _NAAM[veld]: datum_voluit(dag) if (dag := getattr(ronde, veld)) else ""
        for veld in ("opent_op", "leveren_voor", "vergadering_op")
    }
    tijd = ronde.begintijd.strftime("%H.%M uur") if ronde.begintijd else ""
    return dagen | {_NAAM["begintijd"]: tijd, _NAAM["plaats"]: ronde.plaats}


def _ritme_verteld(plan: Plan) -> dict[str, str]:
    maanden = [MAANDNAMEN[nr - 1] for nr in sorted(plan.rapportmaanden)]
    return {
        "overleg": plan.naam_overleg,
        "ritme": f"{plan.ritme_maanden} maanden",
        "rapport in": opsomming(maanden),
    }
