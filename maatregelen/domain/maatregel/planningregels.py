"""The lines of one blad as who changes them sees them: in order, with what hangs on each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jeugdhulp.kalender import grens_voluit
from maatregelen.choices import MijlpaalToestand
from maatregelen.domain.maatregel.blad import te_vroeg
from maatregelen.domain.maatregel.planningorde import op_tijd
from maatregelen.models import Besluitmoment, Blad, Mijlpaal


@dataclass(frozen=True)
class Planningregel:
    """One line. `nummer` is "3", of a step of it "3.1"; `basis` is when it was planned as
    vastgesteld, where that differs; `ook_op` names the clusters it changes along with."""

    mijlpaal: Mijlpaal
    nummer: str
    basis: str
    ook_op: Sequence[str]
    # What is odd about its period, in words; it may stay so.
    let_op: Sequence[str]

    @property
    def is_open(self) -> bool:
        return self.mijlpaal.toestand == MijlpaalToestand.OPEN

    @property
    def is_stap(self) -> bool:
        return self.mijlpaal.onderdeel_van_id is not None


def lees_planningregels(blad: Blad) -> list[Planningregel]:
    """The lines of a blad, whose measure and plan are loaded; steps below their line. Three
    queries; none for a blad that is yet to be stored."""
    if blad.pk is None:
        return []
    lijnen = list(blad.mijlpalen.all())
    ook_op = _ook_op(blad, lijnen)
    besluiten = list(Besluitmoment.objects.filter(maatregel=blad.maatregel_id))
    let_op = defaultdict(list)
    for besluit in besluiten:
        for lijn in te_vroeg(besluit, lijnen):
            wanneer = besluit.periode.voluit()
            let_op[lijn.pk].append(f"Gepland vóór het besluit van {besluit.orgaan} ({wanneer}).")
    plan = blad.maatregel.plan
    for lijn in lijnen:
        if lijn.van and lijn.van < plan.van and lijn.toestand == MijlpaalToestand.OPEN:
            let_op[lijn.pk].append("Begint vóór het plan zelf.")
    return [
        Planningregel(lijn, nummer, _basis(lijn), ook_op.get(lijn.pk, []), let_op[lijn.pk])
        for nummer, lijn in _genummerd(lijnen)
    ]


def _genummerd(lijnen: Sequence[Mijlpaal]) -> Iterator[tuple[str, Mijlpaal]]:
    onder = defaultdict(list)
    for lijn in lijnen:
        onder[lijn.onderdeel_van_id].append(lijn)

    def van(boven: int | None, voor: str) -> Iterator[tuple[str, Mijlpaal]]:
        for plek, lijn in enumerate(op_tijd(onder[boven]), start=1):
            nummer = f"{voor}{plek}"
            yield nummer, lijn
            yield from van(lijn.pk, f"{nummer}.")

    return van(None, "")


def _basis(lijn: Mijlpaal) -> str:
    basis = (lijn.basis_van, lijn.basis_tot)
    return grens_voluit(*basis) if basis != (lijn.van, lijn.tot_en_met) else ""


def _ook_op(blad: Blad, lijnen: Sequence[Mijlpaal]) -> dict[int, list[str]]:
    """Per line the other bladen where it is open too. One query."""
    elders = defaultdict(list)
    andere = Mijlpaal.objects.filter(
        blad__maatregel=blad.maatregel_id, toestand=MijlpaalToestand.OPEN
    ).exclude(blad=blad)
    for pk, zelfde_als, cluster in andere.values_list("pk", "zelfde_als", "blad__cluster__titel"):
        elders[zelfde_als or pk].append(cluster or "een ander blad")
    return {lijn.pk: elders.get(lijn.zelfde_als_id or lijn.pk, []) for lijn in lijnen}
