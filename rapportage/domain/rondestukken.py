"""The papers of a round: besluitenlijst, stukken and the sheet for the wethouder.

Each is made of the JSON of `maatregelen.domain.ronde.rondevorm` alone: of a closed round the frozen
text, of one that goes on what is known now, with CONCEPT on every page. So the papers of a closed
round keep their bytes, whatever is renamed.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from textwrap import shorten
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Momentopname
from jeugdhulp.opmaak import euro
from jeugdhulp.stoplicht import Licht
from maatregelen.agenda import Reden
from maatregelen.choices import (
    LOPENDE_RONDE,
    ActiepuntToestand,
    Behandeling,
    BevestigingUitkomst,
    RondestapSoort,
    RondeToestand,
)
from maatregelen.domain.ronde.rondebeeld import lees_rondebeeld
from maatregelen.models import Ronde
from maatregelen.stoplicht import BETER, SLECHTER
from rapportage.domain.briefpapier import Briefpapier
from rapportage.domain.brieven import leesbaar_json
from rapportage.pdf import PdfFout, maak_pdf, rapportbestanden

Json = Mapping[str, Any]
BESLUITENLIJST, STUKKEN, WETHOUDER = "besluitenlijst", "stukken", "wethouder"
TITELS = {
    BESLUITENLIJST: "Besluitenlijst",
    STUKKEN: "Stukken voor het overleg",
    WETHOUDER: "Voor de wethouder",
}
# About how many lines of the sheet its lists may take, tried from the first until it is one A4.
RUIMTES = (44, 36, 28, 20, 12, 6)
_TEKENS = 115
LANGSTE_CITAAT = 160
_AANDACHT = (Licht.ROOD, Licht.ORANJE)


@dataclass(frozen=True)
class Stuk:
    """What the papers of one round are made of. `vingerafdruk` is that of the frozen text; "" while
    the round goes on."""

    gegevens: Json
    voorbeeld: bool
    vingerafdruk: str = ""

    @property
    def merken(self) -> list[str]:
        """What stands on every page."""
        return ["CONCEPT"] * (not self.vingerafdruk) + ["VOORBEELD"] * self.voorbeeld


def lees_stuk(ronde: Ronde) -> Stuk | None:
    """Of a round with its plan and gemeente loaded. None for one that did not begin, and for one
    that was closed before rounds were kept. Two queries for a closed one."""
    voorbeeld = ronde.plan.gemeente.voorbeeld
    if ronde.toestand in LOPENDE_RONDE:
        beeld = lees_rondebeeld(ronde, moment=kalender.nu())
        return Stuk(json.loads(logboek.canoniek(dict(beeld))), voorbeeld)
    if ronde.toestand != RondeToestand.GESLOTEN:
        return None
    stappen = ronde.stappen.filter(soort=RondestapSoort.GESLOTEN).order_by("-pk")
    laatste = stappen.select_related("momentopname__vervangen_door").first()
    momentopname = _geldend(laatste.momentopname if laatste else None)
    if momentopname is None:
        return None
    return Stuk(json.loads(momentopname.tekst), voorbeeld, momentopname.sha256)


def als_pdf(stuk: Stuk, soort: str) -> bytes:
    """The paper of this kind as PDF/UA-1 and PDF/A-3a; the sheet is one A4. The same `stuk` gives
    the same bytes. Raises PdfFout."""
    if soort != WETHOUDER:
        return _pdf(stuk, soort, als_html(stuk, soort))
    for ruimte in RUIMTES:
        pdf = _pdf(stuk, soort, als_html(stuk, soort, ruimte=ruimte))
        if _bladen(pdf) == 1:
            return pdf
    raise PdfFout("Het blad voor de wethouder past niet op één A4.")


def als_html(stuk: Stuk, soort: str, *, ruimte: int = RUIMTES[0]) -> str:
    """The HTML that the PDF is made of."""
    context = _context(stuk, soort) | {"scherm": False}
    if soort == WETHOUDER:
        context |= wethoudersblad(stuk.gegevens, ruimte)
    return render_to_string(f"pdf/{soort}.html", context)


def als_web(stuk: Stuk) -> str:
    """The besluitenlijst as HTML for within `<main>`: an h1 and all below it."""
    context = _context(stuk, BESLUITENLIJST) | {"scherm": True}
    return render_to_string("rapportage/besluitenlijst_inhoud.html", context)


def als_docx(stuk: Stuk) -> bytes:
    """The besluitenlijst to finish in Word; the same `stuk` gives the same bytes."""
    gegevens = leesbaar_json(stuk.gegevens)
    lijst = besluitenlijst(gegevens)
    ronde, plan = gegevens["ronde"], gegevens["plan"]
    blad = Briefpapier(
        titel=f"Besluitenlijst, ronde per {_dag(ronde['peildatum'])}",
        onderwerp=plan["titel"],
        auteur=plan["gemeente"],
        moment=datetime.fromisoformat(gegevens["gelezen_op"]),
        merken=stuk.merken,
    )
    eigen = [("Plan", plan["titel"]), ("Gemeente", plan["gemeente"])]
    for naam, tekst in [*eigen, *lijst["kopregels"]]:
        blad.regel(naam, tekst)
    blad.kop("Besluiten van deze ronde")
    _besluiten(blad, lijst["besluiten"], "In deze ronde is geen besluit vastgelegd.")
    blad.kop("Actiepunten van deze ronde")
    _actiepunten(blad, lijst["actiepunten"], "In deze ronde is geen actiepunt afgesproken.")
    blad.kop("Wat er met de standen gebeurde")
    blad.lijst([_standzin(rij) for rij in lijst["standen"]])
    blad.kop("Eerdere besluiten die nog lopen")
    _besluiten(blad, lijst["lopend"], "Er loopt geen eerder besluit.")
    blad.kop("Eerdere actiepunten die nog open staan")
    _actiepunten(blad, lijst["open"], "Er staat geen eerder actiepunt open.")
    if stuk.vingerafdruk:
        blad.alinea(f"Vingerafdruk (sha256) van de bewaarde ronde: {stuk.vingerafdruk}")
    return blad.als_bytes()


def besluitenlijst(gegevens: Json) -> dict[str, Any]:
    """What the besluitenlijst shows of the JSON: of this round, and what goes on from before."""
    besluiten, acties = gegevens["besluiten"], gegevens["actiepunten"]
    besproken = {
        punt["maatregel"]: punt["behandeling"] for punt in gegevens["agenda"] if punt["maatregel"]
    }
    return {
        "kopregels": _kopregels(gegevens),
        "besluiten": [rij for rij in besluiten if rij["van_ronde"]],
        "lopend": [rij for rij in besluiten if not rij["van_ronde"]],
        "actiepunten": [rij for rij in acties if rij["van_ronde"]],
        "open": [
            rij
            for rij in acties
            if not rij["van_ronde"] and rij["toestand"] == ActiepuntToestand.OPEN
        ],
        "standen": [
            dict(rij)
            | {
                "woord": _uitkomst(rij),
                "hamerstuk": besproken.get(rij["sleutel"]) == Behandeling.HAMERSTUK,
            }
            for rij in gegevens["maatregelen"]
            if rij["loopt"]
        ],
    }


def agendastukken(gegevens: Json) -> dict[str, Any]:
    """What the stukken show: the items with their measure, hamerstukken apart; before there is an
    agenda every measure that runs."""
    maatregelen = {rij["sleutel"]: rij for rij in gegevens["maatregelen"]}
    punten = [
        dict(punt) | {"stuk": _stuk_van(maatregelen[punt["maatregel"]], gegevens)}
        if punt["maatregel"] in maatregelen
        else dict(punt) | {"stuk": None}
        for punt in gegevens["agenda"]
    ]
    zonder = not punten
    if zonder:
        punten = [
            {
                "sleutel": rij["sleutel"],
                "code": rij["code"],
                "titel": rij["titel"],
                "behandeling": Behandeling.BESPREKEN.value,
                "redenen": [],
                "notitie": "",
                "stuk": _stuk_van(rij, gegevens),
            }
            for rij in gegevens["maatregelen"]
            if rij["loopt"]
        ]
    return {
        "zonder_agenda": zonder,
        "kopregels": _kopregels(gegevens),
        "bespreken": [rij for rij in punten if rij["behandeling"] == Behandeling.BESPREKEN],
        "hamerstukken": [rij for rij in punten if rij["behandeling"] == Behandeling.HAMERSTUK],
        "acties": [
            rij for rij in gegevens["actiepunten"] if rij["toestand"] == ActiepuntToestand.OPEN
        ],
        "lopend": [rij for rij in gegevens["besluiten"] if rij["toestand"] == "loopt"],
    }


def wethoudersblad(gegevens: Json, ruimte: int) -> dict[str, Any]:
    """What fits of the facts on one A4, with how many do not: what is rood or oranje and why, which
    decisions are asked or were taken, what changed, the money. Nothing that the rules computed."""
    aandacht = sorted(
        (
            rij
            for rij in gegevens["maatregelen"]
            if rij["loopt"] and rij["lichten"]["totaal"] in _AANDACHT
        ),
        key=lambda rij: _AANDACHT.index(rij["lichten"]["totaal"]),
    )
    gevraagd = [
        {"code": punt["code"], "titel": punt["titel"], "tekst": reden["tekst"]}
        for punt in gegevens["agenda"]
        for reden in punt["redenen"]
        if reden["soort"] == Reden.BESLUITMOMENT
    ]
    gevraagd += [
        {"code": rij["code"], "titel": rij["titel"], "tekst": rij["stand"]["bijsturing"]}
        for rij in aandacht
        if rij["lichten"]["totaal"] == Licht.ROOD and rij["stand"] and rij["stand"]["bijsturing"]
    ]
    genomen = [rij for rij in gegevens["besluiten"] if rij["van_ronde"]]
    return {
        "tellingen": [rij for rij in gegevens["tellingen"] if rij["aantal"]],
        "aandacht": _pas([_aandacht(rij) for rij in aandacht], ruimte // 2),
        "gevraagd": _pas([_gevraagd(rij) for rij in gevraagd], ruimte // 4),
        "genomen": _pas([_genomen(rij) for rij in genomen], ruimte // 5),
        "veranderd": _veranderd(gegevens["sinds"], max(ruimte // 6, 2)),
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


def _context(stuk: Stuk, soort: str) -> dict[str, Any]:
    delen: dict[str, Callable[[Json], dict[str, Any]]] = {
        BESLUITENLIJST: besluitenlijst,
        STUKKEN: agendastukken,
    }
    lees = delen.get(soort)
    return {
        "stuk": stuk,
        "titel": TITELS[soort],
        "plan": stuk.gegevens["plan"],
        "ronde": stuk.gegevens["ronde"],
        "gelezen_op": stuk.gegevens["gelezen_op"],
        "merken": stuk.merken,
    } | (lees(stuk.gegevens) if lees else {})


def _pdf(stuk: Stuk, soort: str, html: str) -> bytes:
    gegevens = stuk.gegevens
    dag = _dag(gegevens["ronde"]["peildatum"])
    return maak_pdf(
        html,
        titel=f"{TITELS[soort]}, ronde per {dag}",
        onderwerp=gegevens["plan"]["titel"],
        auteur=gegevens["plan"]["gemeente"],
        datum=datetime.fromisoformat(gegevens["gelezen_op"]),
        bestanden=rapportbestanden(settings.VOORKANT_DIR),
    )


def _bladen(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as gelezen:
        return len(gelezen.pages)


def _geldend(momentopname: Momentopname | None) -> Momentopname | None:
    """With its words: the erratum of one that was emptied."""
    while momentopname is not None and not momentopname.tekst:
        momentopname = getattr(momentopname, "vervangen_door", None)
    return momentopname


def _kopregels(gegevens: Json) -> list[tuple[str, str]]:
    """The lines above the papers: where and when, who was there, who closed it."""
    ronde, plan = gegevens["ronde"], gegevens["plan"]
    regels = []
    if plan["naam_overleg"]:
        regels.append(("Overleg", plan["naam_overleg"]))
    if ronde["vergadering_op"]:
        delen = [_dag(ronde["vergadering_op"]), ronde["begintijd"], ronde["plaats"]]
        regels.append(("Bijeenkomst", ", ".join(filter(None, delen))))
    if gegevens["aanwezig"]:
        regels.append(("Aanwezig", ", ".join(gegevens["aanwezig"])))
    if gegevens["afwezig"]:
        regels.append(("Met bericht afwezig", ", ".join(gegevens["afwezig"])))
    for stap in ronde["stappen"]:
        if stap["soort"] in (RondestapSoort.GESLOTEN, RondestapSoort.HEROPEND):
            reden = f" ({stap['reden']})" if stap["reden"] else ""
            dag = kalender.datum_voluit(kalender.dag_van(datetime.fromisoformat(stap["op"])))
            regels.append((stap["naam"].capitalize(), f"{dag}, door {stap['door']}{reden}"))
    return regels


def _uitkomst(rij: Json) -> str:
    if rij["uitkomst"] == BevestigingUitkomst.BEVESTIGD:
        return "vastgesteld"
    if rij["rust"]:
        return "in rust"
    if rij["uitkomst"]:
        return "overgenomen, niet bijgewerkt"
    return "voorstel" if rij["gemaakt"] else "geen nieuwe stand"


def _standzin(rij: Json) -> str:
    licht = str(rij["lichten"]["totaal"]).replace("_", " ")
    hamer = " (hamerstuk)" if rij["hamerstuk"] else ""
    return f"{rij['code']} {rij['titel']}: {licht}, {rij['woord']}{hamer}"


def _besluiten(blad: Briefpapier, rijen: Sequence[Json], leeg: str) -> None:
    if not rijen:
        blad.alinea(leeg)
    for rij in rijen:
        codes = f" (over {', '.join(rij['codes'])})" if rij["codes"] else ""
        afdoening = f": {rij['afdoening']}" if rij["afdoening"] else ""
        blad.regel(f"Besluit {rij['nummer']}", f"{rij['tekst']}{codes}")
        blad.alinea(f"{_dag(rij['genomen_op'])}, {rij['toestand']}{afdoening}")


def _actiepunten(blad: Briefpapier, rijen: Sequence[Json], leeg: str) -> None:
    if not rijen:
        blad.alinea(leeg)
    for rij in rijen:
        code = f" (over {rij['code']})" if rij["code"] else ""
        laat = ", te laat" if rij["te_laat"] else ""
        klaar = "" if rij["toestand"] == ActiepuntToestand.OPEN else f", {rij['toestand']}"
        blad.regel(f"Actiepunt {rij['nummer']}", f"{rij['tekst']}{code}")
        blad.alinea(f"{rij['wie']}, klaar voor {_dag(rij['voor'])}{laat}{klaar}")


def _stuk_van(rij: Json, gegevens: Json) -> dict[str, Any]:
    """A measure with its decisions and actiepunten, and the planning that matters now: what is
    late, moved, or yet to come."""
    sleutel = rij["sleutel"]
    return dict(rij) | {
        "besluiten": [
            deel
            for deel in gegevens["besluiten"]
            if sleutel in deel["maatregelen"] and deel["toestand"] == "loopt"
        ],
        "acties": [
            deel
            for deel in gegevens["actiepunten"]
            if deel["maatregel"] == sleutel and deel["toestand"] == ActiepuntToestand.OPEN
        ],
        "stappen": [
            deel for deel in rij["planning"] if deel["toestand"] not in ("gereed", "vervallen")
        ],
    }


def _aandacht(rij: Json) -> dict[str, Any]:
    waarom = (rij["stand"]["oorzaak"] if rij["stand"] else "") or rij["reden"]
    return {
        "licht": rij["lichten"]["totaal"],
        "code": rij["code"],
        "titel": rij["titel"],
        "trekkers": ", ".join(rij["trekkers"]),
        "tekst": _citaat(waarom),
    }


def _gevraagd(rij: Json) -> dict[str, Any]:
    return dict(rij) | {"tekst": _citaat(rij["tekst"])}


def _genomen(rij: Json) -> dict[str, Any]:
    return {
        "code": f"Besluit {rij['nummer']}",
        "titel": f"over {', '.join(rij['codes'])}" if rij["codes"] else "",
        "tekst": _citaat(rij["tekst"]),
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
        past = _pas(
            [{"code": rij["code"], "titel": rij["titel"], "tekst": ""} for rij in rijen], ruimte
        )
        if rijen:
            delen.append((woord, past))
    return {"peildatum": sinds["peildatum"], "delen": delen}


def _som(som: Json) -> str:
    """An amount, and how many rows have none."""
    if not som["bekend"]:
        return "geen bedrag bekend" if som["onbekend"] else "niets"
    zonder = f" (en {som['onbekend']} keer zonder bedrag)" if som["onbekend"] else ""
    return f"{euro(som['bedrag'])}{zonder}"


def _pas(rijen: Sequence[dict[str, Any]], ruimte: int) -> dict[str, Any]:
    """As many of the first rows as have place in so many lines, one at least; and how many do
    not."""
    gebruikt = past = 0
    for rij in rijen:
        tekens = len(rij["titel"]) + len(rij["tekst"]) + len(rij["code"]) + 4
        gebruikt += -(-tekens // _TEKENS)
        if past and gebruikt > ruimte:
            break
        past += 1
    return {"rijen": rijen[:past], "meer": len(rijen) - past}


def _citaat(tekst: str) -> str:
    return shorten(tekst, LANGSTE_CITAAT, placeholder=" …")


def _dag(tekst: str) -> str:
    return kalender.datum_voluit(date.fromisoformat(tekst))
