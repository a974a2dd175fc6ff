"""Does it work? The light of what a measure must lead to. Pure."""

from datetime import date

from jeugdhulp.kalender import datum_voluit
from jeugdhulp.opmaak import getal
from jeugdhulp.stoplicht import Licht, beoordeel_reeks
from maatregelen.choices import ResultaatToestand, Richting
from maatregelen.stoplicht.feiten import (
    Feit,
    Feiten,
    Oordeel,
    Reeks,
    Resultaatregel,
    citaat,
    noem,
    oordeel,
)


def beoordeel(feiten: Feiten, peildatum: date) -> Oordeel:
    """Groen: what was due is reached, an indicator is at its norm. Oranje: partly, due and not
    reached, or between nulmeting and norm. Rood: twice worse than the nulmeting. Grijs: too early,
    not measured, or nothing was agreed that can be measured."""
    gevonden = [_resultaat(regel, peildatum) for regel in feiten.resultaten]
    gevonden += [_reeks(reeks, peildatum) for reeks in feiten.reeksen]
    return oordeel(gevonden or [Feit(Licht.GRIJS, "Er is geen meetbaar resultaat afgesproken.")])


def _resultaat(regel: Resultaatregel, peildatum: date) -> Feit:
    # What was seen later was not known on this day.
    gezien = regel.toestand_op is None or regel.toestand_op <= peildatum
    toestand = regel.toestand if gezien else ResultaatToestand.NOG_NIET
    vanaf = regel.effect_vanaf
    if toestand == ResultaatToestand.BEREIKT:
        return Feit(Licht.GROEN, noem("Bereikt", regel.tekst))
    if toestand == ResultaatToestand.NIET_TE_METEN:
        return Feit(Licht.GRIJS, noem("Niet te meten", regel.tekst))
    if vanaf is not None and vanaf > peildatum:
        te_vroeg = f"Te vroeg, pas te zien vanaf {datum_voluit(vanaf)}"
        return Feit(Licht.GRIJS, noem(te_vroeg, regel.tekst))
    if toestand == ResultaatToestand.DEELS:
        return Feit(Licht.ORANJE, noem("Deels bereikt", regel.tekst))
    if vanaf is None:
        return Feit(
            Licht.GRIJS, noem("Nog niet bereikt, en niet bekend wanneer het moet", regel.tekst)
        )
    wanneer = f"te verwachten vanaf {datum_voluit(vanaf)}"
    return Feit(Licht.ORANJE, noem(f"Nog niet bereikt, {wanneer}", regel.tekst))


def _reeks(reeks: Reeks, peildatum: date) -> Feit:
    licht, wat = _gemeten(reeks, peildatum)
    return Feit(licht, f"“{citaat(reeks.naam)}”: {wat}.")


def _gemeten(reeks: Reeks, peildatum: date) -> tuple[Licht, str]:
    vanaf = reeks.effect_vanaf
    if vanaf is not None and vanaf > peildatum:
        return Licht.GRIJS, f"te vroeg, pas te zien vanaf {datum_voluit(vanaf)}"
    if reeks.richting == Richting.GELIJK:
        return Licht.GRIJS, "moet gelijk blijven, dat beoordeelt u zelf"
    if not reeks.richting:
        return Licht.GRIJS, "er is niet gezegd welke kant het op moet"
    # What was measured before an effect could be seen says nothing of the measure.
    metingen = sorted(
        (
            meting
            for meting in reeks.metingen
            if meting.dag <= peildatum and (vanaf is None or meting.dag >= vanaf)
        ),
        key=lambda meting: meting.dag,
    )
    if not metingen:
        sinds = f" sinds {datum_voluit(vanaf)}" if vanaf else ""
        return Licht.GRIJS, f"nog niet gemeten{sinds}"
    laatste = metingen[-1]
    dag = datum_voluit(laatste.dag)
    if laatste.waarde is None:
        # An older value would stand for a period of which nothing is known.
        return Licht.GRIJS, f"geen cijfer van {dag} ({laatste.waarom or 'niet gezegd waarom'})"
    licht = beoordeel_reeks(
        [meting.waarde for meting in metingen if meting.waarde is not None],
        nulmeting=reeks.nulmeting,
        norm=reeks.norm,
        hoger_is_beter=reeks.richting == Richting.TOENAME,
    )
    slecht = "; twee keer achter elkaar slechter dan de nulmeting" if licht == Licht.ROOD else ""
    return licht, f"{getal(laatste.waarde)} op {dag}{_ijkpunten(reeks)}{slecht}"


def _ijkpunten(reeks: Reeks) -> str:
    punten = {"norm": reeks.norm, "nulmeting": reeks.nulmeting}
    bekend = [f"{naam} {getal(punt)}" for naam, punt in punten.items() if punt is not None]
    return f" ({', '.join(bekend)})" if bekend else ""
