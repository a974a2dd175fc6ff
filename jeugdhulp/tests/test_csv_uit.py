"""Csv that a spreadsheet opens well and cannot be tricked by."""

import csv

import pytest

from jeugdhulp.csv_uit import als_csv, veilige_cel


@pytest.mark.parametrize(
    "tekst",
    ["=1+1", "+31", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0+1", "＝1"],  # noqa: RUF001
)
def test_what_may_be_a_formula_gets_an_apostrophe(tekst):
    assert veilige_cel(tekst) == f"'{tekst}"


@pytest.mark.parametrize("tekst", ["", "1a", "Q2 2019", "a=b", "oké", 12])
def test_all_else_stays_as_it_is(tekst):
    assert veilige_cel(tekst) == str(tekst)


def test_file_has_a_mark_semicolons_and_every_cell_in_quotes():
    assert b"".join(als_csv(["a", "b"], [["één", 'zeg "ja"; = 1']])) == (
        '\ufeff"a";"b"\r\n"één";"zeg ""ja""; = 1"\r\n'.encode()
    )


def test_file_reads_back_with_lines_in_a_cell():
    rij = ["regel 1\nregel 2", "=kwaad", ";"]
    tekst = b"".join(als_csv(["a", "b", "c"], [rij])).decode("utf-8-sig")

    gelezen = list(csv.reader(tekst.splitlines(keepends=True), delimiter=";"))

    assert gelezen[1] == ["regel 1\nregel 2", "'=kwaad", ";"]
