"""What every form of this house is made with."""

from collections.abc import Iterator
from typing import Any

from django import forms

from jeugdhulp.clientnummer import WEIGERING
from jeugdhulp.forms.velden import BesluitnummerVeld
from jeugdhulp.vrijetekst import heeft_clientnummer


class GeenClientnummer(forms.BaseForm):
    """First base of every form: refuses a client number at its field, whatever kind of field.

    It looks at what was typed before any other check sees it: Django repeats in its message what
    is not one of the choices, and signing in looks up the name. Let off are a password, which is
    kept as a hash only, and the number of a decision. What was typed comes back in its own field,
    to who typed it, and nowhere else.
    """

    _geweigerd: tuple[str, ...] = ()

    def _clean_fields(self) -> None:
        self._geweigerd = tuple(naam for naam, veld in self._bound_items() if _geweigerd(veld))
        super()._clean_fields()  # type: ignore[misc]
        geweigerd, self._geweigerd = self._geweigerd, ()
        for naam in geweigerd:
            self.add_error(naam, WEIGERING)

    def _bound_items(self) -> Iterator[tuple[str, Any]]:
        """Django's hook: the fields to check, without those that are refused already."""
        alle = super()._bound_items()  # type: ignore[misc]
        return (paar for paar in alle if paar[0] not in self._geweigerd)


def _geweigerd(veld: Any) -> bool:
    if isinstance(veld.field.widget, forms.PasswordInput):
        return False
    if isinstance(veld.field, BesluitnummerVeld) and veld.field.is_nummer(str(veld.data or "")):
        return False
    # Of a file its name.
    return heeft_clientnummer(getattr(veld.data, "name", veld.data))
