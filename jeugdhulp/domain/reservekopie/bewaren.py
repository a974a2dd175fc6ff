"""Making a backup."""

import syslog
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from jeugdhulp import kalender, logboek, toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain.reservekopie import bestand
from jeugdhulp.domain.reservekopie.manifest import Inventaris, Manifest
from jeugdhulp.domain.reservekopie.motor import motor_van


def bewaar(doel: Path) -> Manifest:
    """Write a backup of the whole database to `doel`, as it is at one moment, while others work.

    Its chain heads go to the system log, so that they live outside the database and the file.
    The register of access gets a line.
    Raises ReservekopieFout when that cannot be; then there is no file. Reads each table twice.
    """
    motor = motor_van(connection.vendor)
    moment = kalender.nu()
    inhoud: list[Inventaris] = []

    def beschrijf(dump: dict[str, Any]) -> Manifest:
        return Manifest(
            versie=settings.VERSIE,
            moment=logboek.moment_als_tekst(moment),
            databank=connection.vendor,
            programma=motor.programma(),
            inventaris=inhoud[0],
            dump=dump,
        )

    manifest = bestand.schrijf(doel, lambda uit: inhoud.append(motor.dump(uit, doel)), beschrijf)
    for kop in manifest.inventaris.koppen:
        syslog.syslog(f"jeugdhulp: reservekopie {doel.name}, kop {kop}")
    toegang.noteer(ToegangSoort.RESERVEKOPIE_GEMAAKT)
    return manifest
