"""What changed in the plan since a day or a round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from jeugdhulp.kalender import dag_van, datum_voluit, einde_van
from maatregelen.choices import DekkingStatus, MijlpaalToestand, RondeToestand
from maatregelen.domain import overzicht
from maatregelen.domain.dashboard.beeld import Beeld
from maatregelen.domain.geld import geldoverzicht
from maatregelen.domain.geld.geldoverzicht import Plangeld
from maatregelen.domain.overzicht import Rij
from maatregelen.domain.verleden import Toen, plan_op, rijen
from maatregelen.geld import (
    NUL,
    Geldregel,
    Som,
    bedrag_in,
    is_bestaand,
    is_onbekend,
    jaren_van,
    leunt_op_aanname,
    telt_in,
)
from maatregelen.kwartaallijn import Planregel, tussen
from maatregelen.models import Besluit, Besluitmoment, Maatregel, Plan, Ronde
from maatregelen.querysets import MaatregelQuerySet
from maatregelen.stoplicht import BETEKENIS, GEEN, GELIJK, RICHTINGEN, richting


@dataclass(frozen=True)
class Vanaf:
    """Since when: the day that is compared with, and the knowledge of which moment."""

    dag: date
    moment: datetime
    is_ronde: bool = False

    @property
    def bekend_op(self) -> date:
        """The day of that moment."""
        return dag_van(self.moment)


@dataclass(frozen=True)
class Lichtstap:
    """One light that is another now. `naam` is that of the aspect, "totaal" for the total."""

    naam: str
    toen: str
    nu: str

    @property
    def richting(self) -> str:
        return richting(self.toen, self.nu)

    @property
    def woorden(self) -> tuple[str, str]:
        """Both in words."""
        return BETEKENIS[self.toen][0], BETEKENIS[self.nu][0]


@dataclass(frozen=True)
class Schuif:
    """A planning line with another period; `hoe_ver` is "" where that cannot be counted."""

    tekst: str
    toen: str
    nu: str
    hoe_ver: str


@dataclass(frozen=True)
class Verandering:
    """What changed of one measure that was there then and is there now."""

    rij: Rij
    lichten: Sequence[Lichtstap] = ()
    # Then and now; None where it is the same.
    fase: tuple[str, str] | None = None
    beeindigd: bool = False
    schuiven: Sequence[Schuif] = ()
    gereed: Sequence[str] = ()

    @property
    def richting(self) -> str:
        """How its total light went."""
        totaal = [stap for stap in self.lichten if stap.naam == "totaal"]
        return totaal[0].richting if totaal else GELIJK

    @property
    def is_iets(self) -> bool:
        return bool(self.lichten or self.fase or self.schuiven or self.gereed)


@dataclass(frozen=True)
class Geldstap:
    """One kind of money of the whole plan, over all years that are named, then and now."""

    naam: str
    toen: Som
    nu: Som

    @property
    def is_anders(self) -> bool:
        return (self.toen.bedrag, self.toen.onbekend) != (self.nu.bedrag, self.nu.onbekend)


@dataclass(frozen=True)
class Genomen:
    """A decision that is taken now and was not, or not known, then; `code` of its measure or ""."""

    genomen_op: date
    wie: str
    tekst: str
    uitkomst: str = ""
    maatregel: int | None = None


@dataclass(frozen=True)
class Sinds:
    """What changed between `vanaf` and the page. `jaren` are those of the money."""

    vanaf: Vanaf
    veranderd: Sequence[Verandering]
    # How many measures went each of RICHTINGEN, of those that were there both times.
    geteld: Mapping[str, int]
    nieuw: Sequence[Rij] = ()
    weg: Sequence[Rij] = ()
    geld: Sequence[Geldstap] = ()
    jaren: Sequence[int] = ()
    besluiten: Sequence[Genomen] = field(default_factory=list)

    @property
    def beeindigd(self) -> list[Verandering]:
        return [deel for deel in self.veranderd if deel.beeindigd]

    @property
    def is_leeg(self) -> bool:
        return not (self.veranderd or self.nieuw or self.weg or self.geld or self.besluiten)


def kies(gevraagd: date | None, rondes: Sequence[Any]) -> Vanaf | None:
    """Since when, by the day asked for or else the last of `rondes` (closed, oldest first); None
    without either. The day of a round is compared with what was known when it closed: its standen
    come in after its day. One query for a round."""
    per_dag = {ronde.peildatum: ronde for ronde in rondes}
    if gevraagd is None and rondes:
        gevraagd = rondes[-1].peildatum
    if gevraagd is None:
        return None
    ronde = per_dag.get(gevraagd)
    if ronde is not None:
        return Vanaf(gevraagd, _bekend_gesloten(ronde), is_ronde=True)
    return Vanaf(gevraagd, einde_van(gevraagd))


def _bekend_gesloten(ronde: Any) -> datetime:
    """When the system knew that it was closed: its history is written after `gesloten_op`. Of a
    round that was opened again, the closing that `ronde` tells of."""
    versies = Ronde.historie.filter(
        id=ronde.id, toestand=RondeToestand.GESLOTEN, gesloten_op=ronde.gesloten_op
    )
    moment: datetime = versies.order_by("history_date").values_list("history_date", flat=True)[0]
    return moment


def lees(beeld: Beeld, plan: Plan, zichtbaar: MaatregelQuerySet[Maatregel], vanaf: Vanaf) -> Sinds:
    """Compare the reading of the page with that of `vanaf`, made in the same way; `plan` is that of
    today. For who reads the whole plan.

    Raises NogNietBekendError when the plan was not there yet. A fixed number of queries whatever
    the size.
    """
    plan_toen = plan_op(plan, vanaf.moment)
    peiling = overzicht.peil(plan_toen, vanaf.dag, vanaf.bekend_op, bekend_op=vanaf.moment)
    bron = Toen(plan_toen, vanaf.moment, zichtbaar, ook_verdwenen=True)
    toen = {rij.maatregel.pk: rij for rij in overzicht.maak_rijen(bron, peiling)}
    nu = {kaart.rij.maatregel.pk: kaart.rij for kaart in beeld.kaarten}
    namen = {"totaal": "totaal"} | {
        str(deel["aspect"]): str(deel["naam"]) for deel in beeld.plan.aspecten
    }
    beide = [vergelijk(toen[sleutel], rij, namen) for sleutel, rij in nu.items() if sleutel in toen]
    geld_toen = geldoverzicht.lees(plan_toen, vanaf.moment)
    jaren = jaren_van([*geld_toen.regels, *beeld.geld.regels])
    return Sinds(
        vanaf=vanaf,
        veranderd=sorted(
            (deel for deel in beide if deel.is_iets),
            key=lambda deel: RICHTINGEN.index(deel.richting),
        ),
        geteld={welke: sum(deel.richting == welke for deel in beide) for welke in RICHTINGEN},
        nieuw=[rij for sleutel, rij in nu.items() if sleutel not in toen],
        # A filter may have left out what is still there.
        weg=[] if beeld.gezeefd else [rij for sleutel, rij in toen.items() if sleutel not in nu],
        geld=[stap for stap in geldstappen(geld_toen, beeld.geld, jaren) if stap.is_anders],
        jaren=jaren,
        besluiten=_besluiten(beeld, list(nu), vanaf),
    )


def vergelijk(toen: Rij, nu: Rij, namen: Mapping[str, str]) -> Verandering:
    """One measure, then and now; `namen` has the aspects to look at. Pure, with loaded planning."""
    lichten = [
        Lichtstap(naam, getattr(toen.lichten, aspect), getattr(nu.lichten, aspect))
        for aspect, naam in namen.items()
        if getattr(toen.lichten, aspect) != getattr(nu.lichten, aspect)
    ]
    eindigde = GEEN in (toen.lichten.totaal, nu.lichten.totaal)
    fasen = _fase(toen), _fase(nu)
    lijnen = {regel.sleutel: regel for regel in _lijnen(toen)}
    beide = [(lijnen[regel.sleutel], regel) for regel in _lijnen(nu) if regel.sleutel in lijnen]
    return Verandering(
        rij=nu,
        # What ends loses all its lights; that is said once.
        lichten=[stap for stap in lichten if not eindigde or stap.naam == "totaal"],
        fase=fasen if fasen[0] != fasen[1] else None,
        beeindigd=nu.lichten.totaal == GEEN and toen.lichten.totaal != GEEN,
        schuiven=[
            Schuif(
                regel.tekst, eerder.periode.voluit(), regel.periode.voluit(), hoe_ver(eerder, regel)
            )
            for eerder, regel in beide
            if (eerder.periode.van, eerder.periode.tot_en_met)
            != (regel.periode.van, regel.periode.tot_en_met)
        ],
        gereed=[
            regel.tekst
            for eerder, regel in beide
            if regel.toestand == MijlpaalToestand.GEREED
            and eerder.toestand != MijlpaalToestand.GEREED
        ],
    )


def hoe_ver(toen: Planregel, nu: Planregel) -> str:
    """How far the end of a line moved, as `tussen` says it. Pure."""
    was = toen.periode.tot_en_met or toen.periode.van
    return tussen(was, nu.periode.tot_en_met or nu.periode.van)


def _fase(rij: Rij) -> str:
    return str(rij.stand.fase if rij.stand else rij.maatregel.fase)


def _lijnen(rij: Rij) -> list[Planregel]:
    return [
        regel
        for blad in rij.maatregel.bladen.all()
        for regel in overzicht.planregels(blad, eigen=True)
    ]


def geldstappen(toen: Plangeld, nu: Plangeld, jaren: Sequence[int]) -> list[Geldstap]:
    """Per kind the sum over `jaren`, and apart of what has no year; also where it is the same. A
    row without an amount is counted once, whatever its years. Pure."""
    stappen = []
    for achter, delen in (("", jaren), (", jaar onbekend", [None])):
        voor, na = ({naam: _som(rij, delen) for naam, rij in _soorten(g)} for g in (toen, nu))
        stappen += [Geldstap(f"{naam}{achter}", som, na[naam]) for naam, som in voor.items()]
    return stappen


def _soorten(geld: Plangeld) -> Iterable[tuple[str, list[Geldregel]]]:
    yield "Investering", [rij for rij in geld.investeringen if not is_bestaand(rij)]
    for status in DekkingStatus:
        regels: list[Geldregel] = [
            rij for rij in geld.dekkingen if rij.status == status and not is_bestaand(rij)
        ]
        yield f"Dekking, {status.label}", regels
    bestaand = "binnen bestaande middelen"
    yield f"Kosten {bestaand}", [rij for rij in geld.investeringen if is_bestaand(rij)]
    yield f"Dekking {bestaand}", [rij for rij in geld.dekkingen if is_bestaand(rij)]


def _som(regels: Sequence[Geldregel], jaren: Sequence[int | None]) -> Som:
    telt = [rij for rij in regels if any(telt_in(rij, jaar) for jaar in jaren)]
    bedrag = sum((bedrag_in(rij, jaar) for rij in telt for jaar in jaren), NUL)
    zonder = sum(rij.bedrag is None and (is_onbekend(rij) or is_bestaand(rij)) for rij in telt)
    return Som(bedrag, len(telt) - zonder, zonder, sum(leunt_op_aanname(rij) for rij in telt))


def _besluiten(beeld: Beeld, maatregelen: Sequence[int], vanaf: Vanaf) -> list[Genomen]:
    """Taken by college, raad or the body itself; four queries. The plan's own too when filtered."""
    plan = beeld.plan
    waar = Q(maatregel__in=maatregelen) | Q(plan=plan.pk, maatregel=None)
    waar |= Q(gemeente=plan.gemeente_id)
    nu, toen = (
        {rij.pk: rij for rij in rijen(Besluitmoment, moment, waar)}
        for moment in (beeld.bekend_op, vanaf.moment)
    )
    genomen = [
        Genomen(rij.genomen_op, rij.orgaan, rij.onderwerp, rij.uitkomst, rij.maatregel_id)
        for sleutel, rij in nu.items()
        if rij.genomen_op is not None
        and rij.genomen_op <= beeld.peildatum
        and (sleutel not in toen or toen[sleutel].genomen_op is None)
    ]
    nu_zelf, toen_zelf = (
        {rij.pk: rij for rij in rijen(Besluit, moment, plan=plan.pk)}
        for moment in (beeld.bekend_op, vanaf.moment)
    )
    genomen += [
        Genomen(rij.genomen_op, plan.naam_overleg or "het overleg", rij.tekst)
        for sleutel, rij in nu_zelf.items()
        if sleutel not in toen_zelf and rij.genomen_op <= beeld.peildatum
    ]
    return sorted(genomen, key=lambda rij: (rij.genomen_op, rij.wie, rij.tekst))


def zin(vanaf: Vanaf) -> str:
    """Since when, in words."""
    if vanaf.is_ronde:
        return f"sinds de ronde per {datum_voluit(vanaf.dag)}"
    return f"sinds {datum_voluit(vanaf.dag)}"
