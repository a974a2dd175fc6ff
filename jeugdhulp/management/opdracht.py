"""What all commands share: who does it, and for which gemeente."""

import argparse
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jeugdhulp.clientnummer import maskeer, vind_clientnummer
from jeugdhulp.kalender import LAATSTE, VROEGSTE
from jeugdhulp.models import Gebruiker, Gemeente


class SchrijvendeOpdracht(BaseCommand):
    """A command that writes: it says with `--door` in whose name; without it acts the system."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--door", help="gebruikersnaam van wie dit doet; leeg: het systeem", default=""
        )

    def gebruiker(self, naam: str) -> Gebruiker | None:
        if not naam:
            return None
        if gebruiker := Gebruiker.objects.filter(username=naam, is_active=True).first():
            return gebruiker
        raise CommandError(f"Er is geen gebruiker “{maskeer(naam)}”. Kijk de naam na bij --door.")


def gemeente_met(slug: str) -> Gemeente:
    """The gemeente with this slug; CommandError, naming those there are, when there is none."""
    if gemeente := Gemeente.objects.filter(slug=slug).first():
        return gemeente
    bekend = ", ".join(Gemeente.objects.values_list("slug", flat=True)) or "nog geen"
    raise CommandError(f"Er is geen gemeente “{maskeer(slug)}”. Bekend: {bekend}.", returncode=2)


def eis_bestandsnaam(bestand: Path) -> None:
    """CommandError when the name of a file, or a folder above it, holds a client number."""
    if vind_clientnummer(str(bestand)):
        raise CommandError(
            f"{maskeer(str(bestand))}: in deze naam staat een getal van negen cijfers dat een"
            " burgerservicenummer kan zijn. Geef het bestand een andere naam."
        )


def dag(tekst: str) -> date:
    """A day on the command line, as 2019-03-31."""
    try:
        gelezen = date.fromisoformat(tekst)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{maskeer(tekst)}” is geen dag; schrijf 2019-03-31"
        ) from None
    if not VROEGSTE <= gelezen <= LAATSTE:
        raise argparse.ArgumentTypeError("kies een dag van 1990 tot en met 2099")
    return gelezen
