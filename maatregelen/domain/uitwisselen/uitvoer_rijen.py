"""The keys of an exchange file, and the rows that more than one thing has."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify

from jeugdhulp.models import Organisatie, Persoon
from maatregelen.domain.uitwisselen.uitwisseling import mag_weg, sleutels_van
from maatregelen.domain.uitwisselen.velden import als_rij, periode_als_rij
from maatregelen.domain.uitwisselen.voorraad import Voorraad
from maatregelen.models import (
    Besluitmoment,
    Blad,
    Cluster,
    Contextcijfer,
    Dekking,
    Investering,
    Maatregel,
    Mijlpaal,
    Risico,
    Thema,
    Vaststelling,
)

_LANGSTE_SLEUTEL = 70


class Sleutels:
    """By which key the file refers to a row, from the id of the row; made from what it holds, so
    that the same plan always gets the same keys."""

    def __init__(
        self, voorraad: Voorraad, personen: list[Persoon], organisaties: list[Organisatie]
    ):
        self.personen, self.organisaties = personen, organisaties
        self._mensen = _sleutels_van_mensen(personen, organisaties)
        self._clusters = {rij.pk: rij for rij in voorraad.onder(Cluster)}
        self._themas = {rij.pk: rij.code for rij in voorraad.onder(Thema)}
        self._maatregelen = {rij.pk: rij.code for rij in voorraad.onder(Maatregel)}
        self._bladen = {blad.pk: self._van_blad(blad) for blad in voorraad.alle(Blad)}
        self._geld: dict[tuple[type, int | None], str] = {
            (model, geldregel.pk): f"{self._plaats(geldregel)}/{model.letter}{nummer}"
            for model in (Investering, Dekking)
            for groep in _per_plaats(voorraad.alle(model))
            for nummer, geldregel in enumerate(groep, start=1)
        }
        self._mijlpalen = {mijlpaal.pk: mijlpaal for mijlpaal in voorraad.alle(Mijlpaal)}
        self._regels = {
            regel.pk: f"{sleutel}/{nummer}"
            for blad, sleutel in self._bladen.items()
            for nummer, regel in enumerate(voorraad.onder(Mijlpaal, "blad", blad), start=1)
        }

    def _van_blad(self, blad: Blad) -> str:
        cluster = self.cluster(blad.cluster_id) or "-"
        return f"{self._maatregelen[blad.maatregel_id]}/{cluster}"

    def _plaats(self, rij: Investering | Dekking) -> str:
        if rij.blad_id is not None:
            return self._bladen[rij.blad_id]
        return "plan" if rij.thema_id is None else f"thema-{self._themas[rij.thema_id]}"

    def persoon(self, sleutel: int | None) -> str | None:
        return None if sleutel is None else self._mensen[Persoon, sleutel]

    def organisatie(self, sleutel: int | None) -> str | None:
        return None if sleutel is None else self._mensen[Organisatie, sleutel]

    def wie(self, rij: Any) -> str | None:
        """Of a row that names a person or an organisation."""
        return self.persoon(rij.persoon_id) or self.organisatie(rij.organisatie_id)

    def thema(self, sleutel: int | None) -> str | None:
        return None if sleutel is None else self._themas[sleutel]

    def cluster(self, sleutel: int | None) -> str | None:
        return None if sleutel is None else self._clusters[sleutel].code

    def clustervolgorde(self, sleutel: int | None) -> int:
        """Where a sheet stands among those of its measure; one without a cluster first."""
        return -1 if sleutel is None else self._clusters[sleutel].volgorde

    def maatregel(self, sleutel: int | None) -> str | None:
        return None if sleutel is None else self._maatregelen[sleutel]

    def geld(self, rij: Investering | Dekking) -> str:
        return self._geld[type(rij), rij.pk]

    def geld_met(self, model: type, sleutel: int | None) -> str:
        return self._geld[model, sleutel]

    def regel(self, sleutel: int | None) -> str | None:
        """Of a line of the planning; a step has the key of its line."""
        if sleutel is None:
            return None
        return self._regels[self._mijlpalen[sleutel].onderdeel_van_id or sleutel]

    def zelfde_als(self, mijlpaal: Mijlpaal) -> str | None:
        """The key of the first line that says the same."""
        gezien = {mijlpaal.pk}
        eerste = mijlpaal
        while eerste.zelfde_als_id is not None and eerste.zelfde_als_id not in gezien:
            eerste = self._mijlpalen[eerste.zelfde_als_id]
            gezien.add(eerste.pk)
        return None if eerste is mijlpaal else self.regel(eerste.pk)


def _per_plaats(geldregels: Iterable[Any]) -> Iterable[list[Any]]:
    per: dict[tuple[int | None, int | None], list[Any]] = {}
    for rij in geldregels:
        per.setdefault((rij.blad_id, rij.thema_id), []).append(rij)
    return per.values()


def _sleutels_van_mensen(
    personen: list[Persoon], organisaties: list[Organisatie]
) -> dict[tuple[type, int], str]:
    """The name as a web address has it; a number behind it where that is taken."""
    sleutels: dict[tuple[type, int], str] = {}
    bezet: set[str] = set()
    groepen: tuple[Iterable[Any], ...] = (personen, organisaties)
    for groep in groepen:
        for rij in sorted(groep, key=lambda rij: rij.naam):
            kort = slugify(rij.naam).replace("_", "-")[:_LANGSTE_SLEUTEL].strip("-")
            kort = "-".join(filter(None, kort.split("-"))) or "naam"
            sleutel, nummer = kort, 2
            while sleutel in bezet:
                sleutel, nummer = f"{kort}-{nummer}", nummer + 1
            bezet.add(sleutel)
            sleutels[type(rij), rij.pk] = sleutel
    return sleutels


def op_volgorde(deel: str, rij: dict[str, Any]) -> dict[str, Any]:
    """One object with its keys in the order of the format; KeyError when one is missing that must
    be there."""
    ontbreekt = mag_weg(deel) - rij.keys()
    return {sleutel: rij[sleutel] for sleutel in sleutels_van(deel) if sleutel not in ontbreekt}


def rijen(deel: str, bron: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows that have no more than their own columns."""
    return [op_volgorde(deel, als_rij(deel, rij)) for rij in bron]


