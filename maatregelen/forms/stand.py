"""The form of a stand. What a stand must explain is decided in `maatregelen.stoplicht`."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from jeugdhulp.stoplicht import KEUZES
from maatregelen.choices import Fase
from maatregelen.domain.standen import Standgegevens
from maatregelen.forms.peildatum import DatumVeld
from maatregelen.models import Stand
from maatregelen.stoplicht import ASPECTEN

_LICHTEN = [(licht.value, licht.label) for licht in KEUZES]


class _Licht(forms.ChoiceField):
    def __init__(self, label: str, keuzes: list[tuple[str, str]], **kwargs: Any):
        super().__init__(
            label=label, choices=keuzes, widget=forms.RadioSelect, required=False, **kwargs
        )


class _Tekst(forms.CharField):
    def __init__(self, veld: str, *, regels: int = 3, **kwargs: Any):
        model_veld: Any = Stand._meta.get_field(veld)
        super().__init__(
            label=str(model_veld.verbose_name).capitalize(),
            help_text=model_veld.help_text,
            widget=forms.Textarea(attrs={"rows": regels}),
            required=False,
            max_length=5000,
            **kwargs,
        )


class StandForm(forms.Form):
    """A stand, filled in with the last one; the explanation starts empty, it belongs to a day."""

    peildatum = DatumVeld(label="Peildatum", help_text="De dag waar deze stand over gaat.")
    fase = forms.ChoiceField(label="Fase", choices=Fase.choices)
    tijd = _Licht("Tijd", _LICHTEN)
    geld = _Licht("Geld", _LICHTEN)
    resultaat = _Licht("Resultaat", _LICHTEN)
    totaal = _Licht("Totaal", [("", "zoals het slechtste van de drie"), *_LICHTEN])
    afwijking_reden = _Tekst("afwijking_reden", regels=2)
    grijs_reden = _Tekst("grijs_reden", regels=2)
    tekst = _Tekst("tekst", regels=6)
    oorzaak = _Tekst("oorzaak")
    gevolg = _Tekst("gevolg")
    bijsturing = _Tekst("bijsturing")
    namens = forms.CharField(
        label="Namens",
        required=False,
        max_length=160,
        help_text="Wie dit doorgaf en hoe, zoals: de trekker, mail van 3 maart.",
    )
    reden = forms.CharField(
        label="Reden van de wijziging",
        required=False,
        max_length=500,
        help_text="De reden staat straks bij Wijzigingen.",
    )

    def __init__(self, data: Any, *, vorige: Stand | None, peildatum: date):
        velden = ("fase", *ASPECTEN, "grijs_reden", "tekst")
        beginwaarden: dict[str, Any] = {"peildatum": peildatum, "totaal": ""}
        if vorige is not None:
            beginwaarden |= {veld: getattr(vorige, veld) for veld in velden}
        super().__init__(data, initial=beginwaarden)

    def gegevens(self) -> Standgegevens:
        """What was typed, for the domain. Only after `is_valid`."""
        return Standgegevens(
            **{naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "reden"}
        )

    def neem_over(self, fout: ValidationError) -> None:
        """Show what the domain still asks, at its field."""
        per_veld = fout.message_dict if hasattr(fout, "error_dict") else {None: fout.messages}
        for veld, meldingen in per_veld.items():
            doel = None if veld == NON_FIELD_ERRORS or veld not in self.fields else veld
            for melding in meldingen:
                self.add_error(doel, melding)
