"""The directories whose people may sign in here: what the server's settings say of each.

They stand in the environment (`JEUGDHULP_AANMELDBRONNEN`, JSON) and not in the database: whoever
says which directory to believe can become anybody of its gemeenten. That is for who runs the
server, not for a beheerder on a screen, and not for who got hold of the application's own role.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

_SLEUTEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LOKAAL = frozenset({"127.0.0.1", "localhost", "::1"})
ALTIJD = "altijd"
# How many days the last yes of a directory may go on counting: a long weekend that it is down takes
# nothing away, and after half a year nobody knows anything any more.
MINSTE_DAGEN, GEWONE_DAGEN, MEESTE_DAGEN = 7, 30, 180
# Entra ID names itself by the number of one organisation; only its second version does what we ask.
_ENTRA = frozenset({"login.microsoftonline.com", "sts.windows.net"})
_VAN_ENTRA = re.compile(
    r"https://login\.microsoftonline\.com/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/v2\.0"
)


class BronFout(ValueError):
    """A source that is described wrongly, in words for who wrote it."""


@dataclass(frozen=True)
class Bron:
    """One directory: who it is, whom it lets in where, and what we believe of it."""

    sleutel: str
    # As on the button: "Aanmelden met …".
    naam: str
    # Slugs of the gemeenten whose people this directory knows.
    gemeenten: frozenset[str]
    # The issuer, exactly as its own discovery document says it.
    uitgever: str
    client_id: str
    geheim: str = field(repr=False)
    # Mail domains that nobody but this directory hands out: only there does an address prove who
    # somebody is.
    domeinen: frozenset[str]
    # The claim that holds the groups.
    groepen: str
    # Values of amr, acr or acrs that mean she gave a second factor; ALTIJD: the directory asks it
    # of everybody; empty: we ask it ourselves.
    tweede_stap: frozenset[str]
    wachtwoorden_dicht: bool
    # The user name that goes on working with a password when passwords are closed.
    noodaccount: str
    # So many days its last yes about somebody counts.
    bevestigd_dagen: int
    # Asked besides openid, profile and email.
    scopes: tuple[str, ...]

    def is_eigen_mail(self, email: str) -> bool:
        """Whether only this directory can have given this address out."""
        wie, _, domein = email.rpartition("@")
        return bool(wie) and domein.lower() in self.domeinen


def bronnen() -> tuple[Bron, ...]:
    """All directories, in the order of the settings; BronFout when one is described wrongly."""
    ruw = settings.AANMELDBRONNEN
    return _gelezen(ruw if isinstance(ruw, str) else json.dumps(ruw))


def bron_met(sleutel: str) -> Bron | None:
    """The directory with this key, or None."""
    return next((bron for bron in bronnen() if bron.sleutel == sleutel), None)


def bronnen_van(slug: str) -> tuple[Bron, ...]:
    """The directories of this gemeente."""
    return tuple(bron for bron in bronnen() if slug in bron.gemeenten)


@lru_cache(maxsize=8)
def _gelezen(tekst: str) -> tuple[Bron, ...]:
    try:
        ruw = json.loads(tekst or "[]")
    except json.JSONDecodeError as fout:
        raise BronFout(f"JEUGDHULP_AANMELDBRONNEN is geen JSON, zie regel {fout.lineno}.") from None
    if not isinstance(ruw, list):
        raise BronFout("JEUGDHULP_AANMELDBRONNEN is geen lijst.")
    gevonden = tuple(_lees(deel) for deel in ruw)
    for wat in ("sleutel", "uitgever"):
        _eis_verschillend(wat, [getattr(bron, wat) for bron in gevonden])
    return gevonden


def _lees(ruw: Any) -> Bron:
    if not isinstance(ruw, Mapping):
        raise BronFout("Een aanmeldbron is geen object met namen en waarden.")
    sleutel = str(ruw.get("sleutel", ""))
    if not _SLEUTEL.fullmatch(sleutel):
        raise BronFout(
            "Elke aanmeldbron heeft een sleutel van kleine letters, cijfers en streepjes."
        )
    if onbekend := set(ruw) - _NAMEN:
        raise BronFout(f"Bron {sleutel}: onbekend is {', '.join(sorted(onbekend))}.")
    for nodig in ("naam", "uitgever", "client_id"):
        if not isinstance(ruw.get(nodig), str) or not ruw[nodig].strip():
            raise BronFout(f"Bron {sleutel}: {nodig} ontbreekt.")
    wachtwoorden = ruw.get("wachtwoorden", True)
    if not isinstance(wachtwoorden, bool):
        raise BronFout(f"Bron {sleutel}: wachtwoorden is true of false.")
    _eis_veilig(sleutel, ruw["uitgever"])
    gemeenten = _woorden(sleutel, ruw, "gemeenten")
    if not gemeenten:
        raise BronFout(f"Bron {sleutel}: gemeenten ontbreekt.")
    return Bron(
        sleutel=sleutel,
        naam=ruw["naam"].strip(),
        gemeenten=frozenset(gemeenten),
        uitgever=ruw["uitgever"],
        client_id=ruw["client_id"],
        geheim=_geheim(sleutel, ruw),
        domeinen=frozenset(domein.lower() for domein in _woorden(sleutel, ruw, "domeinen")),
        groepen=str(ruw.get("groepen", "groups")),
        tweede_stap=frozenset(_woorden(sleutel, ruw, "tweede_stap")),
        wachtwoorden_dicht=not wachtwoorden,
        noodaccount=str(ruw.get("noodaccount", "")),
        bevestigd_dagen=_dagen(sleutel, ruw),
        scopes=tuple(_woorden(sleutel, ruw, "scopes", ["offline_access"])),
    )


_NAMEN = frozenset(
    "sleutel naam gemeenten uitgever client_id geheim geheim_bestand domeinen groepen tweede_stap"
    " wachtwoorden noodaccount bevestigd_dagen scopes".split()
)


def _dagen(sleutel: str, ruw: Mapping[str, Any]) -> int:
    dagen = ruw.get("bevestigd_dagen", GEWONE_DAGEN)
    heel = isinstance(dagen, int) and not isinstance(dagen, bool)
    if not heel or not MINSTE_DAGEN <= dagen <= MEESTE_DAGEN:
        raise BronFout(
            f"Bron {sleutel}: bevestigd_dagen is een heel getal van {MINSTE_DAGEN} tot en met"
            f" {MEESTE_DAGEN}: zo veel dagen geldt het laatste ja van de directory."
        )
    return int(dagen)


def _woorden(
    sleutel: str, ruw: Mapping[str, Any], naam: str, anders: Iterable[str] = ()
) -> list[str]:
    """A list of words; one word alone may stand by itself."""
    waarde = ruw.get(naam, list(anders))
    woorden = [waarde] if isinstance(waarde, str) else waarde
    if not isinstance(woorden, list) or not all(isinstance(woord, str) for woord in woorden):
        raise BronFout(f"Bron {sleutel}: {naam} is geen lijst van woorden.")
    return woorden


def _geheim(sleutel: str, ruw: Mapping[str, Any]) -> str:
    if "geheim_bestand" in ruw:
        try:
            geheim = Path(str(ruw["geheim_bestand"])).read_text().strip()
        except OSError:
            raise BronFout(f"Bron {sleutel}: geheim_bestand is niet te lezen.") from None
    else:
        geheim = str(ruw.get("geheim", ""))
    if not geheim:
        raise BronFout(f"Bron {sleutel}: geheim of geheim_bestand ontbreekt.")
    return geheim


def is_veilig(adres: str) -> bool:
    """Whether what goes there cannot be read on the way: https, or this machine itself."""
    delen = urlsplit(adres)
    return delen.scheme == "https" or (delen.scheme == "http" and delen.hostname in _LOKAAL)


def _eis_veilig(sleutel: str, uitgever: str) -> None:
    delen = urlsplit(uitgever)
    if not is_veilig(uitgever) or not delen.hostname or delen.query or delen.fragment:
        raise BronFout(f"Bron {sleutel}: uitgever is geen adres dat met https begint.")
    if delen.hostname in _ENTRA and not _VAN_ENTRA.fullmatch(uitgever):
        raise BronFout(
            f"Bron {sleutel}: uitgever is bij Entra ID precies"
            " https://login.microsoftonline.com/MAP-ID/v2.0, met de map-id als nummer en niet als"
            " naam, common of organizations."
        )


def _eis_verschillend(wat: str, waarden: list[str]) -> None:
    if len(set(waarden)) != len(waarden):
        raise BronFout(f"Twee aanmeldbronnen hebben dezelfde {wat}.")
