"""The lines in the logboek that tell what was taken over from a file, readable without it."""

from collections.abc import Iterable
from typing import Any

from jeugdhulp import logboek
from jeugdhulp.kalender import Periode, datum_voluit, grens_voluit
from maatregelen.choices import TEKSTVELDEN_VAN_BLAD, GeldPer, GeldStaat
from maatregelen.domain.regeltekst import euro
from maatregelen.domain.uitwisselen.bevinding import Json
from maatregelen.domain.uitwisselen.lading import Lading
from maatregelen.domain.uitwisselen.velden import als_kolommen
from maatregelen.models import Beleidsplan, Maatregel, Plan

# What a sheet has in one value; told where it is filled.
_VAN_HET_BLAD = ("ondertitel", "schaalniveau", "domein", "invloed", *TEKSTVELDEN_VAN_BLAD)


def schrijf_plan(lading: Lading, plan: Plan, bestand: Json) -> None:
    """One line about the plan: how many measures, and what it has as a whole."""
    gegevens = bestand["plan"]
    na = {
        "maatregelen": len(bestand["maatregelen"]),
        **_geheel(gegevens),
        "projectrollen": [
            f"{rij['rol']}: {lading.naam(rij['wie'])}" for rij in gegevens["projectrollen"]
        ],
        "vervallen": [f"{rij['titel']} ({rij['bestemming']})" for rij in gegevens["vervallen"]],
        **_geld([("", gegevens)]),
        "geld van thema's": [
            regel
            for thema in bestand["themas"]
            for rij in (*thema["investeringen"], *thema["dekking"])
            for regel in [f"{thema['code']} {thema['titel']}: {_geldregel(rij)}"]
        ],
    }
    _schrijf("plan overgenomen", plan, lading, _gevuld(na))


def schrijf_beleidsplan(lading: Lading, beleidsplan: Beleidsplan, bestand: Json) -> None:
    """One line about the beleidsplan, with its goals."""
    doelen = bestand["doelen"]
    na = {
        "doelen": [f"{doel['niveau']} {doel['code']}: {doel['titel']}" for doel in doelen],
        "resultaten": [_resultaat(rij) for doel in doelen for rij in doel["resultaten"]],
        "risico's van doelen": [rij["gebeurtenis"] for doel in doelen for rij in doel["risicos"]],
        **_geheel(bestand["beleidsplan"]),
    }
    _schrijf("beleidsplan overgenomen", beleidsplan, lading, _gevuld(na))


def schrijf_maatregel(lading: Lading, maatregel: Maatregel, gegevens: Json) -> None:
    """One line about a measure: who, when, with what money, and what its sheet says."""
    bladen = [(_clusternaam(lading, blad), blad) for blad in gegevens["bladen"]]
    na = {
        "thema": str(maatregel.thema),
        "clusters": [naam for naam, _ in bladen if naam],
        "betrokkenen": [
            f"{rij['rol']}: {lading.naam(rij['wie'])}" for rij in gegevens["betrokkenen"]
        ],
        "planning": [
            _tussen_haakjes(_planningsregel(regel), naam)
            for naam, blad in bladen
            for regel in blad["planning"]
        ],
    }
    meer = {
        **{veld: gegevens[veld] for veld in _VAN_HET_BLAD},
        **_geld(bladen),
        "vermeldingen": [
            rij["toelichting"] or rij["sleutel"]
            for _, blad in bladen
            for rij in blad["vermeldingen"]
        ],
        "bestedingen": [_besteding(rij) for _, blad in bladen for rij in blad["bestedingen"]],
        "besparingen": [_besparing(rij) for rij in gegevens["besparingen"]],
        "doelen": [str(lading.doelen[rij["doel"]]) for rij in gegevens["doelen"]],
        "resultaten": [_resultaat(rij) for rij in gegevens["resultaten"]],
        "samenhang": [_samenhang(lading, rij) for rij in gegevens["samenhang"]],
        **_deel(gegevens),
    }
    _schrijf("maatregel overgenomen", maatregel, lading, na | _gevuld(meer))


def _schrijf(soort: str, onderwerp: Any, lading: Lading, na: dict[str, Any]) -> None:
    if onderwerp.pk is not None:
        gemeente_id = lading.gemeente.pk
        logboek.schrijf(soort, onderwerp, gemeente_id=gemeente_id, naam=str(onderwerp), na=na)


def _gevuld(na: dict[str, Any]) -> dict[str, Any]:
    return {naam: waarde for naam, waarde in na.items() if waarde not in ("", [])}


