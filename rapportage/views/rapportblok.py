"""Writing a text of a report, beside the facts and with the previous text at hand."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld
from maatregelen.domain.wijzigen import wie_wijzigde
from maatregelen.forms.bewerken import Schrijver
from maatregelen.models import Thema
from maatregelen.views.bewerken import bewerk
from rapportage.choices import BlokSoort
from rapportage.domain import bloklijst
from rapportage.domain.rapportages import BLOKVELDEN, LEEG, schrijf_blok, vorige_teksten
from rapportage.forms.rapportblok import RapportblokForm
from rapportage.models import Rapportage, Rapportblok
from rapportage.views.blokbeeld import anker_van, feiten_van
from rapportage.views.rapport import MEE, gegevens_van, onderdeel_van, rond, te_schrijven

# The button that fills the text with that of the previous report.
OVERNEMEN = "overnemen"


@require_http_methods(["GET", "HEAD", "POST"])
def rapportblok_update(
    request: HttpRequest, gemeente: str, nummer: int, blok: str, thema: int | None = None
) -> HttpResponse:
    """The text of one block, or of one thema in it; and whether the block goes along."""
    rapport = te_schrijven(request, gemeente, nummer)
    soort, gekozen = _plek(rapport, blok, thema)
    naam = bloklijst.naam(soort, gekozen)
    wat = "Tekst" if bloklijst.heeft_tekst(soort) else "Keuze"
    vorige = vorige_teksten(rapport).get((soort.value, gekozen.code if gekozen else ""), "")
    maak_form = _met_inhoud(rapport, soort, gekozen)

    def leg_vast(form: RapportblokForm) -> None:
        schrijf_blok(
            rapport,
            soort,
            gekozen,
            form.wijzigingen(),
            gezien=form.gezien(),
            door=aangemeld(request),
        )

    getypt = _tekst(request.POST.get("tekst", ""))
    overgenomen = request.method == "POST" and OVERNEMEN in request.POST
    # In place they stand beside it already.
    in_plaats = "HX-Request" in request.headers
    gegevens = None if in_plaats else gegevens_van(request, rapport)
    van_blok, van_thema = feiten_van(soort, gekozen, gegevens) if gegevens else (None, None)
    return bewerk(
        request,
        onderdeel_van(rapport, anker_van(soort, gekozen), f"{wat} bij {naam}", 3),
        partial(_met_vorige, maak_form, vorige) if overgenomen else maak_form,
        leg_vast,
        gelukt=f"‘{naam}’ is vastgelegd.",
        template="rapportage/rapportblok_form.html",
        context=rond(request, rapport)
        | {
            "ook": MEE,
            "verplicht": bloklijst.is_verplicht(soort) and gekozen is None,
            "vorige": vorige,
            "overgenomen": overgenomen,
            "had_tekst": overgenomen and getypt != "",
            "stond_er_al": overgenomen and _tekst(vorige) in getypt,
            "gegevens": gegevens,
            "feiten": van_blok,
            "themafeiten": van_thema,
            "sjabloon": f"rapportage/blok/{soort.value}.html",
        },
    )


def _plek(rapport: Rapportage, blok: str, thema: int | None) -> tuple[BlokSoort, Thema | None]:
    """Which text this address is about; 404 for one that nobody writes."""
    soort = next((rij for rij in BlokSoort if rij.value == blok), None)
    if soort is None or not (bloklijst.heeft_tekst(soort) or bloklijst.mag_weg(soort)):
        raise Http404
    if thema is None:
        return soort, None
    if not bloklijst.is_per_thema(soort):
        raise Http404
    return soort, get_object_or_404(Thema, plan=rapport.plan, pk=thema)


def _met_inhoud(
    rapport: Rapportage, soort: BlokSoort, thema: Thema | None
) -> Callable[[Any], RapportblokForm]:
    """The form with what is stored at this moment."""

    def maak_form(data: Any) -> RapportblokForm:
        rij = Rapportblok.objects.filter(rapportage=rapport, soort=soort, thema=thema).first()
        schrijver: Schrijver | None = partial(wie_wijzigde, rij) if rij else None
        return RapportblokForm(
            data,
            met_tekst=bloklijst.heeft_tekst(soort),
            besluiten=soort == BlokSoort.BESLUITPUNTEN,
            mag_weg=thema is None and bloklijst.mag_weg(soort),
            initial={veld: getattr(rij, veld, LEEG[veld]) for veld in BLOKVELDEN},
            schrijver=schrijver,
        )

    return maak_form


def _met_vorige(
    maak_form: Callable[[Any], RapportblokForm], vorige: str, data: Any
) -> RapportblokForm:
    """What was typed, with the previous text below it; nothing is stored. What the writer began
    with stays what it was."""
    form = maak_form(None)
    getypt, vorige = _tekst(data.get("tekst", "")), _tekst(vorige)
    erbij = "" if vorige in getypt else vorige
    form.initial = {
        **form.initial,
        "tekst": "\n\n".join(deel for deel in (getypt, erbij) if deel),
        "opgenomen": data.get("opgenomen", form.initial["opgenomen"]),
    }
    for veld in form.vergelijkt:
        form.fields[f"was_{veld}"].initial = data.get(f"was_{veld}", "")
    return form


def _tekst(tekst: str) -> str:
    """As it is stored: a browser sends its own line ends."""
    return tekst.replace("\r\n", "\n").strip()
