"""The forms of a report: what it is about, and why one stops working on it."""

from typing import Any

from django import forms

from jeugdhulp.forms.velden import DatumVeld
from jeugdhulp.kalender import datum_voluit
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.models import Plan
from rapportage.domain.rapportages import KENMERKEN, vorige_versies
from rapportage.models import Rapportversie


class VorigeVeld(forms.ModelChoiceField):
    """A frozen version to compare with, or none."""

    def __init__(self) -> None:
        super().__init__(
            Rapportversie.objects.none(),
            label="Vergelijken met",
            required=False,
            empty_label="Met geen eerder rapport",
            help_text=(
                "Het rapport zegt wat er sinds dat rapport veranderde. De teksten daarvan staan"
                " straks bij het schrijven klaar."
            ),
        )

    def label_from_instance(self, obj: Any) -> str:
        """The report, the version and the day it is about."""
        dag = datum_voluit(obj.rapportage.peildatum)
        return f"{obj.rapportage}, versie {obj.nummer}, per {dag}"


def _titel() -> forms.CharField:
    return forms.CharField(
        label="Titel", max_length=200, help_text="Zoals die op het voorblad komt."
    )


def _peildatum() -> DatumVeld:
    return DatumVeld(
        label="Peildatum",
        help_text="Het rapport toont hoe de maatregelen er op deze dag voor stonden.",
    )


def _met_namen() -> forms.TypedChoiceField:
    # A checkbox cannot be compared by what it shows, and a conflict could not be told.
    return forms.TypedChoiceField(
        label="Hoe noemt het rapport medewerkers?",
        choices=[("False", "Als functie, team of aantal"), ("True", "Met hun naam")],
        coerce=lambda waarde: waarde == "True",
        initial=False,
        help_text="Kies namen alleen als uw gemeente dat heeft besloten.",
    )


class RapportForm(FoutenVanDomein, forms.Form):
    """A new report. `initial`: as `rapportages.begin_van` proposes."""

    titel = _titel()
    peildatum = _peildatum()
    vorige = VorigeVeld()
    met_namen = _met_namen()

    def __init__(self, data: Any = None, *, plan: Plan, initial: dict[str, Any]):
        super().__init__(data, initial=initial)
        _vul(self, plan)


class RapportWijzigForm(BewerkForm):
    """What a report is about, changed while it is written."""

    reden_verplicht = False

    titel = _titel()
    peildatum = _peildatum()
    vorige = VorigeVeld()
    met_namen = _met_namen()

    def __init__(self, data: Any = None, *, plan: Plan, **kwargs: Any):
        super().__init__(data, **kwargs)
        _vul(self, plan)
        self.volg(*KENMERKEN)

    def _getoond(self, naam: str, tekst: str) -> str:
        if naam != "vorige":
            return super()._getoond(naam, tekst)
        veld: Any = self.fields[naam]
        keuzes = {str(sleutel): str(woorden) for sleutel, woorden in veld.choices}
        return keuzes.get(tekst, tekst)


class IntrekkenForm(FoutenVanDomein, forms.Form):
    """Why one stops."""

    reden = forms.CharField(
        label="Waarom stopt u hiermee?",
        max_length=500,
        error_messages={"required": "Schrijf op waarom u hiermee stopt."},
    )

    def __init__(self, data: Any = None, *, is_openbaar: bool):
        super().__init__(data)
        self.fields["reden"].help_text = (
            "De reden komt bij het rapport te staan. Iedereen die het leest, ziet die"
            + (": ook wie zich niet aanmeldt." if is_openbaar else ".")
        )


def _vul(form: Any, plan: Plan) -> None:
    veld = form.fields["vorige"]
    veld.queryset = vorige_versies(plan)
    if not veld.queryset.exists():
        veld.help_text = "Er is nog geen eerder rapport dat naar het college ging."
