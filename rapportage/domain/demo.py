"""What the demo holds: the real plans, and a user for every role."""

import json
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jeugdhulp import kalender, logboek
from jeugdhulp.choices import RolSoort
from jeugdhulp.domain.begin import neem_gemeente_over
from jeugdhulp.domain.referentie import laad_gemeentecodes
from jeugdhulp.geheim import schrijf_geheim
from jeugdhulp.models import Gebruiker, Gemeente, Lidmaatschap, Persoon, Rol
from maatregelen.domain.uitwisselen.laden import laad
from maatregelen.models import Beleidsplan, Plan
from rapportage.domain import voorbeeld

NAMEN = [*RolSoort.values, "trekker"]
# In this order: an opvolger before what merged into it, a beleidsplan before the plan under it.
BESTANDEN = (
    "het-hogeland/plan",
    "bmwe/beleidsplan",
    "bmwe/uitvoeringsplan",
    "stadskanaal/plan",
    "stadskanaal/beleidsplan",
    "stadskanaal/acties",
    "noordoostpolder/plan",
)
# The gemeenten in which the demo's users have their role: the invented one and the real ones. The
# plans of BMWE are read by who works for Het Hogeland, its opvolger.
MET_GEBRUIKERS = ("lindervaart", "het-hogeland", "stadskanaal", "noordoostpolder")
# The demo's trekker stands in for somebody of the plan, so that she has measures of her own.
TREKKER_VOOR = ("Amina el Kasmi", "W. de Jong", "Ellen van der Vries")
ZAAD = 2026


def laad_plannen() -> list[Plan | Beleidsplan]:
    """Make the invented gemeente and load the real plans, where they are not there yet; those that
    are stay as they are."""
    laad_gemeentecodes()
    geladen: list[Plan | Beleidsplan] = []
    if not Gemeente.objects.filter(slug=voorbeeld.SLUG).exists():
        geladen.append(voorbeeld.maak_voorbeeld(ZAAD, kalender.vandaag()))
    for bestand in BESTANDEN:
        geladen += _laad(settings.BASE_DIR / "fixtures" / f"{bestand}.json")
    return geladen


def _laad(bestand: Path) -> list[Plan | Beleidsplan]:
    gegevens = json.loads(bestand.read_text(encoding="utf-8"))
    gemeente = neem_gemeente_over(gegevens["gemeente"], door=None, kanaal="demo")
    model: type[Plan] | type[Beleidsplan]
    model = Beleidsplan if gegevens["formaat"] == "beleidsplan" else Plan
    slug = gegevens[gegevens["formaat"]]["slug"]
    if model.objects.filter(gemeente=gemeente, slug=slug).exists():
        return []
    return [laad(gegevens, gemeente, door=None, kanaal="demo")]


class DemoGeweigerdError(Exception):
    """This database has users that are not of the demo."""


def maak_gebruikers(bestand: Path) -> dict[str, str]:
    """A user per role and a trekker, in all gemeenten of the demo; user name → password.

    Passwords are random per database and kept in `bestand`, so that a next start prints the same.
    Raises DemoGeweigerdError when a user by one of these names has another password: it is
    somebody's, and stays hers.
    """
    bewaard: dict[str, str] = json.loads(bestand.read_text()) if bestand.is_file() else {}
    bestaand = Gebruiker.objects.filter(username__in=NAMEN).order_by("pk")
    if eerste := bestaand.first():
        if not eerste.check_password(bewaard.get(eerste.username, "")):
            raise DemoGeweigerdError(
                f"In deze database staat al een gebruiker “{eerste.username}” die niet van deze"
                " demo is. Haal .data/demo.sqlite3 weg, of gebruik een lege database."
            )
        return bewaard
    wachtwoorden = {naam: secrets.token_urlsafe(9) for naam in NAMEN}
    with transaction.atomic():
        for naam, wachtwoord in wachtwoorden.items():
            _maak_gebruiker(naam, wachtwoord)
    _koppel_trekker(Gebruiker.objects.get(username="trekker"))
    schrijf_geheim(bestand, json.dumps(wachtwoorden))
    return wachtwoorden


def _maak_gebruiker(naam: str, wachtwoord: str) -> None:
    gebruiker = Gebruiker.objects.create_user(
        naam,
        email=f"{naam}@demo.example",
        password=wachtwoord,
        first_name=naam.capitalize(),
        last_name="(demo)",
    )
    for gemeente in Gemeente.objects.filter(slug__in=MET_GEBRUIKERS):
        lid = Lidmaatschap.objects.create(
            gebruiker=gebruiker, gemeente=gemeente, van=kalender.vandaag()
        )
        if naam in RolSoort.values:
            Rol.objects.create(lidmaatschap=lid, soort=naam)


def _koppel_trekker(gebruiker: Gebruiker) -> None:
    for persoon in Persoon.objects.filter(naam__in=TREKKER_VOOR, gemeente__slug__in=MET_GEBRUIKERS):
        with logboek.handeling(door=None, reden="gebruiker van de demo", kanaal="demo"):
            persoon.gebruiker = gebruiker
            persoon.save(update_fields=["gebruiker"])
            logboek.schrijf(
                "gebruiker gekoppeld",
                persoon,
                gemeente_id=persoon.gemeente_id,
                naam=persoon.naam,
                na={"gebruiker": gebruiker.username},
            )
