"""The computed light of a measure: what the rules say, with the facts behind it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jeugdhulp.stoplicht import Licht, slechtste
from maatregelen.choices import EINDFASEN
from maatregelen.stoplicht import geld, resultaat, tijd
from maatregelen.stoplicht.feiten import Drempels, Feit, Feiten, Oordeel
from maatregelen.stoplicht.tonen import ASPECTEN

_GEEN = Oordeel(Licht.GEEN, ())
_GEWOON = Drempels()


@dataclass(frozen=True)
class Berekening:
    """The computed light per aspect, and the worst of those that the plan uses. What has ended has
    none."""

    totaal: Licht
    tijd: Oordeel
    geld: Oordeel
    resultaat: Oordeel

    def per_aspect(self, aspecten: Sequence[str] = ASPECTEN) -> dict[str, Oordeel]:
        return {aspect: getattr(self, aspect) for aspect in aspecten}

    @property
    def lichten(self) -> dict[str, Licht]:
        """By the names of LICHTEN."""
        return {"totaal": self.totaal} | {
            aspect: deel.licht for aspect, deel in self.per_aspect().items()
        }


def bereken(
    feiten: Feiten,
    peildatum: date,
    drempels: Drempels = _GEWOON,
    aspecten: Sequence[str] = ASPECTEN,
) -> Berekening:
    """The light of a measure on `peildatum` by the rules of `tijd`, `geld` and `resultaat`.

    `aspecten` are those that the plan uses (one of ASPECTEN at least); the others stay without.
    """
    if feiten.fase in EINDFASEN:
        return Berekening(Licht.GEEN, _GEEN, _GEEN, _GEEN)
    delen = {
        "tijd": tijd.beoordeel(feiten, peildatum, drempels),
        "geld": geld.beoordeel(feiten, peildatum, drempels),
        "resultaat": resultaat.beoordeel(feiten, peildatum),
    }
    gebruikt = {aspect: delen[aspect] if aspect in aspecten else _GEEN for aspect in ASPECTEN}
    totaal = slechtste(gebruikt[aspect].licht for aspect in aspecten)
    return Berekening(totaal, **gebruikt)


def schrijf_feiten(berekening: Berekening) -> str:
    """The facts as text, one a line, as they are stored with a Stand: "tijd: oranje: …"."""
    return "\n".join(
        f"{aspect}: {feit.licht.value}: {' '.join(feit.tekst.split())}"
        for aspect, deel in berekening.per_aspect().items()
        for feit in deel.feiten
    )


def lees_feiten(tekst: str) -> dict[str, list[Feit]]:
    """The reverse: the facts per aspect. What is not such a line (a mark of afschermen) is none."""
    gevonden: dict[str, list[Feit]] = {aspect: [] for aspect in ASPECTEN}
    for regel in tekst.splitlines():
        aspect, _, rest = regel.partition(": ")
        licht, _, woorden = rest.partition(": ")
        if aspect in gevonden and licht in Licht.values and woorden:
            gevonden[aspect].append(Feit(Licht(licht), woorden))
    return gevonden
