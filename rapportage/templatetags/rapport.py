"""Texts of a report: what people wrote, below the headings of the report."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jeugdhulp import opmaak

register = template.Library()

# Bodies by their own word; of others the writer chose how they are called.
_LIDWOORD = {"college": "het", "raad": "de", "gemeenteraad": "de", "burgemeester": "de"}

# A heading without words would be a bookmark without a name.
_LEGE_KOP = re.compile(r"<(h[1-6])>\s*</\1>\s*")


@register.filter
def geschreven(tekst: str, niveau: int = 3) -> SafeString:
    """Restricted Markdown as HTML, its headings at this level; safe because the renderer has HTML
    switched off."""
    return mark_safe(_LEGE_KOP.sub("", opmaak.alineas(tekst, niveau)))  # noqa: S308


@register.filter
def met_naam(tekst: str, naam: str) -> SafeString:
    """A short text behind its name: "Oorzaak: de offerte kwam later."."""
    html, kop = geschreven(tekst, 6), format_html("<strong>{}:</strong>", naam)
    if html.startswith("<p>"):
        return mark_safe(f"<p>{kop} {html.removeprefix('<p>')}")  # noqa: S308
    return mark_safe(f"<p>{kop}</p>\n{html}")  # noqa: S308


@register.filter
def met_lidwoord(orgaan: str) -> str:
    """A body as it stands in a sentence: "het college van B en W"; other names as typed."""
    eerste = orgaan.split(maxsplit=1)[0] if orgaan.strip() else ""
    return f"{_LIDWOORD[eerste]} {orgaan}" if eerste in _LIDWOORD else orgaan
