"""What a block of a report is, and what it is made from.

A frozen report is one JSON object, so that nothing outside it is ever needed again:

    {"vorm": 2, "soort": "voortgang", "titel", "plan": {...}, "peildatum", "bekend_op",
     "voorbeeld", "werkversie", "aantal_voorstellen", "met_namen", "opgesteld_door",
     "versie": 1 or None (a concept), "reden", "vervangt": number or None,
     "kop": {gemeente, volgnummer, hash}, "programma",
     "blokken": [{"soort", "kop", "anker", "teksten": [{"thema": "" or code, "tekst"}],
                  "feiten": {...}}, ...],
     "bijlage": {"besluitpunten": "..."}}

Days and moments are ISO text, amounts text with two decimals, an unknown is None.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from maatregelen.domain.geld import geldoverzicht
from maatregelen.domain.maatregel.blad import lees_bladen
from maatregelen.domain.maatregel.bladinhoud import Inhoud, Lezing
from maatregelen.domain.overzicht import Peiling, Rij, maak_rijen, peil
from maatregelen.models import Beleidsplan, Maatregel, Plan, Thema
from rapportage.choices import BlokSoort


@dataclass(frozen=True)
class Bron:
    """What all blocks of one report read from. Internal things never come out of a block: the
    computed light, arguments against it, doubts and notes.

    `vorige` is the JSON of the version that is compared with, None without one; `teksten` what was
    written, per block and id of the thema (None: the block as a whole). A `werkversie` stays inside
    the gemeente: it also holds voorstellen, and names people.
    """

    plan: Plan
    peildatum: date
    vandaag: date
    vorige: Mapping[str, Any] | None = None
    teksten: Mapping[tuple[BlokSoort, int | None], str] = field(default_factory=dict)
    met_namen: bool = False
    werkversie: bool = False

    @cached_property
    def peiling(self) -> Peiling:
        """The day, and what was known."""
        return peil(self.plan, self.peildatum, self.vandaag)

    @cached_property
    def rijen(self) -> list[Rij]:
        """Every measure with its stand: confirmed ones only, but in a werkversie. Read once."""
        maatregelen = Maatregel.objects.filter(plan=self.plan)
        rijen = maak_rijen(maatregelen, self.peiling, alleen_bevestigd=not self.werkversie)
        for rij in rijen:
            rij.maatregel.plan = self.plan
        return rijen

    @cached_property
    def themas(self) -> list[Thema]:
        """In the order of the plan. Read once."""
        return list(self.plan.themas.all())

    @cached_property
    def bladen(self) -> dict[int, Inhoud]:
        """Per measure (id) what else its sheet holds. Read once: at most 30 queries."""
        buren = {rij.maatregel.pk: rij.maatregel for rij in self.rijen}
        lezing = Lezing(buren, Beleidsplan.objects.none(), self.peildatum)
        return lees_bladen([(rij.maatregel, rij.stand) for rij in self.rijen], lezing)

    @cached_property
    def geld(self) -> geldoverzicht.Plangeld:
        """All money of the plan. Read once: eight queries."""
        return geldoverzicht.lees(self.plan)

    @property
    def noemt_mensen(self) -> bool:
        """Whether people stand in it by name."""
        return self.met_namen or self.werkversie


class Blok:
    """One kind of block. `verzamel` gives its facts as JSON values; its template is
    `rapportage/blok/<soort>.html`, with `blok`, `rapport` and `scherm` (False: the PDF). The
    heading (h2) and what was written with the block as a whole stand before it."""

    soort: ClassVar[BlokSoort]
    # Whether somebody writes a text with it, and whether a report cannot do without that.
    geschreven: ClassVar[bool] = False
    verplicht: ClassVar[bool] = False
    # Whether it may be left out.
    weg_te_laten: ClassVar[bool] = False
    # Whether it stands in the report itself; else its text goes to the college alone.
    in_rapport: ClassVar[bool] = True

    @property
    def kop(self) -> str:
        """What writers call it."""
        return self.soort.label

    def kop_in(self, plan: Plan) -> str:
        """Its heading in the report of this plan."""
        return self.kop

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """The facts."""
        raise NotImplementedError
