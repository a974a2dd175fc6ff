"""Forms over the columns of one row, of which the usual fields are in sight and others fold."""

from typing import Any, ClassVar

from django import forms

from maatregelen.forms.bewerken import BewerkForm


class RijForm(BewerkForm):
    """Base of a form that makes or changes one row.

    `meer` are the fields that fold. A field may stand for several columns (`_in_kolommen`).
    """

    meer: ClassVar[tuple[str, ...]] = ()

    def gewoon(self) -> list[forms.BoundField]:
        """What is in sight."""
        return [veld for veld in self.eigen_velden() if veld.name not in self.meer]

    def gevouwen(self) -> list[forms.BoundField]:
        """What is behind "Meer"."""
        return [veld for veld in self.eigen_velden() if veld.name in self.meer]

    def staat_open(self) -> bool:
        """Whether something behind "Meer" is filled in, or faulty."""
        return any(veld.errors or veld.value() for veld in self.gevouwen())

    def waarden(self) -> dict[str, Any]:
        """The columns of a new row. Only after `is_valid`."""
        return self._gesplitst({veld.name: self.cleaned_data[veld.name] for veld in self._eigen()})

    def anders(self) -> dict[str, Any]:
        """The columns that she changed. Only after `is_valid`."""
        return self._gesplitst(self.wijzigingen())

    def was(self) -> dict[str, Any]:
        """What those columns were."""
        return self._gesplitst(self.gezien())

    def _eigen(self) -> list[forms.BoundField]:
        return [veld for veld in self.eigen_velden() if veld.name in self.cleaned_data]

    def _gesplitst(self, velden: dict[str, Any]) -> dict[str, Any]:
        kolommen: dict[str, Any] = {}
        for naam, waarde in velden.items():
            kolommen |= self._in_kolommen(naam, waarde)
        return kolommen

    def _in_kolommen(self, naam: str, waarde: Any) -> dict[str, Any]:
        return {naam: waarde}
