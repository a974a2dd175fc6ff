"""The form that says which goals a measure serves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from maatregelen.domain.maatregel.doelkoppelingen import Boom, Doelwijziging, Tak
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.models import Beleidsplan, Doel

_VOOR = "doel_"
# Of a choice a browser leaves out other spaces.
_INSPRING = "\N{NO-BREAK SPACE}" * 3


@dataclass(frozen=True)
class Keuze:
    """One goal on screen: its box, and the goals below it."""

    doel: Doel
    veld: forms.BoundField
    onder: Sequence["Keuze"]


class DoelenForm(BewerkForm):
    """A box per goal (`doel_<id>`), and which of them comes first.

    Two people who tick other boxes both get what they ticked; only the goal that comes first can be
    a conflict.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        bomen: Sequence[Boom],
        gekoppeld: Sequence[int],
        initial: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ):
        """`gekoppeld`: the goals (ids) it serves now; `primair` in `initial` which comes first."""
        self._bomen = bomen
        self.doelen = {
            f"{_VOOR}{doel.pk}": doel for boom in bomen for doel, _ in _alle(boom.takken)
        }
        nu = {naam: doel.pk in gekoppeld for naam, doel in self.doelen.items()}
        super().__init__(data, initial=dict(initial or {}) | nu, **kwargs)
        for naam, doel in self.doelen.items():
            self.fields[naam] = forms.BooleanField(label=str(doel), required=False)
        self.fields["primair"] = forms.TypedChoiceField(
            label="Belangrijkste doel",
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "Geen"), *_keuzes(bomen)],
            help_text="Een van de doelen met een vinkje. Hooguit één.",
        )
        self.volg(*self.doelen, "primair")

    def bomen(self) -> list[tuple[Beleidsplan, list[Keuze]]]:
        """Per beleidsplan its goals as they hang, each with its box."""
        return [(boom.beleidsplan, self._met_velden(boom.takken)) for boom in self._bomen]

    def wijziging(self) -> Doelwijziging:
        """What was asked, for the act. Only after `is_valid`."""
        anders = self.wijzigingen()
        per_pk = {doel.pk: doel for doel in self.doelen.values()}
        return Doelwijziging(
            erbij=[doel for naam, doel in self.doelen.items() if anders.get(naam) is True],
            eraf=[doel for naam, doel in self.doelen.items() if anders.get(naam) is False],
            belangrijkste=per_pk.get(self.cleaned_data["primair"] or 0),
            was=self.initial.get("primair"),
        )

    def clean(self) -> dict[str, Any]:
        """What comes first is one of those it serves."""
        gegeven = super().clean()
        eerste = gegeven.get("primair")
        if eerste is not None and not gegeven.get(f"{_VOOR}{eerste}"):
            self.add_error(
                "primair", "Dit doel heeft geen vinkje. Zet dat erbij, of kies een ander doel."
            )
        return gegeven

    def _tekst(self, naam: str, waarde: Any) -> str:
        """A box shows nothing to compare."""
        if naam in self.doelen:
            return "ja" if waarde else ""
        return super()._tekst(naam, waarde)

    def _met_velden(self, takken: Sequence[Tak]) -> list[Keuze]:
        return [
            Keuze(tak.doel, self[f"{_VOOR}{tak.doel.pk}"], self._met_velden(tak.onder))
            for tak in takken
        ]


def _alle(takken: Sequence[Tak], diepte: int = 0) -> Iterator[tuple[Doel, int]]:
    for tak in takken:
        yield tak.doel, diepte
        yield from _alle(tak.onder, diepte + 1)


def _keuzes(bomen: Sequence[Boom]) -> list[tuple[str, str]]:
    return [
        (str(doel.pk), f"{_INSPRING * diepte}{doel}")
        for boom in bomen
        for doel, diepte in _alle(boom.takken)
    ]
