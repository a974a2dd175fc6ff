"""What the acts that change a row have in common: lock it, ask why, store it, tell it."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from jeugdhulp import kalender, logboek
from jeugdhulp.vrijetekst import fouten_in
from maatregelen.choices import LOPENDE_RONDE
from maatregelen.models import Beleidsplan, Maatregel, Plan, Ronde

M = TypeVar("M", bound=models.Model)


class IntussenAndersError(Exception):
    """Somebody else changed a row while this person was typing; nothing was stored."""


def eis_ongewijzigd(rij: models.Model, gezien: Mapping[str, Any]) -> None:
    """IntussenAndersError when a field of the locked row is no longer what its writer saw.

    Two people may change two fields of one measure; only the same field is a conflict.
    """
    if any(getattr(rij, veld) != waarde for veld, waarde in gezien.items()):
        raise IntussenAndersError


def wie_wijzigde(rij: models.Model, veld: str) -> tuple[str, datetime] | None:
    """Who last gave `veld` of a tracked row its value, and when; None when nobody ever did after
    it was made. One query, for a conflict only."""
    historie: Any = type(rij).historie  # type: ignore[attr-defined]
    versies = historie.filter(id=rij.pk).select_related("history_user")
    versies = versies.order_by("-history_date", "-history_id")
    for later, eerder in pairwise(versies):
        if getattr(later, veld) != getattr(eerder, veld):
            return str(later.history_user or "het systeem"), later.history_date
    return None


def wie_maakte(rij: models.Model) -> str:
    """Who made a tracked row. One query, for a message only."""
    historie: Any = type(rij).historie  # type: ignore[attr-defined]
    eerste = historie.filter(id=rij.pk).select_related("history_user").earliest("history_id")
    return str(eerste.history_user or "het systeem")


def vergrendel(rij: M, *relaties: str) -> M:
    """The row as it is now, locked until the act ends, with `relaties` loaded. One query.

    Its key never changes: so what another act writes that refers to it need not wait for this one,
    and the two cannot wait for each other.
    """
    rijen: Any = type(rij)._default_manager.select_for_update(of=("self",), no_key=True)
    gevonden: M = rijen.select_related(*relaties).get(pk=rij.pk)
    return gevonden


def bewaar(rij: models.Model, *velden: str) -> None:
    """Store a new row, or `velden` of one that was there; ValidationError per field."""
    rij.full_clean()
    if velden:
        rij.save(update_fields=velden)
    else:
        rij.save(force_insert=True)


def neem_weg(rij: models.Model) -> None:
    """End a row that only says that two things belong together: it goes, and its history keeps when
    it held, who ended it and why (`databaserol.eindigt_in_historie`). ProtectedError when anything
    hangs on it."""
    rij.delete()


def eis_reden(reden: str, wat: str) -> None:
    """ValidationError at `reden` when it is empty; `wat` is what changes, such as "de planning"."""
    if not reden.strip():
        raise ValidationError({"reden": f"U verandert {wat}. Schrijf op waarom."})


def eis_tekst(veld: str, tekst: str, vraag: str) -> None:
    """ValidationError at `veld` when the text is empty or holds a client number."""
    if not tekst.strip():
        raise ValidationError({veld: vraag})
    if fouten := fouten_in({veld: tekst}):
        raise ValidationError(fouten)


def eis_geweest(veld: str, dag: date) -> None:
    """ValidationError at `veld` when the day has yet to come, or cannot be."""
    if dag > kalender.vandaag():
        raise ValidationError({veld: "Deze dag moet nog komen; kies vandaag of eerder."})
    if dag < kalender.VROEGSTE:
        raise ValidationError({veld: "Deze dag ligt te ver terug; kies een dag vanaf 1990."})


def eis_open_ronde(ronde: Ronde | None, plan: Plan) -> None:
    """ValidationError unless the round is of this plan and open: a closed one is read-only. Locks
    the round."""
    if ronde is None:
        return
    nu = vergrendel(ronde)
    if nu.plan_id != plan.pk or nu.toestand not in LOPENDE_RONDE:
        raise ValidationError({"ronde": "Deze ronde is gesloten, of hoort bij een ander plan."})


def schrijf(
    soort: str,
    onderwerp: Maatregel | Plan | Beleidsplan,
    *,
    over: str = "",
    voor: Mapping[str, Any] | None = None,
    na: Mapping[str, Any] | None = None,
    **extra: Any,
) -> None:
    """A line about a measure, plan or beleidsplan; `over` names the part of it that changed."""
    plan = onderwerp.plan if isinstance(onderwerp, Maatregel) else onderwerp
    logboek.schrijf(
        soort,
        onderwerp,
        gemeente_id=plan.gemeente_id,
        naam=f"{onderwerp}, {over}" if over else str(onderwerp),
        voor=voor,
        na=na,
        **extra,
    )
