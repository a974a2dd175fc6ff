"""`manage.py laad_plan BESTAND --gemeente SLUG`: a plan or beleidsplan in the exchange format."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from jeugdhulp import logboek
from jeugdhulp.management.opdracht import SchrijvendeOpdracht, eis_bestandsnaam, gemeente_met
from jeugdhulp.models import Gemeente
from maatregelen.domain.uitwisselen.laden import laad, laad_werkmap
from maatregelen.domain.uitwisselen.uitwisseling import OngeldigPlanError, lees_json
from maatregelen.models import Beleidsplan, Plan


class Command(SchrijvendeOpdracht):
    """Load one plan or beleidsplan: all of it, or nothing and every fault named."""

    help = (
        "Laadt een plan of beleidsplan uit een bestand in het uitwisselformaat"
        " (docs/uitwisselformaat.md): json of xlsx."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("bestand", type=Path)
        parser.add_argument(
            "--gemeente", required=True, help="adres van de gemeente, zoals in de URL"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        bestand: Path = options["bestand"]
        eis_bestandsnaam(bestand)
        try:
            geladen = _laad(
                bestand,
                gemeente_met(options["gemeente"]),
                door=self.gebruiker(options["door"]),
                kanaal=logboek.opdrachtregel(),
            )
        except OngeldigPlanError as fout:
            regels = "\n".join(f"  {bevinding}" for bevinding in fout.bevindingen)
            raise CommandError(f"{bestand}: er is niets geladen.\n{regels}") from None
        if isinstance(geladen, Plan):
            aantal = f"{geladen.maatregelen.count()} maatregelen"
        else:
            aantal = f"{geladen.doelen.count()} doelen"
        self.stdout.write(f"{geladen.titel}: {aantal} geladen.")


def _laad(bestand: Path, gemeente: Gemeente, **wie: Any) -> Plan | Beleidsplan:
    """Load a file by what its name ends with; CommandError when it cannot be read at all."""
    try:
        inhoud = bestand.read_bytes()
        if bestand.suffix.lower() == ".xlsx":
            return laad_werkmap(inhoud, gemeente, **wie)
        gegevens = lees_json(inhoud.decode("utf-8"))
    except OSError as fout:
        raise CommandError(f"{bestand}: dit bestand is niet te lezen ({fout.strerror}).") from None
    except (ValueError, RecursionError) as fout:
        raise CommandError(f"{bestand}: dit is geen JSON in UTF-8 ({fout}).") from None
    return laad(gegevens, gemeente, **wie)
