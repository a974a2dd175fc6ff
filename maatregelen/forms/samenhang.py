"""The form of one tie of a measure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from jeugdhulp.forms.velden import PeriodeVeld
from jeugdhulp.kalender import Periode
from jeugdhulp.models import Organisatie
from maatregelen.choices import SamenhangSoort
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.kolommen import getypte_periode, twijfelveld
from maatregelen.models import Maatregel, Thema
from maatregelen.models.periode import periode_kolommen

Doelwit = Maatregel | Thema | Organisatie
_TEKENS_BUITEN = 200
_TEKENS = 5_000
# The columns that are a field by themselves.
GEWOON = ("soort", "buiten", "toelichting", "twijfel")
_SOORTEN = ("maatregel", "thema", "organisatie")


class SamenhangForm(BewerkForm):
    """What kind of tie, with one thing in or outside the plan."""

    reden_verplicht = False

    soort = forms.ChoiceField(
        label="Soort",
        choices=[("", "Kies"), *SamenhangSoort.choices],
        error_messages={"required": "Kies wat voor verband het is."},
    )
    naar = forms.ChoiceField(label="Met", required=False)
    buiten = forms.CharField(
        label="Met iets buiten het plan",
        required=False,
        max_length=_TEKENS_BUITEN,
        help_text="In uw eigen woorden, zoals een plan van een andere afdeling.",
    )
    toelichting = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=_TEKENS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wat het verband is.",
    )
    periode = PeriodeVeld(label="Wanneer", required=False)
    twijfel = twijfelveld()

    def __init__(self, data: Any = None, *, keuzes: Mapping[str, Sequence[Doelwit]], **kwargs: Any):
        """`keuzes`: what the tie can lead to, per name of the group."""
        super().__init__(data, **kwargs)
        buiten: Any = self.fields["buiten"]
        buiten.achter = "als het niet in de lijst staat"
        veld: Any = self.fields["naar"]
        veld.achter = "of met iets buiten het plan"
        veld.choices = [("", "Kies")] + [
            (groep, [(_sleutel(rij), str(rij)) for rij in rijen])
            for groep, rijen in keuzes.items()
            if rijen
        ]
        self.volg("soort", "naar", "buiten", "toelichting", "periode", "twijfel")

    def clean_periode(self) -> Periode | None:
        """None: the tie has no time."""
        periode: Periode | None = self.cleaned_data["periode"]
        return periode and getypte_periode(periode, self.initial.get("periode"))

    def clean(self) -> dict[str, Any]:
        """It leads to exactly one thing."""
        gegeven = super().clean()
        if "naar" not in gegeven or "buiten" not in gegeven:
            return gegeven
        naar, buiten = gegeven["naar"], gegeven["buiten"]
        if not (naar or buiten):
            self.add_error("naar", "Kies waarmee het verband is, of schrijf hieronder iets.")
        if naar and buiten:
            self.add_error("buiten", "Kies iets uit de lijst of schrijf iets, niet allebei.")
        return gegeven


def _sleutel(rij: Doelwit) -> str:
    return f"{rij._meta.model_name}-{rij.pk}"


def sleutel_van(kolommen: Mapping[str, Any]) -> str:
    """The choice of `naar` that says these columns; "" for something outside."""
    gevuld = ((soort, kolommen[f"naar_{soort}_id"]) for soort in _SOORTEN)
    return next((f"{soort}-{pk}" for soort, pk in gevuld if pk is not None), "")


def kolommen_van(gegeven: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that the fields of the form say; the reverse."""
    soort, _, pk = str(gegeven["naar"]).partition("-")
    naar: Iterable[tuple[str, Any]] = (
        (f"naar_{ander}_id", int(pk) if ander == soort else None) for ander in _SOORTEN
    )
    gewoon = {veld: gegeven[veld] for veld in GEWOON}
    return gewoon | dict(naar) | periode_kolommen(gegeven["periode"])
