"""The only writer of the logboek: a hash-chained, append-only trail per gemeente.

Every change happens in a `handeling`. Its lines are appended as the last act of the outermost
transaction, when all other rows are locked already: the chain head is the last lock, so writers
cannot deadlock, and a transaction that fails leaves no gap.

A line's hash is sha256 over `regel`, the stored text of its metadata, which holds the previous
hash and `inhoud_hash`, the sha256 over zout ‖ inhoud. Content and salt can therefore be destroyed
while the chain still verifies.
"""

import hashlib
import json
import os
import pwd
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from jeugdhulp import kalender
from jeugdhulp.clientnummer import WEIGERING, maskeer, vind_clientnummer
from jeugdhulp.handeling import Handeling, Regel, _huidige, huidige
from jeugdhulp.models.gemeente import Gemeente
from jeugdhulp.models.logboek import BEGIN, Gebeurtenis, Ketenkop
from jeugdhulp.vrijetekst import heeft_clientnummer, is_vrijgesteld

if TYPE_CHECKING:
    from jeugdhulp.models import Gebruiker


class ZonderRegelError(RuntimeError):
    """A handeling changed tracked rows and left no line in the logboek."""


class ClientnummerInRegelError(ValueError):
    """A line with a client number in it, which could never be taken out again."""


class VerschovenKlokError(RuntimeError):
    """A line of a real gemeente, written while the clock was shifted."""


@contextmanager
def handeling(
    *, door: "Gebruiker | None", reden: str = "", kanaal: str = "scherm"
) -> Iterator[Handeling]:
    """Open the act `door` does, or join the one that is going on.

    The outermost one is the outermost transaction (`durable`). A joined act, or any savepoint, that
    fails takes its lines back. Raises ZonderRegelError when rows changed and nothing was
    written down, and ValidationError (`reden`) when the reason holds a client number. Costs, at
    the end, two queries a gemeente plus one insert for its lines.
    """
    if vind_clientnummer(reden):
        raise ValidationError({"reden": WEIGERING})
    if (lopende := _huidige.get()) is not None:
        with transaction.atomic():
            yield lopende
        return
    nieuwe = Handeling(door=door, reden=reden, kanaal=kanaal)
    merk = _huidige.set(nieuwe)
    try:
        with transaction.atomic(durable=True):
            yield nieuwe
            regels = nieuwe.regels()
            if nieuwe.heeft_geschiedenis() and not regels:
                raise ZonderRegelError(
                    "Deze handeling wijzigt gegevens zonder regel in het logboek."
                )
            _voeg_toe(nieuwe, regels)
    finally:
        _huidige.reset(merk)


def opdrachtregel() -> str:
    """The channel of a command: which OS user typed it, by the kernel's word."""
    uid = os.getuid()
    try:
        naam = pwd.getpwuid(uid).pw_name
    except KeyError:
        naam = str(uid)
    return f"opdrachtregel, {naam}"


def schrijf(
    soort: str,
    onderwerp: models.Model,
    *,
    gemeente_id: int,
    naam: str,
    voor: Mapping[str, Any] | None = None,
    na: Mapping[str, Any] | None = None,
    feiten: Mapping[str, Any] | None = None,
    **extra: Any,
) -> None:
    """Note a line about `onderwerp` in the act that is going on; it is numbered when that ends.

    `voor` and `na` hold only fields that changed, readable without the database: names, not ids.
    `feiten` are the columns of an insert-only row without its texts: their hash stays in the line
    when its content is destroyed, and holds the row to what was written.

    Raises ClientnummerInRegelError when a text holds a client number: forms and tables refused it
    long before, this is the last door. In `voor`, which may be from before that, it is masked.
    """
    lopende = huidige()
    _weiger_clientnummers(type(onderwerp), {"onderwerp": naam, **extra, **(na or {})})
    inhoud = {
        "onderwerp": naam,
        "voor": {veld: _gemaskeerd(waarde) for veld, waarde in (voor or {}).items()},
        "na": dict(na or {}),
        "reden": lopende.reden,
        "kanaal": lopende.kanaal,
        **extra,
    }
    lopende.noteer(
        Regel(
            gemeente_id,
            soort,
            onderwerp._meta.label_lower,
            onderwerp.pk,
            inhoud,
            hash_van(feiten) if feiten else "",
        )
    )


def vernietig(gemeente_id: int, volgnummers: Iterable[int]) -> None:
    """Empty the content and salt of these lines; the lines and their hashes stay. One query.

    Only inside an act that leaves a line saying which they were and on what ground: without one
    `controleer_logboek` fails.
    """
    huidige()
    regels = Gebeurtenis._base_manager.filter(
        gemeente_id=gemeente_id, volgnummer__in=list(volgnummers)
    )
    regels.update(inhoud=None, zout=None)


def _weiger_clientnummers(model: type[models.Model], teksten: Mapping[str, Any]) -> None:
    for veld, waarde in teksten.items():
        if heeft_clientnummer(waarde) and not is_vrijgesteld(model, veld):
            raise ClientnummerInRegelError(f"Een clientnummer hoort niet in het logboek ({veld}).")


def _gemaskeerd(waarde: Any) -> Any:
    if isinstance(waarde, list | tuple):
        return [_gemaskeerd(deel) for deel in waarde]
    return maskeer(waarde) if isinstance(waarde, str) else waarde


