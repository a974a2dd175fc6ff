"""The parts of a report as its writer knows them: what is written, required, or left out."""

from maatregelen.models import Thema
from rapportage.blokken import VOORTGANG
from rapportage.choices import BlokSoort

_BLOKKEN = {blok.soort: blok for blok in VOORTGANG}


def heeft_tekst(soort: BlokSoort) -> bool:
    """Whether somebody writes a text with it."""
    return soort in _BLOKKEN and _BLOKKEN[soort].geschreven


def is_verplicht(soort: BlokSoort) -> bool:
    """Whether a report cannot do without that text."""
    return soort in _BLOKKEN and _BLOKKEN[soort].verplicht


def mag_weg(soort: BlokSoort) -> bool:
    """Whether it may be left out."""
    return soort in _BLOKKEN and _BLOKKEN[soort].weg_te_laten


def in_rapport(soort: BlokSoort) -> bool:
    """Whether it stands in the report itself, and not in what the college alone gets."""
    return soort in _BLOKKEN and _BLOKKEN[soort].in_rapport


def is_per_thema(soort: BlokSoort) -> bool:
    """Whether each thema has a text of its own in it."""
    return soort == BlokSoort.MAATREGELEN


def naam(soort: BlokSoort, thema: Thema | None = None) -> str:
    """What it is called, with the thema where the text is of one."""
    return f"{soort.label}, {thema}" if thema else str(soort.label)
