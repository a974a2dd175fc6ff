"""Form fields for what people type: days, periods, amounts and numbers, read by `invoer`."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp import invoer
from jeugdhulp.kalender import Periode

ZOALS = "zoals 31-3-2019"


def _gelezen(lees: Callable[[str], Any], tekst: str) -> Any:
    try:
        return lees(tekst)
    except invoer.InvoerFout as fout:
        raise ValidationError(str(fout), code="invalid") from None


def _zonder_nul(getoond: str | None) -> str | None:
    """Gives back what was typed, without what no page may hold."""
    return getoond.replace("\0", "") if getoond else None


class BesluitnummerVeld(forms.CharField):
    """The number of a decision or a zaak, which may be nine digits that look like a client: the one
    kind of text that is let off that check. Its column is too (`vrijetekst.stel_vrij`)."""

    @staticmethod
    def is_nummer(waarde: str) -> bool:
        """Whether it can be one, as "648392701" or "Zaak 648392701"; a sentence is not let off."""
        return len(waarde.split()) <= 2


class DatumInvoer(forms.DateInput):
    """A day as text: a browser's own date field does not take what people paste."""

    def format_value(self, value: Any) -> str | None:
        return _zonder_nul(super().format_value(value))


class TekstInvoer(forms.TextInput):
    """One line of text, that the browser does not fill in by itself."""

    def __init__(self, inputmode: str = "text"):
        super().__init__(attrs={"autocomplete": "off", "inputmode": inputmode})

    def format_value(self, value: Any) -> str | None:
        return _zonder_nul(super().format_value(value))


class DatumVeld(forms.DateField):
    """A day typed as 31-3-2019 or 31 maart 2019."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("error_messages", {"required": f"Vul een dag in, {ZOALS}."})
        kwargs.setdefault(
            "widget",
            DatumInvoer(format="%d-%m-%Y", attrs={"autocomplete": "off", "inputmode": "text"}),
        )
        kwargs.setdefault("help_text", ZOALS.capitalize())
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = value.strip()
        if value in self.empty_values or isinstance(value, datetime | date):
            return super().to_python(value)
        return _gelezen(invoer.lees_dag, str(value))


class GetypteWaarde(forms.Field):
    """Text on screen, a value in the program. A subclass says how one becomes the other."""

    zoals = ""
    inputmode = "text"

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", TekstInvoer(self.inputmode))
        kwargs.setdefault("help_text", f"Zoals {self.zoals}")
        kwargs.setdefault("error_messages", {"required": f"Vul dit in, zoals {self.zoals}."})
        super().__init__(**kwargs)

    def lees(self, tekst: str) -> Any:
        """The value of what was typed; raises InvoerFout."""
        raise NotImplementedError

    def schrijf(self, waarde: Any) -> str:
        """The value as one would type it."""
        raise NotImplementedError

    def zelfde(self, waarde: Any, andere: Any) -> bool:
        """Whether two values say the same."""
        return bool(waarde == andere)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip()
        if value in self.empty_values:
            return None
        return _gelezen(self.lees, value) if isinstance(value, str) else value

    def prepare_value(self, value: Any) -> Any:
        """What was typed comes back as it was typed."""
        return value if value is None or isinstance(value, str) else self.schrijf(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the value is another; that it is typed otherwise is no change."""
        if self.disabled:
            return False
        try:
            was, is_nu = self.to_python(initial), self.to_python(data)
        except ValidationError:
            return bool(self.prepare_value(initial) != (data or "").strip())
        if was is None or is_nu is None:
            return was is not is_nu
        return not self.zelfde(was, is_nu)


def _kern(periode: Periode) -> tuple[Any, ...]:
    zonder_dagen = periode.van is None and periode.tot_en_met is None
    wanneer = periode.soort if zonder_dagen else (periode.van, periode.tot_en_met)
    return wanneer, periode.herhaling


class PeriodeVeld(GetypteWaarde):
    """When something happens: "Q2 2019", "mei t/m juli 2019", "vanaf 2020", "n.t.b."."""

    zoals = "Q2 2019, mei 2019 of Q2 2019 t/m Q1 2020"

    def lees(self, tekst: str) -> Periode:
        return invoer.lees_periode(tekst)

    def schrijf(self, waarde: Periode) -> str:
        return waarde.voluit()

    def zelfde(self, waarde: Periode, andere: Periode) -> bool:
        """The same days, as often; where there are none the same form, whatever the words."""
        return _kern(waarde) == _kern(andere)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A phrase of the plan that nobody touched is no change, also where it names no days."""
        ongemoeid = self.prepare_value(initial) == (data or "").strip()
        return not ongemoeid and super().has_changed(initial, data)

    def _clean_bound_field(self, bf: Any) -> Any:
        """What nobody touched stays as the plan wrote it: "Q4", "volgt", a range of one quarter."""
        if isinstance(bf.initial, Periode) and not self.has_changed(bf.initial, bf.data):
            return bf.initial
        return super()._clean_bound_field(bf)  # type: ignore[misc]


class BedragVeld(GetypteWaarde):
    """Euros, exact to the cent. Not only digits: people type "1,2 mln" and "€ 50.000,-"."""

    zoals = "1.234,56 of 1,2 mln"

    def lees(self, tekst: str) -> Decimal:
        return invoer.lees_bedrag(tekst)

    def schrijf(self, waarde: Decimal | int) -> str:
        return invoer.schrijf_getal(Decimal(waarde), 2)


class GetalVeld(GetypteWaarde):
    """A number with at most so many decimals."""

    inputmode = "decimal"

    def __init__(self, *, decimalen: int = 2, **kwargs: Any):
        self.decimalen = decimalen
        self.zoals = "1.234,5" if decimalen else "1.234"
        super().__init__(**kwargs)

    def lees(self, tekst: str) -> Decimal:
        return invoer.lees_getal(tekst, decimalen=self.decimalen)

    def schrijf(self, waarde: Decimal | int) -> str:
        return invoer.schrijf_getal(Decimal(waarde))
