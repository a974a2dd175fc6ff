"""The form to sign in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from jeugdhulp.forms.basis import GeenClientnummer


class AanmeldForm(GeenClientnummer, AuthenticationForm):
    """Name and password. One message for both faults: it tells nobody which names exist."""

    username = forms.CharField(
        label="Gebruikersnaam",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="Wachtwoord",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar.",
        "inactive": "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar.",
    }
