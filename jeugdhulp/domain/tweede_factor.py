"""The second factor: setting it up, checking it, taking it away."""

import re

from django.db import transaction
from django.db.models import F

from jeugdhulp.models import Codeapp, Gebruiker, Herstelcodes

_ZES_CIJFERS = re.compile(r"[0-9]{6}\Z")


def heeft_tweede_factor(gebruiker: Gebruiker) -> bool:
    """Whether she signs in with a code. One query."""
    return bool(Codeapp.objects.filter(user=gebruiker, confirmed=True).exists())


def begonnen_codeapp(gebruiker: Gebruiker) -> Codeapp:
    """The app she is setting up: the same secret until she confirms it. One or two queries."""
    with transaction.atomic():
        vergrendeld = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
        codeapp: Codeapp | None = Codeapp.objects.filter(user=vergrendeld, confirmed=False).first()
        if codeapp is None:
            codeapp = Codeapp(user=vergrendeld, name="app", confirmed=False)
            codeapp.nieuwe_sleutel()
            codeapp.save()
    return codeapp


def zet_aan(gebruiker: Gebruiker, code: str) -> list[str] | None:
    """Confirm the app with its first code: her recovery codes, or None when the code is wrong.

    Her other sessions end: they began without it. `gebruiker` gets the new seal.
    """
    with transaction.atomic():
        codeapp = (
            Codeapp.objects.select_for_update().filter(user=gebruiker, confirmed=False).first()
        )
        if codeapp is None or not _klopt(codeapp, code):
            return None
        Codeapp.objects.filter(user=gebruiker, confirmed=True).delete()
        codeapp.confirmed = True
        codeapp.save(update_fields=["confirmed"])
        beeindig_sessies(gebruiker)
        return _nieuwe_herstelcodes(gebruiker)


def nieuwe_herstelcodes(gebruiker: Gebruiker) -> list[str]:
    """Ten new recovery codes in place of what was left of the old."""
    with transaction.atomic():
        return _nieuwe_herstelcodes(gebruiker)


def aantal_herstelcodes(gebruiker: Gebruiker) -> int:
    """How many recovery codes she has left. One query."""
    codes = Herstelcodes.objects.filter(user=gebruiker).values("token_set")
    return int(codes.exclude(token_set=None).count())


def zet_uit(gebruiker: Gebruiker) -> None:
    """Take her second factor away; all her sessions end. `gebruiker` gets the new seal."""
    with transaction.atomic():
        Codeapp.objects.filter(user=gebruiker).delete()
        Herstelcodes.objects.filter(user=gebruiker).delete()
        beeindig_sessies(gebruiker)


def controleer(gebruiker: Gebruiker, code: str) -> str:
    """ "app" or "herstelcode", whichever `code` is; "" when it is neither. Each works once.

    The rows are locked, so two that send the same code at once do not both get in.
    """
    with transaction.atomic():
        codeapp = Codeapp.objects.select_for_update().filter(user=gebruiker, confirmed=True).first()
        if codeapp is None:
            return ""
        if _klopt(codeapp, code):
            return "app"
        herstel = Herstelcodes.objects.select_for_update().filter(user=gebruiker).first()
        return "herstelcode" if herstel and herstel.verify_token(code) else ""


def beeindig_sessies(gebruiker: Gebruiker) -> None:
    """End every session of hers, this one too unless the view renews it. Two queries."""
    Gebruiker.objects.filter(pk=gebruiker.pk).update(zegel=F("zegel") + 1)
    gebruiker.refresh_from_db(fields=["zegel"])


def _nieuwe_herstelcodes(gebruiker: Gebruiker) -> list[str]:
    herstel: Herstelcodes
    herstel, _ = Herstelcodes.objects.select_for_update().get_or_create(
        user=gebruiker, defaults={"name": "herstelcodes"}
    )
    return herstel.maak()


def _klopt(codeapp: Codeapp, code: str) -> bool:
    cijfers = re.sub(r"\s", "", code)
    return bool(_ZES_CIJFERS.match(cijfers)) and codeapp.verify_token(cijfers)
