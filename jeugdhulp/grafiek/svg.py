"""A chart as a still drawing: on screen without script, on paper, in a PDF. Pure.

The same definition always gives the same bytes. It holds no style and no script, so that a strict
CSP lets it be; what it says in words stands in `title` and `desc`.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jeugdhulp.grafiek import merken, tekenen
from jeugdhulp.grafiek.definitie import Grafiek, Soort
from jeugdhulp.grafiek.letters import breedte, regels
from jeugdhulp.grafiek.rollen import INKT, INKT_ZACHT, LIJN, WATERMERK, WIT
from jeugdhulp.grafiek.schaal import as_van
from jeugdhulp.grafiek.tekenen import Punt, element, lijn, merk, staaf, streep, tekst, veilig
from jeugdhulp.grafiek.vlak import (
    BREED,
    LETTER,
    REGEL,
    SMAL,
    Vak,
    Vlak,
    kies_labels,
    toon_stappen,
)

_SLEUTEL = 30.0
_HOOG_BREED, _HOOG_SMAL = 260.0, 220.0
_NAAM_BREED = 190.0
_LABEL_BREED = 220.0


def schrijf(grafiek: Grafiek, *, naam: str = "grafiek", smal: bool = False) -> str:
    """The whole drawing. `naam` is what its ids begin with: another one for each on a page.

    `smal` is the drawing for a phone: names above the chart instead of beside it.
    """
    breed = SMAL if smal else BREED
    kop, onder_kop = _legenda(grafiek, breed) if not _naast(grafiek, smal) else ([], 0.0)
    lichaam, hoogte = (_liggend if grafiek.liggend else _staand)(grafiek, onder_kop, smal)
    woorden = element(
        "title", veilig(f"{grafiek.titel}: {grafiek.ondertitel}"), id=f"{naam}-titel"
    ) + element("desc", veilig(grafiek.alt), id=f"{naam}-uitleg")
    return element(
        "svg", "".join([woorden, *kop, *lichaam]),
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {breed} {tekenen.getal(hoogte)}",
        width=breed, height=hoogte, role="img",
        aria_labelledby=f"{naam}-titel", aria_describedby=f"{naam}-uitleg",
        font_family=tekenen.LETTERTYPE, font_size=LETTER, fill=INKT,
    )  # fmt: skip


def data_uri(grafiek: Grafiek) -> str:
    """The drawing as the source of an `<img>`; give it `grafiek.alt` as its alt."""
    return f"data:image/svg+xml;base64,{base64.b64encode(schrijf(grafiek).encode()).decode()}"


def sleutel(grafiek: Grafiek, nummer: int) -> str:
    """How series `nummer` looks, as a small drawing of its own, for beside its name."""
    return element(
        "svg", _teken(grafiek, nummer, (2, 9)),
        xmlns="http://www.w3.org/2000/svg", viewBox="0 0 30 18", width=30, height=18,
        aria_hidden="true", focusable="false",
    )  # fmt: skip


def _teken(grafiek: Grafiek, nummer: int, links: Punt) -> str:
    """A sample of the marks of a series, 26 wide, from this point to the right."""
    x, y = links
    rol = grafiek.rol(nummer)
    if grafiek.soort != Soort.LIJN:
        return staaf((x + 2, y - 7), (20, 14), rol)
    draad = lijn(links, (x + 26, y), rol.kleur, stroke_width=2.5, stroke_dasharray=streep(rol))
    return draad + merk((x + 13, y), rol)


@dataclass(frozen=True)
class _Naam:
    """A series or threshold to be named: its sample (as a function of place) and its words."""

    tekst: str
    nummer: int | None

    def teken(self, grafiek: Grafiek, links: Punt) -> str:
        if self.nummer is not None:
            return _teken(grafiek, self.nummer, links)
        tot = (links[0] + 26, links[1])
        return lijn(links, tot, INKT, stroke_width=1.75, stroke_dasharray="9 3 2 3")


def _namen(grafiek: Grafiek) -> list[_Naam]:
    return [_Naam(grafiek.naam(nummer), nummer) for nummer in range(len(grafiek.reeksen))] + [
        _Naam(f"{drempel.naam}: {grafiek.tekst(drempel.waarde)}", None)
        for drempel in grafiek.drempels
    ]


def _naast(grafiek: Grafiek, smal: bool) -> bool:
    """Whether the names stand beside the lines that they name."""
    return grafiek.soort == Soort.LIJN and not smal and bool(as_van(grafiek))


def _legenda(grafiek: Grafiek, breed: float) -> tuple[list[str], float]:
    """The names above the chart, in rows, and how high that is."""
    delen: list[str] = []
    x, y = 0.0, REGEL * 0.6
    for naam in _namen(grafiek):
        lijnen = regels(naam.tekst, breed - _SLEUTEL - 6, LETTER)
        lang = _SLEUTEL + 2 + max(breedte(stuk, LETTER) for stuk in lijnen)
        if x and x + lang > breed:
            x, y = 0.0, y + REGEL + 4
        delen.append(naam.teken(grafiek, (x, y)))
        delen += _lijnen(lijnen, x + _SLEUTEL + 2, y + LETTER * 0.34)
        y += REGEL * (len(lijnen) - 1)
        x = breed if len(lijnen) > 1 else x + lang + 18
    return delen, y + REGEL


def _lijnen(lijnen: Sequence[str], x: float, y: float, **kenmerken: object) -> list[str]:
    return [
        tekst(stuk, x, y + REGEL * nummer, **kenmerken)
        for nummer, stuk in enumerate(lijnen)
        if stuk
    ]


def _staand(grafiek: Grafiek, boven: float, smal: bool) -> tuple[list[str], float]:
    """Lines and standing bars."""
    stappen = as_van(grafiek)
    totaal = SMAL if smal else BREED
    links = max([breedte(grafiek.tekst(stap), LETTER) for stap in stappen], default=0) + 8
    naast = _naast(grafiek, smal)
    rechts = totaal - (_SLEUTEL + _NAAM_BREED + 18 if naast else 6)
    top = boven + REGEL * 2
    blokken = _naamblokken(grafiek) if naast else []
    hoog = max(
        _HOOG_SMAL if smal else _HOOG_BREED, sum(len(lijnen) * REGEL + 6 for _, lijnen in blokken)
    )
    bodem = top + hoog
    ruimte = (rechts - links) / len(grafiek.labels)
    labels = kies_labels(grafiek.labels, ruimte, links, totaal - rechts)
    vakken = [Vak(links + ruimte * nummer, ruimte, lijnen) for nummer, lijnen in enumerate(labels)]
    delen = [tekst(grafiek.eenheid, 0, boven + REGEL * 0.75, fill=INKT_ZACHT)]
    if not stappen:
        delen += _zonder_cijfers((links, top), (rechts, bodem))
    else:
        vlak = Vlak(stappen, bodem, top, vakken, liggend=False)
        delen += _raster(grafiek, vlak, (links, top), (rechts, bodem), stappen)
        delen += _merken(grafiek, vlak)
        delen += [_watermerk((links, top), (rechts, bodem))] if grafiek.is_fictief else []
        delen += _namen_naast(grafiek, vlak, blokken, (rechts, top), bodem) if naast else []
    breedst = max(breedte(stuk, LETTER) for stuk in labels[0])
    alleen = not any(labels[1:]) and breedst > ruimte - 8
    for vak in vakken:
        x, anker = (vak.begin, "start") if alleen else (vak.midden, "middle")
        delen += _lijnen(vak.label, x, bodem + REGEL * 1.1, text_anchor=anker)
    meeste = max(len(vak.label) for vak in vakken)
    return delen, bodem + REGEL * meeste + 10


def _liggend(grafiek: Grafiek, boven: float, smal: bool) -> tuple[list[str], float]:
    """Lying bars: each point a row, its label before the bars or, on a phone, above them."""
    stappen = as_van(grafiek)
    totaal = SMAL if smal else BREED
    naast = len(grafiek.reeksen) if grafiek.soort == Soort.STAAF else 1
    balken = naast * 17 + 12 if naast > 1 else 34
    lijnen = [regels(label, SMAL if smal else _LABEL_BREED, LETTER) for label in grafiek.labels]
    waarden = [w for reeks in grafiek.reeksen for w in reeks.waarden if w is not None]
    ernaast = 0.0
    if grafiek.soort == Soort.STAAF:
        ernaast = max([breedte(grafiek.tekst(waarde), LETTER) for waarde in waarden], default=0) + 6
    labelbreed = max(breedte(stuk, LETTER) for label in lijnen for stuk in label)
    halve = [breedte(grafiek.tekst(stap), LETTER) / 2 + 2 for stap in (*stappen[:1], *stappen[-1:])]
    links = max([0 if smal else min(labelbreed, _LABEL_BREED) + 12, *halve[:1]]) + (
        ernaast if any(waarde < 0 for waarde in waarden) else 0
    )
    rechts = totaal - max([ernaast, 14, *halve[1:]])
    top = y = boven + 6
    vakken, teksten = [], list[str]()
    for label in lijnen:
        erboven = len(label) * REGEL if smal else 0
        hoog = balken if smal else max(balken, len(label) * REGEL + 8)
        begin = y + (REGEL * 0.8 if smal else (hoog - (len(label) - 1) * REGEL) / 2 + LETTER * 0.34)
        teksten += _lijnen(label, 0, begin)
        vakken.append(Vak(y + erboven, hoog, label))
        y += erboven + hoog
    delen: list[str] = []
    if not stappen:
        delen += _zonder_cijfers((links, top), (rechts, y))
    else:
        vlak = Vlak(stappen, links, rechts, vakken, liggend=True)
        getoond = toon_stappen(grafiek, stappen, rechts - links)
        delen += _raster(grafiek, vlak, (links, top), (rechts, y), getoond)
        delen += _merken(grafiek, vlak)
        delen += [_watermerk((links, top), (rechts, y))] if grafiek.is_fictief else []
    delen += teksten
    eenheid = tekst(grafiek.eenheid, rechts, y + REGEL * 2.2, text_anchor="end", fill=INKT_ZACHT)
    return [*delen, eenheid], y + REGEL * 2.2 + 6


def _merken(grafiek: Grafiek, vlak: Vlak) -> list[str]:
    getekend = merken.lijnen if grafiek.soort == Soort.LIJN else merken.staven
    return [*getekend(grafiek, vlak), *merken.drempels(grafiek, vlak)]


def _watermerk(hoek: Punt, over: Punt) -> str:
    """Across the marks, so that it cannot be cut away from them."""
    return tekst(
        WATERMERK, (hoek[0] + over[0]) / 2, (hoek[1] + over[1]) / 2 + 16,
        text_anchor="middle", font_size=48, font_weight=700, fill=INKT_ZACHT, fill_opacity=0.4,
    )  # fmt: skip


def _raster(
    grafiek: Grafiek, vlak: Vlak, hoek: Punt, over: Punt, getoond: Sequence[Decimal]
) -> list[str]:
    """The steps of the value axis with their texts."""
    delen: list[str] = []
    for stap in getoond:
        op = vlak.op(stap)
        eind = (hoek[1], over[1]) if vlak.liggend else (hoek[0], over[0])
        kleur, dikte = (INKT_ZACHT, 1.25) if stap == 0 else (LIJN, 1)
        delen.append(
            lijn(vlak.punt(eind[0], op), vlak.punt(eind[1], op), kleur, stroke_width=dikte)
        )
        x, y = (op, over[1] + REGEL) if vlak.liggend else (hoek[0] - 8, op + LETTER * 0.34)
        anker = "middle" if vlak.liggend else "end"
        delen.append(
            tekst(grafiek.tekst(stap), x, y, text_anchor=anker, fill=INKT_ZACHT, data_stap=stap)
        )
    return delen


def _zonder_cijfers(hoek: Punt, over: Punt) -> list[str]:
    """In the place of a plane without a single value."""
    return [
        element(
            "rect", x=hoek[0], y=hoek[1], width=over[0] - hoek[0], height=over[1] - hoek[1],
            fill=WIT, stroke=LIJN,
        ),
        tekst(
            "Er zijn geen cijfers.", (hoek[0] + over[0]) / 2, (hoek[1] + over[1]) / 2,
            text_anchor="middle", fill=INKT_ZACHT,
        ),
    ]  # fmt: skip


def _naamblokken(grafiek: Grafiek) -> list[tuple[_Naam, list[str]]]:
    return [(naam, regels(naam.tekst, _NAAM_BREED, LETTER)) for naam in _namen(grafiek)]


def _namen_naast(
    grafiek: Grafiek, vlak: Vlak, blokken: list[tuple[_Naam, list[str]]], hoek: Punt, bodem: float
) -> list[str]:
    """Each name beside the end of its line, pushed apart where they would overlap."""
    eindes = [_einde(grafiek, vlak, naam, hoek[0]) for naam, _ in blokken]
    volgorde = sorted(range(len(blokken)), key=lambda nummer: (eindes[nummer][1], nummer))
    hoogten = [len(lijnen) * REGEL + 6 for _, lijnen in blokken]
    plekken: dict[int, float] = {}
    vrij = hoek[1]
    for nummer in volgorde:
        plekken[nummer] = max(vrij, eindes[nummer][1] - hoogten[nummer] / 2)
        vrij = plekken[nummer] + hoogten[nummer]
    tot = bodem
    for nummer in reversed(volgorde):
        plekken[nummer] = min(plekken[nummer], tot - hoogten[nummer])
        tot = plekken[nummer]
    delen: list[str] = []
    for nummer, (naam, lijnen) in enumerate(blokken):
        y = plekken[nummer] + hoogten[nummer] / 2
        x = hoek[0] + 16
        if naam.nummer is None or any(
            waarde is not None for waarde in grafiek.reeksen[naam.nummer].waarden
        ):
            delen.append(merken.verbinding(eindes[nummer], (x - 2, y)))
        delen.append(naam.teken(grafiek, (x, y)))
        begin = y - (len(lijnen) - 1) * REGEL / 2 + LETTER * 0.34
        delen += _lijnen(lijnen, x + _SLEUTEL + 2, begin)
    return delen


def _einde(grafiek: Grafiek, vlak: Vlak, naam: _Naam, rechts: float) -> Punt:
    """Where a line ends: its last value, or the right edge for a threshold."""
    if naam.nummer is None:
        drempel = next(
            drempel
            for drempel in grafiek.drempels
            if f"{drempel.naam}: {grafiek.tekst(drempel.waarde)}" == naam.tekst
        )
        return rechts, vlak.op(drempel.waarde)
    waarden = grafiek.reeksen[naam.nummer].waarden
    for vak, waarde in reversed(list(zip(vlak.vakken, waarden, strict=True))):
        if waarde is not None:
            return vak.midden + 6, vlak.op(waarde)
    return rechts, vlak.van
