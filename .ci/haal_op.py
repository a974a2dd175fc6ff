"""Fetches from a server on a socket what a browser needs for the page to sign in, and for a chart.

Used by .ci/archief, with the Python of what it installed; stops at the first thing amiss.
"""

import http.client
import json
import os
import re
import socket
import time
from pathlib import Path

# What a script asks for on a later page, by the names that collectstatic gave.
LATER = ("js/plotly-basic.min.js", "js/plotly-nl.js", "jeugdhulp/js/grafiek.js")
KOPPEN = {"Host": "plan.example.org", "X-Forwarded-Proto": "https"}


class Verbinding(http.client.HTTPConnection):
    """HTTP over a Unix socket, as the proxy does it."""

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(10)
        self.sock.connect(os.environ["WEB"])


def haal(adres: str) -> tuple[str, str]:
    """Content type and text of `adres`; SystemExit unless it answers 200."""
    verbinding = Verbinding("localhost")
    verbinding.request("GET", adres, headers=KOPPEN)
    antwoord = verbinding.getresponse()
    inhoud = antwoord.read()
    if antwoord.status != 200 or not inhoud:
        raise SystemExit(f"{adres}: {antwoord.status}, {len(inhoud)} bytes")
    return antwoord.getheader("Content-Type", ""), inhoud.decode(errors="replace")


def wacht_tot_gezond() -> None:
    """Try for twenty seconds."""
    for _ in range(100):
        try:
            haal("/gezond/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("De server antwoordt niet.")


def main() -> None:
    """The page, what it refers to, and what its style sheets refer to."""
    wacht_tot_gezond()
    _, contact = haal("/.well-known/security.txt")
    _, pagina = haal("/aanmelden/")
    if "<h1" not in pagina or "Contact: mailto:" not in contact:
        raise SystemExit("De pagina om aan te melden is niet goed.")
    gevonden = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', pagina))
    for blad in sorted(naam for naam in gevonden if naam.endswith(".css")):
        _, stijl = haal(blad)
        map_ = blad.rpartition("/")[0]
        for deel in re.findall(r'url\(["\']?([^"\')]+\.woff2)', stijl):
            gevonden.add(os.path.normpath(f"{map_}/{deel}"))
    namen = json.loads(Path(".data/static/staticfiles.json").read_text())["paths"]
    gevonden |= {f"/static/{namen[naam]}" for naam in LATER}
    for naam in sorted(gevonden):
        if not re.search(r"\.[0-9a-f]{12}\.", naam):
            raise SystemExit(f"{naam} heeft geen vingerafdruk in de naam.")
        haal(naam)
    letters = sum(naam.endswith(".woff2") for naam in gevonden)
    if not letters:
        raise SystemExit("Er is geen lettertype gevonden.")
    print(f"Opgehaald: de pagina om aan te melden, {len(gevonden)} bestanden ({letters} letters).")


main()
