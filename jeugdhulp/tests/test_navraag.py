"""Asking the directory again: what a session may, what happens to who has none, and who asks."""

import logging
import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from jeugdhulp import kalender, oidc, rechten
from jeugdhulp.domain import bronnen, navraag, pogingen, verversing
from jeugdhulp.domain.bronnen import volg
from jeugdhulp.domain.lidmaatschappen import Toegang, wijzig_lidmaatschap
from jeugdhulp.domain.vertrek import mogelijke_opvolgers
from jeugdhulp.models import Afmeldbericht, Gebruiker, Groeprol, Koppeling, Lidmaatschap, Verversing
from jeugdhulp.tests.directory import (
    bron_bij,
    draaiend,
    els,
    is_binnen,
    meld_aan,
    rollen_van,
    waarover,
)
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory
from jeugdhulp.tests.lezen import vind
from jeugdhulp.tests.test_bron_geweigerd import ONZIN
from jeugdhulp.versleuteling import OnleesbaarError

pytestmark = pytest.mark.django_db


@pytest.fixture
def klok(monkeypatch):
    """A clock that stands still; `klok[0] += …` moves it."""
    stand = [kalender.nu()]
    monkeypatch.setattr(kalender, "nu", lambda: stand[0])
    return stand


# A session is held to the directory again


@pytest.fixture
def binnen(client, directory, groep, klok, settings):
    """Els, signed in; sessions do not end by standing still here."""
    settings.SESSIE_STIL_MINUTEN = 10_000
    els(directory)
    meld_aan(client)
    directory.vragen.clear()
    return Gebruiker.objects.get(email="els@waterstad.nl")


def test_within_the_hour_the_directory_is_not_asked(client, directory, binnen, klok):
    klok[0] += timedelta(minutes=59)

    assert (is_binnen(client), directory.vragen) == (True, [])


def test_after_an_hour_it_is_asked_once_and_the_session_goes_on(client, directory, binnen, klok):
    klok[0] += timedelta(minutes=60)

    assert [is_binnen(client), is_binnen(client)] == [True, True]
    assert directory.vragen == ["/token"]


def test_role_follows_the_groups_within_the_hour(client, directory, binnen, klok, gemeente):
    Groeprol.objects.create(gemeente=gemeente, groep="lezers")
    els(directory, groups=["lezers"])
    klok[0] += timedelta(minutes=60)

    assert (is_binnen(client), rollen_van(binnen)) == (True, [])


def test_who_lost_her_groups_is_out_within_the_hour(client, directory, binnen, klok):
    els(directory, groups=[])
    klok[0] += timedelta(minutes=60)

    assert (is_binnen(client), binnen.lidmaatschappen.get().tot_en_met) == (
        False,
        kalender.vandaag() - timedelta(days=1),
    )


def test_directory_that_says_no_ends_the_session_and_not_yet_what_she_is(
    client, directory, binnen, klok
):
    directory.geweigerd = {"els-1"}
    klok[0] += timedelta(minutes=60)

    assert (is_binnen(client), binnen.lidmaatschappen.get().tot_en_met) == (False, None)
    assert Koppeling.objects.get().geweigerd_op == klok[0]
    assert waarover(gebruiker=binnen)[-1] == ("bron weigert", "bron waterstad, sessie beëindigd")


def test_refusal_ends_every_session_of_hers_within_the_hour(client, directory, binnen, klok):
    ander = Client()
    meld_aan(ander)
    directory.geweigerd = {"els-1"}
    klok[0] += timedelta(minutes=60)

    assert [is_binnen(client), is_binnen(ander)] == [False, False]
    assert directory.vragen.count("/token") == 2  # To sign in, and one question for both.


def test_yes_to_one_session_is_one_to_the_other(client, directory, binnen, klok):
    ander = Client()
    meld_aan(ander)
    directory.vragen.clear()
    klok[0] += timedelta(minutes=60)

    assert [is_binnen(client), is_binnen(ander), is_binnen(client)] == [True] * 3
    assert directory.vragen == ["/token"]


