"""What a report still lacks before it is frozen, each with the place where that is mended."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.urls import reverse
from django.utils.http import urlencode

from jeugdhulp.stoplicht import Licht
from maatregelen.domain.dashboard import beeld, onvolledig
from maatregelen.domain.overzicht import Rij, maak_rijen, peil
from maatregelen.models import Maatregel, Ronde
from maatregelen.stoplicht import NIET_BIJGEWERKT
from rapportage.choices import BlokSoort
from rapportage.domain import bloklijst
from rapportage.domain.rapportages import vorige_teksten
from rapportage.models import Rapportage, Rapportblok

# A sentence names so many measures, and says how many more there are.
_GENOEMD = 8


class Weegt(StrEnum):
    """Whether it keeps the report from being frozen."""

    TEGEN = "tegen"
    LET_OP = "let op"


@dataclass(frozen=True)
class Gemis:
    """One thing that is not ready, as a sentence; `adres` is where it is mended, and `actie` what
    that link says."""

    weegt: Weegt
    zin: str
    adres: str
    actie: str


def wat_ontbreekt(rapportage: Rapportage, vandaag: date) -> list[Gemis]:
    """What keeps the report from being frozen first, then what its writer should look at. It wants
    `plan__gemeente` and `vorige__momentopname` loaded. Twenty-seven queries whatever the
    size of the plan, one less before any round was closed."""
    plan = rapportage.plan
    blokken = list(rapportage.blokken.select_related("thema"))
    peiling = peil(plan, rapportage.peildatum, vandaag)
    maatregelen = Maatregel.objects.filter(plan=plan)
    alle = maak_rijen(maatregelen, peiling)
    in_rapport = maak_rijen(maatregelen, peiling, alleen_bevestigd=True)
    ronde = Ronde.objects.filter(plan=plan).lopend().first()
    return [
        *_leeg(rapportage, blokken, alle),
        *_ronde(rapportage, ronde),
        *_voorstellen(rapportage, alle, ronde),
        *_stil(rapportage, in_rapport),
        *_oud(rapportage, in_rapport),
        *_dekking(rapportage, alle),
        *_zelfde(rapportage, blokken),
    ]


def is_tegen(gemist: Iterable[Gemis]) -> bool:
    """Whether any of it keeps the report from being frozen."""
    return any(rij.weegt == Weegt.TEGEN for rij in gemist)


def _leeg(
    rapportage: Rapportage, blokken: Sequence[Rapportblok], rijen: Sequence[Rij]
) -> Iterator[Gemis]:
    geschreven = {blok.soort for blok in blokken if blok.tekst.strip() and blok.thema_id is None}
    for soort in BlokSoort:
        if bloklijst.is_verplicht(soort) and soort not in geschreven:
            yield Gemis(
                Weegt.TEGEN,
                f"‘{soort.label}’ heeft nog geen tekst.",
                _blok(rapportage, soort.value),
                "Schrijf de tekst",
            )
    if not rijen:
        adres = _plan(rapportage, "maatregel_create")
        yield Gemis(Weegt.TEGEN, "Er staat nog niets in het plan.", adres, "Voeg iets toe")


def _ronde(rapportage: Rapportage, ronde: Ronde | None) -> Iterator[Gemis]:
    if ronde is not None:
        yield Gemis(
            Weegt.LET_OP,
            "Er staat een ronde open. Wat die bevestigt, komt pas na het sluiten in het rapport.",
            _plan(rapportage, "ronde_detail", ronde.pk),
            "Naar de ronde",
        )


def _voorstellen(
    rapportage: Rapportage, rijen: Sequence[Rij], ronde: Ronde | None
) -> Iterator[Gemis]:
    if gevonden := [rij for rij in rijen if rij.voorstel]:
        adres = (
            _plan(rapportage, "ronde_detail", ronde.pk)
            if ronde
            else _plan(rapportage, "ronde_list")
        )
        yield Gemis(
            Weegt.LET_OP,
            f"Nog niet bevestigd in een ronde: {_codes(gevonden)}. Het rapport toont daarvan de"
            " laatste stand die wel bevestigd is.",
            adres,
            "Naar de ronde" if ronde else "Naar de rondes",
        )


def _stil(rapportage: Rapportage, rijen: Sequence[Rij]) -> Iterator[Gemis]:
    if gevonden := [rij for rij in rijen if rij.lichten.totaal == NIET_BIJGEWERKT]:
        yield Gemis(
            Weegt.LET_OP,
            f"Niet bijgewerkt: {_codes(gevonden)}. Zo staat het ook in het rapport.",
            f"{_plan(rapportage, 'plan_detail')}?{urlencode({'licht': NIET_BIJGEWERKT})}",
            "Naar het stoplicht",
        )


def _oud(rapportage: Rapportage, rijen: Sequence[Rij]) -> Iterator[Gemis]:
    gevonden = [
        rij
        for rij in rijen
        if rij.stand is not None
        and rij.lichten.totaal in (Licht.ROOD, Licht.ORANJE)
        and rij.stand.peildatum < rapportage.peildatum
    ]
    if gevonden:
        yield Gemis(
            Weegt.LET_OP,
            f"Oranje of rood, met een stand van vóór de peildatum: {_codes(gevonden)}. Klopt de"
            " uitleg nog?",
            _plan(rapportage, "plan_detail"),
            "Naar het stoplicht",
        )


def _dekking(rapportage: Rapportage, rijen: Sequence[Rij]) -> Iterator[Gemis]:
    gelezen = beeld.lees(rapportage.plan, rijen, rapportage.peildatum)
    gemist = {
        soort.naam: gevonden for soort, gevonden in onvolledig.lees(gelezen).per_soort.items()
    }
    if gevonden := gemist["dekking"]:
        yield Gemis(
            Weegt.LET_OP,
            f"Dekking onbekend: {_codes([rij.kaart.rij for rij in gevonden])}.",
            f"{_plan(rapportage, 'plan_onvolledig')}#dekking",
            "Vul de dekking in",
        )


def _zelfde(rapportage: Rapportage, blokken: Sequence[Rapportblok]) -> Iterator[Gemis]:
    vorige: Mapping[tuple[str, str], str] = vorige_teksten(rapportage)
    for blok in blokken:
        code = blok.thema.code if blok.thema else ""
        if blok.tekst.strip() and blok.tekst.strip() == vorige.get((blok.soort, code), "").strip():
            naam = bloklijst.naam(BlokSoort(blok.soort), blok.thema)
            yield Gemis(
                Weegt.LET_OP,
                f"De tekst bij ‘{naam}’ is gelijk aan die van het vorige rapport.",
                _blok(rapportage, blok.soort, *([blok.thema_id] if blok.thema_id else [])),
                "Pas de tekst aan",
            )


def _codes(rijen: Sequence[Rij]) -> str:
    codes = [rij.maatregel.code for rij in rijen]
    meer = len(codes) - _GENOEMD
    return ", ".join(codes[:_GENOEMD]) + (f" en nog {meer}" if meer > 0 else "")


def _plan(rapportage: Rapportage, naam: str, *rest: int) -> str:
    plan = rapportage.plan
    return reverse(f"maatregelen:{naam}", args=[plan.gemeente.slug, plan.slug, *rest])


def _blok(rapportage: Rapportage, soort: str, *rest: int) -> str:
    args = [rapportage.plan.gemeente.slug, rapportage.nummer, soort, *rest]
    return reverse("rapportage:rapportblok_update", args=args)
