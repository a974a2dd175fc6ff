"""Freezing data, and holding what is frozen to the logboek."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from jeugdhulp import logboek
from jeugdhulp.controle import vernietigd
from jeugdhulp.models import Gebeurtenis, Gemeente, Momentopname


def bevries(
    gegevens: Mapping[str, Any], *, gemeente_id: int, soort: str, peildatum: date, moment: datetime
) -> Momentopname:
    """A Momentopname of `gegevens`, not yet stored: the canonical text, and its sha256."""
    tekst = logboek.canoniek(gegevens)
    return Momentopname(
        gemeente_id=gemeente_id,
        soort=soort,
        peildatum=peildatum,
        gemaakt_op=moment,
        tekst=tekst,
        sha256=_sha256(tekst),
    )


def feiten(momentopname: Momentopname) -> dict[str, Any]:
    """What the line about a stored snapshot hashes."""
    return {"momentopname": momentopname.pk, "sha256": momentopname.sha256}


def controleer_momentopnamen(gemeente: Gemeente) -> str:
    """What is wrong with the snapshots of `gemeente`, or "": each is what a line says it was, and
    one that was emptied is named, with its erratum, by the line that tells so. Three queries."""
    regels = Gebeurtenis.objects.filter(gemeente=gemeente).exclude(feiten_hash="")
    bekend = set(regels.values_list("feiten_hash", flat=True))
    wissels = vernietigd(gemeente.pk, "momentopnamen")
    leeg = {oud: sha for oud, sha, _, _ in wissels}
    errata = {(oud, nieuw, sha) for oud, _, nieuw, sha in wissels}
    rijen = Momentopname.objects.filter(gemeente=gemeente).select_related("vervangt")
    for rij in rijen.order_by("pk").iterator(100):
        if rij.vervangt is None:
            genoemd = logboek.hash_van(feiten(rij)) in bekend
        else:
            genoemd = (rij.vervangt.pk, rij.pk, rij.sha256) in errata and not rij.vervangt.tekst
        heel = _sha256(rij.tekst) == rij.sha256 and rij.afgeschermd_op is None
        is_leeg = leeg.get(rij.pk) == rij.sha256 and rij.tekst == ""
        if not genoemd or not (heel or is_leeg):
            return f"momentopname {rij.pk}: staat niet zo in het logboek"
    return ""


def _sha256(tekst: str) -> str:
    return hashlib.sha256(tekst.encode()).hexdigest()
