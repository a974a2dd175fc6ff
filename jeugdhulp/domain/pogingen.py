"""Limits at the doors, counted in the database: they hold across processes and restarts.

What was chosen, and why:

- Only what failed counts. A try is written down before it is judged, so that many at once cannot
  slip past the count; when it succeeds its row goes.
- A blocked try does not count, so nobody keeps a door shut by going on knocking.
- Signing in counts three ways: this name from this address (few), this address whatever the names
  (somebody who tries a list), and this name from anywhere (somebody with many addresses).
- The last one would let an outsider lock a colleague out, so it does not hold at an address where
  she signed in before. Elsewhere it holds for an hour at most, and a new password by mail is a way
  round it.
- A user name and a mail address of one gebruiker count as one. What nobody goes by counts as typed,
  with the same work and the same answers: a block tells nobody which do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.db.models import Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from jeugdhulp import kalender
from jeugdhulp.models import BekendAdres, Gebruiker, Poging
from jeugdhulp.toegang import adres_van

KWARTIER, UUR, DAG = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
# How long an address stays known after the last time it went well there.
BEKEND_BLIJFT = timedelta(days=90)


@dataclass(frozen=True)
class Grens:
    """At most `aantal` failed tries `binnen` a time, at the door `soort`."""

    soort: str
    aantal: int
    binnen: timedelta


AANMELDEN_HIER = Grens("aanmelden: naam en adres", 5, KWARTIER)
AANMELDEN_ADRES = Grens("aanmelden: adres", 50, KWARTIER)
AANMELDEN_NAAM = Grens("aanmelden: naam", 20, UUR)
CODE_KWARTIER = Grens("code: gebruiker", 5, KWARTIER)
CODE_DAG = Grens("code: gebruiker per dag", 30, DAG)
OPNIEUW = Grens("opnieuw aanmelden: gebruiker", 5, KWARTIER)
VERGETEN_MAIL = Grens("wachtwoord vergeten: mailadres", 3, UUR)
VERGETEN_ADRES = Grens("wachtwoord vergeten: adres", 20, UUR)
LINK_ADRES = Grens("link uit een mail: adres", 30, KWARTIER)
BRON_BEGIN = Grens("aanmeldbron beginnen: adres", 600, KWARTIER)
BRON_TERUG = Grens("aanmeldbron: adres", 60, KWARTIER)
UITNODIGEN = Grens("uitnodigen: gemeente", 100, DAG)
MAILADRES_WIJZIGEN = Grens("mailadres wijzigen: gebruiker", 5, UUR)


class TeVeelPogingenError(Exception):
    """A limit was reached. `vanaf` is when one of the counted tries no longer counts; `is_eerste`
    whether this is the first refusal, which is worth a line: a thousand knocks are not."""

    def __init__(self, grens: Grens, vanaf: datetime, *, is_eerste: bool):
        super().__init__(grens.soort)
        self.grens, self.vanaf, self.is_eerste = grens, vanaf, is_eerste


def tel(*pogingen: tuple[Grens, str]) -> list[Poging]:
    """Write down a try at each of these limits; TeVeelPogingenError when one is full.

    Returns the rows, for `vergeet` when it went well. Two queries a limit. Must not be in a
    transaction: a rollback would forget the try.
    """
    nu = kalender.nu()
    rijen = [Poging(sleutel=_sleutel(grens, wie), moment=nu) for grens, wie in pogingen]
    Poging.objects.bulk_create(rijen)
    for (grens, wie), rij in zip(pogingen, rijen, strict=True):
        eerdere = Poging.objects.filter(sleutel=rij.sleutel, moment__gt=nu - grens.binnen)
        nieuwste = eerdere.order_by("-moment").values_list("moment", flat=True)
        momenten = list(nieuwste[: grens.aantal + 1])
        if len(momenten) > grens.aantal:
            vergeet(rijen)
            eerste = _is_eerste_weigering(grens, wie, nu)
            raise TeVeelPogingenError(grens, momenten[-1] + grens.binnen, is_eerste=eerste)
    return rijen


def vergeet(rijen: Sequence[Poging]) -> None:
    """It went well: these do not count. One query."""
    Poging.objects.filter(pk__in=[rij.pk for rij in rijen]).delete()


def begin_opnieuw(grens: Grens, wie: str) -> None:
    """It went well: what failed before at this limit is forgotten too. One query."""
    Poging.objects.filter(sleutel=_sleutel(grens, wie)).delete()


def tel_aanmelding(request: HttpRequest, naam: str) -> list[Poging]:
    """The tries of a sign-in with this name, as typed, from the address of this request."""
    wie, adres = _wie(naam.strip()), plek(request)
    grenzen = [(AANMELDEN_HIER, f"{wie}|{adres}"), (AANMELDEN_ADRES, adres)]
    if not _is_bekend(naam.strip().lower(), adres):
        grenzen.append((AANMELDEN_NAAM, wie))
    return tel(*grenzen)


def aanmelding_gelukt(request: HttpRequest, gebruiker: Gebruiker, rijen: Sequence[Poging]) -> None:
    """Forget these tries, and know this address from now on. Four queries."""
    vergeet(rijen)
    begin_opnieuw(AANMELDEN_HIER, f"{_van(gebruiker)}|{plek(request)}")
    ken_adres(request, gebruiker)


def ken_adres(request: HttpRequest, gebruiker: Gebruiker) -> None:
    """From here she is let in from now on, however often others try her name. Two queries."""
    BekendAdres.objects.update_or_create(
        gebruiker=gebruiker,
        kenmerk=_kenmerk("bekend adres", plek(request)),
        defaults={"laatst_op": kalender.nu()},
    )


def plek(request: HttpRequest) -> str:
    """The address to count by: IPv6 per /64, since a household or a hacker has a whole one."""
    tekst = adres_van(request)
    try:
        adres = ip_address(tekst)
    except ValueError:
        # Not an address at all: everybody who sends such a thing counts as one.
        return "onbekend"
    if isinstance(adres, IPv6Address):
        return str(adres.ipv4_mapped or IPv6Address(int(adres) >> 64 << 64))
    return str(adres)


def ruim_op() -> str:
    """The task that forgets tries nobody counts any more, and addresses not seen for long."""
    nu = kalender.nu()
    aantal, _ = Poging.objects.filter(moment__lt=nu - DAG).delete()
    BekendAdres.objects.filter(laatst_op__lt=nu - BEKEND_BLIJFT).delete()
    return f"{aantal} oude pogingen opgeruimd"


def _is_eerste_weigering(grens: Grens, wie: str, nu: datetime) -> bool:
    """Whether nobody was refused here within the time of this limit; remembers that now."""
    sleutel = _kenmerk(f"geweigerd bij {grens.soort}", wie)
    if Poging.objects.filter(sleutel=sleutel, moment__gt=nu - grens.binnen).exists():
        return False
    Poging.objects.create(sleutel=sleutel, moment=nu)
    return True


def _wie(naam: str) -> str:
    """Whom tries with this name count for. As `vind_gebruiker` chooses, and a user name in other
    capitals, which opens nothing, counts for who has it. One query, whether she exists or not."""
    gevonden = list(
        Gebruiker.objects.filter(Q(username__iexact=naam) | Q(email=naam.lower())).order_by("pk")
    )
    gevonden.sort(key=lambda wie: (wie.username != naam, wie.email != naam.lower()))
    return _van(gevonden[0]) if gevonden else f"naam {naam.lower()}"


def _van(gebruiker: Gebruiker) -> str:
    return f"gebruiker {gebruiker.pk}"


def _is_bekend(naam: str, adres: str) -> bool:
    return BekendAdres.objects.filter(
        Q(gebruiker__username__iexact=naam) | Q(gebruiker__email=naam),
        kenmerk=_kenmerk("bekend adres", adres),
        laatst_op__gt=kalender.nu() - BEKEND_BLIJFT,
    ).exists()


def _sleutel(grens: Grens, wie: str) -> str:
    return _kenmerk(grens.soort, wie)


def _kenmerk(soort: str, wie: str) -> str:
    return salted_hmac(f"jeugdhulp.poging {soort}", wie, algorithm="sha256").hexdigest()
