"""Who reads the plans of a gemeente that merged into hers, and of a samenwerking (rule 12)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from jeugdhulp import kalender
from jeugdhulp.models import Deelname, Gebruiker, Gemeente
from jeugdhulp.rechten import leesbare_gemeenten
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory
from maatregelen import rechten
from maatregelen.models import Beleidsplan, Maatregel, Plan
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, maak_trekker

pytestmark = pytest.mark.django_db
LAATSTE_DAG = date(2018, 12, 31)


@pytest.fixture
def nieuw() -> Gemeente:
    return GemeenteFactory(slug="nieuw", naam="Nieuw")


@pytest.fixture
def oud(nieuw: Gemeente) -> Gemeente:
    return GemeenteFactory(slug="oud", naam="Oud", geldig_tot_en_met=LAATSTE_DAG, opvolger=nieuw)


@pytest.fixture
def samen(oud: Gemeente) -> Gemeente:
    rij = GemeenteFactory(slug="samen", naam="Samen", soort="samenwerking")
    Deelname.objects.create(samenwerking=rij, gemeente=oud)
    return rij


def lezer(gemeente: Gemeente, naam: str = "els", **velden: Any) -> Gebruiker:
    return GebruikerFactory(username=naam, lid_van=gemeente, **velden)


def adressen(wie: Gebruiker) -> list[str]:
    namen = dict(Gemeente.objects.values_list("pk", "slug"))
    return sorted(namen[pk] for pk in leesbare_gemeenten(wie))


def test_the_opvolger_reads_what_went_before_and_where_that_took_part(
    nieuw: Gemeente, samen: Gemeente
) -> None:
    assert adressen(lezer(nieuw, rollen=["bestuurder"])) == ["nieuw", "oud", "samen"]


def test_who_was_there_before_does_not_read_what_came_after(oud: Gemeente, samen: Gemeente) -> None:
    assert adressen(lezer(oud, rollen=["bestuurder"])) == ["oud", "samen"]


def test_who_takes_part_reads_the_samenwerking_and_not_the_others_in_it(samen: Gemeente) -> None:
    ander = GemeenteFactory(slug="ander")
    Deelname.objects.create(samenwerking=samen, gemeente=ander)

    assert adressen(lezer(ander, rollen=["controller"])) == ["ander", "samen"]


def test_the_samenwerking_does_not_read_its_members(samen: Gemeente) -> None:
    assert adressen(lezer(samen, rollen=["beheerder"])) == ["samen"]


def test_two_mergers_deep(oud: Gemeente) -> None:
    GemeenteFactory(slug="ouder", geldig_tot_en_met=date(2010, 12, 31), opvolger=oud)

    wie = lezer(oud.opvolger, rollen=["bestuurder"])  # type: ignore[arg-type]

    assert adressen(wie) == ["nieuw", "oud", "ouder"]


@pytest.mark.parametrize("velden", [{"rollen": ["raadslid"]}, {"extern": True}])
def test_who_reads_no_whole_plan_of_her_own_reads_none_of_before(
    nieuw: Gemeente, samen: Gemeente, velden: dict[str, Any]
) -> None:
    assert adressen(lezer(nieuw, **velden)) == []


def test_plans_of_before_are_in_sight_and_no_others(
    nieuw: Gemeente, oud: Gemeente, samen: Gemeente
) -> None:
    plannen = [PlanFactory(gemeente=gemeente) for gemeente in (nieuw, oud, samen)]
    PlanFactory(gemeente=GemeenteFactory(slug="vreemd"))
    beleid = Beleidsplan(
        gemeente=samen, slug="b", titel="B", van=LAATSTE_DAG, tot_en_met=LAATSTE_DAG
    )
    beleid.save_base(raw=True)

    wie = lezer(nieuw, rollen=["beleidsadviseur"])

    assert set(Plan.objects.visible_for(wie)) == set(plannen)
    assert list(Beleidsplan.objects.visible_for(wie)) == [beleid]


def test_what_is_read_of_before_cannot_be_changed(
    nieuw: Gemeente, oud: Gemeente, client: Client
) -> None:
    maatregel = MaatregelFactory(plan__gemeente=oud, plan__slug="p", code="1a", compleet=True)
    wie = lezer(nieuw, rollen=["beleidsadviseur"])
    client.force_login(wie)

    lees = client.get("/oud/p/maatregelen/1a/")
    schrijf = client.post("/oud/p/maatregelen/1a/stand/", {})
    rapport = client.get("/oud/p/rapporten/nieuw/")

    assert (lees.status_code, schrijf.status_code) == (200, 403)
    assert rapport.status_code == 403
    assert Maatregel.objects.visible_for(wie).get() == maatregel
    assert not rechten.mag_stand_vastleggen(wie, maatregel)
    assert not rechten.mag_rapport_maken(wie, maatregel.plan)
    assert not rechten.mag_afschermen(wie, oud.pk)


def test_a_trekker_of_now_with_her_account_linked_then_does_not_write(
    nieuw: Gemeente, oud: Gemeente
) -> None:
    """Her membership of the old gemeente is what made her trekker there."""
    maatregel = MaatregelFactory(plan__gemeente=oud)
    wie = maak_trekker(maatregel, "piet")
    wie.lidmaatschappen.update(gemeente=nieuw)

    assert not rechten.mag_stand_vastleggen(Gebruiker.objects.get(pk=wie.pk), maatregel)


def test_users_and_trail_of_the_old_gemeente_stay_shut(
    nieuw: Gemeente, oud: Gemeente, client: Client
) -> None:
    client.force_login(lezer(nieuw, rollen=["beleidsadviseur"]))

    paginas = ("/oud/gebruikers/", "/oud/wijzigingen/", "/oud/toegang/", "/oud/afschermen/")

    assert [client.get(pagina).status_code for pagina in paginas] == [404] * 4


def test_reading_begins_when_the_old_gemeente_is_gone(nieuw: Gemeente) -> None:
    """Agreed on but not yet there: the plans are still those of a neighbour."""
    vandaag = kalender.vandaag()
    GemeenteFactory(slug="straks", geldig_tot_en_met=vandaag, opvolger=nieuw)

    assert adressen(lezer(nieuw, rollen=["bestuurder"])) == ["nieuw"]


def test_a_gemeente_cannot_go_on_in_what_went_on_in_it(nieuw: Gemeente, oud: Gemeente) -> None:
    nieuw.geldig_tot_en_met, nieuw.opvolger = LAATSTE_DAG, oud

    with pytest.raises(ValidationError, match="is zelf hierin opgegaan"):
        nieuw.full_clean()


def test_nobody_takes_part_in_what_is_no_samenwerking(nieuw: Gemeente, oud: Gemeente) -> None:
    with pytest.raises(ValidationError, match="geen samenwerking"):
        Deelname(samenwerking=oud, gemeente=nieuw).full_clean()
