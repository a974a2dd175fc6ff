"""Making a report: gather, freeze, render, and note in the logboek what went out."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from jeugdhulp import kalender, logboek
from jeugdhulp.domain.momentopnamen import bevries, feiten
from jeugdhulp.models import Gebruiker, Ketenkop, Momentopname
from maatregelen.models import Plan
from rapportage.blokken import voortgang
from rapportage.pdf import maak_pdf, rapportbestanden

SOORTEN = {"voortgang": "voortgangsrapportage"}


@dataclass(frozen=True)
class Rapport:
    """A report that was made: its bytes, a good name for the file, and what it was made of."""

    pdf: bytes
    bestandsnaam: str
    momentopname: Momentopname


def maak_voortgangsrapportage(
    plan: Plan,
    peildatum: date,
    *,
    door: Gebruiker | None,
    opgesteld_door: str,
    werkversie: bool = False,
    kanaal: str = "scherm",
) -> Rapport:
    """The voortgangsrapportage of `plan` at `peildatum`, as PDF/UA-1 and PDF/A-3a.

    Rendered from its own Momentopname only, outside any transaction: it takes seconds, and nobody
    should wait for it. The colophon carries the chain head as it was before this report's own
    line, which holds the sha256 of the file. `opgesteld_door` is a function, not a name.
    """
    moment = kalender.nu()
    with transaction.atomic():
        gegevens = voortgang.verzamel(
            plan, peildatum, vandaag=kalender.vandaag(), werkversie=werkversie
        ) | {
            "bekend_op": logboek.moment_als_tekst(moment),
            "opgesteld_door": opgesteld_door,
            "kop": _kop(plan),
        }
    momentopname = bevries(
        gegevens,
        gemeente_id=plan.gemeente_id,
        soort=SOORTEN["voortgang"],
        peildatum=peildatum,
        moment=moment,
    )
    pdf = _render(momentopname)
    with logboek.handeling(door=door, kanaal=kanaal):
        momentopname.save(force_insert=True)
        logboek.schrijf(
            "rapport gemaakt",
            plan,
            gemeente_id=plan.gemeente_id,
            naam=f"{plan.titel}, voortgangsrapportage",
            na={
                "soort": "werkversie" if werkversie else "alleen bevestigde standen",
                "peildatum": peildatum,
                "sha256": hashlib.sha256(pdf).hexdigest(),
            },
            feiten=feiten(momentopname),
            momentopname=momentopname.pk,
        )
    naam = f"voortgangsrapportage-{plan.gemeente.slug}-{peildatum:%Y-%m-%d}"
    return Rapport(pdf, f"{naam}{'-werkversie' if werkversie else ''}.pdf", momentopname)


def _kop(plan: Plan) -> dict[str, str | int]:
    kop = Ketenkop.objects.filter(gemeente=plan.gemeente).first()
    return {
        "gemeente": plan.gemeente.slug,
        "volgnummer": kop.volgnummer if kop else 0,
        "hash": kop.hash if kop else "",
    }


def _render(momentopname: Momentopname) -> bytes:
    rapport = json.loads(momentopname.tekst)
    html = render_to_string("pdf/voortgangsrapportage.html", {"rapport": rapport})
    return maak_pdf(
        html,
        titel=f"{rapport['titel']} {rapport['plan']['titel']}",
        onderwerp=f"Stand van de maatregelen per {kalender.datum_voluit(momentopname.peildatum)}",
        auteur=rapport["plan"]["gemeente"],
        datum=momentopname.gemaakt_op,
        bestanden=rapportbestanden(settings.VOORKANT_DIR),
    )
