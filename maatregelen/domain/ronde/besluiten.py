"""What the body of a plan decides, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from jeugdhulp import logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker
from maatregelen.choices import BesluitToestand, RondeToestand
from maatregelen.domain import wijzigen
from maatregelen.models import Besluit, Besluitmaatregel, Maatregel, Plan, Ronde

_VELDEN = ("tekst", "genomen_op")
Gezien = Mapping[str, Any] | None


def leg_besluit_vast(
    plan: Plan,
    tekst: str,
    genomen_op: date,
    maatregelen: Sequence[Maatregel],
    *,
    ronde: Ronde | None = None,
    vraagt_vervolg: bool = True,
    door: Gebruiker | None,
) -> Besluit:
    """A decision of the body, under the next number of the plan, about `maatregelen` (or none).

    It returns on the agenda until it is done; one that asks nothing more is done at once. Safe for
    two at once: the plan is locked while the number is chosen. ValidationError on a day to come, a
    closed round, or a measure of another plan.
    """
    with logboek.handeling(door=door):
        plan = wijzigen.vergrendel(plan)
        wijzigen.eis_geweest("genomen_op", genomen_op)
        wijzigen.eis_open_ronde(ronde, plan)
        _eis_van_plan(maatregelen, plan)
        laatste = plan.besluiten.aggregate(nummer=Max("nummer"))["nummer"] or 0
        besluit = Besluit(
            plan=plan, ronde=ronde, nummer=laatste + 1, genomen_op=genomen_op, tekst=tekst
        )
        na = {"besluit": tekst, "genomen op": datum_voluit(genomen_op)}
        if not vraagt_vervolg:
            besluit.toestand, besluit.afgedaan_op = BesluitToestand.AFGEDAAN, genomen_op
            na["vervolg"] = "niet nodig"
        wijzigen.bewaar(besluit)
        for maatregel in maatregelen:
            wijzigen.bewaar(Besluitmaatregel(besluit=besluit, maatregel=maatregel))
        _schrijf("besluit vastgelegd", besluit, maatregelen, {}, na)
    return besluit


def wijzig_besluit(
    besluit: Besluit,
    waarden: Mapping[str, Any],
    *,
    ook_over: Sequence[Maatregel] = (),
    gezien: Gezien = None,
    door: Gebruiker | None,
    reden: str,
) -> Besluit:
    """Tell a decision otherwise (tekst, genomen_op), or about more measures than was written.

    ValidationError without a reason, when nothing changes, on a day to come, for what was
    withdrawn, and for a decision of a round that is closed: that stands as it was taken.
    """
    if onbekend := sorted(set(waarden) - set(_VELDEN)):
        raise TypeError(f"Geen veld van een besluit: {', '.join(onbekend)}")
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "wat is besloten")
        rij = _vergrendel(besluit, gezien)
        if rij.toestand == BesluitToestand.INGETROKKEN:
            raise ValidationError("Dit besluit is ingetrokken; het verandert niet meer.")
        _eis_ronde_open(rij)
        if "genomen_op" in waarden:
            wijzigen.eis_geweest("genomen_op", waarden["genomen_op"])
        maatregelen = maatregelen_van(rij)
        erbij = [een for een in ook_over if een not in maatregelen]
        _eis_van_plan(erbij, rij.plan)
        anders = [veld for veld, waarde in waarden.items() if getattr(rij, veld) != waarde]
        if not anders and not erbij:
            raise ValidationError("Er is niets veranderd.")
        voor = _verteld(rij)
        for veld in anders:
            setattr(rij, veld, waarden[veld])
        if anders:
            wijzigen.bewaar(rij, *anders)
        for maatregel in erbij:
            wijzigen.bewaar(Besluitmaatregel(besluit=rij, maatregel=maatregel))
        na = _verteld(rij)
        verschil = [naam for naam in na if na[naam] != voor[naam]]
        ook = {"gaat ook over": ", ".join(str(een) for een in erbij)} if erbij else {}
        _schrijf(
            "besluit gewijzigd",
            rij,
            [*maatregelen, *erbij],
            {naam: voor[naam] for naam in verschil},
            {naam: na[naam] for naam in verschil} | ook,
        )
    return rij


def doe_besluit_af(
    besluit: Besluit,
    op: date,
    *,
    afdoening: str = "",
    gezien: Gezien = None,
    door: Gebruiker | None,
) -> Besluit:
    """Say that what was decided was done on `op`, and what came of it: it leaves the agenda.

    ValidationError on a day to come or before the decision, or when it does not run any more.
    """
    with logboek.handeling(door=door):
        wijzigen.eis_geweest("afgedaan_op", op)
        rij = _lopend(besluit, gezien)
        if op < rij.genomen_op:
            dag = datum_voluit(rij.genomen_op)
            raise ValidationError({"afgedaan_op": f"Dit besluit is later genomen: op {dag}."})
        na = {"afgedaan op": datum_voluit(op)} | (
            {"wat ervan kwam": afdoening} if afdoening else {}
        )
        _zet(rij, "besluit afgedaan", BesluitToestand.AFGEDAAN, op, afdoening, na)
    return rij


def trek_besluit_in(
    besluit: Besluit, *, gezien: Gezien = None, door: Gebruiker | None, reden: str
) -> Besluit:
    """Say that the body no longer wants this; ValidationError without why, or when it does not run
    any more."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "wat is besloten")
        rij = _lopend(besluit, gezien)
        _zet(rij, "besluit ingetrokken", BesluitToestand.INGETROKKEN, None, handeling.reden, {})
    return rij


