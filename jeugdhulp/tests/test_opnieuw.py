"""Signing in again before a heavy act, and how long a session lasts."""

from datetime import timedelta

import pytest

from jeugdhulp import kalender, post, sessie
from jeugdhulp.models import Gebruiker, Lidmaatschap, Rol
from jeugdhulp.tests.factories import (
    WACHTWOORD,
    GebruikerFactory,
    code_van,
    geef_tweede_factor,
    geef_wachtwoord,
)
from jeugdhulp.tests.lezen import elementen, vind

pytestmark = pytest.mark.django_db

ZWAAR = "/account/mailadres/"
VRAAG = ["Bent u het nog?"]


@pytest.fixture
def klok(monkeypatch):
    """A clock that stands still; `klok[0] += …` moves it."""
    stand = [kalender.nu()]
    monkeypatch.setattr(kalender, "nu", lambda: stand[0])
    return stand


@pytest.fixture
def jansen(client, gemeente, plan, klok):
    """Signed in just now."""
    gebruiker = geef_wachtwoord(
        GebruikerFactory(username="jansen", email="jansen@example.nl", lid_van=gemeente)
    )
    client.force_login(gebruiker)
    return gebruiker


def opnieuw(client, wijze="GET", wachtwoord=WACHTWOORD, adres=ZWAAR, **getypt):
    eigen = {"opnieuw-wijze": wijze, "opnieuw-wachtwoord": wachtwoord}
    return client.post(adres, eigen | getypt)


def test_who_signed_in_just_now_is_not_asked(client, jansen, klok):
    klok[0] += timedelta(minutes=9, seconds=59)

    assert vind(client.get(ZWAAR), "h1") == ["Mailadres wijzigen"]


def test_after_ten_minutes_she_is_asked_and_goes_on(client, jansen, klok):
    klok[0] += timedelta(minutes=10)
    gevraagd = client.get(f"{ZWAAR}?uit=de-lijst")

    antwoord = opnieuw(client, adres=f"{ZWAAR}?uit=de-lijst")

    assert (vind(gevraagd, "h1"), antwoord.status_code, antwoord.url) == (
        VRAAG,
        302,
        f"{ZWAAR}?uit=de-lijst",
    )
    assert vind(client.get(ZWAAR), "h1") == ["Mailadres wijzigen"]


def test_what_she_had_typed_goes_on_after_signing_in(client, jansen, klok, mailoutbox, monkeypatch):
    monkeypatch.setattr(post, "verstuur_los", post.verstuur)
    klok[0] += timedelta(minutes=10)
    gevraagd = client.post(ZWAAR, {"email": "nieuw@example.nl"})
    verborgen = {
        rij.get("name"): rij.get("value")
        for rij in elementen(gevraagd, "main input[type=hidden]")
        if rij.get("name") != "csrfmiddlewaretoken"
    }
    assert (vind(gevraagd, "h1"), mailoutbox) == (VRAAG, [])

    antwoord = client.post(ZWAAR, verborgen | {"opnieuw-wachtwoord": WACHTWOORD})

    assert verborgen == {"opnieuw-wijze": "POST", "email": "nieuw@example.nl"}
    assert vind(antwoord, "h1") == ["Vul de code uit de mail in"]
    assert [bericht.to for bericht in mailoutbox] == [["nieuw@example.nl"]]


def test_she_sees_what_she_puts_her_password_under(client, jansen, klok):
    """Somebody at her screen may have typed it while she was away."""
    klok[0] += timedelta(minutes=10)

    gevraagd = client.post(ZWAAR, {"email": "dief@example.nl", "mailcode": "123456"})

    assert "Wat u gaat doen: uw mailadres wijzigen." in vind(gevraagd, "main p")
    assert vind(gevraagd, "main dl div") == ["Email dief@example.nl"]


