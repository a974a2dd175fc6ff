"""Opening a round, and what becomes of each measure when it is closed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from maatregelen.choices import BevestigingUitkomst
from maatregelen.domain.rondelijst import Ronderij
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.forms.peildatum import DatumVeld

_WOORDEN = {
    BevestigingUitkomst.BEVESTIGD: "bevestigen",
    BevestigingUitkomst.OVERGENOMEN: "overnemen als niet bijgewerkt",
}


class RondeForm(FoutenVanDomein, forms.Form):
    """The day a round is about."""

    peildatum = DatumVeld(
        label="Peildatum",
        help_text="De dag waar de standen over gaan. Een stand die in de ronde wordt gemaakt,"
        " krijgt deze dag.",
    )

    def __init__(self, data: Any, *, vandaag: date):
        super().__init__(data, initial={"peildatum": vandaag})


class SluitForm(FoutenVanDomein, forms.Form):
    """Per measure with a choice `keuze_<id>`, and `stand_<id>`: the stand that lay before her."""

    zeker = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, rijen: Iterable[Ronderij]):
        super().__init__(data)
        self.rijen = list(rijen)
        for rij in self.rijen:
            pk = rij.maatregel.pk
            self.fields[f"stand_{pk}"] = forms.IntegerField(
                required=False,
                widget=forms.HiddenInput,
                initial=rij.stand.pk if rij.stand else None,
            )
            if len(rij.keuzes) > 1:
                self.fields[f"keuze_{pk}"] = forms.ChoiceField(
                    label=f"Wat doet de ronde met {rij.maatregel.code}?",
                    choices=[(keuze, _WOORDEN[BevestigingUitkomst(keuze)]) for keuze in rij.keuzes],
                    widget=forms.RadioSelect,
                    initial=rij.keuzes[0],
                    required=False,
                )

    @property
    def regels(self) -> list[tuple[Ronderij, Any]]:
        """Each measure with its field, None where there is nothing to choose."""
        return [
            (rij, self[naam] if (naam := f"keuze_{rij.maatregel.pk}") in self.fields else None)
            for rij in self.rijen
        ]

    def keuzes(self) -> dict[int, str]:
        """Per measure (id) what was chosen; only after `is_valid`."""
        return {
            rij.maatregel.pk: keuze
            for rij in self.rijen
            if (keuze := self.cleaned_data.get(f"keuze_{rij.maatregel.pk}"))
        }

    def gezien(self) -> dict[int, int | None]:
        """Per measure (id) which stand lay before her; only after `is_valid`."""
        return {
            rij.maatregel.pk: self.cleaned_data[f"stand_{rij.maatregel.pk}"] for rij in self.rijen
        }
