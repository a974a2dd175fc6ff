"""What the sheet of a measure says besides its light and planning, for a report: money, results,
the lines of its stand and the decisions that are still needed.

Never what is internal: doubts, remarks and proof stay out.
"""

from typing import Any

from jeugdhulp.choices import PersoonSoort
from jeugdhulp.models import Persoon
from maatregelen.choices import Bladveld, Fase
from maatregelen.domain.geld.geldpost import Geldpost, Plek
from maatregelen.domain.maatregel.bladinhoud import Inhoud
from maatregelen.models import Dekking, Investering, OpenEinde, Plan, Resultaat
from rapportage.blokken.basis import Bron
from rapportage.blokken.kern import noem

_GELD = (Bladveld.INVESTERING, Bladveld.DEKKING)


def geld_van_bladen(inhoud: Inhoud) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """Per blad (id) its rows of investering and dekking, as the sheet says them."""
    per_blad: dict[int, dict[str, list[dict[str, Any]]]] = {}
    for deel in inhoud.delen:
        if deel.veld in _GELD and deel.blad_id is not None:
            posten = [_post(post) for post in deel.inhoud or ()]
            per_blad.setdefault(deel.blad_id, geen_geld())[str(deel.veld)] = posten
    return per_blad


def geen_geld() -> dict[str, list[dict[str, Any]]]:
    """No row of either kind."""
    return {veld.value: [] for veld in _GELD}


def geld_van_geheel(bron: Bron) -> dict[int | None, dict[str, list[dict[str, Any]]]]:
    """Per thema (id; None: the plan) the money that counts there as a whole, of those that have
    any. Two queries."""
    gevonden: dict[int | None, dict[str, list[dict[str, Any]]]] = {}
    for model, veld in ((Investering, "investering"), (Dekking, "dekking")):
        for rij in model.objects.filter(plan=bron.plan, blad=None):
            bij = gevonden.setdefault(rij.thema_id, geen_geld())
            genoemd = bron.geld.vermeld.get((rij.letter, rij.pk), ())
            post = _post(Geldpost(rij))
            bij[veld].append(post | {"ook_op": [f"{deel.code} {deel.titel}" for deel in genoemd]})
    return gevonden


def _post(post: Geldpost) -> dict[str, Any]:
    """One row. Of another amount in the plan it says so: the two are never added."""
    rij = post.rij
    return {
        "naam": post.naam,
        "woorden": post.hoofd,
        "bedrag": _bedrag(rij.bedrag),
        "staat": rij.staat,
        "status": post.status,
        "kort": post.kort,
        "waarvoor": post.uitleg,
        "voorwaarde": post.voorwaarde,
        "ander_bedrag": _bedrag(rij.alternatief_bedrag),
        # What the plan wrote where an amount would stand.
        "letterlijk": rij.letterlijk if rij.bedrag is None else "",
        "telt_op": _plek(post.telt_op) if post.telt_op else "",
        "ook_op": [_plek(plek) for plek in post.ook_op],
        "toelichting": post.toelichting,
    }


def _bedrag(bedrag: Any) -> str | None:
    return None if bedrag is None else f"{bedrag:.2f}"


def _plek(plek: Plek) -> str:
    bij = f"{plek.maatregel.code} {plek.maatregel.titel}" if plek.maatregel else ""
    return ", ".join(deel for deel in (bij, plek.woorden) if deel)


def resultaten(inhoud: Inhoud) -> list[dict[str, str]]:
    """The results that are still aimed at: what, the norm, how far, and on which day that was."""
    return [
        _resultaat(rij)
        for deel in inhoud.delen
        if deel.veld == Bladveld.RESULTATEN
        for rij in deel.inhoud or ()
    ]


def _resultaat(rij: Resultaat) -> dict[str, str]:
    return {
        "tekst": rij.tekst,
        "soort": rij.get_soort_display() if rij.soort else "",
        "norm": rij.norm,
        "nulmeting": rij.nulmeting,
        "toestand": rij.get_toestand_display(),
        "op": rij.toestand_op.isoformat() if rij.toestand_op else "",
        "effect_vanaf": rij.effect_vanaf.isoformat() if rij.effect_vanaf else "",
    }


def voortgang(inhoud: Inhoud, tekst: str) -> list[dict[str, str]]:
    """The lines of the stand with their own phase and time; none where its text is the one line."""
    regels = inhoud.stand.voortgang
    if [regel.tekst for regel in regels] == [tekst]:
        return []
    return [
        {
            "tekst": regel.tekst,
            "fase": Fase(regel.fase).label,
            "wanneer": _wanneer(regel.periode.voluit()),
        }
        for regel in regels
    ]


def open_einden(bron: Bron, inhoud: Inhoud) -> list[dict[str, str]]:
    """What is still open of what was finished, and who does it."""
    return [
        {
            "tekst": einde.tekst,
            "wie": _wie(bron, einde),
            "wanneer": _wanneer(einde.periode.voluit()),
        }
        for einde in inhoud.stand.open_einden
    ]


def _wie(bron: Bron, einde: OpenEinde) -> str:
    wie: Persoon | None = einde.eigenaar
    if wie is None or wie.soort == PersoonSoort.VACATURE:
        return "nog niemand"
    return noem(wie, met_namen=bron.noemt_mensen)


def _wanneer(periode: str) -> str:
    return "" if periode == "nader te bepalen" else periode


def besluiten_nodig(inhoud: Inhoud) -> list[dict[str, str]]:
    """The decisions and advice it still waits for: of whom, about what, expected when."""
    return [
        {
            "soort": moment.rij.get_soort_display(),
            "orgaan": moment.rij.orgaan,
            "onderwerp": moment.rij.onderwerp,
            "wanneer": _wanneer(moment.rij.periode.voluit()),
        }
        for moment in inhoud.momenten
        if moment.rij.genomen_op is None
    ]


def geldwoorden(plan: Plan) -> dict[str, str]:
    """What the plan calls investering and dekking."""
    namen = {rij["veld"]: rij["naam"] for rij in plan.bladvelden}
    return {veld.value: namen.get(veld.value, veld.label) for veld in _GELD}
