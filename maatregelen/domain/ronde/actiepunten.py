"""What the body of a plan agreed that somebody does, and what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from jeugdhulp import logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker, Persoon
from maatregelen.choices import ActiepuntToestand, RondeToestand
from maatregelen.domain import wijzigen
from maatregelen.models import Actiepunt, Maatregel, Plan, Ronde

_VELDEN = ("tekst", "wie", "voor")
_WAT = "wat is afgesproken"
Gezien = Mapping[str, Any] | None


@dataclass(frozen=True)
class Verschuiving:
    """That the day of an actiepunt became a later one: from, to, by whom and why."""

    van: date
    naar: date
    door: str
    reden: str


def spreek_af(
    plan: Plan,
    tekst: str,
    wie: Persoon,
    voor: date,
    *,
    maatregel: Maatregel | None = None,
    ronde: Ronde | None = None,
    door: Gebruiker | None,
) -> Actiepunt:
    """Agree that `wie` does something before `voor`; about one measure, or the plan. Under the
    next number of the plan, which is locked for it."""
    with logboek.handeling(door=door):
        plan = wijzigen.vergrendel(plan)
        wijzigen.eis_open_ronde(ronde, plan)
        _eis_van_hier(wie, plan)
        laatste = plan.actiepunten.aggregate(nummer=Max("nummer"))["nummer"] or 0
        rij = Actiepunt(
            plan=plan,
            ronde=ronde,
            maatregel=maatregel,
            nummer=laatste + 1,
            tekst=tekst,
            wie=wie,
            voor=voor,
        )
        wijzigen.bewaar(rij)
        wijzigen.schrijf(
            "actiepunt afgesproken",
            maatregel or plan,
            na={"actie": tekst, "wie": wie.naam, "voor": datum_voluit(voor)},
        )
    return rij


def wijzig_actiepunt(
    actiepunt: Actiepunt,
    waarden: Mapping[str, Any],
    *,
    gezien: Gezien = None,
    door: Gebruiker | None,
    reden: str = "",
) -> Actiepunt:
    """Agree otherwise about what is open: tekst, wie or voor. A later day is a shift, and asks why.

    ValidationError when it is not open, when nothing changes, with somebody of another gemeente, on
    a later day without a reason, and on the text of what a closed round agreed.
    """
    if onbekend := sorted(set(waarden) - set(_VELDEN)):
        raise TypeError(f"Geen veld van een actiepunt: {', '.join(onbekend)}")
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = _open(actiepunt, gezien)
        anders = [veld for veld in waarden if getattr(rij, veld) != waarden[veld]]
        if not anders:
            raise ValidationError("Er is niets veranderd.")
        if "tekst" in anders:
            _eis_ronde_open(rij)
        later = "voor" in anders and waarden["voor"] > rij.voor
        if later:
            wijzigen.eis_reden(handeling.reden, "de afgesproken dag")
        voor = _verteld(rij)
        for veld in anders:
            setattr(rij, veld, waarden[veld])
        _eis_van_hier(rij.wie, rij.plan)
        wijzigen.bewaar(rij, *anders)
        na = _verteld(rij)
        verschil = [naam for naam in na if na[naam] != voor[naam]]
        _schrijf(
            "actiepunt verschoven" if later else "actiepunt gewijzigd",
            rij,
            voor["actie"],
            {naam: voor[naam] for naam in verschil},
            {naam: na[naam] for naam in verschil},
        )
    return rij


def meld_actiepunt_gereed(
    actiepunt: Actiepunt,
    gereed_op: date,
    *,
    afdoening: str = "",
    gezien: Gezien = None,
    door: Gebruiker | None,
) -> Actiepunt:
    """Say that it was done on `gereed_op`, and what came of it; ValidationError on a day to come,
    or when not open."""
    with logboek.handeling(door=door):
        wijzigen.eis_geweest("gereed_op", gereed_op)
        rij = _open(actiepunt, gezien)
        na = {"gereed op": datum_voluit(gereed_op)}
        na |= {"wat ervan kwam": afdoening} if afdoening else {}
        _zet(rij, "actiepunt gereed", ActiepuntToestand.GEREED, gereed_op, afdoening, na)
    return rij


def laat_actiepunt_vervallen(
    actiepunt: Actiepunt, *, gezien: Gezien = None, door: Gebruiker | None, reden: str
) -> Actiepunt:
    """Say that it will not be done; ValidationError without why, or when not open."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, _WAT)
        rij = _open(actiepunt, gezien)
        _zet(rij, "actiepunt vervallen", ActiepuntToestand.VERVALLEN, None, handeling.reden, {})
    return rij


