"""What the body of a plan decides and agrees, and what college and raad decide for it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from jeugdhulp import logboek
from jeugdhulp.kalender import Periode, datum_voluit
from jeugdhulp.models import Gebruiker, Gemeente, Persoon
from maatregelen.choices import ActiepuntToestand
from maatregelen.domain import wijzigen
from maatregelen.domain.regeltekst import besluitnummer
from maatregelen.models import (
    Actiepunt,
    Beleidsplan,
    Besluit,
    Besluitmaatregel,
    Besluitmoment,
    Maatregel,
    Plan,
    Ronde,
)
from maatregelen.models.periode import periode_kolommen

_NODIG = ("orgaan", "onderwerp", "soort", "mijlpaal", "gevraagd_op", "twijfel")
_GENOMEN = ("genomen_op", "uitkomst", "nummer", "verwerking")


def leg_besluit_vast(
    plan: Plan,
    tekst: str,
    genomen_op: date,
    maatregelen: Sequence[Maatregel],
    *,
    ronde: Ronde | None = None,
    door: Gebruiker | None,
) -> Besluit:
    """A decision of the body, under the next number of the plan, about `maatregelen` (or none).

    Safe for two at once: the plan is locked while the number is chosen. ValidationError on a day to
    come, a closed round, or a measure of another plan.
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
        wijzigen.bewaar(besluit)
        for maatregel in maatregelen:
            wijzigen.bewaar(Besluitmaatregel(besluit=besluit, maatregel=maatregel))
        na = {"besluit": tekst, "genomen op": datum_voluit(genomen_op)}
        _schrijf("besluit vastgelegd", plan, maatregelen, str(besluit), na)
    return besluit


def voeg_besluitmoment_toe(
    maatregel: Maatregel,
    *,
    periode: Periode | None = None,
    door: Gebruiker | None,
    reden: str = "",
    **waarden: Any,
) -> Besluitmoment:
    """A decision or advice that a measure needs; `periode` is when it is expected (None: unknown).

    ValidationError on a planning line of another measure.
    """
    _eis_velden(waarden, _NODIG)
    with logboek.handeling(door=door, reden=reden):
        maatregel = wijzigen.vergrendel(maatregel, "plan")
        laatste = Besluitmoment.objects.filter(maatregel=maatregel)
        volgorde = laatste.aggregate(volgorde=Max("volgorde"))["volgorde"]
        rij = Besluitmoment(
            plan=maatregel.plan,
            maatregel=maatregel,
            volgorde=0 if volgorde is None else volgorde + 1,
            **periode_kolommen(periode),
            **waarden,
        )
        wijzigen.bewaar(rij)
        na = {veld: tekst for veld, tekst in _moment_verteld(rij).items() if tekst}
        _schrijf_moment(f"{rij.soort} nodig", rij, {}, na)
    return rij


def wijzig_besluitmoment(
    besluitmoment: Besluitmoment,
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
    **waarden: Any,
) -> Besluitmoment:
    """Change what is needed (with `periode`, when), or correct what was registered as taken.

    `gezien` is what the writer saw, IntussenAndersError when that is not so any more.
    ValidationError without a reason, when nothing changes, for a day to come, or for the day and
    the outcome of what was not taken yet (`neem_besluitmoment` registers those).
    """
    _eis_velden(waarden, (*_NODIG, *_GENOMEN, "periode"))
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "welk besluit nodig is")
        rij = wijzigen.vergrendel(
            besluitmoment, "maatregel__plan", "plan", "beleidsplan", "gemeente", "mijlpaal"
        )
        wijzigen.eis_ongewijzigd(rij, gezien or {})
        _eis_genomen(rij, waarden)
        voor = _moment_verteld(rij)
        kolommen = {veld: waarde for veld, waarde in waarden.items() if veld != "periode"}
        if "periode" in waarden:
            kolommen |= periode_kolommen(waarden["periode"])
        anders = [veld for veld, waarde in kolommen.items() if getattr(rij, veld) != waarde]
        if not anders:
            raise ValidationError("Er is niets veranderd.")
        for veld in anders:
            setattr(rij, veld, kolommen[veld])
        wijzigen.bewaar(rij, *anders)
        na = _moment_verteld(rij)
        verschil = [veld for veld in na if na[veld] != voor[veld]]
        _schrijf_moment(
            f"{rij.soort} gewijzigd",
            rij,
            {veld: voor[veld] for veld in verschil},
            {veld: na[veld] for veld in verschil},
        )
    return rij


