"""What the body of a plan has before it when it closes a round, and what it decided."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from maatregelen.choices import EINDFASEN, BevestigingUitkomst, RondeToestand
from maatregelen.domain import overzicht
from maatregelen.domain.berekend_licht import bereken_lichten
from maatregelen.domain.regellicht import Naast, naast
from maatregelen.models import Bevestiging, Maatregel, Plan, Ronde, Stand
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

    @property
    def keuzes(self) -> list[str]:
        """What the round can do with it, the usual first; nothing where there is no stand."""
        if self.stand is None:
            return []
        if not self.gemaakt:
            return [BevestigingUitkomst.OVERGENOMEN]
        eerder = [BevestigingUitkomst.OVERGENOMEN] if self.maatregel.eerdere_stand_id else []
        return [BevestigingUitkomst.BEVESTIGD, *eerder]

    @property
    def stil(self) -> bool:
        """Whether a stand was asked and none came."""
        return not self.gemaakt and not self.rust


def lees_open(
    zichtbaar: MaatregelQuerySet[Maatregel], plan: Plan, ronde: Ronde, vandaag: date
) -> list[Ronderij]:
    """The measures that run, in plan order; also what ended in this round. Fifteen queries."""
    peiling = overzicht.peil(plan, ronde.peildatum, vandaag)
    rijen = overzicht.maak_rijen(zichtbaar.met_eerdere_stand(ronde), peiling)
    standen = {rij.maatregel.pk: rij.stand for rij in rijen}
    maatregelen = [rij.maatregel for rij in rijen]
    berekend = bereken_lichten(plan, maatregelen, standen, ronde.peildatum)
    gelezen = [
        _rij(rij, ronde, naast(plan, rij.stand, berekend[rij.maatregel.pk])) for rij in rijen
    ]
    return [rij for rij in gelezen if rij.gemaakt or not _geeindigd(rij.stand)]


def tel_uitkomsten(rijen: Iterable[Ronderij], keuzes: Mapping[int, str]) -> Counter[str]:
    """How many measures each outcome would get; "" counts those without any stand."""
    return Counter(keuzes.get(rij.maatregel.pk) or next(iter(rij.keuzes), "") for rij in rijen)


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


def wie_sloot(rondes: Sequence[Ronde]) -> dict[int, str]:
    """Per closed round (id) who closed it. One query."""
    versies = Ronde.historie.filter(
        id__in=[ronde.pk for ronde in rondes], toestand=RondeToestand.GESLOTEN
    )
    return {
        versie.id: str(versie.history_user or "het systeem")
        for versie in versies.select_related("history_user").order_by("history_id")
    }


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
    )


def _geeindigd(stand: Stand | None) -> bool:
    return stand is not None and stand.fase in EINDFASEN
