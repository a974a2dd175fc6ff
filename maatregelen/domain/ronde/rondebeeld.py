"""A round as one JSON object: read live while it goes on, and frozen when it closes."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from jeugdhulp import post
from jeugdhulp.kalender import dag_van, datum_voluit
from maatregelen.choices import BevestigingUitkomst, RondestapSoort, RondeToestand
from maatregelen.domain import overzicht
from maatregelen.domain.dashboard import beeld as planbeeld
from maatregelen.domain.dashboard import sinds
from maatregelen.domain.dashboard.beeld import Beeld
from maatregelen.domain.dashboard.sinds import Verandering
from maatregelen.domain.overzicht import Peiling, Rij
from maatregelen.domain.ronde.rondemaatregel import lees_geld, lees_maatregel, lees_posten, lees_som
from maatregelen.domain.ronde.rondeoverleg import (
    lees_aanwezigen,
    lees_actiepunten,
    lees_agenda,
    lees_besluiten,
    overlegdagen,
)
from maatregelen.domain.ronde.rondevorm import (
    VORM,
    Plandeel,
    Rondebeeld,
    Rondedeel,
    Sindsdeel,
    Stap,
    Tellingdeel,
)
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.models import Bevestiging, Maatregel, Plan, Ronde, Rondestap
from maatregelen.stoplicht import is_bijgewerkt, toon, waarden


def lees_rondebeeld(
    ronde: Ronde,
    *,
    moment: datetime,
    sluiting: Stap | None = None,
    met_sinds: bool = True,
) -> Rondebeeld:
    """All of a round as it is at `moment`, which is now: lists and counts, agenda and decisions.

    With `sluiting`, the step that is about to be stored, as it is closed: every measure with the
    stand that its Bevestiging has. For who reads the whole plan. Without what changed since the
    last round 26 queries whatever the size, one more from the meeting on.
    """
    plan = Plan.objects.select_related("gemeente", "voorzitter").get(pk=ronde.plan_id)
    rijen, uitkomsten = _rijen(ronde, plan, moment, gesloten=sluiting is not None)
    for rij in rijen:
        rij.maatregel.plan = plan
    gelezen = planbeeld.lees(plan, rijen, ronde.peildatum)
    posten = lees_posten(gelezen)
    maatregelen = [
        lees_maatregel(ronde, gelezen, kaart, uitkomsten, posten[kaart.rij.maatregel.pk])
        for kaart in gelezen.kaarten
    ]
    lopend = [deel for deel in maatregelen if deel["loopt"]]
    sleutels = {deel["sleutel"] for deel in lopend}
    aanwezig, afwezig = lees_aanwezigen(ronde)
    stappen = lees_stappen([ronde])[ronde.pk]
    vandaag = dag_van(moment)
    dagen = overlegdagen(ronde, stappen, vandaag)
    return {
        "vorm": VORM,
        "gelezen_op": moment,
        "kanttekening": _kanttekening(stappen, moment),
        "plan": _plan(plan),
        "ronde": _ronde(ronde, plan, stappen, sluiting),
        "aanwezig": aanwezig,
        "afwezig": afwezig,
        "agenda": lees_agenda(ronde),
        "maatregelen": maatregelen,
        "tellingen": _tellingen([rij for rij in rijen if rij.maatregel.pk in sleutels]),
        "aantal_gemaakt": sum(deel["gemaakt"] for deel in lopend),
        "aantal_stil": sum(deel["stil"] for deel in lopend),
        "aantal_lopend": len(lopend),
        "geld": lees_geld(gelezen.geld, posten[None], ronde.peildatum),
        "besluiten": lees_besluiten(ronde, dagen),
        "actiepunten": lees_actiepunten(ronde, dagen, vandaag),
        "sinds": _sinds(ronde, gelezen) if met_sinds else None,
    }


def _plan(plan: Plan) -> Plandeel:
    return {
        "titel": plan.titel,
        "gemeente": plan.gemeente.naam,
        "voorbeeld": plan.gemeente.voorbeeld,
        "naam_overleg": plan.naam_overleg,
        "naam_thema": plan.naam_thema,
        "naam_cluster": plan.naam_cluster,
        "naam_maatregel": plan.naam_maatregel,
        "aspecten": plan.aspecten,
        "voorzitter": str(plan.voorzitter) if plan.voorzitter else "",
    }


def _ronde(ronde: Ronde, plan: Plan, stappen: Sequence[Stap], sluiting: Stap | None) -> Rondedeel:
    return {
        "adres": post.volledig(
            reverse("maatregelen:ronde_detail", args=[plan.gemeente.slug, plan.slug, ronde.pk])
        ),
        "peildatum": ronde.peildatum,
        "toestand": RondeToestand.GESLOTEN.value if sluiting else ronde.toestand,
        "opent_op": ronde.opent_op,
        "leveren_voor": ronde.leveren_voor,
        "vergadering_op": ronde.vergadering_op,
        "begintijd": ronde.begintijd.strftime("%H:%M") if ronde.begintijd else "",
        "plaats": ronde.plaats,
        "stappen": [*stappen, *([sluiting] if sluiting else [])],
    }


def _tellingen(rijen: Sequence[Rij]) -> list[Tellingdeel]:
    return [
        {
            "licht": str(telling["licht"]),
            "woord": str(telling["woord"]),
            "uitleg": str(telling["uitleg"]),
            "aantal": int(telling["aantal"]),
        }
        for telling in overzicht.tel(rijen)
    ]


def lees_stappen(rondes: Iterable[Ronde]) -> dict[int, list[Stap]]:
    """Per round (id) every step, oldest first. One query."""
    gevonden: dict[int, list[Stap]] = {ronde.pk: [] for ronde in rondes}
    stappen = Rondestap.objects.filter(ronde__in=list(gevonden)).order_by("pk")
    for stap in stappen.select_related("door"):
        gevonden[stap.ronde_id].append(
            {
                "soort": stap.soort,
                "naam": stap.get_soort_display(),
                "op": stap.op,
                "door": str(stap.door or "het systeem"),
                "reden": stap.reden,
            }
        )
    return gevonden


def _kanttekening(stappen: Iterable[Stap], moment: datetime) -> str:
    """Standen and rest are those of the round, whenever it is closed; the rest is read anew."""
    gesloten = [stap["op"] for stap in stappen if stap["soort"] == RondestapSoort.GESLOTEN]
    if not gesloten:
        return ""
    eerst, nu = datum_voluit(dag_van(gesloten[0])), datum_voluit(dag_van(moment))
    return (
        f"Deze ronde werd voor het eerst gesloten op {eerst} en is daarna heropend."
        f" Planning, geld en namen staan hier zoals op {nu}."
    )


def vorige_ronde(ronde: Ronde) -> Ronde | None:
    """The last closed round of the plan before this one. One query."""
    eerder = Ronde.objects.filter(
        plan=ronde.plan_id, toestand=RondeToestand.GESLOTEN, peildatum__lt=ronde.peildatum
    )
    return eerder.order_by("-peildatum", "-pk").first()


def _rijen(
    ronde: Ronde, plan: Plan, moment: datetime, *, gesloten: bool
) -> tuple[list[Rij], dict[int, str]]:
    """The measures in plan order, each with the stand and lights that this round gives it, and what
    became of them ({} while it goes on)."""
    peiling = overzicht.peil(plan, ronde.peildatum, dag_van(moment))
    maatregelen = Maatregel.objects.filter(plan=plan)
    rijen = overzicht.lees_ronde(maatregelen, ronde, peiling, dag_van(moment))
    if not gesloten:
        return [_in_ronde(rij, ronde) for rij in rijen], {}
    bevestigingen = {
        rij.maatregel_id: rij
        for rij in Bevestiging.objects.filter(ronde=ronde).select_related("stand__door")
    }
    uitkomsten = {sleutel: rij.uitkomst for sleutel, rij in bevestigingen.items()}
    return [
        _besloten(rij, bevestigingen.get(rij.maatregel.pk), peiling) for rij in rijen
    ], uitkomsten


def _in_ronde(rij: Rij, ronde: Ronde) -> Rij:
    """A stand made for a running round shows its own lights."""
    if rij.stand is None or rij.stand.ronde_id != ronde.pk:
        return rij
    lichten = toon(waarden(rij.stand), bijgewerkt=True)
    return replace(rij, lichten=lichten, reden=overzicht.reden(rij.maatregel, rij.stand, lichten))


def _besloten(rij: Rij, bevestiging: Bevestiging | None, peiling: Peiling) -> Rij:
    """As the round closed it: carried over is not updated, unless it rests or the plan is over."""
    if bevestiging is None:
        return rij
    stand, rust = bevestiging.stand, rij.maatregel.rust is not None
    bevestigd = bevestiging.uitkomst == BevestigingUitkomst.BEVESTIGD
    bij = is_bijgewerkt(
        stand.peildatum,
        peildatum=peiling.peildatum,
        ritme_maanden=peiling.ritme_maanden,
        in_laatste_ronde=bevestigd,
        plan_voorbij=peiling.plan_voorbij,
        rust=rust,
    )
    lichten = toon(waarden(stand), bijgewerkt=bij, rust=rust)
    reden = overzicht.reden(rij.maatregel, stand, lichten)
    return replace(rij, stand=stand, lichten=lichten, reden=reden)


def _sinds(ronde: Ronde, gelezen: Beeld) -> Sindsdeel | None:
    """None without a round before this one, or when the plan came here after that."""
    vorige = vorige_ronde(ronde)
    vanaf = sinds.kies(None, [vorige]) if vorige else None
    if vanaf is None:
        return None
    plan = gelezen.plan
    try:
        verschil = sinds.lees(gelezen, plan, Maatregel.objects.filter(plan=plan), vanaf)
    except NogNietBekendError:
        return None
    return {
        "peildatum": vanaf.dag,
        "zin": sinds.zin(vanaf),
        "geteld": dict(verschil.geteld),
        "veranderd": [_verandering(deel) for deel in verschil.veranderd],
        "nieuw": [_naam(rij) for rij in verschil.nieuw],
        "weg": [_naam(rij) for rij in verschil.weg],
        "geld": [
            {"naam": stap.naam, "toen": lees_som(stap.toen), "nu": lees_som(stap.nu)}
            for stap in verschil.geld
        ],
        "besluiten": [
            {
                "genomen_op": rij.genomen_op,
                "wie": rij.wie,
                "tekst": rij.tekst,
                "uitkomst": rij.uitkomst,
            }
            for rij in verschil.besluiten
        ],
    }


def _naam(rij: Rij) -> dict[str, Any]:
    maatregel = rij.maatregel
    return {"sleutel": maatregel.pk, "code": maatregel.code, "titel": maatregel.titel}


def _verandering(deel: Verandering) -> dict[str, Any]:
    return _naam(deel.rij) | {
        "richting": deel.richting,
        "beeindigd": deel.beeindigd,
        "lichten": [
            {"naam": stap.naam, "toen": stap.toen, "nu": stap.nu, "richting": stap.richting}
            for stap in deel.lichten
        ],
        "fase": list(deel.fase) if deel.fase else None,
        "schuiven": [asdict(schuif) for schuif in deel.schuiven],
        "gereed": list(deel.gereed),
    }
