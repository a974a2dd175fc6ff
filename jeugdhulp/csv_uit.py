"""Tables as csv that a Dutch spreadsheet opens well and cannot be tricked by. Pure."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain

# What a spreadsheet may take for the begin of a formula (OWASP, CSV Injection; also as the wide
# characters of East Asian keyboards).
_FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")  # noqa: RUF001


def veilige_cel(waarde: object) -> str:
    """`waarde` as text that no spreadsheet computes: an apostrophe before what may be a formula.

    Spaces before it do not hide it.
    """
    tekst = str(waarde)
    verdacht = tekst.startswith(_FORMULE) or tekst.strip().startswith(_FORMULE)
    return f"'{tekst}" if verdacht else tekst


def als_csv(kop: Iterable[str], rijen: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """The table line by line: UTF-8 with a mark in front (Excel needs it), `;` between cells,
    every cell in quotes, so that a cell cannot break out into the next."""
    yield "\ufeff".encode()
    for rij in chain([kop], rijen):
        yield _regel(rij)


def _regel(waarden: Iterable[object]) -> bytes:
    buffer = StringIO()
    schrijver = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    schrijver.writerow([veilige_cel(waarde) for waarde in waarden])
    return buffer.getvalue().encode()