def canoniek(waarde: Mapping[str, Any]) -> str:
    """The one text of `waarde` that is stored and hashed: NFC, sorted keys, no floats.

    Amounts, days and moments become text; raises TypeError on a float or an unknown kind.
    """
    tekst = json.dumps(
        _als_tekst(waarde), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return unicodedata.normalize("NFC", tekst)


def _als_tekst(waarde: Any) -> Any:
    # Texts and numbers first: they are most of it, and verifying a chain passes here per column.
    if isinstance(waarde, str):
        return str(waarde).replace("\x00", "")
    if waarde is None or isinstance(waarde, int):
        return waarde
    if isinstance(waarde, Mapping):
        return {str(sleutel): _als_tekst(deel) for sleutel, deel in waarde.items()}
    if isinstance(waarde, list | tuple):
        return [_als_tekst(deel) for deel in waarde]
    if isinstance(waarde, Decimal):
        return f"{waarde:.2f}"
    if isinstance(waarde, datetime):
        return moment_als_tekst(waarde)
    if isinstance(waarde, date):
        return waarde.isoformat()
    raise TypeError(f"{type(waarde).__name__} hoort niet in het logboek.")


def moment_als_tekst(moment: datetime) -> str:
    """ "2026-11-22T09:42:17.123Z": whole milliseconds in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def hash_van(waarde: Mapping[str, Any]) -> str:
    """sha256 over the canonical text of `waarde`, as 64 hex digits."""
    return hashlib.sha256(canoniek(waarde).encode()).hexdigest()


def hash_inhoud(zout: str, inhoud: str) -> str:
    """sha256 over salt ‖ content, as 64 hex digits."""
    return hashlib.sha256((zout + inhoud).encode()).hexdigest()


def hash_regel(regel: str) -> str:
    """sha256 over the stored text of a line's metadata, as 64 hex digits."""
    return hashlib.sha256(regel.encode()).hexdigest()


def _voeg_toe(lopende: Handeling, regels: list[Regel]) -> None:
    gesorteerd = sorted(regels, key=lambda regel: regel.gemeente_id)
    for gemeente_id, van_gemeente in groupby(gesorteerd, key=lambda regel: regel.gemeente_id):
        if kalender.is_verschoven():
            _eis_voorbeeld(gemeente_id)
        Ketenkop.objects.get_or_create(gemeente_id=gemeente_id)
        kop = Ketenkop.objects.select_for_update().get(gemeente_id=gemeente_id)
        Gebeurtenis.objects.bulk_create(_schakels(kop, van_gemeente, lopende))
        kop.save(update_fields=["volgnummer", "hash"])


def _eis_voorbeeld(gemeente_id: int) -> None:
    if not Gemeente.objects.filter(pk=gemeente_id, voorbeeld=True).exists():
        raise VerschovenKlokError("Met een verschoven klok schrijft alleen een verzonnen gemeente.")


def _schakels(kop: Ketenkop, regels: Iterable[Regel], lopende: Handeling) -> list[Gebeurtenis]:
    schakels = []
    moment = kalender.nu()
    for regel in regels:
        schakel = _schakel(kop, regel, lopende, moment)
        kop.volgnummer, kop.hash = schakel.volgnummer, schakel.hash
        schakels.append(schakel)
    return schakels


def _schakel(kop: Ketenkop, regel: Regel, lopende: Handeling, moment: datetime) -> Gebeurtenis:
    zout, inhoud = secrets.token_hex(16), canoniek(regel.inhoud)
    gebeurtenis = Gebeurtenis(
        gemeente_id=kop.gemeente_id,
        volgnummer=kop.volgnummer + 1,
        moment=moment,
        door=lopende.door,
        soort=regel.soort,
        onderwerp_soort=regel.onderwerp_soort,
        onderwerp_id=regel.onderwerp_id,
        handeling=lopende.id,
        voorbeeld=kalender.is_verschoven(),
        zout=zout,
        inhoud=inhoud,
        inhoud_hash=hash_inhoud(zout, inhoud),
        feiten_hash=regel.feiten_hash,
        vorige_hash=kop.hash or BEGIN,
    )
    gebeurtenis.regel = regeltekst(gebeurtenis)
    gebeurtenis.hash = hash_regel(gebeurtenis.regel)
    return gebeurtenis


def regeltekst(gebeurtenis: Gebeurtenis) -> str:
    """The metadata of a line as the text that is hashed; the columns must say the same.

    `voorbeeld` stands in it only where it is true.
    """
    return canoniek(
        ({"voorbeeld": True} if gebeurtenis.voorbeeld else {})
        | {
            "gemeente": gebeurtenis.gemeente_id,
            "volgnummer": gebeurtenis.volgnummer,
            "moment": gebeurtenis.moment,
            "door": gebeurtenis.door_id,
            "soort": gebeurtenis.soort,
            "onderwerp_soort": gebeurtenis.onderwerp_soort,
            "onderwerp_id": gebeurtenis.onderwerp_id,
            "handeling": str(gebeurtenis.handeling),
            "inhoud_hash": gebeurtenis.inhoud_hash,
            "feiten_hash": gebeurtenis.feiten_hash,
            "vorige": gebeurtenis.vorige_hash,
        }
    )
