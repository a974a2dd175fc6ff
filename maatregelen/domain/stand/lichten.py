"""Which lights a plan gives, how it calls them, and from where oranje becomes rood."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from jeugdhulp.vrijetekst import fouten_in
from maatregelen.domain import wijzigen
from maatregelen.domain.maatregel import bladrij
from maatregelen.models import Plan

KOLOMMEN = ("aspecten", "drempel_kwartalen", "drempel_procent")
MEESTE = {"drempel_kwartalen": 20, "drempel_procent": 100}


def wijzig_lichten(
    plan: Plan,
    waarden: Mapping[str, Any],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
) -> Plan:
    """Give columns of `KOLOMMEN` of a plan another value. Standen that are there stay as they are,
    with the lights and the computed lights of their own day.

    IntussenAndersError when one of `gezien` is not so any more; ValidationError without a reason,
    without a light, for a threshold out of range, for two lights of one name, or when nothing
    changes.
    """
    bladrij.eis_kolommen(waarden, KOLOMMEN)
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(plan, "gemeente")
        wijzigen.eis_reden(handeling.reden, "de lichten van het plan")
        wijzigen.eis_ongewijzigd(rij, gezien or {})
        _eis_binnen(waarden)
        anders = [veld for veld, waarde in waarden.items() if getattr(rij, veld) != waarde]
        if not anders:
            raise ValidationError("Er is niets veranderd.")
        voor = _verteld(rij, anders)
        for veld in anders:
            setattr(rij, veld, waarden[veld])
        wijzigen.bewaar(rij, *anders)
        _eis_eigen_namen(rij)
        wijzigen.schrijf("lichten gewijzigd", rij, voor=voor, na=_verteld(rij, anders))
    return rij


def _eis_binnen(waarden: Mapping[str, Any]) -> None:
    fouten = {
        veld: f"Kies een getal van 0 tot en met {meeste}."
        for veld, meeste in MEESTE.items()
        if not 0 <= waarden.get(veld, 0) <= meeste
    }
    if fouten:
        raise ValidationError(fouten)


def _eis_eigen_namen(plan: Plan) -> None:
    """Two lights of one name cannot be told apart; nor one that is called as the total is."""
    namen = [rij["naam"].strip().casefold() for rij in plan.aspecten]
    if geweigerd := fouten_in({"aspecten": [rij["naam"] for rij in plan.aspecten]}):
        raise ValidationError(geweigerd)
    if len({*namen, "totaal"}) <= len(namen):
        raise ValidationError(
            {"aspecten": "Geef elk licht een eigen naam. ‘Totaal’ is al de naam van het geheel."}
        )


def _verteld(plan: Plan, kolommen: list[str]) -> dict[str, Any]:
    """As people read it."""
    namen = [
        rij["naam"] if rij["naam"].lower() == rij["aspect"] else f"{rij['naam']} ({rij['aspect']})"
        for rij in plan.aspecten
    ]
    kwartalen = plan.drempel_kwartalen
    alles: dict[str, tuple[str, Any]] = {
        "aspecten": ("lichten", namen),
        "drempel_kwartalen": (
            "einde schuift op",
            f"rood boven {kwartalen} {'kwartaal' if kwartalen == 1 else 'kwartalen'}",
        ),
        "drempel_procent": ("verwachte uitgaven", f"rood boven {plan.drempel_procent}%"),
    }
    return dict(alles[kolom] for kolom in kolommen)
