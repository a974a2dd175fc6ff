"""The limits at the doors: what counts, for whom, how long, and from where."""

from datetime import timedelta

import pytest
from django.test import Client

from jeugdhulp import kalender
from jeugdhulp.domain import pogingen
from jeugdhulp.models import Poging, Toegangsregel
from jeugdhulp.tests.factories import WACHTWOORD, GebruikerFactory, geef_wachtwoord
from jeugdhulp.tests.lezen import vind

pytestmark = pytest.mark.django_db

HIER, DAAR = "192.0.2.10", "198.51.100.7"


@pytest.fixture
def jansen():
    return geef_wachtwoord(GebruikerFactory(username="jansen", email="jansen@example.nl"))


@pytest.fixture
def klok(monkeypatch):
    """A clock that stands still; `klok[0] += …` moves it."""
    stand = [kalender.nu()]
    monkeypatch.setattr(kalender, "nu", lambda: stand[0])
    return stand


def probeer(client, naam="jansen", wachtwoord="mis", adres=HIER, **koppen):
    gegevens = {"username": naam, "password": wachtwoord}
    return client.post("/aanmelden/", gegevens, REMOTE_ADDR=adres, headers=koppen)


def statussen(client, keren, **anders):
    return [probeer(client, **anders).status_code for _ in range(keren)]


def test_the_sixth_wrong_password_from_one_address_is_refused(client, jansen):
    assert statussen(client, 6) == [200] * 5 + [429]


def test_the_right_password_does_not_open_a_door_that_is_shut(client, jansen):
    statussen(client, 5)

    antwoord = probeer(client, wachtwoord=WACHTWOORD)

    assert (antwoord.status_code, "_auth_user_id" in client.session) == (429, False)


def test_a_shut_door_says_what_to_do_and_how_long(client, jansen, klok):
    statussen(client, 5)

    antwoord = probeer(client)

    assert vind(antwoord, "h1") == ["Te veel pogingen"]
    assert "over 15 minuten opnieuw" in vind(antwoord, "main p")[1]
    assert antwoord["Retry-After"] == "900"


def test_who_exists_and_who_does_not_read_the_same_until_and_at_the_end(client, jansen, klok):
    bestaat, bestaat_niet = (
        [(a.status_code, vind(a, "html")) for a in (probeer(client, naam) for _ in range(6))]
        for naam in ("jansen", "nergens")
    )

    assert bestaat == bestaat_niet


def test_who_exists_and_who_does_not_take_the_same_work(client, jansen, monkeypatch):
    """No test of time: the number of hashes and of queries is what time follows from."""
    from django.contrib.auth import hashers
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    gehasht = []
    echte = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher,
        "encode",
        lambda zelf, *rest: gehasht.append(1) or echte(zelf, *rest),
    )
    werk = []
    for naam in ("jansen", "nergens"):
        gehasht.clear()
        with CaptureQueriesContext(
            connection,
        ) as vragen:
            probeer(client, naam)
        werk.append((len(gehasht), len(vragen)))

    assert werk[0] == werk[1]
    assert werk[0][0] == 1


def test_a_shut_door_opens_after_a_quarter_of_an_hour(client, jansen, klok):
    statussen(client, 6)
    klok[0] += timedelta(minutes=15)

    assert probeer(client, wachtwoord=WACHTWOORD).status_code == 302


def test_knocking_on_a_shut_door_does_not_keep_it_shut(client, jansen, klok):
    statussen(client, 5)
    klok[0] += timedelta(minutes=14)
    statussen(client, 20)
    klok[0] += timedelta(minutes=1)

    assert probeer(client, wachtwoord=WACHTWOORD).status_code == 302


def test_what_went_well_starts_the_count_anew(client, jansen):
    statussen(client, 4)
    probeer(client, wachtwoord=WACHTWOORD)
    client.post("/afmelden/")

    assert statussen(client, 5) == [200] * 5


def test_one_address_that_tries_many_names_is_refused(client, jansen):
    gekregen = [probeer(client, f"naam{nummer}").status_code for nummer in range(51)]

    assert gekregen == [200] * 50 + [429]
    assert probeer(client, adres=DAAR).status_code == 200


def test_many_addresses_that_try_one_name_are_refused(client, jansen):
    gekregen = [probeer(client, adres=f"198.51.100.{nummer}").status_code for nummer in range(21)]

    assert gekregen == [200] * 20 + [429]


@pytest.mark.parametrize("naam", ["jansen", "Jansen@Example.nl", "JANSEN"])
def test_an_outsider_does_not_shut_her_out_of_her_own_address(client, jansen, naam):
    """She signed in here before: only her own slips here count."""
    probeer(client, wachtwoord=WACHTWOORD, adres=HIER)
    client.post("/afmelden/")
    for nummer in range(20):
        probeer(client, naam, adres=f"198.51.100.{nummer}")

    assert probeer(Client(), naam, adres="203.0.113.5").status_code == 429
    assert probeer(client, "jansen", WACHTWOORD, adres=HIER).status_code == 302


