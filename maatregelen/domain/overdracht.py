"""What somebody has in hand in the plans of a gemeente, and handing it over when she leaves."""

from datetime import date, timedelta
from itertools import groupby

from django.db.models import Q, QuerySet

from jeugdhulp import logboek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker, Persoon
from jeugdhulp.overdracht import Opvolgers, Werk
from maatregelen.models import Betrokkenheid, Maatregel, Plan

# The parts in a plan as a whole; they have no days, and go over at once.
PLANROLLEN = {
    "voorzitter": "voorzitter",
    "samensteller": "samensteller",
    "opdrachtgever": "ambtelijk opdrachtgever",
}


def werk_van(gebruiker: Gebruiker, gemeente_id: int, laatste_dag: date) -> list[Werk]:
    """Her parts in measures that go on after `laatste_dag`, and in plans. Two queries."""
    betrokken = [
        Werk(
            sleutel=f"betrokkenheid-{rij.pk}",
            wat=_wat(rij),
            waar=f"{rij.maatregel.code} {rij.maatregel.titel}",
            toelichting=rij.maatregel.plan.titel,
        )
        for rij in _betrokkenheden(gebruiker, gemeente_id, laatste_dag).order_by(
            "maatregel__plan", "maatregel__volgorde", "maatregel", "volgorde", "pk"
        )
    ]
    plannen = [
        Werk(f"plan-{plan.pk}-{rol}", naam, plan.titel, "gaat meteen over")
        for plan in _plannen(gebruiker, gemeente_id).select_related(*PLANROLLEN)
        for rol, naam in PLANROLLEN.items()
        if _is_van(getattr(plan, rol), gebruiker)
    ]
    return plannen + betrokken


def draag_over(
    gebruiker: Gebruiker, gemeente_id: int, laatste_dag: date, opvolgers: Opvolgers
) -> None:
    """End each Betrokkenheid on `laatste_dag` and begin one for the successor the day after; put
    the successor in her place in plans. One line per measure and per plan. Inside a handeling."""
    rijen = (
        _betrokkenheden(gebruiker, gemeente_id, laatste_dag)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    gesorteerd = sorted(rijen, key=lambda rij: (rij.maatregel_id, rij.pk))
    for _, groep in groupby(gesorteerd, key=lambda rij: rij.maatregel_id):
        _draag_maatregel_over(list(groep), laatste_dag, opvolgers)
    plannen = _plannen(gebruiker, gemeente_id).select_related(*PLANROLLEN)
    for plan in plannen.select_for_update(of=("self",)).order_by("pk"):
        _draag_plan_over(plan, gebruiker, opvolgers)


def _draag_maatregel_over(
    rijen: list[Betrokkenheid], laatste_dag: date, opvolgers: Opvolgers
) -> None:
    maatregel = rijen[0].maatregel
    voor: list[str] = []
    na: list[str] = []
    for rij in rijen:
        opvolger = opvolgers[f"betrokkenheid-{rij.pk}"]
        voor.append(f"{_wat(rij)}: {rij.naam}")
        na += _nieuwe_regels(rij, opvolger, laatste_dag)
        _zet_opvolger(rij, opvolger, laatste_dag)
    # As one text: a list would tell a part that only got an end as gone.
    naam = f"{maatregel.code} {maatregel.titel}"
    _schrijf(maatregel, maatregel.plan, naam, "\n".join(voor), "\n".join(na))


def _nieuwe_regels(rij: Betrokkenheid, opvolger: Persoon, laatste_dag: date) -> list[str]:
    """What the trail tells of a part that goes over: hers has an end, it is not gone."""
    if rij.van is not None and rij.van > laatste_dag:
        return [f"{_wat(rij)}: {opvolger.naam}, vanaf {datum_voluit(rij.van)}"]
    morgen = laatste_dag + timedelta(days=1)
    return [
        f"{_wat(rij)}: {rij.naam}, tot en met {datum_voluit(laatste_dag)}",
        f"{_wat(rij)}: {opvolger.naam}, vanaf {datum_voluit(morgen)}",
    ]


def _zet_opvolger(rij: Betrokkenheid, opvolger: Persoon, laatste_dag: date) -> None:
    morgen = laatste_dag + timedelta(days=1)
    if rij.van is not None and rij.van > laatste_dag:
        # It never began for her: the same row, for another.
        rij.persoon = opvolger
        rij.save(update_fields=["persoon"])
        return
    einde, rij.tot_en_met = rij.tot_en_met, laatste_dag
    rij.save(update_fields=["tot_en_met"])
    if _heeft_al(rij, opvolger, morgen):
        return
    Betrokkenheid(
        maatregel=rij.maatregel,
        persoon=opvolger,
        rol=rij.rol,
        deeltaak=rij.deeltaak,
        onbeslist=rij.onbeslist,
        van=morgen,
        tot_en_met=einde,
        volgorde=rij.volgorde,
    ).save()


def _heeft_al(rij: Betrokkenheid, opvolger: Persoon, dag: date) -> bool:
    """Whether the successor has this part already, without an end."""
    zelfde = Betrokkenheid.objects.filter(
        maatregel_id=rij.maatregel_id, persoon=opvolger, rol=rij.rol, deeltaak=rij.deeltaak
    )
    return zelfde.filter(Q(van=None) | Q(van__lte=dag), tot_en_met=None).exists()


def _draag_plan_over(plan: Plan, gebruiker: Gebruiker, opvolgers: Opvolgers) -> None:
    voor, na = [], []
    for rol, naam in PLANROLLEN.items():
        if (was := getattr(plan, rol)) is not None and _is_van(was, gebruiker):
            opvolger = opvolgers[f"plan-{plan.pk}-{rol}"]
            setattr(plan, rol, opvolger)
            voor.append(f"{naam}: {was.naam}")
            na.append(f"{naam}: {opvolger.naam}")
    plan.save(update_fields=list(PLANROLLEN))
    _schrijf(plan, plan, plan.titel, voor, na)


def _betrokkenheden(
    gebruiker: Gebruiker, gemeente_id: int, laatste_dag: date
) -> QuerySet[Betrokkenheid]:
    return Betrokkenheid.objects.filter(
        Q(tot_en_met=None) | Q(tot_en_met__gt=laatste_dag),
        persoon__gebruiker=gebruiker,
        maatregel__plan__gemeente_id=gemeente_id,
    ).select_related("maatregel__plan", "persoon")


def _plannen(gebruiker: Gebruiker, gemeente_id: int) -> QuerySet[Plan]:
    van_haar = Q()
    for rol in PLANROLLEN:
        van_haar |= Q(**{f"{rol}__gebruiker": gebruiker})
    return Plan.objects.filter(van_haar, gemeente_id=gemeente_id)


def _is_van(persoon: Persoon | None, gebruiker: Gebruiker) -> bool:
    return persoon is not None and persoon.gebruiker_id == gebruiker.pk


def _wat(rij: Betrokkenheid) -> str:
    return f"{rij.rol} ({rij.deeltaak})" if rij.deeltaak else rij.rol


def _schrijf(
    onderwerp: Maatregel | Plan, plan: Plan, naam: str, voor: str | list[str], na: str | list[str]
) -> None:
    logboek.schrijf(
        "overgedragen",
        onderwerp,
        gemeente_id=plan.gemeente_id,
        naam=naam,
        voor={"betrokkenen": voor},
        na={"betrokkenen": na},
    )
