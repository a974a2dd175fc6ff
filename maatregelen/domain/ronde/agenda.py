"""The agenda of a round: laying down what the rules put on it, and what people make of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import kalender, logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker
from maatregelen.agenda import (
    AFGEHAALD,
    NIET_MEER,
    VOLGORDE,
    Grond,
    Rang,
    Voorstel,
    behandeling_uit,
    rang,
)
from maatregelen.choices import LOPENDE_RONDE, Behandeling, RondeToestand
from maatregelen.domain import wijzigen
from maatregelen.domain.dashboard.beeld import Kaart
from maatregelen.domain.ronde import agendafeiten
from maatregelen.models import Agendapunt, Maatregel, Plan, Ronde
from maatregelen.querysets import MaatregelQuerySet

# The item under which stands what is of no one measure.
HELE_PLAN = "Het hele plan"
Reden = Mapping[str, str]


@dataclass(frozen=True)
class Agendaregel:
    """One item as a page shows it. `punt` is None for what a round that was not prepared yet would
    have."""

    maatregel: Maatregel | None
    onderwerp: str
    behandeling: str
    alle_redenen: Sequence[Reden]
    punt: Agendapunt | None = None
    kaart: Kaart | None = None

    @property
    def naam(self) -> str:
        return f"{self.maatregel.code} {self.maatregel.titel}" if self.maatregel else self.onderwerp

    @property
    def redenen(self) -> list[Reden]:
        """Why it is on the agenda."""
        return [reden for reden in self.alle_redenen if reden["soort"] in VOLGORDE]

    @property
    def waarom_eraf(self) -> list[str]:
        """Why it is off it."""
        eraf = (AFGEHAALD, NIET_MEER)
        return [reden["tekst"] for reden in self.alle_redenen if reden["soort"] in eraf]

    @property
    def eigen(self) -> bool:
        """Whether somebody added it, and not the rules."""
        return self.punt is not None and not is_van_regels(self.punt)


def lees(
    zichtbaar: MaatregelQuerySet[Maatregel], plan: Plan, ronde: Ronde, vandaag: date
) -> list[Agendaregel]:
    """The items of a round that goes on, in order, also those that were taken off: as laid down,
    and before that as the rules would now. For who reads the whole plan. As many queries as
    `agendafeiten.lees`, and one."""
    gelezen = agendafeiten.lees(zichtbaar, plan, ronde, vandaag)
    kaarten = {kaart.rij.maatregel.pk: kaart for kaart in gelezen.beeld.kaarten}
    punten = _lees_punten(ronde)
    if not punten and ronde.toestand == RondeToestand.OPEN:
        return [
            _regel(
                kaarten.get(rij.sleutel or 0),
                "" if rij.sleutel else HELE_PLAN,
                rij.behandeling,
                _als_json(rij.redenen),
            )
            for rij in gelezen.voorstellen
        ]
    return [
        _regel(
            kaarten.get(punt.maatregel_id or 0),
            punt.onderwerp,
            punt.behandeling,
            punt.redenen,
            punt,
        )
        for punt in punten
    ]


def leg_vast(ronde: Ronde, *, door: Gebruiker | None) -> list[Agendapunt]:
    """Lay down the agenda that the rules propose now; gives what is on it, in order.

    Safe to repeat: an item keeps its note, whether somebody took it off and the behandeling that
    somebody chose, and gets the reasons of now; what was discussed already stays as it is. As long
    as nobody changed the order it is that of the rules; after that items keep their places, and
    what is new comes behind what the rules put before it. What people added stays where it is. What
    nothing asks for any more (a measure that ended before the round) is taken off, and comes back
    when something does.

    ValidationError unless the round goes on.
    """
    with logboek.handeling(door=door):
        ronde = vergrendel(ronde)
        zichtbaar = Maatregel.objects.filter(plan=ronde.plan)
        gelezen = agendafeiten.lees(zichtbaar, ronde.plan, ronde, kalender.vandaag())
        opgesteld = _Opstelling(ronde, gelezen.voorstellen)
        if opgesteld.bewaar():
            op_agenda = opgesteld.op_agenda
            bespreken = [punt for punt in op_agenda if punt.behandeling == Behandeling.BESPREKEN]
            na = {"punten": len(op_agenda), "te bespreken": len(bespreken)}
            schrijf("agenda opgesteld", ronde, na=na)
    return opgesteld.op_agenda


def herstel_volgorde(ronde: Ronde, *, door: Gebruiker | None) -> list[Agendapunt]:
    """Put the items back in the order that their reasons give, as they were laid down; gives what
    is on the agenda, in order. Notes, behandeling and what was taken off stay, and what people
    added stays behind what it stood behind. Nothing is written where nothing moves.

    ValidationError unless the round goes on.
    """
    with logboek.handeling(door=door):
        ronde = vergrendel(ronde)
        was = _lees_punten(ronde)
        wordt = _achter_de_hunne(was, sorted(filter(is_van_regels, was), key=_sleutel))
        plekken = sorted(punt.volgorde for punt in was)
        anders = [
            (punt, plek) for punt, plek in zip(wordt, plekken, strict=True) if punt.volgorde != plek
        ]
        for punt, plek in anders:
            punt.volgorde = plek
            wijzigen.bewaar(punt, "volgorde")
        if anders:
            schrijf(
                "volgorde van de agenda hersteld",
                ronde,
                voor={"volgorde": _namen(was)},
                na={"volgorde": _namen(wordt)},
            )
    return [punt for punt in wordt if not punt.vervallen]


def is_verschoven(punten: Iterable[Agendapunt]) -> bool:
    """Whether what the rules put on the agenda stands in another order than their reasons give;
    `punten` in the order of the agenda, with their measures. No query."""
    van_regels = [punt for punt in punten if is_van_regels(punt) and not punt.vervallen]
    return van_regels != sorted(van_regels, key=_sleutel)


def is_van_regels(punt: Agendapunt) -> bool:
    """Whether the rules put it there, and not a person."""
    return punt.maatregel_id is not None or punt.onderwerp == HELE_PLAN


def vergrendel(ronde: Ronde) -> Ronde:
    """The round as it is now with its plan, locked; ValidationError unless it goes on. Every change
    to an agenda takes this lock first, so that two people who move items do it one after the
    other."""
    nu = wijzigen.vergrendel(ronde, "plan__gemeente")
    if nu.toestand not in LOPENDE_RONDE:
        raise ValidationError("Deze ronde loopt niet; de agenda verandert niet meer.")
    return nu


def schrijf(
    soort: str,
    ronde: Ronde,
    *,
    over: str = "",
    voor: Mapping[str, Any] | None = None,
    na: Mapping[str, Any] | None = None,
) -> None:
    """A line about a round, with its plan loaded; `over` names the item."""
    naam = f"{ronde.plan.titel}, ronde per {datum_voluit(ronde.peildatum)}"
    logboek.schrijf(
        soort,
        ronde.plan,
        gemeente_id=ronde.plan.gemeente_id,
        naam=f"{naam}, {over}" if over else naam,
        voor=voor,
        na=na,
        ronde=ronde.pk,
    )


def _regel(
    kaart: Kaart | None,
    onderwerp: str,
    behandeling: str,
    redenen: Sequence[Reden],
    punt: Agendapunt | None = None,
) -> Agendaregel:
    maatregel = kaart.rij.maatregel if kaart else None
    return Agendaregel(maatregel, onderwerp, behandeling, redenen, punt, kaart)


def _als_json(redenen: Iterable[Grond]) -> list[dict[str, str]]:
    return [{"soort": str(grond.soort), "tekst": grond.tekst} for grond in redenen]


class _Opstelling:
    """The items of a round brought in line with what the rules propose."""

    def __init__(self, ronde: Ronde, voorstellen: Sequence[Voorstel]):
        """One query."""
        self.ronde = ronde
        self.punten = _lees_punten(ronde)
        self.was = {punt.pk: _waarden(punt) for punt in self.punten}
        per_sleutel = {punt.maatregel_id: punt for punt in self.punten if is_van_regels(punt)}
        met_de_hand = self._is_met_de_hand()
        van_regels = []
        for voorstel in voorstellen:
            punt = per_sleutel.pop(voorstel.sleutel, None) or self._nieuw(voorstel)
            self._werk_bij(punt, voorstel)
            van_regels.append(punt)
        for punt in per_sleutel.values():
            self._haal_eraf(punt)
        self._zet_op_volgorde(van_regels, met_de_hand=met_de_hand)

    @property
    def op_agenda(self) -> list[Agendapunt]:
        return [punt for punt in self.punten if not punt.vervallen]

    def bewaar(self) -> bool:
        """Store what differs; whether anything did."""
        anders = [
            punt for punt in self.punten if punt.pk is None or self.was[punt.pk] != _waarden(punt)
        ]
        for punt in anders:
            if punt.pk is None:
                wijzigen.bewaar(punt)
            else:
                wijzigen.bewaar(punt, "volgorde", "behandeling", "redenen", "vervallen")
        return bool(anders)

    def _is_met_de_hand(self) -> bool:
        """Whether people have the order in hand: it is not the one that the reasons give, or the
        meeting is under way."""
        if any(punt.besproken_op for punt in self.punten):
            return True
        return is_verschoven(self.punten)

    def _nieuw(self, voorstel: Voorstel) -> Agendapunt:
        return Agendapunt(
            ronde=self.ronde,
            maatregel_id=voorstel.sleutel,
            onderwerp="" if voorstel.sleutel else HELE_PLAN,
            behandeling=voorstel.behandeling,
            redenen=_als_json(voorstel.redenen),
            volgorde=0,
        )

    def _werk_bij(self, punt: Agendapunt, voorstel: Voorstel) -> None:
        if punt.besproken_op is not None:
            return
        if punt.behandeling == behandeling_uit(_soorten(punt)):
            punt.behandeling = voorstel.behandeling
        afgehaald = [rij for rij in punt.redenen if rij["soort"] == AFGEHAALD]
        punt.redenen = _als_json(voorstel.redenen) + afgehaald
        # What the rules took off, and now ask again.
        punt.vervallen = bool(afgehaald)

    def _haal_eraf(self, punt: Agendapunt) -> None:
        """Nothing asks for it; what was said there already stays."""
        if punt.vervallen or punt.besproken_op is not None or punt.notitie:
            return
        zin = (
            "De maatregel is beëindigd." if punt.maatregel_id else "Er is niets meer te bespreken."
        )
        punt.redenen = [{"soort": NIET_MEER, "tekst": zin}]
        punt.vervallen = True

    def _zet_op_volgorde(self, van_regels: list[Agendapunt], *, met_de_hand: bool) -> None:
        """By the rules, with all else behind what it stood behind; or as people left it, with what
        is new where that order differs least from the rules."""
        if met_de_hand:
            rij = list(self.punten)
            for punt in van_regels:
                if punt.pk is None:
                    rij.insert(_beste_plek(rij, punt, van_regels), punt)
        else:
            rij = _achter_de_hunne(self.punten, van_regels)
        for nummer, punt in enumerate(rij, start=1):
            punt.volgorde = nummer
        self.punten = rij


def _achter_de_hunne(
    punten: Iterable[Agendapunt], van_regels: Sequence[Agendapunt]
) -> list[Agendapunt]:
    """`van_regels` in their order, and every other one of `punten` behind what it stood behind."""
    rij = list(van_regels)
    vorige: Agendapunt | None = None
    for punt in punten:
        if punt not in rij:
            rij.insert(rij.index(vorige) + 1 if vorige else 0, punt)
        vorige = punt
    return rij


def _beste_plek(rij: list[Agendapunt], nieuw: Agendapunt, van_regels: list[Agendapunt]) -> int:
    """Where it has the fewest items on the wrong side of it; of such places the one directly behind
    an item of the rules, so that what people put at the end stays there."""
    rangen = {id(punt): nummer for nummer, punt in enumerate(van_regels)}
    mijn = rangen[id(nieuw)]
    rest = [rangen.get(id(punt)) for punt in rij]

    def bezwaar(plek: int) -> tuple[int, bool, int]:
        fout = sum(rang is not None and rang > mijn for rang in rest[:plek])
        fout += sum(rang is not None and rang < mijn for rang in rest[plek:])
        return fout, plek == 0 or rest[plek - 1] is None, -plek

    return min(range(len(rij) + 1), key=bezwaar)


def _lees_punten(ronde: Ronde) -> list[Agendapunt]:
    """With their measures, in the order of the agenda. One query."""
    return list(ronde.agendapunten.select_related("maatregel").order_by("volgorde", "pk"))


def _sleutel(punt: Agendapunt) -> tuple[Rang, int, int]:
    """As `stel_op` orders."""
    maatregel = punt.maatregel
    plek = (maatregel.volgorde, maatregel.pk) if maatregel else (0, 0)
    return rang(_soorten(punt), heel_plan=maatregel is None), *plek


def _namen(punten: Iterable[Agendapunt]) -> list[str]:
    return [
        punt.maatregel.code if punt.maatregel else punt.onderwerp
        for punt in punten
        if not punt.vervallen
    ]


def _soorten(punt: Agendapunt) -> list[str]:
    return [reden["soort"] for reden in punt.redenen]


def _waarden(punt: Agendapunt) -> tuple[Any, ...]:
    return punt.volgorde, punt.behandeling, list(punt.redenen), punt.vervallen
