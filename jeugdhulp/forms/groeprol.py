"""The form that ties a group of the directory to what its people become."""

import re

from django import forms

from jeugdhulp.choices import RolSoort
from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.models import Gemeente, Groeprol

EXTERN = "extern"
# A number as directories give it: in small letters, while people paste it as they find it.
_OBJECT_ID = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)


class GroeprolForm(GeenClientnummer, forms.Form):
    """A group, what people call it, and one role; a group with two roles stands there twice."""

    groep = forms.CharField(
        label="Groep",
        max_length=200,
        help_text="Zoals uw aanmelding de groep noemt. Bij Entra ID is dat de object-id.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    omschrijving = forms.CharField(
        label="Hoe u de groep noemt",
        max_length=120,
        required=False,
        help_text="Bijvoorbeeld Team jeugd. Alleen om te herkennen.",
    )
    wordt = forms.ChoiceField(
        label="Wie erin zit, wordt",
        choices=[
            ("", "collega zonder rol, leest mee"),
            *RolSoort.choices,
            (EXTERN, "iemand van buiten, ziet alleen eigen maatregelen"),
        ],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )

    def clean_groep(self) -> str:
        """As the directory says it."""
        groep: str = self.cleaned_data["groep"]
        object_id = _OBJECT_ID.fullmatch(groep)
        return object_id[1].lower() if object_id else groep

    def groeprol(self, gemeente: Gemeente) -> Groeprol:
        """The row, not stored."""
        wordt = self.cleaned_data["wordt"]
        return Groeprol(
            gemeente=gemeente,
            groep=self.cleaned_data["groep"],
            omschrijving=self.cleaned_data["omschrijving"],
            rol="" if wordt == EXTERN else wordt,
            extern=wordt == EXTERN,
        )
