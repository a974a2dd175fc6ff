"""An exchange file as tables and back: the same plan, without JSON. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from maatregelen.domain.uitwisselen.bevinding import Bevinding, Json
from maatregelen.domain.uitwisselen.celwaarde import CelFout, lees_cel
from maatregelen.domain.uitwisselen.tabelvorm import HOORT_BIJ, KENMERK, Groep, Kolom, Vorm, vormen


@dataclass(frozen=True)
class Tabel:
    """A sheet to write: its name, its headers, per header what kind of value, and the rows."""

    naam: str
    koppen: list[str]
    soorten: list[str]
    rijen: list[list[Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Gelezen:
    """A sheet as read: its headers, and per row its number and its cells by header."""

    koppen: list[str]
    rijen: list[tuple[int, Mapping[str, Any]]]


def naar_tabellen(bestand: Json) -> list[Tabel]:
    """All sheets, empty ones too. Days are date, amounts Decimal, other cells text or number."""
    alle = vormen(bestand["formaat"])
    tabellen = {
        deel: Tabel(
            vorm.naam,
            vorm.koppen(),
            ["tekst"] * (len(vorm.koppen()) - len(vorm.kolommen))
            + [kolom.soort for kolom in vorm.kolommen],
        )
        for deel, vorm in alle.items()
    }
    _schrijf(bestand, alle[f"{bestand['formaat']}bestand"], "", 1, alle, tabellen)
    return list(tabellen.values())


def _schrijf(
    rij: Any,
    vorm: Vorm,
    ouder: str,
    nummer: int,
    alle: Mapping[str, Vorm],
    tabellen: Mapping[str, Tabel],
) -> None:
    """Put a row on its sheet, and what hangs under it on theirs."""
    rij = rij if isinstance(rij, Mapping) else {"naam": rij}
    kenmerk = _kenmerk(vorm.deel, rij, ouder, nummer)
    eigen = [kenmerk] if vorm.heeft_kenmerk else []
    eigen += [ouder] if vorm.zegt_ouder else []
    cellen = [_cel(kolom, rij) for kolom in vorm.kolommen]
    tabellen[vorm.deel].rijen.append([*eigen, *cellen])
    for tak in vorm.takken:
        if tak.mag_weg and tak.sleutel not in rij:
            continue
        kinderen = rij[tak.sleutel] if tak.lijst else [rij[tak.sleutel]]
        for volgnummer, kind in enumerate(kinderen, start=1):
            _schrijf(kind, alle[tak.deel], kenmerk, volgnummer, alle, tabellen)


def _kenmerk(deel: str, rij: Json, ouder: str, nummer: int) -> str:
    """What rows under this one call it: readable, and one of its kind."""
    if deel in {"thema", "maatregel"}:
        return f"{deel} {rij['code']}"
    if deel == "doelonderdeel":
        return f"doel {rij['code']}"
    if deel == "blad":
        return f"{ouder}, cluster {rij['cluster'] or '-'}"
    if deel == "stand":
        return f"{ouder}, stand {nummer}"
    return str(rij["sleutel"]) if deel in {"planningsregel", "persoon"} else deel


def _cel(kolom: Kolom, rij: Json) -> Any:
    if kolom.mag_weg and kolom.sleutel not in rij:
        return None
    waarde = rij[kolom.groep] if kolom.groep else rij[kolom.sleutel]
    if kolom.groep:
        waarde = None if waarde is None else waarde.get(kolom.sleutel)
    elif kolom.soort == "ja":
        return "ja" if waarde else "nee"
    if waarde is None or waarde == "":
        return None
    if kolom.soort == "reeks":
        return ", ".join(map(str, waarde)) or None
    if kolom.soort == "dag":
        return date.fromisoformat(waarde)
    return Decimal(waarde) if kolom.soort == "bedrag" else waarde


@dataclass
class Lezing:
    """What is read so far: the rows by their kenmerk, where each stood, and what was wrong."""

    bevindingen: list[Bevinding] = field(default_factory=list)
    _rijen: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    _plekken: dict[int, str] = field(default_factory=dict)

    def fout(self, plek: str, waarde: Any, melding: str) -> None:
        self.bevindingen.append(Bevinding(plek, waarde, melding))

    def onthoud(self, deel: str, kenmerk: str, rij: dict[str, Any], plek: str) -> None:
        self._plekken[id(rij)] = plek
        if (deel, kenmerk) in self._rijen:
            self.fout(f"{plek}, kolom “{KENMERK}”", kenmerk, "dit kenmerk staat er al")
        self._rijen[deel, kenmerk] = rij

    def zoek(self, delen: tuple[str, ...], kenmerk: str) -> tuple[str, dict[str, Any]] | None:
        """The row with this kenmerk of one of these kinds, and its kind; the file itself needs
        none."""
        for deel in delen:
            gezocht = (deel, "" if deel.endswith("bestand") else kenmerk)
            if gezocht in self._rijen:
                return deel, self._rijen[gezocht]
        return None

    def plekken(self, deel: Any, pad: str = "") -> Iterator[tuple[str, str]]:
        """Per path in the file the sheet and row it came from."""
        if isinstance(deel, Mapping):
            if id(deel) in self._plekken:
                yield pad, self._plekken[id(deel)]
            for sleutel, waarde in deel.items():
                yield from self.plekken(waarde, f"{pad}.{sleutel}".lstrip("."))
        elif isinstance(deel, list):
            for nummer, waarde in enumerate(deel, start=1):
                yield from self.plekken(waarde, f"{pad}[{nummer}]")


def uit_tabellen(
    formaat: str, bladen: Mapping[str, Gelezen]
) -> tuple[dict[str, Any], list[Bevinding], dict[str, str]]:
    """The file, what could not be read, and per path in the file where it stood.

    `bladen` by name; each has its headers right. What the file means is not looked at here.
    """
    lezing, bestand = Lezing(), dict[str, Any]()
    alle = vormen(formaat)
    for vorm in alle.values():
        for nummer, cellen in bladen[vorm.naam].rijen:
            plek = f"werkblad “{vorm.naam}”, rij {nummer}"
            rij = _lees_rij(vorm, cellen, plek, lezing)
            if not vorm.ouders:
                bestand = rij
            _hang_op(alle, vorm, rij, cellen, plek, lezing)
    return bestand, lezing.bevindingen, dict(lezing.plekken(bestand))


def _lees_rij(vorm: Vorm, cellen: Json, plek: str, lezing: Lezing) -> dict[str, Any]:
    rij: dict[str, Any] = {
        tak.sleutel: [] if tak.lijst else None for tak in vorm.takken if not tak.mag_weg
    }
    groepen: dict[str, dict[str, Any]] = {groep.sleutel: {} for groep in vorm.groepen}
    for kolom in vorm.kolommen:
        try:
            waarde = lees_cel(kolom.soort, cellen.get(kolom.kop), mag_null=kolom.mag_null)
        except CelFout as fout:
            hier = f"{plek}, kolom “{kolom.kop}”"
            lezing.fout(hier, cellen.get(kolom.kop), str(fout))
            continue
        if kolom.mag_weg and waarde in (None, ""):
            continue
        (groepen[kolom.groep] if kolom.groep else rij)[kolom.sleutel] = waarde
    for groep in vorm.groepen:
        rij[groep.sleutel] = _groep(groep, groepen[groep.sleutel], gevraagd=rij.get(groep.sleutel))
    return rij


def _groep(groep: Groep, waarden: dict[str, Any], *, gevraagd: object) -> dict[str, Any] | None:
    leeg = not any(waarde not in (None, "") for waarde in waarden.values())
    if groep.met_vraag:
        leeg = leeg and not gevraagd
    if leeg and groep.mag_null:
        return None
    if groep.is_periode:
        gevuld = {sleutel: waarde for sleutel, waarde in waarden.items() if waarde is not None}
        return {"soort": "", "letterlijk": ""} | gevuld
    return waarden


def _hang_op(
    alle: Mapping[str, Vorm],
    vorm: Vorm,
    rij: dict[str, Any],
    cellen: Json,
    plek: str,
    lezing: Lezing,
) -> None:
    """Put a row under what it belongs to, and remember it for what belongs to it."""
    kenmerk = str(cellen.get(KENMERK) or "").strip() if vorm.heeft_kenmerk else ""
    lezing.onthoud(vorm.deel, kenmerk or plek * bool(vorm.ouders), rij, plek)
    if not vorm.ouders:
        return
    genoemd = str(cellen.get(HOORT_BIJ) or "").strip() if vorm.zegt_ouder else ""
    gevonden = lezing.zoek(vorm.ouders, genoemd)
    if gevonden is None:
        melding = f"geen rij met dit {KENMERK}; schrijf over waar deze rij bij hoort"
        lezing.fout(f"{plek}, kolom “{HOORT_BIJ}”", genoemd, melding)
        return
    deel, ouder = gevonden
    (tak,) = [tak for tak in alle[deel].takken if tak.deel == vorm.deel]
    if tak.lijst:
        ouder.setdefault(tak.sleutel, []).append(
            rij.get("naam") if vorm.deel == "schrijfwijze" else rij
        )
    elif ouder[tak.sleutel] is not None:
        lezing.fout(plek, genoemd, "op dit werkblad hoort één rij")
    else:
        ouder[tak.sleutel] = rij


def op_werkblad(bevinding: Bevinding, plekken: Mapping[str, str]) -> Bevinding:
    """A finding that names a path in the file, with the sheet and row in its place."""
    pad = bevinding.plek
    while pad:
        if pad in plekken:
            rest = bevinding.plek[len(pad) :].strip(".").replace("_", " ").replace(".", " ")
            kolom = f", kolom “{rest}”" if rest else ""
            return replace(bevinding, plek=f"{plekken[pad]}{kolom}")
        pad = pad[: max(pad.rfind("."), pad.rfind("["), 0)]
    return bevinding
