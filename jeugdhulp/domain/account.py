"""What somebody does to her own account: password, mail address, second factor, sessions."""

import re
import secrets
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from jeugdhulp import kalender, post, toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.models import Gebruiker

# A code to a new mail address works so many seconds.
MAILCODE_DUURT = 900


def stuur_wachtwoordlink(email: str, request: HttpRequest) -> None:
    """Mail a link to whoever has this address; to nobody when nobody has it.

    Both take the same time: one query and one line, and the mail goes by itself.
    """
    gebruiker = Gebruiker.objects.filter(email=email, is_active=True).first()
    toegang.noteer(ToegangSoort.WACHTWOORD_GEVRAAGD, gebruiker=gebruiker, request=request)
    if gebruiker is None:
        return
    uid = urlsafe_base64_encode(force_bytes(gebruiker.pk))
    pad = reverse("wachtwoord_nieuw", args=[uid, default_token_generator.make_token(gebruiker)])
    post.verstuur_los(
        "wachtwoord_vergeten",
        "Een nieuw wachtwoord kiezen",
        gebruiker.email,
        naam=str(gebruiker),
        link=post.volledig(pad),
    )


def wachtwoord_is_gewijzigd(gebruiker: Gebruiker, request: HttpRequest) -> None:
    """Note it, and tell her by mail. Other sessions end by themselves: they hold the old one."""
    toegang.noteer(ToegangSoort.WACHTWOORD_GEWIJZIGD, gebruiker=gebruiker, request=request)
    meld(gebruiker, "Uw wachtwoord is gewijzigd.")


def meld(gebruiker: Gebruiker, wat: str, aan: str = "") -> None:
    """Tell her by mail that something about her account changed; without an address, nothing."""
    if adres := aan or gebruiker.email:
        post.verstuur(
            "gewijzigd",
            "Uw account is gewijzigd",
            adres,
            naam=str(gebruiker),
            wat=wat,
            moment=kalender.nu(),
        )


def begin_mailadres(gebruiker: Gebruiker, email: str) -> dict[str, Any]:
    """Mail a code to the new address; what the session keeps to check it.

    An address that somebody has already gets no code; the page says the same in the same time.
    """
    code = f"{secrets.randbelow(10**8):08d}"
    if not Gebruiker.objects.filter(email=email).exists():
        post.verstuur_los("mailadres", "Uw nieuwe mailadres", email, naam=str(gebruiker), code=code)
    return {
        "email": email,
        "kenmerk": _kenmerk(gebruiker, email, code),
        "op": int(kalender.nu().timestamp()),
    }


def klopt_mailcode(gebruiker: Gebruiker, bewaard: dict[str, Any], code: str) -> bool:
    """Whether this is the code that went to the new address, in time."""
    if kalender.nu().timestamp() - bewaard["op"] > MAILCODE_DUURT:
        return False
    gegeven = _kenmerk(gebruiker, bewaard["email"], re.sub(r"\s", "", code))
    return constant_time_compare(bewaard["kenmerk"], gegeven)


def wijzig_mailadres(gebruiker: Gebruiker, email: str, request: HttpRequest) -> None:
    """Her new address; a user name that was the old address goes along.

    ValidationError when somebody took it meanwhile. The old address is told.
    """
    with transaction.atomic():
        rij = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
        oud = rij.email
        if oud and rij.username == oud:
            rij.username = email
        rij.email = email
        rij.full_clean()
        rij.save(update_fields=["email", "username"])
    toegang.noteer(ToegangSoort.MAILADRES_GEWIJZIGD, gebruiker=gebruiker, request=request)
    if oud:
        meld(gebruiker, "Uw account heeft nu een ander mailadres.", aan=oud)


def _kenmerk(gebruiker: Gebruiker, email: str, code: str) -> str:
    waarde = f"{gebruiker.pk}|{email}|{code}"
    return salted_hmac("jeugdhulp.mailcode", waarde, algorithm="sha256").hexdigest()
