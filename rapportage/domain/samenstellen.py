"""A report as one JSON object, and that object as PDF and as page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rapportage.models import Rapportage
from rapportage.pdf.maken import Bijlage


def stel_samen(
    rapportage: Rapportage,
    *,
    moment: datetime,
    vandaag: date,
    opgesteld_door: str,
    versie: int | None = None,
    reden: str = "",
) -> dict[str, Any]:
    """The JSON of `rapportage` as it is known now (the shape: `blokken.basis`); `versie` None is a
    concept. A fixed number of queries."""
    raise NotImplementedError


def als_pdf(gegevens: Mapping[str, Any], bijlagen: Sequence[Bijlage] = ()) -> bytes:
    """The PDF of this JSON, tagged; of a concept or werkversie with its mark on every page. Needs
    nothing but its arguments: the same give the same bytes. Raises PdfFout."""
    raise NotImplementedError


def als_web(gegevens: Mapping[str, Any]) -> str:
    """The same as HTML for within `<main>`: an h1 and all below it, with stable anchors."""
    raise NotImplementedError


def tabellen(gegevens: Mapping[str, Any]) -> dict[str, list[list[str | int | None]]]:
    """The tables of this JSON for a spreadsheet: per name the rows, the first of them heads."""
    raise NotImplementedError
