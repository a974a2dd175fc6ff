"""The tables of a report for a spreadsheet, from its JSON alone. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rapportage.choices import BlokSoort

Gegevens = Mapping[str, Any]
Cel = str | int | None
Tabel = list[list[Cel]]


def tabellen(gegevens: Gegevens) -> dict[str, Tabel]:
    """The tables of this JSON for a spreadsheet: per name the rows, the first of them heads. Days
    as 2019-03-31, amounts as text with two decimals and a point, None where it is unknown. Of a
    block that was left out there is no table."""
    blokken = {blok["soort"]: blok["feiten"] for blok in gegevens["blokken"]}
    gevonden: dict[str, Tabel] = {}
    for naam, soort, maak in _TABELLEN:
        if soort in blokken:
            gevonden[naam] = maak(gegevens["plan"], blokken[soort])
    return gevonden


def _overzicht(plan: Gegevens, feiten: Gegevens) -> Tabel:
    koppen = ["Code", _woord(plan["naam_maatregel"]), _woord(plan["naam_thema"]), "Fase", "Totaal"]
    return [
        [*koppen, *(rij["naam"] for rij in plan["aspecten"]), "Trekker"],
        *(
            [
                *(rij["code"], rij["titel"], f"{thema['code']} {thema['titel']}", rij["fase"]),
                *(_licht(rij["licht"]["totaal"]), *(_licht(deel["licht"]) for deel in delen)),
                rij["trekkers"],
            ]
            for thema in feiten["themas"]
            for rij in thema["maatregelen"]
            for delen in [rij["deellichten"]]
        ),
    ]


def _planning(plan: Gegevens, feiten: Gegevens) -> Tabel:
    return [
        [
            *("Code", _woord(plan["naam_maatregel"]), "Cluster", "Wanneer", "Eerst vastgesteld"),
            *("Stap", "Soort", "Toestand"),
        ],
        *(
            [
                *(rij["code"], rij["titel"], blad["cluster"]),
                *(regel["wanneer"], regel["vastgesteld"]),
                *(regel["tekst"], regel["soort"], regel["toestand"]),
            ]
            for rij in _maatregelen(feiten)
            for blad in rij["bladen"]
            for regel in blad["planning"]
        ),
    ]


def _geld(plan: Gegevens, feiten: Gegevens) -> Tabel:
    return [
        [
            *("Staat bij", "Cluster", "Soort", "Waarvoor of waaruit", "Status", "Bedrag in euro"),
            *("In woorden", "Bijzonderheden", "Ander bedrag in euro (telt niet mee)"),
            "Telt hier niet mee, maar bij",
        ],
        *(
            [
                *(waar, cluster, soort, post["naam"], post["status"]),
                *(post["bedrag"], post["woorden"], ", ".join(post["kort"])),
                *(post["ander_bedrag"], post["telt_op"]),
            ]
            for waar, cluster, geld in _plekken(plan, feiten)
            for soort in ("investering", "dekking")
            for post in geld[soort]
        ),
    ]


def _plekken(plan: Gegevens, feiten: Gegevens) -> Iterator[tuple[str, str, Gegevens]]:
    """Where money stands: per sheet, per thema as a whole, and at the plan."""
    for thema in feiten["themas"]:
        yield f"{plan['naam_thema']} {thema['code']}", "", thema["geld"]
        for rij in thema["maatregelen"]:
            for blad in rij["bladen"]:
                yield rij["code"], blad["cluster"], blad["geld"]
    yield "Plan als geheel", "", feiten["geld"]


def _resultaten(plan: Gegevens, feiten: Gegevens) -> Tabel:
    return [
        [
            *("Code", _woord(plan["naam_maatregel"]), "Resultaat", "Soort", "Nulmeting", "Norm"),
            *("Hoever", "Op"),
        ],
        *(
            [
                *(rij["code"], rij["titel"], deel["tekst"], deel["soort"]),
                *(deel["nulmeting"], deel["norm"], deel["toestand"], deel["op"] or None),
            ]
            for rij in _maatregelen(feiten)
            for deel in rij["resultaten"]
        ),
    ]


def _veranderingen(plan: Gegevens, feiten: Gegevens) -> Tabel:
    return [
        ["Code", _woord(plan["naam_maatregel"]), "Wat", "Waarvan", "Was", "Is nu"],
        *(_verschillen(feiten["verschil"]) if feiten["verschil"] else ()),
    ]


def _verschillen(verschil: Gegevens) -> Iterator[list[Cel]]:
    """One row for each change, in the order in which the report tells them."""
    for rij in verschil["lichten"]:
        for stap in rij["stappen"]:
            was, nu = _licht(stap["van"]), _licht(stap["naar"])
            yield [rij["code"], rij["titel"], "licht", stap["naam"], was, nu]
    for welke, wat in _ZONDER_WAS.items():
        for rij in verschil[welke]:
            yield [rij["code"], rij["titel"], wat, rij.get("tekst", ""), None, rij.get("fase")]
    for welke, wat in _VAN_NAAR.items():
        for rij in verschil[welke]:
            waarvan = rij.get("tekst") or rij.get("naam") or ""
            yield [rij["code"], rij["titel"], wat, waarvan, rij["van"], rij["naar"]]


_ZONDER_WAS = {
    "nieuw": "nieuw in het plan",
    "weg": "niet meer in het plan",
    "beeindigd": "beëindigd",
    "hervat": "loopt weer",
    "gereed": "stap klaar",
    "vervallen": "stap vervallen",
}
_VAN_NAAR = {
    "fasen": "fase",
    "planning": "planning",
    "geld": "geld",
    "namen": "code of titel",
    "trekkers": "trekker",
}


def _geld_per_jaar(plan: Gegevens, feiten: Gegevens) -> Tabel:
    """New money, and beside each amount how sure it is."""
    nieuw = feiten["nieuw"]
    return [
        ["Jaar", *(deel for kop in nieuw["koppen"] for deel in (f"{kop} (euro)", "Hoe zeker"))],
        *(
            [rij["kop"], *(deel for cel in rij["cellen"] for deel in _cel(cel))]
            for rij in nieuw["rijen"]
        ),
    ]


def _cel(cel: Gegevens) -> tuple[Cel, Cel]:
    """An amount and how sure it is; where there is no amount, the words that stand there."""
    woorden = cel["tekst"] if cel["bedrag"] is None else ""
    return cel["bedrag"], " ".join(deel for deel in (cel["voor"], woorden, cel["bij"]) if deel)


def _maatregelen(feiten: Gegevens) -> Iterator[Gegevens]:
    for thema in feiten["themas"]:
        yield from thema["maatregelen"]


def _licht(licht: str) -> str:
    return {"niet_bijgewerkt": "niet bijgewerkt", "geen": "beëindigd"}.get(licht, licht)


def _woord(naam: str) -> str:
    return naam[:1].upper() + naam[1:]


# In the order of the sheets: name, the block that it is of, and what makes it.
_TABELLEN: Sequence[tuple[str, BlokSoort, Callable[[Gegevens, Gegevens], Tabel]]] = (
    ("Overzicht", BlokSoort.STOPLICHT, _overzicht),
    ("Planning", BlokSoort.MAATREGELEN, _planning),
    ("Geld", BlokSoort.MAATREGELEN, _geld),
    ("Resultaten", BlokSoort.MAATREGELEN, _resultaten),
    ("Veranderingen", BlokSoort.VERANDERINGEN, _veranderingen),
    ("Geld per jaar", BlokSoort.GELD, _geld_per_jaar),
)
