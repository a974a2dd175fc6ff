"""What is frozen of reports, held to the logboek; and which version counts."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from jeugdhulp import logboek
from jeugdhulp.controle import vernietigd
from jeugdhulp.models import Gebeurtenis, Gemeente
from rapportage.choices import OpmaakToestand
from rapportage.models import Publicatie, Rapportage, Rapportversie, Versiestap
from rapportage.models.publicatie import STAP_AFSCHERMBAAR, VERSIE_AFSCHERMBAAR

# The kinds of the lines that hold these rows.
VERSIE_GEMAAKT = "versie van rapport gemaakt"
STAP_GEZET = "versie van rapport een stap verder"
BESTANDEN_GEMAAKT = "bestanden van rapport gemaakt"
# Under this the act of shielding tells what is left of texts whose line it emptied.
TEKSTEN = "rapportteksten"


def feiten_van_versie(versie: Rapportversie) -> dict[str, Any]:
    """What can never change of a version; its line hashes it."""
    return {
        "rapportversie": versie.pk,
        "rapportage": versie.rapportage_id,
        "nummer": versie.nummer,
        "soort": versie.soort,
        "vervangt": versie.vervangt_id,
        "momentopname": versie.momentopname_id,
        "gemaakt_op": versie.gemaakt_op,
        "door": versie.door_id,
    }


def feiten_van_stap(stap: Versiestap) -> dict[str, Any]:
    """What can never change of a step; its line hashes it."""
    return {
        "versiestap": stap.pk,
        "rapportversie": stap.versie_id,
        "stap": stap.stap,
        "dag": stap.dag,
        "gemaakt_op": stap.gemaakt_op,
        "door": stap.door_id,
    }


def feiten_van_bestanden(versie_id: int, bestanden: list[Publicatie]) -> dict[str, Any]:
    """What can never change of the files of a version, together; their line hashes it."""
    op_naam = sorted(bestanden, key=lambda bestand: bestand.naam)
    return {
        "rapportversie": versie_id,
        "bestanden": [[rij.vorm, rij.naam, rij.sha256, rij.grootte] for rij in op_naam],
    }


def teksten_van(rij: Rapportversie | Versiestap) -> str:
    """sha256 over the texts of a row that may be shielded."""
    velden = VERSIE_AFSCHERMBAAR if isinstance(rij, Rapportversie) else STAP_AFSCHERMBAAR
    return logboek.hash_van({veld: getattr(rij, veld) for veld in velden})


def sleutel_van(rij: Rapportversie | Versiestap) -> tuple[str, int]:
    """How a list in a line names this row."""
    return rij._meta.model_name or "", rij.pk


def sha256(inhoud: bytes) -> str:
    """As 64 hex digits."""
    return hashlib.sha256(inhoud).hexdigest()


def versies_van(gemeente: Gemeente) -> QuerySet[Rapportversie]:
    """All its frozen versions, oldest first."""
    return Rapportversie.objects.filter(rapportage__gemeente=gemeente).order_by("pk")


def stappen_van(gemeente: Gemeente) -> QuerySet[Versiestap]:
    """All steps of its versions, oldest first."""
    return Versiestap.objects.filter(versie__rapportage__gemeente=gemeente).order_by("pk")


def nu_overgebleven(gemeente: Gemeente, regels: set[int]) -> list[list[Any]]:
    """Per version and step whose line is or becomes empty (`regels`, by volgnummer) the hash of the
    texts it has now: for the line of the act. Three queries."""
    eigen = Gebeurtenis.objects.filter(gemeente=gemeente, soort__in=(VERSIE_GEMAAKT, STAP_GEZET))
    leeg = {
        feiten_hash
        for volgnummer, feiten_hash, inhoud in eigen.values_list(
            "volgnummer", "feiten_hash", "inhoud"
        )
        if inhoud is None or volgnummer in regels
    }
    return [
        [*sleutel_van(rij), teksten_van(rij)] for rij, hash_ in _rijen(gemeente) if hash_ in leeg
    ]


def _rijen(gemeente: Gemeente) -> Iterator[tuple[Rapportversie | Versiestap, str]]:
    """Every version and step, with the hash of its facts."""
    for versie in versies_van(gemeente).select_related("rapportage"):
        yield versie, logboek.hash_van(feiten_van_versie(versie))
    for stap in stappen_van(gemeente).select_related("versie__rapportage"):
        yield stap, logboek.hash_van(feiten_van_stap(stap))


def controleer_publicaties(gemeente: Gemeente) -> str:
    """What is wrong with the reports of `gemeente`, or "": each version, step and set of files is
    what its line says, no line lost its rows, and every file is what its sha256 says, or was
    emptied and has an erratum in its place.

    Six queries; files are read one at a time.
    """
    soorten = (VERSIE_GEMAAKT, STAP_GEZET, BESTANDEN_GEMAAKT)
    regels = Gebeurtenis.objects.filter(gemeente=gemeente, soort__in=soorten)
    bewijzen = {regel.feiten_hash: regel for regel in regels.iterator(2000)}
    gewist = {(naam, pk): over for naam, pk, over in vernietigd(gemeente.pk, TEKSTEN)}
    for rij, hash_ in _rijen(gemeente):
        regel = bewijzen.pop(hash_, None)
        if regel is None or teksten_van(rij) != _teksten(regel, rij, gewist):
            return f"{rij._meta.verbose_name} {rij.pk}: staat niet zo in het logboek"
    if fout := _fout_in_bestanden(gemeente, bewijzen):
        return fout
    for regel in bewijzen.values():
        return f"regel {regel.volgnummer}: wat toen van een rapport is bewaard, is er niet meer zo"
    return ""


def _teksten(
    regel: Gebeurtenis, rij: Rapportversie | Versiestap, gewist: dict[tuple[str, int], str]
) -> str:
    if regel.inhoud is None:
        return gewist.get(sleutel_van(rij), "")
    return str(regel.gegevens.get("teksten", ""))


def _fout_in_bestanden(gemeente: Gemeente, bewijzen: dict[str, Gebeurtenis]) -> str:
    """Takes the lines of files that are right out of `bewijzen`."""
    vervangen = set(
        Rapportversie.objects.filter(
            rapportage__gemeente=gemeente, vervangt__momentopname__tekst=""
        ).values_list("vervangt", flat=True)
    )
    per_versie: dict[int, list[Publicatie]] = {}
    alle = Publicatie.objects.filter(versie__rapportage__gemeente=gemeente).order_by("pk")
    for rij in alle.iterator(1):
        inhoud = bytes(rij.inhoud)
        is_leeg = not inhoud and rij.afgeschermd_op is not None and rij.versie_id in vervangen
        heel = rij.afgeschermd_op is None and len(inhoud) == rij.grootte
        if not is_leeg and not (heel and sha256(inhoud) == rij.sha256):
            return f"bestand {rij.pk} van een rapport: is niet zoals het is uitgegaan"
        rij.inhoud = b""
        per_versie.setdefault(rij.versie_id, []).append(rij)
    for versie_id, rijen in per_versie.items():
        if bewijzen.pop(logboek.hash_van(feiten_van_bestanden(versie_id, rijen)), None) is None:
            return f"bestanden van rapportversie {versie_id}: staan niet zo in het logboek"
    return ""


def plaats(versie: Rapportversie) -> int:
    """The number of the version that this is, or that it came in the place of."""
    while versie.vervangt is not None:
        versie = versie.vervangt
    return versie.nummer


def overgenomen_van(stap: Versiestap, versie: Rapportversie) -> int | None:
    """The number of the version on which a step of the erratum `versie` was set; None for a step
    that was set on this version itself. No query where `vervangt` is loaded."""
    gezet_op = versie
    while gezet_op.vervangt is not None and stap.gemaakt_op < gezet_op.gemaakt_op:
        gezet_op = gezet_op.vervangt
    return None if gezet_op == versie else gezet_op.nummer


def nieuwste(rapportage: Rapportage) -> Rapportversie | None:
    """The version that counts: the last one that was frozen, or the erratum in its place. One whose
    files failed before it was ter besluitvorming does not. Two queries, and one per erratum."""
    return _laatste(rapportage.versies.select_related("opmaak", "vervangt"))


def openbare(rapportage: Rapportage) -> Rapportversie | None:
    """The version that everybody reads at the address of the report: the last that is public and
    whose files are there, or the erratum in its place. None without an address or such a version.
    """
    versies = Rapportversie.objects.openbaar().filter(rapportage=rapportage)
    gereed = versies.filter(opmaak__toestand=OpmaakToestand.GEREED)
    return _laatste(gereed.select_related("opmaak", "vervangt"))


def _laatste(versies: QuerySet[Rapportversie]) -> Rapportversie | None:
    gelden = [
        versie
        for versie in versies.filter(vervangen_door=None).prefetch_related("stappen")
        if versie.opmaak.toestand != OpmaakToestand.MISLUKT or versie.stappen.all()
    ]
    return max(gelden, key=plaats, default=None)
