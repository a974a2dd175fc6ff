"""What a chart shows, apart from how it is drawn. Pure.

Whoever makes a Grafiek has already kept to the small-number guard: what may not be read has no
value here, in none of the three writers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices

from jeugdhulp import opmaak
from jeugdhulp.grafiek.rollen import REEKSEN, ROLLEN, Rol
from jeugdhulp.kalender import datum_voluit

Waarde = Decimal | int | None

MEESTE_REEKSEN = len(REEKSEN)
MEESTE_PUNTEN = 60
GEEN_CIJFER = "geen cijfer"


class GrafiekOnvolledig(ValueError):
    """A chart that says too little, or says two things at once."""


class Soort(TextChoices):
    """What the marks are. Series of GESTAPELD must be parts of one whole: their sum is drawn."""

    LIJN = "lijn", "lijnen"
    STAAF = "staaf", "staven"
    GESTAPELD = "gestapeld", "gestapelde staven"


class Cijferstatus(TextChoices):
    """What a figure is worth. The last two have no value to show."""

    DEFINITIEF = "definitief", "definitief"
    NADER_VOORLOPIG = "nader_voorlopig", "nader voorlopig"
    VOORLOPIG = "voorlopig", "voorlopig"
    INDICATIEF = "indicatief", "indicatief"
    ONVOLLEDIG = "onvolledig", "onvolledig"
    VOORSTEL = "voorstel", "voorstel"
    FICTIEF = "fictief", "fictief"
    NIET_BESCHIKBAAR = "niet_beschikbaar", "niet beschikbaar"
    TE_KLEIN = "te_klein", "te klein aantal"


ZONDER_WAARDE = (Cijferstatus.NIET_BESCHIKBAAR, Cijferstatus.TE_KLEIN)


@dataclass(frozen=True)
class Reeks:
    """One series. A value None is a gap and said so, never drawn as nought.

    `rol` is a key of ROLLEN; without one the place of the series decides. `statussen` has one
    status (or None: not known) per point, or is empty when these figures carry none.
    """

    naam: str
    waarden: tuple[Waarde, ...]
    rol: str = ""
    statussen: tuple[Cijferstatus | None, ...] = ()

    def __post_init__(self) -> None:
        _eis(self.naam.strip(), "Een reeks heeft een naam.")
        _eis(self.rol in ("", *ROLLEN), f"De rol {self.rol} bestaat niet.")
        _eis(
            len(self.statussen) in (0, len(self.waarden)),
            f"{self.naam}: geef bij elke waarde een status, of bij geen.",
        )
        for nummer, waarde in enumerate(self.waarden):
            _eis_getal(waarde, self.naam)
            status = self.status(nummer)
            _eis(
                status is None or (waarde is None) == (status in ZONDER_WAARDE),
                f"{self.naam}: de status {status} past niet bij de waarde.",
            )

    def status(self, nummer: int) -> Cijferstatus | None:
        """The status of point `nummer`, None where it is not known."""
        return self.statussen[nummer] if self.statussen else None

    def is_open(self, nummer: int) -> bool:
        """Whether the point is drawn open: there is a value, and it is not final."""
        status = self.status(nummer)
        return self.waarden[nummer] is not None and status not in (None, Cijferstatus.DEFINITIEF)

    @property
    def is_fictief(self) -> bool:
        """Whether a point is made up."""
        return Cijferstatus.FICTIEF in self.statussen


@dataclass(frozen=True)
class Drempel:
    """A line across the chart: a norm, a budget."""

    naam: str
    waarde: Decimal | int

    def __post_init__(self) -> None:
        _eis(self.naam.strip(), "Een drempel heeft een naam.")
        _eis(self.waarde is not None, f"{self.naam}: een drempel heeft een waarde.")
        _eis_getal(self.waarde, self.naam)


@dataclass(frozen=True)
class Grafiek:
    """One chart. Raises GrafiekOnvolledig when something is missing or does not fit.

    `eenheid` is "euro", "procent" or a plural noun ("jeugdigen"). `indeling` names what the
    `labels` are ("Kwartaal"). `samenvatting` says in one sentence what is to be seen. `liggend`
    lays bars on their side, for long labels. `vanaf_nul` False lets the axis of lines begin
    elsewhere; that is then said below the chart.
    """

    titel: str
    periode: str
    eenheid: str
    indeling: str
    labels: tuple[str, ...]
    reeksen: tuple[Reeks, ...]
    soort: Soort
    samenvatting: str
    bron: str
    peildatum: date
    drempels: tuple[Drempel, ...] = ()
    liggend: bool = False
    vanaf_nul: bool = True

    def __post_init__(self) -> None:
        for veld in ("titel", "periode", "eenheid", "indeling", "samenvatting", "bron"):
            _eis(getattr(self, veld).strip(), f"Een grafiek heeft een {veld}.")
        _eis(isinstance(self.peildatum, date), "Een grafiek heeft een peildatum.")
        _eis(0 < len(self.labels) <= MEESTE_PUNTEN, f"Teken 1 tot {MEESTE_PUNTEN} punten.")
        _eis(0 < len(self.reeksen) <= MEESTE_REEKSEN, f"Teken 1 tot {MEESTE_REEKSEN} reeksen.")
        _eis(all(label.strip() for label in self.labels), "Elk punt heeft een naam.")
        _eis_uniek(self.labels, "punten")
        _eis_uniek([reeks.naam for reeks in self.reeksen], "reeksen")
        _eis_uniek([self._rolnaam(nummer) for nummer in range(len(self.reeksen))], "rollen")
        for reeks in self.reeksen:
            _eis(
                len(reeks.waarden) == len(self.labels),
                f"{reeks.naam}: {len(reeks.waarden)} waarden bij {len(self.labels)} punten.",
            )
        _eis(not (self.liggend and self.soort == Soort.LIJN), "Alleen staven kunnen liggen.")
        _eis(self.vanaf_nul or self.soort == Soort.LIJN, "Staven beginnen bij nul.")

    def _rolnaam(self, nummer: int) -> str:
        return self.reeksen[nummer].rol or list(REEKSEN)[nummer]

    def rol(self, nummer: int) -> Rol:
        """How series `nummer` looks."""
        return ROLLEN[self._rolnaam(nummer)]

    def naam(self, nummer: int) -> str:
        """The name of series `nummer`, with its letter where it has one: "rood (R)"."""
        letter = self.rol(nummer).letter
        return f"{self.reeksen[nummer].naam} ({letter})" if letter else self.reeksen[nummer].naam

    @property
    def is_fictief(self) -> bool:
        """Whether a figure in it is made up; then it is watermarked."""
        return any(reeks.is_fictief for reeks in self.reeksen)

    @property
    def ondertitel(self) -> str:
        """ "2019 tot en met 2025, in jeugdigen"."""
        return f"{self.periode}, in {self.eenheid}"

    @property
    def herkomst(self) -> str:
        """ "Bron: CBS. Peildatum: 31 december 2025." """
        return f"Bron: {self.bron}. Peildatum: {datum_voluit(self.peildatum)}."

    @property
    def alt(self) -> str:
        """The chart in words: what is to be seen, and what the reader must know with it."""
        return " ".join([self.samenvatting, *self.opmerkingen()])

    def tekst(self, waarde: Waarde) -> str:
        """A value as Dutch people write it, with € or %; "geen cijfer" for None."""
        if waarde is None:
            return GEEN_CIJFER
        if self.eenheid == "euro":
            return opmaak.euro(waarde)
        return opmaak.getal(waarde) + ("\u00a0%" if self.eenheid == "procent" else "")

    def cel(self, reeks: Reeks, nummer: int) -> str:
        """The value of a point with its status: "120 (voorlopig)", "te klein aantal"."""
        status, waarde = reeks.status(nummer), reeks.waarden[nummer]
        if waarde is None:
            return str(status.label) if status else GEEN_CIJFER
        if status is None or status == Cijferstatus.DEFINITIEF:
            return self.tekst(waarde)
        return f"{self.tekst(waarde)} ({status.label})"

    def opmerkingen(self) -> list[str]:
        """Sentences to stand below every form of the chart: thresholds, what is not final, gaps."""
        zinnen = [f"{drempel.naam}: {self.tekst(drempel.waarde)}." for drempel in self.drempels]
        if not self.vanaf_nul:
            zinnen.append("De as begint niet bij nul.")
        for status in Cijferstatus:
            if waar := self._waar(status):
                vorm = "" if status in ZONDER_WAARDE else " (open vorm)"
                zinnen.append(f"{status.label.capitalize()}{vorm}: {waar}.")
        if waar := self._waar(None):
            zinnen.append(f"{GEEN_CIJFER.capitalize()}: {waar}.")
        return zinnen

    def _waar(self, status: Cijferstatus | None) -> str:
        """Which points have this status; for None: which have neither value nor status."""
        if status == Cijferstatus.DEFINITIEF:
            return ""
        delen = []
        for reeks in self.reeksen:
            nummers = [
                nummer
                for nummer, waarde in enumerate(reeks.waarden)
                if reeks.status(nummer) == status and (status or waarde is None)
            ]
            if nummers:
                alle = len(nummers) == len(self.labels)
                delen.append(
                    reeks.naam if alle else f"{reeks.naam} ({spannen(self.labels, nummers)})"
                )
        return "; ".join(delen)


def spannen(labels: Sequence[str], nummers: Iterable[int]) -> str:
    """ "2019, 2021 tot en met 2024": three or more in a row are said as one stretch."""
    groepen: list[list[int]] = []
    for nummer in nummers:
        if groepen and groepen[-1][-1] == nummer - 1:
            groepen[-1].append(nummer)
        else:
            groepen.append([nummer])
    return ", ".join(
        f"{labels[groep[0]]} tot en met {labels[groep[-1]]}"
        if len(groep) > 2
        else ", ".join(labels[nummer] for nummer in groep)
        for groep in groepen
    )


def _eis(voorwaarde: object, anders: str) -> None:
    if not voorwaarde:
        raise GrafiekOnvolledig(anders)


def _eis_uniek(namen: Sequence[str], wat: str) -> None:
    dubbel = sorted({naam for naam in namen if namen.count(naam) > 1})
    _eis(not dubbel, f"Twee {wat} heten hetzelfde: {', '.join(dubbel)}.")


def _eis_getal(waarde: object, naam: str) -> None:
    goed = waarde is None or (isinstance(waarde, int | Decimal) and not isinstance(waarde, bool))
    _eis(goed, f"{naam}: een waarde is een Decimal, een int of None.")
    _eis(not isinstance(waarde, Decimal) or waarde.is_finite(), f"{naam}: geen eindig getal.")
