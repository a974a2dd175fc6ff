"""The sheet for the wethouder, of the JSON of a round (`maatregelen.domain.ronde.rondevorm`): what
fits on one A4, each measure once, and how much does not fit. Facts only, nothing that the rules
computed."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from jeugdhulp.opmaak import euro
from jeugdhulp.stoplicht import Licht
from maatregelen.agenda import Reden
from maatregelen.stoplicht import BETER, SLECHTER

Json = Mapping[str, Any]
# About how many lines its lists may take, tried from the first until it is one A4. With none there
# are counts alone, and these always fit.
RUIMTES = (44, 36, 28, 20, 12, 6, 0)
# On one line of the sheet.
_TEKENS = 115
_CITAAT, _TITEL, _WIE = 160, 90, 60
_AANDACHT = (Licht.ROOD, Licht.ORANJE)


def wethoudersblad(gegevens: Json, ruimte: int) -> dict[str, Any]:
    """The plan as a whole and the measures that ask a decision, then the others that are rood or
    oranje, each with what was decided of it; what was decided else, what changed, and the money.
    `ruimte` is in lines."""
    vragen = _vragen(gegevens)
    rijen = [rij for rij in gegevens["maatregelen"] if _vraagt_aandacht(rij)]
    rijen.sort(key=lambda rij: _AANDACHT.index(rij["lichten"]["totaal"]))
    rest = [rij for rij in gegevens["maatregelen"] if not _vraagt_aandacht(rij)]
    nieuw = [rij for rij in gegevens["besluiten"] if rij["van_ronde"]]
    open_ = {rij["nummer"]: rij for rij in nieuw}
    gevraagd = _van_het_plan(gegevens)
    gevraagd += [
        _rij(rij, vragen[rij["sleutel"]], open_)
        for rij in [*rijen, *rest]
        if rij["sleutel"] in vragen
    ]
    aandacht = [_rij(rij, [], open_) for rij in rijen if rij["sleutel"] not in vragen]
    verder = _pas([_genomen(rij) for rij in open_.values()], ruimte // 6)
    gevraagd_deel, aandacht_deel = _pas(gevraagd, ruimte // 2), _pas(aandacht, ruimte // 3)
    met_licht = [*gevraagd_deel["rijen"], *aandacht_deel["rijen"]]
    genoemd = len(verder["rijen"]) + sum(len(rij["genomen"]) for rij in met_licht)
    return {
        "tellingen": [rij for rij in gegevens["tellingen"] if rij["aantal"]],
        "gevraagd": gevraagd_deel,
        "aandacht": aandacht_deel,
        "aantal_genomen": len(nieuw),
        "verder": verder["rijen"],
        "niet_genoemd": len(nieuw) - genoemd,
        "veranderd": _veranderd(gegevens["sinds"], ruimte // 6),
        "adres": gegevens["ronde"].get("adres", ""),
        "jaar": gegevens["geld"]["jaar"],
        "geld": [
            (naam, _som(gegevens["geld"][deel]))
            for naam, deel in (
                ("Nieuw geld nodig", "investering"),
                ("Besloten dekking", "besloten"),
                ("Uitgegeven", "uitgegeven"),
                ("Verwacht", "verwacht"),
            )
        ],
    }


def _vraagt_aandacht(rij: Json) -> bool:
    return bool(rij["loopt"]) and rij["lichten"]["totaal"] in _AANDACHT


def _vragen(gegevens: Json) -> dict[int, list[str]]:
    """Per measure (sleutel) which decisions are asked: those the agenda names, and what a measure
    that is rood wants to do."""
    vragen: dict[int, list[str]] = {}
    for punt in gegevens["agenda"]:
        for reden in punt["redenen"]:
            if reden["soort"] == Reden.BESLUITMOMENT and punt["maatregel"]:
                vragen.setdefault(punt["maatregel"], []).append(reden["tekst"])
    for rij in gegevens["maatregelen"]:
        bijsturing = rij["stand"]["bijsturing"] if rij["stand"] else ""
        if rij["loopt"] and rij["lichten"]["totaal"] == Licht.ROOD and bijsturing:
            vragen.setdefault(rij["sleutel"], []).append(bijsturing)
    return vragen


def _van_het_plan(gegevens: Json) -> list[dict[str, Any]]:
    """What the agenda asks of no measure but of the plan as a whole: one row an item."""
    gevonden = []
    for punt in gegevens["agenda"]:
        vragen = [rij["tekst"] for rij in punt["redenen"] if rij["soort"] == Reden.BESLUITMOMENT]
        if vragen and not punt["maatregel"]:
            gevonden.append(
                {
                    "licht": "",
                    "code": "",
                    "titel": _kort(punt["titel"], _TITEL),
                    "trekkers": "",
                    "tekst": "",
                    "gevraagd": [_kort(tekst) for tekst in dict.fromkeys(vragen)],
                    "genomen": [],
                }
            )
    return gevonden


def _rij(rij: Json, vragen: Sequence[str], open_: dict[int, Json]) -> dict[str, Any]:
    """One measure with what is asked and was decided; what it names goes out of `open_`."""
    aandacht = _vraagt_aandacht(rij)
    waarom = ((rij["stand"]["oorzaak"] if rij["stand"] else "") or rij["reden"]) if aandacht else ""
    hier = [nummer for nummer, een in open_.items() if rij["sleutel"] in een["maatregelen"]]
    return {
        "licht": rij["lichten"]["totaal"],
        "code": rij["code"],
        "titel": _kort(rij["titel"], _TITEL),
        "trekkers": _kort(", ".join(rij["trekkers"]), _WIE),
        "tekst": _kort(waarom),
        "gevraagd": [_kort(tekst) for tekst in dict.fromkeys(vragen)],
        "genomen": [_genomen(open_.pop(nummer), hier=rij["code"]) for nummer in hier],
    }


def _genomen(rij: Json, *, hier: str = "") -> dict[str, Any]:
    anders = ", ".join(code for code in rij["codes"] if code != hier)
    over = f"{'ook ' if hier else ''}over {anders}" if anders else ""
    return {
        "naam": f"Besluit {rij['nummer']}",
        "over": _kort(over, _WIE),
        "tekst": _kort(rij["tekst"]),
    }


def _veranderd(sinds: Json | None, ruimte: int) -> dict[str, Any] | None:
    """What went worse and better, ended and came; None before a second round."""
    if sinds is None:
        return None
    gaand = [rij for rij in sinds["veranderd"] if not rij["beeindigd"]]
    groepen = {
        "Slechter": [rij for rij in gaand if rij["richting"] == SLECHTER],
        "Beter": [rij for rij in gaand if rij["richting"] == BETER],
        "Beëindigd": [rij for rij in sinds["veranderd"] if rij["beeindigd"]],
        "Nieuw": sinds["nieuw"],
    }
    delen = []
    for woord, rijen in groepen.items():
        kort = [{"code": rij["code"], "titel": _kort(rij["titel"], _TITEL)} for rij in rijen]
        if kort:
            delen.append((woord, _pas(kort, ruimte)))
    return {"peildatum": sinds["peildatum"], "delen": delen}


def _som(som: Json) -> str:
    """An amount, and how many rows have none."""
    if not som["bekend"]:
        return "geen bedrag bekend" if som["onbekend"] else "niets"
    zonder = f" (en {som['onbekend']} keer zonder bedrag)" if som["onbekend"] else ""
    return f"{euro(som['bedrag'])}{zonder}"


def _pas(rijen: Sequence[dict[str, Any]], ruimte: int) -> dict[str, Any]:
    """As many of the first rows as have place in so many lines; and how many do not. One at least,
    unless there is no room at all."""
    gebruikt = past = 0
    for rij in rijen:
        gebruikt += _regels(rij)
        if gebruikt > ruimte and (past or not ruimte):
            break
        past += 1
    return {"rijen": rijen[:past], "meer": len(rijen) - past}


def _regels(rij: Mapping[str, Any]) -> int:
    """About how many lines a row takes: its own, and each decision below it."""
    eigen = [deel for deel in rij.values() if isinstance(deel, str)]
    onder = [f"Gevraagd: {tekst}" for tekst in rij.get("gevraagd", [])]
    onder += ["Besloten: " + " ".join(een.values()) for een in rij.get("genomen", [])]
    return sum(-(-len(regel) // _TEKENS) for regel in (" ".join(eigen), *onder))


def _kort(tekst: str, tekens: int = _CITAAT) -> str:
    return shorten(tekst, tekens, placeholder=" …")
