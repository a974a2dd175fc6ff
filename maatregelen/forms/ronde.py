"""Opening a round, what becomes of each measure when it is closed, and opening it again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from maatregelen.choices import BevestigingUitkomst
from maatregelen.domain.ronde.rondelijst import Ronderij
from maatregelen.domain.stand.rust import Rustkeuze
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.forms.peildatum import DatumVeld
from maatregelen.models import Mijlpaal

RUST = "rust"
_WOORDEN = {
    BevestigingUitkomst.BEVESTIGD: "bevestigen",
    BevestigingUitkomst.OVERGENOMEN: "overnemen als niet bijgewerkt",
}


class RondeForm(FoutenVanDomein, forms.Form):
    """The day a round is about."""

    peildatum = DatumVeld(
        label="Peildatum",
        help_text="De dag waar de standen over gaan. Een stand die in de ronde wordt gemaakt,"
        " krijgt deze dag.",
    )

    def __init__(self, data: Any, *, vandaag: date):
        super().__init__(data, initial={"peildatum": vandaag})


class HeropenForm(FoutenVanDomein, forms.Form):
    """Why a closed round is opened again."""

    reden = forms.CharField(
        label="Waarom heropent u deze ronde?",
        max_length=300,
        help_text="Dit blijft bij de ronde staan, ook als zij weer gesloten is.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "U heropent een gesloten ronde. Schrijf op waarom."},
    )


class SluitForm(FoutenVanDomein, forms.Form):
    """Per measure (id) `stand_<id>`, the stand that lay before her, and `keuze_<id>` where there is
    a choice; of one without a new stand nothing is chosen for her, and beside it stand
    `tot_en_met_<id>`, `tot_mijlpaal_<id>` and `reden_<id>` for when it rests."""

    overige = forms.BooleanField(
        label="Waar u niets kiest: overnemen als niet bijgewerkt",
        help_text="Dat staat dan bij elke maatregel waar u niets bij kiest. Per maatregel kiest u"
        " nog steeds anders als dat nodig is.",
        required=False,
    )

    def __init__(
        self,
        data: Any,
        *,
        rijen: Iterable[Ronderij],
        stappen: Mapping[int, Sequence[Mijlpaal]] | None = None,
    ):
        super().__init__(data)
        self.rijen = list(rijen)
        self.stappen = stappen or {}
        for rij in self.rijen:
            pk = rij.maatregel.pk
            self.fields[f"stand_{pk}"] = forms.IntegerField(
                required=False,
                widget=forms.HiddenInput,
                initial=rij.stand.pk if rij.stand else None,
            )
            if rij.stil:
                self._vraag(rij)
            elif len(rij.keuzes) > 1:
                self.fields[f"keuze_{pk}"] = forms.ChoiceField(
                    label=f"Wat doet de ronde met {rij.maatregel.code}?",
                    choices=[(keuze, _WOORDEN[BevestigingUitkomst(keuze)]) for keuze in rij.keuzes],
                    widget=forms.RadioSelect,
                    initial=rij.keuzes[0],
                    required=False,
                )

    def _vraag(self, rij: Ronderij) -> None:
        code, pk = rij.maatregel.code, rij.maatregel.pk
        zonder = (
            "zo laten, zonder stand"
            if rij.stand is None
            else _WOORDEN[BevestigingUitkomst.OVERGENOMEN]
        )
        self.fields[f"keuze_{pk}"] = forms.ChoiceField(
            label=f"Wat doet de ronde met {code}?",
            choices=[(BevestigingUitkomst.OVERGENOMEN.value, zonder), (RUST, "laten rusten")],
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"tot_en_met_{pk}"] = DatumVeld(
            label=f"{code} rust tot en met", required=False, help_text="Een dag, zoals 31-3-2019."
        )
        stappen = [(str(rij.pk), _stapnaam(rij)) for rij in self.stappen.get(pk, ())]
        if stappen:
            self.fields[f"tot_mijlpaal_{pk}"] = forms.ChoiceField(
                label=f"Of tot deze stap van {code} klaar is",
                choices=[("", "geen stap"), *stappen],
                required=False,
            )
        self.fields[f"reden_{pk}"] = forms.CharField(
            label=f"Waarom rust {code}?",
            required=False,
            help_text="Bijvoorbeeld: begint pas in het nieuwe schooljaar.",
        )

    @property
    def stil(self) -> list[dict[str, Any]]:
        """Each measure without a new stand, with its fields ("stap" is None without steps)."""
        return [
            {
                "rij": rij,
                "keuze": self[f"keuze_{(pk := rij.maatregel.pk)}"],
                "tot_en_met": self[f"tot_en_met_{pk}"],
                "stap": self[naam] if (naam := f"tot_mijlpaal_{pk}") in self.fields else None,
                "reden": self[f"reden_{pk}"],
            }
            for rij in self.rijen
            if rij.stil
        ]

    @property
    def gemaakt(self) -> list[tuple[Ronderij, Any]]:
        """Each measure with a new stand and its field, None where there is nothing to choose."""
        return [
            (rij, self[naam] if (naam := f"keuze_{rij.maatregel.pk}") in self.fields else None)
            for rij in self.rijen
            if rij.gemaakt
        ]

    def keuzes(self) -> dict[int, str]:
        """Per measure (id) what was chosen, but for what rests; only after `is_valid`."""
        return {pk: keuze for pk, keuze in self._gekozen().items() if keuze != RUST}

    def rusten(self) -> dict[int, Rustkeuze]:
        """Per measure (id) that rests until when and why; only after `is_valid`."""
        return {pk: self._rust(pk) for pk, keuze in self._gekozen().items() if keuze == RUST}

    def gezien(self) -> dict[int, int | None]:
        """Per measure (id) which stand lay before her; only after `is_valid`."""
        return {
            rij.maatregel.pk: self.cleaned_data[f"stand_{rij.maatregel.pk}"] for rij in self.rijen
        }

    def _gekozen(self) -> dict[int, str]:
        return {
            rij.maatregel.pk: keuze
            for rij in self.rijen
            if (keuze := self.cleaned_data.get(f"keuze_{rij.maatregel.pk}"))
        }

    def _rust(self, pk: int) -> Rustkeuze:
        stap = self.cleaned_data.get(f"tot_mijlpaal_{pk}")
        return Rustkeuze(
            reden=self.cleaned_data[f"reden_{pk}"],
            tot_en_met=self.cleaned_data[f"tot_en_met_{pk}"],
            tot_mijlpaal=next(
                (rij for rij in self.stappen.get(pk, ()) if str(rij.pk) == stap), None
            ),
        )


def _stapnaam(rij: Mijlpaal) -> str:
    return f"{rij.tekst} ({rij.periode.voluit()})"
