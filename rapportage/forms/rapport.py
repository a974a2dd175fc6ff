"""The form for a report."""

from django import forms

from maatregelen.forms.peildatum import DatumVeld

BEVESTIGD, WERKVERSIE = "bevestigd", "werkversie"


class RapportForm(forms.Form):
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
