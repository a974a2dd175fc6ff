"""What the pages of a frozen version share: who gets it, and what they show of it."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst

from rapportage.choices import Vorm
from rapportage.models import Publicatie, Rapportage, Rapportversie
from rapportage.rechten import mag_rapport_schrijven

SOORTEN = {
    Vorm.PDF: "application/pdf",
    Vorm.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Vorm.CSV: "text/csv; charset=utf-8",
}


def versie_voor(request: HttpRequest, gemeente: str, nummer: int, versie: int) -> Rapportversie:
    """The version at this address with its steps and files (without their bytes), when this user
    may see it; else 404. Three queries."""
    zichtbaar = Rapportversie.objects.visible_for(request.user)
    met = zichtbaar.select_related(
        "opmaak",
        "door",
        "vervangt__vervangt",
        "rapportage__gemeente",
        "rapportage__plan__gemeente",
        "rapportage__plan__voorzitter",
    ).prefetch_related("stappen", Prefetch("publicaties", Publicatie.objects.defer("inhoud")))
    return get_object_or_404(
        met, rapportage__gemeente__slug=gemeente, rapportage__nummer=nummer, nummer=versie
    )


def te_schrijven(request: HttpRequest, gemeente: str, nummer: int, versie: int) -> Rapportversie:
    """The same, for who writes the report; visible but not hers is 403."""
    gevonden = versie_voor(request, gemeente, nummer, versie)
    if not mag_rapport_schrijven(request.user, gevonden.rapportage):
        raise PermissionDenied
    return gevonden


def naar(versie: Rapportversie) -> HttpResponse:
    """To the page of this version."""
    rapportage = versie.rapportage
    antwoord = redirect(
        "rapportage:rapportversie_detail",
        rapportage.gemeente.slug,
        rapportage.nummer,
        versie.nummer,
    )
    antwoord.status_code = HTTPStatus.SEE_OTHER
    return antwoord


def pagina_van(versie: Rapportversie) -> str:
    """The web page as it was frozen: our own HTML, from under lock. "" where there is none (yet).
    One query."""
    rijen = versie.publicaties.filter(vorm=Vorm.WEB, afgeschermd_op=None)
    inhoud = rijen.values_list("inhoud", flat=True).first()
    return bytes(inhoud).decode() if inhoud else ""


def openbaar_adres(rapportage: Rapportage) -> str:
    """Where everybody reads it, in full."""
    return adres_voor_iedereen(rapportage.gemeente.slug, rapportage.adres)


def adres_voor_iedereen(gemeente: str, adres: str) -> str:
    """Where everybody reads the report with this `adres`, in full; "" for all of the gemeente."""
    if not adres:
        return settings.ADRES + reverse("rapportage:openbaar_list", args=[gemeente])
    return settings.ADRES + reverse("rapportage:openbaar_detail", args=[gemeente, adres])


def bestandrijen(versie: Rapportversie, adres: Callable[[str], str]) -> list[dict[str, object]]:
    """The files of a version as a page lists them: what each is, where it is, its size and
    fingerprint. The web page is not among them. No query where they are loaded."""
    rijen = [rij for rij in versie.publicaties.all() if rij.vorm in SOORTEN]
    begin = next((rij.naam.removesuffix("pdf") for rij in rijen if rij.vorm == Vorm.PDF), "")
    return [
        {
            "naam": _naam(rij, begin.rstrip(".")),
            "is_tabel": rij.vorm == Vorm.CSV,
            "url": adres(rij.naam),
            "weg": rij.afgeschermd_op,
            "grootte": rij.grootte,
            "bestandsnaam": rij.naam,
            "sha256": rij.sha256,
        }
        for rij in rijen
    ]


def _naam(rij: Publicatie, begin: str) -> str:
    """What the file is to who reads: of a table its own name, without that of the report."""
    if rij.vorm == Vorm.CSV:
        eigen = rij.naam.removeprefix(begin).removesuffix(".csv").strip("-")
        return capfirst(eigen.replace("-", " ")) or rij.naam
    return {Vorm.PDF: "Pdf", Vorm.ODS: "Werkblad (ods)"}[Vorm(rij.vorm)]
