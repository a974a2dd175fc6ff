"""The block "samenvatting": one page for who reads nothing else."""

from collections.abc import Iterator, Mapping
from typing import Any

from jeugdhulp.stoplicht import Licht
from maatregelen.domain.dashboard.geld import samenvatting as geld_in_een_zin
from maatregelen.domain.overzicht import Rij, eerst_wat_aandacht_vraagt, tel
from maatregelen.geld import maak_tabel
from maatregelen.stoplicht import BETEKENIS, GELIJK, RICHTINGEN, richting
from rapportage.blokken.basis import Blok, Bron
from rapportage.blokken.bladdelen import besluiten_nodig
from rapportage.blokken.kern import maatregelankers, reden
from rapportage.choices import BlokSoort


class Samenvatting(Blok):
    """What somebody wrote, and the facts beside it."""

    soort = BlokSoort.SAMENVATTING
    geschreven = verplicht = True

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """The facts: how many per light, what is rood or oranje and why, what went worse or better
        since the version that is compared with, and money in one line."""
        plekken = maatregelankers(bron)
        geordend = eerst_wat_aandacht_vraagt(bron.rijen)
        return {
            "aantal": len(bron.rijen),
            "tellingen": [
                {naam: telling[naam] for naam in ("licht", "woord", "aantal")}
                for telling in tel(bron.rijen)
            ],
            "rood": [
                _wie(rij, plekken) | _vraagt(bron, rij)
                for rij in geordend
                if rij.lichten.totaal == Licht.ROOD
            ],
            "oranje": [
                _wie(rij, plekken) | {"reden": reden(bron, rij), "voorstel": rij.voorstel}
                for rij in geordend
                if rij.lichten.totaal == Licht.ORANJE
            ],
            "sinds": _sinds(bron, plekken),
            "geld": _geld(bron),
        }


def _wie(rij: Rij, plekken: Mapping[str, str]) -> dict[str, Any]:
    maatregel = rij.maatregel
    return {
        "code": maatregel.code,
        "titel": maatregel.titel,
        "anker": plekken[maatregel.code],
    }


def _vraagt(bron: Bron, rij: Rij) -> dict[str, Any]:
    """Why it is rood, what is being done about it, and which decisions it waits for."""
    return {
        "reden": reden(bron, rij),
        "bijsturing": rij.stand.bijsturing if rij.stand else "",
        "besluiten_nodig": besluiten_nodig(bron.bladen[rij.maatregel.pk]),
        "voorstel": rij.voorstel,
    }


def _sinds(bron: Bron, plekken: Mapping[str, str]) -> dict[str, Any] | None:
    """How the lights went since the version before; None without one."""
    vroeger = dict(_vroeger(bron.vorige)) if bron.vorige else {}
    # A report of another plan tells of other measures.
    if bron.vorige is None or not any(rij.maatregel.pk in vroeger for rij in bron.rijen):
        return None
    stappen = [
        _wie(rij, plekken) | {"was": _woord(was), "nu": _woord(nu), "richting": richting(was, nu)}
        for rij in bron.rijen
        if (was := vroeger.get(rij.maatregel.pk)) and was != (nu := str(rij.lichten.totaal))
    ]
    return {
        "titel": bron.vorige["titel"],
        "peildatum": bron.vorige["peildatum"],
        "stappen": [
            stap
            for welke in RICHTINGEN
            if welke != GELIJK
            for stap in stappen
            if stap["richting"] == welke
        ],
    }


def _vroeger(vorige: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Per measure (id) the light that an earlier report told."""
    for blok in vorige.get("blokken", []):
        if blok["soort"] == BlokSoort.STOPLICHT:
            for thema in blok["feiten"]["themas"]:
                for rij in thema["maatregelen"]:
                    yield rij["sleutel"], rij["licht"]["totaal"]


def _woord(licht: str) -> str:
    return BETEKENIS[licht][0]


def _geld(bron: Bron) -> str:
    """One sentence on the money of the whole plan; "" where nothing is known of it."""
    geld = bron.geld
    if not geld.regels:
        return ""
    jaren = geld.jaren(bron.peildatum)
    return geld_in_een_zin(maak_tabel(geld.investeringen, geld.dekkingen, jaren))
