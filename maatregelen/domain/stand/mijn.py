"""What one trekker has to bring up to date, over all plans: what her page starts from."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jeugdhulp.choices import PersoonSoort, RolSoort
from jeugdhulp.kalender import Kwartaal, PeriodeSoort, dag_van
from jeugdhulp.models import Gebruiker, Persoon
from jeugdhulp.opmaak import opsomming
from jeugdhulp.rechten import heeft_rol, leest_heel_plan, plaatsen
from maatregelen.choices import EINDFASEN, BetrokkenheidRol, MijlpaalToestand
from maatregelen.domain.overzicht import rust_voluit
from maatregelen.domain.stand.berekend_licht import bereken_lichten
from maatregelen.domain.stand.bijwerken import waarom_niet_ongewijzigd
from maatregelen.domain.stand.regellicht import Naast, argument_dat_geldt, naast, vraagt_argument
from maatregelen.domain.stand.rust import rustdag
from maatregelen.models import Betrokkenheid, Maatregel, Mijlpaal, Ronde, Stand
from maatregelen.querysets import MaatregelQuerySet, trekt_nu
from maatregelen.stoplicht import Berekening, Lichten, is_bijgewerkt, toon, waarden

# How the namens of a stand ends that was made in a meeting.
IN_VERGADERING = ", in de vergadering"


@dataclass(frozen=True)
class Eigen:
    """One measure of hers on this day."""

    maatregel: Maatregel
    # The open round of its plan, if there is one.
    ronde: Ronde | None
    # The last up to `peildatum`.
    stand: Stand | None
    # As lists show them: "niet bijgewerkt" without a recent stand, but for what she delivered.
    lichten: Lichten
    # Open steps that should be done, or come this quarter or the next.
    mijlpalen: Sequence[Mijlpaal]
    vandaag: date
    # What the rules say on `peildatum` if its phase stays the same.
    berekend: Berekening

    @property
    def regels(self) -> Naast:
        """The rules beside the last stand."""
        return naast(self.maatregel.plan, self.stand, self.berekend)

    @property
    def overleg_op(self) -> date | None:
        """When the last stand was made in the meeting of a round; None otherwise."""
        if self.stand is None or not self.stand.namens.endswith(IN_VERGADERING):
            return None
        gemaakt = dag_van(self.stand.gemaakt_op)
        overleg = self.stand.ronde.vergadering_op if self.stand.ronde else None
        # Worked out the day after, it was given in the meeting.
        return min(overleg or gemaakt, gemaakt)

    @property
    def argument(self) -> str:
        """The argument of the last stand, as long as it holds."""
        return argument_dat_geldt(self.stand, self.berekend)

    @property
    def vraagt_argument(self) -> bool:
        """Whether it can be said to be unchanged with an argument only."""
        return vraagt_argument(self.stand, self.berekend)

    @property
    def peildatum(self) -> date:
        """The day a new stand is about."""
        return self.ronde.peildatum if self.ronde else self.vandaag

    @property
    def toen(self) -> Lichten:
        """The lights of the last stand itself, whatever its day."""
        return toon(waarden(self.stand), bijgewerkt=True)

    @property
    def rust(self) -> str:
        return rust_voluit(self.maatregel.rust) if self.maatregel.rust is not None else ""

    @property
    def geleverd(self) -> bool:
        """Whether she made a stand for the open round."""
        return (
            self.ronde is not None
            and self.stand is not None
            and self.stand.ronde_id == self.ronde.pk
        )

    @property
    def te_doen(self) -> bool:
        """Whether the open round waits for her. Nothing is asked of what rests."""
        return self.ronde is not None and not self.geleverd and self.maatregel.rust is None

    @property
    def telt(self) -> bool:
        """Whether the open round asks a stand of it, made or not."""
        return self.te_doen or self.geleverd

    @property
    def is_van_vandaag(self) -> bool:
        """Whether it is said already how it stands on `peildatum`."""
        return self.geleverd or (
            self.ronde is None and self.stand is not None and self.stand.peildatum == self.vandaag
        )

    @property
    def waarom_niet_ongewijzigd(self) -> str:
        return waarom_niet_ongewijzigd(self.stand, self.maatregel.plan)

    @property
    def beeindigd(self) -> bool:
        return self.stand is not None and self.stand.fase in EINDFASEN


def lees(
    maatregelen: MaatregelQuerySet[Maatregel],
    vandaag: date,
    *,
    ook: int | None = None,
    ronde: Ronde | None = None,
) -> list[Eigen]:
    """The measures to bring up to date: first what a round waits for, each in plan order; see
    `for_bijwerken` for `ook` and `ronde`. Six queries whatever their number, and eight for each
    plan; one more for a `ronde` that met."""
    rust_op = rustdag(ronde, vandaag) if ronde is not None else None
    gevonden = list(maatregelen.for_bijwerken(vandaag, ook=ook, ronde=ronde, rust_op=rust_op))
    rondes = Ronde.objects.in_bulk([rij.open_ronde_id for rij in gevonden if rij.open_ronde_id])
    standen = (
        Stand.objects.met_bevestiging()
        .select_related("ronde")
        .prefetch_related("voortgangsregels", "open_einden__eigenaar")
        .in_bulk([rij.laatste_stand_id for rij in gevonden if rij.laatste_stand_id])
    )
    mijlpalen = _open_mijlpalen([rij.pk for rij in gevonden], vandaag)
    berekend = _berekend(gevonden, standen, rondes, vandaag)
    eigen = [
        Eigen(
            maatregel=rij,
            ronde=rondes.get(rij.open_ronde_id or 0),
            stand=(stand := standen.get(rij.laatste_stand_id or 0)),
            lichten=_lichten(rij, stand, vandaag),
            mijlpalen=mijlpalen.get(rij.pk, []),
            vandaag=vandaag,
            berekend=berekend[rij.pk],
        )
        for rij in gevonden
    ]
    return sorted(eigen, key=lambda een: not een.te_doen)


def trekkers_van(maatregelen: Collection[int], dag: date) -> dict[int, list[str]]:
    """Per measure (id) the names of who pulls it. One query, none without measures."""
    if not maatregelen:
        return {}
    rijen = Betrokkenheid.objects.filter(
        maatregel__in=maatregelen, rol=BetrokkenheidRol.TREKKER
    ).select_related("persoon", "organisatie")
    per: dict[int, list[str]] = {}
    for rij in rijen:
        if rij.geldt_op(dag):
            per.setdefault(rij.maatregel_id, []).append(rij.naam)
    return per


def als_plaatsvervanger(maatregel: Maatregel, dag: date) -> str:
    """On whose behalf a plaatsvervanger makes a stand, as it is told with it. One query."""
    trekkers = opsomming(trekkers_van([maatregel.pk], dag).get(maatregel.pk, []))
    namens = Stand._meta.get_field("namens")
    rest = ", als plaatsvervanger"
    ruimte = (namens.max_length or 0) - len(rest)
    return f"{trekkers if trekkers and len(trekkers) <= ruimte else 'de trekker'}{rest}"


def te_kiezen(gebruiker: Gebruiker, vandaag: date) -> list[Persoon]:
    """The other trekkers of running plans for whom she may write, by name; from a vacancy comes no
    word. One query, none for who may not."""
    adviseur = [pk for pk in plaatsen(gebruiker) if _is_adviseur(gebruiker, pk)]
    leest = [pk for pk in plaatsen(gebruiker) if leest_heel_plan(gebruiker, pk)]
    if not leest:
        return []
    plannen = Q(maatregel__plan__gemeente__in=adviseur) | Q(
        maatregel__plan__gemeente__in=leest, maatregel__plan__voorzitter__gebruiker=gebruiker
    )
    rijen = Betrokkenheid.objects.filter(
        plannen,
        trekt_nu(),
        ~Q(maatregel__fase__in=EINDFASEN),
        maatregel__plan__tot_en_met__gte=vandaag,
    )
    mensen = Persoon.objects.exclude(soort=PersoonSoort.VACATURE)
    anderen = mensen.filter(pk__in=rijen.values("persoon")).exclude(gebruiker=gebruiker)
    return list(anderen.select_related("gemeente").order_by("naam", "pk"))


def _is_adviseur(gebruiker: Gebruiker, gemeente_id: int) -> bool:
    return heeft_rol(gebruiker, gemeente_id, RolSoort.BELEIDSADVISEUR)


def _open_mijlpalen(maatregelen: Sequence[int], vandaag: date) -> dict[int, list[Mijlpaal]]:
    """Per measure (id) the open lines of the planning up to the end of next quarter, in time; what
    recurs is never done, and a line on two bladen counts once. One query."""
    tot = Kwartaal.van_dag(vandaag).volgende.laatste_dag
    rijen = Mijlpaal.objects.filter(
        Q(van__lte=tot) | Q(van=None, tot_en_met__lte=tot),
        blad__maatregel__in=maatregelen,
        toestand=MijlpaalToestand.OPEN,
        onderdeel_van=None,
        zelfde_als=None,
    ).exclude(periode_soort=PeriodeSoort.HERHALEND)
    per: dict[int, list[Mijlpaal]] = {}
    for rij in rijen.select_related("blad").order_by("van", "tot_en_met", "volgorde", "pk"):
        per.setdefault(rij.blad.maatregel_id, []).append(rij)
    return per


def _berekend(
    maatregelen: Sequence[Maatregel],
    standen: Mapping[int, Stand],
    rondes: Mapping[int, Ronde],
    vandaag: date,
) -> dict[int, Berekening]:
    """Per measure (id) what the rules say on the day of a new stand, plan by plan."""
    per_plan: dict[int, list[Maatregel]] = defaultdict(list)
    for rij in maatregelen:
        per_plan[rij.plan_id].append(rij)
    berekend: dict[int, Berekening] = {}
    for rijen in per_plan.values():
        eerste = rijen[0]
        ronde = rondes.get(eerste.open_ronde_id or 0)
        laatste = {rij.pk: standen.get(rij.laatste_stand_id or 0) for rij in rijen}
        dag = ronde.peildatum if ronde else vandaag
        berekend |= bereken_lichten(eerste.plan, rijen, laatste, dag)
    return berekend


def _lichten(maatregel: Maatregel, stand: Stand | None, vandaag: date) -> Lichten:
    rust = maatregel.rust is not None
    geleverd = stand is not None and stand.ronde_id == (maatregel.open_ronde_id or 0)
    bij = geleverd or is_bijgewerkt(
        stand.peildatum if stand else None,
        peildatum=vandaag,
        ritme_maanden=maatregel.plan.ritme_maanden,
        in_laatste_ronde=maatregel.in_laatste_ronde if maatregel.laatste_gesloten_id else None,
        plan_voorbij=maatregel.plan.tot_en_met < vandaag,
        rust=rust,
    )
    return toon(waarden(stand), bijgewerkt=bij, rust=rust)
