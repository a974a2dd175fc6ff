"""Changing the planning of a blad: a line is added, told otherwise, shifted, done, lapsed or open
again. Its baseline stays, and no line goes away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from jeugdhulp import logboek
from jeugdhulp.kalender import Periode, PeriodeSoort, datum_voluit
from jeugdhulp.models import Gebruiker
from maatregelen.choices import MijlpaalSoort, MijlpaalToestand
from maatregelen.domain import wijzigen
from maatregelen.domain.maatregel import bladrij
from maatregelen.domain.maatregel.planningorde import plaats_voor
from maatregelen.models import Blad, Maatregel, Mijlpaal
from maatregelen.models.periode import periode_kolommen

Gezien = Mapping[str, Any] | None
_DICHT = "Deze stap is al gereed of vervallen; hij verandert niet meer."
_NIETS = "Er is niets veranderd."


@dataclass(frozen=True)
class Regelwijziging:
    """What becomes of one line in `werk_planning_bij`.

    `sleutel` names the line in what is refused; without `mijlpaal` it is a new one. `waarden` holds
    only what changes, of periode, tekst, soort, toestand and gereed_op; `gezien` what it was.
    """

    sleutel: str
    waarden: Mapping[str, Any]
    mijlpaal: Mijlpaal | None = None
    gezien: Mapping[str, Any] = field(default_factory=dict)


def werk_planning_bij(
    blad: Blad, wijzigingen: Sequence[Regelwijziging], *, door: Gebruiker | None, reden: str = ""
) -> None:
    """Do all that changes on one blad as one act: everything, or nothing. A blad that is yet to be
    stored is made in the same act.

    ValidationError with what is wrong at each field, under "<sleutel>-<veld>"; what is wrong with a
    line as a whole under its sleutel, and a reason that is missing under "reden".
    IntussenAndersError when a line is no longer what its writer saw. Only what changes is written.
    """
    if not wijzigingen:
        raise ValidationError(_NIETS)
    fouten: dict[str, list[str]] = {}
    with logboek.handeling(door=door, reden=reden):
        bladrij.zorg_voor_blad(blad)
        _vergrendel_planning(blad)
        for wijziging in sorted(wijzigingen, key=_beurt):
            try:
                with logboek.handeling(door=door, reden=reden):
                    _voer_uit(blad, wijziging, {"door": door, "reden": reden})
            except ValidationError as fout:
                _verzamel(fouten, wijziging.sleutel, fout)
        if fouten:
            raise ValidationError(fouten)


def voeg_mijlpaal_toe(
    blad: Blad,
    *,
    tekst: str,
    periode: Periode,
    soort: str = MijlpaalSoort.ACTIE,
    door: Gebruiker | None,
    reden: str,
) -> Mijlpaal:
    """Put a line on a blad, where it belongs in time (`planningorde`). It has no baseline before
    the plan is vastgesteld."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "de planning")
        _eis_jaar(periode)
        bladrij.zorg_voor_blad(blad)
        lijnen = list(blad.mijlpalen.filter(onderdeel_van=None))
        rij = Mijlpaal(
            blad=blad,
            tekst=tekst,
            soort=soort,
            volgorde=plaats_voor(lijnen, periode.van or periode.tot_en_met),
            **periode_kolommen(periode),
        )
        wijzigen.bewaar(rij)
        _schrijf("mijlpaal toegevoegd", [rij], {}, _verteld(rij))
    return rij


def wijzig_mijlpaal(
    mijlpaal: Mijlpaal,
    waarden: Mapping[str, str],
    *,
    gezien: Gezien = None,
    door: Gebruiker | None,
    reden: str,
) -> Mijlpaal:
    """Give an open line another tekst or soort; also on another blad, where it said the same.

    ValidationError without a reason, for a line that is not open, or when nothing changes.
    """
    if onbekend := sorted(set(waarden) - {"tekst", "soort"}):
        raise TypeError(f"Geen veld van een regel: {', '.join(onbekend)}")
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "de planning")
        rijen, eigen = _open_rijen(mijlpaal, gezien)
        was = {veld: getattr(eigen, veld) for veld in waarden}
        anders = {veld: waarde for veld, waarde in waarden.items() if was[veld] != waarde}
        if not anders:
            raise ValidationError(_NIETS)
        voor = _verteld(eigen)
        for rij in rijen:
            if mee := {veld: anders[veld] for veld in anders if getattr(rij, veld) == was[veld]}:
                _zet(rij, mee)
        _schrijf("mijlpaal gewijzigd", rijen, voor, _verteld(eigen))
    return eigen


