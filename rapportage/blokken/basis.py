"""What a block of a report is, and what it is made from.

A frozen report is one JSON object, so that nothing outside it is ever needed again:

    {"vorm": 2, "soort": "voortgang", "titel", "plan": {...}, "peildatum", "bekend_op",
     "voorbeeld", "werkversie", "met_namen", "opgesteld_door", "versie": 1 or None (a concept),
     "reden", "vervangt": number or None, "kop": {gemeente, volgnummer, hash}, "programma",
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

from maatregelen.domain.overzicht import Peiling, Rij, maak_rijen, peil
from maatregelen.models import Maatregel, Plan
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
        return maak_rijen(maatregelen, self.peiling, alleen_bevestigd=not self.werkversie)


class Blok:
    """One kind of block. `verzamel` gives its facts as JSON values; its template is
    `rapportage/blok/<soort>.html`, with `blok` and `rapport`, for screen and PDF alike."""

    soort: ClassVar[BlokSoort]
    # Whether somebody writes a text with it, and whether a report cannot do without that.
    geschreven: ClassVar[bool] = False
    verplicht: ClassVar[bool] = False
    # Whether it may be left out.
    weg_te_laten: ClassVar[bool] = False

    @property
    def kop(self) -> str:
        """Its heading."""
        return self.soort.label

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """The facts."""
        raise NotImplementedError
