"""The form of one block of a report: its text, and whether it goes along."""

from typing import Any

from django import forms

from maatregelen.forms.bewerken import BewerkForm

_TEKENS = 20_000


class RapportblokForm(BewerkForm):
    """The text where the block has one, and whether the block may be left out where it may."""

    reden_verplicht = False

    tekst = forms.CharField(
        label="Tekst",
        required=False,
        max_length=_TEKENS,
        widget=forms.Textarea(attrs={"rows": 16, "class": "langetekst", "autofocus": True}),
        help_text="Een lege regel begint een nieuwe alinea, een streepje een opsomming.",
    )
    # A checkbox cannot be compared by what it shows, and a conflict could not be told.
    opgenomen = forms.TypedChoiceField(
        label="Gaat dit deel mee?",
        choices=[("True", "Ja"), ("False", "Nee, laat het weg")],
        coerce=lambda waarde: waarde == "True",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        met_tekst: bool,
        mag_weg: bool,
        besluiten: bool = False,
        **kwargs: Any,
    ):
        """`besluiten`: its text is a list of what to decide."""
        super().__init__(data, **kwargs)
        # The trail tells that somebody wrote, and how much; a reason for each text helps nobody.
        del self.fields["reden"]
        if besluiten:
            self.fields["tekst"].label = "Besluitpunten"
            self.fields["tekst"].help_text = "Zet elk besluit op een eigen regel."
        if not met_tekst:
            del self.fields["tekst"]
        if not mag_weg:
            del self.fields["opgenomen"]
        self.volg(*self.fields)
