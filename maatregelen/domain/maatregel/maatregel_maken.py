"""A new measure in a plan: its code, its place and its sheets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from maatregelen.codes import volgende_code
from maatregelen.domain import wijzigen
from maatregelen.models import Blad, Cluster, Maatregel, Plan, Thema


@dataclass(frozen=True)
class Nieuw:
    """A measure to be. `code` "" is the next free one of its thema; without clusters it gets one
    sheet."""

    thema: Thema
    titel: str
    code: str = ""
    clusters: tuple[Cluster, ...] = ()


def vrije_codes(plan: Plan, themas: Iterable[Thema]) -> dict[int, str]:
    """Per thema (id) the code that a new measure gets; "" where no code fits. Two queries."""
    codes = list(_in_volgorde(plan).values_list("thema__code", "code"))
    historie: Any = Maatregel.historie
    bezet = set(historie.filter(plan_id=plan.pk).order_by().values_list("code", flat=True))
    bezet |= {code for _, code in codes}
    return {thema.pk: volgende_code(thema.code, codes, bezet) for thema in themas}


def maak_maatregel(plan: Plan, nieuw: Nieuw, *, door: Gebruiker | None) -> Maatregel:
    """Add a measure after the last of its thema, with a sheet per cluster.

    ValidationError per field: a code that is taken or missing, a thema or cluster of another plan.
    """
    with logboek.handeling(door=door):
        rij = voeg_toe(wijzigen.vergrendel(plan, "gemeente"), nieuw)
        wijzigen.schrijf("maatregel toegevoegd", rij, na=verteld(rij, nieuw.clusters))
    return rij


def voeg_toe(plan: Plan, nieuw: Nieuw, **teksten: str) -> Maatregel:
    """The measure and its sheets, inside an act that locked the plan and writes the line.

    `teksten`: other columns of it.
    """
    eis_van_plan(plan, nieuw.thema, *nieuw.clusters)
    code = nieuw.code.strip() or vrije_codes(plan, [nieuw.thema])[nieuw.thema.pk]
    if not code:
        raise ValidationError({"code": "Kies zelf een code; uit dit thema volgt er geen."})
    rij = Maatregel(plan=plan, thema=nieuw.thema, code=code, titel=nieuw.titel, **teksten)
    eis_vrije_code(rij)
    zet_achteraan(rij)
    wijzigen.bewaar(rij)
    for cluster in nieuw.clusters or (None,):
        wijzigen.bewaar(Blad(maatregel=rij, cluster=cluster))
    return rij


def eis_vrije_code(rij: Maatregel) -> None:
    """ValidationError when another measure of the plan has the code of `rij` now."""
    andere = Maatregel.objects.filter(plan=rij.plan, code=rij.code).exclude(pk=rij.pk).first()
    if andere is not None:
        raise ValidationError({"code": f"Deze code is al van “{andere}”. Kies een andere."})


def eis_van_plan(plan: Plan, *rijen: Thema | Cluster) -> None:
    """ValidationError when a thema or cluster stands in another plan."""
    for rij in rijen:
        if rij.plan_id != plan.pk:
            veld = "thema" if isinstance(rij, Thema) else "clusters"
            raise ValidationError({veld: f"“{rij}” staat in een ander plan."})


def zet_achteraan(rij: Maatregel) -> None:
    """Give `rij` the place after the last of its thema; the caller saves it.

    Later measures move up only where they must. A thema without measures comes after the last of
    the themas before it.
    """
    rijen = [buur for buur in _in_volgorde(rij.plan) if buur.pk != rij.pk]
    plek = _plek(rij.thema, rijen)
    rij.volgorde = _na(rijen[plek - 1] if plek else None, rij.pk)
    vorige = rij
    for volgende in rijen[plek:]:
        if (volgende.volgorde, volgende.pk) > (vorige.volgorde, vorige.pk or _NOG_GEEN):
            break
        volgende.volgorde = _na(vorige, volgende.pk)
        volgende.save(update_fields=["volgorde"])
        vorige = volgende


# A row that is yet to be stored gets a higher number than all that are there.
_NOG_GEEN = float("inf")


def _na(vorige: Maatregel | None, pk: int | None) -> int:
    """The lowest place after `vorige` for the row with this number: at one place numbers decide."""
    if vorige is None:
        return 0
    komt_erna = (pk or _NOG_GEEN) > (vorige.pk or _NOG_GEEN)
    return vorige.volgorde if komt_erna else vorige.volgorde + 1


def _plek(thema: Thema, rijen: Sequence[Maatregel]) -> int:
    eigen = [nummer for nummer, rij in enumerate(rijen, 1) if rij.thema_id == thema.pk]
    if eigen:
        return eigen[-1]
    sleutel = (thema.volgorde, thema.pk)
    eerder = (
        nummer
        for nummer, rij in enumerate(rijen, 1)
        if (rij.thema.volgorde, rij.thema_id) < sleutel
    )
    return max(eerder, default=0)


def _in_volgorde(plan: Plan) -> Any:
    return Maatregel.objects.filter(plan=plan).select_related("thema").in_volgorde()


def verteld(rij: Maatregel, clusters: Iterable[Cluster]) -> dict[str, Any]:
    """What the line of a new measure tells."""
    namen = [cluster.titel for cluster in clusters]
    eigen = {"code": rij.code, "titel": rij.titel, "thema": str(rij.thema)}
    return eigen | ({"clusters": namen} if namen else {})
