"""The reports of the invented story; the task that makes all files makes theirs afterwards."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.text import slugify

from jeugdhulp import kalender
from jeugdhulp.models import Gebruiker
from maatregelen.models import Plan, Thema
from rapportage.choices import BlokSoort, Stap
from rapportage.domain import rapportages, versies
from rapportage.domain.voorbeeld_agenda import Json
from rapportage.models import Rapportage, Rapportversie


@dataclass
class Rapporten:
    """What was written and frozen so far, per round; `door` writes, and registers decisions."""

    plan: Plan
    door: Gebruiker
    geschreven: dict[int, Rapportage] = field(default_factory=dict)
    bevroren: dict[int, Rapportversie] = field(default_factory=dict)

    def schrijf(self, rapport: Json, peildatum: date, maand: str) -> None:
        """Begin a report that compares with the last frozen one, and write its texts."""
        laatste = self.bevroren[max(self.bevroren)] if self.bevroren else None
        rij = rapportages.maak_rapportage(
            self.plan,
            titel=f"{rapport['soort']} {maand}",
            peildatum=peildatum,
            vorige=laatste,
            door=self.door,
        )
        for soort, tekst in rapport["teksten"].items():
            self._tekst(rij, BlokSoort(soort), None, tekst)
        for code, tekst in rapport["thema"].items():
            thema = Thema.objects.get(plan=self.plan, code=code)
            self._tekst(rij, BlokSoort.MAATREGELEN, thema, tekst)
        self.geschreven[rapport["ronde"]] = rij

    def _tekst(
        self, rapportage: Rapportage, soort: BlokSoort, thema: Thema | None, tekst: str
    ) -> None:
        rapportages.schrijf_blok(rapportage, soort, thema, {"tekst": tekst}, door=self.door)

    def bevries(self, ronde: int) -> None:
        """Freeze it, for the college to decide on."""
        versie = versies.bevries_versie(
            self.geschreven[ronde], door=self.door, opgesteld_door="beleidsadviseur"
        )
        versies.vertel_stap(versie, Stap.TER_BESLUITVORMING, dag=kalender.vandaag(), door=None)
        self.bevroren[ronde] = versie

    def stap(self, ronde: int, stap: Json) -> None:
        """Register that it came a step further, today."""
        versie = self.bevroren[ronde]
        maand = versie.rapportage.titel.partition(" ")[2]
        versies.vertel_stap(
            versie,
            Stap(stap["stap"]),
            dag=kalender.vandaag(),
            orgaan=stap.get("orgaan", ""),
            nummer=stap.get("nummer", ""),
            adres=slugify(maand) if stap.get("adres") else "",
            door=self.door,
        )
