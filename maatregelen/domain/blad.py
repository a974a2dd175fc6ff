"""The whole sheet of a measure, in the plan's own words and order, now or as known then.

The light and the stand itself are those of `overzicht.Rij`; here is all that hangs beside them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from jeugdhulp.historie import bekend
from jeugdhulp.models import Organisatie, Persoon
from maatregelen.besluitvorming import uitvoering_voor_besluit
from maatregelen.choices import (
    EINDFASEN,
    TEKSTVELDEN_VAN_BLAD,
    BesluitmomentSoort,
    Bladveld,
    MijlpaalSoort,
    MijlpaalToestand,
    SamenhangSoort,
)
from maatregelen.domain import overzicht
from maatregelen.domain.einden import scheid
from maatregelen.domain.geldpost import ANDER_BLAD, geld_per_blad
from maatregelen.domain.verleden import rijen, vul
from maatregelen.models import (
    Actiepunt,
    Beleidsplan,
    Besluit,
    Besluitmaatregel,
    Besluitmoment,
    Besparing,
    Besteding,
    Blad,
    Contextcijfer,
    Doel,
    Doelkoppeling,
    Maatregel,
    Mijlpaal,
    OpenEinde,
    Plan,
    Resultaat,
    Risico,
    Rust,
    Samenhang,
    Stand,
    Thema,
    VervallenActiviteit,
    Voortgangsregel,
)
from maatregelen.querysets import BeleidsplanQuerySet

# These two stand at the top of the page, beside the light.
_BOVENAAN = (Bladveld.STAND, Bladveld.BETROKKENEN)
_PER_BLAD = (Bladveld.PLANNING, Bladveld.INVESTERING, Bladveld.DEKKING)


@dataclass(frozen=True)
class Lezing:
    """What the sheet is read with: the other measures she may see (by id), the beleidsplannen she
    may see, the day, and the moment whose knowledge counts (None: now)."""

    buren: Mapping[int, Maatregel]
    beleid: BeleidsplanQuerySet[Beleidsplan]
    peildatum: date
    moment: datetime | None = None


@dataclass(frozen=True)
class Deel:
    """One part of the sheet. `inhoud` is a text, a Lijn or a list; empty: not filled in."""

    veld: str
    naam: str
    inhoud: Any
    # The cluster, where a measure has more than one blad.
    bij: str = ""
    # Of which blad, for the parts that hang on one.
    blad_id: int | None = None
    # Of results and ties those that ended.
    beeindigd: Sequence[Any] = ()

    @property
    def anker(self) -> str:
        """The id of this part on the page."""
        return f"deel-{self.veld}-{self.blad_id}" if self.blad_id else f"deel-{self.veld}"

    @property
    def soort(self) -> str:
        """How it is shown: tekst, planning, geld, resultaten or samenhang."""
        if self.veld in TEKSTVELDEN_VAN_BLAD:
            return "tekst"
        return "geld" if self.veld in (Bladveld.INVESTERING, Bladveld.DEKKING) else self.veld


@dataclass(frozen=True)
class Verband:
    """One tie, seen from the measure of the page. `van_ander`: it stands on the other sheet."""

    rij: Samenhang
    naam: str
    maatregel: Maatregel | None
    van_ander: bool

    @property
    def soort(self) -> str:
        """What kind of tie, as it reads on this side."""
        gesplitst = self.rij.soort == SamenhangSoort.AFGESPLITST and self.rij.naar_maatregel_id
        if gesplitst and self.van_ander:
            return "hieruit afgesplitst"
        return str(SamenhangSoort(self.rij.soort).label)


@dataclass(frozen=True)
class Moment:
    """A decision that is needed, with the planned lines that do not wait for it."""

    rij: Besluitmoment
    te_vroeg: Sequence[Mijlpaal]


@dataclass(frozen=True)
class Doelregel:
    """A goal the measure serves; `url` of its place in the beleidsplan, "" for who cannot read
    that."""

    koppeling: Doelkoppeling
    beleidsplan: Beleidsplan
    url: str


@dataclass(frozen=True)
class Standdelen:
    """What belongs to the stand besides its own columns."""

    voortgang: Sequence[Voortgangsregel]
    open_einden: Sequence[OpenEinde]
    rust: Sequence[Rust]


@dataclass(frozen=True)
class Inhoud:
    """All of a sheet but its light and people."""

    namen: Mapping[str, str]
    delen: Sequence[Deel]
    stand: Standdelen
    doelen: Sequence[Doelregel]
    momenten: Sequence[Moment]
    risicos: Sequence[Risico]
    beeindigde_risicos: Sequence[Risico]
    bestedingen: Sequence[tuple[str, Sequence[Besteding]]]
    besparingen: Sequence[Besparing]
    contextcijfers: Sequence[Contextcijfer]
    besluiten: Sequence[Besluit]
    actiepunten: Sequence[Actiepunt]
    opgenomen: Sequence[VervallenActiviteit]


@dataclass(frozen=True)
class Vervolg:
    """What became of a measure: whether it ended, in which others it goes on, which go on here."""

    beeindigd: bool
    verder_in: Sequence[Maatregel]
    hierin: Sequence[Maatregel]


def vervolg(maatregel: Maatregel, inhoud: Inhoud) -> Vervolg:
    """Read from the ties of its sheet. No query."""
    verbanden = [
        verband
        for deel in inhoud.delen
        if deel.veld == Bladveld.SAMENHANG
        for verband in deel.inhoud
        if verband.rij.soort == SamenhangSoort.SAMENGEVOEGD and verband.maatregel
    ]
    beeindigd = maatregel.fase in EINDFASEN
    return Vervolg(
        beeindigd,
        [rij.maatregel for rij in verbanden if not rij.van_ander and beeindigd],
        [
            rij.maatregel
            for rij in verbanden
            if rij.van_ander and rij.rij.naar_maatregel_id and rij.maatregel.fase in EINDFASEN
        ],
    )


def lees(maatregel: Maatregel, stand: Stand | None, lezing: Lezing) -> Inhoud:
    """The sheet of `maatregel`, which has its plan, thema, bladen and planning loaded.

    At most 30 queries, whatever the number of rows; none for what is not there at all.
    """
    pk, moment = maatregel.pk, lezing.moment
    standdelen = _standdelen(maatregel, stand, lezing)
    risicos = rijen(Risico, moment, maatregel=pk)
    actiepunten = rijen(Actiepunt, moment, maatregel=pk)
    vul(
        Persoon,
        moment,
        (risicos, "eigenaar"),
        (actiepunten, "wie"),
        (standdelen.open_einden, "eigenaar"),
    )
    geldend, beeindigd = scheid(risicos, moment)
    over = bekend(Besluitmaatregel, moment).filter(maatregel=pk).order_by()
    return Inhoud(
        namen={rij["veld"]: rij["naam"] for rij in maatregel.plan.bladvelden},
        delen=_delen(maatregel, lezing),
        stand=standdelen,
        doelen=_doelen(maatregel, lezing),
        momenten=_momenten(maatregel, moment),
        risicos=geldend,
        beeindigde_risicos=beeindigd,
        bestedingen=_bestedingen(maatregel, lezing),
        besparingen=rijen(Besparing, moment, maatregel=pk),
        contextcijfers=rijen(Contextcijfer, moment, maatregel=pk),
        besluiten=rijen(Besluit, moment, id__in=over.values("besluit")),
        actiepunten=actiepunten,
        opgenomen=rijen(VervallenActiviteit, moment, maatregel=pk),
    )


def _delen(maatregel: Maatregel, lezing: Lezing) -> list[Deel]:
    """The parts in the plan's order; after them what the plan does not name but is filled."""
    gewoon = [Deel(veld, veld.label, None) for veld in Bladveld]
    eigen = [Deel(rij["veld"], rij["naam"], None) for rij in maatregel.plan.bladvelden]
    genoemd = {deel.veld for deel in eigen}
    verder = [deel for deel in gewoon if deel.veld not in genoemd]
    gevuld = _vuller(maatregel, lezing)
    return [
        *(vol for deel in eigen for vol in gevuld(deel)),
        *(vol for deel in verder for vol in gevuld(deel) if vol.inhoud or vol.beeindigd),
    ]


