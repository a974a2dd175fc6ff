"""The forms with which a beheerder manages who belongs to her gemeente."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst

from jeugdhulp.choices import RolSoort, ToegangSoort
from jeugdhulp.domain.lidmaatschappen import Toegang
from jeugdhulp.domain.uitnodigen import Genodigde
from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker
from jeugdhulp.overdracht import Werk

# As on a Dutch keyboard; a browser's own date field writes the first.
DAGEN = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]


def _dag(label: str, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    fouten = {"invalid": "Vul een dag in zoals 31-12-2026."}
    return forms.DateField(
        label=label, input_formats=DAGEN, widget=widget, error_messages=fouten, **kwargs
    )


class _ToegangForm(GeenClientnummer, forms.Form):
    """Roles, from outside or not, and the period: the part that all these forms share."""

    rollen = forms.MultipleChoiceField(
        label="Rollen",
        choices=RolSoort.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Een collega zonder rol leest mee. Wie trekker is, volgt uit het plan.",
    )
    extern = forms.BooleanField(
        label="Werkt niet bij de gemeente",
        required=False,
        help_text="Ziet alleen de maatregelen waar deze persoon trekker van is. Krijgt geen rol.",
    )
    van = _dag("Eerste dag")
    tot_en_met = _dag("Laatste dag", required=False, help_text="Leeg: tot nader bericht.")

    def clean(self) -> dict[str, Any]:
        """What contradicts itself: no role from outside, no end before the begin."""
        gegevens = super().clean() or {}
        if gegevens.get("extern") and gegevens.get("rollen"):
            self.add_error("rollen", "Iemand van buiten de gemeente krijgt geen rol.")
        van, einde = gegevens.get("van"), gegevens.get("tot_en_met")
        if van and einde and einde < van:
            self.add_error("tot_en_met", "De laatste dag ligt voor de eerste.")
        return gegevens


class UitnodigForm(_ToegangForm):
    """Somebody new: name, address, and what she will be."""

    voornaam = forms.CharField(label="Voornaam", max_length=60)
    achternaam = forms.CharField(
        label="Achternaam", max_length=80, help_text="Met tussenvoegsel, zoals de Vries."
    )
    email = forms.EmailField(
        label="Mailadres", max_length=150, help_text="Hier gaat de uitnodiging heen."
    )
    field_order = ["voornaam", "achternaam", "email"]

    def wie(self) -> Genodigde:
        """What the domain takes."""
        gegevens = self.cleaned_data
        return Genodigde(**gegevens | {"rollen": tuple(gegevens["rollen"])})


class LidmaatschapForm(_ToegangForm):
    """What somebody is here; her name only where the gemeente may mend it."""

    voornaam = forms.CharField(label="Voornaam", max_length=150)
    achternaam = forms.CharField(label="Achternaam", max_length=150)
    field_order = ["voornaam", "achternaam"]

    def __init__(self, *args: Any, met_naam: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.met_naam = met_naam
        if not met_naam:
            del self.fields["voornaam"], self.fields["achternaam"]

    def wens(self) -> Toegang:
        """What the domain takes."""
        gegevens = self.cleaned_data
        return Toegang(
            frozenset(gegevens["rollen"]),
            gegevens["extern"],
            gegevens["van"],
            gegevens["tot_en_met"],
        )

    def naam(self) -> tuple[str, str] | None:
        """First and last name, or None where they stay."""
        gegevens = self.cleaned_data
        return (gegevens["voornaam"], gegevens["achternaam"]) if self.met_naam else None


class _Opvolger(forms.ModelChoiceField):
    def label_from_instance(self, obj: Gebruiker) -> str:
        return str(obj)


class LaatsteDagForm(GeenClientnummer, forms.Form):
    """The last day, from which follows what is to be handed over."""

    laatste_dag = _dag("Laatste dag")

    def __init__(self, *args: Any, eerste: date, uiterlijk: date | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.eerste, self.uiterlijk = eerste, uiterlijk

    def clean_laatste_dag(self) -> date:
        """Not before she began, and not after the end that was set already."""
        dag: date = self.cleaned_data["laatste_dag"]
        if dag < self.eerste:
            raise ValidationError("Deze dag ligt voor de eerste dag van de toegang.")
        if self.uiterlijk and dag > self.uiterlijk:
            einde = datum_voluit(self.uiterlijk)
            raise ValidationError(f"De toegang eindigt al na {einde}. Kies die dag of een eerdere.")
        return dag


class VertrekForm(LaatsteDagForm):
    """Who takes over: one for all, and per piece of work another where that is better."""

    opvolger = _Opvolger(
        label="Wie neemt het werk over?",
        queryset=Gebruiker.objects.none(),
        empty_label="Kies een persoon",
    )
    reden = forms.CharField(
        label="Reden",
        max_length=500,
        help_text="Komt in het logboek bij alles wat overgaat. Geen privézaken.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, werk: Iterable[Werk], opvolgers: QuerySet[Gebruiker], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.werk = list(werk)
        self.fields["laatste_dag"].widget = forms.HiddenInput()
        kiezer: Any = self.fields["opvolger"]
        kiezer.queryset = opvolgers
        if not self.werk:
            del self.fields["opvolger"]
        for stuk in self.werk:
            self.fields[stuk.sleutel] = _Opvolger(
                label=f"{capfirst(stuk.wat)} van {stuk.waar}",
                help_text=stuk.toelichting,
                queryset=opvolgers,
                required=False,
                empty_label="Dezelfde persoon",
            )

    @property
    def werkvelden(self) -> list[Any]:
        """The fields of the pieces of work, for the template."""
        return [self[stuk.sleutel] for stuk in self.werk]

    def opvolgers(self) -> dict[str, Gebruiker]:
        """Per sleutel who takes it."""
        gegevens = self.cleaned_data
        return {stuk.sleutel: gegevens[stuk.sleutel] or gegevens["opvolger"] for stuk in self.werk}


class ToegangFilter(GeenClientnummer, forms.Form):
    """What to look for in the register of access."""

    wie = _Opvolger(
        label="Persoon", queryset=Gebruiker.objects.none(), required=False, empty_label="Iedereen"
    )
    soort = forms.ChoiceField(
        label="Wat", choices=[("", "Alles"), *ToegangSoort.choices], required=False
    )
    dag = _dag("Dag", required=False)

    def __init__(self, *args: Any, leden: QuerySet[Gebruiker], **kwargs: Any):
        super().__init__(*args, **kwargs)
        kiezer: Any = self.fields["wie"]
        kiezer.queryset = leden
