"""What a page says, for tests that read it as a reader does."""

import re

import cssselect2
from django.http import HttpResponse

from jeugdhulp.tests.pagina import ontleed


def vind(antwoord: HttpResponse, keuze: str) -> list[str]:
    """The texts of the elements that the CSS selector `keuze` finds, as words and spaces."""
    return [_leesbaar(" ".join(rij.itertext())) for rij in elementen(antwoord, keuze)]


def kenmerken(antwoord: HttpResponse, keuze: str, naam: str) -> list[str | None]:
    """Attribute `naam` of each of those elements."""
    return [rij.get(naam) for rij in elementen(antwoord, keuze)]


def elementen(antwoord: HttpResponse, keuze: str) -> list:
    """The elements that the CSS selector `keuze` finds, in the order of the page."""
    boom, _ = ontleed(antwoord.getvalue().decode())
    wortel = cssselect2.ElementWrapper.from_html_root(boom)
    return [gevonden.etree_element for gevonden in wortel.query_all(keuze)]


def _leesbaar(tekst: str) -> str:
    return re.sub(r"\s+([,.;:)])", r"\1", " ".join(tekst.split()))
