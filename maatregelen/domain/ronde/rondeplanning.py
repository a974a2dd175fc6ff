"""Planning rounds ahead, moving them, and the rhythm they follow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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
DAGEN = ("peildatum", "opent_op", "leveren_voor", "vergadering_op", "begintijd", "plaats")
NA_OPENEN = ("leveren_voor", "vergadering_op", "begintijd", "plaats")
RITME = ("naam_overleg", "ritme_maanden", "rapportmaanden")
_NAAM = {
    "peildatum": "peildatum",
    "opent_op": "gaat open op",
    "leveren_voor": "bijwerken tot en met",
    "vergadering_op": "overleg op",
    "begintijd": "begintijd",
    "plaats": "plaats",
}


@dataclass(frozen=True)
class Geplande:
    """The days of a round to be. Without `peildatum` it is about the day on which it opens."""

    opent_op: date
    leveren_voor: date
    vergadering_op: date
    peildatum: date | None = None


def afspraken_van(plan: Plan) -> Afspraken:
    """How this plan meets, with the usual number of days for each part of a round."""
    return Afspraken(plan.ritme_maanden, tuple(plan.rapportmaanden))


def stel_rondes_voor(plan: Plan, afspraken: Afspraken, vandaag: date) -> list[Voorstel]:
    """The rounds of the coming year that are not planned yet, within the period of the plan. What a
    report needs is proposed however near another round is, unless one meets in time for it. Two
    queries."""
    dagen = list(vergaderdagen(plan.gemeente, maanden_eerder(vandaag, 2)))
    alle = plan.rondes.exclude(toestand=RondeToestand.VERVALLEN).order_by("peildatum")
    overleggen = {ronde: _overleg_van(ronde, afspraken) for ronde in alle}
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
        if (
            all(abs(rij.vergadering_op - dag) >= half for dag in bezet)
            if rij.voor is None
            else not _op_tijd(bezet, rij.voor, afspraken.ritme_maanden)
        )
    ]


def _overleg_van(ronde: Ronde, afspraken: Afspraken) -> date:
    """When it met, meets, or can be expected to where nobody said so."""
    if ronde.vergadering_op is not None:
        return ronde.vergadering_op
    if ronde.gesloten_op is not None:
        return kalender.dag_van(ronde.gesloten_op)
    begon = kalender.dag_van(ronde.geopend_op) if ronde.geopend_op else ronde.peildatum
    return begon + timedelta(days=afspraken.dagen_bijwerken + afspraken.dagen_lezen)


def _op_tijd(overleggen: Iterable[date], besluit: date, ritme_maanden: int) -> bool:
    """Whether one of these meetings serves a report that is decided on `besluit`."""
    vanaf = maanden_eerder(besluit, ritme_maanden)
    return any(vanaf <= dag < besluit for dag in overleggen)


def plan_rondes(
    plan: Plan,
    rondes: Sequence[Geplande],
    *,
    begintijd: time | None = None,
    plaats: str = "",
    door: Gebruiker | None,
) -> list[Ronde]:
    """Plan these rounds, all or none.

    ValidationError on a day that is past, days in the wrong order, a second round on one day, or a
    peildatum that lies before that of a round that was opened.
    """
    with logboek.handeling(door=door):
        plan = wijzigen.vergrendel(plan)
        if not rondes:
            raise ValidationError("Kies ten minste één ronde.")
        gemaakt = []
        for rij in sorted(rondes, key=lambda rij: rij.opent_op):
            ronde = Ronde(
                plan=plan,
                peildatum=rij.peildatum or rij.opent_op,
                opent_op=rij.opent_op,
                leveren_voor=rij.leveren_voor,
                vergadering_op=rij.vergadering_op,
                begintijd=begintijd,
                plaats=plaats,
            )
            with _genoemd(ronde):
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
    """Give a round other days, another hour or place. The day it opens takes along a peildatum that
    is the same day; both are fixed once it opened.

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
        opende = rij.opent_op
        for veld in anders:
            setattr(rij, veld, waarden[veld])
        if "opent_op" in anders:
            if rij.opent_op is None:
                raise ValidationError({"opent_op": "Vul in wanneer de ronde opengaat."})
            if "peildatum" not in anders and rij.peildatum == opende:
                rij.peildatum = rij.opent_op
        _eis_dagen(rij, kalender.vandaag() if rij.toestand == RondeToestand.GEPLAND else None)
        wijzigen.bewaar(rij, *{*anders, "peildatum"})
        zet_stap(rij, RondestapSoort.VERPLAATST, door, reden=handeling.reden)
        na = _verteld(rij)
        wijzigen.schrijf(
            "ronde verplaatst",
            rij.plan,
            over=f"ronde per {datum_voluit(rij.peildatum)}",
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
            over=f"ronde per {datum_voluit(rij.peildatum)}",
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
        f"Ronde per {datum_voluit(ronde.peildatum)}: {bezwaar}"
        for ronde in komend
        if ronde.toestand == RondeToestand.GEPLAND and not is_te_laat(ronde, vandaag)
        for bezwaar in bezwaren_tegen(vars(ronde), vrij(dagen))
    ]
    zinnen += [
        f"De ronde per {datum_voluit(ronde.peildatum)} had al open moeten zijn, maar haar dagen"
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


def bezwaren_tegen_rondes(plan: Plan, rondes: Iterable[Geplande]) -> list[str]:
    """What is wrong with the days of these rounds to be; each sentence names its round. One
    query."""
    vrije_dagen = vrij(list(vergaderdagen(plan.gemeente)))
    return [
        f"Ronde per {datum_voluit(ronde.peildatum or ronde.opent_op)}: {bezwaar}"
        for ronde in rondes
        for bezwaar in bezwaren_tegen(vars(ronde), vrije_dagen)
    ]


def is_te_laat(ronde: Ronde, vandaag: date) -> bool:
    """Whether a planned round can no longer be held as it was planned: the last day to bring
    measures up to date, or its meeting, is past."""
    laatste = (ronde.leveren_voor, ronde.vergadering_op)
    return ronde.toestand == RondeToestand.GEPLAND and any(
        dag is not None and dag < vandaag for dag in laatste
    )


def bezwaren_tegen(dagen: Mapping[str, date | None], vrije_dagen: Sequence[Vrij]) -> list[str]:
    """What is wrong with these days of a round (by the name of their field), in sentences."""
    namen = {
        "opent_op": "Het opengaan",
        "leveren_voor": "De laatste dag om bij te werken",
        "vergadering_op": "Het overleg",
    }
    return bezwaren([(naam, dagen.get(veld)) for veld, naam in namen.items()], vrije_dagen)


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
        if not _op_tijd(overleggen, besluit, plan.ritme_maanden):
            gemist.append(f"{MAANDNAMEN[maand.month - 1]} {maand.year}")
    return gemist


def _eis_dagen(ronde: Ronde, niet_voor: date | None) -> None:
    """In order, and none past where it still has to open. One query then."""
    if niet_voor is not None:
        _eis_peildatum(ronde)
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


@contextmanager
def _genoemd(ronde: Ronde) -> Iterator[None]:
    """What is wrong with one of many rounds names it."""
    try:
        yield
    except ValidationError as fout:
        dag = datum_voluit(ronde.peildatum)
        raise ValidationError(
            {
                veld: [f"Ronde per {dag}: {melding}" for melding in meldingen]
                for veld, meldingen in fout.message_dict.items()
            }
        ) from fout


def _eis_peildatum(ronde: Ronde) -> None:
    """A round asks about a day that has been, after those of the rounds before it."""
    if ronde.opent_op is not None and ronde.peildatum > ronde.opent_op:
        raise ValidationError(
            {"peildatum": "De peildatum ligt na de dag waarop de ronde opengaat."}
        )
    begonnen = ronde.plan.rondes.filter(toestand__in=[*LOPENDE_RONDE, RondeToestand.GESLOTEN])
    laatste = begonnen.order_by("-peildatum").first()
    if laatste is not None and ronde.peildatum <= laatste.peildatum:
        raise ValidationError(
            {
                "peildatum": f"De ronde per {datum_voluit(laatste.peildatum)} is er al. Kies een"
                " latere peildatum."
            }
        )


def _verteld(ronde: Ronde) -> dict[str, str]:
    dagen = {
        _NAAM[veld]: datum_voluit(dag) if (dag := getattr(ronde, veld)) else ""
        for veld in ("peildatum", "opent_op", "leveren_voor", "vergadering_op")
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
