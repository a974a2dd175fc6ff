"""Asking to remove words or a plan, deciding on it, and the term of keeping."""

from typing import Any

from django import forms

from jeugdhulp.models import Gemeente
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.models import Plan


def _grond(hulp: str) -> forms.CharField:
    return forms.CharField(
        label="Grond", help_text=hulp, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class AfschermingForm(FoutenVanDomein, forms.Form):
    """Which words must go, and why."""

    woorden = forms.CharField(
        label="Woorden die weg moeten",
        help_text=(
            "Precies zoals ze er staan, zoals een voor- en achternaam. Wij zoeken hele woorden en"
            " letten niet op hoofdletters."
        ),
        max_length=200,
    )
    grond = _grond("Waarom dit weg moet. Herhaal hier de woorden niet: de grond blijft bewaard.")


class VernietigingForm(FoutenVanDomein, forms.Form):
    """Which plan may go, and on what ground."""

    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label="Plan",
        empty_label=None,
        widget=forms.RadioSelect,
        help_text="U ziet alleen plannen waarvan de bewaartermijn voorbij is.",
    )
    grond = _grond("Waarop u zich beroept, zoals het nummer in uw selectielijst.")

    def __init__(self, data: Any, *, plannen: list[Plan]):
        super().__init__(data)
        keuze: Any = self.fields["plan"]
        keuze.queryset = Plan.objects.filter(pk__in=[plan.pk for plan in plannen])


class BewaartermijnForm(FoutenVanDomein, forms.Form):
    """After how many years the texts of a plan may go."""

    jaren = forms.IntegerField(
        label="Bewaartermijn in jaren",
        help_text=(
            "Vanaf het einde van het plan, van 1 tot en met 100. Leeg: er wordt niets vernietigd."
        ),
        required=False,
        min_value=1,
        max_value=100,
    )
    reden = forms.CharField(
        label="Waarop berust deze termijn?", max_length=500, help_text="Zoals een besluit."
    )

    def __init__(self, data: Any, *, gemeente: Gemeente):
        super().__init__(data, initial={"jaren": gemeente.bewaartermijn_jaren})
