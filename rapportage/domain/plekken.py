"""Where the texts of reports stand, for `afschermen`."""

from typing import Any

from django.db import models

from jeugdhulp import kalender
from jeugdhulp.domain import plekken
from jeugdhulp.domain.afschermen import Bereik, Plek, Verslag
from jeugdhulp.wissen import AFGESCHERMD
from rapportage.models import Rapportage, Rapportblok, Rapportversie, Versiestap
from rapportage.models.publicatie import STAP_AFSCHERMBAAR, VERSIE_AFSCHERMBAAR


def _onder_slot(
    model: type[models.Model], velden: tuple[str, ...], naar_gemeente: str, naam: str
) -> Plek:
    """The texts of an insert-only table: each that changes becomes the mark. None of a plan alone:
    a report is a record of its own, with its own term."""

    def rijen(bereik: Bereik) -> models.QuerySet[Any]:
        gevonden = model._base_manager.filter(**{naar_gemeente: bereik.gemeente})
        return gevonden.none() if bereik.onderwerp else gevonden.order_by("pk")

    def wis(rij: Any, nieuw: dict[str, Any], verslag: Verslag) -> None:
        gewist = dict.fromkeys(nieuw, AFGESCHERMD)
        model._base_manager.filter(pk=rij.pk).update(afgeschermd_op=kalender.nu(), **gewist)

    return Plek(
        naam=naam,
        rijen=rijen,
        lees=lambda rij: {veld: getattr(rij, veld) for veld in velden},
        noem=str,
        wis=wis,
    )


PLEKKEN = (
    *plekken.gevolgd(Rapportage, "gemeente"),
    *plekken.gevolgd(Rapportblok, "rapportage__gemeente"),
    _onder_slot(
        Rapportversie, VERSIE_AFSCHERMBAAR, "rapportage__gemeente", "versies van rapporten"
    ),
    _onder_slot(
        Versiestap,
        STAP_AFSCHERMBAAR,
        "versie__rapportage__gemeente",
        "stappen van versies van rapporten",
    ),
)
