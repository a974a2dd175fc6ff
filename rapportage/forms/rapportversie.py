"""The forms of frozen versions: freezing, and the steps after that."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.forms.velden import BesluitnummerVeld, DatumVeld
from maatregelen.forms.fouten import FoutenVanDomein
from rapportage.choices import Stap

# Who decides on nearly every report.
COLLEGE = "college van burgemeester en wethouders"


class RapportversieForm(FoutenVanDomein, forms.Form):
    """Freeze as version `volgende`; from the second on it asks why. `is_tegen`: something keeps it
    from being frozen.

    The number travels along, so that pressing twice does not freeze twice.
    """

    versie = forms.IntegerField(widget=forms.HiddenInput)
    reden = forms.CharField(
        label="Waarom komt er een nieuwe versie?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dit staat bij de nieuwe versie. Iedereen die het rapport leest, ziet het.",
    )

    def __init__(self, data: Any, *, volgende: int, is_tegen: bool):
        super().__init__(data, initial={"versie": volgende})
        self.volgende, self.is_tegen = volgende, is_tegen
        if volgende == 1:
            del self.fields["reden"]

    def clean_versie(self) -> int:
        """Only the one that comes next."""
        versie: int = self.cleaned_data["versie"]
        if versie != self.volgende:
            raise ValidationError(
                f"Intussen is versie {self.volgende - 1} bevroren. Bekijk die eerst."
            )
        return versie

    def clean(self) -> None:
        """Not before everything is there that a report cannot do without."""
        if self.is_tegen:
            raise ValidationError("Los eerst op wat er met ‘eerst nog’ staat.")


class VersiestapForm(FoutenVanDomein, forms.Form):
    """Who decided or did it, when, and under which number; of what is public the address. The step
    travels along, so that pressing twice does not set two."""

    stap = forms.ChoiceField(choices=Stap.choices, widget=forms.HiddenInput)
    orgaan = forms.CharField(
        max_length=120, error_messages={"required": "Schrijf op wie dit deed."}
    )
    dag = DatumVeld(label="Op welke dag?")
    nummer = BesluitnummerVeld(
        label="Nummer",
        max_length=60,
        required=False,
        help_text="Het nummer van het besluit of de zaak.",
    )
    adres = forms.SlugField(
        label="Einde van het adres",
        required=False,
        max_length=50,
        help_text=(
            "Kleine letters, cijfers en streepjes. Leeg: het rapport krijgt hier geen adres en u"
            " zorgt zelf dat iedereen het kan lezen."
        ),
        error_messages={"invalid": "Gebruik alleen letters, cijfers en streepjes."},
    )

    def __init__(self, data: Any, *, stap: Stap, vandaag: date, adres: str, voorstel: str):
        begin = {"dag": vandaag, "stap": stap, "adres": voorstel, "orgaan": COLLEGE}
        super().__init__(data, initial=begin)
        self.verwacht, self.vandaag = stap, vandaag
        self.fields["orgaan"].label = {
            Stap.VASTGESTELD: "Wie stelde het rapport vast?",
            Stap.AANGEBODEN: "Wie bood het rapport aan?",
        }.get(stap, "Door wie?")
        weg = {"orgaan", "nummer"} if stap == Stap.OPENBAAR else {"adres"}
        # One that was given once stays: it stands in letters and links.
        weg |= {"adres"} if adres else set()
        for naam in weg:
            del self.fields[naam]

    def clean_stap(self) -> Stap:
        """Only the one that comes next."""
        stap = Stap(self.cleaned_data["stap"])
        if stap != self.verwacht:
            raise ValidationError("Intussen is deze stap al vastgelegd. Bekijk de versie eerst.")
        return stap

    def clean_dag(self) -> date:
        """A day that has been."""
        dag: date = self.cleaned_data["dag"]
        if dag > self.vandaag:
            raise ValidationError("Deze dag moet nog komen. Kies vandaag of een eerdere dag.")
        return dag

    def clean_adres(self) -> str:
        """Without capitals: an address is read aloud and typed over."""
        adres: str = self.cleaned_data["adres"]
        return adres.lower()


class OpmaakForm(GeenClientnummer, forms.Form):
    """A button and no fields. To read it is what refuses a body that holds more."""
