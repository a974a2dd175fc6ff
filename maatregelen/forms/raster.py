"""The form of the grid: what was typed in its cells, and why.

A cell that nobody touched needs no field: it takes what is stored now. So a grid of a thousand
cells costs as much to read as the cells that changed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from maatregelen.domain.rasters.raster import Rasterrij, Rijwijziging
from maatregelen.forms.bewerken import WAS, BewerkForm
from maatregelen.forms.raster_cellen import Cel, Rij
from maatregelen.forms.raster_plakken import LANGST, lees_plaksel
from maatregelen.forms.raster_velden import Kolom, getypt, keuzes

_CEL = re.compile(r"rij[0-9]{1,12}-[a-z_]{1,20}")
_GEZIEN = "gezien-"
# Each row is an act with its history: more at once would hold the plan for too long.
MEESTE_RIJEN = 500


@dataclass(frozen=True)
class Verschil:
    """One change, for who checks before it is stored."""

    rij: Rasterrij
    kolom: Kolom
    was: str
    wordt: str
    waarde: Any
    velden: Mapping[str, str] = field(default_factory=dict)


class RasterForm(BewerkForm):
    """What was sent of the grid. `rijen` are all rows there are, also those a filter hides."""

    plakken = forms.CharField(
        label="Plakken uit Excel",
        required=False,
        strip=False,
        max_length=LANGST,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="De eerste regel zijn de namen van de kolommen; de eerste kolom is Nr of Code.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        rijen: Sequence[Rasterrij],
        kolommen: Sequence[Kolom],
        initial: Mapping[str, Any],
        **kwargs: Any,
    ):
        self.rijen, self.kolommen = rijen, kolommen
        self._vormen = {kolom.naam: kolom.maak() for kolom in kolommen}
        self._nu_getypt = {
            f"{rij.sleutel}-{kolom.naam}": getypt(self._vormen[kolom.naam], rij.waarden[kolom.naam])
            for rij in rijen
            for kolom in kolommen
        }
        gestuurd = None if data is None else {naam: str(data.get(naam, "")) for naam in data}
        if gestuurd is not None:
            # The table does not ask them; the page that checks begins with those of the sitting.
            gestuurd = {naam: str(initial.get(naam, "")) for naam in self._VAN_ALLE} | gestuurd
        begin = dict(initial) | {
            f"{rij.sleutel}-{kolom.naam}": rij.waarden[kolom.naam]
            for rij in rijen
            for kolom in kolommen
        }
        super().__init__(gestuurd, initial=begin, **kwargs)
        self._te_laat: list[str] = []
        self._bekende_fouten: Mapping[str, Any] = {}
        self._plakfouten: Sequence[str] = ()
        if gestuurd is not None:
            self._voeg_aangeraakte_toe(gestuurd)
            self._neem_plaksel_over(gestuurd)

    def clean(self) -> dict[str, Any]:
        gegeven = super().clean()
        for melding in self._te_laat:
            self.add_error(None, melding)
        for melding in self._plakfouten:
            self.add_error("plakken", melding)
        if (aantal := len({naam.partition("-")[0] for naam in self.vergelijkt})) > MEESTE_RIJEN:
            self.add_error(
                None,
                f"U wijzigt {aantal} rijen. Leg er hooguit {MEESTE_RIJEN} in één keer vast; kies"
                " bijvoorbeeld eerst één thema.",
            )
        return gegeven

    def neem_over(self, fout: ValidationError) -> None:
        """What is wrong with a row, or with a cell that was left alone, stands at a cell of that
        row that was not."""
        if not hasattr(fout, "error_dict"):
            super().neem_over(fout)
            return
        per_veld: dict[str, list[str]] = {}
        for naam, meldingen in fout.message_dict.items():
            sleutel = f"{naam.partition('-')[0]}-"
            eigen = [veld for veld in self.vergelijkt if veld.startswith(sleutel)]
            plek = naam if naam in self.fields else (eigen or [naam])[0]
            per_veld.setdefault(plek, []).extend(meldingen)
        super().neem_over(ValidationError(per_veld))

    def rijwijzigingen(self) -> list[Rijwijziging]:
        """What changes, row by row, for the acts. Only after `is_valid`."""
        anders, gezien = self.wijzigingen(), self.gezien()
        gevonden = []
        for rij in self.rijen:
            namen = {
                kolom.naam: f"{rij.sleutel}-{kolom.naam}"
                for kolom in self.kolommen
                if f"{rij.sleutel}-{kolom.naam}" in anders
            }
            if namen:
                gevonden.append(
                    Rijwijziging(
                        rij,
                        {kolom: anders[naam] for kolom, naam in namen.items()},
                        {kolom: gezien[naam] for kolom, naam in namen.items()},
                        self._gezien_stand(rij),
                    )
                )
        return gevonden

    def verschillen(self) -> list[Verschil]:
        """The same, cell by cell, in words. Only after `is_valid`."""
        per_naam = {kolom.naam: kolom for kolom in self.kolommen}
        return [
            self._verschil(wijziging.rij, per_naam[naam], waarde)
            for wijziging in self.rijwijzigingen()
            for naam, waarde in wijziging.waarden.items()
        ]

    def schermrijen(self, getoond: Sequence[Rasterrij]) -> list[Rij]:
        """`getoond` as rows of cells, and every other row that she changed."""
        self._bekende_fouten = self.errors
        sleutels = {rij.sleutel for rij in getoond}
        sleutels |= {naam.partition("-")[0] for naam in self.vergelijkt}
        return [rij for rij in self._alle_rijen() if rij.rij.sleutel in sleutels]

    def andere_fouten(self) -> bool:
        """Whether something else is wrong than that a reason or ground is still asked."""
        return bool(set(self.errors) - set(self._VAN_ALLE))

    def _alle_rijen(self) -> list[Rij]:
        return [Rij(rij, [self._cel(rij, kolom) for kolom in self.kolommen]) for rij in self.rijen]

    def _neem_plaksel_over(self, data: dict[str, str]) -> None:
        """Put what was pasted as text into the cells; or remember what is wrong with it."""
        if not data.get("plakken", "").strip() or len(data["plakken"]) > LANGST:
            return
        plaksel = lees_plaksel(data["plakken"], self._alle_rijen())
        self._plakfouten = plaksel.fouten
        if not plaksel.fouten:
            data.update(plaksel.waarden, plakken="")
            self._voeg_aangeraakte_toe(data)

    def _voeg_aangeraakte_toe(self, data: dict[str, str]) -> None:
        """A field for each cell that is not what it was when its writer began."""
        self._te_laat = []
        namen = []
        for rij in self.rijen:
            for kolom in self.kolommen:
                naam = f"{rij.sleutel}-{kolom.naam}"
                nu = self._nu_getypt[naam]
                if naam not in data or _gelijk(data[naam]) == _gelijk(data.get(WAS + naam, nu)):
                    continue
                if kolom.naam in rij.vast:
                    self._te_laat.append(
                        f"{rij.kop}, {kolom.kop}: dit is intussen anders en verandert hier niet"
                        f" meer. Er staat nu: {rij.vast[kolom.naam]}. U typte: {data[naam]}."
                    )
                    continue
                data.setdefault(WAS + naam, nu)
                veld = kolom.maak()
                veld.label, veld.help_text = f"{kolom.kop}, {rij.kop}", ""
                self.fields[naam] = veld
                namen.append(naam)
        self.volg(*namen)
        weg = {
            naam
            for naam in data
            if _CEL.fullmatch(naam)
            and naam not in self._nu_getypt
            and data[naam] != data.get(WAS + naam)
        }
        if weg:
            self._te_laat.append("Een rij die u wijzigde, staat niet meer in deze tabel.")

    def _cel(self, rij: Rasterrij, kolom: Kolom) -> Cel:
        naam = f"{rij.sleutel}-{kolom.naam}"
        nu = self._nu_getypt[naam]
        aangeraakt = naam in self.vergelijkt
        return Cel(
            kolom,
            naam,
            f"{kolom.kop}, {rij.kop}",
            waarde=str(self.data[naam]).replace("\0", "") if aangeraakt else nu,
            was=str(self.data[WAS + naam]).replace("\0", "") if aangeraakt else nu,
            vast=rij.vast.get(kolom.naam, ""),
            keuzes=keuzes(self._vormen[kolom.naam]),
            fouten=self._bekende_fouten.get(naam, ()),
            intussen=getattr(self.fields[naam], "intussen", None) if aangeraakt else None,
            elders=rij.elders.get(kolom.naam),
        )

    def _tekst(self, naam: str, waarde: Any) -> str:
        """As in the cells: on one line."""
        veld = self.fields[naam]
        return getypt(veld, waarde)

    def _verschil(self, rij: Rasterrij, kolom: Kolom, waarde: Any) -> Verschil:
        naam = f"{rij.sleutel}-{kolom.naam}"
        woorden = dict(keuzes(self._vormen[kolom.naam]))
        nu, wordt = self._nu(naam), self._tekst(naam, waarde)
        return Verschil(
            rij,
            kolom,
            was=woorden.get(nu, nu),
            wordt=woorden.get(wordt, wordt),
            waarde=waarde,
            velden={naam: str(self.data[naam]), WAS + naam: str(self.data[WAS + naam])},
        )

    def _gezien_stand(self, rij: Rasterrij) -> int | None:
        gezien = str(self.data.get(f"{_GEZIEN}{rij.sleutel}", ""))
        return int(gezien) if re.fullmatch(r"[0-9]{1,12}", gezien) else None


def _gelijk(tekst: str) -> str:
    return " ".join(tekst.split())
