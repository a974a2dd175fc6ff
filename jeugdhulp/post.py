"""Mails: plain Dutch text, with links that start at our own address whatever a request says."""

import logging
import threading
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def volledig(pad: str) -> str:
    """`pad` with the address of this application before it, from the settings."""
    return f"{settings.ADRES}{pad}"


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
