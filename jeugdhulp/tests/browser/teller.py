"""Counts what a task asks of who does it, and holds that to what is written down of it."""

import re
from pathlib import Path
from time import monotonic
from typing import Any

DOCUMENT = Path(__file__).parents[3] / "docs" / "handelingen.md"

# Seconds per operator of the keystroke-level model (Card, Moran and Newell, 1980): a key or a
# button of the mouse, pointing, a hand that goes to the other device, and thinking.
SECONDEN = {"K": 0.28, "P": 1.1, "H": 0.4, "M": 1.35}


class Teller:
    """Hands on a window: they point and press as fast as somebody who knows the way.

    One M stands before each click, each text and each row of the same key. A hand is where the task
    begins (`muis`), and moving it is counted. Waiting is measured apart, in `wachttijd` (s).
    """

    def __init__(self, venster: Any, *, muis: bool = False):
        self.venster = venster
        self.klikken = self.toetsen = self.tekens = self.paginas = 0
        self.wachttijd = 0.0
        self._operatoren: list[str] = []
        self._hand, self._vorige = "muis" if muis else "toetsen", ""
        self._begin = monotonic()
        venster.on("request", self._tel_pagina)

    @property
    def seconden(self) -> int:
        """The estimate, without waiting."""
        return round(sum(SECONDEN[operator] for operator in "".join(self._operatoren)))

    def rij(self) -> list[str]:
        """As the document writes it: clicks, keys, characters typed, pages, seconds."""
        geteld = (self.klikken, self.toetsen, self.tekens, self.paginas, self.seconden)
        return [str(getal) for getal in geteld]

    def klik(self, waar: Any) -> None:
        """Point at something and click."""
        self._doe("muis", "MPK")
        self.klikken += 1
        waar.click()

    def kies(self, waar: Any, optie: str) -> None:
        """Open a list with the mouse, and point at one of its words."""
        self._doe("muis", "MPKPK")
        self.klikken += 2
        waar.select_option(label=optie)

    def typ(self, tekst: str) -> None:
        """Type a text in the field that has the focus."""
        self._doe("toetsen", "M" + "K" * len(tekst))
        self.tekens += len(tekst)
        self.venster.keyboard.type(tekst)

    def druk(self, toets: str, keer: int = 1) -> None:
        """Press a key, or some at once ("Control+a"): each is counted."""
        samen = len(toets.split("+"))
        for _ in range(keer):
            self._doe("toetsen", "K" * samen if toets == self._vorige else "M" + "K" * samen)
            self._vorige = toets
            self.toetsen += samen
            self.venster.keyboard.press(toets)

    def naar(self, zoek: str) -> None:
        """Tab until the element that `zoek` (a CSS selector) finds has the focus."""
        for _ in range(60):
            self.druk("Tab")
            if self.venster.evaluate("zoek => document.activeElement.matches(zoek)", zoek):
                return
        raise AssertionError(f"Met Tab is {zoek} niet te bereiken")

    def spring(self) -> None:
        """Skip what stands on every page."""
        self.druk("Tab")
        self.druk("Enter")

    def wacht(self, zoek: str) -> None:
        """Wait until the answer is there, and can be worked with."""
        self.venster.locator(zoek).first.wait_for()
        self.wachttijd += monotonic() - self._begin

    def verstuur(self, zoek: str = "main") -> None:
        """Enter, and wait for the page that comes."""
        with self.venster.expect_navigation():
            self.druk("Enter")
        self.wacht(zoek)

    def _doe(self, hand: str, operatoren: str) -> None:
        self._operatoren.append(operatoren if hand == self._hand else f"H{operatoren}")
        self._hand, self._vorige, self._begin = hand, "", monotonic()

    def _tel_pagina(self, verzoek: Any) -> None:
        # An answer that sends on is no page of its own.
        if verzoek.is_navigation_request() and verzoek.redirected_from is None:
            self.paginas += 1


def opgeschreven() -> dict[tuple[str, str], list[str]]:
    """Per task and device the numbers of the table in the document, without what was measured."""
    regels = re.findall(r"^\| (.+) \| (muis|toetsenbord) \| (.+) \|$", DOCUMENT.read_text(), re.M)
    return {(taak, hoe): getallen.split(" | ")[:5] for taak, hoe, getallen in regels}
