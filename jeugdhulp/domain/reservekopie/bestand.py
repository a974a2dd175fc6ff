"""The file of a backup: written whole or not at all, and read with suspicion."""

import hashlib
import os
import secrets
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Self

from jeugdhulp.domain.reservekopie.manifest import Manifest, ReservekopieFout

DUMP, MANIFEST = "dump", "manifest.json"
BLOK = 1 << 20
# A manifest has a line per table and per gemeente; more than this is no manifest.
MANIFEST_HOOGSTENS = 16 << 20


class _Tellend:
    """Passes bytes on and keeps their sha256 and number."""

    def __init__(self, naar: IO[bytes]):
        self.naar, self.som, self.aantal = naar, hashlib.sha256(), 0

    def write(self, deel: bytes) -> int:
        self.som.update(deel)
        self.aantal += len(deel)
        return self.naar.write(deel)


@contextmanager
def nieuw_bestand(doel: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when it is whole and on disk (mode 600).

    Raises ReservekopieFout when there is something by that name already, before or after.
    """
    eis_vrij(doel)
    tijdelijk = doel.with_name(f".{doel.name}.{secrets.token_hex(8)}")
    vlaggen = os.O_RDWR | os.O_CREAT | os.O_EXCL
    try:
        with os.fdopen(os.open(tijdelijk, vlaggen, 0o600), "w+b") as bestand:
            yield bestand
            bestand.flush()
            os.fsync(bestand.fileno())
        _geef_naam(tijdelijk, doel)
    except OSError as fout:
        raise ReservekopieFout(f"{doel}: schrijven lukt niet ({fout.strerror}).") from fout
    finally:
        tijdelijk.unlink(missing_ok=True)


def eis_vrij(doel: Path) -> None:
    """Nothing by that name, and a folder to put it in; else ReservekopieFout."""
    if os.path.lexists(doel):
        raise ReservekopieFout(
            f"{doel} bestaat al. Een reservekopie wordt niet overschreven: kies een andere naam."
        )
    if not doel.parent.is_dir():
        raise ReservekopieFout(f"De map {doel.parent} bestaat niet. Maak die eerst.")


def _geef_naam(tijdelijk: Path, doel: Path) -> None:
    try:
        # Fails where a rename would overwrite.
        doel.hardlink_to(tijdelijk)
    except FileExistsError:
        eis_vrij(doel)
    except OSError:
        # A network share may know no hard links.
        eis_vrij(doel)
        tijdelijk.rename(doel)
    map_ = os.open(doel.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(map_)
    finally:
        os.close(map_)


def schrijf(
    doel: Path, maak_dump: Callable[[Any], None], beschrijf: Callable[[dict[str, Any]], Manifest]
) -> Manifest:
    """Make the backup `doel`. `maak_dump` writes the dump to what it is given; `beschrijf` then
    gets its sha256 and size and returns the manifest. What was written is read back."""
    with nieuw_bestand(doel) as bestand:
        with zipfile.ZipFile(bestand, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zip_:
            with zip_.open(_lid(DUMP), "w", force_zip64=True) as lid:
                tellend = _Tellend(lid)
                maak_dump(tellend)
            manifest = beschrijf({"sha256": tellend.som.hexdigest(), "bytes": tellend.aantal})
            zip_.writestr(_lid(MANIFEST), manifest.als_tekst())
        Reservekopie(bestand).eis_gave_dump()
    return manifest


def _lid(naam: str) -> zipfile.ZipInfo:
    lid = zipfile.ZipInfo(naam)
    lid.compress_type = zipfile.ZIP_DEFLATED
    lid.external_attr = 0o600 << 16
    return lid


def sha256_van(pad: Path) -> str:
    """sha256 of a whole file, as `sha256sum` prints it."""
    with pad.open("rb") as bestand:
        return hashlib.file_digest(bestand, "sha256").hexdigest()


class Reservekopie:
    """A backup that is read. Raises ReservekopieFout on whatever is not as we write them."""

    def __init__(self, bestand: IO[bytes]):
        try:
            self._zip = zipfile.ZipFile(bestand)
            if sorted(self._zip.namelist()) != [DUMP, MANIFEST]:
                raise ValueError
            with self._zip.open(MANIFEST) as lid:
                tekst = lid.read(MANIFEST_HOOGSTENS)
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError):
            raise ReservekopieFout("Dit bestand is geen (hele) reservekopie.") from None
        self.manifest = Manifest.uit_tekst(tekst)

    @classmethod
    @contextmanager
    def open(cls, pad: Path) -> Iterator[Self]:
        """Open the file `pad`."""
        try:
            bestand = pad.open("rb")
        except OSError as fout:
            raise ReservekopieFout(f"{pad}: lezen lukt niet ({fout.strerror}).") from None
        with bestand:
            yield cls(bestand)

    def lees_dump(self) -> Iterator[bytes]:
        """The dump, block by block."""
        with self._zip.open(DUMP) as lid:
            while blok := lid.read(BLOK):
                yield blok

    def eis_gave_dump(self) -> None:
        """The dump must be the one that the manifest describes."""
        som, aantal = hashlib.sha256(), 0
        try:
            for blok in self.lees_dump():
                som.update(blok)
                aantal += len(blok)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError):
            raise ReservekopieFout("Het bestand is beschadigd. Neem een andere kopie.") from None
        if {"sha256": som.hexdigest(), "bytes": aantal} != self.manifest.dump:
            raise ReservekopieFout(
                "De gegevens in dit bestand zijn niet die van de beschrijving: het bestand is"
                " beschadigd of veranderd. Neem een andere reservekopie."
            )
