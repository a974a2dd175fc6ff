"""The form of a stand. What a stand must explain is decided in `maatregelen.stoplicht`."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp.forms.velden import DatumVeld
from jeugdhulp.stoplicht import KEUZES, Licht
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.choices import Fase
from maatregelen.domain.stand import berekend_licht
from maatregelen.domain.stand.standen import IntussenGewijzigdError, Standgegevens
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.models import Plan, Stand
from maatregelen.stoplicht import ASPECTEN, LICHTEN, reden_uit_oorzaak, waarden, wat_ontbreekt

_VOORBIJ = "Let op: de periode van dit plan is voorbij; dit is de dag van de laatste stand."
ARGUMENT = {
    "label": "Waarom is uw licht beter dan dat van de regels?",
    "help_text": "Alleen te lezen voor wie het lopende plan leest; het komt niet in een rapport.",
}
UITLEG = ("oorzaak", "gevolg", "bijsturing")
OORZAAK_IS_REDEN = "Mag leeg blijven bij een slechter licht: een nieuwe oorzaak is dan de reden."
LICHTKEUZES = [(licht.value, licht.label) for licht in KEUZES]


def waarom_slechter(gegevens: Standgegevens, vorige: Stand | None, plan: Plan) -> str:
    """The reason that the cause gives by itself (`stoplicht.reden_uit_oorzaak`); "" without."""
    toen = waarden(vorige)
    if vorige is None or toen is None:
        return ""
    nu = gegevens.ingevuld(berekend_licht.aspecten_van(plan))
    return reden_uit_oorzaak(nu, toen | {"oorzaak": vorige.oorzaak})


def kaal(waarde: Any) -> str:
    """Without the way a browser writes the end of a line."""
    return "\n".join(str(waarde or "").splitlines()).strip()


class LichtVeld(forms.ChoiceField):
    """One light, as radios with their shapes."""

    def __init__(self, label: str, keuzes: list[tuple[str, str]], **kwargs: Any):
        super().__init__(
            label=label, choices=keuzes, widget=forms.RadioSelect, required=False, **kwargs
        )


class StandTekst(forms.CharField):
    """One text of a stand, named and explained by its column."""

    def __init__(
        self, veld: str, *, regels: int = 3, label: str = "", help_text: str = "", **kwargs: Any
    ):
        """With a `label` of its own, its column explains nothing more."""
        model_veld: Any = Stand._meta.get_field(veld)
        super().__init__(
            label=label or str(model_veld.verbose_name).capitalize(),
            help_text=help_text if label else model_veld.help_text,
            widget=forms.Textarea(attrs={"rows": regels}),
            required=False,
            max_length=5000,
            **kwargs,
        )


def alleen_gekozen(form: forms.Form, plan: Plan) -> None:
    """Leave the lights that the plan gives, by its names."""
    for aspect in ASPECTEN:
        if aspect not in berekend_licht.aspecten_van(plan):
            del form.fields[aspect]
    for rij in plan.aspecten:
        form.fields[rij["aspect"]].label = rij["naam"]


class StandForm(FoutenVanDomein, forms.Form):
    """A stand, filled in with the last one."""

    peildatum = DatumVeld(label="Peildatum", help_text="De dag waar deze stand over gaat.")
    fase = forms.ChoiceField(
        label="Fase",
        choices=Fase.choices,
        help_text="Wat is afgerond, gestopt of vervallen, krijgt geen licht.",
    )
    uitstel_reden = StandTekst("uitstel_reden", regels=2)
    uitstel_voorwaarde = StandTekst("uitstel_voorwaarde", regels=2)
    opnieuw_bekijken_op = DatumVeld(
        label="Opnieuw bekijken op",
        required=False,
        help_text="Mag leeg, maar zonder dag verdwijnt de maatregel snel uit beeld.",
    )
    tijd = LichtVeld("Tijd", LICHTKEUZES)
    geld = LichtVeld("Geld", LICHTKEUZES)
    resultaat = LichtVeld("Resultaat", LICHTKEUZES)
    totaal = LichtVeld("Totaal", [("", "zoals het slechtste licht"), *LICHTKEUZES])
    afwijking_reden = StandTekst("afwijking_reden", label="Waarom een ander totaal", regels=2)
    argument = StandTekst("argument", **ARGUMENT, regels=2)
    grijs_reden = StandTekst("grijs_reden", label="Waarom nog niet te beoordelen", regels=2)
    tekst = StandTekst("tekst", regels=6)
    oorzaak = StandTekst("oorzaak")
    gevolg = StandTekst("gevolg")
    bijsturing = StandTekst("bijsturing")
    namens = forms.CharField(
        label="Namens",
        required=False,
        max_length=160,
        help_text="Wie dit doorgaf en hoe, zoals: de trekker, mail van 3 maart.",
    )
    reden = forms.CharField(
        label="Waarom verandert het?",
        required=False,
        max_length=500,
        help_text=f"De reden staat straks bij Wijzigingen. {OORZAAK_IS_REDEN}",
    )

    # The last stand made when this page was opened: a newer one is a conflict.
    gezien = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        plan: Plan,
        vorige: Stand | None,
        gezien: Stand | None,
        peildatum: date,
        voorbij: bool = False,
        argument: str = "",
    ):
        """`voorbij`: the plan is over, so `peildatum` is the day of its last stand. `argument` is
        that of the last stand, where it still holds."""
        self.plan, self.vorige = plan, vorige
        beginwaarden: dict[str, Any] = {
            "peildatum": peildatum,
            "totaal": "",
            "argument": argument,
            "gezien": gezien.pk if gezien else None,
        }
        if vorige is not None:
            velden = ["fase", *ASPECTEN, "tekst", *UITLEG, "uitstel_reden", "uitstel_voorwaarde"]
            velden.append("opnieuw_bekijken_op")
            # "geen licht in de bron" is a reason of the document, not of who judges now.
            velden += [] if vorige.bron else ["grijs_reden"]
            # The mark of what was taken away says nothing about the new day.
            waarden_toen = {veld: getattr(vorige, veld) for veld in velden}
            beginwaarden |= {
                veld: "" if waarde == AFGESCHERMD else waarde
                for veld, waarde in waarden_toen.items()
            }
        super().__init__(data, initial=beginwaarden)
        alleen_gekozen(self, plan)
        if voorbij:
            self.fields["peildatum"].help_text += f" {_VOORBIJ}"

    def clean(self) -> dict[str, Any]:
        """Name all that is still asked at once, also when the day cannot be read."""
        gegeven = self.cleaned_data
        if "fase" in gegeven and "peildatum" not in gegeven:
            aspecten = berekend_licht.aspecten_van(self.plan)
            stand = self._als_gegevens(gegeven | {"peildatum": date.min})
            vragen = wat_ontbreekt(
                stand.ingevuld(aspecten),
                vorige=waarden(self.vorige),
                reden=gegeven.get("reden", "") or waarom_slechter(stand, self.vorige, self.plan),
                aspecten=aspecten,
                namen=berekend_licht.namen_van(self.plan),
            )
            self.neem_over(ValidationError(vragen))
        return gegeven

    def gegevens(self) -> Standgegevens:
        """What was typed, for the domain. Only after `is_valid`."""
        return self._als_gegevens(self.cleaned_data)

    def waarom(self) -> str:
        """Why it changes, typed or told by the cause. Only after `is_valid`."""
        return self.cleaned_data["reden"] or waarom_slechter(
            self.gegevens(), self.vorige, self.plan
        )

    def _als_gegevens(self, gegeven: dict[str, Any]) -> Standgegevens:
        namen = {veld.name for veld in fields(Standgegevens)}
        bekend = {naam: waarde for naam, waarde in gegeven.items() if naam in namen}
        stand = Standgegevens(**({"tekst": ""} | bekend))
        kolommen = stand.ingevuld(berekend_licht.aspecten_van(self.plan))
        if {kolommen[naam] for naam in LICHTEN} & {Licht.ORANJE, Licht.ROOD}:
            return stand
        # What was filled in for her, and nothing asks for any more, goes.
        over: dict[str, Any] = {
            veld: ""
            for veld in UITLEG
            if kaal(getattr(stand, veld)) == kaal(self.initial.get(veld))
        }
        return replace(stand, **over)

    def toon_intussen(self, fout: IntussenGewijzigdError) -> None:
        """Say what somebody else made meanwhile; the next try is made knowing it."""
        self.data = dict(self.data.items()) | {"gezien": str(fout.nieuwe.pk)}
        self.neem_over(fout)
