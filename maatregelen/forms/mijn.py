"""The short form of one measure on Mijn maatregelen, and who a stand was passed on by."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.db import models

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.stoplicht import Licht
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.domain.stand.berekend_licht import aspecten_van
from maatregelen.domain.stand.bijwerken import Levering, overgenomen
from maatregelen.domain.stand.mijn import Eigen
from maatregelen.domain.stand.standen import IntussenGewijzigdError, Standgegevens
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.forms.peildatum import DatumVeld
from maatregelen.forms.stand import (
    ARGUMENT,
    LICHTKEUZES,
    OORZAAK_IS_REDEN,
    UITLEG,
    LichtVeld,
    StandTekst,
    alleen_gekozen,
    kaal,
    waarom_slechter,
)
from maatregelen.stoplicht import ASPECTEN

_STANDVELDEN = (*ASPECTEN, "grijs_reden", "tekst", *UITLEG, "reden")
_NAMENS = "Wie gaf dit door, en hoe"
NAMENS_ONTBREEKT = "Schrijf op wie de stand doorgaf, en hoe."
_ANDERS = (
    "U heeft hieronder iets veranderd, dus de stand is niet ongewijzigd. Kies ‘Stand vastleggen’,"
    " of zet de velden terug."
)
_OOK_STAND = "U heeft ook de stand veranderd. Kies ‘Stand vastleggen’: uw stappen gaan dan mee."
_STAP_WEG = "Een stap die u aanvinkte, is intussen al gereed of vervallen. Kijk de stappen na."


class Doe(models.TextChoices):
    """Which button was used; none of them is the Enter key in a field."""

    ENTER = "", "enter"
    ONGEWIJZIGD = "ongewijzigd", "ongewijzigd"
    STAND = "stand", "stand"
    STAPPEN = "stappen", "stappen"


class NamensForm(GeenClientnummer, forms.Form):
    """Asked once in a sitting, and then on every stand made in it."""

    namens = forms.CharField(
        label=_NAMENS,
        max_length=160,
        error_messages={"required": NAMENS_ONTBREEKT},
        help_text="Dit komt bij elke stand te staan, zoals: {}, mail van 3 maart.",
    )

    def __init__(self, data: Any, *, naam: str, initial: str):
        super().__init__(data, initial={"namens": initial})
        veld = self.fields["namens"]
        veld.help_text = str(veld.help_text).format(naam)


class MijnForm(FoutenVanDomein, forms.Form):
    """What changed for one measure, filled in with the last stand, and the steps that are done.

    Per step two fields more: `gereed_<id>` and `gereed_op_<id>`.
    """

    tijd = LichtVeld("Tijd", LICHTKEUZES)
    geld = LichtVeld("Geld", LICHTKEUZES)
    resultaat = LichtVeld("Resultaat", LICHTKEUZES)
    argument = StandTekst("argument", **ARGUMENT, regels=2)
    grijs_reden = StandTekst("grijs_reden", label="Waarom nog niet te beoordelen", regels=2)
    tekst = StandTekst("tekst", regels=4)
    oorzaak = StandTekst("oorzaak", regels=2)
    gevolg = StandTekst("gevolg", regels=2)
    bijsturing = StandTekst("bijsturing", regels=2)
    reden = forms.CharField(
        label="Waarom verandert het?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=OORZAAK_IS_REDEN,
    )
    namens = forms.CharField(label=_NAMENS, required=False, max_length=160)
    gezien = forms.IntegerField(required=False, widget=forms.HiddenInput)
    doe = forms.ChoiceField(choices=Doe.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, eigen: Eigen, namens: str | None):
        """`namens` is None for who does it herself; else who passed it on, "" while not told."""
        self.eigen, self.is_namens = eigen, namens is not None
        super().__init__(data, prefix=f"m{eigen.maatregel.pk}", initial=_begin(eigen, namens))
        alleen_gekozen(self, eigen.maatregel.plan)
        if namens != "":
            self.fields["namens"].widget = forms.HiddenInput()
        for mijlpaal in eigen.mijlpalen:
            self.fields[f"gereed_{mijlpaal.pk}"] = forms.BooleanField(
                label=mijlpaal.tekst, required=False
            )
            self.fields[f"gereed_op_{mijlpaal.pk}"] = DatumVeld(
                label="Gereed op", required=False, initial=eigen.vandaag
            )

    @property
    def stappen(self) -> list[dict[str, Any]]:
        """Per step its line of the planning and its two fields."""
        return [
            {
                "mijlpaal": mijlpaal,
                "wanneer": mijlpaal.periode.voluit(),
                "te_laat": mijlpaal.periode.is_voorbij(self.eigen.vandaag),
                "vink": self[f"gereed_{mijlpaal.pk}"],
                "dag": self[f"gereed_op_{mijlpaal.pk}"],
            }
            for mijlpaal in self.eigen.mijlpalen
        ]

    @property
    def aspecten(self) -> list[dict[str, Any]]:
        """Per light of the plan its field, the light of the last stand, and the rules beside it."""
        regels = {deel.aspect: deel for deel in self.eigen.regels.aspecten}
        return [
            {
                "veld": (veld := self[rij["aspect"]]),
                "naam": rij["naam"],
                "toen": getattr(self.eigen.stand, rij["aspect"], ""),
                "regels": (deel := regels.get(rij["aspect"])),
                "slechter": deel.slechter(veld.value() or "") if deel else "",
            }
            for rij in self.eigen.maatregel.plan.aspecten
        ]

    def clean(self) -> dict[str, Any]:
        gegeven = self.cleaned_data
        if self.is_namens and not gegeven.get("namens"):
            self.add_error("namens", NAMENS_ONTBREEKT)
        for mijlpaal in self.eigen.mijlpalen:
            dag = f"gereed_op_{mijlpaal.pk}"
            if gegeven.get(f"gereed_{mijlpaal.pk}") and dag in gegeven and not gegeven[dag]:
                self.add_error(dag, "Vul in op welke dag deze stap gereed was.")
        if self._stap_is_weg():
            self.add_error(None, _STAP_WEG)
        if self.is_actueel:
            if gegeven.get("doe") == Doe.ONGEWIJZIGD and self._veranderd():
                self.add_error(None, _ANDERS)
            elif gegeven.get("doe") == Doe.STAPPEN and self._veranderd("argument"):
                self.add_error(None, _OOK_STAND)
        return gegeven

    @property
    def is_actueel(self) -> bool:
        """Whether nobody made a stand since this form was opened; only then what was typed can be
        held beside the last stand."""
        return self.cleaned_data.get("gezien") == self.eigen.maatregel.laatst_gemaakt_id

    def levering(self) -> Levering:
        """What was sent in, for the domain. Only after `is_valid`."""
        gegeven, eigen = self.cleaned_data, self.eigen
        doe = gegeven["doe"]
        gereed = {
            mijlpaal.pk: gegeven[f"gereed_op_{mijlpaal.pk}"]
            for mijlpaal in eigen.mijlpalen
            if gegeven[f"gereed_{mijlpaal.pk}"]
        }
        if doe == Doe.STAND or (doe == Doe.ENTER and self._veranderd("argument")):
            gegevens = self._gegevens()
            reden = gegeven["reden"] or waarom_slechter(gegevens, eigen.stand, eigen.maatregel.plan)
            return Levering(gegevens=gegevens, reden=reden, gereed=gereed)
        return Levering(
            ongewijzigd=doe == Doe.ONGEWIJZIGD, argument=gegeven["argument"], gereed=gereed
        )

    def toon_intussen(self, fout: IntussenGewijzigdError) -> None:
        """Say what somebody else made meanwhile; the next try is made knowing it."""
        self.data = dict(self.data.items()) | {self.add_prefix("gezien"): str(fout.nieuwe.pk)}
        self.neem_over(fout)

    def _gegevens(self) -> Standgegevens:
        """The last stand with what was typed over it. The total is the worst light again as soon as
        one of them changes; an explanation goes when nothing asks for it any more."""
        gegeven, vorige, eigen = self.cleaned_data, self.eigen.stand, self.eigen
        typt = {veld: gegeven[veld] for veld in self._standvelden if veld != "reden"}
        typt["argument"] = gegeven["argument"]
        aspecten = aspecten_van(eigen.maatregel.plan)
        if vorige is None:
            fase = eigen.maatregel.fase
            return Standgegevens(peildatum=eigen.peildatum, fase=fase, **typt)
        basis = overgenomen(vorige, eigen.peildatum)
        if any(gegeven[aspect] != getattr(vorige, aspect) for aspect in aspecten):
            basis = replace(basis, totaal="", afwijking_reden="")
        lichten = {basis.totaal, *(gegeven[aspect] for aspect in aspecten)}
        if not lichten & {Licht.ORANJE, Licht.ROOD}:
            typt |= {veld: "" for veld in UITLEG if not self._anders(veld)}
        return replace(basis, **typt)

    @property
    def _standvelden(self) -> list[str]:
        return [veld for veld in _STANDVELDEN if veld in self.fields]

    def _veranderd(self, *ook: str) -> bool:
        return any(self._anders(veld) for veld in (*self._standvelden, *ook))

    def _anders(self, veld: str) -> bool:
        """Whether something else was typed than the last stand says; a field that was not sent was
        not changed."""
        naam = self.add_prefix(veld)
        return naam in self.data and kaal(self.data[naam]) != kaal(self.initial.get(veld))

    def _stap_is_weg(self) -> bool:
        bekend = {mijlpaal.pk for mijlpaal in self.eigen.mijlpalen}
        vorm = re.compile(rf"{self.prefix}-gereed_(\d{{1,18}})")
        gevraagd = {int(naam[1]) for naam in map(vorm.fullmatch, self.data) if naam}
        return not gevraagd <= bekend


def _begin(eigen: Eigen, namens: str | None) -> dict[str, Any]:
    stand = eigen.stand
    begin: dict[str, Any] = {
        "namens": namens,
        "gezien": eigen.maatregel.laatst_gemaakt_id,
        "argument": eigen.argument,
    }
    if stand is None:
        return begin
    velden = [*ASPECTEN, "tekst", *UITLEG]
    # "geen licht in de bron" is a reason of the document, not of who judges now.
    velden += [] if stand.bron else ["grijs_reden"]
    waarden = {veld: getattr(stand, veld) for veld in velden}
    return begin | {
        veld: "" if waarde == AFGESCHERMD else waarde for veld, waarde in waarden.items()
    }
