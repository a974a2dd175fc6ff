"""How far a report is, in words, and its versions as lists show them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from jeugdhulp.opmaak import datum
from rapportage.choices import OpmaakToestand, VersieSoort
from rapportage.models import Rapportage, Rapportversie


def staat_van(rapport: Rapportage, versies: Sequence[Rapportversie]) -> str:
    """Where it is, by the newest of `versies` (newest first, with `opmaak` and `stappen`). No
    query."""
    if rapport.ingetrokken:
        return "ingetrokken"
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
            "url": reverse(
                "rapportage:rapportversie_detail", args=[gemeente, nummer, versie.nummer]
            ),
            "is_erratum": versie.soort == VersieSoort.ERRATUM,
            "vervangen": hasattr(versie, "vervangen_door"),
            "staat": _stap(versie),
            "stappen": [
                {
                    "naam": capfirst(stap.get_stap_display()),
                    "orgaan": stap.orgaan,
                    "dag": stap.dag,
                    "nummer": stap.nummer,
                }
                for stap in versie.stappen.all()
            ],
        }
        for versie in versies
    ]


def _stap(versie: Rapportversie) -> str:
    stappen = list(versie.stappen.all())
    if stappen:
        return f"{stappen[-1].get_stap_display()} op {datum(stappen[-1].dag)}"
    opmaak = getattr(versie, "opmaak", None)
    if opmaak is not None and opmaak.toestand == OpmaakToestand.MISLUKT:
        return "maken is mislukt"
    return "wordt gemaakt"
