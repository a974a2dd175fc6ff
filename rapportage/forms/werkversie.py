"""The form of a werkversie."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.forms.velden import DatumVeld
from jeugdhulp.kalender import datum_voluit
from maatregelen.models import Plan


class WerkversieForm(GeenClientnummer, forms.Form):
    """Which day."""

    peildatum = DatumVeld(
        label="Peildatum",
        help_text="De pdf toont hoe de maatregelen er op deze dag voor stonden.",
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
