"""Which measures an overview shows and in which order, in the address, to keep or send."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from jeugdhulp.forms.basis import GeenClientnummer
from maatregelen.choices import Fase, Schaalniveau
from maatregelen.domain.overzicht import Rij
from maatregelen.domain.overzichtfilter import (
    AANDACHT,
    GEEN,
    VOLGORDEN,
    Overzichtfilter,
    kenmerk,
)
from maatregelen.models import Plan
from maatregelen.stoplicht import BETEKENIS

_ONBEKEND = {"invalid_choice": "Deze keuze is er hier niet."}
_GEKOZEN = mark_safe(" selected")
_LICHTEN = {str(licht): woord for licht, (woord, _) in BETEKENIS.items()}
# All there are, also those that no measure has now: a kept address must go on working.
_VAST: dict[str, dict[str, str]] = {
    "licht": _LICHTEN,
    "fase": {fase.value: fase.label for fase in Fase},
    "schaalniveau": {niveau.value: niveau.label for niveau in Schaalniveau},
}
# Without any of these in the plan there is nothing to choose.
_MAG_ONTBREKEN = ("cluster", "schaalniveau")


class Keuzelijst(forms.Select):
    """As its base, but written by Python: Django renders each option with two templates, and the
    choices of a plan are dozens."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        gekozen = self.format_value(value)
        opties = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (waarde, _GEKOZEN if str(waarde) in gekozen else "", tekst)
                for waarde, tekst in self.choices
            ),
        )
        alle = self.build_attrs({**self.attrs, "name": name}, attrs)
        return format_html("<select{}>\n{}\n</select>", flatatt(alle), opties)


def _keuze(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, error_messages=_ONBEKEND, widget=Keuzelijst
    )


class OverzichtfilterForm(GeenClientnummer, forms.Form):
    """The choices are what these rows hold, each with how often."""

    licht = _keuze(label="Licht")
    thema = _keuze(label="Thema")
    cluster = _keuze(label="Cluster")
    trekker = _keuze(label="Trekker")
    fase = _keuze(label="Fase")
    schaalniveau = _keuze(label="Schaalniveau")
    tekst = forms.CharField(
        label="Woorden",
        required=False,
        max_length=100,
        error_messages={"max_length": "Gebruik hooguit 100 tekens."},
        help_text="In titel, teksten, planning of stand.",
    )
    volgorde = _keuze(label="Volgorde")

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        rijen: Sequence[Rij],
        plan: Plan,
        standaard: str = AANDACHT,
    ):
        super().__init__(data, auto_id="filter_%s")
        self.standaard = standaard
        self.fields["thema"].label, self.fields["cluster"].label = (
            plan.naam_thema,
            plan.naam_cluster,
        )
        self.namen = {naam: self._kies(naam, rijen) for naam in _NAMEN if naam != "tekst"}
        # The first one is what she gets without a choice.
        volgorden = sorted(VOLGORDEN, key=lambda naam: naam != standaard)
        self._zet(
            "volgorde",
            [("" if naam == standaard else naam, VOLGORDEN[naam][0]) for naam in volgorden],
        )
        for naam in _MAG_ONTBREKEN:
            if not set(self.namen[naam]) - {GEEN} and not data.get(naam):
                del self.fields[naam]

    def _kies(self, naam: str, rijen: Sequence[Rij]) -> dict[str, str]:
        """Give a field its choices; value → name."""
        geteld: Counter[str] = Counter()
        namen: dict[str, str] = {}
        for rij in rijen:
            for waarde, tekst in kenmerk(naam, rij).items():
                geteld[waarde] += 1
                namen[waarde] = tekst
        if naam in _VAST and (naam != "schaalniveau" or set(namen) - {GEEN}):
            namen = _VAST[naam] | {GEEN: "niet ingevuld"} if GEEN in namen else _VAST[naam]
        if naam == "trekker":
            namen = dict(sorted(namen.items(), key=lambda paar: paar[1].casefold()))
        keuzes = [(waarde, f"{tekst} ({geteld[waarde]})") for waarde, tekst in namen.items()]
        self._zet(naam, [("", "Alle"), *keuzes])
        return namen

    def _zet(self, naam: str, keuzes: list[tuple[str, str]]) -> None:
        veld = self.fields[naam]
        assert isinstance(veld, forms.ChoiceField)  # noqa: S101 (for the type only)
        veld.choices = keuzes

    def keuze(self) -> tuple[Overzichtfilter, str]:
        """What was asked for and the order; what cannot be used is left out and told on the
        page."""
        self.full_clean()
        gegeven = {naam: self.cleaned_data.get(naam) or "" for naam in _NAMEN}
        return Overzichtfilter(**gegeven), self.cleaned_data.get("volgorde") or self.standaard


_NAMEN = ("licht", "thema", "cluster", "trekker", "fase", "schaalniveau", "tekst")
