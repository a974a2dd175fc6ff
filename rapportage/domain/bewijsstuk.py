"""The bewijsstuk of one measure: every line of its trail in full, and how to check them.

What an accountant takes away must stand by itself: readable on paper, and in an attachment the
exact texts that were hashed, so that a line can be recomputed without this application.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from jeugdhulp import controle, kalender, logboek
from jeugdhulp.models import Gebeurtenis, Gebruiker, Gemeente, Ketenkop
from maatregelen.domain import spoor
from maatregelen.models import Maatregel
from rapportage.pdf import Bijlage, maak_pdf, rapportbestanden

BIJLAGE = "bewijsstuk.json"


@dataclass(frozen=True)
class Bewijsstuk:
    """A bewijsstuk that was made, and a good name for the file."""

    pdf: bytes
    bestandsnaam: str


def maak_bewijsstuk(maatregel: Maatregel, *, door: Gebruiker) -> Bewijsstuk:
    """The trail of `maatregel` as PDF/UA-1 and PDF/A-3a with the lines as data inside.

    Writes nothing. Reads the whole chain of the gemeente to say whether it holds (about 1 s per
    100.000 lines), and renders in about 0,1 s a page.
    """
    moment = kalender.nu()
    with transaction.atomic():
        gegevens = verzamel(maatregel) | {
            "gemaakt_op": logboek.moment_als_tekst(moment),
            "gemaakt_door": str(door),
        }
    html = render_to_string("pdf/bewijsstuk.html", {"bewijs": gegevens, "bijlage": BIJLAGE})
    pdf = maak_pdf(
        html,
        titel=f"Bewijsstuk {maatregel}",
        onderwerp="Alle wijzigingen, met de kenmerken om ze na te rekenen",
        auteur=gegevens["gemeente"],
        datum=moment,
        bestanden=rapportbestanden(settings.VOORKANT_DIR),
        bijlagen=[Bijlage(BIJLAGE, als_json(gegevens), "De regels zoals ze zijn vastgelegd")],
    )
    plan = maatregel.plan
    dag = kalender.dag_van(moment)
    naam = f"bewijsstuk-{plan.gemeente.slug}-{plan.slug}-{maatregel.code}-{dag}.pdf"
    return Bewijsstuk(pdf, naam)


def verzamel(maatregel: Maatregel) -> dict[str, Any]:
    """All that a bewijsstuk tells, as JSON values; lines oldest first. Six queries."""
    plan = maatregel.plan
    kop = Ketenkop.objects.select_related("gemeente").get(gemeente=plan.gemeente_id)
    gronden = spoor.gronden(plan.gemeente_id)
    regels = spoor.van_maatregel(maatregel).regels.filter(volgnummer__lte=kop.volgnummer)
    return {
        "gemeente": plan.gemeente.naam,
        "plan": plan.titel,
        "naam_maatregel": plan.naam_maatregel,
        "code": maatregel.code,
        "titel": maatregel.titel,
        "voorbeeld": plan.gemeente.voorbeeld,
        "kop": str(kop),
        "keten": _keten(plan.gemeente, kop),
        "versie": settings.VERSIE,
        "regels": [
            _regel(regel, gronden.get(regel.volgnummer, ""), maatregel)
            for regel in regels.select_related("door").order_by("volgnummer")
        ],
    }


def als_json(gegevens: Mapping[str, Any]) -> bytes:
    """The attachment: what it is about, and per line the texts and hashes as they are stored."""
    algemeen = ("gemeente", "plan", "code", "titel", "kop", "gemaakt_op", "versie")
    inhoud = {naam: gegevens[naam] for naam in algemeen} | {
        "uitleg": "hash = sha256(regel); inhoud_hash = sha256(zout + inhoud); alles in UTF-8",
        "regels": [regel["vast"] | {"wie": regel["wie"]} for regel in gegevens["regels"]],
    }
    return json.dumps(inhoud, ensure_ascii=False, indent=1).encode() + b"\n"


def _regel(regel: Gebeurtenis, grond: str, maatregel: Maatregel) -> dict[str, Any]:
    gelezen = spoor.leesbaar(regel, grond, maatregel)
    return {
        **{naam: gelezen[naam] for naam in ("wat", "wie", "namens", "reden", "grond")},
        "moment": logboek.moment_als_tekst(regel.moment),
        "kanaal": regel.gegevens.get("kanaal", ""),
        "vernietigd": regel.inhoud is None,
        "heeft_eerder": gelezen["heeft_eerder"],
        "wijzigingen": [
            {naam: deel[naam] for naam in ("veld", "voor", "na")} for deel in gelezen["wijzigingen"]
        ],
        "fout": controle.fout_in_regel(regel),
        "vast": {
            "volgnummer": regel.volgnummer,
            "regel": regel.regel,
            "hash": regel.hash,
            "vorige_hash": regel.vorige_hash,
            "inhoud": regel.inhoud,
            "zout": regel.zout,
            "inhoud_hash": regel.inhoud_hash,
        },
    }


def _keten(gemeente: Gemeente, kop: Ketenkop) -> dict[str, Any]:
    """Whether the whole chain holds. A line that is written while we read makes its end differ
    from its head: then it is read once more."""
    koppen = [(kop.volgnummer, kop.hash)]
    uitkomst = controle.controleer_keten(gemeente, koppen)
    if uitkomst.fout:
        uitkomst = controle.controleer_keten(gemeente, koppen)
    return {"regels": uitkomst.regels, "fout": uitkomst.fout}