def _vuller(maatregel: Maatregel, lezing: Lezing) -> Any:
    """A function that fills a part: one Deel, or one for each blad."""
    bladen = list(maatregel.bladen.all())
    geld = geld_per_blad(maatregel, lezing.buren, lezing.moment)
    lijsten: dict[Bladveld, tuple[Sequence[Any], Sequence[Any]]] = {
        Bladveld.RESULTATEN: scheid(
            rijen(Resultaat, lezing.moment, maatregel=maatregel.pk), lezing.moment
        ),
        Bladveld.SAMENHANG: _samenhang(maatregel, lezing),
    }

    def op_blad(deel: Deel, blad: Blad) -> Deel:
        inhoud: Any = geld.get((deel.veld, blad.pk))
        if deel.veld == Bladveld.PLANNING:
            lijn = overzicht.lijn(blad, lezing.peildatum)
            inhoud = lijn if lijn.kwartalen or lijn.zonder_datum else None
        bij = blad.cluster.titel if blad.cluster else ""
        return replace(deel, inhoud=inhoud, bij=bij, blad_id=blad.pk)

    def vul_deel(deel: Deel) -> list[Deel]:
        if deel.veld in _BOVENAAN:
            return []
        if deel.veld in _PER_BLAD:
            return [op_blad(deel, blad) for blad in bladen] or [deel]
        veld = Bladveld(deel.veld)
        if veld in lijsten:
            geldend, beeindigd = lijsten[veld]
            return [replace(deel, inhoud=geldend, beeindigd=beeindigd)]
        return [replace(deel, inhoud=getattr(maatregel, veld))]

    return vul_deel


