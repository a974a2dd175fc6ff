"""The page of one measure, and its trail."""

from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jeugdhulp import kalender
from maatregelen import rechten
from maatregelen.choices import BetrokkenheidRol, Fase
from maatregelen.domain import overzicht, spoor
from maatregelen.domain.standen import waarden
from maatregelen.models import Betrokkenheid, Maatregel, Plan
from maatregelen.stoplicht import toon
from maatregelen.views.plan import basis, op_dag, peildatum_voor, plan_voor


def maatregel_voor(request: HttpRequest, plan: Plan, code: str) -> Maatregel:
    """The measure with this code, when this user may see it; else 404. One query."""
    zichtbaar = Maatregel.objects.filter(plan=plan).visible_for(request.user)
    maatregel = get_object_or_404(zichtbaar.select_related("thema"), code=code)
    maatregel.plan = plan
    return maatregel


@require_safe
def maatregel_detail(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """One measure: its stand, who does what, its planning, earlier standen."""
    gevonden = plan_voor(request, gemeente, plan)
    maatregel = maatregel_voor(request, gevonden, code)
    vandaag = kalender.vandaag()
    gevraagd, peildatum = peildatum_voor(request, gevonden, vandaag)
    peiling = overzicht.peil(gevonden, peildatum, vandaag)
    [rij] = overzicht.maak_rijen(Maatregel.objects.filter(pk=maatregel.pk), peiling)
    # The page tells the phase of that day; it is never saved from here.
    maatregel.fase = rij.stand.fase if rij.stand else Fase.GEPLAND
    vorige, volgende = _buren(request, maatregel)
    context = basis(request, gevonden) | {
        "maatregel": maatregel,
        "peildatum": peildatum,
        "is_vandaag": peildatum == vandaag,
        "stand": rij.stand,
        "licht": rij.lichten,
        "voorstel": rij.voorstel,
        "herkomst": rij.herkomst,
        "betrokkenen": _wie_doet_wat(rij.maatregel),
        "bladen": [
            {
                "cluster": blad.cluster.titel if blad.cluster else "",
                "lijn": overzicht.lijn(blad, peildatum),
            }
            for blad in rij.maatregel.bladen.all()
        ],
        "standen": standen_tot(maatregel, peildatum)[1:],
        "mag_stand": rechten.mag_stand_vastleggen(request.user, maatregel),
        "op_dag": op_dag(gevraagd),
        "vorige": vorige,
        "volgende": volgende,
    }
    return render(request, "maatregelen/maatregel_detail.html", context)


@require_safe
def maatregel_spoor(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """The trail of one measure."""
    gevonden = plan_voor(request, gemeente, plan)
    maatregel = maatregel_voor(request, gevonden, code)
    pagina = spoor.van_maatregel(maatregel, request.GET.get("pagina"))
    context = basis(request, gevonden) | {
        "maatregel": maatregel,
        "pagina": pagina,
        "regels": pagina.object_list,
    }
    return render(request, "maatregelen/maatregel_spoor.html", context)


def standen_tot(maatregel: Maatregel, peildatum: date) -> list[dict[str, object]]:
    """The standen up to `peildatum`, newest first (the current one leads). One query."""
    standen = maatregel.standen.filter(peildatum__lte=peildatum).order_by("-peildatum", "-pk")
    return [
        {
            "peildatum": stand.peildatum,
            "licht": toon(waarden(stand), bijgewerkt=True),
            "tekst": stand.tekst,
            "oorzaak": stand.oorzaak,
            "gevolg": stand.gevolg,
            "bijsturing": stand.bijsturing,
        }
        for stand in standen
    ]


def _wie_doet_wat(maatregel: Maatregel) -> list[dict[str, object]]:
    volgorde = {rol: nummer for nummer, rol in enumerate(BetrokkenheidRol.values)}
    rijen = sorted(maatregel.betrokkenheden.all(), key=lambda rij: volgorde[rij.rol])
    return [
        {"rol": BetrokkenheidRol(rol).label.capitalize(), "namen": [_naam(rij) for rij in groep]}
        for rol, groep in groupby(rijen, key=lambda rij: rij.rol)
    ]


def _naam(betrokkenheid: Betrokkenheid) -> dict[str, object]:
    return {
        "naam": betrokkenheid.naam,
        "soort": betrokkenheid.wie.soort,
        "deeltaak": betrokkenheid.deeltaak,
        "onbeslist": betrokkenheid.onbeslist,
    }


def _buren(request: HttpRequest, maatregel: Maatregel) -> tuple[Maatregel | None, Maatregel | None]:
    """The measures before and after this one in plan order. One query."""
    rij = list(
        Maatregel.objects.filter(plan=maatregel.plan)
        .visible_for(request.user)
        .order_by("volgorde", "pk")
    )
    plek = rij.index(maatregel)
    return (rij[plek - 1] if plek else None), (rij[plek + 1] if plek + 1 < len(rij) else None)
