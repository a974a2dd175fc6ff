"""Which files a report may read: a mapping of names to local paths, and nothing else.

A report must look the same wherever it is made and must never call another machine. WeasyPrint
would happily fetch any address in the HTML, so every request passes `maak_ophaler`.
"""

import mimetypes
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from rapportage.pdf.fouten import PdfFout

# Reserved name (RFC 2606): a relative address resolves against it, and it can never reach a real
# machine.
BASIS_URL = "https://rapport.invalid/"

_STATISCH = Path(__file__).resolve().parents[1] / "static"


def rapportbestanden(voorkant: Path) -> dict[str, Path]:
    """Everything the report templates refer to: style sheet, lights, letters.

    `voorkant` is the folder in which set-up puts the front-end packages; its `fonts/` holds Source
    Sans 3. Keys are addresses relative to `BASIS_URL`: "rapportage/pdf.css", "fonts/….woff2".
    Raises `PdfFout` when the fonts are not there: another letter would break the lines elsewhere.
    """
    letters = sorted((voorkant / "fonts").glob("source-sans-3-*.woff2"))
    if not letters:
        raise PdfFout(f"De letters voor het rapport staan niet in {voorkant / 'fonts'}.")
    eigen = [pad for pad in _STATISCH.rglob("*") if pad.suffix in (".css", ".svg")]
    return {pad.relative_to(_STATISCH).as_posix(): pad for pad in eigen} | {
        f"fonts/{letter.name}": letter for letter in letters
    }


def maak_ophaler(bestanden: Mapping[str, Path], basis_url: str) -> Callable[[str], Any]:
    """The `url_fetcher` for WeasyPrint: serves `bestanden` and data: addresses, refuses the rest.

    A refusal is WeasyPrint's fatal error, because an ordinary one is only logged and would leave
    a hole in the report. `maak_pdf` turns it into a `PdfFout`.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    ingebed = URLFetcher(allowed_protocols=("data",), allow_redirects=False)

    def ophalen(url: str) -> Any:
        if url.startswith("data:"):
            return ingebed.fetch(url)
        pad = bestanden.get(url.removeprefix(basis_url)) if url.startswith(basis_url) else None
        if pad is None:
            raise FatalURLFetchingError(
                f"Het rapport vraagt om {url}; dat bestand hoort er niet bij."
            )
        try:
            inhoud = _lees(pad)
        except OSError as fout:
            raise FatalURLFetchingError(f"Het bestand {pad} is niet te lezen.") from fout
        soort = mimetypes.guess_type(pad.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, inhoud, {"Content-Type": soort})

    return ophalen


def _lees(pad: Path) -> bytes:
    """The bytes of a file; of a letter unpacked, since WeasyPrint does that anew for each PDF."""
    if pad.suffix != ".woff2":
        return pad.read_bytes()
    stand = pad.stat()
    return _uitgepakt(pad, stand.st_mtime_ns, stand.st_size)


@lru_cache(maxsize=8)
def _uitgepakt(pad: Path, _gewijzigd: int, _omvang: int) -> bytes:
    """The letter in a WOFF2 file. What is no such file is given as it is: WeasyPrint says so."""
    from fontTools.ttLib import TTLibError, woff2  # type: ignore[import-untyped]

    ingepakt, uit = pad.read_bytes(), BytesIO()
    try:
        woff2.decompress(BytesIO(ingepakt), uit)
    except TTLibError:
        return ingepakt
    return uit.getvalue()
