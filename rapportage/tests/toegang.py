"""The reports that the table of access is about; not there before a test asks for one."""

from collections.abc import Callable

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
    }


def invoer_van_versie(naam: str, code: str) -> dict[str, str]:
    """Good input for the next version or step of that report, whichever that is by now."""
    rapport = rapport_van(code)
    if naam == "rapportage:rapportversie_create":
        return {"versie": str(versies.volgend_nummer(rapport)), "reden": "Beter."}
    if naam != "rapportage:versiestap_create":
        return {}
    stap = versies.toestand_van(rapport.versies.get()).volgende
    dag = rapport.peildatum.replace(month=5).strftime("%d-%m-%Y")
    return {"stap": stap or "", "orgaan": "college van B en W", "dag": dag}
