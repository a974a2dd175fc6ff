"""How far a report is, in words, and its versions as lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from jeugdhulp.opmaak import datum
from rapportage.choices import OpmaakToestand, Stap, VersieSoort
from rapportage.domain.intrekking import Intrekking
from rapportage.domain.publicaties import overgenomen_van, plaats
from rapportage.domain.versies import toestand_van
from rapportage.models import Rapportage, Rapportversie

# What a button says that leads to the form of a step.
KNOP = {
    Stap.VASTGESTELD: "Vaststelling vastleggen",
    Stap.AANGEBODEN: "Aanbieding aan de raad vastleggen",
    Stap.OPENBAAR: "Openbaar maken",
}
# What has happened so far, and what comes then.
_VERDER = {
    Stap.VASTGESTELD: (
        "ligt bij het college. Stelde het college het rapport vast? Leg dat hier vast."
    ),
    Stap.AANGEBODEN: (
        "is vastgesteld. Is het rapport aan de raad aangeboden? Leg dat hier vast: daarna leest de"
        " raad het."
    ),
    Stap.OPENBAAR: "is aangeboden: de raad leest het. Nu kunt u het openbaar maken.",
}


@dataclass(frozen=True)
class Stapregel:
    """One step of a version. `overgenomen_van`: the number of the version it was set on, of an
    erratum that got it from there."""

    stap: Stap
    naam: str
    dag: date
    orgaan: str
    nummer: str
    overgenomen_van: int | None


@dataclass(frozen=True)
class Verder:
    """What to do now with the versions of a report, and the way there; "" where nothing is left."""

    zin: str
    url: str = ""
    knop: str = ""


def stapregels(versie: Rapportversie) -> list[Stapregel]:
    """The steps of a version in their order. No query where `stappen` and `vervangt` are loaded."""
    return [
        Stapregel(
            stap=Stap(rij.stap),
            naam=capfirst(rij.get_stap_display()),
            dag=rij.dag,
            orgaan=rij.orgaan,
            nummer=rij.nummer,
            overgenomen_van=overgenomen_van(rij, versie),
        )
        for rij in versie.stappen.all()
    ]


def staat_van(
    rapport: Rapportage,
    versies: Sequence[Rapportversie],
    intrekking: Intrekking | None = None,
) -> str:
    """Where it is, by the newest of `versies` (newest first, with `opmaak` and `stappen`). No
    query."""
    if rapport.ingetrokken:
        return f"ingetrokken op {datum(intrekking.op)}" if intrekking else "ingetrokken"
    if not versies:
        return "concept"
    return f"versie {versies[0].nummer}, {_stap(versies[0])}"


def versierijen(
    versies: Sequence[Rapportversie], gemeente: str, nummer: int
) -> list[dict[str, Any]]:
    """The same versions, each with its address, how far it is, and by whom and when it came there.
    No query."""
    return [
        {
            "versie": versie,
            "url": versieadres(gemeente, nummer, versie),
            "is_erratum": versie.soort == VersieSoort.ERRATUM,
            "vervangen": hasattr(versie, "vervangen_door"),
            "staat": _stap(versie),
            "stappen": stapregels(versie),
        }
        for versie in versies
    ]


def versieadres(gemeente: str, nummer: int, versie: Rapportversie) -> str:
    """The page of a version."""
    return reverse("rapportage:rapportversie_detail", args=[gemeente, nummer, versie.nummer])


def verder_met(
    rapport: Rapportage, versies: Sequence[Rapportversie], openbaar_adres: str
) -> Verder | None:
    """What its writer does next with `versies` (all of them, newest first); None before the first.
    Four queries, none while files are made or failed."""
    gelden = [rij for rij in versies if not _voorbij(rij)]
    if not gelden:
        return None
    laatste = max(gelden, key=lambda rij: (plaats(rij), rij.nummer))
    gemeente, naam = rapport.gemeente.slug, f"Versie {laatste.nummer}"
    waar = versieadres(gemeente, rapport.nummer, laatste)
    if laatste.opmaak.toestand == OpmaakToestand.MISLUKT:
        zin = f"De bestanden van versie {laatste.nummer} konden niet worden gemaakt."
        return Verder(zin, waar, "Bekijk wat er misging")
    if laatste.opmaak.toestand != OpmaakToestand.GEREED:
        zin = f"De bestanden van versie {laatste.nummer} worden gemaakt."
        return Verder(zin, waar, "Bekijk hoe ver het is")
    volgende = toestand_van(laatste).volgende
    if volgende is not None:
        stap = reverse(
            "rapportage:versiestap_create", args=[gemeente, rapport.nummer, laatste.nummer]
        )
        return Verder(f"{naam} {_VERDER[volgende]}", stap, KNOP[volgende])
    if openbaar_adres:
        return Verder(f"{naam} is openbaar. Iedereen leest het rapport op", openbaar_adres)
    return Verder(f"{naam} is openbaar, zonder eigen adres: alleen wie zich aanmeldt, leest die.")


def _voorbij(versie: Rapportversie) -> bool:
    """Whether an erratum stands in its place, or it is one of what never went out."""
    mislukt = versie.opmaak.toestand == OpmaakToestand.MISLUKT and not versie.stappen.all()
    is_erratum = versie.soort == VersieSoort.ERRATUM
    return hasattr(versie, "vervangen_door") or (mislukt and is_erratum)


def _stap(versie: Rapportversie) -> str:
    stappen = list(versie.stappen.all())
    if stappen:
        return f"{stappen[-1].get_stap_display()} op {datum(stappen[-1].dag)}"
    opmaak = getattr(versie, "opmaak", None)
    if opmaak is not None and opmaak.toestand == OpmaakToestand.MISLUKT:
        return "maken is mislukt"
    return "wordt gemaakt"
