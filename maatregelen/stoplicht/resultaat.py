"""Does it work? The light of what a measure must lead to. Pure."""

from collections.abc import Iterator
from datetime import date

from jeugdhulp.kalender import datum_voluit
from jeugdhulp.opmaak import getal
from jeugdhulp.stoplicht import Licht, beoordeel_reeks
from maatregelen.choices import ResultaatToestand, Richting
from maatregelen.stoplicht.feiten import Feit, Feiten, Oordeel, Reeks, Resultaatregel, oordeel


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
        return Feit(Licht.GROEN, f"Bereikt: “{regel.tekst}”.")
    if toestand == ResultaatToestand.NIET_TE_METEN:
        return Feit(Licht.GRIJS, f"Niet te meten: “{regel.tekst}”.")
    if vanaf is not None and vanaf > peildatum:
        return Feit(Licht.GRIJS, f"Te vroeg, pas te zien {_vanaf(vanaf)}: “{regel.tekst}”.")
    if toestand == ResultaatToestand.DEELS:
        return Feit(Licht.ORANJE, f"Deels bereikt: “{regel.tekst}”.")
    if vanaf is None:
        return Feit(
            Licht.GRIJS, f"Nog niet bereikt, en niet bekend wanneer het moet: “{regel.tekst}”."
        )
    return Feit(Licht.ORANJE, f"Niet bereikt, moest er zijn {_vanaf(vanaf)}: “{regel.tekst}”.")


def _vanaf(dag: date) -> str:
    return f"vanaf {datum_voluit(dag)}"


def _reeks(reeks: Reeks, peildatum: date) -> Feit:
    if reeks.effect_vanaf is not None and reeks.effect_vanaf > peildatum:
        return Feit(
            Licht.GRIJS, f"{reeks.naam}: te vroeg, pas te zien {_vanaf(reeks.effect_vanaf)}."
        )
    if reeks.richting not in (Richting.TOENAME, Richting.AFNAME):
        return Feit(Licht.GRIJS, f"{reeks.naam}: er is niet gezegd welke kant het op moet.")
    metingen = sorted(
        (meting for meting in reeks.metingen if meting.dag <= peildatum),
        key=lambda meting: meting.dag,
    )
    waarden = [meting.waarde for meting in metingen if meting.waarde is not None]
    licht = beoordeel_reeks(
        waarden,
        nulmeting=reeks.nulmeting,
        norm=reeks.norm,
        hoger_is_beter=reeks.richting == Richting.TOENAME,
    )
    if not waarden:
        waarom = metingen[-1].waarom if metingen else ""
        return Feit(licht, f"{reeks.naam}: {waarom or 'nog niet gemeten'}.")
    return Feit(licht, f"{reeks.naam}: {', '.join(_woorden(reeks, licht, getal(waarden[-1])))}.")


def _woorden(reeks: Reeks, licht: Licht, waarde: str) -> Iterator[str]:
    yield f"gemeten {waarde}"
    if reeks.norm is not None:
        yield f"norm {getal(reeks.norm)}"
    if reeks.nulmeting is not None:
        yield f"nulmeting {getal(reeks.nulmeting)}"
    if licht == Licht.ROOD:
        yield "twee keer achter elkaar slechter dan de nulmeting"
