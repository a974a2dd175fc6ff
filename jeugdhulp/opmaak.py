"""How values are written for Dutch readers. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from jeugdhulp.kalender import AMSTERDAM, MAANDNAMEN, datum_voluit

# What stands where a figure is unknown; never a nought.
STREEP = "\u2013"
# Keeps the sign and its amount on one line.
_VAST = "\u00a0"

# Paragraphs, lists and sub-heads; HTML, links and images off: the texts are what people typed.
_TEKST = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["list", "heading", "emphasis", "newline", "escape"]
)
# Deeper than this a text would vanish; nobody writes so deep, and nothing may be lost.
_TEKST.options["maxNesting"] = 1000


def _als_tussenkop(self: RendererHTML, tokens: Sequence[Token], nummer: int, *rest: Any) -> str:
    """Every heading in a text stands at one level, below those of what it stands in."""
    tokens[nummer].tag = f"h{rest[1]['niveau']}"
    return str(self.renderToken(tokens, nummer, *rest[:2]))


_TEKST.add_render_rule("heading_open", _als_tussenkop)
_TEKST.add_render_rule("heading_close", _als_tussenkop)


def datum(waarde: date | datetime | str | None) -> str:
    """ "31 maart 2019" from a day, a moment or an ISO text; "" for None."""
    if not waarde:
        return ""
    if isinstance(waarde, str):
        waarde = datetime.fromisoformat(waarde)
    if isinstance(waarde, datetime) and waarde.tzinfo:
        waarde = waarde.astimezone(AMSTERDAM)
    return datum_voluit(waarde)


def moment(waarde: datetime | str | None) -> str:
    """ "22 november 2026, 10:42" in Amsterdam, from an aware moment or an ISO text; "" for None."""
    if not waarde:
        return ""
    if isinstance(waarde, str):
        waarde = datetime.fromisoformat(waarde)
    lokaal = waarde.astimezone(AMSTERDAM)
    return f"{lokaal.day} {MAANDNAMEN[lokaal.month - 1]} {lokaal.year}, {lokaal:%H:%M}"


def alineas(tekst: str, niveau: int = 3) -> str:
    """Safe HTML of a text in restricted Markdown; everything that looks like HTML is escaped.
    `niveau` is that of its headings: 3 where the page has the h1 and h2."""
    return str(_TEKST.render(tekst or "", {"niveau": niveau}))


def ontleed(tekst: str) -> Sequence[Token]:
    """The same text as tokens, for what is no HTML."""
    return _TEKST.parse(tekst or "")


def opsomming(namen: list[str]) -> str:
    """ "A", "A en B", "A, B en C"; "" for an empty list."""
    if len(namen) < 2:
        return "".join(namen)
    return f"{', '.join(namen[:-1])} en {namen[-1]}"


def euro(waarde: Decimal | int | str | None) -> str:
    """ "€ 140.000", or "€ 16.666,67" where there are cents; "–" for None. Also from an amount as
    text ("140000.00"). Raises TypeError on a float: that is no amount."""
    if waarde is None:
        return STREEP
    bedrag = _exact(waarde).quantize(Decimal("0.01"), ROUND_HALF_UP)
    decimalen = 0 if bedrag == bedrag.to_integral_value() else 2
    return f"{'-' if bedrag < 0 else ''}€{_VAST}{_nederlands(abs(bedrag), decimalen)}"


def getal(waarde: Decimal | int | str | None) -> str:
    """ "42", "0,5" or "1.234,25": at most two decimals and no more than there are; "–" for None.
    Raises TypeError on a float."""
    if waarde is None:
        return STREEP
    afgerond = _exact(waarde).quantize(Decimal("0.01"), ROUND_HALF_UP)
    decimalen = -int(afgerond.normalize().as_tuple().exponent)
    return f"{'-' if afgerond < 0 else ''}{_nederlands(abs(afgerond), max(decimalen, 0))}"


def _exact(waarde: Decimal | int | str) -> Decimal:
    if isinstance(waarde, float):
        raise TypeError("Een bedrag of aantal is een Decimal, geen float.")
    return Decimal(waarde)


def _nederlands(waarde: Decimal, decimalen: int) -> str:
    return f"{waarde:,.{decimalen}f}".translate(str.maketrans(",.", ".,"))
