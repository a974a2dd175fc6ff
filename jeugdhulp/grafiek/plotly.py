"""A chart as a figure of plotly, for the browser. Pure.

Plotly's own Python checks every name and value of it. Series, order, colours, dashes, hatching and
axis are those of the still drawing; what is read at a point is the exact Dutch text of the table.
Numbers become floats here and only here: to be drawn, not to be read.
"""

from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

from jeugdhulp.grafiek.definitie import Grafiek, Soort, Waarde
from jeugdhulp.grafiek.letters import regels
from jeugdhulp.grafiek.rollen import INKT, INKT_ZACHT, LIJN, WATERMERK, WIT
from jeugdhulp.grafiek.schaal import as_van
from jeugdhulp.grafiek.tekenen import LETTERTYPE
from jeugdhulp.grafiek.vlak import LETTER

# Of the figure, and the room of a label beside lying bars: it must leave some on a phone.
_HOOGTE = 384
_LABEL = 110.0
_BARMODE = {Soort.STAAF: "group", Soort.GESTAPELD: "relative"}


@lru_cache(maxsize=256)
def maak(grafiek: Grafiek) -> dict[str, Any]:
    """`data` and `layout` as plotly.js takes them: plain lists, dicts and floats.

    Charts are frozen, so one that was made before is not made again; do not change what you get.
    Raises ValueError when plotly knows a property or value of it not.
    """
    from plotly.graph_objects import Figure

    figuur = Figure(
        data=[_spoor(grafiek, nummer) for nummer in range(len(grafiek.reeksen))],
        layout=_opmaak(grafiek),
        skip_invalid=False,
    ).to_dict()
    # The template is plotly's own look for what we do not say; we say all.
    figuur["layout"].pop("template", None)
    return {"data": figuur["data"], "layout": figuur["layout"]}


def _spoor(grafiek: Grafiek, nummer: int) -> dict[str, Any]:
    """One series."""
    reeks = grafiek.reeksen[nummer]
    langs = [_tekst(label) for label in grafiek.labels]
    op = [_float(waarde) for waarde in reeks.waarden]
    naam = _tekst(grafiek.naam(nummer))
    return {
        "name": naam,
        "x": op if grafiek.liggend else langs,
        "y": langs if grafiek.liggend else op,
        "customdata": [_tekst(grafiek.cel(reeks, punt)) for punt in range(len(grafiek.labels))],
        **_bij_aanwijzen(grafiek),
        **(_lijn(grafiek, nummer) if grafiek.soort == Soort.LIJN else _staaf(grafiek, nummer)),
    }


def _bij_aanwijzen(grafiek: Grafiek) -> dict[str, Any]:
    """The figure beside its mark; on lying piles the labels would cover each other."""
    if grafiek.liggend and grafiek.soort == Soort.GESTAPELD:
        return {"hoverinfo": "none"}
    return {"hovertemplate": "%{customdata}<extra></extra>"}


def _lijn(grafiek: Grafiek, nummer: int) -> dict[str, Any]:
    rol, reeks = grafiek.rol(nummer), grafiek.reeksen[nummer]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "connectgaps": False,
        "line": {
            "color": rol.kleur,
            "width": 2.5,
            "dash": ",".join(f"{deel}px" for deel in rol.streep) or "solid",
        },
        "marker": {
            "symbol": rol.teken,
            "size": 9,
            "color": [_vlak(grafiek, nummer, punt) for punt in range(len(reeks.waarden))],
            "line": {"color": rol.kleur, "width": 1.75},
        },
    }


def _staaf(grafiek: Grafiek, nummer: int) -> dict[str, Any]:
    rol, reeks = grafiek.rol(nummer), grafiek.reeksen[nummer]
    punten = range(len(reeks.waarden))
    vlakken = [_vlak(grafiek, nummer, punt) for punt in punten]
    erop = [rol.kleur if reeks.is_open(punt) else rol.arcering for punt in punten]
    # A colour per point would put the pattern's own colours aside.
    binnen: dict[str, Any] = {"color": vlakken}
    if rol.patroon:
        patroon = {"shape": rol.patroon, "size": 7, "solidity": 0.25}
        binnen = {"color": rol.kleur, "pattern": patroon | {"bgcolor": vlakken, "fgcolor": erop}}
    return {
        "type": "bar",
        "orientation": "h" if grafiek.liggend else "v",
        "marker": {**binnen, "line": {"color": rol.kleur, "width": 1.5}},
    }


def _vlak(grafiek: Grafiek, nummer: int, punt: int) -> str:
    """The colour inside a mark: white where the figure is not final."""
    return WIT if grafiek.reeksen[nummer].is_open(punt) else grafiek.rol(nummer).vlak


