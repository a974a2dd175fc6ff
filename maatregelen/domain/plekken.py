"""Where the texts of the plan side stand, for `afschermen`."""

from typing import Any

from django.db import models
from django.db.models import QuerySet

from jeugdhulp import kalender
from jeugdhulp.controle import VERNIETIGD
from jeugdhulp.domain import plekken
from jeugdhulp.domain.afschermen import Bereik, Plek, Verslag
from jeugdhulp.models import Gebeurtenis, Gemeente, Organisatie, Persoon
from jeugdhulp.opmaak import datum
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.domain.stand import bewijs
from maatregelen.models import (
    Aanwezigheid,
    Actiepunt,
    Agendapunt,
    Beleidsplan,
    Besluit,
    Besluitmaatregel,
    Besluitmoment,
    Besparing,
    Besteding,
    Betrokkenheid,
    Bevestiging,
    Blad,
    Cluster,
    Contextcijfer,
    Dekking,
    Doel,
    Doelkoppeling,
    Investering,
    Maatregel,
    Mijlpaal,
    Plan,
    Projectrol,
    Resultaat,
    Risico,
    Ronde,
    Rondestap,
    Rust,
    Samenhang,
    Stand,
    Thema,
    Vaststelling,
    Vergaderdag,
    Vermelding,
    VervallenActiviteit,
)
from maatregelen.models.ronde import STAP_AFSCHERMBAAR
from maatregelen.models.stand import AFSCHERMBAAR, DEEL_AFSCHERMBAAR, STANDDELEN


def _over_plan(plan: models.Model) -> QuerySet[Gebeurtenis]:
    """The lines about a plan and its measures."""
    maatregelen = Maatregel.objects.filter(plan=plan.pk).select_related("plan")
    gemeente_id = Plan.objects.values_list("gemeente", flat=True).get(pk=plan.pk)
    return Gebeurtenis.objects.filter(gemeente=gemeente_id).over(plan, *maatregelen)


def _standen(bereik: Bereik) -> QuerySet[Stand]:
    standen = Stand.objects.filter(maatregel__plan__gemeente=bereik.gemeente)
    if bereik.onderwerp is not None:
        standen = standen.filter(maatregel__plan=bereik.onderwerp.pk)
    return standen.select_related("maatregel__plan").order_by("pk")


def _wis_stand(stand: Stand, nieuw: dict[str, Any], verslag: Verslag) -> None:
    """The mark in place of each text that changes. The line of the stand loses its content too:
    that holds a fingerprint of what went."""
    regel = bewijs.regel_van(stand)
    gewist = dict.fromkeys(nieuw, AFGESCHERMD)
    Stand._base_manager.filter(pk=stand.pk).update(afgeschermd_op=kalender.nu(), **gewist)
    verslag.regels.add(regel.volgnummer)
    verslag.feiten["standen"].append([stand.pk, ""])


def _standdeel(model: type[models.Model]) -> Plek:
    """The texts of a part of a stand; shielding one empties the line of its stand."""

    def rijen(bereik: Bereik) -> QuerySet[Any]:
        alle = model._base_manager.filter(stand__in=_standen(bereik).order_by())
        return alle.select_related("stand__maatregel__plan").order_by("pk")

    def wis(deel: Any, nieuw: dict[str, Any], verslag: Verslag) -> None:
        # Before the part changes: the line is found by the facts, which stay.
        verslag.regels.add(bewijs.regel_van(deel.stand).volgnummer)
        verslag.feiten["standen"].append([deel.stand_id, ""])
        gewist = dict.fromkeys(nieuw, AFGESCHERMD)
        model._base_manager.filter(pk=deel.pk).update(afgeschermd_op=kalender.nu(), **gewist)

    return Plek(
        naam=str(model._meta.verbose_name_plural),
        rijen=rijen,
        lees=lambda deel: {veld: getattr(deel, veld) for veld in DEEL_AFSCHERMBAAR},
        noem=lambda deel: f"{deel.stand.maatregel.code} per {datum(deel.stand.peildatum)}",
        wis=wis,
    )


def _houd_vast(gemeente: Gemeente, verslag: Verslag) -> None:
    """Hold every stand whose line is emptied to the line of this act: it tells the hash of the
    texts as they are now. What the facts must be, the emptied line itself still tells."""
    gewist = {pk for pk, _ in verslag.feiten["standen"]}
    regels = Gebeurtenis.objects.filter(gemeente=gemeente).exclude(inhoud=None)
    for eerdere in regels.filter(soort=VERNIETIGD):
        if gewist & {pk for pk, _ in eerdere.gegevens.get("standen", [])}:
            verslag.neem_over(eerdere)
    geraakt = {pk for pk, _ in verslag.feiten["standen"]}
    for regel in regels.filter(soort=bewijs.SOORT, volgnummer__in=verslag.regels):
        geraakt.add(regel.gegevens["stand"])
    verslag.feiten["standen"] = [
        [stand.pk, bewijs.vingerafdruk(stand)]
        for stand in Stand.objects.filter(pk__in=geraakt).order_by("pk")
    ]


