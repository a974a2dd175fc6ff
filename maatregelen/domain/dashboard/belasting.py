"""How much work there is, in hours and per person, over all running plans of the gemeente."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jeugdhulp.choices import PersoonSoort
from jeugdhulp.kalender import Kwartaal
from jeugdhulp.models import Organisatie, Persoon
from maatregelen.choices import EINDFASEN, BetrokkenheidRol
from maatregelen.domain.dashboard.beeld import Beeld
from maatregelen.domain.geld import geldoverzicht
from maatregelen.domain.verleden import rijen, vul
from maatregelen.geld import (
    NUL,
    UREN_PER_FTE,
    Capaciteit,
    Geldregel,
    Plek,
    Uren,
    capaciteit,
    uren_van,
)
from maatregelen.models import Betrokkenheid, Blad, Maatregel, Plan, Stand
from maatregelen.querysets import PlanQuerySet

# This quarter and the seven after it.
KWARTALEN = 8
# The roles that ask time of somebody; who is only informed or responsible for it is left out.
_TREKT = (BetrokkenheidRol.TREKKER, BetrokkenheidRol.PROJECTLEIDER)
_WERKT = (BetrokkenheidRol.PLAATSVERVANGER, BetrokkenheidRol.UITVOERDER)


@dataclass(frozen=True)
class Drukte:
    """The hours a week of one quarter, over the plans."""

    kwartaal: Kwartaal
    uren: Uren

    @property
    def fte(self) -> Decimal:
        """Of what is needed."""
        return self.uren.nodig / UREN_PER_FTE


@dataclass(frozen=True)
class Persoonlijk:
    """What one person or organisation has to do in running measures.

    `uren` are those of the measures she pulls or leads, in this quarter: of all who work on them
    together. None: no row gives hours.
    """

    naam: str
    vacature: bool
    trekker: int = 0
    projectleider: int = 0
    verder: int = 0
    plannen: int = 0
    # Of the above, named with "or" between the names.
    onbeslist: int = 0
    uren: Decimal | None = None
    zonder_begin: Decimal = NUL


@dataclass(frozen=True)
class Belasting:
    """The load over `plannen` plans."""

    plannen: int
    kwartalen: Sequence[Drukte]
    zonder_begin: Uren
    mensen: Sequence[Persoonlijk]
    # Running measures without a trekker.
    zonder_trekker: int = 0

    @property
    def heeft_uren(self) -> bool:
        return self.zonder_begin != Uren() or any(deel.uren != Uren() for deel in self.kwartalen)

    @property
    def drukste(self) -> Drukte | None:
        """The first quarter with most hours; None without hours in any of them."""
        meeste = max(self.kwartalen, key=lambda deel: deel.uren.nodig)
        return meeste if meeste.uren.nodig else None


def lees(beeld: Beeld, zichtbaar: PlanQuerySet[Plan]) -> Belasting:
    """Over the plans of this gemeente among `zichtbaar` that are not over on the peildatum, and
    this plan; whatever was filtered. For who reads those plans whole.

    Nine queries whatever the number of plans and measures, one where this plan is the only one; as
    many for the past.
    """
    moment = beeld.bekend_op
    zichtbaar = zichtbaar.filter(gemeente=beeld.plan.gemeente_id).order_by()
    plannen = [
        rij.pk
        for rij in rijen(Plan, moment, id__in=zichtbaar.values("pk"))
        if rij.pk == beeld.plan.pk or rij.tot_en_met >= beeld.peildatum
    ]
    # Of this plan all of it was read.
    andere = [sleutel for sleutel in plannen if sleutel != beeld.plan.pk]
    maatregelen = {rij.pk: rij for rij in rijen(Maatregel, moment, plan__in=andere)}
    plekken = {
        blad.pk: Plek(maatregelen[blad.maatregel_id].thema_id, blad.maatregel_id, blad.cluster_id)
        for blad in rijen(Blad, moment, maatregel__in=list(maatregelen))
    }
    investeringen = [
        *beeld.geld.investeringen,
        *geldoverzicht.investeringen(plekken, moment, plan__in=andere),
    ]
    dekkingen = [
        *beeld.geld.dekkingen,
        *geldoverzicht.dekkingen(plekken, moment, plan__in=andere),
    ]
    plan_van = {
        sleutel: beeld.plan.pk
        for soort, sleutel in beeld.geld.namen
        if soort == "maatregel" and sleutel is not None
    }
    plan_van |= {sleutel: rij.plan_id for sleutel, rij in maatregelen.items()}
    lopend = _lopend(beeld, plan_van)
    betrokken = [rij for rij in _betrokken(beeld, lopend) if rij.geldt_op(beeld.peildatum)]
    kwartaal = Kwartaal.van_dag(beeld.peildatum)
    samen = capaciteit(investeringen, dekkingen)
    getrokken = {rij.maatregel_id for rij in betrokken if rij.rol == BetrokkenheidRol.TREKKER}
    return Belasting(
        plannen=len(plannen),
        kwartalen=per_kwartaal(samen, kwartaal),
        zonder_begin=samen.zonder_begin,
        mensen=per_persoon(betrokken, lopend, investeringen, kwartaal),
        zonder_trekker=len(lopend.keys() - getrokken),
    )


def _lopend(beeld: Beeld, plan_van: Mapping[int, int]) -> dict[int, int]:
    """The measures that had not ended on the peildatum, each with its plan. One query, none where
    all of them were read."""
    gelezen = {rij.maatregel.pk: rij.stand for rij in beeld.alle}
    # Without a stand nobody said that it ended.
    fasen = {sleutel: stand.fase for sleutel, stand in gelezen.items() if stand}
    if andere := list(plan_van.keys() - gelezen.keys()):
        standen = Stand.objects.filter(maatregel__in=andere, peildatum__lte=beeld.peildatum)
        standen = standen.bekend(beeld.bekend_op).order_by("peildatum", "pk")
        # The last of each stays.
        fasen |= dict(standen.values_list("maatregel", "fase"))
    return {
        sleutel: plan for sleutel, plan in plan_van.items() if fasen.get(sleutel) not in EINDFASEN
    }


def _betrokken(beeld: Beeld, lopend: Mapping[int, int]) -> list[Betrokkenheid]:
    """Who is in those measures, whatever the day. Three queries, none where all of them were
    read."""
    gelezen = {rij.maatregel.pk: rij.maatregel for rij in beeld.alle}
    andere = rijen(
        Betrokkenheid, beeld.bekend_op, maatregel__in=list(lopend.keys() - gelezen.keys())
    )
    vul(Persoon, beeld.bekend_op, (andere, "persoon"))
    vul(Organisatie, beeld.bekend_op, (andere, "organisatie"))
    hier = [gelezen[sleutel] for sleutel in lopend if sleutel in gelezen]
    return [*(rij for deel in hier for rij in deel.betrokkenheden.all()), *andere]


def per_kwartaal(samen: Capaciteit, eerste: Kwartaal, aantal: int = KWARTALEN) -> list[Drukte]:
    """The hours of `aantal` quarters from `eerste`. Pure."""
    gevonden, kwartaal = [], eerste
    for _ in range(aantal):
        gevonden.append(Drukte(kwartaal, uren_in(samen, kwartaal)))
        kwartaal = kwartaal.volgende
    return gevonden


def uren_in(samen: Capaciteit, kwartaal: Kwartaal) -> Uren:
    """The hours of one quarter; none before the first row begins. Pure."""
    for vak in samen.vakken:
        if vak.van <= kwartaal and (vak.tot_en_met is None or kwartaal <= vak.tot_en_met):
            return vak.uren
    return Uren()


def per_persoon(
    betrokken: Iterable[Betrokkenheid],
    lopend: Mapping[int, int],
    investeringen: Sequence[Geldregel],
    kwartaal: Kwartaal,
) -> list[Persoonlijk]:
    """Who has a part that asks time, most measures first; vacancies last. `lopend` has the plan of
    each running measure. Pure, with persons and organisations loaded."""
    per_wie: dict[tuple[str, int], list[Betrokkenheid]] = defaultdict(list)
    for rij in betrokken:
        if rij.rol in (*_TREKT, *_WERKT):
            per_wie[(type(rij.wie).__name__, rij.wie.pk)].append(rij)
    per_maatregel: dict[int, list[Geldregel]] = defaultdict(list)
    for regel in investeringen:
        if regel.plek.maatregel is not None and uren_van(regel) is not None:
            per_maatregel[regel.plek.maatregel].append(regel)
    mensen = [_persoonlijk(rol, lopend, per_maatregel, kwartaal) for rol in per_wie.values()]
    return sorted(
        mensen,
        key=lambda rij: (
            rij.vacature,
            -rij.trekker,
            -rij.projectleider,
            -rij.verder,
            rij.naam,
        ),
    )


def _persoonlijk(
    rollen: Sequence[Betrokkenheid],
    lopend: Mapping[int, int],
    per_maatregel: Mapping[int, Sequence[Geldregel]],
    kwartaal: Kwartaal,
) -> Persoonlijk:
    def aantal(*welke: str) -> int:
        # A person may have one role in two parts of a measure.
        return len({rij.maatregel_id for rij in rollen if rij.rol in welke})

    eigen = {rij.maatregel_id for rij in rollen if rij.rol in _TREKT}
    regels = [regel for sleutel in eigen for regel in per_maatregel.get(sleutel, [])]
    samen = capaciteit(regels)
    wie = rollen[0].wie
    return Persoonlijk(
        naam=wie.naam,
        vacature=isinstance(wie, Persoon) and wie.soort == PersoonSoort.VACATURE,
        trekker=aantal(BetrokkenheidRol.TREKKER),
        projectleider=aantal(BetrokkenheidRol.PROJECTLEIDER),
        verder=aantal(*_WERKT),
        plannen=len({lopend[rij.maatregel_id] for rij in rollen}),
        onbeslist=len({rij.maatregel_id for rij in rollen if rij.onbeslist}),
        uren=uren_in(samen, kwartaal).nodig if regels else None,
        zonder_begin=samen.zonder_begin.nodig,
    )
