"""A round as one JSON object: read live while it goes on, and frozen when it closes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from jeugdhulp import post
from jeugdhulp.kalender import dag_van, datum_voluit
from maatregelen.choices import (
    EINDFASEN,
    ActiepuntToestand,
    BesluitToestand,
    BevestigingUitkomst,
    DekkingStatus,
    RondestapSoort,
    RondeToestand,
)
from maatregelen.domain import overzicht
from maatregelen.domain.dashboard import beeld as planbeeld
from maatregelen.domain.dashboard import sinds
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.domain.dashboard.sinds import Verandering
from maatregelen.domain.geld.geldoverzicht import Plangeld
from maatregelen.domain.geld.geldpost import Geldpost, Geldrij
from maatregelen.domain.overzicht import Peiling, Rij
from maatregelen.domain.ronde.rondevorm import (
    VORM,
    Actiepuntdeel,
    Agendaregel,
    Besluitdeel,
    Gelddeel,
    Geldrijdeel,
    Lichtdeel,
    Maatregeldeel,
    Planningsdeel,
    Regeldeel,
    Rondebeeld,
    Sindsdeel,
    Somdeel,
    Standdeel,
    Stap,
)
from maatregelen.domain.stand.regellicht import naast
from maatregelen.domain.verleden import NogNietBekendError
from maatregelen.geld import Plek, Som, besteed, cijfers
from maatregelen.kwartaallijn import Planregel, teken, tussen
from maatregelen.models import (
    Actiepunt,
    Besluit,
    Bevestiging,
    Blad,
    Dekking,
    Investering,
    Maatregel,
    Plan,
    Ronde,
    Rondestap,
    Stand,
)
from maatregelen.stoplicht import (
    NIET_BIJGEWERKT,
    Lichten,
    deellichten,
    is_bijgewerkt,
    toon,
    waarden,
)


def lees_rondebeeld(
    ronde: Ronde,
    *,
    moment: datetime,
    sluiting: Stap | None = None,
    met_sinds: bool = True,
) -> Rondebeeld:
    """All of a round as it is at `moment`, which is now: lists and counts, agenda and decisions.

    With `sluiting`, the step that is about to be stored, as it is closed: every measure with the
    stand that its Bevestiging has. For who reads the whole plan. Without what changed since the
    last round 26 queries whatever the size.
    """
    plan = Plan.objects.select_related("gemeente", "voorzitter").get(pk=ronde.plan_id)
    rijen, uitkomsten = _rijen(ronde, plan, moment, gesloten=sluiting is not None)
    for rij in rijen:
        rij.maatregel.plan = plan
    gelezen = planbeeld.lees(plan, rijen, ronde.peildatum)
    posten = _posten(gelezen)
    maatregelen = [
        _maatregel(ronde, gelezen, kaart, uitkomsten, posten[kaart.rij.maatregel.pk])
        for kaart in gelezen.kaarten
    ]
    lopend = [deel for deel in maatregelen if deel["loopt"]]
    sleutels = {deel["sleutel"] for deel in lopend}
    aanwezig, afwezig = _aanwezigen(ronde)
    stappen = lees_stappen([ronde])[ronde.pk]
    return {
        "vorm": VORM,
        "gelezen_op": moment,
        "kanttekening": _kanttekening(stappen, moment),
        "plan": {
            "titel": plan.titel,
            "gemeente": plan.gemeente.naam,
            "voorbeeld": plan.gemeente.voorbeeld,
            "naam_overleg": plan.naam_overleg,
            "naam_thema": plan.naam_thema,
            "naam_cluster": plan.naam_cluster,
            "naam_maatregel": plan.naam_maatregel,
            "aspecten": plan.aspecten,
            "voorzitter": str(plan.voorzitter) if plan.voorzitter else "",
        },
        "ronde": {
            "adres": post.volledig(
                reverse("maatregelen:ronde_detail", args=[plan.gemeente.slug, plan.slug, ronde.pk])
            ),
            "peildatum": ronde.peildatum,
            "toestand": RondeToestand.GESLOTEN.value if sluiting else ronde.toestand,
            "opent_op": ronde.opent_op,
            "leveren_voor": ronde.leveren_voor,
            "vergadering_op": ronde.vergadering_op,
            "begintijd": ronde.begintijd.strftime("%H:%M") if ronde.begintijd else "",
            "plaats": ronde.plaats,
            "stappen": [*stappen, *([sluiting] if sluiting else [])],
        },
        "aanwezig": aanwezig,
        "afwezig": afwezig,
        "agenda": _agenda(ronde),
        "maatregelen": maatregelen,
        "tellingen": [
            {
                "licht": str(telling["licht"]),
                "woord": str(telling["woord"]),
                "uitleg": str(telling["uitleg"]),
                "aantal": int(telling["aantal"]),
            }
            for telling in overzicht.tel([rij for rij in rijen if rij.maatregel.pk in sleutels])
        ],
        "aantal_gemaakt": sum(deel["gemaakt"] for deel in lopend),
        "aantal_stil": sum(deel["stil"] for deel in lopend),
        "aantal_lopend": len(lopend),
        "geld": _geld(gelezen.geld, posten[None], ronde.peildatum),
        "besluiten": _besluiten(ronde),
        "actiepunten": _actiepunten(ronde, dag_van(moment)),
        "sinds": _sinds(ronde, gelezen) if met_sinds else None,
    }


def lees_stappen(rondes: Iterable[Ronde]) -> dict[int, list[Stap]]:
    """Per round (id) every step, oldest first. One query."""
    gevonden: dict[int, list[Stap]] = {ronde.pk: [] for ronde in rondes}
    stappen = Rondestap.objects.filter(ronde__in=list(gevonden)).order_by("pk")
    for stap in stappen.select_related("door"):
        gevonden[stap.ronde_id].append(
            {
                "soort": stap.soort,
                "naam": stap.get_soort_display(),
                "op": stap.op,
                "door": str(stap.door or "het systeem"),
                "reden": stap.reden,
            }
        )
    return gevonden


def _kanttekening(stappen: Iterable[Stap], moment: datetime) -> str:
    """Standen and rest are those of the round, whenever it is closed; the rest is read anew."""
    gesloten = [stap["op"] for stap in stappen if stap["soort"] == RondestapSoort.GESLOTEN]
    if not gesloten:
        return ""
    eerst, nu = datum_voluit(dag_van(gesloten[0])), datum_voluit(dag_van(moment))
    return (
        f"Deze ronde werd voor het eerst gesloten op {eerst} en is daarna heropend."
        f" Planning, geld en namen staan hier zoals op {nu}."
    )


def vorige_ronde(ronde: Ronde) -> Ronde | None:
    """The last closed round of the plan before this one. One query."""
    eerder = Ronde.objects.filter(
        plan=ronde.plan_id, toestand=RondeToestand.GESLOTEN, peildatum__lt=ronde.peildatum
    )
    return eerder.order_by("-peildatum", "-pk").first()


def _rijen(
    ronde: Ronde, plan: Plan, moment: datetime, *, gesloten: bool
) -> tuple[list[Rij], dict[int, str]]:
    """The measures in plan order, each with the stand and lights that this round gives it, and what
    became of them ({} while it goes on)."""
    peiling = overzicht.peil(plan, ronde.peildatum, dag_van(moment))
    maatregelen = Maatregel.objects.filter(plan=plan)
    rijen = overzicht.lees_ronde(maatregelen, ronde, peiling, dag_van(moment))
    if not gesloten:
        return [_in_ronde(rij, ronde) for rij in rijen], {}
    bevestigingen = {
        rij.maatregel_id: rij
        for rij in Bevestiging.objects.filter(ronde=ronde).select_related("stand__door")
    }
    uitkomsten = {sleutel: rij.uitkomst for sleutel, rij in bevestigingen.items()}
    return [
        _besloten(rij, bevestigingen.get(rij.maatregel.pk), peiling) for rij in rijen
    ], uitkomsten


def _in_ronde(rij: Rij, ronde: Ronde) -> Rij:
    """A stand made for a running round shows its own lights."""
    if rij.stand is None or rij.stand.ronde_id != ronde.pk:
        return rij
    lichten = toon(waarden(rij.stand), bijgewerkt=True)
    return replace(rij, lichten=lichten, reden=overzicht.reden(rij.maatregel, rij.stand, lichten))


def _besloten(rij: Rij, bevestiging: Bevestiging | None, peiling: Peiling) -> Rij:
    """As the round closed it: carried over is not updated, unless it rests or the plan is over."""
    if bevestiging is None:
        return rij
    stand, rust = bevestiging.stand, rij.maatregel.rust is not None
    bevestigd = bevestiging.uitkomst == BevestigingUitkomst.BEVESTIGD
    bij = is_bijgewerkt(
        stand.peildatum,
        peildatum=peiling.peildatum,
        ritme_maanden=peiling.ritme_maanden,
        in_laatste_ronde=bevestigd,
        plan_voorbij=peiling.plan_voorbij,
        rust=rust,
    )
    lichten = toon(waarden(stand), bijgewerkt=bij, rust=rust)
    reden = overzicht.reden(rij.maatregel, stand, lichten)
    return replace(rij, stand=stand, lichten=lichten, reden=reden)


def _maatregel(
    ronde: Ronde,
    gelezen: Beeld,
    kaart: Kaart,
    uitkomsten: Mapping[int, str],
    posten: list[Geldrijdeel],
) -> Maatregeldeel:
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
        "geld": _geld(gelezen.geld, posten, ronde.peildatum, maatregel.pk),
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


def _posten(gelezen: Beeld) -> dict[int | None, list[Geldrijdeel]]:
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


def _geld(
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
        "investering": _som(som.investering),
        "dekking": _som(som.dekking),
        "besloten": _som(som.per_status[DekkingStatus.BESLOTEN]),
        "bestaand": _som(som.bestaand),
        "uitgegeven": _som(uit.uitgegeven),
        "verwacht": _som(uit.verwacht),
    }


def _som(som: Som) -> Somdeel:
    return {"bedrag": som.bedrag, "bekend": som.bekend, "onbekend": som.onbekend}


def _aanwezigen(ronde: Ronde) -> tuple[list[str], list[str]]:
    """Who was there and who sent word, by name. One query."""
    rijen = ronde.aanwezigheden.select_related("persoon").order_by("persoon__naam", "pk")
    namen: dict[bool, list[str]] = {True: [], False: []}
    for rij in rijen:
        namen[rij.aanwezig].append(rij.persoon.naam)
    return namen[True], namen[False]


def _agenda(ronde: Ronde) -> list[Agendaregel]:
    """One query."""
    punten = ronde.agendapunten.filter(vervallen=False).select_related("maatregel")
    return [
        {
            "sleutel": punt.pk,
            "maatregel": punt.maatregel_id,
            "code": punt.maatregel.code if punt.maatregel else "",
            "titel": punt.maatregel.titel if punt.maatregel else punt.onderwerp,
            "behandeling": punt.behandeling,
            "redenen": [
                {"soort": str(reden["soort"]), "tekst": str(reden["tekst"])}
                for reden in punt.redenen
            ],
            "notitie": punt.notitie,
            "besproken_op": punt.besproken_op,
        }
        for punt in punten.order_by("volgorde", "pk")
    ]


def _besluiten(ronde: Ronde) -> list[Besluitdeel]:
    """Two queries."""
    gevonden = Besluit.objects.filter(
        Q(ronde=ronde) | Q(toestand=BesluitToestand.LOOPT), plan=ronde.plan_id
    ).order_by("nummer")
    besluiten = list(gevonden.prefetch_related("besluitmaatregelen__maatregel"))
    return [
        {
            "nummer": rij.nummer,
            "van_ronde": rij.ronde_id == ronde.pk,
            "genomen_op": rij.genomen_op,
            "tekst": rij.tekst,
            "toestand": rij.toestand,
            "afgedaan_op": rij.afgedaan_op,
            "afdoening": rij.afdoening,
            "codes": [deel.maatregel.code for deel in rij.besluitmaatregelen.all()],
            "maatregelen": [deel.maatregel_id for deel in rij.besluitmaatregelen.all()],
        }
        for rij in besluiten
    ]


def _actiepunten(ronde: Ronde, vandaag: date) -> list[Actiepuntdeel]:
    """One query."""
    gevonden = Actiepunt.objects.filter(
        Q(ronde=ronde) | Q(toestand=ActiepuntToestand.OPEN), plan=ronde.plan_id
    )
    return [
        {
            "nummer": rij.nummer,
            "van_ronde": rij.ronde_id == ronde.pk,
            "tekst": rij.tekst,
            "wie": rij.wie.naam,
            "voor": rij.voor,
            "te_laat": rij.toestand == ActiepuntToestand.OPEN and rij.voor < vandaag,
            "toestand": rij.toestand,
            "gereed_op": rij.gereed_op,
            "afdoening": rij.afdoening,
            "code": rij.maatregel.code if rij.maatregel else "",
            "maatregel": rij.maatregel_id,
        }
        for rij in gevonden.select_related("wie", "maatregel").order_by("nummer")
    ]


def _sinds(ronde: Ronde, gelezen: Beeld) -> Sindsdeel | None:
    """None without a round before this one, or when the plan came here after that."""
    vorige = vorige_ronde(ronde)
    vanaf = sinds.kies(None, [vorige]) if vorige else None
    if vanaf is None:
        return None
    plan = gelezen.plan
    try:
        verschil = sinds.lees(gelezen, plan, Maatregel.objects.filter(plan=plan), vanaf)
    except NogNietBekendError:
        return None
    return {
        "peildatum": vanaf.dag,
        "zin": sinds.zin(vanaf),
        "geteld": dict(verschil.geteld),
        "veranderd": [_verandering(deel) for deel in verschil.veranderd],
        "nieuw": [_naam(rij) for rij in verschil.nieuw],
        "weg": [_naam(rij) for rij in verschil.weg],
        "geld": [
            {"naam": stap.naam, "toen": _som(stap.toen), "nu": _som(stap.nu)}
            for stap in verschil.geld
        ],
        "besluiten": [
            {
                "genomen_op": rij.genomen_op,
                "wie": rij.wie,
                "tekst": rij.tekst,
                "uitkomst": rij.uitkomst,
            }
            for rij in verschil.besluiten
        ],
    }


def _naam(rij: Rij) -> dict[str, Any]:
    maatregel = rij.maatregel
    return {"sleutel": maatregel.pk, "code": maatregel.code, "titel": maatregel.titel}


def _verandering(deel: Verandering) -> dict[str, Any]:
    return _naam(deel.rij) | {
        "richting": deel.richting,
        "beeindigd": deel.beeindigd,
        "lichten": [
            {"naam": stap.naam, "toen": stap.toen, "nu": stap.nu, "richting": stap.richting}
            for stap in deel.lichten
        ],
        "fase": list(deel.fase) if deel.fase else None,
        "schuiven": [asdict(schuif) for schuif in deel.schuiven],
        "gereed": list(deel.gereed),
    }
