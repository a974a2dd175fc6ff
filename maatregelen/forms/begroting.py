"""The form of the begroting of one year."""

from typing import Any

from django import forms

from jeugdhulp.forms.velden import BesluitnummerVeld, DatumVeld, PeriodeVeld
from jeugdhulp.kalender import Periode
from maatregelen.domain.geld.begroting import KOLOMMEN, jaren_om_te_kiezen
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.kolommen import getypte_periode
from maatregelen.models import Besluitmoment

SAMEN = {"periode": ("periode_soort", "van", "tot_en_met", "herhaling")}


def begroting_van(rij: Besluitmoment) -> dict[str, Any]:
    """What the form of a begroting that is there begins with."""
    return {veld: getattr(rij, veld) for veld in KOLOMMEN}


class BegrotingForm(BewerkForm):
    """When the raad is expected to decide, and when and what it decided. `nieuw`: there is no row
    yet, so the year is chosen and no reason is asked."""

    jaar = forms.IntegerField(label="Begrotingsjaar")
    periode = PeriodeVeld(
        label="Wanneer verwacht u het besluit van de raad?",
        required=False,
        help_text="Zoals 5-11-2026 of november 2026.",
    )
    genomen_op = DatumVeld(
        label="Dag waarop de raad besloot",
        required=False,
        help_text="Leeg zolang de raad nog niet heeft besloten.",
    )
    uitkomst = forms.CharField(
        label="Uitkomst",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat de raad besloot. Verplicht als u de dag invult.",
    )
    nummer = BesluitnummerVeld(
        label="Nummer", max_length=80, required=False, help_text="Het nummer van het besluit."
    )

    def __init__(self, data: Any = None, *, nieuw: bool = False, **kwargs: Any):
        super().__init__(data, **kwargs)
        jaren = jaren_om_te_kiezen()
        if nieuw:
            veld = self.fields["jaar"]
            veld.validators += forms.IntegerField(
                min_value=jaren[0], max_value=jaren[-1]
            ).validators
            veld.help_text = f"Van {jaren[0]} tot en met {jaren[-1]}."
            del self.fields["reden"]
        else:
            del self.fields["jaar"]
            self.volg(*KOLOMMEN)

    def clean_periode(self) -> Periode:
        return getypte_periode(self.cleaned_data["periode"], self.initial.get("periode"))

    def kolommen(self) -> dict[str, Any]:
        """The columns of a new row. Only after `is_valid`."""
        return {veld: self.cleaned_data[veld] for veld in KOLOMMEN}
