"""`manage.py exporteer_plan GEMEENTE PLAN --formaat json|xlsx|csv --uit BESTAND`."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from jeugdhulp import logboek, toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.clientnummer import maskeer
from jeugdhulp.management.opdracht import SchrijvendeOpdracht, eis_bestandsnaam, gemeente_met
from jeugdhulp.models import Gemeente
from maatregelen.domain.uitwisselen.uitvoer import als_json, exporteer
from maatregelen.domain.uitwisselen.uitwisseling import controleer
from maatregelen.domain.uitwisselen.werkmap import schrijf_csv, schrijf_xlsx
from maatregelen.models import Beleidsplan, Plan

SCHRIJVERS = {
    "json": lambda bestand: als_json(bestand).encode(),
    "xlsx": schrijf_xlsx,
    "csv": schrijf_csv,
}


class Command(SchrijvendeOpdracht):
    """Write a plan or beleidsplan to a file; who did is noted in the register of access."""

    help = (
        "Schrijft een plan of beleidsplan als bestand in het uitwisselformaat. Json en xlsx zijn"
        " weer te laden; csv is een zip met tabellen om te lezen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("gemeente")
        parser.add_argument("plan", help="adres van het plan of beleidsplan")
        parser.add_argument("--formaat", choices=sorted(SCHRIJVERS), default="json")
        parser.add_argument(
            "--uit", type=Path, help="het bestand om te schrijven; leeg: op het scherm (json)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        gemeente, uit, formaat = (
            gemeente_met(options["gemeente"]),
            options["uit"],
            options["formaat"],
        )
        plan = _plan_met(gemeente, options["plan"])
        if uit is None and formaat != "json":
            raise CommandError(f"Zeg met --uit in welk bestand de {formaat} moet komen.")
        if uit is not None:
            eis_bestandsnaam(uit)
        bestand = exporteer(plan)
        inhoud = SCHRIJVERS[formaat](bestand)
        # Before the first byte leaves: what went out without a line would be nobody's.
        toegang.noteer(
            ToegangSoort.PLAN_GEEXPORTEERD,
            gebruiker=self.gebruiker(options["door"]),
            gemeente_id=gemeente.pk,
            over=f"{gemeente.slug}/{plan.slug}, {formaat}, {logboek.opdrachtregel()}",
        )
        if uit is None:
            self.stdout.write(inhoud.decode(), ending="")
        else:
            _schrijf(uit, inhoud)
            self.stdout.write(f"{uit}: {len(inhoud) // 1024} kB geschreven.")
        for bevinding in controleer(bestand):
            self.stderr.write(f"Zo is dit niet weer te laden. {bevinding}")


def _plan_met(gemeente: Gemeente, slug: str) -> Plan | Beleidsplan:
    for model in (Plan, Beleidsplan):
        if gevonden := model.objects.filter(gemeente=gemeente, slug=slug).first():
            return gevonden
    bekend = [
        adres
        for model in (Plan, Beleidsplan)
        for adres in model.objects.filter(gemeente=gemeente).values_list("slug", flat=True)
    ]
    bekenden = ", ".join(bekend) or "nog geen"
    raise CommandError(f"{gemeente} heeft geen plan “{maskeer(slug)}”. Bekend: {bekenden}.")


def _schrijf(uit: Path, inhoud: bytes) -> None:
    try:
        uit.write_bytes(inhoud)
    except OSError as fout:
        raise CommandError(f"{uit}: hier kan niet worden geschreven ({fout.strerror}).") from None
