"""`manage.py maak_gemeente SLUG --naam NAAM`: a gemeente that is going to work with this."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from jeugdhulp import logboek
from jeugdhulp.choices import GemeenteSoort
from jeugdhulp.domain.begin import maak_gemeente
from jeugdhulp.management.opdracht import SchrijvendeOpdracht


class Command(SchrijvendeOpdracht):
    """Make a gemeente."""

    help = "Maakt een gemeente, of een samenwerking van gemeenten."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("slug", help="het deel van het webadres, zoals het-hogeland")
        parser.add_argument("--naam", required=True, help="zoals de gemeente zich noemt")
        parser.add_argument("--cbs-code", default="", help="vier cijfers, zoals 1966")
        parser.add_argument("--samenwerking", action="store_true", help="van meer gemeenten samen")

    def handle(self, *args: Any, **options: Any) -> None:
        soort = GemeenteSoort.SAMENWERKING if options["samenwerking"] else GemeenteSoort.GEMEENTE
        try:
            gemeente = maak_gemeente(
                options["slug"],
                options["naam"],
                cbs_code=options["cbs_code"],
                soort=soort,
                door=self.gebruiker(options["door"]),
                kanaal=logboek.opdrachtregel(),
            )
        except ValidationError as fout:
            raise CommandError(" ".join(fout.messages)) from None
        self.stdout.write(f"{gemeente.naam} is gemaakt, met adres /{gemeente.slug}/.")
