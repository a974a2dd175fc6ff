"""Since when the dashboard says what changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.forms.velden import ZOALS, DatumVeld


class SindsForm(GeenClientnummer, forms.Form):
    """One day, in the address; it has been before the day that the page knows things of."""

    sinds = DatumVeld(
        label="Sinds een andere dag",
        required=False,
        help_text=f"{ZOALS.capitalize()}. Leeg: sinds de laatste ronde.",
    )

    def __init__(self, data: Mapping[str, Any], *, voor: date):
        super().__init__(data, auto_id="sinds_%s")
        self.voor = voor

    def clean_sinds(self) -> date | None:
        """Not after `voor`: then nothing can have changed since."""
        dag: date | None = self.cleaned_data["sinds"]
        if dag and dag > self.voor:
            raise ValidationError("Deze dag ligt na de dag die u bekijkt. Kies een eerdere dag.")
        return dag

    def dag(self) -> date | None:
        """None where there is none or it cannot be used."""
        self.full_clean()
        return self.cleaned_data.get("sinds")
