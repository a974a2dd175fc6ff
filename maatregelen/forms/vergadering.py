"""The forms of the meeting: who is there, what was decided, and who does what."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from jeugdhulp import kalender
from jeugdhulp.forms.velden import DatumVeld
from jeugdhulp.models import Persoon
from maatregelen.forms.bewerken import Vergelijkend
from maatregelen.forms.fouten import FoutenVanDomein

_LANGSTE = 5000
# Not more digits than the number of a row has.
_IS_ID = re.compile(r"[0-9]{1,18}")
_KEUZES = [("ja", "aanwezig"), ("nee", "afgemeld"), ("", "niet genoteerd")]
_NAAR_WAARDE = {"": None, "ja": True, "nee": False}
_NAAR_KEUZE = {waarde: keuze for keuze, waarde in _NAAR_WAARDE.items()}


class AanwezigheidForm(Vergelijkend, forms.Form):
    """Per persoon (`wie_<id>`) whether she is there; and somebody who was not expected."""

    ook = forms.ChoiceField(
        label="Wie is er nog meer?",
        required=False,
        help_text="Alleen namen die deze gemeente al kent.",
    )

    def __init__(
        self,
        data: Any,
        *,
        personen: Sequence[Persoon],
        bekend: Mapping[int, bool],
        anderen: Sequence[Persoon],
        iedereen: bool = False,
    ):
        """`bekend` says of persons (id) what was noted, `anderen` who may be added. With `iedereen`
        who is not marked otherwise is there."""
        if iedereen:
            data = data.copy()
            for rij in personen:
                data[f"wie_{rij.pk}"] = data.get(f"wie_{rij.pk}") or "ja"
        initial = {f"wie_{rij.pk}": _NAAR_KEUZE[bekend.get(rij.pk)] for rij in personen}
        super().__init__(data, initial=initial)
        self.personen = personen
        self.geteld = Counter(initial.values())
        for rij in personen:
            self.fields[f"wie_{rij.pk}"] = forms.ChoiceField(
                label=rij.naam, choices=_KEUZES, required=False, widget=forms.RadioSelect
            )
        ook: Any = self.fields["ook"]
        ook.choices = [("", "Kies een naam"), *((str(rij.pk), rij.naam) for rij in anderen)]
        self.volg(*initial)

    @property
    def regels(self) -> list[Any]:
        """The fields of the persons, in their order."""
        return [self[f"wie_{rij.pk}"] for rij in self.personen]

    @property
    def stand(self) -> dict[str, int]:
        """How many are noted as what."""
        return {
            "aanwezig": self.geteld["ja"],
            "afgemeld": self.geteld["nee"],
            "open": self.geteld[""],
        }

    def wie(self) -> dict[int, bool | None]:
        """Per persoon (id) what changed, with who was added; None was noted and is not any more.
        Only after `is_valid`."""
        gekozen = {
            int(naam.removeprefix("wie_")): _NAAR_WAARDE[keuze]
            for naam, keuze in self.wijzigingen().items()
        }
        if ook := self.cleaned_data["ook"]:
            gekozen[int(ook)] = True
        return gekozen

    def gezien_bij(self) -> dict[int, bool | None]:
        """Of those what was noted when this form was compared. Only after `is_valid`."""
        return {
            int(naam.removeprefix("wie_")): _NAAR_WAARDE[keuze]
            for naam, keuze in self.gezien().items()
        }


class BesluitForm(FoutenVanDomein, forms.Form):
    """What the body decides, here and now."""

    tekst = forms.CharField(
        label="Wat besluit het overleg?",
        max_length=_LANGSTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf op wat er is besloten."},
    )

    def __init__(self, data: Any = None):
        super().__init__(data, prefix="besluit")


class ActieForm(FoutenVanDomein, forms.Form):
    """Who does what, and for when."""

    tekst = forms.CharField(
        label="Wat gaat er gebeuren?",
        max_length=_LANGSTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf op wat er gaat gebeuren."},
    )
    wie = forms.ChoiceField(
        label="Wie doet het?", error_messages={"required": "Kies wie het doet."}
    )
    voor = DatumVeld(
        label="Klaar voor", error_messages={"required": "Vul in wanneer het klaar moet zijn."}
    )

    def __init__(
        self, data: Any = None, *, personen: Sequence[Persoon], voor: date, wie: int | None = None
    ):
        """`wie` and `voor` are what is filled in beforehand."""
        super().__init__(data, prefix="actie", initial={"voor": voor, "wie": wie})
        veld: Any = self.fields["wie"]
        veld.choices = [("", "Kies een naam"), *((str(rij.pk), rij.naam) for rij in personen)]

    def clean_voor(self) -> date:
        """A new agreement that is late at once is a slip of the pen."""
        voor: date = self.cleaned_data["voor"]
        if voor < kalender.vandaag():
            raise forms.ValidationError("Deze dag is al voorbij; kies vandaag of later.")
        return voor


class AfdoenForm(FoutenVanDomein, forms.Form):
    """That something agreed or decided before is done, or is not after all."""

    afdoening = forms.CharField(
        max_length=_LANGSTE, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    # What it was when the button was pressed.
    gezien = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, wat: str, toestand: str, terug: bool):
        """`wat` tells it from the other forms on the page; `terug` takes it up again, and asks
        why."""
        super().__init__(data, prefix=wat, initial={"gezien": toestand})
        self.terug = terug
        self.fields["afdoening"].label = "Waarom?" if terug else "Wat kwam ervan?"
        self.fields["afdoening"].required = terug
        self.fields["afdoening"].error_messages["required"] = "Schrijf op waarom."


class HamerForm(FoutenVanDomein, forms.Form):
    """Which hamerstukken (ids) lay before the meeting."""

    gezien = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, punten: Sequence[int] = ()):
        super().__init__(data, initial={"gezien": " ".join(map(str, punten))}, prefix="hamer")

    def clean_gezien(self) -> list[int]:
        """The ids; what is no number was not shown."""
        return [int(deel) for deel in self.cleaned_data["gezien"].split() if _IS_ID.fullmatch(deel)]
