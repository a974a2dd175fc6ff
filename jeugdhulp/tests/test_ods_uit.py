"""Tables as an OpenDocument workbook: well formed, the same every time, nothing to compute."""

import io
import zipfile
from xml.etree import ElementTree

from jeugdhulp.ods_uit import SOORT, als_ods

TABELLEN = {
    "Geld: 2024/2025": [["jaar", "bedrag & soort"], [2024, "=1+1"], [None, "<b>\x0b\nregel twee"]],
    "Leeg": [["kop"]],
}
TABEL = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEKST = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
KANTOOR = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def inhoud(ods: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(ods)) as archief:
        return ElementTree.fromstring(archief.read("content.xml"))  # noqa: S314 (our own)


def test_what_stands_in_the_cells() -> None:
    bladen = list(inhoud(als_ods(TABELLEN, "Rapport")).iter(f"{TABEL}table"))

    assert [blad.get(f"{TABEL}name") for blad in bladen] == ["Geld  2024 2025", "Leeg"]
    cellen = [
        ([alinea.text for alinea in cel.iter(f"{TEKST}p")], cel.get(f"{KANTOOR}value-type"))
        for cel in bladen[0].iter(f"{TABEL}table-cell")
    ]
    assert cellen == [
        (["jaar"], "string"),
        (["bedrag & soort"], "string"),
        (["2024"], "float"),
        (["=1+1"], "string"),
        ([], None),
        (["<b>", "regel twee"], "string"),
    ]


def test_the_heads_stand_apart() -> None:
    [koppen] = inhoud(als_ods({"A": [["kop"], ["cel"]]}, "x")).iter(f"{TABEL}table-header-rows")

    assert [alinea.text for alinea in koppen.iter(f"{TEKST}p")] == ["kop"]


def test_no_cell_has_a_formula() -> None:
    sleutels = {
        sleutel
        for cel in inhoud(als_ods(TABELLEN, "x")).iter(f"{TABEL}table-cell")
        for sleutel in cel.attrib
    }

    assert f"{TABEL}formula" not in sleutels


def test_it_says_what_it_is_in_its_first_bytes() -> None:
    with zipfile.ZipFile(io.BytesIO(als_ods(TABELLEN, "Rapport & co"))) as archief:
        eerste = archief.infolist()[0]
        for deel in archief.namelist():
            if deel.endswith(".xml"):
                ElementTree.fromstring(archief.read(deel))  # noqa: S314 (our own)

    assert (eerste.filename, eerste.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert als_ods(TABELLEN, "x")[38 : 38 + len(SOORT)] == SOORT.encode()


def test_the_same_tables_give_the_same_bytes() -> None:
    assert als_ods(TABELLEN, "x") == als_ods(TABELLEN, "x")
