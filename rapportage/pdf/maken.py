"""HTML in, PDF/A-3a and PDF/UA-1 out."""

import logging
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from rapportage.pdf.bestanden import BASIS_URL, maak_ophaler
from rapportage.pdf.fouten import PdfFout
from rapportage.pdf.tekst import houd_bijeen
from rapportage.pdf.vlot import laat_bladen_open, onthoud_bladen, zelden_opruimen

# Not "srgb": that name makes WeasyPrint load the profile itself.
_KLEUREN = "--srgb"


@dataclass(frozen=True)
class Bijlage:
    """A file of text inside the PDF: the data that it shows (PDF/A-3). `naam` says its kind."""

    naam: str
    inhoud: bytes
    omschrijving: str


def maak_pdf(
    html: str,
    *,
    titel: str,
    onderwerp: str,
    auteur: str,
    datum: datetime,
    bestanden: Mapping[str, Path],
    basis_url: str = BASIS_URL,
    bijlagen: Sequence[Bijlage] = (),
) -> bytes:
    """The PDF of `html`: tagged, in Dutch, PDF/A-3a and PDF/UA-1 in one file.

    `bestanden` maps the addresses the HTML and its style sheets may use, relative to `basis_url`,
    to local files; data: addresses work too, anything else is refused. `titel`, `onderwerp` and
    `auteur` replace what the HTML says of itself. `datum` is the date of creation, to the second
    and with a time zone. `bijlagen` come out as they went in, one in 256 with a newline more.

    The same arguments give the same bytes: no clock and no chance is used. Raises `PdfFout` when
    a file is refused, unreadable or broken, a link leads nowhere, an image has no alternative
    text, or `datum` has no time zone. About 0,1 s a page, after 0,9 s once per process.
    """
    if datum.tzinfo is None:
        raise PdfFout("De datum van een PDF heeft een tijdzone nodig.")
    from rapportage.pdf.label import voltooi

    kenmerken = (titel, onderwerp, auteur, datum)
    with zelden_opruimen():
        ruw = _zet_om(html, maak_ophaler(bestanden, basis_url), basis_url, kenmerken, bijlagen)
    return voltooi(ruw)


def _zet_om(
    html: str,
    ophaler: Any,
    basis_url: str,
    kenmerken: tuple[str, str, str, datetime],
    bijlagen: Sequence[Bijlage],
) -> bytes:
    """WeasyPrint's own PDF (variant pdf/a-3a), with the marks `voltooi` needs. Raises `PdfFout`."""
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    onthoud_bladen()
    # `schrijf` gives the file its number; making one here means writing all of it twice.
    keuzes = {"pdf_variant": "pdf/a-3a", "output_intent": _KLEUREN, "pdf_identifier": False}
    bron = HTML(string=houd_bijeen(html), base_url=basis_url, url_fetcher=ophaler)
    try:
        with _fouten_tellen():
            document = bron.render(color_profiles={_KLEUREN: _kleurprofiel()}, **keuzes)
            _beschrijf(document.metadata, *kenmerken)
            document.metadata.attachments = [_bijlage(deel, kenmerken[-1]) for deel in bijlagen]
            ruw: bytes = document.write_pdf(finisher=_rond_af, **keuzes)
    except FatalURLFetchingError as fout:
        raise PdfFout(str(fout)) from fout
    return ruw


def _rond_af(document: Any, pdf: Any) -> None:
    """What is done to WeasyPrint's PDF just before it writes it."""
    from rapportage.pdf.herkomst import merk_herkomst

    merk_herkomst(document, pdf)
    laat_bladen_open(pdf)


def _bijlage(bijlage: Bijlage, datum: datetime) -> Any:
    from weasyprint import Attachment

    moment = datum.astimezone(UTC)  # WeasyPrint writes "Z" behind it
    inhoud = bijlage.inhoud
    # Compressed, it ends in its Adler-32; that may not be a carriage return (see `opslaan`).
    while zlib.adler32(inhoud) % 256 == ord("\r"):
        inhoud += b"\n"
    return Attachment(
        file_obj=BytesIO(inhoud),
        name=bijlage.naam,
        description=bijlage.omschrijving,
        created=moment,
        modified=moment,
        relationship="Data",
    )


def _kleurprofiel() -> Any:
    """WeasyPrint's own sRGB profile. By itself WeasyPrint opens that file and never closes it."""
    from weasyprint import pdf
    from weasyprint.css import ColorProfile

    with (files(pdf) / "sRGB2014.icc").open("rb") as bestand:
        return ColorProfile(bestand, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def _beschrijf(metadata: Any, titel: str, onderwerp: str, auteur: str, datum: datetime) -> None:
    """Put title, subject, author, date and language in WeasyPrint's document metadata."""
    moment = datum.replace(microsecond=0).isoformat()
    metadata.title, metadata.description, metadata.authors = titel, onderwerp, [auteur]
    metadata.created = metadata.modified = moment
    metadata.lang = "nl"


class _Foutenlijst(logging.Handler):
    """Keeps the errors logged by one thread; others may be making a PDF at the same time."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.draad = threading.get_ident()
        self.meldingen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.draad:
            self.meldingen.append(record.getMessage())


@contextmanager
def _fouten_tellen() -> Iterator[None]:
    """Raise `PdfFout` for what WeasyPrint only logs: a lost picture, style sheet or link target."""
    lijst = _Foutenlijst()
    logboek = logging.getLogger("weasyprint")
    logboek.addHandler(lijst)
    try:
        yield
    finally:
        logboek.removeHandler(lijst)
    if lijst.meldingen:
        raise PdfFout("De PDF is niet gemaakt. WeasyPrint meldt: " + "; ".join(lijst.meldingen))
