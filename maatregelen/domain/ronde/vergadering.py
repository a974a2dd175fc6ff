"""The meeting of a round: who was there, and one item at a time with all that it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from jeugdhulp import kalender, logboek
from jeugdhulp.choices import PersoonSoort
from jeugdhulp.models import Gebruiker, Persoon
from maatregelen.agenda import KORT
from maatregelen.choices import (
    ActiepuntToestand,
    BesluitToestand,
    BetrokkenheidRol,
    ProjectrolSoort,
    RondestapSoort,
    RondeToestand,
)
from maatregelen.domain import wijzigen
from maatregelen.domain.dashboard import verloop
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.domain.dashboard.kort import Geldzin, geldzin
from maatregelen.domain.dashboard.sinds import Vanaf, Verandering
from maatregelen.domain.geld.geldoverzicht import Plangeld
from maatregelen.domain.ronde import agendafeiten, rondes
from maatregelen.domain.ronde.agenda import schrijf, vergrendel
from maatregelen.domain.stand.regellicht import Naast, naast
from maatregelen.kwartaallijn import Vakregel, teken
from maatregelen.models import Aanwezigheid, Actiepunt, Agendapunt, Besluit, Maatregel, Plan, Ronde
from maatregelen.querysets import MaatregelQuerySet
from maatregelen.stoplicht import BETEKENIS

# How many closed rounds the trend shows.
RONDES = 6
_GENOTEERD = {True: "aanwezig", False: "afwezig met bericht", None: "nog niet genoteerd"}
# Beside who pulls a measure: who sits at the table.
_AAN_TAFEL = (ProjectrolSoort.LID, ProjectrolSoort.PROJECTLEIDER, ProjectrolSoort.PROCESREGISSEUR)


@dataclass(frozen=True)
class Trendpunt:
    """The light of a measure in one closed round; `licht` "" where it was not there yet."""

    peildatum: date
    licht: str


@dataclass(frozen=True)
class Vergaderpunt:
    """A measure in the meeting: how it stands, where it comes from, and what was agreed of it."""

    kaart: Kaart
    regels: Naast
    trend: Sequence[Trendpunt]
    # The last closed round, and what changed since; None before any, or where nothing did.
    vanaf: Vanaf | None
    anders: Verandering | None
    # Without what is done: late first, then by day.
    planning: Sequence[Vakregel]
    gereed: Sequence[Vakregel]
    geld: Geldzin


@dataclass(frozen=True)
class Kaartpunt:
    """An item on the map of the meeting. `licht` is "" for what is of no one measure."""

    punt: Agendapunt
    licht: str

    @property
    def waarom(self) -> list[str]:
        """Its light, and its reasons in a word or two: each kind once, in the order of the agenda,
        without what the light says already."""
        licht = BETEKENIS[self.licht][0] if self.licht else ""
        soorten = {reden["soort"] for reden in self.punt.redenen}
        kort = [woord for soort, woord in KORT.items() if soort in soorten and woord != licht]
        return [licht, *kort] if licht else kort


@dataclass(frozen=True)
class Afspraken:
    """What was agreed before and still asks something, what this round agreed, and what was ended
    in its meeting."""

    acties: Sequence[Actiepunt]
    besluiten: Sequence[Besluit]


def lees_punt(
    zichtbaar: MaatregelQuerySet[Maatregel],
    maatregel: Maatregel,
    ronde: Ronde,
    vandaag: date,
) -> Vergaderpunt:
    """One measure of `zichtbaar` as the meeting sees it; `ronde` with its plan. For who reads the
    whole plan. A fixed number of queries whatever the size of the plan."""
    plan = ronde.plan
    alleen: Any = zichtbaar.filter(pk=maatregel.pk)
    gelezen = replace(agendafeiten.lees_beeld(alleen, plan, ronde, vandaag), gezeefd=True)
    [kaart] = gelezen.kaarten
    eerder = [rij for rij in verloop.laatste_rondes(gelezen) if rij.id != ronde.pk][-RONDES:]
    vanaf = agendafeiten.vorige_ronde(gelezen, ronde)
    verschil = agendafeiten.lees_sinds(gelezen, plan, alleen, vanaf)
    anders = next(iter(verschil.veranderd), None) if verschil else None
    stappen = [teken(regel, ronde.peildatum) for regel in kaart.regels]
    return Vergaderpunt(
        kaart=kaart,
        regels=naast(plan, kaart.rij.stand, kaart.berekend),
        trend=_trend(gelezen, eerder),
        vanaf=vanaf,
        anders=anders,
        planning=sorted(
            (rij for rij in stappen if rij.toestand != "gereed"),
            key=lambda rij: rij.toestand != "te_laat",
        ),
        gereed=[rij for rij in stappen if rij.toestand == "gereed"],
        geld=geldzin(replace(gelezen, geld=_van_maatregel(gelezen.geld, maatregel.pk))),
    )


def lees_afspraken(ronde: Ronde, maatregel: Maatregel | None, dag: date) -> Afspraken:
    """Of one measure; without, of no measure at all. What this round agreed is in it also when it
    is done already, and so is what was ended on `dag` or later: it can be put back. Two queries and
    one for names."""
    acties = Actiepunt.objects.filter(plan=ronde.plan_id, maatregel=maatregel)
    besluiten = Besluit.objects.filter(plan=ronde.plan_id)
    over = Q(besluitmaatregelen__maatregel=maatregel) if maatregel else Q(besluitmaatregelen=None)
    hier = Q(ronde=ronde.pk)
    return Afspraken(
        list(
            acties.filter(Q(toestand=ActiepuntToestand.OPEN) | hier | Q(gereed_op__gte=dag))
            .select_related("wie")
            .order_by("voor", "nummer")
        ),
        list(
            besluiten.filter(
                over, Q(toestand=BesluitToestand.LOOPT) | hier | Q(afgedaan_op__gte=dag)
            )
            .distinct()
            .order_by("nummer")
        ),
    )


def dag_van(ronde: Ronde, vandaag: date) -> date:
    """The day on which the meeting decides: its own, also when it is worked out later."""
    return min(ronde.vergadering_op or vandaag, vandaag)


def afdoendag(ronde: Ronde, afspraak: Actiepunt | Besluit, vandaag: date) -> date:
    """The day on which the meeting ends `afspraak`: `dag_van`, or today once it was opened again;
    never before it was agreed. Two queries at most."""
    if ronde.stappen.filter(soort=RondestapSoort.HEROPEND).exists():
        return vandaag
    return max(dag_van(ronde, vandaag), _afgesproken_op(afspraak))


def _afgesproken_op(afspraak: Actiepunt | Besluit) -> date:
    if isinstance(afspraak, Besluit):
        return afspraak.genomen_op
    historie: Any = Actiepunt.historie
    eerste = historie.filter(id=afspraak.pk).earliest("history_date", "history_id")
    return kalender.dag_van(eerste.history_date)


def lees_kaart(
    zichtbaar: MaatregelQuerySet[Maatregel], ronde: Ronde, vandaag: date
) -> list[Kaartpunt]:
    """`lees_punten` with the light each shows now; `ronde` with its plan. A fixed number of queries
    whatever the size of the plan."""
    rijen = agendafeiten.lees_rijen(zichtbaar, ronde.plan, ronde, vandaag)
    lichten = {rij.maatregel.pk: rij.lichten.totaal for rij in rijen}
    return [Kaartpunt(punt, lichten.get(punt.maatregel_id or 0, "")) for punt in lees_punten(ronde)]


def lees_punten(ronde: Ronde) -> list[Agendapunt]:
    """What is on the agenda, in the order of the meeting: first what is discussed, then the
    hamerstukken. One query."""
    punten = ronde.agendapunten.filter(vervallen=False).select_related("maatregel")
    # "bespreken" comes before "hamerstuk".
    return list(punten.order_by("behandeling", "volgorde", "pk"))


def genodigden(ronde: Ronde, dag: date) -> list[Persoon]:
    """Whom one would expect at the meeting: who has a part in the body, who pulls a measure that
    runs, and who was noted already. Vacancies do not sit at a table. One query."""
    plan = ronde.plan
    geldt = Q(betrokkenheden__van=None) | Q(betrokkenheden__van__lte=dag)
    geldt &= Q(betrokkenheden__tot_en_met=None) | Q(betrokkenheden__tot_en_met__gte=dag)
    trekt = Q(betrokkenheden__rol=BetrokkenheidRol.TREKKER) & geldt
    trekt &= Q(betrokkenheden__maatregel__plan=plan.pk)
    rol = Q(projectrollen__plan=plan.pk, projectrollen__rol__in=_AAN_TAFEL)
    vast = [plan.voorzitter_id, plan.samensteller_id, plan.opdrachtgever_id]
    personen = Persoon.objects.filter(gemeente=plan.gemeente_id).exclude(
        soort=PersoonSoort.VACATURE
    )
    wie = personen.filter(
        trekt | rol | Q(pk__in=[pk for pk in vast if pk]) | Q(aanwezigheden__ronde=ronde.pk)
    )
    return list(wie.distinct().order_by("naam", "pk"))


def leg_aanwezigheid_vast(
    ronde: Ronde,
    wie: Mapping[int, bool | None],
    *,
    gezien: Mapping[int, bool | None] | None = None,
    door: Gebruiker | None,
) -> None:
    """Note per persoon (id) whether she was there or sent word; None takes back what was noted. Who
    is not named stays as she was.

    IntussenAndersError when one of `gezien` is not so any more; ValidationError for a persoon of
    another gemeente, or a round that does not go on.
    """
    with logboek.handeling(door=door):
        ronde = vergrendel(ronde)
        bekend = {rij.persoon_id: rij for rij in ronde.aanwezigheden.all()}
        if any(
            getattr(bekend.get(pk), "aanwezig", None) != was for pk, was in (gezien or {}).items()
        ):
            raise wijzigen.IntussenAndersError
        personen = Persoon.objects.filter(gemeente=ronde.plan.gemeente_id).in_bulk(wie)
        if len(personen) != len(wie):
            raise ValidationError("Deze persoon hoort bij een andere gemeente.")
        na = {}
        for pk, aanwezig in wie.items():
            rij = bekend.get(pk)
            if aanwezig == getattr(rij, "aanwezig", None):
                continue
            if rij is None:
                nieuw = Aanwezigheid(ronde=ronde, persoon=personen[pk], aanwezig=bool(aanwezig))
                wijzigen.bewaar(nieuw)
            elif aanwezig is None:
                wijzigen.neem_weg(rij)
            else:
                rij.aanwezig = aanwezig
                wijzigen.bewaar(rij, "aanwezig")
            na[personen[pk].naam] = _GENOTEERD[aanwezig]
        if na:
            schrijf("aanwezigheid genoteerd", ronde, na=na)


def begin(ronde: Ronde, *, door: Gebruiker | None) -> Ronde:
    """Begin the meeting, and lay down the agenda first where nobody did. A meeting that began
    already goes on."""
    with logboek.handeling(door=door):
        nu = vergrendel(ronde)
        if nu.toestand == RondeToestand.OPEN:
            nu = rondes.bereid_voor(nu, door=door)
        if nu.toestand == RondeToestand.VOORBEREID:
            nu = rondes.begin_vergadering(nu, door=door)
    return nu


def _trend(gelezen: Beeld, eerder: Sequence[Any]) -> list[Trendpunt]:
    """Each round counts this one measure, so that its light is the one that occurs."""
    return [
        Trendpunt(
            punt.peildatum, next((licht for licht, aantal in punt.aantallen.items() if aantal), "")
        )
        for punt in verloop.per_ronde(gelezen, eerder)
    ]


def _van_maatregel(geld: Plangeld, maatregel: int) -> Plangeld:
    """Only what counts on its bladen."""
    return replace(
        geld,
        investeringen=[rij for rij in geld.investeringen if rij.plek.maatregel == maatregel],
        dekkingen=[rij for rij in geld.dekkingen if rij.plek.maatregel == maatregel],
        bestedingen=[rij for rij in geld.bestedingen if rij.plek.maatregel == maatregel],
    )


def volgende(punten: Sequence[Agendapunt], na: Agendapunt) -> Agendapunt | None:
    """The next item to discuss after `na`, round the end of the list; None when all are done."""
    plek = next((nummer for nummer, rij in enumerate(punten) if rij.pk == na.pk), 0)
    rest = [*punten[plek + 1 :], *punten[:plek]]
    return next((rij for rij in rest if rij.besproken_op is None), None)


def naam_overleg(plan: Plan) -> str:
    """How the body of the plan is called within a sentence."""
    return plan.naam_overleg or "het overleg"
