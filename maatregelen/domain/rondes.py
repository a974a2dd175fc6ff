"""Opening and closing a round, in its minimal form."""

from datetime import date

from django.core.exceptions import ValidationError

from jeugdhulp import kalender, logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker
from maatregelen.choices import BevestigingUitkomst, RondeToestand
from maatregelen.models import Bevestiging, Maatregel, Plan, Ronde, Stand


def open_ronde(plan: Plan, peildatum: date, *, door: Gebruiker | None) -> Ronde:
    """Open the round of `peildatum`; ValidationError when one is open or the day is taken."""
    with logboek.handeling(door=door):
        ronde = Ronde(plan=plan, peildatum=peildatum, geopend_op=kalender.nu())
        ronde.full_clean()
        ronde.save()
        _schrijf("ronde geopend", ronde, plan)
    return ronde


def sluit_ronde(ronde: Ronde, *, door: Gebruiker | None) -> Ronde:
    """Close a round: stands made for it are confirmed, of the others the last is carried over.

    Carried over is not confirmed: such a measure is "niet bijgewerkt". Raises ValidationError when
    the round is closed already.
    """
    with logboek.handeling(door=door):
        ronde = (
            Ronde.objects.select_for_update(of=("self",)).select_related("plan").get(pk=ronde.pk)
        )
        if ronde.toestand != RondeToestand.OPEN:
            raise ValidationError("Deze ronde is al gesloten.")
        maatregelen = Maatregel.objects.filter(plan=ronde.plan).met_laatste_stand(ronde.peildatum)
        standen = Stand.objects.in_bulk([m.laatste_stand_id for m in maatregelen])
        for maatregel in maatregelen:
            if stand := standen.get(maatregel.laatste_stand_id):
                _bevestig(ronde, stand)
        ronde.toestand, ronde.gesloten_op = RondeToestand.GESLOTEN, kalender.nu()
        ronde.save(update_fields=["toestand", "gesloten_op"])
        _schrijf("ronde gesloten", ronde, ronde.plan)
    return ronde


def _bevestig(ronde: Ronde, stand: Stand) -> None:
    gemaakt = stand.ronde_id == ronde.pk
    uitkomst = BevestigingUitkomst.BEVESTIGD if gemaakt else BevestigingUitkomst.OVERGENOMEN
    Bevestiging(ronde=ronde, maatregel_id=stand.maatregel_id, stand=stand, uitkomst=uitkomst).save()


def _schrijf(soort: str, ronde: Ronde, plan: Plan) -> None:
    logboek.schrijf(
        soort,
        plan,
        gemeente_id=plan.gemeente_id,
        naam=f"{plan.titel}, ronde van {datum_voluit(ronde.peildatum)}",
        na={"toestand": ronde.toestand},
        ronde=ronde.pk,
    )
