"""One row of the list of a plan, and how its money is said."""

from dataclasses import dataclass

from jeugdhulp.opmaak import euro
from maatregelen.domain.lijst import Investeringsom
from maatregelen.domain.overzicht import Rij


@dataclass(frozen=True)
class Lijstrij:
    """What `stoplichtrijen` writes. `url` is "" for what is gone, `geld` None where no row says
    anything about money."""

    rij: Rij
    url: str
    geld: Investeringsom | None

    @property
    def investering(self) -> tuple[str, str]:
        """The amount of the year, or the word for why there is none; and what to know besides."""
        if self.geld is None:
            return "onbekend", ""
        som, zonder = self.geld.som, self.geld.zonder_jaar
        if som.bedrag:
            return euro(som.bedrag), self._bij()
        if som.onbekend:
            return "nog onbekend", ""
        if zonder.bedrag:
            return euro(zonder.bedrag), "zonder jaar"
        if zonder.onbekend:
            return "nog onbekend", "zonder jaar"
        return ("bestaande middelen" if self.geld.bestaand else "geen"), ""

    def _bij(self) -> str:
        assert self.geld is not None  # noqa: S101 (for the type only)
        som, zonder = self.geld.som, self.geld.zonder_jaar
        bij = []
        if som.onbekend or zonder.onbekend:
            bij.append("deels onbekend")
        if som.aannames:
            bij.append("met aanname")
        if zonder.bedrag:
            bij.append(f"en {euro(zonder.bedrag)} zonder jaar")
        return ", ".join(bij)
