"""`manage.py maak_rapport GEMEENTE PLAN --soort voortgang --peildatum D --pdf UIT`."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from jeugdhulp import kalender, logboek
from jeugdhulp.clientnummer import maskeer
from jeugdhulp.management.opdracht import (
    SchrijvendeOpdracht,
    dag,
    eis_bestandsnaam,
    gemeente_met,
)
from jeugdhulp.rechten import rolnamen
from maatregelen.domain.overzicht import peildatum_van
from maatregelen.models import Plan
from rapportage.domain.rapporten import SOORTEN, maak_voortgangsrapportage


class Command(SchrijvendeOpdracht):
    """Make a report as PDF."""

    help = "Maakt een rapport als toegankelijke pdf."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("gemeente")
        parser.add_argument("plan")
        parser.add_argument("--soort", choices=sorted(SOORTEN), required=True)
        parser.add_argument("--peildatum", type=dag, help="leeg: vandaag, of de laatste stand")
        parser.add_argument("--pdf", type=Path, required=True, help="het bestand om te schrijven")
        parser.add_argument(
            "--werkversie", action="store_true", help="ook standen die nog niet bevestigd zijn"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        gemeente = gemeente_met(options["gemeente"])
        plannen = Plan.objects.select_related("gemeente").filter(gemeente=gemeente)
        plan = plannen.filter(slug=options["plan"]).first()
        if plan is None:
            bekend = ", ".join(plannen.values_list("slug", flat=True)) or "nog geen"
            gevraagd = maskeer(options["plan"])
            raise CommandError(f"{gemeente} heeft geen plan “{gevraagd}”. Bekend: {bekend}.")
        eis_bestandsnaam(options["pdf"])
        _eis_schrijfbaar(options["pdf"])
        door = self.gebruiker(options["door"])
        rapport = maak_voortgangsrapportage(
            plan,
            options["peildatum"]
            or peildatum_van(plan, kalender.vandaag(), alleen_bevestigd=not options["werkversie"]),
            door=door,
            opgesteld_door=(door and ", ".join(rolnamen(door, gemeente.pk))) or "het systeem",
            werkversie=options["werkversie"],
            kanaal=logboek.opdrachtregel(),
        )
        options["pdf"].write_bytes(rapport.pdf)
        self.stdout.write(f"{options['pdf']}: {len(rapport.pdf) // 1024} kB geschreven.")


def _eis_schrijfbaar(bestand: Path) -> None:
    """Before the report is made: the logboek should not tell of one that nobody got."""
    if bestand.is_dir() or not os.access(bestand if bestand.exists() else bestand.parent, os.W_OK):
        raise CommandError(f"{bestand}: hier mag of kan niet worden geschreven.")
