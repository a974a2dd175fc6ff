"""A report as one JSON object, and that object as PDF and as page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Ketenkop
from maatregelen.models import Plan
from rapportage.blokken import VOORTGANG
from rapportage.blokken.basis import Blok, Bron
from rapportage.choices import BlokSoort, RapportSoort
from rapportage.domain import vormen
from rapportage.domain.rapporttabellen import tabellen
from rapportage.models import Rapportage, Rapportblok
from rapportage.pdf import Bijlage, maak_pdf, rapportbestanden

__all__ = ["Kop", "als_html", "als_pdf", "als_web", "merken", "stel_samen", "tabellen", "verzamel"]


@dataclass(frozen=True)
class Kop:
    """What a report says of itself. `versie` None: a concept."""

    titel: str
    moment: datetime
    opgesteld_door: str
    versie: int | None = None
    reden: str = ""
    # Blocks that somebody left out.
    zonder: frozenset[BlokSoort] = frozenset()


def stel_samen(
    rapportage: Rapportage,
    *,
    moment: datetime,
    vandaag: date,
    opgesteld_door: str,
    versie: int | None = None,
    reden: str = "",
) -> dict[str, Any]:
    """The JSON of `rapportage` as it is known now (the shape: `blokken.basis`); `versie` None is a
    concept. A fixed number of queries."""
    geschreven = list(rapportage.blokken.all())
    bron = Bron(
        plan=rapportage.plan,
        peildatum=rapportage.peildatum,
        vandaag=vandaag,
        vorige=_vorige(rapportage),
        teksten={(BlokSoort(rij.soort), rij.thema_id): rij.tekst for rij in geschreven},
        met_namen=rapportage.met_namen,
    )
    kop = Kop(
        titel=rapportage.titel,
        moment=moment,
        opgesteld_door=opgesteld_door,
        versie=versie,
        reden=reden,
        zonder=_weggelaten(geschreven),
    )
    return verzamel(bron, kop)


def verzamel(bron: Bron, kop: Kop) -> dict[str, Any]:
    """The JSON of what `bron` reads: for a report with texts, and for one without."""
    opgenomen = [
        blok
        for blok in VOORTGANG
        if blok.in_rapport and not (blok.weg_te_laten and blok.soort in kop.zonder)
    ]
    return {
        "vorm": vormen.VORM,
        "soort": RapportSoort.VOORTGANG.value,
        "titel": kop.titel,
        "plan": _plan(bron.plan),
        "peildatum": bron.peildatum.isoformat(),
        "bekend_op": logboek.moment_als_tekst(kop.moment),
        "voorbeeld": bron.plan.gemeente.voorbeeld,
        "werkversie": bron.werkversie,
        "aantal_voorstellen": sum(rij.voorstel for rij in bron.rijen),
        "met_namen": bron.met_namen,
        "opgesteld_door": kop.opgesteld_door,
        "versie": kop.versie,
        "reden": kop.reden,
        "vervangt": None,
        "kop": _ketenkop(bron.plan),
        "programma": settings.VERSIE,
        "blokken": [_blok(blok, bron) for blok in opgenomen],
        "bijlage": {
            blok.soort.value: bron.teksten.get((blok.soort, None), "")
            for blok in VOORTGANG
            if not blok.in_rapport and blok.soort not in kop.zonder
        },
    }


def als_pdf(gegevens: Mapping[str, Any], bijlagen: Sequence[Bijlage] = ()) -> bytes:
    """The PDF of this JSON, tagged; of a concept or werkversie with its mark on every page. Needs
    nothing but its arguments: the same give the same bytes. Raises PdfFout."""
    plan, dag = gegevens["plan"], kalender.datum_voluit(date.fromisoformat(gegevens["peildatum"]))
    return maak_pdf(
        als_html(gegevens),
        titel=f"{gegevens['titel']} {plan['titel']}",
        onderwerp=f"Stand van het plan per {dag}",
        auteur=plan["gemeente"],
        datum=datetime.fromisoformat(gegevens["bekend_op"]),
        bestanden=rapportbestanden(settings.VOORKANT_DIR),
        bijlagen=bijlagen,
    )


def als_html(gegevens: Mapping[str, Any]) -> str:
    """The HTML that the PDF is made of."""
    return render_to_string("pdf/rapport.html", _context(gegevens, scherm=False))


def als_web(gegevens: Mapping[str, Any]) -> str:
    """The same as HTML for within `<main>`: an h1 and all below it, with stable anchors. The page
    around it has `rapport.css` and the shapes of the lights of base.html."""
    return render_to_string("rapportage/rapport_inhoud.html", _context(gegevens, scherm=True))


def merken(gegevens: Mapping[str, Any]) -> list[str]:
    """What stands on every page of a report that is no version, or whose data are invented."""
    merk = "WERKVERSIE" if gegevens["werkversie"] else "CONCEPT"
    return [merk] * (gegevens["versie"] is None) + ["VOORBEELD"] * bool(gegevens["voorbeeld"])


def _context(gegevens: Mapping[str, Any], *, scherm: bool) -> dict[str, Any]:
    return {"rapport": gegevens, "merken": merken(gegevens), "scherm": scherm}


def _vorige(rapportage: Rapportage) -> dict[str, Any] | None:
    """What the version told that this report compares with: its erratum, when words were taken out
    of it since. Two queries, none without; two more for each erratum."""
    versie = rapportage.vorige
    while versie is not None:
        if versie.momentopname.tekst:
            return vormen.lees(versie.momentopname.tekst)
        versie = versie.vervangen_door if hasattr(versie, "vervangen_door") else None
    return None


def _weggelaten(geschreven: list[Rapportblok]) -> frozenset[BlokSoort]:
    return frozenset(
        BlokSoort(rij.soort) for rij in geschreven if rij.thema_id is None and not rij.opgenomen
    )


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "titel": plan.titel,
        "gemeente": plan.gemeente.naam,
        "naam_thema": plan.naam_thema,
        "naam_maatregel": plan.naam_maatregel.lower(),
        "naam_overleg": plan.naam_overleg,
        "aspecten": plan.aspecten,
    }


def _ketenkop(plan: Plan) -> dict[str, str | int]:
    kop = Ketenkop.objects.filter(gemeente=plan.gemeente).first()
    return {
        "gemeente": plan.gemeente.slug,
        "volgnummer": kop.volgnummer if kop else 0,
        "hash": kop.hash if kop else "",
    }


def _blok(blok: Blok, bron: Bron) -> dict[str, Any]:
    return {
        "soort": blok.soort.value,
        "kop": blok.kop_in(bron.plan),
        "anker": blok.soort.value,
        "teksten": _teksten(blok.soort, bron),
        "feiten": blok.verzamel(bron),
    }


def _teksten(soort: BlokSoort, bron: Bron) -> list[dict[str, str]]:
    """What was written: of the block as a whole first, then in the order of the themas."""
    plekken: list[tuple[int | None, str]] = [(None, "")]
    if soort == BlokSoort.MAATREGELEN:
        plekken += [(thema.pk, thema.code) for thema in bron.themas]
    teksten = [(code, bron.teksten.get((soort, sleutel), "")) for sleutel, code in plekken]
    return [{"thema": code, "tekst": tekst} for code, tekst in teksten if tekst.strip()]
