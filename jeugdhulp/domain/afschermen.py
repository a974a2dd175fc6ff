"""Removing content: what should never have been written, and what need not be kept any longer.

One person asks, another carries it out. The words go wherever a registered place holds them: lines
of the logboek, standen, rows and their history, snapshots. Lines and rows stay, the chain still
verifies, and a line says what went and on what ground.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from jeugdhulp import kalender, logboek
from jeugdhulp.choices import AfschermingSoort, AfschermingUitkomst
from jeugdhulp.clientnummer import WEIGERING, vind_clientnummer
from jeugdhulp.controle import VERNIETIGD
from jeugdhulp.models import Afscherming, Gebeurtenis, Gebruiker, Gemeente
from jeugdhulp.wissen import Wisser, fragment, pas_toe, wis_alles, wisser_van

MINSTENS_TEKENS = 3
# What the line of an act holds besides its `regels`, per kind a list.
FEITEN = {"standen", "momentopnamen", "eerder"}
# Texts that say which plan, measure or person a row is about. They go when they hold the words, and
# stay when a whole plan is destroyed: else nobody could say afterwards what that was.
NAMEN = frozenset(
    "titel naam code orgaan nummer bron_titel naam_overleg naam_thema naam_maatregel".split()
)


@dataclass(frozen=True)
class Bereik:
    """Where to look: all of a gemeente, or what belongs to `onderwerp` alone; and what goes."""

    gemeente: Gemeente
    wis: Wisser
    onderwerp: Model | None = None

    def gewist(self, teksten: Mapping[str, Any]) -> dict[str, Any]:
        """Those of `teksten` that change, as they will be."""
        blijft = NAMEN if self.onderwerp else frozenset()
        nieuw = {
            naam: pas_toe(self.wis, tekst) for naam, tekst in teksten.items() if naam not in blijft
        }
        return {naam: tekst for naam, tekst in nieuw.items() if tekst != teksten[naam]}


@dataclass
class Verslag:
    """What the line in the logboek tells of an act: per kind of thing what went. `regels` are the
    volgnummers of lines whose content goes."""

    wis: Wisser
    regels: set[int] = field(default_factory=set)
    feiten: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def neem_over(self, eerdere: Gebeurtenis) -> None:
        """Let an earlier line of this kind go too: this one tells what that one told, and who did
        it on what ground."""
        if eerdere.volgnummer in self.regels:
            return
        gegevens = eerdere.gegevens
        self.regels |= {eerdere.volgnummer, *gegevens["regels"]}
        for soort in FEITEN & gegevens.keys():
            self.feiten[soort] = gegevens[soort] + self.feiten[soort]
        self.feiten["eerder"].append(
            {
                "regel": eerdere.volgnummer,
                "grond": self.wis(gegevens["reden"]),
                "gevraagd_door": gegevens["gevraagd_door"],
                "door": eerdere.door_id,
            }
        )


@dataclass(frozen=True)
class Plek:
    """A kind of place where text stands.

    `rijen` gives the rows in reach, `lees` the texts of one (per name a text, list or dict), `noem`
    says in Dutch which row it is, and `wis` stores the texts that changed and reports. `rond_af`
    is called last, when all rows of all places are done.
    """

    naam: str
    rijen: Callable[[Bereik], Iterable[Any]]
    lees: Callable[[Any], Mapping[str, Any]]
    noem: Callable[[Any], str]
    wis: Callable[[Any, dict[str, Any], Verslag], None]
    rond_af: Callable[[Gemeente, Verslag], None] | None = None


@dataclass(frozen=True)
class Vondst:
    """A row that holds what must go, and its texts as they will be."""

    plek: Plek
    rij: Any
    nieuw: dict[str, Any]

    def __str__(self) -> str:
        """Which row, and what will stand there."""
        wordt = fragment(self.nieuw)
        return f"{self.plek.noem(self.rij)}{f': {wordt}' if wordt else ''}"


_plekken: list[Plek] = []


def registreer(*plekken: Plek) -> None:
    """An app tells where its texts stand, in `AppConfig.ready`; in the order to be worked off."""
    namen = {plek.naam for plek in _plekken}
    _plekken.extend(plek for plek in plekken if plek.naam not in namen)


def zoek(bereik: Bereik) -> list[Vondst]:
    """Every row in reach of which a text would change. Reads all texts of the gemeente: seconds
    for a large one, a few queries a place."""
    return [
        Vondst(plek, rij, nieuw)
        for plek in _plekken
        for rij in plek.rijen(bereik)
        if (nieuw := bereik.gewist(plek.lees(rij)))
    ]


def bereik_van(afscherming: Afscherming, onderwerp: Model | None = None) -> Bereik:
    """What an open request is about."""
    if afscherming.soort == AfschermingSoort.VERNIETIGEN:
        return Bereik(afscherming.gemeente, wis_alles, onderwerp)
    return Bereik(afscherming.gemeente, wisser_van(afscherming.woorden))


def vraag_afschermen(
    gemeente: Gemeente, woorden: str, *, grond: str, door: Gebruiker
) -> Afscherming:
    """Ask that `woorden` go everywhere in this gemeente; ValidationError per field when they are
    too short, are nowhere, may be a BSN, or stand in the ground."""
    woorden = " ".join(woorden.split())
    fouten = {}
    if len(woorden) < MINSTENS_TEKENS:
        fouten["woorden"] = f"Typ ten minste {MINSTENS_TEKENS} tekens."
    elif vind_clientnummer(woorden):
        fouten["woorden"] = WEIGERING
    elif not zoek(Bereik(gemeente, wisser_van(woorden))):
        fouten["woorden"] = "Deze woorden staan nergens. Kijk na hoe ze geschreven zijn."
    fouten |= _fout_in_grond(grond)
    if "woorden" not in fouten and wisser_van(woorden)(grond) != grond:
        fouten["grond"] = "Herhaal hier niet de woorden die weg moeten: de grond blijft bewaard."
    if fouten:
        raise ValidationError(fouten)
    return _vraag(gemeente, AfschermingSoort.AFSCHERMEN, door, grond, woorden=woorden)


def vraag_vernietigen(
    gemeente: Gemeente, onderwerp: Model, *, grond: str, door: Gebruiker
) -> Afscherming:
    """Ask that all texts of `onderwerp` go; the caller knows whether its term has passed."""
    if fouten := _fout_in_grond(grond):
        raise ValidationError(fouten)
    return _vraag(
        gemeente,
        AfschermingSoort.VERNIETIGEN,
        door,
        grond,
        onderwerp_soort=onderwerp._meta.label_lower,
        onderwerp_id=onderwerp.pk,
    )


def voer_uit(
    afscherming: Afscherming, *, door: Gebruiker, onderwerp: Model | None = None
) -> list[Vondst]:
    """Remove what was asked, in one transaction with the line that tells of it.

    Raises ValidationError when it was decided already, or `door` is who asked.
    """
    with logboek.handeling(door=door, reden=afscherming.grond):
        afscherming = _open(afscherming)
        if afscherming.gevraagd_door_id == door.pk:
            raise ValidationError("U vroeg dit zelf. Een ander moet het uitvoeren.")
        bereik = bereik_van(afscherming, onderwerp)
        vondsten, verslag = zoek(bereik), Verslag(bereik.wis)
        for vondst in vondsten:
            vondst.plek.wis(vondst.rij, vondst.nieuw, verslag)
        for plek in _plekken:
            if plek.rond_af:
                plek.rond_af(afscherming.gemeente, verslag)
        logboek.vernietig(afscherming.gemeente_id, verslag.regels)
        _besluit(afscherming, AfschermingUitkomst.UITGEVOERD, door)
        _schrijf(
            VERNIETIGD,
            afscherming,
            onderwerp,
            na={"plekken": [f"{naam}: {aantal}" for naam, aantal in per_plek(vondsten).items()]},
            regels=sorted(verslag.regels),
            **verslag.feiten,
        )
    return vondsten


def wijs_af(afscherming: Afscherming, *, door: Gebruiker) -> None:
    """Decide that nothing goes; who asked may do so too. ValidationError when decided already."""
    with logboek.handeling(door=door, reden=afscherming.grond):
        afscherming = _open(afscherming)
        _besluit(afscherming, AfschermingUitkomst.AFGEWEZEN, door)
        _schrijf("verzoek tot afschermen afgewezen", afscherming, None)


def per_plek(vondsten: Iterable[Vondst]) -> dict[str, int]:
    """How many rows per kind of place, in the order they were found."""
    aantallen: dict[str, int] = defaultdict(int)
    for vondst in vondsten:
        aantallen[vondst.plek.naam] += 1
    return dict(aantallen)


def _fout_in_grond(grond: str) -> dict[str, str]:
    if not grond.strip():
        return {"grond": "Zeg waarom dit weg moet."}
    return {"grond": WEIGERING} if vind_clientnummer(grond) else {}


def _vraag(
    gemeente: Gemeente, soort: AfschermingSoort, door: Gebruiker, grond: str, **rest: Any
) -> Afscherming:
    with logboek.handeling(door=door, reden=grond):
        afscherming = Afscherming.objects.create(
            gemeente=gemeente,
            soort=soort,
            grond=grond,
            gevraagd_door=door,
            gevraagd_op=kalender.nu(),
            **rest,
        )
        _schrijf(f"{soort.value} gevraagd", afscherming, None)
    return afscherming


def _open(afscherming: Afscherming) -> Afscherming:
    afscherming = (
        Afscherming.objects.select_for_update(of=("self",))
        .select_related("gemeente", "gevraagd_door")
        .get(pk=afscherming.pk)
    )
    if not afscherming.is_open:
        raise ValidationError("Over dit verzoek is al besloten.")
    return afscherming


def _besluit(afscherming: Afscherming, uitkomst: AfschermingUitkomst, door: Gebruiker) -> None:
    afscherming.uitkomst, afscherming.woorden = uitkomst, ""
    afscherming.besloten_door, afscherming.besloten_op = door, kalender.nu()
    afscherming.save(update_fields=["uitkomst", "woorden", "besloten_door", "besloten_op"])


def _schrijf(soort: str, afscherming: Afscherming, onderwerp: Model | None, **rest: Any) -> None:
    logboek.schrijf(
        soort,
        afscherming,
        gemeente_id=afscherming.gemeente_id,
        naam=f"{afscherming}{f': {onderwerp}' if onderwerp else ''}",
        gevraagd_door=afscherming.gevraagd_door_id,
        **rest,
    )
