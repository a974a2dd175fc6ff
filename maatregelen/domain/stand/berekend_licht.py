"""The computed light of measures: gathers the facts for the rules of `maatregelen.stoplicht`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, prefetch_related_objects

from jeugdhulp.stoplicht import KEUZES
from maatregelen.choices import BesluitmomentSoort, DekkingStatus
from maatregelen.domain.geld import geldoverzicht
from maatregelen.domain.geld.geldoverzicht import Plangeld
from maatregelen.domain.geld.geldpost import ANDER_BLAD
from maatregelen.domain.maatregel.blad import te_vroeg
from maatregelen.domain.overzicht import planregel
from maatregelen.domain.verleden import rijen
from maatregelen.geld import Plek
from maatregelen.models import (
    Besluitmoment,
    Maatregel,
    Mijlpaal,
    Plan,
    Resultaat,
    Stand,
)
from maatregelen.stoplicht import (
    Berekening,
    Besluitregel,
    Drempels,
    Feiten,
    Geldfeiten,
    Resultaatregel,
    bereken,
    definities,
    in_zin,
    schrijf_feiten,
)

# Per measure (id) the rows that hang under it.
PerMaatregel = Mapping[int, Sequence[Any]]


def aspecten_van(plan: Plan) -> list[str]:
    """The aspects that the plan gives a light, in its order."""
    return [rij["aspect"] for rij in plan.aspecten]


def namen_van(plan: Plan) -> dict[str, str]:
    """Per aspect how the plan calls it within a sentence."""
    return {rij["aspect"]: in_zin(rij["naam"]) for rij in plan.aspecten}


def drempels_van(plan: Plan) -> Drempels:
    """From where in this plan oranje becomes rood."""
    return Drempels(plan.drempel_kwartalen, plan.drempel_procent)


def uitleg_van(plan: Plan) -> list[dict[str, Any]]:
    """Per light of the plan its name and what each colour means, by the thresholds of the plan."""
    uitleg = definities(drempels_van(plan))
    return [
        {
            "naam": rij["naam"],
            "kleuren": [(str(licht), uitleg[rij["aspect"]][licht]) for licht in KEUZES],
        }
        for rij in plan.aspecten
    ]


def bereken_lichten(
    plan: Plan,
    maatregelen: Sequence[Maatregel],
    standen: Mapping[int, Stand | None],
    peildatum: date,
    bekend_op: datetime | None = None,
) -> dict[int, Berekening]:
    """Per measure (id) of `plan` its computed light on `peildatum`, by what was known at
    `bekend_op` (None: now). `standen` has the stand (or one in the making) that says its phase.

    Nothing is stored. Six queries whatever the number of measures, and two more where their
    planning is not loaded (`for_overzicht` does that).
    """
    feiten = lees_feiten(plan, maatregelen, standen, peildatum, bekend_op)
    return bereken_uit(plan, feiten, peildatum)


def bereken_uit(plan: Plan, feiten: Mapping[int, Feiten], peildatum: date) -> dict[int, Berekening]:
    """The same from what `lees_feiten` read. No query."""
    drempels, aspecten = drempels_van(plan), aspecten_van(plan)
    return {
        sleutel: bereken(deel, peildatum, drempels, aspecten) for sleutel, deel in feiten.items()
    }


def bereken_licht(maatregel: Maatregel, stand: Stand | None, peildatum: date) -> Berekening:
    """The computed light of one measure, by what is known now. At most eight queries."""
    lichten = bereken_lichten(maatregel.plan, [maatregel], {maatregel.pk: stand}, peildatum)
    return lichten[maatregel.pk]


def als_kolommen(berekening: Berekening) -> dict[str, str]:
    """As columns of Stand."""
    lichten = {f"berekend_{naam}": licht.value for naam, licht in berekening.lichten.items()}
    return lichten | {"berekend_feiten": schrijf_feiten(berekening)}


def lees_feiten(
    plan: Plan,
    maatregelen: Sequence[Maatregel],
    standen: Mapping[int, Stand | None],
    peildatum: date,
    bekend_op: datetime | None = None,
    plangeld: Plangeld | None = None,
    momenten: Sequence[Besluitmoment] | None = None,
) -> dict[int, Feiten]:
    """Per measure (id) what its light follows from; see `bereken_lichten` for the rest.

    With the money of the plan, where that was read already, four queries less; with its decisions
    (`besluiten_van`) one less. Indicators come with the figures.
    """
    if bekend_op is None:
        prefetch_related_objects(list(maatregelen), "bladen__mijlpalen")
    lijnen = {rij.pk: _lijnen(rij) for rij in maatregelen}
    if momenten is None:
        momenten = besluiten_van(plan, bekend_op, list(lijnen))
    besluiten = _per_maatregel(rij for rij in momenten if rij.maatregel_id is not None)
    begrotingen = _begrotingen(momenten, peildatum)
    resultaten = _per_maatregel(rijen(Resultaat, bekend_op, maatregel__in=list(lijnen)))
    geld = _Geld(plan, maatregelen, bekend_op, plangeld)
    feiten = {}
    for maatregel in maatregelen:
        stand = standen.get(maatregel.pk)
        feiten[maatregel.pk] = Feiten(
            fase=stand.fase if stand else maatregel.fase,
            opnieuw_bekijken_op=stand.opnieuw_bekijken_op if stand else None,
            planning=[
                planregel(lijn) for lijn in lijnen[maatregel.pk] if lijn.zelfde_als_id is None
            ],
            besluiten=[
                _besluitregel(rij, lijnen[maatregel.pk]) for rij in besluiten.get(maatregel.pk, [])
            ],
            geld=geld.van(maatregel, begrotingen),
            resultaten=[
                Resultaatregel(rij.tekst, rij.toestand, rij.toestand_op, rij.effect_vanaf)
                for rij in resultaten.get(maatregel.pk, [])
                if rij.beeindigd_op is None or rij.beeindigd_op > peildatum
            ],
        )
    return feiten


def _lijnen(maatregel: Maatregel) -> list[Mijlpaal]:
    """Its planning lines on all its bladen, without the steps under them."""
    return [
        regel
        for blad in maatregel.bladen.all()
        for regel in blad.mijlpalen.all()
        if regel.onderdeel_van_id is None
    ]


def _per_maatregel(gevonden: Iterable[Any]) -> PerMaatregel:
    verdeeld: dict[int, list[Any]] = defaultdict(list)
    for rij in gevonden:
        verdeeld[rij.maatregel_id].append(rij)
    return verdeeld


def besluiten_van(
    plan: Plan, bekend_op: datetime | None, maatregelen: Sequence[int] | None = None
) -> list[Besluitmoment]:
    """The decisions of the plan with its measures, or of these measures (ids) alone; and those of
    its gemeente. One query."""
    hier = Q(plan=plan.pk) if maatregelen is None else Q(maatregel__in=maatregelen)
    return rijen(Besluitmoment, bekend_op, hier | Q(gemeente=plan.gemeente_id))


def _begrotingen(momenten: Iterable[Besluitmoment], peildatum: date) -> dict[int, bool]:
    """Per year of which that is known, whether its begroting was decided by `peildatum`."""
    return {
        rij.begrotingsjaar: rij.genomen_op is not None and rij.genomen_op <= peildatum
        for rij in momenten
        if rij.begrotingsjaar is not None
    }


def _besluitregel(rij: Besluitmoment, lijnen: Sequence[Mijlpaal]) -> Besluitregel:
    return Besluitregel(
        orgaan=rij.orgaan,
        onderwerp=rij.onderwerp,
        periode=rij.periode,
        genomen_op=rij.genomen_op,
        is_advies=rij.soort == BesluitmomentSoort.ADVIES,
        stap=rij.mijlpaal_id,
        wacht_niet=[regel.tekst for regel in te_vroeg(rij, lijnen)],
    )


class _Geld:
    """The money on the bladen of these measures, with what dekking there is above them."""

    def __init__(
        self,
        plan: Plan,
        maatregelen: Sequence[Maatregel],
        bekend_op: datetime | None,
        plangeld: Plangeld | None,
    ):
        """Four queries where the money of the plan was not read yet."""
        if plangeld is None:
            plekken = {
                blad.pk: Plek(rij.thema_id, rij.pk, blad.cluster_id)
                for rij in maatregelen
                for blad in rij.bladen.all()
            }
            plangeld = geldoverzicht.van_bladen(plan, plekken, bekend_op)
        self.kosten = _per_plek(plangeld.investeringen)
        self.dekking = _per_plek(plangeld.dekkingen)
        self.besteding = _per_plek(plangeld.bestedingen)
        # Thema's with dekking of their own; None is the plan as a whole.
        self.hoger = {
            regel.plek.thema
            for regel in plangeld.dekkingen
            if regel.plek.maatregel is None and regel.status != DekkingStatus.AFGEWEZEN
        }
        self.noemt = plangeld.noemt

    def van(self, maatregel: Maatregel, begroting_besloten: Mapping[int, bool]) -> Geldfeiten:
        return Geldfeiten(
            investeringen=self.kosten.get(maatregel.pk, []),
            dekkingen=self.dekking.get(maatregel.pk, []),
            bestedingen=self.besteding.get(maatregel.pk, []),
            # Not by name: who sees one measure only, reads its facts too.
            elders=[ANDER_BLAD] if maatregel.pk in self.noemt else [],
            dekking_hoger=bool(self.hoger & {maatregel.thema_id, None}),
            begroting_besloten=begroting_besloten,
        )


def _per_plek(regels: Iterable[Any]) -> dict[int, list[Any]]:
    """Per measure (id) the rows that count there."""
    verdeeld: dict[int, list[Any]] = defaultdict(list)
    for regel in regels:
        if regel.plek.maatregel is not None:
            verdeeld[regel.plek.maatregel].append(regel)
    return verdeeld
