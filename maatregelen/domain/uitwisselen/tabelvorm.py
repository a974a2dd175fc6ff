"""How the exchange format looks as tables: a sheet per kind of row, read from the JSON Schema. Pure
but for reading that schema.

A row of a sheet that others hang under has a `kenmerk`; what hangs under it says so in `hoort bij`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from maatregelen.domain.uitwisselen.uitwisseling import mag_weg, schema

KENMERK, HOORT_BIJ = "kenmerk", "hoort bij"
# Per definition of the schema the name of its sheet. What is not here is part of another row.
BLADNAMEN = {
    "planbestand": "Bestand",
    "beleidsplanbestand": "Bestand",
    "gemeente": "Gemeente",
    "deelnemer": "Deelnemers",
    "plan": "Plan",
    "beleidsplan": "Beleidsplan",
    "bladveld": "Velden van het blad",
    "aspect": "Lichten",
    "vaststelling": "Vaststellingen",
    "projectrol": "Projectrollen",
    "vervallen_activiteit": "Vervallen activiteiten",
    "persoon": "Personen",
    "schrijfwijze": "Schrijfwijzen",
    "organisatie": "Organisaties",
    "thema": "Themas",
    "cluster": "Clusters",
    "doelonderdeel": "Doelen",
    "maatregel": "Maatregelen",
    "doelkoppeling": "Doelen van maatregelen",
    "betrokkene": "Betrokkenen",
    "blad": "Bladen",
    "planningsregel": "Planning",
    "stap": "Stappen",
    "investering": "Investeringen",
    "dekking": "Dekking",
    "vermelding": "Vermeldingen",
    "besteding": "Bestedingen",
    "besparing": "Besparingen",
    "resultaat": "Resultaten",
    "samenhang": "Samenhang",
    "risico": "Risicos",
    "besluitmoment": "Besluiten",
    "contextcijfer": "Cijfers",
    "stand": "Standen",
    "voortgangsregel": "Voortgangsregels",
    "open_einde": "Open einden",
}
_VAN_PERIODE = ("soort", "wanneer", "van", "tot_en_met", "herhaling", "letterlijk")


@dataclass(frozen=True)
class Kolom:
    """One column. `soort` is tekst, dag, moment, bedrag, geheel, ja or reeks; `groep` is the
    object inside the row that `sleutel` is a key of, "" for the row itself. With `mag_weg` both the
    column and the key may be absent."""

    sleutel: str
    soort: str = "tekst"
    mag_null: bool = False
    groep: str = ""
    uitleg: str = ""
    mag_weg: bool = False

    @property
    def kop(self) -> str:
        return f"{self.groep} {self.sleutel}".strip().replace("_", " ")


@dataclass(frozen=True)
class Groep:
    """An object inside a row, such as a period: `mag_null` as a whole. `met_vraag` has a column
    that says whether it is there, because all of its own may be empty."""

    sleutel: str
    mag_null: bool
    is_periode: bool
    met_vraag: bool


@dataclass(frozen=True)
class Tak:
    """What hangs under a row: the key of the row that holds it, and on which sheet it stands. With
    `mag_weg` the key may be absent, and so may the sheet."""

    sleutel: str
    deel: str
    lijst: bool
    mag_weg: bool = False


@dataclass(frozen=True)
class Vorm:
    """One sheet. `ouders` are the kinds of row it hangs under; none for the file itself."""

    deel: str
    kolommen: tuple[Kolom, ...]
    groepen: tuple[Groep, ...]
    takken: tuple[Tak, ...]
    ouders: tuple[str, ...]
    # A workbook of before this sheet was there has none.
    mag_weg: bool = False

    @property
    def naam(self) -> str:
        return BLADNAMEN[self.deel]

    @property
    def heeft_kenmerk(self) -> bool:
        return bool(self.takken) and bool(self.ouders)

    @property
    def zegt_ouder(self) -> bool:
        """Whether a row says what it hangs under; under the file itself there is no choice."""
        return any(not ouder.endswith("bestand") for ouder in self.ouders)

    def koppen(self) -> list[str]:
        eigen = [KENMERK] if self.heeft_kenmerk else []
        eigen += [HOORT_BIJ] if self.zegt_ouder else []
        return [*eigen, *(kolom.kop for kolom in self.kolommen)]

    def verplichte_koppen(self) -> list[str]:
        """Those that a workbook of before this column was there has too."""
        weg = {kolom.kop for kolom in self.kolommen if kolom.mag_weg}
        return [kop for kop in self.koppen() if kop not in weg]


@cache
def vormen(formaat: str) -> dict[str, Vorm]:
    """The sheets of a plan or beleidsplan, by kind of row, each after those it hangs under."""
    volgorde: list[str] = []
    _bezoek(f"{formaat}bestand", volgorde)
    ouders: dict[str, list[str]] = {}
    for deel in reversed(volgorde):
        for tak in _takken(deel):
            ouders.setdefault(tak.deel, []).append(deel)
    return {
        deel: Vorm(
            deel,
            tuple(_kolommen(deel)),
            tuple(_groepen(deel)),
            tuple(_takken(deel)),
            tuple(ouders.get(deel, ())),
            any(tak.deel == deel and tak.mag_weg for van in volgorde for tak in _takken(van)),
        )
        for deel in reversed(volgorde)
    }


def _bezoek(deel: str, gezien: list[str]) -> None:
    """Note a kind of row after all that hangs under it, last things first."""
    if deel not in gezien:
        for tak in reversed(list(_takken(deel))):
            _bezoek(tak.deel, gezien)
        gezien.append(deel)


def _velden(deel: str) -> Mapping[str, Any]:
    if deel == "schrijfwijze":
        return {"naam": {"type": "string", "description": "Een andere schrijfwijze van de naam."}}
    velden: Mapping[str, Any] = schema()["$defs"][deel]["properties"]
    return velden


def _weg(deel: str) -> frozenset[str]:
    return mag_weg(deel) if deel in schema()["$defs"] else frozenset()


def _open(knoop: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool, str]:
    """A node without its references: what it is, whether it may be null, and its definition."""
    mag_null, naam = False, ""
    while "oneOf" in knoop or "$ref" in knoop:
        if "oneOf" in knoop:
            mag_null = True
            (knoop,) = [deel for deel in knoop["oneOf"] if deel.get("type") != "null"]
        else:
            naam = knoop["$ref"].removeprefix("#/$defs/")
            knoop = schema()["$defs"][naam]
    return knoop, mag_null, naam


def _takken(deel: str) -> Iterator[Tak]:
    weg = _weg(deel)
    for sleutel, knoop in _velden(deel).items():
        if sleutel == "ook_geschreven_als":
            yield Tak(sleutel, "schrijfwijze", lijst=True)
            continue
        vorm, _, naam = _open(knoop)
        if vorm.get("type") == "array":
            _, _, naam = _open(vorm["items"])
            if naam in BLADNAMEN:
                yield Tak(sleutel, naam, lijst=True, mag_weg=sleutel in weg)
        elif naam in BLADNAMEN:
            yield Tak(sleutel, naam, lijst=False)


def _groepen(deel: str) -> Iterator[Groep]:
    for sleutel, knoop in _velden(deel).items():
        vorm, mag_null, naam = _open(knoop)
        if vorm.get("type") == "object" and naam not in BLADNAMEN:
            leeg = all(_open(veld)[1] for veld in vorm["properties"].values())
            yield Groep(sleutel, mag_null, naam == "periode", met_vraag=leeg)


def _kolommen(deel: str) -> Iterator[Kolom]:
    groepen = {groep.sleutel: groep for groep in _groepen(deel)}
    takken = {tak.sleutel for tak in _takken(deel)}
    weg = _weg(deel)
    for sleutel, knoop in _velden(deel).items():
        if groep := groepen.get(sleutel):
            yield from _van_groep(groep, knoop)
        elif sleutel not in takken:
            yield replace(_kolom(sleutel, knoop), mag_weg=sleutel in weg)


def _van_groep(groep: Groep, knoop: Mapping[str, Any]) -> Iterator[Kolom]:
    if groep.met_vraag:
        yield Kolom(groep.sleutel, "ja", uitleg=knoop.get("description", ""))
    if groep.is_periode:
        for sleutel in _VAN_PERIODE:
            soort = "moment" if sleutel in {"wanneer", "van", "tot_en_met"} else "tekst"
            uitleg = f"{knoop.get('description', 'Wanneer.')} Zie Periode in de uitleg."
            yield Kolom(sleutel, soort, mag_null=True, groep=groep.sleutel, uitleg=uitleg)
        return
    for sleutel, veld in _open(knoop)[0]["properties"].items():
        yield _kolom(sleutel, veld, groep.sleutel)


def _kolom(sleutel: str, knoop: Mapping[str, Any], groep: str = "") -> Kolom:
    vorm, mag_null, naam = _open(knoop)
    soorten = {"dag": "dag", "moment": "moment", "bedrag": "bedrag", "getal": "bedrag"}
    typen = {"boolean": "ja", "integer": "geheel", "array": "reeks"}
    soort = soorten.get(naam) or typen.get(vorm.get("type", ""), "tekst")
    uitleg = knoop.get("description") or vorm.get("description", "")
    return Kolom(sleutel, soort, mag_null, groep, uitleg)