def test_a_mail_address_gives_no_second_five(client, jansen):
    namen = ("jansen", "jansen@example.nl", " Jansen@Example.nl") * 2

    gekregen = [probeer(client, naam).status_code for naam in namen]

    assert gekregen == [200] * 5 + [429]


def test_many_addresses_get_no_second_twenty_by_mail_address(client, jansen):
    namen = ["jansen", "jansen@example.nl"] * 10 + ["jansen"]

    gekregen = [
        probeer(client, naam, adres=f"198.51.100.{nummer}").status_code
        for nummer, naam in enumerate(namen)
    ]

    assert gekregen == [200] * 20 + [429]


def test_what_is_her_name_and_anothers_address_counts_for_whom_it_opens(client, jansen):
    """A user name wins, as when signing in: tries at hers do not shut the other out."""
    GebruikerFactory(username="jansen@example.nl")
    for _ in range(5):
        probeer(client, "jansen@example.nl")

    assert probeer(client, "jansen@example.nl").status_code == 429
    assert probeer(client, "jansen", WACHTWOORD).status_code == 302


def test_who_signs_in_by_mail_address_starts_the_count_of_her_name_anew(client, jansen):
    statussen(client, 4)
    probeer(client, "jansen@example.nl", WACHTWOORD)
    client.post("/afmelden/")

    assert statussen(client, 5) == [200] * 5


def test_a_name_with_other_capitals_or_spaces_is_the_same_name(client, jansen):
    gekregen = [probeer(client, naam).status_code for naam in ("jansen", "JANSEN", " jansen") * 2]

    assert gekregen == [200] * 5 + [429]


def test_a_header_without_a_proxy_of_ours_says_nothing(client, jansen, settings):
    settings.ACHTER_PROXY = False
    gekregen = [
        probeer(client, **{"X-Forwarded-For": f"203.0.113.{nummer}"}).status_code
        for nummer in range(6)
    ]

    assert gekregen == [200] * 5 + [429]


def test_behind_our_proxy_only_what_it_added_itself_counts(client, jansen, settings):
    """Whatever the visitor wrote before it, is hers to invent."""
    settings.ACHTER_PROXY = True
    gekregen = [
        probeer(client, **{"X-Forwarded-For": f"203.0.113.{nummer}, {DAAR}"}).status_code
        for nummer in range(6)
    ]

    assert gekregen == [200] * 5 + [429]
    assert probeer(client, **{"X-Forwarded-For": f"{DAAR}, {HIER}"}).status_code == 200


@pytest.mark.parametrize(
    ("adres", "plek"),
    [
        ("192.0.2.10", "192.0.2.10"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.10", "192.0.2.10"),
        ("geen adres", "onbekend"),
        ("", "onbekend"),
    ],
)
def test_an_address_counts_by_what_one_visitor_has(rf, adres, plek):
    assert pogingen.plek(rf.get("/", REMOTE_ADDR=adres)) == plek


def test_tries_give_nobody_away(client, jansen):
    probeer(client)

    opgeslagen = str(list(Poging.objects.values()))

    assert "jansen" not in opgeslagen
    assert HIER not in opgeslagen


def test_a_shut_door_is_noted_once(client, jansen):
    """The register is never emptied: who goes on knocking must not fill it."""
    statussen(client, 9)

    gevonden = list(
        Toegangsregel.objects.order_by("pk").values_list("soort", "gebruiker__username")
    )

    assert gevonden == [("aanmelden mislukt", "jansen")] * 5 + [("aanmelden geblokkeerd", None)]


def test_a_limit_counts_what_is_written_down_before_it_is_judged(klok):
    """Six at once: each is there before any is counted, so no more than five get through."""
    grens = pogingen.Grens("proef", 5, timedelta(minutes=1))
    for _ in range(5):
        pogingen.tel((grens, "wie"))

    with pytest.raises(pogingen.TeVeelPogingenError) as fout:
        pogingen.tel((grens, "wie"))

    assert fout.value.vanaf == klok[0] + timedelta(minutes=1)
    # The five, and that somebody was refused.
    assert Poging.objects.count() == 6


def test_old_tries_are_forgotten(klok):
    pogingen.tel((pogingen.OPNIEUW, "1"))
    klok[0] += timedelta(days=1, seconds=1)
    pogingen.tel((pogingen.OPNIEUW, "2"))

    assert (pogingen.ruim_op(), Poging.objects.count()) == ("1 oude pogingen opgeruimd", 1)
