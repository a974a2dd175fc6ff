"""The trail as rows of a table, one per field that changed, for an accountant's own analysis."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.apps import apps

from jeugdhulp import logboek
from jeugdhulp.kalender import AMSTERDAM
from jeugdhulp.models import Gebeurtenis
from maatregelen.domain import spoor
from maatregelen.domain.spoor import Regels, Spoor

KOLOMMEN = (
    "volgnummer",
    "moment",
    "moment (UTC)",
    "wie",
    "namens",
    "soort",
    "onderwerp",
    "onderdeel",
    "eerst",
    "nu",
    "reden",
    "inhoud vernietigd",
    "grond",
    "via",
    "hash",
    "vorige hash",
)
# What a line is about: its kind (a model label) and id.
_Onderwerp = tuple[str, int]


def rijen(van: Spoor, regels: Regels, gronden: Mapping[int, str]) -> Iterator[tuple[object, ...]]:
    """These lines of `van`, oldest first, in the columns of KOLOMMEN; a light by the name that its
    plan gives it. A line without fields has one row.

    Streamed: any number of lines fits in memory. Two queries, and where content is gone one more
    for each kind of row that those lines are about.
    """
    namen = _namen(regels)
    for regel in regels.order_by("volgnummer").iterator(chunk_size=2000):
        lichten = spoor.lichtnamen(regel, spoor.maatregel_van(regel, van))
        yield from _van_regel(regel, gronden.get(regel.volgnummer, ""), namen, lichten)


def _namen(regels: Regels) -> dict[_Onderwerp, str]:
    """What the lines without content are about, from the rows themselves, as far as they exist."""
    per_soort: dict[str, list[int]] = {}
    weg = regels.filter(inhoud=None).order_by("onderwerp_soort", "onderwerp_id")
    for soort, sleutel in weg.values_list("onderwerp_soort", "onderwerp_id").distinct():
        per_soort.setdefault(soort, []).append(sleutel)
    return {
        (soort, sleutel): str(rij)
        for soort, sleutels in per_soort.items()
        for sleutel, rij in apps.get_model(soort)._default_manager.in_bulk(sleutels).items()
    }


def _van_regel(
    regel: Gebeurtenis, grond: str, namen: Mapping[_Onderwerp, str], lichten: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    inhoud = regel.gegevens
    weg = regel.inhoud is None
    naam = namen.get((regel.onderwerp_soort, regel.onderwerp_id), "")
    voor, na = inhoud.get("voor", {}), inhoud.get("na", {})
    for veld in spoor.velden(inhoud) or [""]:
        yield (
            regel.volgnummer,
            _lokaal(regel.moment),
            logboek.moment_als_tekst(regel.moment),
            spoor.wie(regel),
            na.get("namens", ""),
            regel.soort,
            naam if weg else inhoud.get("onderwerp", ""),
            spoor.veldnaam(veld, lichten) if veld else "",
            spoor.waarde(veld, voor.get(veld)),
            spoor.waarde(veld, na.get(veld)),
            inhoud.get("reden", ""),
            "ja" if weg else "",
            grond if weg else "",
            inhoud.get("kanaal", ""),
            regel.hash,
            regel.vorige_hash,
        )


def _lokaal(moment: datetime) -> str:
    """ "22-11-2026 10:42:17", which a Dutch spreadsheet reads as a moment."""
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M:%S}"
