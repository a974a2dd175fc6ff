"""The forms to sign in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from jeugdhulp import toegang
from jeugdhulp.aanmelding import vind_gebruiker
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain import pogingen
from jeugdhulp.forms.basis import GeenClientnummer


class AanmeldForm(GeenClientnummer, AuthenticationForm):
    """Name and password. One message for all faults: it tells nobody which names exist.

    Validating it counts the try: TeVeelPogingenError when there were too many.
    """

    username = forms.CharField(
        label="Gebruikersnaam of mailadres",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="Wachtwoord",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar.",
        "inactive": "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar.",
    }

    def clean(self) -> dict[str, Any]:
        """Count, judge, and note what failed: with the same work for a name that does not exist."""
        naam = self.cleaned_data.get("username", "")
        if self.request is None or not naam or not self.cleaned_data.get("password"):
            return self.cleaned_data
        rijen = pogingen.tel_aanmelding(self.request, naam)
        try:
            super().clean()
        except ValidationError:
            toegang.noteer(
                ToegangSoort.AANMELDEN_MISLUKT,
                gebruiker=vind_gebruiker(naam),
                request=self.request,
                over="wachtwoord",
            )
            raise
        pogingen.aanmelding_gelukt(self.request, self.get_user(), rijen)
        return self.cleaned_data


class CodeForm(GeenClientnummer, forms.Form):
    """A code of the app, or one of the recovery codes."""

    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="De zes cijfers uit uw app, of een van uw herstelcodes.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class EersteCodeForm(CodeForm):
    """The first code of a new app: no recovery codes yet."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "De zes cijfers die de app nu toont."
