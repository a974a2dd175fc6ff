"""Which two rounds are compared."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.kalender import datum_voluit
from maatregelen.domain.dashboard.verloop import MEESTE_RONDES
from maatregelen.models import Ronde

NU = "nu"
STANDAARD_RONDES = 2


class VergelijkForm(GeenClientnummer, forms.Form):
    """Two rounds and a number of rounds, in the address. `rondes` are the closed ones that can be
    compared, newest first; there is at least one. What the address leaves out, is the usual."""

    van = forms.ChoiceField(label="Van")
    tot = forms.ChoiceField(label="Tot")
    rondes = forms.IntegerField(
        label="Aantal rondes zonder nieuwe stand",
        min_value=1,
        max_value=MEESTE_RONDES,
        help_text="Voor de lijst van wie niet heeft bijgewerkt.",
    )

    def __init__(self, data: Mapping[str, Any], *, rondes: Sequence[Ronde]):
        gewoon = {
            "van": str(rondes[min(1, len(rondes) - 1)].pk),
            "tot": str(rondes[0].pk) if len(rondes) > 1 else NU,
            "rondes": str(STANDAARD_RONDES),
        }
        super().__init__(
            {veld: data.get(veld) or waarde for veld, waarde in gewoon.items()},
            auto_id="vergelijk_%s",
        )
        self.per_pk = {str(ronde.pk): ronde for ronde in rondes}
        keuzes = [
            (sleutel, f"ronde per {datum_voluit(ronde.peildatum)}")
            for sleutel, ronde in self.per_pk.items()
        ]
        for veld, erbij in (("van", []), ("tot", [(NU, "nu")])):
            gekozen: Any = self.fields[veld]
            gekozen.choices = [*erbij, *keuzes]

    def clean(self) -> dict[str, Any]:
        """Two different rounds."""
        schoon: dict[str, Any] = super().clean() or self.cleaned_data
        if schoon.get("van") and schoon.get("van") == schoon.get("tot"):
            self.add_error("tot", "Kies een andere ronde dan bij Van.")
        return schoon

    def paar(self) -> tuple[Ronde, Ronde | None]:
        """The two of a valid form, the earlier one first; None is now."""
        van = self.per_pk[self.cleaned_data["van"]]
        tot = self.per_pk.get(self.cleaned_data["tot"])
        if tot is not None and tot.peildatum < van.peildatum:
            return tot, van
        return van, tot