def _samenhang(maatregel: Maatregel, lezing: Lezing) -> tuple[list[Verband], list[Verband]]:
    """Ties that stand on this sheet, then those that lead here from a sheet she may see: those that
    count, and those that ended."""
    moment = lezing.moment
    hierheen = Q(naar_maatregel=maatregel.pk) | Q(naar_thema=maatregel.thema_id)
    gevonden = rijen(Samenhang, moment, Q(maatregel=maatregel.pk) | hierheen)
    vul(Organisatie, moment, (gevonden, "naar_organisatie"))
    vul(Thema, moment, (gevonden, "naar_thema"))
    geldend, beeindigd = scheid(gevonden, moment)
    return _verbanden(geldend, maatregel, lezing), _verbanden(beeindigd, maatregel, lezing)


def _verbanden(
    gevonden: Sequence[Samenhang], maatregel: Maatregel, lezing: Lezing
) -> list[Verband]:
    eigen = [rij for rij in gevonden if rij.maatregel_id == maatregel.pk]
    ander = [rij for rij in gevonden if rij.maatregel_id != maatregel.pk]
    return [_verband(rij, maatregel.plan, lezing) for rij in eigen] + [
        Verband(rij, "", lezing.buren[rij.maatregel_id], van_ander=True)
        for rij in ander
        if rij.maatregel_id in lezing.buren
    ]


def _verband(rij: Samenhang, plan: Plan, lezing: Lezing) -> Verband:
    if rij.naar_maatregel_id is not None:
        return Verband(rij, ANDER_BLAD, lezing.buren.get(rij.naar_maatregel_id), van_ander=False)
    thema = f"{plan.naam_thema} {rij.naar_thema}" if rij.naar_thema else ""
    return Verband(rij, rij.buiten or thema or str(rij.naar_organisatie), None, van_ander=False)


