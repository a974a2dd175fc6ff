"""What is late, what moved away from what was agreed, and of what nothing was heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jeugdhulp.kalender import dag_van
from maatregelen.choices import LOPENDE_RONDE, MijlpaalSoort, RondestapSoort, RondeToestand
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.kwartaallijn import Planregel, Vakregel, teken, toestand_op
from maatregelen.models import Rondestap, Stand
from maatregelen.stoplicht import NIET_BIJGEWERKT
from maatregelen.stoplicht.tijd import Verschuiving, einde_voluit, met_besluit, verschuivingen


@dataclass(frozen=True)
class Late:
    """A line whose period is over while it is not done. A decision that is late is told with the
    decisions."""

    kaart: Kaart
    regel: Vakregel
    einde: date
    dagen: int

    @property
    def hoelang(self) -> str:
        """How long it is late, in words."""
        return duur(self.dagen)


@dataclass(frozen=True)
class Schuif:
    """A measure whose end is not the end that was agreed."""

    kaart: Kaart
    verschuiving: Verschuiving

    @property
    def was(self) -> str:
        return einde_voluit(self.verschuiving.was)

    @property
    def wordt(self) -> str:
        """The end of now; "" where the last line lost it."""
        return einde_voluit(self.verschuiving.wordt) if self.verschuiving.wordt else ""


@dataclass(frozen=True)
class Achterblijver:
    """Who has yet to deliver in the open round, and for what; no names: nobody pulls these."""

    trekkers: Sequence[str]
    kaarten: Sequence[Kaart]


@dataclass(frozen=True)
class Open:
    """The round that is open on the day, and what it waits for, in plan order."""

    peildatum: date
    gevraagd: int
    wacht_op: Sequence[Achterblijver]

    @property
    def aantal(self) -> int:
        """How many measures it waits for."""
        return sum(len(groep.kaarten) for groep in self.wacht_op)


@dataclass(frozen=True)
class TeLaat:
    """Late lines the longest first, shifts the largest first, silence the longest first."""

    regels: Sequence[Late]
    verschoven: Sequence[Schuif]
    stil: Sequence[Kaart]
    ronde: Open | None

    @property
    def aantal(self) -> int:
        """How many lines, ends and measures that is; who has yet to deliver is not late."""
        return len(self.regels) + len(self.verschoven) + len(self.stil)


def te_laat(beeld: Beeld) -> TeLaat:
    """Of the measures that run. One query with an open round, besides that for the rounds."""
    kaarten = [kaart for kaart in beeld.kaarten if kaart.loopt]
    stil = [kaart for kaart in kaarten if kaart.rij.lichten.totaal == NIET_BIJGEWERKT]
    return TeLaat(
        regels=_regels(kaarten, beeld.peildatum),
        verschoven=_verschoven(kaarten, beeld.peildatum),
        stil=sorted(stil, key=_laatste_stand),
        ronde=_ronde(beeld, kaarten),
    )


def duur(dagen: int) -> str:
    """Days in words, rounded down: two weeks in days, two months in weeks, two years in months."""
    if dagen < 15:
        return "1 dag" if dagen == 1 else f"{dagen} dagen"
    if dagen < 61:
        return f"{dagen // 7} weken"
    return f"{dagen // 30} maanden" if dagen < 730 else f"{dagen // 365} jaar"


def _regels(kaarten: Sequence[Kaart], peildatum: date) -> list[Late]:
    late = [
        Late(kaart, teken(regel, peildatum), einde, (peildatum - einde).days)
        for kaart in kaarten
        for regel in kaart.regels
        if toestand_op(regel, peildatum) == "te_laat"
        and (einde := regel.periode.tot_en_met)
        and not _is_besluit(kaart, regel, peildatum)
    ]
    return sorted(late, key=lambda rij: rij.einde)


def _is_besluit(kaart: Kaart, regel: Planregel, peildatum: date) -> bool:
    """Whether the line is a decision, or stands for one, that is past by itself."""
    momenten = [besluit for besluit in kaart.feiten.besluiten if besluit.stap == regel.sleutel]
    if momenten:
        return any(besluit.periode.is_voorbij(peildatum) for besluit in momenten)
    return regel.soort == MijlpaalSoort.BESLUIT


def _verschoven(kaarten: Sequence[Kaart], peildatum: date) -> list[Schuif]:
    gevonden = [
        Schuif(kaart, schuif)
        for kaart in kaarten
        for schuif in verschuivingen(met_besluit(kaart.feiten, peildatum), peildatum)
    ]
    # Without any end comes first.
    return sorted(gevonden, key=lambda rij: (bool(rij.wordt), -rij.verschuiving.kwartalen))


def _laatste_stand(kaart: Kaart) -> date:
    return kaart.rij.stand.peildatum if kaart.rij.stand else date.min


def _is_heropend(ronde: int, beeld: Beeld) -> bool:
    """Whether it was closed before, and so asks nobody any more. One query."""
    stappen = Rondestap.objects.filter(ronde=ronde, soort=RondestapSoort.HEROPEND)
    if beeld.bekend_op is not None:
        stappen = stappen.filter(op__lte=beeld.bekend_op)
    return stappen.exists()


def _ronde(beeld: Beeld, kaarten: Sequence[Kaart]) -> Open | None:
    """Who rests is not asked, who made a stand for this round has delivered."""
    ronde = next((rij for rij in beeld.rondes if rij.toestand in LOPENDE_RONDE), None)
    if ronde is None or not ronde.geopend_op or dag_van(ronde.geopend_op) > beeld.peildatum:
        return None
    if ronde.toestand == RondeToestand.VERGADERING and _is_heropend(ronde.id, beeld):
        return None
    standen = Stand.objects.filter(ronde=ronde.id).bekend(beeld.bekend_op)
    geleverd = set(standen.order_by().values_list("maatregel", flat=True))
    gevraagd = [kaart for kaart in kaarten if kaart.rij.maatregel.rust is None]
    groepen: dict[tuple[str, ...], list[Kaart]] = {}
    for kaart in gevraagd:
        if kaart.rij.maatregel.pk not in geleverd:
            groepen.setdefault(tuple(kaart.rij.trekkers), []).append(kaart)
    wacht_op = [Achterblijver(trekkers, deel) for trekkers, deel in groepen.items()]
    return Open(ronde.peildatum, len(gevraagd), wacht_op)
