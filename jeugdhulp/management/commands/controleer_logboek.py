"""`manage.py controleer_logboek`: is the trail what it was when it was written?"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jeugdhulp.controle import Uitkomst, controleer_gemeente, controleer_sloten, uitleg
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
    """Verify every chain, and say what was verified. Exit 0: all is good; 1: something is wrong,
    the first of it is named; 2: the command itself was wrong."""

    help = (
        "Controleert het logboek van elke gemeente, regel voor regel. Eindigt met 0 als alles"
        " klopt, met 1 als er iets niet klopt, en met 2 als de opdracht zelf niet klopt."
    )

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
        self.stdout.write("Gecontroleerd wordt:")
        for wat in uitleg():
            self.stdout.write(f"- {wat};")
        self.stdout.write("")
        fouten = 0
        for gemeente in Gemeente.objects.all():
            uitkomst = controleer_gemeente(gemeente, koppen[gemeente.slug])
            fouten += bool(uitkomst.fout)
            for zin in _zinnen(uitkomst, len(koppen[gemeente.slug])):
                self.stdout.write(zin)
        if ontbreekt := controleer_sloten():
            self.stdout.write(f"Niet op slot: {', '.join(ontbreekt)}. Draai manage.py migrate.")
        if fouten or ontbreekt:
            raise CommandError("Het logboek klopt niet.", returncode=1)
        self.stdout.write("Het logboek klopt: elke regel is zoals die is geschreven.")


def _zinnen(uitkomst: Uitkomst, koppen: int) -> Iterator[str]:
    if uitkomst.fout:
        yield f"{uitkomst.gemeente}: FOUT: {uitkomst.fout}."
        if uitkomst.regel:
            yield f"  Deze regel zegt van zichzelf: {uitkomst.regel}. De regels ervoor kloppen."
        return
    vernietigd = (
        f", van {uitkomst.vernietigd} is de inhoud vernietigd" if uitkomst.vernietigd else ""
    )
    woord = "kop klopt" if koppen == 1 else f"koppen kloppen alle {koppen}"
    opgegeven = f", de opgegeven {woord}" if koppen else ""
    yield (
        f"{uitkomst.gemeente}: {uitkomst.regels} regels gelezen{vernietigd}{opgegeven};"
        f" kop {uitkomst.gemeente}:{uitkomst.regels}:{uitkomst.kop}"
    )
