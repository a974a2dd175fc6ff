"""Fields for money as people type it: an amount or why there is none, and the years it is for."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from jeugdhulp import invoer
from jeugdhulp.forms.velden import BedragVeld, GetypteWaarde, TekstInvoer
from jeugdhulp.invoer import Bedraginvoer, InvoerFout
from jeugdhulp.kalender import ENKELVOUDIG, grens_voluit
from maatregelen.choices import GeldPer, GeldStaat

_BESTAAND = "binnen bestaande middelen"
_WOORDEN = {
    "nihil": GeldStaat.NIHIL,
    "n.v.t.": GeldStaat.NVT,
    "p.m.": GeldStaat.PM,
    "n.t.b.": GeldStaat.NTB,
    _BESTAAND: GeldStaat.BINNEN_BESTAAND,
}
_OOK = {
    "niet van toepassing": GeldStaat.NVT,
    "pro memorie": GeldStaat.PM,
    "nader te bepalen": GeldStaat.NTB,
    "binnen bestaand": GeldStaat.BINNEN_BESTAAND,
    "binnen bestaand budget": GeldStaat.BINNEN_BESTAAND,
}
LEEG = Bedraginvoer(GeldStaat.LEEG)


class GeldVeld(GetypteWaarde):
    """An amount, or the word that says why there is none; empty is not filled in.

    "93.000 binnen bestaande middelen" is an amount that is no new money.
    """

    zoals = "50.000, 1,2 mln, nihil, n.v.t., p.m., n.t.b. of binnen bestaande middelen"

    def lees(self, tekst: str) -> Bedraginvoer:
        klein = " ".join(tekst.lower().split()).rstrip(".")
        voor = klein.removesuffix(_BESTAAND)
        if voor.strip() and voor != klein:
            return Bedraginvoer(GeldStaat.BINNEN_BESTAAND, invoer.lees_bedrag(voor))
        try:
            return invoer.lees_bedraginvoer(tekst, _WOORDEN)
        except InvoerFout as fout:
            try:
                return invoer.lees_bedraginvoer(tekst, _OOK)
            except InvoerFout:
                raise fout from None

    def schrijf(self, waarde: Bedraginvoer) -> str:
        woord = next((woord for woord, staat in _WOORDEN.items() if staat == waarde.staat), "")
        bedrag = "" if waarde.bedrag is None else invoer.schrijf_bedrag(waarde.bedrag)
        return f"{bedrag} {woord}".strip()

    def to_python(self, value: Any) -> Bedraginvoer:
        gelezen: Bedraginvoer | None = super().to_python(value)
        return LEEG if gelezen is None else gelezen


class EurosVeld(BedragVeld):
    """Euros, or nothing; written without cents where there are none."""

    breedte = "kort"

    def schrijf(self, waarde: Decimal | int) -> str:
        return invoer.schrijf_bedrag(Decimal(waarde))


class GrensVeld(GetypteWaarde):
    """The first or last day of money, typed as the year (or quarter, month or day) it is of."""

    zoals = "2020 of Q3 2020"
    breedte = "kort"

    def __init__(self, *, einde: bool = False, **kwargs: Any):
        self.einde = einde
        super().__init__(**kwargs)

    def lees(self, tekst: str) -> date:
        periode = invoer.lees_periode(tekst)
        dag = periode.tot_en_met if self.einde else periode.van
        if periode.soort not in ENKELVOUDIG or dag is None:
            raise InvoerFout("Typ een jaar, kwartaal, maand of dag, zoals 2020 of Q3 2020.")
        return dag

    def schrijf(self, waarde: date) -> str:
        jaar = (date(waarde.year, 1, 1), date(waarde.year, 12, 31))
        if waarde == jaar[self.einde]:
            return str(waarde.year)
        van, tot_en_met = (None, waarde) if self.einde else (waarde, None)
        return grens_voluit(van, tot_en_met).removeprefix("tot en met ").removeprefix("vanaf ")


class PerVeld(forms.ChoiceField):
    """Whether an amount is for a year or for all of them; where nobody knows, what is assumed.

    The value is the pair (per, aanname).
    """

    # What stands behind its label.
    achter = "bij een bedrag"

    def __init__(self, **kwargs: Any):
        onbekend = "niet bekend; wij rekenen"
        keuzes = [
            ("", "–"),
            (GeldPer.JAAR.value, GeldPer.JAAR.label),
            (GeldPer.TOTAAL.value, GeldPer.TOTAAL.label),
            (f"{GeldPer.ONBEKEND}-{GeldPer.JAAR}", f"{onbekend} {GeldPer.JAAR.label}"),
            (f"{GeldPer.ONBEKEND}-{GeldPer.TOTAAL}", f"{onbekend} {GeldPer.TOTAAL.label}"),
        ]
        super().__init__(choices=keuzes, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "-".join(filter(None, value)) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[str, str]:
        per, _, aanname = str(super().clean(value)).partition("-")
        return per, aanname


class JaarVeld(forms.IntegerField):
    """A year of the begroting."""

    breedte = "kort"

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", TekstInvoer("numeric"))
        super().__init__(min_value=1990, max_value=2099, **kwargs)
