"""`manage.py verwerk_taken`: all timed work, once; for cron or a systemd timer."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jeugdhulp import taken

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Do what is due; safe to run twice, or twice at once. Exit 1 when a task failed."""

    help = "Doet het werk dat op tijd moet gebeuren. Twee keer starten kan geen kwaad."

    def handle(self, *args: Any, **options: Any) -> None:
        mislukt = []
        for verslag in taken.verwerk():
            self.stdout.write(f"{verslag.naam}: {verslag.tekst}.")
            if verslag.fout:
                log.error("taak mislukt: %s", verslag.naam, exc_info=verslag.fout)
                mislukt.append(verslag.naam)
        if mislukt:
            raise CommandError(f"Niet gelukt: {', '.join(mislukt)}. Zie het log.", returncode=1)
