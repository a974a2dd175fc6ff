"""Holding every Stand to the line that was written with it."""

from typing import Any

from jeugdhulp import logboek
from jeugdhulp.kalender import LAATSTE
from jeugdhulp.models import Gebeurtenis, Gemeente
from maatregelen.models import Maatregel, Stand
from maatregelen.models.stand import TEKSTVELDEN

SOORT = "stand vastgelegd"


def feiten(stand: Stand) -> dict[str, Any]:
    """All columns of a stand but its texts: what stays when texts must be shielded."""
    weg = {*TEKSTVELDEN, "afgeschermd_op"}
    velden = [veld.attname for veld in Stand._meta.local_fields if veld.attname not in weg]
    return {veld: getattr(stand, veld) for veld in velden}


def vingerafdruk(stand: Stand) -> str:
    """sha256 over its texts. It stands in the content of the line, and goes when that goes."""
    return logboek.hash_van({veld: getattr(stand, veld) for veld in TEKSTVELDEN})


def controleer_standen(gemeente: Gemeente) -> str:
    """What is wrong with the standen of `gemeente`, or "": each has its line and says what the line
    says, no line lost its stand, and the phase of a measure is that of its last stand.

    Three queries and one a thousand measures; rows are streamed.
    """
    regels = {
        regel.feiten_hash: regel
        for regel in Gebeurtenis.objects.filter(gemeente=gemeente, soort=SOORT).iterator(2000)
    }
    standen = Stand.objects.filter(maatregel__plan__gemeente=gemeente).select_related("maatregel")
    for stand in standen.order_by("pk").iterator(2000):
        regel = regels.pop(logboek.hash_van(feiten(stand)), None)
        if regel is None or not _zelfde_teksten(stand, regel):
            code = stand.maatregel.code
            return f"stand {stand.pk} van maatregel {code}: staat niet zo in het logboek"
    for regel in regels.values():
        return f"regel {regel.volgnummer}: de stand die toen is vastgelegd, is er niet meer zo"
    return _fout_in_fase(gemeente)


def _zelfde_teksten(stand: Stand, regel: Gebeurtenis) -> bool:
    if stand.afgeschermd_op is not None or regel.inhoud is None:
        return stand.afgeschermd_op is not None and regel.inhoud is None
    return bool(regel.gegevens.get("teksten") == vingerafdruk(stand))


def _fout_in_fase(gemeente: Gemeente) -> str:
    maatregelen = Maatregel.objects.filter(plan__gemeente=gemeente).met_laatste_stand(LAATSTE)
    standen = Stand.objects.filter(maatregel__plan__gemeente=gemeente)
    fasen = dict(standen.values_list("pk", "fase"))
    for maatregel in maatregelen:
        fase = fasen.get(maatregel.laatste_stand_id or 0, maatregel.fase)
        if fase != maatregel.fase:
            return (
                f"maatregel {maatregel.code}: de fase is {maatregel.fase}, maar haar laatste stand"
                f" zegt {fase}"
            )
    return ""
