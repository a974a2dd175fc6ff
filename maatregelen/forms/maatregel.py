"""The forms of a new measure and of its place in the plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from maatregelen.domain.maatregel.maatregel_maken import Nieuw
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.models import Blad, Cluster, Maatregel, Plan, Thema

_CODE = "Zoals 1a of 2.10; nog niet gebruikt in dit plan."


class MaatregelForm(FoutenVanDomein, forms.Form):
    """A new measure. Each thema says which code comes next in it."""

    titel = forms.CharField(
        label="Titel", max_length=250, widget=forms.TextInput(attrs={"autofocus": True})
    )
    thema = forms.ChoiceField(label="Thema", widget=forms.RadioSelect)
    code = forms.CharField(
        label="Andere code",
        max_length=10,
        required=False,
        help_text=f"Leeg: de code die bij het thema staat. {_CODE}",
    )
    clusters = forms.MultipleChoiceField(
        label="Clusters",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Bij elke keuze hoort een eigen blad, met eigen planning en geld.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        plan: Plan,
        themas: Sequence[Thema],
        clusters: Sequence[Cluster],
        codes: Mapping[int, str],
        **kwargs: Any,
    ):
        """`codes`: per thema the code that comes next; see `vrije_codes`."""
        super().__init__(data, **kwargs)
        self.per_thema = {str(thema.pk): thema for thema in themas}
        self.per_cluster = {str(cluster.pk): cluster for cluster in clusters}
        _noem(self, plan)
        thema: Any = self.fields["thema"]
        thema.choices = [(pk, _met_code(rij, codes)) for pk, rij in self.per_thema.items()]
        if clusters:
            veld: Any = self.fields["clusters"]
            veld.choices = [(pk, rij.titel) for pk, rij in self.per_cluster.items()]
        else:
            del self.fields["clusters"]

    def nieuw(self) -> Nieuw:
        """What was asked, for the act. Only after `is_valid`."""
        gekozen = self.cleaned_data
        return Nieuw(
            thema=self.per_thema[gekozen["thema"]],
            titel=gekozen["titel"],
            code=gekozen["code"],
            clusters=tuple(self.per_cluster[pk] for pk in gekozen.get("clusters", ())),
        )


class IndelingForm(BewerkForm):
    """Code, thema and clusters of a measure. `blad_<id>` is the cluster of one sheet."""

    code = forms.CharField(label="Code", max_length=10, help_text=_CODE)
    thema = forms.ChoiceField(label="Thema")

    def __init__(
        self,
        data: Any = None,
        *,
        maatregel: Maatregel,
        themas: Sequence[Thema],
        clusters: Sequence[Cluster],
        bladen: Sequence[Blad],
        **kwargs: Any,
    ):
        super().__init__(data, **kwargs)
        self.themas = {str(thema.pk): thema for thema in themas}
        self.clusters = {str(cluster.pk): cluster for cluster in clusters}
        self.bladen = {f"blad_{blad.pk}": blad for blad in bladen} if clusters else {}
        plan = maatregel.plan
        _noem(self, plan)
        thema: Any = self.fields["thema"]
        thema.choices = [(pk, str(rij)) for pk, rij in self.themas.items()]
        for naam, blad in self.bladen.items():
            self.fields[naam] = self._cluster_van(blad, plan, enig=len(bladen) == 1)
        bezet = {blad.cluster_id for blad in bladen}
        if vrij := [(pk, rij.titel) for pk, rij in self.clusters.items() if rij.pk not in bezet]:
            self.fields["clusters"] = forms.MultipleChoiceField(
                label=f"Ook in {plan.naam_cluster.lower()}",
                choices=vrij,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="De maatregel krijgt daar een nieuw blad, nog zonder planning en geld.",
            )
        self.volg("code", "thema", *self.bladen)

    def _cluster_van(self, blad: Blad, plan: Plan, *, enig: bool) -> forms.ChoiceField:
        geen = [("", "geen")] if enig or not blad.cluster_id else []
        naam = plan.naam_cluster
        return forms.ChoiceField(
            label=naam if enig or not blad.cluster else f"{naam} van het blad in {blad.cluster}",
            choices=[*geen, *((pk, rij.titel) for pk, rij in self.clusters.items())],
            required=not geen,
            help_text="Kiest u iets anders, dan gaan de planning en het geld van dit blad mee.",
        )

    def weg_te_halen(self) -> list[Blad]:
        """All its sheets but one outside the clusters that is the only one."""
        bladen = list(self.bladen.values())
        return [blad for blad in bladen if blad.cluster or len(bladen) > 1]

    def indeling(self) -> dict[str, Any]:
        """What was asked, for the act. Only after `is_valid`."""
        gekozen = self.cleaned_data
        return {
            "code": gekozen["code"],
            "thema": self.themas[gekozen["thema"]],
            "verplaatst": {
                blad.pk: self.clusters[gekozen[naam]] if gekozen[naam] else None
                for naam, blad in self.bladen.items()
            },
            "erbij": [self.clusters[pk] for pk in gekozen.get("clusters", ())],
        }


def _noem(form: forms.Form, plan: Plan) -> None:
    """The words of the plan."""
    form.fields["thema"].label = plan.naam_thema
    if "clusters" in form.fields:
        form.fields["clusters"].label = plan.naam_cluster


def _met_code(thema: Thema, codes: Mapping[int, str]) -> str:
    code = codes[thema.pk]
    return f"{thema} – wordt {code}" if code else f"{thema} – kies zelf een code"


class KopieForm(FoutenVanDomein, forms.Form):
    """A copy of a measure, in a thema of this plan or of another."""

    titel = forms.CharField(label="Titel", max_length=250)
    thema = forms.ChoiceField(label="Thema")
    code = forms.CharField(
        label="Code",
        max_length=10,
        required=False,
        help_text=f"Leeg: de eerste vrije code van het thema. {_CODE}",
    )
    met_betrokkenen = forms.BooleanField(
        label="Ook wie wat doet",
        required=False,
        help_text="Wie daar nu of later een rol heeft, krijgt die ook hier.",
    )

    def __init__(self, data: Any = None, *, maatregel: Maatregel, themas: Sequence[Thema]):
        """`themas`: of every plan in which she may put it, with their plan."""
        begin = {"titel": maatregel.titel, "thema": maatregel.thema_id}
        super().__init__(data, initial=begin)
        self.themas = {str(thema.pk): thema for thema in themas}
        _noem(self, maatregel.plan)
        groepen: dict[str, list[tuple[str, str]]] = {_met_jaren(maatregel.plan): []}
        for pk, thema in self.themas.items():
            groepen.setdefault(_met_jaren(thema.plan), []).append((pk, str(thema)))
        veld: Any = self.fields["thema"]
        veld.choices = [*groepen.items()] if len(groepen) > 1 else next(iter(groepen.values()))

    def nieuw(self) -> Nieuw:
        """What was asked, for the act. Only after `is_valid`."""
        gekozen = self.cleaned_data
        return Nieuw(self.themas[gekozen["thema"]], gekozen["titel"], gekozen["code"])


def _met_jaren(plan: Plan) -> str:
    return f"{plan}, {plan.van.year}-{plan.tot_en_met.year}"


class SplitsForm(MaatregelForm):
    """The new measure that takes over a part of one, and why."""

    reden = forms.CharField(
        label="Waarom splitst u?",
        required=False,
        max_length=500,
        help_text="De reden staat straks op beide bladen en bij Wijzigingen.",
    )


class SamenvoegForm(BewerkForm):
    """In which other measure this one goes on."""

    met = forms.ChoiceField(label="Gaat verder in")

    def __init__(self, data: Any = None, *, anderen: Sequence[Maatregel], **kwargs: Any):
        super().__init__(data, **kwargs)
        self.anderen = {str(rij.pk): rij for rij in anderen}
        self.fields["reden"].label = "Waarom voegt u ze samen?"
        veld: Any = self.fields["met"]
        veld.choices = [("", "Kies"), *((pk, str(rij)) for pk, rij in self.anderen.items())]

    def gekozen(self) -> Maatregel:
        """Only after `is_valid`."""
        return self.anderen[self.cleaned_data["met"]]
