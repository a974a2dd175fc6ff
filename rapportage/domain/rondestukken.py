"""The papers of a round: besluitenlijst, stukken and the sheet for the wethouder.

Each is made of the JSON of `maatregelen.domain.ronde.rondevorm` alone: of a closed round the frozen
text, of one that goes on what is known now, with CONCEPT on every page. So the papers of a closed
round keep their bytes, whatever is renamed.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Momentopname
from maatregelen.choices import (
    LOPENDE_RONDE,
    ActiepuntToestand,
    Behandeling,
    RondestapSoort,
    RondeToestand,
)
from maatregelen.domain.ronde.rondebeeld import lees_rondebeeld
from maatregelen.models import Ronde
from rapportage.domain.besluitenlijst import besluitenlijst, dag, kopregels, schrijf_docx
from rapportage.domain.briefpapier import Briefpapier
from rapportage.domain.brieven import leesbaar_json
from rapportage.domain.wethoudersblad import RUIMTES, wethoudersblad
from rapportage.pdf import maak_pdf, rapportbestanden

Json = Mapping[str, Any]
BESLUITENLIJST, STUKKEN, WETHOUDER = "besluitenlijst", "stukken", "wethouder"
TITELS = {
    BESLUITENLIJST: "Besluitenlijst",
    STUKKEN: "Stukken voor het overleg",
    WETHOUDER: "Voor de wethouder",
}


@dataclass(frozen=True)
class Stuk:
    """What the papers of one round are made of. `vingerafdruk` is that of the frozen text; "" while
    the round goes on."""

    gegevens: Json
    vingerafdruk: str = ""

    @property
    def voorbeeld(self) -> bool:
        """Whether the gemeente was an invented one."""
        return bool(self.gegevens["plan"]["voorbeeld"])

    @property
    def merken(self) -> list[str]:
        """What stands on every page."""
        return ["CONCEPT"] * (not self.vingerafdruk) + ["VOORBEELD"] * self.voorbeeld


def lees_stuk(ronde: Ronde) -> Stuk | None:
    """Of a round with its plan and gemeente loaded. None for one that did not begin, and for one
    that was closed before rounds were kept. Two queries for a closed one."""
    if ronde.toestand in LOPENDE_RONDE:
        beeld = lees_rondebeeld(ronde, moment=kalender.nu())
        return Stuk(json.loads(logboek.canoniek(dict(beeld))))
    if ronde.toestand != RondeToestand.GESLOTEN:
        return None
    stappen = ronde.stappen.filter(soort=RondestapSoort.GESLOTEN).order_by("-pk")
    laatste = stappen.select_related("momentopname__vervangen_door").first()
    momentopname = _geldend(laatste.momentopname if laatste else None)
    if momentopname is None:
        return None
    gegevens = json.loads(momentopname.tekst)
    # What was frozen before 0.6.0 did not tell; then only the gemeente itself can.
    gegevens["plan"].setdefault("voorbeeld", ronde.plan.gemeente.voorbeeld)
    return Stuk(gegevens, momentopname.sha256)


def als_pdf(stuk: Stuk, soort: str) -> bytes:
    """The paper of this kind as PDF/UA-1 and PDF/A-3a; the sheet is one A4: with less on it until
    it fits, and without its lists it does. The same `stuk` gives the same bytes. Raises PdfFout."""
    if soort != WETHOUDER:
        return _pdf(stuk, soort, als_html(stuk, soort))
    pdf = b""
    for ruimte in RUIMTES:
        pdf = _pdf(stuk, soort, als_html(stuk, soort, ruimte=ruimte))
        if _bladen(pdf) == 1:
            break
    return pdf


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
    blad = Briefpapier(
        titel=f"Besluitenlijst, ronde per {dag(gegevens['ronde']['peildatum'])}",
        onderwerp=gegevens["plan"]["titel"],
        auteur=gegevens["plan"]["gemeente"],
        moment=datetime.fromisoformat(gegevens["gelezen_op"]),
        merken=stuk.merken,
    )
    schrijf_docx(blad, gegevens)
    if stuk.vingerafdruk:
        blad.alinea(f"Vingerafdruk (sha256) van de bewaarde ronde: {stuk.vingerafdruk}")
    return blad.als_bytes()


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
        "kopregels": kopregels(gegevens),
        "bespreken": [rij for rij in punten if rij["behandeling"] == Behandeling.BESPREKEN],
        "hamerstukken": [rij for rij in punten if rij["behandeling"] == Behandeling.HAMERSTUK],
        "acties": [
            rij for rij in gegevens["actiepunten"] if rij["toestand"] == ActiepuntToestand.OPEN
        ],
        "lopend": [rij for rij in gegevens["besluiten"] if rij["toestand"] == "loopt"],
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
    return maak_pdf(
        html,
        titel=f"{TITELS[soort]}, ronde per {dag(gegevens['ronde']['peildatum'])}",
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
