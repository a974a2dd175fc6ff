"""The forms of one's own account, and of a new password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.models import Gebruiker

UITLEG_WACHTWOORD = (
    "Minstens 12 tekens. Een zin van een paar woorden is sterk en goed te onthouden."
    " Gebruik geen wachtwoord dat u ergens anders ook gebruikt."
)


def _nieuw_wachtwoord(label: str, uitleg: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=uitleg,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class NieuwWachtwoordForm(GeenClientnummer, SetPasswordForm):
    """A new password, typed twice."""

    error_messages = {"password_mismatch": "De twee wachtwoorden zijn niet gelijk."}
    new_password1 = _nieuw_wachtwoord("Nieuw wachtwoord", UITLEG_WACHTWOORD)
    new_password2 = _nieuw_wachtwoord("Nog een keer het nieuwe wachtwoord")


class WachtwoordForm(NieuwWachtwoordForm, PasswordChangeForm):
    """The old password, and a new one twice."""

    error_messages = NieuwWachtwoordForm.error_messages | {
        "password_incorrect": "Dit is niet uw huidige wachtwoord."
    }
    old_password = forms.CharField(
        label="Huidig wachtwoord",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class EersteWachtwoordForm(GeenClientnummer, forms.Form):
    """The password of who accepts an invitation, checked against her name and address."""

    new_password1 = _nieuw_wachtwoord("Kies een wachtwoord", UITLEG_WACHTWOORD)
    new_password2 = _nieuw_wachtwoord("Nog een keer het wachtwoord")

    def __init__(self, gebruiker: Gebruiker, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.gebruiker = gebruiker

    def clean_new_password2(self) -> str:
        """The same twice, and strong enough."""
        eerste, tweede = self.cleaned_data.get("new_password1"), self.cleaned_data["new_password2"]
        if eerste is not None and eerste != tweede:
            raise ValidationError("De twee wachtwoorden zijn niet gelijk.")
        validate_password(tweede, self.gebruiker)
        return str(tweede)


class MailForm(GeenClientnummer, forms.Form):
    """One mail address."""

    email = forms.EmailField(
        label="Mailadres",
        max_length=150,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        """In small letters, as we keep them."""
        return str(self.cleaned_data["email"]).strip().lower()


class MailcodeForm(GeenClientnummer, forms.Form):
    """The code from the mail that shows that an address is hers."""

    mailcode = forms.CharField(
        label="Code uit de mail",
        max_length=12,
        help_text="Acht cijfers. De code werkt een kwartier.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
