"""Whom a round asks something, who stands in for her, and whom no mail reaches. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jeugdhulp.choices import PersoonSoort
from jeugdhulp.models import Lidmaatschap, Persoon
from jeugdhulp.querysets import komt_binnen
from maatregelen.choices import (
    EINDFASEN,
    BerichtSoort,
    BetrokkenheidRol,
    ProjectrolSoort,
    RondeToestand,
)
from maatregelen.models import Betrokkenheid, Maatregel, Projectrol, Ronde, Stand

# So long before the last day the reminder may go.
HERINNERING = timedelta(days=5)
# Once the overleg has begun nobody is asked anything by mail, also not when it is reopened.
VRAAGT_IN = (RondeToestand.OPEN, RondeToestand.VOORBEREID)
_ROLLEN = (
    BetrokkenheidRol.TREKKER,
    BetrokkenheidRol.PLAATSVERVANGER,
    BetrokkenheidRol.PROJECTLEIDER,
)

# Per member (id of the gebruiker) whether she is from outside; None for who may not come in.
_Leden = Mapping[int, bool | None]


@dataclass(frozen=True)
class Bestemming:
    """One persoon, and the measures a mail to her is about, in the order of the plan."""

    persoon: Persoon
    maatregelen: tuple[Maatregel, ...]
    # Of these (ids) the ones of which she is plaatsvervanger: she may make a stand herself.
    zelf: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Gemist:
    """A trekker whom no mail reaches: why, and what can be done about it; both are sentences."""

    wie: str
    waarom: str
    doe: str
    maatregelen: tuple[Maatregel, ...]
    persoon_id: int | None = None


@dataclass(frozen=True)
class Ontvangers:
    """Who is concerned in a round on a day, as far as a stand is still missing."""

    ronde: Ronde
    dag: date
    trekkers: tuple[Bestemming, ...]
    # Who hears it when the last day has passed.
    vervangers: tuple[Bestemming, ...]
    gemist: tuple[Gemist, ...]
    # What nobody can be told about then.
    zonder_vervanger: tuple[Maatregel, ...]

    @property
    def gewenst(self) -> dict[tuple[int, str], Bestemming]:
        """Per persoon (id) and BerichtSoort what a mail should be about today."""
        if not vraagt_nog(self.ronde, self.dag):
            return {}
        trekkers = {bij.persoon.pk: bij for bij in self.trekkers}
        gewenst = {(pk, BerichtSoort.UITNODIGING.value): bij for pk, bij in trekkers.items()}
        if (tot := self.ronde.leveren_voor) is None:
            return gewenst
        if tot - HERINNERING <= self.dag <= tot:
            gewenst |= {(pk, BerichtSoort.HERINNERING.value): bij for pk, bij in trekkers.items()}
        if tot < self.dag:
            gewenst |= {
                (bij.persoon.pk, BerichtSoort.AANMANING.value): bij for bij in self.vervangers
            }
        return gewenst


def vraagt_nog(ronde: Ronde, dag: date) -> bool:
    """Whether this round sends mails on `dag`: it is open, and its overleg is not over."""
    geweest = ronde.vergadering_op is not None and ronde.vergadering_op < dag
    return ronde.toestand in VRAAGT_IN and not geweest


def lees(ronde: Ronde, dag: date) -> Ontvangers:
    """Of a round (with its plan) that is open, or would be on `dag`. Five queries."""
    maatregelen = _wachtend(ronde, dag)
    rollen = _rollen(maatregelen, dag)
    leden = _leden(ronde, dag)
    leiders = _projectleiders(ronde)
    trekkers: dict[Persoon, list[Maatregel]] = defaultdict(list)
    vervangers: dict[Persoon, list[Maatregel]] = defaultdict(list)
    zelf: set[tuple[int, int]] = set()
    gemist: dict[Gemist, list[Maatregel]] = defaultdict(list)
    zonder = []
    for maatregel in maatregelen:
        hier = rollen[maatregel.pk]
        trekt = hier[BetrokkenheidRol.TREKKER]
        for rij in trekt:
            if (reden := _waarom_niet(rij, leden)) is not None:
                gemist[reden].append(maatregel)
            elif rij.persoon is not None:
                trekkers[rij.persoon].append(maatregel)
        if not trekt:
            gemist[_ZONDER_TREKKER].append(maatregel)
        namens = _vervangers(maatregel, hier, leiders, leden)
        for persoon in namens:
            vervangers[persoon].append(maatregel)
        zelf |= {
            (rij.persoon_id, maatregel.pk)
            for rij in hier[BetrokkenheidRol.PLAATSVERVANGER]
            if rij.persoon_id
        }
        if not namens:
            zonder.append(maatregel)
    return Ontvangers(
        ronde=ronde,
        dag=dag,
        trekkers=_bestemmingen(trekkers),
        vervangers=_bestemmingen(vervangers, zelf),
        gemist=tuple(
            Gemist(wie.wie, wie.waarom, wie.doe, tuple(dict.fromkeys(bij)), wie.persoon_id)
            for wie, bij in gemist.items()
        ),
        zonder_vervanger=tuple(zonder),
    )


def _leden(ronde: Ronde, dag: date) -> _Leden:
    """Who belongs to the gemeente on `dag`. One query."""
    rijen = (
        Lidmaatschap.objects.geldig(dag)
        .filter(gemeente=ronde.plan.gemeente_id)
        .annotate(komt_binnen=komt_binnen())
        .values_list("gebruiker", "extern", "komt_binnen")
    )
    return {gebruiker: extern if open_ else None for gebruiker, extern, open_ in rijen}


def _wachtend(ronde: Ronde, dag: date) -> list[Maatregel]:
    """Measures that run, do not rest, and got no stand for this round: what its trekker still sees
    waiting on her page. Two queries."""
    rijen = list(Maatregel.objects.filter(plan=ronde.plan_id).for_bijwerken(dag))
    laatste = [rij.laatste_stand_id for rij in rijen if rij.laatste_stand_id]
    geleverd = set(Stand.objects.filter(pk__in=laatste, ronde=ronde).values_list("pk", flat=True))
    return [
        rij
        for rij in rijen
        if rij.rust is None and rij.fase not in EINDFASEN and rij.laatste_stand_id not in geleverd
    ]


def _rollen(
    maatregelen: Sequence[Maatregel], dag: date
) -> dict[int, dict[str, list[Betrokkenheid]]]:
    """Per measure (id) and role who has it on `dag`. One query."""
    rijen = Betrokkenheid.objects.filter(
        maatregel__in=[rij.pk for rij in maatregelen], rol__in=_ROLLEN
    ).select_related("persoon__gebruiker", "organisatie")
    per: dict[int, dict[str, list[Betrokkenheid]]] = defaultdict(lambda: defaultdict(list))
    for rij in rijen:
        if rij.geldt_op(dag):
            per[rij.maatregel_id][rij.rol].append(rij)
    return per


def _projectleiders(ronde: Ronde) -> list[Projectrol]:
    rijen = Projectrol.objects.filter(plan=ronde.plan_id, rol=ProjectrolSoort.PROJECTLEIDER)
    return list(rijen.select_related("persoon__gebruiker", "organisatie"))


def _vervangers(
    maatregel: Maatregel,
    hier: Mapping[str, Sequence[Betrokkenheid]],
    leiders: Sequence[Projectrol],
    leden: _Leden,
) -> list[Persoon]:
    """Who hears that nothing came: the plaatsvervangers; else the projectleiders of the measure,
    else of its thema or plan. Of these who can read the plan, and does not pull it herself."""
    trekt = {rij.persoon.gebruiker_id for rij in hier[BetrokkenheidRol.TREKKER] if rij.persoon}
    in_plan = [rol for rol in leiders if rol.thema_id in (None, maatregel.thema_id)]
    groepen: tuple[Iterable[Betrokkenheid | Projectrol], ...] = (
        hier[BetrokkenheidRol.PLAATSVERVANGER],
        hier[BetrokkenheidRol.PROJECTLEIDER],
        in_plan,
    )
    for groep in groepen:
        gevonden = [
            rij.persoon
            for rij in groep
            if rij.persoon is not None
            and _waarom_niet(rij, leden) is None
            and rij.persoon.gebruiker_id not in trekt
            and leden.get(rij.persoon.gebruiker_id or 0) is False
        ]
        if gevonden:
            return list(dict.fromkeys(gevonden))
    return []


_ZONDER_TREKKER = Gemist(
    "Niemand", "Er is geen trekker.", "Zet bij deze maatregelen een trekker.", ()
)


def _waarom_niet(rij: Betrokkenheid | Projectrol, leden: _Leden) -> Gemist | None:
    """Why no mail reaches who this is; None when one does."""
    persoon = rij.persoon
    if persoon is None:
        naam = rij.organisatie.naam if rij.organisatie else ""
        return Gemist(
            naam,
            "Dit is een organisatie; die krijgt geen mail.",
            "Zet er een mens bij als trekker.",
            (),
        )
    if persoon.soort != PersoonSoort.PERSOON:
        return Gemist(
            persoon.naam,
            f"Dit is een {persoon.get_soort_display()}, geen mens.",
            "Kies als trekker wie dit nu doet.",
            (),
            persoon.pk,
        )
    waarom, doe = _waarom_mens_niet(persoon, leden)
    return Gemist(persoon.naam, waarom, doe, (), persoon.pk) if waarom else None


def _waarom_mens_niet(persoon: Persoon, leden: _Leden) -> tuple[str, str]:
    gebruiker = persoon.gebruiker
    if gebruiker is None:
        return (
            "Deze persoon heeft geen account.",
            "Vraag de beheerder om een uitnodiging te sturen, en kies daarna als trekker wie die"
            " aannam. Of vraag de stand zelf, en leg die namens de trekker vast.",
        )
    if not gebruiker.is_active or gebruiker.pk not in leden:
        return (
            "Deze persoon hoort niet (meer) bij de gemeente.",
            "Kies een andere trekker, of vraag de beheerder om de toegang te verlengen.",
        )
    if leden[gebruiker.pk] is None:
        return (
            "Het werkaccount van deze persoon is te lang niet bevestigd.",
            "Vraag deze persoon om zich aan te melden; daarna gaan de mails weer. Werkt die hier"
            " niet meer? Kies dan een andere trekker, en laat de beheerder de toegang beëindigen.",
        )
    if not gebruiker.email:
        return (
            "Het account heeft geen mailadres.",
            "Vraag deze persoon om een mailadres in te vullen bij het eigen account.",
        )
    return "", ""


def _bestemmingen(
    per: Mapping[Persoon, list[Maatregel]], zelf: Collection[tuple[int, int]] = ()
) -> tuple[Bestemming, ...]:
    rijen = [
        Bestemming(
            wie,
            tuple(dict.fromkeys(bij)),
            frozenset(rij.pk for rij in bij if (wie.pk, rij.pk) in zelf),
        )
        for wie, bij in per.items()
    ]
    return tuple(sorted(rijen, key=lambda rij: (rij.persoon.naam, rij.persoon.pk)))
