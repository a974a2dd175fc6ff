"""The planning of this quarter and the next, over all measures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jeugdhulp.kalender import Kwartaal
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.kwartaallijn import Planregel, Vakregel, teken, toestand_op


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
    regels = [(kaart, regel) for kaart in beeld.kaarten if kaart.loopt for regel in kaart.regels]
    return Planning(
        kwartalen=[
            Kwartaalplanning(
                kwartaal,
                kwartaal == nu,
                sorted(_stappen(regels, kwartaal, nu, beeld.peildatum), key=lambda stap: stap.dag),
            )
            for kwartaal in (nu, nu.volgende)
        ],
        loopt_door=sum(
            _loopt_door(regel, nu) and toestand_op(regel, beeld.peildatum) == "gepland"
            for _, regel in regels
        ),
    )


def _stappen(
    regels: Sequence[tuple[Kaart, Planregel]], kwartaal: Kwartaal, nu: Kwartaal, peildatum: date
) -> Iterator[Stap]:
    for kaart, regel in regels:
        dag = _dag(regel, nu)
        if dag is not None and Kwartaal.van_dag(dag) == kwartaal:
            yield Stap(kaart, teken(regel, peildatum), dag)


def _dag(regel: Planregel, nu: Kwartaal) -> date | None:
    """Its last day, or its first where the last is unknown or lies after the next quarter."""
    van, tot = regel.periode.van, regel.periode.tot_en_met
    return tot if tot and tot <= nu.volgende.laatste_dag else van


def _loopt_door(regel: Planregel, nu: Kwartaal) -> bool:
    van, tot = regel.periode.van, regel.periode.tot_en_met
    return bool(van and tot and van < nu.eerste_dag and tot > nu.volgende.laatste_dag)
