"""Mails: plain Dutch text, with links that start at our own address whatever a request says."""

import logging
import smtplib
import threading
from collections.abc import Callable
from contextlib import suppress
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string

log = logging.getLogger(__name__)

ONDERWERP_TOT = 150
# With these a mail never leaves this machine.
_BLIJFT_HIER = {
    f"django.core.mail.backends.{soort}.EmailBackend"
    for soort in ("filebased", "console", "locmem", "dummy")
}


class NietBereiktError(Exception):
    """The mail server was not reached: nothing went out, and nothing else would."""


class GeweigerdError(Exception):
    """The mail server answered that it does not take this mail: it did not go out."""


class OnzekerError(Exception):
    """The line broke while the mail was on its way: it went out, or it did not."""


def blijft_hier() -> bool:
    """Whether mails are kept on this machine, as in the demo. What nobody asked for and what is
    invented goes nowhere else."""
    return settings.EMAIL_BACKEND in _BLIJFT_HIER


def volledig(pad: str) -> str:
    """`pad` with the address of this application before it, from the settings."""
    return f"{settings.ADRES}{pad}"


def een_regel(tekst: str) -> str:
    """Without line breaks and what cannot be seen: fit for a header of a mail."""
    return " ".join("".join(teken if teken.isprintable() else " " for teken in tekst).split())


def verstuur(sjabloon: str, onderwerp: str, aan: str, **context: Any) -> None:
    """Send the text of `templates/jeugdhulp/mail/<sjabloon>.txt` to one address.

    A mail that cannot be sent is logged without its address; what was done stays done, and who
    did it can send again.
    """
    tekst = render_to_string(f"jeugdhulp/mail/{sjabloon}.txt", context | {"adres": settings.ADRES})
    bericht = EmailMessage(onderwerp, tekst, settings.DEFAULT_FROM_EMAIL, [aan])
    try:
        bericht.send()
    except Exception as fout:
        # The text of the error may hold the address: its kind is all we write down.
        log.error("Mail “%s” niet verstuurd: %s", sjabloon, type(fout).__name__)


def verstuur_los(sjabloon: str, onderwerp: str, aan: str, **context: Any) -> None:
    """As `verstuur`, and the answer does not wait for it: its time would tell who exists."""
    threading.Thread(
        target=verstuur, args=(sjabloon, onderwerp, aan), kwargs=context, daemon=False
    ).start()


def maak_bericht(
    sjabloon: str, onderwerp: str, aan: str, *, kenmerk: str, **context: Any
) -> EmailMultiAlternatives:
    """A mail that nobody asked for, as text and as web page: `templates/<sjabloon>.txt` and
    `.html`. The same `kenmerk` gives the same Message-ID, so that a mail server can see a double.
    """
    onderwerp = een_regel(onderwerp)
    if len(onderwerp) > ONDERWERP_TOT:
        onderwerp = f"{onderwerp[: ONDERWERP_TOT - 1].rstrip()}…"
    context |= {"adres": settings.ADRES, "onderwerp": onderwerp}
    domein = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    bericht = EmailMultiAlternatives(
        onderwerp,
        f"{render_to_string(f'{sjabloon}.txt', context).strip()}\n",
        settings.DEFAULT_FROM_EMAIL,
        [aan],
        headers={
            "Message-ID": f"<{kenmerk}@{domein}>",
            # No answers of an absent colleague come back.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    bericht.attach_alternative(render_to_string(f"{sjabloon}.html", context), "text/html")
    return bericht


def bied_aan(bericht: EmailMessage, begin: Callable[[], None]) -> None:
    """Send one mail over a line of its own, and call `begin` when the line is there and before
    anything of the mail goes over it; what `begin` raises goes on.

    Raises NietBereiktError and GeweigerdError, after which it surely did not go out, and
    OnzekerError. None of these holds the address.
    """
    # What is wrong in the mail itself shows before anybody takes it for sent.
    bericht.message()
    lijn = get_connection()
    try:
        lijn.open()
    except Exception as fout:
        raise NietBereiktError(type(fout).__name__) from None
    try:
        begin()
        _geef(lijn, bericht)
    finally:
        with suppress(Exception):
            lijn.close()


def _geef(lijn: Any, bericht: EmailMessage) -> None:
    try:
        aangenomen = lijn.send_messages([bericht])
    except (
        smtplib.SMTPResponseException,
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPNotSupportedError,
    ) as fout:
        raise GeweigerdError(type(fout).__name__) from None
    except Exception as fout:
        raise OnzekerError(type(fout).__name__) from None
    if not aangenomen:
        raise GeweigerdError("niet aangenomen")
