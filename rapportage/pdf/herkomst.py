"""Marks made while WeasyPrint still knows which HTML element each piece of a table came from.

WeasyPrint tags every page on its own: a table over five pages becomes five tables, each with its
repeated head. The finished file no longer tells whether two such pieces belong together; the
layout boxes do. So the pieces get a private number here, which `tabel` reads and removes.
"""

from collections.abc import Iterator
from typing import Any

BRON = "JHBron"  # on Table, THead, TBody, TFoot, TR, TH, TD: number of the HTML element
BEREIK = "JHBereik"  # on TH: /Row or /Column


def merk_herkomst(document: Any, pdf: Any) -> None:
    """Finisher for `Document.write_pdf`: number all parts of tables by HTML element.

    Reads three things that WeasyPrint 70.0 does not document: `Page._page_box`,
    `TableCellBox.mark` and `pdf.objects`; a test with a long table fails when a later version
    changes them.
    """
    nummers: dict[int, int] = {}
    for tabel, groep, rij, cel in _cellen(document):
        if cel.element.tag == "th":
            cel.mark[BEREIK] = _bereik(cel, groep)
        label = cel.mark
        for doos in (cel, rij, groep, tabel):
            # The element tree lives as long as the document, so an id is not given out twice.
            label[BRON] = nummers.setdefault(id(doos.element), len(nummers))
            label = pdf.objects[int(label["P"].split()[0])]


def _cellen(document: Any) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Every tagged cell box on every page with its table, row group and row."""
    from weasyprint.formatting_structure.boxes import TableBox

    for bladzijde in document.pages:
        for doos in bladzijde._page_box.descendants():
            if isinstance(doos, TableBox):
                yield from (
                    (doos, groep, rij, cel)
                    for groep in doos.children
                    for rij in groep.children
                    for cel in rij.children
                    if hasattr(cel, "mark")
                )


def _bereik(cel: Any, groep: Any) -> str:
    """What a header cell stands above or before, as PDF knows it: "/Column" or "/Row".

    A heading over a group of rows that spans the columns stands above cells, so it is a column
    scope.
    """
    scope = cel.element.get("scope")
    if scope is None:
        return "/Column" if groep.is_header else "/Row"
    return "/Row" if scope == "row" or (scope == "rowgroup" and cel.rowspan > 1) else "/Column"
