"""`manage.py bewaar UIT`: a backup of the whole database in one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from jeugdhulp.domain.reservekopie.bestand import sha256_van
from jeugdhulp.domain.reservekopie.bewaren import bewaar
from jeugdhulp.domain.reservekopie.manifest import ReservekopieFout


class Command(BaseCommand):
    """Make a backup and print what has to be kept elsewhere."""

    help = "Maakt een reservekopie van de hele database in één bestand, terwijl ieder doorwerkt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("uit", type=Path, help="het bestand om te schrijven; bestaat nog niet")

    def handle(self, *args: Any, **options: Any) -> None:
        uit: Path = options["uit"].absolute()
        try:
            manifest = bewaar(uit)
        except (ReservekopieFout, DatabaseError) as fout:
            raise CommandError(str(fout)) from None
        rijen = sum(manifest.inventaris.rijen.values())
        self.stdout.write(
            f"{uit}: {rijen} rijen uit {len(manifest.inventaris.rijen)} tabellen,"
            f" {uit.stat().st_size // 1024} kB.\n\n"
            "Bewaar deze regels op een andere plek dan het bestand. Zij staan ook in het"
            " systeemlog.\nDaarmee toont u later aan dat niemand de kopie heeft veranderd.\n"
        )
        for kop in manifest.inventaris.koppen:
            self.stdout.write(f"  kop     {kop}")
        self.stdout.write(f"  sha256  {sha256_van(uit)}")
        self.stdout.write(
            "\nDe geheime sleutels van de server zitten er niet in: bewaar die apart"
            " (docs/beheer.md)."
        )
