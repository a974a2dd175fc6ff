"""Locking small secrets that rest in the database, with a key that follows from SECRET_KEY.

Each secret is tied to whom it belongs to: a row copied to another user does not open. Old keys
(`JEUGDHULP_SECRET_KEY_OUD`) still open what they locked.
"""

import base64
import os
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


class OnleesbaarError(ValueError):
    """A secret that none of our keys opens, or that belongs to somebody else."""


def versleutel(geheim: bytes, van: str) -> str:
    """`geheim` as text that only we can open, for `van` alone. 20 bytes become 64 characters."""
    nonce = os.urandom(_NONCE)
    gesloten = AESGCM(_sleutel(settings.SECRET_KEY)).encrypt(nonce, geheim, van.encode())
    return base64.b64encode(nonce + gesloten).decode()


def ontsleutel(tekst: str, van: str) -> bytes:
    """What `versleutel` locked for `van`; OnleesbaarError when it does not open."""
    try:
        ruw = base64.b64decode(tekst, validate=True)
    except ValueError as fout:
        raise OnleesbaarError from fout
    for sleutel in _sleutels():
        try:
            return AESGCM(sleutel).decrypt(ruw[:_NONCE], ruw[_NONCE:], van.encode())
        except (InvalidTag, ValueError):
            continue
    raise OnleesbaarError("Dit geheim is niet te openen met de sleutels van deze server.")


def _sleutels() -> Iterator[bytes]:
    for sleutel in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield _sleutel(sleutel)


def _sleutel(geheim: str) -> bytes:
    afleiding = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"jeugdhulp tweede factor")
    return afleiding.derive(geheim.encode())