def test_she_sees_it_again_after_a_wrong_password(client, jansen, klok):
    klok[0] += timedelta(minutes=10)

    antwoord = opnieuw(client, "POST", "verkeerd", email="dief@example.nl", leeg="")

    assert "Wat u gaat doen: uw mailadres wijzigen." in vind(antwoord, "main p")
    assert vind(antwoord, "main dl div") == ["Email dief@example.nl", "Leeg leeg"]


def test_a_password_she_typed_does_not_come_back_in_a_page(client, jansen, klok):
    klok[0] += timedelta(minutes=10)

    antwoord = client.post("/account/wachtwoord/", NIEUW_WACHTWOORD)

    tekst = antwoord.content.decode()
    assert [woord in tekst for woord in NIEUW_WACHTWOORD.values()] == [False] * 3
    assert 'name="opnieuw-wijze" value="GET"' in tekst


def test_the_act_never_sees_the_password(client, jansen, klok, rf):
    from jeugdhulp.views.opnieuw import pas_aangemeld

    gezien = []
    klok[0] += timedelta(minutes=10)
    verzoek = rf.post("/", {"opnieuw-wijze": "POST", "opnieuw-wachtwoord": WACHTWOORD, "a": "b"})
    verzoek.user, verzoek.session = jansen, client.session
    pas_aangemeld("iets zwaars")(lambda request: gezien.append(dict(request.POST)))(verzoek)

    assert gezien == [{"a": ["b"]}]


@pytest.mark.parametrize("wijze", ["GET", "POST"])
def test_a_wrong_password_leaves_the_act_undone(client, jansen, klok, mailoutbox, wijze):
    klok[0] += timedelta(minutes=10)

    antwoord = opnieuw(client, wijze, "verkeerd", email="nieuw@example.nl")

    assert (antwoord.status_code, mailoutbox) == (422, [])
    assert vind(antwoord, "[role=alert] li") == ["Uw wachtwoord: Dit wachtwoord klopt niet."]
    assert vind(client.get(ZWAAR), "h1") == VRAAG


def test_passwords_cannot_be_tried_for_long_here_either(client, jansen, klok):
    klok[0] += timedelta(minutes=10)

    gekregen = [opnieuw(client, wachtwoord="verkeerd").status_code for _ in range(6)]

    assert gekregen == [422] * 5 + [429]
    assert opnieuw(client).status_code == 429


def test_who_has_a_second_step_gives_a_code_too(client, jansen, klok):
    codeapp = geef_tweede_factor(jansen)
    klok[0] += timedelta(minutes=10)
    zonder = opnieuw(client)

    met = opnieuw(client, **{"opnieuw-code": code_van(codeapp)})

    assert (zonder.status_code, met.status_code) == (422, 302)


def test_a_wrong_code_with_the_right_password_does_not_do(client, jansen, klok):
    goed = code_van(geef_tweede_factor(jansen))
    klok[0] += timedelta(minutes=10)

    antwoord = opnieuw(client, **{"opnieuw-code": f"{(int(goed) + 1) % 10**6:06d}"})

    assert antwoord.status_code == 422


NIEUW_WACHTWOORD = {
    "old_password": WACHTWOORD,
    "new_password1": "groene-step-op-de-dijk",
    "new_password2": "groene-step-op-de-dijk",
}


def test_a_new_password_asks_who_she_is_first(client, jansen, klok):
    """With the password alone she would be past the code."""
    geef_tweede_factor(jansen)
    klok[0] += timedelta(minutes=10)

    antwoord = client.post("/account/wachtwoord/", NIEUW_WACHTWOORD)

    jansen.refresh_from_db()
    assert (vind(antwoord, "h1"), jansen.check_password(WACHTWOORD)) == (VRAAG, True)


def test_a_new_password_is_not_a_new_sign_in(client, jansen, klok):
    klok[0] += timedelta(minutes=9)
    client.post("/account/wachtwoord/", NIEUW_WACHTWOORD)
    klok[0] += timedelta(minutes=1)

    jansen.refresh_from_db()
    assert jansen.check_password(NIEUW_WACHTWOORD["new_password1"])
    assert vind(client.get(ZWAAR), "h1") == VRAAG


