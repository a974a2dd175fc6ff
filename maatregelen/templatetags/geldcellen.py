"""The cells of a table with amounts, written by Python: a plan of 500 measures has thousands."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from maatregelen.geldtabel import Cel

register = template.Library()
_NIETS = mark_safe("")
_ZACHT = mark_safe(" zacht")


@register.simple_tag
def geldcellen(cellen: Iterable[Cel]) -> SafeString:
    """Those of one row."""
    return format_html_join(
        "",
        '<td class="getal{}">{}{}{}</td>',
        (
            (
                _ZACHT if cel.stil else _NIETS,
                format_html('<small class="geld__bij">{}</small> ', cel.voor)
                if cel.voor
                else _NIETS,
                _tekst(cel),
                format_html(' <small class="geld__bij">{}</small>', cel.bij) if cel.bij else _NIETS,
            )
            for cel in cellen
        ),
    )


def _tekst(cel: Cel) -> str:
    """What it says, and aloud where that is something else."""
    return _gesproken(cel.tekst, cel.voorgelezen) if cel.voorgelezen else cel.tekst


# A table is mostly the same few words: nothing, unknown.
@lru_cache(maxsize=64)
def _gesproken(tekst: str, voorgelezen: str) -> SafeString:
    return format_html(
        '<span aria-hidden="true">{}</span><span class="alleen-voorlezen">{}</span>',
        tekst,
        voorgelezen,
    )
