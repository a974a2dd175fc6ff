"""The functions of `jeugdhulp.opmaak` as template filters."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jeugdhulp import opmaak

register = template.Library()
register.filter("datum", opmaak.datum)
register.filter("moment", opmaak.moment)
register.filter("euro", opmaak.euro)
register.filter("getal", opmaak.getal)


@register.filter
def alineas(tekst: str, niveau: int = 3) -> SafeString:
    """Restricted Markdown as HTML; safe because the renderer has HTML switched off."""
    return mark_safe(opmaak.alineas(tekst, niveau))  # noqa: S308


@register.filter
def euro(waarde: Decimal | int | str | None) -> str:
    """An amount; where it is unknown a dash that is read aloud as such."""
    return opmaak.euro(waarde) if waarde is not None else _onbekend()


@register.filter
def getal(waarde: Decimal | int | str | None) -> str:
    """A number; where it is unknown a dash that is read aloud as such."""
    return opmaak.getal(waarde) if waarde is not None else _onbekend()


def _onbekend() -> SafeString:
    return format_html(
        '<span aria-hidden="true">{}</span><span class="alleen-voorlezen">onbekend</span>',
        opmaak.STREEP,
    )
