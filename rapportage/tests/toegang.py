"""The reports that the table of access is about; not there before a test asks for one."""

import itertools
from collections.abc import Callable
from datetime import timedelta

from jeugdhulp import kalender
from maatregelen.models import Plan
from rapportage.choices import Stap
from rapportage.domain import versies
from rapportage.models import Rapportage
from rapportage.tests.factories import (
    RapportageFactory,
    RapportblokFactory,
    RapportversieFactory,
    bestandsnaam_van,
    maak_openbaar,
)

_tel = itertools.count(1)


def _concept(rapport: Rapportage) -> None:
    for soort in ("inleiding", "samenvatting"):
        RapportblokFactory(rapportage=rapport, soort=soort)


def _gemaakt(rapport: Rapportage) -> None:
    RapportversieFactory(rapportage=rapport)


def _ter_besluitvorming(rapport: Rapportage) -> None:
    RapportversieFactory(rapportage=rapport, gereed=True)


def _aangeboden(rapport: Rapportage) -> None:
    RapportversieFactory(rapportage=rapport, stappen=(Stap.VASTGESTELD, Stap.AANGEBODEN))


# Per code of the table its number, and how far its first version is.
RAPPORTEN: dict[str, tuple[int, Callable[[Rapportage], object]]] = {
    "concept": (901, _concept),
    "maak": (902, _gemaakt),
    "ter": (903, _ter_besluitvorming),
    "raad": (904, _aangeboden),
    "open": (905, maak_openbaar),
}


def rapport_van(code: str) -> Rapportage:
    """The report of Waterstad that stands for `code`; each has an address, whoever may read it."""
    nummer, maak = RAPPORTEN[code]
    plan = Plan.objects.get(slug="plan-jeugd", gemeente__slug="waterstad")
    if (rapport := Rapportage.objects.filter(plan=plan, nummer=nummer).first()) is None:
        rapport = RapportageFactory(plan=plan, nummer=nummer, adres=f"rapport-{nummer}")
        maak(rapport)
    return rapport


def adresdelen(code: str) -> dict[str, str]:
    """What the address of that report, its first version, a file and a letter hold."""
    rapport = rapport_van(code)
    versie = rapport.versies.first()
    return {
        "nummer": str(rapport.nummer),
        "versie": "1",
        "adres": rapport.adres,
        "naam": bestandsnaam_van(versie, "pdf") if versie else "",
        "soort": "raadsinformatiebrief",
        "blok": "maatregelen",
        "thema": str(rapport.plan.themas.earliest("pk").pk),
    }


def nieuw_rapport() -> dict[str, str]:
    """Good input for a new report: over another day each time."""
    dag = kalender.vandaag() - timedelta(days=next(_tel))
    gegeven = {"titel": "Rapport", "peildatum": dag.strftime("%d-%m-%Y")}
    return gegeven | {"vorige": "", "met_namen": "False"}


def invoer_van_rapport(naam: str, rapport: Rapportage) -> dict[str, str]:
    """Good input for a page of a report in the making, by who saw what stands there now."""
    anders = f"Anders dan {next(_tel)}."
    if naam == "rapportage:rapport_update":
        dag = rapport.peildatum.strftime("%d-%m-%Y")
        zelfde = {"peildatum": dag, "was_peildatum": dag, "met_namen": "False"}
        zelfde |= {"was_met_namen": "False", "vorige": "", "was_vorige": ""}
        return zelfde | {"titel": anders, "was_titel": rapport.titel}
    if naam == "rapportage:rapportblok_update":
        blok = rapport.blokken.exclude(thema=None).first()
        return {"tekst": anders, "was_tekst": blok.tekst if blok else ""}
    return {"reden": "Het hoeft niet meer."}


def invoer_van_versie(naam: str, code: str) -> dict[str, str]:
    """Good input for the next version or step of that report, whichever that is by now."""
    rapport = rapport_van(code)
    if naam == "rapportage:rapportversie_create":
        return {"versie": str(versies.volgend_nummer(rapport)), "reden": "Beter."}
    if naam != "rapportage:versiestap_create":
        return invoer_van_rapport(naam, rapport)
    stap = versies.toestand_van(rapport.versies.get()).volgende
    dag = rapport.peildatum.replace(month=5).strftime("%d-%m-%Y")
    return {"stap": stap or "", "orgaan": "college van B en W", "dag": dag}
