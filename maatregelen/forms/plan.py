"""The form of a new plan."""

from collections.abc import Sequence
from typing import Any

from django import forms

from jeugdhulp.forms.velden import DatumVeld
from maatregelen.domain.plan_maken import NieuwPlan
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.models import Plan

_THEMAS = 30
_THEMA = 200


class PlanForm(FoutenVanDomein, forms.Form):
    """A new plan: its name, its period and its words; perhaps after an earlier one."""

    titel = forms.CharField(label="Titel", max_length=200, help_text="Zoals die op het plan staat.")
    van = DatumVeld(label="Eerste dag", help_text="De eerste dag van de planperiode.")
    tot_en_met = DatumVeld(label="Laatste dag", help_text="De laatste dag van de planperiode.")
    voorganger = forms.ChoiceField(
        label="Begint als",
        required=False,
        help_text=(
            "Bij een eerder plan neemt u de thema’s, de clusters, de onderdelen van het blad en de"
            " lopende maatregelen over, met hun teksten en open stappen. Een stap houdt zijn dagen,"
            " maar ligt die vóór uw eerste dag, dan staat er ‘opnieuw te plannen’ met wanneer het"
            " was. Geld, resultaten en standen gaan niet mee."
        ),
    )
    met_betrokkenen = forms.BooleanField(
        label="Ook wie wat doet",
        required=False,
        help_text="Alleen bij een eerder plan: wie daar nu een rol heeft, krijgt die ook hier.",
    )
    naam_overleg = forms.CharField(
        label="Naam van het overleg",
        max_length=40,
        initial="projectgroep",
        help_text="Het overleg dat de lichten bespreekt, zoals projectgroep of regiegroep.",
    )
    naam_thema = forms.CharField(
        label="Uw woord voor thema",
        max_length=40,
        initial="Thema",
        help_text="Zoals Vraagstuk of Project.",
    )
    naam_maatregel = forms.CharField(
        label="Uw woord voor maatregel",
        max_length=40,
        initial="Maatregel",
        help_text="Zoals Maatregel of Deelproject.",
    )
    themas = forms.CharField(
        label="Thema’s om mee te beginnen",
        required=False,
        max_length=_THEMAS * _THEMA,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Elk thema op een eigen regel. Wij nummeren ze: 1, 2, 3.",
    )

    def __init__(self, data: Any = None, *, plannen: Sequence[Plan]):
        """`plannen`: those of the gemeente it may begin as."""
        super().__init__(data)
        self.plannen = {str(plan.pk): plan for plan in plannen}
        if plannen:
            veld: Any = self.fields["voorganger"]
            eerder = [(pk, f"Kopie van {plan}") for pk, plan in self.plannen.items()]
            veld.choices = [("", "Een leeg plan"), *eerder]
        else:
            del self.fields["voorganger"], self.fields["met_betrokkenen"]

    def clean_themas(self) -> tuple[str, ...]:
        """Their titles, without empty lines."""
        regels = [regel.strip() for regel in self.cleaned_data["themas"].splitlines()]
        themas = tuple(regel for regel in regels if regel)
        if len(themas) > _THEMAS:
            raise forms.ValidationError(f"Begin met hooguit {_THEMAS} thema’s.")
        if any(len(thema) > _THEMA for thema in themas):
            raise forms.ValidationError(f"Een thema heeft hooguit {_THEMA} tekens.")
        return themas

    def nieuw(self) -> NieuwPlan:
        """What was asked, for the act. Only after `is_valid`."""
        eigen = ("voorganger", "met_betrokkenen")
        return NieuwPlan(
            **{veld: waarde for veld, waarde in self.cleaned_data.items() if veld not in eigen}
        )

    def over_te_nemen(self) -> dict[str, Any]:
        """What comes from an earlier plan, for the act. Only after `is_valid`."""
        gekozen = self.cleaned_data
        return {
            "voorganger": self.plannen.get(gekozen.get("voorganger", "")),
            "met_betrokkenen": gekozen.get("met_betrokkenen", False),
        }
