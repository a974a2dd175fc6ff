"""How values are written for Dutch readers. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from jeugdhulp.kalender import AMSTERDAM, MAANDNAMEN, datum_voluit

# Paragraphs, lists and sub-heads; HTML, links and images off: the texts are what people typed.
_TEKST = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["list", "heading", "emphasis", "newline", "escape"]
)
# Deeper than this a text would vanish; nobody writes so deep, and nothing may be lost.
_TEKST.options["maxNesting"] = 1000


def _als_tussenkop(self: RendererHTML, tokens: Sequence[Token], nummer: int, *rest: Any) -> str:
    """Every heading in a text is an h3: the page has the h1 and h2."""
    tokens[nummer].tag = "h3"
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


def alineas(tekst: str) -> str:
    """Safe HTML of a text in restricted Markdown; everything that looks like HTML is escaped."""
    return str(_TEKST.render(tekst or ""))


def opsomming(namen: list[str]) -> str:
    """ "A", "A en B", "A, B en C"; "" for an empty list."""
    if len(namen) < 2:
        return "".join(namen)
    return f"{', '.join(namen[:-1])} en {namen[-1]}"


def euro(bedrag: Decimal | None) -> str:
    """ "€ 140.000" or "€ 16.666,67": cents only where there are any; "–" for None (unknown)."""
    if bedrag is None:
        return "–"
    heel = bedrag == bedrag.to_integral_value()
    return f"€ {_op_zijn_nederlands(f'{bedrag:,.0f}' if heel else f'{bedrag:,.2f}')}"


def getal(waarde: Decimal | int | None) -> str:
    """ "0,22", "32", "1.234,5": no noughts at the end; "–" for None (unknown)."""
    if waarde is None:
        return "–"
    geheel, _, rest = f"{Decimal(waarde):,f}".partition(".")
    rest = rest.rstrip("0")
    return _op_zijn_nederlands(f"{geheel}.{rest}" if rest else geheel)


def _op_zijn_nederlands(getal: str) -> str:
    """Points between the thousands and a comma before what is less than one."""
    return getal.translate(str.maketrans(",.", ".,"))
