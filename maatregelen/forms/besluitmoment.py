"""The forms of a decision or advice that is needed, and of what came of it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from jeugdhulp.forms.velden import BesluitnummerVeld, DatumVeld, PeriodeVeld
from jeugdhulp.kalender import Periode
from maatregelen.choices import BesluitmomentSoort
from maatregelen.forms.kolommen import RijForm, getypte_periode
from maatregelen.models import Besluitmoment, Mijlpaal

NODIG = ("orgaan", "onderwerp", "soort", "periode", "gevraagd_op", "twijfel")
GENOMEN = ("genomen_op", "uitkomst", "nummer", "verwerking")
_PERIODE = ("periode_soort", "van", "tot_en_met", "herhaling")


def nodig_van(rij: Besluitmoment) -> dict[str, Any]:
    """What the form of a decision that is needed begins with."""
    return {veld: getattr(rij, veld) for veld in NODIG} | {"mijlpaal": rij.mijlpaal_id}


class BesluitmomentForm(RijForm):
    """What is needed. `stappen`: the planning lines of the measure. `nieuw`: there is no row yet,
    and no reason is asked."""

    meer: ClassVar[tuple[str, ...]] = ("gevraagd_op", "twijfel")
    samen: ClassVar[dict[str, tuple[str, ...]]] = {"periode": _PERIODE}

    orgaan = forms.CharField(
        label="Wie beslist of adviseert?",
        max_length=120,
        help_text="Zoals college, raad of adviesraad.",
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    onderwerp = forms.CharField(
        label="Waarover?", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    soort = forms.ChoiceField(
        label="Besluit of advies?",
        choices=BesluitmomentSoort.choices,
        initial=BesluitmomentSoort.BESLUIT,
    )
    periode = PeriodeVeld(label="Wanneer verwacht u het?", required=False)
    mijlpaal = forms.TypedChoiceField(
        label="Stap in de planning",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Bij welke stap hoort het? De stappen daarna wachten erop.",
    )
    gevraagd_op = DatumVeld(
        label="Gevraagd op", required=False, help_text="Wanneer u het vroeg, zoals 31-3-2019."
    )
    twijfel = forms.CharField(
        label="Nog na te gaan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wat hieraan onzeker is.",
    )

    def __init__(
        self, data: Any = None, *, stappen: Sequence[Mijlpaal], nieuw: bool = False, **kwargs: Any
    ):
        super().__init__(data, **kwargs)
        self.stappen = {stap.pk: stap for stap in stappen}
        veld: Any = self.fields["mijlpaal"]
        veld.choices = [("", "–"), *((stap.pk, _in_keuze(stap)) for stap in stappen)]
        if nieuw:
            del self.fields["reden"]
        else:
            self.volg(*NODIG, "mijlpaal")

    def clean_periode(self) -> Periode:
        return getypte_periode(self.cleaned_data["periode"], self.initial.get("periode"))

    def _in_kolommen(self, naam: str, waarde: Any) -> dict[str, Any]:
        return {naam: self.stappen.get(waarde)} if naam == "mijlpaal" else {naam: waarde}


def _in_keuze(stap: Mijlpaal) -> str:
    kort = stap.tekst if len(stap.tekst) <= 80 else f"{stap.tekst[:79].rstrip()}…"
    return f"{kort} ({stap.periode.voluit()})"


class UitkomstForm(RijForm):
    """What came of it. `genomen`: it was registered before and is corrected, with a reason."""

    meer: ClassVar[tuple[str, ...]] = ("verwerking",)

    genomen_op = DatumVeld(label="Dag van het besluit of advies")
    uitkomst = forms.CharField(
        label="Uitkomst",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wat er is besloten of geadviseerd.",
    )
    nummer = BesluitnummerVeld(
        label="Nummer", max_length=80, required=False, help_text="Het nummer van het besluit."
    )
    verwerking = forms.CharField(
        label="Wat ermee is gedaan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat u met het advies hebt gedaan.",
    )

    def __init__(self, data: Any = None, *, genomen: bool, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.genomen = genomen
        if not genomen:
            del self.fields["reden"]
        self.volg(*GENOMEN)
