"""`manage.py maak_voorbeeld --seed S [--tot DAG]`: the invented gemeente with its history."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jeugdhulp import kalender
from jeugdhulp.management.opdracht import dag
from rapportage.domain.voorbeeld import VoorbeeldGeweigerdError, maak_voorbeeld


class Command(BaseCommand):
    """Make Lindervaart: the same seed and day give the same story."""

    help = "Maakt de verzonnen gemeente Lindervaart, met een plan en twee jaar geschiedenis."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, required=True, help="een getal, zoals 1")
        parser.add_argument(
            "--tot", type=dag, default=None, help="de laatste dag, zoals 2026-03-31; anders vandaag"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tot = options["tot"] or kalender.vandaag()
        try:
            plan = maak_voorbeeld(options["seed"], tot)
        except VoorbeeldGeweigerdError as fout:
            raise CommandError(str(fout)) from None
        self.stdout.write(f"Gemaakt: {plan.titel}, tot en met {kalender.datum_voluit(tot)}.")
