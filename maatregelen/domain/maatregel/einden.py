"""The end of a tie, a risk or a result: it no longer counts, and stays where it can be found."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from jeugdhulp.kalender import datum_voluit
from maatregelen.domain import wijzigen
from maatregelen.models.inhoud import MetEinde

E = TypeVar("E", bound=MetEinde)


def eis_geldend(rij: MetEinde) -> None:
    """ValidationError when the locked row has ended: what it was then, it stays."""
    if rij.beeindigd_op is not None:
        dag = datum_voluit(rij.beeindigd_op)
        raise ValidationError(f"Dit is al beëindigd, op {dag}. U kunt het niet meer veranderen.")


def beeindig(rij: MetEinde, op: date, reden: str) -> dict[str, str]:
    """End a locked row on the day `op`; what the line tells of it.

    ValidationError without a reason, on a day to come, or when it has ended.
    """
    eis_geldend(rij)
    wijzigen.eis_tekst("reden", reden, "Schrijf op waarom dit niet meer telt.")
    wijzigen.eis_geweest("beeindigd_op", op)
    rij.beeindigd_op, rij.einde_reden = op, reden
    wijzigen.bewaar(rij, "beeindigd_op", "einde_reden")
    return {"beëindigd op": datum_voluit(op)}


def scheid(rijen: Sequence[E], moment: datetime | None) -> tuple[list[E], list[E]]:
    """The rows that count and those that ended, as known at `moment` (None: now).

    Those that ended say in `beeindigd_door` who did that, "" for the system. One query, none where
    nothing ended.
    """
    geldend = [rij for rij in rijen if rij.beeindigd_op is None]
    beeindigd: list[Any] = [rij for rij in rijen if rij.beeindigd_op is not None]
    if beeindigd:
        door = _door(beeindigd, moment)
        for rij in beeindigd:
            rij.beeindigd_door = door.get(rij.pk, "")
    return geldend, beeindigd


def _door(rijen: Sequence[Any], moment: datetime | None) -> dict[int, str]:
    historie: Any = type(rijen[0]).historie
    versies = historie.filter(id__in=[rij.pk for rij in rijen]).exclude(beeindigd_op=None)
    if moment is not None:
        versies = versies.filter(history_date__lte=moment)
    # Of each row the first version that has its end.
    versies = versies.select_related("history_user").order_by("-history_date", "-history_id")
    return {versie.id: str(versie.history_user or "") for versie in versies}
