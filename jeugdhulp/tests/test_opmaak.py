"""How values and texts are written for Dutch readers."""

from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp.opmaak import alineas, datum, euro, getal, moment, opsomming


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (date(2019, 3, 31), "31 maart 2019"),
        ("2019-03-31", "31 maart 2019"),
        # Just after midnight in Amsterdam, still the day before in UTC.
        (datetime(2019, 3, 30, 23, 30, tzinfo=UTC), "31 maart 2019"),
        (None, ""),
        ("", ""),
    ],
)
def test_datum(waarde: date | str | None, tekst: str) -> None:
    assert datum(waarde) == tekst


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (datetime(2026, 11, 22, 9, 42, tzinfo=UTC), "22 november 2026, 10:42"),
        (datetime(2026, 7, 1, 22, 5, tzinfo=UTC), "2 juli 2026, 00:05"),
        ("2026-11-22T09:42:17.123Z", "22 november 2026, 10:42"),
        (None, ""),
    ],
)
def test_moment(waarde: datetime | str | None, tekst: str) -> None:
    assert moment(waarde) == tekst


@pytest.mark.parametrize(
    ("namen", "tekst"),
    [([], ""), (["A"], "A"), (["A", "B"], "A en B"), (["A", "B", "C"], "A, B en C")],
)
def test_opsomming(namen: list[str], tekst: str) -> None:
    assert opsomming(namen) == tekst


@pytest.mark.parametrize(
    ("bedrag", "tekst"),
    [
        (Decimal(140000), "€ 140.000"),
        (Decimal("140000.00"), "€ 140.000"),
        (Decimal("16666.67"), "€ 16.666,67"),
        (Decimal("1234.5"), "€ 1.234,50"),
        (Decimal(0), "€ 0"),
        (Decimal(-2500), "€ -2.500"),
        (None, "–"),
    ],
)
def test_euro(bedrag: Decimal | None, tekst: str) -> None:
    assert euro(bedrag) == tekst


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (Decimal("0.22"), "0,22"),
        (Decimal("32.00"), "32"),
        (Decimal("1234.50"), "1.234,5"),
        (Decimal(100), "100"),
        (0, "0"),
        (None, "–"),
    ],
)
def test_getal(waarde: Decimal | int | None, tekst: str) -> None:
    assert getal(waarde) == tekst


@pytest.mark.parametrize(
    ("tekst", "html"),
    [
        ("een\n\ntwee", "<p>een</p>\n<p>twee</p>\n"),
        ("een\ntwee", "<p>een<br>\ntwee</p>\n"),
        ("- een\n- twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n"),
        ("*nadruk*", "<p><em>nadruk</em></p>\n"),
        ("", ""),
        (
            "<script>alert(1)</script>",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
        ),
        ('<b onclick="x">', "<p>&lt;b onclick=&quot;x&quot;&gt;</p>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
        ("[tekst](https://x.nl)", "<p>[tekst](https://x.nl)</p>\n"),
        ("![alt](x.png)", "<p>![alt](x.png)</p>\n"),
        ("<https://x.nl>", "<p>&lt;https://x.nl&gt;</p>\n"),
        ("[a]: javascript:x\n\n[a]", "<p>[a]: javascript:x</p>\n<p>[a]</p>\n"),
    ],
)
def test_alineas(tekst: str, html: str) -> None:
    assert alineas(tekst) == html


class Lezer(HTMLParser):
    """Which tags and attributes there are."""

    def __init__(self, html: str):
        super().__init__()
        self.gezien: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.gezien |= {tag, *(f"{tag}@{naam}" for naam, _ in attrs)}


BOUWSTENEN = ["<", ">", "&", '"', "[", "](", ")", "!", "#", "- ", "1. ", "*", "\n", "\\", "x", "a:"]


@given(st.lists(st.sampled_from(BOUWSTENEN), max_size=30).map("".join))
def test_no_text_makes_another_tag_than_the_few_that_are_on(tekst: str) -> None:
    koppen = {f"h{niveau}" for niveau in range(1, 7)}

    assert Lezer(alineas(tekst)).gezien <= koppen | {
        *("p", "br", "ul", "ol", "li", "em", "strong", "ol@start")
    }