def _doelen(maatregel: Maatregel, lezing: Lezing) -> list[Doelregel]:
    """The primary goal first. Four queries."""
    moment = lezing.moment
    gevonden = rijen(Doelkoppeling, moment, maatregel=maatregel.pk)
    vul(Doel, moment, (gevonden, "doel"))
    doelen = [koppeling.doel for koppeling in gevonden]
    vul(Beleidsplan, moment, (doelen, "beleidsplan"))
    plannen = {doel.beleidsplan_id for doel in doelen}
    zichtbaar = lezing.beleid.filter(pk__in=plannen).select_related("gemeente")
    adressen = {plan.pk: plan.get_absolute_url() for plan in zichtbaar}
    return [
        Doelregel(koppeling, doel.beleidsplan, adressen.get(doel.beleidsplan_id, ""))
        for koppeling in sorted(gevonden, key=lambda rij: not rij.primair)
        for doel in [koppeling.doel]
    ]


def _momenten(maatregel: Maatregel, moment: datetime | None) -> list[Moment]:
    """The decisions it needs; one that was taken, and an advice, hold up nothing."""
    lijnen = [regel for blad in maatregel.bladen.all() for regel in blad.mijlpalen.all()]
    return [
        Moment(rij, te_vroeg(rij, lijnen))
        for rij in rijen(Besluitmoment, moment, maatregel=maatregel.pk)
    ]


def te_vroeg(besluit: Besluitmoment, lijnen: Sequence[Mijlpaal]) -> list[Mijlpaal]:
    """Which of `lijnen`, all those of the measure, carry out the decision and do not wait for it.

    What the sheet puts after the decision, carries it out; what stands above it, prepares it. So
    a decision without a line of its own warns of nothing. A line that is itself a decision is no
    execution.
    """
    eigen = next((regel for regel in lijnen if regel.pk == besluit.mijlpaal_id), None)
    if eigen is None or besluit.genomen_op or besluit.soort == BesluitmomentSoort.ADVIES:
        return []
    return [
        regel
        for regel in lijnen
        if regel.blad_id == eigen.blad_id
        and (regel.volgorde, regel.pk) > (eigen.volgorde, eigen.pk)
        and regel.toestand != MijlpaalToestand.VERVALLEN
        and regel.soort != MijlpaalSoort.BESLUIT
        and uitvoering_voor_besluit(besluit.periode, [regel.periode])
    ]


def _bestedingen(maatregel: Maatregel, lezing: Lezing) -> list[tuple[str, Sequence[Besteding]]]:
    """Per blad (name of its cluster) the last of each year up to the peildatum."""
    bladen = list(maatregel.bladen.all())
    gevonden = rijen(
        Besteding,
        lezing.moment,
        blad__in=[blad.pk for blad in bladen],
        peildatum__lte=lezing.peildatum,
    )
    per_blad = [
        (
            blad.cluster.titel if blad.cluster else "",
            list({rij.jaar: rij for rij in gevonden if rij.blad_id == blad.pk}.values()),
        )
        for blad in bladen
    ]
    return [(bij, regels) for bij, regels in per_blad if regels]


def _standdelen(maatregel: Maatregel, stand: Stand | None, lezing: Lezing) -> Standdelen:
    """The lines and open tails of the stand (they lie fixed with it), and the rest of that day."""
    voortgang = Voortgangsregel.objects.filter(stand=stand) if stand else []
    open_einden = OpenEinde.objects.filter(stand=stand) if stand else []
    rusten = rijen(Rust, lezing.moment, maatregel=maatregel.pk, van__lte=lezing.peildatum)
    vul(Mijlpaal, lezing.moment, (rusten, "tot_mijlpaal"))
    rust = [rij for rij in rusten if _rust_nog(rij, lezing.peildatum)]
    return Standdelen(list(voortgang), list(open_einden), rust)


def _rust_nog(rust: Rust, peildatum: date) -> bool:
    """Whether neither its last day nor its step has come."""
    if rust.tot_en_met is not None and rust.tot_en_met < peildatum:
        return False
    stap = rust.tot_mijlpaal
    return stap is None or stap.van is None or stap.van > peildatum
