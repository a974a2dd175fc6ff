"""The files of fixtures/, found and not named: each is loaded after what it leans on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jeugdhulp.domain.begin import neem_gemeente_over
from jeugdhulp.kalender import lees_wanneer
from jeugdhulp.models import Gemeente
from jeugdhulp.tests.factories import GemeenteFactory
from maatregelen.domain.uitwisselen.laden import laad
from maatregelen.models import Beleidsplan, Plan
from maatregelen.tests.fixtures_lezen import HOOFDMAP

BESTANDEN = sorted((HOOFDMAP / "fixtures").glob("*/*.json"))
elk_bestand = pytest.mark.parametrize(
    "pad", BESTANDEN, ids=[f"{pad.parent.name}/{pad.stem}" for pad in BESTANDEN]
)


def lees_pad(pad: Path) -> Any:
    return json.loads(pad.read_text(encoding="utf-8"))


def maak_gemeente_van(bestand: Any) -> Gemeente:
    """The gemeente of a file, after the gemeenten that it and its deelnemers went on in."""
    blok = bestand["gemeente"]
    for rij in (blok, *blok["deelnemers"]):
        if rij["opvolger"] and not Gemeente.objects.filter(slug=rij["opvolger"]).exists():
            GemeenteFactory(slug=rij["opvolger"], naam=rij["opvolger"])
    return neem_gemeente_over(blok, door=None, kanaal="test")


def laad_pad(pad: Path) -> Plan | Beleidsplan:
    """Load a file of fixtures/ in an empty database, after the files it leans on."""
    bestand = lees_pad(pad)
    gemeente = maak_gemeente_van(bestand)
    for eerder in steunt_op(bestand, pad.parent):
        laad(eerder, gemeente, door=None)
    return laad(bestand, gemeente, door=None)


def steunt_op(bestand: Any, map_: Path) -> Iterator[Any]:
    """The beleidsplan and the predecessor that a file names, and first what those lean on."""
    soort = bestand["formaat"]
    deel = bestand[soort]
    for ander in map(lees_pad, sorted(map_.glob("*.json"))):
        is_beleid = ander["formaat"] == "beleidsplan"
        genoemd = deel.get("beleidsplan") if is_beleid and soort == "plan" else deel["voorganger"]
        if genoemd and ander[ander["formaat"]]["slug"] == genoemd:
            yield from steunt_op(ander, map_)
            yield ander


def normaal(bestand: Any, bekend: Any = None) -> Any:
    """A file without what may be written in more than one way: keys become what they point at,
    moments become days, lists without an order of their own are sorted, and people whom nothing
    names are left out. `bekend` has, by name, the people whom an earlier file made."""
    namen = _namen(bestand) | _regels_en_geld(bestand)
    uit = _vervang(bestand, namen)
    genoemd = _teksten({soort: uit[soort] for soort in uit if soort not in PERSONEN})
    for soort in PERSONEN:
        uit[soort] = sorted(
            (
                (bekend or {}).get((soort, rij["naam"]), rij) | {"sleutel": None}
                for rij in uit[soort]
                if f"{soort}: {rij['naam']}" in genoemd
            ),
            key=lambda rij: rij["naam"],
        )
    uit["gemeente"]["deelnemers"].sort(key=lambda rij: rij["slug"])
    uit[uit["formaat"]]["vaststellingen"].sort(key=lambda rij: rij["versie"])
    volgorde = [None, *(rij["code"] for rij in uit.get("clusters", []))]
    for maatregel in uit.get("maatregelen", []):
        maatregel["bladen"].sort(key=lambda blad: volgorde.index(blad["cluster"]))
        maatregel["besparingen"].sort(key=lambda rij: rij["jaar"] or 9999)
        for blad in maatregel["bladen"]:
            blad["bestedingen"].sort(key=lambda rij: (rij["jaar"], rij["peildatum"]))
    return uit


PERSONEN = ("personen", "organisaties")
# What refers to somebody, to a line of the planning, or to a row of money.
_VERWIJST = {
    *("wie", "eigenaar", "voorzitter", "samensteller", "opdrachtgever", "organisatie"),
    *("sleutel", "regel", "zelfde_als"),
}


def _namen(bestand: Any) -> dict[str, str]:
    return {
        rij["sleutel"]: f"{soort}: {rij['naam']}" for soort in PERSONEN for rij in bestand[soort]
    }


def _regels_en_geld(bestand: Any) -> dict[str, str]:
    houders = [("plan", bestand.get("plan", {}))]
    houders += [(f"thema {rij['code']}", rij) for rij in bestand.get("themas", [])]
    houders += [
        (f"blad {maatregel['code']} {blad['cluster']}", blad)
        for maatregel in bestand.get("maatregelen", [])
        for blad in maatregel["bladen"]
    ]
    return {
        rij["sleutel"]: f"{plek}, {lijst} {nummer}"
        for plek, houder in houders
        for lijst in ("planning", "investeringen", "dekking")
        for nummer, rij in enumerate(houder.get(lijst, []))
    }


def _vervang(deel: Any, namen: dict[str, str]) -> Any:
    if isinstance(deel, list):
        return [_vervang(rij, namen) for rij in deel]
    if not isinstance(deel, dict):
        return "0.00" if deel == "-0.00" else deel
    uit: dict[str, Any] = {
        sleutel: namen.get(waarde, waarde)
        if sleutel in _VERWIJST and isinstance(waarde, str)
        else _vervang(waarde, namen)
        for sleutel, waarde in deel.items()
    }
    if "letterlijk" in uit and "soort" in uit and uit.keys() <= _VAN_PERIODE:
        return _periode(uit)
    for sleutel in ("van", "tot_en_met", "effect_vanaf"):
        if uit.get(sleutel):
            _, eerste, laatste = lees_wanneer(uit[sleutel])
            uit[sleutel] = str(laatste if sleutel == "tot_en_met" else eerste)
    if uit.get("basis") and [*uit["basis"].values()] == (uit["periode"] or [None] * 3)[1:3]:
        uit["basis"] = None
    return uit


_VAN_PERIODE = {"soort", "letterlijk", "wanneer", "van", "tot_en_met", "herhaling"}


def _periode(rij: Any) -> list[Any] | None:
    """Kind, first and last day, how often, and the words; None where nothing is known."""
    van, tot_en_met = rij.get("wanneer", rij.get("van")), rij.get("wanneer", rij.get("tot_en_met"))
    vorm = [
        rij["soort"],
        van and lees_wanneer(van)[1].isoformat(),
        tot_en_met and lees_wanneer(tot_en_met)[2].isoformat(),
        rij.get("herhaling", ""),
        rij["letterlijk"],
    ]
    return None if vorm == ["onbepaald", None, None, "", ""] else vorm


def _teksten(deel: Any) -> set[str]:
    if isinstance(deel, dict):
        deel = list(deel.values())
    if isinstance(deel, list):
        return {tekst for rij in deel for tekst in _teksten(rij)}
    return {deel} if isinstance(deel, str) else set()
