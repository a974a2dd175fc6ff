"""The form of the planning of one blad: all its lines at once, and room for new ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp.forms.velden import DatumVeld, PeriodeVeld
from jeugdhulp.kalender import Periode, PeriodeSoort
from maatregelen.choices import MijlpaalSoort, MijlpaalToestand
from maatregelen.domain.maatregel.planning import Regelwijziging
from maatregelen.domain.maatregel.planningregels import Planningregel
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.models import Mijlpaal

_VELDEN = ("periode", "tekst", "soort", "toestand", "gereed_op")
_NIEUWE_VELDEN = ("periode", "tekst", "soort")
_LABELS = {
    "periode": "Wanneer",
    "tekst": "Wat",
    "soort": "Soort",
    "toestand": "Toestand",
    "gereed_op": "Gereed op",
    "heropenen": "Weer openen",
}
LEGE_RIJEN = 3
# More than anybody adds in one go.
_MEESTE_NIEUWE = 200
_NIEUW = re.compile(r"nieuw([0-9]{1,6})-(?:periode|tekst)")
# What stands in a name where the number of a row comes, in the row that a script copies.
_PLEK = "plek"


class _EenRegel(forms.CharField):
    """A text that may wrap on screen, and is one line."""

    widget = forms.Textarea(attrs={"rows": 1})

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())

    def prepare_value(self, value: Any) -> Any:
        return " ".join(value.split()) if isinstance(value, str) else value


@dataclass(frozen=True)
class Rij:
    """One row on screen: a line of the planning, or room for a new one."""

    form: "PlanningForm"
    sleutel: str
    regel: Planningregel | None = None

    @property
    def naam(self) -> str:
        """What the row is called, read aloud before its fields."""
        if self.regel is None:
            return "Nieuwe regel"
        wat = "Stap" if self.regel.is_stap else "Regel"
        return f"{wat} {self.regel.nummer}: {self.regel.mijlpaal.tekst}"

    @property
    def velden(self) -> list[forms.BoundField]:
        """Its fields in the order of the columns."""
        namen = (f"{self.sleutel}-{veld}" for veld in _VELDEN)
        return [self.form[naam] for naam in namen if naam in self.form.fields]

    @property
    def heropenen(self) -> forms.BoundField | None:
        """The box that takes back that it was done; None where it is open."""
        naam = f"{self.sleutel}-heropenen"
        return self.form[naam] if naam in self.form.fields else None


class PlanningForm(BewerkForm):
    """All lines of one blad. A field is named after its row: "rij12-periode", "nieuw0-tekst".

    A line that is done or lapsed has one field only, to open it again, unless it came to be so
    while its writer had it open: then what she typed stays, beside what became of it.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        regels: Sequence[Planningregel],
        vandaag: date,
        initial: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ):
        begin = dict(initial or {})
        for regel in regels:
            for veld in _VELDEN:
                begin[f"{_sleutel(regel)}-{veld}"] = getattr(regel.mijlpaal, veld)
        super().__init__(data, initial=begin, **kwargs)
        self.vandaag = vandaag
        self.rijen = [Rij(self, _sleutel(regel), regel) for regel in regels]
        for rij in self.rijen:
            self._voeg_velden_toe(rij)
        self.nieuwe = [Rij(self, f"nieuw{plek}") for plek in _nieuwe(data or {})]
        self.voorbeeld = Rij(self, f"nieuw{_PLEK}")
        for rij in self.nieuwe:
            self._voeg_lege_velden_toe(rij.sleutel)
        eigen = [naam for naam in self.fields if "-" in naam]
        for naam in [naam for naam in eigen if naam.endswith("-periode")][:1]:
            self.fields[naam].widget.attrs["autofocus"] = True
        self.order_fields(eigen)
        self.fields["reden"].help_text = (
            "De reden staat straks bij Wijzigingen. Zet u alleen regels op gereed, dan hoeft dit"
            " niet."
        )
        self.volg(*(naam for naam in eigen if naam.startswith("rij") and "heropenen" not in naam))
        if self.is_bound:
            self._vul_aan()

    def lege_rij(self) -> "PlanningForm":
        """A form of only the row that a script copies for each line one adds."""
        los = PlanningForm(regels=(), vandaag=self.vandaag)
        los.nieuwe = [los.voorbeeld]
        los._voeg_lege_velden_toe(los.voorbeeld.sleutel)
        return los

    def clean(self) -> dict[str, Any]:
        gegeven = super().clean()
        if len(self.nieuwe) > _MEESTE_NIEUWE:
            self.add_error(None, f"Voeg niet meer dan {_MEESTE_NIEUWE} regels in één keer toe.")
        for rij in self.rijen:
            self._controleer(rij)
        for rij in self.nieuwe:
            self._controleer_nieuwe(rij)
        return gegeven

    def regelwijzigingen(self) -> list[Regelwijziging]:
        """What changes, line by line, for the act. Only after `is_valid`."""
        gevonden = []
        for rij in self.rijen:
            waarden, gezien = self._waarden(rij)
            if waarden:
                mijlpaal = _mijlpaal(rij)
                gevonden.append(Regelwijziging(rij.sleutel, waarden, mijlpaal, gezien))
        for rij in self.nieuwe:
            if self._is_gevuld(rij):
                waarden = {veld: self._gegeven(rij, veld) for veld in _NIEUWE_VELDEN}
                waarden["periode"] = _zonder_woorden(waarden["periode"])
                waarden["soort"] = waarden["soort"] or MijlpaalSoort.ACTIE
                gevonden.append(Regelwijziging(rij.sleutel, waarden))
        return gevonden

    def neem_over(self, fout: ValidationError) -> None:
        """What is wrong with a row as a whole stands at its first field."""
        if not hasattr(fout, "error_dict"):
            super().neem_over(fout)
            return
        eerste = {rij.sleutel: [*rij.velden, rij.heropenen] for rij in (*self.rijen, *self.nieuwe)}
        per_veld: dict[str, list[str]] = {}
        for naam, meldingen in fout.message_dict.items():
            sleutel = naam.partition("-")[0]
            velden = [veld.name for veld in eerste.get(sleutel, ()) if veld is not None]
            plek = naam if naam in self.fields else (velden or [naam])[0]
            per_veld.setdefault(plek, []).extend(meldingen)
        super().neem_over(ValidationError(per_veld))

    def _vul_aan(self) -> None:
        """A line that came to be, or was opened, while she wrote: as it is."""
        gestuurd: Any = self.data
        kopie = gestuurd.copy()
        for rij in self.rijen:
            if f"{rij.sleutel}-tekst" not in kopie:
                for veld in rij.velden:
                    kopie[veld.name] = kopie[f"was_{veld.name}"] = self._nu(veld.name)
        self.data = kopie

    def _voeg_velden_toe(self, rij: Rij) -> None:
        regel = rij.regel
        if regel is None:
            return
        if not regel.is_open and f"{rij.sleutel}-tekst" not in self.data:
            self._zet(rij.sleutel, "heropenen", forms.BooleanField(required=False), regel.nummer)
            return
        nummer = regel.nummer
        for veld, vorm in _vormen(verplicht=True).items():
            self._zet(rij.sleutel, veld, vorm, nummer)
        toestanden = forms.ChoiceField(choices=MijlpaalToestand.choices)
        self._zet(rij.sleutel, "toestand", toestanden, nummer)
        dag = DatumVeld(required=False, help_text="")
        # The style sheet tells by it whether a day was typed.
        dag.widget.attrs["placeholder"] = " "
        self._zet(rij.sleutel, "gereed_op", dag, nummer)

    def _voeg_lege_velden_toe(self, sleutel: str) -> None:
        for veld, vorm in _vormen(verplicht=False).items():
            self._zet(sleutel, veld, vorm, "")

    def _zet(self, sleutel: str, veld: str, vorm: forms.Field, nummer: str) -> None:
        vorm.label = f"{_LABELS[veld]}, {f'regel {nummer}' if nummer else 'nieuwe regel'}"
        # What stands above the field; the row says the rest.
        vorm.kort_label, vorm.soort = _LABELS[veld], veld  # type: ignore[attr-defined]
        self.fields[f"{sleutel}-{veld}"] = vorm

    def _gegeven(self, rij: Rij, veld: str) -> Any:
        return self.cleaned_data.get(f"{rij.sleutel}-{veld}")

    def _veranderd(self, rij: Rij) -> list[str]:
        """The fields of this line that she changed, of those that could be read."""
        namen = [f"{rij.sleutel}-{veld}" for veld in _VELDEN]
        return [
            naam.partition("-")[2]
            for naam in namen
            if naam in self.fields
            and naam in self.cleaned_data
            and self._tekst(naam, self.cleaned_data[naam]) != self._nu(naam)
        ]

    def _waarden(self, rij: Rij) -> tuple[dict[str, Any], dict[str, Any]]:
        mijlpaal = _mijlpaal(rij)
        if self._gegeven(rij, "heropenen"):
            return {"toestand": MijlpaalToestand.OPEN}, {"toestand": mijlpaal.toestand}
        anders = self._veranderd(rij)
        waarden = {veld: self._gegeven(rij, veld) for veld in anders}
        if waarden.get("toestand") == MijlpaalToestand.GEREED:
            waarden["gereed_op"] = self._gegeven(rij, "gereed_op") or self.vandaag
        if "periode" in waarden:
            waarden["periode"] = _zonder_woorden(waarden["periode"])
        return waarden, {veld: getattr(mijlpaal, veld) for veld in anders}

    def _controleer(self, rij: Rij) -> None:
        """A day says that it is done; a line that was closed meanwhile is a conflict."""
        anders = self._veranderd(rij)
        plek = f"{rij.sleutel}-toestand"
        toestand = self._gegeven(rij, "toestand")
        if not anders or plek not in self.fields or toestand is None:
            return
        nu = _mijlpaal(rij).toestand
        if nu != MijlpaalToestand.OPEN and "toestand" not in anders:
            if self.data.get(f"was_{plek}") != nu:
                self._meld_botsing(plek, nu)
        elif (
            "gereed_op" in anders
            and self._gegeven(rij, "gereed_op")
            and toestand != MijlpaalToestand.GEREED
        ):
            self.add_error(plek, "U vulde een dag in. Kies ook gereed, of maak de dag leeg.")

    def _is_gevuld(self, rij: Rij) -> bool:
        periode = str(self.data.get(f"{rij.sleutel}-periode", ""))
        return bool(self._gegeven(rij, "tekst") or periode.strip())

    def _controleer_nieuwe(self, rij: Rij) -> None:
        if not self._is_gevuld(rij):
            return
        vragen = {
            "periode": "Vul in wanneer. Weet u het nog niet? Typ n.t.b.",
            "tekst": "Vul in wat er dan gebeurt of klaar is.",
        }
        for veld, vraag in vragen.items():
            naam = f"{rij.sleutel}-{veld}"
            if naam in self.cleaned_data and self.cleaned_data[naam] in (None, ""):
                self.add_error(naam, vraag)


