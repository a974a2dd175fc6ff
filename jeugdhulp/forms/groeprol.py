"""The form that ties a group of the directory to what its people become."""

from django import forms

from jeugdhulp.choices import RolSoort
from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.models import Gemeente, Groeprol

EXTERN = "extern"


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
