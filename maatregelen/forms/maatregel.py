"""The forms of a new measure and of its place in the plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from maatregelen.domain.maatregel_maken import Nieuw
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.models import Blad, Cluster, Maatregel, Plan, Thema

_CODE = "Zoals 1a of 2.10; nog niet gebruikt in dit plan."


class MaatregelForm(FoutenVanDomein, forms.Form):
    """A new measure. Each thema says which code comes next in it."""

    titel = forms.CharField(label="Titel", max_length=250)
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
        help_text="In elk cluster krijgt de maatregel een eigen planning en eigen geld.",
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
        self.themas = {str(thema.pk): thema for thema in themas}
        self.clusters = {str(cluster.pk): cluster for cluster in clusters}
        _noem(self, plan)
        thema: Any = self.fields["thema"]
        thema.choices = [(pk, _met_code(rij, codes)) for pk, rij in self.themas.items()]
        if clusters:
            veld: Any = self.fields["clusters"]
            veld.choices = [(pk, rij.titel) for pk, rij in self.clusters.items()]
        else:
            del self.fields["clusters"]

    def nieuw(self) -> Nieuw:
        """What was asked, for the act. Only after `is_valid`."""
        gekozen = self.cleaned_data
        return Nieuw(
            thema=self.themas[gekozen["thema"]],
            titel=gekozen["titel"],
            code=gekozen["code"],
            clusters=tuple(self.clusters[pk] for pk in gekozen.get("clusters", ())),
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
        geen = [] if blad.cluster_id else [("", "geen")]
        naam = plan.naam_cluster
        return forms.ChoiceField(
            label=naam if enig or not blad.cluster else f"{naam} van het blad in {blad.cluster}",
            choices=[*geen, *((pk, rij.titel) for pk, rij in self.clusters.items())],
            required=bool(blad.cluster_id),
            help_text=(
                "De planning en het geld van dit blad gaan mee naar een ander cluster."
                " Een blad verdwijnt niet."
            ),
        )

    def indeling(self) -> dict[str, Any]:
        """What was asked, for the act. Only after `is_valid`."""
        gekozen = self.cleaned_data
        return {
            "code": gekozen["code"],
            "thema": self.themas[gekozen["thema"]],
            "verplaatst": {
                blad.pk: self.clusters[gekozen[naam]]
                for naam, blad in self.bladen.items()
                if gekozen[naam]
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