def _opmaak(grafiek: Grafiek) -> dict[str, Any]:
    """The layout: the axis of the still drawing, and nothing that can be dragged or zoomed."""
    stappen = as_van(grafiek)
    rust = {"fixedrange": True, "showline": False, "zeroline": False, "automargin": True}
    waarden: dict[str, Any] = {
        **rust,
        "tickmode": "array",
        "tickvals": [float(stap) for stap in stappen],
        "ticktext": [grafiek.tekst(stap) for stap in stappen],
        "range": [float(stappen[0]), float(stappen[-1])] if stappen else [0, 1],
        "gridcolor": LIJN,
        "title": {"text": _tekst(grafiek.eenheid), "font": {"color": INKT_ZACHT, "size": 14}},
    }
    punten: dict[str, Any] = {**rust, "type": "category", "showgrid": False}
    hoogte = _HOOGTE
    if grafiek.liggend:
        regel = [regels(label, _LABEL, LETTER) for label in grafiek.labels]
        punten |= {
            "autorange": "reversed",
            "tickmode": "array",
            "tickvals": list(range(len(regel))),
            "ticktext": ["<br>".join(_tekst(deel) for deel in lijnen) for lijnen in regel],
        }
        rijen = len(grafiek.reeksen) if grafiek.soort == Soort.STAAF else 1
        hoog = max(rijen * 22, max(len(lijnen) for lijnen in regel) * 20) + 16
        hoogte = max(_HOOGTE // 2, hoog * len(regel) + 70)
    as_x, as_y = (waarden, punten) if grafiek.liggend else (punten, waarden)
    return {
        "xaxis": as_x,
        "yaxis": as_y,
        "barmode": _BARMODE.get(grafiek.soort),
        "hovermode": "y" if grafiek.liggend else "x",
        "dragmode": False,
        "height": hoogte,
        "separators": ",.",
        # The names stand above it, with the keys of the table: plotly cuts long ones off.
        "showlegend": False,
        "margin": {"t": 16, "r": 8, "b": 8, "l": 8},
        "font": {"family": LETTERTYPE, "size": 14, "color": INKT},
        "hoverlabel": {"bgcolor": WIT, "font": {"family": LETTERTYPE, "size": 14, "color": INKT}},
        "paper_bgcolor": WIT,
        "plot_bgcolor": WIT,
        "bargap": 0.16 if grafiek.soort == Soort.STAAF and len(grafiek.reeksen) > 1 else 0.34,
        **_erover(grafiek, stappen),
    }  # fmt: skip


def _erover(grafiek: Grafiek, stappen: list[Decimal]) -> dict[str, Any]:
    """Thresholds with their names, the line of nought, the watermark."""
    if not stappen:
        leeg = {"text": "Er zijn geen cijfers.", "x": 0.5, "y": 0.5}
        return {"annotations": [_op_papier() | leeg]}
    lijnen, namen = [], []
    if 0 in stappen:
        lijnen.append(_dwars(grafiek, 0.0, {"color": INKT_ZACHT, "width": 1.25}))
    for drempel in grafiek.drempels:
        op = float(drempel.waarde)
        stijl = {"color": INKT, "width": 1.75, "dash": "9px,3px,2px,3px"}
        lijnen.append(_dwars(grafiek, op, stijl) | {"name": _tekst(drempel.naam)})
        namen.append(
            {
                "text": _tekst(f"{drempel.naam}: {grafiek.tekst(drempel.waarde)}"),
                "showarrow": False,
                "bgcolor": WIT,
                "xref": "x" if grafiek.liggend else "paper",
                "yref": "paper" if grafiek.liggend else "y",
                "x": op if grafiek.liggend else 0,
                "y": 1 if grafiek.liggend else op,
                "xanchor": "left",
                "yanchor": "top" if grafiek.liggend else "bottom",
            }
        )
    if grafiek.is_fictief:
        groot = {"text": WATERMERK, "x": 0.5, "y": 0.5, "opacity": 0.4}
        namen.append(_op_papier() | groot | {"font": {"size": 48, "color": INKT_ZACHT}})
    return {"shapes": lijnen, "annotations": namen}


def _op_papier() -> dict[str, Any]:
    return {"xref": "paper", "yref": "paper", "showarrow": False}


def _dwars(grafiek: Grafiek, op: float, stijl: dict[str, Any]) -> dict[str, Any]:
    """A line across the plane at a value."""
    waarde, langs = ("x", "y") if grafiek.liggend else ("y", "x")
    return {
        "type": "line", "layer": "above", "line": stijl,
        f"{langs}ref": "paper", f"{langs}0": 0, f"{langs}1": 1,
        f"{waarde}ref": waarde, f"{waarde}0": op, f"{waarde}1": op,
    }  # fmt: skip


def _float(waarde: Waarde) -> float | None:
    return None if waarde is None else float(waarde)


def _tekst(tekst: str) -> str:
    """Plotly reads a little HTML in its texts: what people typed is no HTML."""
    return escape(tekst, quote=False)
