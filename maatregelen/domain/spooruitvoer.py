"""The trail as rows of a table, one per field that changed, for an accountant's own analysis."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from jeugdhulp import logboek
from jeugdhulp.kalender import AMSTERDAM
from jeugdhulp.models import Gebeurtenis
from maatregelen.domain import spoor
from maatregelen.domain.spoor import Regels

KOLOMMEN = (
    "volgnummer",
    "moment",
    "moment (UTC)",
    "wie",
    "namens",
    "soort",
    "onderwerp",
    "veld",
    "voor",
    "na",
    "reden",
    "kanaal",
    "hash",
    "vorige hash",
)
_WEG = "inhoud vernietigd"


def rijen(regels: Regels, gronden: Mapping[int, str]) -> Iterator[tuple[object, ...]]:
    """Oldest first, in the columns of KOLOMMEN. A line without fields has one row.

    One query, streamed: any number of lines fits in memory.
    """
    for regel in regels.order_by("volgnummer").iterator(chunk_size=2000):
        yield from _van_regel(regel, gronden.get(regel.volgnummer, ""))


def _van_regel(regel: Gebeurtenis, grond: str) -> Iterator[tuple[object, ...]]:
    inhoud = regel.gegevens
    weg = regel.inhoud is None
    voor, na = inhoud.get("voor", {}), inhoud.get("na", {})
    for veld in spoor.velden(inhoud) or [""]:
        yield (
            regel.volgnummer,
            _lokaal(regel.moment),
            logboek.moment_als_tekst(regel.moment),
            spoor.wie(regel),
            na.get("namens", ""),
            regel.soort,
            _WEG if weg else inhoud.get("onderwerp", ""),
            spoor.veldnaam(veld) if veld else "",
            spoor.waarde(veld, voor.get(veld)),
            spoor.waarde(veld, na.get(veld)),
            grond if weg else inhoud.get("reden", ""),
            inhoud.get("kanaal", ""),
            regel.hash,
            regel.vorige_hash,
        )


def _lokaal(moment: datetime) -> str:
    """ "22-11-2026 10:42:17", which a Dutch spreadsheet reads as a moment."""
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M:%S}"
