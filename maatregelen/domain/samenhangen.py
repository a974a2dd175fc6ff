"""What a measure is tied to: another measure, a theme, an organisation or something outside."""

from collections.abc import Mapping
from typing import Any

from jeugdhulp import logboek
from jeugdhulp.kalender import PeriodeSoort
from jeugdhulp.models import Gebruiker
from maatregelen.domain import bladrij, wijzigen
from maatregelen.models import Maatregel, Samenhang

NAAR = ("naar_maatregel_id", "naar_thema_id", "naar_organisatie_id", "buiten")
KOLOMMEN = ("soort", *NAAR, "toelichting")


def voeg_samenhang_toe(
    maatregel: Maatregel, waarden: Mapping[str, Any], *, door: Gebruiker | None, reden: str = ""
) -> Samenhang:
    """Add a tie to the sheet, with the columns of `KOLOMMEN`; it has no time.

    ValidationError unless it leads to exactly one thing, of this plan and gemeente or outside.
    """
    bladrij.eis_kolommen(waarden, KOLOMMEN)
    with logboek.handeling(door=door, reden=reden):
        maatregel = wijzigen.vergrendel(maatregel, "plan")
        rij = Samenhang(maatregel=maatregel, periode_soort=PeriodeSoort.ONBEPAALD, **waarden)
        rij.volgorde = maatregel.samenhang.count()
        wijzigen.bewaar(rij)
        _eis_organisatie(rij)
        wijzigen.schrijf("samenhang toegevoegd", maatregel, na=bladrij.gevuld(rij, KOLOMMEN))
    return rij


def wijzig_samenhang(
    samenhang: Samenhang,
    waarden: Mapping[str, Any],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str = "",
) -> Samenhang:
    """Give columns of a tie another value, on the sheet where it stands.

    IntussenAndersError when somebody else changed one of `gezien`; ValidationError when nothing
    changes, or it would no longer lead to exactly one thing.
    """
    bladrij.eis_kolommen(waarden, KOLOMMEN)
    with logboek.handeling(door=door, reden=reden):
        rij = wijzigen.vergrendel(samenhang, "maatregel__plan")
        voor, na = bladrij.pas_aan(rij, waarden, gezien)
        _eis_organisatie(rij)
        wijzigen.schrijf("samenhang gewijzigd", rij.maatregel, over="samenhang", voor=voor, na=na)
    return rij


def _eis_organisatie(rij: Samenhang) -> None:
    if rij.naar_organisatie is not None:
        bladrij.eis_gemeente("naar_organisatie_id", rij.naar_organisatie, rij.maatregel)
