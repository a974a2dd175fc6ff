"""Holding every Stand to the line that was written with it."""

from typing import Any

from django.db.models import Model

from jeugdhulp import logboek
from jeugdhulp.controle import vernietigd
from jeugdhulp.kalender import LAATSTE
from jeugdhulp.models import Gebeurtenis, Gemeente
from maatregelen.models import Maatregel, Stand
from maatregelen.models.stand import AFSCHERMBAAR, DEEL_AFSCHERMBAAR, LATER

SOORT = "stand vastgelegd"
# The relations of a stand that hold its parts.
DELEN = ("voortgangsregels", "open_einden")


def feiten(stand: Stand) -> dict[str, Any]:
    """All columns of a stand and its parts but what may be shielded: they can never change.

    Two queries, none where the parts are prefetched.
    """
    return _kolommen(stand, AFSCHERMBAAR) | {
        naam: [_kolommen(deel, DEEL_AFSCHERMBAAR) for deel in delen]
        for naam, delen in _delen(stand)
    }


def _delen(stand: Stand) -> list[tuple[str, list[Any]]]:
    """Per relation that has any its parts, so that a stand without parts hashes as its row."""
    return [(naam, delen) for naam in DELEN if (delen := list(getattr(stand, naam).all()))]


def _kolommen(rij: Model, afschermbaar: tuple[str, ...]) -> dict[str, Any]:
    weg = {*afschermbaar, "afgeschermd_op"}
    velden = [veld.attname for veld in rij._meta.local_fields if veld.attname not in weg]
    return _als_toen({veld: getattr(rij, veld) for veld in velden})


def _als_toen(kolommen: dict[str, Any]) -> dict[str, Any]:
    """Without the columns that came later and are empty: those standen never had them."""
    return {veld: waarde for veld, waarde in kolommen.items() if waarde or veld not in LATER}


def feiten_hash(stand: Stand) -> str:
    """sha256 over its facts, as its line in the logboek carries it."""
    return logboek.hash_van(feiten(stand))


def vingerafdruk(stand: Stand) -> str:
    """sha256 over its texts and those of its parts. It stands in the content of the line,
    and goes when that goes."""
    teksten: dict[str, Any] = _als_toen({veld: getattr(stand, veld) for veld in AFSCHERMBAAR})
    for naam, delen in _delen(stand):
        teksten[naam] = [[getattr(deel, veld) for veld in DEEL_AFSCHERMBAAR] for deel in delen]
    return logboek.hash_van(teksten)


def regel_van(stand: Stand) -> Gebeurtenis:
    """The line that was written with this stand. One query; raises DoesNotExist without one."""
    gemeente = stand.maatregel.plan.gemeente_id
    return Gebeurtenis.objects.get(gemeente=gemeente, soort=SOORT, feiten_hash=feiten_hash(stand))


def controleer_standen(gemeente: Gemeente) -> str:
    """What is wrong with the standen of `gemeente`, or "": each has its line and says what the line
    says (where its content was destroyed, what the act says that did so), no line lost its stand,
    and the phase of a measure is that of its last stand.

    Four queries, three a two thousand standen and one a thousand measures; rows are streamed.
    """
    regels = Gebeurtenis.objects.filter(gemeente=gemeente, soort=SOORT).iterator(2000)
    bewijzen = {regel.feiten_hash: regel for regel in regels}
    gewist = dict(vernietigd(gemeente.pk, "standen"))
    standen = Stand.objects.filter(maatregel__plan__gemeente=gemeente).select_related("maatregel")
    standen = standen.prefetch_related(*DELEN)
    for stand in standen.order_by("pk").iterator(2000):
        regel = bewijzen.pop(feiten_hash(stand), None)
        if regel is None or vingerafdruk(stand) != _teksten(regel, stand, gewist):
            code = stand.maatregel.code
            return f"stand {stand.pk} van maatregel {code}: staat niet zo in het logboek"
    for regel in bewijzen.values():
        return f"regel {regel.volgnummer}: de stand die toen is vastgelegd, is er niet meer zo"
    return _fout_in_fase(gemeente)


def _teksten(regel: Gebeurtenis, stand: Stand, gewist: dict[int, str]) -> str:
    """The hash that the texts of `stand` must have: what its line says, as long as that can."""
    if regel.inhoud is None:
        return gewist.get(stand.pk, "")
    return str(regel.gegevens.get("teksten", ""))


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
