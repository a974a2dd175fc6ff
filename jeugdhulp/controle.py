"""Verifying the chains of the logboek: is every line what it was when it was written?"""

import syslog
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from jeugdhulp import logboek, slot
from jeugdhulp.choices import AfschermingSoort
from jeugdhulp.models import Gebeurtenis, Gemeente, Ketenkop
from jeugdhulp.models.logboek import BEGIN
from jeugdhulp.opmaak import moment

# The kinds of the lines by which one person asks that content goes, and of the line by which
# another carries it out: that names which lines (`regels`) lost their content, on what ground.
GEVRAAGD = frozenset(f"{soort.value} gevraagd" for soort in AfschermingSoort)
VERNIETIGD = "inhoud vernietigd"
# The kind of the line that a restore leaves.
HERSTELD = "hersteld"


@dataclass(frozen=True)
class Uitkomst:
    """What was found for one gemeente. `fout` is "" when all lines are whole."""

    gemeente: str
    regels: int
    vernietigd: int
    kop: str
    fout: str = ""
    # What the first bad line says of itself, where a line is to blame.
    regel: str = ""


class LogboekFoutError(Exception):
    """A chain is broken, or a lock is off."""


Toets = Callable[[Gemeente], str]
# What is verified, in words for who reads the outcome, and by which check of an app.
_toetsen: dict[str, Toets] = {}
VAN_DE_KETEN = (
    "elke regel: haar nummer volgt op het vorige, haar tekst past bij haar hash, zij sluit aan op"
    " de regel ervoor, en haar kolommen en inhoud zijn niet veranderd",
    "elke inhoud die weg is: een regel zegt op welke grond, en welke twee mensen het deden",
    "de kop: de keten eindigt waar de kop staat, en gaat door elke kop die u opgaf",
)
VAN_DE_SLOTEN = "de sloten: de database weigert wijzigen en verwijderen, zoals wij dat maakten"


def registreer(wat: str, toets: Toets) -> None:
    """An app adds a check of its own rows against the logboek: `wat` says in Dutch what it
    verifies, `toets` returns what is wrong, or ""."""
    _toetsen[wat] = toets


def uitleg() -> list[str]:
    """All that is verified, in Dutch."""
    return [*VAN_DE_KETEN, *_toetsen, VAN_DE_SLOTEN]


def controleer_gemeente(
    gemeente: Gemeente, bekende_koppen: Iterable[tuple[int, str]] = ()
) -> Uitkomst:
    """The chain of `gemeente`, and what apps registered against it; the first fault counts."""
    uitkomst = controleer_keten(gemeente, bekende_koppen)
    for toets in _toetsen.values():
        if not uitkomst.fout:
            uitkomst = replace(uitkomst, fout=toets(gemeente))
    return uitkomst


def bewaak() -> str:
    """The task that verifies everything daily; raises LogboekFoutError at the first thing wrong."""
    fouten = [f"niet op slot: {naam}" for naam in controleer_sloten()]
    uitkomsten = [controleer_gemeente(gemeente) for gemeente in Gemeente.objects.all()]
    fouten += [f"{uitkomst.gemeente}, {uitkomst.fout}" for uitkomst in uitkomsten if uitkomst.fout]
    if fouten:
        raise LogboekFoutError(fouten[0])
    return f"{sum(uitkomst.regels for uitkomst in uitkomsten)} regels gecontroleerd"


def meld_koppen() -> str:
    """The task that puts every chain head in the log of the system, where we cannot reach it."""
    koppen = Ketenkop.objects.exclude(hash="").select_related("gemeente")
    for kop in koppen:
        syslog.syslog(f"jeugdhulp: kop {kop}")
    return f"{len(koppen)} koppen gemeld"


class _Verzoeken:
    """Reads the lines of requests and acts in order, and tells which acts count."""

    def __init__(self) -> None:
        self._vroeg: dict[tuple[str, int], int | None] = {}

    def geldt(self, regel: Gebeurtenis) -> bool:
        """Whether `regel` is an act that another than who carried it out asked for before."""
        verzoek = (regel.onderwerp_soort, regel.onderwerp_id)
        if regel.soort in GEVRAAGD:
            self._vroeg[verzoek] = regel.door_id
        vroeg = self._vroeg.get(verzoek)
        return (
            regel.soort == VERNIETIGD
            and None not in (vroeg, regel.door_id)
            and (vroeg != regel.door_id)
        )


def vernietigd(gemeente_id: int, soort: str) -> list[Any]:
    """What the acts that count list under `soort`, oldest first. One query."""
    regels = Gebeurtenis.objects.filter(gemeente=gemeente_id, soort__in=[VERNIETIGD, *GEVRAAGD])
    verzoeken = _Verzoeken()
    return [
        deel
        for regel in regels.order_by("volgnummer")
        if verzoeken.geldt(regel)
        for deel in regel.gegevens.get(soort, [])
    ]


def controleer_sloten() -> list[str]:
    """The locks (triggers) that are missing or are not as we made them; [] is good."""
    return slot.afwijkingen(connection)


