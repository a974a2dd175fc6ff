"""One measure in a round and the money that counts there, as `rondevorm` has them. But for the rows
of money no queries."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from maatregelen.choices import EINDFASEN, DekkingStatus
from maatregelen.domain import overzicht
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.domain.geld.geldoverzicht import Plangeld
from maatregelen.domain.geld.geldpost import Geldpost, Geldrij
from maatregelen.domain.ronde.rondevorm import (
    Gelddeel,
    Geldrijdeel,
    Lichtdeel,
    Maatregeldeel,
    Planningsdeel,
    Regeldeel,
    Somdeel,
    Standdeel,
)
from maatregelen.domain.stand.regellicht import naast
from maatregelen.geld import Plek, Som, besteed, cijfers
from maatregelen.kwartaallijn import Planregel, teken, tussen
from maatregelen.models import Blad, Dekking, Investering, Plan, Ronde, Stand
from maatregelen.stoplicht import NIET_BIJGEWERKT, Lichten, deellichten


def lees_maatregel(
    ronde: Ronde,
    gelezen: Beeld,
    kaart: Kaart,
    uitkomsten: Mapping[int, str],
    posten: list[Geldrijdeel],
) -> Maatregeldeel:
    """All that a round says of one measure; `uitkomsten` per measure (id) what became of it, and
    `posten` its rows of money. No query."""
    rij = kaart.rij
    maatregel, stand = rij.maatregel, rij.stand
    gemaakt = stand is not None and stand.ronde_id == ronde.pk
    rust = overzicht.rust_voluit(maatregel.rust) if maatregel.rust is not None else ""
    loopt = gemaakt or stand is None or stand.fase not in EINDFASEN
    return {
        "sleutel": maatregel.pk,
        "code": maatregel.code,
        "titel": maatregel.titel,
        "thema": {"code": maatregel.thema.code, "titel": maatregel.thema.titel},
        "trekkers": list(rij.trekkers),
        "fase": stand.fase if stand else maatregel.fase,
        "lichten": _lichten(rij.lichten),
        "deellichten": [
            {"aspect": deel.aspect, "naam": deel.naam, "licht": deel.licht}
            for deel in deellichten(gelezen.plan.aspecten, rij.lichten)
        ],
        "reden": rij.reden,
        "loopt": loopt,
        "gemaakt": gemaakt,
        "stil": loopt and not gemaakt and not rust,
        "niet_bijgewerkt": rij.lichten.totaal == NIET_BIJGEWERKT,
        "rust": rust,
        "uitkomst": uitkomsten.get(maatregel.pk, ""),
        "stand": _stand(stand) if stand else None,
        "regels": _regels(gelezen.plan, kaart),
        "te_laat": rij.te_laat,
        "planning": [
            _planning(regel, blad, ronde.peildatum)
            for blad in maatregel.bladen.all()
            for regel in overzicht.planregels(blad, eigen=True, stappen=False)
        ],
        "geld": lees_geld(gelezen.geld, posten, ronde.peildatum, maatregel.pk),
    }


def _lichten(bron: Lichten | Stand) -> Lichtdeel:
    return {
        "totaal": bron.totaal,
        "tijd": bron.tijd,
        "geld": bron.geld,
        "resultaat": bron.resultaat,
    }


def _stand(stand: Stand) -> Standdeel:
    return {
        "sleutel": stand.pk,
        "peildatum": stand.peildatum,
        "gemaakt_op": stand.gemaakt_op,
        "door": stand.door_naam,
        "namens": stand.namens,
        "bron": stand.bron,
        "fase": stand.fase,
        "lichten": _lichten(stand),
        "tekst": stand.tekst,
        "oorzaak": stand.oorzaak,
        "gevolg": stand.gevolg,
        "bijsturing": stand.bijsturing,
        "grijs_reden": stand.grijs_reden,
        "afwijking_reden": stand.afwijking_reden,
        "argument": stand.argument,
        "uitstel_reden": stand.uitstel_reden,
        "uitstel_voorwaarde": stand.uitstel_voorwaarde,
    }


def _regels(plan: Plan, kaart: Kaart) -> Regeldeel:
    regels = naast(plan, kaart.rij.stand, kaart.berekend)
    return {
        "totaal": str(regels.totaal),
        "beter": list(regels.beter_namen),
        "aspecten": [
            {
                "aspect": deel.aspect,
                "naam": deel.naam,
                "licht": str(deel.licht),
                "beter": str(deel.beter),
                "feiten": [
                    {"licht": str(feit.licht), "tekst": feit.tekst}
                    for feit in [*deel.eerst, *deel.verder]
                ],
            }
            for deel in regels.aspecten
        ],
    }


def _planning(regel: Planregel, blad: Blad, peildatum: date) -> Planningsdeel:
    getekend = teken(regel, peildatum)
    was = regel.basis_tot or regel.basis_van
    wordt = regel.periode.tot_en_met or regel.periode.van
    return {
        "sleutel": regel.sleutel or 0,
        "cluster": blad.cluster.titel if blad.cluster else "",
        "tekst": regel.tekst,
        "soort": getekend.soort_naam,
        "van": regel.periode.van,
        "tot_en_met": regel.periode.tot_en_met,
        "wanneer": getekend.wanneer,
        "toestand": getekend.toestand,
        "toestand_naam": getekend.toestand_naam,
        "gereed_op": getekend.gereed_op,
        "basis": getekend.basis,
        "hoe_ver": tussen(was, wordt) if getekend.basis else "",
    }


def lees_posten(gelezen: Beeld) -> dict[int | None, list[Geldrijdeel]]:
    """Per measure (id) the rows that count on its bladen; below None those of a thema or the whole
    plan. Two queries."""
    plan = gelezen.plan
    bladen = {
        blad.pk: blad for kaart in gelezen.kaarten for blad in kaart.rij.maatregel.bladen.all()
    }
    posten: dict[int | None, list[Geldrijdeel]] = defaultdict(list)
    for soort, model in (("investering", Investering), ("dekking", Dekking)):
        for rij in model._default_manager.filter(plan=plan).select_related("thema"):
            blad = bladen[rij.blad_id] if rij.blad_id else None
            posten[blad.maatregel_id if blad else None].append(_post(plan, soort, rij, blad))
    return posten


def _post(plan: Plan, soort: str, rij: Geldrij, blad: Blad | None) -> Geldrijdeel:
    post = Geldpost(rij)
    if blad is not None:
        waar = blad.cluster.titel if blad.cluster else ""
    else:
        waar = f"{plan.naam_thema} {rij.thema}" if rij.thema else "Het hele plan"
    return {
        "sleutel": f"{rij.letter}{rij.pk}",
        "soort": soort,
        "naam": post.naam,
        "woorden": ", ".join([post.hoofd, *post.kort]),
        "bedrag": rij.bedrag,
        "staat": rij.staat,
        "status": post.status,
        "waar": waar,
    }


def lees_geld(
    geld: Plangeld, posten: list[Geldrijdeel], peildatum: date, maatregel: int | None = None
) -> Gelddeel:
    """The money of one measure, or (None) of the whole plan; `posten` are the rows to tell."""

    def hier(plek: Plek) -> bool:
        return maatregel is None or plek.maatregel == maatregel

    jaar = peildatum.year
    som = cijfers(
        [rij for rij in geld.investeringen if hier(rij.plek)],
        [rij for rij in geld.dekkingen if hier(rij.plek)],
        jaar,
    )
    uit = besteed([rij for rij in geld.bestedingen if hier(rij.plek)], jaar, peildatum)
    return {
        "jaar": jaar,
        "posten": posten,
        "investering": lees_som(som.investering),
        "dekking": lees_som(som.dekking),
        "besloten": lees_som(som.per_status[DekkingStatus.BESLOTEN]),
        "bestaand": lees_som(som.bestaand),
        "uitgegeven": lees_som(uit.uitgegeven),
        "verwacht": lees_som(uit.verwacht),
    }


def lees_som(som: Som) -> Somdeel:
    """A sum with how much of it is known."""
    return {"bedrag": som.bedrag, "bekend": som.bekend, "onbekend": som.onbekend}
