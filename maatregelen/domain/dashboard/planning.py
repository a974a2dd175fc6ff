"""The planning of this quarter and the next, over all measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jeugdhulp.kalender import Kwartaal
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.kwartaallijn import Vakregel, teken, toestand_op


@dataclass(frozen=True)
class Stap:
    """One line of a measure on a day; `dag` gives it its place."""

    kaart: Kaart
    regel: Vakregel
    dag: date


@dataclass(frozen=True)
class Kwartaalplanning:
    """What begins or must be done in one quarter, in order of day."""

    kwartaal: Kwartaal
    nu: bool
    stappen: Sequence[Stap]


@dataclass(frozen=True)
class Planning:
    """This quarter and the next; `loopt_door` counts the lines that began before and end after."""

    kwartalen: Sequence[Kwartaalplanning]
    loopt_door: int


def planning(beeld: Beeld) -> Planning:
    """The lines of the measures that run, each once: in the quarter of its last day, or where that
    lies further off in the quarter in which it begins. What lapsed stays out. No query."""
    nu = Kwartaal.van_dag(beeld.peildatum)
    begin, einde = nu.eerste_dag, nu.volgende.laatste_dag
    stappen: dict[Kwartaal, list[Stap]] = {nu: [], nu.volgende: []}
    loopt_door = 0
    for kaart in beeld.kaarten:
        for regel in kaart.regels if kaart.loopt else []:
            van, tot = regel.periode.van, regel.periode.tot_en_met
            # Its last day, or its first where the last is unknown or lies further off.
            dag = tot if tot and tot <= einde else van
            if dag and begin <= dag <= einde:
                stap = Stap(kaart, teken(regel, beeld.peildatum), dag)
                stappen[Kwartaal.van_dag(dag)].append(stap)
            elif van and tot and van < begin and tot > einde:
                loopt_door += toestand_op(regel, beeld.peildatum) == "gepland"
    return Planning(
        [
            Kwartaalplanning(kwartaal, kwartaal == nu, sorted(deel, key=lambda stap: stap.dag))
            for kwartaal, deel in stappen.items()
        ],
        loopt_door,
    )
