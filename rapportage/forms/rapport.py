"""The form for a report."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.forms.velden import DatumVeld
from jeugdhulp.kalender import datum_voluit
from maatregelen.models import Plan

BEVESTIGD, WERKVERSIE = "bevestigd", "werkversie"


class RapportForm(GeenClientnummer, forms.Form):
    """Which day, and for whom."""

    peildatum = DatumVeld(
        label="Peildatum",
        help_text="Het rapport toont hoe de maatregelen er op deze dag voor stonden.",
    )
    soort = forms.ChoiceField(
        label="Voor wie is het rapport?",
        choices=[
            (BEVESTIGD, "Voor college en raad: alleen bevestigde standen"),
            (WERKVERSIE, "Werkversie voor het overleg: ook voorstellen"),
        ],
        widget=forms.RadioSelect,
        initial=BEVESTIGD,
    )

    def __init__(self, data: Any, *, plan: Plan, peildatum: date, vandaag: date):
        super().__init__(data, initial={"peildatum": peildatum})
        self.plan, self.vandaag = plan, vandaag

    def clean_peildatum(self) -> date:
        """A day that has been, since the plan began."""
        dag: date = self.cleaned_data["peildatum"]
        if dag > self.vandaag:
            raise ValidationError("Deze dag moet nog komen. Kies vandaag of een eerdere dag.")
        if dag < self.plan.van:
            begin = datum_voluit(self.plan.van)
            raise ValidationError(f"Deze dag valt voor het begin van het plan ({begin}).")
        return dag