def test_who_lost_her_groups_is_out_in_every_session(client, directory, binnen, klok):
    ander = Client()
    meld_aan(ander)
    els(directory, groups=[])
    klok[0] += timedelta(minutes=60)

    assert [is_binnen(client), is_binnen(ander)] == [False, False]


def test_token_that_came_before_the_directory_broke_is_the_one_to_go_on_with(
    client, directory, binnen, klok
):
    """The one that was sent is used up: sent again, the directory would take her for a thief."""
    directory.zonder_id_token_bij_verversen = True
    directory.stuk = {"/userinfo"}
    klok[0] += timedelta(minutes=60)
    eerst = is_binnen(client)
    directory.stuk = set()
    klok[0] += timedelta(minutes=5)

    assert (eerst, is_binnen(client)) == (True, True)


def test_who_comes_back_is_refused_no_more(client, directory, binnen, klok):
    Koppeling.objects.update(geweigerd_op=klok[0])
    client.post("/afmelden/")

    meld_aan(client)

    assert Koppeling.objects.get().geweigerd_op is None


def test_directory_that_is_down_does_not_throw_her_out_at_once(client, directory, binnen, klok):
    directory.stuk = {"/token"}
    klok[0] += timedelta(minutes=60)
    eerst = [is_binnen(client), is_binnen(client)]
    vragen = list(directory.vragen)
    klok[0] += timedelta(minutes=60)

    assert (eerst, vragen, is_binnen(client)) == ([True, True], ["/token"], False)


def test_directory_that_gives_nothing_to_ask_with_ends_the_session_after_an_hour(
    client, directory, binnen, klok
):
    Verversing.objects.all().delete()
    klok[0] += timedelta(minutes=60)

    assert is_binnen(client) is False


def test_directory_taken_out_of_the_settings_opens_nothing(client, binnen, settings):
    settings.AANMELDBRONNEN = []

    assert client.get("/waterstad/plan-jeugd/").status_code == 404


def test_without_an_id_token_her_groups_come_from_userinfo(client, directory, binnen, klok):
    directory.zonder_id_token_bij_verversen = True
    els(directory, groups=[])
    klok[0] += timedelta(minutes=60)

    assert (is_binnen(client), rollen_van(binnen)) == (False, [])


def test_directory_that_says_nothing_of_groups_changes_none(client, directory, binnen, klok):
    directory.zonder_id_token_bij_verversen = True
    directory.gegevens = {"userinfo_endpoint": None}
    oidc.vergeet()
    klok[0] += timedelta(minutes=60)

    assert (is_binnen(client), rollen_van(binnen)) == (True, ["beleidsadviseur"])


def bewaard_token():
    """The token that is kept, opened."""
    rij = Verversing.objects.get()
    return verversing.Genomen(rij.koppeling_id, rij.token).open()


def test_what_is_kept_to_ask_with_cannot_be_read_and_no_session_has_it(client, directory, binnen):
    [token] = directory.verversing
    assert (bewaard_token(), token in Verversing.objects.get().token) == (token, False)
    assert sorted(client.session["bron"]) == ["bewezen_op", "koppeling", "sleutel", "weer"]


def test_token_of_one_person_does_not_open_for_another(binnen):
    rij = Verversing.objects.get()

    with pytest.raises(OnleesbaarError):
        verversing.Genomen(rij.koppeling_id + 1, rij.token).open()


def test_token_that_our_key_does_not_open_ends_the_session(client, directory, binnen, klok):
    Verversing.objects.update(token="AAAA")
    klok[0] += timedelta(minutes=60)

    assert (is_binnen(client), Verversing.objects.exists()) == (False, False)


def test_directory_that_gives_a_token_once_leaves_the_first_in_use(client, directory, binnen):
    token = bewaard_token()
    bronnen._bevestig(Koppeling.objects.get(), "")

    assert bewaard_token() == token


