"""The grid of planning: one row per line, on the blad where it counts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from jeugdhulp.kalender import PeriodeSoort
from maatregelen.choices import MijlpaalToestand
from maatregelen.domain.maatregel.planning import Regelwijziging, werk_planning_bij
from maatregelen.domain.maatregel.planningregels import lees_planningregels
from maatregelen.domain.rasters.raster import Daad, Elders, Rasterrij, Rijwijziging, Stap
from maatregelen.models import Blad, Maatregel, Mijlpaal

KOLOMMEN = ("periode", "tekst", "toestand", "gereed_op")


def lees(maatregelen: Sequence[Maatregel]) -> list[Rasterrij]:
    """The lines of these measures in the order of the plan, steps below their line. One query.

    A line that stands on two bladen is here once: the other changes along.
    """
    per_maatregel: dict[int, list[Mijlpaal]] = defaultdict(list)
    lijnen = Mijlpaal.objects.filter(blad__maatregel__in=maatregelen)
    for lijn in lijnen.select_related("blad__cluster").order_by(
        "blad__cluster__volgorde", "blad", "volgorde", "pk"
    ):
        per_maatregel[lijn.blad.maatregel_id].append(lijn)
    return [
        rij for maatregel in maatregelen for rij in _rijen(maatregel, per_maatregel[maatregel.pk])
    ]


def _rijen(maatregel: Maatregel, lijnen: Sequence[Mijlpaal]) -> Iterator[Rasterrij]:
    bladen = {lijn.blad_id: lijn.blad for lijn in lijnen}
    for sleutel, blad in bladen.items():
        blad.maatregel = maatregel
        van_blad = [lijn for lijn in lijnen if lijn.blad_id == sleutel]
        for nummer, lijn in _genummerd(van_blad):
            lijn.blad = blad
            if lijn.zelfde_als_id is None:
                yield _rij(maatregel, lijn, nummer)


def _genummerd(lijnen: Sequence[Mijlpaal]) -> Iterator[tuple[str, Mijlpaal]]:
    onder: dict[int | None, list[Mijlpaal]] = defaultdict(list)
    for lijn in lijnen:
        onder[lijn.onderdeel_van_id].append(lijn)

    def van(boven: int | None, voor: str) -> Iterator[tuple[str, Mijlpaal]]:
        for plek, lijn in enumerate(onder[boven], start=1):
            yield f"{voor}{plek}", lijn
            yield from van(lijn.pk, f"{voor}{plek}.")

    return van(None, "")


def _rij(maatregel: Maatregel, lijn: Mijlpaal, nummer: str) -> Rasterrij:
    adres = [maatregel.plan.gemeente.slug, maatregel.plan.slug, maatregel.code, lijn.blad_id]
    url = reverse("maatregelen:planning_update", args=adres)
    cluster = lijn.blad.cluster
    elders = Elders(url, f"Planning van {maatregel.code}")
    return Rasterrij(
        nummer=lijn.pk,
        kop=f"{maatregel.code}, regel {nummer}",
        naam=f"{maatregel.titel} ({cluster.titel})" if cluster else maatregel.titel,
        code=maatregel.code,
        bron=lijn,
        maatregel=maatregel,
        waarden={kolom: getattr(lijn, kolom) for kolom in KOLOMMEN},
        vast=_vast(lijn),
        elders=dict.fromkeys(KOLOMMEN, elders),
    )


def _vast(lijn: Mijlpaal) -> dict[str, str]:
    """Of a line that is done or lapsed only that may change."""
    if lijn.toestand == MijlpaalToestand.OPEN:
        return {}
    dag = f"{lijn.gereed_op:%d-%m-%Y}" if lijn.gereed_op else "–"
    return {"periode": lijn.periode.voluit(), "tekst": lijn.tekst, "gereed_op": dag}


def stappen(wijzigingen: Iterable[Rijwijziging], daad: Daad) -> Iterator[Stap]:
    """One act for each blad, in the order of their keys."""
    per_blad: dict[int, list[Rijwijziging]] = defaultdict(list)
    for wijziging in wijzigingen:
        per_blad[wijziging.rij.bron.blad_id].append(wijziging)
    for sleutel in sorted(per_blad):
        yield Stap("", "", partial(_werk_bij, per_blad[sleutel], daad))


def _werk_bij(wijzigingen: Sequence[Rijwijziging], daad: Daad) -> None:
    fouten: dict[str, str] = {}
    regels = []
    for wijziging in wijzigingen:
        waarden = dict(wijziging.waarden)
        if fout := _dag_zonder_gereed(wijziging):
            fouten[f"{wijziging.rij.sleutel}-gereed_op"] = fout
            continue
        if waarden.get("toestand") == MijlpaalToestand.GEREED:
            waarden["gereed_op"] = waarden.get("gereed_op") or daad.vandaag
        if "periode" in waarden and waarden["periode"].soort != PeriodeSoort.ONBEPAALD:
            # Days say it all; a phrase is kept where there are none.
            waarden["periode"] = replace(waarden["periode"], letterlijk="")
        rij = wijziging.rij
        regels.append(Regelwijziging(rij.sleutel, waarden, rij.bron, wijziging.gezien))
    if fouten:
        raise ValidationError(fouten)
    werk_planning_bij(wijzigingen[0].rij.bron.blad, regels, **daad.wie)


def _dag_zonder_gereed(wijziging: Rijwijziging) -> str:
    toestand = wijziging.waarden.get("toestand", wijziging.rij.bron.toestand)
    if not wijziging.waarden.get("gereed_op") or toestand == MijlpaalToestand.GEREED:
        return ""
    return "U vulde een dag in. Kies bij Toestand ook gereed, of maak de dag leeg."


def wat_opvalt(wijzigingen: Iterable[Rijwijziging]) -> Callable[[], Sequence[str]]:
    """Reads what is odd about the planning of these bladen now; called later it says what came to
    be odd since. Six queries for each blad."""
    bladen = {wijziging.rij.bron.blad_id: wijziging.rij.bron.blad for wijziging in wijzigingen}
    eerder = {melding for blad in bladen.values() for melding in _meldingen(blad)}

    def sindsdien() -> Sequence[str]:
        nu = (melding for blad in bladen.values() for melding in _meldingen(blad))
        return [melding for melding in nu if melding not in eerder]

    return sindsdien


def _meldingen(blad: Blad) -> list[str]:
    code: Any = blad.maatregel.code
    return [
        f"{code}, “{regel.mijlpaal.tekst}”: {wat}"
        for regel in lees_planningregels(blad)
        for wat in regel.let_op
    ]
