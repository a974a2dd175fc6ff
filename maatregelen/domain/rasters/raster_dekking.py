"""The grid of dekking: one row for each row of money that pays for something."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse

from jeugdhulp.invoer import Bedraginvoer
from maatregelen.choices import GeldStaat
from maatregelen.domain.geld.geldregels import wijzig_dekking
from maatregelen.domain.rasters.raster import Daad, Elders, Rasterrij, Rijwijziging, Stap
from maatregelen.models import Dekking, Maatregel, Plan

# Per column of the grid the columns of the table.
_SAMEN = {"bedrag": ("staat", "bedrag"), "per": ("per", "aanname")}
_ZONDER_BEDRAG = (GeldStaat.LEEG, GeldStaat.UREN)


def lees(plan: Plan, maatregelen: Sequence[Maatregel]) -> list[Rasterrij]:
    """The dekking on the bladen of these measures in the order of the plan, and below it that of a
    thema or the whole plan. One query."""
    volgorde = {maatregel.pk: plek for plek, maatregel in enumerate(maatregelen)}
    per_id = {maatregel.pk: maatregel for maatregel in maatregelen}
    waar = Q(blad__maatregel__in=maatregelen) | Q(blad=None)
    rijen = list(
        Dekking.objects.filter(waar, plan=plan)
        .select_related("blad__cluster", "thema")
        .order_by("blad__cluster__volgorde", "blad", "thema__volgorde", "thema", "volgorde", "pk")
    )

    def plek(rij: Dekking) -> int:
        return len(volgorde) if rij.blad is None else volgorde[rij.blad.maatregel_id]

    return [
        _rij(plan, rij, per_id[rij.blad.maatregel_id] if rij.blad else None)
        for rij in sorted(rijen, key=plek)
    ]


def _rij(plan: Plan, rij: Dekking, maatregel: Maatregel | None) -> Rasterrij:
    elders: dict[str, Elders] = {}
    if maatregel is not None:
        adres = [plan.gemeente.slug, plan.slug, maatregel.code, "dekking", rij.pk]
        url = reverse("maatregelen:geldregel_update", args=adres)
        naar = Elders(url, f"Deze dekking van {maatregel.code}")
        elders = dict.fromkeys(("bron", "bedrag", "per", "status", "tot_en_met"), naar)
    return Rasterrij(
        nummer=rij.pk,
        kop=maatregel.code if maatregel else _waar(plan, rij),
        naam=rij.omschrijving or (maatregel.titel if maatregel else ""),
        code=maatregel.code if maatregel else "",
        bron=rij,
        maatregel=maatregel,
        waarden={
            "bron": rij.bron,
            "bedrag": Bedraginvoer(rij.staat, rij.bedrag),
            "per": (rij.per, rij.aanname),
            "status": rij.status,
            "tot_en_met": rij.tot_en_met,
        },
        elders=elders,
    )


def _waar(plan: Plan, rij: Dekking) -> str:
    return f"{plan.naam_thema} {rij.thema.code}" if rij.thema else "Hele plan"


def stappen(wijzigingen: Iterable[Rijwijziging], daad: Daad) -> Iterator[Stap]:
    """One act for each row, in the order of their keys."""
    for wijziging in sorted(wijzigingen, key=lambda een: een.rij.nummer):
        eerste = next(iter(wijziging.waarden))
        kolommen = {"staat": "bedrag", "aanname": "per"}
        kolommen |= {kolom: kolom for kolom in wijziging.rij.waarden}
        yield Stap(wijziging.rij.sleutel, eerste, partial(_wijzig, wijziging, daad), kolommen)


def _wijzig(wijziging: Rijwijziging, daad: Daad) -> None:
    rij = wijziging.rij.bron
    gezien = _gesplitst(wijziging.gezien)
    waarden = _in_kolommen(rij, wijziging.waarden)
    wijzig_dekking(rij, gezien=gezien, op_grond_van=daad.op_grond_van, **daad.wie, **waarden)


def _gesplitst(waarden: Mapping[str, Any]) -> dict[str, Any]:
    kolommen: dict[str, Any] = {}
    for naam, waarde in waarden.items():
        if naam == "bedrag":
            kolommen |= {"staat": str(waarde.staat), "bedrag": waarde.bedrag}
        elif naam == "per":
            kolommen |= dict(zip(_SAMEN["per"], waarde, strict=True))
        else:
            kolommen[naam] = waarde
    return kolommen


def _in_kolommen(rij: Dekking, waarden: Mapping[str, Any]) -> dict[str, Any]:
    """The columns to store. An amount says of how many years it is; without one nothing is said
    of that, and hours are still hours."""
    if not waarden.keys() & _SAMEN.keys():
        return dict(waarden)
    bedrag = waarden.get("bedrag", Bedraginvoer(rij.staat, rij.bedrag))
    per = waarden.get("per", (rij.per, rij.aanname))
    if bedrag.bedrag is None:
        if waarden.get("per", ("", "")) != ("", ""):
            raise ValidationError({"per": "Er is geen bedrag. Kies bij ‘Het bedrag is’ niets."})
        per = ("", "")
    elif per == ("", ""):
        vraag = "Kies bij ‘Het bedrag is’ of dit bedrag per jaar of in totaal is."
        raise ValidationError({"per": vraag})
    if bedrag.staat in _ZONDER_BEDRAG:
        uren = rij.uren_per_week is not None or rij.fte is not None
        bedrag = Bedraginvoer(GeldStaat.UREN if uren else GeldStaat.LEEG)
    return _gesplitst({**waarden, "bedrag": bedrag, "per": per})
