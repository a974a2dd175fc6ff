"""The filter of an overview as a page shows it: form, chips, addresses, and the rows that stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import urlencode

from maatregelen.domain.overzicht import Rij
from maatregelen.domain.overzichtfilter import AANDACHT, VOLGORDEN, Overzichtfilter, sorteer
from maatregelen.forms.overzichtfilter import OverzichtfilterForm
from maatregelen.views.kijk import Kijk


@dataclass(frozen=True)
class Filterbeeld:
    """What was chosen, in words and in addresses."""

    form: OverzichtfilterForm
    keuze: Overzichtfilter
    volgorde: str
    rijen: Sequence[Rij]
    totaal: int
    # What the address says of the day; stays in every link.
    dagen: Mapping[str, str]
    # The order without a choice.
    standaard: str = AANDACHT

    @property
    def is_open(self) -> bool:
        """Whether the fold starts open."""
        return bool(self.keuze.gekozen or self.volgorde != self.standaard or self.form.errors)

    @property
    def gezeefd(self) -> bool:
        return bool(self.keuze.gekozen)

    @property
    def houd(self) -> dict[str, str]:
        """Names and values of the filter, for a form that is about something else."""
        volgorde = {} if self.volgorde == self.standaard else {"volgorde": self.volgorde}
        return self.keuze.gekozen | volgorde

    @property
    def vraag(self) -> str:
        """Days and filter as the end of an address; "" for none."""
        return _vraag(self.dagen, self.houd)

    @property
    def zonder_dagen(self) -> str:
        """The filter alone."""
        return _vraag(self.houd)

    @property
    def zonder_volgorde(self) -> str:
        """What was chosen alone."""
        return _vraag(self.keuze.gekozen)

    @property
    def bij(self) -> str:
        """What stands above the list about its order."""
        return VOLGORDEN[self.volgorde][1]

    @property
    def wis(self) -> str:
        """The address of the page without a filter, in the same order."""
        houd = {naam: waarde for naam, waarde in self.houd.items() if naam == "volgorde"}
        return _vraag(self.dagen, houd) or "?"

    @property
    def chips(self) -> list[dict[str, str]]:
        """Per filter that is on its name, its words, and the address without it."""
        return [
            {
                "naam": str(self.form.fields[naam].label),
                "woorden": self.form.namen[naam][waarde] if naam != "tekst" else f"‘{waarde}’",
                "url": _vraag(self.dagen, {k: v for k, v in self.houd.items() if k != naam}) or "?",
            }
            for naam, waarde in self.keuze.gekozen.items()
        ]

    def op_licht(self, licht: str) -> str:
        """The end of the address that shows the measures with this light, and all of those."""
        return _vraag(self.dagen, {"licht": licht})

    def en(self, **keuze: str) -> str:
        """The end of the address that shows what was chosen, narrowed to `keuze`."""
        return _vraag(self.dagen, self.keuze.gekozen | keuze)


def lees_filter(
    request: HttpRequest, kijk: Kijk, rijen: Sequence[Rij], *, standaard: str = AANDACHT
) -> Filterbeeld:
    """What this request asks to see of `rijen`, which come in plan order; without an order asked
    for, in that of `standaard`. No query."""
    form = OverzichtfilterForm(request.GET, rijen=rijen, plan=kijk.plan, standaard=standaard)
    keuze, volgorde = form.keuze()
    over = sorteer(keuze.pas_toe(rijen), volgorde)
    return Filterbeeld(form, keuze, volgorde, over, len(rijen), kijk.dagen, standaard)


def _vraag(*delen: Mapping[str, str]) -> str:
    gevuld = {naam: waarde for deel in delen for naam, waarde in deel.items()}
    return f"?{urlencode(gevuld)}" if gevuld else ""
