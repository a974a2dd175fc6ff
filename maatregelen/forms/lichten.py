"""The form of the lights of a plan: which, in what order, by what names, and their thresholds."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from maatregelen.domain.stand.lichten import MEESTE
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.models import Plan
from maatregelen.stoplicht import ASPECTEN

_PLEKKEN = [("1", "eerste"), ("2", "tweede"), ("3", "derde"), ("", "niet gebruiken")]
_NAAM = 40
DREMPELS = tuple(MEESTE)
# What a column of the plan is asked in, for who changed it last.
SAMEN = {f"{wat}_{aspect}": ("aspecten",) for wat in ("plek", "naam") for aspect in ASPECTEN}


def lichten_van(plan: Plan) -> dict[str, Any]:
    """What the form begins with. A light that the plan does not give has its usual name."""
    begin: dict[str, Any] = {veld: getattr(plan, veld) for veld in DREMPELS}
    for aspect in ASPECTEN:
        begin |= {f"plek_{aspect}": "", f"naam_{aspect}": aspect.capitalize()}
    for nummer, rij in enumerate(plan.aspecten, start=1):
        begin |= {f"plek_{rij['aspect']}": str(nummer), f"naam_{rij['aspect']}": rij["naam"]}
    return begin


class LichtenForm(BewerkForm):
    """Per aspect its place, "" for no light, and its name; and the two thresholds."""

    drempel_kwartalen = forms.IntegerField(
        label="Hoeveel kwartalen mag het einde opschuiven?",
        min_value=0,
        max_value=MEESTE["drempel_kwartalen"],
        help_text="Van 0 tot en met 20. Schuift het verder op, dan is het berekende licht rood.",
    )
    drempel_procent = forms.IntegerField(
        label="Hoeveel procent mogen de verwachte uitgaven hoger zijn?",
        min_value=0,
        max_value=MEESTE["drempel_procent"],
        help_text="Van 0 tot en met 100. Zijn ze nog hoger, dan is het berekende licht rood.",
    )

    def __init__(self, data: Any = None, *, plan: Plan, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.plan = plan
        for aspect in ASPECTEN:
            self.fields[f"plek_{aspect}"] = forms.ChoiceField(
                label="Plaats", choices=_PLEKKEN, required=False
            )
            self.fields[f"naam_{aspect}"] = forms.CharField(
                label="Uw naam voor dit licht", max_length=_NAAM, required=False
            )
        self.volg(*SAMEN, *DREMPELS)

    def per_aspect(self) -> list[dict[str, Any]]:
        """Per aspect its two fields, for the page."""
        return [
            {"aspect": aspect, "plek": self[f"plek_{aspect}"], "naam": self[f"naam_{aspect}"]}
            for aspect in ASPECTEN
        ]

    def clean(self) -> dict[str, Any]:
        gegeven = super().clean()
        gebruikt = [aspect for aspect in ASPECTEN if gegeven.get(f"plek_{aspect}")]
        if not gebruikt and not any(f"plek_{aspect}" in self.errors for aspect in ASPECTEN):
            self.add_error(f"plek_{ASPECTEN[0]}", "Gebruik één licht of meer.")
        bezet = [gegeven[f"plek_{aspect}"] for aspect in gebruikt]
        for nummer, aspect in enumerate(gebruikt):
            if bezet[nummer] in bezet[:nummer]:
                self.add_error(
                    f"plek_{aspect}", "Hier staat al een ander licht. Geef elk een eigen plaats."
                )
            if f"naam_{aspect}" in gegeven and not gegeven[f"naam_{aspect}"]:
                self.add_error(f"naam_{aspect}", "Geef dit licht een naam.")
        return gegeven

    def anders(self) -> dict[str, Any]:
        """The columns of the plan that she changed. Only after `is_valid`."""
        nieuw = self.wijzigingen()
        kolommen = {veld: nieuw[veld] for veld in DREMPELS if veld in nieuw}
        if nieuw.keys() & SAMEN.keys():
            kolommen["aspecten"] = self._aspecten()
        return kolommen

    def was(self) -> dict[str, Any]:
        """What those columns were."""
        return {veld: getattr(self.plan, veld) for veld in self.anders()}

    def neem_over(self, fout: ValidationError) -> None:
        """What is wrong with the names together stands at the first."""
        per_veld = getattr(fout, "error_dict", {})
        if "aspecten" in per_veld:
            per_veld[f"naam_{ASPECTEN[0]}"] = per_veld.pop("aspecten")
        super().neem_over(fout)

    def _aspecten(self) -> list[dict[str, str]]:
        """In the order of their places."""
        gegeven = self.cleaned_data
        gebruikt = [aspect for aspect in ASPECTEN if gegeven[f"plek_{aspect}"]]
        return [
            {"aspect": aspect, "naam": gegeven[f"naam_{aspect}"]}
            for aspect in sorted(gebruikt, key=lambda aspect: gegeven[f"plek_{aspect}"])
        ]
