"""Holding every Stand to the line that was written with it."""

from typing import Any

from jeugdhulp import logboek
from jeugdhulp.controle import vernietigd
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


def feiten_hash(stand: Stand) -> str:
    """sha256 over its facts, as its line in the logboek carries it."""
    return logboek.hash_van(feiten(stand))


def vingerafdruk(stand: Stand) -> str:
    """sha256 over its texts. It stands in the content of the line, and goes when that goes."""
    return logboek.hash_van({veld: getattr(stand, veld) for veld in TEKSTVELDEN})


def regel_van(stand: Stand) -> Gebeurtenis:
    """The line that was written with this stand, also when it was shielded since. One or two
    queries; raises DoesNotExist when there is none."""
    gemeente = stand.maatregel.plan.gemeente_id
    regels = Gebeurtenis.objects.filter(gemeente=gemeente, soort=SOORT)
    nu = feiten_hash(stand)
    eerder = {pk: was for pk, was, *_ in vernietigd(gemeente, "standen")}
    return regels.get(feiten_hash=eerder.get(stand.pk, nu))


def controleer_standen(gemeente: Gemeente) -> str:
    """What is wrong with the standen of `gemeente`, or "": each has its line and says what the line
    says (or what the line says by which it was shielded), no line lost its stand, and the phase of
    a measure is that of its last stand.

    Four queries and one a thousand measures; rows are streamed.
    """
    bewijzen = _bewijzen(gemeente)
    standen = Stand.objects.filter(maatregel__plan__gemeente=gemeente).select_related("maatregel")
    for stand in standen.order_by("pk").iterator(2000):
        _, teksten = bewijzen.pop(feiten_hash(stand), (0, ""))
        if teksten != vingerafdruk(stand):
            code = stand.maatregel.code
            return f"stand {stand.pk} van maatregel {code}: staat niet zo in het logboek"
    for volgnummer, _ in bewijzen.values():
        return f"regel {volgnummer}: de stand die toen is vastgelegd, is er niet meer zo"
    return _fout_in_fase(gemeente)


def _bewijzen(gemeente: Gemeente) -> dict[str, tuple[int, str]]:
    """Per hash of the facts of a stand: the volgnummer of its line, and the hash of its texts."""
    regels = Gebeurtenis.objects.filter(gemeente=gemeente, soort=SOORT).order_by("volgnummer")
    vastgelegd = {
        regel.feiten_hash: (regel.volgnummer, regel.gegevens.get("teksten", ""))
        for regel in regels.iterator(2000)
    }
    for _, was, wordt, teksten in vernietigd(gemeente.pk, "standen"):
        volgnummer, _ = vastgelegd.pop(was, (0, ""))
        vastgelegd[wordt] = (volgnummer, teksten)
    return vastgelegd


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
