"""The grid as text: to copy to a spreadsheet, and back from it."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from jeugdhulp.csv_uit import veilige_cel
from maatregelen.forms.raster_cellen import Cel, Rij

LANGST = 1_000_000
_NUMMER, _CODE = "nr", "code"
# Beside its own columns what the copied text holds to read by.
_OM_TE_LEZEN = ("titel", "regel")
_MEESTE_FOUTEN = 20


@dataclass(frozen=True)
class Plaksel:
    """What a pasted text says per cell (name of the field), or what is wrong with it."""

    waarden: Mapping[str, str] = field(default_factory=dict)
    fouten: Sequence[str] = ()


class _PlakFout(Exception):
    """A line that cannot be used."""


def als_tekst(rijen: Sequence[Rij]) -> str:
    """The grid with tabs between the cells, each row with the number it comes back by."""
    if not rijen:
        return ""
    koppen = ["Nr", "Code", "Regel", "Titel", *(cel.kolom.kop for cel in rijen[0].cellen)]
    regels = [koppen]
    for rij in rijen:
        eigen = [cel.woorden for cel in rij.cellen]
        regels.append([str(rij.rij.nummer), rij.rij.code, rij.rij.kop, rij.rij.naam, *eigen])
    return "\n".join("\t".join(_cel(tekst) for tekst in regel) for regel in regels)


def lees_plaksel(tekst: str, rijen: Sequence[Rij]) -> Plaksel:
    """The cells that differ from what is on screen; every fault with its line and column."""
    try:
        regels = _regels(tekst)
        koppen = _koppen(regels[0], rijen)
    except _PlakFout as fout:
        return Plaksel(fouten=[str(fout)])
    waarden: dict[str, str] = {}
    fouten: list[str] = []
    gehad: Counter[int] = Counter()
    for nummer, regel in enumerate(regels[1:], start=2):
        try:
            rij = _rij(dict(zip(koppen, regel, strict=False)), rijen)
            gehad[rij.rij.nummer] += 1
            if gehad[rij.rij.nummer] > 1:
                raise _PlakFout(f"{rij.rij.kop} staat er twee keer.")
            if len(regel) > len(koppen):
                raise _PlakFout("deze regel heeft meer cellen dan er kolommen zijn.")
        except _PlakFout as fout:
            fouten.append(f"Regel {nummer}: {fout}")
            continue
        for kop, getypt in zip(koppen, regel, strict=False):
            for cel in (cel for cel in rij.cellen if cel.kolom.kop.casefold() == kop):
                try:
                    waarden |= _in_cel(cel, getypt)
                except _PlakFout as fout:
                    fouten.append(f"Regel {nummer}, kolom {cel.kolom.kop}: {fout}")
    if len(fouten) > _MEESTE_FOUTEN:
        rest = len(fouten) - _MEESTE_FOUTEN
        fouten = [*fouten[:_MEESTE_FOUTEN], f"En nog {rest} regels of cellen."]
    return Plaksel(waarden, fouten)


def _cel(tekst: str) -> str:
    return veilige_cel(" ".join(str(tekst).split()))


def _regels(tekst: str) -> list[list[str]]:
    tekst = tekst.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    eerste = tekst.partition("\n")[0]
    scheiding = "\t" if "\t" in eerste else ";"
    try:
        gelezen = list(csv.reader(StringIO(tekst), delimiter=scheiding))
    except csv.Error:
        raise _PlakFout("Deze tekst is geen tabel. Kopieer de cellen opnieuw.") from None
    regels = [[_kaal(cel) for cel in regel] for regel in gelezen if any(map(str.strip, regel))]
    if len(regels) < 2:
        raise _PlakFout("Plak minstens twee regels: de namen van de kolommen en een rij.")
    return regels


def _kaal(cel: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from computing a text."""
    tekst = " ".join(cel.split())
    zonder = tekst.removeprefix("'")
    return zonder if veilige_cel(zonder) == tekst else tekst


def _koppen(regel: Sequence[str], rijen: Sequence[Rij]) -> list[str]:
    eigen = [cel.kolom.kop for cel in rijen[0].cellen] if rijen else []
    bekend = {kop.casefold() for kop in (_NUMMER, _CODE, *_OM_TE_LEZEN, *eigen)}
    koppen = [kop.casefold() for kop in regel]
    if vreemd := [kop for kop in regel if kop.casefold() not in bekend]:
        namen = ", ".join(["Nr", "Code", *eigen])
        raise _PlakFout(f"Regel 1: de kolom “{vreemd[0]}” is er hier niet. Er zijn: {namen}.")
    if dubbel := [kop for kop, aantal in Counter(koppen).items() if aantal > 1]:
        raise _PlakFout(f"Regel 1: de kolom “{dubbel[0]}” staat er twee keer.")
    if _NUMMER not in koppen and _CODE not in koppen:
        raise _PlakFout(
            "Regel 1: zet in de eerste kolom Nr of Code, zodat elke rij zijn plek vindt."
        )
    return koppen


def _rij(gegeven: Mapping[str, str], rijen: Sequence[Rij]) -> Rij:
    nummer, code = gegeven.get(_NUMMER, ""), gegeven.get(_CODE, "")
    if nummer:
        gevonden = [rij for rij in rijen if str(rij.rij.nummer) == nummer]
        if not gevonden:
            raise _PlakFout(f"nr {nummer} staat niet in deze tabel.")
        if code and gevonden[0].rij.code.casefold() != code.casefold():
            raise _PlakFout(f"nr {nummer} hoort bij {gevonden[0].rij.kop}, niet bij {code}.")
        return gevonden[0]
    if not code:
        raise _PlakFout("hier staat geen nr en geen code.")
    gevonden = [rij for rij in rijen if rij.rij.code.casefold() == code.casefold()]
    if not gevonden:
        raise _PlakFout(f"{code} staat niet in deze tabel.")
    if len(gevonden) > 1:
        hoeveel = f"{code} heeft hier {len(gevonden)} rijen"
        raise _PlakFout(f"{hoeveel}. Zet in een kolom Nr welke het is.")
    return gevonden[0]


def _in_cel(cel: Cel, getypt: str) -> dict[str, str]:
    if getypt == cel.woorden or getypt == cel.waarde:
        return {}
    if cel.vast:
        raise _PlakFout(f"dit verandert hier niet. Er staat: {cel.vast}.")
    if not cel.keuzes:
        return {cel.naam: getypt}
    klein = getypt.casefold()
    for sleutel, woord in cel.keuzes:
        if klein in (sleutel.casefold(), woord.casefold()):
            return {cel.naam: sleutel}
    kan = ", ".join(woord for _, woord in cel.keuzes)
    raise _PlakFout(f"“{getypt}” is geen keuze. Kies uit: {kan}.")
