"""Files of a frozen version: what was published, and the letters that go with it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from rapportage.choices import OpmaakToestand, Vorm
from rapportage.domain.brieven import BRIEVEN, DOCX, maak_brief
from rapportage.models import Publicatie
from rapportage.views.versie import SOORTEN, te_schrijven, versie_voor


@require_safe
def publicatie_download(
    request: HttpRequest, gemeente: str, nummer: int, versie: int, naam: str
) -> HttpResponse:
    """The exact bytes of one file. Not noted in the register of access: a report is made to be
    read, and holds nothing of the trail."""
    bevroren = versie_voor(request, gemeente, nummer, versie)
    return als_bestand(bevroren.publicaties.filter(naam=naam).first())


def als_bestand(publicatie: Publicatie | None) -> HttpResponse:
    """The answer that is this file; 404 where there is none, or where it was taken away. The web
    page is no file: it is read in its own place."""
    if publicatie is None or publicatie.afgeschermd_op or publicatie.vorm not in SOORTEN:
        raise Http404
    return _bestand(bytes(publicatie.inhoud), publicatie.naam, SOORTEN[Vorm(publicatie.vorm)])


@require_safe
def brief_download(
    request: HttpRequest, gemeente: str, nummer: int, versie: int, soort: str
) -> HttpResponse:
    """A raadsinformatiebrief or collegevoorstel as docx, to finish in Word. For who writes the
    report, once the version has its files."""
    bevroren = te_schrijven(request, gemeente, nummer, versie)
    if soort not in BRIEVEN or bevroren.opmaak.toestand != OpmaakToestand.GEREED:
        raise Http404
    brief = maak_brief(bevroren, soort)
    if brief is None:
        raise Http404
    return _bestand(brief.docx, brief.bestandsnaam, DOCX)


def _bestand(inhoud: bytes, naam: str, soort: str) -> HttpResponse:
    antwoord = HttpResponse(inhoud, content_type=soort)
    antwoord["Content-Disposition"] = content_disposition_header(True, naam)
    return antwoord
