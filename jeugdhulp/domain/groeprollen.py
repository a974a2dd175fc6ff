"""The table of a gemeente that says what a group of its directory makes somebody.

Rows name no person, so nothing here changes anybody at once: who is in takes it over when her
session is next held to the directory, others when they sign in. Each change is a line in the
logboek, with what the group is called, and one in the register of access, as giving a role is.
"""

from jeugdhulp import logboek, toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.models import Gebruiker, Groeprol


def voeg_toe(groeprol: Groeprol, *, door: Gebruiker) -> Groeprol:
    """Store it; ValidationError where the table has it already or it makes no sense."""
    with logboek.handeling(door=door):
        groeprol.full_clean()
        groeprol.save()
        _schrijf("groep gekoppeld", groeprol, na=_inhoud(groeprol))
    _noteer(ToegangSoort.GROEPROL_GEGEVEN, groeprol.pk, groeprol, door)
    return groeprol


def haal_weg(groeprol: Groeprol, *, door: Gebruiker) -> None:
    """Take it out of the table."""
    nummer = groeprol.pk
    with logboek.handeling(door=door):
        _schrijf("groep losgemaakt", groeprol, voor=_inhoud(groeprol))
        groeprol.delete()
    # Not inside the act: the register refuses that.
    _noteer(ToegangSoort.GROEPROL_INGETROKKEN, nummer, groeprol, door)


def _inhoud(groeprol: Groeprol) -> dict[str, str]:
    return {"groep": groeprol.groep, "wordt": _wordt(groeprol)}


def _wordt(groeprol: Groeprol) -> str:
    return groeprol.rol or ("van buiten" if groeprol.extern else "geen rol")


def _schrijf(soort: str, groeprol: Groeprol, **inhoud: dict[str, str]) -> None:
    logboek.schrijf(soort, groeprol, gemeente_id=groeprol.gemeente_id, naam=str(groeprol), **inhoud)


def _noteer(soort: ToegangSoort, nummer: int, groeprol: Groeprol, door: Gebruiker) -> None:
    toegang.noteer(
        soort,
        gebruiker=door,
        gemeente_id=groeprol.gemeente_id,
        over=f"groep {nummer}, {_wordt(groeprol)}",
    )
