"""The marks of a chart on its plane: lines and bars with their values. Pure."""

from collections.abc import Sequence

from jeugdhulp.grafiek.definitie import Grafiek, Soort
from jeugdhulp.grafiek.letters import breedte
from jeugdhulp.grafiek.rollen import INKT, INKT_ZACHT, LIJN_VELD, WIT, Rol
from jeugdhulp.grafiek.schaal import stapel
from jeugdhulp.grafiek.tekenen import Punt, element, getal, lijn, merk, staaf, streep, tekst
from jeugdhulp.grafiek.vlak import LETTER, Vak, Vlak
from jeugdhulp.opmaak import STREEP

# More markers than this on one line hide it.
_MEESTE_MERKEN = 15
_DUN = 8.0


def lijnen(grafiek: Grafiek, vlak: Vlak) -> list[str]:
    """One group per series; a line stops where there is no value and goes on behind it."""
    return [_lijn(grafiek, vlak, nummer) for nummer in range(len(grafiek.reeksen))]


def _lijn(grafiek: Grafiek, vlak: Vlak, nummer: int) -> str:
    reeks, rol = grafiek.reeksen[nummer], grafiek.rol(nummer)
    punten = [
        None if waarde is None else (vak.midden, vlak.op(waarde))
        for vak, waarde in zip(vlak.vakken, reeks.waarden, strict=True)
    ]
    pad = "".join(
        f"{'L' if waar and punten[waar - 1] else 'M'}{getal(punt[0])} {getal(punt[1])}"
        for waar, punt in enumerate(punten)
        if punt
    )
    delen = []
    if pad:
        delen.append(
            element(
                "path", d=pad, fill="none", stroke=rol.kleur, stroke_width=2.5,
                stroke_dasharray=streep(rol), stroke_linejoin="round",
            )
        )  # fmt: skip
    delen += [
        merk(punt, rol, is_open=reeks.is_open(waar))
        for waar, punt in enumerate(punten)
        if punt and (_krijgt_merk(punten, waar) or reeks.is_open(waar))
    ]
    return element("g", "".join(delen), data_reeks=reeks.naam)


