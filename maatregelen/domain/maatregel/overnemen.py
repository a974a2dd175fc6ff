"""Taking a measure over as a new one: in its own plan, or in another of the gemeente.

Texts and planning go along, and people where that is asked; money, standen and results stay where
they are: they tell what was decided and done there. In another plan a step that ended before that
plan begins loses its days, and says when it was: nobody decided on another day yet.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from jeugdhulp import kalender, logboek
from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.models import Gebruiker
from maatregelen.choices import TEKSTVELDEN_VAN_BLAD, MijlpaalToestand
from maatregelen.domain import wijzigen
from maatregelen.domain.maatregel.maatregel_maken import Nieuw, eis_van_plan, verteld, voeg_toe
from maatregelen.models import Betrokkenheid, Blad, Cluster, Maatregel, Mijlpaal, Plan
from maatregelen.models.periode import periode_kolommen

# What a measure says of itself, but for its title.
OVERGENOMEN = ("ondertitel", "schaalniveau", "domein", "invloed", *TEKSTVELDEN_VAN_BLAD)
_BETROKKENE = (
    "persoon_id",
    "organisatie_id",
    "rol",
    "deeltaak",
    "onbeslist",
    "van",
    "tot_en_met",
    "volgorde",
)
_STAP = ("tekst", "soort", "twijfel", "volgorde")
# Before when a step was planned, in place of its days.
OPNIEUW = "opnieuw te plannen, was "


def kopieer_maatregel(
    bron: Maatregel, nieuw: Nieuw, *, met_betrokkenen: bool, door: Gebruiker | None
) -> Maatregel:
    """Make a measure that begins as `bron` is, in the plan of `nieuw.thema`.

    Its sheets follow those of `bron` (`nieuw.clusters` is not looked at). Every step that did not
    lapse comes along and is open. ValidationError per field, also for a plan of another gemeente.
    """
    with logboek.handeling(door=door):
        plan = wijzigen.vergrendel(nieuw.thema.plan, "gemeente")
        if plan.gemeente_id != bron.plan.gemeente_id:
            raise ValidationError({"thema": "Dit thema staat in een plan van een andere gemeente."})
        eis_van_plan(plan, nieuw.thema)
        per_code = {cluster.code: cluster for cluster in plan.clusters.all()}
        rij, stappen = neem_over(
            plan,
            bron,
            nieuw,
            per_code,
            toestanden=[MijlpaalToestand.OPEN, MijlpaalToestand.GEREED],
            met_betrokkenen=met_betrokkenen,
        )
        herkomst = bron.code
        if plan.pk != bron.plan_id:
            herkomst += f" uit het plan {bron.plan.van.year}-{bron.plan.tot_en_met.year}"
        na = verteld(rij, [blad.cluster for blad in rij.bladen.all() if blad.cluster])
        extra = {"kopie van": herkomst, "stappen": stappen} | verteld_opnieuw(rij)
        wijzigen.schrijf("maatregel gekopieerd", rij, na=na | extra)
    return rij


def neem_over(
    plan: Plan,
    bron: Maatregel,
    nieuw: Nieuw,
    clusters: Mapping[str, Cluster],
    *,
    toestanden: Sequence[str],
    met_betrokkenen: bool,
) -> tuple[Maatregel, int]:
    """The copy and how many steps it got, inside an act that locked `plan` and writes the line.

    `clusters`: those of `plan` by their code; a sheet of a cluster it lacks has none. `toestanden`:
    which steps come along.
    """
    bronbladen = list(bron.bladen.select_related("cluster"))
    naar = {
        blad.pk: clusters.get(blad.cluster.code) if blad.cluster else None for blad in bronbladen
    }
    gekozen = list(dict.fromkeys(naar.values()))
    rij = voeg_toe(
        plan,
        Nieuw(
            nieuw.thema, nieuw.titel, nieuw.code, tuple(cluster for cluster in gekozen if cluster)
        ),
        **{veld: getattr(bron, veld) for veld in OVERGENOMEN},
    )
    bladen = {blad.cluster: blad for blad in rij.bladen.select_related("cluster")}
    if None in gekozen and None not in bladen:
        bladen[None] = Blad(maatregel=rij)
        wijzigen.bewaar(bladen[None])
    stappen = _kopieer_planning(
        {blad.pk: bladen[naar[blad.pk]] for blad in bronbladen},
        toestanden,
        vanaf=plan.van if plan.pk != bron.plan_id else None,
    )
    if met_betrokkenen:
        _kopieer_betrokkenen(bron, rij)
    return rij, stappen


def opnieuw_te_plannen(binnen: Plan | Maatregel) -> int:
    """How many steps of a plan or measure came without their days. One query."""
    pad = "blad__maatregel__plan" if isinstance(binnen, Plan) else "blad__maatregel"
    zonder_dag = Mijlpaal.objects.filter(
        periode_soort=PeriodeSoort.ONBEPAALD, letterlijk__startswith=OPNIEUW
    )
    return zonder_dag.filter(**{pad: binnen.pk}).count()


def verteld_opnieuw(binnen: Plan | Maatregel) -> dict[str, int]:
    """What the line of a copy tells of those; {} without any."""
    aantal = opnieuw_te_plannen(binnen)
    return {"stappen opnieuw te plannen": aantal} if aantal else {}


def _kopieer_planning(
    naar: Mapping[int, Blad], toestanden: Sequence[str], *, vanaf: date | None
) -> int:
    """Copy the steps of these sheets (by id) to their new ones, as open; how many. What ended
    before `vanaf` loses its days."""
    stappen = Mijlpaal.objects.filter(blad__in=naar, toestand__in=toestanden)
    nieuwe: dict[int, Mijlpaal] = {}
    # What others refer to comes first.
    for stap in sorted(
        stappen, key=lambda rij: (bool(rij.onderdeel_van_id), bool(rij.zelfde_als_id))
    ):
        zelfde = nieuwe.get(stap.zelfde_als_id or 0)
        blad = naar[stap.blad_id]
        if zelfde is not None and zelfde.blad_id == blad.pk:
            # Two sheets became one: it stands there already.
            nieuwe[stap.pk] = zelfde
            continue
        kolommen = {veld: getattr(stap, veld) for veld in _STAP}
        kolommen |= periode_kolommen(_periode(stap.periode, vanaf))
        hoort_bij = nieuwe.get(stap.onderdeel_van_id or 0)
        kopie = Mijlpaal(blad=blad, onderdeel_van=hoort_bij, zelfde_als=zelfde, **kolommen)
        wijzigen.bewaar(kopie)
        nieuwe[stap.pk] = kopie
    return len({kopie.pk for kopie in nieuwe.values()})


def _periode(was: Periode, vanaf: date | None) -> Periode:
    if vanaf is None or was.tot_en_met is None or was.tot_en_met >= vanaf:
        return was
    return Periode(PeriodeSoort.ONBEPAALD, letterlijk=f"{OPNIEUW}{was.voluit()}")


def _kopieer_betrokkenen(bron: Maatregel, rij: Maatregel) -> None:
    """Who has a part today or later; who had one, had it there."""
    vandaag = kalender.vandaag()
    nog = Q(tot_en_met=None) | Q(tot_en_met__gte=vandaag)
    for betrokkene in bron.betrokkenheden.filter(nog):
        kolommen = {veld: getattr(betrokkene, veld) for veld in _BETROKKENE}
        wijzigen.bewaar(Betrokkenheid(maatregel=rij, **kolommen))
