"""Loading what a plan or beleidsplan has as a whole, and the people of its gemeente."""

from datetime import date
from typing import Any

from jeugdhulp.models import Organisatie, Persoon
from maatregelen.domain.uitwisselen.bevinding import Json
from maatregelen.domain.uitwisselen.laden_rijen import (
    Waarvan,
    maak_besluitmomenten,
    maak_contextcijfers,
    maak_geld,
    maak_resultaten,
    maak_risicos,
    maak_vaststellingen,
)
from maatregelen.domain.uitwisselen.lading import Lading, bewaar
from maatregelen.domain.uitwisselen.velden import als_kolommen
from maatregelen.models import (
    Beleidsplan,
    Cluster,
    Doel,
    Plan,
    Projectrol,
    Thema,
    VervallenActiviteit,
)


def maak_plan(lading: Lading, bestand: Json) -> Plan:
    """The plan with all that belongs to it as a whole, its people, themes and clusters."""
    _maak_mensen(lading, bestand)
    gegevens = bestand["plan"]
    plan = bewaar("plan", Plan(**_plankolommen(lading, gegevens)))
    for nummer, rij in enumerate(bestand["themas"]):
        plek = f"thema {rij['code']}"
        thema = Thema(plan=plan, volgorde=nummer, **als_kolommen("thema", rij))
        lading.themas[rij["code"]] = bewaar(plek, thema)
        with lading.gemeld(plek):
            maak_geld(lading, rij, {"plan": plan, "thema": thema})
    for nummer, rij in enumerate(bestand["clusters"]):
        cluster = Cluster(plan=plan, volgorde=nummer, **als_kolommen("cluster", rij))
        lading.clusters[rij["code"]] = bewaar(f"cluster {rij['code']}", cluster)
    lading.doelen = {doel.code: doel for doel in Doel.objects.filter(beleidsplan__plannen=plan)}
    _maak_geheel(lading, gegevens, {"plan": plan})
    maak_geld(lading, gegevens, {"plan": plan})
    for nummer, rij in enumerate(gegevens["projectrollen"]):
        rol = Projectrol(
            plan=plan,
            thema=lading.themas.get(rij["thema"]),
            volgorde=nummer,
            **lading.wie(rij["wie"]),
            **als_kolommen("projectrol", rij),
        )
        lading.probeer(f"projectrol {nummer + 1}", rol)
    return plan


def verbind_plan(lading: Lading, plan: Plan, gegevens: Json) -> None:
    """What of the plan as a whole refers to its measures."""
    for nummer, rij in enumerate(gegevens["vervallen"]):
        activiteit = VervallenActiviteit(
            plan=plan,
            maatregel=lading.maatregelen.get(rij["maatregel"]),
            volgorde=nummer,
            **als_kolommen("vervallen_activiteit", rij),
        )
        lading.probeer(f"vervallen activiteit {nummer + 1}", activiteit)


def maak_beleidsplan(lading: Lading, bestand: Json) -> Beleidsplan:
    """The beleidsplan with its goals, each after the goal above it."""
    _maak_mensen(lading, bestand)
    gegevens = bestand["beleidsplan"]
    beleidsplan = Beleidsplan(
        **_gedeeld(Beleidsplan, lading, gegevens), **als_kolommen("beleidsplan", gegevens)
    )
    bewaar("beleidsplan", beleidsplan)
    _maak_geheel(lading, gegevens, {"beleidsplan": beleidsplan})
    for nummer, rij in enumerate(bestand["doelen"]):
        doel = Doel(
            beleidsplan=beleidsplan,
            ouder=lading.doelen.get(rij["ouder"]),
            volgorde=nummer,
            **als_kolommen("doelonderdeel", rij),
        )
        with lading.gemeld():
            lading.doelen[rij["code"]] = bewaar(f"doel {rij['code']}", doel)
            with lading.gemeld(f"doel {rij['code']}"):
                maak_resultaten(lading, rij, {"doel": doel})
                maak_risicos(lading, rij, {"beleidsplan": beleidsplan, "doel": doel})
    return beleidsplan


def _plankolommen(lading: Lading, gegevens: Json) -> dict[str, Any]:
    rollen = ("voorzitter", "samensteller", "opdrachtgever")
    beleid = Beleidsplan.objects.filter(gemeente=lading.gemeente, slug=gegevens["beleidsplan"])
    return (
        _gedeeld(Plan, lading, gegevens)
        | als_kolommen("plan", gegevens)
        | {rol: lading.personen.get(gegevens[rol]) for rol in rollen}
        | {"beleidsplan": beleid.first()}
    )


def _gedeeld(model: Any, lading: Lading, gegevens: Json) -> dict[str, Any]:
    """The columns that a plan and a beleidsplan read alike, but are no plain value."""
    bron = gegevens["bron"]
    vorige = model.objects.filter(gemeente=lading.gemeente, slug=gegevens["voorganger"])
    return {
        "gemeente": lading.gemeente,
        "voorganger": vorige.first(),
        "bron_titel": bron["titel"] if bron else "",
        "bron_datum": date.fromisoformat(bron["datum"]) if bron else None,
    }


def _maak_geheel(lading: Lading, gegevens: Json, waarvan: Waarvan) -> None:
    maak_vaststellingen(lading, gegevens, waarvan)
    maak_risicos(lading, gegevens, waarvan)
    maak_besluitmomenten(lading, gegevens, waarvan)
    maak_contextcijfers(lading, gegevens, waarvan)


def _maak_mensen(lading: Lading, bestand: Json) -> None:
    for rij in bestand["personen"]:
        with lading.gemeld():
            lading.personen[rij["sleutel"]] = _haal_of_maak(Persoon, "persoon", lading, rij)
    for rij in bestand["organisaties"]:
        with lading.gemeld():
            gemaakt = _haal_of_maak(Organisatie, "organisatie", lading, rij)
            lading.organisaties[rij["sleutel"]] = gemaakt


def _haal_of_maak(model: Any, soort: str, lading: Lading, rij: Json) -> Any:
    """People live in the gemeente: a second plan names the same row, and leaves it as it is."""
    bestaand = model.objects.filter(gemeente=lading.gemeente, naam=rij["naam"]).first()
    nieuw = model(gemeente=lading.gemeente, **als_kolommen(soort, rij))
    return bestaand or bewaar(f"{soort} {rij['sleutel']}", nieuw)