def neem_besluitmoment(
    besluitmoment: Besluitmoment,
    genomen_op: date,
    uitkomst: str,
    nummer: str,
    *,
    verwerking: str = "",
    door: Gebruiker | None,
) -> Besluitmoment:
    """Register what college, raad or adviesraad decided; they do not click it themselves.

    ValidationError without an outcome, on a day to come, or when it was decided already.
    """
    with logboek.handeling(door=door):
        rij = wijzigen.vergrendel(
            besluitmoment, "maatregel__plan", "plan", "beleidsplan", "gemeente"
        )
        wijzigen.eis_geweest("genomen_op", genomen_op)
        wijzigen.eis_tekst("uitkomst", uitkomst, "Schrijf op wat er is besloten.")
        if rij.genomen_op is not None:
            dag = datum_voluit(rij.genomen_op)
            raise ValidationError({"genomen_op": f"Dit besluit is al genomen, op {dag}."})
        rij.genomen_op, rij.uitkomst = genomen_op, uitkomst
        rij.nummer, rij.verwerking = nummer, verwerking
        wijzigen.bewaar(rij, "genomen_op", "uitkomst", "nummer", "verwerking")
        _schrijf_besluitmoment(rij)
    return rij


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
        if wie.gemeente_id != plan.gemeente_id:
            raise ValidationError({"wie": "Deze persoon hoort bij een andere gemeente."})
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


def meld_actiepunt_gereed(
    actiepunt: Actiepunt, gereed_op: date, *, door: Gebruiker | None
) -> Actiepunt:
    """Say that it was done on `gereed_op`; ValidationError on a day to come, or when not open."""
    with logboek.handeling(door=door):
        wijzigen.eis_geweest("gereed_op", gereed_op)
        rij = _sluit_actiepunt(actiepunt, ActiepuntToestand.GEREED, gereed_op)
        _schrijf_actiepunt("actiepunt gereed", rij)
    return rij


