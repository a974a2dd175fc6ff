"""Reading the tag tree of a PDF (ISO 32000-1, 14.7) with pikepdf.

An element is a dictionary with `/S` (its kind) and `/K` (its kids: elements, marked content
numbers or object references). A marked content number (MCID) counts within one page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

Nummer = tuple[int, int]  # object number and generation


def soort(element: "Object") -> str:
    """Kind of a structure element without the slash: "Table", "H2"."""
    return str(element.S)[1:]


def kinderen(element: "Object") -> "list[Object]":
    """The kids that are structure elements themselves, in reading order."""
    return [kind for kind in _kids(element) if not isinstance(kind, int) and "/S" in kind]


def laatste_kind(element: "Object") -> "Object":
    """The last of `kinderen`, without going through the others; there is one."""
    return next(kind for kind in reversed(element.K) if not isinstance(kind, int) and "/S" in kind)


def loop(element: "Object") -> "Iterator[Object]":
    """All structure elements below `element`, in reading order; without `element` itself."""
    stapel = kinderen(element)[::-1]
    while stapel:
        volgende = stapel.pop()
        yield volgende
        stapel.extend(kinderen(volgende)[::-1])


def inhoudsnummers(elementen: "Iterable[Object]") -> dict[Nummer, set[int]]:
    """Per page (by object number) the MCIDs that these elements refer to."""
    nummers: dict[Nummer, set[int]] = defaultdict(set)
    for element in elementen:
        for kind in _kids(element):
            if isinstance(kind, int):
                nummers[element.Pg.objgen].add(kind)
            elif "/MCID" in kind:
                nummers[(kind if "/Pg" in kind else element).Pg.objgen].add(int(kind.MCID))
    return dict(nummers)


def rijen(tabel: "Object") -> "list[tuple[Object, Object]]":
    """The rows of a table in order, each with its group: THead, TBody, TFoot or the table."""
    uit = []
    for deel in kinderen(tabel):
        if soort(deel) == "TR":
            uit.append((tabel, deel))
        else:
            uit.extend((deel, rij) for rij in kinderen(deel) if soort(rij) == "TR")
    return uit


def rooster(tabel: "Object") -> "Iterator[tuple[Object, list[tuple[range, Object]]]]":
    """Per row its group and its cells, each with the columns it covers, counted from 0.

    Cells that reach down from rows above push the next ones to the right, within one row group.
    """
    bezet: set[tuple[int, int]] = set()
    for rij, (groep, regel) in enumerate(rijen(tabel)):
        cellen, kolom = [], 0
        for cel in kinderen(regel):
            while (rij, kolom) in bezet:
                kolom += 1
            kolommen = range(kolom, kolom + celmaat(cel, "/ColSpan"))
            bezet |= {
                (rij + lager, k) for lager in range(celmaat(cel, "/RowSpan")) for k in kolommen
            }
            cellen.append((kolommen, cel))
            kolom = kolommen.stop
        yield groep, cellen


def rijbreedtes(tabel: "Object") -> list[int]:
    """Per row the number of columns it covers, cells that reach down from above included."""
    breedtes: list[int] = []
    for rij, (_, cellen) in enumerate(rooster(tabel)):
        for kolommen, cel in cellen:
            for lager in range(rij, rij + celmaat(cel, "/RowSpan")):
                breedtes.extend([0] * (lager + 1 - len(breedtes)))
                breedtes[lager] += len(kolommen)
    return breedtes


def tabellen(pdf: "Pdf") -> "list[Object]":
    """All tables of the document in reading order."""
    return [element for element in loop(pdf.Root.StructTreeRoot) if soort(element) == "Table"]


def kenmerk(element: "Object", *sleutels: str) -> Any:
    """A value in the attributes (`/A`) of an element; None when it has none."""
    return zoek(element, "/A", *sleutels)


def zoek(object_: "Object", *sleutels: str) -> Any:
    """The value at the end of a path of keys through dictionaries; None where the path stops."""
    for sleutel in sleutels:
        if object_ is None or sleutel not in object_:
            return None
        object_ = object_[sleutel]
    return object_


def celmaat(cel: "Object", sleutel: str) -> int:
    """`/ColSpan` or `/RowSpan` of a cell; 1 when it has none."""
    maat = kenmerk(cel, sleutel)
    return 1 if maat is None else int(maat)


def haal_weg(elementen: "Iterable[Object]") -> None:
    """Take elements, with all below them, out of the tree; each parent is gone through once."""
    from pikepdf import Array

    weg: dict[Nummer, set[Nummer]] = defaultdict(set)
    ouders = {}
    for element in elementen:
        weg[element.P.objgen].add(element.objgen)
        ouders[element.P.objgen] = element.P
    for nummer, ouder in ouders.items():
        blijft = [k for k in ouder.K if isinstance(k, int) or k.objgen not in weg[nummer]]
        ouder.K = Array(blijft)


def _kids(element: "Object") -> "list[Object | int]":
    from pikepdf import Array

    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]
