"""Putting a backup back: whole and proven, or not at all."""

import syslog
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jeugdhulp import logboek
from jeugdhulp.controle import HERSTELD, controleer_gemeente, controleer_sloten
from jeugdhulp.domain.reservekopie.bestand import Reservekopie
from jeugdhulp.domain.reservekopie.manifest import (
    VLUCHTIG,
    Kop,
    Manifest,
    ReservekopieFout,
    koppen_in,
    tel_rijen,
)
from jeugdhulp.domain.reservekopie.motor import motor_van
from jeugdhulp.migratie import lader_tot
from jeugdhulp.models import Gebruiker, Gemeente


@dataclass(frozen=True)
class Opdracht:
    """What is asked. `koppen` were kept outside; `vervang` are the slugs of all gemeenten that may
    go (None: the database must be empty); `aanvaard_verlies` accepts a head beyond the backup."""

    door: str = ""
    reden: str = ""
    kanaal: str = ""
    koppen: list[Kop] = field(default_factory=list)
    vervang: frozenset[str] | None = None
    aanvaard_verlies: bool = False


@dataclass(frozen=True)
class Verslag:
    """What was done: from which backup, with which migrations on top, which tables it left out."""

    manifest: Manifest
    bijgewerkt: list[str]
    overgeslagen: list[str]


def herstel(bron: Path, opdracht: Opdracht) -> Verslag:
    """Fill the default database from the backup `bron`; each chain gets a line "hersteld".

    The tables are made by our own migrations, up to those of the backup; rows come from the dump;
    then it is migrated on, locked, and every chain is held to the heads of the backup and to those
    of `opdracht`. Only after that it takes the place of what there was. Raises ReservekopieFout,
    and leaves everything as it was, when anything is not as it should be.
    """
    with Reservekopie.open(bron) as kopie:
        manifest = kopie.manifest
        _eis_passende_software(manifest)
        kopie.eis_gave_dump()
        bekend = [*_koppen_van_oude(opdracht.vervang), *opdracht.koppen]
        _eis_geen_verlies(manifest.inventaris.koppen, opdracht)
        motor = motor_van(connection.vendor)
        with motor.vervang(bron):
            tabellen = _maak_tabellen(manifest.inventaris.migraties) - VLUCHTIG
            _eis_alle_tabellen(manifest, tabellen)
            overgeslagen = motor.laad(kopie.lees_dump(), tabellen)
            _eis_zelfde_rijen(manifest)
            bijgewerkt = _migreer()
            _eis_hele_ketens(manifest.inventaris.koppen, opdracht.koppen)
            _schrijf_hersteld(manifest, bekend, opdracht)
    for kop in manifest.inventaris.koppen:
        syslog.syslog(f"jeugdhulp: hersteld uit reservekopie van {manifest.moment}, tot kop {kop}")
    return Verslag(manifest, bijgewerkt, sorted(overgeslagen))


def _eis_passende_software(manifest: Manifest) -> None:
    if manifest.databank != connection.vendor:
        raise ReservekopieFout(
            f"Deze reservekopie is van {manifest.databank}, deze database is {connection.vendor}."
            " Zet DATABASE_URL op een database van dezelfde soort."
        )
    bekend = MigrationExecutor(connection).loader.disk_migrations
    onbekend = [
        f"{app}.{naam}"
        for app, namen in manifest.inventaris.migraties.items()
        for naam in namen
        if (app, naam) not in bekend
    ]
    if onbekend or _nummers(manifest.versie) > _nummers(settings.VERSIE):
        raise ReservekopieFout(
            f"Deze reservekopie is gemaakt met versie {manifest.versie}; deze software is versie"
            f" {settings.VERSIE} en kent die gegevens niet. Installeer eerst versie"
            f" {manifest.versie} of nieuwer."
        )


def _nummers(versie: str) -> tuple[int, ...]:
    try:
        return tuple(int(deel) for deel in versie.split("."))
    except ValueError:
        raise ReservekopieFout(f"“{versie}” is geen versie van deze toepassing.") from None


def _koppen_van_oude(vervang: frozenset[str] | None) -> list[Kop]:
    """The chain heads of the database that goes; ReservekopieFout when it may not go."""
    with connection.cursor() as cursor:
        tabellen = set(connection.introspection.table_names(cursor))
        if Gemeente._meta.db_table not in tabellen:
            if tabellen:
                raise ReservekopieFout(
                    "In deze database staan tabellen die niet van deze toepassing zijn. Kijk"
                    " DATABASE_URL na, of maak een nieuwe, lege database."
                )
            return []
        koppen = koppen_in(cursor)
        gebruikers = tel_rijen(cursor, [Gebruiker._meta.db_table])
    if not koppen and not any(gebruikers.values()):
        return []
    slugs = frozenset(kop.slug for kop in koppen)
    if vervang is None:
        raise ReservekopieFout(
            f"Deze database is niet leeg: {_opsomming(slugs)}. Herstel in een nieuwe, lege"
            " database. Moet deze weg? Maak er eerst een reservekopie van en geef dan op: --vervang"
            f" {','.join(sorted(slugs)) or '“”'}"
        )
    if vervang != slugs:
        raise ReservekopieFout(
            f"--vervang noemt {_opsomming(vervang)}, maar in deze database staat"
            f" {_opsomming(slugs)}. Kijk na of dit de goede database is."
        )
    return koppen


def _opsomming(slugs: Collection[str]) -> str:
    return ", ".join(sorted(slugs)) or "geen gemeente"


