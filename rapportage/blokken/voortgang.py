"""The block of a voortgangsrapportage: every measure with light, text and planning."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings

from jeugdhulp.choices import PersoonSoort
from jeugdhulp.opmaak import opsomming
from jeugdhulp.stoplicht import KEUZES, Licht
from maatregelen.choices import BetrokkenheidRol, Fase
from maatregelen.domain.berekend_licht import drempels_van
from maatregelen.domain.overzicht import (
    Rij,
    eerst_wat_aandacht_vraagt,
    maak_rijen,
    peil,
    planregels,
    tel,
)
from maatregelen.kwartaallijn import Vakregel, teken
from maatregelen.models import Blad, Maatregel, Plan
from maatregelen.stoplicht import (
    BETEKENIS,
    LICHTEN,
    NIET_BIJGEWERKT,
    deellichten,
    definities,
    in_zin,
)

VRAAGT_AANDACHT = (Licht.ROOD, Licht.ORANJE, NIET_BIJGEWERKT)


def verzamel(
    plan: Plan, peildatum: date, *, vandaag: date, werkversie: bool = False
) -> dict[str, Any]:
    """All the report tells, as JSON values: names, definitions and texts in full, days as ISO text.

    A werkversie stays inside: it also holds voorstellen, says which they are, names people and
    carries the notes on what is still to be found out. College and raad get confirmed standen,
    and people as a number. Seven queries, whatever the number of measures.
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
            "aspecten": plan.aspecten,
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
        "aantal": len(rijen),
        "aantallen": {str(telling["licht"]): telling["aantal"] for telling in tel(rijen)},
        "aantal_voorstellen": sum(rij.voorstel for rij in rijen),
        "aandacht": [
            _aandacht(rij, werkversie=werkversie)
            for rij in eerst_wat_aandacht_vraagt(rijen)
            if rij.lichten.totaal in VRAAGT_AANDACHT
        ],
        "themas": _themas(plan, rijen, peildatum, werkversie=werkversie),
        "begrippen": _begrippen(plan),
        "versie": settings.VERSIE,
    }


def _aandacht(rij: Rij, *, werkversie: bool) -> dict[str, Any]:
    return {
        "code": rij.maatregel.code,
        "titel": rij.maatregel.titel,
        "licht": rij.lichten.totaal,
        "reden": _reden(rij, werkversie=werkversie),
        "voorstel": rij.voorstel,
    }


def _reden(rij: Rij, *, werkversie: bool) -> str:
    if rij.stand is None and rij.maatregel.rust is None and not werkversie:
        return "Er is nog geen bevestigde stand."
    return rij.reden


def _themas(
    plan: Plan, rijen: Sequence[Rij], peildatum: date, *, werkversie: bool
) -> list[dict[str, Any]]:
    return [
        {
            "code": thema.code,
            "titel": thema.titel,
            "maatregelen": [
                _maatregel(plan, rij, peildatum, werkversie=werkversie)
                for rij in rijen
                if rij.maatregel.thema_id == thema.pk
            ],
        }
        for thema in plan.themas.all()
    ]


def _maatregel(plan: Plan, rij: Rij, peildatum: date, *, werkversie: bool) -> dict[str, Any]:
    stand, maatregel = rij.stand, rij.maatregel
    aspecten = plan.aspecten
    clusters = [blad.cluster.titel for blad in maatregel.bladen.all() if blad.cluster]
    teksten = "tekst oorzaak gevolg bijsturing grijs_reden afwijking_reden twijfel".split()
    return {
        "code": maatregel.code,
        "titel": maatregel.titel,
        # Without a stand as on the screen: the phase of the measure follows voorstellen too.
        "fase": stand.fase if stand else Fase.GEPLAND.value,
        "voorstel": rij.voorstel,
        "trekkers": _trekkers(maatregel, peildatum, met_namen=werkversie),
        "aantal_trekkers": len(rij.trekkers),
        "cluster": opsomming(clusters),
        "licht": {naam: getattr(rij.lichten, naam) for naam in LICHTEN},
        # In the table those of the plan, and in full what its own stand told.
        "deellichten": [asdict(deel) for deel in deellichten(aspecten, rij.lichten)],
        "alle_deellichten": [
            asdict(deel) for deel in deellichten(aspecten, rij.lichten, ook_eerdere=True)
        ],
        "reden": _reden(rij, werkversie=werkversie),
        "peildatum": stand.peildatum.isoformat() if stand else "",
        "peildatum_letterlijk": stand.letterlijk if stand else "",
        "herkomst": rij.herkomst,
        **{veld: getattr(stand, veld, "") for veld in teksten},
        **({} if werkversie else {"twijfel": ""}),
        "bladen": [
            _blad(blad, peildatum, werkversie=werkversie) for blad in maatregel.bladen.all()
        ],
    }


def _trekkers(maatregel: Maatregel, peildatum: date, *, met_namen: bool) -> str:
    """Who on that day: people first, by name or as a number, then functions, teams, vacancies."""
    trekkers = [
        rij
        for rij in maatregel.betrokkenheden.all()
        if rij.rol == BetrokkenheidRol.TREKKER and rij.geldt_op(peildatum)
    ]
    mensen = [rij.naam for rij in trekkers if rij.wie.soort == PersoonSoort.PERSOON]
    if not met_namen:
        mensen = _aantal(len(mensen), "een medewerker", "medewerkers")
    geteld = (PersoonSoort.PERSOON, PersoonSoort.VACATURE)
    namen = [rij.naam for rij in trekkers if rij.wie.soort not in geteld]
    leeg = sum(rij.wie.soort == PersoonSoort.VACATURE for rij in trekkers)
    vacatures = _aantal(leeg, "vacature", "vacatures")
    return opsomming([*mensen, *namen, *vacatures])


def _aantal(aantal: int, een: str, meer: str) -> list[str]:
    if not aantal:
        return []
    return [een if aantal == 1 else f"{aantal} {meer}"]


def _blad(blad: Blad, peildatum: date, *, werkversie: bool) -> dict[str, Any]:
    return {
        "cluster": blad.cluster.titel if blad.cluster else "",
        "planning": [
            _regel(teken(regel, peildatum), werkversie=werkversie) for regel in planregels(blad)
        ],
    }


def _regel(regel: Vakregel, *, werkversie: bool) -> dict[str, Any]:
    return {
        "wanneer": regel.wanneer,
        "tekst": regel.tekst,
        "soort": regel.soort_naam,
        "toestand": regel.toestand_naam,
        "vastgesteld": regel.basis,
        "stappen": list(regel.stappen),
        "twijfel": regel.twijfel if werkversie else "",
    }


def _begrippen(plan: Plan) -> dict[str, Any]:
    """What each light means, and per colour what it means for each aspect of the plan."""
    uitleg = definities(drempels_van(plan))
    return {
        "lichten": [
            {"licht": str(licht), "woord": woord, "betekenis": betekenis}
            for licht, (woord, betekenis) in BETEKENIS.items()
        ],
        "waarover": opsomming([in_zin(rij["naam"]) for rij in plan.aspecten]),
        "aspecten": [
            {
                "licht": licht.value,
                "uitleg": [uitleg[rij["aspect"]][licht] for rij in plan.aspecten],
            }
            for licht in KEUZES
        ],
    }
