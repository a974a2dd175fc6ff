"""Days as people type them, and the two days in an address."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.kalender import LAATSTE, VROEGSTE

ZOALS = "zoals 31-3-2019"


class DatumInvoer(forms.DateInput):
    """Gives back what was typed, without what no page may hold."""

    def format_value(self, value: Any) -> str | None:
        getoond = super().format_value(value)
        return getoond.replace("\0", "") if getoond else None


class DatumVeld(forms.DateField):
    """A day typed as 31-3-2019, 31 maart 2019 being the answer on screen."""

    input_formats = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]

    def __init__(self, **kwargs: Any):
        kwargs.setdefault(
            "error_messages",
            {
                "invalid": f"Schrijf de dag als dag-maand-jaar, {ZOALS}.",
                "required": f"Vul een dag in, {ZOALS}.",
            },
        )
        kwargs.setdefault(
            "widget",
            DatumInvoer(format="%d-%m-%Y", attrs={"autocomplete": "off", "inputmode": "text"}),
        )
        super().__init__(
            input_formats=self.input_formats,
            validators=[
                MinValueValidator(VROEGSTE, "Kies een dag vanaf 1990."),
                MaxValueValidator(LAATSTE, "Kies een dag tot en met 2099."),
            ],
            **kwargs,
        )


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
