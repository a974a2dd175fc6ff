"""The sheets of a plan as they are printed: each measure on an A4 of its own, in the plan's words
and order. On screen a preview."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jeugdhulp.rechten import leest_heel_plan
from maatregelen.choices import Bladveld, Fase
from maatregelen.domain import overzicht
from maatregelen.domain.maatregel import blad
from maatregelen.domain.maatregel.bladinhoud import Deel, Inhoud, Lezing, Verband
from maatregelen.domain.overzichtfilter import PLANVOLGORDE
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.kwartaallijn import teken
from maatregelen.models import Beleidsplan, Blad, Maatregel
from maatregelen.views.filter import lees_filter
from maatregelen.views.kijk import Kijk, kijk_naar, nog_niet_bekend
from maatregelen.views.maatregel import maatregel_voor, wie_doet_wat
from maatregelen.views.plan import basis, plan_voor

# Shown when empty too: that nobody pulls it, or that there is no stand, is news.
_ALTIJD = ("betrokkenen", "stand")


@dataclass(frozen=True)
class Regel:
    """One row of a printed sheet: a name beside what it holds. `soort` says how that is shown."""

    soort: str
    naam: str
    inhoud: Any
    # The cluster, where a measure has more than one blad.
    bij: str = ""


@dataclass(frozen=True)
class Afdruk:
    """One printed sheet."""

    rij: overzicht.Rij
    inhoud: Inhoud
    regels: Sequence[Regel]
    # Names of the plan's own parts that hold nothing: said once, below.
    niet_ingevuld: Sequence[str]

    @property
    def anker(self) -> str:
        """The id of this sheet on the page."""
        return f"blad-{self.rij.maatregel.pk}"

    @property
    def clusters(self) -> str:
        """The names of its clusters, in one line; "" without."""
        bladen = self.rij.maatregel.bladen.all()
        return ", ".join(van.cluster.titel for van in bladen if van.cluster)

    @property
    def vervolg(self) -> blad.Vervolg:
        return blad.vervolg(self.rij.maatregel, self.inhoud)


@require_safe
def plan_bladen(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """The sheets of all measures she may see that fit the filter, in plan order unless another is
    asked for. At most 40 queries, whatever the size."""
    gevonden = plan_voor(request, gemeente, plan)
    try:
        kijk = kijk_naar(request, gevonden)
    except NogNietBekendError as fout:
        return nog_niet_bekend(request, basis(request, gevonden), fout)
    bron = kijk.bron(
        Maatregel.objects.filter(plan=gevonden).visible_for(request.user),
        ook_verdwenen=leest_heel_plan(request.user, gevonden.gemeente_id),
    )
    rijen = overzicht.maak_rijen(bron, kijk.peiling())
    beeld = lees_filter(request, kijk, rijen, standaard=PLANVOLGORDE)
    buren = {rij.maatregel.pk: rij.maatregel for rij in rijen}
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "peildatum": kijk.peildatum,
        "filter": beeld,
        "afdrukken": _afdrukken(request, kijk, beeld.rijen, buren),
    }
    return render(request, "maatregelen/plan_bladen.html", context)


@require_safe
def maatregel_blad(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """The same for one measure. At most 41 queries."""
    gevonden = plan_voor(request, gemeente, plan)
    nu = maatregel_voor(request, gevonden, code)
    try:
        kijk = kijk_naar(request, gevonden)
        rijen = overzicht.maak_rijen(kijk.bron(Maatregel.objects.filter(pk=nu.pk)), kijk.peiling())
        if not rijen:
            raise NogNietBekendError(nu)
    except NogNietBekendError as fout:
        return nog_niet_bekend(request, basis(request, gevonden) | {"maatregel": nu}, fout)
    zichtbaar = Maatregel.objects.filter(plan=gevonden).visible_for(request.user)
    buren = {rij.pk: rij for rij in kijk.bron(zichtbaar).in_volgorde()}
    [afdruk] = _afdrukken(request, kijk, rijen, buren)
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "maatregel": afdruk.rij.maatregel,
        "adres": code,
        "peildatum": kijk.peildatum,
        "afdruk": afdruk,
    }
    return render(request, "maatregelen/maatregel_blad.html", context)


def _afdrukken(
    request: HttpRequest,
    kijk: Kijk,
    rijen: Sequence[overzicht.Rij],
    buren: Mapping[int, Maatregel],
) -> list[Afdruk]:
    """In the order of `rijen`. Queries: those of `blad.lees_bladen`."""
    for rij in rijen:
        rij.maatregel.plan = kijk.plan
        # The sheet tells the phase of that day; it is never saved from here.
        rij.maatregel.fase = rij.stand.fase if rij.stand else Fase.GEPLAND
    lezing = Lezing(
        buren=buren,
        beleid=Beleidsplan.objects.visible_for(request.user),
        peildatum=kijk.peildatum,
        moment=kijk.moment,
    )
    inhouden = blad.lees_bladen([(rij.maatregel, rij.stand) for rij in rijen], lezing)
    return [_afdruk(rij, inhouden[rij.maatregel.pk], kijk) for rij in rijen]


def _afdruk(rij: overzicht.Rij, inhoud: Inhoud, kijk: Kijk) -> Afdruk:
    regels = [*_in_volgorde(rij, inhoud, kijk), *_verder(rij.maatregel, inhoud)]
    gevuld = [regel for regel in regels if regel.inhoud or regel.soort in _ALTIJD]
    leeg = [_voluit(regel) for regel in regels if regel not in gevuld]
    return Afdruk(rij, inhoud, gevuld, leeg)


def _voluit(regel: Regel) -> str:
    return f"{regel.naam} ({regel.bij})" if regel.bij else regel.naam


def _in_volgorde(rij: overzicht.Rij, inhoud: Inhoud, kijk: Kijk) -> list[Regel]:
    """The parts in the plan's order. People and the stand stand where the plan names them; else
    they come first."""
    boven = {
        Bladveld.BETROKKENEN: Regel(
            "betrokkenen",
            inhoud.namen.get(Bladveld.BETROKKENEN, "Wie doet wat"),
            wie_doet_wat(rij.maatregel, kijk.peildatum),
        ),
        Bladveld.STAND: Regel(
            "stand", inhoud.namen.get(Bladveld.STAND, "Stand van zaken"), rij.stand
        ),
    }
    bladen = {van.pk: van for van in rij.maatregel.bladen.all()}
    delen: dict[str, list[Regel]] = {}
    for deel in inhoud.delen:
        delen.setdefault(deel.veld, []).extend(_deel(deel, bladen, kijk))
    volgorde = dict.fromkeys([*inhoud.namen, *delen])
    eerst = [regel for veld, regel in boven.items() if veld not in inhoud.namen]
    return eerst + [
        regel
        for veld in volgorde
        for regel in ([boven[Bladveld(veld)]] if veld in boven else delen.get(veld, []))
    ]


def _deel(deel: Deel, bladen: Mapping[int, Blad], kijk: Kijk) -> list[Regel]:
    """One row; ties in two: what stands on this sheet, and in short what stands on another."""
    inhoud = deel.inhoud
    if deel.soort == "samenhang":
        eigen = [verband for verband in inhoud if not verband.van_ander]
        anderen = [verband for verband in inhoud if verband.van_ander]
        van_ander = [Regel("van_ander", "Genoemd op een ander blad", _per_soort(anderen))]
        return [Regel(deel.soort, deel.naam, eigen), *(van_ander if anderen else [])]
    if deel.soort == "planning" and deel.blad_id:
        regels = overzicht.planregels(bladen[deel.blad_id])
        inhoud = [teken(regel, kijk.peildatum) for regel in regels]
    return [Regel(deel.soort, deel.naam, inhoud, deel.bij)]


def _per_soort(verbanden: Sequence[Verband]) -> list[tuple[str, list[Maatregel]]]:
    """Per kind of tie the measures that name this one, each once."""
    per_soort: dict[str, dict[int, Maatregel]] = {}
    for verband in verbanden:
        if verband.maatregel:
            namen = per_soort.setdefault(verband.soort, {})
            namen[verband.maatregel.pk] = verband.maatregel
    return [(soort, list(namen.values())) for soort, namen in per_soort.items()]


def _verder(maatregel: Maatregel, inhoud: Inhoud) -> Iterator[Regel]:
    """What the plan has no name for; only what is there."""
    kenmerken = [
        (naam, waarde)
        for naam, waarde in (
            ("Schaalniveau", maatregel.get_schaalniveau_display()),
            ("Domein", maatregel.get_domein_display()),
            ("Eigen invloed", maatregel.get_invloed_display()),
        )
        if waarde
    ]
    regels = (
        Regel("doelen", "Doelen van het beleid", inhoud.doelen),
        Regel("momenten", "Welk besluit is nodig", inhoud.momenten),
        Regel("risicos", "Risico’s", inhoud.risicos),
        *(Regel("besteding", "Besteding", rijen, bij) for bij, rijen in inhoud.bestedingen),
        Regel("besparing", "Besparing", inhoud.besparingen),
        Regel("contextcijfers", "Cijfers uit het plan", inhoud.contextcijfers),
        Regel("overleg", "Van het overleg", [*inhoud.besluiten, *inhoud.actiepunten]),
        Regel("opgenomen", "Wat hierin verdergaat", inhoud.opgenomen),
        Regel("kenmerken", "Kenmerken", kenmerken),
        Regel("tekst", "Nog na te gaan", maatregel.twijfel),
    )
    return (regel for regel in regels if regel.inhoud)
