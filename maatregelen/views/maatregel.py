"""The page of one measure."""

from collections import Counter
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from maatregelen import rechten
from maatregelen.choices import BetrokkenheidRol, Fase
from maatregelen.domain import overzicht
from maatregelen.domain.maatregel import blad
from maatregelen.domain.maatregel.bladinhoud import Lezing
from maatregelen.domain.stand.berekend_licht import bereken_lichten
from maatregelen.domain.stand.regellicht import naast, naast_toen
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.models import Beleidsplan, Betrokkenheid, Maatregel, Plan, Stand
from maatregelen.stoplicht import toon, waarden
from maatregelen.views.bekeken import onthoud
from maatregelen.views.kijk import Kijk, kijk_naar, nog_niet_bekend
from maatregelen.views.plan import basis, plan_voor


def maatregel_voor(request: HttpRequest, plan: Plan, code: str) -> Maatregel:
    """The measure with this code, when this user may see it; else 404. One query."""
    zichtbaar = Maatregel.objects.filter(plan=plan).visible_for(request.user)
    maatregel = get_object_or_404(zichtbaar.select_related("thema"), code=code)
    maatregel.plan = plan
    return maatregel


def _verhuisd(request: HttpRequest, plan: Plan, code: str) -> HttpResponse:
    """To the measure that last had this code, when this user may see it; else 404. One query."""
    historie: Any = Maatregel.historie
    had = historie.filter(plan_id=plan.pk, code=code).order_by("-history_date", "-history_id")
    zichtbaar = Maatregel.objects.filter(plan=plan).visible_for(request.user)
    nu = get_object_or_404(zichtbaar, pk=had.values("id")[:1])
    nu.plan = plan
    vraag = request.GET.urlencode()
    return redirect(f"{nu.get_absolute_url()}?{vraag}" if vraag else nu.get_absolute_url())


