"""The form of a thema or cluster of a plan."""

from typing import Any

from django import forms

from maatregelen.domain.maatregel.groepen import KOLOMMEN
from maatregelen.forms.bewerken import BewerkForm


class GroepForm(BewerkForm):
    """Its name and code; of a new one the code may follow by itself."""

    titel = forms.CharField(label="Titel", max_length=200)
    code = forms.CharField(label="Code", max_length=10)

    def __init__(self, data: Any = None, *, nieuw: bool = False, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields["code"].required = not nieuw
        if nieuw:
            self.fields["code"].help_text = "Zoals 4 of D. Leeg: de volgende in de rij."
            del self.fields["reden"]
        else:
            self.fields["code"].help_text = "De codes van de maatregelen veranderen niet mee."
            self.volg(*KOLOMMEN)
