"""What happens in the invented story, and when: a list of acts in order of time. Pure.

Made of the texts in `fixtures/lindervaart/verhaal/`, for one seed and day always the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from jeugdhulp.kalender import datum_voluit
from rapportage.domain.voorbeeld_tijd import RONDES, Rooster, is_werkdag

Json = Mapping[str, Any]
LICHTEN = {"g": "groen", "o": "oranje", "r": "rood", "x": "grijs"}
EINDE = ("afgerond", "gestopt")
# What comes before the first round, in days before the plan begins.
_LADEN, _ADVIES, _COLLEGE, _RAAD = 75, 50, 35, 14
# A report is frozen so many days after its round, when the meeting has confirmed the standen.
_NA_RONDE = 40
# In the open round these are in for certain; of the others some are still to come.
_ZEKER = ("2a", "3a", "4d")
# This one is not: the trekker whose page the demo shows has something to do.
_NOG_NIET = ("2b",)
# What a stand keeps of the one before it, where it says nothing new.
_ERFELIJK = (
    "oorzaak",
    "gevolg",
    "bijsturing",
    "grijs_reden",
    "namens",
    "uitstel_reden",
    "uitstel_voorwaarde",
    "opnieuw",
)


@dataclass(frozen=True)
class Daad:
    """One act: when it is done, which, and with what."""

    moment: datetime
    wat: str
    gegevens: Json


def maak_agenda(verhaal: Json, plan: Json, rooster: Rooster) -> list[Daad]:
    """All acts of the story, oldest first; acts of one moment in the order they are told."""
    daden = [
        *_vooraf(verhaal, date.fromisoformat(plan["plan"]["van"]), rooster),
        *_gebeurtenissen(verhaal, rooster),
        *_rondes(rooster),
        *_standen(verhaal, rooster),
        *_bestedingen(verhaal, plan, rooster),
        *_rapporten(verhaal, rooster),
    ]
    return sorted(daden, key=lambda daad: daad.moment)


def _vooraf(verhaal: Json, begin: date, rooster: Rooster) -> Iterator[Daad]:
    def op(dagen: int, uur: int = 10) -> datetime:
        return rooster.op(begin - timedelta(days=dagen), uur)

    yield Daad(op(_LADEN, 9), "begin", {})
    yield Daad(op(_ADVIES), "advies", verhaal["advies"])
    college = verhaal["college"] | {"dag": op(_COLLEGE).date()}
    raad = verhaal["raad"] | {"dag": op(_RAAD).date()}
    # The planning was made for the start: its baseline is what the raad saw.
    yield Daad(op(_RAAD, 22), "vaststellen", {"besluiten": [college, raad]})


def _rondes(rooster: Rooster) -> Iterator[Daad]:
    for nummer in range(1, RONDES + 1):
        dag = rooster.peildatum(nummer)
        geopend = rooster.op(rooster.opening(nummer), 8)
        yield Daad(geopend, "open", {"ronde": nummer, "peildatum": dag})
        if nummer == RONDES:
            # The standen of the last day are in, and the demo opens on a real agenda.
            slot = rooster.tot - timedelta(days=1)
            yield Daad(rooster.op(slot, 18), "bereid_voor", {"ronde": nummer})
            yield Daad(rooster.op(slot, 18, 30), "plan_vooruit", {})
            continue
        vergadering = rooster.vergadering(nummer)
        vooraf = rooster.op(vergadering - timedelta(days=4), 17)
        yield Daad(vooraf, "bereid_voor", {"ronde": nummer})
        yield Daad(rooster.op(vergadering, 13, 30), "vergader", {"ronde": nummer})
        yield Daad(rooster.op(vergadering, 16, 30), "sluit", {"ronde": nummer})


def _gebeurtenissen(verhaal: Json, rooster: Rooster) -> Iterator[Daad]:
    moment = rooster.op(rooster.peildatum(1), 9)
    for nummer, gebeurtenis in enumerate(verhaal["gebeurtenissen"]):
        ronde, wat = gebeurtenis["ronde"], gebeurtenis["wat"]
        if gebeurtenis.get("meteen"):
            # It comes of the act told before it: at that same moment, after it.
            pass
        elif wat in ("besluit", "actie", "vertrek"):
            # In the meeting, one after the other.
            moment = rooster.op(rooster.vergadering(ronde), 14, nummer % 60)
            if ronde == RONDES:
                moment = rooster.in_ronde(ronde)
        else:
            moment = rooster.voor_ronde(ronde)
        gegevens = dict(gebeurtenis)
        if wat == "actie":
            gegevens["voor"] = rooster.peildatum(gebeurtenis["voor"])
            if gebeurtenis["klaar"]:
                klaar = rooster.voor_ronde(gebeurtenis["klaar"])
                yield Daad(klaar, "actie_klaar", {"tekst": gebeurtenis["tekst"]})
        yield Daad(moment, wat, gegevens)


def _standen(verhaal: Json, rooster: Rooster) -> Iterator[Daad]:
    for code, verteld in verhaal["standen"].items():
        stil = verhaal["stil"].get(code, ())
        for ronde, stand in _per_ronde(verteld):
            weg = ronde == RONDES and code not in _ZEKER and rooster.toeval.random() < 0.35
            weg = weg or (ronde == RONDES and code in _NOG_NIET)
            if ronde not in stil and not weg:
                gegevens = {"maatregel": code, "ronde": ronde, "stand": stand}
                yield Daad(rooster.in_ronde(ronde), "stand", gegevens)


def _per_ronde(verteld: list[dict[str, Any]]) -> Iterator[tuple[int, Json]]:
    """Per round what its trekker says: something new, or once more what she said before."""
    per = {stand["ronde"]: stand for stand in verteld}
    laatste: dict[str, Any] = {}
    for ronde in range(min(per), RONDES + 1):
        if laatste.get("fase") in EINDE or (ronde == RONDES and ronde not in per):
            return
        nieuw = per.get(ronde)
        if nieuw is not None:
            geerfd = {veld: laatste[veld] for veld in _ERFELIJK if veld in laatste}
            laatste = geerfd | nieuw
        yield ronde, laatste


def _bestedingen(verhaal: Json, plan: Json, rooster: Rooster) -> Iterator[Daad]:
    """Per half-year and blad what part of its money was spent, told some five weeks later.

    The euros follow from what the blad says when it is told; one without money then tells nothing.
    """
    begin = date.fromisoformat(plan["plan"]["van"])
    for dag in _halfjaren(begin, rooster.tot - timedelta(days=45)):
        for maatregel in plan["maatregelen"]:
            for blad in maatregel["bladen"]:
                moment = rooster.tussen(dag + timedelta(days=28), dag + timedelta(days=42))
                sleutel = f"{maatregel['code']}/{blad['cluster']}"
                delen = _delen(verhaal["besteding"], sleutel, dag, rooster)
                yield Daad(moment, "besteding", delen | {"blad": sleutel, "dag": dag})


def _rapporten(verhaal: Json, rooster: Rooster) -> Iterator[Daad]:
    """The reports and what was decided of them; that of the open round is still being written."""
    for rapport in verhaal["rapporten"]:
        ronde = rapport["ronde"]
        peildatum = rooster.peildatum(ronde)
        bevroren = _werkdag(peildatum + timedelta(days=_NA_RONDE))
        maand = datum_voluit(bevroren if ronde < RONDES else peildatum).partition(" ")[2]
        gegevens = {"rapport": rapport, "peildatum": peildatum, "maand": maand}
        if ronde == RONDES:
            yield Daad(rooster.op(rooster.tot - timedelta(days=1), 20), "rapport", gegevens)
            continue
        yield Daad(rooster.op(bevroren - timedelta(days=6), 9), "rapport", gegevens)
        yield Daad(rooster.op(bevroren, 15), "bevries", {"ronde": ronde})
        for stap in rapport["stappen"]:
            moment = rooster.op(_werkdag(bevroren + timedelta(days=stap["na"])), 16)
            yield Daad(moment, "rapportstap", {"ronde": ronde, "stap": stap})


def _werkdag(dag: date) -> date:
    """That day, or the first working day after it."""
    while not is_werkdag(dag):
        dag += timedelta(days=1)
    return dag


def _halfjaren(begin: date, tot: date) -> Iterator[date]:
    for jaar in range(begin.year, tot.year + 1):
        for dag in (date(jaar, 6, 30), date(jaar, 12, 31)):
            if begin < dag <= tot:
                yield dag


def _delen(verteld: list[Json], blad: str, dag: date, rooster: Rooster) -> dict[str, Decimal]:
    """Which part of its budget a blad expects to spend, and of that is spent up to `dag`.

    More than the budget only where the story says so, in the rounds in which it does.
    """
    verwacht, verstreken = rooster.toeval.uniform(0.88, 1), 0.5 if dag.month == 6 else 1.0
    uitgegeven = verstreken * rooster.toeval.uniform(0.9, 1)
    ronde = sum(peildatum <= dag for peildatum in rooster.peildata)
    for rij in verteld:
        if rij["blad"] == blad and rij["van"] <= ronde <= rij["tot_en_met"]:
            verwacht = rij["verwacht"]
            uitgegeven = rij.get("uitgegeven", uitgegeven)
    return {
        naam: Decimal(deel).quantize(Decimal("0.0001"))
        for naam, deel in (("verwacht", verwacht), ("uitgegeven", uitgegeven))
    }


def bedragen(begroot: Decimal, verwacht: Decimal, uitgegeven: Decimal) -> dict[str, Decimal]:
    """The four amounts of a besteding: of what was budgeted the part that is expected, and of that
    the part that is spent. All but the budget in fifties, as people estimate."""
    wordt = _rond(begroot * verwacht)
    if verwacht <= 1:
        wordt = min(wordt, begroot)
    is_uit = min(wordt, _rond(wordt * uitgegeven))
    return {
        "begroot": begroot,
        "verplicht": max(is_uit, min(wordt, _rond(wordt * Decimal("0.85")))),
        "uitgegeven": is_uit,
        "verwacht": wordt,
    }


def _rond(bedrag: Decimal) -> Decimal:
    return round(bedrag / 50) * Decimal(50)
