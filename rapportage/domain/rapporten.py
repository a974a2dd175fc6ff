"""Making a report outside the chain of versions: a concept or a werkversie, never for the raad.

Gather, freeze, render, and note in the logboek what went out.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from jeugdhulp import kalender, logboek
from jeugdhulp.domain.momentopnamen import bevries, feiten
from jeugdhulp.models import Gebruiker, Momentopname
from maatregelen.models import Plan
from rapportage.blokken.basis import Bron
from rapportage.choices import RapportSoort
from rapportage.domain import samenstellen
from rapportage.domain.samenstellen import Kop, verzamel

SOORTEN = {soort.value: soort.label for soort in RapportSoort}


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
    """The voortgangsrapportage of `plan` at `peildatum` without what somebody wrote with it, as
    PDF/UA-1 and PDF/A-3a, with CONCEPT or WERKVERSIE on every page.

    Rendered from its own Momentopname only, outside any transaction: it takes seconds, and nobody
    should wait for it. The colophon carries the chain head as it was before this report's own
    line, which holds the sha256 of the file. `opgesteld_door` is a function, not a name.
    """
    moment, soort = kalender.nu(), RapportSoort.VOORTGANG
    kop = Kop(soort.label.capitalize(), moment, opgesteld_door)
    with transaction.atomic():
        bron = Bron(plan, peildatum, kalender.vandaag(), werkversie=werkversie)
        gegevens = verzamel(bron, kop)
    momentopname = bevries(
        gegevens,
        gemeente_id=plan.gemeente_id,
        soort=soort.label,
        peildatum=peildatum,
        moment=moment,
    )
    pdf = samenstellen.als_pdf(json.loads(momentopname.tekst))
    with logboek.handeling(door=door, kanaal=kanaal):
        momentopname.save(force_insert=True)
        logboek.schrijf(
            "rapport gemaakt",
            plan,
            gemeente_id=plan.gemeente_id,
            naam=f"{plan.titel}, {soort.label}",
            na={
                "soort": "werkversie" if werkversie else "concept, alleen bevestigde standen",
                "peildatum": peildatum,
                "sha256": hashlib.sha256(pdf).hexdigest(),
            },
            feiten=feiten(momentopname),
            momentopname=momentopname.pk,
        )
    naam = f"{soort.label}-{plan.gemeente.slug}-{peildatum:%Y-%m-%d}"
    return Rapport(pdf, f"{naam}-{'werkversie' if werkversie else 'concept'}.pdf", momentopname)
