"""Every page that any test fetches is checked as a page."""

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse
from django.test import Client

_INVOER = {"input", "select", "textarea"}
_ZONDER_LABEL = {"hidden", "submit", "button"}


class Paginaclient(Client):
    """A test client that checks each HTML answer: well formed, Dutch, one h1, labels, unique ids,
    nothing inline, the headers; and that nothing of another gemeente shows (`verboden`)."""

    def __init__(self, *, verboden: str = "", **kwargs: Any):
        super().__init__(**kwargs)
        self.verboden = verboden

    def request(self, **verzoek: Any) -> HttpResponse:
        antwoord = super().request(**verzoek)
        controleer_koppen(antwoord)
        if antwoord.get("Content-Type", "").startswith("text/html") and antwoord.content:
            controleer_pagina(antwoord.content.decode(), self.verboden)
        return antwoord


def controleer_koppen(antwoord: HttpResponse) -> None:
    """The headers that every answer carries."""
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in antwoord["Content-Security-Policy"]
    assert "unsafe" not in antwoord["Content-Security-Policy"]


def controleer_pagina(html: str, verboden: str = "") -> None:
    """Assert that `html` is a page as this house makes them; the message says what is wrong."""
    fouten = fouten_in(html, verboden)
    assert fouten == [], "; ".join(fouten)


def fouten_in(html: str, verboden: str = "") -> list[str]:
    """What is wrong with a page; [] is good."""
    boom, vormfouten = ontleed(html)
    fouten = [*vormfouten]
    fouten += _geraamte(boom)
    fouten += _dubbele_ids(boom)
    fouten += _zonder_naam(boom)
    fouten += _inline(boom)
    if verboden and verboden in html:
        fouten.append(f"“{verboden}” staat op deze pagina: gegevens van een andere gemeente")
    return fouten


@lru_cache(maxsize=4)
def ontleed(html: str) -> tuple[Element, tuple[str, ...]]:
    """The tree of a page, to read and never to change, and where it is not well formed.

    The checker and the test that fetched the page read the same one.
    """
    ontleder = html5lib.HTMLParser(namespaceHTMLElements=False)
    boom: Element = ontleder.parse(html)
    return boom, tuple(str(fout) for fout in ontleder.errors)


def _geraamte(boom: Element) -> list[str]:
    fouten = []
    if boom.get("lang") != "nl":
        fouten.append("lang is geen nl")
    if len(boom.findall(".//h1")) != 1:
        fouten.append(f"{len(boom.findall('.//h1'))} keer h1")
    titel = "".join(boom.find(".//title").itertext()) if boom.find(".//title") is not None else ""
    if not titel.strip():
        fouten.append("geen title")
    koppen = [int(rij.tag[1]) for rij in boom.iter() if rij.tag in {"h1", "h2", "h3", "h4", "h5"}]
    for eerder, later in pairwise(koppen):
        if later > eerder + 1:
            fouten.append(f"h{later} na h{eerder}")
    return fouten


def _dubbele_ids(boom: Element) -> list[str]:
    geteld = Counter(rij.get("id") for rij in boom.iter() if rij.get("id"))
    verwijzingen = {
        deel
        for rij in boom.iter()
        for kenmerk in ("aria-labelledby", "aria-describedby", "for")
        for deel in (rij.get(kenmerk) or "").split()
    }
    return [
        f"id {naam} staat er {aantal} keer" for naam, aantal in geteld.items() if aantal > 1
    ] + [f"verwijzing naar {naam}, dat er niet is" for naam in sorted(verwijzingen - set(geteld))]


def _zonder_naam(boom: Element) -> list[str]:
    gelabeld = {rij.get("for") for rij in boom.iter("label")}
    fouten = [
        f"{rij.tag} {rij.get('name')} heeft geen label"
        for rij in boom.iter()
        if rij.tag in _INVOER
        and rij.get("type") not in _ZONDER_LABEL
        and rij.get("id") not in gelabeld
        and not rij.get("aria-label")
    ]
    for soort in ("a", "button", "th"):
        fouten += [
            f"{soort} zonder tekst"
            for rij in boom.iter(soort)
            if not "".join(rij.itertext()).strip() and not rij.get("aria-label")
        ]
    fouten += ["img zonder alt" for rij in boom.iter("img") if rij.get("alt") is None]
    return fouten


def _inline(boom: Element) -> list[str]:
    fouten = [f"style= op {rij.tag}" for rij in boom.iter() if rij.get("style") is not None]
    fouten += [
        f"{kenmerk} op {rij.tag}"
        for rij in boom.iter()
        for kenmerk in rij.attrib
        if str(kenmerk).startswith("on")
    ]
    fouten += ["style in de pagina" for rij in boom.iter("style")]
    fouten += [
        "script in de pagina"
        for rij in boom.iter("script")
        if rij.get("src") is None and rij.get("type") != "application/json"
    ]
    return fouten
