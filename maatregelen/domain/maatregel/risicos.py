"""What can go wrong with a measure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from maatregelen.domain import wijzigen
from maatregelen.domain.maatregel import bladrij, einden
from maatregelen.models import Maatregel, Risico

KOLOMMEN = ("oorzaak", "gebeurtenis", "gevolg", "beheersing", "eigenaar_id", "twijfel")


def voeg_risico_toe(
    maatregel: Maatregel, waarden: Mapping[str, Any], *, door: Gebruiker | None, reden: str = ""
) -> Risico:
    """Add a risk to the sheet, with the columns of `KOLOMMEN`; ValidationError without the risk
    itself, or with an owner of another gemeente."""
    bladrij.eis_kolommen(waarden, KOLOMMEN)
    with logboek.handeling(door=door, reden=reden):
        maatregel = wijzigen.vergrendel(maatregel, "plan")
        rij = Risico(plan=maatregel.plan, maatregel=maatregel, **waarden)
        rij.volgorde = maatregel.risico_rijen.count()
        wijzigen.bewaar(rij)
        _eis_eigenaar(rij, maatregel)
        wijzigen.schrijf("risico toegevoegd", maatregel, na=bladrij.gevuld(rij, KOLOMMEN))
    return rij


def wijzig_risico(
    risico: Risico,
    waarden: Mapping[str, Any],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str = "",
) -> Risico:
    """Give columns of a risk of a measure another value.

    IntussenAndersError when somebody else changed one of `gezien`; ValidationError when nothing
    changes, when it has ended, or when a doubt goes without a reason.
    """
    bladrij.eis_kolommen(waarden, KOLOMMEN)
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(risico, "maatregel__plan", "eigenaar")
        maatregel = _maatregel(rij)
        einden.eis_geldend(rij)
        bladrij.eis_uitgezocht(rij, waarden, handeling.reden)
        voor, na = bladrij.pas_aan(rij, waarden, gezien)
        _eis_eigenaar(rij, maatregel)
        wijzigen.schrijf("risico gewijzigd", maatregel, over=_over(rij), voor=voor, na=na)
    return rij


def beeindig_risico(risico: Risico, op: date, *, door: Gebruiker | None, reden: str) -> Risico:
    """Say that a risk of a measure no longer counts from `op` on; the row stays.

    ValidationError without a reason, on a day to come, or when it has ended.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(risico, "maatregel__plan")
        na = einden.beeindig(rij, op, handeling.reden)
        wijzigen.schrijf("risico beëindigd", _maatregel(rij), over=_over(rij), na=na)
    return rij


def _over(rij: Risico) -> str:
    return f"risico “{rij.gebeurtenis}”"


def _maatregel(rij: Risico) -> Maatregel:
    if rij.maatregel is None:
        raise ValueError("Dit risico is niet van een maatregel.")
    return rij.maatregel


def _eis_eigenaar(rij: Risico, maatregel: Maatregel) -> None:
    if rij.eigenaar is not None:
        bladrij.eis_gemeente("eigenaar_id", rij.eigenaar, maatregel)
