"""Asking once more about what can be but seldom is meant."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django import forms

from jeugdhulp.forms.basis import GeenClientnummer


class _Vinkje(forms.CheckboxInput):
    """A box that says to what one said yes."""

    def __init__(self, merk: str):
        super().__init__()
        self.merk = merk

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["value"] = self.merk
        return context


class VraagtBevestiging(GeenClientnummer, forms.Form):
    """A form that stores some things only after a yes, such as a day in a reces.

    The answer holds for what was asked: with other days it is asked anew.
    """

    TOCH = "toch"

    def bevestigd(self, zinnen: Sequence[str], vraag: str) -> bool:
        """Whether she said yes to `zinnen` (empty: nothing to ask); else they stand at a box with
        `vraag` beside it. Only after the fields were cleaned."""
        if not zinnen:
            return True
        merk = hashlib.sha256("\n".join(zinnen).encode()).hexdigest()[:16]
        self.fields[self.TOCH] = forms.BooleanField(
            label=vraag,
            required=False,
            widget=_Vinkje(merk),
            help_text="Vink dit aan als het zo hoort.",
        )
        if self.data.get(self.TOCH) == merk:
            return True
        # A yes to something else is none.
        gegeven: Any = self.data.copy() if hasattr(self.data, "copy") else dict(self.data)
        gegeven[self.TOCH] = ""
        self.data = gegeven
        self.add_error(self.TOCH, list(zinnen))
        return False
