"""What a measure is tied to: another measure, a theme, an organisation or something outside."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jeugdhulp import logboek
from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.models import Gebruiker
from maatregelen.domain import wijzigen
from maatregelen.domain.maatregel import bladrij, einden
from maatregelen.models import Maatregel, Samenhang
from maatregelen.models.periode import periode_kolommen

NAAR = ("naar_maatregel_id", "naar_thema_id", "naar_organisatie_id", "buiten")
PERIODE = tuple(periode_kolommen(None))
_GEWOON = ("soort", *NAAR, "toelichting", "twijfel")
KOLOMMEN = (*_GEWOON, *PERIODE)


def voeg_samenhang_toe(
    maatregel: Maatregel, waarden: Mapping[str, Any], *, door: Gebruiker | None, reden: str = ""
) -> Samenhang:
    """Add a tie to the sheet, with the columns of `KOLOMMEN`; without those of a period it has no
    time.

    ValidationError unless it leads to exactly one thing, of this plan and gemeente or outside.
    """
    bladrij.eis_kolommen(waarden, KOLOMMEN)
    with logboek.handeling(door=door, reden=reden):
        maatregel = wijzigen.vergrendel(maatregel, "plan")
        rij = Samenhang(maatregel=maatregel, **periode_kolommen(None) | dict(waarden))
        rij.volgorde = maatregel.samenhang.count()
        wijzigen.bewaar(rij)
        _eis_organisatie(rij)
        wijzigen.schrijf("samenhang toegevoegd", maatregel, na=_gevuld(rij))
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
    changes, when it has ended, when a doubt goes without a reason, or it would no longer lead to
    exactly one thing.
    """
    bladrij.eis_kolommen(waarden, KOLOMMEN)
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(samenhang, "maatregel__plan")
        einden.eis_geldend(rij)
        bladrij.eis_uitgezocht(rij, waarden, handeling.reden)
        was = _periode(rij)
        voor, na = bladrij.pas_aan(rij, waarden, gezien)
        _eis_organisatie(rij)
        voor, na = _met_periode(voor, was), _met_periode(na, _periode(rij))
        wijzigen.schrijf("samenhang gewijzigd", rij.maatregel, over="samenhang", voor=voor, na=na)
    return rij


def beeindig_samenhang(
    samenhang: Samenhang, op: date, *, door: Gebruiker | None, reden: str
) -> Samenhang:
    """Say that a tie no longer counts from `op` on, on the sheet where it stands; the row stays.

    ValidationError without a reason, on a day to come, or when it has ended.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(samenhang, "maatregel__plan")
        voor = _gevuld(rij)
        na = einden.beeindig(rij, op, handeling.reden)
        wijzigen.schrijf("samenhang beëindigd", rij.maatregel, over="samenhang", voor=voor, na=na)
    return rij


def _periode(rij: Samenhang) -> dict[str, str]:
    """When, in words; "" for a tie without a time."""
    zonder_tijd = rij.periode == Periode(PeriodeSoort.ONBEPAALD)
    return {"periode": "" if zonder_tijd else rij.periode.voluit()}


def _gevuld(rij: Samenhang) -> dict[str, str]:
    periode = {naam: tekst for naam, tekst in _periode(rij).items() if tekst}
    return bladrij.gevuld(rij, _GEWOON) | periode


def _met_periode(verteld: dict[str, str], periode: dict[str, str]) -> dict[str, str]:
    """A period as people read it, in the place of its columns."""
    namen = {str(Samenhang._meta.get_field(kolom).verbose_name) for kolom in PERIODE}  # type: ignore[union-attr]
    gewoon = {naam: tekst for naam, tekst in verteld.items() if naam not in namen}
    return gewoon if gewoon.keys() == verteld.keys() else gewoon | periode


def _eis_organisatie(rij: Samenhang) -> None:
    if rij.naar_organisatie is not None:
        bladrij.eis_gemeente("naar_organisatie_id", rij.naar_organisatie, rij.maatregel)
