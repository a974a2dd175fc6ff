"""What WeasyPrint leaves open for PDF/UA-1, mended in the finished file with pikepdf.

See Kozea/WeasyPrint issues 2482, 2508 and 1836: one table per table, Scope, page margins as
artifacts.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from rapportage.pdf.boom import Nummer, haal_weg, inhoudsnummers, loop, soort
from rapportage.pdf.kenmerk import voeg_kenmerk_toe
from rapportage.pdf.opslaan import schrijf
from rapportage.pdf.tabel import benoem_koppen, verwijder_merken, voeg_samen

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

# WeasyPrint writes each operand and operator on a line of its own, and text only as hexadecimal
# digits, so that this cannot match inside a text. `controle` reads the result with a real parser.
_BEGIN = re.compile(rb"^/\w+\n<</MCID (\d+)>>\nBDC$", re.MULTILINE)
_ARTEFACT = b"/Artifact\n<</Type/Pagination>>\nBDC"
_LEEG_WEG = ("Div", "Sect", "Art", "Part", "NonStruct", "Span")


def voltooi(ruw: bytes) -> bytes:
    """The same document as PDF/UA-1 too; `ruw` is WeasyPrint's pdf/a-3a with `merk_herkomst`.

    Takes about a tenth of the time WeasyPrint took. The same input gives the same bytes.
    """
    from pikepdf import open as open_pdf

    with open_pdf(BytesIO(ruw)) as pdf:
        voeg_samen(pdf)
        per_soort, nummers = _snoei(pdf)
        benoem_koppen(pdf, per_soort["Table"])
        verwijder_merken(per_soort["Table"])
        _zet_kaders_recht(per_soort["Figure"])
        _noem_bijlagen_een_keer(pdf)
        _maak_artefacten(pdf, nummers)
        voeg_kenmerk_toe(pdf)
        return schrijf(pdf)


def _snoei(pdf: "Pdf") -> "tuple[dict[str, list[Object]], dict[Nummer, set[int]]]":
    """Take grouping elements without content out of the tree, and those that are empty then.

    Gives what stays in reading order by kind, and the content it refers to: one walk for all.
    """
    elementen = [(soort(element), element) for element in loop(pdf.Root.StructTreeRoot)]
    weg: dict[Nummer, Object] = {}
    leeg: dict[Nummer, int] = defaultdict(int)  # of an element: how many kids go
    for naam, element in reversed(elementen):  # kids before what holds them
        if naam in _LEEG_WEG and len(element.K) == leeg[element.objgen]:
            weg[element.objgen] = element
            leeg[element.P.objgen] += 1
    haal_weg(weg.values())
    per_soort: dict[str, list[Object]] = defaultdict(list)
    for naam, element in elementen:
        if element.objgen not in weg:
            per_soort[naam].append(element)
    blijft = (element for groep in per_soort.values() for element in groep)
    return per_soort, inhoudsnummers(blijft)


def _zet_kaders_recht(figuren: "Iterable[Object]") -> None:
    """Give images their box in points from the bottom of the page.

    WeasyPrint 70.0 writes it in CSS pixels from the top.
    """
    from pikepdf import Array

    for element in figuren:
        links, boven, rechts, onder = (float(maat) * 0.75 for maat in element.A.BBox)
        hoogte = float(element.Pg.MediaBox[3])
        kader = (links, hoogte - onder, rechts, hoogte - boven)
        element.A.BBox = Array([round(maat, 2) for maat in kader])


def _noem_bijlagen_een_keer(pdf: "Pdf") -> None:
    """WeasyPrint 70.0 lists each attachment twice among the files of the document."""
    from pikepdf import Array

    if "/AF" in pdf.Root:
        pdf.Root.AF = Array({bijlage.objgen: bijlage for bijlage in pdf.Root.AF}.values())


def _maak_artefacten(pdf: "Pdf", in_boom: "dict[Nummer, set[int]]") -> None:
    """Turn marked content outside the tree into artifacts: page margins and repeated heads."""
    bladzijden = {int(blad.obj.StructParents): blad.obj for blad in pdf.pages}
    ouders = pdf.Root.StructTreeRoot.ParentTree.Nums
    for sleutel, ingang in zip(ouders[::2], ouders[1::2], strict=True):
        if (blad := bladzijden.get(int(sleutel))) is None:
            continue  # a link, not a page
        behouden = in_boom.get(blad.objgen, set())
        for nummer in set(range(len(ingang))) - behouden:
            ingang[nummer] = None
        blad.Contents.write(_zonder_merken(blad.Contents.read_bytes(), behouden))


def _zonder_merken(inhoud: bytes, behouden: set[int]) -> bytes:
    """Page content in which all marks but those of `behouden` say Artifact."""
    return _BEGIN.sub(lambda merk: merk[0] if int(merk[1]) in behouden else _ARTEFACT, inhoud)
