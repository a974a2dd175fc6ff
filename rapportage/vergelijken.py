"""What changed between two frozen reports of a plan. Pure: it knows only what both of them tell.

Each report keeps what the next one compares with, its opname (`blokken.veranderingen`):

    {"plan": 7, "met_namen": false, "aspecten": [{"aspect": "tijd", "naam": "Tijd"}],
     "maatregelen": [{"sleutel", "code", "titel", "anker", "fase", "licht": {"totaal", "tijd", …},
                      "trekkers", "reden", "geld": [post, …],
                      "stappen": [{"sleutel", "cluster", "tekst", "van", "tot_en_met", "wanneer",
                                   "toestand"}]}],
     "geld": [post, …], "besluiten": ["b3", "v1"]}

with as post {"sleutel", "waar", "soort", "naam", "woorden", "waarden": {…}}. A `sleutel` stays the
same whatever is renamed or renumbered, within one plan. What has none, or is of another plan, is
the same by its code, and else by its title, where only one on both sides has that. What one of the
two does not tell is not compared, and said to be so.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.kwartaallijn import tussen
from maatregelen.stoplicht import BETEKENIS, GEEN, NIET_BIJGEWERKT, RICHTINGEN, richting
from rapportage.choices import BlokSoort

Opname = Mapping[str, Any]
Deel = Mapping[str, Any]
Paar = tuple[Deel, Deel]
Kenmerk = Callable[[Deel], Hashable]

# What the parts of a measure are called where one of the two does not tell them.
_NAMEN = {
    "licht": "de lichten",
    "fase": "de fase",
    "trekkers": "wie trekker is",
    "stappen": "de planning",
    "geld": "het geld",
}


def opname_van(rapport: Mapping[str, Any]) -> Opname | None:
    """What a frozen report keeps to be compared with; None when it does not."""
    for blok in rapport.get("blokken", []):
        if blok.get("soort") == BlokSoort.VERANDERINGEN:
            opname: Opname | None = blok.get("feiten", {}).get("opname")
            return opname
    return None


def vergelijk(oud: Opname, nieuw: Opname) -> dict[str, Any]:
    """From the one opname to the other, as JSON values in the order of `nieuw`; empty lists where
    nothing changed."""
    if oud.get("plan") != nieuw.get("plan"):
        oud, nieuw = _zonder_sleutels(oud), _zonder_sleutels(nieuw)
    paren, weg, nieuwe = _paar(
        oud.get("maatregelen", []), nieuw.get("maatregelen", []), _code, _titel
    )
    lichten = [stap for was, wordt in paren if (stap := _lichten(was, wordt, nieuw))]
    return {
        "geteld": _geteld(paren),
        "lichten": sorted(lichten, key=lambda stap: RICHTINGEN.index(stap["richting"])),
        "beeindigd": [_einde(wordt) for was, wordt in paren if _eindigde(was, wordt)],
        "hervat": [_einde(wordt) for was, wordt in paren if _eindigde(wordt, was)],
        "nieuw": [_wie(deel) for deel in nieuwe],
        # It has no place in the new report.
        "weg": [_wie(deel) | {"anker": ""} for deel in weg],
        "fasen": [_wissel(*paar, "fase") for paar in paren if _andere_fase(*paar)],
        "namen": [_naamwissel(*paar) for paar in paren if _andere_naam(*paar)],
        "trekkers": _trekkers(paren, oud, nieuw),
        **_planning(paren),
        "geld": _geld(paren, weg, nieuwe, oud, nieuw),
        "niet_te_vergelijken": _ontbreekt(paren, oud, nieuw),
    }


def is_leeg(verschil: Mapping[str, Any]) -> bool:
    """Whether nothing changed, of what could be compared."""
    return not any(
        inhoud for naam, inhoud in verschil.items() if naam not in ("geteld", "niet_te_vergelijken")
    )


def _paar(
    oud: Sequence[Deel], nieuw: Sequence[Deel], *kenmerken: Kenmerk
) -> tuple[list[Paar], list[Deel], list[Deel]]:
    """Which are the same, in the order of `nieuw`; then what is only in `oud`, and only in `nieuw`.

    Two with a sleutel are the same by that alone: a code that was given to another measure is no
    renaming.
    """
    gevonden: dict[int, int] = {}
    gekozen: set[int] = set()
    for kenmerk, ook_met_sleutel in ((_sleutel, True), *((deel, False) for deel in kenmerken)):
        waar = [_per_kenmerk(delen, kenmerk) for delen in (oud, nieuw)]
        for waarde, plek in waar[1].items():
            eerder = waar[0].get(waarde)
            if eerder is None or eerder in gekozen or plek in gevonden:
                continue
            zonder = None in (_sleutel(oud[eerder]), _sleutel(nieuw[plek]))
            if ook_met_sleutel or zonder:
                gevonden[plek] = eerder
                gekozen.add(eerder)
    return (
        [(oud[gevonden[plek]], deel) for plek, deel in enumerate(nieuw) if plek in gevonden],
        [deel for plek, deel in enumerate(oud) if plek not in gekozen],
        [deel for plek, deel in enumerate(nieuw) if plek not in gevonden],
    )


def _per_kenmerk(delen: Sequence[Deel], kenmerk: Kenmerk) -> dict[Hashable, int]:
    """Where each value stands that only one of them has."""
    waarden = [kenmerk(deel) for deel in delen]
    aantal = Counter(waarden)
    return {
        waarde: plek
        for plek, waarde in enumerate(waarden)
        if waarde not in (None, "") and aantal[waarde] == 1
    }


def _sleutel(deel: Deel) -> Hashable:
    return deel.get("sleutel")


def _code(deel: Deel) -> Hashable:
    return deel.get("code")


def _titel(deel: Deel) -> Hashable:
    return deel.get("titel")


def _stap(deel: Deel) -> Hashable:
    return deel.get("cluster", ""), deel.get("tekst")


def _post(deel: Deel) -> Hashable:
    return deel.get("waar", ""), deel.get("soort"), deel.get("naam")


def _zonder_sleutels(opname: Opname) -> Opname:
    def kaal(delen: Iterable[Deel]) -> list[Deel]:
        return [{naam: deel[naam] for naam in deel if naam != "sleutel"} for deel in delen]

    maatregelen = [
        {
            **deel,
            **{naam: kaal(deel[naam]) for naam in ("stappen", "geld") if naam in deel},
        }
        for deel in kaal(opname.get("maatregelen", []))
    ]
    geld = {"geld": kaal(opname["geld"])} if "geld" in opname else {}
    return {**opname, "maatregelen": maatregelen, **geld}


def _wie(deel: Deel) -> dict[str, str]:
    return {naam: deel.get(naam, "") for naam in ("code", "titel", "anker")}


def _wissel(was: Deel, wordt: Deel, veld: str) -> dict[str, str]:
    return {**_wie(wordt), "van": was[veld], "naar": wordt[veld]}


def _totaal(deel: Deel) -> str:
    totaal: str = deel.get("licht", {}).get("totaal", "")
    return totaal


def _eindigde(was: Deel, wordt: Deel) -> bool:
    """Whether it ended; the other way round: whether it goes on again."""
    return _totaal(wordt) == GEEN and _totaal(was) not in (GEEN, "")


def _einde(wordt: Deel) -> dict[str, str]:
    return {**_wie(wordt), "fase": wordt.get("fase", ""), "reden": wordt.get("reden", "")}


def _geteld(paren: Sequence[Paar]) -> dict[str, int]:
    """How many went which way, of those that ran both times."""
    gingen = Counter(
        richting(_totaal(was), _totaal(wordt))
        for was, wordt in paren
        if not {_totaal(was), _totaal(wordt)} & {GEEN, ""}
    )
    return {welke: gingen[welke] for welke in RICHTINGEN}


def _lichten(was: Deel, wordt: Deel, nieuw: Opname) -> dict[str, Any]:
    """How its lights went; {} where they are the same, and where it ended or began again."""
    toen, nu = was.get("licht", {}), wordt.get("licht", {})
    if GEEN in (_totaal(was), _totaal(wordt)):
        return {}
    namen = [("totaal", "Totaal")]
    # Of what is out of date all lights are the same: that is said once.
    if NIET_BIJGEWERKT not in (_totaal(was), _totaal(wordt)):
        namen += [(rij["aspect"], rij["naam"]) for rij in nieuw.get("aspecten", [])]
    stappen = [
        {
            "naam": naam,
            "van": toen[licht],
            "van_woord": _woord(toen[licht]),
            "naar": nu[licht],
            "naar_woord": _woord(nu[licht]),
        }
        for licht, naam in namen
        # An aspect that was not asked then, or is not now, did not change.
        if toen.get(licht) and nu.get(licht) and toen[licht] != nu[licht]
    ]
    if not stappen:
        return {}
    hoe = richting(_totaal(was), _totaal(wordt))
    return {**_wie(wordt), "richting": hoe, "stappen": stappen, "reden": wordt.get("reden", "")}


def _woord(licht: str) -> str:
    return BETEKENIS[licht][0] if licht in BETEKENIS else licht


def _andere_fase(was: Deel, wordt: Deel) -> bool:
    """Whether its phase is another; an end or a new start is told as such."""
    if _eindigde(was, wordt) or _eindigde(wordt, was):
        return False
    return "fase" in was and "fase" in wordt and bool(was["fase"] != wordt["fase"])


def _andere_naam(was: Deel, wordt: Deel) -> bool:
    return any(_anders(was, wordt, veld) for veld in ("code", "titel"))


def _naamwissel(was: Deel, wordt: Deel) -> dict[str, str]:
    return {**_wie(wordt), "van": _voluit(was), "naar": _voluit(wordt)}


def _voluit(deel: Deel) -> str:
    return f"{deel.get('code', '')} {deel.get('titel', '')}".strip()


def _anders(was: Deel, wordt: Deel, veld: str) -> bool:
    """Whether both tell it, otherwise. What was shielded tells nothing any more."""
    if veld not in was or veld not in wordt:
        return False
    afgeschermd = any(AFGESCHERMD in str(deel[veld]) for deel in (was, wordt))
    return bool(was[veld] != wordt[veld]) and not afgeschermd


def _trekkers(paren: Sequence[Paar], oud: Opname, nieuw: Opname) -> list[dict[str, str]]:
    if oud.get("met_namen") != nieuw.get("met_namen"):
        return []
    return [_wissel(*paar, "trekkers") for paar in paren if _anders(*paar, "trekkers")]


def _planning(paren: Sequence[Paar]) -> dict[str, list[dict[str, str]]]:
    """The lines that moved, those that are done since, and those that were dropped."""
    stappen = [
        (wordt, toen, nu)
        for was, wordt in paren
        for toen, nu in _paar(was.get("stappen", []), wordt.get("stappen", []), _stap)[0]
    ]
    return {
        "planning": [
            {
                **_regel(maatregel, nu),
                "van": toen.get("wanneer", ""),
                "naar": nu.get("wanneer", ""),
                "hoe_ver": tussen(_eind(toen), _eind(nu)),
            }
            for maatregel, toen, nu in stappen
            if _verschoof(toen, nu)
        ],
        **{
            naam: [
                _regel(maatregel, nu) for maatregel, toen, nu in stappen if _werd(toen, nu, naam)
            ]
            for naam in ("gereed", "vervallen")
        },
    }


def _regel(maatregel: Deel, stap: Deel) -> dict[str, str]:
    bij = {"cluster": stap.get("cluster", ""), "tekst": stap.get("tekst", "")}
    return {**_wie(maatregel), **bij}


def _verschoof(toen: Deel, nu: Deel) -> bool:
    """Whether its days are others, or its words where it has none."""
    dagen = [(stap.get("van"), stap.get("tot_en_met")) for stap in (toen, nu)]
    if any(dagen[0]) or any(dagen[1]):
        return dagen[0] != dagen[1]
    return _anders(toen, nu, "wanneer")


def _eind(stap: Deel) -> date | None:
    dag = stap.get("tot_en_met") or stap.get("van")
    return date.fromisoformat(dag) if dag else None


def _werd(toen: Deel, nu: Deel, toestand: str) -> bool:
    return _anders(toen, nu, "toestand") and nu["toestand"] == toestand


def _geld(
    paren: Sequence[Paar],
    weg: Sequence[Deel],
    nieuwe: Sequence[Deel],
    oud: Opname,
    nieuw: Opname,
) -> list[dict[str, Any]]:
    """Row by row, from nothing (None) where it is new and to nothing where it is gone."""
    plekken: list[Paar] = [*paren, *(({"geld": []}, deel) for deel in nieuwe)]
    plekken += [(deel, {**_wie(deel), "anker": "", "geld": []}) for deel in weg]
    plekken.append((oud, nieuw))
    return [
        {**_wie(wordt), **stap}
        for was, wordt in plekken
        if "geld" in was and "geld" in wordt
        for stap in _geldstappen(was["geld"], wordt["geld"])
    ]


def _geldstappen(oud: Sequence[Deel], nieuw: Sequence[Deel]) -> list[dict[str, Any]]:
    paren, weg, nieuwe = _paar(oud, nieuw, _post)
    anders = [(toen, nu) for toen, nu in paren if _ander_geld(toen, nu)]
    return [
        *({**_waarvan(nu), "van": toen["woorden"], "naar": nu["woorden"]} for toen, nu in anders),
        *({**_waarvan(nu), "van": None, "naar": nu["woorden"]} for nu in nieuwe),
        *({**_waarvan(toen), "van": toen["woorden"], "naar": None} for toen in weg),
    ]


def _waarvan(post: Deel) -> dict[str, str]:
    return {naam: post.get(naam, "") for naam in ("waar", "soort", "naam")}


def _ander_geld(toen: Deel, nu: Deel) -> bool:
    """By what both keep of it: other words for the same amount are no change."""
    waarden = toen.get("waarden", {}), nu.get("waarden", {})
    return any(waarden[0][naam] != waarden[1][naam] for naam in waarden[0].keys() & waarden[1])


def _ontbreekt(paren: Sequence[Paar], oud: Opname, nieuw: Opname) -> list[str]:
    """What one of the two does not tell of a measure that both have."""
    mist = {veld for veld in _NAMEN for paar in paren if any(veld not in deel for deel in paar)}
    if oud.get("met_namen") != nieuw.get("met_namen"):
        mist.add("trekkers")
    return [naam for veld, naam in _NAMEN.items() if veld in mist]
