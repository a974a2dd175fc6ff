"""Who gets a part in a measure, and whose part ends."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from jeugdhulp import logboek
from jeugdhulp.choices import PersoonSoort
from jeugdhulp.domain.personen import NieuweNaam, Wie, eis_functie, voeg_naam_toe
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker, Persoon
from maatregelen.domain import wijzigen
from maatregelen.domain.maatregel import bladrij
from maatregelen.models import Betrokkenheid, Maatregel

KOLOMMEN = ("deeltaak", "onbeslist")
# Of who has the part, and so the same in every measure.
FUNCTIE = "functie"


def wijs_aan(
    maatregel: Maatregel,
    wie: Wie | NieuweNaam,
    rol: str,
    van: date,
    *,
    deeltaak: str = "",
    onbeslist: bool = False,
    door: Gebruiker | None,
    reden: str,
) -> Betrokkenheid:
    """Give somebody a part in a measure from `van` on, until further notice.

    ValidationError without a reason, for who has this part already, is of another gemeente, or as
    a new name is known here already.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        maatregel = wijzigen.vergrendel(maatregel, "plan")
        wijzigen.eis_reden(handeling.reden, "wie wat doet")
        if isinstance(wie, NieuweNaam):
            wie = voeg_naam_toe(wie, maatregel.plan.gemeente_id)
        is_persoon = isinstance(wie, Persoon)
        veld = "persoon" if is_persoon else "organisatie"
        if wie.gemeente_id != maatregel.plan.gemeente_id:
            raise ValidationError({veld: f"{wie.naam} hoort bij een andere gemeente."})
        rij = Betrokkenheid(
            maatregel=maatregel,
            rol=rol,
            deeltaak=deeltaak,
            onbeslist=onbeslist,
            van=van,
            volgorde=maatregel.betrokkenheden.count(),
            **{veld: wie},
        )
        if _heeft_al(rij):
            raise ValidationError({veld: f"{wie.naam} heeft deze rol hier al."})
        wijzigen.bewaar(rij)
        wijzigen.schrijf("betrokkene aangewezen", maatregel, na={"betrokkenen": _verteld(rij)})
    return rij


