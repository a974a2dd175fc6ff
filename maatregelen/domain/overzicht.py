"""How the measures of a plan stand on a day: what page, dashboard and report all start from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db.models import Max

from jeugdhulp.historie import bekend
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.opmaak import datum
from jeugdhulp.stoplicht import Licht
from maatregelen.choices import BetrokkenheidRol, BevestigingUitkomst, RondeToestand
from maatregelen.domain.maatregel.planningorde import op_tijd
from maatregelen.domain.stand.rust import rustdag
from maatregelen.kwartaallijn import Lijn, Planregel, maak_lijn, toestand_op
from maatregelen.models import (
    Betrokkenheid,
    Bevestiging,
    Blad,
    Maatregel,
    Mijlpaal,
    Plan,
    Ronde,
    Stand,
)
from maatregelen.querysets import MaatregelQuerySet
from maatregelen.stoplicht import (
    BETEKENIS,
    GEEN,
    NIET_BIJGEWERKT,
    VOLGORDE,
    Lichten,
    is_bijgewerkt,
    toon,
    waarden,
)


class Bron(Protocol):
    """Where measures come from: a MaatregelQuerySet for now, `verleden.Toen` for the past."""

    def for_overzicht(
        self, peildatum: date, *, alleen_bevestigd: bool = False
    ) -> Iterable[Maatregel]: ...


class MetRonde(Protocol):
    """The same, that can also say of each measure whether the last closed round saw it."""

    def met_laatste_ronde(
        self,
        plan: Plan,
        peildatum: date,
        bekend_op: datetime | None,
        *,
        rondes: Sequence[Ronde] | None,
    ) -> Bron: ...


@dataclass(frozen=True)
class Peiling:
    """The day a plan is looked at, as known when, and what counts as recent on it."""

    peildatum: date
    plan_voorbij: bool
    ritme_maanden: int
    # Measures with a stand in the last closed round; None before any round.
    in_laatste_ronde: frozenset[int] | None
    # The moment whose knowledge counts; None: all that is known now.
    bekend_op: datetime | None = None


@dataclass(frozen=True)
class Deel:
    """What hangs under a measure and a row is made of, on the peildatum."""

    # Her key (`sleutel_van`) and name, in the order of the sheet.
    trekkers: list[tuple[str, str]]
    # Code → title.
    clusters: dict[str, str]
    # Its bladen (ids), and what they have planned themselves.
    bladen: list[int]
    regels: list[Planregel]


@dataclass(frozen=True)
class Rij:
    """One measure on the peildatum, with all that a list or report says of it."""

    maatregel: Maatregel
    stand: Stand | None
    lichten: Lichten
    trekkers: Sequence[str]
    te_laat: int
    volgende: Planregel | None
    reden: str
    # Key (`sleutel_van`) → name.
    wie: Mapping[str, str]
    # Code → title.
    clusters: Mapping[str, str]
    bladen: Sequence[int]

    @property
    def voorstel(self) -> bool:
        """Whether the light is not confirmed by a round or a document."""
        return self.stand is not None and not self.stand.is_bevestigd

    @property
    def herkomst(self) -> str:
        return herkomst(self.stand)


def peildatum_van(
    plan: Plan,
    vandaag: date,
    *,
    alleen_bevestigd: bool = False,
    bekend_op: datetime | None = None,
) -> date:
    """The day to show a plan on: today, or the day of the last stand once its period is over.

    For the past, `vandaag` is the day whose knowledge counts. One query, and only for a plan that
    is over.
    """
    if plan.tot_en_met >= vandaag:
        return vandaag
    standen = Stand.objects.filter(maatregel__plan=plan.pk).bekend(bekend_op)
    if alleen_bevestigd:
        standen = standen.bevestigd(bekend_op)
    laatste: date | None = standen.aggregate(dag=Max("peildatum"))["dag"]
    return laatste or plan.tot_en_met


def peil(
    plan: Plan, peildatum: date, vandaag: date, *, bekend_op: datetime | None = None
) -> Peiling:
    """What counts as recent for `plan` on `peildatum`. One or two queries."""
    ronde = (
        bekend(Ronde, bekend_op)
        .filter(plan=plan.pk, toestand=RondeToestand.GESLOTEN, peildatum__lte=peildatum)
        .order_by("-peildatum", "-id")
        .values_list("id", flat=True)
        .first()
    )
    gezien = None
    if ronde is not None:
        bevestigd = bekend(Bevestiging, bekend_op).filter(
            ronde=ronde, uitkomst=BevestigingUitkomst.BEVESTIGD
        )
        # Without the order of Stand: SQLite refuses a union of what is ordered.
        gemaakt = Stand.objects.filter(ronde=ronde).bekend(bekend_op).order_by()
        gezien = frozenset(
            bevestigd.values_list("maatregel", flat=True).union(
                gemaakt.values_list("maatregel", flat=True)
            )
        )
    voorbij = plan.tot_en_met < vandaag
    return Peiling(peildatum, voorbij, plan.ritme_maanden, gezien, bekend_op)


def maak_rijen(bron: Bron, peiling: Peiling, *, alleen_bevestigd: bool = False) -> list[Rij]:
    """The measures in plan order. For now five queries whatever their number (see
    `for_overzicht`)."""
    gevonden = bron.for_overzicht(peiling.peildatum, alleen_bevestigd=alleen_bevestigd)
    return _rijen(gevonden, peiling)


def rondes_van(plan: Plan, bekend_op: datetime | None) -> list[Ronde]:
    """The rounds of the plan, as known, in order of day. One query."""
    return list(bekend(Ronde, bekend_op).filter(plan=plan.pk).order_by("peildatum", "id"))


def lees_ronde(
    maatregelen: MaatregelQuerySet[Maatregel], ronde: Ronde, peiling: Peiling, vandaag: date
) -> list[Rij]:
    """The same as a round that goes on has it before it: with the standen that count in it, and
    what rests in it. One query more where it met already."""
    return _rijen(maatregelen.for_ronde(ronde, rustdag(ronde, vandaag)), peiling)


def lees_rijen(
    bron: MetRonde,
    plan: Plan,
    peildatum: date,
    vandaag: date,
    bekend_op: datetime | None = None,
    *,
    rondes: Sequence[Ronde] | None = None,
) -> list[Rij]:
    """The same for a page about one plan, with the last closed round read along, or found among its
    `rondes` (`rondes_van`): what `peil` asks, costs no query of its own."""
    met = bron.met_laatste_ronde(plan, peildatum, bekend_op, rondes=rondes)
    gevonden = list(met.for_overzicht(peildatum))
    return _rijen(gevonden, peil_uit(plan, gevonden, peildatum, vandaag, bekend_op))


def peil_uit(
    plan: Plan,
    maatregelen: Iterable[Maatregel],
    peildatum: date,
    vandaag: date,
    bekend_op: datetime | None = None,
) -> Peiling:
    """As `peil`, from measures with the annotations of `met_laatste_ronde`. No query."""
    gesloten = [rij for rij in maatregelen if rij.laatste_gesloten_id is not None]
    return Peiling(
        peildatum=peildatum,
        plan_voorbij=plan.tot_en_met < vandaag,
        ritme_maanden=plan.ritme_maanden,
        in_laatste_ronde=frozenset(rij.pk for rij in gesloten if rij.in_laatste_ronde)
        if gesloten
        else None,
        bekend_op=bekend_op,
    )


def _rijen(gevonden: Iterable[Maatregel], peiling: Peiling) -> list[Rij]:
    maatregelen = list(gevonden)
    standen = Stand.objects.met_bevestiging(peiling.bekend_op).in_bulk(
        [rij.laatste_stand_id for rij in maatregelen if rij.laatste_stand_id]
    )
    return [
        maak_rij(
            rij, standen.get(rij.laatste_stand_id or 0), peiling, _deel(rij, peiling.peildatum)
        )
        for rij in maatregelen
    ]


def lichten_nu(maatregelen: Sequence[Maatregel], vandaag: date) -> dict[int, Lichten]:
    """Per measure (id) its lights of today, for measures of several plans, with their plan and the
    annotations of `met_laatste_stand` and `met_rust`. Four queries whatever their number."""
    standen = Stand.objects.in_bulk([rij.laatste_stand_id for rij in maatregelen])
    rondes = Ronde.objects.filter(
        plan__in={rij.plan_id for rij in maatregelen},
        toestand=RondeToestand.GESLOTEN,
        peildatum__lte=vandaag,
    )
    # The last of each plan stays.
    laatste = dict(rondes.order_by("peildatum", "id").values_list("plan", "id"))
    in_ronde = {"ronde__in": laatste.values(), "maatregel__in": maatregelen}
    bevestigd = Bevestiging.objects.filter(**in_ronde, uitkomst=BevestigingUitkomst.BEVESTIGD)
    gezien = frozenset(bevestigd.values_list("maatregel", flat=True)) | frozenset(
        Stand.objects.filter(**in_ronde).values_list("maatregel", flat=True)
    )
    return {
        rij.pk: _lichten(
            rij,
            standen.get(rij.laatste_stand_id),
            Peiling(
                peildatum=vandaag,
                plan_voorbij=rij.plan.tot_en_met < vandaag,
                ritme_maanden=rij.plan.ritme_maanden,
                in_laatste_ronde=gezien if rij.plan_id in laatste else None,
            ),
        )
        for rij in maatregelen
    }


def eerst_wat_aandacht_vraagt(rijen: Iterable[Rij]) -> list[Rij]:
    """Rood, oranje, niet bijgewerkt, grijs, groen, ended; within a light most late lines first."""
    return sorted(
        rijen,
        key=lambda rij: (
            VOLGORDE.index(rij.lichten.totaal),
            -rij.te_laat,
            rij.maatregel.volgorde,
            rij.maatregel.pk,
        ),
    )


def tel(rijen: Sequence[Rij]) -> list[dict[str, str | int]]:
    """Per light, in the order of attention: licht, woord, uitleg and aantal (int)."""
    return [
        {
            "licht": licht,
            "woord": woord,
            "uitleg": uitleg,
            "aantal": sum(rij.lichten.totaal == licht for rij in rijen),
        }
        for licht, (woord, uitleg) in BETEKENIS.items()
    ]


def planregels(blad: Blad, *, eigen: bool = False, stappen: bool = True) -> list[Planregel]:
    """The planning lines of a Blad for the pure rooms, with `eigen` without what another blad has
    too, and with or without the steps under them; no query when `mijlpalen` is prefetched."""
    return [
        planregel(mijlpaal, [stap.tekst for stap in mijlpaal.stappen.all()] if stappen else ())
        for mijlpaal in op_tijd(blad.mijlpalen.all())
        if not eigen or mijlpaal.zelfde_als_id is None
    ]


def lijn(blad: Blad, peildatum: date) -> Lijn:
    """The planning of a Blad as a line of quarters."""
    return maak_lijn(planregels(blad), peildatum)


def herkomst(stand: Stand | None) -> str:
    """Where a stand comes from, as a sentence for the reader; "" without one."""
    if stand is None:
        return ""
    if stand.bron:
        return f"overgenomen uit {stand.bron}"
    if stand.bevestigd_in:
        return f"bevestigd in de ronde per {datum_voluit(stand.bevestigd_in)}"
    return "voorstel, nog niet bevestigd in een ronde"


def planregel(mijlpaal: Mijlpaal, stappen: Sequence[str] = ()) -> Planregel:
    """A planning line for the pure rooms. No query."""
    return Planregel(
        tekst=mijlpaal.tekst,
        soort=mijlpaal.soort,
        periode=mijlpaal.periode,
        toestand=mijlpaal.toestand,
        gereed_op=mijlpaal.gereed_op,
        basis_van=mijlpaal.basis_van,
        basis_tot=mijlpaal.basis_tot,
        stappen=stappen,
        twijfel=mijlpaal.twijfel,
        sleutel=mijlpaal.pk,
    )


def trekkers(maatregel: Maatregel, peildatum: date) -> list[str]:
    """Names of the trekkers on that day; no query when `betrokkenheden` is prefetched."""
    return [wie.naam for wie in _trekkers(maatregel, peildatum)]


def _trekkers(maatregel: Maatregel, peildatum: date) -> list[Betrokkenheid]:
    return [
        wie
        for wie in maatregel.betrokkenheden.all()
        if wie.rol == BetrokkenheidRol.TREKKER and wie.geldt_op(peildatum)
    ]


def _lichten(maatregel: Maatregel, stand: Stand | None, peiling: Peiling) -> Lichten:
    bij = is_bijgewerkt(
        stand.peildatum if stand else None,
        peildatum=peiling.peildatum,
        ritme_maanden=peiling.ritme_maanden,
        in_laatste_ronde=None
        if peiling.in_laatste_ronde is None
        else maatregel.pk in peiling.in_laatste_ronde,
        plan_voorbij=peiling.plan_voorbij,
        rust=maatregel.rust is not None,
    )
    return toon(waarden(stand), bijgewerkt=bij, rust=maatregel.rust is not None)


def maak_rij(maatregel: Maatregel, stand: Stand | None, peiling: Peiling, deel: Deel) -> Rij:
    """The row of one measure from what was read: `maatregel` with `laatste_stand_id` and `rust`,
    `stand` with its confirmation. No query."""
    lichten = _lichten(maatregel, stand, peiling)
    te_laat, volgende = _planning(deel.regels, peiling.peildatum)
    return Rij(
        maatregel=maatregel,
        stand=stand,
        lichten=lichten,
        trekkers=[naam for _, naam in deel.trekkers],
        te_laat=te_laat,
        volgende=volgende,
        reden=reden(maatregel, stand, lichten),
        wie=dict(deel.trekkers),
        clusters=deel.clusters,
        bladen=deel.bladen,
    )


def _deel(maatregel: Maatregel, peildatum: date) -> Deel:
    """From what `for_overzicht` hung under it. No query."""
    bladen = maatregel.bladen.all()
    return Deel(
        trekkers=[(sleutel_van(wie), wie.naam) for wie in _trekkers(maatregel, peildatum)],
        clusters={blad.cluster.code: blad.cluster.titel for blad in bladen if blad.cluster},
        bladen=[blad.pk for blad in bladen],
        regels=[regel for blad in bladen for regel in planregels(blad, eigen=True, stappen=False)],
    )


def sleutel_van(wie: Betrokkenheid) -> str:
    """A key of who it is that names nobody in an address."""
    return f"p{wie.persoon_id}" if wie.persoon_id else f"o{wie.organisatie_id}"


def _planning(regels: Sequence[Planregel], peildatum: date) -> tuple[int, Planregel | None]:
    """How many lines are late, and which comes first of those planned on a day."""
    te_laat, eerste, volgende = 0, date.max, None
    for regel in regels:
        toestand = toestand_op(regel, peildatum)
        te_laat += toestand == "te_laat"
        dag = regel.periode.tot_en_met or regel.periode.van
        if toestand == "gepland" and dag and (volgende is None or dag < eerste):
            eerste, volgende = dag, regel
    return te_laat, volgende


def rust_voluit(rust: Mapping[str, str | None]) -> str:
    """Until when a measure rests and why, as a sentence, from the annotation `rust`."""
    dagen = [dag for dag in (rust["tot_en_met"], rust["stap_tot"]) if dag]
    tot = f"tot en met {datum(min(dagen))}" if dagen else f"tot de stap “{rust['stap']}”"
    return f"Rust {tot}: {rust['reden']}"


def reden(maatregel: Maatregel, stand: Stand | None, lichten: Lichten) -> str:
    """Why the light that is shown is what it is, in one line; `maatregel` with its `rust`."""
    if maatregel.rust is not None and lichten.totaal != GEEN:
        return rust_voluit(maatregel.rust)
    if stand is None:
        return "Er is nog geen stand vastgelegd."
    if lichten.totaal == NIET_BIJGEWERKT:
        return f"Laatste stand per {datum_voluit(stand.peildatum)}: {stand.totaal}."
    if lichten.totaal == GEEN:
        return f"Deze maatregel is {stand.fase}."
    return {
        Licht.ROOD: stand.oorzaak,
        Licht.ORANJE: stand.oorzaak,
        Licht.GRIJS: stand.afwijking_reden or stand.grijs_reden,
    }.get(Licht(lichten.totaal), stand.afwijking_reden)
