"""Changing a line of the planning: it shifts, is done, or lapses. Its baseline stays."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from jeugdhulp import logboek
from jeugdhulp.kalender import Periode, PeriodeSoort, datum_voluit
from jeugdhulp.models import Gebruiker
from maatregelen.choices import MijlpaalToestand
from maatregelen.domain import wijzigen
from maatregelen.models import Maatregel, Mijlpaal
from maatregelen.models.periode import periode_kolommen


def schuif_mijlpaal(
    mijlpaal: Mijlpaal, periode: Periode, *, door: Gebruiker | None, reden: str
) -> Mijlpaal:
    """Give an open line another period; `basis_van` and `basis_tot` stay.

    The same line on another blad shifts along, and so do steps that had the period of their line.
    ValidationError without a reason, for a line that is not open, or when nothing changes.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "de planning")
        rijen = _open_rijen(mijlpaal)
        [eigen] = [rij for rij in rijen if rij.pk == mijlpaal.pk]
        _eis_anders(eigen, periode)
        kolommen = periode_kolommen(periode)
        voor = _verteld(eigen)
        for rij in [*rijen, *_stappen_met_dezelfde_dagen(rijen)]:
            _zet(rij, kolommen)
        _schrijf("planning verschoven", rijen, voor, _verteld(eigen))
    return eigen


def meld_mijlpaal_gereed(
    mijlpaal: Mijlpaal, gereed_op: date, *, door: Gebruiker | None
) -> Mijlpaal:
    """Say that an open line was done on `gereed_op`, not later than today; on other bladen too."""
    with logboek.handeling(door=door):
        wijzigen.eis_geweest("gereed_op", gereed_op)
        return _zet_toestand(
            mijlpaal, "mijlpaal gereed", MijlpaalToestand.GEREED, gereed_op=gereed_op
        )


def laat_mijlpaal_vervallen(mijlpaal: Mijlpaal, *, door: Gebruiker | None, reden: str) -> Mijlpaal:
    """Say that an open line will not be done; ValidationError without a reason."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "de planning")
        return _zet_toestand(mijlpaal, "mijlpaal vervallen", MijlpaalToestand.VERVALLEN)


def _zet_toestand(mijlpaal: Mijlpaal, soort: str, toestand: str, **kolommen: Any) -> Mijlpaal:
    rijen = _open_rijen(mijlpaal)
    [eigen] = [rij for rij in rijen if rij.pk == mijlpaal.pk]
    voor = _verteld(eigen)
    for rij in rijen:
        _zet(rij, kolommen | {"toestand": toestand})
    _schrijf(soort, rijen, voor, _verteld(eigen))
    return eigen


def _open_rijen(mijlpaal: Mijlpaal) -> list[Mijlpaal]:
    """The line and what is the same on other bladen, locked in the order of their key."""
    origineel = mijlpaal.zelfde_als_id or mijlpaal.pk
    rijen = list(
        Mijlpaal.objects.select_for_update(of=("self",))
        .filter(Q(pk=origineel) | Q(zelfde_als=origineel))
        .select_related("blad__maatregel__plan")
        .order_by("pk")
    )
    if any(rij.pk == mijlpaal.pk and rij.toestand != MijlpaalToestand.OPEN for rij in rijen):
        raise ValidationError("Deze stap is al gereed of vervallen; hij verandert niet meer.")
    return [rij for rij in rijen if rij.toestand == MijlpaalToestand.OPEN]


def _stappen_met_dezelfde_dagen(rijen: list[Mijlpaal]) -> list[Mijlpaal]:
    stappen = Mijlpaal.objects.filter(onderdeel_van__in=rijen, toestand=MijlpaalToestand.OPEN)
    dagen = {rij.pk: (rij.van, rij.tot_en_met) for rij in rijen}
    return [
        stap
        for stap in stappen.select_for_update(of=("self",)).order_by("pk")
        if stap.onderdeel_van_id and dagen[stap.onderdeel_van_id] == (stap.van, stap.tot_en_met)
    ]


def _eis_anders(mijlpaal: Mijlpaal, periode: Periode) -> None:
    if periode.soort == PeriodeSoort.ZONDER_JAAR:
        raise ValidationError({"periode": "Kies ook een jaar."})
    nu = mijlpaal.periode
    zonder_woorden = (nu.soort, nu.van, nu.tot_en_met, nu.herhaling)
    if zonder_woorden == (periode.soort, periode.van, periode.tot_en_met, periode.herhaling):
        raise ValidationError({"periode": "Deze stap staat al op dit moment. Kies een ander."})


def _zet(rij: Mijlpaal, kolommen: dict[str, Any]) -> None:
    for veld, waarde in kolommen.items():
        setattr(rij, veld, waarde)
    wijzigen.bewaar(rij, *kolommen)


def _verteld(mijlpaal: Mijlpaal) -> dict[str, Any]:
    verteld: dict[str, Any] = {
        "planning": mijlpaal.periode.voluit(),
        "toestand": mijlpaal.toestand,
    }
    if mijlpaal.gereed_op:
        verteld["gereed op"] = datum_voluit(mijlpaal.gereed_op)
    return verteld


def _schrijf(soort: str, rijen: list[Mijlpaal], voor: dict[str, Any], na: dict[str, Any]) -> None:
    """One line per measure; normally the bladen are of one."""
    anders = [veld for veld in na if voor.get(veld) != na[veld]]
    maatregelen: dict[int, Maatregel] = {rij.blad.maatregel_id: rij.blad.maatregel for rij in rijen}
    for maatregel in maatregelen.values():
        wijzigen.schrijf(
            soort,
            maatregel,
            over=f"“{rijen[0].tekst}”",
            voor={veld: voor[veld] for veld in anders if veld in voor},
            na={veld: na[veld] for veld in anders},
        )
