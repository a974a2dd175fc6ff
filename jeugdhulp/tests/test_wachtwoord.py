"""Passwords: forgotten, reset, changed, and what they must be; and a new mail address."""

import re
import threading
from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.core import mail

from jeugdhulp import kalender, post
from jeugdhulp.models import Gebruiker, Toegangsregel
from jeugdhulp.tests.factories import WACHTWOORD, GebruikerFactory, geef_wachtwoord
from jeugdhulp.tests.lezen import vind
from jeugdhulp.tests.pagina import Paginaclient

pytestmark = pytest.mark.django_db

NIEUW = "groene-trein-naar-delfzijl"


@pytest.fixture
def jansen(gemeente, plan):
    return geef_wachtwoord(
        GebruikerFactory(
            username="jansen",
            first_name="Els",
            last_name="Jansen",
            email="jansen@example.nl",
            lid_van=gemeente,
        )
    )


@pytest.fixture
def direct(monkeypatch):
    """Mails go before the answer, so that a test can read them."""
    monkeypatch.setattr(post, "verstuur_los", post.verstuur)


def vraag(client, email="jansen@example.nl", **anders):
    return client.post("/wachtwoord/vergeten/", {"email": email}, **anders)


def link(bericht):
    return re.search(r"https?://[^/]+(/wachtwoord/nieuw/\S+)", bericht.body)[1]


def kies(client, adres, wachtwoord=NIEUW):
    """Follow the link to the page without the secret, and send a password there."""
    doorgestuurd = client.get(adres)
    if doorgestuurd.status_code != 302:
        return doorgestuurd
    return client.post(doorgestuurd.url, {"new_password1": wachtwoord, "new_password2": wachtwoord})


def kan_erin(naam, wachtwoord):
    client = Paginaclient()
    client.post("/aanmelden/", {"username": naam, "password": wachtwoord})
    return "_auth_user_id" in client.session


def test_known_and_unknown_address_read_the_same(client, jansen, direct):
    bekend, onbekend = vraag(client), vraag(client, "niemand@example.nl")

    assert vind(bekend, "html") == vind(onbekend, "html")
    assert [bericht.to for bericht in mail.outbox] == [["jansen@example.nl"]]


