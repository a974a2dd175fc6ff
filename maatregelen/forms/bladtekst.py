"""The form of one text of a sheet, and that of the title and kenmerken of a measure."""

from typing import Any

from django import forms

from maatregelen.choices import Domein, Invloed, Schaalniveau
from maatregelen.domain.maatregel.bladteksten import KENMERKEN
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.models import Maatregel

_TEKENS = 20_000


class BladtekstForm(BewerkForm):
    """One text of the sheet."""

    reden_verplicht = False

    def __init__(self, data: Any = None, *, veld: str, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields[veld] = forms.CharField(
            # Its name stands above the form.
            label="Tekst",
            required=False,
            max_length=_TEKENS,
            widget=forms.Textarea(attrs={"rows": 8, "autofocus": True}),
            help_text="Een lege regel begint een nieuwe alinea, een streepje een opsomming.",
        )
        self.volg(veld)


def _keuze(label: str, soort: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *soort.choices])


class KenmerkenForm(BewerkForm):
    """Title, second title and what kind of measure it is."""

    reden_verplicht = False

    titel = forms.CharField(label="Titel", max_length=250)
    ondertitel = forms.CharField(label="Ondertitel", max_length=500, required=False)
    schaalniveau = _keuze("Schaalniveau", Schaalniveau)
    domein = _keuze("Domein", Domein)
    invloed = _keuze("Eigen invloed", Invloed)

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        for naam in KENMERKEN:
            veld: Any = Maatregel._meta.get_field(naam)
            self.fields[naam].help_text = veld.help_text
        self.volg(*KENMERKEN)
