"""Tables in the tag tree: one Table per table, with header cells that say what they are head of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapportage.pdf.boom import (
    celmaat,
    haal_weg,
    kinderen,
    laatste_kind,
    rijen,
    rooster,
    soort,
    tabellen,
)
from rapportage.pdf.herkomst import BEREIK, BRON

if TYPE_CHECKING:
    from pikepdf import Array, Object, Pdf

_BRON, _BEREIK = f"/{BRON}", f"/{BEREIK}"


def voeg_samen(pdf: "Pdf") -> None:
    """Join the pieces of each table into the first; later heads leave the tree.

    Rows cut by a page border become one row again. The parent of a piece may be left empty.
    """
    stukken: dict[int, list[Object]] = defaultdict(list)
    for tabel in tabellen(pdf):
        if _BRON in tabel:
            stukken[int(tabel[_BRON])].append(tabel)
    for eerste, *verdere in stukken.values():
        for stuk in verdere:
            _neem_delen_over(eerste, stuk)
    haal_weg(stuk for _, *verdere in stukken.values() for stuk in verdere)


def benoem_koppen(pdf: "Pdf", alle: "Iterable[Object]") -> None:
    """Give each TH of these tables a Scope and an ID, each TD the IDs of its heads; index the IDs.

    WeasyPrint's own numbers are replaced: they point at the heads of separate pieces and skip
    headings over groups of rows. IDs look like "t2r5k1": table, row and column, counted from 1.
    """
    from pikepdf import Array, Dictionary, String

    wijzer: dict[str, Object] = {}
    for nummer, tabel in enumerate(alle, start=1):
        wijzer |= _benoem(tabel, f"t{nummer}")
    if wijzer:
        namen = [deel for naam in sorted(wijzer) for deel in (String(naam), wijzer[naam])]
        pdf.Root.StructTreeRoot.IDTree = Dictionary(Names=Array(namen))


def verwijder_merken(alle: "Iterable[Object]") -> None:
    """Take away the private keys of `herkomst` from these tables."""
    for tabel in alle:
        delen = kinderen(tabel)
        rijlijst = [rij for _, rij in rijen(tabel)]
        for element in [
            tabel,
            *delen,
            *rijlijst,
            *(cel for rij in rijlijst for cel in kinderen(rij)),
        ]:
            for sleutel in (_BRON, _BEREIK):
                if sleutel in element:
                    del element[sleutel]


def _neem_delen_over(eerste: "Object", stuk: "Object") -> None:
    """Move the row groups of a later piece to the first; its head is a repeat, its foot wins."""
    voet = laatste_kind(eerste)
    if soort(voet) == "TFoot":
        haal_weg([voet])
    for deel in kinderen(stuk):
        laatste = laatste_kind(eerste)
        if soort(deel) in ("THead", "Caption"):
            continue
        if deel[_BRON] == laatste.get(_BRON):
            _neem_rijen_over(laatste, deel)
        else:
            _hang_onder(eerste, deel)
    if soort(voet) == "TFoot" and soort(laatste_kind(eerste)) != "TFoot":
        _hang_onder(eerste, voet)


def _neem_rijen_over(doel: "Object", deel: "Object") -> None:
    """Move the rows of a continued row group; a row cut by the page takes the rest of its cells."""
    for rij in kinderen(deel):
        laatste = laatste_kind(doel)
        if rij[_BRON] != laatste[_BRON]:
            _hang_onder(doel, rij)
            continue
        for cel, rest in zip(kinderen(laatste), kinderen(rij), strict=True):
            for kind in kinderen(rest):
                _hang_onder(cel, kind)


def _hang_onder(ouder: "Object", kind: "Object") -> None:
    ouder.K.append(kind)
    kind.P = ouder


@dataclass
class _Koppen:
    """The IDs of the heads that apply while a table is read from top to bottom."""

    kolom: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    groep: dict[int, str] = field(default_factory=dict)
    rij: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def voeg_toe(
        self, naam: str, cel: "Object", rij: int, kolommen: range, *, in_kop: bool
    ) -> None:
        if str(cel[_BEREIK]) == "/Row":
            for volgende in range(rij, rij + celmaat(cel, "/RowSpan")):
                self.rij[volgende].append(naam)
        elif in_kop:
            for kolom in kolommen:
                self.kolom[kolom].append(naam)
        else:
            self.groep |= dict.fromkeys(kolommen, naam)

    def boven(self, rij: int, kolommen: range) -> list[str]:
        """Column heads, then the heading of the group, then row heads; each once."""
        namen = [naam for kolom in kolommen for naam in self.kolom[kolom]]
        namen += [self.groep[kolom] for kolom in kolommen if kolom in self.groep]
        return list(dict.fromkeys(namen + self.rij[rij]))


def _benoem(tabel: "Object", voorvoegsel: str) -> "dict[str, Object]":
    """Write Scope, ID and Headers of one table; returns its header cells by ID."""
    from pikepdf import Array, String

    koppen, namen, vorige_groep = _Koppen(), {}, None
    for rij, (groep, cellen) in enumerate(rooster(tabel)):
        if groep.objgen != vorige_groep:
            koppen.groep, vorige_groep = {}, groep.objgen
        for kolommen, cel in cellen:
            if soort(cel) == "TH":
                naam = f"{voorvoegsel}r{rij + 1}k{kolommen.start + 1}"
                cel.ID, cel.A.Scope, namen[naam] = String(naam), cel[_BEREIK], cel
                koppen.voeg_toe(naam, cel, rij, kolommen, in_kop=soort(groep) == "THead")
        for kolommen, cel in cellen:
            if soort(cel) == "TD":
                _schrijf_koppen(cel, Array(map(String, koppen.boven(rij, kolommen))))
    return namen


def _schrijf_koppen(cel: "Object", namen: "Array") -> None:
    """Set `/Headers` of a TD; an empty list is not allowed to stay."""
    if len(namen):
        cel.A.Headers = namen
    elif "/Headers" in cel.A:
        del cel.A["/Headers"]
