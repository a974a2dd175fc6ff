"""Who may do what with a plan and its measures."""

from django.contrib.auth.models import AnonymousUser

from jeugdhulp.choices import RolSoort
from jeugdhulp.models import Gebruiker
from jeugdhulp.rechten import heeft_rol, leesbare_gemeenten, leest_heel_plan, plaatsen
from maatregelen.models import Actiepunt, Maatregel, Plan
from maatregelen.querysets import trekt, vervangt

Aanvrager = Gebruiker | AnonymousUser


def is_voorzitter(gebruiker: Aanvrager, plan: Plan) -> bool:
    """Whether she chairs the body of this plan. One query where the persoon is not loaded."""
    return (
        plan.voorzitter is not None
        and plan.voorzitter.gebruiker_id is not None
        and plan.voorzitter.gebruiker_id == gebruiker.pk
        and leest_heel_plan(gebruiker, plan.gemeente_id)
    )


def is_trekker(gebruiker: Aanvrager, maatregel: Maatregel) -> bool:
    """Whether she is trekker of this measure today, as a member of its gemeente. One query."""
    if maatregel.plan.gemeente_id not in plaatsen(gebruiker):
        return False
    return maatregel.betrokkenheden.filter(trekt(gebruiker)).exists()


def _leidt(gebruiker: Aanvrager, plan: Plan, *ook: RolSoort) -> bool:
    """The beleidsadviseur of its gemeente, who chairs its body, and `ook` these roles."""
    rollen = (RolSoort.BELEIDSADVISEUR, *ook)
    return heeft_rol(gebruiker, plan.gemeente_id, *rollen) or is_voorzitter(gebruiker, plan)


def is_plaatsvervanger(gebruiker: Aanvrager, maatregel: Maatregel) -> bool:
    """Whether she stands in for its trekker today, as somebody of the gemeente. One query."""
    if not leest_heel_plan(gebruiker, maatregel.plan.gemeente_id):
        return False
    return maatregel.betrokkenheden.filter(vervangt(gebruiker)).exists()


def mag_stand_vastleggen(gebruiker: Aanvrager, maatregel: Maatregel) -> bool:
    """The trekker for her own, her plaatsvervanger for the same, the beleidsadviseur (namens) and
    the voorzitter for all."""
    return (
        mag_namens_vastleggen(gebruiker, maatregel.plan)
        or is_trekker(gebruiker, maatregel)
        or is_plaatsvervanger(gebruiker, maatregel)
    )


def mag_namens_vastleggen(gebruiker: Aanvrager, plan: Plan) -> bool:
    """Make a stand for what somebody else pulls: the beleidsadviseur and the voorzitter."""
    return _leidt(gebruiker, plan)


def mag_plan_bewerken(gebruiker: Aanvrager, plan: Plan) -> bool:
    """Texts, people, relations, planning and money: the beleidsadviseur and the voorzitter."""
    return _leidt(gebruiker, plan)


def mag_geld_wijzigen(gebruiker: Aanvrager, plan: Plan) -> bool:
    """Investering and dekking: who may change the plan, and the controller."""
    return mag_plan_bewerken(gebruiker, plan) or heeft_rol(
        gebruiker, plan.gemeente_id, RolSoort.CONTROLLER
    )


def mag_besteding_vastleggen(gebruiker: Aanvrager, plan: Plan) -> bool:
    """What was spent and saved: the controller."""
    return heeft_rol(gebruiker, plan.gemeente_id, RolSoort.CONTROLLER)


def mag_begroting_vastleggen(gebruiker: Aanvrager, gemeente_id: int) -> bool:
    """When the raad decides about the begroting: the controller and the beleidsadviseur."""
    return heeft_rol(gebruiker, gemeente_id, RolSoort.CONTROLLER, RolSoort.BELEIDSADVISEUR)


def mag_plan_maken(gebruiker: Aanvrager, gemeente_id: int) -> bool:
    """The beleidsadviseur."""
    return heeft_rol(gebruiker, gemeente_id, RolSoort.BELEIDSADVISEUR)


def mag_ronde_leiden(gebruiker: Aanvrager, plan: Plan) -> bool:
    """Open a round, confirm its standen, close it: the body of the plan, with its voorzitter and
    the beleidsadviseur."""
    return _leidt(gebruiker, plan, RolSoort.PROJECTGROEP)


def mag_ronde_heropenen(gebruiker: Aanvrager, plan: Plan) -> bool:
    """Open a closed round again: the beheerder, and who chairs the body of the plan."""
    return heeft_rol(gebruiker, plan.gemeente_id, RolSoort.BEHEERDER) or is_voorzitter(
        gebruiker, plan
    )


def mag_actiepunt_melden(gebruiker: Aanvrager, actiepunt: Actiepunt) -> bool:
    """Say that it was done: who leads the rounds, and whoever is to do it herself."""
    plan = actiepunt.plan
    zelf = gebruiker.pk is not None and actiepunt.wie.gebruiker_id == gebruiker.pk
    return mag_ronde_leiden(gebruiker, plan) or (zelf and plan.gemeente_id in plaatsen(gebruiker))


def mag_kalender_bijhouden(gebruiker: Aanvrager, gemeente_id: int) -> bool:
    """When college and raad meet: the beleidsadviseur and the beheerder."""
    return heeft_rol(gebruiker, gemeente_id, RolSoort.BELEIDSADVISEUR, RolSoort.BEHEERDER)


def mag_rapport_maken(gebruiker: Aanvrager, plan: Plan) -> bool:
    """The beleidsadviseur and the voorzitter."""
    return _leidt(gebruiker, plan)


def mag_geld_zien(gebruiker: Aanvrager, plan: Plan) -> bool:
    """Who reads the whole plan: its totals hold what a trekker from outside may not see."""
    return plan.gemeente_id in leesbare_gemeenten(gebruiker)


def mag_afschermen(gebruiker: Aanvrager, gemeente_id: int) -> bool:
    """Beheerder, beleidsadviseur, and who chairs a plan here. It takes two of them. One query for
    who has no such role."""
    if heeft_rol(gebruiker, gemeente_id, RolSoort.BEHEERDER, RolSoort.BELEIDSADVISEUR):
        return True
    zit_voor = Plan.objects.filter(gemeente=gemeente_id, voorzitter__gebruiker=gebruiker.pk)
    return leest_heel_plan(gebruiker, gemeente_id) and zit_voor.exists()


def mag_bewaartermijn_zetten(gebruiker: Aanvrager, gemeente_id: int) -> bool:
    """The beheerder."""
    return heeft_rol(gebruiker, gemeente_id, RolSoort.BEHEERDER)
