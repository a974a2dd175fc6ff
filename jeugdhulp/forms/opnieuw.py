"""The form to sign in again before a heavy act."""

from typing import Any

from django import forms

from jeugdhulp.forms.basis import GeenClientnummer


class OpnieuwForm(GeenClientnummer, forms.Form):
    """The password, and a code for who signs in with one. Its names keep clear of other forms."""

    prefix = "opnieuw"

    wachtwoord = forms.CharField(
        label="Uw wachtwoord",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="De zes cijfers uit uw app, of een van uw herstelcodes.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
    )

    def __init__(self, met_code: bool, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.met_code = met_code
        if not met_code:
            del self.fields["code"]
