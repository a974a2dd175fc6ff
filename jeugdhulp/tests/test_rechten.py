"""Which act is whose: one table for every predicate and member of the cast."""

import inspect
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from jeugdhulp import kalender
from jeugdhulp import rechten as rollen
from jeugdhulp.models import Gebruiker, Persoon
from jeugdhulp.tests.factories import PersoonFactory
from maatregelen import rechten
from maatregelen.models import Actiepunt, Maatregel, Plan
from maatregelen.tests.factories import BetrokkenheidFactory, MaatregelFactory, PlanFactory
from rapportage import rechten as rapportrechten
from rapportage.models import Rapportage

CAST = (
    "beheerder beleidsadviseur projectgroep controller bestuurder raadslid trekker voorzitter"
    " externe buur"
).split()

# Trekker and externe pull 1a, nobody here pulls 1b or 1c; of 1c bestuurder, raadslid and externe
# are plaatsvervanger. "elders" asks the same in a gemeente where only
# buur belongs. An act that has no predicate yet has no row.
TABEL = """
act                      over   beh adv pro con bes raa tre voo ext buu
leest_heel_plan          hier   ja  ja  ja  ja  ja  nee ja  ja  nee nee
leest_heel_plan          elders nee nee nee nee nee nee nee nee nee ja
is_voorzitter            hier   nee nee nee nee nee nee nee ja  nee nee
is_voorzitter            elders nee nee nee nee nee nee nee nee nee nee
is_trekker               1a     nee nee nee nee nee nee ja  nee ja  nee
is_trekker               1b     nee nee nee nee nee nee nee nee nee nee
is_trekker               elders nee nee nee nee nee nee nee nee nee nee
is_plaatsvervanger       1a     nee nee nee nee nee nee nee nee nee nee
is_plaatsvervanger       1c     nee nee nee nee ja  nee nee nee nee nee
is_plaatsvervanger       elders nee nee nee nee nee nee nee nee nee nee
mag_stand_vastleggen     1a     nee ja  nee nee nee nee ja  ja  ja  nee
mag_stand_vastleggen     1b     nee ja  nee nee nee nee nee ja  nee nee
mag_stand_vastleggen     1c     nee ja  nee nee ja  nee nee ja  nee nee
mag_stand_vastleggen     elders nee nee nee nee nee nee nee nee nee ja
mag_plan_bewerken        hier   nee ja  nee nee nee nee nee ja  nee nee
mag_plan_bewerken        elders nee nee nee nee nee nee nee nee nee ja
mag_plan_maken           hier   nee ja  nee nee nee nee nee nee nee nee
mag_plan_maken           elders nee nee nee nee nee nee nee nee nee ja
mag_geld_wijzigen        hier   nee ja  nee ja  nee nee nee ja  nee nee
mag_geld_wijzigen        elders nee nee nee nee nee nee nee nee nee ja
mag_besteding_vastleggen hier   nee nee nee ja  nee nee nee nee nee nee
mag_besteding_vastleggen elders nee nee nee nee nee nee nee nee nee nee
mag_namens_vastleggen    hier   nee ja  nee nee nee nee nee ja  nee nee
mag_namens_vastleggen    elders nee nee nee nee nee nee nee nee nee ja
mag_ronde_leiden         hier   nee ja  ja  nee nee nee nee ja  nee nee
mag_ronde_leiden         elders nee nee nee nee nee nee nee nee nee ja
mag_actiepunt_melden     hier   nee ja  ja  nee nee nee nee ja  nee nee
mag_actiepunt_melden     eigen  nee ja  ja  nee nee nee ja  ja  nee nee
mag_actiepunt_melden     elders nee nee nee nee nee nee nee nee nee ja
mag_ronde_heropenen      hier   ja  nee nee nee nee nee nee ja  nee nee
mag_ronde_heropenen      elders nee nee nee nee nee nee nee nee nee nee
mag_rapport_maken        hier   nee ja  nee nee nee nee nee ja  nee nee
mag_rapport_maken        elders nee nee nee nee nee nee nee nee nee ja
mag_rapport_schrijven    hier   nee ja  nee nee nee nee nee ja  nee nee
mag_rapport_schrijven    elders nee nee nee nee nee nee nee nee nee ja
mag_geld_zien            hier   ja  ja  ja  ja  ja  nee ja  ja  nee nee
mag_geld_zien            elders nee nee nee nee nee nee nee nee nee ja
mag_afschermen           hier   ja  ja  nee nee nee nee nee ja  nee nee
mag_afschermen           elders nee nee nee nee nee nee nee nee nee ja
mag_begroting_vastleggen hier   nee ja  nee ja  nee nee nee nee nee nee
mag_begroting_vastleggen elders nee nee nee nee nee nee nee nee nee ja
mag_kalender_bijhouden   hier   ja  ja  nee nee nee nee nee nee nee nee
mag_kalender_bijhouden   elders nee nee nee nee nee nee nee nee nee ja
mag_bewaartermijn_zetten hier   ja  nee nee nee nee nee nee nee nee nee
mag_bewaartermijn_zetten elders nee nee nee nee nee nee nee nee nee nee
mag_gebruikers_beheren   hier   ja  nee nee nee nee nee nee nee nee nee
mag_gebruikers_beheren   elders nee nee nee nee nee nee nee nee nee nee
"""
RIJEN = [tuple(regel.split()) for regel in TABEL.strip().splitlines()[1:]]