def controleer_keten(
    gemeente: Gemeente, bekende_koppen: Iterable[tuple[int, str]] = ()
) -> Uitkomst:
    """Walk one chain from its first line; stop at the first that is wrong.

    `bekende_koppen` are (volgnummer, hash) kept outside the database, from a colophon or a system
    log: they catch a chain that was rewritten whole. Two queries; lines are streamed.
    """
    koppen: dict[int, set[str]] = defaultdict(set)
    for volgnummer, hash_ in bekende_koppen:
        koppen[volgnummer].add(hash_)
    vorige, nummer = BEGIN, 0
    vernietigd: set[int] = set()
    met_grond: set[int] = set()
    verzoeken, hersteld = _Verzoeken(), None
    regels = Gebeurtenis.objects.filter(gemeente=gemeente).order_by("volgnummer")
    for gebeurtenis in regels.iterator(chunk_size=2000):
        nummer += 1
        if gebeurtenis.soort == HERSTELD:
            hersteld = gebeurtenis
        fout = (
            _fout_in(gebeurtenis, nummer, vorige)
            or _andere_kop(gebeurtenis, koppen, hersteld)
            or _verzonnen(gebeurtenis, gemeente)
        )
        if fout:
            return Uitkomst(
                gemeente.slug,
                nummer,
                len(vernietigd),
                vorige,
                f"regel {nummer}: {fout}",
                f"{gebeurtenis.soort}, {moment(gebeurtenis.moment)}",
            )
        if gebeurtenis.inhoud is None:
            vernietigd.add(nummer)
        if verzoeken.geldt(gebeurtenis):
            genoemd = gebeurtenis.gegevens.get("regels", ())
            met_grond.update(regel for regel in genoemd if regel < nummer)
        vorige = gebeurtenis.hash
    return Uitkomst(
        gemeente.slug,
        nummer,
        len(vernietigd),
        vorige,
        _fout_aan_het_eind(gemeente, nummer, vorige, koppen, hersteld)
        or _zonder_grond(vernietigd - met_grond),
    )


def _verzonnen(gebeurtenis: Gebeurtenis, gemeente: Gemeente) -> str:
    if gebeurtenis.voorbeeld and not gemeente.voorbeeld:
        return "is geschreven met een verschoven klok, en dit is geen verzonnen gemeente"
    return ""


def _zonder_grond(regels: set[int]) -> str:
    if not regels:
        return ""
    return f"regel {min(regels)}: de inhoud is weg, en geen regel van twee mensen zegt waarom"


def _fout_in(gebeurtenis: Gebeurtenis, nummer: int, vorige: str) -> str:
    if gebeurtenis.volgnummer != nummer:
        return f"ontbreekt; na regel {nummer - 1} volgt regel {gebeurtenis.volgnummer}"
    if gebeurtenis.vorige_hash != vorige:
        return "sluit niet aan op de regel ervoor"
    return fout_in_regel(gebeurtenis)


def fout_in_regel(gebeurtenis: Gebeurtenis) -> str:
    """What is wrong with a line by itself, apart from its place in the chain; "" is good."""
    if logboek.hash_regel(gebeurtenis.regel) != gebeurtenis.hash:
        return "de tekst past niet bij de hash"
    if logboek.regeltekst(gebeurtenis) != gebeurtenis.regel:
        return "de kolommen zeggen iets anders dan de vastgelegde tekst"
    return _fout_in_inhoud(gebeurtenis)


def _fout_in_inhoud(gebeurtenis: Gebeurtenis) -> str:
    if gebeurtenis.inhoud is None and gebeurtenis.zout is None:
        return ""
    if gebeurtenis.inhoud is None or gebeurtenis.zout is None:
        return "de inhoud is maar half vernietigd"
    if logboek.hash_inhoud(gebeurtenis.zout, gebeurtenis.inhoud) != gebeurtenis.inhoud_hash:
        return "de inhoud is veranderd"
    return ""


def _andere_kop(
    gebeurtenis: Gebeurtenis, koppen: dict[int, set[str]], hersteld: Gebeurtenis | None
) -> str:
    nummer = gebeurtenis.volgnummer
    if koppen.get(nummer, {gebeurtenis.hash}) == {gebeurtenis.hash}:
        return ""
    return _van_voor_herstel(nummer, hersteld) or "de hash is anders dan de kop die u opgaf"


def _van_voor_herstel(nummer: int, hersteld: Gebeurtenis | None) -> str:
    """What to say of a head that lies among the lines a restore lost; "" for any other."""
    na = hersteld.gegevens.get("na", {}) if hersteld else {}
    _, _, rest = str(na.get("laatst bekende kop", "")).partition(":")
    laatst = int(rest.partition(":")[0] or 0)
    if hersteld is None or not hersteld.volgnummer <= nummer <= laatst:
        return ""
    return (
        f"de kop die u opgaf is van voor het herstel van {moment(hersteld.moment)} (regel"
        f" {hersteld.volgnummer}); toen gingen {na['regels verloren']} regels verloren, en deze kop"
        " is niet meer na te rekenen"
    )


def _fout_aan_het_eind(
    gemeente: Gemeente,
    aantal: int,
    laatste: str,
    koppen: dict[int, set[str]],
    hersteld: Gebeurtenis | None,
) -> str:
    kop = Ketenkop.objects.filter(gemeente=gemeente).first()
    bewaard = (kop.volgnummer, kop.hash) if kop else (0, "")
    if bewaard != (aantal, laatste if aantal else ""):
        return f"de keten eindigt bij regel {aantal}, maar de kop staat op regel {bewaard[0]}"
    if koppen and max(koppen) > aantal:
        bestaat_niet = f"regel {max(koppen)} uit de kop die u opgaf bestaat niet (meer)"
        uitleg = _van_voor_herstel(max(koppen), hersteld)
        return f"regel {max(koppen)}: {uitleg}" if uitleg else bestaat_niet
    return ""
