"""Is it on time? The light of the planning and of the decisions it waits for. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jeugdhulp.kalender import Kwartaal, PeriodeSoort, datum_voluit, grens_voluit
from jeugdhulp.stoplicht import Licht
from maatregelen.choices import Fase, MijlpaalSoort, MijlpaalToestand
from maatregelen.kwartaallijn import Planregel, toestand_op
from maatregelen.stoplicht.feiten import (
    Besluitregel,
    Drempels,
    Feit,
    Feiten,
    Oordeel,
    citaat,
    noem,
    oordeel,
)


@dataclass(frozen=True)
class Verschuiving:
    """That the end of a measure is not what was agreed. `wordt` is None where its last line `stap`
    has no end any more."""

    was: date
    wordt: date | None = None
    kwartalen: int = 0
    stap: str = ""

    @property
    def hoeveel(self) -> str:
        """In words: "1 kwartaal"."""
        return "1 kwartaal" if self.kwartalen == 1 else f"{self.kwartalen} kwartalen"


def beoordeel(feiten: Feiten, peildatum: date, drempels: Drempels) -> Oordeel:
    """Rood: the end or a decision is past, the end moved too far or lost its day, execution comes
    before its decision, or uitgesteld without a new day. Oranje: a line is past its period, or the
    end moved. Grijs: not begun as planned, uitgesteld until a day, or nothing in the planning has a
    day. Else groen."""
    besluiten = [regel for regel in feiten.besluiten if not _is_genomen(regel, peildatum)]
    planning = met_besluit(feiten, peildatum)
    regels = [regel for regel in planning if toestand_op(regel, peildatum) != "vervallen"]
    gevonden = [
        *_besluiten(besluiten, peildatum),
        *_te_laat(regels, besluiten, peildatum),
        *_verschoven(planning, peildatum, drempels),
        *_uitgesteld(feiten, peildatum),
    ]
    return oordeel(gevonden or [_zonder_zorgen(regels, peildatum)])


def _is_genomen(besluit: Besluitregel, peildatum: date) -> bool:
    return besluit.genomen_op is not None and besluit.genomen_op <= peildatum


def met_besluit(feiten: Feiten, peildatum: date) -> list[Planregel]:
    """The planning, in which a line is done when the decision it stands for was taken."""
    genomen = {
        besluit.stap: besluit.genomen_op
        for besluit in feiten.besluiten
        if besluit.stap is not None and _is_genomen(besluit, peildatum)
    }
    return [
        replace(regel, toestand=MijlpaalToestand.GEREED, gereed_op=genomen[regel.sleutel])
        if regel.sleutel in genomen and regel.toestand == MijlpaalToestand.OPEN
        else regel
        for regel in feiten.planning
    ]


def _besluiten(besluiten: Sequence[Besluitregel], peildatum: date) -> Iterator[Feit]:
    for besluit in besluiten:
        van_wie = f"({besluit.orgaan}, {besluit.periode.voluit()})"
        if besluit.periode.is_voorbij(peildatum) and besluit.is_advies:
            # Advice holds up nothing.
            yield Feit(Licht.ORANJE, noem(f"Advies niet op tijd {van_wie}", besluit.onderwerp))
        elif besluit.periode.is_voorbij(peildatum):
            yield Feit(Licht.ROOD, noem(f"Besluit niet op tijd {van_wie}", besluit.onderwerp))
        for stap in besluit.wacht_niet:
            eerder = f"Een stap begint vóór het besluit “{citaat(besluit.onderwerp)}” {van_wie}"
            yield Feit(Licht.ROOD, noem(eerder, stap))


def _te_laat(
    regels: Sequence[Planregel], besluiten: Sequence[Besluitregel], peildatum: date
) -> Iterator[Feit]:
    # Of these the decision itself is said to be late.
    gezegd = {
        besluit.stap
        for besluit in besluiten
        if besluit.stap is not None
        and not besluit.is_advies
        and besluit.periode.is_voorbij(peildatum)
    }
    einde = _einde(regels)
    for regel in regels:
        if regel.sleutel in gezegd or toestand_op(regel, peildatum) != "te_laat":
            continue
        wanneer = f"({regel.periode.voluit()})"
        if regel.soort == MijlpaalSoort.BESLUIT:
            yield Feit(Licht.ROOD, noem(f"Besluit niet op tijd {wanneer}", regel.tekst))
        elif regel.periode.tot_en_met == einde:
            yield Feit(Licht.ROOD, noem(f"Laatste stap niet op tijd klaar {wanneer}", regel.tekst))
        else:
            yield Feit(Licht.ORANJE, noem(f"Niet op tijd klaar {wanneer}", regel.tekst))


def verschuivingen(planning: Sequence[Planregel], peildatum: date) -> Iterator[Verschuiving]:
    """How the end of what is left moved away from the end that was agreed, which a line may have
    had that lapsed since. At most one that moved, and each last line that lost its day."""
    eindig = [regel for regel in planning if regel.periode.soort != PeriodeSoort.HERHALEND]
    basis = max((regel.basis_tot for regel in eindig if regel.basis_tot), default=None)
    te_doen = [
        regel for regel in eindig if toestand_op(regel, peildatum) not in ("gereed", "vervallen")
    ]
    if basis is None:
        return
    for regel in te_doen:
        if regel.basis_tot == basis and regel.periode.tot_en_met is None:
            yield Verschuiving(was=basis, stap=regel.tekst)
    einde = _einde(te_doen)
    aantal = _kwartalen(basis, einde) if einde else 0
    if einde and aantal > 0:
        yield Verschuiving(was=basis, wordt=einde, kwartalen=aantal)


def _verschoven(
    planning: Sequence[Planregel], peildatum: date, drempels: Drempels
) -> Iterator[Feit]:
    for schuif in verschuivingen(planning, peildatum):
        if schuif.wordt is None:
            was = f"(was {einde_voluit(schuif.was)})"
            yield Feit(
                Licht.ROOD, noem(f"De laatste stap heeft geen einde meer {was}", schuif.stap)
            )
        else:
            licht = Licht.ORANJE if schuif.kwartalen <= drempels.schuif_kwartalen else Licht.ROOD
            van_naar = f"van {einde_voluit(schuif.was)} naar {einde_voluit(schuif.wordt)}"
            yield Feit(licht, f"Het einde schuift {schuif.hoeveel} op: {van_naar}.")


def _einde(regels: Iterable[Planregel]) -> date | None:
    """The last day of what has one; what recurs ends nothing."""
    dagen = (
        regel.periode.tot_en_met
        for regel in regels
        if regel.periode.soort != PeriodeSoort.HERHALEND
    )
    return max((dag for dag in dagen if dag), default=None)


def einde_voluit(dag: date) -> str:
    """The quarter that ends on this day, or the day."""
    return grens_voluit(None, dag).removeprefix("tot en met ")


def _kwartalen(van: date, naar: date) -> int:
    """How many quarters lie between two days: plans are made by the quarter."""
    eerste, laatste = Kwartaal.van_dag(van), Kwartaal.van_dag(naar)
    return (laatste.jaar - eerste.jaar) * 4 + laatste.nummer - eerste.nummer


def _uitgesteld(feiten: Feiten, peildatum: date) -> Iterator[Feit]:
    """The planning gives no new day: it may well be the one from before the uitstel."""
    dag = feiten.opnieuw_bekijken_op
    if feiten.fase != Fase.UITGESTELD:
        return
    if dag is None:
        yield Feit(Licht.ROOD, "Uitgesteld, zonder dag om opnieuw te kijken.")
    elif dag < peildatum:
        voorbij = f"de dag om opnieuw te kijken is voorbij ({datum_voluit(dag)})"
        yield Feit(Licht.ROOD, f"Uitgesteld; {voorbij}.")
    else:
        yield Feit(Licht.GRIJS, f"Uitgesteld; opnieuw kijken op {datum_voluit(dag)}.")


def _zonder_zorgen(regels: Sequence[Planregel], peildatum: date) -> Feit:
    klaar = sum(toestand_op(regel, peildatum) == "gereed" for regel in regels)
    gepland = any(regel.periode.van or regel.periode.tot_en_met for regel in regels)
    if not gepland and (klaar < len(regels) or not regels):
        return Feit(Licht.GRIJS, "Er is geen planning met een datum.")
    begin = min((regel.periode.van for regel in regels if regel.periode.van), default=None)
    if begin and begin > peildatum and not klaar:
        return Feit(Licht.GRIJS, f"Begint volgens de planning later ({grens_voluit(begin, None)}).")
    if not klaar:
        return Feit(Licht.GROEN, "Er hoefde nog geen stap klaar te zijn.")
    hoeveel = "1 stap is" if klaar == 1 else f"{klaar} stappen zijn"
    return Feit(Licht.GROEN, f"Geen stap is te laat; {hoeveel} klaar.")
