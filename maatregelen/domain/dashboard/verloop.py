"""How the lights went from round to round."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from jeugdhulp.grafiek.definitie import Grafiek, Reeks, Soort
from jeugdhulp.historie import bekend
from jeugdhulp.kalender import dag_van, datum_voluit
from jeugdhulp.stoplicht import Licht
from maatregelen.choices import BevestigingUitkomst, MijlpaalToestand
from maatregelen.domain.dashboard.beeld import Beeld
from maatregelen.domain.stand.rust import eerst_gesloten
from maatregelen.models import Bevestiging, Maatregel, Mijlpaal, Rust, Stand
from maatregelen.stoplicht import (
    BETEKENIS,
    GEEN,
    NIET_BIJGEWERKT,
    VOLGORDE,
    is_bijgewerkt,
    toon,
    waarden,
)

MEESTE_RONDES = 12
# Short, so that twelve days fit below the bars.
_MAANDEN = "jan feb mrt apr mei jun jul aug sep okt nov dec".split()
_ROLLEN = {
    Licht.ROOD: "licht-rood",
    Licht.ORANJE: "licht-oranje",
    NIET_BIJGEWERKT: "licht-niet-bijgewerkt",
    Licht.GRIJS: "licht-grijs",
    Licht.GROEN: "licht-groen",
}


@dataclass(frozen=True)
class Punt:
    """One closed round: how many measures had each of VOLGORDE, as was known when it closed."""

    peildatum: date
    aantallen: Mapping[str, int]

    @property
    def lopend(self) -> int:
        """How many had not ended."""
        return sum(aantal for licht, aantal in self.aantallen.items() if licht != GEEN)


def per_ronde(beeld: Beeld, rondes: Sequence[Any]) -> list[Punt]:
    """How the lights were at each of `rondes` (see `laatste_rondes`), in their order.

    Confirmed shows its lights; what a round carried over, or had nothing of, is niet bijgewerkt
    unless it rested or had ended. At most six queries whatever the number of rounds and measures,
    none without a round.
    """
    return tel(rondes, licht_per_ronde(beeld, rondes))


def licht_per_ronde(beeld: Beeld, rondes: Sequence[Any]) -> list[dict[int, str]]:
    """The same per round for each measure (id) that was in it. The same queries."""
    if not rondes:
        return []
    gekozen = {kaart.rij.maatregel.pk for kaart in beeld.kaarten} if beeld.gezeefd else None
    verloop = _Verloop(beeld, rondes, gekozen)
    return [verloop.lichten(ronde) for ronde in rondes]


def tel(rondes: Sequence[Any], lichten: Sequence[Mapping[int, str]]) -> list[Punt]:
    """The points, of what `licht_per_ronde` gave. No query."""
    return [
        Punt(ronde.peildatum, {licht: geteld[licht] for licht in VOLGORDE})
        for ronde, deel in zip(rondes, lichten, strict=True)
        for geteld in [Counter(deel.values())]
    ]


def laatste_rondes(beeld: Beeld) -> list[Any]:
    """The last MEESTE_RONDES closed rounds up to the peildatum, as known, oldest first."""
    return list(beeld.gesloten_rondes[-MEESTE_RONDES:])


def maak_grafiek(beeld: Beeld, punten: Sequence[Punt]) -> Grafiek | None:
    """Stacked bars of what had not ended; None before the first round."""
    if not punten:
        return None
    dagen = [datum_voluit(punt.peildatum) for punt in punten]
    return Grafiek(
        titel="Lichten per ronde",
        periode=dagen[0] if len(dagen) == 1 else f"{dagen[0]} tot en met {dagen[-1]}",
        eenheid="maatregelen",
        indeling="Ronde",
        labels=tuple(_kort(punt.peildatum) for punt in punten),
        reeksen=tuple(
            Reeks(BETEKENIS[licht][0], tuple(punt.aantallen[licht] for punt in punten), rol)
            for licht, rol in _ROLLEN.items()
        ),
        soort=Soort.GESTAPELD,
        samenvatting=samenvatting(punten),
        bron=f"{beeld.plan.titel}, {'gekozen maatregelen' if beeld.gezeefd else 'alle maatregelen'}"
        " die lopen",
        peildatum=punten[-1].peildatum,
    )


def _kort(dag: date) -> str:
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"


def samenvatting(punten: Sequence[Punt]) -> str:
    """One sentence: the last round, and what differs from the one before."""
    laatste = punten[-1]
    zin = f"Op {datum_voluit(laatste.peildatum)} {_hoeveel(laatste)}"
    if len(punten) == 1:
        return f"{zin}."
    vorige = punten[-2]
    anders = [
        f"{abs(verschil)} {'meer' if verschil > 0 else 'minder'} {BETEKENIS[licht][0]}"
        for licht in _ROLLEN
        if (verschil := laatste.aantallen[licht] - vorige.aantallen[licht])
    ]
    dan = f"vergeleken met {datum_voluit(vorige.peildatum)}"
    return f"{zin}; {dan} {', '.join(anders) if anders else 'is dat gelijk'}."


def _hoeveel(punt: Punt) -> str:
    aantal, rood = punt.lopend, punt.aantallen[Licht.ROOD]
    werkwoord = "was" if rood == 1 else "waren"
    return f"{werkwoord} {rood} van de {aantal} lopende maatregelen rood"


class _Verloop:
    """All that the rounds need, read at once; which of it was known when is chosen here."""

    def __init__(self, beeld: Beeld, rondes: Sequence[Any], gekozen: set[int] | None) -> None:
        """Five queries, and one more where a rest waits for a step."""
        self.plan = beeld.plan
        # What rests since a round was first closed is no part of what was mended in it.
        self.eerst = eerst_gesloten([ronde.id for ronde in rondes])
        tot = max(ronde.gesloten_op for ronde in rondes)
        maatregelen = _versies(Maatregel, tot, (), plan=beeld.plan.pk)
        if gekozen is not None:
            maatregelen = {sleutel: maatregelen[sleutel] for sleutel in gekozen & {*maatregelen}}
        self.maatregelen, sleutels = maatregelen, list(maatregelen)
        self.uitkomsten = {
            (rij.ronde_id, rij.maatregel_id): rij
            for rij in bekend(Bevestiging, beeld.bekend_op).filter(
                ronde__in=[ronde.id for ronde in rondes], maatregel__in=sleutels
            )
        }
        self.standen: dict[int, list[Stand]] = defaultdict(list)
        standen = Stand.objects.filter(maatregel__in=sleutels).bekend(tot)
        for stand in standen.only(
            "maatregel", "peildatum", "gemaakt_op", "fase", "totaal", "tijd", "geld", "resultaat"
        ).order_by("peildatum", "pk"):
            self.standen[stand.maatregel_id].append(stand)
        self.rusten: dict[int, list[list[Any]]] = defaultdict(list)
        rust = ("maatregel", "van", "tot_en_met", "tot_mijlpaal")
        for versies in _versies(Rust, tot, rust, maatregel__in=sleutels).values():
            self.rusten[versies[-1].maatregel_id].append(versies)
        stappen = {
            versie.tot_mijlpaal_id
            for rusten in self.rusten.values()
            for versies in rusten
            for versie in versies
        }
        stap = ("tot_en_met", "toestand", "gereed_op")
        self.stappen = _versies(Mijlpaal, tot, stap, id__in=list(stappen - {None}))

    def lichten(self, ronde: Any) -> dict[int, str]:
        return {
            sleutel: self._licht(sleutel, ronde)
            for sleutel, versies in self.maatregelen.items()
            if _toen(versies, ronde.gesloten_op) is not None
        }

    def _licht(self, sleutel: int, ronde: Any) -> str:
        uitkomst = self.uitkomsten.get((ronde.id, sleutel))
        eerst = self.eerst.get(ronde.id, dag_van(ronde.gesloten_op))
        rust = any(
            self._rust(versies, dag, ronde.gesloten_op)
            for versies in self.rusten[sleutel]
            for dag in (ronde.peildatum, eerst)
        )
        stand = self._stand(sleutel, ronde, uitkomst)
        bij = is_bijgewerkt(
            stand.peildatum if stand else None,
            peildatum=ronde.peildatum,
            ritme_maanden=self.plan.ritme_maanden,
            in_laatste_ronde=uitkomst is not None
            and uitkomst.uitkomst == BevestigingUitkomst.BEVESTIGD,
            plan_voorbij=self.plan.tot_en_met < dag_van(ronde.gesloten_op),
            rust=rust,
        )
        return toon(waarden(stand), bijgewerkt=bij, rust=rust).totaal

    def _stand(self, sleutel: int, ronde: Any, uitkomst: Any) -> Stand | None:
        """The one that the round confirmed or carried over; without, the last on its day."""
        standen = self.standen[sleutel]
        if uitkomst is not None:
            return next((rij for rij in standen if rij.pk == uitkomst.stand_id), None)
        gelden = [
            rij
            for rij in standen
            if rij.peildatum <= ronde.peildatum and rij.gemaakt_op <= ronde.gesloten_op
        ]
        return gelden[-1] if gelden else None

    def _rust(self, versies: Sequence[Any], dag: date, moment: datetime) -> bool:
        """As `MaatregelQuerySet.met_rust`, from versions that are loaded."""
        rust = _toen(versies, moment)
        if rust is None or rust.van > dag or (rust.tot_en_met and rust.tot_en_met < dag):
            return False
        if rust.tot_mijlpaal_id is None:
            return True
        stap = _toen(self.stappen.get(rust.tot_mijlpaal_id, []), moment)
        if stap is None or (stap.tot_en_met and stap.tot_en_met < dag):
            return False
        if stap.toestand == MijlpaalToestand.GEREED:
            return bool(stap.gereed_op and stap.gereed_op > dag)
        return bool(stap.toestand == MijlpaalToestand.OPEN)


def _versies(model: Any, tot: datetime, velden: Sequence[str], **waar: Any) -> dict[int, list[Any]]:
    """Per row (id) its versions up to `tot`, oldest first, with `velden` of it. One query, none
    where nothing is asked."""
    rijen: QuerySet[Any] = model.historie.model._default_manager.filter(
        history_date__lte=tot, **waar
    )
    verdeeld: dict[int, list[Any]] = defaultdict(list)
    for rij in rijen.only("id", "history_date", "history_type", *velden).order_by(
        "history_date", "history_id"
    ):
        verdeeld[rij.id].append(rij)
    return dict(verdeeld)


def _toen(versies: Iterable[Any], moment: datetime) -> Any | None:
    """The version that held at `moment`; None where there was none, or it was gone."""
    geldt = None
    for versie in versies:
        if versie.history_date <= moment:
            geldt = versie
    return None if geldt is None or geldt.history_type == "-" else geldt
