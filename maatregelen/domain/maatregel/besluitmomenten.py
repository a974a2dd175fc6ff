"""Which decisions and advice a measure needs, and what college, raad and adviesraad decided."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from jeugdhulp import logboek
from jeugdhulp.kalender import Periode, datum_voluit
from jeugdhulp.models import Gebruiker, Gemeente
from maatregelen.domain import wijzigen
from maatregelen.domain.regeltekst import besluitnummer
from maatregelen.models import Beleidsplan, Besluitmoment, Maatregel, Plan
from maatregelen.models.periode import periode_kolommen

_NODIG = ("orgaan", "onderwerp", "soort", "mijlpaal", "gevraagd_op", "twijfel")
_GENOMEN = ("genomen_op", "uitkomst", "nummer", "verwerking")


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
