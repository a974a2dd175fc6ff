"""How long a plan is kept, and asking to destroy it after that."""

from datetime import date

from django.core.exceptions import ValidationError

from jeugdhulp import kalender, logboek
from jeugdhulp.domain.afschermen import vraag_vernietigen
from jeugdhulp.models import Afscherming, Gebruiker, Gemeente
from maatregelen.models import Plan


def zet_bewaartermijn(
    gemeente: Gemeente, jaren: int | None, *, door: Gebruiker, reden: str
) -> Gemeente:
    """Set the term; ValidationError (Dutch) when it is out of range or has no reason."""
    if not reden.strip():
        raise ValidationError({"reden": "Zeg waarop deze termijn berust."})
    with logboek.handeling(door=door, reden=reden):
        gemeente = Gemeente.objects.select_for_update(of=("self",)).get(pk=gemeente.pk)
        voor, gemeente.bewaartermijn_jaren = gemeente.bewaartermijn_jaren, jaren
        gemeente.full_clean()
        gemeente.save(update_fields=["bewaartermijn_jaren"])
        logboek.schrijf(
            "bewaartermijn gewijzigd",
            gemeente,
            gemeente_id=gemeente.pk,
            naam=str(gemeente),
            voor={"bewaartermijn": voor},
            na={"bewaartermijn": jaren},
        )
    return gemeente


def vernietigbaar(gemeente: Gemeente, dag: date) -> list[Plan]:
    """Plans whose term has passed on `dag`; none while the gemeente has no term. One query."""
    if gemeente.bewaartermijn_jaren is None:
        return []
    grens = kalender.maanden_eerder(dag, gemeente.bewaartermijn_jaren * 12)
    return list(Plan.objects.filter(gemeente=gemeente, tot_en_met__lt=grens).order_by("van", "pk"))


def vraag_plan_vernietigen(plan: Plan, *, grond: str, door: Gebruiker, dag: date) -> Afscherming:
    """Ask to destroy all texts of a plan; ValidationError when its term has not passed."""
    if plan not in vernietigbaar(plan.gemeente, dag):
        raise ValidationError({"plan": "De bewaartermijn van dit plan is nog niet voorbij."})
    return vraag_vernietigen(plan.gemeente, plan, grond=grond, door=door)


def onderwerp_van(afscherming: Afscherming) -> Plan | None:
    """The plan a request to destroy is about; None for words. One query."""
    if afscherming.onderwerp_id is None:
        return None
    return Plan.objects.get(pk=afscherming.onderwerp_id, gemeente=afscherming.gemeente_id)
