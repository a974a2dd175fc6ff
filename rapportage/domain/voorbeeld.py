"""The invented gemeente with two years of history, made through the domain functions only."""

import json
from datetime import date
from typing import Any

from django.conf import settings

from jeugdhulp import kalender
from jeugdhulp.models import Gemeente
from maatregelen.models import Plan
from rapportage.domain.voorbeeld_agenda import Daad, maak_agenda
from rapportage.domain.voorbeeld_daden import Verteller
from rapportage.domain.voorbeeld_tijd import Rooster, kwartalen_later, verschuif

SLUG = "lindervaart"


class VoorbeeldGeweigerdError(Exception):
    """The story cannot be made here, or not until that day."""


def maak_voorbeeld(seed: int, tot: date) -> Plan:
    """Make Lindervaart with its plan, and its two years up to `tot`; some 500 acts.

    Raises VoorbeeldGeweigerdError when the gemeente exists, invented or not, or when `tot` has yet
    to come. Every act is a transaction of its own: one that fails leaves those before it.
    """
    if tot > kalender.vandaag():
        raise VoorbeeldGeweigerdError("Deze dag moet nog komen; kies vandaag of eerder.")
    _eis_vrij()
    verteller, agenda = _vertel(seed, tot)
    for daad in agenda:
        verteller.doe(daad)
    return verteller.plan


def agenda(seed: int, tot: date) -> list[Daad]:
    """What would happen, in order; nothing is stored."""
    return _vertel(seed, tot)[1]


def _vertel(seed: int, tot: date) -> tuple[Verteller, list[Daad]]:
    rooster = Rooster.maak(seed, tot)
    kwartalen = kwartalen_later(rooster.peildatum(1))
    delen = ("gebeurtenissen", "standen", "rapporten")
    verhaal = {naam: wat for deel in delen for naam, wat in _lees(f"verhaal/{deel}").items()}
    beleid, plan = (verschuif(_lees(naam), kwartalen) for naam in ("beleidsplan", "plan"))
    verteller = Verteller(verhaal, beleid, plan, kwartalen)
    return verteller, maak_agenda(verhaal, plan, rooster)


def _lees(naam: str) -> Any:
    bestand = settings.BASE_DIR / "fixtures" / SLUG / f"{naam}.json"
    return json.loads(bestand.read_text(encoding="utf-8"))


def _eis_vrij() -> None:
    gemeente = Gemeente.objects.filter(slug=SLUG).first()
    if gemeente is None:
        return
    if not gemeente.voorbeeld:
        raise VoorbeeldGeweigerdError(
            f"{gemeente} is hier geen verzonnen gemeente. Het voorbeeld raakt haar niet aan."
        )
    raise VoorbeeldGeweigerdError(f"{gemeente} staat al in deze database. Er is niets veranderd.")