def schuif_mijlpaal(
    mijlpaal: Mijlpaal,
    periode: Periode,
    *,
    gezien: Gezien = None,
    door: Gebruiker | None,
    reden: str,
) -> Mijlpaal:
    """Give an open line another period; `basis_van` and `basis_tot` stay.

    The same line on another blad shifts along, and so do steps that had the period of their line.
    ValidationError without a reason, for a line that is not open, or when nothing changes.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "de planning")
        rijen, eigen = _open_rijen(mijlpaal, gezien)
        _eis_anders(eigen, periode)
        kolommen = periode_kolommen(periode)
        voor = _verteld(eigen)
        for rij in [*rijen, *_stappen_met_dezelfde_dagen(rijen)]:
            _zet(rij, kolommen)
        _schrijf("planning verschoven", rijen, voor, _verteld(eigen))
    return eigen


def meld_mijlpaal_gereed(
    mijlpaal: Mijlpaal, gereed_op: date, *, gezien: Gezien = None, door: Gebruiker | None
) -> Mijlpaal:
    """Say that an open line was done on `gereed_op`, not later than today; on other bladen too."""
    with logboek.handeling(door=door):
        wijzigen.eis_geweest("gereed_op", gereed_op)
        rijen, eigen = _open_rijen(mijlpaal, gezien)
        kolommen = {"toestand": MijlpaalToestand.GEREED, "gereed_op": gereed_op}
        return _zet_toestand("mijlpaal gereed", rijen, eigen, kolommen)


def laat_mijlpaal_vervallen(
    mijlpaal: Mijlpaal, *, gezien: Gezien = None, door: Gebruiker | None, reden: str
) -> Mijlpaal:
    """Say that an open line will not be done; ValidationError without a reason."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "de planning")
        rijen, eigen = _open_rijen(mijlpaal, gezien)
        kolommen = {"toestand": MijlpaalToestand.VERVALLEN}
        return _zet_toestand("mijlpaal vervallen", rijen, eigen, kolommen)


