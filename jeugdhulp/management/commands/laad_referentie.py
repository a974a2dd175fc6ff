"""`manage.py laad_referentie`: the public lists that every gemeente shares."""

from typing import Any

from jeugdhulp.domain.referentie import laad_gemeentecodes
from jeugdhulp.management.opdracht import SchrijvendeOpdracht


class Command(SchrijvendeOpdracht):
    """Load reference data; a second time changes nothing."""

    help = "Laadt de lijsten die alle gemeenten delen. Nog een keer draaien kan geen kwaad."

    def handle(self, *args: Any, **options: Any) -> None:
        self.gebruiker(options["door"])
        nieuw, anders = laad_gemeentecodes()
        self.stdout.write(f"Gemeentecodes van het CBS: {nieuw} nieuw, {anders} gewijzigd.")
