"""The lines that a dashboard has hundreds of, written by Python: as includes they took half of what
the page cost. Everything that people typed goes through `format_html`, which escapes it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from maatregelen.choices import MijlpaalSoort
from maatregelen.domain.dashboard.planning import Stap
from maatregelen.domain.dashboard.te_laat import Late
from maatregelen.kwartaallijn import Vakregel
from maatregelen.models import Maatregel

register = template.Library()
_NIETS = mark_safe("")
_VOLUIT = '<a href="{}"><b>{}</b> {}</a>{}'
_KORT = '<a href="{}"><b>{}</b><span class="alleen-voorlezen"> {}</span></a>{}'
_TOTAAL = mark_safe(' class="lichtentabel__totaal"')
_NUL = mark_safe('<td role="cell" class="zacht">0</td>')
_LAAT = mark_safe(' class="dashboard__laat"')


@register.simple_tag
def dashboardmaatregel(
    maatregel: Maatregel, op_dag: str, *, kort: bool = False, achter: str = ""
) -> SafeString:
    """A measure (with its plan) by code and title, with the way to it; what is gone since has none.

    `op_dag` is what the link adds to its address; `kort` shows the code only; `achter` follows
    without a space, as ":". A page names one many times; that is made once.
    """
    gemaakt: dict[tuple[object, ...], SafeString] = maatregel.__dict__.setdefault("_genoemd", {})
    vraag = (op_dag, kort, achter)
    if vraag not in gemaakt:
        gemaakt[vraag] = _noem(maatregel, op_dag, kort=kort, achter=achter)
    return gemaakt[vraag]


def _noem(maatregel: Maatregel, op_dag: str, *, kort: bool, achter: str) -> SafeString:
    if getattr(maatregel, "adres", None) == "":
        titel = "" if kort else f" {maatregel.titel}"
        label = '<b>{}</b>{} <span class="label">later verwijderd</span>{}'
        return format_html(label, maatregel.code, titel, achter)
    adres = f"{maatregel.get_absolute_url()}{op_dag}"
    return format_html(_KORT if kort else _VOLUIT, adres, maatregel.code, maatregel.titel, achter)


@register.simple_tag
def lateregels(regels: Iterable[Late], op_dag: str) -> SafeString:
    """Lines of the planning that are late, each with how long."""
    return format_html_join(
        "\n",
        '<li><p><b class="dashboard__laat">{} te laat</b>: {}{}</p>'
        '<p class="dashboard__bij"><span class="heel">{}</span> · {} · {}</p></li>',
        (
            (
                rij.hoelang,
                rij.regel.tekst,
                _soort(rij.regel),
                rij.regel.wanneer,
                dashboardmaatregel(rij.kaart.rij.maatregel, op_dag),
                ", ".join(rij.kaart.rij.trekkers) or "nog geen trekker",
            )
            for rij in regels
        ),
    )


@register.simple_tag
def stapregels(stappen: Iterable[Stap], op_dag: str) -> SafeString:
    """Lines of the planning, each with its state as a word."""
    return format_html_join(
        "\n",
        '<li class="is-{}"><p>{}{}</p><p class="dashboard__bij"><b{}>{}</b>'
        ' · <span class="heel">{}</span> · {} · {}</p></li>',
        (
            (
                stap.regel.toestand,
                stap.regel.tekst,
                _soort(stap.regel),
                _LAAT if stap.regel.toestand == "te_laat" else _NIETS,
                stap.regel.toestand_naam,
                stap.regel.wanneer,
                dashboardmaatregel(stap.kaart.rij.maatregel, op_dag),
                ", ".join(stap.kaart.rij.trekkers) or "nog geen trekker",
            )
            for stap in stappen
        ),
    )


@register.simple_tag
def telrijen(
    rijen: Sequence[Mapping[str, Any]], pad: str, *, eerste_is_totaal: bool = False
) -> SafeString:
    """Rows of counts per light (each naam and cellen: woord, aantal, url); a count leads to the
    list that it counts, at `pad`, and nought is quiet. The row that counts most stands out."""
    return format_html_join(
        "\n",
        '<tr role="row"{}><th scope="row" role="rowheader">{}</th>{}</tr>',
        (
            (
                _TOTAAL if eerste_is_totaal and not nummer else _NIETS,
                rij["naam"],
                mark_safe("".join(_telcel(cel, rij["naam"], pad) for cel in rij["cellen"])),  # noqa: S308
            )
            for nummer, rij in enumerate(rijen)
        ),
    )


def _telcel(cel: Mapping[str, Any], naam: str, pad: str) -> SafeString:
    if not cel["aantal"]:
        return _NUL
    if not cel["url"]:
        return format_html('<td role="cell">{}</td>', cel["aantal"])
    return format_html(
        '<td role="cell"><a href="{}{}">{}<span class="alleen-voorlezen"> {}, {}</span></a></td>',
        pad,
        cel["url"],
        cel["aantal"],
        cel["woord"],
        naam,
    )


def _soort(regel: Vakregel) -> SafeString:
    """What kind of line it is, where that is not the usual one."""
    if regel.soort == MijlpaalSoort.ACTIE:
        return _NIETS
    return format_html(' <span class="label">{}</span>', regel.soort_naam)