def _eis_geen_verlies(bewaard: list[Kop], opdracht: Opdracht) -> None:
    laatste = {kop.slug: kop.volgnummer for kop in bewaard}
    for kop in opdracht.koppen:
        if kop.slug not in laatste:
            raise ReservekopieFout(f"De reservekopie heeft geen gemeente “{kop.slug}”.")
        if kop.volgnummer > laatste[kop.slug] and not opdracht.aanvaard_verlies:
            raise ReservekopieFout(
                f"De kop {kop} is van na deze reservekopie: regel {laatste[kop.slug] + 1} t/m"
                f" {kop.volgnummer} van {kop.slug} zijn daarna weg. Zoek een nieuwere kopie, of"
                " neem dit verlies met --aanvaard-verlies; het komt in het logboek te staan."
            )


def _maak_tabellen(migraties: dict[str, list[str]]) -> set[str]:
    """The tables as they were when the backup was made, by our own migrations; their names."""
    bestaand = set(connection.introspection.table_names())
    gevraagd = {(app, naam) for app, namen in migraties.items() for naam in namen}
    executor = MigrationExecutor(connection)
    executor.loader = lader = lader_tot(connection, gevraagd)
    # A squashed migration is done when all that it replaces is; an older backup does not name it.
    samengevat = lader.replacements.items()
    heel = {sleutel for sleutel, migratie in samengevat if set(migratie.replaces) <= gevraagd}
    gevraagd = gevraagd - lader.replacements.keys() | heel
    knopen = lader.graph.node_map
    laatste = [
        sleutel
        for sleutel in sorted(gevraagd & knopen.keys())
        if not any(
            kind.key in gevraagd and kind.key[0] == sleutel[0] for kind in knopen[sleutel].children
        )
    ]
    executor.migrate(laatste)
    if set(executor.recorder.applied_migrations()) != gevraagd:
        raise ReservekopieFout("De beschrijving noemt niet alle migraties. Neem een andere kopie.")
    return set(connection.introspection.table_names()) - bestaand


def _eis_alle_tabellen(manifest: Manifest, tabellen: set[str]) -> None:
    if anders := set(manifest.inventaris.rijen) ^ tabellen:
        raise ReservekopieFout(
            f"De beschrijving noemt niet de tabellen die erin horen ({', '.join(sorted(anders))})."
            " Neem een andere reservekopie."
        )


def _eis_zelfde_rijen(manifest: Manifest) -> None:
    verwacht = manifest.inventaris.rijen
    with connection.cursor() as cursor:
        geteld = tel_rijen(cursor, list(verwacht))
    for tabel, aantal in verwacht.items():
        if geteld[tabel] != aantal:
            raise ReservekopieFout(
                f"Tabel {tabel} heeft {geteld[tabel]} rijen; volgens de beschrijving zijn het er"
                f" {aantal}. Neem een andere reservekopie."
            )


def _migreer() -> list[str]:
    """Bring an older database up to this software; this puts the locks on, too."""
    voor = MigrationExecutor(connection).recorder.applied_migrations()
    call_command("migrate", verbosity=0, interactive=False)
    executor = MigrationExecutor(connection)
    na = executor.recorder.applied_migrations()
    nieuw = set(na) - set(voor) - executor.loader.replacements.keys()
    return sorted(f"{app}.{naam}" for app, naam in nieuw)


def _eis_hele_ketens(bewaard: list[Kop], van_buiten: list[Kop]) -> None:
    if ontbreekt := controleer_sloten():
        raise ReservekopieFout(f"Niet op slot: {', '.join(ontbreekt)}.")
    gemeenten = {gemeente.slug: gemeente for gemeente in Gemeente.objects.all()}
    if sorted(gemeenten) != [kop.slug for kop in bewaard]:
        raise ReservekopieFout("De beschrijving noemt andere gemeenten dan de gegevens.")
    for kop in bewaard:
        bekend = [kop, *(ander for ander in van_buiten if ander.slug == kop.slug)]
        nummers = [(een.volgnummer, een.hash) for een in bekend if een.volgnummer <= kop.volgnummer]
        uitkomst = controleer_gemeente(gemeenten[kop.slug], [nr for nr in nummers if nr[0]])
        if uitkomst.fout:
            raise ReservekopieFout(f"Het logboek van {kop.slug} klopt niet: {uitkomst.fout}.")
        if (uitkomst.regels, uitkomst.kop) != (kop.volgnummer, kop.hash):
            raise ReservekopieFout(
                f"Het logboek van {kop.slug} eindigt bij regel {uitkomst.regels}, volgens de"
                f" beschrijving bij regel {kop.volgnummer}."
            )


def _schrijf_hersteld(manifest: Manifest, bekend: Iterable[Kop], opdracht: Opdracht) -> None:
    door = _gebruiker(opdracht.door)
    laatst = {kop.slug: kop for kop in sorted([*manifest.inventaris.koppen, *bekend], key=_nummer)}
    with logboek.handeling(door=door, reden=opdracht.reden, kanaal=opdracht.kanaal):
        for kop in manifest.inventaris.koppen:
            gemeente = Gemeente.objects.get(slug=kop.slug)
            logboek.schrijf(
                HERSTELD,
                gemeente,
                gemeente_id=gemeente.pk,
                naam=gemeente.naam,
                na={
                    "reservekopie van": manifest.moment,
                    "gemaakt met versie": manifest.versie,
                    "hersteld tot kop": str(kop),
                    "laatst bekende kop": str(laatst[kop.slug]),
                    "regels verloren": laatst[kop.slug].volgnummer - kop.volgnummer,
                },
            )


def _nummer(kop: Kop) -> int:
    return kop.volgnummer


def _gebruiker(naam: str) -> Gebruiker | None:
    if not naam:
        return None
    if gebruiker := Gebruiker.objects.filter(username=naam, is_active=True).first():
        return gebruiker
    raise ReservekopieFout(
        f"In de reservekopie is geen gebruiker “{naam}”. Kijk de naam na bij --door."
    )
