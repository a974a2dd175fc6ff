"""Texts of a report as they stand on a page, and what the raad got last."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jeugdhulp import opmaak
from jeugdhulp.models import Gebruiker, Gemeente
from rapportage.choices import VOOR_DE_RAAD
from rapportage.models import Rapportversie, Versiestap

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


@register.simple_tag
def rapporten_voor_raad(gebruiker: Gebruiker, gemeenten: Iterable[Gemeente]) -> list[Any]:
    """Per gemeente, in their order, what its raad got last: the step that says so, or None. One
    query."""
    gemeenten = list(gemeenten)
    gekregen = Versiestap.objects.filter(
        stap=VOOR_DE_RAAD[0],
        versie__in=Rapportversie.objects.visible_for(gebruiker),
        versie__vervangen_door=None,
        versie__rapportage__ingetrokken=False,
        versie__rapportage__gemeente__in=[gemeente.pk for gemeente in gemeenten],
    ).select_related("versie__rapportage")
    laatste = {
        stap.versie.rapportage.gemeente_id: stap
        for stap in gekregen.order_by("dag", "versie__rapportage__peildatum", "versie__nummer")
    }
    return [{"gemeente": rij, "stap": laatste.get(rij.pk)} for rij in gemeenten]
