"""The PDF door: tags, tables, artifacts, no network, same bytes; a checker that finds faults."""

import builtins
import gc
import re
import zlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pydyf
import pypdf
import pytest

from rapportage.pdf import (
    Bijlage,
    PdfFout,
    controleer_normen,
    controleer_pdf,
    controleer_structuur,
    maak_pdf,
    rapportbestanden,
)
from rapportage.pdf.boom import inhoudsnummers, kinderen, loop, rijen, soort, tabellen
from rapportage.pdf.opslaan import _bewaar, schrijf
from rapportage.pdf.tekst import houd_bijeen
from rapportage.pdf.vlot import onthoud_bladen, zelden_opruimen

WORTEL = Path(__file__).resolve().parents[2]
PLAATJE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E"
    "%3Crect width='9' height='9'/%3E%3C/svg%3E"
)
LIJF = f"""
<h1>Rapport</h1><p>Zie <a href="#deel">het deel</a>.</p>
<ul><li>een</li><li>twee</li></ul>
<h2 id="deel">Deel</h2><p><img src="{PLAATJE}" alt="een vierkant"></p>
"""
LANGE_TABEL = (
    "<table><thead><tr><th>Maatregel</th><th>Licht</th><th>Trekker</th></tr></thead>"
    + "".join(
        f'<tbody><tr><th scope="rowgroup" colspan="3">Thema {groep}</th></tr>'
        + "".join(
            f'<tr><th scope="row">{groep}{rij}</th><td>groen</td><td>iemand</td></tr>'
            for rij in range(30)
        )
        + "</tbody>"
        for groep in "AB"
    )
    + "</table>"
)


def pdf_van(lijf: str, **anders) -> bytes:
    html = f"""<html lang="nl"><head><title>x</title><style>
      @page {{ size: A5; @top-left {{ content: "Lopende kop" }} }}
      td, th {{ padding: 2mm }} </style></head><body>{lijf}</body></html>"""
    gegevens = {
        "titel": "Proef",
        "onderwerp": "Stand per 31 maart 2019",
        "auteur": "Gemeente Voorbeeld",
        "datum": datetime(2026, 11, 22, 9, 15, tzinfo=UTC),
        "bestanden": {},
    }
    return maak_pdf(html, **(gegevens | anders))


def gewijzigd(pdf: bytes, wijziging) -> bytes:
    """The same file after `wijziging(document)`; for faults that `maak_pdf` does not make."""
    uit = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        wijziging(document)
        document.save(uit)
    return uit.getvalue()


def soorten(document: pikepdf.Pdf) -> Counter:
    return Counter(soort(element) for element in loop(document.Root.StructTreeRoot))


def test_document_with_headings_list_link_image_and_table_has_no_findings():
    assert controleer_pdf(pdf_van(LIJF + LANGE_TABEL)) == []


def test_same_input_gives_same_bytes():
    assert pdf_van(LIJF + LANGE_TABEL) == pdf_van(LIJF + LANGE_TABEL)


def test_file_has_a_number_of_its_own_that_follows_from_what_is_in_it():
    with pikepdf.open(BytesIO(pdf_van(LIJF))) as een, pikepdf.open(BytesIO(pdf_van("<p>x"))) as an:
        nummers = [bytes(deel) for pdf in (een, an) for deel in pdf.trailer.ID]
    assert [len(nummer) for nummer in nummers] == [16] * 4
    assert nummers[0] == nummers[1] != nummers[2] == nummers[3]


def test_pages_are_compressed():
    with pikepdf.open(BytesIO(pdf_van(LIJF + LANGE_TABEL))) as document:
        assert {str(blad.Contents.Filter) for blad in document.pages} == {"/FlateDecode"}