def _krijgt_merk(punten: Sequence[Punt | None], waar: int) -> bool:
    """Every so many points, and each end: a point alone would not be seen without."""
    eind = waar in (0, len(punten) - 1) or punten[waar - 1] is None or punten[waar + 1] is None
    return eind or waar % -(-len(punten) // _MEESTE_MERKEN) == 0


def staven(grafiek: Grafiek, vlak: Vlak) -> list[str]:
    """One group per series, its bars in the order of the points."""
    dikte = balkdikte(grafiek, min(vak.ruimte for vak in vlak.vakken))
    met_waarde = grafiek.soort == Soort.STAAF and waarden_passen(grafiek, dikte)
    groepen: list[list[str]] = [[] for _ in grafiek.reeksen]
    for punt, vak in enumerate(vlak.vakken):
        for nummer, deel in _balken(grafiek, vlak, vak, punt, dikte):
            groepen[nummer].append(deel)
            if met_waarde:
                groepen[nummer].append(_waarde_bij(grafiek, vlak, vak, punt, nummer, dikte))
    return [
        element("g", "".join(delen), data_reeks=reeks.naam)
        for reeks, delen in zip(grafiek.reeksen, groepen, strict=True)
    ]


def balkdikte(grafiek: Grafiek, ruimte: float) -> float:
    """How thick one bar is in the room of a point."""
    naast = len(grafiek.reeksen) if grafiek.soort == Soort.STAAF else 1
    return min(ruimte * (0.84 if naast > 1 else 0.66) / naast, 56)


def waarden_passen(grafiek: Grafiek, dikte: float) -> bool:
    """Whether each bar has room for its value, in words of the axis: all of them or none."""
    if grafiek.liggend:
        return dikte >= LETTER
    return all(
        breedte(grafiek.tekst(waarde), LETTER) <= dikte + 6
        for reeks in grafiek.reeksen
        for waarde in reeks.waarden
        if waarde is not None
    )


def _midden(grafiek: Grafiek, vak: Vak, nummer: int, dikte: float) -> float:
    """Where the bar of a series comes: side by side, or all in one pile."""
    naast = len(grafiek.reeksen) if grafiek.soort == Soort.STAAF else 1
    plek = nummer if naast > 1 else 0
    return vak.midden + (plek - (naast - 1) / 2) * dikte


def _balken(
    grafiek: Grafiek, vlak: Vlak, vak: Vak, punt: int, dikte: float
) -> list[tuple[int, str]]:
    waarden = [reeks.waarden[punt] for reeks in grafiek.reeksen]
    if grafiek.soort == Soort.GESTAPELD:
        stukken = [
            (nummer, _stuk(grafiek, vlak, vak.midden, dikte, nummer, punt, vlak.op(a), vlak.op(b)))
            for nummer, a, b in stapel(waarden)
            if a != b
        ]
        if all(waarde is None for waarde in waarden):
            stukken.append((0, _geen_cijfer(vlak, vak.midden)))
        return stukken
    dun = dikte - 2 if dikte > _DUN else dikte
    return [
        (
            nummer,
            _geen_cijfer(vlak, _midden(grafiek, vak, nummer, dikte))
            if waarde is None
            else _stuk(
                grafiek, vlak, _midden(grafiek, vak, nummer, dikte), dun, nummer, punt,
                vlak.nul, vlak.op(waarde),
            ),
        )
        for nummer, waarde in enumerate(waarden)
    ]  # fmt: skip


def _stuk(
    grafiek: Grafiek, vlak: Vlak, langs: float, dikte: float, nummer: int, punt: int,
    van: float, tot: float,
) -> str:  # fmt: skip
    """One bar; nought is a short thick line, so that it is not taken for a gap."""
    rol = grafiek.rol(nummer)
    if van == tot:
        eerste, tweede = vlak.punt(langs - dikte / 2, van), vlak.punt(langs + dikte / 2, van)
        return lijn(eerste, tweede, rol.kleur, stroke_width=3)
    hoek, maat = vlak.balk(langs, dikte, van, tot)
    getekend = staaf(hoek, maat, rol, is_open=grafiek.reeksen[nummer].is_open(punt))
    if grafiek.soort == Soort.GESTAPELD:
        getekend += _in_stuk(grafiek, rol, nummer, punt, hoek, maat)
    return getekend


def _in_stuk(grafiek: Grafiek, rol: Rol, nummer: int, punt: int, hoek: Punt, maat: Punt) -> str:
    """The letter and the value in a piece of a pile, on a plate so that hatching does not blur
    them; the letter alone, or nothing, where there is no room."""
    waarde = grafiek.tekst(grafiek.reeksen[nummer].waarden[punt])
    for wat in (f"{rol.letter} {waarde}".strip(), rol.letter):
        breed = breedte(wat, LETTER) + 4
        if wat and breed <= maat[0] - 2 and maat[1] >= LETTER + 3:
            x, y = hoek[0] + maat[0] / 2, hoek[1] + maat[1] / 2
            return plaat(wat, x, y)
    return ""


def plaat(wat: str, x: float, y: float, *, dik: bool = True) -> str:
    """A text on white, with its middle at this point."""
    breed, hoog = breedte(wat, LETTER) + 4, LETTER + 2
    return element(
        "rect", x=x - breed / 2, y=y - hoog / 2, width=breed, height=hoog, rx=2, fill=WIT
    ) + tekst(
        wat, x, y + LETTER * 0.34,
        text_anchor="middle", fill=INKT, font_weight=600 if dik else None,
    )  # fmt: skip


def _geen_cijfer(vlak: Vlak, langs: float) -> str:
    """A dash where a bar would stand."""
    kant = 1 if vlak.liggend else -1
    x, y = vlak.punt(langs, vlak.nul + kant * 8)
    return tekst(STREEP, x, y + LETTER * 0.34, text_anchor="middle", fill=INKT_ZACHT)


def _waarde_bij(
    grafiek: Grafiek, vlak: Vlak, vak: Vak, punt: int, nummer: int, dikte: float
) -> str:
    """The value at the end of its bar."""
    waarde = grafiek.reeksen[nummer].waarden[punt]
    if waarde is None:
        return ""
    langs, eind = _midden(grafiek, vak, nummer, dikte), vlak.op(waarde)
    if vlak.liggend:
        kant, anker = (-1, "end") if waarde < 0 else (1, "start")
        x, y = eind + 6 * kant, langs + LETTER * 0.34
    else:
        anker = "middle"
        x, y = langs, eind + (LETTER + 2 if waarde < 0 else -6)
    return tekst(grafiek.tekst(waarde), x, y, text_anchor=anker, fill=INKT)


def drempels(grafiek: Grafiek, vlak: Vlak) -> list[str]:
    """A dashed line across the plane, with its name and value on it."""
    delen = []
    for drempel in grafiek.drempels:
        op = vlak.op(drempel.waarde)
        begin, einde = vlak.vakken[0].begin, vlak.vakken[-1].begin + vlak.vakken[-1].ruimte
        delen.append(
            lijn(
                vlak.punt(begin, op), vlak.punt(einde, op), INKT,
                stroke_width=1.75, stroke_dasharray="9 3 2 3", data_drempel=drempel.naam,
            )
        )  # fmt: skip
    return delen


def verbinding(van: Punt, tot: Punt) -> str:
    """A thin line from a mark to its name."""
    return lijn(van, tot, LIJN_VELD, stroke_width=1)
