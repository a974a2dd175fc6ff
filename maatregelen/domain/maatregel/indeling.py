"""Where a measure stands in its plan: its code, its thema, and the clusters of its sheets.

A sheet goes to another cluster, or out of its one, with its planning and its money. Only one on
which nothing ever stood is taken away: what was planned or paid is not lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from maatregelen.domain import wijzigen
from maatregelen.domain.grond import Grond, in_regel
from maatregelen.domain.maatregel.maatregel_maken import eis_van_plan, eis_vrije_code, zet_achteraan
from maatregelen.models import (
    Besteding,
    Blad,
    Cluster,
    Dekking,
    Investering,
    Maatregel,
    Mijlpaal,
    Thema,
    Vermelding,
)


@dataclass(frozen=True)
class Hangt:
    """One row that hangs on a sheet: what it is, what it says, and the id of its part of the page
    of the measure."""

    wat: str
    naam: str
    anker: str


def deel_in(
    maatregel: Maatregel,
    *,
    code: str,
    thema: Thema,
    verplaatst: Mapping[int, Cluster | None] | None = None,
    erbij: Sequence[Cluster] = (),
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
    op_grond_van: Grond = "",
) -> Maatregel:
    """Give a measure another code, thema or clusters; in another thema it comes last.

    `verplaatst`: per sheet (id) its new cluster, None for none; `erbij`: clusters in which it gets
    a sheet. In a plan that was vastgesteld, moving a sheet with money names its ground.

    IntussenAndersError when code or thema is no longer what was seen; ValidationError per field,
    also when nothing changes.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.vergrendel(maatregel.plan)
        rij = wijzigen.vergrendel(maatregel, "plan__gemeente", "thema")
        wijzigen.eis_ongewijzigd(rij, gezien or {})
        eis_van_plan(rij.plan, thema, *filter(None, (verplaatst or {}).values()), *erbij)
        bladen = list(rij.bladen.select_related("cluster").select_for_update(of=("self",)))
        voor = _verteld(rij, bladen)
        grond = _verplaats(rij, bladen, verplaatst or {}, op_grond_van)
        for cluster in erbij:
            bladen.append(Blad(maatregel=rij, cluster=cluster))
            _bewaar_blad(bladen[-1])
        _zet(rij, code.strip(), thema)
        na = _verteld(rij, bladen)
        anders = [deel for deel in na if voor[deel] != na[deel]]
        if not anders:
            raise ValidationError("Er is niets veranderd.")
        wijzigen.eis_reden(handeling.reden, "de indeling")
        wijzigen.schrijf(
            "indeling gewijzigd",
            rij,
            voor={deel: voor[deel] for deel in anders},
            na={deel: na[deel] for deel in anders} | grond,
        )
    return rij


def wat_hangt_aan(blad: Blad) -> list[Hangt]:
    """Every row that was ever put on a sheet; also what lapsed. Five queries."""
    pk = blad.pk
    geld: list[tuple[str, str, Any]] = [
        ("investering", "investering", Investering.objects.filter(blad=pk)),
        ("dekking", "dekking", Dekking.objects.filter(blad=pk)),
    ]
    return [
        *(
            Hangt("stap", rij.tekst, f"deel-planning-{pk}")
            for rij in Mijlpaal.objects.filter(blad=pk)
        ),
        *(Hangt(wat, str(rij), f"deel-{deel}-{pk}") for wat, deel, rijen in geld for rij in rijen),
        *(
            Hangt("geld dat elders telt", str(rij.investering or rij.dekking), _anker(rij, pk))
            for rij in Vermelding.objects.filter(blad=pk).select_related("investering", "dekking")
        ),
        *(
            Hangt("besteding", str(rij.jaar), "deel-besteding")
            for rij in Besteding.objects.filter(blad=pk)
        ),
    ]


def _anker(vermelding: Vermelding, blad: int) -> str:
    return f"deel-{'investering' if vermelding.investering_id else 'dekking'}-{blad}"


def neem_blad_weg(blad: Blad, *, door: Gebruiker | None, reden: str) -> None:
    """Take away a sheet on which nothing stands; its history keeps that it was there.

    ValidationError without a reason, for the one sheet of a measure outside the clusters, or when
    anything hangs on it, also what lapsed.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        maatregel = wijzigen.vergrendel(blad.maatregel, "plan__gemeente", "thema")
        rij = wijzigen.vergrendel(blad, "cluster")
        wijzigen.eis_reden(handeling.reden, "de indeling")
        bladen = list(maatregel.bladen.select_related("cluster"))
        if len(bladen) == 1 and rij.cluster is None:
            raise ValidationError("Dit is het enige blad. Het blijft, ook als het leeg is.")
        if hangt := wat_hangt_aan(rij):
            staat = "staat nog één regel" if len(hangt) == 1 else f"staan nog {len(hangt)} regels"
            raise ValidationError(f"Op dit blad {staat}. Daarom kan het niet weg.")
        over = [ander for ander in bladen if ander.pk != rij.pk]
        wijzigen.neem_weg(rij)
        wijzigen.schrijf("blad weggehaald", maatregel, voor=_clusters(bladen), na=_clusters(over))


def _zet(rij: Maatregel, code: str, thema: Thema) -> None:
    if rij.thema_id != thema.pk:
        rij.thema = thema
        zet_achteraan(rij)
    rij.code = code
    eis_vrije_code(rij)
    wijzigen.bewaar(rij, "code", "thema", "volgorde")


def _verplaats(
    rij: Maatregel, bladen: Sequence[Blad], verplaatst: Mapping[int, Cluster | None], grond: Grond
) -> dict[str, str]:
    """Move sheets; what the line tells of the ground."""
    anders = [blad for blad in bladen if verplaatst.get(blad.pk, blad.cluster) != blad.cluster]
    met_geld = [blad for blad in anders if _heeft_geld(blad)]
    extra = in_regel(grond, rij.plan) if met_geld or grond else {}
    for blad in anders:
        blad.cluster = verplaatst[blad.pk]
        _bewaar_blad(blad, "cluster")
    return extra


def _bewaar_blad(blad: Blad, *velden: str) -> None:
    try:
        wijzigen.bewaar(blad, *velden)
    except ValidationError as fout:
        raise ValidationError({"clusters": fout.messages}) from None


def _heeft_geld(blad: Blad) -> bool:
    return any(soort.objects.filter(blad=blad).exists() for soort in (Investering, Dekking))


def _verteld(rij: Maatregel, bladen: Sequence[Blad]) -> dict[str, Any]:
    return {"code": rij.code, "thema": str(rij.thema)} | _clusters(bladen)


def _clusters(bladen: Sequence[Blad]) -> dict[str, list[str]]:
    return {"clusters": [blad.cluster.titel if blad.cluster else "geen cluster" for blad in bladen]}