def test_metadata_come_from_the_arguments():
    lezer = pypdf.PdfReader(BytesIO(pdf_van(LIJF)))
    gegevens = lezer.metadata
    assert (gegevens.title, gegevens.subject, gegevens.author) == (
        "Proef",
        "Stand per 31 maart 2019",
        "Gemeente Voorbeeld",
    )
    assert gegevens.creation_date == datetime(2026, 11, 22, 9, 15, tzinfo=UTC)
    assert gegevens.modification_date == gegevens.creation_date
    assert lezer.root_object["/Lang"] == "nl"
    assert lezer.root_object["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert [punt["/Title"] for punt in lezer.outline if not isinstance(punt, list)] == ["Rapport"]


def test_metadata_stream_is_not_compressed_and_claims_both_norms():
    with pikepdf.open(BytesIO(pdf_van(LIJF))) as document:
        metadata = document.Root.Metadata
        assert "/Filter" not in metadata
        tekst = metadata.read_raw_bytes().decode()
    assert re.findall(r'pdfaid:part="(\d)" pdfaid:conformance="(\w)"', tekst) == [("3", "A")]
    assert re.findall(r"<pdfuaid:part>(\d)</pdfuaid:part>", tekst) == ["1"]


def test_date_without_time_zone_is_refused():
    with pytest.raises(PdfFout, match="tijdzone"):
        pdf_van(LIJF, datum=datetime(2026, 11, 22))  # noqa: DTZ001


def test_kinds_of_elements():
    with pikepdf.open(BytesIO(pdf_van(LIJF))) as document:
        telling = soorten(document)
    assert (telling["H1"], telling["H2"], telling["L"], telling["LI"]) == (1, 1, 1, 2)
    assert (telling["Link"], telling["Figure"]) == (1, 1)


def test_image_box_lies_on_the_page_in_points():
    with pikepdf.open(BytesIO(pdf_van(LIJF))) as document:
        (figuur,) = (e for e in loop(document.Root.StructTreeRoot) if soort(e) == "Figure")
        links, onder, rechts, boven = (float(maat) for maat in figuur.A.BBox)
    assert (round(rechts - links, 2), round(boven - onder, 2)) == (6.75, 6.75)  # 9 px
    assert 300 < onder < boven < 560  # upper half of A5, 595 points high


def test_table_over_pages_is_one_table():
    with pikepdf.open(BytesIO(pdf_van(LANGE_TABEL))) as document:
        assert len(document.pages) == 4
        (tabel,) = tabellen(document)
        assert [soort(deel) for deel in kinderen(tabel)] == ["THead", "TBody", "TBody"]
        assert len(rijen(tabel)) == 1 + 2 * 31


def test_header_cells_have_scope_and_cells_name_their_heads():
    with pikepdf.open(BytesIO(pdf_van(LANGE_TABEL))) as document:
        (tabel,) = tabellen(document)
        cellen = [kinderen(rij) for _, rij in rijen(tabel)]
        assert [str(cel.A.Scope) for cel in cellen[0]] == ["/Column"] * 3
        assert str(cellen[1][0].A.Scope) == "/Column"  # the heading over the group
        laatste = cellen[-1]
        assert str(laatste[0].A.Scope) == "/Row"
        # Column head, heading over group B (row 33 of 63), row head.
        assert [str(naam) for naam in laatste[1].A.Headers] == ["t1r1k2", "t1r33k1", "t1r63k1"]
        namen = [str(naam) for naam in document.Root.StructTreeRoot.IDTree.Names[::2]]
    # The head has three header cells, each later row one.
    assert namen == sorted(["t1r1k2", "t1r1k3", *(f"t1r{rij}k1" for rij in range(1, 64))])


def test_row_cut_by_a_page_is_one_row():
    tekst = "<br>".join(["regel"] * 80)
    tabel = f"<table><tr><th>Kop</th></tr><tr><td>kort</td></tr><tr><td>{tekst}</td></tr></table>"
    pdf = pdf_van("<h1>R</h1>" + tabel)
    with pikepdf.open(BytesIO(pdf)) as document:
        (element,) = tabellen(document)
        assert len(document.pages) == 3
        assert len(rijen(element)) == 3
    assert controleer_pdf(pdf) == []


def test_table_foot_is_kept_once_at_the_end():
    lang = LANGE_TABEL.replace(
        "</thead>", "</thead><tfoot><tr><th>Som</th><td>1</td><td>2</td></tfoot>"
    )
    with pikepdf.open(BytesIO(pdf_van(lang))) as document:
        (tabel,) = tabellen(document)
        delen = [soort(deel) for deel in kinderen(tabel)]
    assert delen == ["THead", "TBody", "TBody", "TFoot"]


def test_two_tables_after_each_other_stay_two():
    with pikepdf.open(BytesIO(pdf_van(LANGE_TABEL + LANGE_TABEL))) as document:
        assert len(tabellen(document)) == 2


def test_running_heads_and_repeated_heads_are_artifacts():
    with pikepdf.open(BytesIO(pdf_van(LANGE_TABEL))) as document:
        in_boom = inhoudsnummers(loop(document.Root.StructTreeRoot))
        artefacten = []
        for blad in document.pages:
            merken = pikepdf.parse_content_stream(blad, operators="BDC")
            assert {
                int(merk.operands[1].MCID) for merk in merken if "/MCID" in merk.operands[1]
            } == in_boom[blad.obj.objgen]
            artefacten.append(sum(str(merk.operands[0]) == "/Artifact" for merk in merken))
    # The running head on each page; from page 2 also the three cells of the repeated head.
    assert artefacten == [1, 4, 4, 4]


@pytest.mark.parametrize(
    "adres",
    [
        "https://example.org/plaatje.svg",
        "http://127.0.0.1/plaatje.svg",
        "file:///etc/passwd",
        "ftp://example.org/plaatje.svg",
        "../../etc/passwd",
        "bestaat-niet.svg",
    ],
)
def test_address_that_was_not_given_is_refused(adres):
    with pytest.raises(PdfFout, match="hoort er niet bij"):
        pdf_van(f'<h1>R</h1><img src="{adres}" alt="plaatje">')


def test_style_sheet_and_font_from_elsewhere_are_refused():
    with pytest.raises(PdfFout, match="hoort er niet bij"):
        pdf_van('<link rel="stylesheet" href="https://example.org/x.css"><h1>R</h1>')
    with pytest.raises(PdfFout, match="hoort er niet bij"):
        pdf_van(
            "<style>@font-face { font-family: x; src: url(https://example.org/x.woff2) }</style>"
        )


def test_given_file_is_served(tmp_path: Path):
    (tmp_path / "vierkant.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
        "<rect width='9' height='9'/></svg>"
    )
    pdf = pdf_van(
        '<h1>R</h1><img src="licht/vierkant.svg" alt="vierkant">',
        bestanden={"licht/vierkant.svg": tmp_path / "vierkant.svg"},
    )
    assert controleer_pdf(pdf) == []


def test_given_file_that_is_gone_is_reported(tmp_path: Path):
    with pytest.raises(PdfFout, match="niet te lezen"):
        pdf_van('<img src="x.svg" alt="x">', bestanden={"x.svg": tmp_path / "x.svg"})


def test_broken_image_missing_alt_and_dead_link_stop_the_report():
    with pytest.raises(PdfFout, match="Failed to load image"):
        pdf_van('<h1>R</h1><img src="data:image/png,kapot" alt="x">')
    with pytest.raises(PdfFout, match="alt"):
        pdf_van(f'<h1>R</h1><img src="{PLAATJE}">')
    with pytest.raises(PdfFout, match="nergens"):
        pdf_van('<h1>R</h1><a href="#nergens">x</a>')


def test_fonts_must_be_there(tmp_path: Path):
    with pytest.raises(PdfFout, match="letters"):
        rapportbestanden(tmp_path)


def test_report_files(tmp_path: Path):
    (tmp_path / "fonts").mkdir()
    letter = tmp_path / "fonts" / "source-sans-3-latin-400-normal.woff2"
    letter.touch()
    bestanden = rapportbestanden(tmp_path)
    assert bestanden.pop("fonts/source-sans-3-latin-400-normal.woff2") == letter
    assert sorted(bestanden) == [
        *(
            f"rapportage/licht/{licht}.svg"
            for licht in ("geen", "grijs", "groen", "niet_bijgewerkt", "oranje", "rood")
        ),
        *(
            f"rapportage/merk/{merk}.{vorm}"
            for merk in ("concept", "voorbeeld", "werkversie")
            for vorm in ("css", "svg")
        ),
        "rapportage/pdf.css",
        "rapportage/rondestuk.css",
    ]


def test_lights_on_paper_have_the_shapes_of_the_screen():
    scherm = (WORTEL / "templates/components/licht_vormen.html").read_text()
    for pad in (WORTEL / "rapportage/static/rapportage/licht").glob("*.svg"):
        (symbool,) = re.findall(rf'<symbol id="licht-{pad.stem}"[^>]*>(.*?)</symbol>', scherm)
        (vorm,) = re.findall(r"<svg[^>]*>(.*)</svg>", pad.read_text())
        assert re.sub(r' class="[^"]*"', "", symbool) == vorm


def test_stream_that_ends_in_a_carriage_return_is_padded():
    with pikepdf.new() as document:
        document.add_blank_page()
        # Adler-32 ends in the sum of the bytes plus 1: 12 + 1 is a carriage return.
        document.Root.Proef = pikepdf.Stream(document, b"\x0c")
        ruw = zlib.compress(b"\x0c")
        document.Root.Proef.write(ruw, filter=pikepdf.Name.FlateDecode)
        assert document.Root.Proef.read_raw_bytes()[-1:] == b"\r"
        uit = schrijf(document)
    assert uit.count(b"\r\nendstream") == 0
    with pikepdf.open(BytesIO(uit)) as document:
        assert document.Root.Proef.read_bytes() == b"\x0c\n"


# Adler-32 of the second ends in a carriage return: compressed it cannot stand in PDF/A.
@pytest.mark.parametrize(("inhoud", "erbij"), [(b'{"a": "\xc3\xa9"}\n', b""), (b"CCCC", b"\n")])
def test_attachment_comes_out_as_it_went_in(inhoud, erbij):
    pdf = pdf_van(LIJF, bijlagen=[Bijlage("gegevens.json", inhoud, "De gegevens")])

    lezer = pypdf.PdfReader(BytesIO(pdf))
    assert dict(lezer.attachments) == {"gegevens.json": [inhoud + erbij]}
    [bestand] = lezer.root_object["/AF"]
    assert bestand.get_object()["/AFRelationship"] == "/Data"
    assert controleer_pdf(pdf) == []
    assert pdf == pdf_van(LIJF, bijlagen=[Bijlage("gegevens.json", inhoud, "De gegevens")])


def test_amounts_quarters_and_dates_stay_together():
    assert houd_bijeen("<p title='€ 5'>€ 140.000 in Q2 2019, 31 maart 2019, 2019–2021</p>") == (
        "<p title='€ 5'>€\xa0140.000 in Q2\xa02019, 31\xa0maart\xa02019, 2019\u2060–\u20602021</p>"
    )


# The checker finds what is really wrong.


@pytest.fixture(scope="module")
def goed() -> bytes:
    return pdf_van(LIJF + LANGE_TABEL)


def eerste(document: pikepdf.Pdf, gezocht: str) -> pikepdf.Object:
    return next(e for e in loop(document.Root.StructTreeRoot) if soort(e) == gezocht)


def test_reference_to_a_header_that_is_not_there(goed):
    def breek(document):
        eerste(document, "TD").A.Headers = pikepdf.Array([pikepdf.String("weg")])

    kapot = gewijzigd(goed, breek)
    assert controleer_structuur(kapot) == [
        "Tabel 1 (bladzijde 1): verwijst naar kopcellen die er niet zijn: weg."
    ]
    assert controleer_normen(kapot) == []  # why we check it ourselves


def test_header_cell_without_scope(goed):
    def breek(document):
        del eerste(document, "TH").A["/Scope"]

    assert controleer_structuur(gewijzigd(goed, breek)) == [
        "Tabel 1 (bladzijde 1): kopcellen die niet zeggen of zij boven of voor cellen staan: 1."
    ]


def test_image_without_description(goed):
    def breek(document):
        del eerste(document, "Figure")["/Alt"]

    assert controleer_structuur(gewijzigd(goed, breek)) == ["Afbeeldingen zonder beschrijving: 1."]


def test_skipped_heading():
    assert controleer_structuur(pdf_van("<h1>Een</h1><h3>Drie</h3>")) == [
        "Na een kop van niveau 1 komt er een van niveau 3."
    ]


def test_row_that_is_too_short():
    tabel = "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>"
    assert controleer_structuur(pdf_van("<h1>R</h1>" + tabel)) == [
        "Tabel 1 (bladzijde 1): de rijen zijn niet even breed: 1 tot 2 kolommen."
    ]


def test_rowspan_counts_in_every_row_it_covers():
    tabel = (
        '<table><tr><th>a</th><th>b</th></tr><tr><th scope="row" rowspan="2">c</th><td>d</td></tr>'
        "<tr><td>e</td></tr></table>"
    )
    assert controleer_pdf(pdf_van("<h1>R</h1>" + tabel)) == []


def test_table_without_header_cell():
    assert controleer_structuur(pdf_van("<h1>R</h1><table><tr><td>a</td></tr></table>")) == [
        "Tabel 1 (bladzijde 1): er is geen kopcel."
    ]


def test_table_in_pieces(goed, monkeypatch):
    monkeypatch.setattr("rapportage.pdf.label.voeg_samen", lambda pdf: None)
    assert [
        bevinding.split(":")[0] for bevinding in controleer_structuur(pdf_van(LANGE_TABEL))
    ] == ["Een tabel lijkt in stukken geknipt"] * 3


def test_document_without_language_title_and_marks(goed):
    def breek(document):
        del document.Root["/Lang"], document.Root["/ViewerPreferences"], document.Root["/MarkInfo"]
        del document.docinfo["/Title"]

    assert controleer_structuur(gewijzigd(goed, breek)) == [
        "De taal van het document staat er niet in.",
        "Het document heeft geen titel.",
        "De titel van het document wordt niet in de titelbalk getoond.",
        "Het document zegt niet dat het labels heeft.",
    ]


def test_font_that_is_not_embedded(goed):
    def breek(document):
        for object_ in document.objects:
            if isinstance(object_, pikepdf.Dictionary) and "/FontFile2" in object_:
                del object_["/FontFile2"]

    bevindingen = controleer_structuur(gewijzigd(goed, breek))
    assert bevindingen
    assert {re.sub(r"lettertype \S+ zit", "lettertype X zit", zin) for zin in bevindingen} == {
        "Het lettertype X zit niet in het bestand."
    }


def test_content_outside_the_tree_and_label_without_content(goed):
    def haal_kop_weg(document):
        kop = eerste(document, "H1")
        del kop.K[0]

    assert controleer_structuur(gewijzigd(goed, haal_kop_weg)) == [
        "Bladzijde 1: stukken inhoud die een schermlezer niet leest: 1."
    ]

    def wijs_naar_niets(document):
        kop = eerste(document, "H1")
        kop.K.append(999)

    assert controleer_structuur(gewijzigd(goed, wijs_naar_niets)) == [
        "Bladzijde 1: labels zonder inhoud: 1."
    ]


def test_untagged_and_unreadable_files():
    with pikepdf.new() as document:
        document.add_blank_page()
        uit = BytesIO()
        document.save(uit)
    assert controleer_structuur(uit.getvalue()) == [
        "Het document heeft geen labels voor een schermlezer."
    ]
    assert [zin.split(":")[0] for zin in controleer_pdf(b"geen pdf")] == [
        "Dit bestand is geen leesbare PDF",
        "De controle op PDF/UA-1 en PDF/A-3a kan dit bestand niet lezen",
    ]


def test_check_that_did_not_run_is_named(goed, monkeypatch):
    echt = builtins.__import__

    def zonder_page(naam, *rest):
        if naam == "page":
            raise ModuleNotFoundError(naam)
        return echt(naam, *rest)

    monkeypatch.setattr(builtins, "__import__", zonder_page)
    assert controleer_normen(goed) is None
    assert controleer_pdf(goed) == [
        "Niet gecontroleerd op PDF/UA-1 en PDF/A-3a: het hulpmiddel page-validation ontbreekt."
    ]


def met_twijfel_in_een_objectstroom() -> pikepdf.Pdf:
    """A document of which the object stream, made while saving, ends in a carriage return."""
    for lengte in range(1_000):
        document = pikepdf.new()
        document.add_blank_page()
        document.Root.Proef = document.make_indirect(pikepdf.Dictionary(Tekst="x" * lengte))
        if b"\r\nendstream" in _bewaar(document, pikepdf.ObjectStreamMode.generate):
            return document
    raise AssertionError("No such document among 1 000.")


def test_object_stream_that_ends_in_a_carriage_return_is_shifted_and_stays_packed():
    uit = schrijf(met_twijfel_in_een_objectstroom())
    assert uit.count(b"\r\nendstream") == 0
    assert b"/ObjStm" in uit
    assert uit == schrijf(met_twijfel_in_een_objectstroom())
    with pikepdf.open(BytesIO(uit)) as document:
        assert set(document.Root.Proef.keys()) >= {"/Tekst"}


def test_page_list_of_pydyf_is_made_once_for_all_tags():
    """Holds what `onthoud_bladen` counts on in the pinned pydyf and WeasyPrint."""
    onthoud_bladen()
    pdf = pydyf.PDF()
    assert pdf.page_references == ()
    for aantal in (1, 2):
        pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
        assert len(pdf.page_references) == aantal
        assert pdf.page_references is pdf.page_references
    assert pdf.page_references == tuple(
        f"{nummer} 0 R".encode() for nummer in pdf.pages["Kids"][::3]
    )
    assert pydyf.PDF().page_references == ()


def test_garbage_is_looked_for_as_before_after_the_last_of_two_documents():
    gewoon = gc.get_threshold()
    with zelden_opruimen():
        zelden = gc.get_threshold()
        with zelden_opruimen():
            pass
        assert gc.get_threshold() == zelden != gewoon
    assert gc.get_threshold() == gewoon
    with pytest.raises(PdfFout), zelden_opruimen():
        raise PdfFout
    assert gc.get_threshold() == gewoon
    assert gc.isenabled()


def test_threads_make_the_same_bytes():
    with ThreadPoolExecutor(2) as draden:
        een, twee = draden.map(pdf_van, [LIJF + LANGE_TABEL] * 2)
    assert een == twee == pdf_van(LIJF + LANGE_TABEL)