def laat_besluit_lopen(
    besluit: Besluit, *, gezien: Gezien = None, door: Gebruiker | None, reden: str
) -> Besluit:
    """Put back on the agenda what was ended too early; ValidationError without a reason, or when it
    runs."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "wat is besloten")
        rij = _vergrendel(besluit, gezien)
        if rij.toestand == BesluitToestand.LOOPT:
            raise ValidationError("Dit besluit loopt al.")
        _zet(rij, "besluit loopt weer", BesluitToestand.LOOPT, None, "", {})
    return rij


def maatregelen_van(besluit: Besluit) -> list[Maatregel]:
    """The measures it is about, in the order of the plan. One query."""
    gevonden = Maatregel.objects.filter(besluitmaatregelen__besluit=besluit).in_volgorde()
    return list(gevonden.select_related("plan"))


def _vergrendel(besluit: Besluit, gezien: Gezien) -> Besluit:
    rij = wijzigen.vergrendel(besluit, "plan", "ronde")
    wijzigen.eis_ongewijzigd(rij, gezien or {})
    return rij


def _lopend(besluit: Besluit, gezien: Gezien) -> Besluit:
    rij = _vergrendel(besluit, gezien)
    if rij.toestand != BesluitToestand.LOOPT:
        raise ValidationError("Dit besluit is al afgedaan of ingetrokken.")
    return rij


def _zet(
    rij: Besluit, soort: str, toestand: str, op: date | None, afdoening: str, na: dict[str, str]
) -> None:
    voor = {"toestand": rij.toestand}
    rij.toestand, rij.afgedaan_op, rij.afdoening = toestand, op, afdoening
    wijzigen.bewaar(rij, "toestand", "afgedaan_op", "afdoening")
    _schrijf(soort, rij, maatregelen_van(rij), voor, {"toestand": rij.toestand} | na)


def _verteld(rij: Besluit) -> dict[str, str]:
    return {"besluit": rij.tekst, "genomen op": datum_voluit(rij.genomen_op)}


def _eis_ronde_open(rij: Besluit) -> None:
    # Locked: who closes the round meanwhile waits, or was first.
    if rij.ronde is None:
        return
    if wijzigen.vergrendel(rij.ronde).toestand == RondeToestand.GESLOTEN:
        dag = datum_voluit(rij.ronde.peildatum)
        raise ValidationError(
            f"Dit besluit hoort bij de ronde per {dag}, en die is gesloten. Trek het in en leg een"
            " nieuw besluit vast."
        )


def _eis_van_plan(maatregelen: Sequence[Maatregel], plan: Plan) -> None:
    if any(maatregel.plan_id != plan.pk for maatregel in maatregelen):
        raise ValidationError({"maatregelen": "Een van deze maatregelen staat in een ander plan."})


def _schrijf(
    soort: str,
    rij: Besluit,
    maatregelen: Sequence[Maatregel],
    voor: dict[str, str],
    na: dict[str, str],
) -> None:
    """A line about the plan, and one about each measure it is of."""
    codes = {"maatregelen van dit besluit": [str(een) for een in maatregelen]}
    alles = na | (codes if maatregelen else {})
    wijzigen.schrijf(soort, rij.plan, over=str(rij), voor=voor, na=alles)
    for maatregel in maatregelen:
        wijzigen.schrijf(soort, maatregel, over=str(rij), voor=voor, na=na)