def beeindig_betrokkenheid(
    betrokkenheid: Betrokkenheid, tot_en_met: date, *, door: Gebruiker | None, reden: str
) -> Betrokkenheid:
    """End a part after `tot_en_met`.

    ValidationError without a reason, before its first day, or when it ends sooner already.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(betrokkenheid, "maatregel__plan", "persoon", "organisatie")
        wijzigen.eis_reden(handeling.reden, "wie wat doet")
        if rij.tot_en_met is not None and rij.tot_en_met <= tot_en_met:
            raise ValidationError({"tot_en_met": "Deze rol eindigt al eerder, of op deze dag."})
        voor = _verteld(rij)
        rij.tot_en_met = tot_en_met
        wijzigen.bewaar(rij, "tot_en_met")
        wijzigen.schrijf(
            "betrokkenheid beëindigd",
            rij.maatregel,
            voor={"betrokkenen": voor},
            na={"betrokkenen": _verteld(rij)},
        )
    return rij


def wijzig_betrokkenheid(
    betrokkenheid: Betrokkenheid,
    waarden: Mapping[str, Any],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str,
) -> Betrokkenheid:
    """Give a part another deeltaak, say whether it is decided, or give who has it another FUNCTIE;
    who and when stay.

    IntussenAndersError when somebody else changed one of `gezien`; ValidationError without a
    reason, when nothing changes, when this person has that part on one of these days already, or
    for a functie that cannot be.
    """
    bladrij.eis_kolommen(waarden, (*KOLOMMEN, FUNCTIE))
    gezien = gezien or {}
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(betrokkenheid, "maatregel__plan", "persoon", "organisatie")
        wijzigen.eis_reden(handeling.reden, "wie wat doet")
        # Two parts of one person may become the same at once.
        wijzigen.vergrendel(rij.maatregel)
        if FUNCTIE in waarden:
            _geef_functie(rij, waarden[FUNCTIE], gezien)
            waarden, gezien = _zonder_functie(waarden), _zonder_functie(gezien)
            if not waarden:
                return rij
        voor = _verteld(rij)
        was = rij.deeltaak
        bladrij.pas_aan(rij, waarden, gezien)
        if rij.deeltaak != was and _heeft_al(rij):
            wat = f"deze rol met deeltaak “{rij.deeltaak}”" if rij.deeltaak else "deze rol"
            raise ValidationError({"deeltaak": f"{rij.naam} heeft {wat} hier al."})
        wijzigen.schrijf(
            "betrokkenheid gewijzigd",
            rij.maatregel,
            voor={"betrokkenen": voor},
            na={"betrokkenen": _verteld(rij)},
        )
    return rij


def heeft_functie(wie: Wie) -> bool:
    """Whether one belongs to it: only of a human being, other names are a functie."""
    return isinstance(wie, Persoon) and wie.soort == PersoonSoort.PERSOON


def _geef_functie(rij: Betrokkenheid, functie: str, gezien: Mapping[str, Any]) -> None:
    if rij.persoon is None:
        raise ValidationError({FUNCTIE: "Vul dit alleen in bij een mens."})
    persoon = wijzigen.vergrendel(rij.persoon)
    functie = functie.strip()
    eis_functie(persoon.naam, persoon.soort, functie)
    eigen = {FUNCTIE: gezien[FUNCTIE]} if FUNCTIE in gezien else {}
    voor, na = bladrij.pas_aan(persoon, {FUNCTIE: functie}, eigen)
    logboek.schrijf(
        "functie gewijzigd",
        persoon,
        gemeente_id=persoon.gemeente_id,
        naam=persoon.naam,
        voor=voor,
        na=na,
    )


def _zonder_functie(waarden: Mapping[str, Any]) -> dict[str, Any]:
    return {kolom: waarde for kolom, waarde in waarden.items() if kolom != FUNCTIE}


def laat_opvolgen(
    betrokkenheid: Betrokkenheid,
    wie: Wie | NieuweNaam,
    per: date,
    *,
    door: Gebruiker | None,
    reden: str,
) -> Betrokkenheid:
    """Give the part of one to another: the first ends the day before `per`. One act, two lines.

    ValidationError without a reason, when the part has not begun by then, ended before, or was
    handed over already, or when nobody else would get it.
    """
    with logboek.handeling(door=door, reden=reden):
        rij = wijzigen.vergrendel(betrokkenheid, "maatregel__plan", "persoon", "organisatie")
        laatste = per - timedelta(days=1)
        if rij.van is not None and laatste < rij.van:
            dag = datum_voluit(rij.van)
            raise ValidationError({"per": f"{rij.naam} begint zelf pas op {dag}. Kies later."})
        if rij.tot_en_met is not None:
            dag = datum_voluit(rij.tot_en_met)
            if rij.tot_en_met < laatste:
                raise ValidationError({"per": f"{rij.naam} houdt al op {dag} op. Wijs iemand aan."})
            # By somebody else, or in another window.
            if _is_overgedragen(rij, rij.tot_en_met):
                raise ValidationError(
                    {"per": f"{rij.naam} droeg deze rol al over, na {dag}. Bekijk het blad."}
                )
        if wie == rij.wie:
            raise ValidationError({"wie": f"{rij.naam} heeft deze rol al. Kies een ander."})
        if rij.tot_en_met != laatste:
            beeindig_betrokkenheid(rij, laatste, door=door, reden=reden)
        return wijs_aan(
            rij.maatregel, wie, rij.rol, per, deeltaak=rij.deeltaak, door=door, reden=reden
        )


def _heeft_al(rij: Betrokkenheid) -> bool:
    """Whether who has this part has the same one elsewhere in the list, on a day they share."""
    zelfde = Betrokkenheid.objects.filter(
        maatregel=rij.maatregel_id,
        persoon=rij.persoon_id,
        organisatie=rij.organisatie_id,
        rol=rij.rol,
        deeltaak=rij.deeltaak,
    ).exclude(pk=rij.pk)
    if rij.van is not None:
        zelfde = zelfde.filter(Q(tot_en_met=None) | Q(tot_en_met__gte=rij.van))
    if rij.tot_en_met is not None:
        zelfde = zelfde.filter(Q(van=None) | Q(van__lte=rij.tot_en_met))
    return zelfde.exists()


def _is_overgedragen(rij: Betrokkenheid, laatste: date) -> bool:
    daarna = rij.maatregel.betrokkenheden.filter(van=laatste + timedelta(days=1))
    return daarna.filter(rol=rij.rol, deeltaak=rij.deeltaak).exists()


def _verteld(rij: Betrokkenheid) -> str:
    delen = [f"{rij.rol}{f' ({rij.deeltaak})' if rij.deeltaak else ''}: {rij.naam}"]
    if rij.onbeslist:
        delen.append("nog niet besloten")
    if rij.van:
        delen.append(f"vanaf {datum_voluit(rij.van)}")
    if rij.tot_en_met:
        delen.append(f"tot en met {datum_voluit(rij.tot_en_met)}")
    return ", ".join(delen)
