"""`manage.py maak_beheerder NAAM --gemeente SLUG`: the first user of a gemeente."""

import getpass
import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jeugdhulp.domain.begin import AlBegonnenError, maak_beheerder
from jeugdhulp.management.opdracht import gemeente_met


class Command(BaseCommand):
    """Make the first beheerder; she gives others their rights on screen."""

    help = "Maakt de eerste beheerder van een gemeente. Vraagt om een wachtwoord."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("naam", help="de gebruikersnaam")
        parser.add_argument("--gemeente", required=True, metavar="SLUG")
        parser.add_argument("--voornaam", required=True)
        parser.add_argument("--achternaam", required=True)
        parser.add_argument("--mail", required=True, help="het mailadres")

    def handle(self, *args: Any, **options: Any) -> None:
        gemeente = gemeente_met(options["gemeente"])
        try:
            maak_beheerder(
                gemeente,
                naam=options["naam"],
                voornaam=options["voornaam"],
                achternaam=options["achternaam"],
                mail=options["mail"],
                wachtwoord=_vraag_wachtwoord(),
            )
        except AlBegonnenError:
            raise CommandError(
                f"{gemeente} heeft al een beheerder. Die nodigt anderen uit, op het scherm."
            ) from None
        except ValidationError as fout:
            raise CommandError(" ".join(fout.messages)) from None
        self.stdout.write(f"{options['naam']} is nu beheerder van {gemeente}.")


def _vraag_wachtwoord() -> str:
    """Typed twice and unseen; or the first line of what is piped in. Never an argument: a command
    line is for all to see, and is kept in the shell's history."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    wachtwoord = getpass.getpass("Wachtwoord: ")
    if wachtwoord != getpass.getpass("Nog een keer: "):
        raise CommandError("Dat was niet twee keer hetzelfde.")
    return wachtwoord
