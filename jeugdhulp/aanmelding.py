"""Who signs in: by user name or mail address, in the same time whether she exists or not."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from jeugdhulp.models import Gebruiker

ACHTERDEUR = "jeugdhulp.aanmelding.NaamOfMail"


def vind_gebruiker(naam: str) -> Gebruiker | None:
    """Who goes by this user name or mail address; a user name wins. One query."""
    naam = naam.strip()
    gevonden = list(Gebruiker.objects.filter(Q(username=naam) | Q(email=naam.lower()))[:2])
    gevonden.sort(key=lambda gebruiker: gebruiker.username != naam)
    return gevonden[0] if naam and gevonden else None


class NaamOfMail(ModelBackend):
    """Django's own backend, that also takes a mail address for a name."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Gebruiker | None:
        """The gebruiker, or None. One query and one hash, also for a name that does not exist."""
        if username is None or password is None:
            return None
        gebruiker = vind_gebruiker(username)
        if gebruiker is None:
            Gebruiker().set_password(password)
            return None
        klopt = gebruiker.check_password(password)
        return gebruiker if klopt and self.user_can_authenticate(gebruiker) else None
