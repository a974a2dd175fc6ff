"""`manage.py controleer_logboek`: is the trail what it was when it was written?"""

import argparse
from collections import defaultdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jeugdhulp.controle import Uitkomst, controleer_gemeente, controleer_sloten
from jeugdhulp.management.opdracht import gemeente_met
from jeugdhulp.models import Gemeente

Kop = tuple[str, int, str]


def kop(tekst: str) -> Kop:
    """A chain head kept elsewhere: SLUG:VOLGNUMMER:HASH."""
    try:
        slug, volgnummer, hash_ = tekst.split(":")
        if int(volgnummer) < 1:
            raise ValueError(volgnummer)
        return slug, int(volgnummer), hash_
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{tekst}” is geen kop; schrijf SLUG:VOLGNUMMER:HASH, zoals in een rapport staat"
        ) from None


class Command(BaseCommand):
    """Verify every chain; exit 1 and the first bad line when one is broken."""

    help = "Controleert het logboek van elke gemeente, regel voor regel. Stopt met 1 bij een fout."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--kop",
            action="append",
            type=kop,
            default=[],
            help="een kop uit een rapport, SLUG:VOLGNUMMER:HASH; mag meer keren",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        koppen: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for slug, volgnummer, hash_ in options["kop"]:
            koppen[gemeente_met(slug).slug].append((volgnummer, hash_))
        uitkomsten = [
            controleer_gemeente(gemeente, koppen[gemeente.slug])
            for gemeente in Gemeente.objects.all()
        ]
        for uitkomst in uitkomsten:
            self.stdout.write(_zin(uitkomst))
        fouten = [uitkomst for uitkomst in uitkomsten if uitkomst.fout]
        ontbreekt = controleer_sloten()
        if ontbreekt:
            self.stdout.write(f"Niet op slot: {', '.join(ontbreekt)}. Draai manage.py migrate.")
        if fouten or ontbreekt:
            raise CommandError("Het logboek klopt niet.", returncode=1)
        self.stdout.write("Het logboek klopt: elke regel is zoals die is geschreven.")


def _zin(uitkomst: Uitkomst) -> str:
    if uitkomst.fout:
        return f"{uitkomst.gemeente}: FOUT: {uitkomst.fout}."
    vernietigd = (
        f", van {uitkomst.vernietigd} is de inhoud vernietigd" if uitkomst.vernietigd else ""
    )
    return (
        f"{uitkomst.gemeente}: {uitkomst.regels} regels gelezen{vernietigd};"
        f" kop {uitkomst.gemeente}:{uitkomst.regels}:{uitkomst.kop}"
    )
