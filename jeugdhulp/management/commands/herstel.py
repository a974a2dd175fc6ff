"""`manage.py herstel IN`: put a backup back, whole and proven, or not at all."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, connection

from jeugdhulp import logboek
from jeugdhulp.domain.reservekopie.herstellen import Opdracht, Verslag, herstel
from jeugdhulp.domain.reservekopie.manifest import Kop, ReservekopieFout
from jeugdhulp.management.opdracht import SchrijvendeOpdracht


def kop(tekst: str) -> Kop:
    """A chain head kept elsewhere."""
    try:
        return Kop.lees(tekst)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{tekst}” is geen kop; schrijf SLUG:VOLGNUMMER:HASH, zoals in een rapport staat"
        ) from None


def slugs(tekst: str) -> frozenset[str]:
    """ "een,twee" as a set."""
    return frozenset(deel.strip() for deel in tekst.split(",") if deel.strip())


class Command(SchrijvendeOpdracht):
    """Restore into an empty database, or in the place of one that is named."""

    help = "Zet een reservekopie terug, heel of helemaal niet, en controleert het logboek."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("bron", metavar="in", type=Path, help="de reservekopie")
        parser.add_argument(
            "--kop",
            action="append",
            type=kop,
            default=[],
            help="een kop die buiten is bewaard, SLUG:VOLGNUMMER:HASH; mag meer keren",
        )
        parser.add_argument(
            "--vervang",
            type=slugs,
            metavar="SLUGS",
            help="de database is niet leeg en mag weg; typ de slugs van alle gemeenten erin",
        )
        parser.add_argument(
            "--aanvaard-verlies",
            action="store_true",
            help="ook als een --kop van na de reservekopie is",
        )
        parser.add_argument("--reden", default="", help="waarom; komt in het logboek")

    def handle(self, *args: Any, **options: Any) -> None:
        opdracht = Opdracht(
            door=options["door"],
            reden=options["reden"],
            kanaal=logboek.opdrachtregel(),
            koppen=options["kop"],
            vervang=options["vervang"],
            aanvaard_verlies=options["aanvaard_verlies"],
        )
        try:
            verslag = herstel(options["bron"], opdracht)
        except ReservekopieFout as fout:
            raise CommandError(f"{fout} Er is niets veranderd.") from None
        except DatabaseError as fout:
            melding = str(fout).strip().splitlines()[0]
            raise CommandError(f"De database weigert: {melding}. Er is niets veranderd.") from None
        self._vertel(verslag)
        call_command(
            "controleer_logboek", kop=verslag.manifest.inventaris.koppen, stdout=self.stdout
        )

    def _vertel(self, verslag: Verslag) -> None:
        manifest = verslag.manifest
        self.stdout.write(
            f"Hersteld: de reservekopie van {manifest.moment}, versie {manifest.versie},"
            f" {sum(manifest.inventaris.rijen.values())} rijen. Iedereen moet zich opnieuw"
            " aanmelden."
        )
        if verslag.bijgewerkt:
            self.stdout.write(f"Bijgewerkt naar deze versie: {', '.join(verslag.bijgewerkt)}.")
        if verslag.overgeslagen:
            self.stdout.write(
                f"Overgeslagen, niet van deze toepassing: {', '.join(verslag.overgeslagen)}."
            )
        if connection.vendor == "postgresql":
            self.stdout.write(
                "Werkt de toepassing met een eigen rol? Geef die opnieuw rechten:"
                " manage.py geef_rechten --rol NAAM"
            )
