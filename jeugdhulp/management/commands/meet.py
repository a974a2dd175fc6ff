"""`manage.py meet`: what `make bench` runs, on an empty database of its own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import autodiscover_modules

from jeugdhulp.meten import Omvang, metingen
from jeugdhulp.models import Gemeente


class Command(BaseCommand):
    """Measure all that is registered, and print one table."""

    help = "Meet hoe snel de toepassing is en zet dat naast de merken. Alleen op een lege database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--maatregelen", type=int, default=500, help="in het grote plan")
        parser.add_argument("--regels", type=int, default=200_000, help="in de lange keten")
        parser.add_argument("--alleen", nargs="*", default=[], help="namen van metingen")

    def handle(self, *args: Any, **options: Any) -> None:
        if Gemeente.objects.exists():
            raise CommandError("Deze database is niet leeg. Gebruik make bench.")
        autodiscover_modules("metingen")
        gekozen = options["alleen"] or list(metingen())
        if onbekend := set(gekozen) - set(metingen()):
            bekend = ", ".join(metingen())
            raise CommandError(f"Onbekend: {', '.join(onbekend)}. Kies uit: {bekend}.")
        omvang = Omvang(options["maatregelen"], options["regels"])
        self.stdout.write(f"{omvang.maatregelen} maatregelen, {omvang.regels} regels\n\n")
        self._rij("wat", "gemeten", "merk", "")
        for naam in gekozen:
            for uitslag in metingen()[naam](omvang):
                oordeel = {None: "", True: "gehaald", False: "GEMIST"}[uitslag.gehaald]
                self._rij(uitslag.wat, uitslag.gemeten, uitslag.merk, oordeel)

    def _rij(self, wat: str, gemeten: str, merk: str, oordeel: str) -> None:
        self.stdout.write(f"{wat:<66} {gemeten:<32} {merk:<12} {oordeel}".rstrip())
        self.stdout.flush()