@require_safe
def maatregel_detail(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """One measure: its stand, who does what, the whole sheet, earlier standen. An address from
    before it got another code leads on."""
    gevonden = plan_voor(request, gemeente, plan)
    try:
        nu = maatregel_voor(request, gevonden, code)
    except Http404:
        return _verhuisd(request, gevonden, code)
    try:
        kijk = kijk_naar(request, gevonden)
        rij = _rij(kijk, nu)
    except NogNietBekendError as fout:
        context = basis(request, gevonden) | {"maatregel": nu}
        return nog_niet_bekend(request, context, fout)
    plek, buren = _buren(request, kijk, rij.maatregel)
    lezing = Lezing(
        buren={buur.pk: buur for buur in buren},
        beleid=Beleidsplan.objects.visible_for(request.user),
        peildatum=kijk.peildatum,
        moment=kijk.moment,
    )
    onthoud(request, nu)
    berekend = bereken_lichten(
        kijk.plan, [rij.maatregel], {nu.pk: rij.stand}, kijk.peildatum, kijk.moment
    )
    inhoud = blad.lees(rij.maatregel, rij.stand, lezing)
    context = basis(request, kijk.plan) | {
        "kijk": kijk,
        "maatregel": rij.maatregel,
        "vervolg": blad.vervolg(rij.maatregel, inhoud),
        "peildatum": kijk.peildatum,
        "is_vandaag": kijk.is_nu,
        "stand": rij.stand,
        "licht": rij.lichten,
        "regels": naast(kijk.plan, rij.stand, berekend[nu.pk]),
        "regels_toen": naast_toen(kijk.plan, rij.stand) if rij.stand else None,
        "voorstel": rij.voorstel,
        "herkomst": rij.herkomst,
        "betrokkenen": wie_doet_wat(rij.maatregel, kijk.peildatum),
        "blad": inhoud,
        "zonder_deel": {"resultaten", "samenhang"} - {deel.veld for deel in inhoud.delen},
        "standen": standen_tot(nu, kijk.peildatum, bekend_op=kijk.moment)[1:],
        "mag_stand": kijk.bekend_op is None and rechten.mag_stand_vastleggen(request.user, nu),
        "mag_bewerken": kijk.bekend_op is None
        and rechten.mag_plan_bewerken(request.user, kijk.plan),
        "mag_geld": kijk.bekend_op is None and rechten.mag_geld_wijzigen(request.user, kijk.plan),
        "mag_besteding": kijk.bekend_op is None
        and rechten.mag_besteding_vastleggen(request.user, kijk.plan),
        "mag_leiden": kijk.bekend_op is None and rechten.mag_ronde_leiden(request.user, kijk.plan),
        "adres": code,
        "vorige": buren[plek - 1] if plek else None,
        "volgende": buren[plek + 1] if plek + 1 < len(buren) else None,
    }
    return render(request, "maatregelen/maatregel_detail.html", context)


def _rij(kijk: Kijk, nu: Maatregel) -> overzicht.Rij:
    """The measure as the page tells it; raises NogNietBekendError when it was not there yet."""
    bron = kijk.bron(Maatregel.objects.filter(pk=nu.pk))
    rijen = overzicht.maak_rijen(bron, kijk.peiling())
    if not rijen:
        raise NogNietBekendError(nu)
    [rij] = rijen
    rij.maatregel.plan = kijk.plan
    # The page tells the phase of that day; it is never saved from here.
    rij.maatregel.fase = rij.stand.fase if rij.stand else Fase.GEPLAND
    return rij


def standen_tot(
    maatregel: Maatregel, peildatum: date, *, bekend_op: datetime | None = None
) -> list[dict[str, object]]:
    """The standen up to `peildatum`, newest first (the current one leads). One query."""
    standen = Stand.objects.filter(maatregel=maatregel, peildatum__lte=peildatum)
    standen = standen.bekend(bekend_op).order_by("-peildatum", "-pk")
    per_dag = Counter(stand.peildatum for stand in standen)
    return [
        {
            "peildatum": stand.peildatum,
            # What tells two standen of one day apart.
            "gemaakt_op": stand.gemaakt_op if per_dag[stand.peildatum] > 1 else None,
            "licht": toon(waarden(stand), bijgewerkt=True),
            "tekst": stand.tekst,
            "oorzaak": stand.oorzaak,
            "gevolg": stand.gevolg,
            "bijsturing": stand.bijsturing,
        }
        for stand in standen
    ]


def wie_doet_wat(maatregel: Maatregel, peildatum: date) -> list[dict[str, object]]:
    """Per role who holds it on that day, and who will, with the first day; not who held it."""
    volgorde = {rol: nummer for nummer, rol in enumerate(BetrokkenheidRol.values)}
    niet_voorbij = (
        rij
        for rij in maatregel.betrokkenheden.all()
        if rij.tot_en_met is None or rij.tot_en_met >= peildatum
    )
    rijen = sorted(niet_voorbij, key=lambda rij: volgorde[rij.rol])
    return [
        {
            "rol": BetrokkenheidRol(rol).label.capitalize(),
            "namen": [_naam(rij, peildatum) for rij in groep],
        }
        for rol, groep in groupby(rijen, key=lambda rij: rij.rol)
    ]


def _naam(betrokkenheid: Betrokkenheid, peildatum: date) -> dict[str, object]:
    return {
        "pk": betrokkenheid.pk,
        "naam": betrokkenheid.naam,
        "soort": betrokkenheid.wie.soort,
        "deeltaak": betrokkenheid.deeltaak,
        "onbeslist": betrokkenheid.onbeslist,
        "vanaf": None if betrokkenheid.geldt_op(peildatum) else betrokkenheid.van,
    }


def _buren(request: HttpRequest, kijk: Kijk, maatregel: Maatregel) -> tuple[int, list[Maatregel]]:
    """The measures she may see in plan order, and the place of this one among them. One query for
    now, two for then."""
    zichtbaar = Maatregel.objects.filter(plan=maatregel.plan_id).visible_for(request.user)
    rij = list(kijk.bron(zichtbaar).in_volgorde())
    for buur in rij:
        buur.plan = kijk.plan
    return rij.index(maatregel), rij
