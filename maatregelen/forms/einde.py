"""The form that ends a row of a sheet."""

from typing import Any

from jeugdhulp import kalender
from jeugdhulp.forms.velden import DatumVeld
from maatregelen.forms.bewerken import BewerkForm


class BeeindigForm(BewerkForm):
    """From which day it no longer counts, and why."""

    beeindigd_op = DatumVeld(label="Beëindigd op", initial=kalender.vandaag)

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields["reden"].label = "Waarom telt het niet meer?"
        self.fields["reden"].help_text = "De reden staat straks bij “Beëindigd” en bij Wijzigingen."