def _vormen(*, verplicht: bool) -> dict[str, forms.Field]:
    return {
        "periode": PeriodeVeld(
            required=verplicht,
            help_text="",
            error_messages={"required": "Vul in wanneer. Weet u het nog niet? Typ n.t.b."},
        ),
        "tekst": _EenRegel(
            required=verplicht,
            max_length=Mijlpaal._meta.get_field("tekst").max_length,
            error_messages={"required": "Vul in wat er dan gebeurt of klaar is."},
        ),
        "soort": forms.ChoiceField(
            choices=MijlpaalSoort.choices, required=verplicht, initial=MijlpaalSoort.ACTIE
        ),
    }


def _sleutel(regel: Planningregel) -> str:
    return f"rij{regel.mijlpaal.pk}"


def _mijlpaal(rij: Rij) -> Mijlpaal:
    if rij.regel is None:
        raise ValueError("Een nieuwe regel is nog nergens vastgelegd.")
    return rij.regel.mijlpaal


def _nieuwe(data: Mapping[str, Any]) -> list[int]:
    """The numbers of the rows for new lines: those that were sent, or some empty ones."""
    gestuurd = {int(gevonden[1]) for naam in data if (gevonden := _NIEUW.fullmatch(naam))}
    # One too many shows that there are too many.
    return sorted(gestuurd)[: _MEESTE_NIEUWE + 1] or list(range(LEGE_RIJEN))


def _zonder_woorden(periode: Periode) -> Periode:
    """Days say it all; the phrase is kept where there are none, such as "na de zomer, n.t.b."."""
    if periode.soort == PeriodeSoort.ONBEPAALD:
        return periode
    return replace(periode, letterlijk="")
