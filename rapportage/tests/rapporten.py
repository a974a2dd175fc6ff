"""Reports for tests: begun through the acts, frozen by hand."""

import json
from datetime import date
from typing import Any

from jeugdhulp import kalender, logboek
from jeugdhulp.domain.momentopnamen import bevries
from maatregelen.models import Plan
from rapportage.choices import BlokSoort, OpmaakToestand, Stap
from rapportage.domain.rapportages import maak_rapportage, schrijf_blok
from rapportage.models import Opmaak, Rapportage, Rapportblok, Rapportversie, Versiestap

APRIL, OKTOBER = date(2026, 4, 1), date(2026, 10, 1)


def maak_rapport(plan: Plan, **anders: Any) -> Rapportage:
    """A report in the making, over April 2026."""
    gegevens = {"titel": "Voortgangsrapportage april 2026", "peildatum": APRIL} | anders
    return maak_rapportage(plan, **gegevens, door=None)


def schrijf(rapport: Rapportage, soort: str, tekst: str, thema: Any = None) -> Rapportblok:
    """A text in it."""
    return schrijf_blok(rapport, BlokSoort(soort), thema, {"tekst": tekst}, door=None)


def bevroren(rapport: Rapportage, *stappen: Stap, nummer: int = 1, **teksten: str) -> Rapportversie:
    """A version as freezing leaves it, with these steps taken today, and `teksten` per block."""
    gegevens = {
        "blokken": [
            {"soort": soort, "teksten": [{"thema": "", "tekst": tekst}], "feiten": {}}
            for soort, tekst in teksten.items()
        ],
        "bijlage": {},
    }
    opname = bevries(
        json.loads(json.dumps(gegevens)),
        gemeente_id=rapport.gemeente_id,
        soort="voortgangsrapportage",
        peildatum=rapport.peildatum,
        moment=kalender.nu(),
    )
    with logboek.handeling(door=None):
        opname.save(force_insert=True)
        versie = Rapportversie.objects.create(
            rapportage=rapport, nummer=nummer, momentopname=opname, gemaakt_op=kalender.nu()
        )
        gereed = OpmaakToestand.GEREED if stappen else OpmaakToestand.WACHT
        Opmaak.objects.create(versie=versie, toestand=gereed)
        for stap in stappen:
            zet(versie, stap)
        logboek.schrijf("bevroren", rapport.plan, gemeente_id=rapport.gemeente_id, naam=str(versie))
    return versie


def zet(versie: Rapportversie, stap: Stap, **anders: Any) -> Versiestap:
    """A step of a version."""
    gegevens = {"orgaan": "", "dag": kalender.vandaag(), "gemaakt_op": kalender.nu()} | anders
    return Versiestap.objects.create(versie=versie, stap=stap, **gegevens)
