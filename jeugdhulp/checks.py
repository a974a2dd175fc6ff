"""Mistakes in settings, told at the start in words: id, what is wrong, what to do."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.utils import DatabaseError, OperationalError

from jeugdhulp import databaserol, kalender
from jeugdhulp.aanmeldbronnen import Bron, BronFout, bronnen
from jeugdhulp.choices import RolSoort
from jeugdhulp.models import Codeapp, Gebeurtenis, Gebruiker, Lidmaatschap


@register(Tags.security)
def geheime_sleutel(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """No secret key, no start."""
    # Django raises when the key is asked for and empty: that would hide our own sentence.
    with suppress(ImproperlyConfigured):
        if settings.SECRET_KEY:
            return []
    return [
        Error(
            "Er is geen geheime sleutel.",
            hint="Zet JEUGDHULP_SECRET_KEY, of JEUGDHULP_SECRET_KEY_FILE (naam van een bestand).",
            id="jeugdhulp.E001",
        )
    ]


@register(Tags.security)
def demo_alleen_lokaal(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The demo has invented users with printed passwords: it never serves other machines."""
    if not settings.DEMO or set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost"}:
        return []
    return [
        Error(
            "De demo mag alleen op deze machine te bereiken zijn.",
            hint="Haal JEUGDHULP_DEMO weg, of laat JEUGDHULP_HOSTS leeg.",
            id="jeugdhulp.E002",
        )
    ]


