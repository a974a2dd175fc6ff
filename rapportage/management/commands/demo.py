"""`manage.py demo`: everything for a first look, on this machine only. `make demo` runs it."""

import logging
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jeugdhulp import taken
from rapportage.domain import demo, opmaken

log = logging.getLogger(__name__)
# Seconds between two rounds of timed work.
TUSSENPOOS = 3


class Command(BaseCommand):
    """Migrate, load, print users, and serve on 127.0.0.1."""

    help = "Start de demo op deze machine, met de echte plannen en een gebruiker per rol."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--poort", type=int, default=8000)
        parser.add_argument("--alleen-laden", action="store_true", help="start geen server")
        parser.add_argument(
            "--werk-voor", type=int, default=0, help="doe het werk op tijd zolang dit proces leeft"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Zet JEUGDHULP_DEMO=1, of gebruik make demo.")
        if options["werk_voor"]:
            _werk_zolang(options["werk_voor"])
            return
        settings.DATA_DIR.mkdir(exist_ok=True)
        settings.DATA_DIR.chmod(0o700)
        if not options["alleen_laden"]:
            _eis_vrij(options["poort"])
        call_command("migrate", verbosity=0)
        for plan in demo.laad_plannen():
            self.stdout.write(f"Geladen: {plan.titel}, {plan.gemeente}.")
        try:
            wachtwoorden = demo.maak_gebruikers(settings.DATA_DIR / "demo-gebruikers.json")
        except demo.DemoGeweigerdError as fout:
            raise CommandError(str(fout)) from None
        self._toon(wachtwoorden, options["poort"])
        if not options["alleen_laden"]:
            # For both: a mail leads to where the pages are.
            os.environ.setdefault("JEUGDHULP_ADRES", f"http://127.0.0.1:{options['poort']}")
            _start_werk()
            _dien(options["poort"])

    def _toon(self, wachtwoorden: dict[str, str], poort: int) -> None:
        self.stdout.write(f"\nOpen http://127.0.0.1:{poort}/ en meld u aan als een van deze:\n\n")
        for naam, wachtwoord in wachtwoorden.items():
            self.stdout.write(f"  {naam:<16} {wachtwoord}")
        self.stdout.write("\nRapporten worden na het starten gemaakt; dat duurt een halve minuut.")
        self.stdout.write("Mails komen als tekst in .data/mail. Stoppen met Ctrl-C.\n")
        self.stdout.flush()


def _eis_vrij(poort: int) -> None:
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind(("127.0.0.1", poort))
        except (OSError, OverflowError):
            raise CommandError(
                f"Poort {poort} is niet vrij. Kies een andere: make demo PORT={poort % 60000 + 123}"
            ) from None


def _werk_zolang(server: int) -> None:
    """The timed work of the demo, in place of a timer: again and again while our parent is still
    the server. What an earlier demo left half done, nobody else is doing now."""
    os.nice(10)
    taken.geef_vrij()
    opmaken.geef_vrij()
    try:
        while os.getppid() == server:
            for verslag in taken.verwerk():
                if verslag.fout:
                    log.error("taak mislukt: %s", verslag.naam, exc_info=verslag.fout)
            time.sleep(TUSSENPOOS)
    except KeyboardInterrupt:
        # Ctrl-C stops the server too.
        return


def _start_werk() -> None:
    """In a process of its own, which ends with this one; the server takes our place."""
    opdracht = [sys.executable, str(settings.BASE_DIR / "manage.py"), "demo"]
    subprocess.Popen([*opdracht, "--werk-voor", str(os.getpid())])  # noqa: S603 (our own words)


def _dien(poort: int) -> None:
    gunicorn = Path(sys.executable).parent / "gunicorn"
    opdracht = [str(gunicorn), "jeugdhulp.wsgi", "-b", f"127.0.0.1:{poort}", "--threads", "4"]
    opdracht += ["-c", "python:jeugdhulp.gunicorn"]
    os.chdir(settings.BASE_DIR)
    os.execv(opdracht[0], [*opdracht, "--log-level", "warning"])  # noqa: S606 (no shell involved)