@pytest.mark.parametrize(
    "claims", [{"_claim_names": {"groups": "src1"}}, {"hasgroups": True}], ids=str
)
def test_too_many_groups_end_the_session_and_take_nothing(client, directory, binnen, klok, claims):
    """She stays what she is, and comes in again when the directory says her groups."""
    els(directory, groups=None, **claims)
    klok[0] += timedelta(minutes=60)

    assert (is_binnen(client), rollen_van(binnen)) == (False, ["beleidsadviseur"])
    assert Koppeling.objects.get().geweigerd_op is None
    els(directory)
    klok[0] += timedelta(minutes=5)
    assert navraag.vraag_allen() == "accounts nagevraagd: geen"
    klok[0] += timedelta(hours=20)
    assert navraag.vraag_allen() == "accounts nagevraagd: 1 keer ja"


def test_answer_about_another_is_not_hers(client, directory, binnen, klok):
    directory.claims = {"sub": "iemand-anders"}
    klok[0] += timedelta(minutes=60)

    assert (is_binnen(client), rollen_van(binnen)) == (False, ["beleidsadviseur"])


def test_userinfo_of_another_is_not_hers_when_it_is_all_there_is(client, directory, binnen, klok):
    directory.zonder_id_token_bij_verversen = True
    directory.userinfo = {"sub": "iemand-anders", "groups": []}
    klok[0] += timedelta(minutes=60)

    assert (is_binnen(client), rollen_van(binnen)) == (False, ["beleidsadviseur"])


def test_session_that_another_request_ended_is_signed_in_again(
    client, directory, binnen, klok, monkeypatch
):
    """She signed out in another window while the directory was asked."""
    echt = oidc.ververs

    def intussen_afgemeld(*args):
        Session.objects.all().delete()
        return echt(*args)

    monkeypatch.setattr(oidc, "ververs", intussen_afgemeld)
    klok[0] += timedelta(minutes=60)

    antwoord = client.get("/account/")

    assert (antwoord.status_code, antwoord["Location"]) == (302, "/aanmelden/?next=/account/")


# Two at once


def tussendoor(monkeypatch, doe):
    """Do `doe` between the answer of the directory and what is stored of it; once."""
    echt, gedaan = oidc.ververs, []

    def ververs(*args):
        antwoord = echt(*args)
        if not gedaan:
            gedaan.append(True)
            doe()
        return antwoord

    monkeypatch.setattr(oidc, "ververs", ververs)


def test_of_two_requests_at_once_one_asks_and_both_go_on(
    client, directory, binnen, klok, monkeypatch
):
    ander = Client()
    ander.cookies = client.cookies
    tweede = []
    tussendoor(monkeypatch, lambda: tweede.append(is_binnen(ander)))
    klok[0] += timedelta(minutes=60)

    assert (is_binnen(client), tweede, directory.vragen) == (True, [True], ["/token"])
    assert [bewaard_token()] == list(directory.verversing)


def test_who_waits_for_an_answer_does_not_get_in_after_a_no(
    client, directory, binnen, klok, monkeypatch
):
    directory.geweigerd = {"els-1"}
    klok[0] += timedelta(minutes=60)
    Verversing.objects.update(gevraagd_op=klok[0])
    wacht = is_binnen(client)
    klok[0] += timedelta(minutes=5)

    assert (wacht, is_binnen(client)) == (True, False)


def test_token_of_who_signed_in_meanwhile_stays(client, directory, binnen, klok, monkeypatch):
    tussendoor(monkeypatch, lambda: meld_aan(Client()))
    klok[0] += timedelta(minutes=60)

    assert is_binnen(client)
    *_, nieuwste = directory.verversing
    assert bewaard_token() == nieuwste


