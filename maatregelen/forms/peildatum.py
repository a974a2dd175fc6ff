"""Days as people type them, and the peildatum in an address."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.kalender import LAATSTE, VROEGSTE


class DatumVeld(forms.DateField):
    """A day typed as 31-3-2019, 31 maart 2019 being the answer on screen."""

    input_formats = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]

    def __init__(self, **kwargs: Any):
        kwargs.setdefault(
            "error_messages",
            {
                "invalid": "Schrijf de dag als dag-maand-jaar, zoals 31-3-2019.",
                "required": "Vul een dag in, zoals 31-3-2019.",
            },
        )
        kwargs.setdefault(
            "widget",
            forms.DateInput(format="%d-%m-%Y", attrs={"autocomplete": "off", "inputmode": "text"}),
        )
        super().__init__(
            input_formats=self.input_formats,
            validators=[
                MinValueValidator(VROEGSTE, "Kies een dag vanaf 1990."),
                MaxValueValidator(LAATSTE, "Kies een dag tot en met 2099."),
            ],
            **kwargs,
        )


class PeildatumForm(GeenClientnummer, forms.Form):
    """The `peildatum` of a page, in its address."""

    peildatum = DatumVeld(required=False)


def peildatum_uit(vraag: Mapping[str, Any]) -> date | None:
    """The day asked for in the address; None when there is none or it cannot be read."""
    form = PeildatumForm(vraag)
    return form.cleaned_data["peildatum"] if form.is_valid() else None
