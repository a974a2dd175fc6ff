"""What to show of the trail: who, what, when, which kind. In the address, to keep or send."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.forms.velden import ZOALS, DatumVeld
from maatregelen.domain.spoor import Onderwerp, Telling, Zeef

_ONBEKEND = {"invalid_choice": "Deze keuze is er hier niet."}


class SpoorForm(GeenClientnummer, forms.Form):
    """The choices are what occurs in this trail, with how often."""

    over = forms.ChoiceField(label="Waarover", required=False, error_messages=_ONBEKEND)
    wie = forms.ChoiceField(label="Wie", required=False, error_messages=_ONBEKEND)
    soort = forms.ChoiceField(label="Wat", required=False, error_messages=_ONBEKEND)
    van = DatumVeld(label="Van", required=False, help_text=ZOALS.capitalize())
    tot = DatumVeld(label="Tot en met", required=False, help_text=ZOALS.capitalize())

    def __init__(
        self, data: Mapping[str, Any], *, telling: Telling, onderwerpen: Iterable[Onderwerp]
    ):
        super().__init__(data, auto_id="zeef_%s")
        self._kies("over", "Alles", _groepen(onderwerpen))
        self._kies("wie", "Iedereen", _met_aantal(telling.wie))
        self._kies("soort", "Alle soorten", _met_aantal(telling.soorten))
        if not onderwerpen:
            del self.fields["over"]

    def _kies(self, naam: str, leeg: str, keuzes: list[Any]) -> None:
        veld = self.fields[naam]
        assert isinstance(veld, forms.ChoiceField)  # noqa: S101 (for the type only)
        veld.choices = [("", leeg), *keuzes]

    def clean_tot(self) -> date | None:
        """Not before `van`."""
        van, tot = self.cleaned_data.get("van"), self.cleaned_data["tot"]
        if van and tot and tot < van:
            raise ValidationError("Deze dag ligt voor de dag bij ‘Van’.")
        return tot if isinstance(tot, date) else None

    def zeef(self) -> Zeef:
        """What was asked for; what cannot be read is left out and told on the page."""
        self.full_clean()
        return Zeef(**{naam: waarde for naam, waarde in self.cleaned_data.items() if waarde})


def _met_aantal(geteld: Mapping[str, tuple[str, int]]) -> list[tuple[str, str]]:
    return [(sleutel, f"{naam} ({aantal})") for sleutel, (naam, aantal) in geteld.items()]


def _groepen(onderwerpen: Iterable[Onderwerp]) -> list[Any]:
    """One plan needs no heading of its own."""
    groepen = [
        (groep, [(deel.sleutel, deel.naam) for deel in delen])
        for groep, delen in groupby(onderwerpen, key=lambda deel: deel.groep)
    ]
    return groepen[0][1] if len(groepen) == 1 else groepen
