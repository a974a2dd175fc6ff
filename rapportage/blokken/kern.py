"""What several blocks tell of one measure or thema: how it is called, who pulls it, its lights."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from jeugdhulp.choices import PersoonSoort
from jeugdhulp.models import Persoon
from jeugdhulp.opmaak import opsomming
from maatregelen.choices import BetrokkenheidRol, Fase
from maatregelen.domain.overzicht import Rij
from maatregelen.models import Maatregel
from maatregelen.stoplicht import LICHTEN, deellichten
from rapportage.blokken.basis import Bron

# Whom a report without names cannot call by a functie.
MEDEWERKER = "een medewerker"
_GEEN_ANKER = re.compile(r"[^\w.-]+")


def ankers(soort: str, codes: Iterable[str]) -> dict[str, str]:
    """Per code the id of its place in the report, the same in every report that has the code:
    "maatregel-1a". Where two codes come to the same, the later gets its number behind it."""
    gegeven: dict[str, str] = {}
    for code in codes:
        basis = f"{soort}-{_GEEN_ANKER.sub('-', code)}"
        bezet, nummer, anker = set(gegeven.values()), 1, basis
        while anker in bezet:
            nummer += 1
            anker = f"{basis}-{nummer}"
        gegeven[code] = anker
    return gegeven


def maatregelankers(bron: Bron) -> dict[str, str]:
    """The places of all measures."""
    return ankers("maatregel", (rij.maatregel.code for rij in bron.rijen))


def per_thema(bron: Bron) -> list[dict[str, Any]]:
    """The themas in the order of the plan, each with the `rijen` of its measures."""
    plekken = ankers("thema", (thema.code for thema in bron.themas))
    return [
        {
            "id": thema.pk,
            "kop": {"code": thema.code, "titel": thema.titel, "anker": plekken[thema.code]},
            "rijen": [rij for rij in bron.rijen if rij.maatregel.thema_id == thema.pk],
        }
        for thema in bron.themas
    ]


def kern(bron: Bron, rij: Rij, anker: str) -> dict[str, Any]:
    """How a measure is called, who pulls it, its phase and its lights."""
    maatregel, stand = rij.maatregel, rij.stand
    return {
        # Holds where a later report gives the measure another code.
        "sleutel": maatregel.pk,
        "code": maatregel.code,
        "titel": maatregel.titel,
        "anker": anker,
        # Without a stand as on the screen: the phase of the measure follows voorstellen too.
        "fase": stand.fase if stand else Fase.GEPLAND.value,
        "voorstel": rij.voorstel,
        "trekkers": trekkers(maatregel, bron.peildatum, met_namen=bron.noemt_mensen),
        "aantal_trekkers": len(rij.trekkers),
        "licht": {naam: getattr(rij.lichten, naam) for naam in LICHTEN},
        "deellichten": [asdict(deel) for deel in deellichten(bron.plan.aspecten, rij.lichten)],
        "reden": reden(bron, rij),
    }


def reden(bron: Bron, rij: Rij) -> str:
    """Why the light is what it is, in one line."""
    if rij.stand is None and rij.maatregel.rust is None and not bron.werkversie:
        return "Er is nog geen bevestigde stand."
    return rij.reden


def trekkers(maatregel: Maatregel, peildatum: date, *, met_namen: bool) -> str:
    """Who on that day: people first, by name or else by functie, then functions, teams, and how
    many vacancies."""
    rijen = [
        rij
        for rij in maatregel.betrokkenheden.all()
        if rij.rol == BetrokkenheidRol.TREKKER and rij.geldt_op(peildatum)
    ]
    mensen = [
        rij.persoon
        for rij in rijen
        if rij.persoon is not None and rij.persoon.soort == PersoonSoort.PERSOON
    ]
    geteld = (PersoonSoort.PERSOON, PersoonSoort.VACATURE)
    namen = [rij.naam for rij in rijen if rij.wie.soort not in geteld]
    leeg = sum(rij.wie.soort == PersoonSoort.VACATURE for rij in rijen)
    genoemd = [wie.naam for wie in mensen] if met_namen else _zonder_namen(mensen)
    return opsomming([*genoemd, *namen, *_aantal(leeg, "vacature", "vacatures")])


def noem(wie: Persoon, *, met_namen: bool) -> str:
    """Somebody as a report calls her: by name only where it names people. A functie is no name."""
    if met_namen or wie.soort != PersoonSoort.PERSOON:
        return wie.naam
    return wie.functie or MEDEWERKER


def _zonder_namen(mensen: Iterable[Persoon]) -> list[str]:
    """Each functie once, with how many have it; those without one last, as a number."""
    per_functie = Counter(wie.functie for wie in mensen)
    zonder = per_functie.pop("", 0)
    return [
        *(
            f"{functie} ({aantal})" if aantal > 1 else functie
            for functie, aantal in per_functie.items()
        ),
        *_aantal(zonder, MEDEWERKER, "medewerkers"),
    ]


def _aantal(aantal: int, een: str, meer: str) -> list[str]:
    if not aantal:
        return []
    return [een if aantal == 1 else f"{aantal} {meer}"]
