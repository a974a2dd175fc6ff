"""Secrets of the demo, kept in files that only their owner can read."""

import os
import secrets
from pathlib import Path


def schrijf_geheim(bestand: Path, tekst: str) -> None:
    """Write `tekst` to a file that only its owner can read (mode 600), replacing what was there."""
    bestand.parent.mkdir(parents=True, exist_ok=True)
    bestand.unlink(missing_ok=True)
    with os.fdopen(os.open(bestand, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as uit:
        uit.write(tekst)


def demo_sleutel(bestand: Path) -> str:
    """The secret key of the demo on this machine; made the first time."""
    if not bestand.is_file():
        schrijf_geheim(bestand, secrets.token_urlsafe(50))
    return bestand.read_text()