@register(Tags.security, deploy=True)
def eigen_adres(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without hosts nothing is served; a star serves whoever lies about its name."""
    if settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        Error(
            "Het webadres van deze toepassing is niet gezet.",
            hint="Zet JEUGDHULP_HOSTS, bijvoorbeeld plan.gemeente.nl; meer adressen met een komma.",
            id="jeugdhulp.E003",
        )
    ]


@register(Tags.database, deploy=True)
def productie_op_postgresql(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SQLite is for trying out; many writers at once want PostgreSQL."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return []
    return [
        Warning(
            "Deze toepassing staat op SQLite.",
            hint="Zet DATABASE_URL op een PostgreSQL-database, zoals postgres://…/jeugdhulp.",
            id="jeugdhulp.W001",
        )
    ]


@register(Tags.security, deploy=True)
def beveiligingscontact(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Somebody who finds a weakness must be able to tell it, at an address that is one."""
    adressen = settings.BEVEILIGINGSCONTACT
    if settings.DEMO or (adressen and all(map(_is_contact, adressen))):
        return []
    return [
        Warning(
            "Er is geen adres waar iemand een zwakke plek kan melden.",
            hint="Zet JEUGDHULP_BEVEILIGINGSCONTACT, bijvoorbeeld mailto:beveiliging@gemeente.nl of"
            " https://gemeente.nl/kwetsbaarheid-melden; zie docs/SECURITY.md.",
            id="jeugdhulp.W004",
        )
    ]


def _is_contact(adres: str) -> bool:
    return adres.startswith(("mailto:", "https://", "tel:")) and adres.isprintable()


@register(Tags.security)
def bronnen_goed_beschreven(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A directory to sign in with is described in full, or nobody starts."""
    try:
        bronnen()
    except BronFout as fout:
        return [
            Error(
                f"Een aanmeldbron klopt niet. {fout}",
                hint="Kijk in JEUGDHULP_AANMELDBRONNEN; zie docs/beheer.md, aanmelden.",
                id="jeugdhulp.E007",
            )
        ]
    return []


@register(Tags.database)
def noodaccount_werkt(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Where passwords are closed, somebody must get in when the directory is down."""
    try:
        return [
            Warning(
                f"Bij aanmeldbron {bron.sleutel} zijn wachtwoorden dicht. {waarom}",
                hint="Zet een noodaccount in JEUGDHULP_AANMELDBRONNEN: een beheerder met een"
                " wachtwoord en een code bij het aanmelden. Bewaar beide in de kluis.",
                id="jeugdhulp.W005",
            )
            for alias in databases or ()
            for bron in bronnen()
            if bron.wachtwoorden_dicht and (waarom := _mist_noodaccount(bron, alias))
        ]
    except (BronFout, DatabaseError):  # Told elsewhere, or migrate has still to come.
        return []


def _mist_noodaccount(bron: Bron, alias: str) -> str:
    """What is wrong with the account for emergencies of this directory; "" when it works."""
    if not bron.noodaccount:
        return "Er is geen noodaccount."
    zij = Gebruiker.objects.using(alias).filter(username=bron.noodaccount, is_active=True).first()
    if zij is None or not zij.has_usable_password():
        return f"Het noodaccount {bron.noodaccount} bestaat niet of heeft geen wachtwoord."
    if not Codeapp.objects.using(alias).filter(user=zij, confirmed=True).exists():
        return f"Het noodaccount {bron.noodaccount} heeft geen code bij het aanmelden."
    beheert = set(
        Lidmaatschap.objects.using(alias)
        .geldig(kalender.vandaag())
        .filter(gebruiker=zij, extern=False, rollen__soort=RolSoort.BEHEERDER)
        .values_list("gemeente__slug", flat=True)
    )
    niet = sorted(bron.gemeenten - beheert)
    if niet:
        return f"Het noodaccount {bron.noodaccount} is geen beheerder van {', '.join(niet)}."
    return ""


@register(Tags.database)
def geen_verschoven_klok(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """What was written with a shifted clock belongs to an invented gemeente alone."""
    try:
        verzonnen = [
            alias
            for alias in databases or ()
            if Gebeurtenis.objects.using(alias)
            .filter(voorbeeld=True, gemeente__voorbeeld=False)
            .exists()
        ]
    except DatabaseError:  # No table yet: migrate has still to come.
        return []
    return [
        Error(
            "In het logboek van een echte gemeente staan regels met een verschoven klok.",
            hint="Draai manage.py controleer_logboek, en zoek uit wie die regels schreef.",
            id="jeugdhulp.E006",
        )
        for _ in verzonnen
    ]


@register(Tags.database)
def rol_in_database(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The role of the application can do what it needs and no more; outside the demo.

    Not asked of the owner, who can do everything (JEUGDHULP_DATABASE_EIGENAAR).
    """
    meldingen: list[CheckMessage] = []
    for alias in databases or ():
        if connections[alias].vendor == "postgresql" and not (
            settings.DEMO or settings.ALS_EIGENAAR
        ):
            try:
                meldingen += _rol_en_log(alias)
            except OperationalError:
                meldingen.append(_ONBEREIKBAAR)
    return meldingen


def _rol_en_log(alias: str) -> list[CheckMessage]:
    gevonden = databaserol.afwijkingen(connections[alias])
    meldingen: list[CheckMessage] = []
    if gevonden.te_veel:
        meldingen.append(
            Error(
                f"De toepassing mag te veel in de database: {_eerste(gevonden.te_veel)}.",
                hint="Laat DATABASE_URL wijzen naar een eigen rol die niets bezit, en geef die met"
                " “manage.py geef_rechten --rol NAAM” precies wat nodig is. Zet alleen voor migrate"
                " en geef_rechten de eigenaar in JEUGDHULP_DATABASE_EIGENAAR.",
                id="jeugdhulp.E004",
            )
        )
    if gevonden.te_weinig:
        meldingen.append(
            Error(
                f"De toepassing mist rechten in de database: {_eerste(gevonden.te_weinig)}.",
                hint="Draai als eigenaar (JEUGDHULP_DATABASE_EIGENAAR) eerst manage.py migrate en"
                " daarna manage.py geef_rechten --rol NAAM. Doe dat na elke nieuwe versie.",
                id="jeugdhulp.E005",
            )
        )
    if praat := databaserol.schrijft_inhoud_in_log(connections[alias]):
        meldingen.append(
            Warning(
                f"PostgreSQL schrijft ingevoerde gegevens in zijn eigen log: {_eerste(praat)}.",
                hint="Laat de beheerder van PostgreSQL dit voor de rol van de toepassing zetten:"
                f" {'; '.join(databaserol.ZWIJG)}.",
                id="jeugdhulp.W002",
            )
        )
    return meldingen


def _eerste(namen: list[str]) -> str:
    rest = f" en nog {len(namen) - 5}" if len(namen) > 5 else ""
    return ", ".join(namen[:5]) + rest


_ONBEREIKBAAR = Warning(
    "De database is niet te bereiken; de rechten van de toepassing zijn niet nagekeken.",
    hint="Kijk of PostgreSQL draait en of DATABASE_URL klopt.",
    id="jeugdhulp.W003",
)
