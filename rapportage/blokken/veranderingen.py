"""The block "veranderingen": what changed since the report that it compares with, and what was
decided."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from jeugdhulp.kalender import maanden_eerder
from maatregelen.choices import BesluitmomentSoort
from maatregelen.domain.geld.geldpost import Geldpost, Geldrij
from maatregelen.domain.overzicht import Rij, planregels
from maatregelen.kwartaallijn import toestand_op
from maatregelen.models import Besluitmoment, Blad, Dekking, Investering, Plan, Vaststelling
from maatregelen.stoplicht import GEEN
from rapportage.blokken.basis import Blok, Bron
from rapportage.blokken.kern import kern, maatregelankers
from rapportage.choices import BlokSoort
from rapportage.vergelijken import Opname, is_leeg, opname_van, vergelijk

# Without a report to compare with and without its months: as far back decisions are told.
GEWONE_PERIODE = 6
_KERN = ("sleutel", "code", "titel", "anker", "fase", "licht", "trekkers", "reden")
_WAARDEN = "staat bedrag per aard van tot_en_met uren_per_week fte".split()
_SOORTEN: tuple[tuple[str, type[Investering] | type[Dekking]], ...] = (
    ("investering", Investering),
    ("dekking", Dekking),
)


class Veranderingen(Blok):
    """What changed and what was decided. It compares frozen with frozen: what the older report told
    with what this one tells, whatever became of the plan in between."""

    soort = BlokSoort.VERANDERINGEN
    geschreven = True

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """The facts, and in `opname` what the next report compares with. Four queries besides those
        of `bron`."""
        vorige = bron.vorige or {}
        oud = opname_van(vorige)
        besluiten = _besluiten(bron)
        opname = _opname(bron, besluiten)
        verschil = vergelijk(oud, opname) if oud else None
        return {
            "opname": opname,
            "vorige": _vorige(vorige),
            "verschil": verschil,
            "is_leeg": verschil is not None and is_leeg(verschil),
            **_besloten(bron, besluiten, oud),
        }


def _vorige(vorige: Mapping[str, Any]) -> dict[str, Any] | None:
    """Which report it compares with; None without one."""
    return {naam: vorige.get(naam) for naam in ("titel", "peildatum", "versie")} if vorige else None


def _opname(bron: Bron, besluiten: Sequence[dict[str, Any]]) -> dict[str, Any]:
    plekken = maatregelankers(bron)
    posten = _posten(bron)
    return {
        "plan": bron.plan.pk,
        "met_namen": bron.noemt_mensen,
        "aspecten": [
            {naam: rij[naam] for naam in ("aspect", "naam")} for rij in bron.plan.aspecten
        ],
        "maatregelen": [
            _maatregel(bron, rij, plekken[rij.maatregel.code]) | {"geld": posten[rij.maatregel.pk]}
            for rij in bron.rijen
        ],
        "geld": posten[None],
        "besluiten": [rij["sleutel"] for rij in besluiten],
    }


def _maatregel(bron: Bron, rij: Rij, anker: str) -> dict[str, Any]:
    gegevens = kern(bron, rij, anker)
    deel = {naam: gegevens[naam] for naam in _KERN}
    if rij.lichten.totaal == GEEN and rij.stand:
        deel["reden"] = rij.stand.tekst
    stappen = [
        stap for blad in rij.maatregel.bladen.all() for stap in _stappen(blad, bron.peildatum)
    ]
    return {**deel, "stappen": stappen}


def _stappen(blad: Blad, peildatum: date) -> list[dict[str, Any]]:
    return [
        {
            "sleutel": regel.sleutel,
            "cluster": blad.cluster.titel if blad.cluster else "",
            "tekst": regel.tekst,
            "van": _dag(regel.periode.van),
            "tot_en_met": _dag(regel.periode.tot_en_met),
            "wanneer": regel.periode.voluit(),
            "toestand": toestand_op(regel, peildatum),
        }
        for regel in planregels(blad, eigen=True, stappen=False)
    ]


def _dag(dag: date | None) -> str | None:
    return dag.isoformat() if dag else None


def _posten(bron: Bron) -> dict[int | None, list[dict[str, Any]]]:
    """Per measure (id) its money, row by row; below None that of a thema or the whole plan. Two
    queries."""
    bladen = {blad.pk: blad for rij in bron.rijen for blad in rij.maatregel.bladen.all()}
    posten: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for soort, model in _SOORTEN:
        for rij in model._default_manager.filter(plan=bron.plan).select_related("thema"):
            blad = bladen[rij.blad_id] if rij.blad_id else None
            posten[blad.maatregel_id if blad else None].append(_post(bron, soort, rij, blad))
    return posten


def _post(bron: Bron, soort: str, rij: Geldrij, blad: Blad | None) -> dict[str, Any]:
    post = Geldpost(rij)
    return {
        "sleutel": f"{rij.letter}{rij.pk}",
        "waar": _waar(bron.plan, rij, blad),
        "soort": soort,
        "naam": post.naam,
        "woorden": ", ".join([post.hoofd, *post.kort, *filter(None, [post.status])]),
        "waarden": {naam: _tekst(getattr(rij, naam)) for naam in _WAARDEN}
        | {"status": getattr(rij, "status", "")},
    }


def _waar(plan: Plan, rij: Geldrij, blad: Blad | None) -> str:
    """Besides the measure: its cluster, or else the thema or the plan as a whole."""
    if blad is not None:
        return blad.cluster.titel if blad.cluster else ""
    return f"{plan.naam_thema} {rij.thema}" if rij.thema else "Het hele plan"


def _tekst(waarde: Decimal | date | str | None) -> str | None:
    if waarde is None:
        return None
    return f"{waarde:.2f}" if isinstance(waarde, Decimal) else str(waarde)


def _besluiten(bron: Bron) -> list[dict[str, Any]]:
    """All that was decided up to the peildatum, oldest first. Two queries."""
    plan, codes = bron.plan, {rij.maatregel.pk: rij.maatregel.code for rij in bron.rijen}
    waar = Q(plan=plan) | Q(gemeente=plan.gemeente_id)
    momenten = Besluitmoment.objects.filter(waar, genomen_op__lte=bron.peildatum)
    vaststellingen = plan.vaststellingen.filter(vastgesteld_op__lte=bron.peildatum)
    gevonden = [
        *(_moment(rij, codes.get(rij.maatregel_id or 0, "")) for rij in momenten),
        *(_vaststelling(rij) for rij in vaststellingen),
    ]
    return sorted(gevonden, key=lambda rij: (rij["dag"], rij["wie"], rij["onderwerp"]))


def _moment(rij: Besluitmoment, code: str) -> dict[str, Any]:
    return {
        "sleutel": f"b{rij.pk}",
        "dag": _dag(rij.genomen_op),
        "wie": rij.orgaan,
        "soort": BesluitmomentSoort(rij.soort).label,
        "onderwerp": rij.onderwerp,
        "uitkomst": rij.uitkomst,
        "verwerking": rij.verwerking,
        "nummer": rij.nummer,
        "code": code,
    }


def _vaststelling(rij: Vaststelling) -> dict[str, Any]:
    return {
        "sleutel": f"v{rij.pk}",
        "dag": _dag(rij.vastgesteld_op),
        "wie": rij.orgaan,
        "soort": "vaststelling",
        "onderwerp": f"Versie {rij.versie} van het plan",
        "uitkomst": "Vastgesteld.",
        "verwerking": "",
        "nummer": rij.nummer,
        "code": "",
    }


def _besloten(
    bron: Bron, besluiten: Sequence[dict[str, Any]], oud: Opname | None
) -> dict[str, Any]:
    """What was decided that the older report did not tell: since its day, or before it and known
    only later, so that nothing falls between two reports.

    Without an older one: what was decided since a report would have been made, by the months of
    the plan; and every vaststelling, for without it nobody knows what the plan is.
    """
    if bron.vorige and (dag := bron.vorige.get("peildatum")):
        bekend = oud.get("besluiten") if oud else None
        gekozen = [
            rij
            for rij in besluiten
            if (rij["dag"] > dag if bekend is None else rij["sleutel"] not in bekend)
        ]
    else:
        maanden = 12 // len(bron.plan.rapportmaanden or []) if bron.plan.rapportmaanden else 0
        begin = maanden_eerder(bron.peildatum, maanden or GEWONE_PERIODE)
        dag = begin.isoformat()
        gekozen = [rij for rij in besluiten if rij["dag"] > dag or rij["soort"] == "vaststelling"]
    return {
        "besluiten_na": dag,
        "besluiten": [
            {naam: rij[naam] for naam in rij if naam != "sleutel"} | {"later": rij["dag"] <= dag}
            for rij in gekozen
        ],
    }
