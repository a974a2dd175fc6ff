"""Where a measure stands in its plan: its code, its thema, and the clusters of its sheets.

A sheet is never taken away: it goes to another cluster, with its planning and its money.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from maatregelen.domain import wijzigen
from maatregelen.domain.grond import Grond, in_regel
from maatregelen.domain.maatregel_maken import eis_van_plan, eis_vrije_code, zet_achteraan
from maatregelen.models import Blad, Cluster, Dekking, Investering, Maatregel, Thema


def deel_in(
    maatregel: Maatregel,
    *,
    code: str,
    thema: Thema,
    verplaatst: Mapping[int, Cluster] | None = None,
    erbij: Sequence[Cluster] = (),
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
    op_grond_van: Grond = "",
) -> Maatregel:
    """Give a measure another code, thema or clusters; in another thema it comes last.

    `verplaatst`: per sheet (id) its new cluster; `erbij`: clusters in which it gets a sheet. In a
    plan that was vastgesteld, moving a sheet with money names its ground.

    IntussenAndersError when code or thema is no longer what was seen; ValidationError per field,
    also when nothing changes.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.vergrendel(maatregel.plan)
        rij = wijzigen.vergrendel(maatregel, "plan__gemeente", "thema")
        wijzigen.eis_ongewijzigd(rij, gezien or {})
        eis_van_plan(rij.plan, thema, *(verplaatst or {}).values(), *erbij)
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


def _zet(rij: Maatregel, code: str, thema: Thema) -> None:
    if rij.thema_id != thema.pk:
        rij.thema = thema
        zet_achteraan(rij)
    rij.code = code
    eis_vrije_code(rij)
    wijzigen.bewaar(rij, "code", "thema", "volgorde")


def _verplaats(
    rij: Maatregel, bladen: Sequence[Blad], verplaatst: Mapping[int, Cluster], grond: Grond
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
    return {
        "code": rij.code,
        "thema": str(rij.thema),
        "clusters": [blad.cluster.titel if blad.cluster else "geen cluster" for blad in bladen],
    }
