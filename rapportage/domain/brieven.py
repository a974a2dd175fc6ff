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
# A letter of one or two pages; the report has them all.
MEEST_GENOEMD = 8

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
    gegevens = _leesbaar(vormen.lees(tekst))
    schrijf = _brief if soort == "raadsinformatiebrief" else _voorstel
    naam = f"{soort}-{gegevens['kop']['gemeente']}-{gegevens['peildatum']}"
    return Brief(
        schrijf(gegevens, Bijlage(pdf.naam, pdf.sha256)).als_bytes(),
        f"{naam}-versie-{gegevens['versie']}.docx",
    )


def _brief(gegevens: Mapping[str, Any], bijlage: Bijlage) -> Briefpapier:
    blad = _begin(gegevens, "raadsinformatiebrief", aan="de gemeenteraad")
    blad.kop("Aanleiding")
    blad.alinea(_aanleiding(gegevens))
    blad.kop("Kern")
    _kern(blad, gegevens)
    blad.kop("Vervolg")
    blad.aanwijzing(
        "Schrijf hier wat het college nu doet, wanneer de raad het rapport bespreekt en wanneer"
        " het volgende komt."
    )
    _bijlage(blad, gegevens, bijlage)
    return blad


def _voorstel(gegevens: Mapping[str, Any], bijlage: Bijlage) -> Briefpapier:
    blad = _begin(gegevens, "collegevoorstel", aan="het college van burgemeester en wethouders")
    blad.kop("Besluitpunten")
    _besluitpunten(blad, gegevens["bijlage"].get(BlokSoort.BESLUITPUNTEN, ""))
    blad.kop("Samenvatting")
    blad.alinea(_aanleiding(gegevens))
    _kern(blad, gegevens)
    blad.kop("Financiën")
    _geld(blad, gegevens)
    blad.kop("Kanttekeningen")
    blad.aanwijzing(
        "Schrijf hier wat ertegen pleit, welke risico’s blijven en wat u heeft overwogen en niet"
        " voorstelt."
    )
    _bijlage(blad, gegevens, bijlage)
    return blad


def _begin(gegevens: Mapping[str, Any], soort: str, *, aan: str) -> Briefpapier:
    blad = Briefpapier(
        titel=BRIEVEN[soort],
        onderwerp=_onderwerp(gegevens),
        auteur=gegevens["plan"]["gemeente"],
        moment=datetime.fromisoformat(gegevens["bekend_op"]),
        merk="Voorbeeld: de gegevens in deze brief zijn verzonnen."
        if gegevens["voorbeeld"]
        else "",
    )
    blad.regel("Gemeente", gegevens["plan"]["gemeente"])
    blad.regel("Aan", aan)
    blad.regel("Onderwerp", _onderwerp(gegevens))
    blad.regel("Datum", "[vul in]")
    blad.regel("Zaaknummer", "[vul in]")
    return blad


def _onderwerp(gegevens: Mapping[str, Any]) -> str:
    return f"{gegevens['titel']}, {gegevens['plan']['titel']}"


def _aanleiding(gegevens: Mapping[str, Any]) -> str:
    dag = _dag(gegevens["peildatum"])
    begin = f"Dit is de stand van ‘{gegevens['plan']['titel']}’ op {dag}."
    inleiding = _feiten(gegevens, BlokSoort.INLEIDING)
    if not inleiding.get("van"):
        return begin
    van, tot = _dag(inleiding["van"]), _dag(inleiding["tot_en_met"])
    return f"{begin} Het plan loopt van {van} tot en met {tot}."


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


def _leesbaar(waarde: Any) -> Any:
    """The same JSON without the signs that a docx cannot hold."""
    if isinstance(waarde, str):
        return ods_uit.leesbaar(waarde)
    if isinstance(waarde, list):
        return [_leesbaar(deel) for deel in waarde]
    if isinstance(waarde, dict):
        return {sleutel: _leesbaar(deel) for sleutel, deel in waarde.items()}
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


def _kort_lijst(blad: Briefpapier, regels: Sequence[str]) -> None:
    blad.lijst(regels[:MEEST_GENOEMD])
    if (rest := len(regels) - MEEST_GENOEMD) > 0:
        blad.alinea(f"Nog {rest} {'andere staat' if rest == 1 else 'andere staan'} in het rapport.")


def _bijlage(blad: Briefpapier, gegevens: Mapping[str, Any], bijlage: Bijlage) -> None:
    blad.kop("Bijlage")
    blad.lijst([f"{_onderwerp(gegevens)}, versie {gegevens['versie']} ({bijlage.naam})"])
    blad.alinea(f"Vingerafdruk (sha256) van de bijlage: {bijlage.sha256}")


def _blok(gegevens: Mapping[str, Any], soort: BlokSoort) -> Mapping[str, Any]:
    """The block of this kind; {} where it was left out."""
    return next((blok for blok in gegevens["blokken"] if blok["soort"] == soort), {})


def _feiten(gegevens: Mapping[str, Any], soort: BlokSoort) -> Mapping[str, Any]:
    feiten: Mapping[str, Any] = _blok(gegevens, soort).get("feiten", {})
    return feiten


def _dag(tekst: str) -> str:
    return datum_voluit(date.fromisoformat(tekst))
