"""The form for a bewijsstuk."""

from django import forms

from jeugdhulp.forms.basis import GeenClientnummer


class BewijsstukForm(GeenClientnummer, forms.Form):
    """A button and no fields. To read it is what refuses a body that holds more."""