def laat_actiepunt_vervallen(
    actiepunt: Actiepunt, *, door: Gebruiker | None, reden: str
) -> Actiepunt:
    """Say that it will not be done; ValidationError without a reason, or when not open."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.eis_reden(handeling.reden, "wat is afgesproken")
        rij = _sluit_actiepunt(actiepunt, ActiepuntToestand.VERVALLEN, None)
        _schrijf_actiepunt("actiepunt vervallen", rij)
    return rij


def _sluit_actiepunt(actiepunt: Actiepunt, toestand: str, gereed_op: date | None) -> Actiepunt:
    rij = wijzigen.vergrendel(actiepunt, "plan", "maatregel__plan")
    if rij.toestand != ActiepuntToestand.OPEN:
        raise ValidationError("Dit actiepunt is al gereed of vervallen.")
    rij.toestand, rij.gereed_op = toestand, gereed_op
    wijzigen.bewaar(rij, "toestand", "gereed_op")
    return rij


def _schrijf_actiepunt(soort: str, rij: Actiepunt) -> None:
    na = {"toestand": rij.toestand}
    if rij.gereed_op:
        na["gereed op"] = datum_voluit(rij.gereed_op)
    wijzigen.schrijf(
        soort,
        rij.maatregel or rij.plan,
        over=f"“{rij.tekst}”",
        voor={"toestand": ActiepuntToestand.OPEN.value},
        na=na,
    )


def _eis_van_plan(maatregelen: Sequence[Maatregel], plan: Plan) -> None:
    if any(maatregel.plan_id != plan.pk for maatregel in maatregelen):
        raise ValidationError({"maatregelen": "Een van deze maatregelen staat in een ander plan."})


def _schrijf(
    soort: str, plan: Plan, maatregelen: Sequence[Maatregel], over: str, na: dict[str, str]
) -> None:
    """A line about the plan, and one about each measure it is of."""
    codes = {"maatregelen van dit besluit": [str(rij) for rij in maatregelen]}
    wijzigen.schrijf(soort, plan, over=over, na=na | (codes if maatregelen else {}))
    for maatregel in maatregelen:
        wijzigen.schrijf(soort, maatregel, over=over, na=na)


def _schrijf_besluitmoment(rij: Besluitmoment) -> None:
    na = {"uitkomst": rij.uitkomst, "genomen op": datum_voluit(rij.genomen_op or date.max)}
    na |= {"nummer": besluitnummer(rij.nummer)} if rij.nummer else {}
    na |= {"verwerking": rij.verwerking} if rij.verwerking else {}
    soort = f"{rij.soort} genomen" if rij.soort == "besluit" else "advies ontvangen"
    _schrijf_moment(soort, rij, {}, na)


def _schrijf_moment(
    soort: str, rij: Besluitmoment, voor: dict[str, str], na: dict[str, str]
) -> None:
    logboek.schrijf(
        soort,
        _onderwerp(rij),
        gemeente_id=_onderwerp_gemeente(rij),
        naam=f"{rij.soort} van {rij.orgaan}: {rij.onderwerp}",
        voor=voor,
        na=na,
    )


def _moment_verteld(rij: Besluitmoment) -> dict[str, str]:
    """All that one can change of it, as people read it."""
    return {
        "orgaan": rij.orgaan,
        "onderwerp": rij.onderwerp,
        "soort": rij.soort,
        "verwacht": rij.periode.voluit(),
        "stap": rij.mijlpaal.tekst if rij.mijlpaal else "",
        "gevraagd op": datum_voluit(rij.gevraagd_op) if rij.gevraagd_op else "",
        "twijfel": rij.twijfel,
        "genomen op": datum_voluit(rij.genomen_op) if rij.genomen_op else "",
        "uitkomst": rij.uitkomst,
        "nummer": besluitnummer(rij.nummer),
        "verwerking": rij.verwerking,
    }


def _eis_genomen(rij: Besluitmoment, waarden: Mapping[str, Any]) -> None:
    """What was registered as taken can be corrected, not made or undone."""
    if not waarden.keys() & set(_GENOMEN):
        return
    if rij.genomen_op is None:
        raise ValidationError("Dit besluit is nog niet genomen; leg het eerst vast.")
    if "genomen_op" in waarden:
        if waarden["genomen_op"] is None:
            raise ValidationError({"genomen_op": "Vul de dag in waarop het is genomen."})
        wijzigen.eis_geweest("genomen_op", waarden["genomen_op"])
    if "uitkomst" in waarden:
        wijzigen.eis_tekst("uitkomst", waarden["uitkomst"], "Schrijf op wat er is besloten.")


def _eis_velden(waarden: Mapping[str, Any], bekend: tuple[str, ...]) -> None:
    if onbekend := sorted(set(waarden) - set(bekend)):
        raise TypeError(f"Geen veld van een besluitmoment: {', '.join(onbekend)}")


def _onderwerp(rij: Besluitmoment) -> Maatregel | Plan | Beleidsplan | Gemeente:
    onderwerp = rij.maatregel or rij.plan or rij.beleidsplan or rij.gemeente
    if onderwerp is None:
        raise ValueError("Dit besluit is van niets.")
    return onderwerp


def _onderwerp_gemeente(rij: Besluitmoment) -> int:
    onderwerp = _onderwerp(rij)
    if isinstance(onderwerp, Gemeente):
        return int(onderwerp.pk)
    plan = onderwerp.plan if isinstance(onderwerp, Maatregel) else onderwerp
    return plan.gemeente_id
