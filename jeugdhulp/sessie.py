"""What a session knows of itself: when it began, when it was last seen, and how she signed in.

Moments are whole seconds since 1970, because a session holds text.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from jeugdhulp import kalender, rechten
from jeugdhulp.aanmelding import ACHTERDEUR
from jeugdhulp.models import Gebruiker

# A page a minute writes the session once, not sixty times.
_GEZIEN_ELKE = 60


def nu() -> int:
    """This moment as the session keeps it."""
    return int(kalender.nu().timestamp())


def begin(
    request: HttpRequest,
    gebruiker: Gebruiker,
    *,
    met_code: bool,
    bron: dict[str, Any] | None = None,
) -> None:
    """Sign in: a new session key, and nothing left of the session before it.

    `bron` is what `domain.bronnen` keeps of a sign-in through a directory.
    """
    request.session.flush()
    login(request, gebruiker, backend=ACHTERDEUR)
    request.session["tweede_stap"] = met_code
    if bron is not None:
        request.session["bron"] = bron
        # A directory lets her in without asking anything when it asked an hour ago.
        request.session["opnieuw"] = min(bron["bewezen_op"], nu())
    rechten.kwam_binnen(gebruiker, bron_van(request))


def bron_van(request: HttpRequest) -> str:
    """The key of the directory she signed in with; "" for a password."""
    return str((request.session.get("bron") or {}).get("sleutel", ""))


def stempel(sender: Any, request: HttpRequest, user: Gebruiker, **kwargs: Any) -> None:
    """What Django's signal of a sign-in calls, whichever way it came about."""
    request.session.update(
        {"begin": nu(), "gezien": nu(), "opnieuw": nu(), "rechten": user.rechten_versie}
    )


def is_verlopen(request: HttpRequest) -> bool:
    """Whether this session was idle too long or is too old; one without stamps is."""
    sessie = request.session
    stil, heel = 60 * settings.SESSIE_STIL_MINUTEN, 60 * settings.SESSIE_HEEL_MINUTEN
    return nu() - sessie.get("gezien", 0) >= stil or nu() - sessie.get("begin", 0) >= heel


def is_gezien(request: HttpRequest) -> None:
    """Note that she is here and by which door, and renew the key when her rights changed. Reads the
    gebruiker."""
    if nu() - request.session["gezien"] >= _GEZIEN_ELKE:
        request.session["gezien"] = nu()
    gebruiker = request.user
    if not isinstance(gebruiker, Gebruiker):
        return
    rechten.kwam_binnen(gebruiker, bron_van(request))
    if gebruiker.rechten_versie != request.session.get("rechten"):
        request.session["rechten"] = gebruiker.rechten_versie
        request.session.cycle_key()


def heeft_tweede_stap(request: HttpRequest) -> bool:
    """Whether she signed in with a code in this session."""
    return bool(request.session.get("tweede_stap"))


def is_pas_aangemeld(request: HttpRequest) -> bool:
    """Whether she proved who she is not long ago in this session."""
    return nu() - int(request.session.get("opnieuw", 0)) < 60 * settings.OPNIEUW_NA_MINUTEN


def is_opnieuw_aangemeld(request: HttpRequest) -> None:
    """She proved who she is again."""
    request.session["opnieuw"] = nu()


def ga_door(request: HttpRequest, gebruiker: Gebruiker) -> None:
    """Go on with this session under a new key, after her other sessions were ended.

    It gets no younger by that, and who signed in long ago has not signed in again.
    """
    met_code, bron = heeft_tweede_stap(request), request.session.get("bron")
    stempels = {naam: request.session.get(naam, 0) for naam in ("begin", "opnieuw")}
    begin(request, gebruiker, met_code=met_code, bron=bron)
    request.session.update(stempels)