def test_the_mark_alone_opens_nothing(client, jansen, klok, mailoutbox):
    klok[0] += timedelta(minutes=10)

    client.post(ZWAAR, {"opnieuw-wijze": "POST", "email": "nieuw@example.nl"})

    assert mailoutbox == []


@pytest.mark.parametrize(("minuten", "status"), [(29, 200), (30, 302)])
def test_a_session_ends_after_half_an_hour_of_silence(client, jansen, klok, minuten, status):
    klok[0] += timedelta(minutes=minuten)

    assert client.get("/account/").status_code == status


def test_a_session_ends_after_eight_hours_however_busy(client, jansen, klok):
    gekregen = []
    for _ in range(20):
        klok[0] += timedelta(minutes=25)
        gekregen.append(client.get("/account/").status_code)

    assert gekregen == [200] * 19 + [302]


def test_who_was_away_comes_back_to_where_she_was(client, jansen, klok):
    klok[0] += timedelta(minutes=30)

    antwoord = client.get("/waterstad/plan-jeugd/?peildatum=2024-01-01")

    assert antwoord.url == "/aanmelden/?next=/waterstad/plan-jeugd/%3Fpeildatum%3D2024-01-01"


def test_what_was_typed_in_an_ended_session_is_shown_and_not_stored(
    client, maatregel, jansen, klok
):
    klok[0] += timedelta(minutes=30)
    adres = "/waterstad/plan-jeugd/maatregelen/1a/stand/"
    getypt = {"tekst": "De <b>offerte</b> is er.", "opnieuw-wachtwoord": "geheim-woord"}

    antwoord = client.post(adres, getypt)

    assert (antwoord.status_code, vind(antwoord, "main label")) == (403, ["Tekst"])
    assert vind(antwoord, "main textarea") == ["De <b>offerte</b> is er."]
    assert "Wat u verstuurde, is niet vastgelegd." in vind(antwoord, "main p")[0]
    assert "geheim-woord" not in antwoord.content.decode()


def test_a_session_without_stamps_has_ended(client, jansen):
    s = client.session
    del s["begin"]
    s.save()

    assert client.get("/account/").status_code == 302


def test_signing_out_everywhere_ends_every_session(client, jansen):
    from jeugdhulp.tests.pagina import Paginaclient

    elders = Paginaclient()
    elders.force_login(jansen)

    client.post("/account/afmelden/")

    assert [c.get("/account/").status_code for c in (client, elders)] == [302, 302]


def test_a_key_is_renewed_when_rights_change(client, jansen, beheerder):
    from jeugdhulp.domain.lidmaatschappen import Toegang, wijzig_lidmaatschap

    client.get("/account/")
    eerst = client.session.session_key
    lid = Lidmaatschap.objects.get(gebruiker=jansen)
    wens = Toegang(frozenset({"bestuurder"}), extern=False, van=lid.van, tot_en_met=None)
    wijzig_lidmaatschap(lid, wens, door=beheerder)

    status = client.get("/account/").status_code

    assert (status, client.session.session_key == eerst) == (200, False)
    assert Rol.objects.get(lidmaatschap=lid).soort == "bestuurder"
    later = client.session.session_key
    client.get("/account/")
    assert client.session.session_key == later


def test_a_page_a_minute_writes_the_session_once(client, jansen, klok, django_assert_num_queries):
    client.get("/")
    client.get("/")
    with django_assert_num_queries(8):
        client.get("/")
    klok[0] += timedelta(seconds=60)
    client.get("/")

    assert client.session["gezien"] == sessie.nu()


def test_a_user_made_anew_has_another_seal():
    een, ander = Gebruiker(password="x", zegel=0), Gebruiker(password="x", zegel=1)

    assert een.get_session_auth_hash() != ander.get_session_auth_hash()
