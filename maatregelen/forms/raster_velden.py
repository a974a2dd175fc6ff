"""The columns of the grid, and the field behind each of its cells."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from jeugdhulp.domain.personen import Wie
from jeugdhulp.forms.velden import DatumVeld, GetypteWaarde, PeriodeVeld
from jeugdhulp.invoer import InvoerFout
from maatregelen.choices import DekkingStatus, Fase, MijlpaalToestand
from maatregelen.domain.rasters.raster_lezen import DEKKING, FASE, PLANNING
from maatregelen.forms.geldvelden import GeldVeld, GrensVeld, PerVeld
from maatregelen.models import Dekking, Mijlpaal

_MEESTE_NAMEN = 5


@dataclass(frozen=True)
class Kolom:
    """A column: its name, what stands above it, how wide it is, and what makes its field."""

    naam: str
    kop: str
    maat: str
    maak: Callable[[], forms.Field]


class WieVeld(GetypteWaarde):
    """Somebody of the list of the gemeente, typed as a name; capitals make no difference."""

    zoals = "een naam uit de lijst"

    def __init__(self, namen: Sequence[Wie], **kwargs: Any):
        self.namen = namen
        self._vormen: Mapping[str, list[Wie]] = _vormen(namen)
        super().__init__(**kwargs)

    def lees(self, tekst: str) -> Wie:
        gezocht = " ".join(tekst.split())
        gevonden = self._vormen.get(gezocht.casefold(), [])
        if len(gevonden) == 1:
            return gevonden[0]
        if gevonden:
            wie = " en ".join(f"{rij.naam} ({rij._meta.verbose_name})" for rij in gevonden)
            raise InvoerFout(f"“{gezocht}” past bij {wie}. Kies op het blad van de maatregel.")
        if lijkt := self._lijkt_op(gezocht.casefold()):
            raise InvoerFout(f"“{gezocht}” staat niet in de lijst. Bedoelt u {_of(lijkt)}?")
        raise InvoerFout(f"“{gezocht}” staat niet in de lijst. Voeg de naam toe op een blad.")

    def schrijf(self, waarde: Wie) -> str:
        return waarde.naam

    def _lijkt_op(self, gezocht: str) -> list[str]:
        delen = set(gezocht.replace(".", " ").split())
        met_deel = [
            rij
            for vorm, rijen in self._vormen.items()
            if delen & set(vorm.split())
            for rij in rijen
        ]
        bijna = difflib.get_close_matches(gezocht, self._vormen, n=_MEESTE_NAMEN, cutoff=0.75)
        gevonden = met_deel + [rij for vorm in bijna for rij in self._vormen[vorm]]
        return list(dict.fromkeys(rij.naam for rij in gevonden))[:_MEESTE_NAMEN]


def _vormen(namen: Sequence[Wie]) -> dict[str, list[Wie]]:
    vormen: dict[str, list[Wie]] = defaultdict(list)
    for rij in namen:
        ook = getattr(rij, "ook_geschreven_als", [])
        for vorm in dict.fromkeys(" ".join(een.split()).casefold() for een in (rij.naam, *ook)):
            vormen[vorm].append(rij)
    return vormen


def _of(namen: Sequence[str]) -> str:
    return " of ".join([", ".join(namen[:-1]), namen[-1]] if namen[1:] else namen)


class _EenRegel(forms.CharField):
    """A text on one line."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())

    def prepare_value(self, value: Any) -> Any:
        return " ".join(value.split()) if isinstance(value, str) else value


def kolommen(wat: str, namen: Sequence[Wie] = ()) -> list[Kolom]:
    """The columns of one view; `namen` are those a trekker may have."""
    return {FASE: lambda: _fase(namen), PLANNING: _planning, DEKKING: _dekking}[wat]()


def _fase(namen: Sequence[Wie]) -> list[Kolom]:
    return [
        Kolom("fase", "Fase", "kort", lambda: forms.ChoiceField(choices=Fase.choices)),
        Kolom("trekker", "Trekker", "gewoon", lambda: WieVeld(namen, required=False)),
    ]


def _planning() -> list[Kolom]:
    lengte = Mijlpaal._meta.get_field("tekst").max_length
    wanneer = {"required": "Vul in wanneer. Weet u het nog niet? Typ n.t.b."}
    wat = {"required": "Vul in wat er dan gebeurt of klaar is."}
    return [
        Kolom("periode", "Wanneer", "gewoon", lambda: PeriodeVeld(error_messages=wanneer)),
        Kolom("tekst", "Wat", "ruim", lambda: _EenRegel(max_length=lengte, error_messages=wat)),
        Kolom(
            "toestand",
            "Toestand",
            "kort",
            lambda: forms.ChoiceField(choices=MijlpaalToestand.choices),
        ),
        Kolom("gereed_op", "Gereed op", "kort", lambda: DatumVeld(required=False)),
    ]


def _dekking() -> list[Kolom]:
    lengte = Dekking._meta.get_field("bron").max_length
    return [
        Kolom("bron", "Waaruit betaald", "bron", lambda: _EenRegel(max_length=lengte)),
        Kolom("bedrag", "Bedrag", "bedrag", lambda: GeldVeld(required=False)),
        Kolom("per", "Het bedrag is", "kort", lambda: PerVeld(required=False)),
        Kolom(
            "status",
            "Hoe zeker",
            "kort",
            lambda: forms.ChoiceField(choices=DekkingStatus.choices),
        ),
        Kolom("tot_en_met", "Tot en met", "kort", lambda: GrensVeld(einde=True, required=False)),
    ]


def getypt(veld: forms.Field, waarde: Any) -> str:
    """A stored value as one would type it in this field; of a choice its key."""
    getoond = veld.widget.format_value(veld.prepare_value(waarde))
    if isinstance(getoond, list):
        getoond = getoond[0] if getoond else ""
    return " ".join(str("" if getoond is None else getoond).split())


def keuzes(veld: forms.Field) -> list[tuple[str, str]]:
    """Key and words of each choice; [] where one types."""
    return [(str(sleutel), str(woord)) for sleutel, woord in getattr(veld, "choices", [])]
