"""What a measure still lacks before it can be steered on."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jeugdhulp.kalender import PeriodeSoort
from maatregelen.choices import GELD_ONBEKEND, Bladveld, MijlpaalToestand
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.domain.maatregel.blad import te_vroeg
from maatregelen.domain.verleden import rijen
from maatregelen.geld import Geldregel, Plek, is_bestaand
from maatregelen.models import Besluitmoment, Blad, Doelkoppeling, Vermelding


@dataclass(frozen=True)
class Veld:
    """Where something is filled in: the number of the blad (0: the first one, or one yet to be
    made), and of the row (None: a new row). `wat` names that row in the words of the plan."""

    blad: int = 0
    rij: int | None = None
    wat: str = ""


@dataclass(frozen=True)
class Erbij:
    """What the reading of a dashboard does not hold: per measure (id) whether it serves a goal,
    what its bladen only mention, and the decisions that execution does not wait for."""

    met_doel: frozenset[int]
    kosten_elders: frozenset[int]
    dekking_elders: frozenset[int]
    niet_gewacht: Mapping[int, Sequence[Besluitmoment]]


@dataclass(frozen=True)
class Soort:
    """One thing that can be missing; `deel` is the part of the sheet where it is filled in."""

    naam: str
    kop: str
    zin: str
    deel: str
    # Where it is filled in; nothing where nothing is missing.
    velden: Callable[[Kaart, Erbij], Sequence[Veld]]


@dataclass(frozen=True)
class Gemis:
    """That a measure lacks something, and where to fill it in: one field at least."""

    kaart: Kaart
    soort: Soort
    velden: Sequence[Veld]


@dataclass(frozen=True)
class Onvolledig:
    """Per kind, in the order of SOORTEN, what lacks it, in plan order; a kind that nothing lacks is
    there too. `lopend` is how many measures were looked at: those that have not ended."""

    per_soort: Mapping[Soort, Sequence[Gemis]]
    lopend: int

    @property
    def onvolledig(self) -> int:
        """How many measures lack anything."""
        gemist = (gemis for rij in self.per_soort.values() for gemis in rij)
        return len({gemis.kaart.rij.maatregel.pk for gemis in gemist})

    @property
    def volledig(self) -> int:
        return self.lopend - self.onvolledig


def lees(beeld: Beeld) -> Onvolledig:
    """What the running measures of a reading lack. Two queries whatever their number."""
    kaarten = [kaart for kaart in beeld.kaarten if kaart.loopt]
    erbij = _lees_erbij(beeld, kaarten)
    return Onvolledig(
        {
            soort: [
                Gemis(kaart, soort, velden)
                for kaart in kaarten
                if (velden := soort.velden(kaart, erbij))
            ]
            for soort in SOORTEN
        },
        len(kaarten),
    )


def _lees_erbij(beeld: Beeld, kaarten: Sequence[Kaart]) -> Erbij:
    moment = beeld.bekend_op
    sleutels = [kaart.rij.maatregel.pk for kaart in kaarten]
    van_blad = {blad.pk: kaart.rij.maatregel.pk for kaart in kaarten for blad in _bladen(kaart)}
    vermeldingen = rijen(Vermelding, moment, blad__in=list(van_blad))
    lijnen = {
        kaart.rij.maatregel.pk: [rij for blad in _bladen(kaart) for rij in blad.mijlpalen.all()]
        for kaart in kaarten
    }
    niet_gewacht: dict[int, list[Besluitmoment]] = defaultdict(list)
    for rij in beeld.besluitmomenten:
        if rij.maatregel_id in lijnen and te_vroeg(rij, lijnen[rij.maatregel_id]):
            niet_gewacht[rij.maatregel_id].append(rij)
    return Erbij(
        met_doel=frozenset(
            rij.maatregel_id for rij in rijen(Doelkoppeling, moment, maatregel__in=sleutels)
        ),
        kosten_elders=frozenset(
            van_blad[rij.blad_id] for rij in vermeldingen if rij.investering_id is not None
        ),
        dekking_elders=frozenset(
            van_blad[rij.blad_id] for rij in vermeldingen if rij.dekking_id is not None
        ),
        niet_gewacht=niet_gewacht,
    )


def _bladen(kaart: Kaart) -> list[Blad]:
    return list(kaart.rij.maatregel.bladen.all())


def _blad(kaart: Kaart, plek: Plek | None = None) -> int:
    """The number of the blad in the cluster of `plek`; else of the first one, 0 without."""
    bladen = _bladen(kaart)
    cluster = plek.cluster if plek else None
    zelfde = [blad for blad in bladen if blad.cluster_id == cluster]
    return next((blad.pk for blad in [*zelfde, *bladen]), 0)


def _trekker(kaart: Kaart, _: Erbij) -> list[Veld]:
    return [] if kaart.rij.trekkers else [Veld()]


def _planning(kaart: Kaart, _: Erbij) -> list[Veld]:
    """A step that recurs says when too; one that lapsed is no planning."""
    for regel in kaart.feiten.planning:
        periode = regel.periode
        herhaalt = periode.soort == PeriodeSoort.HERHALEND
        if regel.toestand != MijlpaalToestand.VERVALLEN and (
            herhaalt or periode.van or periode.tot_en_met
        ):
            return []
    return [Veld(blad=_blad(kaart))]


def _doel(kaart: Kaart, erbij: Erbij) -> list[Veld]:
    maatregel = kaart.rij.maatregel
    return [] if maatregel.pk in erbij.met_doel or maatregel.doel.strip() else [Veld()]


def _resultaat(kaart: Kaart, _: Erbij) -> list[Veld]:
    return [] if kaart.feiten.resultaten or kaart.feiten.reeksen else [Veld()]


def _kosten(kaart: Kaart, erbij: Erbij) -> list[Veld]:
    """No row at all, unless they count on another sheet; else each row without an amount yet."""
    kosten = kaart.feiten.geld.investeringen
    if not kosten:
        elders = kaart.rij.maatregel.pk in erbij.kosten_elders
        return [] if elders else [Veld(blad=_blad(kaart))]
    return _onbekend(kaart, kosten)


def _dekking(kaart: Kaart, erbij: Erbij) -> list[Veld]:
    """Each row without an amount yet; where new money is asked and nothing is said of dekking, on
    its sheet, another one or above it, a new row."""
    geld = kaart.feiten.geld
    if geld.dekkingen:
        return _onbekend(kaart, geld.dekkingen)
    kost = [regel for regel in geld.investeringen if regel.bedrag and not is_bestaand(regel)]
    elders = kaart.rij.maatregel.pk in erbij.dekking_elders
    if not kost or elders or geld.dekking_hoger:
        return []
    return [Veld(blad=_blad(kaart, kost[0].plek))]


def _onbekend(kaart: Kaart, regels: Sequence[Geldregel]) -> list[Veld]:
    return [
        Veld(_blad(kaart, regel.plek), regel.sleutel, regel.omschrijving or regel.letterlijk)
        for regel in regels
        if regel.staat in GELD_ONBEKEND
    ]


def _besluit(kaart: Kaart, erbij: Erbij) -> list[Veld]:
    return [
        Veld(rij=rij.pk, wat=f"{rij.orgaan}: {rij.onderwerp}")
        for rij in erbij.niet_gewacht.get(kaart.rij.maatregel.pk, [])
    ]


SOORTEN = (
    Soort("trekker", "Geen trekker", "Er is niemand die trekt.", Bladveld.BETROKKENEN, _trekker),
    Soort(
        "planning",
        "Geen stap met een datum",
        "Er is geen stap waarvan bekend is wanneer.",
        Bladveld.PLANNING,
        _planning,
    ),
    Soort("doel", "Geen doel", "Er staat niet waarvoor dit nodig is.", Bladveld.DOEL, _doel),
    Soort(
        "resultaat",
        "Geen meetbaar resultaat",
        "Er staat niet waaraan te zien is dat het lukt.",
        Bladveld.RESULTATEN,
        _resultaat,
    ),
    Soort(
        "kosten",
        "Kosten onbekend",
        "Er staat niet wat het kost.",
        Bladveld.INVESTERING,
        _kosten,
    ),
    Soort(
        "dekking",
        "Dekking onbekend",
        "Er staat niet waarvan het wordt betaald.",
        Bladveld.DEKKING,
        _dekking,
    ),
    Soort(
        "besluit",
        "Uitvoering vóór het besluit",
        "De uitvoering begint voordat het besluit valt.",
        "besluiten",
        _besluit,
    ),
)
