"""The parts of the dashboard that compare and add up: money, load, what changed, the trend."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from jeugdhulp.grafiek.beeld import Beeld as Grafiekbeeld
from jeugdhulp.opmaak import euro, getal
from maatregelen import geldtabel
from maatregelen.domain.dashboard import belasting, geld, sinds, verloop
from maatregelen.domain.dashboard.beeld import Beeld
from maatregelen.domain.dashboard.belasting import Drukte, Persoonlijk
from maatregelen.domain.dashboard.sinds import Geldstap, Sinds, Vanaf, Verandering
from maatregelen.domain.overzicht import Rij
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.forms.sinds import SindsForm
from maatregelen.geld import UREN_PER_FTE, Som
from maatregelen.geldtabel import Cel, aantal
from maatregelen.models import Maatregel, Plan
from maatregelen.stoplicht import GEEN
from maatregelen.views.filter import Filterbeeld
from maatregelen.views.kijk import Kijk

Context = dict[str, Any]


def cijfers(
    request: HttpRequest, kijk: Kijk, plan: Plan, zeef: Filterbeeld, beeld: Beeld
) -> Context:
    """What the four components show; `plan` is that of today."""
    rondes = verloop.laatste_rondes(beeld)
    form = SindsForm(request.GET, voor=min(kijk.peildatum, kijk.vandaag))
    gevraagd = {"sinds": str(dag)} if (dag := form.dag()) else {}
    zeef = replace(zeef, dagen={**kijk.dagen, **gevraagd})
    vanaf = sinds.kies(dag, rondes)
    return {
        # The filter and the days keep the day of comparison, and it keeps them.
        "filter": zeef,
        "houd": {**zeef.houd, **gevraagd},
        "geld": _geld(beeld),
        "belasting": _belasting(request, beeld),
        "sinds": _sinds(request, kijk, plan, beeld, vanaf)
        | {
            "form": form,
            "houd": {**kijk.dagen, **zeef.houd},
            "rondes": _rondes(request.path, kijk, zeef, vanaf, rondes),
        },
        "verloop": _verloop(beeld, rondes),
    }


def _grafiek(grafiek: Any, naam: str) -> Grafiekbeeld | None:
    return Grafiekbeeld(grafiek, naam) if grafiek else None


def _geld(beeld: Beeld) -> Context:
    gevonden = geld.per_jaar(beeld)
    kolommen = [
        kolom
        for kolom in geldtabel.kolommen(gevonden.tabel)
        if kolom.groep != "Investering" or kolom.kop == "Totaal"
    ]
    besteed = gevonden.besteed
    return {
        "grafiek": _grafiek(gevonden.grafiek, "geld-grafiek"),
        "koppen": [_geldkop(kolom.groep, kolom.kop) for kolom in kolommen],
        "rijen": geldtabel.jaarrijen(gevonden.tabel, kolommen, ook_leeg=False),
        "jaar": gevonden.jaar,
        "besteed": geldtabel.besteed_cellen(besteed) if besteed.bladen else [],
        "ingekort": gevonden.ingekort,
        "onbekend": len(beeld.geld.zonder_regel()),
    }


def _geldkop(groep: str, kop: str) -> str:
    """One row of heads: the group is said where the head alone says too little."""
    if groep == "Investering":
        return groep
    if groep == "Tekort of overschot":
        return f"{groep}, {kop[0].lower()}{kop[1:]}"
    if groep == "Nog niet bekend":
        return groep
    return f"{groep}: {kop[0].lower()}{kop[1:]}" if kop != "Alle dekking" else "Dekking"


def _belasting(request: HttpRequest, beeld: Beeld) -> Context:
    gevonden = belasting.lees(beeld, Plan.objects.visible_for(request.user))
    mensen = [(rij, _persoon(rij)) for rij in gevonden.mensen]
    return {
        "plannen": gevonden.plannen,
        "uren_per_fte": UREN_PER_FTE,
        "uren": _uren(gevonden.kwartalen) if gevonden.heeft_uren else None,
        "zonder_begin": getal(gevonden.zonder_begin.nodig) if gevonden.zonder_begin.nodig else "",
        "drukste": gevonden.drukste,
        "mensen": [deel for deel in mensen if not deel[0].vacature],
        "vacatures": [deel for deel in mensen if deel[0].vacature],
        "zonder_trekker": gevonden.zonder_trekker,
    }


def _uren(kwartalen: Sequence[Drukte]) -> Context:
    """The quarters in words; no column for what there is none of."""
    alles: list[tuple[str, Callable[[Drukte], Decimal], bool]] = [
        ("Nodig", lambda deel: deel.uren.nodig, True),
        ("In fte", lambda deel: deel.fte, True),
        ("Waarvan binnen bestaand", lambda deel: deel.uren.bestaand, False),
        ("Dekking in uren", lambda deel: deel.uren.gedekt, False),
    ]
    kolommen = [
        (kop, waarde) for kop, waarde, altijd in alles if altijd or any(map(waarde, kwartalen))
    ]
    return {
        "koppen": [kop for kop, _ in kolommen],
        "rijen": [
            (
                deel.kwartaal,
                [Cel(getal(waarde(deel)), stil=not waarde(deel)) for _, waarde in kolommen],
            )
            for deel in kwartalen
        ],
    }


def _persoon(rij: Persoonlijk) -> list[Cel]:
    tellingen = (rij.trekker, rij.projectleider, rij.verder, rij.plannen)
    uren = geldtabel.geen("geen uren bekend")
    if rij.uren is not None:
        zonder = f"en {getal(rij.zonder_begin)} zonder begin" if rij.zonder_begin else ""
        uren = Cel(getal(rij.uren), zonder, stil=not rij.uren)
    return [*(Cel(str(hoeveel), stil=not hoeveel) for hoeveel in tellingen), uren]


def _rondes(
    pad: str, kijk: Kijk, zeef: Filterbeeld, vanaf: Vanaf | None, rondes: Sequence[Any]
) -> list[Context]:
    """The closed rounds as links, the last first."""
    houd = {**kijk.dagen, **zeef.houd}
    return [
        {
            "dag": ronde.peildatum,
            "url": f"{pad}?{urlencode({**houd, 'sinds': ronde.peildatum})}#sinds",
            "hier": vanaf is not None and vanaf.is_ronde and vanaf.dag == ronde.peildatum,
        }
        for ronde in reversed(rondes)
    ]


def _sinds(
    request: HttpRequest, kijk: Kijk, plan: Plan, beeld: Beeld, vanaf: Vanaf | None
) -> Context:
    if vanaf is None:
        return {}
    context: Context = {"vanaf": vanaf, "zin": sinds.zin(vanaf)}
    try:
        gevonden = sinds.lees(
            beeld, plan, Maatregel.objects.filter(plan=plan).visible_for(request.user), vanaf
        )
    except NogNietBekendError as fout:
        return context | {"bekend_sinds": fout.sinds, "nog_niet_bekend": True}
    return context | {
        "beeld": gevonden,
        "tellingen": _tellingen(gevonden),
        "veranderd": [_verandering(kijk, vanaf, deel) for deel in gevonden.veranderd],
        "nieuw": [_nieuw(kijk, vanaf, rij) for rij in gevonden.nieuw],
        "weg": gevonden.weg,
        "geld": [_geldstap(stap) for stap in gevonden.geld],
        "besluiten": _besluiten(kijk, vanaf, beeld, gevonden),
    }


def _tellingen(gevonden: Sinds) -> str:
    """ "3 slechter, 1 beter, 16 gelijk": how the total lights went."""
    return ", ".join(f"{hoeveel} {welke}" for welke, hoeveel in gevonden.geteld.items())


def _spoor(kijk: Kijk, vanaf: Vanaf, maatregel: Maatregel) -> str:
    """Its trail from that day; "" for what is gone."""
    code = getattr(maatregel, "adres", maatregel.code)
    if not code:
        return ""
    adres = reverse(
        "maatregelen:maatregel_spoor", args=[kijk.plan.gemeente.slug, kijk.plan.slug, code]
    )
    vraag = {"van": str(vanaf.bekend_op)}
    if kijk.bekend_op:
        vraag |= {**kijk.dagen, "tot": str(kijk.bekend_op)}
    return f"{adres}?{urlencode(vraag)}"


def _verandering(kijk: Kijk, vanaf: Vanaf, deel: Verandering) -> Context:
    return {
        "maatregel": deel.rij.maatregel,
        "spoor": _spoor(kijk, vanaf, deel.rij.maatregel),
        "deel": deel,
    }


def _nieuw(kijk: Kijk, vanaf: Vanaf, rij: Rij) -> Context:
    return {"maatregel": rij.maatregel, "spoor": _spoor(kijk, vanaf, rij.maatregel)}


def _geldstap(stap: Geldstap) -> Context:
    verschil = stap.nu.bedrag - stap.toen.bedrag
    teken = "+ " if verschil > 0 else "- "
    return {
        "naam": stap.naam,
        "cellen": [
            _som(stap.toen),
            _som(stap.nu),
            Cel(f"{teken}{euro(abs(verschil))}") if verschil else geldtabel.geen("geen verschil"),
        ],
    }


def _som(som: Som) -> Cel:
    if som.is_leeg:
        return geldtabel.geen()
    zonder = aantal(som.onbekend, "regel zonder bedrag", "regels zonder bedrag")
    if som.waarde is None:
        return Cel("onbekend", zonder)
    return Cel(euro(som.bedrag), f"en {zonder}" if som.onbekend else "")


def _besluiten(kijk: Kijk, vanaf: Vanaf, beeld: Beeld, gevonden: Sinds) -> list[Context]:
    per_id: Mapping[int, Maatregel] = {
        kaart.rij.maatregel.pk: kaart.rij.maatregel for kaart in beeld.kaarten
    }
    return [
        {
            "besluit": besluit,
            "maatregel": (maatregel := per_id.get(besluit.maatregel or 0)),
            "spoor": _spoor(kijk, vanaf, maatregel) if maatregel else "",
        }
        for besluit in gevonden.besluiten
    ]


def _verloop(beeld: Beeld, rondes: Sequence[Any]) -> Context:
    punten = verloop.per_ronde(beeld, rondes)
    return {
        "grafiek": _grafiek(verloop.maak_grafiek(beeld, punten), "verloop-grafiek"),
        "geeindigd": punten[-1].aantallen[GEEN] if punten else 0,
    }
