"""Reports for tests: begun through the acts, frozen by hand."""

from datetime import date
from typing import Any

from jeugdhulp import kalender
from maatregelen.models import Plan
from rapportage.choices import BlokSoort, OpmaakToestand, Stap
from rapportage.domain.rapportages import maak_rapportage, schrijf_blok
from rapportage.models import Opmaak, Rapportage, Rapportblok, Rapportversie, Versiestap
from rapportage.tests.factories import RapportversieFactory, VersiestapFactory, blok_van

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
    versie: Rapportversie = RapportversieFactory(
        rapportage=rapport,
        nummer=nummer,
        gemaakt_op=kalender.nu(),
        gegevens={"blokken": [blok_van(soort, tekst) for soort, tekst in teksten.items()]},
    )
    if stappen:
        Opmaak.objects.filter(versie=versie).update(toestand=OpmaakToestand.GEREED)
    for stap in stappen:
        zet(versie, stap)
    return versie


def zet(versie: Rapportversie, stap: Stap, **anders: Any) -> Versiestap:
    """A step of a version, today and by nobody in particular."""
    gegevens = {"orgaan": "", "dag": kalender.vandaag(), "gemaakt_op": kalender.nu()} | anders
    gezet: Versiestap = VersiestapFactory(versie=versie, stap=stap, **gegevens)
    return gezet
