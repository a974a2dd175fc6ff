"""Reading one cell of a spreadsheet as a value of the exchange format. Pure."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any


class CelFout(ValueError):
    """What is wrong with a cell and what to do, in Dutch."""


def lees_cel(soort: str, waarde: Any, *, mag_null: bool) -> Any:
    """The value of a cell. Raises CelFout where it cannot be meant; that it is well-formed is for
    the schema."""
    if isinstance(waarde, str):
        waarde = waarde.strip()
    if waarde is None or waarde == "":
        # No is the ordinary answer, and a list may have nothing in it.
        leeg = {"ja": False, "reeks": []}
        return leeg.get(soort, None if mag_null else "")
    return _LEZERS[soort](waarde)


def _tekst(waarde: Any) -> str:
    if isinstance(waarde, bool) or not isinstance(waarde, str | int):
        raise CelFout("maak van deze cel tekst (opmaak “Tekst”) en typ de waarde opnieuw")
    return str(waarde)


def _dag(waarde: Any) -> str:
    if isinstance(waarde, datetime):
        if (waarde.hour, waarde.minute, waarde.second) != (0, 0, 0):
            raise CelFout("hier hoort een dag zonder tijdstip")
        waarde = waarde.date()
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, str):
        return waarde
    raise CelFout("hier hoort een dag, zoals 2019-10-30")


def _moment(waarde: Any) -> str:
    if isinstance(waarde, int) and not isinstance(waarde, bool):
        return str(waarde)
    return _dag(waarde)


# More than any plan costs, and less than quantize stumbles over.
_TE_GROOT = Decimal(10) ** 15


def _bedrag(waarde: Any) -> str:
    if isinstance(waarde, str):
        return waarde
    if isinstance(waarde, bool) or not isinstance(waarde, int | float | Decimal):
        raise CelFout("hier hoort een getal")
    getal = Decimal(str(waarde))
    if not getal.is_finite() or abs(getal) >= _TE_GROOT:
        raise CelFout("dit getal is te groot")
    # A sign before nought says nothing.
    if getal != getal.quantize(Decimal("0.01")):
        raise CelFout("rond dit getal af op twee decimalen")
    return f"{getal + 0:.2f}"


def _geheel(waarde: Any) -> int:
    if isinstance(waarde, str) and waarde.isascii() and waarde.isdecimal():
        waarde = int(waarde[:9])
    if isinstance(waarde, float) and waarde.is_integer():
        waarde = int(waarde)
    if isinstance(waarde, bool) or not isinstance(waarde, int):
        raise CelFout("hier hoort een heel getal")
    return waarde


def _ja(waarde: Any) -> bool:
    if isinstance(waarde, bool):
        return waarde
    if not isinstance(waarde, str) or waarde.lower() not in {"ja", "nee"}:
        raise CelFout("schrijf ja of nee")
    return waarde.lower() == "ja"


def _reeks(waarde: Any) -> list[int]:
    delen = str(waarde).split(",") if isinstance(waarde, str | int) else [""]
    return [_geheel(deel.strip()) for deel in delen]


_LEZERS = {
    "tekst": _tekst,
    "dag": _dag,
    "moment": _moment,
    "bedrag": _bedrag,
    "geheel": _geheel,
    "ja": _ja,
    "reeks": _reeks,
}