def predicaten() -> dict[str, Callable[..., bool]]:
    """Every function of these rooms that says yes or no of somebody and a thing."""
    return {
        naam: functie
        for kamer in (rollen, rechten, rapportrechten)
        for naam, functie in inspect.getmembers(kamer, inspect.isfunction)
        if functie.__module__ == kamer.__name__
        and naam.startswith(("mag_", "is_", "leest_"))
        and len(inspect.signature(functie).parameters) == 2
    }


def doel(naam: str, over: str) -> Any:
    """What the second argument of a predicate is, for this row."""
    plan = Plan.objects.get(slug="plan-elders" if over == "elders" else "plan-jeugd")
    soort = list(inspect.signature(predicaten()[naam]).parameters)[1]
    if soort == "maatregel":
        code = over if over in {"1a", "1b", "1c"} else "1a"
        return Maatregel.objects.select_related("plan__voorzitter").get(plan=plan, code=code)
    if soort == "actiepunt":
        # Her own is that of the trekker, and she has one elsewhere too, where she does not belong.
        wie = None if over == "hier" else Gebruiker.objects.get(username="trekker")
        return Actiepunt(plan=plan, wie=Persoon(naam="Ankie Vos", gebruiker=wie))
    if soort == "rapportage":
        return Rapportage(plan=plan, gemeente=plan.gemeente)
    return plan if soort == "plan" else plan.gemeente_id


@pytest.fixture
def wereld(maatregel: Any, buur: Any, bestuurder: Any, raadslid: Any, externe: Any) -> None:
    """Measures 1b and 1c beside 1a, and a plan with a 1a in the gemeente of buur."""
    MaatregelFactory(plan=maatregel.plan, code="1b")
    vervangen = MaatregelFactory(plan=maatregel.plan, code="1c")
    for wie in (bestuurder, raadslid, externe):
        persoon = PersoonFactory(gemeente=maatregel.plan.gemeente, gebruiker=wie)
        BetrokkenheidFactory(maatregel=vervangen, persoon=persoon, rol="plaatsvervanger")
    elders = PlanFactory(gemeente=buur.lidmaatschappen.get().gemeente, slug="plan-elders")
    MaatregelFactory(plan=elders, code="1a")


@pytest.mark.parametrize("rij", RIJEN, ids=lambda rij: "-".join(rij[:2]))
def test_every_act_is_whose_the_table_says(request: Any, wereld: None, rij: Any) -> None:
    naam, over, *verwacht = rij
    mensen = {wie: request.getfixturevalue(wie) for wie in CAST}

    gekregen = {
        wie: "ja" if predicaten()[naam](mens, doel(naam, over)) else "nee"
        for wie, mens in mensen.items()
    }

    assert gekregen == dict(zip(CAST, verwacht, strict=True))


def test_the_table_holds_every_predicate_and_no_other() -> None:
    assert {rij[0] for rij in RIJEN} == set(predicaten())


@pytest.mark.parametrize("wie", ["nobody", "left yesterday", "comes tomorrow", "closed account"])
@pytest.mark.parametrize("naam", sorted(predicaten()))
def test_who_is_not_here_today_may_nothing(
    wereld: None, beleidsadviseur: Any, naam: str, wie: str
) -> None:
    vandaag, dag = kalender.vandaag(), timedelta(days=1)
    lid = beleidsadviseur.lidmaatschappen.get()
    if wie == "left yesterday":
        lid.van, lid.tot_en_met = vandaag - 9 * dag, vandaag - dag
    elif wie == "comes tomorrow":
        lid.van = vandaag + dag
    elif wie == "closed account":
        beleidsadviseur.is_active = False
    lid.save()
    mens = AnonymousUser() if wie == "nobody" else beleidsadviseur

    assert predicaten()[naam](mens, doel(naam, "hier")) is False
