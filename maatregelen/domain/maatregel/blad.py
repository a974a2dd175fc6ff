"""The whole sheet of a measure, in the plan's own words and order, now or as known then.

The light and the stand itself are those of `overzicht.Rij`; here is all that hangs beside them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from jeugdhulp.models import Organisatie, Persoon
from maatregelen.besluitvorming import uitvoering_voor_besluit
from maatregelen.choices import (
    EINDFASEN,
    BesluitmomentSoort,
    Bladveld,
    MijlpaalSoort,
    MijlpaalToestand,
    SamenhangSoort,
)
from maatregelen.domain import overzicht
from maatregelen.domain.geld.geldpost import ANDER_BLAD, lees_geld
from maatregelen.domain.maatregel.bladinhoud import (
    Deel,
    Doelregel,
    Inhoud,
    Lezing,
    Moment,
    Standdelen,
    Verband,
)
from maatregelen.domain.maatregel.einden import scheid
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

# These two stand at the top of the page, beside the light.
_BOVENAAN = (Bladveld.STAND, Bladveld.BETROKKENEN)
_PER_BLAD = (Bladveld.PLANNING, Bladveld.INVESTERING, Bladveld.DEKKING)


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
    """The sheet of one measure; see `lees_bladen`."""
    return lees_bladen([(maatregel, stand)], lezing)[maatregel.pk]


def lees_bladen(
    paren: Sequence[tuple[Maatregel, Stand | None]], lezing: Lezing
) -> dict[int, Inhoud]:
    """Per measure (id) its sheet. Each comes with its stand, and has its plan, thema, bladen and
    planning loaded.

    At most 30 queries, whatever the number of measures and rows; none for what is not there at
    all.
    """
    maatregelen = [maatregel for maatregel, _ in paren]
    moment = lezing.moment
    van = {"maatregel__in": [maatregel.pk for maatregel in maatregelen]}
    standdelen = _standdelen(paren, lezing)
    risicos = rijen(Risico, moment, **van)
    actiepunten = rijen(Actiepunt, moment, **van)
    open_einden = [rij for deel in standdelen.values() for rij in deel.open_einden]
    vul(Persoon, moment, (risicos, "eigenaar"), (actiepunten, "wie"), (open_einden, "eigenaar"))
    delen = _delen(maatregelen, lezing)
    doelen = _doelen(van, lezing)
    momenten = _per_maatregel(rijen(Besluitmoment, moment, **van))
    bestedingen = _bestedingen(maatregelen, lezing)
    besparingen = _per_maatregel(rijen(Besparing, moment, **van))
    contextcijfers = _per_maatregel(rijen(Contextcijfer, moment, **van))
    besluiten = _besluiten(van, moment)
    opgenomen = _per_maatregel(rijen(VervallenActiviteit, moment, **van))
    risicos_van, beeindigde_risicos = map(_per_maatregel, scheid(risicos, moment))
    actiepunten_van = _per_maatregel(actiepunten)
    return {
        rij.pk: Inhoud(
            namen={veld["veld"]: veld["naam"] for veld in rij.plan.bladvelden},
            delen=delen[rij.pk],
            stand=standdelen[rij.pk],
            doelen=doelen[rij.pk],
            momenten=_momenten(rij, momenten[rij.pk]),
            risicos=risicos_van[rij.pk],
            beeindigde_risicos=beeindigde_risicos[rij.pk],
            bestedingen=bestedingen[rij.pk],
            besparingen=besparingen[rij.pk],
            contextcijfers=contextcijfers[rij.pk],
            besluiten=besluiten[rij.pk],
            actiepunten=actiepunten_van[rij.pk],
            opgenomen=opgenomen[rij.pk],
        )
        for rij in maatregelen
    }


def _per_maatregel(gevonden: Sequence[Any]) -> dict[int, list[Any]]:
    """Rows by the id of their measure, in the same order; empty for a measure without."""
    per_maatregel: dict[int, list[Any]] = defaultdict(list)
    for rij in gevonden:
        per_maatregel[rij.maatregel_id].append(rij)
    return per_maatregel


def _besluiten(van: Mapping[str, Any], moment: datetime | None) -> dict[int, list[Besluit]]:
    """In the order of their numbers. Two queries, one without."""
    over = rijen(Besluitmaatregel, moment, **van)
    sleutels: dict[int, set[int]] = defaultdict(set)
    for rij in over:
        sleutels[rij.besluit_id].add(rij.maatregel_id)
    per_maatregel: dict[int, list[Besluit]] = defaultdict(list)
    for besluit in rijen(Besluit, moment, id__in=list(sleutels)):
        for sleutel in sleutels[besluit.pk]:
            per_maatregel[sleutel].append(besluit)
    return per_maatregel


def _delen(maatregelen: Sequence[Maatregel], lezing: Lezing) -> dict[int, list[Deel]]:
    """Per measure the parts in the plan's order; after them what the plan does not name but is
    filled."""
    geld = lees_geld(maatregelen, lezing.moment)
    samenhang = _lees_samenhang(maatregelen, lezing.moment)
    # One query for both.
    vul(Thema, lezing.moment, (geld.alle, "thema"), (samenhang, "naar_thema"))
    posten = geld.per_blad(maatregelen, lezing.buren)
    verbanden = [_verbanden(maatregelen, deel, lezing) for deel in scheid(samenhang, lezing.moment)]
    gevonden = rijen(Resultaat, lezing.moment, maatregel__in=[rij.pk for rij in maatregelen])
    resultaten = [_per_maatregel(deel) for deel in scheid(gevonden, lezing.moment)]
    return {
        rij.pk: _delen_van(
            rij,
            posten,
            {
                Bladveld.RESULTATEN: [deel[rij.pk] for deel in resultaten],
                Bladveld.SAMENHANG: [deel[rij.pk] for deel in verbanden],
            },
            lezing.peildatum,
        )
        for rij in maatregelen
    }


def _delen_van(
    maatregel: Maatregel,
    posten: Mapping[tuple[str, int], Any],
    lijsten: Mapping[Bladveld, Sequence[Any]],
    peildatum: date,
) -> list[Deel]:
    gewoon = [Deel(veld, veld.label, None) for veld in Bladveld]
    eigen = [Deel(rij["veld"], rij["naam"], None) for rij in maatregel.plan.bladvelden]
    genoemd = {deel.veld for deel in eigen}
    verder = [deel for deel in gewoon if deel.veld not in genoemd]
    gevuld = _vuller(maatregel, posten, lijsten, peildatum)
    return [
        *(vol for deel in eigen for vol in gevuld(deel)),
        *(vol for deel in verder for vol in gevuld(deel) if vol.inhoud or vol.beeindigd),
    ]


def _vuller(
    maatregel: Maatregel,
    posten: Mapping[tuple[str, int], Any],
    lijsten: Mapping[Bladveld, Sequence[Any]],
    peildatum: date,
) -> Callable[[Deel], list[Deel]]:
    """A function that fills a part: one Deel, or one for each blad."""
    bladen = list(maatregel.bladen.all())

    def op_blad(deel: Deel, blad: Blad) -> Deel:
        inhoud: Any = posten.get((deel.veld, blad.pk))
        if deel.veld == Bladveld.PLANNING:
            lijn = overzicht.lijn(blad, peildatum)
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


def _lees_samenhang(maatregelen: Sequence[Maatregel], moment: datetime | None) -> list[Samenhang]:
    """Ties that stand on these sheets or lead to them, without their thema."""
    sleutels = [rij.pk for rij in maatregelen]
    hierheen = Q(naar_maatregel__in=sleutels) | Q(
        naar_thema__in={rij.thema_id for rij in maatregelen}
    )
    gevonden = rijen(Samenhang, moment, Q(maatregel__in=sleutels) | hierheen)
    vul(Organisatie, moment, (gevonden, "naar_organisatie"))
    return gevonden


def _verbanden(
    maatregelen: Sequence[Maatregel], gevonden: Sequence[Samenhang], lezing: Lezing
) -> dict[int, list[Verband]]:
    """Per measure the ties that stand on its sheet, then those that lead there from a sheet she
    may see."""
    eigen = _per_maatregel(gevonden)
    # Each with its place in `gevonden`: a tie leads to a measure or to a thema.
    naar_maatregel, naar_thema = defaultdict(list), defaultdict(list)
    for plek, rij in enumerate(gevonden):
        naar_maatregel[rij.naar_maatregel_id].append(plek)
        naar_thema[rij.naar_thema_id].append(plek)
    return {
        maatregel.pk: [_verband(rij, maatregel.plan, lezing) for rij in eigen[maatregel.pk]]
        + [
            Verband(rij, "", lezing.buren[rij.maatregel_id], van_ander=True)
            for plek in sorted(naar_maatregel[maatregel.pk] + naar_thema[maatregel.thema_id])
            for rij in [gevonden[plek]]
            if rij.maatregel_id != maatregel.pk and rij.maatregel_id in lezing.buren
        ]
        for maatregel in maatregelen
    }


def _verband(rij: Samenhang, plan: Plan, lezing: Lezing) -> Verband:
    if rij.naar_maatregel_id is not None:
        return Verband(rij, ANDER_BLAD, lezing.buren.get(rij.naar_maatregel_id), van_ander=False)
    thema = f"{plan.naam_thema} {rij.naar_thema}" if rij.naar_thema else ""
    return Verband(rij, rij.buiten or thema or str(rij.naar_organisatie), None, van_ander=False)


def _doelen(van: Mapping[str, Any], lezing: Lezing) -> dict[int, list[Doelregel]]:
    """The primary goal first. Four queries."""
    moment = lezing.moment
    gevonden = rijen(Doelkoppeling, moment, **van)
    vul(Doel, moment, (gevonden, "doel"))
    doelen = [koppeling.doel for koppeling in gevonden]
    vul(Beleidsplan, moment, (doelen, "beleidsplan"))
    plannen = {doel.beleidsplan_id for doel in doelen}
    zichtbaar = lezing.beleid.filter(pk__in=plannen).select_related("gemeente")
    adressen = {plan.pk: plan.get_absolute_url() for plan in zichtbaar}
    per_maatregel: dict[int, list[Doelregel]] = defaultdict(list)
    for koppeling in sorted(gevonden, key=lambda rij: not rij.primair):
        doel = koppeling.doel
        per_maatregel[koppeling.maatregel_id].append(
            Doelregel(koppeling, doel.beleidsplan, adressen.get(doel.beleidsplan_id, ""))
        )
    return per_maatregel


def _momenten(maatregel: Maatregel, gevonden: Sequence[Besluitmoment]) -> list[Moment]:
    """The decisions it needs; one that was taken, and an advice, hold up nothing."""
    lijnen = [regel for blad in maatregel.bladen.all() for regel in blad.mijlpalen.all()]
    return [Moment(rij, te_vroeg(rij, lijnen)) for rij in gevonden]


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


def _bestedingen(
    maatregelen: Sequence[Maatregel], lezing: Lezing
) -> dict[int, list[tuple[str, Sequence[Besteding]]]]:
    """Per measure, per blad (name of its cluster) the last of each year up to the peildatum."""
    bladen = [blad for rij in maatregelen for blad in rij.bladen.all()]
    gevonden = rijen(
        Besteding,
        lezing.moment,
        blad__in=[blad.pk for blad in bladen],
        peildatum__lte=lezing.peildatum,
    )
    # The rows come in the order of their days: the last of a year stays.
    per_blad: dict[int, dict[int, Besteding]] = defaultdict(dict)
    for rij in gevonden:
        per_blad[rij.blad_id][rij.jaar] = rij
    return {
        maatregel.pk: [
            (blad.cluster.titel if blad.cluster else "", list(per_blad[blad.pk].values()))
            for blad in maatregel.bladen.all()
            if per_blad[blad.pk]
        ]
        for maatregel in maatregelen
    }


def _standdelen(
    paren: Sequence[tuple[Maatregel, Stand | None]], lezing: Lezing
) -> dict[int, Standdelen]:
    """Per measure the lines and open tails of its stand (they lie fixed with it), and the rest of
    that day."""
    standen = [stand.pk for _, stand in paren if stand]
    voortgang, open_einden = defaultdict(list), defaultdict(list)
    for regel in Voortgangsregel.objects.filter(stand__in=standen):
        voortgang[regel.stand_id].append(regel)
    for einde in OpenEinde.objects.filter(stand__in=standen):
        open_einden[einde.stand_id].append(einde)
    sleutels = [maatregel.pk for maatregel, _ in paren]
    rusten = rijen(Rust, lezing.moment, maatregel__in=sleutels, van__lte=lezing.peildatum)
    vul(Mijlpaal, lezing.moment, (rusten, "tot_mijlpaal"))
    rust = _per_maatregel([rij for rij in rusten if _rust_nog(rij, lezing.peildatum)])
    return {
        maatregel.pk: Standdelen(
            voortgang[stand.pk] if stand else [],
            open_einden[stand.pk] if stand else [],
            rust[maatregel.pk],
        )
        for maatregel, stand in paren
    }


def _rust_nog(rust: Rust, peildatum: date) -> bool:
    """Whether neither its last day nor its step has come."""
    if rust.tot_en_met is not None and rust.tot_en_met < peildatum:
        return False
    stap = rust.tot_mijlpaal
    return stap is None or stap.van is None or stap.van > peildatum
