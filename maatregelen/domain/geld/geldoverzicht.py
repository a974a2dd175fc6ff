"""The money of a plan from the database, as it is known now or was known then, for the pure rules
of `maatregelen.geld`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from jeugdhulp.historie import bekend
from maatregelen.domain.verleden import vraagt_niets
from maatregelen.geld import (
    PLAN,
    ZONDER_CLUSTER,
    Bestedingsregel,
    Besteed,
    Dekkingsregel,
    Geldregel,
    Lijn,
    Plek,
    Tabel,
    besteed,
    jaren_van,
    lijn_van,
    maak_tabel,
    verdeel,
)
from maatregelen.models import (
    Besteding,
    Blad,
    Cluster,
    Dekking,
    Investering,
    Maatregel,
    Plan,
    Thema,
    Vermelding,
)

# Columns that are read of a row, besides its id.
_VELDEN = (
    "staat bedrag per aanname aard van tot_en_met uren_per_week fte alternatief_bedrag"
    " omschrijving letterlijk"
).split()
_BESTEED = "jaar peildatum begroot verplicht uitgegeven verwacht".split()
_PLEK = ("thema_id", "blad_id")
_NAAM = ("code", "titel")
_BLAD = ("maatregel_id", "cluster_id")
_VERMELDING = ("blad_id", "investering_id", "dekking_id")


@dataclass(frozen=True)
class Naam:
    """How a line is called: code and title, and the code in its address ("": it has no page)."""

    code: str
    titel: str
    adres: str = ""


@dataclass(frozen=True)
class Plangeld:
    """All money of a plan. Names are of the lines of every grouping, in the order of the plan."""

    investeringen: Sequence[Geldregel]
    dekkingen: Sequence[Dekkingsregel]
    bestedingen: Sequence[Bestedingsregel]
    namen: Mapping[Lijn, Naam]
    # Per row (its soort, "i" or "d", and key) the measures whose sheets mention it.
    vermeld: Mapping[tuple[str, int], Sequence[Naam]]
    # The measures (id) whose sheets mention a row that counts elsewhere.
    noemt: Set[int]

    @property
    def regels(self) -> Sequence[Geldregel]:
        return [*self.investeringen, *self.dekkingen]

    @property
    def heeft_clusters(self) -> bool:
        return any(soort == "cluster" for soort, _ in self.namen)

    def jaren(self, peildatum: date) -> range:
        """The years to show: all that rows name, and that of the peildatum."""
        return jaren_van(self.regels, ook=[peildatum.year])

    def naam_van(self, plek: Plek) -> Naam:
        """Of the measure, the thema or the plan that a place is."""
        return self.namen[lijn_van(plek, "maatregel")]

    def zonder_regel(self) -> list[Naam]:
        """The measures of which nothing about money is known, in the order of the plan."""
        met = {regel.plek.maatregel for regel in self.regels}
        return [
            naam
            for (soort, sleutel), naam in self.namen.items()
            if soort == "maatregel" and sleutel not in met
        ]


@dataclass(frozen=True)
class Lijngeld:
    """The money of one line of a grouping."""

    lijn: Lijn
    naam: Naam
    tabel: Tabel
    besteed: Besteed


def lees(
    plan: Plan,
    bekend_op: datetime | None = None,
    maatregelen: Sequence[Maatregel] | None = None,
) -> Plangeld:
    """The money of `plan` as known at `bekend_op` (None: now), also of what is gone since.

    For who reads the whole plan: nothing is left out. Eight queries whatever the number of rows;
    one more for the past. Two less with all its `maatregelen` of now, in order, with their bladen.
    """
    bladen: Sequence[Any]
    if maatregelen is None:
        maatregelen = _rijen(Maatregel, (*_NAAM, "thema_id"), bekend_op, plan=plan.pk)
        bladen = _rijen(Blad, _BLAD, bekend_op, maatregel__in=[rij.id for rij in maatregelen])
    else:
        bladen = [blad for rij in maatregelen for blad in rij.bladen.all()]
    thema_van = {rij.id: rij.thema_id for rij in maatregelen}
    plekken = {
        blad.id: Plek(thema_van[blad.maatregel_id], blad.maatregel_id, blad.cluster_id)
        for blad in bladen
    }
    namen = _namen(plan, maatregelen, bekend_op)
    vermeldingen = _vermeldingen(plekken, bekend_op)
    return Plangeld(
        investeringen(plekken, bekend_op, plan=plan.pk),
        dekkingen(plekken, bekend_op, plan=plan.pk),
        _bestedingen(plekken, bekend_op),
        namen,
        _vermeld(vermeldingen, plekken, namen),
        _noemt(vermeldingen, plekken),
    )


def van_bladen(
    plan: Plan, plekken: Mapping[int, Plek], bekend_op: datetime | None = None
) -> Plangeld:
    """The money of these bladen alone, and the dekking above them, without names. Four queries."""
    op_blad = Q(blad__in=list(plekken))
    hoger = Q(plan=plan.pk, blad=None)
    return Plangeld(
        investeringen(plekken, bekend_op, op_blad),
        dekkingen(plekken, bekend_op, op_blad | hoger),
        _bestedingen(plekken, bekend_op),
        namen={},
        vermeld={},
        noemt=_noemt(_vermeldingen(plekken, bekend_op), plekken),
    )


def per_lijn(geld: Plangeld, groep: str, jaren: Sequence[int], peildatum: date) -> list[Lijngeld]:
    """The lines of a grouping that have rows, in the order of the plan; together they are the plan.

    Besteding is that of the year of the peildatum.
    """
    kosten, dekt = verdeel(geld.investeringen, groep), verdeel(geld.dekkingen, groep)
    uit = verdeel(geld.bestedingen, groep)
    return [
        Lijngeld(
            lijn,
            naam,
            maak_tabel(kosten.get(lijn, []), dekt.get(lijn, []), jaren),
            besteed(uit.get(lijn, []), peildatum.year, peildatum),
        )
        for lijn, naam in geld.namen.items()
        if lijn in kosten or lijn in dekt or lijn in uit
    ]


def _rijen(
    model: Any, kolommen: Sequence[str], moment: datetime | None, *eisen: Q, **waar: Any
) -> list[Any]:
    """As known, in the order of the plan: of each row its id and these columns, by their names. A
    plan has its money in hundreds of rows, of which whole instances cost more."""
    if vraagt_niets(waar):
        return []
    velden = {veld.name for veld in model._meta.local_fields}
    volgorde = ["volgorde"] if "volgorde" in velden else []
    gevonden = bekend(model, moment).filter(*eisen, **waar).order_by(*volgorde, "id")
    return list(gevonden.values_list("id", *kolommen, named=True))


def _kies(rij: Any, velden: Sequence[str]) -> dict[str, Any]:
    return {veld: getattr(rij, veld) for veld in velden}


def _velden(rij: Any, plekken: Mapping[int, Plek]) -> dict[str, Any]:
    plek = Plek(rij.thema_id) if rij.blad_id is None else plekken[rij.blad_id]
    return {"plek": plek, "sleutel": rij.id, **_kies(rij, _VELDEN)}


def investeringen(
    plekken: Mapping[int, Plek], moment: datetime | None, *eisen: Q, **waar: Any
) -> list[Geldregel]:
    """Those that fit, for the pure rules; `plekken` has the place of each blad (id). One query,
    none where nothing is asked for."""
    gevonden = _rijen(Investering, (*_PLEK, *_VELDEN), moment, *eisen, **waar)
    return [Geldregel(**_velden(rij, plekken)) for rij in gevonden]


def dekkingen(
    plekken: Mapping[int, Plek], moment: datetime | None, *eisen: Q, **waar: Any
) -> list[Dekkingsregel]:
    """The same of dekking."""
    kolommen = (*_PLEK, "bron", "status", *_VELDEN)
    return [
        Dekkingsregel(bron=rij.bron, status=rij.status, **_velden(rij, plekken))
        for rij in _rijen(Dekking, kolommen, moment, *eisen, **waar)
    ]


def _bestedingen(plekken: Mapping[int, Plek], moment: datetime | None) -> list[Bestedingsregel]:
    kolommen = ("blad_id", *_BESTEED)
    return [
        Bestedingsregel(plek=plekken[rij.blad_id], blad=rij.blad_id, **_kies(rij, _BESTEED))
        for rij in _rijen(Besteding, kolommen, moment, blad__in=list(plekken))
    ]


def _namen(plan: Plan, maatregelen: Sequence[Any], moment: datetime | None) -> dict[Lijn, Naam]:
    """Every line there can be; what belongs to the plan as a whole comes last."""
    adressen = {rij.id: rij.code for rij in maatregelen}
    if moment is not None:
        adressen = dict(Maatregel.objects.filter(plan=plan.pk).values_list("pk", "code"))
    namen: dict[Lijn, Naam] = {
        ("maatregel", rij.id): Naam(rij.code, rij.titel, adressen.get(rij.id, ""))
        for rij in maatregelen
    }
    for model, soort in ((Cluster, "cluster"), (Thema, "thema")):
        for rij in _rijen(model, _NAAM, moment, plan=plan.pk):
            namen[(soort, rij.id)] = Naam(rij.code, rij.titel)
        if soort == "cluster":
            namen[ZONDER_CLUSTER] = Naam("", "Zonder cluster")
    return {**namen, PLAN: Naam("", "Plan als geheel")}


def _vermeldingen(plekken: Mapping[int, Plek], moment: datetime | None) -> list[Any]:
    return _rijen(Vermelding, _VERMELDING, moment, blad__in=list(plekken))


def _noemt(vermeldingen: Sequence[Any], plekken: Mapping[int, Plek]) -> set[int]:
    maatregelen = {plekken[rij.blad_id].maatregel for rij in vermeldingen}
    return {sleutel for sleutel in maatregelen if sleutel is not None}


def _vermeld(
    vermeldingen: Sequence[Any], plekken: Mapping[int, Plek], namen: Mapping[Lijn, Naam]
) -> dict[tuple[str, int], list[Naam]]:
    vermeld: dict[tuple[str, int], list[Naam]] = defaultdict(list)
    for rij in vermeldingen:
        plek = plekken[rij.blad_id]
        naam = namen[lijn_van(plek, "maatregel")]
        if plek.cluster is not None:
            # A measure may have a sheet in more than one.
            cluster = namen[lijn_van(plek, "cluster")].titel
            naam = replace(naam, code=f"{naam.code} ({cluster})")
        soort = "i" if rij.investering_id is not None else "d"
        vermeld[(soort, rij.investering_id or rij.dekking_id)].append(naam)
    return dict(vermeld)