def test_no_to_an_old_token_is_none_to_who_signed_in_meanwhile(
    client, directory, binnen, klok, monkeypatch
):
    echt = oidc.ververs

    def ververs(bron, token, is_haar):
        meld_aan(Client())
        directory.verversing.pop(token)
        return echt(bron, token, is_haar)

    monkeypatch.setattr(oidc, "ververs", ververs)
    klok[0] += timedelta(minutes=60)

    assert (is_binnen(client), Koppeling.objects.get().geweigerd_op) == (True, None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite kent één schrijver")
def test_threads_that_ask_at_once_use_a_token_once(directory, groep, settings):
    """For real: eight requests of one session at the moment of the check."""
    els(directory)
    client = Client()
    meld_aan(client)
    directory.vragen.clear()
    Koppeling.objects.update(bevestigd_op=kalender.nu() - timedelta(minutes=61))
    sessie = client.session
    sessie["bron"] = sessie["bron"] | {"weer": 0}
    sessie.save()
    begin, binnen = threading.Barrier(8), []

    def vraag():
        eigen = Client()
        eigen.cookies = client.cookies
        begin.wait()
        try:
            binnen.append(is_binnen(eigen))
        finally:
            connection.close()

    draden = [threading.Thread(target=vraag) for _ in range(8)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()

    assert (binnen, directory.vragen) == ([True] * 8, ["/token"])
    [token] = directory.verversing
    assert bewaard_token() == token


# Without a session


def test_who_did_not_come_in_is_asked_about_once_a_day(client, directory, binnen, klok):
    klok[0] += timedelta(hours=20)
    eerst = navraag.vraag_allen()
    klok[0] += timedelta(seconds=1)

    daarna = [navraag.vraag_allen(), navraag.vraag_allen()]

    assert eerst == "accounts nagevraagd: geen"
    assert daarna == ["accounts nagevraagd: 1 keer ja", "accounts nagevraagd: geen"]
    assert (directory.vragen, Koppeling.objects.get().bevestigd_op) == (["/token"], klok[0])


def test_day_after_day_she_stays_what_she_is_without_coming(client, directory, binnen, klok):
    for _ in range(70):
        klok[0] += timedelta(days=1)
        navraag.vraag_allen()
        navraag.loop_na()

    assert rollen_van(binnen) == ["beleidsadviseur"]


def test_group_she_left_takes_its_role_the_next_day(client, directory, binnen, klok):
    els(directory, groups=[])
    klok[0] += timedelta(days=1)
    navraag.vraag_allen()

    assert binnen.lidmaatschappen.get().tot_en_met == kalender.vandaag() - timedelta(days=1)


def test_who_was_put_out_there_is_refused_the_next_day_and_out_after_the_term(
    client, directory, binnen, klok
):
    begin = klok[0]
    directory.geweigerd = {"els-1"}
    klok[0] = begin + timedelta(days=1)
    gevraagd = navraag.vraag_allen()
    gezegd = Koppeling.objects.get()
    klok[0] = begin + timedelta(days=30)
    navraag.loop_na()
    eerst = rollen_van(binnen)
    klok[0] += timedelta(seconds=1)
    navraag.loop_na()

    assert (gevraagd, gezegd.geweigerd_op) == (
        "accounts nagevraagd: 1 keer nee",
        begin + timedelta(days=1),
    )
    assert (Verversing.objects.exists(), navraag.vraag_allen()) == (
        False,
        "accounts nagevraagd: geen",
    )
    assert (eerst, rollen_van(binnen)) == (["beleidsadviseur"], [])
    assert waarover(soort="bron weigert") == [("bron weigert", "bron waterstad, bij het navragen")]


def test_coming_in_gives_back_what_the_term_took(client, directory, binnen, klok):
    klok[0] += timedelta(days=31)
    navraag.loop_na()
    weg = rollen_van(binnen)
    client.post("/afmelden/")
    meld_aan(client)

    assert (weg, rollen_van(binnen)) == ([], ["beleidsadviseur"])


def test_directory_that_is_down_is_asked_about_one_and_told_in_the_log(
    client, directory, binnen, klok, caplog
):
    directory.ken("kim-1", email="kim@waterstad.nl", name="Kim Bos", groups=["team-jeugd"])
    meld_aan(Client())
    directory.stuk = {"/token"}
    directory.vragen.clear()
    klok[0] += timedelta(days=1)

    gezegd = navraag.vraag_allen()

    assert (gezegd, directory.vragen) == ("accounts nagevraagd: 1 keer geen antwoord", ["/token"])
    assert [(regel.levelno, regel.message) for regel in caplog.records][-1] == (
        logging.ERROR,
        "bron waterstad antwoordt niet bij het navragen",
    )
    assert set(Koppeling.objects.values_list("geweigerd_op", flat=True)) == {None}


@pytest.fixture
def landstad(settings, directory, binnen, klok):
    """Another directory, with somebody of its own; a day ago both said yes."""
    with draaiend() as ander:
        GemeenteFactory(slug="landstad").groeprollen.create(groep="team")
        settings.AANMELDBRONNEN = [bron_bij(directory), bron_bij(ander, "landstad")]
        ander.ken("bo", email="bo@landstad.nl", name="Bo Vos", groups=["team"])
        meld_aan(Client(), "landstad")
        klok[0] += timedelta(days=1)
        yield ander


def test_one_directory_that_is_down_does_not_keep_another_from_being_asked(directory, landstad):
    directory.stuk = {"/token"}

    assert navraag.vraag_allen() == "accounts nagevraagd: 1 keer ja, 1 keer geen antwoord"


@pytest.mark.parametrize("onzin", ONZIN, ids=ascii)
def test_directory_that_talks_nonsense_is_one_that_does_not_answer(
    client, directory, binnen, landstad, monkeypatch, onzin
):
    monkeypatch.setattr(directory, "geef_token", lambda kop, vraag: (200, onzin))

    assert navraag.vraag_allen() == "accounts nagevraagd: 1 keer ja, 1 keer geen antwoord"
    assert rollen_van(binnen) == ["beleidsadviseur"]


def test_nonsense_in_between_does_not_throw_her_out_at_once(
    client, directory, binnen, klok, monkeypatch
):
    monkeypatch.setattr(directory, "geef_token", lambda kop, vraag: (200, {"expires_in": [1]}))
    klok[0] += timedelta(minutes=60)

    assert is_binnen(client)


def test_what_breaks_at_one_directory_is_told_after_the_others_were_asked(
    binnen, landstad, monkeypatch, klok
):
    vraag = navraag._vraag

    def breek(bron, koppeling):
        return 1 / 0 if bron.sleutel == "waterstad" else vraag(bron, koppeling)

    monkeypatch.setattr(navraag, "_vraag", breek)

    with pytest.raises(ZeroDivisionError):
        navraag.vraag_allen()
    assert Koppeling.objects.get(uitgever=landstad.uitgever).bevestigd_op == klok[0]


def test_run_asks_about_no_more_than_its_share_longest_ago_first(
    client, directory, binnen, klok, monkeypatch
):
    monkeypatch.setattr(navraag, "MEESTE_PER_KEER", 1)
    klok[0] += timedelta(hours=1)
    directory.ken("kim-1", email="kim@waterstad.nl", name="Kim Bos", groups=["team-jeugd"])
    meld_aan(Client())
    klok[0] += timedelta(days=1)
    navraag.vraag_allen()

    assert Koppeling.objects.get(gebruiker=binnen).bevestigd_op == klok[0]
    assert Koppeling.objects.exclude(gebruiker=binnen).get().bevestigd_op < klok[0]


def test_one_who_gives_no_usable_answer_keeps_no_others_waiting(
    client, directory, binnen, klok, monkeypatch
):
    monkeypatch.setattr(navraag, "MEESTE_PER_KEER", 1)
    klok[0] += timedelta(hours=1)
    directory.ken("kim-1", email="kim@waterstad.nl", name="Kim Bos", groups=["team-jeugd"])
    meld_aan(Client())
    els(directory, groups=None, hasgroups=True)
    klok[0] += timedelta(days=1)

    gezegd = [navraag.vraag_allen()]
    klok[0] += timedelta(hours=1)
    gezegd.append(navraag.vraag_allen())

    assert gezegd == [
        "accounts nagevraagd: 1 keer niet te geloven",
        "accounts nagevraagd: 1 keer ja",
    ]


@pytest.mark.parametrize("waarom", ["geëindigd", "account dicht", "geen offline_access"])
def test_who_does_not_matter_here_any_more_is_not_asked_about_and_her_token_goes(
    client, directory, binnen, klok, zet_bron, waarom
):
    klok[0] += timedelta(days=1)
    if waarom == "geëindigd":
        gisteren = kalender.vandaag() - timedelta(days=1)
        binnen.lidmaatschappen.update(van=gisteren, tot_en_met=gisteren)
    elif waarom == "account dicht":
        Gebruiker.objects.filter(pk=binnen.pk).update(is_active=False)
    else:
        zet_bron(scopes=[])

    assert navraag.vraag_allen() == "accounts nagevraagd: geen"
    navraag.loop_na()
    assert (directory.vragen, Verversing.objects.exists()) == ([], False)


def test_token_for_a_session_alone_stays_as_long_as_one_can_last(
    client, directory, binnen, klok, zet_bron, settings
):
    zet_bron(scopes=[])
    klok[0] += timedelta(minutes=settings.SESSIE_HEEL_MINUTEN)
    navraag.loop_na()
    eerst = Verversing.objects.exists()
    klok[0] += timedelta(seconds=1)
    navraag.loop_na()

    assert (eerst, Verversing.objects.exists()) == (True, False)


def test_directory_taken_out_of_the_settings_leaves_no_token(binnen, settings):
    settings.AANMELDBRONNEN = []
    navraag.loop_na()

    assert not Verversing.objects.exists()


# Not confirmed in long


@pytest.fixture
def oud(binnen, klok):
    """Els, whose directory said nothing of her for thirty days and a second."""
    klok[0] += timedelta(days=30, seconds=1)
    return binnen


def plekken(gebruiker):
    return sorted(rechten.plaatsen(Gebruiker.objects.get(pk=gebruiker.pk)))


def test_rights_stop_at_the_term_before_any_task_runs(binnen, klok, gemeente):
    klok[0] += timedelta(days=30)
    eerst = plekken(binnen)
    klok[0] += timedelta(seconds=1)

    assert (eerst, plekken(binnen)) == ([gemeente.pk], [])


@pytest.mark.parametrize(("dagen", "verwacht"), [(31, 1), (30, 0)])
def test_term_is_that_of_the_source(oud, zet_bron, dagen, verwacht):
    zet_bron(bevestigd_dagen=dagen)

    assert len(plekken(oud)) == verwacht


def test_what_she_is_elsewhere_is_not_for_this_directory_to_end(oud, beheerder):
    elders = GemeenteFactory(slug="landstad")
    Lidmaatschap.objects.create(gebruiker=oud, gemeente=elders, van=kalender.vandaag())

    assert plekken(oud) == [elders.pk]


def test_one_of_two_directories_that_says_yes_is_enough(oud, directory, settings, gemeente, klok):
    with draaiend() as ander:
        settings.AANMELDBRONNEN = [
            bron_bij(directory),
            bron_bij(ander, "tweede", gemeenten=["waterstad"]),
        ]
        Koppeling.objects.create(
            gebruiker=oud,
            uitgever=ander.uitgever,
            kenmerk="k",
            gekoppeld_op=klok[0],
            bevestigd_op=klok[0],
        )

        assert plekken(oud) == [gemeente.pk]


def test_who_never_came_through_the_directory_is_for_the_beheerder_to_end(
    oud, gemeente, beleidsadviseur
):
    assert plekken(beleidsadviseur) == [gemeente.pk]


def test_account_for_emergencies_needs_no_directory(oud, gemeente, zet_bron):
    zet_bron(noodaccount=oud.username)

    assert plekken(oud) == [gemeente.pk]


def test_nothing_goes_over_to_who_may_not_come_in(oud, gemeente, beheerder):
    lid = beheerder.lidmaatschappen.get()

    assert oud not in mogelijke_opvolgers(lid)
    assert not Lidmaatschap.objects.met_toegang(kalender.vandaag()).filter(gebruiker=oud).exists()


def maak_beheerder_uit_groep(gebruiker, gemeente):
    """A group of hers makes her beheerder, and nothing else."""
    Groeprol.objects.create(gemeente=gemeente, groep="beheer", rol="beheerder")
    volg(gebruiker, [gemeente], ["beheer"])


def eis_weg(gebruiker):
    """Take the role of beheerder from her, as a colleague would."""
    lid = gebruiker.lidmaatschappen.get()
    wens = Toegang(frozenset(), extern=False, van=lid.van, tot_en_met=None)
    wijzig_lidmaatschap(lid, wens, door=gebruiker)


def test_who_may_not_come_in_is_no_other_beheerder(binnen, klok, gemeente, beheerder):
    maak_beheerder_uit_groep(binnen, gemeente)
    klok[0] += timedelta(days=30, seconds=1)

    with pytest.raises(ValidationError, match="Er moet een beheerder zonder einddatum"):
        eis_weg(beheerder)
    klok[0] -= timedelta(seconds=1)
    eis_weg(beheerder)

    assert (rollen_van(beheerder), rollen_van(binnen)) == ([], ["beheerder"])


def test_term_takes_the_role_of_beheerder_where_another_may_come_in(
    oud, gemeente, beheerder, caplog
):
    maak_beheerder_uit_groep(oud, gemeente)

    navraag.loop_na()

    assert (rollen_van(oud), rollen_van(beheerder)) == ([], ["beheerder"])
    assert "laatste beheerder blijft" not in caplog.text


def test_groups_leave_the_last_beheerder_who_may_come_in(oud, gemeente, klok, caplog):
    """Nobody of whom the directory said nothing in long can let others in."""
    maak_beheerder_uit_groep(oud, gemeente)
    hier = GebruikerFactory(lid_van=gemeente)
    volg(hier, [gemeente], ["beheer"])

    volg(hier, [gemeente], [])

    assert (rollen_van(hier), rollen_van(oud)) == (["beheerder"], ["beheerder"])
    assert caplog.messages[-1] == f"laatste beheerder blijft, gemeente={gemeente.pk}"


def test_term_that_is_over_for_every_beheerder_takes_the_role_of_none(
    client, directory, oud, gemeente
):
    """The directory was away for long: whoever comes back first can let others in."""
    maak_beheerder_uit_groep(oud, gemeente)
    kim = GebruikerFactory(lid_van=gemeente)
    lang = Koppeling.objects.get().bevestigd_op
    Koppeling.objects.create(
        gebruiker=kim,
        uitgever=directory.uitgever,
        kenmerk="k",
        gekoppeld_op=lang,
        bevestigd_op=lang,
    )
    volg(kim, [gemeente], ["beheer"])
    navraag.loop_na()
    eerst = [rollen_van(oud), rollen_van(kim)]
    els(directory, groups=["beheer"])
    client.post("/afmelden/")
    meld_aan(client)

    navraag.loop_na()

    assert eerst == [["beheerder"], ["beheerder"]]
    assert [rollen_van(oud), rollen_van(kim)] == [["beheerder"], []]


@pytest.mark.parametrize("aantal", [1, 3])
def test_asking_who_may_come_in_is_one_question(
    oud, gemeente, directory, settings, django_assert_num_queries, aantal
):
    settings.AANMELDBRONNEN = [
        bron_bij(
            directory, f"bron-{nummer}", uitgever=f"https://a.nl/{nummer}", gemeenten=["waterstad"]
        )
        for nummer in range(aantal)
    ]

    with django_assert_num_queries(1):
        list(Lidmaatschap.objects.met_toegang(kalender.vandaag()))


def test_beheerder_reads_until_when_a_yes_counts_and_that_it_is_over(
    client, directory, binnen, klok, beheerder
):
    adres = f"/waterstad/gebruikers/{binnen.pk}/"
    client.force_login(beheerder)
    tot = kalender.datum_voluit((klok[0] + timedelta(days=30)).astimezone(kalender.AMSTERDAM))
    eerst = vind(client.get(adres), "#werkaccount ~ p")[1]
    toegang_eerst = vind(client.get("/waterstad/gebruikers/"), "td[data-kop=Toegang]")
    klok[0] += timedelta(days=30, seconds=1)
    client.force_login(beheerder)
    daarna = vind(client.get(adres), "#werkaccount ~ p")[1]
    toegang_daarna = vind(client.get("/waterstad/gebruikers/"), "td[data-kop=Toegang]")

    assert eerst.startswith(f"Zonder nieuwe bevestiging stopt de toegang op {tot}")
    assert daarna.startswith("Dat is te lang geleden. Els de Vries ziet hier niets,")
    assert toegang_eerst == ["ja", "ja"]
    assert sorted(toegang_daarna) == ["ja", "nu niet: werkaccount te lang niet bevestigd"]


# A message to sign out, once


def stuur(client, token):
    return client.post("/aanmelden/uit/waterstad/", {"logout_token": token}).status_code


def test_message_to_sign_out_counts_once(client, directory, binnen):
    """Who saw one pass must not be able to sign her out over and over."""
    token = directory.afmelding("els-1")
    eerst = stuur(client, token)
    meld_aan(client)

    assert (eerst, stuur(client, token), is_binnen(client)) == (200, 400, True)
    assert waarover(soort="bron meldt af") == [("bron meldt af", "bron waterstad")]


def test_directory_that_did_not_hear_our_yes_may_go_on_telling_us(
    client, directory, binnen, monkeypatch
):
    """It sends the same again, from one address; what is not well signed does count."""
    monkeypatch.setattr(pogingen, "LINK_ADRES", pogingen.Grens("link", 2, pogingen.KWARTIER))
    token = directory.afmelding("els-1")
    herhaald = [stuur(client, token) for _ in range(4)]
    ander = stuur(client, directory.afmelding("kim-1"))

    assert (herhaald, ander) == ([200, 400, 400, 400], 200)
    assert [stuur(client, f"{token}x") for _ in range(3)] == [400, 400, 429]


def test_same_number_of_another_directory_is_another_message(client, directory, binnen, settings):
    with draaiend() as landstad:
        GemeenteFactory(slug="landstad")
        settings.AANMELDBRONNEN = [bron_bij(directory), bron_bij(landstad, "landstad")]
        landstad.ken("bo")
        eerst = client.post(
            "/aanmelden/uit/landstad/", {"logout_token": landstad.afmelding("bo", jti="7")}
        )

        assert (eerst.status_code, stuur(client, directory.afmelding("els-1", jti="7"))) == (
            200,
            200,
        )


def test_message_that_failed_may_come_again(client, directory, binnen, monkeypatch):
    token = directory.afmelding("els-1")
    client.raise_request_exception = False
    with monkeypatch.context() as plek:
        plek.setattr(bronnen, "beeindig_sessies", lambda gebruiker: 1 / 0)
        eerst = stuur(client, token)

    assert (eerst, stuur(client, token), is_binnen(client)) == (500, 200, False)


@pytest.mark.parametrize(("exp", "blijft"), [(120, 180), (10_000, 600), (-30, 30)])
def test_number_is_kept_as_long_as_the_message_would_be_believed(
    client, directory, binnen, klok, exp, blijft
):
    nu = int(klok[0].timestamp())
    assert stuur(client, directory.afmelding("els-1", iat=nu, exp=nu + exp)) == 200
    klok[0] = klok[0].replace(microsecond=0) + timedelta(seconds=blijft)
    eerst = bronnen.vergeet_afmeldingen()
    klok[0] += timedelta(seconds=1)

    assert [eerst, bronnen.vergeet_afmeldingen()] == [
        "0 oude afmeldberichten vergeten",
        "1 oude afmeldberichten vergeten",
    ]
    assert not Afmeldbericht.objects.exists()


@pytest.mark.parametrize("jti", ["", 12, ["a"], None])
def test_message_without_a_number_is_refused(client, directory, binnen, jti):
    assert (stuur(client, directory.afmelding("els-1", jti=jti)), is_binnen(client)) == (400, True)
