"""Loading a plan in the exchange format: all of it or nothing, with every fault named at once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from jeugdhulp import logboek
from jeugdhulp.kalender import Periode
from jeugdhulp.models import Gebruiker, Gemeente, Organisatie, Persoon
from maatregelen.domain.standen import Standgegevens, leg_stand_vast
from maatregelen.domain.uitwisseling import Bevinding, OngeldigPlanError, controleer
from maatregelen.models import Betrokkenheid, Blad, Cluster, Maatregel, Mijlpaal, Plan, Thema

Json = Mapping[str, Any]


@dataclass
class _Lading:
    """What is made so far, by the keys of the file."""

    plan: Plan
    personen: dict[str, Persoon]
    organisaties: dict[str, Organisatie]
    themas: dict[str, Thema]
    clusters: dict[str, Cluster]
    mijlpalen: dict[str, Mijlpaal]


def laad_plan(
    bestand: Json, gemeente: Gemeente, *, door: Gebruiker | None, kanaal: str = "scherm"
) -> Plan:
    """Store the plan of an exchange file under `gemeente`; its planning is its own baseline.

    Raises OngeldigPlanError with all findings when the file is wrong or the plan exists already;
    then nothing is stored. Every measure and every stand leaves its line in the logboek.
    """
    bevindingen = [*controleer(bestand), *_bestaat_al(bestand, gemeente)]
    if not bevindingen and bestand["gemeente"]["slug"] != gemeente.slug:
        slug = bestand["gemeente"]["slug"]
        bevindingen.append(
            Bevinding("gemeente.slug", slug, f"dit plan is niet van {gemeente.naam}")
        )
    if bevindingen:
        raise OngeldigPlanError(bevindingen)
    titel = bestand["plan"]["bron"]["titel"] or bestand["plan"]["titel"]
    with logboek.handeling(door=door, reden=f"overgenomen uit {titel}", kanaal=kanaal):
        lading = _laad_grond(bestand, gemeente)
        logboek.schrijf(
            "plan overgenomen",
            lading.plan,
            gemeente_id=gemeente.pk,
            naam=lading.plan.titel,
            na={"maatregelen": len(bestand["maatregelen"])},
        )
        for volgorde, gegevens in enumerate(bestand["maatregelen"]):
            with _gemeld(f"maatregel {gegevens['code']}", bevindingen):
                _laad_maatregel(lading, gegevens, volgorde, door)
        if bevindingen:
            raise OngeldigPlanError(bevindingen)
    return lading.plan


def _bestaat_al(bestand: Any, gemeente: Gemeente) -> Iterator[Bevinding]:
    plan = bestand.get("plan") if isinstance(bestand, Mapping) else None
    slug = plan.get("slug") if isinstance(plan, Mapping) else None
    if isinstance(slug, str) and Plan.objects.filter(gemeente=gemeente, slug=slug).exists():
        yield Bevinding("plan.slug", slug, "dit plan bestaat al; kies een ander adres")


@contextmanager
def _gemeld(waar: str, bevindingen: list[Bevinding]) -> Iterator[None]:
    """Keep what a measure was refused for and go on with the next: all is told at once."""
    try:
        yield
    except OngeldigPlanError as fout:
        bevindingen += [replace(deel, plek=f"{waar}, {deel.plek}") for deel in fout.bevindingen]


@contextmanager
def _op_plek(plek: str, gelezen: Mapping[str, Any]) -> Iterator[None]:
    """Say where, and what was read, when the rules of the tables or of a stand refuse a row."""
    try:
        yield
    except ValidationError as fout:
        raise OngeldigPlanError(
            [
                Bevinding(
                    plek if veld == NON_FIELD_ERRORS else f"{plek}, {veld}",
                    gelezen.get(veld),
                    melding,
                )
                for veld, meldingen in fout.message_dict.items()
                for melding in meldingen
            ]
        ) from None


def _laad_grond(bestand: Json, gemeente: Gemeente) -> _Lading:
    personen = {
        rij["sleutel"]: _haal_of_maak(
            Persoon,
            gemeente,
            rij["naam"],
            soort=rij["soort"],
            ook_geschreven_als=rij["ook_geschreven_als"],
        )
        for rij in bestand["personen"]
    }
    organisaties = {
        rij["sleutel"]: _haal_of_maak(Organisatie, gemeente, rij["naam"], soort=rij["soort"])
        for rij in bestand["organisaties"]
    }
    plan = _maak_plan(bestand["plan"], gemeente, personen)
    themas = {
        rij["code"]: _bewaar(
            Thema(plan=plan, code=rij["code"], titel=rij["titel"], volgorde=nummer)
        )
        for nummer, rij in enumerate(bestand["themas"])
    }
    clusters = {
        rij["code"]: _bewaar(
            Cluster(plan=plan, code=rij["code"], titel=rij["titel"], volgorde=nummer)
        )
        for nummer, rij in enumerate(bestand["clusters"])
    }
    return _Lading(plan, personen, organisaties, themas, clusters, {})


def _maak_plan(gegevens: Json, gemeente: Gemeente, personen: dict[str, Persoon]) -> Any:
    bron = gegevens["bron"]
    rollen = {
        rol: personen[gegevens[rol]] if gegevens[rol] else None
        for rol in ("voorzitter", "samensteller", "opdrachtgever")
    }
    velden = ("slug", "titel", "ritme_maanden", "naam_overleg", "naam_thema", "naam_maatregel")
    return _bewaar(
        Plan(
            gemeente=gemeente,
            van=date.fromisoformat(gegevens["van"]),
            tot_en_met=date.fromisoformat(gegevens["tot_en_met"]),
            bron_titel=bron["titel"],
            bron_datum=date.fromisoformat(bron["datum"]),
            **{veld: gegevens[veld] for veld in velden},
            **rollen,
        )
    )


def _laad_maatregel(lading: _Lading, gegevens: Json, volgorde: int, door: Gebruiker | None) -> None:
    maatregel = _bewaar(
        Maatregel(
            plan=lading.plan,
            thema=lading.themas[gegevens["thema"]],
            code=gegevens["code"],
            titel=gegevens["titel"],
            fase=gegevens["fase"],
            volgorde=volgorde,
        )
    )
    for nummer, rij in enumerate(gegevens["betrokkenen"]):
        _bewaar(
            Betrokkenheid(
                maatregel=maatregel,
                persoon=lading.personen.get(rij["wie"]),
                organisatie=lading.organisaties.get(rij["wie"]),
                rol=rij["rol"],
                deeltaak=rij["deeltaak"],
                onbeslist=rij["onbeslist"],
                volgorde=nummer,
            )
        )
    for blad in gegevens["bladen"]:
        _laad_blad(lading, maatregel, blad)
    _schrijf_maatregel(maatregel, gegevens, lading)
    for stand in gegevens["standen"]:
        _laad_stand(lading.plan, maatregel, stand, gegevens["fase"], door)


def _laad_blad(lading: _Lading, maatregel: Maatregel, gegevens: Json) -> None:
    cluster = lading.clusters[gegevens["cluster"]] if gegevens["cluster"] else None
    blad = _bewaar(Blad(maatregel=maatregel, cluster=cluster))
    for nummer, regel in enumerate(gegevens["planning"]):
        mijlpaal = _laad_mijlpaal(lading, blad, regel, nummer)
        lading.mijlpalen[regel["sleutel"]] = mijlpaal
        for stapnummer, stap in enumerate(regel["stappen"]):
            _bewaar(_mijlpaal(blad, stap, mijlpaal.periode, stapnummer, onderdeel_van=mijlpaal))


def _laad_mijlpaal(lading: _Lading, blad: Blad, regel: Json, nummer: int) -> Any:
    return _bewaar(
        _mijlpaal(
            blad,
            regel["tekst"],
            Periode.uit_uitwisseling(regel["periode"]),
            nummer,
            soort=regel["soort"],
            twijfel=regel["twijfel"],
            zelfde_als=lading.mijlpalen.get(regel["zelfde_als"]),
        )
    )


def _mijlpaal(blad: Blad, tekst: str, periode: Periode, volgorde: int, **rest: Any) -> Mijlpaal:
    return Mijlpaal(
        blad=blad,
        tekst=tekst,
        volgorde=volgorde,
        periode_soort=periode.soort,
        van=periode.van,
        tot_en_met=periode.tot_en_met,
        herhaling=periode.herhaling,
        letterlijk=periode.letterlijk,
        basis_van=periode.van,
        basis_tot=periode.tot_en_met,
        **rest,
    )


def _schrijf_maatregel(maatregel: Maatregel, gegevens: Json, lading: _Lading) -> None:
    namen = lading.personen | lading.organisaties
    logboek.schrijf(
        "maatregel overgenomen",
        maatregel,
        gemeente_id=lading.plan.gemeente_id,
        naam=str(maatregel),
        na={
            "thema": str(maatregel.thema),
            "clusters": [
                lading.clusters[blad["cluster"]].titel
                for blad in gegevens["bladen"]
                if blad["cluster"]
            ],
            "betrokkenen": [
                f"{rij['rol']}: {namen[rij['wie']].naam}" for rij in gegevens["betrokkenen"]
            ],
            "planning": [
                f"{Periode.uit_uitwisseling(regel['periode']).voluit()}: {regel['tekst']}"
                + (f" ({lading.clusters[blad['cluster']].titel})" if blad["cluster"] else "")
                for blad in gegevens["bladen"]
                for regel in blad["planning"]
            ],
        },
    )


def _laad_stand(
    plan: Plan, maatregel: Maatregel, stand: Json, fase: str, door: Gebruiker | None
) -> None:
    gelijk = (
        "tekst tijd geld resultaat totaal oorzaak gevolg bijsturing grijs_reden afwijking_reden"
        " letterlijk twijfel"
    ).split()
    with _op_plek("stand", stand):
        leg_stand_vast(
            maatregel,
            Standgegevens(
                peildatum=date.fromisoformat(stand["peildatum"]),
                fase=fase,
                bron=plan.bron_titel,
                **{veld: stand[veld] for veld in gelijk},
            ),
            door=door,
        )


def _haal_of_maak(model: Any, gemeente: Gemeente, naam: str, **rest: Any) -> Any:
    """People live in the gemeente: a second plan names the same row."""
    bestaand = model.objects.filter(gemeente=gemeente, naam=naam).first()
    return bestaand or _bewaar(model(gemeente=gemeente, naam=naam, **rest))


def _bewaar(rij: Any) -> Any:
    with _op_plek(str(rij._meta.verbose_name), rij.__dict__):
        rij.full_clean()
    rij.save()
    return rij
