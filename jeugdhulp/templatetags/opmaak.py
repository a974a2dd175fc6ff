"""The functions of `jeugdhulp.opmaak` as template filters."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from jeugdhulp import opmaak

register = template.Library()
register.filter("datum", opmaak.datum)
register.filter("moment", opmaak.moment)
register.filter("euro", opmaak.euro)
register.filter("getal", opmaak.getal)


@register.filter
def alineas(tekst: str) -> SafeString:
    """Restricted Markdown as HTML; safe because the renderer has HTML switched off."""
    return mark_safe(opmaak.alineas(tekst))  # noqa: S308
