"""Whether what is planned waits for the decision it needs. Pure."""

from collections.abc import Sequence

from jeugdhulp.kalender import Periode, PeriodeSoort


def uitvoering_voor_besluit(besluit: Periode, uitvoering: Sequence[Periode]) -> bool:
    """Whether one of `uitvoering` begins before the first day after `besluit` is expected.

    `uitvoering` leaves out the decision itself. False where the days are not known: a decision
    that recurs or has no day, a line without one. What is only said to end by some day began by
    that day at the latest.
    """
    if besluit.soort == PeriodeSoort.HERHALEND:
        return False
    begin = [periode.van or periode.tot_en_met for periode in uitvoering]
    if besluit.tot_en_met:
        return any(dag <= besluit.tot_en_met for dag in begin if dag)
    # "Vanaf" has no last day: certain is only what begins before its first.
    return besluit.van is not None and any(dag < besluit.van for dag in begin if dag)
