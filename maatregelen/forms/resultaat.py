"""The forms of one result: what it is, and how far it is."""

from typing import Any

from django import forms

from jeugdhulp import kalender
from jeugdhulp.forms.velden import DatumVeld
from maatregelen.choices import ResultaatSoort, ResultaatToestand, Richting
from maatregelen.domain.maatregel.resultaten import KOLOMMEN
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.kolommen import twijfelveld
from maatregelen.models import Resultaat

_TEKENS = 5_000
# Those that their model explains.
VAN_HET_MODEL = tuple(naam for naam in KOLOMMEN if naam != "twijfel")


def _keuze(label: str, soort: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *soort.choices])


def _regel(label: str, tekens: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=tekens)


class ResultaatForm(BewerkForm):
    """What will be different, and how that is measured."""

    reden_verplicht = False

    tekst = forms.CharField(
        label="Resultaat",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf op wat er dan anders is."},
    )
    soort = _keuze("Soort", ResultaatSoort)
    richting = _keuze("Richting", Richting)
    norm = _regel("Norm", 200)
    nulmeting = _regel("Nulmeting", 200)
    effect_vanaf = DatumVeld(label="Effect te zien vanaf", required=False)
    twijfel = twijfelveld()

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        for naam in VAN_HET_MODEL:
            veld: Any = Resultaat._meta.get_field(naam)
            self.fields[naam].help_text = veld.help_text
        self.fields["effect_vanaf"].help_text += " Zoals 31-3-2019."
        self.volg(*KOLOMMEN)


class MeldingForm(BewerkForm):
    """How far it was on a day, and what shows it."""

    reden_verplicht = False
    als_geheel = True

    toestand = forms.ChoiceField(label="Hoever is het?", choices=ResultaatToestand.choices)
    toestand_op = DatumVeld(label="Op", initial=kalender.vandaag)
    bewijs = forms.CharField(
        label="Waaruit blijkt dat?",
        required=False,
        max_length=_TEKENS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mag alleen leeg blijven als het nog niet bereikt is.",
    )

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields["reden"].help_text = (
            "Alleen nodig als u terugneemt dat het bereikt was. De reden staat straks bij"
            " Wijzigingen."
        )
        self.volg("toestand", "bewijs")
