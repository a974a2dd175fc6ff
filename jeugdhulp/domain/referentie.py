"""Loading reference data, and checking a gemeente against it."""

import csv
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from jeugdhulp.models import Gemeentecode

GEMEENTEN = settings.BASE_DIR / "fixtures" / "referentie" / "gemeenten.csv"
VELDEN = ["naam", "provincie", "tot_en_met", "opgegaan_in"]


def laad_gemeentecodes(bestand: Path = GEMEENTEN) -> tuple[int, int]:
    """Make the table say what the file says: how many rows are new, and how many changed.

    A code that is in the table only stays: it was a gemeente once. All or nothing. Two queries, and
    one more when there is something to change.
    """
    with bestand.open(encoding="utf-8", newline="") as open_bestand:
        gelezen = {rij["cbs_code"]: _uit_rij(rij) for rij in csv.DictReader(open_bestand)}
    with transaction.atomic():
        bekend = {rij.cbs_code: rij for rij in Gemeentecode.objects.all()}
        nieuw = [rij for code, rij in gelezen.items() if code not in bekend]
        anders = [
            rij for code, rij in gelezen.items() if code in bekend and _verschilt(bekend[code], rij)
        ]
        for rij in anders:
            rij.pk = bekend[rij.cbs_code].pk
        Gemeentecode.objects.bulk_create(nieuw)
        Gemeentecode.objects.bulk_update(anders, VELDEN)
    return len(nieuw), len(anders)


def _verschilt(een: Gemeentecode, ander: Gemeentecode) -> bool:
    return any(getattr(een, veld) != getattr(ander, veld) for veld in VELDEN)


def _uit_rij(rij: dict[str, str]) -> Gemeentecode:
    tot_en_met = date.fromisoformat(rij["tot_en_met"]) if rij["tot_en_met"] else None
    return Gemeentecode(**(rij | {"tot_en_met": tot_en_met}))


def toets_cbs_code(cbs_code: str, naam: str) -> None:
    """Raises ValidationError when the list has this code for a gemeente by another name.

    A code that is not in the list passes: the list is of one day, and may not be loaded. One query.
    """
    bekend = Gemeentecode.objects.filter(cbs_code=cbs_code).first()
    if bekend is not None and bekend.naam.casefold() != naam.casefold():
        raise ValidationError(
            {"cbs_code": f"CBS-code {cbs_code} is van {bekend.naam}, niet van {naam}."}
        )
