"""A short text as docx: headings, paragraphs and lists that Word and a screen reader know as such.

Nothing of the day goes in: the same words and moment give the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from markdown_it.token import Token

from jeugdhulp.opmaak import ontleed

TAAL = "nl-NL"
_LETTER = "Calibri"
# The earliest a zip can say; Word writes the same.
_ZONDER_DAG = (1980, 1, 1, 0, 0, 0)
_LIJST = {"bullet_list_open": "List Bullet", "ordered_list_open": "List Number"}


class Briefpapier:
    """A docx that is being written, from top to bottom."""

    def __init__(
        self, *, titel: str, onderwerp: str, auteur: str, moment: datetime, merken: Sequence[str]
    ):
        """`merken` stand above every page, each on a line of its own."""
        from docx import Document

        self._document = Document()
        _in_het_nederlands(self._document)
        _maak_rustig(self._document)
        kenmerken = self._document.core_properties
        kenmerken.title, kenmerken.subject, kenmerken.author = titel, onderwerp, auteur
        kenmerken.language, kenmerken.comments, kenmerken.last_modified_by = TAAL, "", ""
        kenmerken.created = kenmerken.modified = moment.replace(tzinfo=None)
        boven = self._document.sections[0].header
        for nummer, merk in enumerate(merken):
            alinea = boven.add_paragraph() if nummer else boven.paragraphs[0]
            alinea.add_run(merk).bold = True
        self.kop(titel, niveau=1)

    def kop(self, tekst: str, *, niveau: int = 2) -> None:
        """A heading; 1 is that of the whole."""
        self._document.add_heading(tekst, level=niveau)

    def alinea(self, tekst: str) -> None:
        """One paragraph, as it is."""
        self._document.add_paragraph(tekst)

    def aanhef(self, tekst: str) -> None:
        """Where the letter itself begins, apart from the lines above it."""
        from docx.shared import Pt

        self._document.add_paragraph(tekst).paragraph_format.space_before = Pt(18)

    def regel(self, naam: str, tekst: str) -> None:
        """A line such as "Onderwerp: …", close to the next."""
        alinea = self._document.add_paragraph()
        alinea.add_run(f"{naam}: ").bold = True
        alinea.add_run(tekst)
        alinea.paragraph_format.space_after = 0

    def aanwijzing(self, tekst: str) -> None:
        """What the writer still puts here, told apart in words: it is to be taken away."""
        self._document.add_paragraph().add_run(f"[{tekst}]").italic = True

    def lijst(self, regels: Iterable[str], *, genummerd: bool = False) -> None:
        """A list; each list with numbers begins at 1."""
        stijl = "List Number" if genummerd else "List Bullet"
        nummering = self._nieuwe_nummering() if genummerd else None
        for regel in regels:
            self._punt(stijl, nummering).add_run(regel)

    def tekst(self, tekst: str) -> None:
        """What somebody wrote, in restricted Markdown: its paragraphs, lists and heads."""
        # Per list we are in: its style, and the numbering that is its own.
        lijsten: list[tuple[str, int | None]] = []
        begin = ""
        for teken in ontleed(tekst):
            if teken.type in _LIJST:
                nummering = self._nieuwe_nummering() if teken.type.startswith("ord") else None
                lijsten.append((_LIJST[teken.type], nummering))
            elif teken.type.endswith("_list_close"):
                lijsten.pop()
            elif teken.type.endswith("_open"):
                begin = teken.type
            elif teken.type == "inline":
                if begin == "heading_open":
                    alinea = self._document.add_heading("", level=3)
                else:
                    alinea = self._punt(*lijsten[-1]) if lijsten else self._document.add_paragraph()
                _schrijf(alinea, teken.children or ())

    def als_bytes(self) -> bytes:
        """The file."""
        uit = io.BytesIO()
        self._document.save(uit)
        return _zonder_dag(uit)

    def _punt(self, stijl: str, nummering: int | None) -> Any:
        alinea = self._document.add_paragraph(style=stijl)
        if nummering is not None:
            eigen = alinea._p.get_or_add_pPr().get_or_add_numPr()
            eigen.get_or_add_ilvl().val, eigen.get_or_add_numId().val = 0, nummering
        return alinea

    def _nieuwe_nummering(self) -> int:
        """The numbers of "List Number", from 1 again."""
        nummers: Any = self._document.part.numbering_part.element
        gewoon: Any = self._document.styles["List Number"].element
        oud = nummers.num_having_numId(gewoon.pPr.numPr.numId.val)
        nieuw = nummers.add_num(oud.abstractNumId.val)
        nieuw.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(nieuw.numId)


def _schrijf(alinea: Any, delen: Sequence[Token]) -> None:
    vet = schuin = 0
    for deel in delen:
        if deel.type in ("strong_open", "strong_close"):
            vet += deel.nesting
        elif deel.type in ("em_open", "em_close"):
            schuin += deel.nesting
        elif deel.type in ("softbreak", "hardbreak"):
            alinea.add_run().add_break()
        elif deel.content:
            run = alinea.add_run(deel.content)
            run.bold, run.italic = vet > 0 or None, schuin > 0 or None


def _in_het_nederlands(document: Any) -> None:
    """The language that Word checks and that is read aloud, for all text."""
    from docx.oxml.ns import qn

    for taal in document.styles.element.iter(qn("w:lang")):
        taal.set(qn("w:val"), TAAL)
    thema = document.settings.element.find(qn("w:themeFontLang"))
    thema.set(qn("w:val"), TAAL)


def _maak_rustig(document: Any) -> None:
    """One letter, black headings, a little air."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    maten = {"Normal": 11, "Heading 1": 18, "Heading 2": 13, "Heading 3": 11}
    for naam, punten in maten.items():
        stijl = document.styles[naam]
        letters = stijl.element.get_or_add_rPr().get_or_add_rFonts()
        for kenmerk in list(letters.attrib):
            del letters.attrib[kenmerk]
        for kenmerk in ("ascii", "hAnsi", "cs"):
            letters.set(qn(f"w:{kenmerk}"), _LETTER)
        stijl.font.size = Pt(punten)
        stijl.font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    document.styles["Normal"].paragraph_format.line_spacing = 1.15
    document.styles["Heading 1"].paragraph_format.space_before = Pt(0)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(12)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(14)
    document.styles["Heading 2"].paragraph_format.space_after = Pt(4)
    blad = document.sections[0]
    blad.page_width, blad.page_height = Cm(21), Cm(29.7)
    blad.left_margin = blad.right_margin = blad.top_margin = blad.bottom_margin = Cm(2.5)


def _zonder_dag(bestand: io.BytesIO) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(bestand) as oud, zipfile.ZipFile(uit, "w") as nieuw:
        for deel in oud.infolist():
            kop = zipfile.ZipInfo(deel.filename, _ZONDER_DAG)
            kop.compress_type = zipfile.ZIP_DEFLATED
            nieuw.writestr(kop, oud.read(deel))
    return uit.getvalue()
