"""Changing what a measure says of itself: its title, its texts and its kenmerken."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from maatregelen.choices import TEKSTVELDEN_VAN_BLAD, Bladveld
from maatregelen.domain import wijzigen
from maatregelen.domain.grond import Grond, in_regel
from maatregelen.domain.maatregel import bladrij
from maatregelen.models import Maatregel

KENMERKEN = ("titel", "ondertitel", "schaalniveau", "domein", "invloed")
TWIJFEL = "twijfel"
_VELDEN = (*KENMERKEN, *TEKSTVELDEN_VAN_BLAD, TWIJFEL)


def wijzig_bladtekst(
    maatregel: Maatregel,
    waarden: Mapping[str, str],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str = "",
    op_grond_van: Grond = "",
) -> Maatregel:
    """Give columns of a measure (those of `KENMERKEN`, the texts of its sheet, and what is
    doubtful on it) another value.

    `gezien`: what these columns were when the writer began. A change of the doel in a plan that was
    vastgesteld names its ground, and a doubt goes with a reason; other texts may go without.

    IntussenAndersError when somebody else changed one of them since; ValidationError when nothing
    changes. Then nothing is stored.
    """
    if onbekend := sorted(set(waarden) - set(_VELDEN)):
        raise TypeError(f"Geen veld van een blad: {', '.join(onbekend)}")
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(maatregel, "plan")
        wijzigen.eis_ongewijzigd(rij, gezien or {})
        bladrij.eis_uitgezocht(rij, waarden, handeling.reden)
        anders = [veld for veld, waarde in waarden.items() if getattr(rij, veld) != waarde]
        if not anders:
            raise ValidationError("Er is niets veranderd.")
        extra = in_regel(op_grond_van, rij.plan) if Bladveld.DOEL in anders or op_grond_van else {}
        voor = _verteld(rij, anders)
        for veld in anders:
            setattr(rij, veld, waarden[veld])
        wijzigen.bewaar(rij, *anders)
        wijzigen.schrijf("blad gewijzigd", rij, voor=voor, na=_verteld(rij, anders) | extra)
    return rij


def _verteld(rij: Maatregel, velden: list[str]) -> dict[str, str]:
    """Values as people read them: choices by their words."""
    return {
        veld: str(getattr(rij, f"get_{veld}_display")()) if veld in _KEUZES else getattr(rij, veld)
        for veld in velden
    }


_KEUZES = ("schaalniveau", "domein", "invloed")
