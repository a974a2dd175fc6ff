"""Forms over the columns of one row, of which the usual fields are in sight and others fold."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms

from jeugdhulp.kalender import Periode, PeriodeSoort
from maatregelen.forms.bewerken import BewerkForm


def getypte_periode(periode: Periode | None, was: Periode | None) -> Periode:
    """What was typed is not what the plan wrote: its days say it all. `was` is what was stored."""
    if periode is None:
        return Periode(PeriodeSoort.ONBEPAALD)
    if periode == was or not (periode.van or periode.tot_en_met):
        return periode
    return replace(periode, letterlijk="")


def twijfelveld() -> forms.CharField:
    """What is uncertain about a row that is there; who looked into it empties it."""
    return forms.CharField(
        label="Nog na te gaan",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wat hieraan onzeker is. Is het uitgezocht? Maak dit dan leeg, en schrijf bij de"
        " reden wat eruit kwam.",
    )


class RijForm(BewerkForm):
    """Base of a form that makes or changes one row.

    `meer` are the fields that fold. A field may stand for several columns (`_in_kolommen`).
    """

    meer: ClassVar[tuple[str, ...]] = ()

    def gewoon(self) -> list[forms.BoundField]:
        """What is in sight."""
        return [veld for veld in self.eigen_velden() if veld.name not in self.meer]

    def gevouwen(self) -> list[forms.BoundField]:
        """What is behind "Meer"."""
        return [veld for veld in self.eigen_velden() if veld.name in self.meer]

    def staat_open(self) -> bool:
        """Whether something behind "Meer" is filled in, or faulty."""
        return any(veld.errors or veld.value() for veld in self.gevouwen())

    def waarden(self) -> dict[str, Any]:
        """The columns of a new row. Only after `is_valid`."""
        return self._gesplitst({veld.name: self.cleaned_data[veld.name] for veld in self._eigen()})

    def anders(self) -> dict[str, Any]:
        """The columns that she changed. Only after `is_valid`."""
        return self._gesplitst(self.wijzigingen())

    def was(self) -> dict[str, Any]:
        """What those columns were."""
        return self._gesplitst(self.gezien())

    def _eigen(self) -> list[forms.BoundField]:
        return [veld for veld in self.eigen_velden() if veld.name in self.cleaned_data]

    def _gesplitst(self, velden: dict[str, Any]) -> dict[str, Any]:
        kolommen: dict[str, Any] = {}
        for naam, waarde in velden.items():
            kolommen |= self._in_kolommen(naam, waarde)
        return kolommen

    def _in_kolommen(self, naam: str, waarde: Any) -> dict[str, Any]:
        return {naam: waarde}
