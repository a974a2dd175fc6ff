"""Planning rounds ahead, moving one, and the rhythm of a plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import formset_factory

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.forms.velden import DatumVeld
from jeugdhulp.kalender import MAANDNAMEN
from maatregelen.domain.ronde.rondeplanning import (
    DAGEN,
    NA_OPENEN,
    RITME,
    Geplande,
    bezwaren_tegen,
)
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.forms.toch import VraagtBevestiging
from maatregelen.rondekalender import Afspraken, Voorstel, Vrij

TOCH = "Kloppen deze dagen?"

_TIJD = forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off", "inputmode": "text"})


def _tijdveld() -> forms.TimeField:
    return forms.TimeField(
        label="Begintijd",
        required=False,
        input_formats=["%H:%M", "%H.%M"],
        widget=_TIJD,
        help_text="Zoals 13:30. Leeg: nog niet bekend.",
        error_messages={"invalid": "Typ een tijd zoals 13:30."},
    )


def _plaatsveld() -> forms.CharField:
    return forms.CharField(
        label="Plaats", required=False, max_length=120, help_text="Zoals een vergaderkamer."
    )


class AfsprakenForm(GeenClientnummer, forms.Form):
    """How many days each part of a round takes; asked by GET, to reckon with."""

    dagen_bijwerken = forms.IntegerField(
        label="Dagen om bij te werken",
        min_value=1,
        max_value=60,
        help_text="Zoveel dagen hebben trekkers om hun maatregelen bij te werken.",
    )
    dagen_lezen = forms.IntegerField(
        label="Dagen om te lezen",
        min_value=0,
        max_value=60,
        help_text="Zoveel dagen zitten er tussen het bijwerken en het overleg.",
    )
    dagen_voor_college = forms.IntegerField(
        label="Dagen voor het college",
        min_value=0,
        max_value=120,
        help_text="Zoveel dagen voor het college is het overleg, als er een rapport is.",
    )

    def __init__(self, data: Any, afspraken: Afspraken):
        velden = ("dagen_bijwerken", "dagen_lezen", "dagen_voor_college")
        gewoon = {veld: getattr(afspraken, veld) for veld in velden}
        gegeven = {veld: data[veld] for veld in velden if veld in data}
        super().__init__(gewoon | gegeven)
        self.afspraken = afspraken

    def gekozen(self) -> Afspraken:
        """What to reckon with: as usual where a number is not good."""
        if not self.is_valid():
            return self.afspraken
        oud = self.afspraken
        return Afspraken(oud.ritme_maanden, oud.rapportmaanden, **self.cleaned_data)


PLANDAGEN = ("peildatum", "opent_op", "leveren_voor", "vergadering_op")


class GeplandeForm(GeenClientnummer, forms.Form):
    """One round that is proposed (`voorstel` in its initial): take it or not, with other days where
    needed. A day that still is as proposed says why."""

    kies = forms.BooleanField(label="Plannen", required=False, initial=True)
    peildatum = DatumVeld(label="Peildatum", required=False, help_text="")
    opent_op = DatumVeld(label="Gaat open", required=False, help_text="")
    leveren_voor = DatumVeld(label="Bijwerken tot en met", required=False, help_text="")
    vergadering_op = DatumVeld(label="Overleg", required=False, help_text="")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.voorstel: Voorstel | None = self.initial.get("voorstel")
        if self.voorstel is not None:
            for veld, redenen in self.voorstel.redenen.items():
                if not self._is_anders(veld):
                    self.fields[veld].help_text = "; ".join(redenen)

    def _is_anders(self, veld: str) -> bool:
        # `changed_data` would make the bound fields, and these keep the help text of that moment.
        getypt = self.data.get(self.add_prefix(veld)) if self.is_bound else self.initial[veld]
        return self.fields[veld].has_changed(self.initial[veld], getypt)

    def clean(self) -> dict[str, Any]:
        gegeven: dict[str, Any] = super().clean() or self.cleaned_data
        if gegeven.get("kies"):
            for veld in PLANDAGEN[1:]:
                if veld not in self.errors and gegeven.get(veld) is None:
                    self.add_error(veld, "Vul een dag in, of plan deze ronde niet.")
        return gegeven


GeplandeFormSet = formset_factory(GeplandeForm, extra=0, max_num=24, absolute_max=24)


class PlannenForm(VraagtBevestiging, FoutenVanDomein, forms.Form):
    """What all rounds that are planned share."""

    begintijd = _tijdveld()
    plaats = _plaatsveld()


def geplande(formset: Any) -> list[Geplande]:
    """The rounds that were chosen. Only after `is_valid`."""
    return [
        Geplande(rij["opent_op"], rij["leveren_voor"], rij["vergadering_op"], rij["peildatum"])
        for form in formset
        if (rij := form.cleaned_data).get("kies")
    ]


class VerplaatsForm(VraagtBevestiging, BewerkForm):
    """Other days, another hour or place for a round; `is_open`: its first day is fixed. A day in
    `vrij`, a weekend or on a feestdag is asked about once more."""

    peildatum = DatumVeld(
        label="Peildatum",
        help_text="De dag waar de standen over gaan. Zo heet de ronde ook.",
    )
    opent_op = DatumVeld(label="Gaat open op", help_text="Trekkers krijgen die dag bericht.")
    leveren_voor = DatumVeld(
        label="Bijwerken tot en met",
        required=False,
        help_text="De laatste dag waarop trekkers hun maatregelen bijwerken.",
    )
    vergadering_op = DatumVeld(label="Overleg op", required=False)
    begintijd = _tijdveld()
    plaats = _plaatsveld()

    def __init__(
        self, data: Any = None, *, is_open: bool, vrij: Sequence[Vrij] = (), **kwargs: Any
    ):
        super().__init__(data, **kwargs)
        if is_open:
            del self.fields["peildatum"], self.fields["opent_op"]
        self.fields["reden"].label = "Waarom krijgt de ronde andere dagen, tijd of plaats?"
        self.fields["reden"].help_text = "De reden blijft bij de ronde staan."
        self.vrij = vrij
        self.volg(*(NA_OPENEN if is_open else DAGEN))

    def clean(self) -> dict[str, Any]:
        """Ask about the days that she changed."""
        gegeven = super().clean()
        if not self.errors:
            self.bevestigd(bezwaren_tegen(self.wijzigingen(), self.vrij), TOCH)
        return gegeven


class VervalForm(BewerkForm):
    """A planned round that is not held."""

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields["reden"].label = "Waarom vervalt deze ronde?"
        self.fields["reden"].help_text = "De reden blijft bij de ronde staan."


class RitmeForm(BewerkForm):
    """How the body of a plan is called, how often it meets, and when college and raad read."""

    naam_overleg = forms.CharField(
        label="Naam van het overleg",
        max_length=40,
        help_text="Zoals projectgroep of regiegroep.",
    )
    ritme_maanden = forms.IntegerField(
        label="Om de hoeveel maanden", min_value=1, max_value=12, help_text="1 is elke maand."
    )
    rapportmaanden = forms.TypedMultipleChoiceField(
        label="Maanden met een rapport aan college en raad",
        required=False,
        coerce=int,
        choices=list(enumerate(MAANDNAMEN, 1)),
        widget=forms.CheckboxSelectMultiple,
        help_text="Het overleg komt dan op tijd voor het college bij elkaar.",
    )

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields["reden"].label = "Waarom verandert het ritme of de naam?"
        self.volg(*RITME)
