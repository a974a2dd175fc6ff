"""What the body of a plan has before it when it closes a round, its rounds, and what they were
frozen as."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q

from jeugdhulp.models import Momentopname
from maatregelen.choices import (
    EINDFASEN,
    BevestigingUitkomst,
    MijlpaalToestand,
    RondestapSoort,
    RondeToestand,
)
from maatregelen.domain import overzicht
from maatregelen.domain.ronde.rondes import is_stil
from maatregelen.domain.ronde.rondevorm import Rondebeeld
from maatregelen.domain.stand.berekend_licht import bereken_lichten
from maatregelen.domain.stand.regellicht import Naast, naast
from maatregelen.models import Bevestiging, Maatregel, Mijlpaal, Plan, Ronde, Rondestap, Stand
from maatregelen.querysets import MaatregelQuerySet
from maatregelen.stoplicht import Lichten, toon, waarden


@dataclass(frozen=True)
class Ronderij:
    """One measure in an open round."""

    maatregel: Maatregel
    stand: Stand | None
    # As lists show it; of a stand made for this round its own.
    lichten: Lichten
    trekkers: Sequence[str]
    rust: str
    # Whether its last stand was made for this round, and so can be confirmed.
    gemaakt: bool
    # What the rules say on the day of the round.
    regels: Naast

    # Whether a stand was asked and none came.
    stil: bool

    @property
    def keuzes(self) -> list[str]:
        """What the round can do with the stand that was made for it, the usual first."""
        if not self.gemaakt:
            return []
        eerder = [BevestigingUitkomst.OVERGENOMEN] if self.maatregel.eerdere_stand_id else []
        return [BevestigingUitkomst.BEVESTIGD, *eerder]


def lees_open(
    zichtbaar: MaatregelQuerySet[Maatregel], plan: Plan, ronde: Ronde, vandaag: date
) -> list[Ronderij]:
    """The measures that run, in plan order; also what ended in this round. Fifteen queries."""
    peiling = overzicht.peil(plan, ronde.peildatum, vandaag)
    rijen = overzicht.lees_ronde(zichtbaar.met_eerdere_stand(ronde), ronde, peiling, vandaag)
    standen = {rij.maatregel.pk: rij.stand for rij in rijen}
    maatregelen = [rij.maatregel for rij in rijen]
    berekend = bereken_lichten(plan, maatregelen, standen, ronde.peildatum)
    gelezen = [
        _rij(rij, ronde, naast(plan, rij.stand, berekend[rij.maatregel.pk])) for rij in rijen
    ]
    return [rij for rij in gelezen if rij.gemaakt or not _geeindigd(rij)]


def open_stappen(plan: Plan, peildatum: date) -> dict[int, list[Mijlpaal]]:
    """Per measure (id) the planning lines it can rest until: open, and not past. One query."""
    gevonden: dict[int, list[Mijlpaal]] = defaultdict(list)
    rijen = Mijlpaal.objects.filter(
        Q(tot_en_met=None) | Q(tot_en_met__gte=peildatum),
        blad__maatregel__plan=plan,
        toestand=MijlpaalToestand.OPEN,
        onderdeel_van=None,
        zelfde_als=None,
    )
    for rij in rijen.select_related("blad").order_by("blad", "volgorde", "pk"):
        gevonden[rij.blad.maatregel_id].append(rij)
    return gevonden


def lees_gesloten(ronde: Ronde) -> list[Bevestiging]:
    """What a closed round confirmed and carried over, in plan order, with what rested as known
    when it closed. Two queries."""
    maatregelen = Maatregel.objects.met_rust(ronde.peildatum, bekend_op=ronde.gesloten_op)
    return list(
        ronde.bevestigingen.select_related("stand__door")
        .prefetch_related(Prefetch("maatregel", maatregelen))
        .order_by("maatregel__volgorde", "maatregel__pk")
    )


def licht_in(bevestiging: Bevestiging) -> Lichten:
    """The lights a closed round gave: carried over is niet bijgewerkt, unless it rested."""
    return toon(
        waarden(bevestiging.stand),
        bijgewerkt=bevestiging.uitkomst == BevestigingUitkomst.BEVESTIGD
        or bevestiging.maatregel.rust is not None,
    )


@dataclass(frozen=True)
class Sluiting:
    """One time that a round was closed. `nummer` counts from 1; `momentopname` is None for a round
    that was closed before these were kept."""

    nummer: int
    op: datetime
    door: str
    momentopname: Momentopname | None


@dataclass(frozen=True)
class Lijstrij:
    """One round in the list: its steps in words, and how often it was opened again."""

    ronde: Ronde
    stappen: Sequence[Rondestap]
    heropend: Sequence[Rondestap]

    @property
    def laatste(self) -> Rondestap | None:
        """What was done last."""
        return self.stappen[-1] if self.stappen else None

    def van(self, soort: str) -> Rondestap | None:
        """The last step of this kind."""
        return next((stap for stap in reversed(self.stappen) if stap.soort == soort), None)

    @property
    def geopend(self) -> Rondestap | None:
        return self.van(RondestapSoort.GEOPEND)

    @property
    def gesloten(self) -> Rondestap | None:
        """Its last closing; None while it goes on."""
        gesloten = self.ronde.toestand == RondeToestand.GESLOTEN
        return self.van(RondestapSoort.GESLOTEN) if gesloten else None


def lees_lijst(rondes: Sequence[Ronde]) -> list[Lijstrij]:
    """These rounds with their steps. One query."""
    per_ronde: dict[int, list[Rondestap]] = defaultdict(list)
    stappen = Rondestap.objects.filter(ronde__in=[ronde.pk for ronde in rondes])
    for stap in stappen.select_related("door").order_by("pk"):
        per_ronde[stap.ronde_id].append(stap)
    return [
        Lijstrij(
            ronde,
            per_ronde[ronde.pk],
            [stap for stap in per_ronde[ronde.pk] if stap.soort == RondestapSoort.HEROPEND],
        )
        for ronde in rondes
    ]


def sluitingen(ronde: Ronde) -> list[Sluiting]:
    """Every time it was closed, oldest first, with what it was frozen as; where words were shielded
    since, that is the erratum. One query, and one more for each erratum."""
    stappen = Rondestap.objects.filter(ronde=ronde, soort=RondestapSoort.GESLOTEN).order_by("pk")
    return [
        Sluiting(nummer, stap.op, str(stap.door or "het systeem"), _geldend(stap.momentopname))
        for nummer, stap in enumerate(stappen.select_related("door", "momentopname"), start=1)
    ]


def lees_bevroren(sluiting: Sluiting) -> Rondebeeld | None:
    """The round as it was closed then, from its Momentopname alone; None without one."""
    if sluiting.momentopname is None or not sluiting.momentopname.tekst:
        return None
    gelezen: Rondebeeld = json.loads(sluiting.momentopname.tekst)
    return gelezen


@dataclass(frozen=True)
class Wegpunt:
    """One of the five steps on the way through a round: `klaar`, `nu` or `straks`; with when and by
    whom it was done, or the day it is planned."""

    naam: str
    staat: str
    stap: Rondestap | None = None
    gepland_op: date | None = None


_WEG = (
    (RondeToestand.GEPLAND, RondestapSoort.GEPLAND, "Gepland"),
    (RondeToestand.OPEN, RondestapSoort.GEOPEND, "Open voor standen"),
    (RondeToestand.VOORBEREID, RondestapSoort.VOORBEREID, "Agenda opgesteld"),
    (RondeToestand.VERGADERING, RondestapSoort.VERGADERING, "Vergadering"),
    (RondeToestand.GESLOTEN, RondestapSoort.GESLOTEN, "Gesloten"),
)


def weg_van(rij: Lijstrij) -> list[Wegpunt]:
    """The five steps, up to where the round is now; one that was not taken on its own has no stap.
    No query."""
    ronde = rij.ronde
    volgorde = [toestand for toestand, _, _ in _WEG]
    nu = volgorde.index(RondeToestand(ronde.toestand)) if ronde.toestand in volgorde else -1
    dagen = {
        RondeToestand.OPEN: ronde.opent_op,
        RondeToestand.VERGADERING: ronde.vergadering_op,
    }
    weg = []
    for plaats, (toestand, soort, naam) in enumerate(_WEG):
        staat = "klaar" if plaats < nu else "nu" if plaats == nu else "straks"
        if staat == "nu" and toestand == RondeToestand.GESLOTEN:
            staat = "klaar"
        stap = rij.van(soort) if staat != "straks" else None
        # A round that was opened at once was never planned.
        if toestand == RondeToestand.GEPLAND and stap is None and staat == "klaar":
            continue
        weg.append(Wegpunt(naam, staat, stap, dagen.get(toestand)))
    return weg


def _geldend(momentopname: Momentopname | None) -> Momentopname | None:
    while momentopname is not None and momentopname.afgeschermd_op is not None:
        momentopname = Momentopname.objects.filter(vervangt=momentopname).first()
    return momentopname


def _rij(rij: overzicht.Rij, ronde: Ronde, regels: Naast) -> Ronderij:
    gemaakt = rij.stand is not None and rij.stand.ronde_id == ronde.pk
    rust = rij.maatregel.rust
    return Ronderij(
        maatregel=rij.maatregel,
        stand=rij.stand,
        lichten=toon(waarden(rij.stand), bijgewerkt=True) if gemaakt else rij.lichten,
        trekkers=rij.trekkers,
        rust=overzicht.rust_voluit(rust) if rust is not None else "",
        gemaakt=gemaakt,
        regels=regels,
        stil=is_stil(rij.maatregel, rij.stand, ronde),
    )


def _geeindigd(rij: Ronderij) -> bool:
    return (rij.stand.fase if rij.stand else rij.maatregel.fase) in EINDFASEN
