"""Is it on time? The light of the planning and of the decisions it waits for. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from jeugdhulp.kalender import Kwartaal, PeriodeSoort, datum_voluit, grens_voluit
from jeugdhulp.stoplicht import Licht
from maatregelen.choices import Fase, MijlpaalSoort
from maatregelen.kwartaallijn import Planregel, toestand_op
from maatregelen.stoplicht.feiten import Besluitregel, Drempels, Feit, Feiten, Oordeel, oordeel


def beoordeel(feiten: Feiten, peildatum: date, drempels: Drempels) -> Oordeel:
    """Rood: the end or a decision is past, the end moved too far or lost its day, execution comes
    before its decision, or uitgesteld without a new day. Oranje: a line is past its period, or the
    end moved. Grijs: not begun as planned, or nothing in the planning has a day. Else groen."""
    regels = [regel for regel in feiten.planning if toestand_op(regel, peildatum) != "vervallen"]
    gevonden = [
        *_besluiten(feiten.besluiten, peildatum),
        *_te_laat(regels, _gezegd(feiten.besluiten, peildatum), peildatum),
        *_verschoven(regels, peildatum, drempels),
        *_uitgesteld(feiten, regels, peildatum),
    ]
    return oordeel(gevonden or [_zonder_zorgen(regels, peildatum)])


def _gezegd(besluiten: Sequence[Besluitregel], peildatum: date) -> set[int]:
    """The planning lines whose decision was taken, or is itself said to be late."""
    return {
        besluit.stap
        for besluit in besluiten
        if besluit.stap is not None
        and (_is_genomen(besluit, peildatum) or besluit.periode.is_voorbij(peildatum))
    }


def _is_genomen(besluit: Besluitregel, peildatum: date) -> bool:
    return besluit.genomen_op is not None and besluit.genomen_op <= peildatum


def _besluiten(besluiten: Sequence[Besluitregel], peildatum: date) -> Iterator[Feit]:
    for besluit in besluiten:
        if _is_genomen(besluit, peildatum):
            continue
        if besluit.periode.is_voorbij(peildatum):
            # Advice holds up nothing.
            licht = Licht.ORANJE if besluit.is_advies else Licht.ROOD
            wanneer = besluit.periode.voluit()
            yield Feit(licht, f"Verwacht in {wanneer} en er nog niet: {besluit.naam}.")
        for stap in besluit.wacht_niet:
            yield Feit(Licht.ROOD, f"“{stap}” is gepland voor het {besluit.naam}.")


def _te_laat(regels: Sequence[Planregel], gezegd: set[int], peildatum: date) -> Iterator[Feit]:
    einde = _einde(regels)
    for regel in regels:
        if regel.sleutel in gezegd or toestand_op(regel, peildatum) != "te_laat":
            continue
        wat = f"“{regel.tekst}” ({regel.periode.voluit()})"
        if regel.soort == MijlpaalSoort.BESLUIT:
            yield Feit(Licht.ROOD, f"Besluit niet op tijd: {wat}.")
        elif regel.periode.tot_en_met == einde:
            yield Feit(Licht.ROOD, f"Laatste stap niet op tijd klaar: {wat}.")
        else:
            yield Feit(Licht.ORANJE, f"Niet op tijd klaar: {wat}.")


def _einde(regels: Sequence[Planregel]) -> date | None:
    """The last day of what has one; what recurs ends nothing."""
    dagen = [
        regel.periode.tot_en_met
        for regel in regels
        if regel.periode.tot_en_met and regel.periode.soort != PeriodeSoort.HERHALEND
    ]
    return max(dagen, default=None)


def _verschoven(regels: Sequence[Planregel], peildatum: date, drempels: Drempels) -> Iterator[Feit]:
    basis = max((regel.basis_tot for regel in regels if regel.basis_tot), default=None)
    if basis is None:
        return
    was = grens_voluit(None, basis).removeprefix("tot en met ")
    weg = [
        regel
        for regel in regels
        if regel.basis_tot == basis
        and regel.periode.tot_en_met is None
        and toestand_op(regel, peildatum) != "gereed"
    ]
    for regel in weg:
        yield Feit(Licht.ROOD, f"“{regel.tekst}” heeft geen einde meer; dat was {was}.")
    einde = _einde(regels)
    laatste = [regel for regel in regels if regel.periode.tot_en_met == einde]
    if einde is None or all(toestand_op(regel, peildatum) == "gereed" for regel in laatste):
        return
    aantal = _kwartalen(basis, einde)
    if aantal > 0:
        licht = Licht.ORANJE if aantal <= drempels.schuif_kwartalen else Licht.ROOD
        wordt = grens_voluit(None, einde).removeprefix("tot en met ")
        hoeveel = "1 kwartaal" if aantal == 1 else f"{aantal} kwartalen"
        yield Feit(licht, f"Het einde schuift {hoeveel} op: van {was} naar {wordt}.")


def _kwartalen(van: date, naar: date) -> int:
    """How many quarters lie between two days: plans are made by the quarter."""
    eerste, laatste = Kwartaal.van_dag(van), Kwartaal.van_dag(naar)
    return (laatste.jaar - eerste.jaar) * 4 + laatste.nummer - eerste.nummer


def _uitgesteld(feiten: Feiten, regels: Sequence[Planregel], peildatum: date) -> Iterator[Feit]:
    if feiten.fase != Fase.UITGESTELD:
        return
    komt = [regel for regel in regels if _moet_nog(regel, peildatum)]
    dag = feiten.opnieuw_bekijken_op
    if komt or (dag is not None and dag >= peildatum):
        return
    if dag is None:
        yield Feit(Licht.ROOD, "Uitgesteld, en er is geen nieuwe datum.")
    else:
        yield Feit(
            Licht.ROOD, f"Uitgesteld; u zou opnieuw kijken op {datum_voluit(dag)}, dat is voorbij."
        )


def _moet_nog(regel: Planregel, peildatum: date) -> bool:
    """Whether a line has a day to come."""
    dag = regel.periode.tot_en_met or regel.periode.van
    return dag is not None and dag >= peildatum and toestand_op(regel, peildatum) == "gepland"


def _zonder_zorgen(regels: Sequence[Planregel], peildatum: date) -> Feit:
    met_dag = [regel for regel in regels if regel.periode.van or regel.periode.tot_en_met]
    if not met_dag:
        return Feit(Licht.GRIJS, "Er is geen planning met een datum.")
    klaar = sum(toestand_op(regel, peildatum) == "gereed" for regel in met_dag)
    begin = min(regel.periode.van or regel.periode.tot_en_met or date.max for regel in met_dag)
    if begin > peildatum and not klaar:
        return Feit(Licht.GRIJS, f"Begint volgens de planning pas in {Kwartaal.van_dag(begin)}.")
    if not klaar:
        return Feit(Licht.GROEN, "Er hoefde nog geen stap klaar te zijn.")
    stappen = (
        "de stap die klaar moest zijn, is"
        if klaar == 1
        else (f"alle {klaar} stappen die klaar moesten zijn, zijn")
    )
    return Feit(Licht.GROEN, f"{stappen.capitalize()} klaar.")
