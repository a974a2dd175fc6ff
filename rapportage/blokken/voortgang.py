"""The block of a voortgangsrapportage: every measure with light, text and planning."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings

from jeugdhulp.choices import PersoonSoort
from jeugdhulp.opmaak import opsomming
from maatregelen.choices import BetrokkenheidRol
from maatregelen.domain.overzicht import Rij, maak_rijen, peil, planregels, tel
from maatregelen.kwartaallijn import Vakregel, teken
from maatregelen.models import Blad, Maatregel, Plan
from maatregelen.stoplicht import ASPECTEN, BETEKENIS, DEFINITIES, LICHTEN


def verzamel(
    plan: Plan, peildatum: date, *, vandaag: date, werkversie: bool = False
) -> dict[str, Any]:
    """All the report tells, as JSON values: names, definitions and texts in full, days as ISO text.

    College and raad get confirmed standen only; a werkversie also holds voorstellen and says so.
    Nine queries, whatever the number of measures. Names of people do not go out: a report prints
    functions and teams, unless the gemeente chooses names.
    """
    peiling = peil(plan, peildatum, vandaag)
    rijen = maak_rijen(
        Maatregel.objects.filter(plan=plan), peiling, alleen_bevestigd=not werkversie
    )
    return {
        "titel": "Voortgangsrapportage",
        "plan": {
            "titel": plan.titel,
            "gemeente": plan.gemeente.naam,
            "naam_thema": plan.naam_thema,
            "naam_maatregel": plan.naam_maatregel.lower(),
            "naam_overleg": plan.naam_overleg,
        },
        "peildatum": peildatum.isoformat(),
        "voorbeeld": plan.gemeente.voorbeeld,
        "werkversie": werkversie,
        "tellingen": [
            {
                "licht": telling["licht"],
                "woord": telling["woord"],
                "betekenis": telling["uitleg"],
                "aantal": telling["aantal"],
            }
            for telling in tel(rijen)
        ],
        "themas": _themas(plan, rijen, peildatum),
        "begrippen": _begrippen(),
        "versie": settings.VERSIE,
    }


def _themas(plan: Plan, rijen: Sequence[Rij], peildatum: date) -> list[dict[str, Any]]:
    return [
        {
            "code": thema.code,
            "titel": thema.titel,
            "maatregelen": [
                _maatregel(rij, peildatum) for rij in rijen if rij.maatregel.thema_id == thema.pk
            ],
        }
        for thema in plan.themas.all()
    ]


def _maatregel(rij: Rij, peildatum: date) -> dict[str, Any]:
    stand, maatregel = rij.stand, rij.maatregel
    clusters = [blad.cluster.titel for blad in maatregel.bladen.all() if blad.cluster]
    teksten = (
        "tekst oorzaak gevolg bijsturing grijs_reden afwijking_reden twijfel".split()
        if stand
        else ()
    )
    return {
        "code": maatregel.code,
        "titel": maatregel.titel,
        "fase": stand.fase if stand else maatregel.fase,
        "trekkers": _trekkers(maatregel),
        "cluster": opsomming(clusters),
        "licht": {naam: getattr(rij.lichten, naam) for naam in LICHTEN},
        "peildatum": stand.peildatum.isoformat() if stand else "",
        "peildatum_letterlijk": stand.letterlijk if stand else "",
        "herkomst": rij.herkomst,
        **{veld: getattr(stand, veld) for veld in teksten},
        "bladen": [_blad(blad, peildatum) for blad in maatregel.bladen.all()],
    }


def _trekkers(maatregel: Maatregel) -> str:
    """Functions and teams by name, people as a number: their names stay inside."""
    rijen = [rij for rij in maatregel.betrokkenheden.all() if rij.rol == BetrokkenheidRol.TREKKER]
    namen = [rij.naam for rij in rijen if rij.wie.soort != PersoonSoort.PERSOON]
    mensen = len(rijen) - len(namen)
    if mensen:
        namen.insert(0, "1 persoon" if mensen == 1 else f"{mensen} personen")
    return opsomming(namen)


def _blad(blad: Blad, peildatum: date) -> dict[str, Any]:
    return {
        "cluster": blad.cluster.titel if blad.cluster else "",
        "planning": [_regel(teken(regel, peildatum)) for regel in planregels(blad)],
    }


def _regel(regel: Vakregel) -> dict[str, Any]:
    return {
        "wanneer": regel.wanneer,
        "tekst": regel.tekst,
        "soort": regel.soort_naam,
        "toestand": regel.toestand_naam,
        "vastgesteld": regel.basis,
        "stappen": list(regel.stappen),
        "twijfel": regel.twijfel,
    }


def _begrippen() -> list[dict[str, str]]:
    betekenissen = [
        {"woord": woord.capitalize(), "uitleg": f"{uitleg.capitalize()}."}
        for woord, uitleg in BETEKENIS.values()
    ]
    per_aspect = [
        {"woord": f"{aspect.capitalize()} {licht}", "uitleg": f"{uitleg.capitalize()}."}
        for aspect in ASPECTEN
        for licht, uitleg in DEFINITIES[aspect].items()
    ]
    return betekenissen + per_aspect
