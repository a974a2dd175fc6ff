"""The form of one risk of a measure."""

from collections.abc import Sequence
from typing import Any

from django import forms

from jeugdhulp.models import Persoon
from maatregelen.domain.maatregel.risicos import KOLOMMEN
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.kolommen import twijfelveld

_TEKENS = 5_000


def _tekst(label: str, hulp: str, *, verplicht: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=verplicht,
        max_length=_TEKENS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=hulp,
        error_messages={"required": "Schrijf op wat er kan gebeuren."},
    )


class RisicoForm(BewerkForm):
    """What can happen, by what, what it means, what is done about it and by whom."""

    reden_verplicht = False

    gebeurtenis = _tekst("Risico", "Wat er kan gebeuren.", verplicht=True)
    oorzaak = _tekst("Oorzaak", "Waardoor het kan gebeuren.")
    gevolg = _tekst("Gevolg", "Wat dat betekent.")
    beheersing = _tekst("Beheersing", "Wat u eraan doet.")
    eigenaar_id = forms.TypedChoiceField(
        label="Eigenaar", required=False, coerce=int, empty_value=None, help_text="Wie erover gaat."
    )
    twijfel = twijfelveld()

    def __init__(self, data: Any = None, *, personen: Sequence[Persoon], **kwargs: Any):
        super().__init__(data, **kwargs)
        veld: Any = self.fields["eigenaar_id"]
        veld.choices = [("", "Niemand"), *((str(rij.pk), rij.naam) for rij in personen)]
        self.volg(*KOLOMMEN)