def heropen_actiepunt(
    actiepunt: Actiepunt, *, gezien: Gezien = None, door: Gebruiker | None, reden: str
) -> Actiepunt:
    """Put back on the agenda what was ended too early; ValidationError without a reason, or when it
    is open."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, _WAT)
        rij = _vergrendel(actiepunt, gezien)
        if rij.toestand == ActiepuntToestand.OPEN:
            raise ValidationError("Dit actiepunt staat al open.")
        _zet(rij, "actiepunt weer open", ActiepuntToestand.OPEN, None, "", {})
    return rij


def verschuivingen(actiepunten: Iterable[Actiepunt]) -> dict[int, list[Verschuiving]]:
    """Per actiepunt (id) every time its day became a later one, the first first. One query."""
    historie: Any = Actiepunt.historie
    versies = historie.filter(id__in=[rij.pk for rij in actiepunten])
    per: dict[int, list[Any]] = defaultdict(list)
    for versie in versies.select_related("history_user").order_by("history_date", "history_id"):
        per[versie.id].append(versie)
    gevonden: dict[int, list[Verschuiving]] = {}
    for sleutel, van_een in per.items():
        for eerder, nu in pairwise(van_een):
            if nu.voor > eerder.voor:
                wie = str(nu.history_user or "het systeem")
                schuif = Verschuiving(eerder.voor, nu.voor, wie, nu.history_change_reason or "")
                gevonden.setdefault(sleutel, []).append(schuif)
    return gevonden


def _vergrendel(actiepunt: Actiepunt, gezien: Gezien) -> Actiepunt:
    rij = wijzigen.vergrendel(actiepunt, "plan", "maatregel__plan", "ronde", "wie")
    wijzigen.eis_ongewijzigd(rij, gezien or {})
    return rij


def _open(actiepunt: Actiepunt, gezien: Gezien) -> Actiepunt:
    rij = _vergrendel(actiepunt, gezien)
    if rij.toestand != ActiepuntToestand.OPEN:
        raise ValidationError("Dit actiepunt is al gereed of vervallen.")
    return rij


def _zet(
    rij: Actiepunt, soort: str, toestand: str, op: date | None, afdoening: str, na: dict[str, str]
) -> None:
    voor = {"toestand": rij.toestand}
    rij.toestand, rij.gereed_op, rij.afdoening = toestand, op, afdoening
    wijzigen.bewaar(rij, "toestand", "gereed_op", "afdoening")
    _schrijf(soort, rij, rij.tekst, voor, {"toestand": rij.toestand} | na)


def _verteld(rij: Actiepunt) -> dict[str, str]:
    return {"actie": rij.tekst, "wie": rij.wie.naam, "voor": datum_voluit(rij.voor)}


def _eis_van_hier(wie: Persoon, plan: Plan) -> None:
    if wie.gemeente_id != plan.gemeente_id:
        raise ValidationError({"wie": "Deze persoon hoort bij een andere gemeente."})


def _eis_ronde_open(rij: Actiepunt) -> None:
    # Locked: who closes the round meanwhile waits, or was first.
    if rij.ronde is None:
        return
    if wijzigen.vergrendel(rij.ronde).toestand == RondeToestand.GESLOTEN:
        dag = datum_voluit(rij.ronde.peildatum)
        raise ValidationError(
            {
                "tekst": f"Dit is afgesproken in de ronde per {dag}, en die is gesloten. Laat het"
                " vervallen en spreek iets nieuws af."
            }
        )


def _schrijf(
    soort: str, rij: Actiepunt, over: str, voor: dict[str, str], na: dict[str, str]
) -> None:
    wijzigen.schrijf(soort, rij.maatregel or rij.plan, over=f"“{over}”", voor=voor, na=na)
