"""The register of access: sign-in, rights and reading. The only writer of Toegangsregel."""

import hashlib
import hmac
import logging
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest

from jeugdhulp import handeling, kalender
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.models import Gebruiker, Toegangsregel
from jeugdhulp.models.toegang import MINSTENS_DAGEN

log = logging.getLogger(__name__)


class InHandelingError(RuntimeError):
    """A line about access inside an act: it would be lost when the act fails."""


def noteer(
    soort: ToegangSoort,
    *,
    gebruiker: Gebruiker | None = None,
    gemeente_id: int | None = None,
    request: HttpRequest | None = None,
    over: str = "",
) -> None:
    """Write one line, to the table and to the log of the system, which we cannot take back.

    `over` says what it was about in words of our own, never in what somebody typed. Raises
    InHandelingError inside a `logboek.handeling`. One query.
    """
    if handeling.loopt():
        raise InHandelingError("Noteer toegang voor of na de handeling, niet erin.")
    Toegangsregel.objects.create(
        moment=kalender.nu(),
        soort=soort,
        gebruiker=gebruiker,
        gemeente_id=gemeente_id,
        over=over,
        herkomst=kenmerk(adres_van(request)) if request else "",
    )
    log.info(
        "%s gebruiker=%s gemeente=%s", soort.value, gebruiker.pk if gebruiker else "", gemeente_id
    )


def adres_van(request: HttpRequest) -> str:
    """The address a request came from. Behind our own proxy that is the last one it added itself:
    whatever stands before it in X-Forwarded-For was written by the visitor."""
    if settings.ACHTER_PROXY and (keten := request.headers.get("X-Forwarded-For", "")):
        return keten.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def kenmerk(tekst: str) -> str:
    """Sixteen hex digits that tell `tekst` apart and do not give it away."""
    sleutel = f"toegang:{settings.SECRET_KEY}".encode()
    return hmac.new(sleutel, tekst.encode(), hashlib.sha256).hexdigest()[:16]


def ruim_op() -> str:
    """The task that lets lines go whose term has passed (`JEUGDHULP_TOEGANG_DAGEN`)."""
    grens = kalender.nu() - timedelta(days=max(settings.TOEGANG_DAGEN, MINSTENS_DAGEN))
    aantal, _ = Toegangsregel.objects.filter(moment__lt=grens).delete()
    return f"{aantal} regels van voor {kalender.dag_van(grens).isoformat()} opgeruimd"
