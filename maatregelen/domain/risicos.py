"""What can go wrong with a measure."""

from collections.abc import Mapping
from typing import Any

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from maatregelen.domain import bladrij, wijzigen
from maatregelen.models import Maatregel, Risico

KOLOMMEN = ("oorzaak", "gebeurtenis", "gevolg", "beheersing", "eigenaar_id")


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
    changes.
    """
    bladrij.eis_kolommen(waarden, KOLOMMEN)
    with logboek.handeling(door=door, reden=reden):
        rij = wijzigen.vergrendel(risico, "maatregel__plan", "eigenaar")
        maatregel = _maatregel(rij)
        voor, na = bladrij.pas_aan(rij, waarden, gezien)
        _eis_eigenaar(rij, maatregel)
        over = f"risico “{rij.gebeurtenis}”"
        wijzigen.schrijf("risico gewijzigd", maatregel, over=over, voor=voor, na=na)
    return rij


def _maatregel(rij: Risico) -> Maatregel:
    if rij.maatregel is None:
        raise ValueError("Dit risico is niet van een maatregel.")
    return rij.maatregel


def _eis_eigenaar(rij: Risico, maatregel: Maatregel) -> None:
    if rij.eigenaar is not None:
        bladrij.eis_gemeente("eigenaar_id", rij.eigenaar, maatregel)
