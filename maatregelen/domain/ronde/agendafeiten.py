"""What the dashboard reads of a round, as the sentences that the rules of the agenda start from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jeugdhulp.kalender import datum_voluit, maanden_eerder
from jeugdhulp.stoplicht import Licht
from maatregelen.agenda import Agendafeiten, Voorstel, stel_op
from maatregelen.choices import BesluitToestand
from maatregelen.domain import overzicht
from maatregelen.domain.dashboard import beeld, sinds, verloop
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.domain.dashboard.besluiten import Besluiten, Moment, besluiten
from maatregelen.domain.dashboard.beter import Deel, beter_dan_berekend
from maatregelen.domain.dashboard.risicos import risicos
from maatregelen.domain.dashboard.sinds import Schuif, Sinds, Vanaf
from maatregelen.domain.overzicht import Rij
from maatregelen.domain.stand.berekend_licht import drempels_van, namen_van
from maatregelen.domain.verleden import NogNietBekendError, rijen
from maatregelen.models import Besluit, Besluitmaatregel, Maatregel, Plan, Risico, Ronde
from maatregelen.querysets import MaatregelQuerySet
from maatregelen.stoplicht import BETEKENIS, toon, waarden
from maatregelen.stoplicht.feiten import noem
from maatregelen.stoplicht.geld import zonder_dekking

# Per measure (id) sentences; None is the plan as a whole.
Zinnen = dict[int | None, list[str]]


@dataclass(frozen=True)
class Agendabeeld:
    """All that an agenda is made from: the reading of the plan on the day of the round, what
    changed `sinds` the last closed round (None before any), and what the rules make of it."""

    beeld: Beeld
    sinds: Sinds | None
    voorstellen: Sequence[Voorstel]


def lees(
    zichtbaar: MaatregelQuerySet[Maatregel], plan: Plan, ronde: Ronde, vandaag: date
) -> Agendabeeld:
    """What the rules would put on the agenda of a round that goes on, of `zichtbaar`; for who reads
    the whole plan. What ended before this round is not on it. Nothing is stored. A fixed number of
    queries whatever the size."""
    gelezen = lees_beeld(zichtbaar, plan, ronde, vandaag)
    verschil = lees_sinds(gelezen, plan, zichtbaar, vorige_ronde(gelezen, ronde))
    # What was done after the day of the round is done; what came to its day meanwhile is late.
    dag = max(ronde.peildatum, vandaag)
    feiten = _Feiten(gelezen, ronde, besluiten(replace(gelezen, peildatum=dag)), verschil, dag)
    return Agendabeeld(gelezen, verschil, stel_op(feiten.alle()))


def lees_beeld(
    zichtbaar: MaatregelQuerySet[Maatregel], plan: Plan, ronde: Ronde, vandaag: date
) -> Beeld:
    """The reading of a dashboard on the day of a round that goes on, of `lees_rijen`."""
    return beeld.lees(plan, lees_rijen(zichtbaar, plan, ronde, vandaag), ronde.peildatum)


def lees_rijen(
    zichtbaar: MaatregelQuerySet[Maatregel], plan: Plan, ronde: Ronde, vandaag: date
) -> list[Rij]:
    """The measures with their lights on the day of a round that goes on; of a stand made for it its
    own, because the last closed one has not seen it. A fixed number of queries."""
    peiling = overzicht.peil(plan, ronde.peildatum, vandaag)
    rijen = overzicht.lees_ronde(zichtbaar, ronde, peiling, vandaag)
    gelezen = [_in_ronde(rij, ronde) for rij in rijen]
    for rij in gelezen:
        # For their addresses: without it a query each.
        rij.maatregel.plan = plan
    return gelezen


def vorige_ronde(gelezen: Beeld, ronde: Ronde) -> Vanaf | None:
    """The last closed round before this one, to compare with; None before any. Two queries."""
    return sinds.kies(None, [rij for rij in verloop.laatste_rondes(gelezen) if rij.id != ronde.pk])


def lees_sinds(
    gelezen: Beeld, plan: Plan, zichtbaar: MaatregelQuerySet[Maatregel], vanaf: Vanaf | None
) -> Sinds | None:
    """What changed since then; None where there is nothing to compare with."""
    if vanaf is None:
        return None
    try:
        return sinds.lees(gelezen, plan, zichtbaar, vanaf)
    except NogNietBekendError:
        return None


def is_gemaakt(rij: Rij, ronde: Ronde) -> bool:
    """Whether its last stand was made for this round."""
    return rij.stand is not None and rij.stand.ronde_id == ronde.pk


def _in_ronde(rij: Rij, ronde: Ronde) -> Rij:
    if not is_gemaakt(rij, ronde):
        return rij
    return replace(rij, lichten=toon(waarden(rij.stand), bijgewerkt=True))


class _Feiten:
    """The sentences, gathered once. None of them names a person: reasons are stored."""

    def __init__(
        self,
        gelezen: Beeld,
        ronde: Ronde,
        nu: Besluiten,
        verschil: Sinds | None,
        dag: date,
    ):
        """Five queries, one fewer before any closed round."""
        self.beeld, self.ronde = gelezen, ronde
        self.namen = namen_van(gelezen.plan)
        self.drempels = drempels_van(gelezen.plan)
        self.sinds = verschil
        self.veranderd = {
            rij.rij.maatregel.pk: rij for rij in (verschil.veranderd if verschil else ())
        }
        self.nieuw = {rij.maatregel.pk for rij in (verschil.nieuw if verschil else ())}
        self.beter = {
            rij.kaart.rij.maatregel.pk: [_beter(deel) for deel in rij.delen]
            for rij in beter_dan_berekend(gelezen)
        }
        self.momenten = _per_kaart(_momenten(nu, maanden_eerder(dag, -gelezen.plan.ritme_maanden)))
        self.acties = _per_kaart(
            (
                actie.kaart,
                noem(f"Actiepunt {actie.rij.nummer}, {actie.hoelang} te laat", actie.rij.tekst),
            )
            for actie in nu.acties
        )
        self.risicos = _per_kaart(self._risicos())
        self.besluiten = self._besluiten()

    def alle(self) -> list[Agendafeiten]:
        """Those of each measure that runs or had a stand in this round, and of the plan."""
        in_ronde = [
            kaart
            for kaart in self.beeld.kaarten
            if kaart.loopt or is_gemaakt(kaart.rij, self.ronde)
        ]
        van_maatregelen = [self._van(kaart, plek) for plek, kaart in enumerate(in_ronde)]
        return [*van_maatregelen, Agendafeiten(sleutel=None, **self._gedeeld(None))]

    def _van(self, kaart: Kaart, plek: int) -> Agendafeiten:
        pk, stand = kaart.rij.maatregel.pk, kaart.rij.stand
        anders = self.veranderd.get(pk)
        return Agendafeiten(
            sleutel=pk,
            volgorde=plek,
            licht=kaart.rij.lichten.totaal,
            toen=self._toen(kaart),
            rood=[
                naam for veld, naam in self.namen.items() if getattr(stand, veld, "") == Licht.ROOD
            ],
            beter=self.beter.get(pk, []),
            niet_bijgewerkt=self._niet_bijgewerkt(kaart),
            verschoven=[_verschoven(schuif) for schuif in anders.schuiven] if anders else (),
            zonder_dekking=zonder_dekking(kaart.feiten, self.beeld.peildatum, self.drempels)
            if kaart.loopt
            else (),
            **self._gedeeld(pk),
        )

    def _gedeeld(self, sleutel: int | None) -> dict[str, Any]:
        """What the plan as a whole can have too."""
        return {
            "besluitmomenten": self.momenten.get(sleutel, []),
            "risicos": self.risicos.get(sleutel, []),
            "acties": self.acties.get(sleutel, []),
            "besluiten": self.besluiten.get(sleutel, []),
        }

    def _toen(self, kaart: Kaart) -> str:
        """The total light of the last closed round; "" for what was not there."""
        maatregel = kaart.rij.maatregel
        if self.sinds is None or maatregel.pk in self.nieuw:
            return ""
        anders = self.veranderd.get(maatregel.pk)
        stappen = anders.lichten if anders else ()
        return next(
            (stap.toen for stap in stappen if stap.naam == "totaal"), kaart.rij.lichten.totaal
        )

    def _niet_bijgewerkt(self, kaart: Kaart) -> str:
        """What is said where a stand was asked and none came."""
        rij = kaart.rij
        if not kaart.loopt or rij.maatregel.rust is not None or is_gemaakt(rij, self.ronde):
            return ""
        if rij.stand is None:
            return "Er is nog nooit een stand vastgelegd."
        dag, licht = datum_voluit(rij.stand.peildatum), BETEKENIS[rij.stand.totaal][0]
        return f"Nog geen stand in deze ronde; de laatste, van {dag}, is {licht}."

    def _risicos(self) -> Iterator[tuple[Kaart | None, str]]:
        """New, or with other words, since the last closed round."""
        if self.sinds is None:
            return
        toen = {
            rij.pk: (rij.oorzaak, rij.gebeurtenis, rij.gevolg)
            for rij in rijen(Risico, self.sinds.vanaf.moment, plan=self.beeld.plan.pk)
        }
        for lopend in risicos(self.beeld):
            rij = lopend.rij
            if toen.get(rij.pk) != (rij.oorzaak, rij.gebeurtenis, rij.gevolg):
                welk = "Gewijzigd risico" if rij.pk in toen else "Nieuw risico"
                yield lopend.kaart, noem(welk, rij.gebeurtenis)

    def _besluiten(self) -> Zinnen:
        """Of earlier rounds and not done. Two queries."""
        lopen = Besluit.objects.filter(plan=self.beeld.plan.pk, toestand=BesluitToestand.LOOPT)
        gevonden = {rij.pk: rij for rij in lopen if rij.ronde_id != self.ronde.pk}
        over: dict[int, list[int]] = defaultdict(list)
        for deel in Besluitmaatregel.objects.filter(besluit__in=list(gevonden)):
            over[deel.besluit_id].append(deel.maatregel_id)
        zinnen: Zinnen = defaultdict(list)
        for pk, rij in gevonden.items():
            dag = datum_voluit(rij.genomen_op)
            zin = noem(f"Besluit {rij.nummer} van {dag} loopt", rij.tekst)
            sleutels: list[int | None] = [*over[pk]] or [None]
            for maatregel in sleutels:
                zinnen[maatregel].append(zin)
        return zinnen


def _per_kaart(paren: Iterable[tuple[Kaart | None, str]]) -> Zinnen:
    zinnen: Zinnen = defaultdict(list)
    for kaart, zin in paren:
        zinnen[kaart.rij.maatregel.pk if kaart else None].append(zin)
    return zinnen


def _beter(deel: Deel) -> str:
    """Grijs is no better colour, but says less than the rules do."""
    gegeven, berekend = BETEKENIS[deel.gegeven][0], BETEKENIS[deel.berekend][0]
    # As the plan calls an aspect; the total is no name of it.
    naam = "Het totaal" if deel.naam == "Totaal" else deel.naam
    zin = f"{naam} staat op {gegeven}; volgens de regels is het {berekend}."
    return " ".join([zin, *(feit.tekst for feit in deel.feiten[:1])])


def _momenten(nu: Besluiten, tot: date) -> Iterator[tuple[Kaart | None, str]]:
    """Past and not taken, and what is expected before the round after this one."""
    for moment in nu.voorbij:
        yield moment.kaart, noem(f"{_wat(moment)}, {moment.hoelang} te laat", moment.onderwerp)
    for moment in nu.komend:
        begin = moment.periode.van or moment.periode.tot_en_met
        if begin and begin <= tot:
            yield moment.kaart, noem(f"{_wat(moment)}, verwacht {moment.wanneer}", moment.onderwerp)


def _wat(moment: Moment) -> str:
    wat = "Advies" if moment.is_advies else "Besluit"
    return f"{wat} nodig ({moment.wie})" if moment.wie else f"{wat} nodig"


def _verschoven(schuif: Schuif) -> str:
    hoe_ver = f", {schuif.hoe_ver}" if schuif.hoe_ver else ""
    return noem(f"Verschoven van {schuif.toen} naar {schuif.nu}{hoe_ver}", schuif.tekst)
