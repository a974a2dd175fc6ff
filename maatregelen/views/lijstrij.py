"""One row of the list of a plan, and how its money is said."""

from collections.abc import Iterator
from dataclasses import dataclass

from jeugdhulp.opmaak import euro
from maatregelen.domain.lijst import Investeringsom
from maatregelen.domain.overzicht import Rij
from maatregelen.geld import Som


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
            # Its sheet may still mention money that counts elsewhere.
            return "niet ingevuld", ""
        som, zonder = self.geld.som, self.geld.zonder_jaar
        if som.bedrag:
            return euro(som.bedrag), ", ".join(_bij(som, zonder))
        if som.onbekend or (zonder.onbekend and not zonder.bedrag):
            return "nog onbekend", ""
        if zonder.bedrag:
            return euro(zonder.bedrag), "zonder jaar"
        return ("bestaande middelen" if self.geld.bestaand else "geen"), ""


def _bij(som: Som, zonder: Som) -> Iterator[str]:
    if som.onbekend or zonder.onbekend:
        yield "deels onbekend"
    if som.aannames:
        yield "met aanname"
    if zonder.bedrag:
        yield f"en {euro(zonder.bedrag)} zonder jaar"
