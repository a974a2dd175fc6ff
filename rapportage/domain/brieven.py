"""The raadsinformatiebrief and the collegevoorstel that go with a frozen report, to finish in Word.

Made of the frozen JSON alone, and so the same years later. What the college alone decides on stands
in its own proposal and never in the letter to the raad.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jeugdhulp import ods_uit
from jeugdhulp.kalender import datum_voluit
from rapportage.choices import BlokSoort, Vorm
from rapportage.domain import vormen
from rapportage.domain.briefpapier import Briefpapier
from rapportage.models import Rapportversie

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BRIEVEN = {
    "raadsinformatiebrief": "Raadsinformatiebrief",
    "collegevoorstel": "Collegevoorstel",
}
# Above every page, until its writer takes it away.
CONCEPT = "Concept: vul in wat tussen vierkante haken staat, en haal deze regel dan weg."
# A letter of one or two pages; the report has them all.
MEEST_GENOEMD = 8
# What got worse stands first.
MEEST_VERANDERD = 5

# What somebody puts before a line of a list; no more than one, and never an amount, code or year.
_MERK = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")


@dataclass(frozen=True)
class Brief:
    """A letter that was made, and a good name for the file."""

    docx: bytes
    bestandsnaam: str


@dataclass(frozen=True)
class Bijlage:
    """The file that goes along, and its fingerprint."""

    naam: str
    sha256: str


def maak_brief(versie: Rapportversie, soort: str) -> Brief | None:
    """The letter of this kind (of BRIEVEN) with `versie`; None where its data or its PDF were taken
    away: then there is an erratum to write about. One query."""
    tekst = versie.momentopname.tekst
    pdf = versie.publicaties.filter(vorm=Vorm.PDF, afgeschermd_op=None).first()
    if not tekst or pdf is None:
        return None
    gegevens = leesbaar_json(vormen.lees(tekst))
    schrijf = _brief if soort == "raadsinformatiebrief" else _voorstel
    naam = f"{soort}-{gegevens['kop']['gemeente']}-{gegevens['peildatum']}"
    return Brief(
        schrijf(gegevens, Bijlage(pdf.naam, pdf.sha256)).als_bytes(),
        f"{naam}-versie-{gegevens['versie']}.docx",
    )


def _brief(gegevens: Mapping[str, Any], bijlage: Bijlage) -> Briefpapier:
    college = f"het college van burgemeester en wethouders van {gegevens['plan']['gemeente']}"
    blad = _begin(gegevens, "raadsinformatiebrief", van=college, aan="de gemeenteraad")
    blad.aanhef("Geachte leden van de raad,")
    blad.alinea(_aanbieding(gegevens))
    blad.kop("Kernboodschap")
    _kern(blad, gegevens)
    _veranderd(blad, gegevens)
    if geld := _feiten(gegevens, BlokSoort.GELD).get("samenvatting"):
        blad.kop("Geld")
        blad.alinea(geld)
    blad.kop("Vervolg")
    blad.aanwijzing(
        "Schrijf hier wat het college nu doet, wanneer de raad het rapport bespreekt en wanneer"
        " het volgende komt."
    )
    blad.alinea("Met vriendelijke groet,")
    blad.alinea(f"{college[0].upper()}{college[1:]}")
    blad.aanwijzing("Zet hier de namen van de secretaris en de burgemeester.")
    _bijlage(blad, gegevens, bijlage)
    return blad


def _voorstel(gegevens: Mapping[str, Any], bijlage: Bijlage) -> Briefpapier:
    college = "het college van burgemeester en wethouders"
    blad = _begin(gegevens, "collegevoorstel", van=gegevens["opgesteld_door"], aan=college)
    blad.kop("Besluitpunten")
    _besluitpunten(blad, gegevens["bijlage"].get(BlokSoort.BESLUITPUNTEN, ""))
    blad.kop("Samenvatting")
    blad.alinea(_aanleiding(gegevens))
    _kern(blad, gegevens)
    _veranderd(blad, gegevens)
    blad.kop("Argumenten")
    blad.aanwijzing("Schrijf hier per besluitpunt waarom u dit voorstelt.")
    blad.kop("Kanttekeningen")
    blad.aanwijzing(
        "Schrijf hier wat ertegen pleit, welke risico’s blijven en wat u heeft overwogen en niet"
        " voorstelt."
    )
    blad.kop("Financiën")
    _geld(blad, gegevens)
    blad.kop("Vervolg en communicatie")
    blad.aanwijzing("Schrijf hier wie dit besluit wanneer hoort en hoe de raad het rapport krijgt.")
    _bijlage(blad, gegevens, bijlage)
    return blad


def _begin(gegevens: Mapping[str, Any], soort: str, *, van: str, aan: str) -> Briefpapier:
    merken = [CONCEPT]
    if gegevens["voorbeeld"]:
        merken.append("Voorbeeld: de gegevens in deze brief zijn verzonnen.")
    blad = Briefpapier(
        titel=BRIEVEN[soort],
        onderwerp=_onderwerp(gegevens),
        auteur=gegevens["plan"]["gemeente"],
        moment=datetime.fromisoformat(gegevens["bekend_op"]),
        merken=merken,
    )
    blad.regel("Gemeente", gegevens["plan"]["gemeente"])
    blad.regel("Van", van)
    blad.regel("Aan", aan)
    blad.regel("Onderwerp", _onderwerp(gegevens))
    for naam in ("Portefeuillehouder", "Datum", "Zaaknummer"):
        blad.regel(naam, "[vul in]")
    return blad


def _onderwerp(gegevens: Mapping[str, Any]) -> str:
    return f"{gegevens['titel']}, {gegevens['plan']['titel']}"


def _aanbieding(gegevens: Mapping[str, Any]) -> str:
    """What the raad gets, and what for."""
    wat = f"Hierbij ontvangt u ‘{gegevens['titel']}’."
    dag = _dag(gegevens["peildatum"])
    waarvan = f"Het rapport laat zien hoe ‘{gegevens['plan']['titel']}’ er op {dag} voor stond."
    return " ".join(filter(None, (wat, waarvan, _looptijd(gegevens))))


def _aanleiding(gegevens: Mapping[str, Any]) -> str:
    dag = _dag(gegevens["peildatum"])
    begin = f"Dit is de stand van ‘{gegevens['plan']['titel']}’ op {dag}."
    return " ".join(filter(None, (begin, _looptijd(gegevens))))


def _looptijd(gegevens: Mapping[str, Any]) -> str:
    inleiding = _feiten(gegevens, BlokSoort.INLEIDING)
    if not inleiding.get("van"):
        return ""
    van, tot = _dag(inleiding["van"]), _dag(inleiding["tot_en_met"])
    return f"Het plan loopt van {van} tot en met {tot}."


def _veranderd(blad: Briefpapier, gegevens: Mapping[str, Any]) -> None:
    """Which lights changed since the report before, and what was decided, where there is any."""
    sinds = _feiten(gegevens, BlokSoort.SAMENVATTING).get("sinds")
    veranderingen = _feiten(gegevens, BlokSoort.VERANDERINGEN)
    besluiten = veranderingen.get("besluiten", []) if veranderingen.get("vorige") else []
    if not sinds and not besluiten:
        return
    blad.kop("Wat er veranderde")
    if sinds:
        vorig = f"‘{sinds['titel']}’ (stand op {_dag(sinds['peildatum'])})"
        if sinds["stappen"]:
            blad.alinea(f"Sinds {vorig} kreeg dit een ander licht:")
            _kort_lijst(blad, [_stap(stap) for stap in sinds["stappen"]], meest=MEEST_VERANDERD)
        else:
            blad.alinea(f"Sinds {vorig} kreeg niets een ander licht.")
    if besluiten:
        blad.alinea("Sindsdien is besloten:")
        _kort_lijst(blad, [_besluit(besluit) for besluit in besluiten])


def _stap(stap: Mapping[str, Any]) -> str:
    """ "1a Hulp op school: van groen naar rood." """
    van_naar = f"van {stap['was'].lower()} naar {stap['nu'].lower()}"
    return f"{stap['code']} {stap['titel']}: {van_naar}."


def _besluit(besluit: Mapping[str, Any]) -> str:
    """ "3 maart 2024, college: Extra geld. Akkoord." """
    begin = f"{_dag(besluit['dag'])}, {besluit['wie']}: {_af(besluit['onderwerp'])}"
    return f"{begin} {_af(besluit['uitkomst'])}" if besluit["uitkomst"] else begin


def _kern(blad: Briefpapier, gegevens: Mapping[str, Any]) -> None:
    """What was written; and then what the figures say: how many per light, what is rood and which
    decisions that waits for."""
    for tekst in _blok(gegevens, BlokSoort.SAMENVATTING).get("teksten", ()):
        blad.tekst(tekst["tekst"])
    feiten = _feiten(gegevens, BlokSoort.SAMENVATTING)
    if not feiten.get("aantal"):
        return
    blad.alinea(_telling(feiten, gegevens))
    if rood := feiten["rood"]:
        blad.alinea("Rood vraagt een besluit. Dit is rood:")
        _kort_lijst(blad, [_genoemd(rij) for rij in rood])


def _telling(feiten: Mapping[str, Any], gegevens: Mapping[str, Any]) -> str:
    """ "Het rapport gaat over 20 maatregelen: 3 rood, 5 oranje, 12 groen." Where the plan calls
    them otherwise: no plural is known of that word."""
    delen = ", ".join(
        f"{telling['aantal']} {telling['woord'].lower()}"
        for telling in feiten["tellingen"]
        if telling["aantal"]
    )
    naam, aantal = gegevens["plan"]["naam_maatregel"], feiten["aantal"]
    if aantal == 1:
        return f"Het rapport gaat over 1 {naam}: {delen}."
    if naam == "maatregel":
        return f"Het rapport gaat over {aantal} maatregelen: {delen}."
    return f"Per {naam} geeft het rapport een licht. Dat zijn er {aantal}: {delen}."


def _genoemd(rij: Mapping[str, Any]) -> str:
    """ "3d Hulp op school: De lucht is slecht. Besluit nodig (college, Q1 2027): wachten." """
    naam = f"{rij['code']} {rij['titel']}"
    zin = f"{naam}: {rij['reden']}" if rij["reden"] else naam
    nodig = [
        f"{besluit['soort'].capitalize()} nodig"
        f" ({', '.join(filter(None, (besluit['orgaan'], besluit['wanneer'])))}):"
        f" {besluit['onderwerp']}"
        for besluit in rij["besluiten_nodig"]
    ]
    return " ".join(_af(deel) for deel in (zin, *nodig))


def _af(zin: str) -> str:
    """With a full stop, once."""
    return zin if zin.endswith((".", "!", "?", "…")) else f"{zin}."


def leesbaar_json(waarde: Any) -> Any:
    """The same JSON without the signs that a docx cannot hold."""
    if isinstance(waarde, str):
        return ods_uit.leesbaar(waarde)
    if isinstance(waarde, list):
        return [leesbaar_json(deel) for deel in waarde]
    if isinstance(waarde, dict):
        return {sleutel: leesbaar_json(deel) for sleutel, deel in waarde.items()}
    return waarde


def _besluitpunten(blad: Briefpapier, tekst: str) -> None:
    """One a line; what numbers or dashes somebody put before them goes."""
    punten = [_MERK.sub("", regel).strip() for regel in tekst.splitlines()]
    punten = [punt for punt in punten if punt]
    if punten:
        blad.alinea("Het college besluit:")
        blad.lijst(punten, genummerd=True)
    else:
        blad.aanwijzing("Schrijf hier wat het college besluit, elk besluit op een regel.")


def _geld(blad: Briefpapier, gegevens: Mapping[str, Any]) -> None:
    """What the report says of money, and of dekking that is not sure."""
    for tekst in _blok(gegevens, BlokSoort.GELD).get("teksten", ()):
        blad.tekst(tekst["tekst"])
    geld = _feiten(gegevens, BlokSoort.GELD)
    if geld.get("samenvatting"):
        blad.alinea(geld["samenvatting"])
    if onbeslist := geld.get("onbeslist"):
        blad.alinea("Deze dekking is nog niet besloten, of afgewezen:")
        _kort_lijst(blad, [_dekking(rij) for rij in onbeslist])
    if loopt_af := geld.get("loopt_af"):
        blad.alinea("Deze dekking loopt af terwijl de kosten doorgaan:")
        _kort_lijst(blad, [_aflopend(rij) for rij in loopt_af])
    blad.aanwijzing("Schrijf hier wat dit besluit kost en waar het van wordt betaald.")


def _dekking(rij: Mapping[str, Any]) -> str:
    bedrag = f"{rij['bedrag']}, " if rij["bedrag"] else ""
    return f"{rij['waar']}: {bedrag}{rij['bron']} ({rij['status']})"


def _aflopend(rij: Mapping[str, Any]) -> str:
    bedrag = f"{rij['bedrag']}, " if rij["bedrag"] else ""
    return f"{rij['waar']}: {bedrag}{rij['bron']}, tot en met {rij['jaar']}"


def _kort_lijst(blad: Briefpapier, regels: Sequence[str], *, meest: int = MEEST_GENOEMD) -> None:
    blad.lijst(regels[:meest])
    if (rest := len(regels) - meest) > 0:
        blad.alinea(f"Nog {rest} {'andere staat' if rest == 1 else 'andere staan'} in het rapport.")


def _bijlage(blad: Briefpapier, gegevens: Mapping[str, Any], bijlage: Bijlage) -> None:
    blad.kop("Bijlage")
    blad.lijst([f"{_onderwerp(gegevens)}, versie {gegevens['versie']} ({bijlage.naam})"])
    blad.alinea(
        "Wie wil weten of een bestand dit rapport is, rekent er het controlegetal (sha256) van uit."
        f" Dat van de bijlage is: {bijlage.sha256}"
    )


def _blok(gegevens: Mapping[str, Any], soort: BlokSoort) -> Mapping[str, Any]:
    """The block of this kind; {} where it was left out."""
    return next((blok for blok in gegevens["blokken"] if blok["soort"] == soort), {})


def _feiten(gegevens: Mapping[str, Any], soort: BlokSoort) -> Mapping[str, Any]:
    feiten: Mapping[str, Any] = _blok(gegevens, soort).get("feiten", {})
    return feiten


def _dag(tekst: str) -> str:
    return datum_voluit(date.fromisoformat(tekst))
