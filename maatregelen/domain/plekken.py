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
from maatregelen.domain import bewijs
from maatregelen.models import (
    Betrokkenheid,
    Cluster,
    Maatregel,
    Mijlpaal,
    Plan,
    Stand,
    Thema,
    Vaststelling,
)
from maatregelen.models.stand import AFSCHERMBAAR


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


_PLAN = Plan._meta.label_lower

PLEKKEN = (
    plekken.regels(_over_plan),
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
    *plekken.gevolgd(Vaststelling, "plan__gemeente", {_PLAN: "plan"}),
    *plekken.gevolgd(Thema, "plan__gemeente", {_PLAN: "plan"}),
    *plekken.gevolgd(Cluster, "plan__gemeente", {_PLAN: "plan"}),
    *plekken.gevolgd(Maatregel, "plan__gemeente", {_PLAN: "plan"}),
    *plekken.gevolgd(Betrokkenheid, "maatregel__plan__gemeente", {_PLAN: "maatregel__plan"}),
    *plekken.gevolgd(
        Mijlpaal,
        "blad__maatregel__plan__gemeente",
        {_PLAN: "blad__maatregel__plan"},
        "stappen van de planning",
    ),
)
