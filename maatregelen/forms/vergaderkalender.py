"""The calendar of college and raad, typed or pasted as lines."""

import re
from typing import Any

from django import forms

from jeugdhulp.invoer import InvoerFout, lees_dag
from maatregelen.choices import VergaderdagSoort
from maatregelen.domain.ronde.vergaderkalender import Dagen
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.forms.toch import VraagtBevestiging
from maatregelen.rondekalender import geen_werkdag

_MEEST = 200
_OMSCHRIJVING = 120
# A longer reces is a slip of the pen, and leaves no day near to meet on.
_LANGSTE = 60
# "11-7-2026 t/m 23-8-2026 zomerreces": one or two days, then a name. What a day is, `lees_dag`
# says.
_DAG = r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4}|[0-9]{1,2}\s+[A-Za-z]+\.?\s+[0-9]{4}"
_REGEL = re.compile(
    rf"(?P<van>{_DAG})(?:\s*(?:t/m|tot en met|tm|-)\s*(?P<tot>{_DAG}))?(?:[\s,;]+(?P<naam>.*))?"
)


class VergaderdagenForm(VraagtBevestiging, FoutenVanDomein, forms.Form):
    """Days of one kind, one on each line. A day on which nobody meets is asked about once more."""

    soort = forms.ChoiceField(label="Wat zet u erin?", choices=VergaderdagSoort.choices)
    dagen = forms.CharField(
        label="Dagen",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Elke dag op een eigen regel, zoals 14-4-2026. Een reces met de laatste dag"
        " erbij, zoals 11-7-2026 t/m 23-8-2026 zomerreces. U kunt een lijst plakken.",
    )

    def clean_dagen(self) -> list[Dagen]:
        """The days, in the order typed; the error names each line that cannot be read."""
        fouten, gelezen = [], []
        regels = [regel.strip() for regel in self.cleaned_data["dagen"].splitlines()]
        for nummer, regel in enumerate(regels, 1):
            if not regel:
                continue
            try:
                gelezen.append(_lees(regel))
            except InvoerFout as fout:
                fouten.append(f"Regel {nummer}: {fout}")
        if fouten:
            raise forms.ValidationError(fouten)
        if len(gelezen) > _MEEST:
            raise forms.ValidationError(f"Zet er hooguit {_MEEST} dagen tegelijk in.")
        return gelezen

    def clean(self) -> dict[str, Any]:
        gegeven: dict[str, Any] = super().clean() or self.cleaned_data
        is_reces = gegeven.get("soort") == VergaderdagSoort.RECES
        for rij in gegeven.get("dagen", []):
            if rij.van != rij.tot_en_met and not is_reces:
                self.add_error("dagen", f"Alleen een reces duurt meer dagen: {rij}.")
        if not self.errors and not is_reces:
            vrij = [zin for rij in gegeven["dagen"] if (zin := geen_werkdag(rij.van))]
            self.bevestigd(vrij, "Wordt op deze dagen vergaderd?")
        return gegeven


def _lees(regel: str) -> Dagen:
    gevonden = _REGEL.fullmatch(regel)
    if gevonden is None:
        raise InvoerFout(f"“{regel}” begint niet met een dag, zoals 14-4-2026.")
    van = lees_dag(gevonden["van"])
    tot = lees_dag(gevonden["tot"]) if gevonden["tot"] else van
    naam = (gevonden["naam"] or "").strip()
    if tot < van:
        raise InvoerFout(f"“{regel}”: de laatste dag ligt voor de eerste.")
    if (tot - van).days > _LANGSTE:
        raise InvoerFout(f"“{regel}” is langer dan {_LANGSTE} dagen. Klopt het jaar?")
    if len(naam) > _OMSCHRIJVING:
        raise InvoerFout(f"De omschrijving is langer dan {_OMSCHRIJVING} tekens.")
    return Dagen(van, tot, naam)


class UitKalenderForm(BewerkForm):
    """A day that is not held."""

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields["reden"].label = "Waarom gaat deze dag uit de kalender?"
        self.fields["reden"].help_text = "Bijvoorbeeld: de vergadering gaat niet door."
