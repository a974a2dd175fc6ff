"""The risks that run: of the plan as a whole and of its measures."""

from collections.abc import Sequence
from dataclasses import dataclass

from jeugdhulp.models import Persoon
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.domain.verleden import rijen, vul
from maatregelen.models import Risico
from maatregelen.stoplicht import VOLGORDE


@dataclass(frozen=True)
class Lopend:
    """A risk with its owner; without `kaart` it is of the whole plan."""

    rij: Risico
    kaart: Kaart | None


def risicos(beeld: Beeld) -> Sequence[Lopend]:
    """Those of the whole plan first, then those of the measures that run: first by the light that
    needs most attention, then in plan order. Two queries."""
    kaarten = {kaart.rij.maatregel.pk: kaart for kaart in beeld.kaarten if kaart.loopt}
    plaats = {pk: nummer for nummer, pk in enumerate(kaarten)}
    gevonden = [
        rij
        for rij in rijen(Risico, beeld.bekend_op, plan=beeld.plan.pk)
        if (rij.maatregel_id is None or rij.maatregel_id in kaarten)
        and (rij.beeindigd_op is None or rij.beeindigd_op > beeld.peildatum)
    ]
    vul(Persoon, beeld.bekend_op, (gevonden, "eigenaar"))
    lopend = [
        Lopend(rij, kaarten[rij.maatregel_id] if rij.maatregel_id else None) for rij in gevonden
    ]
    return sorted(lopend, key=lambda rij: _plek(rij, plaats))


def _plek(lopend: Lopend, plaats: dict[int, int]) -> tuple[int, int]:
    if lopend.kaart is None:
        return (-1, 0)
    licht = lopend.kaart.rij.lichten.totaal
    return (VOLGORDE.index(licht), plaats[lopend.kaart.rij.maatregel.pk])
