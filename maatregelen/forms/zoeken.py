"""What to look for, in the address, to keep or send."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp.forms.basis import GeenClientnummer
from maatregelen.zoekwoorden import Vraag, lees

LANGSTE = 100


class ZoekForm(GeenClientnummer, forms.Form):
    """One field of words."""

    q = forms.CharField(
        label="Zoek in alle maatregelen",
        required=False,
        max_length=LANGSTE,
        error_messages={"max_length": f"Gebruik hooguit {LANGSTE} tekens."},
        help_text="Een of meer woorden, of een code zoals 2a. Hoofdletters en accenten maken niet"
        " uit.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, Any]):
        super().__init__(data, auto_id="zoek_%s")

    def clean_q(self) -> str:
        """At least one word of two signs: one letter stands in every text."""
        getypt: str = self.cleaned_data["q"]
        vraag = lees(getypt)
        if getypt and vraag.is_te_kort:
            raise ValidationError("Typ een woord van minstens twee letters of cijfers.")
        return getypt

    def vraag(self) -> Vraag:
        """What to look for; no words where nothing can be looked for."""
        self.full_clean()
        return lees(self.cleaned_data.get("q") or "")
