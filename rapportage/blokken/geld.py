"""The block "geld": what the whole plan costs per year, what pays for it, and how sure that is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jeugdhulp.opmaak import euro, opsomming
from maatregelen.choices import GELD_ONBEKEND, DekkingStatus, GeldStaat
from maatregelen.domain.dashboard.geld import samenvatting
from maatregelen.domain.geld.geldoverzicht import Naam, Plangeld
from maatregelen.domain.geld.geldpost import Geldpost
from maatregelen.geld import (
    Besteed,
    Cijfers,
    Geldregel,
    Plek,
    Som,
    Tabel,
    aflopend,
    besteed,
    cijfers,
    geldende_bestedingen,
    is_bestaand,
    lijn_van,
    maak_tabel,
    verdeel,
)
from maatregelen.geldtabel import (
    Cel,
    Kolom,
    aannamen,
    bestaand_cel,
    besteed_cellen,
    jaarrijen,
    rijen_van,
    saldo_cel,
    som_cel,
)
from maatregelen.models import Dekking, Plan
from rapportage.blokken.basis import Blok, Bron
from rapportage.choices import BlokSoort

# A decision on these is still to come.
ONBESLIST = (DekkingStatus.VOORWAARDELIJK, DekkingStatus.AANGEVRAAGD, DekkingStatus.VOORGENOMEN)


class Geld(Blok):
    """The money of the whole plan: of its measures, its themas and itself. The same sums as on the
    dashboard of that day."""

    soort = BlokSoort.GELD

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """The facts: tables of cells in words, each with its amount, and what is not sure. One
        query besides those of `bron`."""
        geld, jaar = bron.geld, bron.peildatum.year
        tabel = maak_tabel(geld.investeringen, geld.dekkingen, geld.jaren(bron.peildatum))
        gevuld = rijen_van(tabel)
        nieuw = _kolommen(gevuld)
        return {
            "samenvatting": samenvatting(tabel) if geld.regels else "",
            "nieuw": _tabel(tabel, nieuw),
            "bestaand": _tabel(tabel, _BESTAAND, alleen=_heeft_bestaand),
            "jaar": jaar,
            "per_thema": _per_thema(bron.plan, geld, jaar, nieuw),
            "besteding": _besteding(bron),
            "onbeslist": _onbeslist(bron),
            "niet_zeker": _niet_zeker(bron.plan, geld),
            "loopt_af": _loopt_af(bron),
        }


@dataclass(frozen=True)
class Geldkolom(Kolom):
    """A column; `som` is the amount of its cell, for who calculates with it."""

    som: Callable[[Cijfers], Som] | None = None


def _gewoon(kop: str, som: Callable[[Cijfers], Som]) -> Geldkolom:
    return Geldkolom("", kop, lambda rij: som_cel(som(rij)), som)


def _binnen(kop: str, som: Callable[[Cijfers], Som]) -> Geldkolom:
    return Geldkolom("", kop, lambda rij: bestaand_cel(som(rij)), som)


def _besloten(rij: Cijfers) -> Som:
    return rij.per_status[DekkingStatus.BESLOTEN]


def _nog_niet_besloten(rij: Cijfers) -> Som:
    return sum((rij.per_status[status] for status in ONBESLIST), Som())


def _afgewezen(rij: Cijfers) -> Som:
    return rij.per_status[DekkingStatus.AFGEWEZEN]


def _saldo(rij: Cijfers) -> Cel:
    return saldo_cel(rij.saldo, rij.investering, rij.dekking)


def _saldo_besloten(rij: Cijfers) -> Cel:
    return saldo_cel(rij.saldo_besloten, rij.investering, _besloten(rij))


_BESTAAND = [
    _binnen("Kosten", lambda rij: rij.bestaand),
    _binnen("Dekking", lambda rij: rij.bestaande_dekking),
]


def _kolommen(rijen: Sequence[Cijfers]) -> list[Geldkolom]:
    """What was rejected only where there is any."""
    afgewezen = any(not _afgewezen(rij).is_leeg for rij in rijen)
    return [
        _gewoon("Investering", lambda rij: rij.investering),
        _gewoon("Dekking, besloten", _besloten),
        _gewoon("Dekking, nog niet besloten", _nog_niet_besloten),
        *([_gewoon("Dekking, afgewezen: telt niet mee", _afgewezen)] if afgewezen else []),
        Geldkolom("", "Verschil met alle dekking", _saldo),
        Geldkolom("", "Verschil met alleen besloten dekking", _saldo_besloten),
    ]


def _heeft_bestaand(rij: Cijfers) -> bool:
    return not (rij.bestaand.is_leeg and rij.bestaande_dekking.is_leeg)


def _is_gevuld(rij: Cijfers) -> bool:
    return not rij.is_leeg


def _tabel(
    tabel: Tabel, kolommen: Sequence[Geldkolom], alleen: Callable[[Cijfers], bool] = _is_gevuld
) -> dict[str, Any]:
    """Rows by year, without those of which nothing is told; no rows, no table."""
    paren = zip(rijen_van(tabel), jaarrijen(tabel, kolommen), strict=True)
    return {
        "koppen": [kolom.kop for kolom in kolommen],
        "rijen": [
            {"kop": woorden.kop, "cellen": _cellen(kolommen, rij, woorden.cellen)}
            for rij, woorden in paren
            if alleen(rij)
        ],
    }


def _cellen(
    kolommen: Sequence[Geldkolom], rij: Cijfers, cellen: Sequence[Cel]
) -> list[dict[str, str | None]]:
    return [
        _cel(cel, kolom.som(rij) if kolom.som else None)
        for kolom, cel in zip(kolommen, cellen, strict=True)
    ]


def _cel(cel: Cel, som: Som | None) -> dict[str, str | None]:
    waarde = som.waarde if som and not som.is_leeg else None
    return {
        "tekst": cel.tekst,
        "voor": cel.voor,
        "bij": cel.bij,
        "voorgelezen": cel.voorgelezen,
        "bedrag": None if waarde is None else f"{waarde:.2f}",
    }


def _per_thema(
    plan: Plan, geld: Plangeld, jaar: int, kolommen: Sequence[Geldkolom]
) -> list[dict[str, Any]]:
    """The year of the peildatum per thema, and of the plan itself: together the row of that
    year."""
    kosten, dekt = verdeel(geld.investeringen, "thema"), verdeel(geld.dekkingen, "thema")
    regels = [
        (naam, cijfers(kosten.get(lijn, []), dekt.get(lijn, []), jaar))
        for lijn, naam in geld.namen.items()
        if lijn[0] in ("thema", "plan")
    ]
    return [
        {
            "kop": f"{plan.naam_thema} {naam.code} {naam.titel}" if naam.code else naam.titel,
            "cellen": _cellen(kolommen, rij, [kolom.cel(rij) for kolom in kolommen]),
        }
        for naam, rij in regels
        if not rij.is_leeg
    ]


def _besteding(bron: Bron) -> list[dict[str, Any]]:
    """Per year the last that was told of each sheet up to the peildatum."""
    bestedingen, dag = bron.geld.bestedingen, bron.peildatum
    jaren = sorted({rij.jaar for rij in bestedingen if rij.peildatum <= dag})
    gevonden = []
    for jaar in jaren:
        som = besteed(bestedingen, jaar, dag)
        laatste = max(rij.peildatum for rij in geldende_bestedingen(bestedingen, jaar, dag))
        gevonden.append(
            {
                "jaar": jaar,
                "cellen": _besteedcellen(som),
                "bladen": som.bladen,
                "laatste": laatste.isoformat(),
            }
        )
    return gevonden


def _besteedcellen(som: Besteed) -> list[dict[str, str | None]]:
    sommen = (som.begroot, som.verplicht, som.uitgegeven, som.verwacht)
    # The last cell is the number of sheets.
    return [_cel(cel, deel) for cel, deel in zip(besteed_cellen(som)[:-1], sommen, strict=True)]


def _onbeslist(bron: Bron) -> list[dict[str, str]]:
    """Dekking that is not decided, and what was rejected, in the order of the plan: with an amount
    of new money or a condition. The rest is counted with what is not sure. One query."""
    geld = bron.geld
    plekken = {rij.sleutel: rij.plek for rij in geld.dekkingen}
    rijen = Dekking.objects.filter(plan=bron.plan).exclude(status=DekkingStatus.BESLOTEN)
    gekozen = [
        rij
        for rij in rijen
        if rij.voorwaarde
        or rij.status == DekkingStatus.AFGEWEZEN
        or (rij.bedrag is not None and rij.staat != GeldStaat.BINNEN_BESTAAND)
    ]
    plaats = _plaats(geld)
    return [
        {
            "waar": _waar(bron.plan, geld, plekken[rij.pk]),
            "bron": rij.bron,
            "waarvoor": rij.omschrijving,
            "bedrag": post.hoofd,
            "bij": ", ".join(post.kort),
            "status": post.status,
            "voorwaarde": rij.voorwaarde,
        }
        for rij in sorted(gekozen, key=lambda rij: plaats(plekken[rij.pk]))
        for post in [Geldpost(rij)]
    ]


def _plaats(geld: Plangeld) -> Callable[[Plek], int]:
    """Where a place stands in the plan: measures, then themas, then the plan as a whole."""
    volgorde = {lijn: nummer for nummer, lijn in enumerate(geld.namen)}
    return lambda plek: volgorde[lijn_van(plek, "maatregel")]


def _waar(plan: Plan, geld: Plangeld, plek: Plek) -> str:
    """The code of a measure, a thema, or the plan."""
    naam = geld.naam_van(plek)
    if plek.maatregel is not None:
        return f"{naam.code} {naam.titel}"
    return _thema(plan, naam) if plek.thema is not None else "het hele plan"


def _kort(plan: Plan, geld: Plangeld, plek: Plek) -> str:
    naam = geld.naam_van(plek)
    if plek.maatregel is not None:
        return naam.code
    return f"{plan.naam_thema.lower()} {naam.code}" if plek.thema is not None else "het hele plan"


def _thema(plan: Plan, naam: Naam) -> str:
    return f"{plan.naam_thema} {naam.code} {naam.titel}"


def _niet_zeker(plan: Plan, geld: Plangeld) -> list[dict[str, Any]]:
    """What the sums leave open: of how many rows, and where they stand."""
    soorten = [
        *((f"Nog geen bedrag: {staat.label}", _van_staat(geld, staat)) for staat in GELD_ONBEKEND),
        ("Een bedrag dat op een aanname leunt", [rij for rij, _ in aannamen(geld.regels)]),
        (
            "Ook een ander bedrag genoemd, dat niet meetelt",
            [rij for rij in geld.regels if rij.alternatief_bedrag is not None],
        ),
        ("Alleen uren of formatie, geen euro's", _van_staat(geld, GeldStaat.UREN)),
        (
            "Binnen bestaande middelen, zonder bedrag",
            [rij for rij in geld.regels if is_bestaand(rij) and rij.bedrag is None],
        ),
    ]
    gevonden = [
        {"wat": wat, "aantal": len(regels), "waar": _plekken(plan, geld, regels)}
        for wat, regels in soorten
        if regels
    ]
    if zonder := geld.zonder_regel():
        codes = opsomming([naam.code for naam in zonder])
        gevonden.append(
            {"wat": "Niets over geld of uren bekend", "aantal": len(zonder), "waar": codes}
        )
    return gevonden


def _van_staat(geld: Plangeld, staat: str) -> list[Geldregel]:
    return [rij for rij in geld.regels if rij.staat == staat]


def _plekken(plan: Plan, geld: Plangeld, regels: Iterable[Geldregel]) -> str:
    plekken = sorted({rij.plek for rij in regels}, key=_plaats(geld))
    return opsomming(list(dict.fromkeys(_kort(plan, geld, plek) for plek in plekken)))


def _loopt_af(bron: Bron) -> list[dict[str, Any]]:
    """Dekking that ends while what it pays for goes on."""
    geld = bron.geld
    return [
        {
            "jaar": afloop.jaar,
            "waar": _waar(bron.plan, geld, afloop.dekking.plek),
            "bron": afloop.dekking.bron,
            "bedrag": "" if afloop.dekking.bedrag is None else euro(afloop.dekking.bedrag),
        }
        for afloop in aflopend(geld.investeringen, geld.dekkingen)
    ]
