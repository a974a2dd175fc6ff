"""What keeps WeasyPrint quick in a long report: without it the time grows faster than the pages.

Nothing here changes what is written, only how often the same work is done.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

# So many new objects before Python looks for garbage among them, and next to never among the
# rest. Pages of WeasyPrint live until the file is written: looking through them finds nothing.
_ZELDEN = (100_000, 1_000, 1_000)
_BLADEN = "_jh_bladen"

_slot = threading.Lock()
_bezig = 0
_gewoonlijk = gc.get_threshold()


@contextmanager
def zelden_opruimen() -> Iterator[None]:
    """Let Python look for garbage seldom while a document is made, and clear it away afterwards.

    Holds for the whole process, so other threads keep being tidied up, only later; when several
    render at once, the last one out restores what the first one found. The document is full of
    references in circles and would otherwise stay in memory until long after.
    """
    global _bezig, _gewoonlijk
    with _slot:
        if _bezig == 0:
            _gewoonlijk = gc.get_threshold()
            gc.set_threshold(*_ZELDEN)
        _bezig += 1
    try:
        yield
    finally:
        with _slot:
            _bezig -= 1
            if _bezig == 0:
                gc.set_threshold(*_gewoonlijk)
        gc.collect(1)  # what was made in between, not all that the process holds


@cache
def onthoud_bladen() -> None:
    """Let each pydyf document keep its list of pages, once per process.

    pydyf 0.13 makes `PDF.page_references` anew each time it is read, and WeasyPrint 70 reads it
    for every tag: tags times pages. The list is kept with the document it is of and made again
    when pages have come, so that it says what it always said, in every thread.
    """
    import pydyf  # type: ignore[import-untyped]

    gewoon = pydyf.PDF.page_references.fget

    def bladen(pdf: Any) -> tuple[bytes, ...]:
        aantal = pdf.pages["Count"]
        bewaard: tuple[int, tuple[bytes, ...]] | None = vars(pdf).get(_BLADEN)
        if bewaard is None or bewaard[0] != aantal:
            bewaard = (aantal, gewoon(pdf))
            setattr(pdf, _BLADEN, bewaard)
        return bewaard[1]

    pydyf.PDF.page_references = property(bladen)


def laat_bladen_open(pdf: Any) -> None:
    """Leave the pages of a pydyf document uncompressed: `label` reads them and writes them anew."""
    for nummer in pdf.pages["Kids"][::3]:
        inhoud = pdf.objects[nummer]["Contents"]  # b"12 0 R"
        pdf.objects[int(inhoud.split()[0])].compress = False
