"""The blocks of a report as its writer sees them: the facts of now, her text, the previous one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from maatregelen.models import Thema
from rapportage.blokken import VOORTGANG
from rapportage.choices import BlokSoort
from rapportage.domain import bloklijst
from rapportage.domain.rapportages import LEEG, vorige_teksten
from rapportage.models import Rapportage

# Their facts are what a text is written about: those are in sight. Others fold.
_OPEN = (BlokSoort.SAMENVATTING, BlokSoort.VERANDERINGEN)


@dataclass(frozen=True)
class Tekstplek:
    """A place where somebody writes: a block as a whole, or one thema in it."""

    anker: str
    naam: str
    url: str
    tekst: str
    vorige: str
    # Its measures, in a report, with their lights.
    feiten: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Blokbeeld:
    """One block. `feiten` is the block of the JSON of the report, None where it stands not in it;
    `plek` None where nobody writes or chooses."""

    soort: BlokSoort
    naam: str
    opgenomen: bool
    is_verplicht: bool
    heeft_tekst: bool
    in_rapport: bool
    open: bool
    plek: Tekstplek | None
    feiten: Mapping[str, Any] | None
    themas: list[Tekstplek] = field(default_factory=list)

    @property
    def sjabloon(self) -> str:
        """The template of its facts."""
        return f"rapportage/blok/{self.soort.value}.html"


def anker_van(soort: BlokSoort, thema: Thema | None = None) -> str:
    """The id of a place on the working page."""
    return f"deel-{soort.value}-{thema.pk}" if thema else f"deel-{soort.value}"


def maak_blokken(rapport: Rapportage, gegevens: Mapping[str, Any]) -> list[Blokbeeld]:
    """All blocks in their order, of the report in `gegevens`. Three queries: its texts, the themas
    of the plan, and what it compares with."""
    feiten = {blok["soort"]: blok for blok in gegevens["blokken"]}
    plekken = _Plekken(rapport)
    return [_beeld(blok.soort, feiten.get(blok.soort.value), plekken) for blok in VOORTGANG]


def feiten_van(
    soort: BlokSoort, thema: Thema | None, gegevens: Mapping[str, Any]
) -> tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]:
    """The facts beside one text: of the block, or of the thema."""
    gevonden = next((blok for blok in gegevens["blokken"] if blok["soort"] == soort.value), None)
    if thema is None:
        return (None if bloklijst.is_per_thema(soort) else gevonden), None
    return None, _van_thema(gevonden, thema)


class _Plekken:
    """Where one writes in a report, with what stands there."""

    def __init__(self, rapport: Rapportage):
        self.rapport = rapport
        self.rijen = {(rij.soort, rij.thema_id): rij for rij in rapport.blokken.all()}
        self.themas = list(rapport.plan.themas.all())
        self.vorige = vorige_teksten(rapport)

    def lees(self, soort: BlokSoort, thema: Thema | None, veld: str) -> Any:
        rij = self.rijen.get((soort.value, thema.pk if thema else None))
        return getattr(rij, veld, LEEG[veld])

    def plek(self, soort: BlokSoort, thema: Thema | None = None, feiten: Any = None) -> Tekstplek:
        rest = [thema.pk] if thema else []
        adres = [self.rapport.gemeente.slug, self.rapport.nummer, soort.value, *rest]
        return Tekstplek(
            anker=anker_van(soort, thema),
            naam=str(thema or soort.label),
            url=reverse("rapportage:rapportblok_update", args=adres),
            tekst=self.lees(soort, thema, "tekst"),
            vorige=self.vorige.get((soort.value, thema.code if thema else ""), ""),
            feiten=_van_thema(feiten, thema) if thema else None,
        )


def _beeld(soort: BlokSoort, feiten: Any, plekken: _Plekken) -> Blokbeeld:
    schrijft = bloklijst.heeft_tekst(soort) or bloklijst.mag_weg(soort)
    per_thema = bloklijst.is_per_thema(soort)
    return Blokbeeld(
        soort=soort,
        naam=str(soort.label),
        opgenomen=plekken.lees(soort, None, "opgenomen"),
        is_verplicht=bloklijst.is_verplicht(soort),
        heeft_tekst=bloklijst.heeft_tekst(soort),
        in_rapport=bloklijst.in_rapport(soort),
        open=soort in _OPEN,
        plek=plekken.plek(soort) if schrijft else None,
        feiten=None if per_thema else feiten,
        themas=[plekken.plek(soort, thema, feiten) for thema in plekken.themas]
        if per_thema
        else [],
    )


def _van_thema(blok: Any, thema: Thema) -> Mapping[str, Any] | None:
    themas = blok["feiten"]["themas"] if blok else []
    return next((rij for rij in themas if rij["code"] == thema.code), None)
