"""Who gets a part in a measure, and whose part ends."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from jeugdhulp import logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker, Organisatie, Persoon
from maatregelen.domain import wijzigen
from maatregelen.models import Betrokkenheid, Maatregel


def wijs_aan(
    maatregel: Maatregel,
    wie: Persoon | Organisatie,
    rol: str,
    van: date,
    *,
    deeltaak: str = "",
    door: Gebruiker | None,
    reden: str,
) -> Betrokkenheid:
    """Give somebody a part in a measure from `van` on, until further notice.

    ValidationError without a reason, for who has this part already, or is of another gemeente.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        maatregel = wijzigen.vergrendel(maatregel, "plan")
        wijzigen.eis_reden(handeling.reden, "wie wat doet")
        is_persoon = isinstance(wie, Persoon)
        veld = "persoon" if is_persoon else "organisatie"
        if wie.gemeente_id != maatregel.plan.gemeente_id:
            raise ValidationError({veld: f"{wie.naam} hoort bij een andere gemeente."})
        zelfde = Betrokkenheid.objects.filter(
            Q(tot_en_met=None) | Q(tot_en_met__gte=van),
            maatregel=maatregel,
            rol=rol,
            deeltaak=deeltaak,
            **{veld: wie},
        )
        if zelfde.exists():
            raise ValidationError({veld: f"{wie.naam} heeft deze rol hier al."})
        rij = Betrokkenheid(
            maatregel=maatregel,
            rol=rol,
            deeltaak=deeltaak,
            van=van,
            volgorde=maatregel.betrokkenheden.count(),
            **{veld: wie},
        )
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


def _verteld(rij: Betrokkenheid) -> str:
    delen = [f"{rij.rol}{f' ({rij.deeltaak})' if rij.deeltaak else ''}: {rij.naam}"]
    if rij.van:
        delen.append(f"vanaf {datum_voluit(rij.van)}")
    if rij.tot_en_met:
        delen.append(f"tot en met {datum_voluit(rij.tot_en_met)}")
    return ", ".join(delen)
