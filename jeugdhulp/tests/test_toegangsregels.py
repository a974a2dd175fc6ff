"""The register of access: written whatever happens, never changed, no address in it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory

from jeugdhulp import kalender, logboek, toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.models import Toegangsregel


@pytest.fixture
def verzoek():
    return RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.7"})


def test_a_line_says_who_what_and_where_and_holds_no_address(beheerder, gemeente, verzoek, caplog):
    toegang.noteer(
        ToegangSoort.AANGEMELD, gebruiker=beheerder, gemeente_id=gemeente.pk, request=verzoek
    )

    regel = Toegangsregel.objects.get()
    assert (regel.soort, regel.gebruiker, regel.gemeente) == ("aangemeld", beheerder, gemeente)
    assert (len(regel.herkomst), "127" in regel.herkomst) == (16, False)
    assert [log.message for log in caplog.records] == [
        f"aangemeld gebruiker={beheerder.pk} gemeente={gemeente.pk}"
    ]


@pytest.mark.parametrize(("achter_proxy", "adres"), [(False, "127.0.0.1"), (True, "192.0.2.7")])
def test_only_the_address_our_own_proxy_added_counts(verzoek, settings, achter_proxy, adres):
    settings.ACHTER_PROXY = achter_proxy

    assert toegang.adres_van(verzoek) == adres


def test_access_is_not_noted_inside_an_act_that_may_fail(db):
    with pytest.raises(toegang.InHandelingError), logboek.handeling(door=None):
        toegang.noteer(ToegangSoort.AANGEMELD)


def test_the_database_lets_an_old_line_go(db):
    Toegangsregel(soort="aangemeld", moment=kalender.nu() - timedelta(days=181)).save()

    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Toegangsregel._meta.db_table}")  # noqa: S608 (no input)

    assert Toegangsregel.objects.count() == 0