def _geheel(gegevens: Json) -> dict[str, Any]:
    return {"vaststellingen": [_vaststelling(rij) for rij in gegevens["vaststellingen"]]} | _deel(
        gegevens
    )


def _deel(gegevens: Json) -> dict[str, Any]:
    return {
        "risico's": [rij["gebeurtenis"] for rij in gegevens["risicos"]],
        "besluiten en adviezen": [
            f"{_periode(rij['verwacht'])}: {rij['orgaan']}, {rij['onderwerp']}"
            for rij in gegevens["besluitmomenten"]
        ],
        "cijfers": [_cijfer(rij) for rij in gegevens["contextcijfers"]],
    }


def _vaststelling(rij: Json) -> str:
    dag = als_kolommen("vaststelling", rij)["vastgesteld_op"]
    wanneer = datum_voluit(dag) if dag else rij["letterlijk"] or "dag onbekend"
    return f"versie {rij['versie']}, {rij['orgaan']}: {wanneer}"


def _cijfer(rij: Json) -> str:
    waarde = als_kolommen("contextcijfer", rij)["waarde"]
    if waarde is None or rij["letterlijk"]:
        return f"{rij['onderwerp']}: {rij['letterlijk']}"
    # As an amount without its sign: the same marks between the digits.
    return f"{rij['onderwerp']}: {euro(waarde).removeprefix('€ ')} {rij['eenheid']}".strip()


def _clusternaam(lading: Lading, blad: Json) -> str:
    cluster = lading.clusters.get(blad["cluster"])
    return cluster.titel if cluster else ""


def _periode(gegevens: Json) -> str:
    return Periode.uit_uitwisseling(gegevens).voluit()


def _planningsregel(regel: Json) -> str:
    return f"{_periode(regel['periode'])}: {regel['tekst']}"


def _tussen_haakjes(tekst: str, naam: str) -> str:
    return f"{tekst} ({naam})" if naam else tekst


def _geld(houders: Iterable[tuple[str, Json]]) -> dict[str, list[str]]:
    return {
        naam: [
            _tussen_haakjes(_geldregel(rij), cluster)
            for cluster, houder in houders
            for rij in houder[naam]
        ]
        for naam in ("investeringen", "dekking")
    }


def _geldregel(rij: Json) -> str:
    """ "werving: € 140.000,00 per jaar, structureel, vanaf Q1 2019" """
    geld = als_kolommen("investering", rij)
    delen = [str(GeldStaat(rij["staat"]).label)]
    if geld["bedrag"] is not None:
        delen = [f"{euro(geld['bedrag'])} {GeldPer(rij['per']).label}"]
    delen += [f"{geld['uren_per_week']} uur per week"] if geld["uren_per_week"] is not None else []
    delen += [f"{geld['fte']} fte"] if geld["fte"] is not None else []
    delen += [rij["aard"], grens_voluit(geld["van"], geld["tot_en_met"]), rij.get("status", "")]
    namen = [naam for naam in (rij.get("bron"), rij["omschrijving"]) if naam]
    return ": ".join([*namen, ", ".join(deel for deel in delen if deel)])


def _bedragen(deel: str, rij: Json, *velden: str) -> str:
    bedragen = als_kolommen(deel, rij)
    gevuld = [f"{veld} {euro(bedragen[veld])}" for veld in velden if bedragen[veld] is not None]
    return ", ".join(gevuld) or rij["toelichting"] or "geen bedragen"


def _besteding(rij: Json) -> str:
    per = datum_voluit(als_kolommen("besteding", rij)["peildatum"])
    bedragen = _bedragen("besteding", rij, "begroot", "verplicht", "uitgegeven", "verwacht")
    return f"jaar {rij['jaar']} per {per}: {bedragen}"


def _besparing(rij: Json) -> str:
    jaar = f"jaar {rij['jaar']}" if rij["jaar"] else "zonder jaar"
    velden = ("verwacht", "ingeboekt", "gerealiseerd", "toerekenbaar")
    return f"{jaar}: {_bedragen('besparing', rij, *velden)}"


def _resultaat(rij: Json) -> str:
    return _tussen_haakjes(rij["tekst"], ", ".join(filter(None, (rij["norm"], rij["toestand"]))))


def _samenhang(lading: Lading, rij: Json) -> str:
    # Of another measure its code alone: who reads this sheet may not see that one.
    thema = lading.themas.get(rij["thema"])
    organisatie = lading.organisaties.get(rij["organisatie"])
    waarmee = rij["maatregel"] or thema or organisatie or rij["buiten"]
    toelichting = f": {rij['toelichting']}" if rij["toelichting"] else ""
    return f"{rij['soort']}, {waarmee}{toelichting}"
