"""Is this PDF accessible and archivable?

Two checks that complement each other. `controleer_normen` asks page-validation (a development
tool) for PDF/UA-1 and PDF/A-3a; it lets broken table references pass. `controleer_structuur` is
our own, needs nothing but pikepdf, and reads what that one overlooks. No finding means: passes
these checks. It is no proof that a person with a screen reader can use the text.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from rapportage.pdf.boom import (
    inhoudsnummers,
    kenmerk,
    kinderen,
    loop,
    rijbreedtes,
    rijen,
    soort,
    tabellen,
    zoek,
)

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_NORMEN = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
_NIET_GELOPEN = (
    "Niet gecontroleerd op PDF/UA-1 en PDF/A-3a: het hulpmiddel page-validation ontbreekt."
)


def controleer_pdf(pdf: bytes) -> list[str]:
    """All findings of both checks as Dutch sentences; empty when there are none.

    Where page-validation is absent, the last sentence says which check did not run: unknown is
    not good.
    """
    normen = controleer_normen(pdf)
    return controleer_structuur(pdf) + ([_NIET_GELOPEN] if normen is None else normen)


def controleer_normen(pdf: bytes) -> list[str] | None:
    """Findings of page-validation, or None when it is not installed. About 3 ms a page a norm."""
    try:
        import page
    except ModuleNotFoundError:
        return None
    try:
        return [
            f"Voldoet niet aan {naam}, regel {fout.rule_id}: {fout.message}"
            for profiel, naam in _NORMEN.items()
            for fout in page.validate_pdf_bytes(pdf, profile=profiel).failures
        ]
    except page.PageError as fout:
        return [f"De controle op PDF/UA-1 en PDF/A-3a kan dit bestand niet lezen: {fout}"]


def controleer_structuur(pdf: bytes) -> list[str]:
    """Findings of our own checks of tags, tables, headings, images, fonts and marked content."""
    from pikepdf import PdfError
    from pikepdf import open as open_pdf

    try:
        with open_pdf(BytesIO(pdf)) as document:
            if "/StructTreeRoot" not in document.Root:
                return ["Het document heeft geen labels voor een schermlezer."]
            return [bevinding for controle in _CONTROLES for bevinding in controle(document)]
    except PdfError as fout:
        return [f"Dit bestand is geen leesbare PDF: {fout}"]


def _kenmerken(pdf: "Pdf") -> Iterator[str]:
    if not str(zoek(pdf.Root, "/Lang") or ""):
        yield "De taal van het document staat er niet in."
    if not str(pdf.docinfo.get("/Title", "")):
        yield "Het document heeft geen titel."
    if zoek(pdf.Root, "/ViewerPreferences", "/DisplayDocTitle") is not True:
        yield "De titel van het document wordt niet in de titelbalk getoond."
    if zoek(pdf.Root, "/MarkInfo", "/Marked") is not True:
        yield "Het document zegt niet dat het labels heeft."


def _tussenkoppen(pdf: "Pdf") -> Iterator[str]:
    """Headings go down one level at a time and begin at 1."""
    niveaus = [
        int(soort(element)[1])
        for element in loop(pdf.Root.StructTreeRoot)
        if soort(element) in ("H1", "H2", "H3", "H4", "H5", "H6")
    ]
    for vorig, niveau in pairwise([0, *niveaus]):
        if niveau > vorig + 1:
            yield f"Na een kop van niveau {vorig} komt er een van niveau {niveau}."


def _afbeeldingen(pdf: "Pdf") -> Iterator[str]:
    zonder = [
        element
        for element in loop(pdf.Root.StructTreeRoot)
        if soort(element) == "Figure" and not str(element.get("/Alt", "")).strip()
    ]
    if zonder:
        yield f"Afbeeldingen zonder beschrijving: {len(zonder)}."


def _tabellen(pdf: "Pdf") -> Iterator[str]:
    for nummer, tabel in enumerate(tabellen(pdf), start=1):
        for bevinding in (*_koppen_van(tabel), *_vorm_van(tabel)):
            yield f"Tabel {nummer} (bladzijde {_bladzijde(pdf, tabel)}): {bevinding}"


def _koppen_van(tabel: "Object") -> Iterator[str]:
    """Scope on every header cell, and references only to header cells of the same table."""
    cellen = [cel for _, rij in rijen(tabel) for cel in kinderen(rij)]
    koppen = [cel for cel in cellen if soort(cel) == "TH"]
    if not koppen:
        yield "er is geen kopcel."
    zonder = [
        cel for cel in koppen if str(kenmerk(cel, "/Scope")) not in ("/Row", "/Column", "/Both")
    ]
    if zonder:
        yield f"kopcellen die niet zeggen of zij boven of voor cellen staan: {len(zonder)}."
    namen = {str(cel.ID) for cel in koppen if "/ID" in cel}
    los = {str(naam) for cel in cellen for naam in kenmerk(cel, "/Headers") or ()} - namen
    if los:
        yield f"verwijst naar kopcellen die er niet zijn: {', '.join(sorted(los))}."


def _vorm_van(tabel: "Object") -> Iterator[str]:
    breedtes = rijbreedtes(tabel)
    if len(set(breedtes)) > 1:
        yield f"de rijen zijn niet even breed: {min(breedtes)} tot {max(breedtes)} kolommen."


def _gesplitste_tabellen(pdf: "Pdf") -> Iterator[str]:
    """A table on the next page that follows without a word between, under the same head."""
    blokken = [
        element
        for element in loop(pdf.Root.StructTreeRoot)
        if soort(element) == "Table" or (_heeft_inhoud(element) and not _in_tabel(element))
    ]
    for eerste, tweede in pairwise(blokken):
        if soort(eerste) == soort(tweede) == "Table" and _lijken_stukken(eerste, tweede):
            yield (
                f"Een tabel lijkt in stukken geknipt: op bladzijde {_bladzijde(pdf, eerste)} "
                f"en bladzijde {_bladzijde(pdf, tweede)}."
            )


def _lijken_stukken(eerste: "Object", tweede: "Object") -> bool:
    """Same number of header cells in the first row, other page, and no caption of its own."""
    if eerste.Pg.objgen == tweede.Pg.objgen or soort(kinderen(tweede)[0]) == "Caption":
        return False
    koppen = [[soort(cel) for cel in kinderen(rijen(tabel)[0][1])] for tabel in (eerste, tweede)]
    return koppen[0] == koppen[1]


def _heeft_inhoud(element: "Object") -> bool:
    return any(isinstance(kind, int) or "/MCID" in kind for kind in element.get("/K", ()))


def _in_tabel(element: "Object") -> bool:
    while "/P" in element:
        element = element.P
        if str(element.get("/S", "")) == "/Table":
            return True
    return False


def _lettertypen(pdf: "Pdf") -> Iterator[str]:
    for letter in pdf.objects:
        if not _is_letter(letter):
            continue
        bestanden = ("/FontFile", "/FontFile2", "/FontFile3")
        if all(zoek(letter, "/FontDescriptor", bestand) is None for bestand in bestanden):
            yield f"Het lettertype {str(letter.get('/BaseFont', ''))[1:]} zit niet in het bestand."


def _is_letter(object_: "Object") -> bool:
    """A font that must carry its file; Type0 leaves that to its descendant, Type3 draws itself."""
    from pikepdf import Dictionary

    if not isinstance(object_, Dictionary) or object_.get("/Type") != "/Font":
        return False
    return str(object_.get("/Subtype")) not in ("/Type0", "/Type3")


def _gemerkte_inhoud(pdf: "Pdf") -> Iterator[str]:
    """What is marked on a page stands in the tree, and the other way round."""
    from pikepdf import parse_content_stream

    in_boom = inhoudsnummers(loop(pdf.Root.StructTreeRoot))
    for nummer, blad in enumerate(pdf.pages, start=1):
        merken = parse_content_stream(blad, operators="BDC")
        op_blad = [int(merk.operands[1].MCID) for merk in merken if "/MCID" in merk.operands[1]]
        verwacht = in_boom.get(blad.obj.objgen, set())
        if los := set(op_blad) - verwacht:
            yield f"Bladzijde {nummer}: stukken inhoud die een schermlezer niet leest: {len(los)}."
        if leeg := verwacht - set(op_blad):
            yield f"Bladzijde {nummer}: labels zonder inhoud: {len(leeg)}."


def _bladzijde(pdf: "Pdf", element: "Object") -> int:
    """Page number, from 1, on which an element begins; 0 when it does not say."""
    return next(
        (n for n, blad in enumerate(pdf.pages, start=1) if blad.obj.objgen == element.Pg.objgen), 0
    )


_CONTROLES: tuple[Callable[["Pdf"], Iterator[str]], ...] = (
    _kenmerken,
    _tussenkoppen,
    _afbeeldingen,
    _tabellen,
    _gesplitste_tabellen,
    _lettertypen,
    _gemerkte_inhoud,
)
