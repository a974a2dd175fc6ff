"""The forms for who does what: appoint, change, end, and let somebody take over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp import kalender
from jeugdhulp.domain.personen import SOORTEN, NieuweNaam, Wie
from jeugdhulp.forms.velden import DatumVeld
from jeugdhulp.models import Persoon
from maatregelen.choices import BetrokkenheidRol
from maatregelen.forms.bewerken import BewerkForm

_TEKENS_NAAM = 160
_TEKENS_DEELTAAK = 120
_TEKENS_FUNCTIE = 120
# Beside the label: one of these is needed, so none "may stay empty".
_ACHTER = {
    "wie": "of een nieuwe naam",
    "naam": "als die niet in de lijst staat",
    "soort": "bij een nieuwe naam",
    "functie": "bij een nieuwe naam van een mens",
}


def _deeltaak() -> forms.CharField:
    return forms.CharField(
        label="Deeltaak",
        required=False,
        max_length=_TEKENS_DEELTAAK,
        help_text="Voor welk deel, zoals zorg in natura of pgb.",
    )


def _functie(erbij: str = "") -> forms.CharField:
    return forms.CharField(
        label="Functie of team",
        required=False,
        max_length=_TEKENS_FUNCTIE,
        help_text=(
            f"Zoals beleidsmedewerker Jeugd. Een rapport zonder namen noemt de functie.{erbij}"
        ),
    )


def _onbeslist() -> forms.TypedChoiceField:
    # A checkbox cannot be compared by what it shows, and a conflict could not be told.
    return forms.TypedChoiceField(
        label="Staat dit vast?",
        choices=[("False", "Ja"), ("True", "Nog niet besloten")],
        coerce=lambda waarde: waarde == "True",
        initial=False,
    )


class _WieForm(BewerkForm):
    """Somebody from the list of the gemeente, or a new name. No account is made."""

    wie = forms.ChoiceField(label="Wie", required=False)
    naam = forms.CharField(
        label="Nieuwe naam",
        required=False,
        max_length=_TEKENS_NAAM,
        help_text="U maakt hiermee geen account.",
    )
    soort = forms.ChoiceField(
        label="Wat voor naam is dat?",
        required=False,
        choices=[("", "Kies"), *SOORTEN],
    )
    functie = _functie()

    def __init__(self, data: Any = None, *, namen: Sequence[Wie], **kwargs: Any):
        super().__init__(data, **kwargs)
        for veldnaam, achter in _ACHTER.items():
            achter_veld: Any = self.fields[veldnaam]
            achter_veld.achter = achter
        self._namen = {_sleutel(wie): wie for wie in namen}
        groepen: dict[str, list[tuple[str, str]]] = {"Personen": [], "Organisaties": []}
        for sleutel, wie in self._namen.items():
            groep = "Personen" if isinstance(wie, Persoon) else "Organisaties"
            groepen[groep].append((sleutel, wie.naam))
        veld: Any = self.fields["wie"]
        veld.choices = [("", "Kies"), *((naam, rijen) for naam, rijen in groepen.items() if rijen)]

    def clean(self) -> dict[str, Any]:
        """One of the two, and of a new name its kind."""
        gegeven = super().clean()
        wie, naam = gegeven.get("wie", ""), gegeven.get("naam", "")
        if "wie" in gegeven and "naam" in gegeven and not (wie or naam):
            self.add_error("wie", "Kies een naam, of vul hieronder een nieuwe in.")
        if wie and naam:
            self.add_error("naam", "Kies een naam of vul een nieuwe in, niet allebei.")
        if naam and not gegeven.get("soort"):
            self.add_error("soort", "Kies wat voor naam dit is.")
        if wie and gegeven.get("functie"):
            self.add_error("functie", "Vul dit alleen in bij een nieuwe naam.")
        return gegeven

    def gekozen(self) -> Wie | NieuweNaam:
        """Whom she means. Only after `is_valid`."""
        if sleutel := self.cleaned_data["wie"]:
            return self._namen[sleutel]
        gegeven = self.cleaned_data
        return NieuweNaam(gegeven["naam"], gegeven["soort"], gegeven["functie"])

    def neem_over(self, fout: ValidationError) -> None:
        """What the domain says of a persoon or organisatie stands at the one field for both."""
        per_veld = getattr(fout, "error_dict", {})
        for naam in {"persoon", "organisatie"} & set(per_veld):
            per_veld["wie"] = per_veld.pop(naam)
        super().neem_over(fout)


def _sleutel(wie: Wie) -> str:
    return f"{'persoon' if isinstance(wie, Persoon) else 'organisatie'}-{wie.pk}"


class AanwijsForm(_WieForm):
    """Somebody gets a part."""

    rol = forms.ChoiceField(
        label="Rol",
        choices=[("", "Kies"), *BetrokkenheidRol.choices],
        error_messages={"required": "Kies een rol."},
    )
    deeltaak = _deeltaak()
    van = DatumVeld(label="Vanaf", initial=kalender.vandaag)
    onbeslist = _onbeslist()


class BetrokkenheidForm(BewerkForm):
    """For what part of it, and whether it is decided; of a human being also the function."""

    deeltaak = _deeltaak()
    onbeslist = _onbeslist()
    functie = _functie(" Zij geldt bij elke maatregel.")

    def __init__(self, data: Any = None, *, met_functie: bool, **kwargs: Any):
        super().__init__(data, **kwargs)
        if not met_functie:
            del self.fields["functie"]
        self.volg("deeltaak", "onbeslist", *(["functie"] if met_functie else []))


class EindeForm(BewerkForm):
    """The last day of a part."""

    tot_en_met = DatumVeld(label="Tot en met", initial=kalender.vandaag)


class OpvolgForm(_WieForm):
    """Who takes over, and from when."""

    per = DatumVeld(
        label="Per",
        initial=kalender.vandaag,
        help_text="De eerste dag van de opvolger, zoals 1 mei 2024. De rol van de ander eindigt"
        " een dag eerder.",
    )
