"""What every form has that changes a part of a sheet: a reason, and care for who came between."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.choices import flatten_choices

from maatregelen.domain.grond import Grond, Keuze
from maatregelen.forms.fouten import FoutenVanDomein

WAS = "was_"
# Who gave a field its value, and when.
Schrijver = Callable[[str], tuple[str, datetime] | None]


@dataclass(frozen=True)
class Intussen:
    """What somebody else made of a field while this person typed."""

    nu: str
    door: str
    op: datetime | None


class Vergelijkend(FoutenVanDomein):
    """A form over stored values that knows what each was when its writer began (rule 13).

    Per name in `vergelijkt` the value that was shown goes along, hidden. A field that she left
    alone takes what is stored now; one that only she changed is changed; one that both changed,
    differently, is a conflict: both values are shown, and sending it again is a choice.
    `initial` holds what is stored at this moment, also when the form is sent.
    """

    vergelijkt: tuple[str, ...] = ()
    # What is said as a whole: a field she left as it was is said too.
    als_geheel = False
    schrijver: Schrijver | None = None

    def volg(self, *namen: str) -> None:
        """Compare these fields; called when all fields are there."""
        self.vergelijkt = namen
        for naam in namen:
            self.fields[WAS + naam] = forms.CharField(
                required=False,
                strip=False,
                widget=forms.HiddenInput,
                initial=self._tekst(naam, self.initial.get(naam)),
            )

    @property
    def botst(self) -> bool:
        """Whether a field was changed by two people."""
        return any(hasattr(self.fields[naam], "intussen") for naam in self.vergelijkt)

    def clean(self) -> dict[str, Any]:
        """Settle each compared field; a conflict is an error at its field."""
        gegeven: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        for naam in self.vergelijkt:
            if naam in gegeven:
                self._vergelijk(naam, gegeven)
        return gegeven

    def wijzigingen(self) -> dict[str, Any]:
        """Per compared field that she changed its new value. Only after `is_valid`."""
        return {
            naam: self.cleaned_data[naam]
            for naam in self.vergelijkt
            if self._tekst(naam, self.cleaned_data[naam]) != self._nu(naam)
        }

    def gezien(self) -> dict[str, Any]:
        """Of the fields in `wijzigingen` the stored value this form compared with."""
        return {naam: self.initial.get(naam) for naam in self.wijzigingen()}

    def _vergelijk(self, naam: str, gegeven: dict[str, Any]) -> None:
        was = _gelijk(self.cleaned_data.get(WAS + naam, ""))
        nu, getypt = self._nu(naam), self._tekst(naam, gegeven[naam])
        if getypt == was and not self.als_geheel:
            gegeven[naam] = self.initial.get(naam, gegeven[naam])
        elif was != nu and getypt != nu:
            self._meld_botsing(naam, nu)

    def _meld_botsing(self, naam: str, nu: str) -> None:
        laatst = self.schrijver(naam) if self.schrijver else None
        door, op = laatst or ("iemand anders", None)
        veld: Any = self.fields[naam]
        veld.intussen = Intussen(self._getoond(naam, nu), door, op)
        # Sent again, knowing it, hers stands.
        self.data = self.data.copy() if hasattr(self.data, "copy") else dict(self.data)
        self.data[self.add_prefix(WAS + naam)] = nu
        self.add_error(
            naam,
            f"Terwijl u schreef, heeft {door} dit ook veranderd. Vergelijk de twee en pas uw tekst"
            " zo nodig aan. Legt u daarna vast, dan geldt die van u.",
        )

    def _nu(self, naam: str) -> str:
        return self._tekst(naam, self.initial.get(naam))

    def _tekst(self, naam: str, waarde: Any) -> str:
        """A value as its field writes it, so that two spellings of one value are the same."""
        veld = self.fields[naam]
        geschreven = veld.prepare_value(waarde)
        getoond = veld.widget.format_value(geschreven)
        if isinstance(getoond, list):
            getoond = ", ".join(map(str, getoond))
        return "" if getoond is None else _gelijk(str(getoond))

    def _getoond(self, naam: str, tekst: str) -> str:
        keuzes = getattr(self.fields[naam], "choices", None) or []
        return str(dict(flatten_choices(keuzes)).get(tekst, tekst))


def _gelijk(tekst: str) -> str:
    """A browser sends its own line ends, and fields cut the space around a text."""
    return tekst.replace("\r\n", "\n").replace("\r", "\n").strip()


class BewerkForm(Vergelijkend, forms.Form):
    """Base of the forms that change a part of a sheet.

    Subclasses add their own fields (before these two on screen) and end `__init__` with `volg`.
    """

    reden_verplicht = True

    reden = forms.CharField(
        label="Waarom verandert het?",
        required=False,
        max_length=500,
        help_text="De reden staat straks bij Wijzigingen.",
    )
    op_grond_van = forms.ChoiceField(
        label="Op grond van",
        required=False,
        help_text="Dit plan is vastgesteld. Welk besluit draagt deze wijziging?",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        initial: Mapping[str, Any] | None = None,
        gronden: Sequence[Keuze] = (),
        schrijver: Schrijver | None = None,
        **kwargs: Any,
    ):
        """`initial`: what is stored now, with the reden and ground of this sitting. `gronden`: what
        a plan that was vastgesteld lets one choose; empty leaves that field out."""
        super().__init__(data, initial=dict(initial or {}), **kwargs)
        self.gronden = {keuze.sleutel: keuze.grond for keuze in gronden}
        self.schrijver = schrijver
        if gronden:
            veld: Any = self.fields["op_grond_van"]
            veld.choices = [("", "Kies"), *((rij.sleutel, rij.naam) for rij in gronden)]
        else:
            del self.fields["op_grond_van"]

    def eigen_velden(self) -> list[forms.BoundField]:
        """The visible fields of the part itself, for a page that only lists them."""
        return [veld for veld in self.visible_fields() if veld.name not in self._VAN_ALLE]

    def grond(self) -> Grond:
        """The chosen ground, for the act; "" for none. Only after `is_valid`."""
        return self.gronden.get(self.cleaned_data.get("op_grond_van", ""), "")

    def zin(self) -> dict[str, Any]:
        """`reden` and `op_grond_van` as every act takes them. Only after `is_valid`."""
        return {"reden": self.cleaned_data["reden"], "op_grond_van": self.grond()}

    _VAN_ALLE = ("op_grond_van", "reden")