def test_known_and_unknown_address_take_the_same_work(client, jansen, monkeypatch):
    """The mail goes by itself: the answer does not wait for it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    losse = []
    monkeypatch.setattr(threading.Thread, "start", lambda zelf: losse.append(zelf))
    aantallen = []
    for email in ("jansen@example.nl", "niemand@example.nl"):
        with CaptureQueriesContext(connection) as vragen:
            vraag(client, email)
        aantallen.append(len(vragen))

    assert aantallen[0] == aantallen[1]
    assert (len(losse), mail.outbox) == (1, [])


def test_a_mail_that_goes_by_itself_goes(jansen):
    post.verstuur_los("gewijzigd", "Onderwerp", "a@example.nl", naam="Els", moment=kalender.nu())
    for draad in threading.enumerate():
        if draad is not threading.current_thread() and not draad.daemon:
            draad.join()

    assert [bericht.to for bericht in mail.outbox] == [["a@example.nl"]]


def test_a_name_in_the_request_does_not_get_into_the_mail(client, jansen, direct, settings):
    settings.ALLOWED_HOSTS = ["*"]

    vraag(client, headers={"host": "kwaad.example", "x-forwarded-host": "kwaad.example"})

    assert "https://testserver/wachtwoord/nieuw/" in mail.outbox[0].body
    assert "kwaad" not in mail.outbox[0].body


def test_the_link_gives_a_new_password_once(client, jansen, direct):
    vraag(client)
    adres = link(mail.outbox[0])

    antwoorden = [kies(client, adres), kies(client, adres, "nog-een-ander-wachtwoord")]

    assert [antwoord.status_code for antwoord in antwoorden] == [302, 404]
    assert (kan_erin("jansen", NIEUW), kan_erin("jansen", WACHTWOORD)) == (True, False)


def test_an_older_link_dies_with_the_newer(client, jansen, direct):
    vraag(client)
    vraag(client)
    eerste, tweede = map(link, mail.outbox)
    kies(client, tweede)

    assert kies(Paginaclient(), eerste).status_code == 404


@pytest.mark.parametrize(("minuten", "werkt"), [(60, True), (61, False)])
def test_the_link_works_for_an_hour(client, jansen, direct, minuten, werkt):
    import time_machine

    with time_machine.travel(kalender.nu(), tick=False) as reis:
        vraag(client)
        reis.shift(timedelta(minutes=minuten))
        doorgestuurd = client.get(link(mail.outbox[0])).status_code == 302

    assert doorgestuurd is werkt


def test_the_secret_is_gone_from_the_address_before_the_page_shows(client, jansen, direct):
    vraag(client)

    assert client.get(link(mail.outbox[0])).url.endswith("/kiezen/")


def test_a_new_password_ends_her_sessions_and_tells_her(client, jansen, direct):
    elders = Paginaclient()
    elders.force_login(jansen)
    vraag(client)

    kies(client, link(mail.outbox[0]))

    assert elders.get("/account/").status_code == 302
    assert "Uw wachtwoord is gewijzigd." in mail.outbox[1].body
    assert "_auth_user_id" not in client.session


def test_a_new_password_does_not_go_round_the_second_step(client, jansen, direct):
    from jeugdhulp.tests.factories import geef_tweede_factor

    geef_tweede_factor(jansen)
    vraag(client)
    kies(client, link(mail.outbox[0]))

    assert kan_erin("jansen", NIEUW) is False


def test_a_new_password_opens_the_door_where_others_shut_it(client, jansen, direct):
    """Twenty tries at her name elsewhere shut it everywhere; the mail is the way round."""
    for nummer in range(20):
        client.post(
            "/aanmelden/",
            {"username": "jansen", "password": "mis"},
            REMOTE_ADDR=f"198.51.100.{nummer}",
        )
    dicht = kan_erin("jansen", WACHTWOORD)
    vraag(client)

    kies(client, link(mail.outbox[0]))

    assert (dicht, kan_erin("jansen", NIEUW)) == (False, True)


@pytest.mark.parametrize("email", ["jansen@example.nl", "niemand@example.nl"])
def test_asking_too_often_is_refused_alike(client, jansen, direct, email):
    assert [vraag(client, email).status_code for _ in range(4)] == [200] * 3 + [429]


def test_asking_for_many_addresses_is_refused(client):
    gekregen = [vraag(client, f"naam{nummer}@example.nl").status_code for nummer in range(21)]

    assert gekregen == [200] * 20 + [429]


def test_who_may_not_sign_in_gets_no_mail(client, jansen, direct):
    jansen.is_active = False
    jansen.save()

    vraag(client)

    assert mail.outbox == []


@pytest.mark.parametrize(
    ("wachtwoord", "fout"),
    [
        ("elf-tekens1", "Dit wachtwoord is te kort: minstens 12 tekens."),
        ("qwertyuiop123", "Dit wachtwoord gebruiken te veel mensen. Kies een ander."),
        ("jansen@example", "Dit wachtwoord lijkt op uw naam of mailadres. Kies een ander."),
    ],
)
def test_a_weak_password_is_refused_in_dutch(client, jansen, direct, wachtwoord, fout):
    vraag(client)

    antwoord = kies(client, link(mail.outbox[0]), wachtwoord)

    assert antwoord.status_code == 422
    assert fout in " ".join(vind(antwoord, "[role=alert] li"))


def test_changing_it_asks_the_old_one(client, jansen):
    client.force_login(jansen)
    gegevens = {"old_password": "mis", "new_password1": NIEUW, "new_password2": NIEUW}

    antwoord = client.post("/account/wachtwoord/", gegevens)

    assert antwoord.status_code == 422
    assert vind(antwoord, "[role=alert] li") == [
        "Huidig wachtwoord: Dit is niet uw huidige wachtwoord."
    ]


def test_the_old_one_cannot_be_tried_for_long(client, jansen):
    client.force_login(jansen)
    gegevens = {"old_password": "mis", "new_password1": NIEUW, "new_password2": NIEUW}

    gekregen = [client.post("/account/wachtwoord/", gegevens).status_code for _ in range(6)]

    assert gekregen == [422] * 5 + [429]


def test_changing_it_keeps_this_session_and_ends_the_others(client, jansen):
    elders = Paginaclient()
    elders.force_login(jansen)
    client.force_login(jansen)
    oud = client.session.session_key
    gegevens = {"old_password": WACHTWOORD, "new_password1": NIEUW, "new_password2": NIEUW}

    client.post("/account/wachtwoord/", gegevens)

    assert [c.get("/account/").status_code for c in (client, elders)] == [200, 302]
    assert client.session.session_key != oud
    assert kan_erin("jansen", NIEUW)


def test_a_changed_password_does_not_lengthen_the_day(client, jansen):
    client.force_login(jansen)
    s = client.session
    s["begin"] -= 3600
    s.save()
    begin = s["begin"]
    gegevens = {"old_password": WACHTWOORD, "new_password1": NIEUW, "new_password2": NIEUW}

    client.post("/account/wachtwoord/", gegevens)

    assert client.session["begin"] == begin


def test_passwords_are_kept_with_argon2(settings):
    from jeugdhulp import settings as zoals_in_productie

    settings.PASSWORD_HASHERS = zoals_in_productie.PASSWORD_HASHERS

    assert hashers.make_password(NIEUW).startswith("argon2$argon2id$")


def stuur_code(client, email):
    antwoord = client.post("/account/mailadres/", {"email": email})
    codes = re.findall(r"^(\d{8})$", mail.outbox[-1].body, re.M) if mail.outbox else []
    return antwoord, (codes or [""])[0]


def test_a_new_mail_address_needs_the_code_that_went_there(client, jansen, direct):
    client.force_login(jansen)
    _, code = stuur_code(client, "Nieuw@Example.nl")
    fout = client.post("/account/mailadres/", {"mailcode": f"{(int(code) + 1) % 10**8:08d}"})

    goed = client.post("/account/mailadres/", {"mailcode": code})

    assert (fout.status_code, goed.status_code) == (422, 302)
    assert Gebruiker.objects.get(pk=jansen.pk).email == "nieuw@example.nl"
    assert mail.outbox[-1].to == ["jansen@example.nl"]


def test_an_address_of_somebody_else_reads_the_same_and_gets_no_code(client, jansen, direct):
    GebruikerFactory(username="ander", email="ander@example.nl")
    client.force_login(jansen)

    vrij, _ = stuur_code(client, "vrij@example.nl")
    bezet, _ = stuur_code(client, "ander@example.nl")

    assert vind(vrij, "h1") == vind(bezet, "h1")
    assert [bericht.to for bericht in mail.outbox] == [["vrij@example.nl"]]


def test_a_user_name_that_was_the_address_goes_along(client, jansen, direct):
    jansen.username = jansen.email
    jansen.save()
    client.force_login(jansen)
    _, code = stuur_code(client, "nieuw@example.nl")

    client.post("/account/mailadres/", {"mailcode": code})

    assert Gebruiker.objects.get(pk=jansen.pk).username == "nieuw@example.nl"


def test_codes_to_an_address_cannot_be_tried_for_long(client, jansen, direct):
    client.force_login(jansen)
    stuur_code(client, "nieuw@example.nl")

    gekregen = [
        client.post("/account/mailadres/", {"mailcode": "00000000"}).status_code for _ in range(6)
    ]

    assert gekregen == [422] * 5 + [429]


def test_one_may_sign_in_with_the_mail_address(jansen):
    assert [kan_erin(naam, WACHTWOORD) for naam in ("jansen", "Jansen@Example.NL", "els")] == [
        True,
        True,
        False,
    ]


def test_a_mail_that_fails_names_no_address_in_the_log(client, jansen, monkeypatch, caplog):
    def weiger(*args, **kwargs):
        raise OSError("jansen@example.nl bestaat niet")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", weiger)

    post.verstuur("gewijzigd", "Onderwerp", "jansen@example.nl", naam="Els", moment=kalender.nu())

    assert "OSError" in caplog.text
    assert "jansen@" not in caplog.text


def test_asking_and_changing_are_noted_without_an_address(client, jansen, direct):
    vraag(client)
    kies(client, link(mail.outbox[0]))

    regels = Toegangsregel.objects.order_by("pk").values_list("soort", "gebruiker", "over")

    assert list(regels) == [
        ("wachtwoord gevraagd", jansen.pk, ""),
        ("wachtwoord gewijzigd", jansen.pk, ""),
    ]
