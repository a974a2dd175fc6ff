"""The rows of the list of a plan, written by Python.

In the language of templates a row looks up some fifty names: at 500 rows half of what the page
took. Everything that people typed goes through `format_html`, which escapes it.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from jeugdhulp import opmaak
from jeugdhulp.stoplicht import Licht
from maatregelen.kwartaallijn import Planregel
from maatregelen.models import Maatregel, Plan
from maatregelen.stoplicht import BETEKENIS, GEEN, Lichten, deellichten

register = template.Library()

_NIETS = mark_safe("")
_RUSTIG = mark_safe(' class="is-rustig"')
_KOMMA = mark_safe('<span class="alleen-voorlezen">, </span>')
# Set apart where it stands on the line; a screen that puts it below has no use for the comma.
_BIJ = mark_safe('<span class="stoplicht__komma">, </span>')
_VOORSTEL = format_html('<span class="label">voorstel</span>{}', _KOMMA)
_GEEN_LICHT = mark_safe(
    '<span aria-hidden="true">–</span><span class="alleen-voorlezen">nog niet gegeven</span>'
)
_ROOD_OF_ORANJE = (Licht.ROOD, Licht.ORANJE)
_RIJ = """\
<tr role="row"{rustig}>
<td role="cell" class="stoplicht__totaal">{totaal}</td>
<th scope="row" role="rowheader" class="stoplicht__maatregel">{naam}</th>
<td role="cell" class="stoplicht__waarom">{reden}
<p class="stoplicht__bij">{voorstel}<span>{naam_thema} {thema}</span>{cluster}{stand_van}</p>
</td>
{delen}{geld}<td role="cell" class="stoplicht__trekker" data-kop="Trekker">{trekkers}</td>
<td role="cell" class="stoplicht__volgende" data-kop="Volgende stap">{te_laat}{volgende}</td>
</tr>
"""


@register.simple_tag
def stoplichtrijen(
    rijen: Iterable[Any], plan: Plan, peildatum: date, *, heeft_geld: bool
) -> SafeString:
    """`rijen` are Lijstrij; with `heeft_geld` each has a cell for its money."""
    schrijf = _Schrijver(plan, peildatum, heeft_geld).schrijf
    # Each part is safe: made by format_html.
    return mark_safe("".join(schrijf(rij) for rij in rijen))  # noqa: S308


@lru_cache(maxsize=32)
def licht(waarde: str) -> SafeString:
    """A light in shape, letter and word, as `components/licht.html`."""
    return format_html(
        '<svg class="licht" aria-hidden="true"><use href="#licht-{}"/></svg>'
        '<span class="alleen-voorlezen">{}</span>',
        waarde,
        BETEKENIS[waarde][0],
    )


class _Schrijver:
    """Writes the rows of one page; what is the same on all of them is made once."""

    def __init__(self, plan: Plan, peildatum: date, heeft_geld: bool):
        self.plan, self.peildatum, self.heeft_geld = plan, peildatum, heeft_geld
        self.delen: dict[tuple[str, ...], SafeString] = {}

    def schrijf(self, lijstrij: Any) -> SafeString:
        rij = lijstrij.rij
        totaal, stand = rij.lichten.totaal, rij.stand
        return format_html(
            _RIJ,
            rustig=_RUSTIG if totaal in (Licht.GROEN, GEEN) else _NIETS,
            totaal=licht(totaal),
            naam=_naam(rij.maatregel, lijstrij.url),
            reden=format_html('<p class="stoplicht__reden">{}</p>', rij.reden)
            if rij.reden
            else _NIETS,
            voorstel=_VOORSTEL if rij.voorstel else _NIETS,
            naam_thema=self.plan.naam_thema,
            thema=rij.maatregel.thema.code,
            cluster=_ook(", ".join(rij.clusters.values())) if rij.clusters else _NIETS,
            stand_van=_ook(f"stand van {opmaak.datum(stand.peildatum)}")
            if stand and stand.peildatum != self.peildatum
            else _NIETS,
            delen=self._deellichten(rij.lichten),
            geld=self._geld(lijstrij) if self.heeft_geld else _NIETS,
            trekkers=", ".join(rij.trekkers) or "nog geen trekker",
            te_laat=_te_laat(rij.te_laat, totaal) if rij.te_laat else _NIETS,
            volgende=_volgende(rij.volgende),
        )

    def _deellichten(self, lichten: Lichten) -> SafeString:
        """The cells of the aspects. Few sets of three lights exist, so each is written once."""
        sleutel = (lichten.tijd, lichten.geld, lichten.resultaat)
        if sleutel not in self.delen:
            self.delen[sleutel] = format_html_join(
                "",
                '<td role="cell" class="midden" data-kop="{}" data-deel="{}">{}</td>\n',
                (
                    (deel.naam, nummer, licht(deel.licht) if deel.licht else _GEEN_LICHT)
                    for nummer, deel in enumerate(deellichten(self.plan.aspecten, lichten), 1)
                ),
            )
        return self.delen[sleutel]

    def _geld(self, lijstrij: Any) -> SafeString:
        bedrag, bij = lijstrij.investering
        return format_html(
            '<td role="cell" class="stoplicht__geld" data-kop="Investering {}">{}{}</td>\n',
            self.peildatum.year,
            bedrag,
            format_html('{}<span class="stoplicht__geldbij">{}</span>', _BIJ, bij)
            if bij
            else _NIETS,
        )


def _naam(maatregel: Maatregel, url: str) -> SafeString:
    if url:
        return format_html('<a href="{}"><b>{}</b> {}</a>', url, maatregel.code, maatregel.titel)
    return format_html(
        '<b>{}</b> {} <span class="label">later verwijderd</span>', maatregel.code, maatregel.titel
    )


def _ook(tekst: str) -> SafeString:
    """One more thing on a line, set apart on screen and read aloud after a comma."""
    return format_html("{}<span>{}</span>", _KOMMA, tekst)


@lru_cache(maxsize=256)
def _te_laat(aantal: int, totaal: str) -> SafeString:
    return format_html(
        '<span class="stoplicht__laat{}">{} {} te laat</span>{}',
        " is-rood" if totaal in _ROOD_OF_ORANJE else "",
        aantal,
        "stap" if aantal == 1 else "stappen",
        _KOMMA,
    )


def _volgende(regel: Planregel | None) -> str:
    return f"{regel.periode.voluit()}: {regel.tekst}" if regel else "geen stap gepland"
