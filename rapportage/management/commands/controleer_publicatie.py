"""`manage.py controleer_publicatie BESTAND`: is this file of a report ours, and does it count?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jeugdhulp.opmaak import datum
from rapportage.choices import Stap
from rapportage.domain.herkennen import Herkend, herken
from rapportage.models import Rapportversie

NIET_VAN_ONS, FOUTE_OPDRACHT, VERVANGEN = 1, 2, 3


class Command(BaseCommand):
    """Hold a file against what was published. Exit 0: ours, and the version that counts; 1: not
    ours, or changed; 2: the command itself was wrong; 3: ours, but replaced or withdrawn."""

    help = (
        "Zegt of een bestand (pdf, werkblad of tabel) van een rapport hier is gemaakt, van welke"
        " versie, en of er een nieuwere is. Eindigt met 0 als het van ons is en nog geldt, met 1"
        " als het niet van ons is of is veranderd, met 2 als de opdracht niet klopt, en met 3 als"
        " er een nieuwere versie of een erratum is, of als het rapport is ingetrokken."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", type=Path, help="het bestand dat u hebt")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            inhoud = options["bestand"].read_bytes()
        except OSError as fout:
            raise CommandError(
                f"Dit bestand is niet te lezen ({fout.strerror}).", returncode=FOUTE_OPDRACHT
            ) from None
        herkend = herken(inhoud)
        if herkend is None:
            raise CommandError("Dit bestand is niet van ons.", returncode=NIET_VAN_ONS)
        naam = _naam(herkend.versie)
        if herkend.veranderd:
            raise CommandError(
                f"Dit bestand lijkt op {naam}, maar is veranderd.", returncode=NIET_VAN_ONS
            )
        self.stdout.write(f"Dit bestand is van ons: {naam}.")
        for zin in _stappen(herkend.versie):
            self.stdout.write(f"- {zin}")
        if bezwaar := _bezwaar(herkend):
            raise CommandError(bezwaar, returncode=VERVANGEN)
        self.stdout.write("Er is geen nieuwere versie.")


def _naam(versie: Rapportversie) -> str:
    rapportage = versie.rapportage
    return (
        f"versie {versie.nummer} van “{rapportage.titel}” van {rapportage.gemeente}, per"
        f" {datum(rapportage.peildatum)}"
    )


def _stappen(versie: Rapportversie) -> Iterator[str]:
    for stap in versie.stappen.all():
        door = f", {stap.orgaan}" if stap.orgaan else ""
        nummer = f", nummer {stap.nummer}" if stap.nummer else ""
        yield f"{Stap(stap.stap).label}: {datum(stap.dag)}{door}{nummer}"


def _bezwaar(herkend: Herkend) -> str:
    """Why this file does not count any more; "" when it does."""
    zinnen = []
    if herkend.weg:
        zinnen.append("Er zijn woorden uit weggehaald; dit bestand geven wij niet meer.")
    if herkend.opvolger is not None:
        soort = "een erratum" if herkend.opvolger.vervangt_id else "een nieuwere versie"
        reden = f" ({herkend.opvolger.reden.rstrip('.')})" if herkend.opvolger.reden else ""
        zinnen.append(f"Er is {soort}: versie {herkend.opvolger.nummer}{reden}.")
    if herkend.versie.rapportage.ingetrokken:
        zinnen.append("Het rapport is ingetrokken.")
    return " ".join(zinnen)