def geld(deel: str, bron: Iterable[Any], sleutels: Sleutels) -> list[dict[str, Any]]:
    """Rows of money with their keys."""
    return [op_volgorde(deel, als_rij(deel, rij) | {"sleutel": sleutels.geld(rij)}) for rij in bron]


def risicos(
    voorraad: Voorraad, sleutels: Sleutels, soort: str = "geheel", sleutel: int = 0
) -> list[dict[str, Any]]:
    """The risks at one place."""
    return [
        op_volgorde(
            "risico", als_rij("risico", rij) | {"eigenaar": sleutels.persoon(rij.eigenaar_id)}
        )
        for rij in voorraad.onder(Risico, soort, sleutel)
    ]


def besluitmomenten(
    voorraad: Voorraad, sleutels: Sleutels, soort: str = "geheel", sleutel: int = 0
) -> list[dict[str, Any]]:
    """The decisions and advices at one place."""
    return [
        op_volgorde(
            "besluitmoment",
            als_rij("besluitmoment", rij)
            | {
                "verwacht": periode_als_rij(rij.periode),
                "regel": sleutels.regel(rij.mijlpaal_id),
            },
        )
        for rij in voorraad.onder(Besluitmoment, soort, sleutel)
    ]


def geheel(voorraad: Voorraad, sleutels: Sleutels) -> dict[str, Any]:
    """What a plan and a beleidsplan both have as a whole."""
    return {
        "vaststellingen": rijen("vaststelling", voorraad.onder(Vaststelling)),
        "risicos": risicos(voorraad, sleutels),
        "besluitmomenten": besluitmomenten(voorraad, sleutels),
        "contextcijfers": rijen("contextcijfer", voorraad.onder(Contextcijfer)),
    }