def _rondestappen(bereik: Bereik) -> QuerySet[Rondestap]:
    stappen = Rondestap.objects.filter(ronde__plan__gemeente=bereik.gemeente)
    if bereik.onderwerp is not None:
        stappen = stappen.filter(ronde__plan=bereik.onderwerp.pk)
    return stappen.select_related("ronde").order_by("pk")


def _wis_rondestap(stap: Rondestap, nieuw: dict[str, Any], verslag: Verslag) -> None:
    gewist = dict.fromkeys(nieuw, AFGESCHERMD)
    Rondestap._base_manager.filter(pk=stap.pk).update(afgeschermd_op=kalender.nu(), **gewist)


_PLAN = Plan._meta.label_lower


def _onder_plan(
    model: type[models.Model], naar_plan: str, *andere: str, meervoud: str = ""
) -> tuple[Plek, Plek]:
    """A tracked model under a plan; `andere` are the paths to the gemeente that rows without a plan
    have."""
    paden = (f"{naar_plan}__gemeente", *andere)
    return plekken.gevolgd(model, paden, {_PLAN: naar_plan}, meervoud)


PLEKKEN = (
    plekken.regels(_over_plan),
    *(_standdeel(model) for model in STANDDELEN),
    Plek(
        naam="standen van zaken",
        rijen=_standen,
        lees=lambda stand: {veld: getattr(stand, veld) for veld in AFSCHERMBAAR},
        noem=lambda stand: f"{stand.maatregel.code} per {datum(stand.peildatum)}",
        wis=_wis_stand,
        rond_af=_houd_vast,
    ),
    plekken.momentopnamen,
    *plekken.gevolgd(Persoon, "gemeente"),
    *plekken.gevolgd(Organisatie, "gemeente"),
    *plekken.gevolgd(Plan, "gemeente", {_PLAN: "pk"}),
    *plekken.gevolgd(Beleidsplan, "gemeente"),
    *plekken.gevolgd(Doel, "beleidsplan__gemeente"),
    *plekken.gevolgd(Vergaderdag, "gemeente"),
    *_onder_plan(Thema, "plan"),
    *_onder_plan(Cluster, "plan"),
    *_onder_plan(Projectrol, "plan"),
    *_onder_plan(Maatregel, "plan"),
    *_onder_plan(VervallenActiviteit, "plan"),
    *_onder_plan(Investering, "plan"),
    *_onder_plan(Dekking, "plan"),
    *_onder_plan(Besluit, "plan"),
    *_onder_plan(Actiepunt, "plan"),
    *_onder_plan(Ronde, "plan"),
    *_onder_plan(Agendapunt, "ronde__plan"),
    *_onder_plan(Aanwezigheid, "ronde__plan"),
    Plek(
        naam="stappen van rondes",
        rijen=_rondestappen,
        lees=lambda stap: {veld: getattr(stap, veld) for veld in STAP_AFSCHERMBAAR},
        noem=str,
        wis=_wis_rondestap,
    ),
    *_onder_plan(Blad, "maatregel__plan"),
    *_onder_plan(Bevestiging, "maatregel__plan"),
    *_onder_plan(Besluitmaatregel, "maatregel__plan"),
    *_onder_plan(Betrokkenheid, "maatregel__plan"),
    *_onder_plan(Doelkoppeling, "maatregel__plan"),
    *_onder_plan(Samenhang, "maatregel__plan"),
    *_onder_plan(Besparing, "maatregel__plan"),
    *_onder_plan(Rust, "maatregel__plan"),
    *_onder_plan(Vermelding, "blad__maatregel__plan"),
    *_onder_plan(Besteding, "blad__maatregel__plan"),
    *_onder_plan(Vaststelling, "plan", "beleidsplan__gemeente"),
    *_onder_plan(Risico, "plan", "beleidsplan__gemeente"),
    *_onder_plan(Contextcijfer, "plan", "beleidsplan__gemeente"),
    *_onder_plan(Besluitmoment, "plan", "beleidsplan__gemeente", "gemeente"),
    *_onder_plan(Resultaat, "maatregel__plan", "doel__beleidsplan__gemeente"),
    *_onder_plan(Mijlpaal, "blad__maatregel__plan", meervoud="stappen van de planning"),
)
