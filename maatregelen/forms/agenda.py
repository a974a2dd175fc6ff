"""The items of an agenda: what people write at them."""

from typing import Any

from django import forms

from maatregelen.choices import Behandeling
from maatregelen.forms.bewerken import Schrijver, Vergelijkend
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.models import Agendapunt

_LANGSTE = 5000


class _Notitie(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Notitie",
            required=False,
            max_length=_LANGSTE,
            widget=forms.Textarea(attrs={"rows": 3}),
            **kwargs,
        )


class _Onderwerp(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label="Onderwerp",
            max_length=200,
            error_messages={"required": "Schrijf op waar het over gaat."},
        )


class PuntForm(FoutenVanDomein, forms.Form):
    """An item of somebody's own."""

    onderwerp = _Onderwerp()
    notitie = _Notitie(help_text="Wat de deelnemers vooraf moeten weten.")


class AgendapuntForm(Vergelijkend, forms.Form):
    """What is written at an item, and how it is treated."""

    onderwerp = _Onderwerp()
    behandeling = forms.ChoiceField(
        label="Behandeling", choices=Behandeling.choices, widget=forms.RadioSelect
    )
    notitie = _Notitie(help_text="Wat er bij dit punt is voorbereid of gezegd.")

    def __init__(self, data: Any, *, punt: Agendapunt, schrijver: Schrijver | None = None):
        namen = [naam for naam in self.base_fields if naam != "onderwerp" or punt.onderwerp]
        super().__init__(data, initial={naam: getattr(punt, naam) for naam in namen})
        if not punt.onderwerp:
            del self.fields["onderwerp"]
        self.schrijver = schrijver
        self.volg(*namen)


class NotitieForm(Vergelijkend, forms.Form):
    """Only the note, during the meeting."""

    notitie = _Notitie()

    def __init__(self, data: Any, *, punt: Agendapunt, schrijver: Schrijver | None = None):
        super().__init__(data, initial={"notitie": punt.notitie}, auto_id="notitie-%s")
        self.schrijver = schrijver
        self.volg("notitie")


class ErafForm(FoutenVanDomein, forms.Form):
    """Why an item is taken off."""

    reden = forms.CharField(
        label="Waarom haalt u het eraf?",
        max_length=300,
        error_messages={"required": "Schrijf op waarom u dit punt eraf haalt."},
    )

    def __init__(self, data: Any = None):
        super().__init__(data, auto_id="eraf-%s")