def heropen_mijlpaal(
    mijlpaal: Mijlpaal, *, gezien: Gezien = None, door: Gebruiker | None, reden: str
) -> Mijlpaal:
    """Take back that a line was done or lapsed, on every blad where it is the same.

    ValidationError without a reason, or for a line that is open.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "de planning")
        alle, eigen = _rijen(mijlpaal, gezien)
        if eigen.toestand == MijlpaalToestand.OPEN:
            raise ValidationError("Deze stap staat al open.")
        rijen = [rij for rij in alle if rij.toestand == eigen.toestand]
        kolommen = {"toestand": MijlpaalToestand.OPEN, "gereed_op": None}
        return _zet_toestand("mijlpaal weer open", rijen, eigen, kolommen)


def _beurt(wijziging: Regelwijziging) -> tuple[bool, bool]:
    """A step before its line, so that it is no longer where its line was; new lines last."""
    mijlpaal = wijziging.mijlpaal
    return mijlpaal is None, mijlpaal is None or mijlpaal.onderdeel_van_id is None


def _voer_uit(blad: Blad, wijziging: Regelwijziging, wie: Mapping[str, Any]) -> None:
    mijlpaal, waarden = wijziging.mijlpaal, dict(wijziging.waarden)
    if mijlpaal is None:
        voeg_mijlpaal_toe(blad, **waarden, **wie)
        return
    if mijlpaal.blad_id != blad.pk:
        raise ValueError(f"{mijlpaal} staat op een ander blad.")

    def gezien(*velden: str) -> dict[str, Any]:
        return {veld: waarde for veld, waarde in wijziging.gezien.items() if veld in velden}

    toestand = waarden.pop("toestand", None)
    gereed_op = waarden.pop("gereed_op", None)
    periode = waarden.pop("periode", None)
    zoals_gezien = gezien("toestand", "gereed_op")
    if toestand and mijlpaal.toestand != MijlpaalToestand.OPEN:
        heropen_mijlpaal(mijlpaal, gezien=zoals_gezien, **wie)
        zoals_gezien = {}
    elif gereed_op and not toestand:
        raise ValidationError(_DICHT)
    if waarden:
        wijzig_mijlpaal(mijlpaal, waarden, gezien=gezien(*waarden), **wie)
    if periode:
        schuif_mijlpaal(mijlpaal, periode, gezien=gezien("periode"), **wie)
    if toestand == MijlpaalToestand.GEREED:
        meld_mijlpaal_gereed(mijlpaal, gereed_op, gezien=zoals_gezien, door=wie["door"])
    elif toestand == MijlpaalToestand.VERVALLEN:
        laat_mijlpaal_vervallen(mijlpaal, gezien=zoals_gezien, **wie)


def _verzamel(fouten: dict[str, list[str]], sleutel: str, fout: ValidationError) -> None:
    per_veld = fout.message_dict if hasattr(fout, "error_dict") else {"": fout.messages}
    for veld, meldingen in per_veld.items():
        if veld == "reden":
            # One reason for all, so it is asked once.
            fouten["reden"] = meldingen
        else:
            plek = f"{sleutel}-{veld}" if veld in _VELDEN else sleutel
            fouten.setdefault(plek, []).extend(meldingen)


_VELDEN = ("periode", "tekst", "soort", "toestand", "gereed_op")


def _vergrendel_planning(blad: Blad) -> None:
    """Lock every line of the measure in the order of their key: what is the same elsewhere, and
    steps, change along. One query."""
    lijnen = Mijlpaal.objects.filter(blad__maatregel=blad.maatregel_id)
    list(lijnen.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _zet_toestand(
    soort: str, rijen: list[Mijlpaal], eigen: Mijlpaal, kolommen: dict[str, Any]
) -> Mijlpaal:
    voor = _verteld(eigen)
    for rij in rijen:
        _zet(rij, kolommen)
    _schrijf(soort, rijen, voor, _verteld(eigen))
    return eigen


def _rijen(mijlpaal: Mijlpaal, gezien: Gezien) -> tuple[list[Mijlpaal], Mijlpaal]:
    """The line with what is the same on other bladen, locked in the order of their key; and the
    line itself, as its writer saw it."""
    origineel = mijlpaal.zelfde_als_id or mijlpaal.pk
    rijen = list(
        Mijlpaal.objects.select_for_update(of=("self",))
        .filter(Q(pk=origineel) | Q(zelfde_als=origineel))
        .select_related("blad__maatregel__plan")
        .order_by("pk")
    )
    [eigen] = [rij for rij in rijen if rij.pk == mijlpaal.pk]
    wijzigen.eis_ongewijzigd(eigen, gezien or {})
    return rijen, eigen


def _open_rijen(mijlpaal: Mijlpaal, gezien: Gezien) -> tuple[list[Mijlpaal], Mijlpaal]:
    rijen, eigen = _rijen(mijlpaal, gezien)
    if eigen.toestand != MijlpaalToestand.OPEN:
        raise ValidationError(_DICHT)
    return [rij for rij in rijen if rij.toestand == MijlpaalToestand.OPEN], eigen


def _stappen_met_dezelfde_dagen(rijen: list[Mijlpaal]) -> list[Mijlpaal]:
    stappen = Mijlpaal.objects.filter(onderdeel_van__in=rijen, toestand=MijlpaalToestand.OPEN)
    dagen = {rij.pk: (rij.van, rij.tot_en_met) for rij in rijen}
    return [
        stap
        for stap in stappen.select_for_update(of=("self",)).order_by("pk")
        if stap.onderdeel_van_id and dagen[stap.onderdeel_van_id] == (stap.van, stap.tot_en_met)
    ]


def _eis_anders(mijlpaal: Mijlpaal, periode: Periode) -> None:
    _eis_jaar(periode)
    nu = mijlpaal.periode
    zonder_woorden = (nu.soort, nu.van, nu.tot_en_met, nu.herhaling)
    if zonder_woorden == (periode.soort, periode.van, periode.tot_en_met, periode.herhaling):
        raise ValidationError({"periode": "Deze stap staat al op dit moment. Kies een ander."})


def _eis_jaar(periode: Periode) -> None:
    if periode.soort == PeriodeSoort.ZONDER_JAAR:
        raise ValidationError({"periode": "Kies ook een jaar."})


def _zet(rij: Mijlpaal, kolommen: dict[str, Any]) -> None:
    for veld, waarde in kolommen.items():
        setattr(rij, veld, waarde)
    wijzigen.bewaar(rij, *kolommen)


def _verteld(mijlpaal: Mijlpaal) -> dict[str, Any]:
    verteld: dict[str, Any] = {
        "tekst": mijlpaal.tekst,
        "soort": str(mijlpaal.get_soort_display()),
        "planning": mijlpaal.periode.voluit(),
        "toestand": mijlpaal.toestand,
    }
    if mijlpaal.gereed_op:
        verteld["gereed op"] = datum_voluit(mijlpaal.gereed_op)
    return verteld


def _schrijf(soort: str, rijen: list[Mijlpaal], voor: dict[str, Any], na: dict[str, Any]) -> None:
    """One line per measure; normally the bladen are of one."""
    anders = [veld for veld in {**voor, **na} if voor.get(veld) != na.get(veld)]
    maatregelen: dict[int, Maatregel] = {rij.blad.maatregel_id: rij.blad.maatregel for rij in rijen}
    for maatregel in maatregelen.values():
        wijzigen.schrijf(
            soort,
            maatregel,
            over=f"“{rijen[0].tekst}”",
            voor={veld: voor[veld] for veld in anders if veld in voor},
            na={veld: na[veld] for veld in anders if veld in na},
        )
