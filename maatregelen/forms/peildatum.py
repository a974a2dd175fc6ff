"""The two days in an address."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.forms.velden import ZOALS, DatumVeld


class DagenForm(GeenClientnummer, forms.Form):
    """The two days of a page, in its address: the day it is about, and the day whose knowledge
    counts."""

    peildatum = DatumVeld(
        label="Stand per",
        required=False,
        help_text=f"De dag waar de stand over gaat, {ZOALS}.",
    )
    bekend_op = DatumVeld(
        label="Zoals bekend op",
        required=False,
        help_text=f"U ziet wat er aan het eind van die dag was ingevoerd. Schrijf de dag {ZOALS}."
        " Leeg: wat nu bekend is.",
    )

    def __init__(self, data: Mapping[str, Any], *, vandaag: date):
        super().__init__(data, auto_id="dag_%s")
        self.vandaag = vandaag

    def clean_bekend_op(self) -> date | None:
        """A day that has been. Of today the system knows what it knows now: None."""
        dag: date | None = self.cleaned_data["bekend_op"]
        if dag and dag > self.vandaag:
            raise ValidationError("Deze dag moet nog komen. Kies vandaag of een eerdere dag.")
        return None if dag == self.vandaag else dag

    def dagen(self) -> tuple[date | None, date | None]:
        """peildatum and bekend_op; None where there is none or it cannot be used."""
        self.full_clean()
        return self.cleaned_data.get("peildatum"), self.cleaned_data.get("bekend_op")
