"""The money of a plan: per year and group, with what covers it, hours, and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jeugdhulp.kalender import grens_voluit
from jeugdhulp.opmaak import euro, opsomming
from maatregelen import geld as regels
from maatregelen import geldtabel, rechten
from maatregelen.choices import DekkingStatus, GeldStaat
from maatregelen.domain.geld import geldoverzicht
from maatregelen.domain.geld.geldoverzicht import Lijngeld, Naam, Plangeld
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.geld import GROEPEN, Afloop, Bron, Dekkingsregel, Geldregel, Lijn, Plek, Tabel
from maatregelen.geldtabel import Jaarrij, Kolom
from maatregelen.views.kijk import Kijk, kijk_naar, nog_niet_bekend
from maatregelen.views.plan import basis, plan_voor

Context = dict[str, Any]


@dataclass(frozen=True)
class Woorden:
    """How a line is called on this page, and where its measure stands ("": nowhere)."""

    kijk: Kijk
    geld: Plangeld

    def lijn(self, lijn: Lijn, naam: Naam, groep: str) -> str:
        """Money of a thema itself is told apart from that of its measures."""
        if lijn[0] != "thema":
            return f"{naam.code} {naam.titel}" if lijn[0] == "maatregel" else naam.titel
        thema = f"{self.kijk.plan.naam_thema} {naam.code} {naam.titel}"
        return thema if groep == "thema" else f"{thema}, als geheel"

    def plek(self, plek: Plek) -> str:
        return self.lijn(regels.lijn_van(plek, "maatregel"), self.geld.naam_van(plek), "maatregel")

    def url(self, naam: Naam) -> str:
        if not naam.adres:
            return ""
        plan = self.kijk.plan
        adres = reverse(
            "maatregelen:maatregel_detail", args=[plan.gemeente.slug, plan.slug, naam.adres]
        )
        return f"{adres}{self.kijk.op_dag}"


@require_safe
def plan_geld(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """Investering, dekking and besteding of a plan. Fourteen queries whatever the size; two more
    for the past."""
    gevonden = plan_voor(request, gemeente, plan)
    if not rechten.mag_geld_zien(request.user, gevonden):
        raise PermissionDenied
    try:
        kijk = kijk_naar(request, gevonden)
    except NogNietBekendError as fout:
        return nog_niet_bekend(request, basis(request, gevonden), fout)
    geld = geldoverzicht.lees(kijk.plan, kijk.moment)
    groep = request.GET.get("groep", "")
    groep = groep if groep in _groepen(geld) else ""
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "peildatum": kijk.peildatum,
        "groep": groep,
        "houd": {"groep": groep} if groep else {},
        "terug": f"{request.path}?{urlencode({'groep': groep})}" if groep else request.path,
        "keuzes": _keuzes(request.path, kijk, geld, groep),
        "heeft_regels": bool(geld.regels or geld.bestedingen),
        "mag_wijzigen": kijk.bekend_op is None
        and rechten.mag_geld_wijzigen(request.user, gevonden),
    }
    context |= _inhoud(Woorden(kijk, geld), groep)
    return render(request, "maatregelen/plan_geld.html", context)


def _groepen(geld: Plangeld) -> list[str]:
    return [groep for groep in GROEPEN if groep != "cluster" or geld.heeft_clusters]


def _keuzes(pad: str, kijk: Kijk, geld: Plangeld, gekozen: str) -> list[Context]:
    """The groupings as links that keep both days."""
    namen = {"": "Hele plan"} | {
        groep: getattr(kijk.plan, f"naam_{groep}") for groep in _groepen(geld)
    }
    dagen = kijk.op_dag.removeprefix("?")
    return [
        {
            "naam": naam,
            "url": f"{pad}?{'&'.join(filter(None, (f'groep={groep}' if groep else '', dagen)))}",
            "hier": groep == gekozen,
        }
        for groep, naam in namen.items()
    ]


def _inhoud(woorden: Woorden, groep: str) -> Context:
    geld, peildatum = woorden.geld, woorden.kijk.peildatum
    jaren = geld.jaren(peildatum)
    tabel = regels.maak_tabel(geld.investeringen, geld.dekkingen, jaren)
    lijnen = geldoverzicht.per_lijn(geld, groep, jaren, peildatum) if groep else []
    aflopend = regels.aflopend(geld.investeringen, geld.dekkingen)
    return {
        **_geldtabel(woorden, groep, tabel, lijnen, aflopend),
        **_bestedingen(woorden, groep, lijnen),
        **_uren(geld),
        "bronnen": _bronnen(geld, jaren, tabel),
        "aflopend": [_aflopend(woorden, afloop) for afloop in aflopend],
        "onbekend": [_onbekend(woorden, rij) for rij in geld.regels if regels.is_onbekend(rij)],
        "aannamen": [
            _regel(woorden, rij, uitleg) for rij, uitleg in geldtabel.aannamen(geld.regels)
        ],
        "anders": [
            _regel(woorden, rij, f"het plan noemt ook {euro(rij.alternatief_bedrag)}")
            for rij in geld.regels
            if rij.alternatief_bedrag is not None
        ],
        "vermeld": _vermeld(woorden),
        "zonder_regel": [
            {"naam": naam.code, "titel": naam.titel, "url": woorden.url(naam)}
            for naam in geld.zonder_regel()
        ],
    }


def _geldtabel(
    woorden: Woorden,
    groep: str,
    tabel: Tabel,
    lijnen: Sequence[Lijngeld],
    aflopend: Sequence[Afloop],
) -> Context:
    """The heads in two rows, and a block of years per line; the plan itself comes last."""
    kolommen = geldtabel.kolommen(tabel)
    blokken = [
        _benoemd(woorden, groep, deel)
        | {"rijen": _rijen(deel.tabel, kolommen, aflopend, deel.lijn, groep)}
        for deel in lijnen
    ]
    totaal = geldtabel.jaarrijen(
        tabel, kolommen, loopt_af=frozenset(afloop.jaar for afloop in aflopend)
    )
    return {
        "kolommen": kolommen,
        "koppen": [
            {"naam": naam, "breedte": len(list(deel))}
            for naam, deel in groupby(kolom.groep for kolom in kolommen)
        ],
        "breedte": len(kolommen) + 1,
        "blokken": [*blokken, {"naam": "Hele plan" if blokken else "", "rijen": totaal}],
    }


def _benoemd(woorden: Woorden, groep: str, deel: Lijngeld) -> Context:
    return {"naam": woorden.lijn(deel.lijn, deel.naam, groep), "url": woorden.url(deel.naam)}


def _rijen(
    tabel: Tabel, kolommen: Sequence[Kolom], aflopend: Sequence[Afloop], lijn: Lijn, groep: str
) -> list[Jaarrij]:
    jaren = {
        afloop.jaar for afloop in aflopend if regels.lijn_van(afloop.dekking.plek, groep) == lijn
    }
    return geldtabel.jaarrijen(tabel, kolommen, loopt_af=frozenset(jaren), ook_leeg=False)


def _bestedingen(woorden: Woorden, groep: str, lijnen: Sequence[Lijngeld]) -> Context:
    """The running year; empty where nobody delivered figures of it yet."""
    peildatum = woorden.kijk.peildatum
    totaal = regels.besteed(woorden.geld.bestedingen, peildatum.year, peildatum)
    if not totaal.bladen:
        return {"bestedingen": []}
    rijen = [
        _benoemd(woorden, groep, deel) | {"cellen": geldtabel.besteed_cellen(deel.besteed)}
        for deel in lijnen
        if deel.besteed.bladen
    ]
    hele_plan = {"naam": "Hele plan", "cellen": geldtabel.besteed_cellen(totaal), "totaal": True}
    return {"bestedingen": [*rijen, hele_plan]}


def _uren(geld: Plangeld) -> Context:
    capaciteit = regels.capaciteit(geld.investeringen, geld.dekkingen)
    return {
        "uren_per_fte": regels.UREN_PER_FTE,
        "urenkolommen": geldtabel.urenkolommen(capaciteit),
        "urenrijen": geldtabel.urenrijen(capaciteit, int(regels.UREN_PER_FTE)),
    }


def _bronnen(geld: Plangeld, jaren: range, tabel: Tabel) -> Context:
    """Sources by years, new money apart from existing; what has no year, or goes on after the
    last, only where there is any."""
    koppen: dict[int | None, str] = {jaar: str(jaar) for jaar in jaren}
    if tabel.daarna:
        koppen[jaren[-1] + 1] = f"Elk jaar na {jaren[-1]}"
    if tabel.zonder_jaar:
        koppen[None] = "Jaar onbekend"
    bronnen = [
        bron
        for bron in regels.per_bron(geld.dekkingen, [jaar for jaar in koppen if jaar is not None])
        if any(not som.is_leeg for som in bron.per_jaar.values())
    ]
    return {
        "koppen": list(koppen.values()),
        "blokken": [
            {"bestaand": bestaand, "rijen": [_bron(bron, list(koppen)) for bron in deel]}
            for bestaand, deel in groupby(bronnen, key=lambda bron: bron.bestaand)
        ],
    }


def _bron(bron: Bron, jaren: Sequence[int | None]) -> Context:
    cel = geldtabel.bestaand_cel if bron.bestaand else geldtabel.som_cel
    return {
        "naam": bron.naam,
        "status": DekkingStatus(bron.status).label,
        "cellen": [cel(bron.per_jaar[jaar]) for jaar in jaren],
    }


def _regel(woorden: Woorden, rij: Geldregel, uitleg: str = "") -> Context:
    """One row of money in words: where, what and for what."""
    return {
        "waar": woorden.plek(rij.plek),
        "url": woorden.url(woorden.geld.naam_van(rij.plek)),
        "soort": f"dekking: {rij.bron}" if isinstance(rij, Dekkingsregel) else "investering",
        "omschrijving": rij.omschrijving,
        "bedrag": euro(rij.bedrag) if rij.bedrag is not None else "",
        "uitleg": uitleg,
    }


def _onbekend(woorden: Woorden, rij: Geldregel) -> Context:
    return _regel(woorden, rij) | {
        "staat": GeldStaat(rij.staat).label,
        "letterlijk": rij.letterlijk,
        "wanneer": grens_voluit(rij.van, rij.tot_en_met) or "jaar onbekend",
    }


def _aflopend(woorden: Woorden, afloop: Afloop) -> Context:
    voorbij = afloop.jaar < woorden.kijk.peildatum.year
    return _regel(woorden, afloop.dekking) | {
        "jaar": afloop.jaar,
        "woord": "is afgelopen" if voorbij else "loopt af",
    }


def _vermeld(woorden: Woorden) -> list[Context]:
    """Money that other sheets mention too: it counts once."""
    geld = woorden.geld
    genoemd: list[tuple[str, Geldregel]] = [("i", rij) for rij in geld.investeringen]
    genoemd += [("d", rij) for rij in geld.dekkingen]
    return [
        _regel(woorden, rij, _ook_op(geld.vermeld[(soort, rij.sleutel)]))
        for soort, rij in genoemd
        if rij.sleutel is not None and (soort, rij.sleutel) in geld.vermeld
    ]


def _ook_op(namen: Sequence[Naam]) -> str:
    return f"staat ook op het blad van {opsomming([naam.code for naam in namen])}"
