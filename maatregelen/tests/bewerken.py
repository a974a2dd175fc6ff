"""What tests of the forms of a sheet share: the last line, and what a form would send as it is."""

from typing import Any

from django.http import HttpResponse

from jeugdhulp import logboek
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.lezen import elementen
from maatregelen.models import Plan
from maatregelen.tests.factories import in_handeling

BLAD = "/waterstad/plan-jeugd/maatregelen/1a/"


def regels() -> list[dict[str, Any]]:
    """The lines of the last act in Waterstad, in their order."""
    van_waterstad = Gebeurtenis.objects.filter(gemeente__slug="waterstad").order_by("volgnummer")
    handeling = van_waterstad.last().handeling  # type: ignore[union-attr]
    delen = ("onderwerp", "voor", "na", "reden")
    return [
        {"soort": regel.soort} | {deel: regel.gegevens[deel] for deel in delen}
        for regel in van_waterstad.filter(handeling=handeling)
    ]


def ingevuld(antwoord: HttpResponse) -> dict[str, str]:
    """What a browser would send when she touches nothing."""
    velden = {
        veld.get("name"): veld.get("value", "")
        for veld in elementen(antwoord, ".deelform input[name]")
    }
    velden |= {
        veld.get("name"): (veld.text or "").removeprefix("\n")
        for veld in elementen(antwoord, ".deelform textarea")
    }
    for keuze in elementen(antwoord, ".deelform select"):
        gekozen = [optie for optie in keuze.iter("option") if optie.get("selected") is not None]
        velden[keuze.get("name")] = gekozen[0].get("value", "") if gekozen else ""
    return velden


def stel_vast(plan: Plan) -> None:
    """The plan is vastgesteld from now on."""
    with in_handeling():
        plan.stadium = "vastgesteld"
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))
