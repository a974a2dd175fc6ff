"""Opening and closing a round, in its minimal form."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError

from jeugdhulp import kalender, logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker
from jeugdhulp.opmaak import opsomming
from maatregelen.choices import LOPENDE_RONDE, BevestigingUitkomst, RondestapSoort, RondeToestand
from maatregelen.domain import wijzigen
from maatregelen.models import Bevestiging, Maatregel, Plan, Ronde, Rondestap, Stand


def open_ronde(plan: Plan, peildatum: date, *, door: Gebruiker | None) -> Ronde:
    """Open the round of `peildatum`; ValidationError when one is open, or when the day is taken,
    has yet to come or lies before that of a closed round."""
    with logboek.handeling(door=door):
        wijzigen.eis_geweest("peildatum", peildatum)
        _eis_na_gesloten(wijzigen.vergrendel(plan), peildatum)
        ronde = Ronde(
            plan=plan, peildatum=peildatum, toestand=RondeToestand.OPEN, geopend_op=kalender.nu()
        )
        ronde.full_clean()
        ronde.save()
        _zet_stap(ronde, RondestapSoort.GEOPEND, door)
        _schrijf("ronde geopend", ronde, plan)
    return ronde


def sluit_ronde(
    ronde: Ronde,
    *,
    door: Gebruiker | None,
    keuzes: Mapping[int, str] | None = None,
    gezien: Mapping[int, int | None] | None = None,
) -> Ronde:
    """Close a round: stands made for it are confirmed, of the others the last is carried over.

    `keuzes` says per measure (id) what becomes of it where that differs: overgenomen for a stand
    made for the round carries over the one before, and the new one stays a voorstel. `gezien` says
    per measure which stand (id) lay before who closes. Carried over is not confirmed.

    Raises ValidationError when the round is closed already, when a choice cannot hold, or when
    somebody made a stand meanwhile. Then nothing is stored.
    """
    keuzes = keuzes or {}
    with logboek.handeling(door=door):
        ronde = (
            Ronde.objects.select_for_update(of=("self",)).select_related("plan").get(pk=ronde.pk)
        )
        if ronde.toestand not in LOPENDE_RONDE:
            raise ValidationError("Deze ronde is al gesloten.")
        maatregelen = list(
            Maatregel.objects.filter(plan=ronde.plan)
            .met_laatste_stand(ronde.peildatum)
            .met_eerdere_stand(ronde)
            .in_volgorde()
        )
        _eis_van_plan(keuzes, maatregelen)
        _eis_gezien(gezien, maatregelen)
        ids = {rij.laatste_stand_id for rij in maatregelen}
        standen = Stand.objects.in_bulk(ids | {rij.eerdere_stand_id for rij in maatregelen})
        for maatregel in maatregelen:
            _bevestig(ronde, maatregel, standen, keuzes.get(maatregel.pk, ""))
        ronde.toestand, ronde.gesloten_op = RondeToestand.GESLOTEN, kalender.nu()
        ronde.save(update_fields=["toestand", "gesloten_op"])
        _zet_stap(ronde, RondestapSoort.GESLOTEN, door)
        _schrijf("ronde gesloten", ronde, ronde.plan)
    return ronde


def _eis_na_gesloten(plan: Plan, peildatum: date) -> None:
    gesloten = plan.rondes.filter(toestand=RondeToestand.GESLOTEN, peildatum__gt=peildatum)
    if (later := gesloten.order_by("-peildatum").first()) is not None:
        raise ValidationError(
            {
                "peildatum": f"De ronde van {datum_voluit(later.peildatum)} is al gesloten."
                " Kies een latere dag."
            }
        )


def _eis_van_plan(keuzes: Mapping[int, str], maatregelen: list[Maatregel]) -> None:
    if not keuzes.keys() <= {rij.pk for rij in maatregelen}:
        raise ValidationError("U koos iets voor een maatregel die niet in dit plan staat.")


def _eis_gezien(gezien: Mapping[int, int | None] | None, maatregelen: list[Maatregel]) -> None:
    if gezien is None:
        return
    # What had ended was not before her, and is not in it.
    nieuw = [
        rij.code
        for rij in maatregelen
        if rij.pk in gezien and gezien[rij.pk] != rij.laatste_stand_id
    ]
    if nieuw:
        raise ValidationError(
            f"Intussen is er een nieuwe stand van {opsomming(nieuw)}. Kijk de lijst nog eens na."
        )


def _bevestig(ronde: Ronde, maatregel: Maatregel, standen: Mapping[int, Stand], keuze: str) -> None:
    stand = standen.get(maatregel.laatste_stand_id or 0)
    gemaakt = stand is not None and stand.ronde_id == ronde.pk
    gewoon = BevestigingUitkomst.BEVESTIGD if gemaakt else BevestigingUitkomst.OVERGENOMEN
    uitkomst = keuze or gewoon
    if uitkomst not in BevestigingUitkomst.values:
        raise ValidationError(f"Kies voor {maatregel.code} bevestigen of overnemen.")
    if uitkomst == BevestigingUitkomst.BEVESTIGD and not gemaakt:
        raise ValidationError(
            f"Van {maatregel.code} is in deze ronde geen stand gemaakt, dus ook niet te bevestigen."
        )
    if uitkomst == BevestigingUitkomst.OVERGENOMEN and gemaakt:
        stand = standen.get(maatregel.eerdere_stand_id or 0)
    if stand is None:
        if keuze:
            raise ValidationError(f"Van {maatregel.code} is geen eerdere stand om over te nemen.")
        return
    Bevestiging(ronde=ronde, maatregel=maatregel, stand=stand, uitkomst=uitkomst).save()


def _zet_stap(
    ronde: Ronde, soort: RondestapSoort, door: Gebruiker | None, reden: str = ""
) -> Rondestap:
    stap = Rondestap(ronde=ronde, soort=soort, op=kalender.nu(), door=door, reden=reden)
    stap.full_clean()
    stap.save()
    return stap


def _schrijf(soort: str, ronde: Ronde, plan: Plan) -> None:
    logboek.schrijf(
        soort,
        plan,
        gemeente_id=plan.gemeente_id,
        naam=f"{plan.titel}, ronde van {datum_voluit(ronde.peildatum)}",
        na={"toestand": ronde.toestand},
        ronde=ronde.pk,
    )
