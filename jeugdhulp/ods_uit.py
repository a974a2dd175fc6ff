"""Tables as an ods workbook: OpenDocument, the standard for the government. Pure.

Only text and whole numbers in plain cells: nothing to compute, nothing to run.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

Cel = str | int | None
SOORT = "application/vnd.oasis.opendocument.spreadsheet"
# A zip has a moment for each part; a fixed one, so that the same tables are the same file.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_NAAMRUIMTEN = " ".join(
    f'xmlns:{kort}="urn:oasis:names:tc:opendocument:xmlns:{lang}:1.0"'
    for kort, lang in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
)
_STIJLEN = (
    '<style:style style:name="kolom" style:family="table-column">'
    '<style:table-column-properties style:column-width="5cm"/></style:style>'
    '<style:style style:name="kop" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="cel" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
    "</style:style>"
)
# What no XML may hold.
_VERBODEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NIET_IN_NAAM = re.compile(r"[\[\]*?:/\\']")


def als_ods(tabellen: Mapping[str, Sequence[Sequence[Cel]]], titel: str) -> bytes:
    """A workbook with a sheet per table; the first row of each are its heads."""
    bladen = "".join(_blad(naam, rijen) for naam, rijen in tabellen.items())
    delen = {
        "META-INF/manifest.xml": _omhul("manifest:manifest", _manifest()),
        "content.xml": _omhul(
            "office:document-content",
            f"<office:automatic-styles>{_STIJLEN}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{bladen}</office:spreadsheet></office:body>",
        ),
        "meta.xml": _omhul(
            "office:document-meta",
            '<office:meta><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"{_tekst(titel)}</dc:title></office:meta>",
        ),
        "styles.xml": _omhul(
            "office:document-styles",
            '<office:styles><style:default-style style:family="table-cell">'
            '<style:text-properties fo:language="nl" fo:country="NL"/>'
            "</style:default-style></office:styles>",
        ),
    }
    uit = BytesIO()
    with ZipFile(uit, "w") as archief:
        # First and not packed, so that a program sees what it is.
        archief.writestr(ZipInfo("mimetype", _MOMENT), SOORT, compress_type=ZIP_STORED)
        for naam, inhoud in delen.items():
            archief.writestr(ZipInfo(naam, _MOMENT), inhoud, compress_type=ZIP_DEFLATED)
    return uit.getvalue()


def _manifest() -> str:
    delen = {"/": SOORT} | dict.fromkeys(("content.xml", "meta.xml", "styles.xml"), "text/xml")
    return "".join(
        f'<manifest:file-entry manifest:full-path="{pad}" manifest:media-type="{soort}"/>'
        for pad, soort in delen.items()
    )


def _omhul(naam: str, inhoud: str) -> str:
    versie = f'{naam.partition(":")[0]}:version="1.3"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{naam} {_NAAMRUIMTEN} {versie}>{inhoud}</{naam}>'
    )


def _blad(naam: str, rijen: Sequence[Sequence[Cel]]) -> str:
    kop, *rest = rijen
    veilig = _NIET_IN_NAAM.sub(" ", naam)[:31]
    return (
        f"<table:table table:name={quoteattr(veilig)}>"
        f'<table:table-column table:style-name="kolom"'
        f' table:number-columns-repeated="{max(len(kop), 1)}"/>'
        f"<table:table-header-rows>{_rij(kop, 'kop')}</table:table-header-rows>"
        f"{''.join(_rij(rij, 'cel') for rij in rest)}</table:table>"
    )


def _rij(rij: Sequence[Cel], stijl: str) -> str:
    return f"<table:table-row>{''.join(_cellen(rij, stijl))}</table:table-row>"


def _cellen(rij: Sequence[Cel], stijl: str) -> Iterator[str]:
    for waarde in rij or ("",):
        vorm = f'table:style-name="{stijl}"'
        if waarde is None or waarde == "":
            yield f"<table:table-cell {vorm}/>"
        elif isinstance(waarde, int):
            yield (
                f'<table:table-cell {vorm} office:value-type="float" office:value="{waarde}">'
                f"<text:p>{waarde}</text:p></table:table-cell>"
            )
        else:
            alineas = "".join(f"<text:p>{_tekst(deel)}</text:p>" for deel in waarde.split("\n"))
            yield (
                f'<table:table-cell {vorm} office:value-type="string">{alineas}</table:table-cell>'
            )


def leesbaar(tekst: str) -> str:
    """Without the signs that no XML may hold, as a spreadsheet and a letter are."""
    return _VERBODEN.sub("", tekst)


def _tekst(tekst: str) -> str:
    return escape(leesbaar(tekst))
